import { Check, Printer, X } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { PatientsView, StartPrint } from "../../host";
import { ErrorBox, Notice, Progress } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Pick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { type Job, useJob } from "../../state/job";
import { count } from "../../words/format";
import { toFiles } from "../../words/toFiles";

/** Rows that a page of the paper form holds. */
const ROWS_ON_A_PAGE = 7;

function request(ward: string): StartPrint {
  return toFiles({ what: "wards", wards: ward === "" ? [] : [ward], charts: ["priority-list"] });
}

/** The print of a ward's list: one key when a ward is chosen, else it asks which. */
export type ListPrint = {
  job: Job;
  /** The sheet is open. */
  isOpen: boolean;
  ward: string;
  setWard: (ward: string) => void;
  /** Prints at once when it is known which ward; opens the sheet otherwise. */
  press: () => void;
  start: () => void;
  close: () => void;
};

/** Ctrl P on this screen prints the list of the ward that is shown. */
export function useListPrint(shown: string): ListPrint {
  const job = useJob();
  const [isOpen, setOpen] = useState(false);
  const [ward, setWard] = useState(shown);
  const { begin } = job;
  const startFor = useCallback(
    (which: string) => void begin((host) => host.call("print_start", request(which))),
    [begin],
  );
  const press = useCallback(() => {
    setWard(shown);
    setOpen(true);
    if (shown !== "" && !job.isRunning) startFor(shown);
  }, [shown, startFor, job.isRunning]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.altKey || event.shiftKey || event.key.toLowerCase() !== "p") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      press();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [press]);
  const { clear } = job;
  const close = useCallback(() => {
    setOpen(false);
    clear();
  }, [clear]);
  return { job, isOpen, ward, setWard, press, start: () => startFor(ward), close };
}

/** What is printed, how long, and what came of it. */
export function PrintSheet({ print, view }: { print: ListPrint; view: PatientsView }) {
  const section = useRef<HTMLElement>(null);
  const { job } = print;
  const people = view.rows.filter((row) => print.ward === "" || row.ward === print.ward);
  const wards = print.ward === "" ? view.wards : [print.ward];
  const pages = wards
    .map((ward) => Math.ceil(people.filter((row) => row.ward === ward).length / ROWS_ON_A_PAGE))
    .reduce((sum, n) => sum + n, 0);
  useEffect(() => section.current?.querySelector<HTMLElement>("button")?.focus(), []);
  return (
    <section
      className="print-sheet"
      data-region
      aria-label="Print list"
      ref={section}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        print.close();
      }}
    >
      <Pick
        className="print-ward"
        label={view.locked ? "Roll-call of" : "Priority list of"}
        value={print.ward === "" ? "all" : `ward ${print.ward}`}
        onChange={(value) => {
          job.clear();
          print.setWard(value === "all" ? "" : value.slice("ward ".length));
        }}
        options={[
          { value: "all", text: "Every ward, a file each" },
          ...view.wards.map((ward) => ({ value: `ward ${ward}`, text: ward === "" ? "Ward not known" : ward })),
        ]}
      />
      <p className="second print-what">
        {count(people.length, "patient")}, {count(pages, "page")}, worst first, with room to write. No printer is asked:
        a PDF is made, not encrypted. Print it, then remove it.
      </p>
      <Button kind="primary" icon={Printer} isDisabled={job.isRunning} onPress={print.start}>
        Save as PDF
      </Button>
      <Button kind="text" icon={X} onPress={print.close}>
        Close
      </Button>
      <Outcome job={job} />
    </section>
  );
}

function Outcome({ job: follow }: { job: Job }) {
  const { job, error } = follow;
  if (error) return <ErrorBox what={error.what} kept="Nothing was printed." next={error.next} />;
  if (!job) return null;
  if (job.state === "running")
    return (
      <Progress done={job.done} total={job.of} unit={job.unit} label={job.what} onCancel={() => void follow.cancel()} />
    );
  return (
    <div className="print-outcome">
      {job.files.length > 0 && (
        <div role="status">
          <p className="row">
            <Icon of={Check} size={22} className="tick-green" />
            <strong>
              {count(
                job.files.reduce((sum, file) => sum + file.pages, 0),
                "page",
              )}{" "}
              made.
            </strong>
          </p>
          <ul className="print-files">
            {job.files.map((file) => (
              <li key={file.file}>
                {file.what}: {file.file}
              </li>
            ))}
          </ul>
        </div>
      )}
      {job.error && <ErrorBox what={job.error.what} next={job.error.next} />}
      {job.state === "cancelled" && <Notice>Cancelled. What was made is named above.</Notice>}
    </div>
  );
}
