import { describe, expect, it } from "vitest";
import { RowHeights } from "./rowHeights";

/** The same questions, answered slowly. */
function slowly(heights: readonly number[]) {
  const newestFirst = [...heights].reverse();
  const top = (index: number) => newestFirst.slice(0, index).reduce((sum, h) => sum + h, 0);
  const at = (y: number) => {
    const found = newestFirst.findIndex((_, index) => top(index + 1) > y);
    return found === -1 ? newestFirst.length - 1 : found;
  };
  return { top, at, total: top(heights.length) };
}

describe("row heights", () => {
  it("answers as a plain list of heights does, while rows are measured and new ones come", () => {
    const rows = new RowHeights(90);
    const plain: number[] = [];
    let seed = 7;
    const roll = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let turn = 0; turn < 40; turn += 1) {
      const grown = plain.length + roll(60);
      while (plain.length < grown) plain.push(90);
      rows.resize(grown);
      for (let i = 0; i < 10 && plain.length > 0; i += 1) {
        const rank = roll(plain.length);
        plain[rank] = 40 + roll(300);
        rows.measure(rank, plain[rank] ?? 0);
      }
      const slow = slowly(plain);
      expect(rows.total).toBeCloseTo(slow.total, 6);
      for (let i = 0; i < 8 && plain.length > 0; i += 1) {
        const index = roll(plain.length);
        expect(rows.top(index)).toBeCloseTo(slow.top(index), 6);
        const y = roll(Math.max(1, Math.floor(slow.total)));
        expect(rows.indexAt(y)).toBe(slow.at(y));
      }
    }
  });

  it("forgets rows that are gone and keeps the heights of the others", () => {
    const rows = new RowHeights(50);
    rows.resize(5);
    rows.measure(1, 200);
    rows.resize(3);
    expect(rows.total).toBe(300);
    expect(rows.top(2)).toBe(250);
    expect(rows.indexAt(10_000)).toBe(2);
  });

  it("says whether a measured height was news", () => {
    const rows = new RowHeights(50);
    rows.resize(2);
    expect(rows.measure(0, 50)).toBe(false);
    expect(rows.measure(0, 51)).toBe(true);
    expect(rows.measure(9, 10)).toBe(false);
  });
});
