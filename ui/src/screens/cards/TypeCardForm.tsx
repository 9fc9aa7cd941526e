import { useState } from "react";
import type { CardView, StepView, StepWord, TypedFault, TypedStep } from "../../host";
import { Card, ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Pick } from "../../parts/Field";
import { draftWords, useDraft } from "../../state/drafts";
import { useAct, useFrame } from "../../state/session";
import { isClosed } from "./phases";

type Line = Omit<TypedStep, "step">;

const NOTHING = "nothing";

const STATUS: { value: string; text: string }[] = [
  { value: NOTHING, text: "Nothing written" },
  { value: "complete", text: "Done" },
  { value: "not_applicable", text: "Not applicable" },
  { value: "blocked", text: "Blocked" },
];

/** What has been typed so far, as it is kept between screens. */
type Typed = { held_by: string; lines: Record<number, Line> };

/** The draft's words back as lines; an empty sheet when there is none or it cannot be read. */
export function readTyped(text: string): Typed {
  try {
    const read = JSON.parse(text) as Partial<Typed>;
    return { held_by: read.held_by ?? "", lines: read.lines ?? {} };
  } catch {
    return { held_by: "", lines: {} };
  }
}

/** The lines that say something, in the order of the card. */
export function linesToSend(steps: readonly StepView[], typed: Typed): TypedStep[] {
  return steps.flatMap((step) => {
    const line = typed.lines[step.number];
    return line ? [{ ...line, step: step.number }] : [];
  });
}

const EMPTY: Line = { status: "complete", at: "", by: "", second_person: "", remark: "" };

/** A card that was worked on paper, typed in line by line as it was written: time, initials, second person, remark. */
export function TypeCardForm({ card, onClose }: { card: CardView; onClose: () => void }) {
  const { zone_name: zone } = useFrame();
  const draft = useDraft(`card.${card.row.id}.typed`);
  const typed = readTyped(draft.text);
  const { busy, error, run } = useAct();
  const [faults, setFaults] = useState<readonly TypedFault[]>([]);
  const [tried, setTried] = useState(false);
  const keep = (next: Typed) => draft.set(JSON.stringify(next));
  const setLine = (step: number, line: Line | null) => {
    const { [step]: _, ...others } = typed.lines;
    keep({ ...typed, lines: line ? { ...others, [step]: line } : others });
    setFaults(faults.filter((fault) => fault.step !== step));
  };
  const lines = linesToSend(card.steps, typed);
  const heldFault = typed.held_by.trim() === "" ? "Write the name at the top of the paper." : null;
  const send = async () => {
    setTried(true);
    if (heldFault || lines.length === 0) return;
    await draft.keepNow();
    const done = await run("card_typed", { card: card.row.id, held_by: typed.held_by.trim(), steps: lines });
    if (!done) return;
    setFaults(done.faults);
    if (done.faults.length > 0) return;
    await draft.saved();
    onClose();
  };
  return (
    <Card title="Type in from paper" className="typed">
      <div className="stack">
        <p>
          Copy what the paper says, with its times. Steps without a line on the paper stay as they are. Both times are
          kept: when it was done, and when it was typed.
        </p>
        <Field
          label="Who held the card"
          value={typed.held_by}
          onChange={(held_by) => keep({ ...typed, held_by })}
          fault={tried ? heldFault : null}
          autoFocus
          hint={draft.text === "" ? "Kept as you type." : draftWords(draft.state, zone)}
        />
        <ol className="typed-lines">
          {card.steps.map((step) => (
            <TypedLine
              key={step.number}
              step={step}
              line={typed.lines[step.number] ?? null}
              fault={faults.find((fault) => fault.step === step.number)?.what ?? null}
              onChange={(line) => setLine(step.number, line)}
            />
          ))}
        </ol>
        {error && <ErrorBox what={error.what} kept="What you typed is kept." next={error.next} />}
        {tried && faults.length > 0 && (
          <ErrorBox
            what={`${faults.length} ${faults.length === 1 ? "line" : "lines"} to mend. Nothing is written yet.`}
            next={`Step ${faults.map((fault) => fault.step).join(", ")}: it says there what is wrong.`}
          />
        )}
        <div className="row">
          <Button kind="primary" isDisabled={busy || lines.length === 0} onPress={() => void send()}>
            Write {lines.length} {lines.length === 1 ? "step" : "steps"} into the log
          </Button>
          <Button onPress={onClose}>Back to the steps</Button>
          {lines.length === 0 && <span className="second">Choose what the paper says of a step.</span>}
        </div>
      </div>
    </Card>
  );
}

function TypedLine({
  step,
  line,
  fault,
  onChange,
}: {
  step: StepView;
  line: Line | null;
  fault: string | null;
  onChange: (line: Line | null) => void;
}) {
  const set = (part: Partial<Line>) => onChange({ ...(line ?? EMPTY), ...part });
  const needsReason = line?.status === "not_applicable" || line?.status === "blocked";
  return (
    <li className="typed-line">
      <p className={isClosed(step) ? "second" : ""}>
        <strong>{step.number}.</strong> {step.text}
        {isClosed(step) && <span className="semi"> Closed already.</span>}
      </p>
      <div className="typed-fields">
        <Pick
          label={`Step ${step.number}: the paper says`}
          value={line?.status ?? NOTHING}
          options={STATUS}
          onChange={(status) => (status === NOTHING ? onChange(null) : set({ status: status as StepWord }))}
        />
        {line && (
          <>
            <Field
              label="Time written"
              value={line.at}
              onChange={(at) => set({ at })}
              hint="02:41"
              fault={fault}
              className="typed-time"
            />
            <Field label="Initials" aside="(else the holder)" value={line.by} onChange={(by) => set({ by })} />
            {step.second_person && (
              <Field
                label="Second person"
                value={line.second_person}
                onChange={(second_person) => set({ second_person })}
              />
            )}
            <Field
              label={needsReason ? "Reason written" : "Remark"}
              value={line.remark}
              onChange={(remark) => set({ remark })}
            />
          </>
        )}
      </div>
    </li>
  );
}
