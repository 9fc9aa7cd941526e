import { Check, Hourglass, ShieldX, TriangleAlert, Unplug, UserX } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ExerciseBand } from "../../frame/ExerciseBand";
import { barFacts, frameLook, isTooOldToRank } from "../../frame/frameFacts";
import type { LegalView, NowView, RolesView, SystemsView, WorkaroundRow } from "../../host";
import { Icon } from "../../parts/Icon";
import { TierBadge } from "../../parts/TierBadge";
import type { TierCode } from "../../parts/tiers";
import { useNow } from "../../state/clock";
import { applyTheme, wantsDark } from "../../state/preferences";
import { useFrame, useView } from "../../state/session";
import {
  clock,
  clockSeconds,
  day,
  due,
  duration,
  instant,
  tPlusMinutes,
  weekdayAndClock,
  zoneName,
} from "../../words/format";
import {
  nobodyHolds,
  rowsThatFit,
  shortName,
  type WallDue,
  type WallSystem,
  wallDue,
  wallEntries,
  wallSystems,
  wallWards,
} from "./wallRows";
import "./wall.css";

/** Seconds after which a board that has not been read again says that it stopped. */
const STOPPED_AFTER_S = 60;
/** Heights in CSS px: all that stands around the rows of a column, its two headings among it, and one row. */
const AROUND = 520;
const ROW = 60;
/** Rows of the lower half of each column, where there is room for them. */
const LOWER = 3;
/** The two bands of an exercise. */
const BANDS = 64;

/** How many rows the upper half of a column has, and how many the lower. */
function useFittingRows(bands: number): { upper: number; lower: number } {
  const [height, setHeight] = useState(() => window.innerHeight);
  useEffect(() => {
    const measure = () => setHeight(window.innerHeight);
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  const rows = rowsThatFit(height, AROUND + bands, ROW);
  const lower = Math.min(LOWER, Math.floor(rows / 3));
  return { upper: rows - lower, lower };
}

/** The room's board: read at 4 m, wards and counts only, no name, no pointer. Esc leaves. */
export function WallBoard({ onLeave }: { onLeave: () => void }) {
  const now = useView("now", {}).view;
  const systems = useView("systems", {}).view;
  const roles = useView("roles", {}).view;
  const legal = useView("legal", {}).view;
  const frame = useFrame();
  const root = useRef<HTMLElement>(null);
  const leave = useRef(onLeave);
  leave.current = onLeave;

  useEffect(() => {
    applyTheme(true);
    root.current?.focus();
    // A display that refuses full screen still shows the board.
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
    const onKey = (event: KeyboardEvent) => {
      event.stopPropagation();
      if (event.key === "Escape") leave.current();
    };
    window.addEventListener("keydown", onKey, true);
    return () => {
      window.removeEventListener("keydown", onKey, true);
      applyTheme(wantsDark());
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, []);

  return (
    <main className="wall" ref={root} tabIndex={-1}>
      <h1 className="visually-hidden">Wall board</h1>
      {frameLook(frame) === "exercise" && <ExerciseBand edge="top" />}
      <WallHead />
      {now && systems && roles ? (
        <WallBody now={now} systems={systems} roles={roles} legal={legal} />
      ) : (
        <p className="wall-empty">Reading the board.</p>
      )}
      {now && <WallFoot at={now.at} />}
      {frameLook(frame) === "exercise" && <ExerciseBand edge="bottom" />}
    </main>
  );
}

function WallHead() {
  const facts = barFacts(useFrame());
  const now = useNow();
  const word = {
    live: "LIVE",
    standby: "STANDBY",
    escalated: "ESCALATED",
    recovery: "RECOVERY",
    exercise: "EXERCISE",
    none: "NO INCIDENT",
  }[facts.state];
  return (
    <header className="wall-head">
      <span className="wall-state">{word}</span>
      <div className="grow">
        <p className="wall-title">{facts.title}</p>
        <p className="wall-second">{facts.hospital}</p>
      </div>
      {facts.declaredAt && (
        <div className="wall-clock">
          <p className="wall-second">Since declared</p>
          <p className="wall-time">{tPlusMinutes(facts.declaredAt, now)}</p>
        </div>
      )}
      <div className="wall-clock">
        <p className="wall-second">
          {day(now, facts.zone)}, {zoneName(now, facts.zone)}
        </p>
        <p className="wall-time">{clock(now, facts.zone)}</p>
      </div>
    </header>
  );
}

type WallViews = { now: NowView; systems: SystemsView; roles: RolesView; legal: LegalView | null };

function WallBody(views: WallViews) {
  const frame = useFrame();
  const { upper, lower } = useFittingRows(frameLook(frame) === "exercise" ? BANDS : 0);
  const { counts } = views.now;
  const tiers: [TierCode, number, string, string][] = [
    ["P1", counts.p1, "Act now", `${counts.p1_to_confirm} to confirm`],
    ["P2", counts.p2, "Within 1 h", `${counts.p2_to_confirm} to confirm`],
    ["P3", counts.p3, "In 4 h", ""],
    ["P4", counts.p4, "Routine", ""],
  ];
  // Noughts would say that nobody is at risk, and tiers of an old census would be believed.
  if (counts.all === 0 || isTooOldToRank(frame))
    return (
      <>
        <p className="wall-tiers wall-unranked">
          Nobody is ranked: {frame.census ? "the census is too old. Rebuild at the bedside." : "there is no census."}
        </p>
        <Columns views={unranked(views)} upper={upper} lower={lower} />
      </>
    );
  return (
    <>
      <ul className="wall-tiers">
        {tiers.map(([tier, n, word, second]) => (
          <li key={tier} className="wall-tier">
            <TierBadge tier={tier} size={88} />
            <span className={`wall-number ${tier === "P1" && n > 0 ? "now-count-red" : ""}`}>{n}</span>
            <span>
              <span className="semi block">{word}</span>
              {second !== "" && <span className="wall-second block">{second}</span>}
            </span>
          </li>
        ))}
      </ul>
      <Columns views={views} upper={upper} lower={lower} />
    </>
  );
}

/** Without what hangs on who stands where. */
function unranked(views: WallViews): WallViews {
  return { ...views, now: { ...views.now, counts: { ...views.now.counts, all: 0 }, wards: [], shortages: [] } };
}

function Columns({ views, upper, lower }: { views: WallViews; upper: number; lower: number }) {
  const { now, systems, roles, legal } = views;
  return (
    <div className="wall-columns">
      <div className="wall-column">
        <Wards now={now} rows={upper} />
        <Short rows={now.shortages} most={lower} />
      </div>
      <div className="wall-column">
        <Systems systems={systems} rows={upper} />
        <LastEntries now={now} most={lower} />
      </div>
      <div className="wall-column">
        <Next now={now} legal={legal} rows={upper} />
        <NobodyHolds roles={roles} most={lower} />
      </div>
    </div>
  );
}

function Part({ title, second, children }: { title: string; second?: string; children: ReactNode }) {
  return (
    <section className="wall-part">
      <h2 className="wall-part-head">
        {title}
        {second && <span className="wall-second push">{second}</span>}
      </h2>
      {children}
    </section>
  );
}

/** As many lines as fit; where more are left, the last line counts them. */
function fitting<T>(lines: readonly T[], most: number): { shown: readonly T[]; left: number } {
  if (lines.length <= most) return { shown: lines, left: 0 };
  const shown = lines.slice(0, Math.max(0, most - 1));
  return { shown, left: lines.length - shown.length };
}

function More({ left, of, all = false }: { left: number; of: string; all?: boolean }) {
  return left === 0 ? null : (
    <p className="wall-row wall-second">
      {left} {all ? "" : "more "}
      {of}
    </p>
  );
}

function Wards({ now, rows }: { now: NowView; rows: number }) {
  const wards = wallWards(now.wards, rows);
  return (
    <Part title="Wards" second="P1 · P2">
      {wards.length === 0 && (
        <p className="wall-row">{now.counts.all === 0 ? "Not ranked" : "No ward has a P1 or a P2"}</p>
      )}
      {wards.map((ward) => (
        <p key={ward.ward} className="wall-row">
          <span className="grow wall-line">{ward.ward}</span>
          <span className={`wall-count ${ward.p1 > 0 ? "now-count-red" : ""}`}>{ward.p1}</span>
          <span className="wall-count">{ward.p2}</span>
        </p>
      ))}
    </Part>
  );
}

function Short({ rows, most }: { rows: readonly WorkaroundRow[]; most: number }) {
  if (most === 0) return null;
  const { shown, left } = fitting(rows, most);
  return (
    <Part title="Short of" second="need · left">
      {rows.length === 0 && <p className="wall-row">Nothing that is known</p>}
      {shown.map((row) => (
        <p key={row.id} className="wall-row">
          <span className="grow wall-line">{row.name}</span>
          <span className="wall-count">{row.need}</span>
          <span className="wall-count">{row.left ?? "?"}</span>
        </p>
      ))}
      <More left={left} of="short" all={shown.length === 0} />
    </Part>
  );
}

function Believed({ one }: { one: WallSystem }) {
  if (one.believed === "compromised")
    return (
      <span className="wall-violet">
        <Icon of={ShieldX} size={36} />
        <span className="visually-hidden">Compromised</span>
      </span>
    );
  if (one.believed === "suspect")
    return (
      <span className="wall-amber">
        <Icon of={TriangleAlert} size={36} />
        <span className="visually-hidden">Suspect</span>
      </span>
    );
  return (
    <span className="wall-plain">
      <Icon of={Check} size={36} />
      <span className="visually-hidden">Trusted</span>
    </span>
  );
}

function Systems({ systems, rows }: { systems: SystemsView; rows: number }) {
  const { shown, left } = fitting(wallSystems(systems), rows);
  return (
    <Part title="Do not believe, or down">
      {shown.length === 0 && <p className="wall-row">Nobody has said that a system is bad</p>}
      {shown.map((one) => (
        <p key={one.key} className="wall-row">
          <Believed one={one} />
          <span className="grow wall-line">
            {one.name}
            {one.n > 1 && <span className="wall-second"> {one.n}</span>}
          </span>
          {one.down ? (
            <span className="wall-down">
              <Icon of={Unplug} size={36} /> Down
            </span>
          ) : (
            <span className="wall-fixed">Up</span>
          )}
        </p>
      ))}
      <More left={left} of="kinds" />
    </Part>
  );
}

function LastEntries({ now, most }: { now: NowView; most: number }) {
  const { zone_name: zone } = useFrame();
  if (most === 0) return null;
  return (
    <Part title="Last entries">
      {wallEntries(now.last_entries, most).map((entry) => (
        <p key={entry.key} className="wall-row">
          <span className="wall-second wall-fixed">{clock(entry.at, zone)}</span>
          <span className="grow wall-line">{entry.words}</span>
        </p>
      ))}
    </Part>
  );
}

function DueWords({ line }: { line: WallDue }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(15);
  const at = instant(line.at);
  if (!at) return <span className={line.key === "steps" ? "wall-late" : "wall-second wall-fixed"}>{line.said}</span>;
  if (at < now) return <span className="wall-late">{due(at, now)}</span>;
  return <span className="wall-fixed">{weekdayAndClock(at, zone, now)}</span>;
}

function Next({ now, legal, rows }: { now: NowView; legal: LegalView | null; rows: number }) {
  const { counts } = useFrame();
  const overdue = { all: counts.overdue, critical: counts.overdue_critical };
  const { shown, left } = fitting(wallDue(now, legal, overdue), rows);
  return (
    <Part title="Due">
      {shown.length === 0 && <p className="wall-row">Nothing is due</p>}
      {shown.map((line) => (
        <p key={line.key} className="wall-row">
          <span className="grow wall-line">{line.what}</span>
          <DueWords line={line} />
        </p>
      ))}
      <More left={left} of="due" />
    </Part>
  );
}

function NobodyHolds({ roles, most }: { roles: RolesView; most: number }) {
  const nobody = nobodyHolds(roles);
  const { shown, left } = fitting(nobody, Math.max(1, most));
  return (
    <Part title="Nobody holds">
      {nobody.length === 0 && <p className="wall-row">Every required role is held</p>}
      {shown.map((title) => (
        <p key={title} className="wall-row">
          <Icon of={UserX} size={36} />
          <span className="grow wall-line">{shortName(title)}</span>
        </p>
      ))}
      <More left={left} of="roles" all={shown.length === 0} />
    </Part>
  );
}

function WallFoot({ at }: { at: string }) {
  const frame = useFrame();
  const now = useNow();
  const read = instant(at);
  const stopped = read !== null && now.getTime() - read.getTime() > STOPPED_AFTER_S * 1000;
  if (stopped && read) {
    return <footer className="wall-foot wall-stopped">Board stopped at {clock(read, frame.zone_name)}</footer>;
  }
  const isOld = frame.census !== null && frame.census.age !== "fresh";
  return (
    <footer className={`wall-foot ${isOld ? "wall-old" : ""}`}>
      {isOld && frame.census && (
        <p className="row">
          <Icon of={Hourglass} size={36} />
          <strong>Census {duration(frame.census.age_min)} old.</strong> Check the wristband.
        </p>
      )}
      <p className="push">Board as at {clockSeconds(at, frame.zone_name)}</p>
    </footer>
  );
}
