import { clock } from "./format";

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
