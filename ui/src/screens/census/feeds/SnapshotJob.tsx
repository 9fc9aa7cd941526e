import { useEffect } from "react";
import { ErrorBox, Notice, Progress } from "../../../parts/Boxes";
import { LinkButton } from "../../../parts/Button";
import { useGoing } from "../../../state/going";
import type { Job } from "../../../state/job";

const SAME = "The census in use is unchanged.";

/** A snapshot being taken, then what it came to: a new census, nothing new, or why it was not used. */
export function SnapshotJob({ job: follow, onEnded }: { job: Job; onEnded: () => void }) {
  const { go } = useGoing();
  const { job, error } = follow;
  const ended = job !== null && job.state !== "running" ? job.job : null;
  useEffect(() => {
    if (ended !== null) onEnded();
  }, [ended, onEnded]);
  if (error) return <ErrorBox what={error.what} kept={SAME} next={error.next} />;
  if (!job) return null;
  if (job.state === "running")
    return (
      <Progress done={job.done} total={job.of} unit={job.unit} label={job.what} onCancel={() => void follow.cancel()} />
    );
  if (job.error) return <ErrorBox what={job.error.what} kept={SAME} next={job.error.next} />;
  if (job.state === "cancelled") return <Notice>Cancelled. {SAME}</Notice>;
  return (
    <div className="file-made feed-made" role="status">
      {job.report ? (
        <>
          <p>
            <strong>A new census is in use.</strong> {job.report.said}
          </p>
          <p>
            <LinkButton onPress={() => go("census", "quality")}>How good it is</LinkButton>
          </p>
        </>
      ) : (
        <p>
          <strong>Nothing new has come.</strong> {SAME}
        </p>
      )}
    </div>
  );
}
