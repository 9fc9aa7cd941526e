import { BookOpenText, Pencil } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { MethaneText } from "../../host";
import { ErrorBox, Loading } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { FilledBar } from "./FilledBar";
import { METHANE, type Spoken, spoken } from "./methaneOrder";
import { useFilled } from "./useFilled";

type Fields = Record<Spoken, string> & { told: string; when: TypedTime };

/** The M/ETHANE message: filled from the board, mended by a person, read aloud in its order, then signed. */
export function MethaneForm() {
  const filled = useFilled("methane_draft");
  if (filled.error && !filled.shown) return <ErrorBox what={filled.error.what} next={filled.error.next} />;
  if (!filled.shown) return <Loading what="Filling METHANE from the board." />;
  return <Filled text={filled.shown} at={filled.at} isOld={filled.isOld} onFill={filled.fill} onBegin={filled.begin} />;
}

function Filled({
  text,
  at,
  isOld,
  onFill,
  onBegin,
}: {
  text: MethaneText;
  at: string;
  isOld: boolean;
  onFill: () => void;
  onBegin: () => void;
}) {
  const base = useMemo<Fields>(() => {
    const { occurred_at: _, ...words } = text;
    return { ...words, when: NO_TIME };
  }, [text]);
  const writing = useWriting("log.methane", base, "major");
  const { fields, set } = writing;
  const [aloud, setAloud] = useState(false);
  return (
    <WritingForm
      label="METHANE"
      writing={writing}
      faults={{
        major: needed(fields.major, "Say whether it is declared or standby."),
        exact: needed(fields.exact, "Say where."),
        when: timeFault(fields.when),
      }}
      cmd="methane_add"
      request={() => {
        const { when, ...words } = fields;
        return { ...words, occurred_at: when.at };
      }}
      sign="Sign METHANE"
      onSigned={() => {
        setAloud(false);
        onBegin();
      }}
      acts={
        <Button icon={aloud ? Pencil : BookOpenText} onPress={() => setAloud((on) => !on)} aria-pressed={aloud}>
          {aloud ? "Back to mending" : "Read aloud"}
        </Button>
      }
    >
      {(say) => (
        <>
          <FilledBar at={at} isOld={isOld} onFill={onFill} />
          {aloud ? (
            <ReadAloud fields={fields} />
          ) : (
            METHANE.map((line) => (
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
                  fault={line.name === "major" || line.name === "exact" ? say(line.name) : null}
                />
              </div>
            ))
          )}
          <Field label="Who was told" value={fields.told} onChange={(words) => set("told", words)} />
          <TimeField
            label="When said"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(when) => set("when", when)}
            fault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}

/** Big letters, big words, one below the other: for a voice on a radio. */
function ReadAloud({ fields }: { fields: Fields }) {
  const start = useRef<HTMLDListElement>(null);
  useEffect(() => {
    start.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <dl className="writing-wide aloud" ref={start}>
      {METHANE.map((line) => (
        <div key={line.name} className="aloud-line">
          <dt>
            <span className="aloud-letter" aria-hidden="true">
              {line.letter}
            </span>
            <span className="second">{line.word}</span>
          </dt>
          <dd className={fields[line.name].trim() === "" ? "aloud-unknown" : ""}>{spoken(fields, line.name)}</dd>
        </div>
      ))}
    </dl>
  );
}
