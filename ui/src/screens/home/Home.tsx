import { Bell, Check, GraduationCap, OctagonAlert, Siren, TriangleAlert } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { isAboutCensus } from "../../frame/frameFacts";
import type { IncidentHead, ReadyLine } from "../../host";
import { Card, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button, Key, LinkButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../state/clock";
import { placeOf, useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useAct, useFrame, useView } from "../../state/session";
import { when } from "../../words/format";
import "./home.css";

type Start = "declare" | "standby" | "exercise";

const STARTS: Record<
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

const READY = {
  ready: { word: "Ready", icon: Check, look: "ready-good" },
  look: { word: "Look", icon: TriangleAlert, look: "ready-look" },
  not_ready: { word: "Not ready", icon: OctagonAlert, look: "ready-bad" },
} as const;

/** With no incident: three ways to begin one, and whether the bag is ready. */
export function Home() {
  const frame = useFrame();
  const [start, setStart] = useState<Start | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const shut = () => {
    setStart(null);
    opener.current?.focus();
  };
  return (
    <Letters className="home">
      <TitleRow title="No incident is running" fact="One press opens it, a second press starts the clock." />
      {frame.incident?.life === "stood_down" && (
        <p className="second">
          {frame.incident.title} ({frame.incident.label}) is stood down. Its log, lists and paper are still under the
          words on the left.
        </p>
      )}
      <div className="home-starts">
        {(Object.keys(STARTS) as Start[]).map((each) => {
          const one = STARTS[each];
          return (
            <AriaButton
              key={each}
              className={`home-start home-${each}`}
              data-letter={one.letter.toLowerCase()}
              aria-expanded={start === each}
              onPress={(event) => {
                opener.current = event.target as HTMLButtonElement;
                setStart(each);
              }}
            >
              <span className="home-start-head">
                <Icon of={one.icon} size={28} />
                <span className="home-start-word">{one.word}</span>
                <Key>{one.letter}</Key>
              </span>
              <span className="home-start-words">{one.words}</span>
            </AriaButton>
          );
        })}
      </div>
      {start && <StartPanel key={start} start={start} onBack={shut} />}
      <Readiness />
    </Letters>
  );
}

function StartPanel({ start, onBack }: { start: Start; onBack: () => void }) {
  const { busy, error, run } = useAct();
  const one = STARTS[start];
  const [title, setTitle] = useState(one.title);
  const press = useRef<HTMLDivElement>(null);
  useEffect(() => press.current?.querySelector("button")?.focus(), []);

  const begin = async (event: FormEvent) => {
    event.preventDefault();
    await run("incident_open", {
      title: title.trim(),
      standby: start === "standby",
      exercise: start === "exercise",
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
      <Field
        label="What it is called"
        value={title}
        onChange={setTitle}
        className="grow"
        aside="(on every screen and sheet)"
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
        <div className="home-panel-error">
          <ErrorBox what={error.what} next={error.next} />
        </div>
      )}
    </form>
  );
}

function Readiness() {
  const { view, error, reload } = useView("readiness", {});
  const frame = useFrame();
  return (
    <>
      {error && (
        <ErrorBox what={error.what} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      <Card title="Is the bag ready?" aside={`bag ${frame.bag_version}`} flush>
        {!view && !error && <Loading what="Looking into the bag." />}
        {view && (
          <table className="ready">
            <caption className="visually-hidden">Is the bag ready?</caption>
            <tbody>
              {view.lines.map((line) => (
                <ReadyRow key={line.what} line={line} />
              ))}
            </tbody>
          </table>
        )}
      </Card>
      {view && view.incidents.length > 0 && <Earlier incidents={view.incidents} />}
    </>
  );
}

function ReadyRow({ line }: { line: ReadyLine }) {
  const { go, updateCensus } = useGoing();
  const known = line.state in READY ? READY[line.state as keyof typeof READY] : READY.look;
  return (
    <tr>
      <td className={`ready-state ${known.look}`}>
        <Icon of={known.icon} size={22} /> <span>{known.word}</span>
      </td>
      <th scope="row">{line.what}</th>
      <td className="ready-text">{line.text}</td>
      <td className="number">
        {line.screen !== "" && (
          <LinkButton
            label={`Open ${line.what}`}
            onPress={() => (isAboutCensus(line.what) ? updateCensus() : go(placeOf(line.screen)))}
          >
            {isAboutCensus(line.what) ? "Update" : "Open"}
          </LinkButton>
        )}
      </td>
    </tr>
  );
}

const LIFE = { stand_by: "stood by", declared: "running", stood_down: "stood down" } as const;

function Earlier({ incidents }: { incidents: readonly IncidentHead[] }) {
  const frame = useFrame();
  const now = useNow(60);
  const { busy, error, run } = useAct();
  return (
    <Card title="Earlier incidents and exercises" flush>
      {error && <ErrorBox what={error.what} next={error.next} />}
      <ul>
        {incidents.map((incident) => (
          <li key={incident.id} className="home-earlier">
            <span className="semi">{incident.title}</span>
            <span className="second">
              {incident.label} · {incident.exercise ? "exercise, " : ""}
              {LIFE[incident.life]} · opened {when(incident.opened_at, frame.zone_name, now)}
            </span>
            {incident.id === frame.incident?.id ? (
              <span className="push second">shown now</span>
            ) : (
              <span className="push">
                <Button isDisabled={busy} onPress={() => void run("incident_choose", { id: incident.id })}>
                  Show {incident.label}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
