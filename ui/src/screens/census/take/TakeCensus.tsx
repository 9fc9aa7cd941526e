import { Columns3, FileText, FolderOpen, GraduationCap } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { CensusReport, ChoiceKind } from "../../../host";
import { ErrorBox, Loading, Notice, Progress } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field, Pick } from "../../../parts/Field";
import { useNow } from "../../../state/clock";
import { useDraft } from "../../../state/drafts";
import { type Job, useJob } from "../../../state/job";
import { useAct, useFrame, useSession, useView } from "../../../state/session";
import { count, number, when } from "../../../words/format";
import { isTable } from "../columns/mapping";
import { Places } from "../quality/Lists";

/** The feeds that can be read, as the engine names them. */
const FORMATS = [
  { value: "auto", text: "Find out by itself" },
  { value: "csv", text: "A list (CSV, text with tabs)" },
  { value: "xlsx", text: "A spreadsheet (Excel, OpenDocument)" },
  { value: "hl7v2", text: "HL7 version 2 messages" },
  { value: "fhir", text: "FHIR (JSON, XML, bulk files)" },
] as const;

/** Takes a census: choose files or type where they are; read + rejected = total, with the reasons. */
export function TakeCensus({
  close,
  onColumns,
}: {
  close?: (isTaken: boolean) => ReactNode;
  /** Opens the columns of a hospital's own list. */
  onColumns: (path: string) => void;
}) {
  const { status } = useSession();
  const choosing = useAct();
  const reading = useJob();
  const report = reading.job?.report ?? null;
  const paths = useDraft("census.paths");
  const [format, setFormat] = useState<string>("auto");
  const [tried, setTried] = useState(false);
  const lines = paths.text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const fault = lines.length === 0 ? "Choose a file, or type where it is." : null;

  const choose = async (kind: ChoiceKind) => {
    const chosen = await choosing.run("choose_files", { kind });
    if (chosen && chosen.paths.length > 0) paths.set([...lines, ...chosen.paths].join("\n"));
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

  // A list of which nobody could be read has columns that Battlebag does not know: they are asked for.
  const table =
    lines.length === 1 && (isTable(lines[0] ?? "") || format === "csv" || format === "xlsx") ? lines[0] : null;
  const isUnread = (reading.job?.state === "failed" && reading.job.error !== null) || report?.taken === 0;
  useEffect(() => {
    if (isUnread && table) onColumns(table);
  }, [isUnread, table, onColumns]);

  return (
    <div className="stack">
      <CensusInUse />
      {status?.can_choose_files && (
        <div className="row">
          <Button icon={FileText} onPress={() => void choose("census_files")}>
            Choose files
          </Button>
          <Button icon={FolderOpen} onPress={() => void choose("census_folder")}>
            Choose a folder
          </Button>
        </div>
      )}
      {choosing.error && <ErrorBox what={choosing.error.what} next={choosing.error.next} />}
      <Field
        label="Files or folders"
        aside="(one a line)"
        value={paths.text}
        onChange={paths.set}
        lines={3}
        fault={tried ? fault : null}
        hint="For example /media/usb/census.csv. The files are read, never changed."
      />
      <Pick
        className="census-format"
        label="What it is"
        value={format}
        onChange={setFormat}
        options={FORMATS.map(({ value, text }) => ({ value, text }))}
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
        {table && (
          <Button icon={Columns3} isDisabled={reading.isRunning} onPress={() => onColumns(table)}>
            Look at its columns
          </Button>
        )}
        <SampleButton onPress={sample} isDisabled={reading.isRunning} />
        {close?.(isTaken)}
      </div>
    </div>
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
  return view ? <Places label="Rejected" lines={view.rejected} /> : <Loading what="Reading." />;
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
      {report.rejected.length > 0 && (
        <div>
          <h3>
            Rejected <span className="second">{number(report.rejected.length)}</span>
          </h3>
          <Places label="Rejected" lines={report.rejected} />
        </div>
      )}
      {report.warnings.length > 0 && (
        <div>
          <h3>
            To look at <span className="second">{number(report.warnings.length)}</span>
          </h3>
          <Places label="To look at" lines={report.warnings} />
        </div>
      )}
    </section>
  );
}
