import { type FormEvent, useState } from "react";
import type { RoleRow } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Combo } from "../../parts/Combo";
import { Field } from "../../parts/Field";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useAct } from "../../state/session";

/** Somebody stands in for the holder: a break, a walk to another site. The role goes back in one press. */
export function CoverForm({ row, people, onDone }: { row: RoleRow; people: readonly string[]; onDone: () => void }) {
  const { busy, error, run } = useAct();
  const [person, setPerson] = useState("");
  const [contact, setContact] = useState("");
  const [until, setUntil] = useState<TypedTime>(NO_TIME);
  const [tried, setTried] = useState(false);
  const fault = person.trim() === "" ? "Name who stands in." : null;
  const untilFault = timeFault(until);
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (fault || untilFault) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    const request = { role: row.id, person: person.trim(), contact: contact.trim(), until: until.at };
    if (await run("role_cover", request)) onDone();
  };
  return (
    <form className="stack" aria-label={`Stand in: ${row.title}`} onSubmit={save} noValidate>
      <Combo
        label="Who stands in"
        known={people}
        value={person}
        onChange={setPerson}
        fault={tried ? fault : null}
        offers="Known names"
      />
      <Field label="How to reach them" aside="(radio, bleep, runner)" value={contact} onChange={setContact} />
      <TimeField
        label="Until"
        direction="future"
        empty="not known"
        value={until}
        onChange={setUntil}
        fault={tried ? untilFault : null}
      />
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={busy}>
          {person.trim() === "" ? "Somebody" : person.trim()} stands in
        </Button>
      </div>
    </form>
  );
}
