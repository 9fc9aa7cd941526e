import { useMemo } from "react";
import type { SitRepText } from "../../host";
import { ErrorBox, Loading } from "../../parts/Boxes";
import { Field, Tick } from "../../parts/Field";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useFrame } from "../../state/session";
import { timeToType } from "../../words/timeOfDay";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { FilledBar } from "./FilledBar";
import { useFilled } from "./useFilled";

type Fields = {
  from: TypedTime;
  to: TypedTime;
  no_change: boolean;
  situation: string;
  changed: string;
  done: string;
  planned: string;
  foreseen: string;
  told: string;
  next: TypedTime;
  when: TypedTime;
};

/** The situation report since the last one: filled from the board and the log, mended by a person, then signed. */
export function SitRepForm() {
  const filled = useFilled("sitrep_draft");
  if (filled.error && !filled.shown) return <ErrorBox what={filled.error.what} next={filled.error.next} />;
  if (!filled.shown) return <Loading what="Filling the SitRep from the board and the log." />;
  return <Filled text={filled.shown} at={filled.at} isOld={filled.isOld} onFill={filled.fill} onBegin={filled.begin} />;
}

function Filled({
  text,
  at,
  isOld,
  onFill,
  onBegin,
}: {
  text: SitRepText;
  at: string;
  isOld: boolean;
  onFill: () => void;
  onBegin: () => void;
}) {
  const { zone_name: zone } = useFrame();
  const base = useMemo<Fields>(() => {
    const time = (iso: string | null): TypedTime => ({ typed: timeToType(iso, zone), at: iso });
    const { from, to, next_at, occurred_at: _, number: _number, ...words } = text;
    return { ...words, from: time(from), to: time(to), next: time(next_at), when: NO_TIME };
  }, [text, zone]);
  const writing = useWriting("log.sitrep", base, "situation");
  const { fields, set } = writing;
  const isBackwards =
    fields.from.at !== null && fields.to.at !== null && Date.parse(fields.from.at) > Date.parse(fields.to.at);
  return (
    <WritingForm
      label={`SitRep ${text.number}`}
      writing={writing}
      faults={{
        from: timeFault(fields.from),
        to: timeFault(fields.to) ?? (isBackwards ? "The period ends before it begins." : null),
        situation: fields.no_change ? null : needed(fields.situation, "Say the situation, or tick “No change”."),
        next: timeFault(fields.next),
        when: timeFault(fields.when),
      }}
      cmd="sitrep_add"
      request={() => {
        const { from, to, next, when, ...words } = fields;
        return {
          ...words,
          number: text.number,
          from: from.at,
          to: to.at,
          next_at: next.at,
          occurred_at: when.at,
        };
      }}
      sign={`Sign SitRep ${text.number}`}
      onSigned={onBegin}
    >
      {(say) => (
        <>
          <FilledBar at={at} isOld={isOld} onFill={onFill} />
          <TimeField
            label="Period from"
            direction="past"
            empty="not said"
            value={fields.from}
            onChange={(time) => set("from", time)}
            fault={say("from")}
          />
          <TimeField
            label="to"
            direction="past"
            empty="not said"
            value={fields.to}
            onChange={(time) => set("to", time)}
            fault={say("to")}
          />
          <div className="writing-wide">
            <Tick isSelected={fields.no_change} onChange={(on) => set("no_change", on)}>
              No change since the last one
            </Tick>
          </div>
          {(
            [
              ["situation", "Situation to date"],
              ["changed", "Changed since the last one"],
              ["done", "Actions to date"],
              ["planned", "Actions planned"],
              ["foreseen", "Issues foreseen"],
            ] as const
          ).map(([name, label]) => (
            <Field
              key={name}
              className="writing-wide"
              label={label}
              lines={name === "changed" ? 6 : name === "situation" ? 3 : 2}
              value={fields[name]}
              onChange={(words) => set(name, words)}
              fault={name === "situation" ? say("situation") : null}
            />
          ))}
          <Field
            className="writing-wide"
            label="Who was told"
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
