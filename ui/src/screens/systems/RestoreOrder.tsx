import { Printer } from "lucide-react";
import { useState } from "react";
import type { RestoreRow } from "../../host";
import { Empty, ErrorBox, Loading } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { useNow } from "../../state/clock";
import { useFrame, useView } from "../../state/session";
import { when } from "../../words/format";
import { NumberOf, PeopleRow } from "./People";
import { WriteList } from "./WriteList";

/** Which system's return helps most patients: a prompt for IT and the medical lead together, with the people behind it. */
export function RestoreOrder({ onGo }: { onGo: (code: string) => void }) {
  const { view, error, reload } = useView("restore_order", {});
  if (error) {
    return (
      <ErrorBox what={error.what} next={error.next}>
        <Button onPress={reload}>Work it out again</Button>
      </ErrorBox>
    );
  }
  if (!view) return <Loading what="Working out whose return helps most." />;
  if (view.rows.length === 0)
    return <Empty title="Nothing to bring back">No system that patients wait on is down or doubtful.</Empty>;
  return (
    <>
      <table className="rows-table stacks">
        <caption className="visually-hidden">Systems by how many patients their return helps</caption>
        <thead>
          <tr>
            <th scope="col">System, most help first</th>
            <th scope="col" className="number">
              Helped
            </th>
            <th scope="col" className="number">
              Of these P1
            </th>
            <th scope="col" className="number">
              Touched
            </th>
            <th scope="col">Owner</th>
            <th scope="col">Back</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <Line key={row.code} row={row} onGo={onGo} />
          ))}
        </tbody>
      </table>
      <p className="table-foot">
        <WriteList list="restore_order" code="" icon={Printer}>
          Print with the names
        </WriteList>
      </p>
    </>
  );
}

function Line({ row, onGo }: { row: RestoreRow; onGo: (code: string) => void }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [open, setOpen] = useState(false);
  const what = `P1 and P2 helped by the return of ${row.name}`;
  return (
    <>
      <tr>
        <th scope="row">
          <LinkButton onPress={() => onGo(row.code)}>{row.name}</LinkButton>
        </th>
        <td className="number" data-head="Helped">
          <NumberOf n={row.patients} what={what} people={row.who} isOpen={open} onToggle={() => setOpen((on) => !on)} />
        </td>
        <td className="number" data-head="Of these P1">
          {row.p1}
        </td>
        <td className="number" data-head="Touched">
          {row.touched}
        </td>
        <td data-head="Owner">
          {row.owner === "" ? <span className="second">not known</span> : row.owner}
          {row.phone !== "" && <span className="strong"> {row.phone}</span>}
        </td>
        <td data-head="Back">
          {row.back_at ? when(row.back_at, zone, now) : <span className="second">not signed</span>}
        </td>
      </tr>
      {open && <PeopleRow what={what} people={row.who} columns={6} />}
    </>
  );
}
