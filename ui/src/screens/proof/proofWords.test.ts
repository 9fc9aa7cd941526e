import { describe, expect, it } from "vitest";
import { findingWords, sheetFault, sheetHint, sheetWords } from "./proofWords";

const EIGHT = "acorn bread canal domino easel falcon garlic hammer";

describe("an old sheet", () => {
  it("is taken as it is read aloud: commas, lines, dashes", () => {
    for (const typed of [EIGHT, EIGHT.replaceAll(" ", ", "), EIGHT.replaceAll(" ", "\n"), EIGHT.replaceAll(" ", " – ")])
      expect(sheetWords(typed)).toHaveLength(8);
    expect(sheetFault(EIGHT)).toBeNull();
  });

  it("says how many words are missing or too many", () => {
    expect(sheetFault("  ")).toBe("Type the eight words of the sheet.");
    expect(sheetFault("acorn bread")).toContain("6 words are missing");
    expect(sheetFault(EIGHT.replace(" hammer", ""))).toContain("1 word is missing");
    expect(sheetFault(`${EIGHT} acorn`)).toContain("9 words");
    expect(sheetHint("acorn bread")).toBe("2 of 8 words typed.");
  });

  it("may be the text of a square code, which the engine judges", () => {
    expect(sheetWords("BATTLEBAG-CHECKPOINT/1 abc")).toBeNull();
    expect(sheetFault("BATTLEBAG-CHECKPOINT/1 abc")).toBeNull();
    expect(sheetHint("battlebag-checkpoint")).toContain("square code");
  });
});

describe("a finding", () => {
  it("names record, entry and station, as far as they are known", () => {
    const finding = { record: "the standing record", number: 12, station: "3f8a11c0", what: "was changed." };
    expect(findingWords(finding)).toBe("The standing record, entry 12 of station 3f8a11c0: was changed.");
    expect(findingWords({ ...finding, number: 0, station: "" })).toBe("The standing record: was changed.");
  });
});
