import { useMemo, useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import type { PatientView, ProfileChoice } from "../../../host";
import { ErrorBox, Loading } from "../../../parts/Boxes";
import { Button } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { useDraft } from "../../../state/drafts";
import { useAct, useView } from "../../../state/session";
import { choicesFor, ORDINARY } from "./choices";

/** Every profile, found by a few letters; one more tap gives it. Ordinary care alone asks how that is known. */
export function AddProfile({ view, onClose }: { view: PatientView; onClose: () => void }) {
  const choices = useView("profile_choices", {});
  const { busy, error, run } = useAct();
  const [typed, setTyped] = useState("");
  const [ordinary, setOrdinary] = useState(false);
  const has = useMemo(() => view.profiles.map((profile) => profile.code), [view.profiles]);
  const shown = useMemo(() => choicesFor(choices.view?.rows ?? [], has, typed), [choices.view, has, typed]);
  const give = async (choice: ProfileChoice, reason: string) => {
    const done = await run("profile_add", request(view.row.id, choice.code, reason));
    if (done) onClose();
  };
  return (
    <section
      className="profiles-form"
      aria-label="Add a profile"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <Field label="Find a profile" type="search" value={typed} onChange={setTyped} autoFocus />
      {!choices.view && !choices.error && <Loading what="Reading the profiles." />}
      {choices.error && <ErrorBox what={choices.error.what} next={choices.error.next} />}
      <ListBox
        className="long-list profiles-choices"
        aria-label="Profiles"
        items={shown.map((choice) => ({ ...choice, id: choice.code }))}
        selectionMode="none"
        onAction={(code) => {
          const choice = shown.find((each) => each.code === code);
          if (!choice || busy) return;
          if (choice.code === ORDINARY) setOrdinary(true);
          else void give(choice, "");
        }}
        renderEmptyState={() => <p className="second profiles-none">No profile has these letters.</p>}
      >
        {(choice) => (
          <ListBoxItem id={choice.code} textValue={choice.name} className="long-line long-line-opens inset-focus">
            <span>{choice.name}</span> <span className="second">{choice.area}</span>
          </ListBoxItem>
        )}
      </ListBox>
      {ordinary && (
        <Ordinary
          view={view}
          busy={busy}
          onGive={(reason) =>
            run("profile_add", request(view.row.id, ORDINARY, reason)).then((done) => done && onClose())
          }
        />
      )}
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        <Button onPress={onClose}>Back</Button>
        <span className="second">Chosen is given at once, with your name. It can be taken back.</span>
      </div>
    </section>
  );
}

/** That nothing else is needed must be known from somewhere. */
function Ordinary({ view, busy, onGive }: { view: PatientView; busy: boolean; onGive: (reason: string) => void }) {
  const reason = useDraft(`patient.${view.row.id}.ordinary`);
  const [tried, setTried] = useState(false);
  const empty = reason.text.trim() === "";
  return (
    <form
      className="row profiles-ordinary"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (empty) return;
        void reason.keepNow().then(() => onGive(reason.text.trim()));
      }}
    >
      <Field
        className="grow"
        label="How it is known that nothing else is needed"
        hint="Kept as you type"
        value={reason.text}
        onChange={reason.set}
        fault={tried && empty ? "Say it in a few words: seen, eats and drinks, no lines." : null}
        autoFocus
      />
      <Button kind="primary" type="submit" isDisabled={busy}>
        Ordinary care
      </Button>
    </form>
  );
}

function request(patient: string, profile: string, reason: string) {
  return {
    patient,
    profile,
    reason,
    instead: "",
    second_person: "",
    second_passphrase: "",
    break_glass: "",
  };
}
