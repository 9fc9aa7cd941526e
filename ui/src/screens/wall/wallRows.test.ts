import { describe, expect, it } from "vitest";
import type { WardRow } from "../../host";
import { rowsThatFit, wallWards } from "./wallRows";

const ward = (name: string, p1: number, patients = 20): WardRow => ({ ward: name, p1, to_confirm: 1, p2: 0, patients });

describe("the wall", () => {
  it("names wards with a P1, most first, and counts the rest in one line", () => {
    const wards = [ward("A", 1), ward("B", 3), ward("C", 0), ward("D", 2), ward("E", 1)];
    expect(wallWards(wards, 6).map((w) => w.ward)).toEqual(["B", "D", "A", "E"]);
    expect(wallWards(wards, 3)).toEqual([
      { ward: "B", p1: 3, toConfirm: 1 },
      { ward: "D", p1: 2, toConfirm: 1 },
      { ward: "2 more wards", p1: 2, toConfirm: 2 },
    ]);
  });

  it("never names a ward with one patient in it, and loses nobody", () => {
    const lines = wallWards([ward("Side room", 1, 1), ward("B", 2)], 6);
    expect(lines.map((w) => w.ward)).toEqual(["B", "1 more ward"]);
    expect(lines.reduce((sum, w) => sum + w.p1, 0)).toBe(3);
  });

  it("drops rows on a small display and never shrinks below one", () => {
    expect(rowsThatFit(1080, 500, 80)).toBe(6);
    expect(rowsThatFit(768, 500, 80)).toBe(3);
    expect(rowsThatFit(400, 500, 80)).toBe(1);
  });
});
