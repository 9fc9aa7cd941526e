import { useCallback, useEffect, useMemo, useState } from "react";
import { asErrorView, type ErrorView, type JobView, type StartPrint } from "../../host";
import { useAnnounce } from "../../state/announcer";
import { useSession } from "../../state/session";

/** How often a running job is asked how far it is. */
const ASK_EVERY_MS = 400;

/** A print under way or just made. */
export type Print = {
  job: JobView | null;
  error: ErrorView | null;
  start: (what: StartPrint) => Promise<void>;
  cancel: () => Promise<void>;
};

/** Starts a print and follows it. `jobId` takes up a job that was started before this screen was opened. */
export function usePrint(jobId: number | null = null, onStarted?: (job: number) => void): Print {
  const { host, refresh } = useSession();
  const announce = useAnnounce();
  const [job, setJob] = useState<JobView | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const running = job === null ? jobId : job.state === "running" ? job.job : null;

  const take = useCallback(
    (next: JobView) => {
      setJob(next);
      if (next.state === "running") return;
      const pages = next.files.reduce((sum, file) => sum + file.pages, 0);
      if (next.state === "done") announce(`${next.what}: ${pages} pages made.`);
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
        // A job that this engine no longer knows was finished or lost before it was started again.
        if (view.kind === "not_found") setJob(null);
        else setError(view);
      }
    };
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      live = false;
      clearInterval(timer);
    };
  }, [running, host, take]);

  const start = useCallback(
    async (what: StartPrint) => {
      setError(null);
      try {
        const begun = await host.call("print_start", what);
        onStarted?.(begun.job);
        take(begun);
      } catch (thrown) {
        setError(asErrorView(thrown));
      }
    },
    [host, take, onStarted],
  );
  const cancel = useCallback(async () => {
    if (running === null) return;
    try {
      take(await host.call("job_cancel", { job: running }));
    } catch (thrown) {
      setError(asErrorView(thrown));
    }
  }, [host, running, take]);

  return useMemo(() => ({ job, error, start, cancel }), [job, error, start, cancel]);
}
