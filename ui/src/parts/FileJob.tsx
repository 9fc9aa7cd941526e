import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { Job } from "../state/job";
import { ErrorBox, Notice, Progress } from "./Boxes";
import { Icon } from "./Icon";

/** A job that makes one file: how far it is and the way out, then where the file is or why there is none. */
export function FileJob({ job: follow, made, none }: { job: Job; made: ReactNode; none: string }) {
  const { job, error } = follow;
  if (error) return <ErrorBox what={error.what} kept={none} next={error.next} />;
  if (!job) return null;
  if (job.state === "running")
    return (
      <Progress done={job.done} total={job.of} unit={job.unit} label={job.what} onCancel={() => void follow.cancel()} />
    );
  const file = job.files[0]?.file;
  if (job.state === "done" && file)
    return (
      <div className="file-made" role="status">
        <p className="row">
          <Icon of={Check} size={22} className="file-made-tick" /> <strong>Made.</strong>
        </p>
        <p className="recovery-file">{file}</p>
        <div className="second">{made}</div>
      </div>
    );
  if (job.error) return <ErrorBox what={job.error.what} kept={none} next={job.error.next} />;
  return <Notice>Cancelled. {none}</Notice>;
}
