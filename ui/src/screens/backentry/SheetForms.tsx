import { useState } from "react";
import type { BackEntrySheet, EnteredWord, UnusedWord } from "../../host";
import { Button } from "../../parts/Button";
import { Field, Pick, Segments, Tick } from "../../parts/Field";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useFrame, useSession } from "../../state/session";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { WhoFields } from "../messages/parts";
import { personNamed } from "../patients/secondPerson";

type FormProps = { sheet: BackEntrySheet; onBack: () => void };

const WAYS: readonly { value: EnteredWord; content: string }[] = [
  { value: "typed", content: "Typed" },
  { value: "scanned", content: "Scanned" },
  { value: "kept", content: "Filed on paper" },
];

const WHY: readonly { value: UnusedWord; text: string }[] = [
  { value: "blank", text: "Blank: nobody wrote on it" },
  { value: "spoilt", text: "Spoilt: what counts is on another sheet" },
  { value: "destroyed", text: "Destroyed, with what was on it" },
  { value: "never_printed", text: "Never printed: a file only" },
];

/** What is on the sheet was entered: how, by whom, with the real times. */
export function EnterForm({ sheet, onBack }: FormProps) {
  const { person } = useFrame();
  const base = {
    entered: "typed" as EnteredWord,
    by: "",
    real_times: false,
    remark: "",
    when: NO_TIME as TypedTime,
  };
  const writing = useWriting(`back_entry.enter.${sheet.key}`, base, "remark");
  const { fields, set } = writing;
  const isTyped = fields.entered === "typed";
  return (
    <WritingForm
      label={`Enter sheet ${sheet.code}`}
      writing={writing}
      faults={{
        remark:
          isTyped && !fields.real_times && fields.remark.trim() === ""
            ? "Tick that the real times were typed, or say here why they were not."
            : null,
        when: timeFault(fields.when),
      }}
      cmd="sheet_enter"
      request={() => ({
        sheets: [sheet.key],
        entered: fields.entered,
        by: fields.by.trim(),
        real_times: isTyped && fields.real_times,
        remark: fields.remark.trim(),
        occurred_at: fields.when.at,
      })}
      sign="It is entered"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <div className="writing-wide">
            <Segments label="How" value={fields.entered} onChange={(way) => set("entered", way)} options={WAYS} />
          </div>
          {isTyped && (
            <div className="writing-wide">
              <Tick isSelected={fields.real_times} onChange={(on) => set("real_times", on)}>
                Each fact has the time at which it happened
              </Tick>
            </div>
          )}
          <Field
            className="writing-wide"
            label="Remark"
            aside="(where it is filed, what could not be read, why not by the rule)"
            value={fields.remark}
            onChange={(words) => set("remark", words)}
            fault={say("remark")}
          />
          <Field
            label="Who entered it"
            aside={`(empty: ${person})`}
            value={fields.by}
            onChange={(words) => set("by", words)}
          />
          <TimeField
            label="When it was entered"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(time) => set("when", time)}
            fault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}

/** A second person compares the sheet with the screen. Who can sign in here gives their own passphrase. */
export function VerifyForm({ sheet, onBack }: FormProps) {
  const { person } = useFrame();
  const { status } = useSession();
  const writing = useWriting(`back_entry.verify.${sheet.key}`, { by: "", remark: "" }, "by");
  const { fields, set } = writing;
  const [passphrase, setPassphrase] = useState("");
  const [compared, setCompared] = useState(false);
  const other = personNamed(status?.people ?? [], fields.by);
  const needsProof = other !== null && other !== person;
  return (
    <WritingForm
      label={`A second person looks at sheet ${sheet.code}`}
      writing={writing}
      faults={{
        compared: compared ? null : "Hold the sheet beside the screen and compare, then tick this.",
        passphrase: needsProof && passphrase === "" ? `Let ${other} type their own passphrase.` : null,
      }}
      cmd="sheet_verify"
      request={() => ({
        sheets: [sheet.key],
        by: fields.by.trim(),
        passphrase: needsProof ? passphrase : "",
        remark: fields.remark.trim(),
      })}
      sign="It is so"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Field
            className="writing-wide"
            label="Who looked"
            aside={`(empty: ${person}; never ${sheet.entered_by})`}
            value={fields.by}
            onChange={(words) => set("by", words)}
            autoFocus
          />
          {needsProof && (
            <Field
              label={`Passphrase of ${other}`}
              type="password"
              autoComplete="off"
              value={passphrase}
              onChange={setPassphrase}
              fault={say("passphrase")}
            />
          )}
          <Field
            className="writing-wide"
            label="Remark"
            aside="(may stay empty)"
            value={fields.remark}
            onChange={(words) => set("remark", words)}
          />
          <div className="writing-wide">
            <Tick isSelected={compared} onChange={setCompared}>
              The sheet was held beside the screen, and they say the same
            </Tick>
            {say("compared") && (
              <p className="field-fault" role="alert">
                {say("compared")}
              </p>
            )}
          </div>
        </>
      )}
    </WritingForm>
  );
}

/** Nothing is entered from it: why. */
export function UnusedForm({ sheet, onBack }: FormProps) {
  const base = { why: "" as UnusedWord | "", because: "" };
  const writing = useWriting(`back_entry.unused.${sheet.key}`, base, "because");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={`Sheet ${sheet.code} was not used`}
      writing={writing}
      faults={{
        why: fields.why === "" ? "Choose why." : null,
        because: needed(fields.because, "Say it in words: who looked, what became of it."),
      }}
      cmd="sheet_not_used"
      request={() => ({
        sheets: [sheet.key],
        why: fields.why === "" ? "blank" : fields.why,
        because: fields.because.trim(),
        by: "",
      })}
      sign="It was not used"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Pick
            className="writing-wide"
            label="Why"
            value={fields.why === "" ? null : fields.why}
            onChange={(value) => set("why", WHY.find((one) => one.value === value)?.value ?? "")}
            options={WHY}
            fault={say("why")}
          />
          <Field
            className="writing-wide"
            label="In words"
            value={fields.because}
            onChange={(words) => set("because", words)}
            fault={say("because")}
          />
        </>
      )}
    </WritingForm>
  );
}

/** One line about a sheet that becomes an entry. */
export function LineForm({ sheet, onBack, act }: FormProps & { act: "send_back" | "missing" | "take_back" }) {
  const words = LINES[act];
  const writing = useWriting(`back_entry.${act}.${sheet.key}`, { text: "" }, "text");
  const { fields, set } = writing;
  const text = fields.text.trim();
  const shared = {
    label: `${words.label} (sheet ${sheet.code})`,
    writing,
    faults: { text: needed(fields.text, words.fault) },
    sign: words.sign,
    onSigned: onBack,
    acts: <Button onPress={onBack}>Back</Button>,
    children: (say: (name: "text") => string | null) => (
      <Field
        className="writing-wide"
        label={words.label}
        value={fields.text}
        onChange={(typed) => set("text", typed)}
        fault={say("text")}
        autoFocus
      />
    ),
  };
  switch (act) {
    case "send_back":
      return (
        <WritingForm {...shared} cmd="sheet_send_back" request={() => ({ sheets: [sheet.key], found: text, by: "" })} />
      );
    case "missing":
      return (
        <WritingForm {...shared} cmd="sheet_missing" request={() => ({ sheets: [sheet.key], looked: text, by: "" })} />
      );
    case "take_back":
      return <WritingForm {...shared} cmd="sheet_take_back" request={() => ({ sheet: sheet.key, because: text })} />;
  }
}

const LINES = {
  send_back: { label: "What is wrong", fault: "Say what is wrong, so that it can be put right.", sign: "Send it back" },
  missing: { label: "Where it was looked for", fault: "Say where it was looked for.", sign: "It is missing" },
  take_back: {
    label: "Why the last word was a mistake",
    fault: "Say why it was a mistake.",
    sign: "Take the last word back",
  },
} as const;

/** A sheet that was printed blank came back: whose is it? */
export function WhoseForm({ sheet, onBack }: FormProps) {
  const base = { patient: "", name: "", second: "" };
  const writing = useWriting(`back_entry.return.${sheet.key}`, base, "name");
  const { fields, setAll } = writing;
  const typed = [fields.name.trim(), fields.second.trim()].filter((word) => word !== "").join(", ");
  return (
    <WritingForm
      label={`Whose is sheet ${sheet.code}`}
      writing={writing}
      faults={{ who: fields.patient === "" && fields.name.trim() === "" ? "Say whose it is: read the sheet." : null }}
      cmd="sheet_return"
      request={() => ({
        sheets: [sheet.key],
        from: "",
        patient: fields.patient,
        whose: fields.patient === "" ? typed : "",
      })}
      sign="It is here"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => <WhoFields value={fields} onChange={setAll} fault={say("who")} />}
    </WritingForm>
  );
}
