import type { EntryView, LogView } from "../../../host";

/** Which entry: its number, and the first 8 of its station; an empty station is any. */
export type Pointer = { number: number; station: string };

/** Reads "17" or "a3f09c12:17" as an entry names another; without a station it is its own. Null when it is neither. */
export function pointer(about: string, own: string): Pointer | null {
  const found = /^(?:([0-9a-f]+):)?(\d+)$/i.exec(about.trim());
  if (!found) return null;
  return { number: Number(found[2]), station: (found[1] ?? own).slice(0, 8) };
}

/** The number in "Erased by number 31: …". */
export function erasedBy(words: string): number | null {
  const found = /^Erased by number (\d+)/.exec(words);
  return found ? Number(found[1]) : null;
}

const PROBE = 100;

function isIt(entry: EntryView, wanted: Pointer): boolean {
  return entry.number === wanted.number && (wanted.station === "" || entry.station === wanted.station);
}

/**
 * Offset of an entry in the log, newest first. The numbers of one station fall along the list, so each look halves
 * what is left; other stations' entries lie between. Null when it is not there.
 */
export async function findOffset(
  ask: (offset: number, limit: number) => Promise<LogView>,
  wanted: Pointer,
  matched: number,
): Promise<number | null> {
  let lo = 0;
  let hi = matched;
  // With one station in the log, the number itself says where to look first.
  let guess = Math.min(Math.max(0, matched - wanted.number - PROBE / 2), Math.max(0, matched - PROBE));
  while (lo < hi) {
    const view = await ask(guess, PROBE);
    const at = view.entries.findIndex((entry) => isIt(entry, wanted));
    if (at !== -1) return view.offset + at;
    const own = view.entries.filter((entry) => wanted.station === "" || entry.station === wanted.station);
    const newest = own[0];
    const oldest = own.at(-1);
    if (newest && newest.number < wanted.number) hi = guess;
    else if (oldest && oldest.number > wanted.number) lo = guess + PROBE;
    else if (guess > lo) {
      // Nothing of that station here: look at the rest one page after the other.
      const before = await scan(ask, wanted, lo, guess);
      if (before !== null) return before;
      lo = guess + PROBE;
    } else lo = guess + PROBE;
    guess = Math.max(lo, Math.floor((lo + hi - PROBE) / 2));
  }
  return null;
}

async function scan(
  ask: (offset: number, limit: number) => Promise<LogView>,
  wanted: Pointer,
  from: number,
  to: number,
): Promise<number | null> {
  for (let offset = from; offset < to; offset += PROBE) {
    const view = await ask(offset, PROBE);
    const at = view.entries.findIndex((entry) => isIt(entry, wanted));
    if (at !== -1) return view.offset + at;
  }
  return null;
}
