import { useEffect, useRef, useState } from "react";
import { frameLook } from "../../frame/frameFacts";
import type { ReportWord } from "../../host";
import { ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Pick, Segments } from "../../parts/Field";
import { useGoing } from "../../state/going";
import { useFrame, useView } from "../../state/session";
import { clock, count } from "../../words/format";
import { BriefingForm } from "./BriefingForm";
import { Given, NoIncident } from "./Given";
import { LegalClocks } from "./LegalClocks";
import { MethaneForm } from "./MethaneForm";
import { PrintReport } from "./PrintReport";
import { SitRepForm } from "./SitRepForm";
import { Steering } from "./Steering";
import "../log/writing.css";
import "./reports.css";

type Desk = ReportWord | "objectives" | "legal";

const DESKS: readonly { value: Desk; content: string; text: string }[] = [
  { value: "methane", content: "METHANE", text: "METHANE" },
  { value: "sitrep", content: "SitRep", text: "SitRep" },
  { value: "briefing", content: "Briefing", text: "Briefing" },
  { value: "objectives", content: "Objectives, rhythm", text: "Objectives, rhythm" },
  { value: "legal", content: "Legal clocks", text: "Legal clocks" },
];

function isDesk(word: string): word is Desk {
  return DESKS.some((desk) => desk.value === word);
}

/** What goes out and what the team steers by: METHANE, SitRep, briefing, objectives; beside them what was given. */
export function ReportsScreen() {
  const frame = useFrame();
  if (!frame.incident)
    return (
      <div className="stack">
        <TitleRow title="Reports" fact="No incident" />
        <NoIncident />
      </div>
    );
  return <Reports canWrite={frameLook(frame) !== "none"} />;
}

function Reports({ canWrite }: { canWrite: boolean }) {
  const { here } = useGoing();
  const { zone_name: zone } = useFrame();
  const reports = useView("reports", {});
  const steering = useView("steering", {});
  const legal = useView("legal", {});
  const [desk, setDesk] = useState<Desk>(canWrite ? "methane" : "objectives");
  // Nobody writes a report of an incident that is over; what was steered by, and legal clocks, outlast it.
  const desks = canWrite ? DESKS : DESKS.filter((one) => one.value === "objectives" || one.value === "legal");
  const body = useRef<HTMLDivElement>(null);
  const error = reports.error ?? steering.error ?? legal.error;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    if (!isDesk(here.target)) return;
    setDesk(here.target);
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(".desk-head input")?.focus());
  }, [here.turn]);

  const fact = reports.view
    ? `${count(reports.view.reports.length, "report")} given · as at ${clock(reports.view.at, zone)}`
    : "Reading the reports";
  return (
    <div className="fill reports">
      <TitleRow title="Reports" fact={fact}>
        {canWrite && desk !== "objectives" && desk !== "legal" && (
          <PrintReport
            key={desk}
            report={desk}
            entry=""
            name={`${DESKS.find((one) => one.value === desk)?.text ?? "it"} as it stands`}
          />
        )}
      </TitleRow>
      {error && (
        <ErrorBox what={error.what} kept={reports.view ? "What is below is from before." : null} next={error.next}>
          <Button
            onPress={() => {
              reports.reload();
              steering.reload();
              legal.reload();
            }}
          >
            Read again
          </Button>
        </ErrorBox>
      )}
      <div className="reports-split" ref={body}>
        <section className="card log-desk" aria-label="Write">
          <header className="desk-head">
            <Segments className="desk-wide" label="Write" hideLabel value={desk} onChange={setDesk} options={desks} />
            <Pick
              className="desk-narrow"
              label="Write"
              value={desk}
              onChange={(value) => isDesk(value) && setDesk(value)}
              options={desks}
            />
          </header>
          <div className="desk-body">
            {canWrite && desk === "methane" && <MethaneForm />}
            {canWrite && desk === "sitrep" && <SitRepForm />}
            {canWrite && desk === "briefing" && <BriefingForm />}
            {desk === "legal" &&
              (legal.view ? (
                <LegalClocks view={legal.view} canWrite />
              ) : (
                !legal.error && <Loading what="Reading the legal clocks." />
              ))}
            {desk === "objectives" &&
              (steering.view ? (
                <Steering view={steering.view} canWrite={canWrite} />
              ) : (
                !steering.error && <Loading what="Reading the objectives." />
              ))}
          </div>
        </section>
        {reports.view ? <Given view={reports.view} /> : !reports.error && <Loading what="Reading the reports." />}
      </div>
    </div>
  );
}
