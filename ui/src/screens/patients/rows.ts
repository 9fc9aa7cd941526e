import { fold } from "../../frame/find";
import type { PatientRow } from "../../host";
import { TIERS, type TierCode, tierOrder } from "../../parts/tiers";
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

/** "OYELARAN-WHITCOMBE, Oluwadamilola", or that it is not known. */
export function nameOf(row: Pick<PatientRow, "family" | "given">): string {
  const parts = [row.family, row.given].filter((part) => part !== "");
  return parts.length === 0 ? "Name not known" : parts.join(", ");
}

/** What the reader asked to see. */
export type Filter = {
  tier: TierCode | "all";
  ward: string;
  /** Place of the system in the list that came with the rows; null for any. */
  system: number | null;
  words: string;
  toConfirm: boolean;
  recheck: boolean;
  notProfiled: boolean;
};

/** Everybody. */
export const EVERYBODY: Filter = {
  tier: "all",
  ward: "",
  system: null,
  words: "",
  toConfirm: false,
  recheck: false,
  notProfiled: false,
};

/** The parts of a filter beside the tier. */
export type Facet = Exclude<keyof Filter, "tier">;

/** True when the words are found in name, bed or number; numbers are compared without spaces. */
export function hasWords(row: PatientRow, words: string): boolean {
  const asked = fold(words).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return true;
  const text = fold(`${row.family} ${row.given} ${row.native} ${bedOf(row)} ${row.local_id}`);
  const digits = words.replace(/\D/g, "");
  if (digits.length >= 3 && row.nhs_number.includes(digits) && /^[\d\s]+$/.test(words)) return true;
  return asked.every((word) => text.includes(word));
}

/** A P1 or P2 that no named clinician has agreed with. */
export function isToConfirm(row: PatientRow): boolean {
  return row.confirmed === null && (row.tier === "P1" || row.tier === "P2");
}

/** Whether everything but the tier lets a row through; `but` is left out of it, to count what it would show. */
export function passes(filter: Filter, row: PatientRow, but: Facet | null = null): boolean {
  return (
    (but === "ward" || filter.ward === "" || filter.ward === row.ward) &&
    (but === "system" || filter.system === null || row.hangs_on.includes(filter.system)) &&
    (but === "toConfirm" || !filter.toConfirm || isToConfirm(row)) &&
    (but === "recheck" || !filter.recheck || row.recheck_due) &&
    (but === "notProfiled" || !filter.notProfiled || row.not_profiled) &&
    (but === "words" || hasWords(row, filter.words))
  );
}

/** Whether a row, drawn in this tier, is shown. The drawn tier decides, so that a row does not leave under a hand. */
export function shows(filter: Filter, row: PatientRow, drawnTier: TierCode): boolean {
  return (filter.tier === "all" || filter.tier === drawnTier) && passes(filter, row);
}

/** How many rows each answer of each filter would show, beside all the others that are set. */
export type Counts = {
  tiers: Record<TierCode, number>;
  /** Sum of the five. */
  all: number;
  toConfirm: number;
  recheck: number;
  notProfiled: number;
  wards: ReadonlyMap<string, number>;
  systems: ReadonlyMap<number, number>;
};

/** Counts that add up: the five tiers are everybody whom the other filters let through. */
export function countsOf(filter: Filter, rows: readonly PatientRow[]): Counts {
  const tiers = Object.fromEntries(TIERS.map((tier) => [tier, 0])) as Record<TierCode, number>;
  const wards = new Map<string, number>();
  const systems = new Map<number, number>();
  const sums = { all: 0, toConfirm: 0, recheck: 0, notProfiled: 0 };
  for (const row of rows) {
    const tier = tierOf(row);
    const isTier = filter.tier === "all" || filter.tier === tier;
    if (passes(filter, row)) {
      tiers[tier] += 1;
      sums.all += 1;
    }
    if (!isTier) continue;
    if (isToConfirm(row) && passes(filter, row, "toConfirm")) sums.toConfirm += 1;
    if (row.recheck_due && passes(filter, row, "recheck")) sums.recheck += 1;
    if (row.not_profiled && passes(filter, row, "notProfiled")) sums.notProfiled += 1;
    if (passes(filter, row, "ward")) wards.set(row.ward, (wards.get(row.ward) ?? 0) + 1);
    if (passes(filter, row, "system"))
      for (const system of row.hangs_on) systems.set(system, (systems.get(system) ?? 0) + 1);
  }
  return { tiers, ...sums, wards, systems };
}

/** True when nothing but the tier is asked for. */
export function isPlain(filter: Filter): boolean {
  return (
    filter.ward === "" &&
    filter.system === null &&
    filter.words === "" &&
    !filter.toConfirm &&
    !filter.recheck &&
    !filter.notProfiled
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
