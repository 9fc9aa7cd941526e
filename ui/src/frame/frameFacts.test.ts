import { describe, expect, it } from "vitest";
import type { FrameView } from "../host";
import { barFacts, frameLook, navCounts, stripWarnings } from "./frameFacts";

const frame: FrameView = {
  hospital: "Northmoor General Hospital",
  person: "Siobhán Ní Chonchúir-Okafor",
  roles: ["Tactical commander"],
  now: "2026-11-14T06:51:00Z",
  zone: "GMT",
  zone_name: "Europe/London",
  incident: {
    id: "ab",
    label: "CYB-7F3K",
    title: "Major incident, cyber",
    exercise: false,
    life: "declared",
    opened_at: "2026-11-14T02:10:00Z",
    declared_at: "2026-11-14T02:14:00Z",
  },
  census: null,
  strip: [
    { head: "Census is 5 h 12 min old.", text: "Check wristband and bed.", act: "Update the census", screen: "census" },
  ],
  next_due: { what: "SitRep 3", at: "2026-11-14T07:00:00Z", late_critical: false },
  counts: {
    p1: 14,
    systems: 17,
    overdue: 3,
    overdue_critical: 0,
    vacant: 3,
    print_stopped: 1,
    messages: 0,
    critical_results: 0,
  },
  not_copied: 14,
  bag_version: "4.2",
  approved: false,
  revision: 1,
};
const incident = (part: Partial<NonNullable<FrameView["incident"]>>): FrameView => ({
  ...frame,
  incident: frame.incident ? { ...frame.incident, ...part } : null,
});

describe("the frame", () => {
  it("is live, exercise or none; a stood-down incident is none", () => {
    expect(frameLook(frame)).toBe("live");
    expect(frameLook(incident({ exercise: true }))).toBe("exercise");
    expect(frameLook(incident({ life: "stood_down" }))).toBe("none");
    expect(frameLook({ ...frame, incident: null })).toBe("none");
  });

  it("counts from the declaration, and from the opening while standing by", () => {
    expect(barFacts(frame).declaredAt?.toISOString()).toBe("2026-11-14T02:14:00.000Z");
    const standby = barFacts(incident({ life: "stand_by", declared_at: null }));
    expect(standby.state).toBe("standby");
    expect(standby.declaredAt?.toISOString()).toBe("2026-11-14T02:10:00.000Z");
  });

  it("shows no clock and nothing due once the incident is stood down", () => {
    const after = barFacts(incident({ life: "stood_down" }));
    expect(after.declaredAt).toBeNull();
    expect(after.next).toBeNull();
    expect(after.title).toBe("Major incident, cyber: stood down");
  });

  it("turns the card count red when a critical step is late", () => {
    expect(navCounts(frame).cards?.tone).toBe("amber");
    expect(navCounts({ ...frame, counts: { ...frame.counts, overdue_critical: 1 } }).cards?.tone).toBe("red");
  });

  it("puts a broken way to the engine before every other warning, and keeps them all", () => {
    const fault = { kind: "broken", what: "Battlebag did not answer.", next: "Try again." } as const;
    const leads = stripWarnings(
      incident({ exercise: true }),
      fault,
      () => undefined,
      () => undefined,
    ).map((w) => w.lead);
    expect(leads).toEqual(["Battlebag did not answer.", "This is an exercise.", "Census is 5 h 12 min old."]);
  });

  it("opens the census panel from the strip, not a screen", () => {
    const went: string[] = [];
    const [warning] = stripWarnings(
      frame,
      null,
      (place) => went.push(place),
      () => went.push("census panel"),
    );
    warning?.act?.go();
    expect(went).toEqual(["census panel"]);
  });
});
