import { describe, expect, it } from "vitest";
import { triesWords, waitLeft, waitWords } from "./wait";

const status = { now: "2026-11-14T06:51:00Z", wait_s: 30 };
const at = (seconds: number) => new Date(Date.parse(status.now) + seconds * 1000);

describe("the wait after wrong tries", () => {
  it("counts down from when the engine said it, and ends", () => {
    expect(waitLeft(status, at(0))).toBe(30);
    expect(waitLeft(status, at(12.4))).toBe(18);
    expect(waitLeft(status, at(30))).toBe(0);
    expect(waitLeft(status, at(900))).toBe(0);
  });

  it("begins again when the engine says the same wait again", () => {
    expect(waitLeft({ ...status, now: "2026-11-14T06:52:00Z" }, at(60))).toBe(30);
  });

  it("is never longer than the engine said, whatever the clock does", () => {
    expect(waitLeft(status, at(-600))).toBe(30);
    expect(waitLeft({ ...status, wait_s: 0 }, at(-600))).toBe(0);
    expect(waitLeft({ ...status, now: "no time" }, at(0))).toBe(0);
  });

  it("is said in words", () => {
    expect([1, 45, 60, 250].map(waitWords)).toEqual(["1 second", "45 seconds", "1 min", "4 min 10 s"]);
    expect([0, 1, 3].map(triesWords)).toEqual(["", "1 wrong try so far.", "3 wrong tries in a row."]);
  });
});
