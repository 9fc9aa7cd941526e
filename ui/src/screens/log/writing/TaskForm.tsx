import { Field } from "../../../parts/Field";
import { NO_TIME, TimeField, timeFault } from "../../../parts/TimeField";
import { useWriting } from "./useWriting";
import { needed, WritingForm } from "./WritingForm";

const EMPTY = { task: "", to: "", due: NO_TIME, when: NO_TIME };

/** A task for a person or a role; it stays under Waiting until somebody closes it. */
export function TaskForm() {
  const writing = useWriting("log.task", EMPTY, "task");
  const { fields, set } = writing;
  return (
    <WritingForm
      label="New task"
      writing={writing}
      faults={{
        task: needed(fields.task, "Say what is to be done."),
        to: needed(fields.to, "Name the person or role who does it."),
        due: timeFault(fields.due),
        when: timeFault(fields.when),
      }}
      cmd="task_give"
      request={() => ({
        task: fields.task.trim(),
        to: fields.to.trim(),
        due_at: fields.due.at,
        occurred_at: fields.when.at,
      })}
      sign="Give the task"
    >
      {(say) => (
        <>
          <Field
            className="writing-wide"
            label="What is to be done"
            lines={2}
            value={fields.task}
            onChange={(words) => set("task", words)}
            fault={say("task")}
          />
          <Field
            label="Who does it"
            aside="(person or role)"
            value={fields.to}
            onChange={(words) => set("to", words)}
            fault={say("to")}
          />
          <TimeField
            label="Due"
            direction="future"
            empty="no time"
            value={fields.due}
            onChange={(due) => set("due", due)}
            fault={say("due")}
          />
          <TimeField
            label="When given"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(when) => set("when", when)}
            fault={say("when")}
          />
          <p className="second writing-wide">
            It stays under Waiting until somebody closes it: done, or not done and why.
          </p>
        </>
      )}
    </WritingForm>
  );
}
