import { describe, expect, it } from "vitest";
import { nextTimeOfDay, timeOfDay, timeToType, typedTime, wallTime } from "./timeOfDay";

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

describe("a time with its day", () => {
  const london = "Europe/London";
  const at = new Date("2026-11-14T06:55:00Z");
  const past = (typed: string) => typedTime(typed, at, london, "past");

  it("reads a day as people write it, the nearest one that has been", () => {
    expect(past("06:50")).toBe("2026-11-14T06:50:00.000Z");
    expect(past("23:50")).toBe("2026-11-13T23:50:00.000Z");
    for (const typed of ["13 Nov 22:10", "Fri 13 Nov 22:10", "13/11 2210", "13-Nov 22.10", "yesterday 22:10"])
      expect(past(typed), typed).toBe("2026-11-13T22:10:00.000Z");
    expect(past("2026-11-01 09:00")).toBe("2026-11-01T09:00:00.000Z");
    expect(past("24 Dec 09:00")).toBe("2025-12-24T09:00:00.000Z");
  });

  it("looks forward for what is to come", () => {
    expect(typedTime("15 Nov 07:30", at, london, "future")).toBe("2026-11-15T07:30:00.000Z");
    expect(typedTime("tomorrow 07:30", at, london, "future")).toBe("2026-11-15T07:30:00.000Z");
    expect(typedTime("2 Jan 07:30", at, london, "future")).toBe("2027-01-02T07:30:00.000Z");
    expect(typedTime("07:30", at, london, "future")).toBe("2026-11-14T07:30:00.000Z");
  });

  it("says nothing of what is not a time", () => {
    for (const typed of ["", "soon", "31 Feb 10:00", "13 Nov", "25:00", "13 Nov 25:00", "45/11 10:00"])
      expect(past(typed), typed).toBeNull();
  });

  it("uses the zone's own clock, where it is put forward or back", () => {
    expect(wallTime([2026, 7, 1], "03:12", london)?.toISOString()).toBe("2026-07-01T02:12:00.000Z");
    // 01:30 on 29 March does not exist; 01:30 on 25 October happens twice, and the later one is taken.
    expect(wallTime([2026, 3, 29], "01:30", london)).toBeNull();
    expect(wallTime([2026, 10, 25], "01:30", london)?.toISOString()).toBe("2026-10-25T01:30:00.000Z");
    expect(wallTime([2026, 11, 14], "06:50", "Asia/Kolkata")?.toISOString()).toBe("2026-11-14T01:20:00.000Z");
  });

  it("writes a moment so that it can be read back", () => {
    const iso = "2026-11-13T22:10:00.000Z";
    expect(timeToType(iso, london)).toBe("Fri 13 Nov 22:10");
    expect(past(timeToType(iso, london))).toBe(iso);
    expect(timeToType(null, london)).toBe("");
  });
});
