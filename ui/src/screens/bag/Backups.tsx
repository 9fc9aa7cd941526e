import { Archive, FolderOpen, Hourglass } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import type { BackupView } from "../../host";
import { Card, ErrorBox, Loading, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { FileJob } from "../../parts/FileJob";
import { Plate } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { useFaults } from "../../state/faults";
import { useJob } from "../../state/job";
import { useAct, useFrame, useSession, useView } from "../../state/session";
import { when } from "../../words/format";
import { backupAge, backupState, scheduleWords, wholeFault } from "./backupWords";

/** The backup that this window started last, so that coming back to Bag shows how far it is. */
let lastJob: number | null = null;

function rememberJob(job: number) {
  lastJob = job;
}

/** The last backup with its age, the schedule, and one now. */
export function Backups() {
  const { view, error, reload } = useView("backup", {});
  return (
    <Card title="Backups">
      {error && (
        <ErrorBox what={error.what} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading how backups are made." />}
      {view && (
        <div className="stack">
          <Last view={view} />
          <BackUpNow view={view} onDone={reload} />
          <Schedule view={view} onSet={reload} />
        </div>
      )}
    </Card>
  );
}

function Last({ view }: { view: BackupView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const state = backupState(view, now);
  return (
    <>
      {view.failed !== "" && <ErrorBox what="The last try to make a backup failed." kept={view.failed} next={null} />}
      {state === "none" ? (
        <Notice>
          <strong>No backup has been made.</strong> If this laptop breaks, the log and the census go with it.
        </Notice>
      ) : (
        <div>
          <p className="row">
            <span>
              Last backup <strong>{when(view.last_at, zone, now)}</strong>, {backupAge(view.last_at, now)}
            </span>
            {state === "old" && (
              <Plate tone="amber" icon={Hourglass}>
                Old
              </Plate>
            )}
          </p>
          <p className="second bag-path">{view.last_file}</p>
        </div>
      )}
    </>
  );
}

function Schedule({ view, onSet }: { view: BackupView; onSet: () => void }) {
  const [changing, setChanging] = useState(false);
  if (changing)
    return (
      <ScheduleForm
        view={view}
        onClose={() => {
          setChanging(false);
          onSet();
        }}
      />
    );
  return (
    <div className="bag-schedule">
      <p>{scheduleWords(view)}</p>
      {view.folder !== "" && <p className="second bag-path">Into {view.folder}</p>}
      <div className="row bag-acts">
        <Button onPress={() => setChanging(true)}>
          {view.folder === "" ? "Set a schedule" : "Change the schedule"}
        </Button>
      </div>
    </div>
  );
}

function ScheduleForm({ view, onClose }: { view: BackupView; onClose: () => void }) {
  const { status } = useSession();
  const { busy, error, clear, run } = useAct();
  const choosing = useAct();
  const [folder, setFolder] = useState(view.folder);
  const [every, setEvery] = useState(String(view.every_h || 4));
  const [keep, setKeep] = useState(String(view.keep || 12));
  const { say, toFix, maySend } = useFaults({
    folder: folder.trim() === "" ? "Choose a folder, or type where it is." : null,
    every: wholeFault(every, 168),
    keep: wholeFault(keep, 1000),
  });
  const set = async (request: { folder: string; every_h: number; keep: number }) => {
    if (await run("backup_set", request)) onClose();
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    if (maySend(event)) void set({ folder: folder.trim(), every_h: Number(every), keep: Number(keep) });
  };
  const choose = async () => {
    const chosen = await choosing.run("choose_files", { kind: "backup_folder" });
    if (chosen?.paths[0]) setFolder(chosen.paths[0]);
  };
  const wrong = error?.kind === "bad_input";
  return (
    <form className="stack bag-form" aria-label="Schedule of backups" onSubmit={send} noValidate>
      <div className="row bag-folder">
        <Field
          className="grow"
          label="Folder"
          value={folder}
          onChange={(next) => {
            setFolder(next);
            clear();
          }}
          fault={say("folder") ?? (wrong ? `${error.what} ${error.next}` : null)}
          hint="On another disk, or a stick that stays in."
          autoFocus
        />
        {status?.can_choose_files && (
          <Button icon={FolderOpen} onPress={() => void choose()}>
            Choose
          </Button>
        )}
      </div>
      <div className="row row-16 bag-numbers">
        <Field label="Every how many hours" value={every} onChange={setEvery} fault={say("every")} />
        <Field label="How many to keep" value={keep} onChange={setKeep} fault={say("keep")} />
      </div>
      {choosing.error && <ErrorBox what={choosing.error.what} next={choosing.error.next} />}
      {error && !wrong && <ErrorBox what={error.what} kept="The schedule is as it was." next={error.next} />}
      <div className="row">
        <Button type="submit" isDisabled={busy}>
          Set the schedule
        </Button>
        {view.folder !== "" && (
          <Button isDisabled={busy} onPress={() => void set({ folder: "", every_h: 0, keep: view.keep })}>
            Stop the schedule
          </Button>
        )}
        <Button onPress={onClose}>Leave it</Button>
        {toFix && <span className="second">{toFix}</span>}
      </div>
    </form>
  );
}

function BackUpNow({ view, onDone }: { view: BackupView; onDone: () => void }) {
  const { status } = useSession();
  const choosing = useAct();
  const making = useJob(lastJob, rememberJob);
  const [elsewhere, setElsewhere] = useState(false);
  const [to, setTo] = useState("");
  const state = making.job?.state;
  useEffect(() => {
    if (state && state !== "running") onDone();
  }, [state, onDone]);
  const choose = async () => {
    const chosen = await choosing.run("choose_files", { kind: "backup_folder" });
    if (chosen?.paths[0]) setTo(chosen.paths[0]);
  };
  const place = elsewhere ? to.trim() : "";
  const usual = view.folder === "" ? "the folder that paper goes to" : view.folder;
  return (
    <div className="stack">
      <div className="row">
        <Button
          kind="primary"
          icon={Archive}
          isDisabled={making.isRunning}
          onPress={() => void making.begin((engine) => engine.call("backup_make", { to: place }))}
        >
          {making.isRunning ? "Backing up" : "Back up now"}
        </Button>
        {!elsewhere && <LinkButton onPress={() => setElsewhere(true)}>To another place</LinkButton>}
      </div>
      {elsewhere ? (
        <div className="row bag-folder">
          <Field
            className="grow"
            label="Where to"
            value={to}
            onChange={setTo}
            hint={`A folder, for example /media/usb. When it stays empty: ${usual}.`}
            autoFocus
          />
          {status?.can_choose_files && (
            <Button icon={FolderOpen} onPress={() => void choose()}>
              Choose
            </Button>
          )}
        </div>
      ) : (
        <p className="second bag-path">It goes to {usual}.</p>
      )}
      {choosing.error && <ErrorBox what={choosing.error.what} next={choosing.error.next} />}
      <FileJob
        job={making}
        none="No backup was written; older ones are untouched."
        made="It is encrypted: it opens with the passphrases and the recovery code of now. On this laptop's own disk it goes where the laptop goes: take a copy away."
      />
    </div>
  );
}
