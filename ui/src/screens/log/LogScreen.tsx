import { useEffect, useMemo, useRef, useState } from "react";
import { frameLook } from "../../frame/frameFacts";
import type { EntryView, LogChoices } from "../../host";
import { Empty, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useFrame } from "../../state/session";
import { count } from "../../words/format";
import { ProofButton } from "../proof/ProofButton";
import type { EntryPointer } from "../proof/ProofPanel";
import { type EntryAct, EntryDialog } from "./acts/EntryDialogs";
import { EntryMenu } from "./acts/EntryMenu";
import { Filters } from "./Filters";
import { ALL, isNarrowed, type LogFilter } from "./filters";
import type { RowActs } from "./timeline/EntryRow";
import { Timeline } from "./timeline/Timeline";
import { useJumps } from "./timeline/useJumps";
import { useLogPages } from "./timeline/useLogPages";
import { NoteForm } from "./writing/NoteForm";
import { type Desk, isDesk, Writer } from "./writing/Writer";
import "./log.css";
import "./writing.css";

/** The log: what happened, newest first; beside it what is being written and what waits for somebody. */
export function LogScreen() {
  const { here } = useGoing();
  const frame = useFrame();
  const [filter, setFilter] = useState<LogFilter>(ALL);
  const [desk, setDesk] = useState<Desk>("decision");
  const body = useRef<HTMLDivElement>(null);
  const rested = useRested(filter);
  const log = useLogPages(rested);
  const { pages, facts } = log;
  const choices = useLast<LogChoices>(facts.choices);
  const place = useJumps(setFilter, rested, log);
  const change = (next: LogFilter) => {
    place.forget();
    setFilter(next);
  };
  const [acting, setActing] = useState<{ entry: EntryView; act: EntryAct } | null>(null);
  const [menu, setMenu] = useState<{ entry: EntryView; button: HTMLElement } | null>(null);
  const canWrite = frameLook(frame) !== "none";

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    const to = here.target;
    if (to === "new") focusOn(body.current, "[data-letter='n']");
    if (!isDesk(to)) return;
    setDesk(to);
    requestAnimationFrame(() => focusOn(body.current, ".desk-body textarea, .desk-body input"));
  }, [here.turn]);

  const { jump } = place;
  const acts = useMemo<RowActs>(
    () => ({
      menu: rested.standing ? null : (entry, button) => setMenu({ entry, button }),
      close: (entry) => setActing({ entry, act: "close" }),
      release: (entry) => setActing({ entry, act: "release" }),
      jump,
    }),
    [jump, rested.standing],
  );
  const onLetter = (letter: string) => {
    if (letter !== "d" || !canWrite) return false;
    setDesk("decision");
    requestAnimationFrame(() => focusOn(body.current, "[data-letter='d']"));
    return true;
  };
  return (
    <Letters className="fill log" onLetter={onLetter}>
      <Head facts={facts} onEntry={(to) => void jump(to)} />
      {facts.error && (
        <ErrorBox
          what={facts.error.what}
          kept={facts.isRead ? "The entries below are from before." : null}
          next={facts.error.next}
        >
          <Button onPress={log.reload}>Read again</Button>
        </ErrorBox>
      )}
      {place.error && <ErrorBox what={place.error.what} next={place.error.next} />}
      <div className="log-split" ref={body}>
        <section className="card log-left" aria-label="Entries">
          <Filters
            filter={filter}
            onChange={change}
            choices={choices}
            matched={facts.isRead ? facts.matched : null}
            onTime={place.toTime}
          />
          {!facts.isRead && !facts.error && <Loading what="Reading the log." />}
          {facts.isRead && facts.matched === 0 && <None isNarrowed={isNarrowed(filter)} onAll={() => change(ALL)} />}
          {facts.isRead && facts.matched > 0 && <Timeline pages={pages} facts={facts} goTo={place.goTo} acts={acts} />}
          {canWrite && !filter.standing ? (
            <NoteForm />
          ) : (
            <p className="loading">
              {filter.standing
                ? "Entries of the home's own record are made where something is changed: Bag, Roles, Messages."
                : "Entries are added while an incident or an exercise runs."}
            </p>
          )}
        </section>
        {(canWrite || facts.waiting.length > 0) && (
          <Writer
            desk={desk}
            onDesk={setDesk}
            waiting={facts.waiting}
            canWrite={canWrite}
            onJump={(number, key) => jump({ number, station: key.slice(0, 8) })}
          />
        )}
      </div>
      {menu && (
        <EntryMenu
          entry={menu.entry}
          button={menu.button}
          onClose={() => setMenu(null)}
          onAct={(act) => setActing({ entry: menu.entry, act })}
        />
      )}
      {acting && <EntryDialog act={acting.act} entry={acting.entry} onClose={() => setActing(null)} />}
    </Letters>
  );
}

function focusOn(area: HTMLElement | null, selector: string) {
  area?.querySelector<HTMLElement>(selector)?.focus();
}

/** The filter once the fingers rest: a letter typed is not a question yet. */
function useRested(filter: LogFilter): LogFilter {
  const [rested, setRested] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => setRested(filter), filter.search === "" ? 0 : 200);
    return () => clearTimeout(timer);
  }, [filter]);
  return rested;
}

/** The last that was not null, so that lists do not empty while the next answer is on its way. */
function useLast<T>(value: T | null): T | null {
  const last = useRef<T | null>(null);
  if (value !== null) last.current = value;
  return last.current;
}

/** Title, how many entries, the last check, and the acts on the whole log. */
function Head({
  facts,
  onEntry,
}: {
  facts: { isRead: boolean; all: number; verified: string };
  onEntry: (to: EntryPointer) => void;
}) {
  const said = facts.verified === "" ? "" : ` · ${facts.verified}`;
  return (
    <TitleRow title="Log" fact={facts.isRead ? `${count(facts.all, "entry", "entries")}${said}` : "Reading the log"}>
      <ProofButton onEntry={onEntry} />
    </TitleRow>
  );
}

function None({ isNarrowed: narrowed, onAll }: { isNarrowed: boolean; onAll: () => void }) {
  return (
    <div className="log-empty">
      {narrowed ? (
        <Empty title="No entry has all of this" acts={<Button onPress={onAll}>Show every entry</Button>}>
          Search for fewer words, or take a filter off. Words that were erased are not found.
        </Empty>
      ) : (
        <Empty title="Nothing is written yet">The first entry is written when an incident is opened.</Empty>
      )}
    </div>
  );
}
