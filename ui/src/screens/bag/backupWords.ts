import type { BackupView } from "../../host";
import { count, duration, instant, minutesBetween } from "../../words/format";

/** Without a schedule, hours after which a backup is said to be old. */
const OLD_AFTER_H = 24;
/** Minutes that a scheduled backup may be late before it is said: a laptop may have slept. */
const GRACE_MIN = 30;

/** How the last backup stands. */
export type BackupState = "none" | "fresh" | "old";

/** None yet, young enough, or later than the schedule (a day, when there is none). */
export function backupState(view: Pick<BackupView, "last_at" | "every_h">, now: Date): BackupState {
  const last = instant(view.last_at);
  if (!last) return "none";
  const most = view.every_h > 0 ? view.every_h * 60 + GRACE_MIN : OLD_AFTER_H * 60;
  return minutesBetween(last, now) > most ? "old" : "fresh";
}

/** "3 h 20 min ago". */
export function backupAge(lastAt: string | null, now: Date): string {
  const last = instant(lastAt);
  if (!last) return "not known";
  const minutes = minutesBetween(last, now);
  return minutes < 1 ? "just now" : `${duration(minutes)} ago`;
}

/** The schedule in one sentence. */
export function scheduleWords(view: Pick<BackupView, "folder" | "every_h" | "keep">): string {
  if (view.folder === "" || view.every_h === 0) return "No backups are made by themselves.";
  const often = view.every_h === 1 ? "Every hour" : `Every ${view.every_h} hours`;
  return `${often} while Battlebag is open, the newest ${count(view.keep, "backup")} kept.`;
}

/** A whole number from 1 to `most`, or what is wrong with it. */
export function wholeFault(text: string, most: number): string | null {
  const typed = text.trim();
  const isWhole = /^\d{1,5}$/.test(typed);
  return isWhole && Number(typed) >= 1 && Number(typed) <= most ? null : `Give a whole number, 1 to ${most}.`;
}
