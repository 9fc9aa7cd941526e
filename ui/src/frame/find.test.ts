import { describe, expect, it } from "vitest";
import { type Found, filterFound, fold, groupFound } from "./find";

const go = () => undefined;
const things: Found[] = [
  { id: "p1", kind: "Patients", title: "NGUYỄN, Thị Ánh Tuyết", second: "Ward 9 12", go },
  { id: "p2", kind: "Patients", title: "WRÓBLEWSKI, Łukasz", second: "AMU 04", go },
  { id: "c1", kind: "Cards", title: "Ward 9 lead", go },
  { id: "s1", kind: "Screens", title: "Log", go },
];

describe("find", () => {
  it("reads past accents and capitals", () => {
    expect(fold("NGUYỄN")).toBe("nguyen");
    expect(filterFound(things, "lukasz wrob").map((t) => t.id)).toEqual(["p2"]);
  });

  it("takes words in any order and needs all of them", () => {
    expect(filterFound(things, "9 ward").map((t) => t.id)).toEqual(["p1", "c1"]);
    expect(filterFound(things, "ward 8")).toEqual([]);
  });

  it("offers screens and commands before anything is typed, never a patient", () => {
    expect(filterFound(things, " ").map((t) => t.id)).toEqual(["s1"]);
  });

  it("groups in a fixed order and stays short", () => {
    const many = Array.from({ length: 20 }, (_, n): Found => ({ id: `x${n}`, kind: "Roles", title: `Role ${n}`, go }));
    const groups = groupFound([...many, ...things]);
    expect(groups.map((g) => g.kind)).toEqual(["Patients", "Cards", "Roles", "Screens"]);
    expect(groups[2]?.things).toHaveLength(8);
  });
});
