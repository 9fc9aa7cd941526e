import { useSyncExternalStore } from "react";

/** The engine's clock less this window's, in milliseconds: what a person reads follows the engine. */
let offset = 0;
let ticking: ReturnType<typeof setInterval> | null = null;
let second = 0;
const watchers = new Set<() => void>();

/** Takes the engine's time from an answer that has just arrived. */
export function setHostNow(iso: string): void {
  const at = Date.parse(iso);
  if (!Number.isNaN(at)) offset = at - Date.now();
}

/** The engine's time now. */
export function hostNow(): Date {
  return new Date(Date.now() + offset);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  ticking ??= setInterval(() => {
    second += 1;
    for (const each of watchers) each();
  }, 1000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0 && ticking !== null) {
      clearInterval(ticking);
      ticking = null;
    }
  };
}

/** The time, redrawn each second, or each `step` seconds where a minute is fine enough. Never announced. */
export function useNow(step = 1): Date {
  useSyncExternalStore(watch, () => Math.floor(second / step));
  return hostNow();
}
