import type { NeedsRow, WardNeeds } from "../../../host";
import { count, number } from "../../../words/format";

/** What the list of people shows. */
export type Show = "look" | "not_profiled" | "by_hand" | "all";

export const SHOWS: readonly { value: Show; content: string }[] = [
  { value: "look", content: "Needs a look" },
  { value: "not_profiled", content: "Not profiled" },
  { value: "by_hand", content: "Changed by hand" },
  { value: "all", content: "Everybody" },
];

function byHand(row: NeedsRow): boolean {
  return [...row.profiles, ...row.profiles_set_aside].some((profile) => profile.how !== "found");
}

/** The people of a ward, or of all, that a choice shows. */
export function rowsFor(rows: readonly NeedsRow[], ward: string | null, show: Show): readonly NeedsRow[] {
  return rows.filter((row) => {
    if (ward !== null && row.ward !== ward) return false;
    if (show === "look") return row.doubts.length > 0;
    if (show === "not_profiled") return row.state === "not_profiled";
    if (show === "by_hand") return byHand(row);
    return true;
  });
}

/** What is known of one person, and what nobody can be sure of, a line each. */
export function stateWords(row: NeedsRow): string[] {
  const words = row.profiles.map((profile) => profile.name);
  if (row.state === "not_profiled") words.push("Not profiled");
  words.push(...row.doubts.map((doubt) => `${doubt.about.place}: ${doubt.about.fact}: ${doubt.words}`));
  words.push(
    ...row.profiles_set_aside.map((profile) =>
      profile.how === "lapsed"
        ? `${profile.name}: said by ${profile.by}, holds no longer`
        : `${profile.name}: taken away by ${profile.by}`,
    ),
  );
  return words;
}

/** The whole in one sentence. */
export function saidOf(total: WardNeeds): string {
  const known = `${number(total.profiled)} profiled, ${number(total.ordinary)} ordinary care`;
  const look = total.needs_look === 1 ? "1 needs a look" : `${number(total.needs_look)} need a look`;
  return `${count(total.in_patients, "in-patient")}: ${known}, ${number(total.not_profiled)} not profiled; ${look}`;
}
