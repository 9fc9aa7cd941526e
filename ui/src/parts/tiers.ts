/** The five places a patient can stand in the list: four tiers, and not affected by what broke. */
export type TierCode = "P1" | "P2" | "P3" | "P4" | "none";

/** All places, most urgent first. */
export const TIERS: readonly TierCode[] = ["P1", "P2", "P3", "P4", "none"];

/** The word that stands with the shape. */
export const TIER_WORD: Record<TierCode, string> = {
  P1: "Act now",
  P2: "Within 1 h",
  P3: "Within 4 h",
  P4: "Routine",
  none: "Not affected",
};

/** The rule beside the word, as it heads a group of the list. */
export const TIER_RULE: Record<TierCode, string> = {
  P1: "start inside 15 min",
  P2: "named person and time",
  P3: "re-check 4-hourly",
  P4: "normal clinical urgency still applies",
  none: "by what broke",
};

/** Smaller is more urgent. */
export function tierOrder(tier: TierCode): number {
  return TIERS.indexOf(tier);
}

/** "P1, act now": what a screen reader says for the badge. */
export function tierName(tier: TierCode): string {
  const word = TIER_WORD[tier];
  return tier === "none" ? word : `${tier}, ${word.charAt(0).toLowerCase()}${word.slice(1)}`;
}
