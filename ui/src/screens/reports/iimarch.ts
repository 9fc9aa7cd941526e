import type { BriefingText } from "../../host";

/** The fields of a briefing that are spoken. */
export type Briefed =
  | "information"
  | "intent"
  | "method"
  | "administration"
  | "risk"
  | "communications"
  | "humanitarian";

/** The order of a briefing (IIMARCH, JESIP), and what each letter asks for. */
export const IIMARCH: readonly { letter: string; name: Briefed & keyof BriefingText; word: string; asks: string }[] = [
  { letter: "I", name: "information", word: "Information", asks: "What has happened, what is known, what is not" },
  { letter: "I", name: "intent", word: "Intent", asks: "What is to be reached in this period" },
  { letter: "M", name: "method", word: "Method", asks: "How, and who does what" },
  { letter: "A", name: "administration", word: "Administration", asks: "People, kit, paper, food, rest, log" },
  { letter: "R", name: "risk", word: "Risk assessment", asks: "What can go wrong, what is done against it" },
  { letter: "C", name: "communications", word: "Communications", asks: "Who speaks to whom, by which way, how often" },
  { letter: "H", name: "humanitarian", word: "Humanitarian issues", asks: "What is owed to patients, families, staff" },
];
