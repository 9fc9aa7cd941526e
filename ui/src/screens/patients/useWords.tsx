import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { asErrorView, type PatientWords } from "../../host";
import { useSession } from "../../state/session";
import { RowWords } from "./words";

const WordsContext = createContext<{ words: RowWords; isReady: boolean } | null>(null);

/** Words for the rows inside, of one ranking; `at` is a past moment, null for now. `order` is the rows as drawn. */
export function WordsProvider({
  ranking,
  at,
  order,
  children,
}: {
  ranking: string;
  at: string | null;
  order: readonly string[];
  children: ReactNode;
}) {
  const { host, refresh } = useSession();
  // A row without its words is lower than with them: rows are drawn once the first words are there.
  const [isReady, setReady] = useState(false);
  const words = useMemo(
    () =>
      new RowWords(
        async (ids) => (await host.call("patient_words", { ids: [...ids], at })).rows,
        (thrown) => {
          setReady(true);
          // The list beside it says why it cannot be read; here only a locked home matters.
          if (asErrorView(thrown).kind === "locked") void refresh();
        },
        undefined,
        () => setReady(true),
      ),
    [host, refresh, at],
  );
  useEffect(() => words.renew(ranking), [words, ranking]);
  useEffect(() => words.draws(order), [words, order]);
  const value = useMemo(() => ({ words, isReady }), [words, isReady]);
  return <WordsContext value={value}>{children}</WordsContext>;
}

/** True once rows can be drawn with their words. */
export function useWordsReady(): boolean {
  return useContext(WordsContext)?.isReady ?? true;
}

/** The words of one row, while it is in view; undefined until they are there. */
export function useWords(id: string): PatientWords | undefined {
  const words = useContext(WordsContext)?.words;
  const watch = useCallback((changed: () => void) => words?.watch(id, changed) ?? (() => undefined), [words, id]);
  return useSyncExternalStore(watch, () => words?.get(id));
}
