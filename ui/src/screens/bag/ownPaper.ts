import type { OwnBand, OwnFault, OwnForm, OwnScale } from "../../host";

/** The files, in the words of the screen. */
export const OWN_TITLES: Record<string, { title: string; edit: string }> = {
  "local_paper.toml": { title: "Medicines, your own forms, insulin scale", edit: "Set your own paper" },
  "back_entry.toml": { title: "What is typed back, in which order", edit: "Set the back-entry rules" },
  "gravity.toml": { title: "Never by gravity", edit: "Set what never runs by gravity" },
};

/** Answers that were kept as a draft; null when they are of another file or cannot be read. */
export function formOfDraft(text: string, kind: OwnForm["kind"]): OwnForm | null {
  try {
    const form = JSON.parse(text) as OwnForm;
    return form.kind === kind ? form : null;
  } catch {
    return null;
  }
}

/** A list as it is typed, one a line, and back. Empty lines stay while somebody types. */
export const asLines = (words: readonly string[]): string => words.join("\n");
export const fromLines = (text: string): string[] => (text === "" ? [] : text.split("\n"));

/** "98 characters left", "3 characters too many". Characters as a reader counts them. */
export function room(text: string, most: number): string {
  const left = most - [...text.trim()].length;
  const word = (n: number) => `${n} ${n === 1 ? "character" : "characters"}`;
  return left < 0 ? `${word(-left)} too many: at most ${most} fit` : `${word(left)} left`;
}

/** The first error at an answer, or at one inside it. */
export function faultAt(faults: readonly OwnFault[], place: string): string | null {
  const of = faults.filter((fault) => fault.severity === "error");
  const found =
    of.find((fault) => fault.place === place) ?? of.find((fault) => fault.place.startsWith(`${place}.`)) ?? null;
  return found?.what ?? null;
}

/** How many errors a rule, a class or a band has. */
export function errorsIn(faults: readonly OwnFault[], place: string): number {
  return faults.filter((f) => f.severity === "error" && (f.place === place || f.place.startsWith(`${place}.`))).length;
}

/** One of a list in another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length) return [...list];
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** One of a list with other words. */
export function changed<T>(list: readonly T[], at: number, more: Partial<T>): T[] {
  return list.map((one, n) => (n === at ? { ...one, ...more } : one));
}

/** "Ward notes" → "ward-notes"; with a number behind it where the name is taken. */
export function newId(name: string, taken: readonly string[]): string {
  const id =
    name
      .normalize("NFD")
      .toLowerCase()
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "new";
  if (!taken.includes(id)) return id;
  let n = 2;
  while (taken.includes(`${id}-${n}`)) n += 1;
  return `${id}-${n}`;
}

/** The next reading that a meter can show; empty when it is no such number. Whole tenths, so that nothing is rounded. */
export function nextReading(text: string): string {
  const match = /^(\d{1,3})(?:[.,](\d?)0*)?$/.exec(text.trim());
  if (!match) return "";
  const tenths = Number(match[1]) * 10 + Number(match[2] || "0") + 1;
  return tenths % 10 === 0 ? String(tenths / 10) : `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** Each band begins where the one before it ends: no gap and no overlap can be typed. */
function joined(bands: readonly OwnBand[]): OwnBand[] {
  let from = "0";
  return bands.map((band, at) => {
    const own = { ...band, from, up_to: at === bands.length - 1 ? "" : band.up_to };
    from = nextReading(own.up_to);
    return own;
  });
}

/** A scale that somebody begins: one band under 4, where the hospital's own rule holds. No rate is proposed. */
export function emptyScale(): OwnScale {
  return {
    columns: [""],
    bands: [
      { from: "0", up_to: "3.9", rates: ["0"] },
      { from: "4", up_to: "", rates: [""] },
    ],
    signed_by: "",
    signed_on: "",
  };
}

/** Other numbers are another scale: whoever signed the one before has not signed this one. */
function unsigned(scale: OwnScale): OwnScale {
  return { ...scale, signed_by: "", signed_on: "" };
}

export function withUpTo(scale: OwnScale, at: number, upTo: string): OwnScale {
  return unsigned({ ...scale, bands: joined(changed(scale.bands, at, { up_to: upTo })) });
}

export function withRate(scale: OwnScale, at: number, column: number, rate: string): OwnScale {
  const rates = scale.bands[at]?.rates.map((was, n) => (n === column ? rate : was)) ?? [];
  return unsigned({ ...scale, bands: changed(scale.bands, at, { rates }) });
}

export function withBand(scale: OwnScale): OwnScale {
  const rates = scale.columns.map(() => "");
  return unsigned({ ...scale, bands: joined([...scale.bands, { from: "", up_to: "", rates }]) });
}

export function withoutBand(scale: OwnScale, at: number): OwnScale {
  return unsigned({ ...scale, bands: joined(scale.bands.filter((_, n) => n !== at)) });
}

/** One more column: nothing under 4, nothing said above. */
export function withColumn(scale: OwnScale): OwnScale {
  const bands = scale.bands.map((band, at) => ({ ...band, rates: [...band.rates, at === 0 ? "0" : ""] }));
  return unsigned({ ...scale, columns: [...scale.columns, ""], bands });
}

export function withoutColumn(scale: OwnScale, column: number): OwnScale {
  const keep = (_: string, n: number) => n !== column;
  const bands = scale.bands.map((band) => ({ ...band, rates: band.rates.filter(keep) }));
  return unsigned({ ...scale, columns: scale.columns.filter(keep), bands });
}

export function withColumnName(scale: OwnScale, column: number, name: string): OwnScale {
  return unsigned({ ...scale, columns: scale.columns.map((was, n) => (n === column ? name : was)) });
}
