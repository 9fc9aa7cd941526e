import type { RoleRow } from "../../host";

/** A role with whoever reports to it: those nobody reports to stand together, the others each lead a branch of their own. */
export type Branch = { row: RoleRow; leaves: readonly Branch[]; branches: readonly Branch[] };

type Linked = Pick<RoleRow, "id" | "reports_to">;

/** The roles as they report to one another. Nobody is left out: a role that names no role of the bag stands at the top. */
export function asTree(rows: readonly RoleRow[]): readonly Branch[] {
  const known = new Set(rows.map((row) => row.id));
  const seen = new Set<string>();
  const branch = (row: RoleRow): Branch => {
    const under = rows
      .filter((other) => other.reports_to === row.id && !seen.has(other.id))
      .map((other) => {
        seen.add(other.id);
        return other;
      })
      .map(branch);
    return {
      row,
      leaves: under.filter((each) => isLeaf(each)),
      branches: under.filter((each) => !isLeaf(each)),
    };
  };
  const tops = rows.filter((row) => row.reports_to === null || !known.has(row.reports_to));
  for (const row of tops) seen.add(row.id);
  const tree = tops.map(branch);
  // A ring, which the bag's check refuses, would hang in the air.
  return [...tree, ...rows.filter((row) => !seen.has(row.id)).map((row) => ({ row, leaves: [], branches: [] }))];
}

function isLeaf(branch: Branch): boolean {
  return branch.leaves.length === 0 && branch.branches.length === 0;
}

/**
 * The role that an arrow leads to from `id`, in the order drawn: left and right go along it, up to the role above, down to the first
 * one below. Null when there is none.
 */
export function arrowTo(rows: readonly Linked[], order: readonly string[], id: string, key: string): string | null {
  const at = order.indexOf(id);
  switch (key) {
    case "ArrowLeft":
      return order[at - 1] ?? null;
    case "ArrowRight":
      return order[at + 1] ?? null;
    case "ArrowUp": {
      const above = rows.find((row) => row.id === id)?.reports_to ?? null;
      return above !== null && order.includes(above) ? above : null;
    }
    case "ArrowDown":
      return order.find((other) => rows.find((row) => row.id === other)?.reports_to === id) ?? null;
    case "Home":
      return order[0] ?? null;
    case "End":
      return order.at(-1) ?? null;
    default:
      return null;
  }
}
