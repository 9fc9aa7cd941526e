import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useSession } from "../../../state/session";
import { asRequest, type LogFilter } from "../filters";
import { type LogFacts, LogPages } from "./logPages";

/** Read again though nothing was written here: tasks become late by themselves. */
const EVERY_MS = 30_000;

/** The window onto the log that this filter leaves; read again whenever anything is written. */
export function useLogPages(filter: LogFilter): { pages: LogPages; facts: LogFacts; reload: () => void } {
  const { host, frame, refresh } = useSession();
  const [turn, setTurn] = useState(0);
  const asked = JSON.stringify(filter);
  const incident = frame?.incident?.id ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another incident is another log
  const pages = useMemo(() => {
    const wanted = JSON.parse(asked) as LogFilter;
    return new LogPages((offset, limit) => host.call("log", asRequest(wanted, offset, limit)));
  }, [host, asked, incident]);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const revision = frame?.revision ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: turn and revision are reasons to read again
  useEffect(() => {
    pages.refresh();
  }, [pages, revision, turn]);
  const facts = useSyncExternalStore(pages.watch, pages.snapshot);
  const isLocked = facts.error?.kind === "locked";
  useEffect(() => {
    if (isLocked) void refresh();
  }, [isLocked, refresh]);
  return { pages, facts, reload: () => setTurn((n) => n + 1) };
}
