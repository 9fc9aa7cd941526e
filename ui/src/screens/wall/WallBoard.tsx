import { CircleDashed, Hourglass, ShieldX, Unplug, UserX } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ExerciseBand } from "../../frame/ExerciseBand";
import { barFacts, frameLook } from "../../frame/frameFacts";
import type { NowView, RolesView, SystemsView } from "../../host";
import { Icon } from "../../parts/Icon";
import { TierBadge } from "../../parts/TierBadge";
import type { TierCode } from "../../parts/tiers";
import { useNow } from "../../state/clock";
import { applyTheme, wantsDark } from "../../state/preferences";
import { useFrame, useView } from "../../state/session";
import { clock, clockSeconds, day, due, duration, instant, tPlusMinutes, zoneName } from "../../words/format";
import { nobodyHolds, notBelieved, rowsThatFit, wallWards } from "./wallRows";
import "./wall.css";

/** Seconds after which a board that has not been read again says that it stopped. */
const STOPPED_AFTER_S = 60;
/** Heights in CSS px: all that stands around the rows, and one row. */
const AROUND = 560;
const ROW = 80;

function useFittingRows(): number {
  const [rows, setRows] = useState(() => rowsThatFit(window.innerHeight, AROUND, ROW));
  useEffect(() => {
    const fit = () => setRows(rowsThatFit(window.innerHeight, AROUND, ROW));
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, []);
  return rows;
}

/** The room's board: read at 4 m, wards and counts only, no name, no pointer. Esc leaves. */
export function WallBoard({ onLeave }: { onLeave: () => void }) {
  const now = useView("now", {}).view;
  const systems = useView("systems", {}).view;
  const roles = useView("roles", {}).view;
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
        <WallBody now={now} systems={systems} roles={roles} />
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

function WallBody({ now, systems, roles }: { now: NowView; systems: SystemsView; roles: RolesView }) {
  const rows = useFittingRows();
  const { counts, matrix } = now;
  const tiers: [TierCode, number, string, string][] = [
    ["P1", counts.p1, "Act now", `${counts.p1_to_confirm} to confirm`],
    ["P2", counts.p2, "Within 1 h", `${counts.p2_to_confirm} to confirm`],
    ["P3", counts.p3, "In 4 h", ""],
    ["P4", counts.p4, "Routine", ""],
  ];
  const bad = notBelieved(systems);
  const shown = bad.slice(0, rows - 1);
  const down = matrix.compromised_down + matrix.suspect_down + matrix.unknown_down + matrix.trusted_down;
  const wards = wallWards(now.wards, rows);
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
      <div className="wall-columns">
        <Column title="P1 by ward">
          {wards.length === 0 && <p className="wall-row">No ward has a P1</p>}
          {wards.map((ward) => (
            <p key={ward.ward} className="wall-row">
              <span className="grow">{ward.ward}</span>
              {ward.toConfirm > 0 && (
                <span className="wall-second">
                  <Icon of={CircleDashed} size={36} /> {ward.toConfirm}
                </span>
              )}
              <span className="strong">{ward.p1}</span>
            </p>
          ))}
        </Column>
        <Column title="Do not believe">
          {shown.map((row) => (
            <p key={row.code} className="wall-row">
              <span className="wall-violet">
                <Icon of={ShieldX} size={36} />
              </span>
              <span className="grow">{row.name}</span>
              {row.availability === "unavailable" ? (
                <span className="wall-down">
                  <Icon of={Unplug} size={36} /> Down
                </span>
              ) : (
                <span>Up</span>
              )}
            </p>
          ))}
          <p className="wall-row wall-second">
            {bad.length > shown.length && `${bad.length - shown.length} more. `}Down {down}, suspect{" "}
            {matrix.suspect_up + matrix.suspect_down}, unknown {matrix.unknown_up + matrix.unknown_down}
          </p>
        </Column>
        <Next roles={roles} rows={rows} />
      </div>
    </>
  );
}

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="wall-column">
      <h2 className="wall-column-head">{title}</h2>
      {children}
    </section>
  );
}

function Next({ roles, rows }: { roles: RolesView; rows: number }) {
  const frame = useFrame();
  const now = useNow(15);
  const nobody = nobodyHolds(roles);
  const room = Math.max(1, rows - 2);
  const shown = nobody.length <= room ? nobody : nobody.slice(0, room - 1);
  const at = instant(frame.next_due?.at);
  return (
    <Column title="Next">
      <p className="wall-row">
        <span className="grow">{frame.next_due?.what ?? "Nothing is due"}</span>
        {at && (
          <span className={at < now ? "wall-late" : ""}>{at < now ? due(at, now) : clock(at, frame.zone_name)}</span>
        )}
      </p>
      <h2 className="wall-column-head">Nobody holds</h2>
      {nobody.length === 0 && <p className="wall-row">Every required role is held</p>}
      {shown.map((title) => (
        <p key={title} className="wall-row">
          <Icon of={UserX} size={36} />
          <span className="grow">{title}</span>
        </p>
      ))}
      {nobody.length > shown.length && (
        <p className="wall-row wall-second">{nobody.length - shown.length} more roles</p>
      )}
    </Column>
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
