import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ErrorView, Host, JobView } from "../host";
import { useAnnounce } from "./announcer";
import { type Followed, JobFollower } from "./jobFollower";
import { useSession } from "./session";

/** A long job under way or just ended: a print, an import. */
export type Job = {
  job: JobView | null;
  /** It could not be begun, or does not answer. */
  error: ErrorView | null;
  /** It is being begun, or runs. */
  isRunning: boolean;
  begin: (ask: (host: Host) => Promise<JobView>) => Promise<void>;
  cancel: () => Promise<void>;
  clear: () => void;
};

/** What a screen reader hears when a job ends. */
function endedWords(job: JobView): string {
  if (job.report) return job.report.said;
  if (job.unit === "seconds") return `${job.what}: done.`;
  const pages = job.files.reduce((sum, file) => sum + file.pages, 0);
  return job.unit === "pages" ? `${job.what}: ${pages} pages made.` : `${job.what} made.`;
}

/** Begins a job and follows it. `jobId` takes up one that was begun before this screen was opened. */
export function useJob(jobId: number | null = null, onBegun?: (job: number) => void): Job {
  const { host, refresh } = useSession();
  const announce = useAnnounce();
  const [followed, setFollowed] = useState<Followed>({ job: null, error: null, isBeginning: false });
  const atFirst = useRef(jobId);

  const follower = useMemo(
    () =>
      new JobFollower(
        (job) => host.call("job", { job }),
        (state, ended) => {
          setFollowed(state);
          if (!ended) return;
          if (ended.state === "done") announce(endedWords(ended));
          else announce(`${ended.what} stopped. ${ended.error?.what ?? ""}`, "assertive");
          void refresh();
        },
      ),
    [host, announce, refresh],
  );
  useEffect(() => {
    if (atFirst.current !== null) follower.follow(atFirst.current);
    return () => follower.stop();
  }, [follower]);

  const begin = useCallback<Job["begin"]>(
    (ask) =>
      follower.begin(
        () => ask(host),
        (job) => {
          atFirst.current = job;
          onBegun?.(job);
        },
      ),
    [follower, host, onBegun],
  );
  const cancel = useCallback(() => follower.cancel((job) => host.call("job_cancel", { job })), [follower, host]);
  const clear = useCallback(() => {
    atFirst.current = null;
    follower.clear();
  }, [follower]);

  const { job, error, isBeginning } = followed;
  const isRunning = isBeginning || job?.state === "running";
  return useMemo(
    () => ({ job, error, isRunning, begin, cancel, clear }),
    [job, error, isRunning, begin, cancel, clear],
  );
}
