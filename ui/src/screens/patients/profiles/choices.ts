import type { ProfileChoice } from "../../../host";

/** The profile of ordinary care. */
export const ORDINARY = "inpatient_base";

/** Reasons of one tap. */
export const REASONS = ["Over, or stopped", "Not this patient", "The record is wrong"] as const;

/** Profiles that the patient does not have, with every word typed in name, group or code; ordinary care last. */
export function choicesFor(
  choices: readonly ProfileChoice[],
  has: readonly string[],
  typed: string,
): readonly ProfileChoice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const hasOther = has.some((code) => code !== ORDINARY);
  return choices
    .filter((choice) => !has.includes(choice.code) && !(choice.code === ORDINARY && hasOther))
    .filter((choice) => {
      const all = `${choice.name} ${choice.area} ${choice.code}`.toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .toSorted((a, b) => Number(a.code === ORDINARY) - Number(b.code === ORDINARY));
}
