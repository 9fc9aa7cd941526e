import type { DifferenceRow } from "../../../host";

/** One answer to a difference: what is kept, in words. */
export type AnswerTo = { value: string; title: string; second: string };

/** The two answers to a difference. One about who somebody is asks for people, any other for hand or feed. */
export function answersTo(row: Pick<DifferenceRow, "other" | "hand" | "feed" | "by">): readonly [AnswerTo, AnswerTo] {
  if (row.other !== "") {
    return [
      { value: "same_person", title: "They are the same person", second: "The two are joined, with both numbers." },
      { value: "two_people", title: "They are two people", second: "Both stay in the list." },
    ];
  }
  return [
    { value: "hand", title: `By hand: ${row.hand}`, second: row.by },
    { value: "feed", title: `By the feed: ${row.feed}`, second: "The later feed holds, the change by hand is over." },
  ];
}
