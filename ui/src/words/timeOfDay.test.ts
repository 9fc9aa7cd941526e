import { describe, expect, it } from "vitest";
import { nextTimeOfDay, timeOfDay } from "./timeOfDay";

const now = new Date("2026-11-14T00:10:30Z");

describe("a typed time of day", () => {
  it("is the newest one that has been", () => {
    expect(timeOfDay("00:05", now, "Europe/London")).toBe("2026-11-14T00:05:00.000Z");
    expect(timeOfDay("23:50", now, "Europe/London")).toBe("2026-11-13T23:50:00.000Z");
    expect(timeOfDay("2350", now, "Europe/London")).toBe("2026-11-13T23:50:00.000Z");
  });

  it("is read in the incident's zone", () => {
    expect(timeOfDay("19:05", now, "America/New_York")).toBe("2026-11-14T00:05:00.000Z");
  });

  it("takes the later of an hour that happens twice, and none that does not happen", () => {
    const autumn = new Date("2026-10-25T03:00:00Z");
    expect(timeOfDay("01:30", autumn, "Europe/London")).toBe("2026-10-25T01:30:00.000Z");
    const spring = new Date("2026-03-29T01:40:00Z");
    expect(timeOfDay("01:30", spring, "Europe/London")).toBe("2026-03-28T01:30:00.000Z");
  });

  it("refuses what is not a time", () => {
    for (const typed of ["", "25:00", "12:60", "noon", "1"]) expect(timeOfDay(typed, now, "Europe/London")).toBeNull();
  });

  it("looks ahead for a review", () => {
    expect(nextTimeOfDay("07:30", now, "Europe/London")).toBe("2026-11-14T07:30:00.000Z");
    expect(nextTimeOfDay("00:10", now, "Europe/London")).toBe("2026-11-15T00:10:00.000Z");
  });
});
