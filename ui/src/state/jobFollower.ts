import { asErrorView, type ErrorView, type JobView } from "../host";

/** How often a running job is asked how far it is. */
const ASK_EVERY_MS = 400;

/** A job as the screen shows it. */
export type Followed = {
  job: JobView | null;
  /** It could not be begun, or cannot be asked any more. */
  error: ErrorView | null;
  /** It was asked for, and the engine has not said yet that it began. */
  isBeginning: boolean;
};

/** A timer, given so that tests hold it. */
export type Every = (ms: number, act: () => void) => () => void;

const everyMs: Every = (ms, act) => {
  const timer = setInterval(act, ms);
  return () => clearInterval(timer);
};

/**
 * Follows one job at a time to its end. An answer about a job that is no longer the one followed is thrown away: else a
 * late word about the last print would stand for the new one, which then nobody follows.
 */
export class JobFollower {
  state: Followed = { job: null, error: null, isBeginning: false };
  private turn = 0;
  private asking: (() => void) | null = null;

  constructor(
    private readonly ask: (job: number) => Promise<JobView>,
    private readonly hear: (state: Followed, ended: JobView | null) => void,
    private readonly every: Every = everyMs,
  ) {}

  /** Takes up a job that was begun before. */
  follow(job: number): void {
    const mine = this.next();
    this.asking = this.every(ASK_EVERY_MS, () => void this.look(mine, job));
  }

  /** Begins a job and follows it. One that is being begun is waited for: a second press begins nothing. */
  async begin(start: () => Promise<JobView>, onBegun: (job: number) => void = () => undefined): Promise<void> {
    if (this.state.isBeginning) return;
    const mine = this.next();
    this.set({ job: null, error: null, isBeginning: true }, null);
    try {
      const begun = await start();
      onBegun(begun.job);
      if (mine !== this.turn) return;
      if (begun.state === "running") this.follow(begun.job);
      this.take(begun);
    } catch (thrown) {
      if (mine === this.turn) this.set({ job: null, error: asErrorView(thrown), isBeginning: false }, null);
    }
  }

  /** Asks the engine to stop the job; it is followed until it has. */
  async cancel(stop: (job: number) => Promise<JobView>): Promise<void> {
    const { job } = this.state;
    if (job?.state !== "running") return;
    const mine = this.turn;
    try {
      const told = await stop(job.job);
      if (mine === this.turn) this.take(told);
    } catch (thrown) {
      if (mine === this.turn) this.set({ ...this.state, error: asErrorView(thrown) }, null);
    }
  }

  /** Shows nothing, and looks away. */
  clear(): void {
    this.next();
    this.set({ job: null, error: null, isBeginning: false }, null);
  }

  /** The screen is gone. */
  stop(): void {
    this.next();
  }

  private next(): number {
    this.asking?.();
    this.asking = null;
    this.turn += 1;
    return this.turn;
  }

  private async look(mine: number, job: number): Promise<void> {
    try {
      const now = await this.ask(job);
      if (mine === this.turn) this.take(now);
    } catch (thrown) {
      if (mine !== this.turn) return;
      const error = asErrorView(thrown);
      // One question without an answer says nothing of the job: it is asked again, and the next answer takes the words away.
      if (error.kind !== "not_found") return this.set({ ...this.state, error }, null);
      // A job of before this engine was started again is over: nothing to follow and nothing to say.
      this.clear();
    }
  }

  private take(job: JobView): void {
    const ended = job.state !== "running";
    if (ended) this.next();
    this.set({ job, error: null, isBeginning: false }, ended ? job : null);
  }

  private set(state: Followed, ended: JobView | null): void {
    this.state = state;
    this.hear(state, ended);
  }
}
