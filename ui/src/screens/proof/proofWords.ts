import type { FindingView } from "../../host";
import { capital } from "../../words/format";

/** How the text of a square code begins. */
const CODE = "BATTLEBAG-CHECKPOINT";
/** Words of a checkpoint. */
const WORDS = 8;

/** The words in what was typed; null when it is the text of a square code. The engine parts them the same way. */
export function sheetWords(text: string): string[] | null {
  if (text.trim().toUpperCase().startsWith(CODE)) return null;
  return text.split(/[\s,.\-–·]+/).filter((word) => word !== "" && !/^\d+$/.test(word));
}

/** What is wrong with a typed sheet; null when it may be sent. The engine knows which words there are. */
export function sheetFault(text: string): string | null {
  const words = sheetWords(text);
  if (words === null) return null;
  if (words.length === 0) return "Type the eight words of the sheet.";
  if (words.length === WORDS) return null;
  return words.length < WORDS
    ? `${WORDS - words.length} ${WORDS - words.length === 1 ? "word is" : "words are"} missing: a checkpoint has eight.`
    : `${words.length} words are typed: a checkpoint has eight.`;
}

/** Where the person is while they read the words from paper. */
export function sheetHint(text: string): string {
  const words = sheetWords(text);
  if (words === null) return "The text of a square code.";
  if (words.length === 0) return "Capitals, commas and line breaks do not matter.";
  return `${Math.min(words.length, WORDS)} of ${WORDS} words typed.`;
}

/** One finding as a sentence that names its entry. */
export function findingWords(finding: FindingView): string {
  const of = finding.station === "" ? "" : ` of station ${finding.station}`;
  const entry = finding.number > 0 ? `, entry ${finding.number}${of}` : of;
  return `${capital(finding.record)}${entry}: ${finding.what}`;
}
