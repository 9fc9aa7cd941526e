/** What Find can lead to. */
export type FoundKind =
  | "Sheets"
  | "Patients"
  | "Cards"
  | "Steps"
  | "Roles"
  | "People"
  | "Systems"
  | "Contacts"
  | "Screens"
  | "Commands";

/** One thing that Find knows. */
export type Found = { id: string; kind: FoundKind; title: string; second?: string; go: () => void };

const ORDER: readonly FoundKind[] = [
  "Sheets",
  "Patients",
  "Cards",
  "Steps",
  "Roles",
  "People",
  "Systems",
  "Contacts",
  "Screens",
  "Commands",
];
/** A list longer than this is not read; more words make it shorter. */
const MOST = 8;

/** Lower case without accents, so that "nguyen" finds NGUYỄN. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[łŁ]/g, "l")
    .replace(/[øØ]/g, "o")
    .replace(/[đĐ]/g, "d")
    .toLowerCase();
}

/** Things whose words begin with, or contain, every word typed; beginnings first. */
export function filterFound(things: readonly Found[], words: string): readonly Found[] {
  const asked = fold(words).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return things.filter((thing) => thing.kind === "Screens" || thing.kind === "Commands");
  const scored = things.flatMap((thing) => {
    const text = fold(`${thing.title} ${thing.second ?? ""}`);
    if (!asked.every((word) => text.includes(word))) return [];
    const starts = asked.filter((word) => text.startsWith(word) || text.includes(` ${word}`)).length;
    return [{ thing, starts }];
  });
  return scored.sort((one, other) => other.starts - one.starts).map(({ thing }) => thing);
}

/** At most eight of a kind, in a fixed order of kinds. */
export function groupFound(things: readonly Found[]): { kind: FoundKind; things: readonly Found[] }[] {
  return ORDER.map((kind) => ({ kind, things: things.filter((thing) => thing.kind === kind).slice(0, MOST) })).filter(
    (group) => group.things.length > 0,
  );
}
