import type { RolesView, SystemsView, WardRow } from "../../host";

/** Most rows a column of the wall may have. */
export const MOST_ROWS = 6;

/** One ward of the wall, or the wards that had to be counted together. */
export type WallWard = { ward: string; p1: number; toConfirm: number };

/**
 * Wards with a P1, most first, in at most `rows` lines; the last line counts the rest. A ward with a single patient in
 * it is never named: the count would tell who it is.
 */
export function wallWards(wards: readonly WardRow[], rows: number): WallWard[] {
  const urgent = wards.filter((ward) => ward.p1 > 0).sort((one, other) => other.p1 - one.p1);
  const named = urgent.filter((ward) => ward.patients > 1);
  const hidden = urgent.filter((ward) => ward.patients <= 1);
  const fits = named.length <= rows && hidden.length === 0;
  const shown = fits ? named : named.slice(0, Math.max(0, rows - 1));
  const rest = [...named.slice(shown.length), ...hidden];
  const lines = shown.map((ward) => ({ ward: ward.ward, p1: ward.p1, toConfirm: ward.to_confirm }));
  if (rest.length === 0) return lines;
  const sum = (of: (ward: WardRow) => number) => rest.reduce((total, ward) => total + of(ward), 0);
  return [
    ...lines,
    {
      ward: rest.length === 1 ? "1 more ward" : `${rest.length} more wards`,
      p1: sum((ward) => ward.p1),
      toConfirm: sum((ward) => ward.to_confirm),
    },
  ];
}

/** Systems that must not be believed, those that still work first: they are the worst. */
export function notBelieved(view: SystemsView) {
  return view.rows
    .filter((row) => row.integrity === "compromised")
    .sort((one, other) => Number(one.availability === "unavailable") - Number(other.availability === "unavailable"));
}

/** Titles of required roles that nobody holds. */
export function nobodyHolds(view: RolesView): string[] {
  return view.rows.filter((row) => row.required && row.holders.length === 0).map((row) => row.title);
}

/** How many rows of a column fit: the board drops rows, it never shrinks text. Heights in CSS px. */
export function rowsThatFit(height: number, around: number, row: number): number {
  return Math.max(1, Math.min(MOST_ROWS, Math.floor((height - around) / row)));
}
