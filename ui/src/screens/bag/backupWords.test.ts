import { describe, expect, it } from "vitest";
import { backupAge, backupState, scheduleWords, wholeFault } from "./backupWords";

const now = new Date("2026-11-14T06:51:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

describe("the last backup", () => {
  it("is old when the schedule should have made another, with half an hour of grace", () => {
    expect(backupState({ last_at: null, every_h: 4 }, now)).toBe("none");
    expect(backupState({ last_at: ago(269), every_h: 4 }, now)).toBe("fresh");
    expect(backupState({ last_at: ago(271), every_h: 4 }, now)).toBe("old");
  });

  it("is old after a day when there is no schedule", () => {
    expect(backupState({ last_at: ago(23 * 60), every_h: 0 }, now)).toBe("fresh");
    expect(backupState({ last_at: ago(25 * 60), every_h: 0 }, now)).toBe("old");
  });

  it("says its age, also when the clock was set back", () => {
    expect(backupAge(ago(200), now)).toBe("3 h 20 min ago");
    expect(backupAge(ago(-5), now)).toBe("just now");
    expect(backupAge(null, now)).toBe("not known");
  });
});

describe("the schedule", () => {
  it("is one sentence", () => {
    expect(scheduleWords({ folder: "", every_h: 4, keep: 12 })).toContain("No backups");
    expect(scheduleWords({ folder: "/x", every_h: 0, keep: 12 })).toContain("No backups");
    expect(scheduleWords({ folder: "/x", every_h: 1, keep: 1 })).toBe(
      "Every hour while Battlebag is open, the newest 1 backup kept.",
    );
    expect(scheduleWords({ folder: "/x", every_h: 4, keep: 12 })).toContain("newest 12 backups kept");
  });

  it("takes whole numbers only", () => {
    expect(wholeFault(" 4 ", 168)).toBeNull();
    for (const wrong of ["", "0", "169", "4.5", "-1", "four", "4e1"])
      expect(wholeFault(wrong, 168)).toContain("1 to 168");
  });
});
