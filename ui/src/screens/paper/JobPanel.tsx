import { Check, OctagonAlert, RefreshCw } from "lucide-react";
import type { JobView, PrintedFile, PrintingView } from "../../host";
import { ErrorBox, Loading, Notice, Progress } from "../../parts/Boxes";
import { Plate } from "../../parts/Plate";
import type { Job } from "../../state/job";
import { count, duration } from "../../words/format";

const STATE = {
  running: { word: "Making", tone: "outline", icon: RefreshCw },
  done: { word: "Made", tone: "outline", icon: Check },
  cancelled: { word: "Cancelled", tone: "amber", icon: OctagonAlert },
  failed: { word: "Stopped", tone: "red-outline", icon: OctagonAlert },
} as const;

const ON_PRINTER: Partial<Record<string, string>> = { running: "Printing", done: "Printed" };

function stateOf(job: JobView) {
  const look = job.state in STATE ? STATE[job.state as keyof typeof STATE] : STATE.failed;
  return { ...look, word: (job.printing && ON_PRINTER[job.state]) ?? look.word };
}

/** How far a print is, what came out, what was held back and why. */
export function JobPanel({ print }: { print: Job }) {
  const { job, error } = print;
  if (error) return <ErrorBox what={error.what} next={error.next} />;
  if (!job) return <Loading what="Nothing is being made." />;
  const look = stateOf(job);
  const pages = job.files.reduce((sum, file) => sum + file.pages, 0);
  return (
    <div className="stack">
      <p className="row spread">
        <span className="semi">{job.what}</span>
        <Plate tone={look.tone} icon={look.icon}>
          {look.word}
        </Plate>
      </p>
      {job.state === "running" ? (
        <>
          <Progress
            done={job.done}
            total={job.of}
            unit={job.unit}
            label={job.what}
            onCancel={() => void print.cancel()}
          />
          {job.now_on !== "" && <p className="second">Now on {job.now_on}</p>}
          {job.parts_of > 1 && (
            <p className="second">
              {job.parts_done} of {count(job.parts_of, "part")} done{left(job.left_s)}
            </p>
          )}
          {job.parts_of === 1 && job.left_s !== null && <p className="second">One part{left(job.left_s)}</p>}
          {job.printing && <OnPrinter printing={job.printing} />}
        </>
      ) : (
        <Progress
          // What was expected before it began is no longer true of what was made.
          done={job.state === "done" ? pages : job.done}
          total={job.state === "done" ? pages : job.of}
          unit={job.unit}
          label={job.what}
          stopped={
            job.state === "done"
              ? null
              : job.state === "cancelled"
                ? "cancelled; what was made before is kept"
                : "stopped"
          }
        />
      )}
      {job.error && (
        <ErrorBox
          what={job.error.what}
          kept={job.printing ? "What came out is kept in the log." : "Files already made are kept."}
          next={job.error.next}
        />
      )}
      {job.state === "done" && (
        <p>
          {count(job.files.length, job.printing ? "part" : "file")}, {count(pages, "page")}
          {job.printing && ` on ${job.printing.printer}`}
        </p>
      )}
      <ul>
        {job.files.map((file) => (
          <FileRow key={`${file.file} ${file.what}`} file={file} />
        ))}
      </ul>
    </div>
  );
}

/** ", about 4 min left", or nothing while it cannot be told. */
function left(seconds: number | null): string {
  if (seconds === null) return "";
  return seconds < 60 ? ", under a minute left" : `, about ${duration(Math.ceil(seconds / 60))} left`;
}

/** How a print is on its printer: what came out, what keeps it. */
function OnPrinter({ printing }: { printing: PrintingView }) {
  return (
    <div className="stack">
      <p className="second">
        {printing.printer}: {printing.said}.
      </p>
      {printing.trouble !== "" && (
        <ErrorBox what={printing.trouble} kept="The job waits in the printer." next={printing.next} />
      )}
    </div>
  );
}

function FileRow({ file }: { file: PrintedFile }) {
  return (
    <li className="paper-file">
      <p className="row spread">
        <span className="semi">{file.what}</span>
        <span className="second">
          {count(file.pages, "page")}
          {file.patients > 0 && `, ${count(file.patients, "patient")}`}
        </span>
      </p>
      <p className="second paper-path">{file.file}</p>
      {file.held_back.length > 0 && (
        <Notice>
          <strong>Held back: {file.held_back.length}.</strong> Write these by hand.
          <ul>
            {file.held_back.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Notice>
      )}
    </li>
  );
}
