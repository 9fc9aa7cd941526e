import { Empty, ErrorBox, Loading } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { useView } from "../../state/session";

/** Which system's return helps most patients: a prompt for IT and the medical lead together. */
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
    <table className="rows-table">
      <caption className="visually-hidden">Systems by how many patients their return helps</caption>
      <thead>
        <tr>
          <th scope="col">System</th>
          <th scope="col" className="number">
            P1 and P2 helped
          </th>
          <th scope="col" className="number">
            Of these P1
          </th>
          <th scope="col" className="number">
            Hours gained
          </th>
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">
              <LinkButton onPress={() => onGo(row.code)}>{row.name}</LinkButton>
            </th>
            <td className="number strong">{row.patients}</td>
            <td className="number">{row.p1}</td>
            <td className="number">{row.slack_gained_h.toFixed(1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
