import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PatientRow } from "../../host";
import { useAnnounce } from "../../state/announcer";
import { arrive, firstOrder, type HeldOrder, isHeld, newlyUrgent, release, waitingMoves } from "../../state/heldOrder";
import { bedOf, ranking } from "./rows";

/** At most once a minute: a list that keeps moving must not talk over a person. */
const SAY_EVERY_MS = 60_000;

/** What a person is doing with the list, as the hold needs it. */
export type Reading = { open: boolean; focused: boolean; hoveredAt: number | null };

/** The order as drawn, what waits behind it, and the way to let it go. */
export type Held = {
  order: HeldOrder;
  /** What is known of a patient now. */
  rowOf: (id: string) => PatientRow | undefined;
  /** The same when the order was drawn: what the filters go by, so that no row leaves under a hand. */
  drawnOf: (id: string) => PatientRow | undefined;
  /** The reader chose another filter: it goes by what is known now. */
  redraw: () => void;
  moves: number;
  newP1: readonly PatientRow[];
  show: () => void;
  setReading: (part: Partial<Reading>) => void;
  isHeld: boolean;
};

/** Holds the order of the list while somebody reads it. */
export function useHeldOrder(rows: readonly PatientRow[]): Held {
  const announce = useAnnounce();
  const [order, setOrder] = useState<HeldOrder>(() => firstOrder(ranking(rows)));
  const [held, setHeld] = useState(false);
  const reading = useRef<Reading>({ open: false, focused: false, hoveredAt: null });
  const known = useRef(new Map<string, PatientRow>());
  const saidAt = useRef(0);

  for (const row of rows) known.current.set(row.id, row);
  const rowOf = useCallback((id: string) => known.current.get(id), []);
  const [drawn, setDrawn] = useState<ReadonlyMap<string, PatientRow>>(() => new Map(known.current));
  const redraw = useCallback(() => setDrawn(new Map(known.current)), []);
  const drawnOf = useCallback((id: string) => drawn.get(id) ?? known.current.get(id), [drawn]);

  const isFirst = useRef(true);
  useEffect(() => {
    const latest = ranking(rows);
    if (isFirst.current) {
      isFirst.current = false;
      setOrder(firstOrder(latest));
      return;
    }
    const holds = isHeld(reading.current, Date.now());
    setHeld(holds);
    if (!holds) redraw();
    setOrder((before) => (before.shown.length === 0 ? firstOrder(latest) : arrive(before, latest, holds)));
  }, [rows, redraw]);

  // A hold that ends by itself (nobody reads any more) lets the newest order through.
  useEffect(() => {
    const timer = setInterval(() => {
      const holds = isHeld(reading.current, Date.now());
      setHeld(holds);
      if (holds) return;
      setOrder((before) => (waitingMoves(before) > 0 ? release(before, Date.now()) : before));
    }, 1000);
    return () => clearInterval(timer);
  }, []);

  // What rows are drawn from follows the hold: when nobody reads any more, the filters go by what is known now.
  useEffect(() => {
    if (!held) redraw();
  }, [held, redraw]);

  const moves = useMemo(() => waitingMoves(order), [order]);
  const newP1 = useMemo(() => newlyUrgent(order).flatMap((id) => known.current.get(id) ?? []), [order]);

  useEffect(() => {
    if (moves === 0 || !held || Date.now() - saidAt.current < SAY_EVERY_MS) return;
    saidAt.current = Date.now();
    announce(`${moves === 1 ? "1 move" : `${moves} moves`} waiting. Press R.`);
  }, [moves, held, announce]);

  const show = useCallback(() => {
    const after = release(order, Date.now());
    setOrder(after);
    redraw();
    const first = [...after.was][0];
    const row = first ? known.current.get(first[0]) : undefined;
    announce(
      row && first
        ? `Order updated. ${bedOf(row)} was ${first[1]}, now ${after.shown.indexOf(row.id) + 1}.`
        : "Order updated.",
    );
  }, [order, announce, redraw]);

  const setReading = useCallback((part: Partial<Reading>) => {
    reading.current = { ...reading.current, ...part };
    setHeld(isHeld(reading.current, Date.now()));
  }, []);

  // rows is a reason: what a row says may change though its place does not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows is a reason to draw again
  return useMemo(
    () => ({ order, rowOf, drawnOf, redraw, moves, newP1, show, setReading, isHeld: held }),
    [order, rowOf, drawnOf, redraw, moves, newP1, show, setReading, held, rows],
  );
}
