import { due, instant } from "../../words/format";

/** How near something due is: the look of its plate, and its words. */
export type Countdown = { tone: "outline" | "amber" | "red"; words: string };

/** Minutes before it is due when it is worth a colour. */
const SOON_MIN = 10;

/** "in 9 min", amber from ten minutes on, red when it is late; null when nobody said when. */
export function countdown(at: string | null, now: Date): Countdown | null {
  const then = instant(at);
  if (!then) return null;
  const left = (then.getTime() - now.getTime()) / 60_000;
  const tone = left < 0 ? "red" : left < SOON_MIN ? "amber" : "outline";
  return { tone, words: due(then, now) };
}
