import { FileText, FolderOpen, GraduationCap } from "lucide-react";
import { useEffect, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { CensusLine, CensusReport, ChoiceKind } from "../../host";
import { ErrorBox, Loading, Notice, Progress } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { useNow } from "../../state/clock";
import { useDraft } from "../../state/drafts";
import { type Job, useJob } from "../../state/job";
import { useFrame, useSession, useView } from "../../state/session";
import { count, number, when } from "../../words/format";
import "./census.css";

type Format = "auto" | "fhir" | "csv";

/** Update the census: choose files or type where they are; read + rejected = total, with the reasons. */
export function CensusDialog({ onClose }: { onClose: () => void }) {
  const { status, host } = useSession();
  const reading = useJob();
  const report = reading.job?.report ?? null;
  const paths = useDraft("census.paths");
  const [format, setFormat] = useState<Format>("auto");
  const [tried, setTried] = useState(false);
  const lines = paths.text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const fault = lines.length === 0 ? "Choose a file, or type where it is." : null;

  const choose = async (kind: ChoiceKind) => {
    const chosen = await host.call("choose_files", { kind });
    if (chosen.paths.length > 0) paths.set([...lines, ...chosen.paths].join("\n"));
  };
  const read = (dryRun: boolean) => {
    setTried(true);
    if (fault) return;
    void reading.begin((engine) =>
      engine.call("census_import", { paths: lines, as_of: null, format, dry_run: dryRun }),
    );
  };
  const sample = () => void reading.begin((engine) => engine.call("demo", {}));

  // What was typed is dropped only when the census that it named is in use.
  const isTaken = report !== null && !report.dry_run;
  const { saved } = paths;
  useEffect(() => {
    if (isTaken) void saved();
  }, [isTaken, saved]);

  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className="scrim">
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            Update the census
          </Heading>
          <CensusInUse />
          <div className="row">
            {status?.can_choose_files && (
              <>
                <Button icon={FileText} onPress={() => void choose("census_files")}>
                  Choose files
                </Button>
                <Button icon={FolderOpen} onPress={() => void choose("census_folder")}>
                  Choose a folder
                </Button>
              </>
            )}
            <Segments
              label="Format"
              hideLabel
              value={format}
              onChange={setFormat}
              options={[
                { value: "auto", content: "Find out" },
                { value: "fhir", content: "FHIR" },
                { value: "csv", content: "CSV" },
              ]}
            />
          </div>
          <Field
            label="Files or folders"
            aside="(one a line)"
            value={paths.text}
            onChange={paths.set}
            lines={3}
            fault={tried ? fault : null}
            hint="For example /media/usb/census.csv. The files are read, never changed."
          />
          <Reading reading={reading} />
          {report && <Report report={report} />}
          <div className="row">
            <Button kind="primary" isDisabled={reading.isRunning} onPress={() => read(false)}>
              Read and use it
            </Button>
            <Button isDisabled={reading.isRunning} onPress={() => read(true)}>
              Only try
            </Button>
            <SampleButton onPress={sample} isDisabled={reading.isRunning} />
            <Button className="push" onPress={onClose}>
              {report && !report.dry_run ? "Done" : "Close"}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** How far the reading is; until it is complete the census in use stays. */
function Reading({ reading }: { reading: Job }) {
  const { job } = reading;
  const error = reading.error ?? job?.error ?? null;
  return (
    <>
      {error && <ErrorBox what={error.what} kept="The census in use is unchanged." next={error.next} />}
      {job?.state === "running" && (
        <>
          <Progress
            done={job.done}
            total={job.of}
            unit={job.unit}
            label={job.what}
            onCancel={() => void reading.cancel()}
          />
          <p className="second">
            {job.now_on === "" ? "" : `Now on ${job.now_on}. `}The census in use stays until this one is complete.
          </p>
        </>
      )}
      {job?.state === "cancelled" && <Notice>Cancelled. The census in use is unchanged.</Notice>}
    </>
  );
}

/** The sample hospital is offered only where it can replace nobody: in a home with no census. */
function SampleButton({ onPress, isDisabled }: { onPress: () => void; isDisabled: boolean }) {
  const { census } = useFrame();
  if (census) return null;
  return (
    <Button icon={GraduationCap} isDisabled={isDisabled} onPress={onPress}>
      Open the sample hospital
    </Button>
  );
}

function CensusInUse() {
  const frame = useFrame();
  const now = useNow(60);
  if (!frame.census) {
    return (
      <Notice>
        <strong>There is no census yet.</strong> Without one there is no priority list.
      </Notice>
    );
  }
  return (
    <div className="stack stack-8">
      <p>
        In use: {count(frame.census.inpatients, "in-patient")} as at{" "}
        <span className="strong">{when(frame.census.as_of, frame.zone_name, now)}</span>, from {frame.census.feed}.{" "}
        {number(frame.census.read)} read: {number(frame.census.read - frame.census.rejected)} taken,{" "}
        {number(frame.census.rejected)} rejected.
      </p>
      {frame.census.rejected > 0 && <RejectedInUse />}
    </div>
  );
}

function RejectedInUse() {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button aria-expanded={open} onPress={() => setOpen((on) => !on)}>
        {open ? "Hide the rejected" : "See the rejected"}
      </Button>
      {open && <RejectedList />}
    </div>
  );
}

function RejectedList() {
  const { view, error } = useView("census_report", {});
  if (error) return <ErrorBox what={error.what} next={error.next} />;
  return view ? <Lines title="Rejected" lines={view.rejected} /> : <Loading what="Reading." />;
}

function Report({ report }: { report: CensusReport }) {
  return (
    <section
      className={`census-report ${report.rejected.length > 0 ? "census-look" : ""}`}
      aria-label="What was read"
      role="status"
    >
      <p className="strong">{report.dry_run ? `Tried, nothing kept. ${report.said}` : report.said}</p>
      <p className="second">
        {number(report.records)} read = {number(report.taken)} taken + {number(report.records - report.taken)} rejected
        · {count(report.files, "file")} · {count(report.inpatients, "in-patient")} · {number(report.medications)}{" "}
        medicines · {number(report.allergies)} allergies · {number(report.observations)} observations ·{" "}
        {number(report.devices)} devices
      </p>
      <Lines title="Rejected" lines={report.rejected} />
      <Lines title="To look at" lines={report.warnings} />
    </section>
  );
}

/** Lines drawn before the rest is only counted. */
const MOST = 50;

function Lines({ title, lines }: { title: string; lines: readonly CensusLine[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3>
        {title} <span className="second">{number(lines.length)}</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard */}
      <ul className="census-lines" tabIndex={0} aria-label={title}>
        {lines.slice(0, MOST).map((line) => (
          <li key={`${line.file} ${line.at} ${line.reason}`}>
            <span className="semi">
              {line.file}
              {line.at !== "" && `, ${line.at}`}:
            </span>{" "}
            {line.reason}
          </li>
        ))}
        {lines.length > MOST && <li className="second">and {number(lines.length - MOST)} more</li>}
      </ul>
    </div>
  );
}
