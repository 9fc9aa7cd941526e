import { describe, expect, it } from "vitest";
import { bornFault, bornTyped, nhsFault, weightFault } from "./bedside";

describe("a date of birth as typed", () => {
  it("is read day before month, in figures or words", () => {
    for (const typed of ["1948-03-09", "9 Mar 1948", "09/03/1948", " 9.3.1948 ", "09-March-1948"])
      expect(bornTyped(typed), typed).toBe("1948-03-09");
  });
  it("is refused when there is no such day, no such month or no year", () => {
    for (const typed of ["31/04/1948", "03/13/1948", "9 Mar", "1848-01-01", "old"])
      expect(bornTyped(typed), typed).toBeNull();
    expect(bornFault("31/04/1948", new Date("2026-11-22"))).toContain("Write it as");
    expect(bornFault("23 Nov 2026", new Date("2026-11-22T03:00:00Z"))).toBe("That day is still to come.");
    expect(bornFault("", new Date("2026-11-22"))).toBeNull();
  });
});

describe("an NHS number as typed", () => {
  it("is right with its check digit, however it is spaced", () => {
    for (const typed of ["999 000 0018", "9990000018", "999-000-0018", ""]) expect(nhsFault(typed), typed).toBeNull();
  });
  it("is wrong with too few digits or with two swapped", () => {
    expect(nhsFault("999 000 001")).toBe("An NHS number has ten digits; this has 9.");
    expect(nhsFault("999 000 0081")).toContain("swapped");
    expect(nhsFault("999 000 0019")).toContain("A digit is wrong");
  });
});

describe("a weight as typed", () => {
  it("takes a comma and the unit", () => {
    for (const typed of ["72.4", "72,4", "72.4 kg", "0.3", "500"]) expect(weightFault(typed), typed).toBeNull();
  });
  it("is refused in grams, negative or in words", () => {
    for (const typed of ["72400", "0.2", "-70", "seventy", "1e2", ".5", ""])
      expect(weightFault(typed), typed).not.toBeNull();
  });
});
