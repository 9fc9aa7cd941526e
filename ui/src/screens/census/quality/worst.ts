import type { LackRow, QualityView } from "../../../host";
import { count } from "../../../words/format";

/** What is missing that puts a person in the wrong hands: who this is, and where they are. */
const GRAVE: readonly string[] = ["ward", "bed", "number"];

/** One kind of thing to look at: how many, in words. */
export type Worst = { id: string; n: number; words: string };

/** The kinds that somebody must look at first, the worst on top; those that nobody has are left out. */
export function worstFirst(
  view: Pick<QualityView, "allergy_conflicts" | "shared_beds" | "lacks" | "differences">,
): Worst[] {
  const people = (n: number) => (n === 1 ? "1 person" : `${count(n, "people", "people")}`);
  const conflicts = view.allergy_conflicts.length;
  const beds = view.shared_beds.length;
  const open = view.differences.length;
  return [
    {
      id: "allergies",
      n: conflicts,
      words: `${people(conflicts)} whose records contradict one another about allergies`,
    },
    { id: "beds", n: beds, words: `${count(beds, "bed")} with more than one person in it` },
    ...graveLacks(view.lacks).map((lack) => ({
      id: lack.lack,
      n: lack.people.length,
      words: `${people(lack.people.length)} ${lack.words}`,
    })),
    { id: "differences", n: open, words: `${count(open, "change")} by hand that the feed does not confirm` },
  ].filter((each) => each.n > 0);
}

/** Who cannot be found or told apart. */
export function graveLacks(lacks: readonly LackRow[]): LackRow[] {
  return GRAVE.flatMap((word) => lacks.find((each) => each.lack === word) ?? []);
}

/** The other gaps, most people first. */
export function otherLacks(lacks: readonly LackRow[]): LackRow[] {
  return lacks
    .filter((each) => !GRAVE.includes(each.lack))
    .sort((one, other) => other.people.length - one.people.length);
}

/** "615 records read: 612 taken, 3 rejected": the three figures must add up on screen. */
export function readSentence({
  records,
  taken,
  rejected,
}: Pick<QualityView, "records" | "taken" | "rejected">): string {
  const n = (figure: number) => figure.toLocaleString("en-GB");
  return `${count(records, "record")} read: ${n(taken)} taken, ${n(rejected)} rejected`;
}
