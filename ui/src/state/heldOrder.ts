/**
 * The held order of the patient list. Facts keep arriving while a person reads; the rows stay where the hand is until
 * the reader asks. Pure: time comes in as an argument (milliseconds since the epoch).
 */

/** What the order needs to know of a patient: who, and how urgent (smaller is more urgent, 0 is P1). */
export type Ranked = { id: string; urgency: number };

/** How long a mark "was 9" stays on a row that moved. */
export const WAS_FOR_MS = 60_000;
/** How long after the last hover the order stays held. */
export const HOVER_HOLD_MS = 10_000;

/** The rows as drawn, and what has arrived since. */
export type HeldOrder = {
  /** Ids in the order in which they are drawn. */
  shown: readonly string[];
  /** Urgency of each drawn patient when it was drawn: a row keeps its group until the order is released. */
  drawnUrgency: ReadonlyMap<string, number>;
  /** The newest ranking. */
  latest: readonly Ranked[];
  /** Row number (from 1) before the last release, for rows that moved, and when that was. */
  was: ReadonlyMap<string, number>;
  wasAt: number;
};

/** A list nobody has read yet. */
export function firstOrder(latest: readonly Ranked[]): HeldOrder {
  return { ...drawn(latest), latest, was: new Map(), wasAt: 0 };
}

function drawn(latest: readonly Ranked[]) {
  return {
    shown: latest.map((row) => row.id),
    drawnUrgency: new Map(latest.map((row) => [row.id, row.urgency])),
  };
}

/** A new ranking. Not held: drawn at once. Held: kept aside, and the drawn rows do not move. */
export function arrive(order: HeldOrder, latest: readonly Ranked[], held: boolean): HeldOrder {
  return held ? { ...order, latest } : { ...order, ...drawn(latest), latest };
}

/** The reader asked for the moves: rows travel once and remember where they were. */
export function release(order: HeldOrder, at: number): HeldOrder {
  const before = new Map(order.shown.map((id, index) => [id, index]));
  const was = new Map<string, number>();
  // A row has moved when it stands elsewhere among the rows that both orders hold.
  const kept = order.latest.filter((row) => before.has(row.id)).map((row) => row.id);
  const keeps = new Set(kept);
  const keptBefore = order.shown.filter((id) => keeps.has(id));
  kept.forEach((id, index) => {
    if (keptBefore[index] !== id) was.set(id, (before.get(id) ?? 0) + 1);
  });
  return { ...drawn(order.latest), latest: order.latest, was, wasAt: at };
}

/** Where a moved row stood before, from 1, for a minute after the release; null otherwise. */
export function wasAt(order: HeldOrder, id: string, now: number): number | null {
  return now - order.wasAt <= WAS_FOR_MS ? (order.was.get(id) ?? null) : null;
}

/** How many patients would change place, arrive or leave if the order were released. */
export function waitingMoves(order: HeldOrder): number {
  const now = order.latest.map((row) => row.id);
  const shown = new Set(order.shown);
  const still = new Set(now);
  const arrived = now.filter((id) => !shown.has(id)).length;
  const left = order.shown.filter((id) => !still.has(id)).length;
  const keptNow = now.filter((id) => shown.has(id));
  const keptShown = order.shown.filter((id) => still.has(id));
  return arrived + left + (keptNow.length - longestRise(keptNow, keptShown));
}

/**
 * The most rows that can stay where they are: the longest run of `now` whose places in `shown` only rise. What is
 * left over is the number of rows that have really moved (one row going from 9th to 1st is one move, not nine).
 */
function longestRise(now: readonly string[], shown: readonly string[]): number {
  const placeOf = new Map(shown.map((id, index) => [id, index]));
  const tails: number[] = [];
  for (const id of now) {
    const at = placeOf.get(id);
    if (at === undefined) continue;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    tails[low] = at;
  }
  return tails.length;
}

/** Patients who are P1 now and were not drawn as P1: said at once, they never wait for the release. */
export function newlyUrgent(order: HeldOrder): readonly string[] {
  return order.latest.filter((row) => row.urgency === 0 && order.drawnUrgency.get(row.id) !== 0).map((row) => row.id);
}

const urgencies = new WeakMap<readonly Ranked[], ReadonlyMap<string, number>>();

/** Urgency by patient of one ranking, made once: thousands of rows ask for it. */
function urgencyOf(ranking: readonly Ranked[]): ReadonlyMap<string, number> {
  const known = urgencies.get(ranking) ?? new Map(ranking.map((row) => [row.id, row.urgency]));
  urgencies.set(ranking, known);
  return known;
}

/** The urgency a drawn row has now when it differs from the one it was drawn with: marked "now P2". */
export function urgencyNow(order: HeldOrder, id: string): number | null {
  const now = urgencyOf(order.latest).get(id);
  const then = order.drawnUrgency.get(id);
  return now !== undefined && then !== undefined && now !== then ? now : null;
}

/** The order is held while a row is open or focused, and for ten seconds after the last hover. */
export function isHeld(reading: { open: boolean; focused: boolean; hoveredAt: number | null }, now: number): boolean {
  return reading.open || reading.focused || (reading.hoveredAt !== null && now - reading.hoveredAt < HOVER_HOLD_MS);
}
