import { describe, expect, it } from "vitest";
import type { StepView } from "../../host";
import { markOf, phasesOf, phaseToWork, stepToWork } from "./phases";

const step = (number: number, phase: string, part: Partial<StepView> = {}): StepView => ({
  number,
  text: "",
  phase,
  due_min: null,
  due_at: null,
  critical: false,
  second_person: false,
  status: "open",
  late_min: null,
  marks: [],
  ticked_twice: false,
  ...part,
});

describe("the phases of a card", () => {
  const steps = [
    step(1, "standby"),
    step(2, "first15", { status: "complete" }),
    step(3, "first15", { status: "blocked" }),
    step(4, "ongoing"),
    step(5, "ongoing", { late_min: 6 }),
  ];

  it("say how far each is; a blocked step is not done", () => {
    expect(phasesOf(steps).map((p) => `${p.word} ${p.closed} of ${p.all}`)).toEqual([
      "Standby 0 of 1",
      "0 to 15 min 1 of 2",
      "Ongoing 0 of 2",
    ]);
  });

  it("open where something is late, and at standby before the declaration", () => {
    expect(phaseToWork(steps, true)).toBe("ongoing");
    expect(phaseToWork(steps, false)).toBe("standby");
    expect(phaseToWork([step(1, "first_hour", { status: "complete" })], true)).toBe("first_hour");
  });

  it("open the late step before the first open one", () => {
    expect(stepToWork(steps)).toBe(5);
    expect(stepToWork([step(1, "first15", { status: "complete" })])).toBeNull();
  });

  it("show two marks as two boxes", () => {
    expect(markOf(step(1, "first15", { status: "complete", ticked_twice: true }))).toBe("twice");
    expect(markOf(step(1, "first15", { status: "already_done" }))).toBe("already-done");
  });
});
