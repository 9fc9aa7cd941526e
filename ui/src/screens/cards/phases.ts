import type { StepView } from "../../host";
import type { StepMark } from "../../parts/Step";

/** Phases in the order in which they are worked. */
export const PHASES: readonly { id: string; word: string }[] = [
  { id: "standby", word: "Standby" },
  { id: "first15", word: "0 to 15 min" },
  { id: "first_hour", word: "First hour" },
  { id: "ongoing", word: "Ongoing" },
  { id: "stand_down", word: "Stand down" },
];

/** True when nothing is left to do in a step. A blocked step is still somebody's problem. */
export function isClosed(step: Pick<StepView, "status">): boolean {
  return step.status !== "open" && step.status !== "blocked";
}

/** The phases that this card has, with how far each is. */
export function phasesOf(steps: readonly StepView[]): { id: string; word: string; closed: number; all: number }[] {
  return PHASES.flatMap((phase) => {
    const its = steps.filter((step) => step.phase === phase.id);
    return its.length === 0 ? [] : [{ ...phase, closed: its.filter(isClosed).length, all: its.length }];
  });
}

/** The phase to open first: where something is late, else the first with an open step, else the last. */
export function phaseToWork(steps: readonly StepView[], isDeclared: boolean): string {
  const running = steps.filter((step) =>
    isDeclared ? step.phase !== "standby" && step.phase !== "stand_down" : step.phase === "standby",
  );
  const pool = running.length > 0 ? running : steps;
  const late = pool.find((step) => step.late_min !== null);
  const open = pool.find((step) => !isClosed(step));
  return (late ?? open ?? pool[pool.length - 1] ?? steps[0])?.phase ?? "first15";
}

/** The step that opens with its buttons: the first late one, else the first open one of the phase. */
export function stepToWork(steps: readonly StepView[]): number | null {
  const open = steps.filter((step) => step.status === "open");
  return (open.find((step) => step.late_min !== null) ?? open[0])?.number ?? null;
}

/** How the box of a step is drawn. */
export function markOf(step: StepView): StepMark {
  if (step.ticked_twice) return "twice";
  switch (step.status) {
    case "complete":
      return "complete";
    case "already_done":
      return "already-done";
    case "not_applicable":
      return "not-applicable";
    case "blocked":
      return "blocked";
    default:
      return "open";
  }
}

/** Late steps of a card, worst first: critical ones, then by how late they are. One that is late alone is in view anyway. */
export function lateFirst(steps: readonly StepView[]): StepView[] {
  const late = steps.filter((step) => step.late_min !== null);
  if (late.length < 2) return [];
  return late.sort((a, b) => Number(b.critical) - Number(a.critical) || (b.late_min ?? 0) - (a.late_min ?? 0));
}
