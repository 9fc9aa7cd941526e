import { Search, ShieldCheck } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Input, Label, SearchField } from "react-aria-components";
import type { EntryView, LogView, VerifyView } from "../../host";
import { Empty, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Pick, Segments } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useAct, useFrame, useView } from "../../state/session";
import { clock, count, when } from "../../words/format";
import { DecisionForm } from "./DecisionForm";
import { NewEntry } from "./NewEntry";
import "./log.css";

/** Kinds that stand in view; every other kind is under All and in the words of the search. */
const KINDS = [
  { value: "", content: "All" },
  { value: "decision", content: "Decisions" },
  { value: "note", content: "Notes" },
  { value: "system", content: "Systems" },
  { value: "patient", content: "Patients" },
] as const;

/** The log: newest first, what is being written beside it. */
export function LogScreen() {
  const { here } = useGoing();
  const [kind, setKind] = useState<string>("");
  const [search, setSearch] = useState("");
  const [asked, setAsked] = useState("");
  const body = useRef<HTMLDivElement>(null);
  const check = useAct();
  const [verdict, setVerdict] = useState<VerifyView | null>(null);
  const { view, error, reload } = useView("log", { since: null, kind, search: asked, limit: 0 });
  const frame = useFrame();

  useEffect(() => {
    const timer = setTimeout(() => setAsked(search.trim()), 200);
    return () => clearTimeout(timer);
  }, [search]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    if (here.target === "new") body.current?.querySelector<HTMLElement>("[data-letter='n']")?.focus();
  }, [here.turn]);

  return (
    <Letters className="fill log">
      <TitleRow
        title="Log"
        fact={view ? `${count(view.all, "entry", "entries")} · ${view.verified}` : "Reading the log"}
      >
        <Button
          icon={ShieldCheck}
          isDisabled={check.busy}
          onPress={() => void check.run("log_verify", {}).then((answer) => answer && setVerdict(answer))}
        >
          {check.busy ? "Checking" : "Check now"}
        </Button>
      </TitleRow>
      {check.error && <ErrorBox what={check.error.what} next={check.error.next} />}
      {verdict && <Verdict verdict={verdict} onClose={() => setVerdict(null)} />}
      {error && (
        <ErrorBox what={error.what} kept={view ? "The entries below are from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      <div className="log-split" ref={body}>
        <section className="card log-left" data-region aria-label="Entries">
          <div className="log-filter">
            <Segments
              className="log-kinds"
              label="Kind"
              hideLabel
              value={kind}
              onChange={setKind}
              options={KINDS.map((each) => ({ value: each.value as string, content: each.content }))}
            />
            <Pick
              className="log-kinds-narrow"
              label="Kind"
              hideLabel
              value={kind === "" ? "all" : kind}
              onChange={(value) => setKind(value === "all" ? "" : value)}
              options={KINDS.map((each) => ({ value: each.value === "" ? "all" : each.value, text: each.content }))}
            />
            <SearchField className="filter-search" value={search} onChange={setSearch}>
              <Label className="visually-hidden">Search the log</Label>
              <Icon of={Search} size={20} />
              <Input className="input" placeholder="Search" data-letter="/" />
            </SearchField>
          </div>
          {!view && !error && <Loading what="Reading the log." />}
          {view && <Entries view={view} filtered={kind !== "" || asked !== ""} />}
          {frame.incident && frame.incident.life !== "stood_down" ? (
            <NewEntry />
          ) : (
            <p className="loading">Entries are added while an incident or an exercise runs.</p>
          )}
        </section>
        {frame.incident && frame.incident.life !== "stood_down" && <DecisionForm />}
      </div>
    </Letters>
  );
}

function Entries({ view, filtered }: { view: LogView; filtered: boolean }) {
  if (view.entries.length === 0) {
    return (
      <div className="log-empty">
        <Empty title={filtered ? "No entry has this" : "Nothing is written yet"}>
          {filtered
            ? "Show all kinds, or search for fewer words."
            : "The first entry is written when an incident is opened."}
        </Empty>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard
    <section className="log-scroll inset-focus" tabIndex={0} aria-label="Entries, newest first">
      <ol>
        {view.entries.map((entry) => (
          <Entry key={`${entry.station} ${entry.number}`} entry={entry} />
        ))}
      </ol>
      {view.matched > view.entries.length && (
        <p className="loading">
          The newest {view.entries.length} of {view.matched} are shown. Search for words to find older ones.
        </p>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: EntryView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const look = entry.kind.startsWith("correction")
    ? "log-correction"
    : entry.kind.startsWith("decision")
      ? "log-decision"
      : "";
  return (
    <li className={`log-entry ${look}`}>
      <div>
        <p className="strong">{when(entry.occurred_at, zone, now)}</p>
        {entry.late && <p className="second">typed {clock(entry.recorded_at, zone)}</p>}
      </div>
      <div>
        <p>
          <span className="semi">{entry.kind_word}</span>{" "}
          <span className="second">
            no. {entry.number} · {entry.actor}
            {entry.role !== "" && `, ${entry.role}`}
          </span>
        </p>
        <p>
          {entry.unread
            ? "The words of this entry were removed or cannot be read. Its seal still counts in the chain."
            : entry.text}
        </p>
        {entry.lines.map((line) => (
          <p key={line} className="second">
            {line}
          </p>
        ))}
      </div>
    </li>
  );
}

/** What the check found, in plain words, until the reader closes it. */
function Verdict({ verdict, onClose }: { verdict: VerifyView; onClose: () => void }) {
  const { zone_name: zone } = useFrame();
  return (
    <div className={`verdict ${verdict.ok ? "verdict-good" : "verdict-bad"}`} role={verdict.ok ? "status" : "alert"}>
      <p>
        <strong>{verdict.said}</strong> <span className="second">at {clock(verdict.at, zone)}</span>
      </p>
      {verdict.words.length > 0 && (
        <p>
          Words of this log, to compare with paper: <span className="strong">{verdict.words.join(" ")}</span>
        </p>
      )}
      {verdict.findings.length > 0 && (
        <ul>
          {verdict.findings.map((finding) => (
            <li key={`${finding.record} ${finding.station} ${finding.number} ${finding.what}`}>
              {finding.record}, entry {finding.number} of station {finding.station}: {finding.what}
            </li>
          ))}
        </ul>
      )}
      <Button onPress={onClose}>Close</Button>
    </div>
  );
}
