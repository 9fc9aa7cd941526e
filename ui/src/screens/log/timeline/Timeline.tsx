import { ArrowUp } from "lucide-react";
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from "react";
import { Button } from "../../../parts/Button";
import { useFrame } from "../../../state/session";
import { longDay } from "../../../words/format";
import { EntryRow, type RowActs } from "./EntryRow";
import type { LogFacts, LogPages } from "./logPages";
import { RowHeights } from "./rowHeights";

/** Height of a row that nobody has measured, px. */
const ESTIMATE = 96;
/** Drawn beyond what is in view, px, so that a wheel meets no gap. */
const BEYOND = 700;

/** A place to go to: the entry with this rank, once per turn. */
export type GoTo = { rank: number; turn: number };

type Props = {
  pages: LogPages;
  facts: LogFacts;
  goTo: GoTo | null;
  acts: RowActs;
};

/** The entries, newest first. Draws only what is in view; holds still while somebody reads older ones. */
export function Timeline({ pages, facts, goTo, acts }: Props) {
  const { zone_name: zone } = useFrame();
  const box = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other heights
  const heights = useMemo(() => new RowHeights(ESTIMATE), [pages]);
  // What must stay where it is on screen while rows are measured: the row that was gone to, else the first in view.
  const pinned = useRef<number | null>(null);
  const toFocus = useRef<number | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const [isAway, setIsAway] = useState(false);
  const drawn = useRef("");
  heights.resize(facts.shown);

  const scrolled = box.current?.scrollTop ?? 0;
  const tall = box.current?.clientHeight ?? 800;
  const first = heights.indexAt(Math.max(0, scrolled - BEYOND));
  const last = facts.shown === 0 ? -1 : heights.indexAt(scrolled + tall + BEYOND);
  const top = heights.indexAt(scrolled + 1);
  drawn.current = `${first} ${last} ${top}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the list may leave gaps in what is in view
  useEffect(() => {
    pages.want(first, last);
  }, [pages, first, last, facts.turn]);

  const onScroll = useCallback(() => {
    const area = box.current;
    if (!area) return;
    const y = area.scrollTop;
    setIsAway(y > 8);
    const next = `${heights.indexAt(Math.max(0, y - BEYOND))} ${heights.indexAt(y + area.clientHeight + BEYOND)} ${heights.indexAt(y + 1)}`;
    if (next !== drawn.current) redraw();
  }, [heights]);

  // The reader is elsewhere, or has a hand on a row: the list stands still.
  const [hasHand, setHasHand] = useState(false);
  const [isOver, rest] = useHovered();
  useEffect(() => {
    pages.hold(isAway || hasHand || isOver);
  }, [pages, isAway, hasHand, isOver]);

  const measure = useCallback(() => {
    const area = box.current;
    const list = rows.current;
    if (!area || !list) return;
    const pin = pinned.current === null ? heights.indexAt(area.scrollTop) : pages.indexOf(pinned.current);
    const offset = area.scrollTop - heights.top(pin);
    let isNews = false;
    for (const row of list.children) {
      const rank = Number((row as HTMLElement).dataset["rank"]);
      if (heights.measure(rank, row.getBoundingClientRect().height)) isNews = true;
    }
    if (!isNews) return;
    const y = heights.top(pin) + offset;
    list.parentElement?.style.setProperty("height", `${heights.total}px`);
    if (area.scrollTop > 0 && Math.abs(area.scrollTop - y) >= 1) area.scrollTop = y;
    redraw();
  }, [heights, pages]);

  useLayoutEffect(() => {
    measure();
    const rank = toFocus.current;
    if (rank === null) return;
    const row = rows.current?.querySelector<HTMLElement>(`[data-rank="${rank}"] [data-entry]`);
    if (!row) return;
    toFocus.current = null;
    row.focus({ preventScroll: true });
  });

  useEffect(() => {
    const watcher = new ResizeObserver(() => measure());
    if (rows.current) watcher.observe(rows.current);
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [measure]);

  /** Brings a row into view, a third from the top when it is far, and puts the focus on it. */
  const show = useCallback(
    (index: number, isFar: boolean) => {
      const area = box.current;
      if (!area || index < 0 || index >= heights.length) return;
      const rank = pages.rankOf(index);
      const y = heights.top(index);
      const below = heights.top(index + 1);
      if (isFar) area.scrollTop = Math.max(0, y - area.clientHeight / 3);
      else if (y < area.scrollTop) area.scrollTop = y;
      else if (below > area.scrollTop + area.clientHeight) area.scrollTop = below - area.clientHeight;
      pinned.current = isFar ? rank : null;
      toFocus.current = rank;
      setActive(rank);
      redraw();
    },
    [heights, pages],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one going
  useEffect(() => {
    if (goTo) show(pages.indexOf(goTo.rank), true);
  }, [goTo?.turn]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    pinned.current = null;
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>("[data-rank]");
    if (!row || event.ctrlKey || event.altKey) return;
    const at = pages.indexOf(Number(row.dataset["rank"]));
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ESTIMATE));
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: facts.shown - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      show(Math.min(facts.shown - 1, Math.max(0, next)), event.key === "End");
    } else if (event.key === "Enter" && target.matches("[data-entry]")) {
      event.preventDefault();
      target.querySelector<HTMLElement>("[data-menu]")?.click();
    }
  };

  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  const inView = indexes.some((index) => pages.rankOf(index) === active);
  const stop = inView ? active : pages.rankOf(top);
  const fresh = facts.matched - facts.shown;
  const topEntry = pages.at(top);
  return (
    <div className="timeline">
      <p className="timeline-day">
        <span className="strong">{topEntry ? longDay(new Date(topEntry.recorded_at), zone) : ""}</span>
        {fresh > 0 && (
          <Button
            icon={ArrowUp}
            className="push timeline-new"
            onPress={() => {
              pages.showNew();
              pinned.current = null;
              if (box.current) box.current.scrollTop = 0;
              setIsAway(false);
              redraw();
            }}
          >
            {fresh === 1 ? "1 new entry" : `${fresh} new entries`}
          </Button>
        )}
      </p>
      <div
        className="timeline-scroll inset-focus"
        ref={box}
        onScroll={onScroll}
        onWheel={() => {
          pinned.current = null;
        }}
        onPointerDown={() => {
          pinned.current = null;
        }}
        onPointerMove={rest}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          setHasHand(true);
          const row = (event.target as HTMLElement).closest<HTMLElement>("[data-rank]");
          if (row) setActive(Number(row.dataset["rank"]));
        }}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) setHasHand(false);
        }}
        role="feed"
        aria-label="Entries, newest first"
        aria-busy={indexes.some((index) => pages.at(index) === null)}
      >
        <div style={{ height: heights.total, position: "relative" }}>
          <div ref={rows} className="timeline-rows" style={{ transform: `translateY(${heights.top(first)}px)` }}>
            {indexes.map((index) => {
              const entry = pages.at(index);
              const rank = pages.rankOf(index);
              if (!entry) {
                return (
                  <div key={rank} data-rank={rank} className="entry-absent" style={{ height: ESTIMATE }}>
                    Reading entry
                  </div>
                );
              }
              const above = index === 0 ? null : pages.at(index - 1);
              const isDayBreak =
                above !== null &&
                longDay(new Date(above.recorded_at), zone) !== longDay(new Date(entry.recorded_at), zone);
              return (
                <div key={rank} data-rank={rank}>
                  <EntryRow
                    entry={entry}
                    place={index + 1}
                    of={facts.shown}
                    isDayBreak={isDayBreak}
                    isTabStop={rank === stop}
                    zone={zone}
                    acts={acts}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

/** How long a pointer that moved over the entries still counts as a hand on them. */
const HOVERED_MS = 10_000;

/** Whether a pointer moved here in the last ten seconds; the second half is what a move calls. */
function useHovered(): [boolean, () => void] {
  const [isOver, setIsOver] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const moved = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsOver(false), HOVERED_MS);
    setIsOver(true);
  }, []);
  return [isOver, moved];
}
