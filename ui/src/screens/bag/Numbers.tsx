import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import type { NumberRow } from "../../host";
import { Card, ErrorBox, Loading } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Pick } from "../../parts/Field";
import { Plate } from "../../parts/Plate";
import { useView } from "../../state/session";
import { MOST_ROWS, matching, placeOf, type Vouched } from "./numbers";

const STATES: { value: Vouched; text: string }[] = [
  { value: "all", text: "All numbers" },
  { value: "not_approved", text: "Not approved" },
  { value: "approved", text: "Approved" },
  { value: "changed", text: "Changed since approval" },
];

/** Every clinical number with its unit, its source, who vouches for it and where it stands. */
export function Numbers() {
  const { view, error, reload } = useView("bag_numbers", {});
  const [typed, setTyped] = useState("");
  const [vouched, setVouched] = useState<Vouched>("all");
  const found = useMemo(() => matching(view?.rows ?? [], typed, vouched), [view, typed, vouched]);
  return (
    <Card title="Clinical numbers" aside={view?.rows.length ?? null} flush>
      {error && (
        <ErrorBox what={error.what} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading the numbers." />}
      {view && (
        <>
          <p className="bag-note">
            {view.approved} approved, {view.changed} changed since approval, {view.proposed} proposed and not approved.
            A number that nobody here approved is a proposal of the makers.
          </p>
          <div className="row bag-numbers-filter">
            <Field
              label="Find"
              type="search"
              value={typed}
              onChange={setTyped}
              hint="Condition, system, source, file"
            />
            <Pick label="Show" value={vouched} options={STATES} onChange={(to) => setVouched(to as Vouched)} />
          </div>
          <NumberTable rows={found} />
        </>
      )}
    </Card>
  );
}

function NumberTable({ rows }: { rows: readonly NumberRow[] }) {
  const more = rows.length - MOST_ROWS;
  if (rows.length === 0) return <p className="bag-note">No number has all these words.</p>;
  return (
    <>
      <table className="rows-table bag-numbers-table">
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Of what</th>
            <th scope="col">Source and approval</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <tr key={`${row.file} ${row.line} ${row.what} ${row.value}`}>
              <td>
                <strong>{row.value}</strong> {row.unit}
              </td>
              <td>
                <p>{row.what}</p>
                <p className="second">{row.of === "" ? row.name : `${row.name}: ${row.of}`}</p>
              </td>
              <td>
                <Approval row={row} />
                <p className="second">{row.source}</p>
                <p className="second bag-path">{placeOf(row)}</p>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="bag-note">{more} more. Type a word to see fewer.</p>}
    </>
  );
}

function Approval({ row }: { row: NumberRow }) {
  if (row.state === "approved") return <Plate icon={CircleCheck}>{row.approval}</Plate>;
  if (row.state === "changed") {
    return (
      <Plate tone="red-outline" icon={TriangleAlert}>
        {row.approval}
      </Plate>
    );
  }
  return (
    <Plate tone="amber" icon={CircleDashed}>
      {row.approval}
    </Plate>
  );
}
