import { useCallback, useEffect, useMemo, useState } from "react";
import { asErrorView, type ErrorView, type Host, type JobView } from "../host";
import { useAnnounce } from "./announcer";
import { useSession } from "./session";

/** How often a running job is asked how far it is. */
const ASK_EVERY_MS = 400;

/** A long job under way or just ended: a print, an import. */
export type Job = {
  job: JobView | null;
  /** It could not be begun, or cannot be asked any more. */
  error: ErrorView | null;
  isRunning: boolean;
  begin: (ask: (host: Host) => Promise<JobView>) => Promise<void>;
  cancel: () => Promise<void>;
  clear: () => void;
};

/** What a screen reader hears when a job ends. */
function endedWords(job: JobView): string {
  if (job.report) return job.report.said;
  const pages = job.files.reduce((sum, file) => sum + file.pages, 0);
  return job.unit === "pages" ? `${job.what}: ${pages} pages made.` : `${job.what} made.`;
}

/** Begins a job and follows it. `jobId` takes up one that was begun before this screen was opened. */
export function useJob(jobId: number | null = null, onBegun?: (job: number) => void): Job {
  const { host, refresh } = useSession();
  const announce = useAnnounce();
  const [job, setJob] = useState<JobView | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const running = job === null ? jobId : job.state === "running" ? job.job : null;

  const take = useCallback(
    (next: JobView) => {
      setJob(next);
      if (next.state === "running") return;
      if (next.state === "done") announce(endedWords(next));
      else announce(`${next.what} stopped. ${next.error?.what ?? ""}`, "assertive");
      void refresh();
    },
    [announce, refresh],
  );

  useEffect(() => {
    if (running === null) return undefined;
    let live = true;
    const ask = async () => {
      try {
        const next = await host.call("job", { job: running });
        if (live) take(next);
      } catch (thrown) {
        if (!live) return;
        const view = asErrorView(thrown);
        setJob(null);
        // A job of before this engine was started again is over: nothing to follow and nothing to say.
        if (view.kind !== "not_found") setError(view);
        live = false;
        clearInterval(timer);
      }
    };
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      live = false;
      clearInterval(timer);
    };
  }, [running, host, take]);

  const begin = useCallback<Job["begin"]>(
    async (ask) => {
      setError(null);
      setJob(null);
      try {
        const begun = await ask(host);
        onBegun?.(begun.job);
        take(begun);
      } catch (thrown) {
        setError(asErrorView(thrown));
      }
    },
    [host, take, onBegun],
  );
  const cancel = useCallback(async () => {
    if (running === null) return;
    try {
      take(await host.call("job_cancel", { job: running }));
    } catch (thrown) {
      setError(asErrorView(thrown));
    }
  }, [host, running, take]);
  const clear = useCallback(() => {
    setJob(null);
    setError(null);
  }, []);

  const isRunning = job?.state === "running";
  return useMemo(
    () => ({ job, error, isRunning, begin, cancel, clear }),
    [job, error, isRunning, begin, cancel, clear],
  );
}
