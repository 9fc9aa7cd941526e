import { fold } from "../../frame/find";
import type { PatientRow } from "../../host";
import { type TierCode, tierOrder } from "../../parts/tiers";
import type { Ranked } from "../../state/heldOrder";

/** The tier as drawn: not affected stands apart from P4. */
export function tierOf(row: Pick<PatientRow, "tier" | "affected" | "overruled">): TierCode {
  return row.affected || row.overruled !== null ? row.tier : "none";
}

/** The ranking in the terms of the held order. */
export function ranking(rows: readonly PatientRow[]): Ranked[] {
  return rows.map((row) => ({ id: row.id, urgency: tierOrder(tierOf(row)) }));
}

/** "AMU 04"; a missing bed is said. */
export function bedOf(row: Pick<PatientRow, "ward" | "bed">): string {
  const ward = row.ward === "" ? "Ward not known" : row.ward;
  return row.bed === "" ? `${ward}, bed not known` : row.bed.startsWith(row.ward) ? row.bed : `${ward} ${row.bed}`;
}

/** What the reader asked to see. */
export type Filter = { tier: TierCode | "all"; ward: string; words: string; toConfirm: boolean };

/** Everybody. */
export const EVERYBODY: Filter = { tier: "all", ward: "", words: "", toConfirm: false };

/** True when the words are found in name, bed or number; numbers are compared without spaces. */
export function hasWords(row: PatientRow, words: string): boolean {
  const asked = fold(words).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return true;
  const text = fold(`${row.family} ${row.given} ${row.native} ${bedOf(row)} ${row.local_id}`);
  const digits = words.replace(/\D/g, "");
  if (digits.length >= 3 && row.nhs_number.includes(digits) && /^[\d\s]+$/.test(words)) return true;
  return asked.every((word) => text.includes(word));
}

/** Whether a row, drawn in this tier, is shown. The drawn tier decides, so that a row does not leave under a hand. */
export function shows(filter: Filter, row: PatientRow, drawnTier: TierCode): boolean {
  return (
    (filter.tier === "all" || filter.tier === drawnTier) &&
    (filter.ward === "" || filter.ward === row.ward) &&
    (!filter.toConfirm || row.confirmed === null) &&
    hasWords(row, filter.words)
  );
}

/** Language tag for a name in its own script, so that a screen reader speaks it and the right face draws it. */
export function scriptLang(text: string): string | undefined {
  if (/\p{Script=Arabic}/u.test(text)) return "ar";
  if (/\p{Script=Devanagari}/u.test(text)) return "hi";
  if (/\p{Script=Bengali}/u.test(text)) return "bn";
  if (/\p{Script=Tamil}/u.test(text)) return "ta";
  if (/\p{Script=Gujarati}/u.test(text)) return "gu";
  if (/\p{Script=Gurmukhi}/u.test(text)) return "pa";
  if (/\p{Script=Ethiopic}/u.test(text)) return "am";
  if (/\p{Script=Hebrew}/u.test(text)) return "he";
  if (/\p{Script=Hangul}/u.test(text)) return "ko";
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return "ja";
  if (/\p{Script=Han}/u.test(text)) return "zh";
  if (/\p{Script=Cyrillic}/u.test(text)) return "uk";
  if (/\p{Script=Greek}/u.test(text)) return "el";
  return undefined;
}
