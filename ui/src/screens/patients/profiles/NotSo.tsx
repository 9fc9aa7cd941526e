import { type FormEvent, useState } from "react";
import { BreakGlassDialog } from "../../../frame/BreakGlass";
import type { PatientView, ProfileView } from "../../../host";
import { ErrorBox } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { useDraft } from "../../../state/drafts";
import { useGlassAct } from "../../../state/glass";
import { useSession } from "../../../state/session";
import { personNamed } from "../secondPerson";
import { REASONS } from "./choices";

/**
 * Takes a profile away: one tap more when one of the usual reasons will do, else in words. Off P1 nobody is taken alone:
 * the second person is asked for, as when a P1 is lowered.
 */
export function NotSo({ view, profile, onClose }: { view: PatientView; profile: ProfileView; onClose: () => void }) {
  const { busy, error, run, glass } = useGlassAct();
  const people = useSession().status?.people ?? [];
  const reason = useDraft(`patient.${view.row.id}.not.${profile.code}`);
  const [second, setSecond] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [tried, setTried] = useState(false);
  const mayNeedSecond = view.row.tier === "P1";
  const signsIn = mayNeedSecond ? personNamed(people, second) : null;
  const take = async (words: string) => {
    await reason.keepNow();
    const done = await run("profile_remove", (break_glass) => ({
      patient: view.row.id,
      profile: profile.code,
      instead: "",
      reason: words,
      second_person: second.trim(),
      second_passphrase: signsIn ? passphrase : "",
      break_glass,
    }));
    if (!done) return;
    await reason.saved();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (reason.text.trim() !== "") void take(reason.text.trim());
  };
  return (
    <form
      className="profiles-form"
      aria-label={`${profile.name}: not so`}
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      {mayNeedSecond && (
        <Field
          label="Second person"
          aside="(needed if it takes the patient off P1)"
          value={second}
          onChange={setSecond}
          hint={signsIn ? null : "Who cannot sign in here is taken by name, and the log says so."}
        />
      )}
      {signsIn && (
        <Field
          label={`Passphrase of ${signsIn}`}
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={setPassphrase}
          hint="Typed by them, at this station. It is not kept."
        />
      )}
      <fieldset className="row profiles-reasons">
        <legend className="label">Why it is not so</legend>
        {REASONS.map((words) => (
          <Button key={words} isDisabled={busy} onPress={() => void take(words)}>
            {words}
          </Button>
        ))}
      </fieldset>
      <Field
        label="Or in words"
        hint="Kept as you type"
        value={reason.text}
        onChange={reason.set}
        fault={tried && reason.text.trim() === "" ? "Give a reason, or tap one above." : null}
      />
      {error && <ErrorBox what={error.what} kept="Your words are kept." next={error.next} />}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={busy}>
          Take it away
        </Button>
        <Button onPress={onClose}>Back</Button>
        <span className="second">It stays named here. Something new on record opens the question again.</span>
      </div>
      <BreakGlassDialog glass={glass} does="take this profile away" />
    </form>
  );
}
