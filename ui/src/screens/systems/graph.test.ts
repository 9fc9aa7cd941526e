import { describe, expect, it } from "vitest";
import { edgesOf, neighbourhood, nextNode, reach, wholePicture } from "./graph";

const row = (code: string, hard: readonly string[], data: readonly string[] = [], comfort: readonly string[] = []) => ({
  id: code,
  stands_on: [
    ...comfort.map((each) => ({ code: each, name: each, edge: "comfort" })),
    ...data.map((each) => ({ code: each, name: each, edge: "data" })),
    ...hard.map((each) => ({ code: each, name: each, edge: "hard" })),
  ],
});
const register = [
  row("NET", []),
  row("HOST", []),
  row("IDAM", ["HOST"]),
  row("LIMS", ["HOST", "NET", "IDAM"], ["LAB"]),
  row("LAB", []),
  row("BGA", [], ["LIMS"], ["NET"]),
  row("OCS", ["LIMS"], ["LIMS"]),
  row("MON", [], ["CENTRAL"]),
  row("CENTRAL", ["NET"], ["MON"]),
];
const edges = edgesOf(register);
const column = (drawing: ReturnType<typeof neighbourhood>, at: number) =>
  drawing.nodes.filter((node) => node.column === at).map((node) => node.code);

describe("the graph of systems", () => {
  it("has one edge for each pair, the stronger", () => {
    expect(edges.filter((edge) => edge.to === "OCS")).toEqual([{ from: "LIMS", to: "OCS", kind: "hard" }]);
    expect(edgesOf([row("A", ["gone"])])).toEqual([]);
  });

  it("says what falls, what becomes doubtful and what loses comfort", () => {
    const host = reach("HOST", edges);
    expect([...host.falls].sort()).toEqual(["IDAM", "LIMS", "OCS"]);
    expect([...host.doubtful].sort()).toEqual(["IDAM", "LIMS"]);
    expect([...reach("NET", edges).comfort]).toEqual(["BGA"]);
  });

  it("draws a system between what it stands on and what stands on it", () => {
    const drawing = neighbourhood("LIMS", register);
    expect(column(drawing, drawing.columns - 2)).toEqual(["LIMS"]);
    expect(column(drawing, drawing.columns - 1)).toEqual(["BGA", "OCS"]);
    expect(drawing.nodes).toHaveLength(7);
    expect(neighbourhood("LAB", register).columns).toBeGreaterThan(1);
  });

  it("stands a circle, and draws everybody once", () => {
    const drawing = neighbourhood("MON", register);
    expect(drawing.nodes.filter((node) => node.code === "CENTRAL")).toHaveLength(1);
    const whole = wholePicture(register);
    expect(whole.nodes).toHaveLength(register.length);
    expect(new Set(whole.nodes.map((node) => `${node.column} ${node.row}`)).size).toBe(register.length);
    for (const edge of whole.edges.filter((each) => each.kind === "hard")) {
      const at = (code: string) => whole.nodes.find((node) => node.code === code)?.column ?? -1;
      expect(at(edge.from)).toBeLessThan(at(edge.to));
    }
  });

  it("is walked with the arrows", () => {
    const drawing = neighbourhood("LIMS", register);
    const first = column(drawing, 0)[0] ?? "";
    const below = nextNode(drawing, first, "ArrowDown");
    expect(below).toBe(column(drawing, 0)[1]);
    expect(nextNode(drawing, first, "ArrowUp")).toBeNull();
    expect(nextNode(drawing, "LIMS", "ArrowRight")).toBe("BGA");
    expect(nextNode(drawing, "BGA", "ArrowLeft")).toBe("LIMS");
  });
});
