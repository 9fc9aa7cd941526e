/**
 * What of a form is kept as its draft: only the fields that the person changed. What the board filled in is taken
 * fresh each time, so that a draft of an hour ago never brings old numbers back over new ones.
 */
export type Edits<F extends object> = Partial<F>;

/** Reads a kept draft. Words that are not a form, from before there were forms, go into the first field. */
export function readEdits<F extends object>(text: string, base: F, first: keyof F & string): Edits<F> {
  if (text === "") return {};
  const asWords = { [first]: text } as unknown as Edits<F>;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return asWords;
    const known = Object.entries(kept).filter(([name, value]) => {
      const here = (base as Record<string, unknown>)[name];
      return name in base && typeof value === typeof here && Array.isArray(value) === Array.isArray(here);
    });
    return Object.fromEntries(known) as Edits<F>;
  } catch {
    return asWords;
  }
}

/** Writes a draft; empty when nothing differs from an empty form. */
export function writeEdits<F extends object>(edits: Edits<F>): string {
  return Object.keys(edits).length === 0 ? "" : JSON.stringify(edits);
}

/** Takes one field in. A field put back to what the form would show by itself is no edit any more. */
export function withEdit<F extends object, K extends keyof F>(
  edits: Edits<F>,
  base: F,
  name: K,
  value: F[K],
): Edits<F> {
  const next = { ...edits, [name]: value };
  if (JSON.stringify(value) === JSON.stringify(base[name])) delete next[name];
  return next;
}
