import { clock, day, partsOf } from "./format";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * The newest moment not after `now` whose clock in `zone` reads what was typed ("06:51", "0651", "6.51"), as RFC 3339.
 * A person who types a time of the day means the one that has just been: at 00:10, "23:50" was yesterday. Null when it
 * is not a time. In the hour that happens twice the later one is taken.
 */
export function timeOfDay(typed: string, now: Date, zone: string): string | null {
  const wanted = parse(typed);
  if (wanted === null) return null;
  const start = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  // A day has up to 25 hours where clocks change.
  for (let at = start; at > start - DAY_MS - 60 * MINUTE_MS; at -= MINUTE_MS) {
    if (clock(new Date(at), zone) === wanted) return new Date(at).toISOString();
  }
  return null;
}

/** The next moment after `now` whose clock in `zone` reads what was typed: a review, a briefing. */
export function nextTimeOfDay(typed: string, now: Date, zone: string): string | null {
  const wanted = parse(typed);
  if (wanted === null) return null;
  const start = Math.ceil((now.getTime() + 1) / MINUTE_MS) * MINUTE_MS;
  for (let at = start; at < start + DAY_MS + 60 * MINUTE_MS; at += MINUTE_MS) {
    if (clock(new Date(at), zone) === wanted) return new Date(at).toISOString();
  }
  return null;
}

function parse(typed: string): string | null {
  const found = /^\s*(\d{1,2})\s*[:.]?\s*(\d{2})\s*$/.exec(typed);
  if (!found) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2]);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

const MONTH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;

/**
 * A moment on the wall clock of a zone. Null for an hour that the clocks left out; in the hour that happens twice the
 * later one is taken.
 */
export function wallTime(
  [year, month, date]: readonly [number, number, number],
  timeTyped: string,
  zone: string,
): Date | null {
  const time = parse(timeTyped);
  if (time === null) return null;
  const asUtc = Date.UTC(year, month - 1, date, Number(time.slice(0, 2)), Number(time.slice(3)));
  const found = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => new Date(asUtc - offsetAt(new Date(near), zone)));
  const right = found.filter((at) => {
    const p = partsOf(at, zone);
    return Number(p.month) === month && Number(p.day) === date && clock(at, zone) === time;
  });
  return right.sort((one, other) => other.getTime() - one.getTime())[0] ?? null;
}

function offsetAt(at: Date, zone: string): number {
  const p = partsOf(at, zone);
  const wall = Date.UTC(+p.year, +p.month - 1, +p.day, +p.hour, +p.minute, +p.second);
  return wall - Math.floor(at.getTime() / 1000) * 1000;
}

/**
 * A time as people type it, with or without its day: "06:50", "0650", "13 Nov 22:10", "Fri 13/11 22:10",
 * "yesterday 22:10", "2026-11-13 22:10". Without a day it is the nearest one before `now` (or after it, for what is to
 * come); without a year the nearest year. As RFC 3339; null when it cannot be read.
 */
export function typedTime(typed: string, now: Date, zone: string, direction: "past" | "future"): string | null {
  const text = typed.trim().toLowerCase();
  if (parse(text) !== null) return (direction === "past" ? timeOfDay : nextTimeOfDay)(text, now, zone);
  const split = /^(.+?)[\s,t]+(\d{1,2}\s*[:.]?\s*\d{2})$/.exec(text);
  const days = split ? daysTyped(split[1] ?? "", now, zone) : [];
  const found = days.flatMap((ymd) => wallTime(ymd, split?.[2] ?? "", zone) ?? []);
  const isRight = (at: Date) => (direction === "past" ? at <= now : at > now);
  const nearest = found.sort((one, other) => Math.abs(+one - +now) - Math.abs(+other - +now));
  // A day with its year is what it is; of a day without one, the year that lies on the right side.
  return (nearest.find(isRight) ?? nearest[0])?.toISOString() ?? null;
}

function daysTyped(typed: string, now: Date, zone: string): readonly (readonly [number, number, number])[] {
  const near = { yesterday: -1, today: 0, tomorrow: 1 }[typed];
  if (near !== undefined) {
    const there = partsOf(now, zone);
    const noon = new Date(Date.UTC(+there.year, +there.month - 1, +there.day + near, 12));
    return [[noon.getUTCFullYear(), noon.getUTCMonth() + 1, noon.getUTCDate()]];
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed);
  if (iso) return [[Number(iso[1]), Number(iso[2]), Number(iso[3])]];
  const found = /^(?:[a-z]{3,9}\s+)?(\d{1,2})[\s./-]+([a-z]{3,9}|\d{1,2})(?:[\s./-]+(\d{4}))?$/.exec(typed);
  if (!found) return [];
  const word = found[2] ?? "";
  const month = /^\d/.test(word) ? Number(word) : MONTH.findIndex((each) => word.startsWith(each)) + 1;
  const date = Number(found[1]);
  if (month < 1 || month > 12 || date < 1 || date > 31) return [];
  if (found[3]) return [[Number(found[3]), month, date]];
  const year = Number(partsOf(now, zone).year);
  return [year - 1, year, year + 1].map((each) => [each, month, date] as const);
}

/** A moment as the field of a time would write it, to be typed over: "Sat 14 Nov 06:50". */
export function timeToType(iso: string | null, zone: string): string {
  if (!iso) return "";
  return `${day(iso, zone)} ${clock(iso, zone)}`;
}
