import { Plus } from "lucide-react";
import type { ConsideredText } from "../../../host";
import { Button, LinkButton } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../../parts/TimeField";
import { optionFaults, toSend } from "./considered";
import { useWriting } from "./useWriting";
import { needed, WritingForm } from "./WritingForm";

type Decision = {
  decision: string;
  known: string;
  considered: ConsideredText[];
  rationale: string;
  risks: string;
  policy: string;
  told: string;
  review: TypedTime;
  when: TypedTime;
};

const EMPTY: Decision = {
  decision: "",
  known: "",
  considered: [{ option: "", why_not: "" }],
  rationale: "",
  risks: "",
  policy: "",
  told: "",
  review: NO_TIME,
  when: NO_TIME,
};

/** A decision with what was known, what was refused and why, the harm accepted, and when it is looked at again. */
export function DecisionForm() {
  const writing = useWriting("log.decision", EMPTY, "decision");
  const { fields, set } = writing;
  return (
    <WritingForm<Decision, "decision_add", string>
      label="New decision"
      writing={writing}
      faults={{
        decision: needed(fields.decision, "Say what is decided."),
        rationale: needed(fields.rationale, "Say why."),
        risks: needed(fields.risks, "Say the harm, or “none seen”."),
        review: timeFault(fields.review),
        when: timeFault(fields.when),
        ...optionFaults(fields.considered),
      }}
      cmd="decision_add"
      request={() => ({
        decision: fields.decision.trim(),
        known: fields.known.trim(),
        options: "",
        considered: toSend(fields.considered),
        policy: fields.policy.trim(),
        rationale: fields.rationale.trim(),
        risks: fields.risks.trim(),
        told: fields.told.trim(),
        review_at: fields.review.at,
        occurred_at: fields.when.at,
      })}
      sign="Sign the decision"
    >
      {(say) => (
        <>
          <p className="writing-wide second">
            Joint Decision Model: save lives and reduce harm. Go through 1 to 5, then say what is decided; the inquiry
            asks whether it was reasonable with what was known then.
          </p>
          <Field
            className="writing-wide"
            label="What is decided"
            letter="d"
            lines={2}
            value={fields.decision}
            onChange={(text) => set("decision", text)}
            fault={say("decision")}
          />
          <Field
            className="writing-wide"
            label="What is known now"
            aside="1 Information: situation, direction, action; what is not known"
            lines={2}
            value={fields.known}
            onChange={(text) => set("known", text)}
          />
          <Options rows={fields.considered} onChange={(rows) => set("considered", rows)} say={say} />
          <Field
            label="Reason"
            aside="Why this one"
            lines={2}
            value={fields.rationale}
            onChange={(text) => set("rationale", text)}
            fault={say("rationale")}
          />
          <Field
            label="Harm accepted"
            aside="2 Risk: so what?"
            lines={2}
            value={fields.risks}
            onChange={(text) => set("risks", text)}
            fault={say("risks")}
          />
          <Field
            label="Policy"
            aside="3 Powers: rests on, or departs from"
            value={fields.policy}
            onChange={(text) => set("policy", text)}
          />
          <Field
            label="Who was told"
            aside="5 Act and review"
            value={fields.told}
            onChange={(text) => set("told", text)}
          />
          <TimeField
            label="When decided"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(time) => set("when", time)}
            fault={say("when")}
          />
          <TimeField
            label="Review at"
            direction="future"
            empty="none"
            value={fields.review}
            onChange={(time) => set("review", time)}
            fault={say("review")}
          />
        </>
      )}
    </WritingForm>
  );
}

/** Each option that was considered, and why it was not taken. */
function Options({
  rows,
  onChange,
  say,
}: {
  rows: readonly ConsideredText[];
  onChange: (rows: ConsideredText[]) => void;
  say: (name: string) => string | null;
}) {
  const change = (at: number, news: Partial<ConsideredText>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...news } : row)));
  return (
    <fieldset className="writing-wide options">
      <legend className="label">
        Options not taken <span className="second">4 Options: suitable, feasible, acceptable?</span>
      </legend>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; nothing else tells two empty ones apart
        <div key={at} className="option-row">
          <Field
            label={`Option ${at + 1}`}
            value={row.option}
            onChange={(option) => change(at, { option })}
            fault={say(`option ${at}`)}
          />
          <Field
            label="Why not"
            value={row.why_not}
            onChange={(why_not) => change(at, { why_not })}
            fault={say(`why ${at}`)}
          />
          {rows.length > 1 && (
            <span className="option-less">
              <LinkButton
                label={`Take option ${at + 1} away`}
                onPress={() => onChange(rows.filter((_, i) => i !== at))}
              >
                Take away
              </LinkButton>
            </span>
          )}
        </div>
      ))}
      <Button kind="text" icon={Plus} onPress={() => onChange([...rows, { option: "", why_not: "" }])}>
        Add an option
      </Button>
    </fieldset>
  );
}
