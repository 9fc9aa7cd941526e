import type { EntryView, LegalView, NowView, RolesView, SystemRow, SystemsView, WardRow } from "../../host";
import type { Believed } from "../../parts/SystemPlate";

/** Most rows a column of the wall may have, its lower half among them. */
export const MOST_ROWS = 9;

/** One ward of the wall, or the wards that had to be counted together. */
export type WallWard = { ward: string; p1: number; p2: number };

/**
 * Wards with a P1 or a P2, most P1 first, in at most `rows` lines; the last line counts the rest. A ward with a single patient in
 * it is never named: the count would tell who it is.
 */
export function wallWards(wards: readonly WardRow[], rows: number): WallWard[] {
  const urgent = wards
    .filter((ward) => ward.p1 + ward.p2 > 0)
    .sort((one, other) => other.p1 - one.p1 || other.p2 - one.p2);
  const named = urgent.filter((ward) => ward.patients > 1);
  const hidden = urgent.filter((ward) => ward.patients <= 1);
  const fits = named.length <= rows && hidden.length === 0;
  const shown = fits ? named : named.slice(0, Math.max(0, rows - 1));
  const rest = [...named.slice(shown.length), ...hidden];
  const lines = shown.map((ward) => ({ ward: ward.ward, p1: ward.p1, p2: ward.p2 }));
  if (rest.length === 0) return lines;
  const sum = (of: (ward: WardRow) => number) => rest.reduce((total, ward) => total + of(ward), 0);
  return [
    ...lines,
    {
      ward: rest.length === 1 ? "1 more ward" : `${rest.length} more wards`,
      p1: sum((ward) => ward.p1),
      p2: sum((ward) => ward.p2),
    },
  ];
}

/** Systems of one kind in one state: one line of the wall, however many they are. */
export type WallSystem = { key: string; name: string; n: number; believed: Believed; down: boolean };

const WORST: readonly Believed[] = ["compromised", "suspect", "unknown", "trusted"];

/** Up and not to be believed first, for it is still used; then down. What nobody has said anything about is not a line. */
export function wallSystems(view: SystemsView): WallSystem[] {
  const all = new Map<string, WallSystem>();
  const bad = (row: SystemRow) =>
    row.availability === "unavailable" || row.integrity === "compromised" || row.integrity === "suspect";
  for (const row of view.rows.filter(bad)) {
    const key = `${row.code} ${row.availability} ${row.integrity}`;
    const one = all.get(key);
    if (one) all.set(key, { ...one, name: shortName(row.class_name), n: one.n + 1 });
    else
      all.set(key, {
        key,
        name: shortName(row.name),
        n: 1,
        believed: row.integrity,
        down: row.availability === "unavailable",
      });
  }
  const place = (one: WallSystem) => WORST.indexOf(one.believed) * 2 + (one.down ? 1 : 0);
  return [...all.values()].sort((one, other) => place(one) - place(other));
}

/** Longest name that is read in one line at the size of the wall. */
const LINE = 26;

/** "Laboratory system (biochemistry, haematology)" says the same from 4 m without what stands in brackets. */
export function shortName(name: string): string {
  return name.length > LINE ? name.replace(/ \(.*?\)/g, "") : name;
}

/** A line of the wall under "Last entries". */
export type WallEntry = { key: string; at: string; words: string };

/**
 * The last entries without a name: only what is said of a system is shown in its words. Everything else could name a
 * patient or a colleague, so its kind stands there, with the ward or the role that wrote it.
 */
export function wallEntries(entries: readonly EntryView[], most: number): WallEntry[] {
  return entries.slice(0, most).map((entry) => {
    const isOfSystem = entry.kind.startsWith("system.") && entry.patient === "" && !entry.unread;
    const words = isOfSystem
      ? shortName(entry.text)
      : [entry.kind_word, entry.ward || shortName(entry.role)].filter(Boolean).join(", ");
    return { key: entry.key, at: entry.occurred_at, words };
  });
}

/** A thing with a time: an hour that comes, or one that has passed. Without a time it is a count, said in words. */
export type WallDue = { key: string; what: string; at: string | null; said: string };

/** What is due, late first: overdue steps, the next report and briefing, the clocks of the law. */
export function wallDue(now: NowView, legal: LegalView | null, overdue: { all: number; critical: number }): WallDue[] {
  const lines: WallDue[] = [];
  if (overdue.all > 0) {
    const critical = overdue.critical > 0 ? `, ${overdue.critical} critical` : "";
    lines.push({ key: "steps", what: "Steps overdue", at: null, said: `${overdue.all}${critical}` });
  }
  const running = (legal?.clocks ?? []).filter((clock) => clock.stands === "late" || clock.stands === "running");
  for (const clock of running) lines.push({ key: clock.id, what: `Law: ${clock.name}`, at: clock.due_at, said: "" });
  for (const beat of now.rhythm)
    lines.push({ key: beat.beat, what: beat.name, at: beat.next_at, said: beat.next_at ? "" : "no time set" });
  const time = (line: WallDue) => (line.at ? Date.parse(line.at) : line.key === "steps" ? 0 : Number.POSITIVE_INFINITY);
  lines.sort((one, other) => time(one) - time(other));
  if (legal && legal.not_started > 0)
    lines.push({ key: "law", what: "Law, not looked at", at: null, said: String(legal.not_started) });
  return lines;
}

/** Titles of required roles that nobody holds. */
export function nobodyHolds(view: RolesView): string[] {
  return view.rows.filter((row) => row.required && row.holders.length === 0).map((row) => row.title);
}

/** How many rows of a column fit: the board drops rows, it never shrinks text. Heights in CSS px. */
export function rowsThatFit(height: number, around: number, row: number): number {
  return Math.max(1, Math.min(MOST_ROWS, Math.floor((height - around) / row)));
}
