import { ArrowUpRight, type LucideIcon, RotateCcw, Siren } from "lucide-react";
import type { FormEvent } from "react";
import { useState } from "react";
import { BreakGlassDialog } from "../../frame/BreakGlass";
import type { LifeView } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { NO_TIME, TimeField, timeFault } from "../../parts/TimeField";
import { useGlassAct } from "../../state/glass";
import { useGoing } from "../../state/going";
import { useView } from "../../state/session";
import { useWriting } from "../log/writing/useWriting";

/** A turn of the incident's life that asks for a reason before it is taken. */
export type LifeTurn = "escalate" | "recover" | "stand_down" | "reopen";

type Asked = {
  /** The button that takes the turn: verb and object. */
  press: string;
  kind: "red" | "primary";
  icon?: LucideIcon;
  because: string;
  fault: string;
  /** As the broken glass says it. */
  does: string;
  words: string;
};

const TURNS: Record<LifeTurn, Asked> = {
  escalate: {
    press: "Escalate the incident",
    kind: "red",
    icon: ArrowUpRight,
    because: "Why it is escalated",
    fault: "Say why it is escalated. It is written in the log.",
    does: "escalate the incident",
    words: "Others outside the hospital take part from here on. The clock goes on.",
  },
  recover: {
    press: "Begin recovery",
    kind: "primary",
    because: "What has come back",
    fault: "Say what has come back. It is written in the log.",
    does: "begin recovery",
    words: "Systems come back. Cards, lists and paper stay in use until it is stood down; the clock goes on.",
  },
  stand_down: {
    press: "Stand the incident down",
    kind: "red",
    because: "Why the incident can end",
    fault: "Say why the incident can end. It is written in the log.",
    does: "stand the incident down",
    words: "Nothing is due any more. What is not finished stays as it is and can be read.",
  },
  reopen: {
    press: "Reopen the incident",
    kind: "red",
    icon: RotateCcw,
    because: "Why it is reopened",
    fault: "Say why it is reopened. It is written in the log.",
    does: "reopen the incident",
    words: "Its log, roles and steps go on where they were; its clock goes on from the first declaration.",
  },
};

const COMMAND = {
  recover: "incident_recover",
  stand_down: "incident_stand_down",
  reopen: "incident_reopen",
} as const;

const EMPTY = { to: "", because: "", when: NO_TIME };

/** Asks for the reason and takes the turn. Two presses: the first opened this. */
export function LifeForm({ turn, onBack }: { turn: LifeTurn; onBack: () => void }) {
  const asked = TURNS[turn];
  const { busy, error, run, glass } = useGlassAct();
  const { fields, set, signed, keepNow } = useWriting(`incident.${turn}`, EMPTY, "because");
  const [tried, setTried] = useState(false);
  const needsTo = turn === "escalate";
  const toFault = needsTo && fields.to.trim() === "" ? "Say to whom." : null;
  const fault = fields.because.trim() === "" ? asked.fault : null;
  const whenFault = timeFault(fields.when);
  const take = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (fault || toFault || whenFault) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    await keepNow();
    const said = { because: fields.because.trim(), occurred_at: fields.when.at };
    const done =
      turn === "escalate"
        ? await run("incident_escalate", (break_glass) => ({ to: fields.to.trim(), ...said, break_glass }))
        : await run(COMMAND[turn], (break_glass) => ({ ...said, break_glass }));
    if (!done) return;
    await signed();
    onBack();
  };
  return (
    <form
      className={`now-ending ${asked.kind === "red" ? "" : "now-turning"}`}
      aria-label={asked.press}
      onSubmit={take}
      onKeyDown={(event) => event.key === "Escape" && onBack()}
      noValidate
    >
      <p className="now-turn-words">{asked.words}</p>
      {turn === "stand_down" && <Unfinished />}
      {needsTo && (
        <Field
          className="grow"
          label="To whom"
          aside="(a region, a national centre, a command)"
          value={fields.to}
          onChange={(to) => set("to", to)}
          fault={tried ? toFault : null}
          autoFocus
        />
      )}
      <Field
        className="grow"
        label={asked.because}
        value={fields.because}
        onChange={(because) => set("because", because)}
        fault={tried ? fault : null}
        autoFocus={!needsTo}
      />
      <TimeField
        className="now-turn-time"
        label="When"
        direction="past"
        empty="now"
        value={fields.when}
        onChange={(when) => set("when", when)}
        fault={tried ? whenFault : null}
      />
      <div className="row">
        <Button kind={asked.kind} type="submit" isDisabled={busy} {...(asked.icon ? { icon: asked.icon } : {})}>
          {asked.press}
        </Button>
        <Button onPress={onBack}>Back</Button>
      </div>
      {error && <ErrorBox what={error.what} kept="Your reason is kept." next={error.next} />}
      <BreakGlassDialog glass={glass} does={asked.does} />
    </form>
  );
}

/** What stays unfinished when the incident is stood down. */
function Unfinished() {
  const { view } = useView("incident_life", {});
  const { go } = useGoing();
  if (!view) return null;
  return (
    <div className="now-turn-words">
      <p className="strong">{view.unfinished.said}</p>
      <UnfinishedSteps life={view} />
      {view.unfinished.sheets > 0 && (
        <p>
          The numbers of the sheets go into the entry, ward by ward. Back-entry goes on afterwards.{" "}
          <LinkButton onPress={() => go("backentry")}>See the sheets</LinkButton>
        </p>
      )}
    </div>
  );
}

/** The first steps that are not done, critical ones before others. */
export function UnfinishedSteps({ life }: { life: LifeView }) {
  const { first, steps, tasks, objectives } = life.unfinished;
  const rest = steps - first.length;
  const lines = [
    ...first.map((step) => ({
      key: `${step.card} ${step.step}`,
      words: `${step.card_title}, step ${step.step}${step.critical ? " (critical)" : ""}${
        step.status === "blocked" ? " (blocked)" : ""
      }: ${step.text}`,
    })),
    ...tasks.map((task) => ({ key: `task ${task}`, words: `Task: ${task}` })),
    ...objectives.map((one) => ({ key: `objective ${one}`, words: `Objective: ${one}` })),
  ];
  if (lines.length === 0) return null;
  return (
    <details className="unfinished">
      <summary>What is not finished</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard */}
      <ul tabIndex={0} aria-label="What is not finished">
        {lines.map((line) => (
          <li key={line.key}>{line.words}</li>
        ))}
      </ul>
      {rest > 0 && <p className="second">and {rest} more steps on the cards</p>}
    </details>
  );
}

/** Standing by: one press declares; a time is for what was declared before anybody was at the laptop. */
export function DeclareNow() {
  const { busy, error, run, glass } = useGlassAct();
  const [when, setWhen] = useState(NO_TIME);
  const [tried, setTried] = useState(false);
  const fault = timeFault(when);
  const declare = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault) return;
    await run("incident_declare", (break_glass) => ({ because: "", break_glass, occurred_at: when.at }));
  };
  return (
    <Notice>
      <form className="row row-16" aria-label="Declare" onSubmit={declare} noValidate>
        <p className="grow">
          <strong>Standing by. The clock of the incident has not started.</strong> Declare as soon as a patient may be
          harmed.
        </p>
        <TimeField
          className="now-turn-time"
          label="When"
          direction="past"
          empty="now"
          value={when}
          onChange={setWhen}
          fault={tried ? fault : null}
        />
        <Button kind="red" icon={Siren} type="submit" isDisabled={busy}>
          Declare
        </Button>
      </form>
      <BreakGlassDialog glass={glass} does="declare" />
      {error && <ErrorBox what={error.what} next={error.next} />}
    </Notice>
  );
}
