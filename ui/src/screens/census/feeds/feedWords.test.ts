import { describe, expect, it } from "vitest";
import type { IntakeSource, IntakeView } from "../../../host";
import { heardWords, nextWords, timeFault, timesOf } from "./feedWords";

const NOW = new Date("2026-11-14T02:20:00Z");
const source = (part: Partial<IntakeSource>): IntakeSource => ({
  id: "f1",
  name: "ADT feed",
  kind: "mllp",
  place: "127.0.0.1:2575",
  state: "listening",
  words: "",
  last_heard: "2026-11-14T02:14:00Z",
  silent_after_min: 60,
  kept: 1,
  repeated: 0,
  last_error: "",
  last_error_at: null,
  remarks: [],
  has_token: false,
  ...part,
});
const view = (part: Partial<IntakeView>): IntakeView => ({
  sources: [source({})],
  every_min: 15,
  next_snapshot: null,
  last_try: "",
  held_back: "",
  retention: { snapshots: 24, days: 30, message_days: 7 },
  running: true,
  may_change: true,
  ...part,
});

describe("a feed in words", () => {
  it("says when it was last heard, and that nothing came rather than not known", () => {
    expect(heardWords(source({}), "UTC", NOW)).toBe("last heard 02:14 · 1 message kept so far");
    expect(heardWords(source({ last_heard: null, kept: 0 }), "UTC", NOW)).toBe("nothing has come yet");
  });

  it("says why no snapshot is due", () => {
    expect(nextWords(view({ next_snapshot: "2026-11-14T02:30:00Z" }), "UTC", NOW)).toBe("The next is due at 02:30.");
    expect(nextWords(view({ sources: [] }), "UTC", NOW)).toContain("With a feed");
    expect(nextWords(view({ running: false }), "UTC", NOW)).toContain("No feed runs in this window");
    expect(nextWords(view({}), "UTC", NOW)).toContain("within 15 min");
  });
});

describe("how long what feeds sent is kept", () => {
  it("begins with what is set", () => {
    expect(timesOf(view({}))).toEqual({ every_min: "15", snapshots: "24", days: "30", message_days: "7" });
  });

  it("refuses what the engine would change by itself", () => {
    expect(timeFault("message_days", "2")).toBeNull();
    expect(timeFault("message_days", "1")).toBe("Write a whole number, 2 to 3,650.");
    expect(timeFault("every_min", "1441")).toContain("1 to 1,440");
    for (const typed of ["", "1.5", "-3", "two"]) expect(timeFault("days", typed)).not.toBeNull();
  });
});
