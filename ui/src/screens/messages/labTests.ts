import type { LabTestRow } from "../../host";

const said = (words: string) => words.trim().replace(/\s+/g, " ");

/** The tests as they are sent: lines that nobody wrote in are left out. */
export function toLabTests(rows: readonly LabTestRow[]): LabTestRow[] {
  return rows
    .map((row) => ({ ...row, test: said(row.test), tube: said(row.tube) }))
    .filter((row) => row.test !== "" || row.tube !== "");
}

/** What is wrong with each line, by its name in the form. */
export function labTestFaults(rows: readonly LabTestRow[], most: number): Record<string, string | null> {
  const faults: Record<string, string | null> = {};
  const seen = new Set<string>();
  let filled = 0;
  rows.forEach((row, at) => {
    const name = said(row.test).toLowerCase();
    const isEmpty = name === "" && said(row.tube) === "";
    if (!isEmpty) filled += 1;
    faults[`test ${at}`] =
      !isEmpty && name === ""
        ? "Name the test."
        : name !== "" && seen.has(name)
          ? "It is in the list already."
          : filled > most
            ? `The request has ${most} boxes. Take this away.`
            : null;
    if (name !== "") seen.add(name);
  });
  if (filled === 0) faults["test 0"] = "Write at least one test. If nothing can be done, withdraw the list.";
  return faults;
}
