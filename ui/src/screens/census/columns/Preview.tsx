import { TriangleAlert } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { KnownColumnView, MappingView, PreviewView } from "../../../host";
import { ErrorBox, Loading, Notice } from "../../../parts/Boxes";
import { Icon } from "../../../parts/Icon";
import { useView } from "../../../state/session";
import { count, list, number } from "../../../words/format";
import { Places } from "../quality/Lists";
import { unfilled, words } from "./mapping";

/** How long a mapping must rest before the file is read by it again. */
const REST_MS = 400;

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** The first rows as they would be read, and what the columns could not give; read again as the mapping changes. */
export function Preview({
  path,
  mapping,
  known,
}: {
  path: string;
  mapping: MappingView;
  known: readonly KnownColumnView[];
}) {
  const rested = useRested(mapping);
  const { view, error } = useView("census_columns_preview", { path, mapping: rested });
  const lacking = unfilled(mapping, known);
  return (
    <section className="stack stack-8" aria-label="As it would be read">
      <h3>As it would be read</h3>
      {lacking.length > 0 && (
        <Notice>
          <strong>Not in this list yet: {list(lacking.map((each) => words(each.column).toLowerCase()))}.</strong> Choose
          its column, or say that it is the same in every row. Without a name or a number people cannot be told apart.
        </Notice>
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
      {!view && !error && <Loading what="Reading the first rows." />}
      {view && <Seen view={view} />}
    </section>
  );
}

function Seen({ view }: { view: PreviewView }) {
  return (
    <>
      <p className="strong" role="status">
        {count(view.records, "row")}: {number(view.taken)} would be taken, {number(view.rejected_in_all)} rejected
      </p>
      <Rows view={view} />
      {view.problems.length > 0 && (
        <ul className="problems" aria-label="What columns could not give">
          {view.problems.map((each) => (
            <li key={each.column} className="problem">
              <Icon of={TriangleAlert} size={20} />
              <span>
                <strong>
                  {words(each.column)}: {count(each.cells, "cell")}
                </strong>{" "}
                {each.first} <span className="second">({each.at})</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {view.rejected.length > 0 && <Places label="Rows that would be rejected" lines={view.rejected} />}
      {view.warnings.length > 0 && <Places label="To look at in the preview" lines={view.warnings} />}
    </>
  );
}

/** Fields across, rows down. A row that lacks a field says so. */
function Rows({ view }: { view: PreviewView }) {
  const fields = useMemo(() => [...new Set(view.rows.flatMap((row) => row.said.map((fact) => fact.field)))], [view]);
  if (view.rows.length === 0) return <p className="second">No row would be read.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by keyboard
    <section className="preview-scroll" tabIndex={0} aria-label="First rows">
      <table className="files preview">
        <thead>
          <tr>
            <th scope="col">Row</th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {words(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.at}>
              <th scope="row">{row.at}</th>
              {fields.map((field) => {
                const said = row.said.filter((fact) => fact.field === field).map((fact) => fact.value);
                return (
                  <td key={field}>{said.length === 0 ? <span className="second">not known</span> : said.join("; ")}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
