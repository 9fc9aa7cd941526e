import { BadgeAlert, Check, CircleHelp, Ear, Phone, UserRound } from "lucide-react";
import { useMemo, useState } from "react";
import type { PhonedView, ResultsView } from "../../host";
import { Card, Empty } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Combo } from "../../parts/Combo";
import { Field, Pick, Tick } from "../../parts/Field";
import { ListActs } from "../../parts/ListActs";
import { Plate } from "../../parts/Plate";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { when } from "../../words/format";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { NOBODY, WhoFields, whoWords } from "./parts";

/** Results that come by phone: taken down, read back, and critical ones told to a named clinician. */
export function ResultsDesk({ view }: { view: ResultsView }) {
  return (
    <div className="messages-split">
      <Card title="Take a result by phone" className="messages-write">
        <TakeForm view={view} />
      </Card>
      <Card
        title="Phoned results"
        aside={`${view.critical} critical, ${view.not_read_back} not read back`}
        flush
        className="messages-list"
      >
        {view.results.length === 0 && (
          <div className="messages-foot">
            <Empty title="No result came by phone">
              Write down each one as it is said, read it back, and let a second person listen. One without a read-back
              is kept and shown as such.
            </Empty>
          </div>
        )}
        <ul>
          {view.results.map((one) => (
            <PhonedResult key={one.key} one={one} />
          ))}
        </ul>
        <ListActs list="results" />
      </Card>
    </div>
  );
}

const NO_ANSWER = "none";

function TakeForm({ view }: { view: ResultsView }) {
  const { person } = useFrame();
  const base = useMemo(
    () => ({
      who: NOBODY,
      test: "",
      value: "",
      unit: "",
      range: "",
      sampled: NO_TIME as TypedTime,
      critical: false,
      given_by: "",
      from: "",
      taken_by: person,
      read_back: false,
      second_listener: "",
      answers: "",
      when: NO_TIME as TypedTime,
    }),
    [person],
  );
  const writing = useWriting("messages.result", base, "value");
  const { fields, set } = writing;
  const open = view.waited.filter((one) => one.ended === "");
  // What is waited for and fits is offered first; the person says which one it answers.
  const fits = open.filter(
    (one) => (fields.who.patient !== "" && one.patient === fields.who.patient) || one.name === fields.who.name,
  );
  const offered = [...fits, ...open.filter((one) => !fits.includes(one))];
  return (
    <WritingForm
      label="Take a result by phone"
      writing={writing}
      faults={{
        who: fields.who.patient === "" ? needed(fields.who.name, "Say whose result it is.") : null,
        test: needed(fields.test, "Say which test."),
        value: needed(fields.value, "Write the value."),
        given_by: needed(fields.given_by, "Say who phoned."),
        sampled: timeFault(fields.sampled),
        when: timeFault(fields.when),
      }}
      cmd="result_take"
      request={() => ({
        ...fields.who,
        test: fields.test.trim(),
        value: fields.value.trim(),
        unit: fields.unit.trim(),
        range: fields.range.trim(),
        sampled_at: fields.sampled.at,
        critical: fields.critical,
        given_by: fields.given_by.trim(),
        from: fields.from.trim(),
        taken_by: fields.taken_by.trim(),
        read_back: fields.read_back,
        second_listener: fields.second_listener.trim(),
        answers: fields.answers,
        occurred_at: fields.when.at,
      })}
      sign="Write the result down"
    >
      {(say) => (
        <>
          <WhoFields value={fields.who} onChange={(who) => set("who", who)} fault={say("who")} />
          <Combo
            label="Test"
            known={view.times.filter((one) => one.test && one.id !== "other-test").map((one) => one.name)}
            offers="Known tests"
            value={fields.test}
            onChange={(test) => set("test", test)}
            fault={say("test")}
          />
          <Field label="Value" value={fields.value} onChange={(value) => set("value", value)} fault={say("value")} />
          <Field
            label="Unit"
            aside="(in full, as it was said)"
            value={fields.unit}
            onChange={(unit) => set("unit", unit)}
          />
          <Field
            label="Range"
            aside="(if it was said)"
            value={fields.range}
            onChange={(range) => set("range", range)}
          />
          <TimeField
            label="Sample taken"
            direction="past"
            empty="not said"
            value={fields.sampled}
            onChange={(sampled) => set("sampled", sampled)}
            fault={say("sampled")}
          />
          <TimeField
            label="Phoned"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(time) => set("when", time)}
            fault={say("when")}
          />
          <Field
            label="Who phoned"
            value={fields.given_by}
            onChange={(words) => set("given_by", words)}
            fault={say("given_by")}
          />
          <Field
            label="From where"
            aside="(number to ring back)"
            value={fields.from}
            onChange={(words) => set("from", words)}
          />
          <Field label="Taken by" value={fields.taken_by} onChange={(words) => set("taken_by", words)} />
          <Field
            label="Second listener"
            aside="(empty: nobody)"
            value={fields.second_listener}
            onChange={(words) => set("second_listener", words)}
          />
          {offered.length > 0 && (
            <Pick
              className="writing-wide"
              label="Answers what was sent"
              value={fields.answers === "" ? NO_ANSWER : fields.answers}
              onChange={(key) => set("answers", key === NO_ANSWER ? "" : key)}
              options={[
                { value: NO_ANSWER, text: "None of those that are waited for" },
                ...offered.map((one) => ({ value: one.key, text: `${one.test}, ${one.name}` })),
              ]}
            />
          )}
          <div className="writing-wide">
            <Tick isSelected={fields.read_back} onChange={(on) => set("read_back", on)}>
              Read back, and said to be right
            </Tick>
            <Tick isSelected={fields.critical} onChange={(on) => set("critical", on)}>
              The laboratory calls it critical
            </Tick>
          </div>
        </>
      )}
    </WritingForm>
  );
}

function PhonedResult({ one }: { one: PhonedView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [form, setForm] = useState<"read_back" | "acknowledge" | null>(null);
  const back = () => setForm(null);
  const isRead = one.read_back !== "";
  return (
    <li className={`message-one ${one.waits ? "message-urgent" : ""}`}>
      <div className="message-line">
        <div className="grow">
          <p className="semi">{whoWords(one)}</p>
          <p className="message-value">
            {one.test} {one.value} {one.unit}
          </p>
          <p className="second">
            {one.range !== "" && `range ${one.range} · `}
            {one.sampled_at ? `sample taken ${when(one.sampled_at, zone, now)}` : "time of the sample not known"}
            {` · phoned ${when(one.at, zone, now)} by ${one.given_by}${one.from === "" ? "" : `, ${one.from}`} · taken by ${one.taken_by} · number ${one.number}`}
          </p>
          {isRead && (
            <p className="second">
              {one.read_back}
              {one.second_listener !== "" && `, second listener ${one.second_listener}`}
            </p>
          )}
          {one.clinician !== "" && (
            <p className="second">
              {one.clinician} knows of it, {when(one.acknowledged_at, zone, now)}
              {one.doing !== "" && `: ${one.doing}`}
            </p>
          )}
        </div>
        <div className="message-plates">
          {one.waits && (
            <Plate tone="red" icon={BadgeAlert}>
              Critical, tell a clinician
            </Plate>
          )}
          {one.critical && !one.waits && <Plate icon={Check}>Critical, a clinician knows</Plate>}
          {one.lacks.map((words) => (
            <Plate key={words} tone={words === "Not read back" ? "amber" : "unknown"} icon={lackIcon(words)}>
              {words}
            </Plate>
          ))}
        </div>
      </div>
      {!form && (one.clinician === "" || !isRead) && (
        <div className="row">
          {one.clinician === "" && (
            <Button
              icon={UserRound}
              aria-label={`A clinician knows: ${one.test}, ${one.name}`}
              onPress={() => setForm("acknowledge")}
            >
              A clinician knows…
            </Button>
          )}
          {!isRead && (
            <Button
              icon={Phone}
              aria-label={`Read back: ${one.test}, ${one.name}`}
              onPress={() => setForm("read_back")}
            >
              Read back…
            </Button>
          )}
        </div>
      )}
      {form === "acknowledge" && <Acknowledge one={one} onBack={back} />}
      {form === "read_back" && <ReadBack one={one} onBack={back} />}
    </li>
  );
}

function lackIcon(words: string) {
  return words === "No second listener" ? Ear : CircleHelp;
}

function Acknowledge({ one, onBack }: { one: PhonedView; onBack: () => void }) {
  const writing = useWriting(`messages.acknowledge.${one.key}`, { clinician: "", doing: "" }, "clinician");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`A clinician knows: ${one.test}, ${one.name}`}
      writing={writing}
      faults={{ clinician: needed(fields.clinician, "Name the clinician who knows of it.") }}
      cmd="result_acknowledge"
      request={() => ({ key: one.key, clinician: fields.clinician.trim(), doing: fields.doing.trim() })}
      sign="They know of it"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Field
            label="Clinician, by name"
            value={fields.clinician}
            onChange={(words) => set("clinician", words)}
            fault={say("clinician")}
            autoFocus
          />
          <Field label="What is done" value={fields.doing} onChange={(words) => set("doing", words)} />
        </>
      )}
    </WritingForm>
  );
}

function ReadBack({ one, onBack }: { one: PhonedView; onBack: () => void }) {
  const { person } = useFrame();
  const base = useMemo(() => ({ by: person, to: one.given_by, second_listener: "" }), [person, one.given_by]);
  const writing = useWriting(`messages.read_back.${one.key}`, base, "second_listener");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Read back: ${one.test}, ${one.name}`}
      writing={writing}
      faults={{ by: needed(fields.by, "Say who read it back."), to: needed(fields.to, "Say to whom.") }}
      cmd="result_read_back"
      request={() => ({
        key: one.key,
        by: fields.by.trim(),
        to: fields.to.trim(),
        second_listener: fields.second_listener.trim(),
      })}
      sign="Read back and right"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Field label="Read by" value={fields.by} onChange={(words) => set("by", words)} fault={say("by")} autoFocus />
          <Field label="To whom" value={fields.to} onChange={(words) => set("to", words)} fault={say("to")} />
          <Field
            label="Second listener"
            aside="(empty: nobody)"
            value={fields.second_listener}
            onChange={(words) => set("second_listener", words)}
          />
        </>
      )}
    </WritingForm>
  );
}
