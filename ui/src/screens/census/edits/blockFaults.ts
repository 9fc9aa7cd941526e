/** A block of downtime numbers as typed. */
export type BlockTyped = { prefix: string; first: string; last: string; next: string };

/** A whole number up to eight figures; null when it is none. */
export function whole(text: string): number | null {
  return /^\d{1,8}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** What is wrong with each field of a block. */
export function blockFaults({ prefix, first, last, next }: BlockTyped): Record<keyof BlockTyped, string | null> {
  const [from, to, at] = [whole(first), whole(last), whole(next)];
  const number = "Write a whole number of at most eight figures.";
  return {
    prefix: prefix.trim() === "" ? "Say what stands before the number, such as DT-ED-." : null,
    first: from === null ? number : null,
    last: to === null ? number : from !== null && to < from ? "The last comes after the first." : null,
    next:
      at === null
        ? number
        : from !== null && to !== null && (at < from || at > to)
          ? "The next lies between the first and the last."
          : null,
  };
}
