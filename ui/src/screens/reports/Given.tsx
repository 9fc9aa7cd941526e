import { ChevronDown, ChevronRight, Megaphone } from "lucide-react";
import { useId, useState } from "react";
import type { ReportsView, ReportView } from "../../host";
import { Card, Empty } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { when } from "../../words/format";
import { PrintReport } from "./PrintReport";

/** The reports that were given, newest first: who gave them, to whom, what they said. */
export function Given({ view }: { view: ReportsView }) {
  return (
    <Card title="Given" aside="newest first" flush className="reports-given">
      {view.reports.length === 0 ? (
        <div className="reports-none">
          <Empty title="No report has been given">
            The first one out of the hospital is METHANE: read it, mend it, sign it, read it down the phone.
          </Empty>
        </div>
      ) : (
        <ol>
          {view.reports.map((report) => (
            <One key={report.key} report={report} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function One({ report }: { report: ReportView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <li className="report-one">
      <div className="report-head">
        <div className="grow">
          <h3 className="report-name">
            {report.name} · {when(report.at, zone, now)}
          </h3>
          <p className="second">
            {report.actor}
            {report.role !== "" && `, ${report.role}`}
            {report.told !== "" && ` · told: ${report.told}`}
            {report.corrections > 0 && ` · corrected ${report.corrections} times, see the log`}
          </p>
        </div>
        <Button
          icon={isOpen ? ChevronDown : ChevronRight}
          aria-expanded={isOpen}
          aria-controls={id}
          onPress={() => setOpen((on) => !on)}
        >
          {isOpen ? "Shut" : "Read"} <span className="visually-hidden">{report.name}</span>
        </Button>
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && (
          <>
            <dl className="report-parts">
              {report.parts.map((part) => (
                <div key={part.word}>
                  <dt>
                    {part.letter !== "" && (
                      <span className="report-letter" aria-hidden="true">
                        {part.letter}
                      </span>
                    )}
                    {part.word}
                  </dt>
                  <dd>{part.text === "" ? "Nothing written" : part.text}</dd>
                </div>
              ))}
            </dl>
            <PrintReport report={report.report} entry={report.key} name={report.name} />
          </>
        )}
      </div>
    </li>
  );
}

/** Said while there is no incident at all. */
export function NoIncident() {
  return (
    <Empty title="No incident, no reports" acts={null}>
      <Megaphone aria-hidden="true" size={20} /> Declare or stand by on Now: the reports are filled from its log.
    </Empty>
  );
}
