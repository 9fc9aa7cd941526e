import { AlarmClock, Check, Hourglass, PhoneOutgoing, Settings2 } from "lucide-react";
import { useState } from "react";
import type { ResultsView, WaitedView, WaitTime } from "../../host";
import { Card, Empty, ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Combo } from "../../parts/Combo";
import { Field, Segments, Tick } from "../../parts/Field";
import { ListActs } from "../../parts/ListActs";
import { Plate } from "../../parts/Plate";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useNow } from "../../state/clock";
import { useAct, useFrame } from "../../state/session";
import { duration, when } from "../../words/format";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { NOBODY, WhoFields, whoWords } from "./parts";

/** Samples and requests whose result is out: by how late, chased, until the result is in. */
export function WaitedDesk({ view }: { view: ResultsView }) {
  const [times, setTimes] = useState(false);
  return (
    <div className="messages-split">
      <Card
        title={times ? "Minutes that are waited" : "A sample was sent, a request made"}
        className={times ? "" : "messages-write"}
      >
        {times ? <Times times={view.times} onBack={() => setTimes(false)} /> : <AskForm view={view} />}
      </Card>
      <Card title="Results waited for" aside={`${view.open} out, ${view.late} late`} flush>
        {view.waited.length === 0 && (
          <div className="messages-foot">
            <Empty title="Nothing is waited for">
              Write down each sample and request as it leaves. It stands here until its result is in, and on Now when it
              is late.
            </Empty>
          </div>
        )}
        <ul>
          {view.waited.map((one) => (
            <Waited key={one.key} one={one} />
          ))}
        </ul>
        <ListActs list="waited">
          <Button icon={Settings2} onPress={() => setTimes((on) => !on)}>
            {times ? "Hide the times" : "Times that are set…"}
          </Button>
        </ListActs>
      </Card>
    </div>
  );
}

function AskForm({ view }: { view: ResultsView }) {
  const base = {
    who: NOBODY,
    test: "",
    urgent: false,
    to: "",
    by: "",
    tell: "",
    minutes: "",
    when: NO_TIME as TypedTime,
  };
  const writing = useWriting("messages.ask", base, "test");
  const { fields, set } = writing;
  const tests = view.times.filter((one) => one.test);
  const known =
    tests.find((one) => one.name.toLowerCase() === fields.test.trim().toLowerCase()) ??
    tests.find((one) => one.id === "other-test");
  const usual = known ? (fields.urgent ? known.urgent_min : known.routine_min) : 0;
  return (
    <WritingForm
      label="A sample was sent, a request made"
      writing={writing}
      faults={{
        who: fields.who.patient === "" ? needed(fields.who.name, "Say whose it is.") : null,
        test: needed(fields.test, "Say which test."),
        minutes: minutes(fields.minutes) === null ? "Write minutes, 10080 at most." : null,
        when: timeFault(fields.when),
      }}
      cmd="result_ask"
      request={() => ({
        ...fields.who,
        test: fields.test.trim(),
        urgent: fields.urgent,
        to: fields.to.trim(),
        tell: fields.tell.trim(),
        by: fields.by.trim(),
        expected_min: minutes(fields.minutes) ?? 0,
        occurred_at: fields.when.at,
      })}
      sign="Wait for the result"
    >
      {(say) => (
        <>
          <WhoFields value={fields.who} onChange={(who) => set("who", who)} fault={say("who")} />
          <Combo
            label="Test"
            known={tests.filter((one) => one.id !== "other-test").map((one) => one.name)}
            offers="Known tests"
            value={fields.test}
            onChange={(test) => set("test", test)}
            fault={say("test")}
          />
          <Field
            label="Expected in"
            aside={usual > 0 ? `(minutes; empty: ${usual})` : "(minutes)"}
            value={fields.minutes}
            onChange={(words) => set("minutes", words)}
            fault={say("minutes")}
          />
          <Field label="Where it went" value={fields.to} onChange={(words) => set("to", words)} />
          <Field
            label="How it went"
            aside="(runner, pod, phone)"
            value={fields.by}
            onChange={(words) => set("by", words)}
          />
          <Field
            label="Who wants it"
            aside="(and how they are reached)"
            value={fields.tell}
            onChange={(words) => set("tell", words)}
          />
          <TimeField
            label="When it left"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(time) => set("when", time)}
            fault={say("when")}
          />
          <div className="writing-wide">
            <Tick isSelected={fields.urgent} onChange={(on) => set("urgent", on)}>
              Urgent
            </Tick>
          </div>
        </>
      )}
    </WritingForm>
  );
}

/** Minutes as typed; 0 for none, null when it is no number of minutes within a week. */
export function minutes(typed: string): number | null {
  if (typed.trim() === "") return 0;
  const n = Number(typed.trim());
  return Number.isInteger(n) && n > 0 && n <= 10_080 ? n : null;
}

function Waited({ one }: { one: WaitedView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [form, setForm] = useState<"chase" | "close" | null>(null);
  const isOpen = one.ended === "";
  const back = () => setForm(null);
  return (
    <li className={`message-one ${isOpen ? "" : "message-ended"}`}>
      <div className="message-line">
        <div className="grow">
          <p className="semi">
            {one.test}
            {one.urgent && ", urgent"}
          </p>
          <p>{whoWords(one)}</p>
          <p className="second">
            sent {when(one.sent_at, zone, now)}
            {one.to !== "" && ` to ${one.to}`}
            {one.by !== "" && ` by ${one.by}`} · expected {when(one.due_at, zone, now)}
            {one.tell !== "" && ` · wanted by ${one.tell}`} · number {one.number}
          </p>
          {one.chased.map((chase) => (
            <p key={`${chase.at} ${chase.whom}`} className="second">
              {when(chase.at, zone, now)} {chase.by} asked {chase.whom}: {chase.answer}
              {chase.expected_at && ` (expected ${when(chase.expected_at, zone, now)})`}
            </p>
          ))}
          {!isOpen && (
            <p className="second">
              {one.ended}, {when(one.ended_at, zone, now)}
            </p>
          )}
        </div>
        <div className="message-plates">
          {!isOpen ? (
            <Plate icon={Check}>In, or closed</Plate>
          ) : one.late_min > 0 ? (
            <Plate tone="amber" icon={AlarmClock}>
              Late {duration(one.late_min)}
            </Plate>
          ) : (
            <Plate icon={Hourglass}>Waited for</Plate>
          )}
        </div>
      </div>
      {isOpen && !form && (
        <div className="row">
          <Button icon={PhoneOutgoing} aria-label={`Chased: ${one.test}, ${one.name}`} onPress={() => setForm("chase")}>
            Chased…
          </Button>
          <Button
            icon={Check}
            aria-label={`Came or not needed: ${one.test}, ${one.name}`}
            onPress={() => setForm("close")}
          >
            Came on paper, or not needed…
          </Button>
        </div>
      )}
      {form === "chase" && <Chase one={one} onBack={back} />}
      {form === "close" && <Close one={one} onBack={back} />}
    </li>
  );
}

function Chase({ one, onBack }: { one: WaitedView; onBack: () => void }) {
  const base = { whom: "", answer: "", expected: NO_TIME as TypedTime };
  const writing = useWriting(`messages.chase.${one.key}`, base, "answer");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Chased: ${one.test}, ${one.name}`}
      writing={writing}
      faults={{
        whom: needed(fields.whom, "Say who was asked."),
        answer: needed(fields.answer, "Write what they said."),
        expected: timeFault(fields.expected),
      }}
      cmd="result_chase"
      request={() => ({
        key: one.key,
        whom: fields.whom.trim(),
        answer: fields.answer.trim(),
        expected_at: fields.expected.at,
      })}
      sign="Chased"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Field
            label="Who was asked"
            value={fields.whom}
            onChange={(words) => set("whom", words)}
            fault={say("whom")}
            autoFocus
          />
          <TimeField
            label="It will be there"
            direction="future"
            empty="not said"
            value={fields.expected}
            onChange={(time) => set("expected", time)}
            fault={say("expected")}
          />
          <Field
            className="writing-wide"
            label="What they said"
            value={fields.answer}
            onChange={(words) => set("answer", words)}
            fault={say("answer")}
          />
        </>
      )}
    </WritingForm>
  );
}

function Close({ one, onBack }: { one: WaitedView; onBack: () => void }) {
  const writing = useWriting(`messages.close.${one.key}`, { how: "came", because: "" }, "because");
  const { fields, set } = writing;
  const isCame = fields.how === "came";
  return (
    <WritingForm
      label={`Came or not needed: ${one.test}, ${one.name}`}
      writing={writing}
      faults={{
        because: needed(fields.because, isCame ? "Say where the result is." : "Say why, and who says so."),
      }}
      cmd="result_close"
      request={() => ({ key: one.key, came: isCame, because: fields.because.trim() })}
      sign="No longer wait"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Segments
            className="writing-wide"
            label="Why it is no longer waited for"
            value={fields.how}
            onChange={(how) => set("how", how)}
            options={[
              { value: "came", content: "It came on paper" },
              { value: "not_needed", content: "It is not needed" },
            ]}
          />
          <Field
            className="writing-wide"
            label={isCame ? "Where the result is" : "Why not, and who says so"}
            value={fields.because}
            onChange={(words) => set("because", words)}
            fault={say("because")}
          />
        </>
      )}
    </WritingForm>
  );
}

function Times({ times, onBack }: { times: readonly WaitTime[]; onBack: () => void }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div className="stack">
      <p className="second">
        After these minutes something counts as late. They are proposals of the bag until your laboratory agrees; what
        you set here is an entry, and counts for the next incident too.
      </p>
      <table className="rows-table">
        <caption className="visually-hidden">Minutes that are waited</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" className="number">
              Urgent
            </th>
            <th scope="col" className="number">
              Else
            </th>
            <th scope="col">From</th>
            <th scope="col">
              <span className="visually-hidden">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {times.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td className="number">{one.urgent_min}</td>
              <td className="number">{one.routine_min}</td>
              <td>{one.own ? "this hospital" : one.source}</td>
              <td>
                <Button aria-label={`Set ${one.name}`} onPress={() => setOpen(one.id)}>
                  Set
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {times
        .filter((one) => one.id === open)
        .map((one) => (
          <SetTime key={one.id} one={one} onDone={() => setOpen(null)} />
        ))}
      <div className="row">
        <Button onPress={onBack}>Back to the form</Button>
      </div>
    </div>
  );
}

function SetTime({ one, onDone }: { one: WaitTime; onDone: () => void }) {
  const { busy, error, run } = useAct();
  const [urgent, setUrgent] = useState(String(one.urgent_min));
  const [routine, setRoutine] = useState(String(one.routine_min));
  const fault = (typed: string) => ((minutes(typed) ?? 0) === 0 ? "Write minutes, 10080 at most." : null);
  const save = async () => {
    if (fault(urgent) || fault(routine)) return;
    if (await run("wait_set", { id: one.id, urgent_min: Number(urgent), routine_min: Number(routine) })) onDone();
  };
  return (
    <form
      className="count-form"
      aria-label={`Set ${one.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      noValidate
    >
      <Field
        label={`${one.name}, urgent`}
        aside="(minutes)"
        value={urgent}
        onChange={setUrgent}
        fault={fault(urgent)}
        autoFocus
      />
      <Field label="Else" aside="(minutes)" value={routine} onChange={setRoutine} fault={fault(routine)} />
      <Button kind="primary" type="submit" isDisabled={busy}>
        Set the minutes
      </Button>
      <Button onPress={onDone}>Back</Button>
      {error && <ErrorBox what={error.what} next={error.next} />}
    </form>
  );
}
