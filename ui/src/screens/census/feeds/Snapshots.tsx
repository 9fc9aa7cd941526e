import { Camera, CircleCheck } from "lucide-react";
import type { IntakeView } from "../../../host";
import { Card, ErrorBox, Notice } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Plate } from "../../../parts/Plate";
import { useNow } from "../../../state/clock";
import { useJob } from "../../../state/job";
import { useFrame, useView } from "../../../state/session";
import { count, when } from "../../../words/format";
import { nextWords } from "./feedWords";
import { SnapshotJob } from "./SnapshotJob";

/** When the next snapshot is due, what the last came to, and one at once. */
export function SnapshotNow({ view, onTaken }: { view: IntakeView; onTaken: () => void }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(30);
  const job = useJob();
  return (
    <Card title="Snapshots from the feeds">
      <div className="stack">
        <p>
          {nextWords(view, zone, now)} {view.held_back === "" && view.last_try}
        </p>
        {view.held_back !== "" && (
          <Notice>
            <strong>The newest snapshot was held back.</strong> {view.held_back}
          </Notice>
        )}
        <SnapshotJob job={job} onEnded={onTaken} />
        <div className="row">
          <Button
            kind="primary"
            icon={Camera}
            isDisabled={job.isRunning || view.sources.length === 0}
            onPress={() => void job.begin((engine) => engine.call("intake_snapshot", { anyway: false }))}
          >
            Take a snapshot now
          </Button>
          {view.held_back !== "" && (
            <Button
              isDisabled={job.isRunning}
              onPress={() => void job.begin((engine) => engine.call("intake_snapshot", { anyway: true }))}
            >
              Use it all the same
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

/** Every snapshot that can still be gone back to. */
export function Snapshots() {
  const { view, error } = useView("census_snapshots", {});
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <Card title="Kept snapshots" aside={view ? count(view.rows.length, "snapshot") : null} flush>
      {error && <ErrorBox what={error.what} next={error.next} />}
      {view?.rows.length === 0 && <p className="quality-none">None is kept yet.</p>}
      {view && view.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard
        <ul className="files-scroll" tabIndex={0} aria-label="Kept snapshots, newest first">
          {view.rows.map((row) => (
            <li key={row.snapshot} className="edit-row">
              <span className="grow">
                as at <strong>{when(row.as_of, zone, now)}</strong>
              </span>
              <span className="second">kept {when(row.kept_at, zone, now)}</span>
              {row.in_use && <Plate icon={CircleCheck}>In use</Plate>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
