import { type FormEvent, useState } from "react";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { NewPassphrase } from "../../parts/NewPassphrase";
import { draftWords, useDraft } from "../../state/drafts";
import { useFaults } from "../../state/faults";
import { useGlassAct } from "../../state/glass";
import { useAct, useFrame } from "../../state/session";
import { NOT_TYPED, twiceFaults } from "../../words/secrets";
import { KeyDialog } from "./KeyDialog";

/** Called with what was done, or with nothing when it was left. */
type Close = (said?: string) => void;

/** The new person stands here and types; nobody else learns their passphrase. */
export function AddPersonDialog({ onClose }: { onClose: Close }) {
  const { busy, error, run, glass } = useGlassAct();
  const name = useDraft("people.add.name");
  const [twice, setTwice] = useState(NOT_TYPED);
  const person = name.text.trim();
  const { say, toFix, maySend } = useFaults({
    person: person === "" ? "Give the name as the log shall show it." : null,
    ...twiceFaults(twice),
  });
  const send = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    const request = { person, passphrase: twice.passphrase };
    const added = await run("person_add", (break_glass) => ({ ...request, break_glass }));
    if (!added) return;
    await name.saved();
    onClose(added.said);
  };
  const does = `let ${person === "" ? "them" : person} sign in`;
  return (
    <KeyDialog title="Let somebody in" glass={glass} does={does} onClose={onClose}>
      <form className="stack" aria-label="Let somebody in" onSubmit={send} noValidate>
        <p>
          Hand them the keyboard. They can read everything in this home, so let in only people of this hospital whom you
          know.
        </p>
        <Field
          label="Their name"
          value={name.text}
          onChange={name.set}
          fault={say("person")}
          hint="As the log shall show it: first name and family name."
          autoFocus
          autoComplete="off"
        />
        <NewPassphrase value={twice} onChange={setTwice} say={say} label="Their passphrase, typed by them" />
        {error && <ErrorBox what={error.what} kept="Nobody was let in." next={error.next} />}
        <div className="row">
          <Button kind="primary" type="submit" isDisabled={busy}>
            {busy ? "Letting them in" : `Let ${person === "" ? "them" : person} sign in`}
          </Button>
          <Button onPress={() => onClose()}>Leave it</Button>
          {toFix && <span className="second">{toFix}</span>}
        </div>
      </form>
    </KeyDialog>
  );
}

/** One's own passphrase: the one until now, the new one twice. */
export function OwnPassphraseDialog({ onClose }: { onClose: Close }) {
  const { busy, error, clear, run } = useAct();
  const [old, setOld] = useState("");
  const [twice, setTwice] = useState(NOT_TYPED);
  const { say, toFix, maySend } = useFaults({
    old: old === "" ? "Give the passphrase that you have now." : null,
    ...twiceFaults(twice),
  });
  const send = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    const changed = await run("passphrase_change", { old, new: twice.passphrase });
    if (changed) onClose(changed.said);
  };
  const wrong = error?.kind === "passphrase";
  return (
    <KeyDialog title="Change my passphrase" onClose={onClose}>
      <form className="stack" aria-label="Change my passphrase" onSubmit={send} noValidate>
        <Field
          label="Passphrase until now"
          type="password"
          value={old}
          onChange={(words) => {
            setOld(words);
            clear();
          }}
          fault={say("old") ?? (wrong ? `${error.what} ${error.next}` : null)}
          autoFocus
          autoComplete="current-password"
        />
        <NewPassphrase value={twice} onChange={setTwice} say={say} />
        {error && !wrong && <ErrorBox what={error.what} kept="Your passphrase is as it was." next={error.next} />}
        <div className="row">
          <Button kind="primary" type="submit" isDisabled={busy}>
            {busy ? "Changing it" : "Use the new passphrase"}
          </Button>
          <Button onPress={() => onClose()}>Leave it as it is</Button>
          {toFix && <span className="second">{toFix}</span>}
        </div>
      </form>
    </KeyDialog>
  );
}

/** Somebody forgot theirs: they stand here and type a new one; why goes into the log. */
export function ResetDialog({ person, onClose }: { person: string; onClose: Close }) {
  const { zone_name: zone } = useFrame();
  const { busy, error, run, glass } = useGlassAct();
  const because = useDraft(`people.reset.${person}`);
  const [twice, setTwice] = useState(NOT_TYPED);
  const { say, toFix, maySend } = useFaults({
    because: because.text.trim() === "" ? "Say why, for example: forgotten, seen in person." : null,
    ...twiceFaults(twice),
  });
  const send = async (event: FormEvent<HTMLFormElement>) => {
    if (!maySend(event)) return;
    await because.keepNow();
    const request = { person, new: twice.passphrase, because: because.text.trim() };
    const reset = await run("passphrase_reset", (break_glass) => ({ ...request, break_glass }));
    if (!reset) return;
    await because.saved();
    onClose(reset.said);
  };
  return (
    <KeyDialog
      title={`A new passphrase for ${person}`}
      glass={glass}
      does={`give ${person} a new passphrase`}
      onClose={onClose}
    >
      <form className="stack" aria-label="A new passphrase" onSubmit={send} noValidate>
        <p>They must stand here: look at their badge, then hand them the keyboard. The old passphrase opens nothing.</p>
        <Field
          label="Why"
          aside={draftWords(because.state, zone)}
          value={because.text}
          onChange={because.set}
          fault={say("because")}
          autoFocus
        />
        <NewPassphrase value={twice} onChange={setTwice} say={say} label="Their new passphrase, typed by them" />
        {error && <ErrorBox what={error.what} kept="Their passphrase is as it was." next={error.next} />}
        <div className="row">
          <Button kind="primary" type="submit" isDisabled={busy}>
            {busy ? "Changing it" : "Give the new passphrase"}
          </Button>
          <Button onPress={() => onClose()}>Leave it as it is</Button>
          {toFix && <span className="second">{toFix}</span>}
        </div>
      </form>
    </KeyDialog>
  );
}
