import { describe, expect, it } from "vitest";
import { countdown } from "./countdown";

const now = new Date("2026-11-14T06:51:00Z");

describe("a countdown", () => {
  it("takes a colour ten minutes before, and another when it is late", () => {
    expect(countdown("2026-11-14T07:30:00Z", now)?.tone).toBe("outline");
    expect(countdown("2026-11-14T07:00:00Z", now)).toEqual({ tone: "amber", words: "in 9 min" });
    expect(countdown("2026-11-14T06:45:00Z", now)).toEqual({ tone: "red", words: "late 6 min" });
  });

  it("says nothing when nobody said when", () => {
    expect(countdown(null, now)).toBeNull();
  });
});
