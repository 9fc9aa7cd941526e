import { CircleCheck, Clock, Hourglass, type LucideIcon, OctagonAlert, Radio, RefreshCw } from "lucide-react";
import { useState } from "react";
import { BreakGlassDialog } from "../../../frame/BreakGlass";
import type { IntakeSource, IntakeState } from "../../../host";
import { ErrorBox } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Plate, type Tone } from "../../../parts/Plate";
import { useNow } from "../../../state/clock";
import { useGlassAct } from "../../../state/glass";
import { useJob } from "../../../state/job";
import { useFrame } from "../../../state/session";
import { capital, when } from "../../../words/format";
import { heardWords } from "./feedWords";
import { SnapshotJob } from "./SnapshotJob";

/** Shape and tone of a state; its word stands beside. */
const LOOK: Record<IntakeState, { icon: LucideIcon; tone: Tone }> = {
  listening: { icon: Radio, tone: "outline" },
  watching: { icon: CircleCheck, tone: "outline" },
  pulling: { icon: Radio, tone: "outline" },
  waiting: { icon: Clock, tone: "outline" },
  silent: { icon: Hourglass, tone: "amber" },
  failed: { icon: OctagonAlert, tone: "red-outline" },
  stopped: { icon: OctagonAlert, tone: "down" },
};

/** One feed: its state as a shape and in words, when it was last heard, what went wrong; asked at once, or removed. */
export function Source({ source, onChanged }: { source: IntakeSource; onChanged: () => void }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(30);
  const { busy, error, run, glass } = useGlassAct();
  const [asking, setAsking] = useState(false);
  const look = LOOK[source.state];
  const remove = async () => {
    if (await run("intake_remove", (break_glass) => ({ id: source.id, break_glass }))) onChanged();
  };
  return (
    <li className="edit-row">
      <div className="grow">
        <p className="row">
          <Plate tone={look.tone} icon={look.icon}>
            {capital(source.state)}
          </Plate>
          <strong>{source.name}</strong>
        </p>
        <p>{source.words}</p>
        <p className="second">
          {source.place} · {heardWords(source, zone, now)}
        </p>
        {source.last_error !== "" && source.last_error !== source.words && (
          <p className="late">
            {when(source.last_error_at, zone, now)}: {source.last_error}
          </p>
        )}
        {source.remarks.map((remark) => (
          <p key={remark} className="second">
            {remark}
          </p>
        ))}
      </div>
      {source.kind === "fhir" && <AskNow source={source} onAsked={onChanged} />}
      {!asking && (
        <Button aria-label={`Remove ${source.name}`} onPress={() => setAsking(true)}>
          Remove…
        </Button>
      )}
      {asking && (
        <div className="take-back">
          <p>
            Nothing is taken from <strong>{source.name}</strong> any more, and what it sent is erased here. Snapshots
            made from it stay, and so does the census in use.
          </p>
          {error && <ErrorBox what={error.what} kept="The feed is still there." next={error.next} />}
          <div className="row">
            <Button kind="primary" isDisabled={busy} onPress={() => void remove()}>
              Remove the feed
            </Button>
            <Button onPress={() => setAsking(false)}>Leave it</Button>
          </div>
        </div>
      )}
      <BreakGlassDialog glass={glass} does="remove a feed" />
    </li>
  );
}

/** A server is asked at once, not only when its time has come. */
function AskNow({ source, onAsked }: { source: IntakeSource; onAsked: () => void }) {
  const job = useJob();
  return (
    <>
      <Button
        icon={RefreshCw}
        aria-label={`Ask ${source.name} now`}
        isDisabled={job.isRunning}
        onPress={() => void job.begin((engine) => engine.call("intake_pull", { id: source.id, since: null }))}
      >
        Ask it now
      </Button>
      <SnapshotJob job={job} onEnded={onAsked} />
    </>
  );
}
