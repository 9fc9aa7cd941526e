import type { ErrorView, FrameView, LifeWord, StripWarning } from "../host";
import { placeOf } from "../state/going";
import { duration, instant } from "../words/format";
import type { BarFacts } from "./Bar";
import type { NavCount, Place } from "./places";
import type { Warning } from "./Strip";

/** Which frame is drawn: live, exercise, or none. */
export function frameLook(frame: FrameView): "live" | "exercise" | "none" {
  const { incident } = frame;
  if (!incident || isOver(incident.life)) return "none";
  return incident.exercise ? "exercise" : "live";
}

/** Stood down, debriefed or not: it can be read, and nothing in it is due. */
export function isOver(life: LifeWord): boolean {
  return life === "stood_down" || life === "debrief";
}

/** Declared and running: the clock counts. */
export function isDeclared(life: LifeWord): boolean {
  return life === "declared" || life === "escalated" || life === "recovery";
}

const LIFE_STATE: Partial<Record<LifeWord, BarFacts["state"]>> = {
  stand_by: "standby",
  escalated: "escalated",
  recovery: "recovery",
};

/** The facts of the bar. */
export function barFacts(frame: FrameView): BarFacts {
  const { incident, next_due: next } = frame;
  const look = frameLook(frame);
  const running = look !== "none";
  const nextAt = next ? instant(next.at) : null;
  return {
    hospital: frame.hospital,
    zone: frame.zone_name,
    state: (look === "live" && incident && LIFE_STATE[incident.life]) || look,
    title: running ? (incident?.title ?? "") : incident ? `${incident.title}: stood down` : "Ready",
    declaredAt: running && incident ? instant(incident.declared_at ?? incident.opened_at) : null,
    next: running && next && nextAt ? { what: next.what, at: nextAt } : null,
    uncopied: running ? { entries: frame.not_copied, since: null } : null,
    census: frame.census ? { at: instant(frame.census.as_of), minutes: frame.census.age_min } : null,
    person: frame.person,
    role: frame.roles[0] ?? "No role held",
  };
}

/** The counts on the left. */
export function navCounts(frame: FrameView): Partial<Record<Place, NavCount>> {
  const { counts } = frame;
  return {
    patients: { n: counts.p1, tone: "red", says: "P1" },
    systems: { n: counts.systems, tone: "grey", says: "systems not sound" },
    cards: { n: counts.overdue, tone: counts.overdue_critical > 0 ? "red" : "amber", says: "steps overdue" },
    roles: { n: counts.vacant, tone: "amber", says: "roles vacant" },
    messages: {
      n: counts.critical_results + counts.messages,
      tone: counts.critical_results > 0 ? "red" : "amber",
      says: "messages that need somebody",
    },
    paper: { n: counts.print_stopped, tone: "amber", says: "print jobs stopped" },
  };
}

/** The standing warnings, worst first; a broken way to the engine before all others. */
export function stripWarnings(
  frame: FrameView,
  fault: ErrorView | null,
  go: (place: Place, target?: string) => void,
  updateCensus: () => void,
): Warning[] {
  const warnings: Warning[] = [];
  if (fault) warnings.push({ id: "fault", severity: "fault", lead: fault.what, rest: fault.next });
  if (frameLook(frame) === "exercise") {
    warnings.push({
      id: "exercise",
      severity: "exercise",
      lead: "This is an exercise.",
      rest: "Real emergency? Use the agreed code word.",
      act: { label: "Declare a real one", go: () => go("now", "real") },
    });
  }
  frame.strip.forEach((warning, index) => {
    const act =
      warning.act === ""
        ? null
        : {
            label: warning.act,
            go: () => (takesCensus(warning.act) ? updateCensus() : go(placeOf(warning.screen), targetOf(warning))),
          };
    warnings.push({
      id: `${index} ${warning.head}`,
      severity: "warning",
      lead: warning.head,
      rest: warning.text,
      ...(act ? { act } : {}),
    });
  });
  return warnings;
}

/** Where on a screen a warning leads: on the log, to what waits there; on the census, to what it speaks of. */
function targetOf({ screen, act }: Pick<StripWarning, "screen" | "act">): string {
  if (screen === "log") return "waiting";
  if (screen === "census")
    return /\bsettle\b/i.test(act) ? "edits" : /\b(feed|source|listen)/i.test(act) ? "feeds" : "quality";
  return "";
}

/** "Take a census", "Update the census": done in a panel over any screen, so that the reader's place is not lost. */
function takesCensus(act: string): boolean {
  return /^(take|update)\b.*\bcensus\b/i.test(act);
}

/** Whether words speak of the census. */
export function isAboutCensus(words: string): boolean {
  return /\bcensus\b/i.test(words);
}

/** "5 h 12 min old", for a title's fact line. */
export function censusAge(frame: FrameView): string {
  return frame.census ? `census ${duration(frame.census.age_min)} old` : "no census";
}

/** The census is too old to rank by: nobody knows who lies where, so no screen may show who stands at which tier. */
export function isTooOldToRank(frame: FrameView): boolean {
  return frame.census?.age === "expired";
}
