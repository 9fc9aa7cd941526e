import type { RoleRow } from "../../host";

/** Held, vacant though the running incident requires it, two holders, or not called. */
export function stateOf(row: Pick<RoleRow, "holders" | "vacant_min">): "held" | "vacant" | "two" | "idle" {
  if (row.holders.length > 1) return "two";
  if (row.holders.length === 1) return "held";
  return row.vacant_min === null ? "idle" : "vacant";
}
