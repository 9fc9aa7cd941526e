import { describe, expect, it } from "vitest";
import type { BackEntrySheet, SheetStandWord } from "../../host";
import { ALL_OPEN, actsOf, asked, OPEN, STANDS } from "./stands";

function sheet(stand: SheetStandWord, more: Partial<BackEntrySheet> = {}): BackEntrySheet {
  return { stand, whose: "AMU 04 QUILL, Wanda", ward: "AMU", verified_by: "", ...more } as BackEntrySheet;
}

describe("acts of a sheet", () => {
  it("offers nothing while two stations contradict each other", () => {
    expect(actsOf(sheet("two_say"))).toEqual([]);
  });

  it("never offers to enter what is entered", () => {
    for (const stand of ["to_verify", "done", "not_used"] as const) {
      expect(actsOf(sheet(stand))).not.toContain("enter");
      expect(actsOf(sheet(stand))).toContain("send_back");
    }
  });

  it("asks whose a blank sheet is before anything is entered from it", () => {
    for (const stand of ["out", "returned"] as const) {
      const acts = actsOf(sheet(stand, { whose: "", ward: "" }));
      expect(acts[0]).toBe("whose");
      expect(acts).not.toContain("enter");
    }
  });
});

describe("the narrowed list", () => {
  it("asks for everything open, for all, or for one stand", () => {
    expect(asked(ALL_OPEN, 100).stands).toEqual(OPEN);
    expect(asked({ ...ALL_OPEN, stand: "all" }, 0).stands).toEqual([]);
    expect(asked({ ...ALL_OPEN, stand: "missing", ward: "AMU" }, 5)).toEqual({
      ward: "AMU",
      stands: ["missing"],
      role: "",
      late: false,
      most: 5,
    });
  });

  it("has a word for every stand, and each open one is one of them", () => {
    expect(Object.keys(STANDS)).toEqual(expect.arrayContaining([...OPEN, "done", "not_used"]));
    expect(Object.keys(STANDS)).toHaveLength(OPEN.length + 2);
  });
});
