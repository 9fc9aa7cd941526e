import type { LucideIcon } from "lucide-react";
import { Clock, Hourglass, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { ageBand, duration } from "../words/format";
import { Icon } from "./Icon";

/** How a plate is drawn. The word in it carries the meaning; the tone only helps to find it. */
export type Tone = "outline" | "red" | "red-outline" | "amber" | "violet" | "down" | "unknown" | "live" | "aqua";

/** A 28 px state word with its icon. It is not a button. */
export function Plate({ tone = "outline", icon, children }: { tone?: Tone; icon?: LucideIcon; children: ReactNode }) {
  return (
    <span className={`plate plate-${tone}`}>
      {icon && <Icon of={icon} size={18} />}
      <span>{children}</span>
    </span>
  );
}

/** The age of a fact in minutes: plain, with a clock, stale in amber, or "rebuild at the bedside". */
export function Age({ minutes }: { minutes: number }) {
  switch (ageBand(minutes)) {
    case "fresh":
      return <span>{duration(minutes)}</span>;
    case "ageing":
      return (
        <span className="age">
          <Icon of={Clock} size={18} /> {duration(minutes)}
        </span>
      );
    case "stale":
      return (
        <Plate tone="amber" icon={Hourglass}>
          {duration(minutes)}, stale
        </Plate>
      );
    default:
      return (
        <Plate tone="down" icon={Lock}>
          {Math.floor(minutes / 60)} h: rebuild at the bedside
        </Plate>
      );
  }
}

/** Minutes until a system's status lapses: plain, then amber under ten. */
export function Expiry({ minutes }: { minutes: number }) {
  if (minutes >= 10) return <span>{duration(minutes)}</span>;
  return (
    <Plate tone="amber" icon={Hourglass}>
      {minutes > 0 ? duration(minutes) : "lapsed"}
    </Plate>
  );
}
