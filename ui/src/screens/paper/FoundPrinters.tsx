import { Check, Printer, Radar } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { asErrorView, type ErrorView, type FoundPrintersView, type FoundPrinterView } from "../../host";
import { Empty, ErrorBox, Notice, Progress } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, Tick } from "../../parts/Field";
import { type Job, useJob } from "../../state/job";
import { useFrame, useSession } from "../../state/session";
import { clock, count } from "../../words/format";

/** The looks and sheets that this window started last: the screen may be left while somebody walks to a printer. */
const last: { look: number | null; sheet: number | null } = { look: null, sheet: null };

const rememberLook = (job: number) => {
  last.look = job;
};
const rememberSheet = (job: number) => {
  last.sheet = job;
};

/** Looking for a printer: off until it is switched on, and whoever answers is a stranger until a number was read from its paper. */
export function FoundPrinters({ onTaken }: { onTaken: (name: string) => void }) {
  const { host } = useSession();
  const [view, setView] = useState<FoundPrintersView | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const look = useJob(last.look, rememberLook);
  const sheet = useJob(last.sheet, rememberSheet);
  const read = useCallback(() => {
    host
      .call("printers_found", {})
      .then(setView)
      .catch((thrown: unknown) => setError(asErrorView(thrown)));
  }, [host]);
  useEffect(() => {
    if (!look.isRunning && !sheet.isRunning) read();
  }, [look.isRunning, sheet.isRunning, read]);
  const ask = async (asked: Promise<FoundPrintersView>) => {
    setError(null);
    try {
      const found = await asked;
      setView(found);
      if (found.taken_on !== "") {
        sheet.clear();
        onTaken(found.taken_on);
      }
    } catch (thrown) {
      setError(asErrorView(thrown));
      read();
    }
  };
  if (!view) return error ? <ErrorBox what={error.what} next={error.next} /> : null;
  const failed = error ?? look.error ?? look.job?.error ?? null;
  const hasLooked = view.looked_at !== "" && !look.isRunning;
  return (
    <section className="stack paper-add" aria-label="Look for a printer">
      <p>{view.does}</p>
      <Tick isSelected={view.on} onChange={(on) => void ask(host.call("printers_looking", { on }))}>
        Printers may be looked for on this network
      </Tick>
      {view.on && (
        <div className="row">
          <Button
            icon={Radar}
            onPress={() => void look.begin((engine) => engine.call("printers_look", {}))}
            isDisabled={look.isRunning || sheet.isRunning}
          >
            Look for printers near this computer
          </Button>
        </div>
      )}
      {look.isRunning && look.job && (
        <>
          <Progress
            done={look.job.done}
            total={look.job.of}
            unit={look.job.unit}
            label={look.job.what}
            onCancel={() => void look.cancel()}
          />
          {look.job.now_on !== "" && <p className="second">{look.job.now_on}</p>}
        </>
      )}
      {failed && <ErrorBox what={failed.what} next={failed.next} />}
      {view.on && hasLooked && view.printers.length === 0 && <Empty title={view.said}>{view.next}</Empty>}
      {view.on && hasLooked && view.printers.length > 0 && (
        <>
          <Notice>
            <strong>{view.said}</strong> None of these can print yet. Not among them? {view.next}
          </Notice>
          <ul className="stack">
            {view.printers.map((one) => (
              <Stranger key={one.id} one={one} sheet={sheet} onNumber={(id, number) => void ask(typed(id, number))} />
            ))}
          </ul>
        </>
      )}
    </section>
  );

  function typed(id: number, number: string) {
    return host.call("printer_number", { id, number });
  }
}

/** One that answered: what it says of itself, the sheet that is sent to it, and the number that comes back on paper. */
function Stranger({
  one,
  sheet,
  onNumber,
}: {
  one: FoundPrinterView;
  sheet: Job;
  onNumber: (id: number, number: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const waits = one.waits_as !== "";
  return (
    <li className="paper-found stack">
      <p className="semi">{one.says}</p>
      <p className="second paper-path">{one.address}</p>
      {one.no_pdf && <p className="second">It says that it prints no PDF: a sheet will most likely be refused.</p>}
      {waits ? (
        <NumberRead one={one} sheet={sheet} onNumber={onNumber} />
      ) : (
        <LinkButton onPress={() => setOpen(!open)}>{open ? "Close" : "Is this the one I stand at?"}</LinkButton>
      )}
      {(open || waits) && <Send one={one} sheet={sheet} again={waits} />}
    </li>
  );
}

function Send({ one, sheet, again }: { one: FoundPrinterView; sheet: Job; again: boolean }) {
  const [name, setName] = useState(one.waits_as);
  // Whoever sent the first sheet in the clear took that on.
  const [openLine, setOpenLine] = useState(again);
  const [mine, setMine] = useState(false);
  const begin = () => {
    setMine(true);
    void sheet.begin((engine) => engine.call("printer_prove", { id: one.id, name, open_line: openLine }));
  };
  const failed = mine ? (sheet.error ?? sheet.job?.error ?? null) : null;
  const trouble = mine && sheet.isRunning ? sheet.job?.printing : null;
  return (
    <div className="stack">
      {!again && (
        <>
          <p>
            A test sheet goes to it, with no patient on it and a number on page 2. Go to the printer, read the number.
          </p>
          <Field
            label="Name"
            value={name}
            onChange={setName}
            hint="As people call it, not as it calls itself: Ward 6 laser."
          />
          {one.open_line && (
            <Tick isSelected={openLine} onChange={setOpenLine}>
              Also in the clear: nobody can listen on that network
            </Tick>
          )}
        </>
      )}
      {failed && <ErrorBox what={failed.what} next={failed.next} />}
      {mine && sheet.isRunning && sheet.job ? (
        <>
          <Progress
            done={sheet.job.done}
            total={sheet.job.of}
            unit={sheet.job.unit}
            label={sheet.job.what}
            onCancel={() => void sheet.cancel()}
          />
          {trouble && trouble.trouble !== "" && <ErrorBox what={trouble.trouble} next={trouble.next} />}
        </>
      ) : (
        <div className="row">
          {again ? (
            <LinkButton onPress={begin}>Send the sheet again, with a new number</LinkButton>
          ) : (
            <Button icon={Printer} onPress={begin} isDisabled={sheet.isRunning || name.trim() === ""}>
              Send it the sheet
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function NumberRead({
  one,
  sheet,
  onNumber,
}: {
  one: FoundPrinterView;
  sheet: Job;
  onNumber: (id: number, number: string) => void;
}) {
  const { zone_name: zone } = useFrame();
  const [number, setNumber] = useState("");
  return (
    <div className="stack">
      <p>
        A sheet for <strong>{one.waits_as}</strong> was sent at {clock(one.sent_at, zone)}. No paper at the printer you
        stand at: what answers is another machine, do not take it on.
      </p>
      <Field
        label="The number on page 2 of the sheet"
        value={number}
        onChange={setNumber}
        hint={`Six digits. ${count(one.tries_left, "try", "tries")} left, then it is dropped.`}
      />
      {one.certificate !== "" && (
        <p className="second">
          Its certificate begins {one.certificate}. Only this one is believed from then on. If its display or its own
          report shows a fingerprint (SHA-256), it begins the same; otherwise somebody sits in between.
        </p>
      )}
      <div className="row">
        <Button
          icon={Check}
          onPress={() => onNumber(one.id, number)}
          isDisabled={sheet.isRunning || !/\d/.test(number)}
        >
          {`Take ${one.waits_as} on`}
        </Button>
      </div>
    </div>
  );
}
