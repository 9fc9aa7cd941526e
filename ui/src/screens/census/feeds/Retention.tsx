import { type FormEvent, useMemo } from "react";
import { BreakGlassDialog } from "../../../frame/BreakGlass";
import type { IntakeView, SetIntake } from "../../../host";
import { Card, ErrorBox, Progress } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { useFaults } from "../../../state/faults";
import { useGlassAct } from "../../../state/glass";
import { useJob } from "../../../state/job";
import { count } from "../../../words/format";
import { useWriting } from "../../log/writing/useWriting";
import { timeFault, timesOf } from "./feedWords";

/** How often a snapshot is taken and how long what feeds sent is kept; what is over its time is erased. */
export function Retention({ view, onSet }: { view: IntakeView; onSet: () => void }) {
  const { every_min, retention } = view;
  const { snapshots, days, message_days } = retention;
  const base = useMemo(
    () => timesOf({ every_min, retention: { snapshots, days, message_days } }),
    [every_min, snapshots, days, message_days],
  );
  const writing = useWriting("census.retention", base, "every_min");
  const { fields, set } = writing;
  const { busy, error, run, glass } = useGlassAct();
  const { say, toFix, maySend } = useFaults({
    every_min: timeFault("every_min", fields.every_min),
    snapshots: timeFault("snapshots", fields.snapshots),
    days: timeFault("days", fields.days),
    message_days: timeFault("message_days", fields.message_days),
  });
  const send = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    await writing.keepNow();
    const request = (break_glass: string): SetIntake => ({
      every_min: Number(fields.every_min),
      retention: {
        snapshots: Number(fields.snapshots),
        days: Number(fields.days),
        message_days: Number(fields.message_days),
      },
      break_glass,
    });
    if (!(await run("intake_set", request))) return;
    await writing.signed();
    onSet();
  };
  const field = (name: keyof typeof fields, label: string, aside: string) => (
    <Field label={label} aside={aside} value={fields[name]} onChange={(typed) => set(name, typed)} fault={say(name)} />
  );
  return (
    <Card title="How long it is kept">
      <form className="stack" aria-label="How long it is kept" onSubmit={send} noValidate>
        <div className="writing-grid">
          {field("every_min", "A snapshot every", "(min, when something new came)")}
          {field("snapshots", "Newest snapshots, always kept", "(how many)")}
          {field("days", "Older snapshots", "(days)")}
          {field("message_days", "Messages about nobody in a bed", "(days)")}
        </div>
        <p className="second">
          The snapshot in use, those of a running incident and those that paper was made from are never erased.
        </p>
        {error && <ErrorBox what={error.what} kept="Nothing was changed. What you typed is kept." next={error.next} />}
        <div className="row">
          <Button type="submit" isDisabled={busy}>
            Set these times
          </Button>
          {toFix && <span className="late semi">{toFix}</span>}
          <span className="second push">{writing.kept}</span>
        </div>
        <BreakGlassDialog glass={glass} does="set how long feeds are kept" />
      </form>
      <EraseNow />
    </Card>
  );
}

function EraseNow() {
  const follow = useJob();
  const { job } = follow;
  const error = follow.error ?? job?.error ?? null;
  return (
    <div className="take-back feed-erase">
      {error && <ErrorBox what={error.what} next={error.next} />}
      {job?.state === "running" && <Progress done={job.done} total={job.of} unit={job.unit} label={job.what} />}
      {job?.state === "done" && (
        <p role="status">
          {job.done === 0 ? "No snapshot was over its time." : `${count(job.done, "snapshot")} erased.`} Messages over
          their time are erased as soon as a census says who is in a bed.
        </p>
      )}
      <div className="row">
        <Button
          isDisabled={follow.isRunning}
          onPress={() => void follow.begin((engine) => engine.call("intake_shred", {}))}
        >
          Erase now what is over its time
        </Button>
      </div>
    </div>
  );
}
