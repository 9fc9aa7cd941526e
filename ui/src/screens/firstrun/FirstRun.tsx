import { Check, GraduationCap } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import type { StatusView } from "../../host";
import { Empty, ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { useJob } from "../../state/job";
import { useAct, useSession } from "../../state/session";
import { LockSide } from "../lock/Lock";
import { codeGroups, groupsMatch, passphraseFault } from "./recovery";

const STEPS = ["Hospital and first person", "Recovery code", "Census"] as const;

function Steps({ at }: { at: number }) {
  return (
    <ol className="lock-steps">
      {STEPS.map((step, index) => (
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

/** No home yet: make one, write the recovery code down, then take a census or open the sample hospital. */
export function FirstRun({ status, onDone }: { status: StatusView; onDone: () => void }) {
  const [code, setCode] = useState<string | null>(null);
  const [sealed, setSealed] = useState(false);
  const at = code === null ? 0 : sealed ? 2 : 1;
  return (
    <div className="lock">
      <LockSide>
        <Steps at={at} />
      </LockSide>
      <main className="lock-main">
        {code === null && <Hospital status={status} onMade={setCode} />}
        {code !== null && !sealed && <RecoveryCode code={code} onSealed={() => setSealed(true)} />}
        {sealed && <FirstCensus onDone={onDone} />}
      </main>
    </div>
  );
}

function Hospital({ status, onMade }: { status: StatusView; onMade: (code: string) => void }) {
  const { busy, error, run } = useAct();
  const [hospital, setHospital] = useState("");
  const [person, setPerson] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);
  const faults = {
    hospital: hospital.trim() === "" ? "Give the hospital's name. It is printed on every sheet." : null,
    person: person.trim() === "" ? "Give your name as the log shall show it." : null,
    passphrase: passphraseFault(passphrase),
    again: again === passphrase ? null : "The two do not match. Type the passphrase again.",
  };
  const toFix = Object.values(faults).filter(Boolean).length;
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (toFix > 0) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    // A machine that was never given a zone says UTC: then the engine's own default stands.
    const machine = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const zone = /^(Etc\/)?(UTC|GMT)$/.test(machine) ? "" : machine;
    const made = await run("create_home", { hospital: hospital.trim(), person: person.trim(), passphrase, zone });
    if (made) onMade(made.recovery_code);
  };
  const say = (fault: string | null) => (tried ? fault : null);
  return (
    <form className="lock-form" onSubmit={make} noValidate>
      <p className="second">Step 1 of 3</p>
      <h1 className="lock-title">Pack this bag for your hospital</h1>
      <p className="lock-lead">Everything stays on this computer, encrypted, in {status.folder}.</p>
      <Field label="Hospital" value={hospital} onChange={setHospital} fault={say(faults.hospital)} autoFocus />
      <Field label="Your name" value={person} onChange={setPerson} fault={say(faults.person)} autoComplete="name" />
      <Field
        label="Passphrase"
        type={shown ? "text" : "password"}
        value={passphrase}
        onChange={setPassphrase}
        fault={say(faults.passphrase)}
        hint="Four or more words that only you put together. Paste is allowed."
        autoComplete="new-password"
      />
      <Field
        label="Passphrase again"
        type={shown ? "text" : "password"}
        value={again}
        onChange={setAgain}
        fault={say(faults.again)}
        autoComplete="new-password"
      />
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row row-16">
        <Button kind="primary" type="submit" isDisabled={busy}>
          {busy ? "Making the home" : "Make the home"}
        </Button>
        <Button onPress={() => setShown((on) => !on)}>{shown ? "Hide passphrase" : "Show passphrase"}</Button>
        {tried && toFix > 0 && (
          <span className="second">{toFix === 1 ? "1 thing to fix" : `${toFix} things to fix`}</span>
        )}
      </div>
    </form>
  );
}

function RecoveryCode({ code, onSealed }: { code: string; onSealed: () => void }) {
  const groups = codeGroups(code);
  const ask = [Math.min(2, groups.length - 1), groups.length - 1] as const;
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const both = groupsMatch(first, groups[ask[0]]) && groupsMatch(second, groups[ask[1]]);
  return (
    <form
      className="lock-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (both) onSealed();
      }}
    >
      <p className="second">Step 2 of 3</p>
      <h1 className="lock-title">Write the recovery code down and seal it</h1>
      <p className="lock-lead">
        If every passphrase is forgotten, this code is the only way to read the patient data. It is shown once. Nobody
        can make it again.
      </p>
      <ol className="recovery-code" aria-label="Recovery code">
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be equal; their place is what tells them apart
          <li key={`${index + 1} ${group}`} className="recovery-group">
            <span className="second">{index + 1}</span>
            {group}
          </li>
        ))}
      </ol>
      <Notice>
        <strong>Write it by hand, on paper.</strong> Put it in a sealed envelope where the hospital keeps its keys, not
        with this computer.
      </Notice>
      <div className="row row-16">
        <Field label={`Type group ${ask[0] + 1}`} value={first} onChange={setFirst} autoComplete="off" />
        {ask[1] !== ask[0] && (
          <Field label={`Type group ${ask[1] + 1}`} value={second} onChange={setSecond} autoComplete="off" />
        )}
      </div>
      <div className="row row-16">
        <Button kind="primary" type="submit" isDisabled={!both}>
          Continue
        </Button>
        {!both && <span className="second">Continue opens when what you typed matches.</span>}
      </div>
    </form>
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
