import { BriefcaseMedical, Eye, EyeOff } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { StatusView } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button, Key } from "../../parts/Button";
import { Field, RadioCards } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { hostNow, useNow } from "../../state/clock";
import { useAct, useSession } from "../../state/session";
import { clock, longDay, zoneName } from "../../words/format";
import "./lock.css";

/** The machine's zone: while locked nobody has said another. */
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function Clock() {
  const now = useNow();
  return (
    <div>
      <p className="lock-clock">{clock(now, ZONE)}</p>
      <p className="lock-day">
        {longDay(now, ZONE)}, {zoneName(now, ZONE)}
      </p>
    </div>
  );
}

/** The blue side of every screen before sign-in. */
export function LockSide({ children }: { children?: React.ReactNode }) {
  return (
    <aside className="lock-side" aria-label="About this station">
      <p className="lock-brand">
        <Icon of={BriefcaseMedical} size={36} /> Battlebag
      </p>
      {children ?? <Clock />}
      <p className="lock-foot">
        Nothing about a patient is shown while locked. This laptop needs no network and no hospital account.
      </p>
    </aside>
  );
}

/** Seconds of the wait that are left, counted down from when the engine said so. */
function useWait(seconds: number): number {
  const [until, setUntil] = useState(0);
  useEffect(() => setUntil(hostNow().getTime() + seconds * 1000), [seconds]);
  const now = useNow();
  return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}

/** Locked: who are you, and the passphrase. */
export function Lock({ status }: { status: StatusView }) {
  const { setFrame, refresh } = useSession();
  const { busy, error, clear, run } = useAct();
  const [person, setPerson] = useState(status.people[0] ?? "");
  const [passphrase, setPassphrase] = useState("");
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState<boolean | null>(null);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const wait = useWait(status.wait_s);

  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    if (wait > 0) return;
    const frame = await run("unlock", { person, passphrase });
    if (frame) {
      setFrame(frame);
      await refresh();
      return;
    }
    await refresh();
    input.current?.focus();
    input.current?.select();
  };

  const wrong = error?.kind === "passphrase" || error?.kind === "bad_input";
  return (
    <div className="lock">
      <LockSide />
      <main className="lock-main">
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
              fault={wrong ? `${error.what} ${error.next}` : null}
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
          <p className="second">
            {caps === null ? "Capitals matter." : caps ? "Caps Lock is on." : "Caps Lock is off."}
          </p>
          {wait > 0 && (
            <Notice>
              <strong>Wait {wait} s before the next try.</strong> Each wrong try makes the wait longer.
            </Notice>
          )}
          {error && !wrong && <ErrorBox what={error.what} next={error.next} />}
          <div className="row row-16">
            <Button kind="primary" type="submit" isDisabled={busy || wait > 0}>
              {busy ? "Opening" : "Unlock"} <Key>Enter</Key>
            </Button>
          </div>
          <Notice>
            <strong>Nobody here who can unlock?</strong> The recovery code lies in the sealed envelope, where the
            hospital keeps its keys. This home is {status.folder}.
          </Notice>
        </form>
      </main>
    </div>
  );
}
