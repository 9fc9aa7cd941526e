import { Bell, GraduationCap, Siren } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ErrorBox } from "../../parts/Boxes";
import { Button, Key } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { NO_TIME, TimeField, timeFault } from "../../parts/TimeField";
import { useAct } from "../../state/session";
import "./home.css";

/** How an incident begins. Real or exercise is chosen here, once. */
export type Start = "declare" | "standby" | "exercise";

/** What each way is called and does. */
export const STARTS: Record<
  Start,
  { word: string; letter: string; icon: typeof Siren; words: string; press: string; title: string }
> = {
  declare: {
    word: "Declare",
    letter: "D",
    icon: Siren,
    words: "Patients are at risk now, or will be. Starts the clock, opens the log, hands out role cards.",
    press: "Start the clock",
    title: "Major incident, cyber",
  },
  standby: {
    word: "Stand by",
    letter: "S",
    icon: Bell,
    words: "Something is wrong, nobody is at risk yet. Cards open at their standby steps.",
    press: "Start standby",
    title: "Major incident, cyber",
  },
  exercise: {
    word: "Exercise",
    letter: "E",
    icon: GraduationCap,
    words: "Same cards, separate log, EXERCISE on every screen and sheet.",
    press: "Start exercise",
    title: "Exercise, cyber",
  },
};

/** The panel under the button: its second press begins the incident. */
export function StartPanel({ start, onBack, words = "" }: { start: Start; onBack: () => void; words?: string }) {
  const { busy, error, run } = useAct();
  const one = STARTS[start];
  const [title, setTitle] = useState(one.title);
  const [when, setWhen] = useState(NO_TIME);
  const [tried, setTried] = useState(false);
  const fault = timeFault(when);
  const press = useRef<HTMLDivElement>(null);
  useEffect(() => press.current?.querySelector("button")?.focus(), []);

  const begin = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault) return;
    await run("incident_open", {
      title: title.trim(),
      standby: start === "standby",
      exercise: start === "exercise",
      occurred_at: when.at,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      onBack();
    }
  };
  return (
    <form className={`home-panel home-panel-${start}`} aria-label={one.word} onSubmit={begin} onKeyDown={onKeyDown}>
      {words !== "" && <p className="home-panel-wide strong">{words}</p>}
      <Field
        label="What it is called"
        value={title}
        onChange={setTitle}
        className="grow"
        aside="(on every screen and sheet)"
      />
      <TimeField
        label="When it began"
        direction="past"
        empty="now"
        className="home-panel-time"
        value={when}
        onChange={setWhen}
        fault={tried ? fault : null}
      />
      <div className="row" ref={press}>
        <Button
          kind={start === "declare" ? "red" : start === "exercise" ? "aqua" : "primary"}
          icon={one.icon}
          type="submit"
          isDisabled={busy}
        >
          {one.press} <Key>Enter</Key>
        </Button>
        <Button onPress={onBack}>
          Back <Key>Esc</Key>
        </Button>
      </div>
      {error && (
        <div className="home-panel-wide">
          <ErrorBox what={error.what} next={error.next} />
        </div>
      )}
    </form>
  );
}
