import type { RoleRow } from "../../host";

const LEVELS: readonly { id: string; word: string }[] = [
  { id: "strategic", word: "Strategic" },
  { id: "tactical", word: "Tactical" },
  { id: "operational", word: "Operational leads" },
  { id: "ward", word: "Wards" },
  { id: "support", word: "Support" },
];

/** Held, vacant though the running incident requires it, two holders, or not called. */
export function stateOf(row: Pick<RoleRow, "holders" | "vacant_min">): "held" | "vacant" | "two" | "idle" {
  if (row.holders.length > 1) return "two";
  if (row.holders.length === 1) return "held";
  return row.vacant_min === null ? "idle" : "vacant";
}

/** The roles by level, in command order; a level this window does not know comes last under its own word. */
export function inLevels(rows: readonly RoleRow[]): { id: string; word: string; rows: readonly RoleRow[] }[] {
  const known = LEVELS.map((level) => ({ ...level, rows: rows.filter((row) => row.level === level.id) }));
  const other = rows.filter((row) => !LEVELS.some((level) => level.id === row.level));
  return [...known, { id: "other", word: "Other roles", rows: other }].filter((level) => level.rows.length > 0);
}
