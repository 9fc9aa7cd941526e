import type { PatientWords } from "../../host";

/** Asks the engine for the words of some rows. */
export type AskWords = (ids: readonly string[]) => Promise<readonly PatientWords[]>;

/** Rows asked for in one call; the engine takes up to 400. */
const AT_ONCE = 200;
/** Rows before and after those in view that are asked for with them, so that a scroll finds its words there. */
const AHEAD = 30;

/**
 * The words of the rows in view. Rows that come into view are asked for together, once a turn; when the list was ranked
 * anew those in view are asked for again, and what was known stays drawn until the new words are there.
 */
export class RowWords {
  private readonly known = new Map<string, PatientWords>();
  /** Of which ranking the known words of a patient are. */
  private readonly of = new Map<string, string>();
  private readonly inView = new Map<string, Set<() => void>>();
  private readonly asked = new Set<string>();
  private isDue = false;
  private ranking = "";
  private order: readonly string[] = [];

  constructor(
    private readonly ask: AskWords,
    private readonly onFault: (thrown: unknown) => void,
    private readonly soon: (run: () => void) => void = (run) => setTimeout(run, 0),
    private readonly onWords: () => void = () => undefined,
  ) {}

  /** What is known of a row; it may be of the ranking before. */
  readonly get = (id: string): PatientWords | undefined => this.known.get(id);

  /** A row came into view: `changed` is called when its words come. Gives the way to take it out of view again. */
  readonly watch = (id: string, changed: () => void): (() => void) => {
    const watchers = this.inView.get(id) ?? new Set();
    watchers.add(changed);
    this.inView.set(id, watchers);
    this.wake();
    return () => {
      watchers.delete(changed);
      if (watchers.size === 0) this.inView.delete(id);
    };
  };

  /** The rows as they are drawn: the first of them are asked for before anything is in view. */
  draws(order: readonly string[]): void {
    this.order = order;
    this.wake();
  }

  /** The rows in view with those near them. */
  private near(): readonly string[] {
    const seen = [...this.inView.keys()];
    const places = this.order.flatMap((id, place) => (this.inView.has(id) ? [place] : []));
    const first = places[0] ?? 0;
    const last = places[places.length - 1] ?? 0;
    return [...new Set([...seen, ...this.order.slice(Math.max(0, first - AHEAD), last + AHEAD)])];
  }

  /** The list was ranked anew. */
  renew(ranking: string): void {
    if (ranking === this.ranking) return;
    this.ranking = ranking;
    this.asked.clear();
    this.wake();
  }

  private wake(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.soon(() => {
      this.isDue = false;
      this.fetch();
    });
  }

  private fetch(): void {
    const ranking = this.ranking;
    const wanted = this.near().filter((id) => this.of.get(id) !== ranking && !this.asked.has(id));
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const ids = wanted.slice(from, from + AT_ONCE);
      for (const id of ids) this.asked.add(id);
      this.ask(ids)
        .then((rows) => this.take(rows, ranking))
        .catch((thrown: unknown) => {
          for (const id of ids) this.asked.delete(id);
          this.onFault(thrown);
        });
    }
  }

  private take(rows: readonly PatientWords[], ranking: string): void {
    for (const row of rows) {
      // An answer about the ranking before is better than nothing and worse than one about this.
      if (ranking !== this.ranking && this.of.get(row.id) === this.ranking) continue;
      this.known.set(row.id, row);
      this.of.set(row.id, ranking);
    }
    for (const row of rows) for (const changed of this.inView.get(row.id) ?? []) changed();
    this.onWords();
  }
}
