import type { ConsideredText } from "../../../host";

/** What is lacking in the options that were considered: a reason without an option, an option without its reason. */
export function optionFaults(rows: readonly ConsideredText[]): Record<string, string | null> {
  return Object.fromEntries(
    rows.flatMap((row, at) => {
      const option = row.option.trim();
      const why = row.why_not.trim();
      return [
        [`option ${at}`, option === "" && why !== "" ? "Say which option." : null],
        [`why ${at}`, option !== "" && why === "" ? "Say why not." : null],
      ];
    }),
  );
}

/** The rows that say something. */
export function toSend(rows: readonly ConsideredText[]): ConsideredText[] {
  return rows
    .map((row) => ({ option: row.option.trim(), why_not: row.why_not.trim() }))
    .filter((row) => row.option !== "" || row.why_not !== "");
}
