import { Check, Users } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button as AriaButton, Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { frameLook, isDeclared } from "../../frame/frameFacts";
import type { CardView, MarkView, StepView } from "../../host";
import { LinkButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Plate } from "../../parts/Plate";
import { DuePlate, StepBox } from "../../parts/Step";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { clock, instant, minutesBetween, tPlusMinutes, when } from "../../words/format";
import { isClosed, lateFirst, markOf, phasesOf, phaseToWork, stepToWork } from "./phases";
import { WorkStepForm } from "./WorkStepForm";

/** The steps in their phases; the current one stands open with its buttons. */
export function Steps({ card }: { card: CardView }) {
  const { incident } = useFrame();
  const isRunning = incident !== null && isDeclared(incident.life);
  const [phase, setPhase] = useState(() => phaseToWork(card.steps, isRunning));
  const phases = phasesOf(card.steps);
  const late = lateFirst(card.steps);
  return (
    <>
      {late.length > 0 && (
        <section className="card card-body steps-late" aria-label="Late on this card">
          <h2 className="card-title">Late on this card, worst first</h2>
          <ul>
            {late.map((step) => (
              <li key={step.number} className="row">
                <DuePlate minutes={-(step.late_min ?? 0)} critical={step.critical} />
                <LinkButton onPress={() => setPhase(step.phase)}>
                  {step.number}. {step.text}
                </LinkButton>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Tabs className="card steps" selectedKey={phase} onSelectionChange={(key) => setPhase(String(key))} data-region>
        <TabList className="steps-tabs" aria-label="Phases">
          {phases.map((each) => (
            <Tab key={each.id} id={each.id} className="steps-tab">
              {each.word}{" "}
              <span className="semi">
                {each.closed} of {each.all}
              </span>
            </Tab>
          ))}
        </TabList>
        {phases.map((each) => (
          <TabPanel key={each.id} id={each.id} className="steps-panel">
            <PhaseSteps card={card} steps={card.steps.filter((step) => step.phase === each.id)} />
          </TabPanel>
        ))}
      </Tabs>
    </>
  );
}

function PhaseSteps({ card, steps }: { card: CardView; steps: readonly StepView[] }) {
  // Until the reader chooses a step, the one to work follows the card.
  const [chosen, setChosen] = useState<number | null>(null);
  const isRunning = frameLook(useFrame()) !== "none";
  const current = chosen ?? stepToWork(steps);
  const list = useRef<HTMLOListElement>(null);
  const choose = (step: number, byKey: boolean) => {
    setChosen(step);
    // Space or Enter on a step leads to its Done button; pressing that is a second, deliberate act.
    if (byKey) requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("[data-letter='space']")?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const texts = [...(list.current?.querySelectorAll<HTMLElement>(".step-text") ?? [])];
    const at = texts.indexOf(event.target as HTMLElement);
    if (step === 0 || at < 0) return;
    event.preventDefault();
    texts[at + step]?.focus();
  };
  return (
    <ol ref={list} onKeyDown={onKeyDown}>
      {steps.map((step) => (
        <li key={step.number} className={`step-row ${step.number === current ? "step-current" : ""}`}>
          <StepLine step={step} isCurrent={step.number === current} onChoose={(byKey) => choose(step.number, byKey)} />
          {isRunning && step.number === current && (
            <div className="step-form">
              <WorkStepForm key={step.number} card={card.row.id} step={step} onWorked={() => setChosen(null)} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function StepLine({
  step,
  isCurrent,
  onChoose,
}: {
  step: StepView;
  isCurrent: boolean;
  onChoose: (byKey: boolean) => void;
}) {
  const closed = isClosed(step);
  return (
    <div className="step-line">
      <StepBox mark={markOf(step)} />
      <AriaButton
        className={`step-text inset-focus ${step.status === "not_applicable" ? "step-struck" : ""} ${closed ? "step-closed" : ""}`}
        onPress={(event) => onChoose(event.pointerType === "keyboard")}
        aria-expanded={isCurrent}
      >
        <span className="step-number">{step.number}</span>
        <span>{step.text}</span>
      </AriaButton>
      <div className="step-state">
        <StepState step={step} />
      </div>
    </div>
  );
}

const DONE_WORD: Record<string, string> = {
  complete: "Done",
  already_done: "Already done",
  not_applicable: "Not applicable",
  blocked: "Blocked",
};

function StepState({ step }: { step: StepView }) {
  const { zone_name: zone, incident } = useFrame();
  const now = useNow(15);
  const [mark, other] = step.marks;
  if (step.status !== "open" && mark) {
    return (
      <>
        <p className="second step-said">
          {step.status !== "not_applicable" && step.status !== "blocked" && (
            <Icon of={Check} size={18} className="tick-green" />
          )}
          <span>{said(mark, zone, now)}</span>
        </p>
        {step.ticked_twice && other && (
          <p className="second">
            Ticked twice: also {said(other, zone, now)}. Both are kept. The holder of the role says which holds.
          </p>
        )}
      </>
    );
  }
  const due = instant(step.due_at);
  const began = instant(incident?.declared_at);
  return (
    <>
      <DuePlate minutes={due ? minutesBetween(now, due) : null} critical={step.critical} />
      {due && (
        <p className="second">
          due {when(due, zone, now)}
          {began && `, ${tPlusMinutes(began, due)}`}
        </p>
      )}
      {!due && step.due_min !== null && <p className="second">due {step.due_min} min after the declaration</p>}
      {step.second_person && <Plate icon={Users}>Needs two people</Plate>}
    </>
  );
}

/** A mark in words: what, when, by whom. */
export function said(mark: MarkView, zone: string, now: Date): string {
  const words = [`${DONE_WORD[mark.status] ?? mark.status} ${when(mark.at, zone, now)} by ${mark.by}`];
  if (mark.typed_by !== "") words.push(`typed in from paper by ${mark.typed_by}`);
  if (mark.second_person !== "") words.push(`with ${mark.second_person}`);
  if (clock(mark.at, zone) !== clock(mark.typed_at, zone)) words.push(`typed ${clock(mark.typed_at, zone)}`);
  if (mark.remark !== "") words.push(mark.remark);
  return words.join(", ");
}
