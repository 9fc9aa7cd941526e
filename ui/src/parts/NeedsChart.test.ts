import { describe, expect, it } from "vitest";
import { chooseAxis, place } from "./NeedsChart";

describe("the axis of needs", () => {
  it("follows the nearest clock, not the furthest", () => {
    expect(
      chooseAxis([
        { harmHours: 0.25, otherWayHours: 2 },
        { harmHours: 24, otherWayHours: 1 },
      ]).end,
    ).toBe(4);
    expect(chooseAxis([{ harmHours: 0.05, otherWayHours: 0.5 }]).end).toBe(1);
    expect(chooseAxis([{ harmHours: 24, otherWayHours: null }]).end).toBe(48);
    expect(chooseAxis([{ harmHours: 168, otherWayHours: 4 }]).end).toBe(48);
  });

  it("keeps marks on the axis and says when a time lies beyond it", () => {
    expect(place(2, 4)).toEqual({ percent: 50, beyond: false });
    expect(place(6, 4)).toEqual({ percent: 100, beyond: true });
    expect(place(-1, 4)).toEqual({ percent: 0, beyond: false });
  });
});
