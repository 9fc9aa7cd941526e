import { type FormEvent, useState } from "react";
import type { KeysChanged, RevokePlan } from "../../host";
import { ErrorBox, Loading, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Tick } from "../../parts/Field";
import { RecoveryCodeForm } from "../../parts/RecoveryCode";
import { draftWords, useDraft } from "../../state/drafts";
import { useFaults } from "../../state/faults";
import { useGlassAct } from "../../state/glass";
import { useFrame, useView } from "../../state/session";
import { list } from "../../words/format";
import { KeyDialog } from "./KeyDialog";

/** Revoking somebody gives the home a new data key: first what that means, then why, then the new recovery code. */
export function RevokeDialog({ person, onClose }: { person: string; onClose: (said?: string) => void }) {
  const act = useGlassAct();
  const because = useDraft(`people.revoke.${person}`);
  const [changed, setChanged] = useState<KeysChanged | null>(null);
  const revoke = async () => {
    await because.keepNow();
    const request = { person, because: because.text.trim(), confirmed: true };
    const done = await act.run("person_revoke", (break_glass) => ({ ...request, break_glass }));
    if (!done) return;
    await because.saved();
    setChanged(done);
  };
  if (changed) return <Revoked changed={changed} onDone={() => onClose(changed.said)} />;
  return (
    <KeyDialog title={`Revoke ${person}?`} glass={act.glass} does={`revoke ${person}`} onClose={() => onClose()}>
      <Planned person={person} because={because} act={act} onRevoke={() => void revoke()} onLeave={() => onClose()} />
    </KeyDialog>
  );
}

function Planned({
  person,
  because,
  act,
  onRevoke,
  onLeave,
}: {
  person: string;
  because: ReturnType<typeof useDraft>;
  act: ReturnType<typeof useGlassAct>;
  onRevoke: () => void;
  onLeave: () => void;
}) {
  const { zone_name: zone } = useFrame();
  const { view: plan, error, reload } = useView("person_plan", { person });
  const [agreed, setAgreed] = useState(false);
  const needsAgreement = plan !== null && (plan.let_in_again.length > 0 || plan.new_recovery_code);
  const { say, toFix, maySend } = useFaults({
    because: because.text.trim() === "" ? "Say why they may no longer sign in." : null,
    agreed: needsAgreement && !agreed ? "Tick that this was read." : null,
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    if (maySend(event)) onRevoke();
  };
  if (error)
    return (
      <ErrorBox what={error.what} kept="Nothing was changed." next={error.next}>
        <Button onPress={reload}>Look again</Button>
        <Button onPress={onLeave}>Leave it</Button>
      </ErrorBox>
    );
  if (!plan) return <Loading what="Working out what it would mean." />;
  return (
    <form className="stack" aria-label="Revoke" onSubmit={send} noValidate>
      <p>
        The home gets a new key, so that what {person} knows opens nothing from now on. What they wrote stays in the
        log.
      </p>
      <Plan plan={plan} />
      <Field
        label="Why they may no longer sign in"
        aside={draftWords(because.state, zone)}
        lines={2}
        value={because.text}
        onChange={because.set}
        fault={say("because")}
        autoFocus
      />
      {needsAgreement && (
        <Tick isSelected={agreed} onChange={setAgreed}>
          I have read what this means
        </Tick>
      )}
      {say("agreed") && <p className="field-fault">{say("agreed")}</p>}
      {act.error && (
        <ErrorBox what={act.error.what} kept={`${person} can still sign in.`} next={act.error.next}>
          <Button onPress={reload}>Look at the plan again</Button>
        </ErrorBox>
      )}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={act.busy}>
          {act.busy ? "Changing the key" : `Revoke ${person}`}
        </Button>
        <Button onPress={onLeave}>Leave it</Button>
        {toFix && <span className="second">{toFix}</span>}
      </div>
    </form>
  );
}

/** Who goes on, who must be let in again, and whether the envelope must be made anew. */
function Plan({ plan }: { plan: RevokePlan }) {
  return (
    <dl className="bag-plan">
      <div>
        <dt>Go on as before</dt>
        <dd>{plan.stays.length > 0 ? list(plan.stays) : "nobody"}</dd>
      </div>
      {plan.let_in_again.length > 0 && (
        <div>
          <dt>Must be let in again</dt>
          <dd>
            {list(plan.let_in_again)}
            <p className="second">
              They have not signed in since an older Battlebag. If they sign in once before, they stay.
            </p>
          </dd>
        </div>
      )}
      <div>
        <dt>Recovery code</dt>
        <dd>
          {plan.new_recovery_code
            ? "A new one is shown once, straight after. Have pen and paper here: the old envelope opens nothing."
            : "The one in the envelope still opens the home."}
        </dd>
      </div>
    </dl>
  );
}

/** What became of it. With a new code it stays until the code is on paper. */
function Revoked({ changed, onDone }: { changed: KeysChanged; onDone: () => void }) {
  const hasCode = changed.recovery_code !== "";
  return (
    <KeyDialog title={hasCode ? "Put the new recovery code on paper" : "Revoked"} onClose={hasCode ? null : onDone}>
      <p role="status">
        <strong>{changed.said}.</strong>
      </p>
      {changed.let_in_again.length > 0 && (
        <Notice>
          <strong>Let in again: {list(changed.let_in_again)}.</strong> Press Let somebody in, with each of them here.
        </Notice>
      )}
      {hasCode ? (
        <>
          <p>It is shown once. The old code opens nothing: take the old envelope away and destroy it.</p>
          <RecoveryCodeForm code={changed.recovery_code} done="It is on paper" onSealed={onDone} />
        </>
      ) : (
        <div className="row">
          <Button kind="primary" onPress={onDone}>
            Done
          </Button>
        </div>
      )}
    </KeyDialog>
  );
}
