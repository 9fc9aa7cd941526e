import { describe, expect, it } from "vitest";
import * as f from "./format";

const LONDON = "Europe/London";
const at = (iso: string) => new Date(iso);

describe("clock", () => {
  it("is 24-hour in the incident's zone, whatever zone the viewer sits in", () => {
    expect(f.clock("2026-11-14T06:51:30Z", LONDON)).toBe("06:51");
    expect(f.clock("2026-07-14T23:30:00Z", LONDON)).toBe("00:30");
    expect(f.clock("2026-07-14T23:30:00Z", "America/New_York")).toBe("19:30");
  });

  it("says not known for a missing or unreadable time", () => {
    expect(f.clock(null, LONDON)).toBe("not known");
    expect(f.clock("yesterday", LONDON)).toBe("not known");
  });

  it("survives the hour that happens twice, and names it", () => {
    expect(f.clock("2026-10-25T00:30:00Z", LONDON)).toBe("01:30");
    expect(f.zoneName(at("2026-10-25T00:30:00Z"), LONDON)).toBe("BST");
    expect(f.clock("2026-10-25T01:30:00Z", LONDON)).toBe("01:30");
    expect(f.zoneName(at("2026-10-25T01:30:00Z"), LONDON)).toBe("GMT");
  });

  it("adds the day when it is not today", () => {
    const now = at("2026-11-14T06:51:00Z");
    expect(f.when("2026-11-14T01:39:00Z", LONDON, now)).toBe("01:39");
    expect(f.when("2026-11-13T22:10:00Z", LONDON, now)).toBe("Fri 13 Nov 22:10");
  });

  it("falls back to UTC for a zone the engine does not know", () => {
    expect(f.clock("2026-11-14T06:51:30Z", "Mars/Olympus")).toBe("06:51");
    expect(f.zoneName(at("2026-11-14T06:51:30Z"), "Mars/Olympus")).toBe("UTC");
  });
});

describe("identity", () => {
  it("writes births as DD-Mmm-YYYY and keeps partial ones", () => {
    expect(f.birth("1958-03-03")).toBe("03-Mar-1958");
    expect(f.birth("1958-03")).toBe("Mar-1958");
    expect(f.birth("1958")).toBe("1958");
    expect(f.birth(null)).toBe("not known");
  });

  it("groups NHS numbers 3-3-4 and leaves other numbers alone", () => {
    expect(f.nhsNumber("9992147733")).toBe("999 214 7733");
    expect(f.nhsNumber("999 214 7733")).toBe("999 214 7733");
    expect(f.nhsNumber("X123")).toBe("X123");
    expect(f.nhsNumber("")).toBe("not known");
  });

  it("capitalises family names and copes with a missing half", () => {
    expect(f.fullName("Brzęczyszczykiewicz", "Agnieszka")).toBe("BRZĘCZYSZCZYKIEWICZ, Agnieszka");
    expect(f.fullName(null, "Amina")).toBe("Amina");
    expect(f.fullName("", "")).toBe("Name not known");
  });
});

describe("durations", () => {
  it("spells h and min", () => {
    expect(f.duration(38)).toBe("38 min");
    expect(f.duration(120)).toBe("2 h");
    expect(f.duration(312)).toBe("5 h 12 min");
    expect(f.hours(0.25)).toBe("15 min");
  });

  it("says time in hand in words", () => {
    expect(f.timeInHand(-105)).toBe("Late 1 h 45");
    expect(f.timeInHand(30)).toBe("0 h 30 left");
    expect(f.timeInHand(5)).toBe("0 h 05 left");
  });

  it("says when a thing is due", () => {
    const now = at("2026-11-14T06:51:00Z");
    expect(f.due(at("2026-11-14T07:00:00Z"), now)).toBe("in 9 min");
    expect(f.due(at("2026-11-14T06:45:00Z"), now)).toBe("late 6 min");
    expect(f.due(now, now)).toBe("now");
  });

  it("counts from the declaration past a day", () => {
    const declared = at("2026-11-14T02:14:00Z");
    expect(f.tPlus(declared, at("2026-11-14T06:51:12Z"))).toBe("T+04:37:12");
    expect(f.tPlus(declared, at("2026-11-18T06:14:00Z"))).toBe("T+100:00:00");
    expect(f.tPlus(declared, at("2026-11-14T02:12:00Z"))).toBe("T−00:02:00");
    expect(f.tPlusMinutes(declared, at("2026-11-14T06:45:00Z"))).toBe("T+04:31");
  });

  it("bands the age of a fact at 1, 4 and 12 hours", () => {
    expect([59, 60, 240, 241, 720, 721].map(f.ageBand)).toEqual([
      "fresh",
      "ageing",
      "ageing",
      "stale",
      "stale",
      "rebuild",
    ]);
  });
});

describe("counts", () => {
  it("agrees in number", () => {
    expect(f.count(1, "patient")).toBe("1 patient");
    expect(f.count(1214, "entry", "entries")).toBe("1,214 entries");
    expect(f.list(["A", "B", "C"])).toBe("A, B and C");
  });
});
