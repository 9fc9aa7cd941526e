import { describe, expect, it } from "vitest";
import { codeGroups, groupsMatch, passphraseFault } from "./recovery";

describe("the recovery code", () => {
  it("is shown in groups a person can write", () => {
    expect(codeGroups("HQHQ-XJKB-BCDF")).toEqual(["HQHQ", "XJKB", "BCDF"]);
    expect(codeGroups(" HQHQ XJKB ")).toEqual(["HQHQ", "XJKB"]);
  });

  it("is compared without capitals, spaces and dashes, and never matches nothing", () => {
    expect(groupsMatch("halt 9kq2", "HALT-9KQ2")).toBe(true);
    expect(groupsMatch("", "HALT-9KQ2")).toBe(false);
    expect(groupsMatch("HALT-9KQ3", "HALT-9KQ2")).toBe(false);
    expect(groupsMatch("X", undefined)).toBe(false);
  });
});

describe("a new passphrase", () => {
  it("says what is wrong and the repair", () => {
    expect(passphraseFault("")).toContain("Give a passphrase");
    expect(passphraseFault("short")).toContain("Too short");
    expect(passphraseFault("correct horse battery")).toBeNull();
  });
});
