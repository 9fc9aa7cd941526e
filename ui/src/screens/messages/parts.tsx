import { useMemo } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { Button, LinkButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { nhsNumber } from "../../words/format";
import { useBeds } from "../census/edits/useBeds";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { bedOf, hasWords } from "../patients/rows";

/** Whom it is about. */
export type Who = { patient: string; name: string; second: string };

/** Nobody yet. */
export const NOBODY: Who = { patient: "", name: "", second: "" };

/** Found at once when fewer than this are left; more words make the list shorter. */
const MOST = 5;

/** A patient picked from the census, or typed with two identifiers. */
export function WhoFields({
  value,
  onChange,
  fault,
}: {
  value: Who;
  onChange: (who: Who) => void;
  fault: string | null;
}) {
  const { rows } = useBeds();
  const found = useMemo(
    () => (value.patient !== "" || value.name.trim().length < 2 ? [] : rows.filter((row) => hasWords(row, value.name))),
    [rows, value],
  );
  const chosen = rows.find((row) => row.id === value.patient);
  const nameOf = (row: (typeof rows)[number]) =>
    `${bedOf(row)} ${row.family === "" ? "Name not known" : row.family}${row.given === "" ? "" : `, ${row.given}`}`;
  if (chosen)
    return (
      <div className="writing-wide notice notice-plain">
        <p>
          <strong>{nameOf(chosen)}</strong>, NHS {nhsNumber(chosen.nhs_number)}
        </p>
        <LinkButton onPress={() => onChange({ ...value, patient: "" })}>Another patient</LinkButton>
      </div>
    );
  return (
    <>
      <Field
        label="Patient"
        aside="(bed, name or number)"
        value={value.name}
        onChange={(name) => onChange({ ...value, patient: "", name })}
        fault={fault}
      />
      <Field
        label="Second identifier"
        aside="(NHS or downtime number, birth)"
        value={value.second}
        onChange={(second) => onChange({ ...value, second })}
      />
      {found.length > 0 && (
        <div className="writing-wide messages-found">
          <p className="second">In the census: choose, or go on typing.</p>
          <ListBox
            className="same-list"
            aria-label="In the census"
            items={found.slice(0, MOST)}
            onAction={(id) => onChange({ ...value, patient: String(id) })}
          >
            {(row) => (
              <ListBoxItem id={row.id} textValue={nameOf(row)} className="pick-option inset-focus">
                <span className="semi">{nameOf(row)}</span>
                <span className="second">NHS {nhsNumber(row.nhs_number)}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </div>
      )}
    </>
  );
}

/** "QUILL, Wanda, 999 …", or that only one identifier was given. */
export function whoWords(of: { name: string; second: string }): string {
  return of.second === "" ? `${of.name} (one identifier only)` : `${of.name}, ${of.second}`;
}

/** One line about an entry that becomes an entry. */
export function SayForm({
  draft,
  cmd,
  entry,
  label,
  sign,
  onBack,
}: {
  /** Where what is typed is kept. */
  draft: string;
  cmd: "aid_end" | "divert_tell" | "divert_end";
  entry: string;
  label: string;
  sign: string;
  onBack: () => void;
}) {
  const writing = useWriting(`${draft}.${entry}`, { text: "" }, "text");
  const { fields, set } = writing;
  return (
    <WritingForm
      label={label}
      writing={writing}
      faults={{ text: needed(fields.text, "Write it, then try again.") }}
      cmd={cmd}
      request={() => ({ key: entry, text: fields.text.trim() })}
      sign={sign}
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <Field
          className="writing-wide"
          label={label}
          value={fields.text}
          onChange={(text) => set("text", text)}
          fault={say("text")}
          autoFocus
        />
      )}
    </WritingForm>
  );
}
