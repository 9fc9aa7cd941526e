import { describe, expect, it } from "vitest";
import {
  arrive,
  firstOrder,
  isHeld,
  newlyUrgent,
  type Ranked,
  release,
  urgencyNow,
  waitingMoves,
  wasAt,
} from "./heldOrder";

const rank = (...rows: [string, number][]): Ranked[] => rows.map(([id, urgency]) => ({ id, urgency }));
const start = rank(["a", 0], ["b", 0], ["c", 1], ["d", 2], ["e", 3]);

describe("the held order", () => {
  it("moves nothing under a hand", () => {
    const order = arrive(firstOrder(start), rank(["d", 0], ["a", 0], ["b", 0], ["c", 1], ["e", 3]), true);
    expect(order.shown).toEqual(["a", "b", "c", "d", "e"]);
    expect(waitingMoves(order)).toBe(1);
  });

  it("follows at once when nobody is reading", () => {
    const order = arrive(firstOrder(start), rank(["d", 0], ["a", 0]), false);
    expect(order.shown).toEqual(["d", "a"]);
    expect(waitingMoves(order)).toBe(0);
  });

  it("never lets a new P1 wait", () => {
    const order = arrive(firstOrder(start), rank(["a", 0], ["b", 0], ["f", 0], ["d", 0], ["c", 1], ["e", 3]), true);
    expect(newlyUrgent(order)).toEqual(["f", "d"]);
    expect(newlyUrgent(release(order, 0))).toEqual([]);
  });

  it("keeps a row in its group, marked with its tier of now", () => {
    const order = arrive(firstOrder(start), rank(["b", 0], ["a", 1], ["c", 1], ["d", 2], ["e", 3]), true);
    expect(order.drawnUrgency.get("a")).toBe(0);
    expect(urgencyNow(order, "a")).toBe(1);
    expect(urgencyNow(order, "b")).toBeNull();
  });

  it("remembers for a minute where moved rows stood", () => {
    const held = arrive(firstOrder(start), rank(["d", 0], ["a", 0], ["b", 0], ["c", 1], ["e", 3]), true);
    const order = release(held, 1_000);
    expect(order.shown).toEqual(["d", "a", "b", "c", "e"]);
    expect(wasAt(order, "d", 1_000)).toBe(4);
    expect(wasAt(order, "e", 1_000)).toBeNull();
    expect(wasAt(order, "d", 62_000)).toBeNull();
  });

  it("counts arrivals and departures as moves", () => {
    const order = arrive(firstOrder(start), rank(["a", 0], ["c", 1], ["d", 2], ["e", 3], ["f", 3]), true);
    expect(waitingMoves(order)).toBe(2);
  });

  it("counts a swap of neighbours as one move", () => {
    const order = arrive(firstOrder(start), rank(["b", 0], ["a", 0], ["c", 1], ["d", 2], ["e", 3]), true);
    expect(waitingMoves(order)).toBe(1);
  });

  it("copes with an empty list", () => {
    const order = arrive(firstOrder([]), start, true);
    expect(order.shown).toEqual([]);
    expect(waitingMoves(order)).toBe(5);
    expect(release(order, 5).shown).toHaveLength(5);
  });
});

describe("when the order is held", () => {
  it("is while a row is open, focused, or was hovered in the last 10 s", () => {
    expect(isHeld({ open: false, focused: false, hoveredAt: null }, 50_000)).toBe(false);
    expect(isHeld({ open: true, focused: false, hoveredAt: null }, 50_000)).toBe(true);
    expect(isHeld({ open: false, focused: true, hoveredAt: null }, 50_000)).toBe(true);
    expect(isHeld({ open: false, focused: false, hoveredAt: 41_000 }, 50_000)).toBe(true);
    expect(isHeld({ open: false, focused: false, hoveredAt: 39_000 }, 50_000)).toBe(false);
  });
});
