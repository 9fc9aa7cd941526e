import { AlarmClock, Ban, Check, CheckCheck, Hourglass, OctagonAlert } from "lucide-react";
import { duration } from "../words/format";
import { Icon } from "./Icon";
import { Plate } from "./Plate";

/** What a person has said about a step. */
export type StepMark = "open" | "complete" | "already-done" | "not-applicable" | "blocked" | "twice";

/** The box of a step: empty, tick, tick in a dashed box, dash, barred circle, two boxes. */
export function StepBox({ mark }: { mark: StepMark }) {
  return (
    <span className={`step-box step-box-${mark}`} aria-hidden="true">
      {mark === "complete" && <Icon of={Check} size={22} />}
      {mark === "already-done" && <Icon of={Check} size={22} />}
      {mark === "twice" && <Icon of={CheckCheck} size={22} />}
      {mark === "blocked" && <Icon of={Ban} size={20} />}
      {mark === "not-applicable" && "–"}
    </span>
  );
}

/** How long before its time a step says "Due in". Minutes. */
const SOON = 10;

/** The due plate of an open step: nothing, due soon, overdue, or critical and late. `minutes` is negative when late. */
export function DuePlate({ minutes, critical }: { minutes: number | null; critical: boolean }) {
  if (minutes !== null && minutes < 0) {
    return critical ? (
      <Plate tone="red" icon={AlarmClock}>
        Critical, late {duration(-minutes)}
      </Plate>
    ) : (
      <Plate tone="amber" icon={AlarmClock}>
        Overdue {duration(-minutes)}
      </Plate>
    );
  }
  if (minutes !== null && minutes <= SOON) {
    const words = minutes === 0 ? "due now" : `due in ${duration(minutes)}`;
    return <Plate icon={Hourglass}>{critical ? `Critical, ${words}` : `D${words.slice(1)}`}</Plate>;
  }
  return critical ? <Plate icon={OctagonAlert}>Critical</Plate> : null;
}
