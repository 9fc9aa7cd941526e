import { useCallback, useMemo, useState } from "react";
import type { Commands, ErrorView } from "../host";
import { useAct } from "./session";

/** An act that the person's role does not allow, waiting for their reason to do it all the same. */
export type Glass = {
  /** Whose it is to do, in the engine's words. */
  error: ErrorView;
  busy: boolean;
  /** Why the second try failed. */
  failed: ErrorView | null;
  breakIt: (because: string) => void;
  leave: () => void;
};

type Asked = {
  error: ErrorView;
  breakIt: (because: string) => Promise<void>;
  leave: () => void;
};

/**
 * One act that needs a power. When the role does not allow it, `glass` is set until the person gives a reason or
 * leaves it; with a reason the same request is made again, and the engine writes the broken glass before the act.
 */
export function useGlassAct() {
  const first = useAct();
  const second = useAct();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { attempt, clear } = first;
  const { attempt: again, clear: clearAgain } = second;

  const run = useCallback(
    async <K extends keyof Commands>(
      cmd: K,
      make: (breakGlass: string) => Commands[K]["request"],
    ): Promise<Commands[K]["response"] | null> => {
      const outcome = await attempt(cmd, make(""));
      if (!outcome) return null;
      const { error } = outcome;
      if (!error) return outcome.answer;
      if (error.kind !== "no_power") return null;
      clear();
      return await new Promise((resolve) => {
        setAsked({
          error,
          breakIt: async (because) => {
            const done = await again(cmd, make(because));
            if (!done || done.error) return;
            setAsked(null);
            resolve(done.answer);
          },
          leave: () => {
            clearAgain();
            setAsked(null);
            resolve(null);
          },
        });
      });
    },
    [attempt, again, clear, clearAgain],
  );

  const glass = useMemo<Glass | null>(
    () =>
      asked && {
        error: asked.error,
        busy: second.busy,
        failed: second.error,
        breakIt: (because) => void asked.breakIt(because),
        leave: asked.leave,
      },
    [asked, second.busy, second.error],
  );
  return { busy: first.busy || second.busy, error: first.error, run, glass };
}
