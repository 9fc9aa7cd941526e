import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Host } from "../host";
import { clock } from "../words/format";
import { hostNow } from "./clock";
import { DraftKeeper, type DraftState, type DraftStore } from "./draftKeeper";
import { useSession } from "./session";

const open = new Set<DraftKeeper>();

function storeOf(host: Host): DraftStore {
  return {
    load: async (key) => (await host.call("draft_load", { key })).text,
    keep: async (key, text) => {
      await host.call("draft_save", { key, text });
    },
    drop: async (key) => {
      await host.call("draft_save", { key, text: "" });
    },
  };
}

const time = {
  now: hostNow,
  after: (ms: number, act: () => void) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** Keeps every draft on screen now: before a lock. */
export async function keepAllDrafts(): Promise<void> {
  await Promise.all([...open].map((keeper) => keeper.keepNow()));
}

/** A field whose words outlive the screen, the lock and a failed save. */
export type DraftField = {
  text: string;
  set: (text: string) => void;
  state: DraftState;
  /** Call when the words became an entry. */
  saved: () => Promise<void>;
  /** Keeps at once what was typed: before an act that may fail. */
  keepNow: () => Promise<void>;
};

/** The draft kept under this key. */
export function useDraft(key: string): DraftField {
  const { host } = useSession();
  const keeper = useMemo(() => new DraftKeeper(key, storeOf(host), time), [key, host]);
  useEffect(() => {
    open.add(keeper);
    void keeper.open();
    return () => {
      open.delete(keeper);
      void keeper.keepNow();
    };
  }, [keeper]);
  const state = useSyncExternalStore(
    (watcher) => keeper.watch(watcher),
    () => keeper.state,
  );
  const text = useSyncExternalStore(
    (watcher) => keeper.watch(watcher),
    () => keeper.text,
  );
  // What is done with a draft is the same while its words change, so that an effect may depend on it.
  const acts = useMemo(
    () => ({
      set: (words: string) => keeper.type(words),
      saved: () => keeper.saved(),
      keepNow: () => keeper.keepNow(),
    }),
    [keeper],
  );
  return useMemo(() => ({ text, state, ...acts }), [text, state, acts]);
}

/** What stands beside the field. */
export function draftWords(state: DraftState, zone: string): string {
  switch (state.kind) {
    case "kept":
      return `Draft kept ${clock(state.at, zone)}`;
    case "typing":
      return "Keeping…";
    case "not-kept":
      return "Not kept yet: leave this screen open. Trying again.";
    default:
      return "Kept as you type";
  }
}
