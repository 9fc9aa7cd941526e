import { describe, expect, it } from "vitest";
import { answersTo } from "./answers";

const row = { hand: "AMU 04", feed: "Renal 11", by: "Robin Hale, Sat 14 Nov 02:40", other: "" };

describe("the answers to a difference", () => {
  it("are hand or feed, each with what it says and who said it", () => {
    const [hand, feed] = answersTo(row);
    expect([hand.value, hand.title, hand.second]).toEqual(["hand", "By hand: AMU 04", row.by]);
    expect([feed.value, feed.title]).toEqual(["feed", "By the feed: Renal 11"]);
  });
  it("are one person or two where the feed may have the same person", () => {
    expect(answersTo({ ...row, other: "mrn:123" }).map((each) => each.value)).toEqual(["same_person", "two_people"]);
  });
});
