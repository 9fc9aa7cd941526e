import { useMemo } from "react";
import type { BriefingText } from "../../host";
import { ErrorBox, Loading } from "../../parts/Boxes";
import { Field } from "../../parts/Field";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useFrame } from "../../state/session";
import { timeToType } from "../../words/timeOfDay";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { FilledBar } from "./FilledBar";
import { type Briefed, IIMARCH } from "./iimarch";
import { useFilled } from "./useFilled";

type Fields = Record<Briefed, string> & { told: string; next: TypedTime; when: TypedTime };

/** The briefing of the team in the order of IIMARCH: filled from the board and the log, mended by a person, then signed. */
export function BriefingForm() {
  const filled = useFilled("briefing_draft");
  if (filled.error && !filled.shown) return <ErrorBox what={filled.error.what} next={filled.error.next} />;
  if (!filled.shown) return <Loading what="Filling the briefing from the board and the log." />;
  return <Filled text={filled.shown} at={filled.at} isOld={filled.isOld} onFill={filled.fill} onBegin={filled.begin} />;
}

function Filled({
  text,
  at,
  isOld,
  onFill,
  onBegin,
}: {
  text: BriefingText;
  at: string;
  isOld: boolean;
  onFill: () => void;
  onBegin: () => void;
}) {
  const { zone_name: zone } = useFrame();
  const base = useMemo<Fields>(() => {
    const { next_at, occurred_at: _, number: _number, ...words } = text;
    return { ...words, next: { typed: timeToType(next_at, zone), at: next_at }, when: NO_TIME };
  }, [text, zone]);
  const writing = useWriting("reports.briefing", base, "information");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Briefing ${text.number}`}
      writing={writing}
      faults={{
        information: needed(fields.information, "Say what has happened."),
        intent: needed(fields.intent, "Say what is to be reached. Objectives set below are filled in here."),
        next: timeFault(fields.next),
        when: timeFault(fields.when),
      }}
      cmd="briefing_add"
      request={() => {
        const { next, when, ...words } = fields;
        return { ...words, number: text.number, next_at: next.at, occurred_at: when.at };
      }}
      sign={`Sign briefing ${text.number}`}
      onSigned={onBegin}
    >
      {(say) => (
        <>
          <FilledBar at={at} isOld={isOld} onFill={onFill} />
          {IIMARCH.map((line) => (
            <div key={line.name} className="writing-wide methane-line">
              <span className="methane-letter" aria-hidden="true">
                {line.letter}
              </span>
              <Field
                className="grow"
                label={line.word}
                aside={line.asks}
                lines={2}
                value={fields[line.name]}
                onChange={(words) => set(line.name, words)}
                fault={line.name === "information" || line.name === "intent" ? say(line.name) : null}
              />
            </div>
          ))}
          <Field
            className="writing-wide"
            label="Who was briefed"
            value={fields.told}
            onChange={(words) => set("told", words)}
          />
          <TimeField
            label="When given"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(time) => set("when", time)}
            fault={say("when")}
          />
          <TimeField
            label="Next one"
            direction="future"
            empty="not said"
            value={fields.next}
            onChange={(time) => set("next", time)}
            fault={say("next")}
          />
        </>
      )}
    </WritingForm>
  );
}
