import { instant } from "../../words/format";

/** Seconds of the wait after wrong tries that are left, counted from when the engine said so. */
export function waitLeft(status: { now: string; wait_s: number }, now: Date): number {
  const said = instant(status.now);
  if (!said || status.wait_s <= 0) return 0;
  const left = Math.ceil((said.getTime() + status.wait_s * 1000 - now.getTime()) / 1000);
  // A clock that was set back must not make the wait longer than the engine said.
  return Math.min(status.wait_s, Math.max(0, left));
}

/** "45 seconds", "4 min 10 s": a wait as a person counts it. */
export function waitWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  const rest = seconds % 60;
  return rest === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/** "3 wrong tries in a row": nothing when there was none. */
export function triesWords(tries: number): string {
  if (tries <= 0) return "";
  return tries === 1 ? "1 wrong try so far." : `${tries} wrong tries in a row.`;
}
