import type { IntakeRetention, IntakeSource, IntakeView } from "../../../host";
import { count, when } from "../../../words/format";

/** When a feed was last heard and what is kept of it: "last heard 02:14 · 3 messages kept so far". */
export function heardWords(source: IntakeSource, zone: string, now: Date): string {
  if (source.last_heard === null) return "nothing has come yet";
  const kept =
    source.kind === "mllp" ? count(source.kept, "message") : count(source.kept, "file or answer", "files or answers");
  return `last heard ${when(source.last_heard, zone, now)} · ${kept} kept so far`;
}

/** When the next snapshot is taken, or why none is due. */
export function nextWords(view: IntakeView, zone: string, now: Date): string {
  if (view.next_snapshot !== null) return `The next is due at ${when(view.next_snapshot, zone, now)}.`;
  if (view.sources.length === 0) return "With a feed, snapshots are taken by themselves.";
  if (!view.running) return "No feed runs in this window, so no snapshot is due.";
  return `Nothing new has come since the last one. When something comes, a snapshot is taken within ${view.every_min} min.`;
}

/** What is kept how long, as a person types it. */
export type Times = Record<"every_min" | keyof IntakeRetention, string>;

/** The least and the most of each, as the engine takes them. */
export const LIMITS: Record<keyof Times, readonly [least: number, most: number]> = {
  every_min: [1, 1440],
  snapshots: [1, 10_000],
  days: [1, 3650],
  message_days: [2, 3650],
};

/** What is set now, to type over. */
export function timesOf({ every_min, retention }: Pick<IntakeView, "every_min" | "retention">): Times {
  return {
    every_min: String(every_min),
    snapshots: String(retention.snapshots),
    days: String(retention.days),
    message_days: String(retention.message_days),
  };
}

/** What is wrong with a number; null when it can be sent. Nothing is rounded into range behind a person's back. */
export function timeFault(name: keyof Times, text: string): string | null {
  const [least, most] = LIMITS[name];
  const typed = text.trim();
  const n = Number(typed);
  if (/^\d{1,6}$/.test(typed) && n >= least && n <= most) return null;
  return `Write a whole number, ${least} to ${most.toLocaleString("en-GB")}.`;
}
