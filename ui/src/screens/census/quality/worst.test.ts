import { describe, expect, it } from "vitest";
import { graveLacks, otherLacks, readSentence, worstFirst } from "./worst";

const who = (n: number) => Array.from({ length: n }, (_, i) => ({ patient: `p${i}`, who: `AMU ${i}` }));
const lack = (name: string, words: string, n: number) => ({ lack: name, words, people: who(n) });
const nothing = { allergy_conflicts: [], shared_beds: [], lacks: [], differences: [] };

describe("what is looked at first", () => {
  it("is nothing when nothing is wrong", () => {
    expect(worstFirst({ ...nothing, lacks: [lack("weight", "without a weight", 9)] })).toEqual([]);
  });

  it("goes from allergies to beds to people who cannot be found, then to what waits to be settled", () => {
    const words = worstFirst({
      allergy_conflicts: [{ patient: "a", who: "AMU 1", before: "", after: "none known; penicillin" }],
      shared_beds: [{ place: "AMU 04", people: who(2) }],
      lacks: [
        lack("number", "without a number", 2),
        lack("weight", "without a weight", 40),
        lack("ward", "without a ward", 1),
      ],
      differences: [
        { entry: "e", patient: "a", who: "", about: "Bed", hand: "AMU 1", feed: "AMU 2", other: "", by: "" },
      ],
    }).map((each) => each.words);
    expect(words).toEqual([
      "1 person whose records contradict one another about allergies",
      "1 bed with more than one person in it",
      "1 person without a ward",
      "2 people without a number",
      "1 change by hand that the feed does not confirm",
    ]);
  });

  it("leaves the graver gaps out of the other ones, which come with most people first", () => {
    const lacks = [
      lack("bed", "without a bed", 5),
      lack("news2", "without NEWS2", 3),
      lack("weight", "without a weight", 7),
    ];
    expect(otherLacks(lacks).map((each) => each.lack)).toEqual(["weight", "news2"]);
    expect(graveLacks(lacks).map((each) => each.lack)).toEqual(["bed"]);
  });
});

describe("the big sentence", () => {
  it("adds up and counts one as one", () => {
    expect(readSentence({ records: 615, taken: 612, rejected: 3 })).toBe("615 records read: 612 taken, 3 rejected");
    expect(readSentence({ records: 1, taken: 1, rejected: 0 })).toBe("1 record read: 1 taken, 0 rejected");
  });
});
