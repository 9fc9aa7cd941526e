import type { ListLog, LogChoices } from "../../host";

/** What the reader looks for; empty is everything. */
export type LogFilter = {
  search: string;
  kind: string;
  person: string;
  role: string;
  ward: string;
  system: string;
  flagged: boolean;
  /** The home's own record instead of the incident's. */
  standing: boolean;
};

/** Everything. */
export const ALL: LogFilter = {
  search: "",
  kind: "",
  person: "",
  role: "",
  ward: "",
  system: "",
  flagged: false,
  standing: false,
};

/** The request for a page of what matches. */
export function asRequest(filter: LogFilter, offset: number, limit: number): ListLog {
  return { ...filter, search: filter.search.trim(), since: null, offset, limit, jump_to: null };
}

/** Something is left out. */
export function isNarrowed(filter: LogFilter): boolean {
  return JSON.stringify({ ...filter, search: filter.search.trim() }) !== JSON.stringify(ALL);
}

/** What is looked for, in words, so that no filter works unseen: "Decisions", "by Dr Achterberg". */
export function inWords(filter: LogFilter, choices: LogChoices | null): string[] {
  const named = (pairs: readonly [string, string][] | undefined, id: string) =>
    pairs?.find(([each]) => each === id)?.[1] ?? id;
  return [
    filter.search.trim() !== "" && `“${filter.search.trim()}”`,
    filter.kind !== "" && named(choices?.kinds, filter.kind),
    filter.person !== "" && `by ${filter.person}`,
    filter.role !== "" && `as ${filter.role}`,
    filter.ward !== "" && `about ${filter.ward}`,
    filter.system !== "" && `about ${named(choices?.systems, filter.system)}`,
    filter.flagged && "marked for the debrief",
    filter.standing && "the home's own record",
  ].filter((words) => words !== false);
}
