import { useCallback, useRef, useState } from "react";
import { asErrorView, type ErrorView } from "../../../host";
import { useSession } from "../../../state/session";
import { ALL, asRequest, isNarrowed, type LogFilter } from "../filters";
import { findOffset, type Pointer } from "./findEntry";
import type { GoTo } from "./Timeline";
import type { useLogPages } from "./useLogPages";

/** Going to an entry by its number, or to a time. A number may lie outside the filter, so that one is cleared first. */
export function useJumps(
  setFilter: (filter: LogFilter) => void,
  filter: LogFilter,
  log: ReturnType<typeof useLogPages>,
) {
  const { host } = useSession();
  const [goTo, setGoTo] = useState<GoTo | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const newest = useRef({ filter, log });
  newest.current = { filter, log };
  const turn = useRef(0);

  const go = useCallback((offset: number, matched: number) => {
    turn.current += 1;
    setGoTo({ rank: matched - 1 - offset, turn: turn.current });
  }, []);
  const jump = useCallback(
    async (to: Pointer) => {
      setError(null);
      setFilter(ALL);
      try {
        let matched = 0;
        const ask = async (offset: number, limit: number) => {
          const view = await host.call("log", asRequest(ALL, offset, limit));
          matched = view.matched;
          return view;
        };
        await ask(0, 1);
        const offset = await findOffset(ask, to, matched);
        if (offset === null) {
          setError({
            kind: "not_found",
            what: `Entry no. ${to.number} is not in this log.`,
            next: "It may be of another station, not merged yet.",
          });
          return;
        }
        // The list without the filter must be there before its row can be shown.
        await until(() => {
          const now = newest.current;
          return !isNarrowed(now.filter) && now.log.facts.isRead && now.log.facts.shown > matched - 1 - offset;
        });
        go(offset, matched);
      } catch (thrown) {
        setError(asErrorView(thrown));
      }
    },
    [host, setFilter, go],
  );
  const toTime = useCallback(
    async (at: string) => {
      setError(null);
      try {
        const view = await host.call("log", { ...asRequest(newest.current.filter, 0, 1), jump_to: at });
        // Before the first entry there is none: the first one is as near as it gets.
        if (view.matched > 0) go(Math.min(view.offset, view.matched - 1), view.matched);
      } catch (thrown) {
        setError(asErrorView(thrown));
      }
    },
    [host, go],
  );
  const forget = useCallback(() => setGoTo(null), []);
  return { goTo, error, jump, toTime, forget };
}

const LOOK_EVERY_MS = 30;
const LOOKS = 100;

async function until(isSo: () => boolean): Promise<void> {
  for (let look = 0; look < LOOKS && !isSo(); look += 1) await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
}
