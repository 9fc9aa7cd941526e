import { ArchiveRestore, Check, GraduationCap } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import type { StatusView } from "../../host";
import { Empty, ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { NewPassphrase } from "../../parts/NewPassphrase";
import { RecoveryCodeForm } from "../../parts/RecoveryCode";
import { useFaults } from "../../state/faults";
import { useJob } from "../../state/job";
import { useAct, useSession } from "../../state/session";
import { NOT_TYPED, twiceFaults } from "../../words/secrets";
import { LockSide } from "../lock/LockSide";
import { Restore } from "./Restore";
import "../lock/lock.css";

const STEPS = ["Hospital and first person", "Recovery code", "Census"] as const;
const STEPS_BACK = ["The backup", "Who comes in"] as const;

function Steps({ steps, at }: { steps: readonly string[]; at: number }) {
  return (
    <ol className="lock-steps">
      {steps.map((step, index) => (
        <li
          key={step}
          className={`lock-step ${index === at ? "lock-step-now" : ""}`}
          {...(index === at ? { "aria-current": "step" as const } : {})}
        >
          <span className="lock-step-box" aria-hidden="true">
            {index < at ? <Icon of={Check} size={20} /> : index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}

/** No home yet: make one, seal the recovery code and take a census; or bring one back from a backup. */
export function FirstRun({ status, onDone }: { status: StatusView; onDone: () => void }) {
  const [code, setCode] = useState<string | null>(null);
  const [sealed, setSealed] = useState(false);
  const [back, setBack] = useState<0 | 1 | null>(null);
  if (back !== null) {
    return (
      <div className="lock">
        <LockSide>
          <Steps steps={STEPS_BACK} at={back} />
        </LockSide>
        <main className="lock-main">
          <Restore status={status} onStep={setBack} onLeave={() => setBack(null)} onDone={onDone} />
        </main>
      </div>
    );
  }
  return (
    <div className="lock">
      <LockSide>
        <Steps steps={STEPS} at={code === null ? 0 : sealed ? 2 : 1} />
      </LockSide>
      <main className="lock-main">
        {code === null && <Hospital status={status} onMade={setCode} onRestore={() => setBack(0)} />}
        {code !== null && !sealed && <RecoveryCode code={code} onSealed={() => setSealed(true)} />}
        {sealed && <FirstCensus onDone={onDone} />}
      </main>
    </div>
  );
}

function Hospital({
  status,
  onMade,
  onRestore,
}: {
  status: StatusView;
  onMade: (code: string) => void;
  onRestore: () => void;
}) {
  const { busy, error, run } = useAct();
  const [hospital, setHospital] = useState("");
  const [person, setPerson] = useState("");
  const [twice, setTwice] = useState(NOT_TYPED);
  const { say, toFix, maySend } = useFaults({
    hospital: hospital.trim() === "" ? "Give the hospital's name. It is printed on every sheet." : null,
    person: person.trim() === "" ? "Give your name as the log shall show it." : null,
    ...twiceFaults(twice),
  });
  const make = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    // A machine that was never given a zone says UTC: then the engine's own default stands.
    const machine = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const zone = /^(Etc\/)?(UTC|GMT)$/.test(machine) ? "" : machine;
    const request = { hospital: hospital.trim(), person: person.trim(), passphrase: twice.passphrase, zone };
    const made = await run("create_home", request);
    if (made) onMade(made.recovery_code);
  };
  return (
    <form className="lock-form" onSubmit={make} noValidate>
      <p className="second">Step 1 of 3</p>
      <h1 className="lock-title">Pack this bag for your hospital</h1>
      <p className="lock-lead">
        Everything stays on this computer, encrypted, in <span className="lock-folder">{status.folder}</span>.
      </p>
      <Field label="Hospital" value={hospital} onChange={setHospital} fault={say("hospital")} autoFocus />
      <Field label="Your name" value={person} onChange={setPerson} fault={say("person")} autoComplete="name" />
      <NewPassphrase value={twice} onChange={setTwice} say={say} label="Passphrase" />
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row row-16">
        <Button kind="primary" type="submit" isDisabled={busy}>
          {busy ? "Making the home" : "Make the home"}
        </Button>
        {toFix && <span className="second">{toFix}</span>}
      </div>
      <div className="lock-or">
        <p>
          <strong>Another laptop broke?</strong> A backup brings its home here, with its log and its census.
        </p>
        <Button icon={ArchiveRestore} onPress={onRestore}>
          Restore a backup
        </Button>
      </div>
    </form>
  );
}

function RecoveryCode({ code, onSealed }: { code: string; onSealed: () => void }) {
  return (
    <div className="lock-form">
      <p className="second">Step 2 of 3</p>
      <h1 className="lock-title">Put the recovery code on paper</h1>
      <p className="lock-lead">
        If every passphrase is forgotten, this code is the only way to read the patient data. It is shown once. Nobody
        can make it again.
      </p>
      <RecoveryCodeForm code={code} done="Continue" onSealed={onSealed} />
    </div>
  );
}

function FirstCensus({ onDone }: { onDone: () => void }) {
  const { refresh } = useSession();
  const filling = useJob();
  const open = async () => {
    await refresh();
    onDone();
  };
  const isFilled = filling.job?.state === "done";
  useEffect(() => {
    if (isFilled) onDone();
  }, [isFilled, onDone]);
  const error = filling.error ?? filling.job?.error ?? null;
  return (
    <div className="lock-form">
      <p className="second">Step 3 of 3</p>
      <h1 className="lock-title">Who is in the hospital?</h1>
      <Empty
        title="No census yet"
        acts={
          <>
            <Button kind="primary" onPress={() => void open()}>
              Open Battlebag
            </Button>
            <Button
              icon={GraduationCap}
              onPress={() => void filling.begin((engine) => engine.call("demo", {}))}
              isDisabled={filling.isRunning}
            >
              {filling.isRunning ? "Filling the sample hospital" : "Open the sample hospital"}
            </Button>
          </>
        }
      >
        Without a census there is no priority list. Open Battlebag and press Update the census, or look around first in
        a sample hospital with invented patients.
      </Empty>
      {error && <ErrorBox what={error.what} next={error.next} />}
    </div>
  );
}
