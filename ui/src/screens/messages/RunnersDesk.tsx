import { AlarmClock, Check, Footprints, Hourglass, SearchX } from "lucide-react";
import { useState } from "react";
import type { RunnersView, RunView } from "../../host";
import { Card, Empty } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Tick } from "../../parts/Field";
import { ListActs } from "../../parts/ListActs";
import { Plate } from "../../parts/Plate";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { duration, when } from "../../words/format";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { minutes } from "./WaitedDesk";

/** What is carried by hand: who has it, and what has not arrived. */
export function RunnersDesk({ view }: { view: RunnersView }) {
  return (
    <div className="messages-split">
      <Card title="Something leaves by hand" className="messages-write">
        <SendForm view={view} />
      </Card>
      <Card title="Runner log" aside={`${view.under_way} on the way, ${view.late} late`} flush>
        {view.runs.length === 0 && (
          <div className="messages-foot">
            <Empty title="Nothing was carried by hand">
              Write down what leaves and who carries it. What does not arrive in time stands on Now.
            </Empty>
          </div>
        )}
        <ul>
          {view.runs.map((one) => (
            <Run key={one.key} one={one} />
          ))}
        </ul>
        <ListActs list="runners" />
      </Card>
    </div>
  );
}

function SendForm({ view }: { view: RunnersView }) {
  const base = {
    what: "",
    runner: "",
    from: "",
    to: "",
    urgent: false,
    minutes: "",
    when: NO_TIME as TypedTime,
  };
  const writing = useWriting("messages.runner", base, "what");
  const { fields, set } = writing;
  return (
    <WritingForm
      label="Something leaves by hand"
      writing={writing}
      faults={{
        what: needed(fields.what, "Say what is sent."),
        runner: needed(fields.runner, "Say who carries it."),
        from: needed(fields.from, "Say from where."),
        to: needed(fields.to, "Say to where."),
        minutes: minutes(fields.minutes) === null ? "Write minutes, 1440 at most." : null,
        when: timeFault(fields.when),
      }}
      cmd="runner_send"
      request={() => ({
        what: fields.what.trim(),
        runner: fields.runner.trim(),
        from: fields.from.trim(),
        to: fields.to.trim(),
        urgent: fields.urgent,
        expected_min: minutes(fields.minutes) ?? 0,
        occurred_at: fields.when.at,
      })}
      sign="It is on its way"
    >
      {(say) => (
        <>
          <Field
            className="writing-wide"
            label="What"
            aside="(how many, whose)"
            value={fields.what}
            onChange={(words) => set("what", words)}
            fault={say("what")}
          />
          <Field
            label="Who carries it"
            value={fields.runner}
            onChange={(words) => set("runner", words)}
            fault={say("runner")}
          />
          <Field
            label="There in"
            aside={`(minutes; empty: ${fields.urgent ? view.urgent_min : view.routine_min})`}
            value={fields.minutes}
            onChange={(words) => set("minutes", words)}
            fault={say("minutes")}
          />
          <Field label="From" value={fields.from} onChange={(words) => set("from", words)} fault={say("from")} />
          <Field label="To" value={fields.to} onChange={(words) => set("to", words)} fault={say("to")} />
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

function Run({ one }: { one: RunView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [form, setForm] = useState<"arrived" | "give_up" | null>(null);
  const isOpen = one.ended_at === null;
  const back = () => setForm(null);
  return (
    <li className={`message-one ${isOpen ? "" : "message-ended"}`}>
      <div className="message-line">
        <div className="grow">
          <p className="semi">{one.what}</p>
          <p>
            {one.runner}, from {one.from} to {one.to}
          </p>
          <p className="second">
            left {when(one.sent_at, zone, now)} · there by {when(one.due_at, zone, now)} · number {one.number}
          </p>
          {one.stands === "arrived" && (
            <p className="second">
              arrived {when(one.ended_at, zone, now)}, taken by {one.ended}
            </p>
          )}
          {one.stands === "not_arrived" && (
            <p className="second">
              given up {when(one.ended_at, zone, now)}: {one.ended}
            </p>
          )}
        </div>
        <div className="message-plates">
          <Stands one={one} />
        </div>
      </div>
      {!form && one.stands !== "arrived" && (
        <div className="row">
          <Button icon={Check} aria-label={`Arrived: ${one.what}`} onPress={() => setForm("arrived")}>
            Arrived…
          </Button>
          {isOpen && (
            <Button icon={SearchX} aria-label={`Give up: ${one.what}`} onPress={() => setForm("give_up")}>
              Give up…
            </Button>
          )}
        </div>
      )}
      {form === "arrived" && <Arrived one={one} onBack={back} />}
      {form === "give_up" && <GiveUp one={one} onBack={back} />}
    </li>
  );
}

function Stands({ one }: { one: RunView }) {
  switch (one.stands) {
    case "late":
      return (
        <Plate tone="amber" icon={AlarmClock}>
          Not there, late {duration(one.late_min)}
        </Plate>
      );
    case "under_way":
      return <Plate icon={Footprints}>On the way</Plate>;
    case "arrived":
      return <Plate icon={Check}>Arrived</Plate>;
    default:
      return (
        <Plate tone="unknown" icon={Hourglass}>
          Not arrived
        </Plate>
      );
  }
}

function Arrived({ one, onBack }: { one: RunView; onBack: () => void }) {
  const writing = useWriting(`messages.arrive.${one.key}`, { taken_by: "", when: NO_TIME as TypedTime }, "taken_by");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Arrived: ${one.what}`}
      writing={writing}
      faults={{ taken_by: needed(fields.taken_by, "Say who took it."), when: timeFault(fields.when) }}
      cmd="runner_arrive"
      request={() => ({ key: one.key, taken_by: fields.taken_by.trim(), occurred_at: fields.when.at })}
      sign="It arrived"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Field
            label="Who took it"
            value={fields.taken_by}
            onChange={(words) => set("taken_by", words)}
            fault={say("taken_by")}
            autoFocus
          />
          <TimeField
            label="When"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(time) => set("when", time)}
            fault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}

function GiveUp({ one, onBack }: { one: RunView; onBack: () => void }) {
  const writing = useWriting(`messages.give_up.${one.key}`, { because: "" }, "because");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Give up: ${one.what}`}
      writing={writing}
      faults={{ because: needed(fields.because, "Say what became of it, and what is done.") }}
      cmd="runner_give_up"
      request={() => ({ key: one.key, because: fields.because.trim() })}
      sign="Give it up"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <Field
          className="writing-wide"
          label="What became of it, and what is done"
          value={fields.because}
          onChange={(words) => set("because", words)}
          fault={say("because")}
          autoFocus
        />
      )}
    </WritingForm>
  );
}
