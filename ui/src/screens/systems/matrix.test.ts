import { describe, expect, it } from "vitest";
import { isChecked, standsIn } from "./matrix";

describe("a system on the board", () => {
  const silent = { said: false, availability: "available", integrity: "trusted" } as const;

  it("that nobody has checked is never in the trusted cell", () => {
    expect(isChecked(silent)).toBe(false);
    expect(standsIn(silent, { works: "available", believed: "trusted" })).toBe(false);
    expect(standsIn({ ...silent, said: true }, { works: "available", believed: "trusted" })).toBe(true);
  });

  it("that stands on something broken counts though nobody spoke of it", () => {
    const presumed = { said: false, availability: "unavailable", integrity: "trusted" } as const;
    expect(isChecked(presumed)).toBe(true);
    expect(standsIn(presumed, { works: "unavailable", believed: "trusted" })).toBe(true);
  });
});
