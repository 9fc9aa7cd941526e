import { GitFork } from "lucide-react";
import { useMemo, useState } from "react";
import type { PatientView } from "../../host";
import { Button } from "../../parts/Button";
import { Plate } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { count, when } from "../../words/format";
import { claimsByField } from "./claims";

/** What each source says of each field, with its record and time, so that a doubt can be taken back to the record. */
export function Claims({ view }: { view: PatientView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const fields = useMemo(
    () => claimsByField(view.claims, view.allergies.conflict !== ""),
    [view.claims, view.allergies.conflict],
  );
  const contradicted = fields.filter((each) => each.isContradicted);
  const [open, setOpen] = useState(false);
  if (fields.length === 0) {
    return view.sources.length > 0 ? <p className="second">From {view.sources.join(" · ")}</p> : null;
  }
  return (
    <section>
      <h3>Where this comes from</h3>
      <p className="row claims-head">
        <span className="grow second">
          {count(view.claims.length, "record")} of {count(fields.length, "field")}, from {view.sources.join(" · ")}
        </span>
        <Button aria-expanded={open} onPress={() => setOpen((on) => !on)}>
          {open ? "Hide the records" : "Show the records"}
        </Button>
      </p>
      {(open ? fields : contradicted).map((each) => (
        <div key={each.field} className={`claims ${each.isContradicted ? "claims-two" : ""}`}>
          <h4 className="row">
            {each.word}
            {each.isContradicted && (
              <Plate tone="amber" icon={GitFork}>
                Records differ
              </Plate>
            )}
          </h4>
          <ul>
            {each.claims.map((claim) => (
              <li key={`${claim.value} ${claim.from} ${claim.at}`} className="claim">
                <span className="semi">{claim.value}</span>
                <span className="second">
                  {claim.from} · {claim.at === "" ? "time not known" : when(claim.at, zone, now)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
