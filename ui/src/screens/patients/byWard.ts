import type { PatientRow } from "../../host";
import { TIERS, type TierCode } from "../../parts/tiers";
import { isToConfirm, tierOf } from "./rows";

/** One ward in the hospital view. The five tiers are everybody in it. */
export type WardLine = {
  ward: string;
  tiers: Record<TierCode, number>;
  all: number;
  toConfirm: number;
  due: number;
  notProfiled: number;
};

function empty(ward: string): WardLine {
  const tiers = Object.fromEntries(TIERS.map((tier) => [tier, 0])) as Record<TierCode, number>;
  return { ward, tiers, all: 0, toConfirm: 0, due: 0, notProfiled: 0 };
}

function add(line: WardLine, row: PatientRow): void {
  line.tiers[tierOf(row)] += 1;
  line.all += 1;
  line.toConfirm += Number(isToConfirm(row));
  line.due += Number(row.recheck_due);
  line.notProfiled += Number(row.not_profiled);
}

/** The wards, worst first, and their sum. */
export function byWard(rows: readonly PatientRow[]): { wards: readonly WardLine[]; sum: WardLine } {
  const lines = new Map<string, WardLine>();
  const sum = empty("");
  for (const row of rows) {
    const line = lines.get(row.ward) ?? empty(row.ward);
    lines.set(row.ward, line);
    add(line, row);
    add(sum, row);
  }
  const order = new Intl.Collator("en-GB", { numeric: true });
  const worst = (one: WardLine, other: WardLine) =>
    TIERS.map((tier) => other.tiers[tier] - one.tiers[tier]).find((difference) => difference !== 0) ??
    order.compare(one.ward, other.ward);
  return { wards: [...lines.values()].sort(worst), sum };
}
