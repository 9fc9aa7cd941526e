import { describe, expect, it } from "vitest";
import { codeFault, codeGroups, codeProgress, groupsMatch, passphraseFault, twiceFaults, typedCode } from "./secrets";

const CODE = "HQHQ-HQHQ-HQHQ-HQHQ-HQHQ-HQHQ-HQHQ-XJKB";

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

  it("is taken in any case, with spaces and dashes anywhere, as the engine takes it", () => {
    for (const typed of [CODE, CODE.toLowerCase(), CODE.replaceAll("-", "  "), CODE.replaceAll("-", " – ")]) {
      expect(codeFault(typed)).toBeNull();
      expect(typedCode(typed)).toEqual({ letters: 32, stranger: null });
    }
  });

  it("says what is missing, what is too many and what no code has", () => {
    expect(codeFault("")).toContain("sealed envelope");
    expect(codeFault("HQHQ-HQ")).toContain("26 letters are missing");
    expect(codeFault(`${CODE}-HQ`)).toContain("2 letters too many");
    expect(codeFault("HQH0")).toContain("“0”");
    expect(codeFault("hqha")).toContain("“A”");
  });

  it("counts the groups while they are typed", () => {
    expect(codeProgress("  ")).toContain("do not matter");
    expect(codeProgress("hqhq hq")).toBe("1 of 8 groups typed.");
    expect(codeProgress(CODE)).toBe("All eight groups are typed.");
  });
});

describe("a new passphrase", () => {
  it("says what is wrong and the repair", () => {
    expect(passphraseFault("")).toContain("Give a passphrase");
    expect(passphraseFault("short")).toContain("Too short");
    expect(passphraseFault("  short  ")).toContain("Too short");
    expect(passphraseFault("correct horse battery")).toBeNull();
  });

  it("is typed twice and the same", () => {
    expect(twiceFaults({ passphrase: "correct horse", again: "correct horse" })).toEqual({
      passphrase: null,
      again: null,
    });
    expect(twiceFaults({ passphrase: "correct horse", again: "correct hose" }).again).toContain("do not match");
  });
});
