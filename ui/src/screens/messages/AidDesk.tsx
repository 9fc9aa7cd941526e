import { AlarmClock, Ambulance, Check, CircleSlash, Handshake, Hourglass, type LucideIcon } from "lucide-react";
import { useState } from "react";
import type { AidAnswerWord, AidRow, AidStand, AidView, AidWayWord, DivertRow } from "../../host";
import { Card, Empty } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { ListActs } from "../../parts/ListActs";
import { Plate, type Tone } from "../../parts/Plate";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { when } from "../../words/format";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { SayForm } from "./parts";

/** Help between hospitals, and what is sent elsewhere. */
export function AidDesk({ view }: { view: AidView }) {
  const [kind, setKind] = useState<"aid" | "divert">("aid");
  return (
    <div className="messages-split">
      <Card title="Write down" className="messages-write">
        <div className="stack">
          <Segments
            label="What it is"
            hideLabel
            value={kind}
            onChange={setKind}
            options={[
              { value: "aid", content: "Help asked or offered" },
              { value: "divert", content: "A diversion" },
            ]}
          />
          {kind === "aid" ? <AidForm /> : <DivertForm />}
        </div>
      </Card>
      <Card title="Mutual aid and diversions" aside={`${view.open} open, ${view.running} diverted`} flush>
        {view.diversions.length === 0 && view.aid.length === 0 && (
          <div className="messages-foot">
            <Empty title="Nobody was asked, nothing is diverted">
              What was asked of whom, and what goes elsewhere until when, stands here, on Now and in the SitRep.
            </Empty>
          </div>
        )}
        <ul>
          {view.diversions.map((one) => (
            <Diversion key={one.key} one={one} />
          ))}
          {view.aid.map((one) => (
            <Matter key={one.key} one={one} />
          ))}
        </ul>
        <ListActs list="aid" />
      </Card>
    </div>
  );
}

const WAYS: readonly { value: AidWayWord; content: string }[] = [
  { value: "we_asked", content: "We asked" },
  { value: "they_offered", content: "They offered" },
  { value: "they_asked", content: "They asked us" },
];

function AidForm() {
  const base = { way: "we_asked" as AidWayWord, whom: "", what: "", contact: "", when: NO_TIME as TypedTime };
  const writing = useWriting("messages.aid", base, "what");
  const { fields, set } = writing;
  return (
    <WritingForm
      label="Help asked or offered"
      writing={writing}
      faults={{
        whom: needed(fields.whom, "Say with whom."),
        what: needed(fields.what, "Say what is asked or offered."),
        when: timeFault(fields.when),
      }}
      cmd="aid_open"
      request={() => ({
        way: fields.way,
        whom: fields.whom.trim(),
        what: fields.what.trim(),
        contact: fields.contact.trim(),
        occurred_at: fields.when.at,
      })}
      sign="Write it down"
    >
      {(say) => (
        <>
          <Segments
            className="writing-wide"
            label="Who turned to whom"
            hideLabel
            value={fields.way}
            onChange={(way) => set("way", way)}
            options={WAYS}
          />
          <Field
            label="Hospital, service or supplier"
            value={fields.whom}
            onChange={(words) => set("whom", words)}
            fault={say("whom")}
          />
          <Field
            label="Spoken with"
            aside="(and how they are reached)"
            value={fields.contact}
            onChange={(words) => set("contact", words)}
          />
          <Field
            className="writing-wide"
            label="What"
            value={fields.what}
            onChange={(words) => set("what", words)}
            fault={say("what")}
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

function DivertForm() {
  const base = {
    what: "",
    to: "",
    until: NO_TIME as TypedTime,
    agreed_by: "",
    because: "",
    when: NO_TIME as TypedTime,
  };
  const writing = useWriting("messages.divert", base, "what");
  const { fields, set } = writing;
  return (
    <WritingForm
      label="A diversion"
      writing={writing}
      faults={{
        what: needed(fields.what, "Say what is diverted."),
        to: needed(fields.to, "Say where to."),
        agreed_by: needed(fields.agreed_by, "Say who agreed to it there."),
        until: timeFault(fields.until),
        when: timeFault(fields.when),
      }}
      cmd="divert_start"
      request={() => ({
        what: fields.what.trim(),
        to: fields.to.trim(),
        until: fields.until.at,
        agreed_by: fields.agreed_by.trim(),
        because: fields.because.trim(),
        occurred_at: fields.when.at,
      })}
      sign="It is diverted"
    >
      {(say) => (
        <>
          <Field
            label="What"
            aside="(ambulances, stroke)"
            value={fields.what}
            onChange={(words) => set("what", words)}
            fault={say("what")}
          />
          <Field label="Where to" value={fields.to} onChange={(words) => set("to", words)} fault={say("to")} />
          <Field
            label="Who agreed there"
            value={fields.agreed_by}
            onChange={(words) => set("agreed_by", words)}
            fault={say("agreed_by")}
          />
          <TimeField
            label="Until"
            direction="future"
            empty="further notice"
            value={fields.until}
            onChange={(time) => set("until", time)}
            fault={say("until")}
          />
          <Field label="Why" value={fields.because} onChange={(words) => set("because", words)} />
          <TimeField
            label="Since"
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

const STANDS: Record<AidStand, { words: string; tone: Tone; icon: LucideIcon }> = {
  late: { words: "No answer, late", tone: "amber", icon: AlarmClock },
  asked: { words: "No answer yet", tone: "outline", icon: Hourglass },
  offered: { words: "Offered", tone: "outline", icon: Handshake },
  accepted: { words: "Accepted", tone: "outline", icon: Check },
  declined: { words: "Declined", tone: "outline", icon: CircleSlash },
  ended: { words: "Ended", tone: "outline", icon: Check },
};

function Matter({ one }: { one: AidRow }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [form, setForm] = useState<"answer" | "end" | null>(null);
  const stands = STANDS[one.stands];
  const back = () => setForm(null);
  return (
    <li className={`message-one ${one.stands === "ended" || one.stands === "declined" ? "message-ended" : ""}`}>
      <div className="message-line">
        <div className="grow">
          <p className="semi">
            {one.whom}: {one.what}
          </p>
          <p className="second">
            {WAYS.find((way) => way.value === one.way)?.content} · since {when(one.since, zone, now)}
            {one.contact !== "" && ` · ${one.contact}`} · number {one.number}
          </p>
          {one.said.map((said) => (
            <p key={`${said.at} ${said.text}`} className="second">
              {when(said.at, zone, now)} {said.text}
            </p>
          ))}
        </div>
        <div className="message-plates">
          <Plate tone={stands.tone} icon={stands.icon}>
            {stands.words}
          </Plate>
        </div>
      </div>
      {!form && one.stands !== "ended" && (
        <div className="row">
          <Button icon={Handshake} aria-label={`Answered: ${one.whom}, ${one.what}`} onPress={() => setForm("answer")}>
            Answered…
          </Button>
          <Button aria-label={`It ended: ${one.whom}, ${one.what}`} onPress={() => setForm("end")}>
            It ended…
          </Button>
        </div>
      )}
      {form === "answer" && <Answer one={one} onBack={back} />}
      {form === "end" && (
        <SayForm
          draft="messages.aid_end"
          cmd="aid_end"
          entry={one.key}
          label={`How it ended: ${one.whom}, ${one.what}`}
          sign="It ended"
          onBack={back}
        />
      )}
    </li>
  );
}

const ANSWERS: readonly { value: AidAnswerWord; content: string }[] = [
  { value: "offered", content: "Offered" },
  { value: "accepted", content: "Accepted" },
  { value: "declined", content: "Declined" },
];

function Answer({ one, onBack }: { one: AidRow; onBack: () => void }) {
  const base = { answer: "accepted" as AidAnswerWord, words: "", by: "" };
  const writing = useWriting(`messages.answer.${one.key}`, base, "words");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Answered: ${one.whom}, ${one.what}`}
      writing={writing}
      faults={{ by: needed(fields.by, "Say who answered.") }}
      cmd="aid_answer"
      request={() => ({ key: one.key, answer: fields.answer, words: fields.words.trim(), by: fields.by.trim() })}
      sign="Answered"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Segments
            className="writing-wide"
            label="The answer"
            value={fields.answer}
            onChange={(answer) => set("answer", answer)}
            options={ANSWERS}
          />
          <Field
            label="Who answered"
            value={fields.by}
            onChange={(words) => set("by", words)}
            fault={say("by")}
            autoFocus
          />
          <Field
            label="In what words"
            aside="(how many, from when)"
            value={fields.words}
            onChange={(words) => set("words", words)}
          />
        </>
      )}
    </WritingForm>
  );
}

function Diversion({ one }: { one: DivertRow }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [form, setForm] = useState<"told" | "hold" | "end" | null>(null);
  const isRunning = one.ended === "";
  const back = () => setForm(null);
  const until = one.until ? `until ${when(one.until, zone, now)}` : "until further notice";
  return (
    <li className={`message-one ${isRunning ? "" : "message-ended"}`}>
      <div className="message-line">
        <div className="grow">
          <p className="semi">
            {one.what} to {one.to}, {until}
          </p>
          <p className="second">
            since {when(one.since, zone, now)} · agreed by {one.agreed_by}
            {one.because !== "" && ` · ${one.because}`} · number {one.number}
          </p>
          <p className="second">
            {one.told.length === 0
              ? "Nobody was told yet"
              : `Told: ${one.told.map((told) => `${told.text} ${when(told.at, zone, now)}`).join(", ")}`}
          </p>
          {!isRunning && (
            <p className="second">
              over {when(one.ended_at, zone, now)}: {one.ended}
            </p>
          )}
        </div>
        <div className="message-plates">
          {one.over ? (
            <Plate tone="amber" icon={AlarmClock}>
              Its time is over
            </Plate>
          ) : (
            <Plate icon={isRunning ? Ambulance : Check}>{isRunning ? "Diverted" : "Over"}</Plate>
          )}
        </div>
      </div>
      {isRunning && !form && (
        <div className="row">
          <Button aria-label={`Told of it: ${one.what}`} onPress={() => setForm("told")}>
            Told…
          </Button>
          <Button icon={Hourglass} aria-label={`Until another time: ${one.what}`} onPress={() => setForm("hold")}>
            Until another time…
          </Button>
          <Button aria-label={`It is over: ${one.what}`} onPress={() => setForm("end")}>
            It is over…
          </Button>
        </div>
      )}
      {form === "hold" && <Hold one={one} onBack={back} />}
      {form === "told" && (
        <SayForm
          draft="messages.divert_told"
          cmd="divert_tell"
          entry={one.key}
          label={`Who was told: ${one.what}`}
          sign="They were told"
          onBack={back}
        />
      )}
      {form === "end" && (
        <SayForm
          draft="messages.divert_end"
          cmd="divert_end"
          entry={one.key}
          label={`Why it ends: ${one.what}`}
          sign="The diversion is over"
          onBack={back}
        />
      )}
    </li>
  );
}

function Hold({ one, onBack }: { one: DivertRow; onBack: () => void }) {
  const base = { until: NO_TIME as TypedTime, agreed_by: "" };
  const writing = useWriting(`messages.divert_until.${one.key}`, base, "agreed_by");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Until another time: ${one.what}`}
      writing={writing}
      faults={{
        until: timeFault(fields.until),
        agreed_by: needed(fields.agreed_by, "Say who agreed to it there."),
      }}
      cmd="divert_hold"
      request={() => ({ key: one.key, until: fields.until.at, agreed_by: fields.agreed_by.trim() })}
      sign="It holds"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <TimeField
            label="Until"
            direction="future"
            empty="further notice"
            value={fields.until}
            onChange={(time) => set("until", time)}
            fault={say("until")}
          />
          <Field
            label="Who agreed there"
            value={fields.agreed_by}
            onChange={(words) => set("agreed_by", words)}
            fault={say("agreed_by")}
          />
        </>
      )}
    </WritingForm>
  );
}
