/**
 * Keeps what a person types. Every change is kept by the host a moment later; a keep that fails is tried again and
 * the text stays on screen; an old answer never overwrites newer text. Pure but for the timer it is given.
 */

/** Where the words go. */
export type DraftStore = {
  load: (key: string) => Promise<string | null>;
  keep: (key: string, text: string) => Promise<void>;
  drop: (key: string) => Promise<void>;
};

/** What the screen says beside the field. */
export type DraftState =
  | { kind: "empty" }
  | { kind: "typing" }
  | { kind: "kept"; at: Date }
  | { kind: "not-kept"; why: unknown };

/** Timers and clock, given so that tests hold them. */
export type DraftTime = {
  now: () => Date;
  after: (ms: number, act: () => void) => () => void;
};

const KEEP_AFTER_MS = 500;
const TRY_AGAIN_MS = 3_000;

/** One field's draft. */
export class DraftKeeper {
  text = "";
  state: DraftState = { kind: "empty" };
  private touched = false;
  private dirty = false;
  private keeping: Promise<void> | null = null;
  private cancelTimer: (() => void) | null = null;
  private watchers = new Set<() => void>();

  constructor(
    private readonly key: string,
    private readonly store: DraftStore,
    private readonly time: DraftTime,
  ) {}

  /** Brings back what was kept, unless the person has already begun to type. */
  async open(): Promise<void> {
    try {
      const kept = await this.store.load(this.key);
      if (this.touched || kept === null || kept === "") return;
      this.text = kept;
      this.set({ kind: "kept", at: this.time.now() });
    } catch (why) {
      if (!this.touched) this.set({ kind: "not-kept", why });
    }
  }

  /** A key press. */
  type(text: string): void {
    this.touched = true;
    this.dirty = true;
    this.text = text;
    this.set({ kind: "typing" });
    this.schedule(KEEP_AFTER_MS);
  }

  /** Keeps now: before a lock, a change of screen or a save. Resolves when the newest words are kept or have failed. */
  async keepNow(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    if (this.keeping) await this.keeping;
    if (!this.dirty) return;
    this.keeping = this.keepOnce();
    await this.keeping;
    this.keeping = null;
    // Words typed while the keep was under way are newer than what is kept.
    if (this.dirty && this.state.kind === "typing") await this.keepNow();
  }

  private async keepOnce(): Promise<void> {
    const words = this.text;
    try {
      if (words === "") await this.store.drop(this.key);
      else await this.store.keep(this.key, words);
      if (this.text !== words || !this.dirty) return;
      this.dirty = false;
      this.set(words === "" ? { kind: "empty" } : { kind: "kept", at: this.time.now() });
    } catch (why) {
      if (!this.dirty) return;
      this.set({ kind: "not-kept", why });
      this.schedule(TRY_AGAIN_MS);
    }
  }

  /** The words became an entry: only then is the draft dropped. */
  async saved(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.text = "";
    this.dirty = false;
    this.set({ kind: "empty" });
    // A keep that is still on its way must not land after the drop and bring the words back.
    if (this.keeping) await this.keeping;
    try {
      await this.store.drop(this.key);
    } catch {
      // The entry is safe; a draft left behind is offered again and costs one press.
    }
  }

  /** Called when text or state change. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private schedule(ms: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.time.after(ms, () => void this.keepNow());
  }

  private set(state: DraftState): void {
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }
}
