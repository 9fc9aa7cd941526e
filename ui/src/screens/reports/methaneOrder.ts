import type { MethaneText } from "../../host";

/** The fields of M/ETHANE that are spoken. */
export type Spoken = "major" | "exact" | "sort" | "hazards" | "access" | "numbers" | "emergency";

/** The spoken order of a M/ETHANE message (JESIP), and what each letter asks for when the attack is on IT. */
export const METHANE: readonly { letter: string; name: Spoken; word: string; asks: string }[] = [
  { letter: "M", name: "major", word: "Major incident", asks: "Declared or standby, since when" },
  { letter: "E", name: "exact", word: "Exact location", asks: "Which sites and wards, which systems" },
  { letter: "T", name: "sort", word: "Type of incident", asks: "What is known of the attack, and what is not" },
  { letter: "H", name: "hazards", word: "Hazards", asks: "What runs but must not be believed, what may fail next" },
  { letter: "A", name: "access", word: "Access", asks: "How to reach us: which phones, radios and doors work" },
  { letter: "N", name: "numbers", word: "Number of patients", asks: "How many, how many cannot wait" },
  { letter: "E", name: "emergency", word: "Emergency response", asks: "Who is here, who and what is needed" },
];

/** What is said aloud for a letter: nothing known is said as such, as it will be written. */
export function spoken(text: Pick<MethaneText, Spoken>, name: Spoken): string {
  const words = text[name].trim();
  return words === "" ? "Not known yet" : words;
}
