import { useMemo } from "react";
import { Field, Segments } from "../../../parts/Field";
import { NO_TIME, TimeField, timeFault } from "../../../parts/TimeField";
import { useFrame } from "../../../state/session";
import { useWriting } from "./useWriting";
import { needed, WritingForm } from "./WritingForm";

const BY = ["Phone", "Radio", "Runner", "Face to face"] as const;
const OTHER = "Another way";

/** Something said or carried, with who read it back. */
export function MessageForm() {
  const { person } = useFrame();
  const base = useMemo(
    () => ({ way: "sent", from: person, to: "", by: "", other: "", text: "", read_back_by: "", when: NO_TIME }),
    [person],
  );
  const writing = useWriting("log.message", base, "text");
  const { fields, set } = writing;
  const isReceived = fields.way === "received";
  const by = fields.by === OTHER ? fields.other : fields.by;
  // The person at this station is one end of it, unless they say otherwise.
  const from = isReceived && writing.edits.from === undefined ? "" : fields.from;
  const to = isReceived && writing.edits.to === undefined ? person : fields.to;
  return (
    <WritingForm
      label="New message"
      writing={writing}
      faults={{
        by: needed(by, "Say how it went."),
        from: needed(from, "Say who it is from."),
        to: needed(to, "Say who it is for."),
        text: needed(fields.text, "Write the words."),
        when: timeFault(fields.when),
      }}
      cmd="message_add"
      request={() => ({
        received: isReceived,
        from: from.trim(),
        to: to.trim(),
        by: by.trim().toLowerCase(),
        text: fields.text.trim(),
        read_back_by: fields.read_back_by.trim(),
        occurred_at: fields.when.at,
      })}
      sign="Sign the message"
    >
      {(say) => (
        <>
          <div className="writing-wide row row-16">
            <Segments
              label="Message"
              hideLabel
              value={fields.way}
              onChange={(way) => set("way", way)}
              options={[
                { value: "sent", content: "Sent" },
                { value: "received", content: "Received" },
              ]}
            />
            <Segments
              label="How it went"
              hideLabel
              value={fields.by}
              onChange={(way) => set("by", way)}
              options={[...BY, OTHER].map((way) => ({ value: way as string, content: way }))}
            />
          </div>
          {fields.by !== OTHER && say("by") && <p className="field-fault writing-wide">{say("by")}</p>}
          {fields.by === OTHER && (
            <Field
              className="writing-wide"
              label="Which way"
              value={fields.other}
              onChange={(words) => set("other", words)}
              fault={say("by")}
            />
          )}
          <Field label="From" value={from} onChange={(words) => set("from", words)} fault={say("from")} />
          <Field label="To" value={to} onChange={(words) => set("to", words)} fault={say("to")} />
          <Field
            className="writing-wide"
            label="The words"
            aside="(as they were said)"
            lines={4}
            value={fields.text}
            onChange={(words) => set("text", words)}
            fault={say("text")}
          />
          <Field
            label="Read back by"
            aside="(empty: not read back)"
            value={fields.read_back_by}
            onChange={(words) => set("read_back_by", words)}
          />
          <TimeField
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
