import type { BackEntryRuleView, SheetTally } from "../../host";
import { Card } from "../../parts/Boxes";
import { LinkButton } from "../../parts/Button";
import { capital } from "../../words/format";

const COLUMNS: readonly { of: keyof SheetTally; word: string }[] = [
  { of: "printed", word: "Printed" },
  { of: "returned", word: "Returned" },
  { of: "to_verify", word: "To verify" },
  { of: "done", word: "Done" },
  { of: "not_used", word: "Not used" },
  { of: "out", word: "Not back" },
  { of: "missing", word: "Missing" },
  { of: "late", word: "Late" },
];

/** How far back-entry is: a line a ward or form. Each line adds up. */
export function TallyTable({
  title,
  rows,
  onPick,
}: {
  title: string;
  rows: readonly SheetTally[];
  onPick?: (name: string) => void;
}) {
  return (
    <Card title={title} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by keyboard */}
      <section className="tally-scroll" tabIndex={0} aria-label={`${title}: table`}>
        <table className="tally">
          <thead>
            <tr>
              <th scope="col">{title}</th>
              {COLUMNS.map((column) => (
                <th key={column.of} scope="col" className="tally-number">
                  {column.word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">
                  {onPick ? <LinkButton onPress={() => onPick(row.name)}>{row.name}</LinkButton> : row.name}
                  {row.two_say > 0 && <span className="second"> {row.two_say} contradicted</span>}
                </th>
                {COLUMNS.map((column) => (
                  <td
                    key={column.of}
                    className={`tally-number ${isTrouble(column.of) && row[column.of] !== 0 ? "strong" : ""}`}
                  >
                    {row[column.of]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function isTrouble(of: keyof SheetTally): boolean {
  return of === "missing" || of === "late";
}

/** The rules as they hold here, in the order of entry. */
export function Rules({ rules }: { rules: readonly BackEntryRuleView[] }) {
  return (
    <Card title="Rules of this hospital" aside="in the order of entry" flush>
      <ol className="sheet-rules">
        {rules.map((rule) => (
          <li key={rule.id}>
            <p className="semi">{rule.sheets.join(", ")}</p>
            <p>
              {capital(rule.how)}
              {rule.role !== "" && `. ${rule.role}, within ${rule.within_h} h of recovery`}
              {rule.second_person && ". A second person looks"}.
            </p>
            {rule.what !== "" && <p>{rule.what}</p>}
            <p className="second">{rule.source}</p>
          </li>
        ))}
      </ol>
      <p className="second sheet-rules-foot">
        They are text in the bag (back_entry.toml): no hospital has agreed to these proposals. An incident keeps the
        rules it began with until the newer bag is taken into use.
      </p>
    </Card>
  );
}
