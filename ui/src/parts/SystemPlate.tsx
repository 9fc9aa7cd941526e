import {
  Check,
  CircleDashed,
  CircleQuestionMark,
  type LucideIcon,
  Plug,
  ShieldX,
  TriangleAlert,
  Unplug,
} from "lucide-react";
import { Icon } from "./Icon";

/** Does it work? */
export type Works = "available" | "unavailable";
/** Can it be believed? */
export type Believed = "trusted" | "suspect" | "unknown" | "compromised";

/** The word for each answer to "does it work?". */
export const WORKS_WORD: Record<Works, string> = { available: "Up", unavailable: "Down" };
/** The word for each answer to "can it be believed?". */
export const BELIEVED_WORD: Record<Believed, string> = {
  trusted: "Trusted",
  suspect: "Suspect",
  unknown: "Unknown",
  compromised: "Compromised",
};
/** The shape for each answer to "can it be believed?". */
export const BELIEVED_ICON: Record<Believed, LucideIcon> = {
  trusted: Check,
  suspect: TriangleAlert,
  unknown: CircleQuestionMark,
  compromised: ShieldX,
};
/** The shape for each answer to "does it work?". */
export const WORKS_ICON: Record<Works, LucideIcon> = { available: Plug, unavailable: Unplug };

function WorksCell({ works }: { works: Works }) {
  return (
    <span className={`cell cell-${works}`}>
      <Icon of={WORKS_ICON[works]} size={18} />
      {WORKS_WORD[works]}
    </span>
  );
}

function BelievedCell({ believed, isChecked }: { believed: Believed; isChecked: boolean }) {
  if (!isChecked) {
    return (
      <span className="cell cell-unchecked">
        <Icon of={CircleDashed} size={18} />
        Not checked
      </span>
    );
  }
  return (
    <span className={`cell cell-${believed}`}>
      <Icon of={BELIEVED_ICON[believed]} size={18} />
      {BELIEVED_WORD[believed]}
    </span>
  );
}

/**
 * One plate, two cells: does it work, can it be believed. Named in full for a screen reader. A system that nobody has
 * spoken of is drawn as not checked, never as trusted.
 */
export function SystemPlate({
  system,
  works,
  believed,
  isChecked = true,
}: {
  system: string;
  works: Works;
  believed: Believed;
  isChecked?: boolean;
}) {
  const word = isChecked ? BELIEVED_WORD[believed].toLowerCase() : "not checked";
  const name = `${system}: ${WORKS_WORD[works].toLowerCase()}, ${word}`;
  return (
    <span className="system-plate" role="img" aria-label={name}>
      <WorksCell works={works} />
      <BelievedCell believed={believed} isChecked={isChecked} />
    </span>
  );
}

/** Where there is room for one cell only (a need row): the worse axis, with the pair in its name. */
export function WorseAxis({ system, works, believed }: { system: string; works: Works; believed: Believed }) {
  const name = `${system}: ${WORKS_WORD[works].toLowerCase()}, ${BELIEVED_WORD[believed].toLowerCase()}`;
  const showWorks = believed === "trusted" || (works === "unavailable" && believed !== "compromised");
  return (
    <span className="system-plate" role="img" aria-label={name}>
      {showWorks ? <WorksCell works={works} /> : <BelievedCell believed={believed} isChecked />}
    </span>
  );
}
