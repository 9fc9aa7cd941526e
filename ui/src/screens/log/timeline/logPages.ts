import {
  asErrorView,
  type EntryView,
  type ErrorView,
  type LogChoices,
  type LogView,
  type WaitingView,
} from "../../../host";

/** Entries fetched in one go. */
export const BLOCK = 200;
/** Blocks kept in memory: what is on screen, and some on either side. */
const KEPT_BLOCKS = 6;
/** Questions under way at once. */
const AT_ONCE = 2;
/** Rows beyond the screen that are fetched before they are needed: a fast wheel meets no gap. */
const AHEAD = 120;
/** Asked for beyond a block, so that an entry written meanwhile leaves no gap. */
const SLACK = 16;

/** Asks the engine for entries: so many of the matching ones left out, at most so many. */
export type AskLog = (offset: number, limit: number) => Promise<LogView>;

/** What is known of the list, as of the newest answer. */
export type LogFacts = {
  /** Something has been answered. */
  isRead: boolean;
  /** Entries in the whole log. */
  all: number;
  /** Entries that match. */
  matched: number;
  /** Entries that the list shows: fewer than match while new ones wait for the reader. */
  shown: number;
  verified: string;
  choices: LogChoices | null;
  waiting: readonly WaitingView[];
  error: ErrorView | null;
  /** Goes up with each change, so that a list that is drawn from here knows. */
  turn: number;
};

const NOTHING: LogFacts = {
  isRead: false,
  all: 0,
  matched: 0,
  shown: 0,
  verified: "",
  choices: null,
  waiting: [],
  error: null,
  turn: 0,
};

/**
 * A window onto a log of any length. Entries are kept by their rank from the oldest, so that a new entry moves none;
 * while the reader is away from the newest one the list stays as it is and the new entries are only counted.
 */
export class LogPages {
  private facts: LogFacts = NOTHING;
  private rows = new Map<number, EntryView>();
  private fresh = new Set<number>();
  private underWay = new Set<number>();
  private wanted: number[] = [];
  private isHeld = false;
  private age = 0;
  private isBeginning = false;
  private watchers = new Set<() => void>();

  constructor(private readonly ask: AskLog) {}

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly snapshot = (): LogFacts => this.facts;

  /** Rank of the entry at this place of the list; index 0 is the newest shown. */
  rankOf(index: number): number {
    return this.facts.shown - 1 - index;
  }

  /** Place in the list of the entry with this rank. */
  indexOf(rank: number): number {
    return this.facts.shown - 1 - rank;
  }

  /** The entry at this place, or null while it is not here. */
  at(index: number): EntryView | null {
    return this.rows.get(this.rankOf(index)) ?? null;
  }

  /** Entries in memory. */
  get kept(): number {
    return this.rows.size;
  }

  /** Says which places are on screen; what is missing of them is fetched. */
  want(first: number, last: number): void {
    if (!this.facts.isRead || this.facts.shown === 0) return;
    const seen = this.blocks(first, last);
    const near = this.blocks(first - AHEAD, last + AHEAD);
    this.wanted = [...seen, ...near.filter((block) => !seen.includes(block))];
    this.pump();
  }

  /** The blocks that these places lie in, the newest first. */
  private blocks(first: number, last: number): number[] {
    const lo = Math.floor(Math.max(0, this.rankOf(last)) / BLOCK);
    const hi = Math.floor(Math.min(this.facts.shown - 1, this.rankOf(first)) / BLOCK);
    return Array.from({ length: Math.max(0, hi - lo + 1) }, (_, at) => hi - at);
  }

  /** Reads again: something was written, or time has passed. */
  refresh(): void {
    this.age += 1;
    this.fresh.clear();
    this.underWay.clear();
    if (this.facts.isRead && this.facts.matched > 0) {
      this.head();
      this.pump();
    } else this.begin();
  }

  /** While held, new entries wait to be asked for. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    if (!isHeld) this.showNew();
  }

  /** Shows the entries that wait. */
  showNew(): void {
    if (this.facts.shown === this.facts.matched) return;
    this.tell({ shown: this.facts.matched });
  }

  private begin(): void {
    if (this.isBeginning) return;
    this.isBeginning = true;
    void this.fetch(0, BLOCK).finally(() => {
      this.isBeginning = false;
    });
  }

  /** Asks for the newest, to learn how many there are now, unless a wanted block will say so. */
  private head(): void {
    const newest = Math.floor((this.facts.matched - 1) / BLOCK);
    if (!this.wanted.includes(newest)) void this.fetch(0, 1);
  }

  private pump(): void {
    for (const block of this.wanted) {
      if (this.underWay.size >= AT_ONCE) return;
      if (this.underWay.has(block) || (this.fresh.has(block) && this.isWhole(block))) continue;
      this.underWay.add(block);
      const { matched } = this.facts;
      const newest = Math.min((block + 1) * BLOCK, matched) - 1;
      const offset = Math.max(0, matched - 1 - newest);
      const mine = this.age;
      void this.fetch(offset, newest - block * BLOCK + 1 + SLACK).then((isGood) => {
        if (mine !== this.age) return;
        this.underWay.delete(block);
        if (!isGood) return;
        this.fresh.add(block);
        this.pump();
      });
    }
  }

  private async fetch(offset: number, limit: number): Promise<boolean> {
    const mine = this.age;
    try {
      const view = await this.ask(offset, limit);
      // An answer from before the last change may hold old words.
      if (mine !== this.age && this.facts.isRead) return false;
      this.take(view);
      return true;
    } catch (thrown) {
      if (mine === this.age || !this.facts.isRead) this.tell({ error: asErrorView(thrown) });
      return false;
    }
  }

  private take(view: LogView): void {
    const { matched } = view;
    const fewer = matched < this.facts.matched;
    if (fewer) this.rows.clear();
    view.entries.forEach((entry, at) => {
      this.rows.set(matched - 1 - view.offset - at, entry);
    });
    this.prune();
    const shown = this.isHeld && this.facts.isRead ? Math.min(this.facts.shown, matched) : matched;
    this.tell({
      isRead: true,
      all: view.all,
      matched,
      shown,
      verified: view.verified,
      choices: view.choices,
      waiting: view.waiting,
      error: null,
    });
  }

  /** Lets go of what lies farthest from what is on screen. */
  private prune(): void {
    const here = this.wanted[0] ?? Math.floor(Math.max(0, this.facts.matched - 1) / BLOCK);
    const blocks = [...new Set([...this.rows.keys()].map((rank) => Math.floor(rank / BLOCK)))];
    if (blocks.length <= KEPT_BLOCKS) return;
    blocks.sort((one, other) => Math.abs(one - here) - Math.abs(other - here));
    for (const block of blocks.slice(KEPT_BLOCKS)) {
      this.fresh.delete(block);
      for (let rank = block * BLOCK; rank < (block + 1) * BLOCK; rank += 1) this.rows.delete(rank);
    }
  }

  private isWhole(block: number): boolean {
    const end = Math.min((block + 1) * BLOCK, this.facts.matched);
    for (let rank = block * BLOCK; rank < end; rank += 1) if (!this.rows.has(rank)) return false;
    return true;
  }

  private tell(news: Partial<LogFacts>): void {
    this.facts = { ...this.facts, ...news, turn: this.facts.turn + 1 };
    for (const watcher of this.watchers) watcher();
  }
}
