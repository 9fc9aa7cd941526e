import { Field } from "../../../parts/Field";
import { NO_TIME, TimeField, timeFault } from "../../../parts/TimeField";
import { useWriting } from "./useWriting";
import { needed, WritingForm } from "./WritingForm";

const EMPTY = { text: "", when: NO_TIME };

/** One thing that happened, now or at a time that has been. */
export function NoteForm({ onSigned, autoFocus = false }: { onSigned?: () => void; autoFocus?: boolean }) {
  const writing = useWriting("log.note", EMPTY, "text");
  const { fields, set } = writing;
  return (
    <WritingForm
      label="New entry"
      writing={writing}
      layout="line"
      faults={{ text: needed(fields.text, "Write what happened, in one sentence."), when: timeFault(fields.when) }}
      cmd="log_add"
      request={() => ({ text: fields.text.trim(), occurred_at: fields.when.at })}
      sign="Add entry"
      {...(onSigned ? { onSigned } : {})}
    >
      {(say) => (
        <>
          <Field
            className="note-words"
            label="New entry"
            aside="(what happened, in one sentence)"
            letter="n"
            lines={2}
            value={fields.text}
            onChange={(text) => set("text", text)}
            fault={say("text")}
            autoFocus={autoFocus}
          />
          <TimeField
            className="note-time"
            label="When"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(when) => set("when", when)}
            fault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}
