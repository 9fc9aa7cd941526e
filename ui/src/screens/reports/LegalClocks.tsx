import { Ban, Check, CircleHelp, Hourglass, RotateCcw, Scale, UserRound } from "lucide-react";
import { useState } from "react";
import type { LegalClockView, LegalView } from "../../host";
import { Empty } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { ListActs } from "../../parts/ListActs";
import { Plate } from "../../parts/Plate";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { when } from "../../words/format";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { DuePlate } from "./Steering";

/** Who must be told by law, by when: late first, then what runs, then what nobody has looked at. */
export function LegalClocks({ view, canWrite }: { view: LegalView; canWrite: boolean }) {
  const [all, setAll] = useState(false);
  const ours = view.clocks.filter((one) => one.own || isTouched(one));
  const shown = all ? view.clocks : ours;
  const hidden = view.clocks.length - ours.length;
  return (
    <div className="steering">
      <p className="second legal-rule">
        A clock runs from when the hospital became aware, not from the attack. Start each one, or say why it does not
        apply. No lawyer has approved this list: let yours read it.
      </p>
      {shown.length === 0 && (
        <Empty title="The bag has no legal clocks">They come from legal_clocks.toml of the bag.</Empty>
      )}
      <ul>
        {shown.map((one) => (
          <LegalClock key={one.id} one={one} canWrite={canWrite} />
        ))}
      </ul>
      {shown.length > 0 && (
        <ListActs list="legal">
          {hidden > 0 && (
            <Button onPress={() => setAll(!all)}>
              {all ? "Only this hospital's law" : `Show ${hidden} of other countries`}
            </Button>
          )}
        </ListActs>
      )}
    </div>
  );
}

function isTouched(one: LegalClockView): boolean {
  return one.stands !== "not_started" && one.stands !== "not_in_force";
}

type Form = "start" | "tell" | "not_applicable" | "reopen" | "owner";

function LegalClock({ one, canWrite }: { one: LegalClockView; canWrite: boolean }) {
  const [form, setForm] = useState<Form | null>(null);
  const back = () => setForm(null);
  return (
    <li className={`steering-one ${one.stands === "told" || one.stands === "not_applicable" ? "steering-ended" : ""}`}>
      <div className="steering-line">
        <div className="grow">
          <p className="semi">
            {one.name} <span className="second">{one.jurisdiction}</span>
          </p>
          <p className="second">
            {one.term} · {one.basis}
            {one.unverified && " · not verified against the law"}
            {one.changed !== "" && ` · ${one.changed}`}
          </p>
        </div>
        <Stands one={one} />
      </div>
      <Facts one={one} />
      {canWrite && !form && <Acts one={one} onAct={setForm} />}
      {form === "start" && <Start one={one} onBack={back} />}
      {form === "tell" && <Tell one={one} onBack={back} />}
      {form === "not_applicable" && (
        <Say
          one={one}
          cmd="legal_not_applicable"
          label="Why it does not apply, and who says so"
          sign="It does not apply"
          onBack={back}
        />
      )}
      {form === "reopen" && (
        <Say one={one} cmd="legal_reopen" label="Why it runs again" sign="Run it again" onBack={back} />
      )}
      {form === "owner" && <Say one={one} cmd="legal_owner" label="Who sees to it" sign="Name them" onBack={back} />}
    </li>
  );
}

function Stands({ one }: { one: LegalClockView }) {
  switch (one.stands) {
    case "late":
    case "running":
      return <DuePlate at={one.due_at} />;
    case "told":
      return <Plate icon={Check}>Told</Plate>;
    case "not_applicable":
      return <Plate icon={Ban}>Does not apply</Plate>;
    case "not_in_force":
      return <Plate icon={Scale}>Not law yet</Plate>;
    default:
      return (
        <Plate tone="amber" icon={CircleHelp}>
          Not started
        </Plate>
      );
  }
}

function Facts({ one }: { one: LegalClockView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const facts: [string, string][] = [
    ["Starts when", one.trigger],
    ["Tell", one.contact === "" ? one.tell : `${one.tell}: ${one.contact}`],
    ["Sees to it", one.owner === "" ? `nobody: ${one.role} is vacant` : `${one.owner} (${one.role})`],
  ];
  if (one.latest_due_at)
    facts.push(["Due", `${when(one.latest_due_at, zone, now)}, if you were aware when the incident was declared`]);
  if (one.aware_at) facts.push(["Aware", when(one.aware_at, zone, now)]);
  if (one.due_at)
    facts.push(["Due", when(one.due_at, zone, now) + (one.other_due ? ", another time than the law's own" : "")]);
  if (one.because !== "") facts.push([one.stands === "not_applicable" ? "Why not" : "How", one.because]);
  if (one.told_at)
    facts.push([
      "Told",
      `${when(one.told_at, zone, now)}${one.told_whom === "" ? "" : `, ${one.told_whom}`}, reference ${one.reference}${
        one.evidence === "" ? "" : `, proof: ${one.evidence}`
      }`,
    ]);
  if (one.remark !== "") facts.push(["Mind", one.remark]);
  return (
    <dl className="report-parts">
      {facts.map(([label, words]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

function Acts({ one, onAct }: { one: LegalClockView; onAct: (form: Form) => void }) {
  const ended = one.stands === "told" || one.stands === "not_applicable";
  if (one.stands === "not_in_force") return null;
  return (
    <div className="row steering-acts">
      {one.stands === "not_started" && (
        <Button icon={Hourglass} aria-label={`Start the clock: ${one.name}`} onPress={() => onAct("start")}>
          Start the clock…
        </Button>
      )}
      {(one.stands === "running" || one.stands === "late") && (
        <>
          <Button icon={Check} aria-label={`Told: ${one.name}`} onPress={() => onAct("tell")}>
            Told…
          </Button>
          <Button aria-label={`Correct its times: ${one.name}`} onPress={() => onAct("start")}>
            Correct its times…
          </Button>
        </>
      )}
      {ended ? (
        <Button icon={RotateCcw} aria-label={`Run again: ${one.name}`} onPress={() => onAct("reopen")}>
          Run again…
        </Button>
      ) : (
        <>
          <Button aria-label={`Does not apply: ${one.name}`} onPress={() => onAct("not_applicable")}>
            Does not apply…
          </Button>
          <Button icon={UserRound} aria-label={`Who sees to it: ${one.name}`} onPress={() => onAct("owner")}>
            Who sees to it…
          </Button>
        </>
      )}
    </div>
  );
}

function Start({ one, onBack }: { one: LegalClockView; onBack: () => void }) {
  const base = { aware: NO_TIME as TypedTime, due: NO_TIME as TypedTime, because: "" };
  const writing = useWriting(`legal.start.${one.id}`, base, "because");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Start the clock: ${one.name}`}
      writing={writing}
      faults={{
        aware: timeFault(fields.aware),
        due: timeFault(fields.due),
        because: fields.due.at ? needed(fields.because, "Say who gave another time.") : null,
      }}
      cmd="legal_start"
      request={() => ({
        id: one.id,
        aware_at: fields.aware.at,
        due_at: fields.due.at,
        because: fields.because.trim(),
      })}
      sign="Start the clock"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <TimeField
            label="When the hospital became aware"
            direction="past"
            empty="now"
            value={fields.aware}
            onChange={(aware) => set("aware", aware)}
            fault={say("aware")}
          />
          <TimeField
            label="Due, if a regulator gave another time"
            direction="future"
            empty={`by law: ${one.term}`}
            value={fields.due}
            onChange={(due) => set("due", due)}
            fault={say("due")}
          />
          <Field
            className="writing-wide"
            label="How it became aware; who gave another time"
            value={fields.because}
            onChange={(because) => set("because", because)}
            fault={say("because")}
          />
        </>
      )}
    </WritingForm>
  );
}

function Tell({ one, onBack }: { one: LegalClockView; onBack: () => void }) {
  const base = { at: NO_TIME as TypedTime, whom: "", reference: "", evidence: "" };
  const writing = useWriting(`legal.tell.${one.id}`, base, "reference");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Told: ${one.name}`}
      writing={writing}
      faults={{
        at: timeFault(fields.at),
        reference: needed(fields.reference, "Give the reference; if none was given, say so and who took it."),
      }}
      cmd="legal_tell"
      request={() => ({
        id: one.id,
        at: fields.at.at,
        whom: fields.whom.trim(),
        reference: fields.reference.trim(),
        evidence: fields.evidence.trim(),
      })}
      sign="Told: stop the clock"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <TimeField
            label="When"
            direction="past"
            empty="now"
            value={fields.at}
            onChange={(at) => set("at", at)}
            fault={say("at")}
          />
          <Field
            label="Reference"
            value={fields.reference}
            onChange={(reference) => set("reference", reference)}
            fault={say("reference")}
          />
          <Field label="Whom" aside="(empty: as above)" value={fields.whom} onChange={(whom) => set("whom", whom)} />
          <Field
            label="Where the proof is kept"
            value={fields.evidence}
            onChange={(evidence) => set("evidence", evidence)}
          />
        </>
      )}
    </WritingForm>
  );
}

function Say({
  one,
  cmd,
  label,
  sign,
  onBack,
}: {
  one: LegalClockView;
  cmd: "legal_not_applicable" | "legal_reopen" | "legal_owner";
  label: string;
  sign: string;
  onBack: () => void;
}) {
  const writing = useWriting(`${cmd.replace("_", ".")}.${one.id}`, { text: "" }, "text");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`${label}: ${one.name}`}
      writing={writing}
      faults={{ text: needed(fields.text, "Write it, then try again.") }}
      cmd={cmd}
      request={() => ({ id: one.id, text: fields.text.trim() })}
      sign={sign}
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <Field
          className="writing-wide"
          label={label}
          value={fields.text}
          onChange={(text) => set("text", text)}
          fault={say("text")}
        />
      )}
    </WritingForm>
  );
}
