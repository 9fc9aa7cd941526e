import type { NumberRow } from "../../host";

/** Which numbers the reader wants to see. */
export type Vouched = "all" | "not_approved" | "approved" | "changed";

/** Rows drawn at once: who signs reads a part at a time, and a browser should not draw two thousand. */
export const MOST_ROWS = 150;

/** Words of a row that a search goes over. */
function wordsOf(row: NumberRow): string {
  return `${row.item} ${row.name} ${row.of} ${row.what} ${row.value} ${row.unit} ${row.source} ${row.approval} ${row.file}`.toLowerCase();
}

/** The rows with every word that was typed, and in the state that was chosen. */
export function matching(rows: readonly NumberRow[], typed: string, vouched: Vouched): NumberRow[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return rows.filter((row) => {
    const state = vouched === "all" || (vouched === "not_approved" ? row.state !== "approved" : row.state === vouched);
    return state && words.every((word) => wordsOf(row).includes(word));
  });
}

/** "profiles/metabolic.toml, line 48"; a number of the program has no line. */
export function placeOf(row: NumberRow): string {
  return row.line === 0 ? `${row.file}, in the program` : `${row.file}, line ${row.line}`;
}
