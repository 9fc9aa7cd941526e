import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from "react";
import { asErrorView, type PatientWords } from "../../host";
import { useSession } from "../../state/session";
import { RowWords } from "./words";

const WordsContext = createContext<RowWords | null>(null);

/** Words for the rows inside, of one ranking; `at` is a past moment, null for now. */
export function WordsProvider({ ranking, at, children }: { ranking: string; at: string | null; children: ReactNode }) {
  const { host, refresh } = useSession();
  const words = useMemo(
    () =>
      new RowWords(
        async (ids) => (await host.call("patient_words", { ids: [...ids], at })).rows,
        (thrown) => {
          // The list beside it says why it cannot be read; here only a locked home matters.
          if (asErrorView(thrown).kind === "locked") void refresh();
        },
      ),
    [host, refresh, at],
  );
  useEffect(() => words.renew(ranking), [words, ranking]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** The words of one row, while it is in view; undefined until they are there. */
export function useWords(id: string): PatientWords | undefined {
  const words = useContext(WordsContext);
  const watch = useCallback((changed: () => void) => words?.watch(id, changed) ?? (() => undefined), [words, id]);
  return useSyncExternalStore(watch, () => words?.get(id));
}
