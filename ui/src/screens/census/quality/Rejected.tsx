import { useState } from "react";
import type { QualityView } from "../../../host";
import { Card, ErrorBox, Loading } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { useView } from "../../../state/session";
import { number } from "../../../words/format";
import { Places } from "./Lists";

/** Why records were rejected and where they stand; every single one on request. */
export function Rejected({ view }: { view: QualityView }) {
  const [all, setAll] = useState(false);
  return (
    <Card title="Rejected records" aside={number(view.rejected)} flush>
      {view.reasons.length === 0 ? (
        <p className="quality-none">None: every record that was read was taken.</p>
      ) : (
        <>
          <ul className="reasons">
            {view.reasons.map((row) => (
              <li key={row.reason} className="reason">
                <span className="opens-count">{number(row.count)}</span>
                <div>
                  <p>{row.reason}</p>
                  <p className="second reason-places">
                    {row.places.join(" · ")}
                    {row.count > row.places.length && ` · and ${number(row.count - row.places.length)} more`}
                  </p>
                </div>
              </li>
            ))}
          </ul>
          <div className="quality-none">
            <Button aria-expanded={all} onPress={() => setAll((on) => !on)}>
              {all ? "Hide the single records" : "Every rejected record"}
            </Button>
          </div>
          {all && <Every />}
        </>
      )}
    </Card>
  );
}

function Every() {
  const { view, error } = useView("census_report", {});
  if (error) return <ErrorBox what={error.what} next={error.next} />;
  return view ? <Places label="Rejected records" lines={view.rejected} /> : <Loading what="Reading." />;
}
