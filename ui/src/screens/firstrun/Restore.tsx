import { FileText } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { BackupHead, StatusView } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { useFaults } from "../../state/faults";
import { useAct, useSession } from "../../state/session";
import { clock, day, instant, zoneName } from "../../words/format";
import { ZONE } from "../lock/LockSide";

/** Brings a home back from one file: what the file says of itself, then whose passphrase opens it. */
export function Restore({
  status,
  onStep,
  onLeave,
  onDone,
}: {
  status: StatusView;
  onStep: (step: 0 | 1) => void;
  onLeave: () => void;
  onDone: () => void;
}) {
  const [file, setFile] = useState("");
  const [head, setHead] = useState<BackupHead | null>(null);
  const found = (next: BackupHead | null) => {
    setHead(next);
    onStep(next ? 1 : 0);
  };
  if (head) return <WhoComesIn file={file} head={head} status={status} onOther={() => found(null)} onDone={onDone} />;
  return <WhichFile status={status} file={file} onFile={setFile} onFound={found} onLeave={onLeave} />;
}

function WhichFile({
  status,
  file,
  onFile,
  onFound,
  onLeave,
}: {
  status: StatusView;
  file: string;
  onFile: (file: string) => void;
  onFound: (head: BackupHead | null) => void;
  onLeave: () => void;
}) {
  const { busy, error, clear, run } = useAct();
  const choosing = useAct();
  const { say, toFix, maySend } = useFaults({
    file: file.trim() === "" ? "Choose the backup, or type where it is." : null,
  });
  const set = (next: string) => {
    onFile(next);
    clear();
  };
  const choose = async () => {
    const chosen = await choosing.run("choose_files", { kind: "backup_file" });
    if (chosen?.paths[0]) set(chosen.paths[0]);
  };
  const look = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    const head = await run("backup_inspect", { file: file.trim() });
    if (head) onFound(head);
  };
  return (
    <form className="lock-form" onSubmit={look} noValidate>
      <p className="second">Step 1 of 2</p>
      <h1 className="lock-title">Restore a backup</h1>
      <p className="lock-lead">
        Plug in the disk or stick that the backup is on. Its name ends in .battlebag-backup. The file itself is not
        changed.
      </p>
      {status.can_choose_files && (
        <div className="row">
          <Button icon={FileText} onPress={() => void choose()}>
            Choose the backup
          </Button>
        </div>
      )}
      <Field
        label="Backup file"
        value={file}
        onChange={set}
        fault={say("file") ?? (error ? `${error.what} ${error.next}` : null)}
        hint="The whole path, for example /media/usb/Northmoor 2026-11-14 020000.battlebag-backup"
        autoFocus
      />
      {choosing.error && <ErrorBox what={choosing.error.what} next={choosing.error.next} />}
      <div className="row row-16">
        <Button kind="primary" type="submit" isDisabled={busy}>
          {busy ? "Reading it" : "Look at this backup"}
        </Button>
        <Button onPress={onLeave}>Make a new home instead</Button>
        {toFix && <span className="second">{toFix}</span>}
      </div>
    </form>
  );
}

function WhoComesIn({
  file,
  head,
  status,
  onOther,
  onDone,
}: {
  file: string;
  head: BackupHead;
  status: StatusView;
  onOther: () => void;
  onDone: () => void;
}) {
  const { setFrame } = useSession();
  const { busy, error, clear, run } = useAct();
  const [person, setPerson] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [shown, setShown] = useState(false);
  const { say, toFix, maySend } = useFaults({
    person: person.trim() === "" ? "Give the name that you sign in with." : null,
    passphrase: passphrase === "" ? "Give the passphrase that opened the home when the backup was made." : null,
  });
  const restore = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    const frame = await run("restore", { file: file.trim(), person: person.trim(), passphrase });
    if (!frame) return;
    setFrame(frame);
    onDone();
  };
  const made = instant(head.made_at);
  const facts: [string, string][] = [
    ["Hospital", head.hospital],
    [
      "Made",
      made ? `${day(made, ZONE)} ${made.getFullYear()}, ${clock(made, ZONE)} ${zoneName(made, ZONE)}` : "not known",
    ],
    ["By station", head.station],
    ["File", file.trim()],
  ];
  if (head.note !== "") facts.push(["Note", head.note]);
  const wrong = error?.kind === "passphrase";
  const unknown = error?.kind === "bad_input";
  const words = error ? `${error.what} ${error.next}` : null;
  return (
    <form className="lock-form" onSubmit={restore} noValidate>
      <p className="second">Step 2 of 2</p>
      <h1 className="lock-title">Is it this one?</h1>
      <dl className="lock-facts">
        {facts.map(([word, value]) => (
          <div key={word}>
            <dt className="semi">{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="second">That is what the file says of itself. It is checked while it is restored.</p>
      <Field
        label="Your name"
        value={person}
        onChange={(next) => {
          setPerson(next);
          clear();
        }}
        fault={say("person") ?? (unknown ? words : null)}
        hint="As the home knows you."
        autoFocus
        autoComplete="username"
      />
      <Field
        label="Passphrase"
        type={shown ? "text" : "password"}
        value={passphrase}
        onChange={(next) => {
          setPassphrase(next);
          clear();
        }}
        fault={say("passphrase") ?? (wrong ? words : null)}
        autoComplete="current-password"
      />
      <Notice>
        <strong>Use one of the two.</strong> If the other laptop still works, stop using it: what is written there after
        the backup is not here. The home goes to <span className="lock-folder">{status.folder}</span>, and the log says
        that it was restored.
      </Notice>
      {error && !wrong && !unknown && <ErrorBox what={error.what} kept="The backup is unchanged." next={error.next} />}
      <div className="row row-16">
        <Button kind="primary" type="submit" isDisabled={busy}>
          {busy ? "Restoring" : "Restore and open"}
        </Button>
        <Button onPress={() => setShown((on) => !on)}>{shown ? "Hide passphrase" : "Show passphrase"}</Button>
        <Button onPress={onOther}>Another file</Button>
        {toFix && <span className="second">{toFix}</span>}
      </div>
    </form>
  );
}
