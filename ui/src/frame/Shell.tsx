import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { BackEntryScreen } from "../screens/backentry/BackEntryScreen";
import { BagScreen } from "../screens/bag/BagScreen";
import { CardsScreen } from "../screens/cards/CardsScreen";
import { CensusDialog } from "../screens/census/CensusDialog";
import { CensusScreen } from "../screens/census/CensusScreen";
import { DrillsScreen } from "../screens/drills/DrillsScreen";
import { LogScreen } from "../screens/log/LogScreen";
import { MessagesScreen } from "../screens/messages/MessagesScreen";
import { NowOrHome } from "../screens/now/NowOrHome";
import { PaperScreen } from "../screens/paper/PaperScreen";
import { PatientsScreen } from "../screens/patients/PatientsScreen";
import { ReportsScreen } from "../screens/reports/ReportsScreen";
import { RolesScreen } from "../screens/roles/RolesScreen";
import { SystemsScreen } from "../screens/systems/SystemsScreen";
import { WallBoard } from "../screens/wall/WallBoard";
import { useAnnounce } from "../state/announcer";
import { useNow } from "../state/clock";
import { keepAllDrafts } from "../state/drafts";
import { GoingContext, type Whereabouts } from "../state/going";
import { isTyping, LettersOn } from "../state/letters";
import { keepDark, keepLetters, wantsDark, wantsLetters } from "../state/preferences";
import { useFrame, useSession } from "../state/session";
import { AutoLock } from "./AutoLock";
import { Bar } from "./Bar";
import { commandsOf } from "./commands";
import { ExerciseBand } from "./ExerciseBand";
import { FindDialog } from "./FindDialog";
import { barFacts, frameLook, navCounts, stripWarnings } from "./frameFacts";
import { KeysDialog } from "./KeysDialog";
import { useKeptFocus } from "./keepFocus";
import { Nav } from "./Nav";
import { PLACE_KEY, PLACES, type Place } from "./places";
import { QuickNote } from "./QuickNote";
import { nextRegion } from "./regions";
import { Strip } from "./Strip";

/** How long a screen has to put the focus on what was asked for. */
const SCREENS_OWN_WORD_MS = 150;

function LiveBar({ onMenu, onLock, onCensus }: { onMenu: () => void; onLock: () => void; onCensus: () => void }) {
  const frame = useFrame();
  const now = useNow();
  return <Bar facts={barFacts(frame)} now={now} onLock={onLock} onMenu={onMenu} onCensus={onCensus} />;
}

function Screen({ place }: { place: Place }) {
  switch (place) {
    case "now":
      return <NowOrHome />;
    case "patients":
      return <PatientsScreen />;
    case "census":
      return <CensusScreen />;
    case "systems":
      return <SystemsScreen />;
    case "cards":
      return <CardsScreen />;
    case "roles":
      return <RolesScreen />;
    case "log":
      return <LogScreen />;
    case "messages":
      return <MessagesScreen />;
    case "reports":
      return <ReportsScreen />;
    case "paper":
      return <PaperScreen />;
    case "backentry":
      return <BackEntryScreen />;
    case "drills":
      return <DrillsScreen />;
    case "bag":
      return <BagScreen />;
  }
}

/** Says when somebody becomes P1, once, wherever the reader is. */
function useNewP1Announcement() {
  const { counts } = useFrame();
  const announce = useAnnounce();
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (before.current !== null && counts.p1 > before.current) {
      const more = counts.p1 - before.current;
      announce(`${more === 1 ? "1 new P1" : `${more} new P1`}. ${counts.p1} P1 now.`, "assertive");
    }
    before.current = counts.p1;
  }, [counts.p1, announce]);
}

/** The frame of an open home: bar, strip, navigation and one screen. */
export function Shell() {
  const { host, fault, setStatus, setFrame } = useSession();
  const frame = useFrame();
  const [here, setHere] = useState<Whereabouts>({ place: "now", target: "", turn: 0 });
  const [open, setOpen] = useState<"find" | "keys" | "census" | "wall" | "note" | null>(null);
  const [menu, setMenu] = useState(false);
  const [lettersOn, setLettersOn] = useState(wantsLetters);
  const [dark, setDark] = useState(wantsDark);
  const main = useRef<HTMLElement>(null);
  const look = frameLook(frame);
  useNewP1Announcement();
  useKeptFocus();

  const go = useCallback((place: Place, target = "") => {
    setMenu(false);
    setHere((before) => ({ place, target, turn: before.turn + 1 }));
  }, []);
  // On its own screen a census is taken in its tab, so that the same words are not open twice.
  const updateCensus = useCallback(
    () => (here.place === "census" ? go("census", "take") : setOpen("census")),
    [here.place, go],
  );
  const showWall = useCallback(() => setOpen("wall"), []);
  const going = useMemo(() => ({ here, go, updateCensus, showWall }), [here, go, updateCensus, showWall]);

  // Over another screen a note is written in a panel, so that the reader's place there is not lost.
  const isRunning = look !== "none";
  const newEntry = useCallback(() => {
    if (here.place === "log" || !isRunning) go("log", "new");
    else setOpen("note");
  }, [here.place, isRunning, go]);

  const lock = useCallback(async () => {
    await keepAllDrafts();
    try {
      setStatus(await host.call("lock", {}));
    } finally {
      setFrame(null);
    }
  }, [host, setStatus, setFrame]);

  useEffect(() => {
    document.documentElement.dataset["frame"] = look;
    const title = frame.incident?.title ?? "no incident";
    document.title = look === "exercise" ? `EXERCISE · ${title} · Battlebag` : `${title} · Battlebag`;
    return () => {
      document.documentElement.dataset["frame"] = "live";
      document.title = "Battlebag";
    };
  }, [look, frame.incident?.title]);

  // A new screen begins at its heading, unless the screen itself put the focus on what was asked for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is a new arrival
  useEffect(() => {
    const toHeading = () => main.current?.querySelector<HTMLElement>("h1")?.focus();
    if (here.target === "") {
      toHeading();
      return;
    }
    const timer = setTimeout(() => document.activeElement === document.body && toHeading(), SCREENS_OWN_WORD_MS);
    return () => clearTimeout(timer);
  }, [here.turn]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const acts = shortcut(event);
      if (!acts) return;
      event.preventDefault();
      acts();
    };
    const shortcut = (event: KeyboardEvent): (() => void) | null => {
      if (event.key === "F11") return () => setOpen("wall");
      if (event.key === "F6") return () => nextRegion(event.shiftKey);
      if (event.ctrlKey && !event.altKey && !event.shiftKey) {
        const place = PLACES.find((each) => PLACE_KEY[each] === event.key);
        if (place) return () => go(place);
        switch (event.key.toLowerCase()) {
          case "k":
            return () => setOpen("find");
          case "p":
            return () => go("paper");
          case "l":
            return () => void lock();
          case "e":
            return newEntry;
          case "d":
            return () => go("log", "decision");
        }
        return null;
      }
      if (event.key === "?" && !event.altKey && !isTyping(event.target)) return () => setOpen("keys");
      if (event.key === "Escape" && menu) return () => setMenu(false);
      return null;
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [go, lock, menu, newEntry]);

  return (
    <GoingContext value={going}>
      <LettersOn value={lettersOn}>
        <div className="shell" data-menu={menu ? "open" : "shut"} hidden={open === "wall"}>
          {look === "exercise" && <ExerciseBand edge="top" />}
          <LiveBar
            onMenu={() => setMenu((on) => !on)}
            onLock={() => void lock()}
            onCensus={() => go("census", "quality")}
          />
          <Strip
            warnings={stripWarnings(frame, fault, go, updateCensus)}
            standing={frame.approved ? null : "Clinical content not locally approved"}
          />
          <Nav
            place={here.place}
            counts={navCounts(frame)}
            onGo={go}
            onFind={() => setOpen("find")}
            onKeys={() => setOpen("keys")}
          />
          <main className="main" ref={main} key={here.place}>
            <Screen place={here.place} />
          </main>
          {look === "exercise" && <ExerciseBand edge="bottom" />}
        </div>
        <AutoLock onLock={() => void lock()} />
        {open === "find" && (
          <FindDialog
            onClose={() => setOpen(null)}
            onGo={(place, target) => {
              setOpen(null);
              go(place, target);
            }}
            commands={commandsOf(frame.incident?.life ?? null, {
              go,
              open: setOpen,
              updateCensus,
              newEntry,
              lock: () => void lock(),
            })}
          />
        )}
        {open === "keys" && (
          <KeysDialog
            place={here.place}
            lettersOn={lettersOn}
            onLetters={(on) => {
              setLettersOn(on);
              keepLetters(on);
            }}
            dark={dark}
            onDark={(on) => {
              setDark(on);
              keepDark(on);
            }}
            onClose={() => setOpen(null)}
          />
        )}
        {open === "wall" && <WallBoard onLeave={() => setOpen(null)} />}
        {open === "note" && <QuickNote onClose={() => setOpen(null)} />}
        {open === "census" && <CensusDialog onClose={() => setOpen(null)} />}
      </LettersOn>
    </GoingContext>
  );
}
