/**
 * The facts of a card, between its +++ lines, read and changed line by line so that everything else of the text stays to
 * the letter. A fact that is written over several lines, or otherwise than the form writes it, is left to the text view.
 */

/** Facts in the order in which a card has them. */
export const FACTS = [
  "number",
  "title",
  "kind",
  "role",
  "version",
  "version_date",
  "approved_by",
  "approved_on",
  "review_due",
  "retired_on",
  "retired_because",
  "mission",
  "reports_to",
  "supervises",
  "triggers",
  "systems",
  "location",
  "reach_by",
  "min_grade",
  "tabard",
  "see",
  "forms",
  "evidence",
] as const;

/** A fact's name. */
export type FactName = (typeof FACTS)[number];

/** Words, a day, or a list of words. */
export type Fact = string | readonly string[];

/** A card's text taken apart. */
export type CardText = {
  facts: ReadonlyMap<string, Fact>;
  /** The fact on each line of the file, from 1. */
  factOfLine: ReadonlyMap<number, string>;
  /** Everything after the second +++ line. */
  body: string;
  /** The line of the file on which the body begins, from 1. */
  bodyLine: number;
};

const DAY = /^\d{4}-\d\d-\d\d$/;
const LINE = /^([a-z_]+)\s*=\s*(.*)$/;

function readFact(written: string): Fact | null {
  const value = written.trim();
  if (DAY.test(value)) return value;
  if (!value.startsWith('"') && !value.startsWith("[")) return null;
  try {
    const read: unknown = JSON.parse(value);
    if (typeof read === "string") return read;
    if (Array.isArray(read) && read.every((item) => typeof item === "string")) return read as string[];
  } catch {
    // Right for TOML, but not on one line as the form writes it.
  }
  return null;
}

/** The parts of a card's text; null when the form cannot show them and the text has to be edited as it is. */
export function readCard(text: string): CardText | null {
  const lines = text.split("\n");
  if (lines[0]?.trimEnd() !== "+++") return null;
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === "+++");
  if (end < 0) return null;
  const facts = new Map<string, Fact>();
  const factOfLine = new Map<number, string>();
  for (const [at, line] of lines.slice(1, end).entries()) {
    if (line.trim() === "" || line.trim().startsWith("#")) continue;
    const found = LINE.exec(line);
    const value = found ? readFact(found[2] ?? "") : null;
    if (!found || value === null) return null;
    facts.set(found[1] ?? "", value);
    factOfLine.set(at + 2, found[1] ?? "");
  }
  return { facts, factOfLine, body: lines.slice(end + 1).join("\n"), bodyLine: end + 2 };
}

function written(value: Fact): string {
  if (typeof value === "string") return DAY.test(value) ? value : JSON.stringify(value);
  return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
}

/** The text with one fact changed, added in its place, or taken away. */
export function withFact(text: string, name: FactName, value: Fact | null): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === "+++");
  if (end < 0) return text;
  const nameAt = (at: number) => LINE.exec(lines[at] ?? "")?.[1] ?? "";
  const front = Array.from({ length: end - 1 }, (_, at) => at + 1);
  const here = front.find((at) => nameAt(at) === name);
  if (value === null) {
    if (here !== undefined) lines.splice(here, 1);
    return lines.join("\n");
  }
  const line = `${name} = ${written(value)}`;
  if (here !== undefined) {
    lines[here] = line;
    return lines.join("\n");
  }
  const order = FACTS.indexOf(name);
  const after = front.find((at) => FACTS.indexOf(nameAt(at) as FactName) > order);
  lines.splice(after ?? end, 0, line);
  return lines.join("\n");
}

/** The text with another body. */
export function withBody(text: string, body: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === "+++");
  return [...lines.slice(0, end + 1), body].join("\n");
}

/** Without empty lines of lists: what is saved. */
export function tidy(text: string): string {
  const card = readCard(text);
  if (!card) return text;
  let out = text;
  for (const [name, value] of card.facts) {
    if (typeof value === "string") continue;
    const kept = value.map((item) => item.trim()).filter((item) => item !== "");
    if (kept.length !== value.length || kept.some((item, at) => item !== value[at]))
      out = withFact(out, name as FactName, kept);
  }
  return out;
}

/** The line of a text at a place, from 1; and the place where a line begins. */
export function lineStart(text: string, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n += 1) {
    const next = text.indexOf("\n", at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}
