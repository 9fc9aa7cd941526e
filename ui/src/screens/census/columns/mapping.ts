import type { ColumnMapView, KnownColumnView, MappingView } from "../../../host";

/** One of our columns, and the part of a cell that fills it. */
export type Target = readonly [column: string, part: string];

/** A choice for one of the file's columns: nothing, one of ours, or several that one cell holds together. */
export type Choice = { value: string; text: string; note?: string; targets: readonly Target[] };

const NAME: readonly Target[] = [
  ["family_name", "family_name"],
  ["given_name", "given_name"],
];
const PLACE: readonly Target[] = [
  ["ward", "ward"],
  ["bay", "bay"],
  ["bed", "bed"],
];

/** A choice as one word, the same for the same targets in any order. */
export function choiceKey(targets: readonly Target[]): string {
  return targets
    .map(([column, part]) => `${column}:${part}`)
    .sort()
    .join("+");
}

/** "family_name" as people read it: "Family name", "NHS number". */
export function words(column: string): string {
  const text = column.replaceAll("_", " ").replace(/\bnhs\b/, "NHS");
  return text.slice(0, 1).toLocaleUpperCase("en-GB") + text.slice(1);
}

/** What a column may be read as: what must be there first, then what one cell may hold together. */
export function choices(known: readonly KnownColumnView[], table: string, now: readonly Target[]): Choice[] {
  const ours = known.filter((each) => each.table === table);
  const has = (targets: readonly Target[]) => targets.every(([column]) => ours.some((each) => each.column === column));
  const several: Choice[] = [
    { value: choiceKey(NAME), text: "Family and first names in one", targets: NAME },
    { value: choiceKey(PLACE), text: "Ward, bay and bed in one", targets: PLACE },
  ].filter((each) => has(each.targets));
  const order = ["must", "should", "may"];
  const single = [...ours]
    .sort((one, other) => order.indexOf(one.need) - order.indexOf(other.need))
    .map((each): Choice => {
      const targets: Target[] = [[each.column, "whole"]];
      return {
        value: choiceKey(targets),
        text: words(each.column),
        note: each.need === "must" ? `needed: ${each.what}` : each.what,
        targets,
      };
    });
  const all: Choice[] = [{ value: "", text: "Leave out", targets: [] }, ...several, ...single];
  if (all.some((each) => each.value === choiceKey(now))) return all;
  // A guess may take parts that no plain choice names.
  return [{ value: choiceKey(now), text: now.map(([column]) => words(column)).join(", "), targets: now }, ...all];
}

/** What one of the file's columns is read as now. */
export function targetsOf(mapping: MappingView, from: string): Target[] {
  return mapping.columns.filter((each) => each.from.includes(from)).map((each): Target => [each.to, each.part]);
}

/** The mapping with one of the file's columns read as something else. Two columns read as one are joined with a space. */
export function assigned(mapping: MappingView, from: string, targets: readonly Target[]): MappingView {
  const left = mapping.columns
    .map((each) => ({ ...each, from: each.from.filter((name) => name !== from) }))
    .filter((each) => each.from.length > 0);
  const columns = targets.reduce((all, [to, part]): ColumnMapView[] => {
    const same = all.find((each) => each.to === to && each.part === part);
    if (same) return all.map((each) => (each === same ? { ...each, from: [...each.from, from] } : each));
    // One of ours comes from one part: the newest choice holds.
    return [...all.filter((each) => each.to !== to), { to, from: [from], part, words: {} }];
  }, left);
  return { ...mapping, columns };
}

/** Columns that must be there and are neither mapped nor the same in every row. */
export function unfilled(mapping: MappingView, known: readonly KnownColumnView[]): KnownColumnView[] {
  return known.filter(
    (each) =>
      each.table === mapping.table &&
      each.need === "must" &&
      !mapping.columns.some((column) => column.to === each.column) &&
      (mapping.constants[each.column] ?? "") === "",
  );
}

/** Reads a kept draft; null when it is none, or of another header. */
export function readDraft(text: string, guess: MappingView): MappingView | null {
  if (text === "") return null;
  try {
    const kept = JSON.parse(text) as MappingView;
    const isOurs =
      kept.fingerprint === guess.fingerprint && Array.isArray(kept.columns) && typeof kept.table === "string";
    return isOurs ? kept : null;
  } catch {
    return null;
  }
}

/** Files that have columns, by their names. */
export function isTable(path: string): boolean {
  return /\.(csv|tsv|txt|xlsx|xlsm|xlsb|xls|ods)$/i.test(path.trim());
}
