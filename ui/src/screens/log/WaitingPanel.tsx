import { AlarmClock, Clock, GitFork, Hammer } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { WaitingView } from "../../host";
import { Empty, ErrorBox } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, RadioCards } from "../../parts/Field";
import { Plate } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { useAct, useFrame } from "../../state/session";
import { capital, due, instant, when } from "../../words/format";
import { CloseTaskDialog } from "./acts/EntryDialogs";
import { useWriting } from "./writing/useWriting";
import { needed } from "./writing/WritingForm";

type Jump = (number: number, key: string) => void;

/** What in the log waits for a person: contradictions first, then broken glass, then tasks, the latest on top. */
export function WaitingPanel({ waiting, onJump }: { waiting: readonly WaitingView[]; onJump: Jump }) {
  if (waiting.length === 0) {
    return (
      <Empty title="Nothing in the log waits for somebody">
        Open tasks, two entries that contradict each other, and broken glass that nobody has looked at come here.
      </Empty>
    );
  }
  const tasks = waiting.filter((each) => each.sort === "task").sort(byDue);
  const rest = waiting.filter((each) => each.sort !== "task");
  return (
    <ul className="waiting" aria-label="What waits">
      {[...rest, ...tasks].map((each) => (
        <li key={`${each.sort} ${each.entries.map((entry) => entry.key).join(" ")}`} className="waiting-one">
          {each.sort === "dispute" && <Dispute about={each} onJump={onJump} />}
          {each.sort === "glass" && <BrokenGlass about={each} onJump={onJump} />}
          {each.sort !== "dispute" && each.sort !== "glass" && <Task about={each} onJump={onJump} />}
        </li>
      ))}
    </ul>
  );
}

/** The one that was due first on top; those without a time last. */
function byDue(one: WaitingView, other: WaitingView): number {
  const at = (each: WaitingView) => instant(each.due_at)?.getTime() ?? Number.POSITIVE_INFINITY;
  return at(one) === at(other) ? 0 : at(one) - at(other);
}

function Numbers({ about, onJump }: { about: WaitingView; onJump: Jump }) {
  return (
    <>
      {about.entries.map((entry) => (
        <LinkButton
          key={entry.key}
          label={`Show entry number ${entry.number}`}
          onPress={() => onJump(entry.number, entry.key)}
        >
          no. {entry.number}
        </LinkButton>
      ))}
    </>
  );
}

const UNJUDGED = { holds: "", because: "" };

/** Two entries say different things: both stay, a person says which one holds, and why. */
function Dispute({ about, onJump }: { about: WaitingView; onJump: Jump }) {
  const { busy, error, run } = useAct();
  const first = about.entries[0]?.key ?? "";
  const writing = useWriting(`log.settle.${first}`, UNJUDGED, "because");
  const { fields, set } = writing;
  const [tried, setTried] = useState(false);
  const faults = {
    holds: fields.holds === "" ? "Choose the one that holds." : null,
    because: needed(fields.because, "Say why this one holds."),
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.holds || faults.because) return;
    await writing.keepNow();
    if (await run("dispute_settle", { key: fields.holds, because: fields.because.trim() })) await writing.signed();
  };
  return (
    <form className="stack stack-8" onSubmit={send} aria-label={about.text} noValidate>
      <div className="row">
        <Plate tone="amber" icon={GitFork}>
          Two say
        </Plate>
        <span className="strong">{about.text}</span>
        <span className="push row">
          <Numbers about={about} onJump={onJump} />
        </span>
      </div>
      <RadioCards
        label="Which one holds"
        value={fields.holds}
        onChange={(key) => set("holds", key)}
        options={about.entries.map((entry) => ({
          value: entry.key,
          title: entry.text,
          second: `no. ${entry.number}, ${entry.actor}`,
        }))}
      />
      {tried && faults.holds && (
        <p className="field-fault" role="alert">
          {faults.holds}
        </p>
      )}
      <Field
        label="Why this one holds"
        value={fields.because}
        onChange={(words) => set("because", words)}
        fault={tried ? faults.because : null}
      />
      {error && <ErrorBox what={error.what} kept="Your words are kept." next={error.next} />}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={busy}>
          Settle it
        </Button>
        <span className="second">Both stay in the log.</span>
      </div>
    </form>
  );
}

const UNSEEN = { finding: "" };

/** Somebody acted beyond their role: somebody else looks at it and says what they found. */
function BrokenGlass({ about, onJump }: { about: WaitingView; onJump: Jump }) {
  const { busy, error, run } = useAct();
  const { person } = useFrame();
  const broke = about.entries[0];
  const writing = useWriting(`log.glass.${broke?.key ?? ""}`, UNSEEN, "finding");
  const { fields, set } = writing;
  const [tried, setTried] = useState(false);
  const fault = needed(fields.finding, "Say what you found.");
  const isOwn = broke?.actor === person;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault || !broke) return;
    await writing.keepNow();
    if (await run("glass_review", { key: broke.key, because: fields.finding.trim() })) await writing.signed();
  };
  return (
    <form className="stack stack-8" onSubmit={send} aria-label={about.text} noValidate>
      <div className="row">
        <Plate tone="down" icon={Hammer}>
          Break-glass
        </Plate>
        <span className="push row">
          <Numbers about={about} onJump={onJump} />
        </span>
      </div>
      <p className="strong">{about.text}</p>
      {isOwn ? (
        <p className="second">Somebody other than {person} looks at this. They sign in and find it here.</p>
      ) : (
        <>
          <Field
            label="What you found"
            aside="(right to do, or what to talk about)"
            lines={2}
            value={fields.finding}
            onChange={(words) => set("finding", words)}
            fault={tried ? fault : null}
          />
          {error && <ErrorBox what={error.what} kept="Your words are kept." next={error.next} />}
          <div className="row">
            <Button kind="primary" type="submit" isDisabled={busy}>
              Sign that you looked
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** An open task: due and how late, in words. */
function Task({ about, onJump }: { about: WaitingView; onJump: Jump }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(30);
  const [closing, setClosing] = useState(false);
  const at = instant(about.due_at);
  const entry = about.entries[0];
  const isLate = at !== null && at < now;
  return (
    <div className="waiting-task">
      <div className="grow">
        <p className="row">
          {isLate ? (
            <Plate tone="amber" icon={AlarmClock}>
              {capital(due(at, now))}
            </Plate>
          ) : (
            <Plate icon={Clock}>{at ? `Due ${due(at, now)}` : "No time given"}</Plate>
          )}
          <span className="second">{at ? `due ${when(at, zone, now)}` : "Task"}</span>
          <Numbers about={about} onJump={onJump} />
        </p>
        <p className="strong">{about.text}</p>
      </div>
      {entry && <Button onPress={() => setClosing(true)}>Close…</Button>}
      {closing && entry && (
        <CloseTaskDialog
          entry={{ ...entry, text: about.text, kind_word: "Task", occurred_at: null }}
          onClose={() => setClosing(false)}
        />
      )}
    </div>
  );
}
