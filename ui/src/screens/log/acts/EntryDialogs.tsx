import { useMemo } from "react";
import type { EntryView } from "../../../host";
import { Field, RadioCards } from "../../../parts/Field";
import { useDraft } from "../../../state/drafts";
import { useAct } from "../../../state/session";
import { useWriting } from "../writing/useWriting";
import { needed } from "../writing/WritingForm";
import { ActDialog, type Quote } from "./ActDialog";
import { EraseDialog } from "./EraseDialog";

/** What can be done about an entry. */
export type EntryAct = "flag" | "unflag" | "correct" | "close" | "release" | "erase";

type Props = { entry: EntryView; onClose: () => void };

/** The dialog of an act. */
export function EntryDialog({ act, ...props }: Props & { act: EntryAct }) {
  switch (act) {
    case "flag":
    case "unflag":
      return <FlagDialog {...props} />;
    case "correct":
      return <CorrectDialog {...props} />;
    case "close":
      return <CloseTaskDialog entry={props.entry} onClose={props.onClose} />;
    case "release":
      return <ReleaseDialog {...props} />;
    case "erase":
      return <EraseDialog {...props} />;
  }
}

/** Marks an entry for the debrief, or changes what to talk about, or takes the mark off. */
function FlagDialog({ entry, onClose }: Props) {
  const { busy, error, run } = useAct();
  const empty = useMemo(() => ({ remark: entry.flag_remark, on: true }), [entry.flag_remark]);
  const writing = useWriting(`log.flag.${entry.key}`, empty, "remark");
  const { fields, set } = writing;
  return (
    <ActDialog
      title={entry.flagged ? "Marked for the debrief" : "Mark for the debrief"}
      entry={entry}
      onClose={onClose}
      faults={{}}
      busy={busy}
      error={error}
      button={fields.on ? "Mark it" : "Take the mark off"}
      onSend={async () => {
        await writing.keepNow();
        const request = { key: entry.key, on: fields.on, remark: fields.on ? fields.remark.trim() : "" };
        if (!(await run("entry_flag", request))) return;
        await writing.signed();
        onClose();
      }}
    >
      {() => (
        <>
          {entry.flagged && (
            <RadioCards
              label="The mark"
              value={fields.on ? "on" : "off"}
              onChange={(value) => set("on", value === "on")}
              options={[
                { value: "on", title: "Keep the mark" },
                { value: "off", title: "Take the mark off" },
              ]}
            />
          )}
          {fields.on && (
            <Field
              label="What to talk about"
              aside="(may stay empty)"
              lines={2}
              value={fields.remark}
              onChange={(remark) => set("remark", remark)}
              autoFocus
            />
          )}
        </>
      )}
    </ActDialog>
  );
}

/** The right words for an entry. The first words stay, and both are shown. */
function CorrectDialog({ entry, onClose }: Props) {
  const { busy, error, run } = useAct();
  const text = useDraft(`log.correct.${entry.key}`);
  return (
    <ActDialog
      title={`Correct no. ${entry.number}`}
      entry={entry}
      onClose={onClose}
      faults={{ text: needed(text.text, "Write the right words.") }}
      busy={busy}
      error={error}
      button="Sign the correction"
      onSend={async () => {
        await text.keepNow();
        if (!(await run("entry_correct", { key: entry.key, text: text.text.trim() }))) return;
        await text.saved();
        onClose();
      }}
    >
      {(say) => (
        <Field
          label="The right words"
          hint="The first words are kept. Both are shown, each with a name and a time."
          lines={3}
          value={text.text}
          onChange={text.set}
          fault={say("text")}
          autoFocus
        />
      )}
    </ActDialog>
  );
}

const OPEN = { end: "", remark: "" };

/** Closes a task: done, or not done and why. */
export function CloseTaskDialog({ entry, onClose }: { entry: Quote; onClose: () => void }) {
  const { busy, error, run } = useAct();
  const writing = useWriting(`log.close.${entry.key}`, OPEN, "remark");
  const { fields, set } = writing;
  const isNotDone = fields.end === "not";
  return (
    <ActDialog
      title="Close the task"
      entry={entry}
      onClose={onClose}
      faults={{
        end: fields.end === "" ? "Say whether it is done." : null,
        remark: isNotDone ? needed(fields.remark, "Say why it is not done.") : null,
      }}
      busy={busy}
      error={error}
      button={isNotDone ? "Close: not done" : "Close: done"}
      onSend={async () => {
        await writing.keepNow();
        const request = { key: entry.key, done: fields.end === "done", remark: fields.remark.trim() };
        if (!(await run("task_close", request))) return;
        await writing.signed();
        onClose();
      }}
    >
      {(say) => (
        <>
          <RadioCards
            label="How it ended"
            value={fields.end}
            onChange={(end) => set("end", end)}
            options={[
              { value: "done", title: "Done" },
              { value: "not", title: "Not done", second: "with the reason" },
            ]}
          />
          {say("end") && (
            <p className="field-fault" role="alert">
              {say("end")}
            </p>
          )}
          <Field
            label={isNotDone ? "Why it is not done" : "Remark"}
            {...(isNotDone ? {} : { aside: "(may stay empty)" })}
            lines={2}
            value={fields.remark}
            onChange={(remark) => set("remark", remark)}
            fault={say("remark")}
          />
        </>
      )}
    </ActDialog>
  );
}

const HELD = { to: "", because: "" };

/** Gives a held device out again: to whom, on whose word. */
function ReleaseDialog({ entry, onClose }: Props) {
  const { busy, error, run } = useAct();
  const writing = useWriting(`log.release.${entry.key}`, HELD, "to");
  const { fields, set } = writing;
  return (
    <ActDialog
      title="Give the device out"
      entry={entry}
      onClose={onClose}
      faults={{
        to: needed(fields.to, "Name who takes it."),
        because: needed(fields.because, "Say on whose word."),
      }}
      busy={busy}
      error={error}
      button="Give it out"
      onSend={async () => {
        await writing.keepNow();
        const request = { key: entry.key, to: fields.to.trim(), because: fields.because.trim() };
        if (!(await run("device_release", request))) return;
        await writing.signed();
        onClose();
      }}
    >
      {(say) => (
        <>
          <Field label="Who takes it" value={fields.to} onChange={(to) => set("to", to)} fault={say("to")} autoFocus />
          <Field
            label="On whose word"
            value={fields.because}
            onChange={(because) => set("because", because)}
            fault={say("because")}
          />
        </>
      )}
    </ActDialog>
  );
}
