import { Eye, EyeOff, KeyRound } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { StatusView } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button, Key } from "../../parts/Button";
import { Field, RadioCards } from "../../parts/Field";
import { useNow } from "../../state/clock";
import { useAct, useSession } from "../../state/session";
import { LockSide } from "./LockSide";
import { RecoverForm } from "./RecoverForm";
import { triesWords, waitLeft, waitWords } from "./wait";
import "./lock.css";

/** How often a locked station asks who holds the home: the other window may be shut at any time. */
const ASK_EVERY_MS = 3_000;

function useFreshStatus() {
  const { refresh } = useSession();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState !== "hidden" && void refresh(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [refresh]);
}

/** Locked: who are you, and the passphrase; or the code from the sealed envelope. Never a patient. */
export function Lock({ status }: { status: StatusView }) {
  const [byCode, setByCode] = useState(false);
  useFreshStatus();
  return (
    <div className="lock">
      <LockSide />
      <main className="lock-main">
        {byCode ? (
          <RecoverForm status={status} onBack={() => setByCode(false)} />
        ) : (
          <UnlockForm status={status} onCode={() => setByCode(true)} />
        )}
      </main>
    </div>
  );
}

/** What keeps anybody from coming in just now: another window, or the wait after wrong tries. `isSaid`: the tries are said already. */
export function InTheWay({ status, isSaid }: { status: StatusView; isSaid: boolean }) {
  const wait = waitLeft(status, useNow());
  return (
    <>
      {status.held_by !== "" && (
        <Notice>
          <strong>This home is open already.</strong> It is held by {status.held_by}. Go on there, or close it; this
          window sees by itself when it is closed.
        </Notice>
      )}
      {wait > 0 && (
        <Notice>
          <strong className="lock-wait">Next try in {waitWords(wait)}.</strong> {triesWords(status.tries)} Each wrong
          try makes the wait longer.
        </Notice>
      )}
      {wait === 0 && status.tries > 0 && !isSaid && (
        <p className="second">{triesWords(status.tries)} You can try now. More wrong tries bring a wait.</p>
      )}
    </>
  );
}

function UnlockForm({ status, onCode }: { status: StatusView; onCode: () => void }) {
  const { setFrame, refresh } = useSession();
  const { busy, error, clear, run } = useAct();
  const [person, setPerson] = useState(status.people[0] ?? "");
  const [passphrase, setPassphrase] = useState("");
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState<boolean | null>(null);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const wait = waitLeft(status, useNow());

  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    if (wait > 0) return;
    const frame = await run("unlock", { person, passphrase });
    if (frame) setFrame(frame);
    await refresh();
    if (frame) return;
    input.current?.focus();
    input.current?.select();
  };

  const wrong = error?.kind === "passphrase" || error?.kind === "bad_input";
  // While the wait is counted below, the engine's own words about it would stand still and be wrong.
  const fault = wrong ? (wait > 0 ? error.what : `${error.what} ${error.next}`) : null;
  return (
    <form className="lock-form" onSubmit={unlock}>
      <h1 className="lock-title">Locked. Who are you?</h1>
      {status.people.length > 0 && (
        <RadioCards
          label="Who are you?"
          value={person}
          onChange={setPerson}
          options={status.people.map((name) => ({ value: name, title: name }))}
        />
      )}
      <div className="lock-pass">
        <Field
          className="grow"
          label="Passphrase"
          type={shown ? "text" : "password"}
          value={passphrase}
          onChange={(words) => {
            setPassphrase(words);
            clear();
          }}
          fault={fault}
          autoFocus
          autoComplete="current-password"
          inputRef={input}
          onKeyDown={(event) => setCaps(event.getModifierState("CapsLock"))}
        />
        <Button
          icon={shown ? EyeOff : Eye}
          onPress={() => setShown((on) => !on)}
          aria-label={shown ? "Hide passphrase" : "Show passphrase"}
        >
          {shown ? "Hide" : "Show"}
        </Button>
      </div>
      <p className="second">{caps === null ? "Capitals matter." : caps ? "Caps Lock is on." : "Caps Lock is off."}</p>
      <InTheWay status={status} isSaid={error !== null} />
      {error && !wrong && <ErrorBox what={error.what} next={error.next} />}
      <div className="row row-16">
        <Button kind="primary" type="submit" isDisabled={busy || wait > 0}>
          {busy ? "Opening" : "Unlock"} <Key>Enter</Key>
        </Button>
        <Button icon={KeyRound} onPress={onCode}>
          Use the recovery code
        </Button>
      </div>
      <Notice>
        <strong>Nobody here who can unlock?</strong> The recovery code lies in the sealed envelope, where the hospital
        keeps its keys. This home is <span className="lock-folder">{status.folder}</span>.
      </Notice>
    </form>
  );
}
