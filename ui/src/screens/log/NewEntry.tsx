import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { hostNow } from "../../state/clock";
import { draftWords, useDraft } from "../../state/drafts";
import { useAct, useFrame } from "../../state/session";
import { timeOfDay } from "../../words/timeOfDay";

/** One sentence into the log, now or for a time that has been. */
export function NewEntry() {
  const { zone_name: zone } = useFrame();
  const { busy, error, run } = useAct();
  const note = useDraft("log.note");
  const [time, setTime] = useState("");
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const at = time.trim() === "" ? null : timeOfDay(time, hostNow(), zone);
  const faults = {
    note: note.text.trim() === "" ? "Write what happened, in one sentence." : null,
    time: time.trim() !== "" && at === null ? "Write the time as 06:21." : null,
  };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.note || faults.time) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus());
      return;
    }
    const written = await run("log_add", { text: note.text.trim(), occurred_at: at });
    if (!written) return;
    await note.saved();
    setTime("");
    setTried(false);
    form.current?.querySelector<HTMLElement>("textarea")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.ctrlKey) form.current?.requestSubmit();
  };
  return (
    <form className="new-entry" aria-label="New entry" onSubmit={add} onKeyDown={onKeyDown} ref={form} noValidate>
      {error && <ErrorBox what={error.what} kept="Your text is kept below." next={error.next} />}
      <Field
        className="grow"
        label="New entry"
        letter="n"
        value={note.text}
        onChange={note.set}
        lines={2}
        fault={tried ? faults.note : null}
        hint={
          note.state.kind === "empty"
            ? "What happened, in one sentence. Kept as you type."
            : draftWords(note.state, zone)
        }
      />
      <Field
        className="new-entry-time"
        label="When"
        value={time}
        onChange={setTime}
        fault={tried ? faults.time : null}
        hint="06:21; empty: now"
      />
      <Button kind="primary" type="submit" isDisabled={busy} className="new-entry-add">
        Add entry
      </Button>
    </form>
  );
}
