import type { IntakeView } from "../../../host";
import { Card, Empty, ErrorBox, Loading } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { useView } from "../../../state/session";
import { count } from "../../../words/format";
import { AddSource } from "./AddSource";
import { Retention } from "./Retention";
import { SnapshotNow, Snapshots } from "./Snapshots";
import { Source } from "./Source";

/** Where the census comes from while IT still works: each source, when it was last heard, and the snapshots kept. */
export function FeedsTab() {
  const { view, error, reload } = useView("intake", {});
  return (
    <>
      {error && (
        <ErrorBox what={error.what} kept={view ? "What is below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Asking the feeds." />}
      {view && (
        <div className="edits-split">
          <div className="stack">
            <Sources view={view} onChanged={reload} />
            <AddSource onAdded={reload} />
          </div>
          <div className="stack">
            <SnapshotNow view={view} onTaken={reload} />
            <Snapshots />
            <Retention view={view} onSet={reload} />
          </div>
        </div>
      )}
    </>
  );
}

function Sources({ view, onChanged }: { view: IntakeView; onChanged: () => void }) {
  return (
    <Card title="Feeds" aside={count(view.sources.length, "feed")} flush>
      {view.sources.length === 0 ? (
        <div className="card-body">
          <Empty title="No feed is set up">
            With a feed the last census before IT dies is minutes old. Without one it is as old as the last file that
            somebody read by hand.
          </Empty>
        </div>
      ) : (
        <ul className="edit-rows" aria-label="Feeds">
          {view.sources.map((source) => (
            <Source key={source.id} source={source} onChanged={onChanged} />
          ))}
        </ul>
      )}
      {view.sources.length > 0 && !view.running && (
        <p className="quality-none">
          Feeds do not run in this window. They run in Battlebag on the machine that was set up for them.
        </p>
      )}
    </Card>
  );
}
