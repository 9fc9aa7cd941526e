import { Camera, CircleCheck, Clock, Hourglass, type LucideIcon, OctagonAlert, Radio } from "lucide-react";
import { type FormEvent, useState } from "react";
import { BreakGlassDialog } from "../../../frame/BreakGlass";
import type { AddIntake, IntakeSource, IntakeState, IntakeView } from "../../../host";
import { Card, Empty, ErrorBox, Loading, Notice } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field, Pick } from "../../../parts/Field";
import { FileJob } from "../../../parts/FileJob";
import { Plate, type Tone } from "../../../parts/Plate";
import { useNow } from "../../../state/clock";
import { useFaults } from "../../../state/faults";
import { useGlassAct } from "../../../state/glass";
import { useJob } from "../../../state/job";
import { useFrame, useView } from "../../../state/session";
import { capital, count, when } from "../../../words/format";
import { useWriting } from "../../log/writing/useWriting";
import { needed } from "../../log/writing/WritingForm";

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
          </div>
          <div className="stack">
            <SnapshotNow view={view} />
            <Snapshots />
            <AddSource onAdded={reload} />
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
        <p className="quality-none">Feeds do not run in this window: they run where Battlebag was started with them.</p>
      )}
    </Card>
  );
}

function Source({ source, onChanged }: { source: IntakeSource; onChanged: () => void }) {
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
          {source.place} · last heard {when(source.last_heard, zone, now)} · {count(source.kept, "message")} kept
        </p>
        {source.last_error !== "" && (
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
      {!asking && (
        <Button aria-label={`Remove ${source.name}`} onPress={() => setAsking(true)}>
          Remove…
        </Button>
      )}
      {asking && (
        <div className="take-back">
          <p>
            Nothing is taken from <strong>{source.name}</strong> any more. What it sent is kept.
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

function SnapshotNow({ view }: { view: IntakeView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(30);
  const job = useJob();
  return (
    <Card title="Snapshots from the feeds">
      <div className="stack">
        <p>
          {view.next_snapshot === null
            ? "No snapshot is due: nothing new came, or no feed runs."
            : `The next is due ${when(view.next_snapshot, zone, now)}.`}{" "}
          {view.last_try}
        </p>
        {view.held_back !== "" && (
          <Notice>
            <strong>The newest snapshot was held back.</strong> {view.held_back}
          </Notice>
        )}
        <p className="second">
          The newest {count(view.retention.snapshots, "snapshot")} are always kept, older ones for{" "}
          {count(view.retention.days, "day")}; messages about nobody in a bed for{" "}
          {count(view.retention.message_days, "day")}.
        </p>
        <FileJob job={job} made="" none="The census in use is unchanged." />
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

function Snapshots() {
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

const NEW = { name: "", kind: "folder", place: "" };
const PLACE: Record<string, { label: string; aside: string; fault: string }> = {
  folder: { label: "Folder", aside: "(/media/share/adt)", fault: "Say which folder." },
  mllp: { label: "Address to listen at", aside: "(127.0.0.1:2575)", fault: "Say where to listen." },
  fhir: { label: "Server", aside: "(https://fhir.example/r4)", fault: "Say which server." },
};

/** A folder that is watched, a listener for HL7 messages, or a FHIR server that is asked. Finer settings: command line. */
function AddSource({ onAdded }: { onAdded: () => void }) {
  const { busy, error, run, glass } = useGlassAct();
  const writing = useWriting("census.feed", NEW, "name");
  const { fields, set } = writing;
  const place = PLACE[fields.kind] ?? { label: "Place", aside: "", fault: "Say where." };
  const { say, toFix, maySend } = useFaults({
    name: needed(fields.name, "Name it as the hospital calls it."),
    place: needed(fields.place, place.fault),
  });
  const send = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    await writing.keepNow();
    const request = (break_glass: string): AddIntake => ({
      name: fields.name.trim(),
      kind: fields.kind,
      place: fields.place.trim(),
      silent_after_min: 60,
      anywhere: false,
      senders: [],
      open_line: false,
      how: "auto",
      ca: "",
      token: "",
      every_min: 15,
      break_glass,
    });
    if (!(await run("intake_add", request))) return;
    await writing.signed();
    onAdded();
  };
  return (
    <Card title="Add a feed">
      <form className="stack" aria-label="Add a feed" onSubmit={send} noValidate>
        <Pick
          label="What it is"
          value={fields.kind}
          onChange={(kind) => set("kind", kind)}
          options={[
            { value: "folder", text: "A folder that is watched" },
            { value: "mllp", text: "A listener for HL7 messages (MLLP)" },
            { value: "fhir", text: "A FHIR server that is asked every 15 min" },
          ]}
        />
        <Field
          label="Name"
          aside="(ADT feed)"
          value={fields.name}
          onChange={(words) => set("name", words)}
          fault={say("name")}
        />
        <Field
          label={place.label}
          aside={place.aside}
          value={fields.place}
          onChange={(words) => set("place", words)}
          fault={say("place")}
          hint="It counts as silent after 60 min. Tokens, certificates and who may send are set on the command line."
        />
        {error && <ErrorBox what={error.what} kept="No feed was added. Your words are kept." next={error.next} />}
        <div className="row">
          <Button kind="primary" type="submit" isDisabled={busy}>
            Add the feed
          </Button>
          {toFix && <span className="late semi">{toFix}</span>}
          <span className="second push">{writing.kept}</span>
        </div>
        <BreakGlassDialog glass={glass} does="add a feed" />
      </form>
    </Card>
  );
}
