import { Check, OctagonAlert, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { isAboutCensus, isOver } from "../../frame/frameFacts";
import type { ErrorView, IncidentHead, ReadinessView, ReadyLine } from "../../host";
import { Card, ErrorBox, Loading, Notice, TitleRow } from "../../parts/Boxes";
import { Button, Key, LinkButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../state/clock";
import { placeOf, useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useAct, useFrame, useView } from "../../state/session";
import { when } from "../../words/format";
import { After } from "./After";
import { STARTS, type Start, StartPanel } from "./StartPanel";
import "./home.css";

const READY = {
  ready: { word: "Ready", icon: Check, look: "ready-good" },
  look: { word: "Look", icon: TriangleAlert, look: "ready-look" },
  not_ready: { word: "Not ready", icon: OctagonAlert, look: "ready-bad" },
} as const;

/** With no incident: three ways to begin one, and whether the bag is ready. */
export function Home() {
  const frame = useFrame();
  const { view, error, reload } = useView("readiness", {});
  const running = view?.incidents.find((one) => !isOver(one.life) && one.id !== frame.incident?.id);
  return (
    <Letters className="home">
      <TitleRow
        title={running ? "Another incident is running" : "No incident is running"}
        fact={running ? "What is shown is over." : "One press opens it, a second press starts the clock."}
      />
      {running && <StillRunning incident={running} />}
      {!running && <Starts />}
      {frame.incident && <After incident={frame.incident} />}
      <Readiness view={view} error={error} reload={reload} />
    </Letters>
  );
}

/** One that runs while another is shown: the way back to it stands first. */
function StillRunning({ incident }: { incident: IncidentHead }) {
  const { busy, error, run } = useAct();
  return (
    <Notice>
      <div className="row row-16">
        <p className="grow">
          <strong>
            {incident.title} ({incident.label}) is still {LIFE[incident.life]}.
          </strong>{" "}
          What you write now does not reach it.
        </p>
        <Button kind="primary" isDisabled={busy} onPress={() => void run("incident_choose", { id: incident.id })}>
          Go back to {incident.label}
        </Button>
      </div>
      {error && <ErrorBox what={error.what} next={error.next} />}
    </Notice>
  );
}

function Starts() {
  const { here } = useGoing();
  const [start, setStart] = useState<Start | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    if (here.target in STARTS) setStart(here.target as Start);
  }, [here.turn]);
  const opener = useRef<HTMLButtonElement>(null);
  const shut = () => {
    setStart(null);
    opener.current?.focus();
  };
  return (
    <>
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
    </>
  );
}

function Readiness({
  view,
  error,
  reload,
}: {
  view: ReadinessView | null;
  error: ErrorView | null;
  reload: () => void;
}) {
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

const LIFE = {
  stand_by: "stood by",
  declared: "running",
  escalated: "running, escalated",
  recovery: "running, in recovery",
  stood_down: "stood down",
  debrief: "stood down and debriefed",
} as const;

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
