import { type FormEvent, useState } from "react";
import type { StatusView } from "../../host";
import { ErrorBox, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, RadioCards } from "../../parts/Field";
import { NewPassphrase } from "../../parts/NewPassphrase";
import { useNow } from "../../state/clock";
import { useFaults } from "../../state/faults";
import { useAct, useSession } from "../../state/session";
import { codeFault, codeProgress, NOT_TYPED, twiceFaults } from "../../words/secrets";
import { InTheWay } from "./Lock";
import { waitLeft } from "./wait";

/** No name of a person begins with a line break. */
const SOMEBODY_ELSE = "\n";

/** The code from the sealed envelope, who comes in with it, and their new passphrase. Loud, and says so first. */
export function RecoverForm({ status, onBack }: { status: StatusView; onBack: () => void }) {
  const { setFrame, refresh } = useSession();
  const { busy, error, clear, run } = useAct();
  const [code, setCode] = useState("");
  const [who, setWho] = useState(status.people[0] ?? SOMEBODY_ELSE);
  const [name, setName] = useState("");
  const [twice, setTwice] = useState(NOT_TYPED);
  const wait = waitLeft(status, useNow());
  const isElse = who === SOMEBODY_ELSE;
  const person = isElse ? name.trim() : who;
  const { say, toFix, maySend } = useFaults({
    code: codeFault(code),
    name: person === "" ? "Give your name as the log shall show it." : null,
    ...twiceFaults(twice),
  });
  const recover = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event) || wait > 0) return;
    const frame = await run("recover", { recovery_code: code, person, passphrase: twice.passphrase });
    if (frame) setFrame(frame);
    await refresh();
  };
  const wrong = error?.kind === "passphrase" || error?.kind === "bad_input";
  return (
    <form className="lock-form" onSubmit={recover} noValidate>
      <h1 className="lock-title">Come in with the recovery code</h1>
      <Notice>
        <strong>Everybody will see it.</strong> The log says who used the code and when, and every screen says so until
        a new code is made.
      </Notice>
      <Field
        label="Recovery code"
        lines={2}
        value={code}
        onChange={(words) => {
          setCode(words);
          clear();
        }}
        fault={say("code") ?? (wrong ? (wait > 0 ? error.what : `${error.what} ${error.next}`) : null)}
        hint={codeProgress(code)}
        className="lock-code"
        autoFocus
        autoComplete="off"
      />
      <div>
        <p className="label">Who comes in?</p>
        <RadioCards
          label="Who comes in?"
          value={who}
          onChange={setWho}
          options={[
            ...status.people.map((known) => ({ value: known, title: known, second: "gets a new passphrase" })),
            { value: SOMEBODY_ELSE, title: "Somebody else", second: "can sign in from now on" },
          ]}
        />
      </div>
      {isElse && <Field label="Your name" value={name} onChange={setName} fault={say("name")} autoComplete="name" />}
      <NewPassphrase value={twice} onChange={setTwice} say={say} label="Your new passphrase" />
      <InTheWay status={status} isSaid={error !== null} />
      {error && !wrong && <ErrorBox what={error.what} next={error.next} />}
      <div className="row row-16">
        <Button kind="primary" type="submit" isDisabled={busy || wait > 0}>
          {busy ? "Opening" : "Open with the code"}
        </Button>
        <Button onPress={onBack}>Back to the passphrase</Button>
        {toFix && <span className="second">{toFix}</span>}
      </div>
    </form>
  );
}
