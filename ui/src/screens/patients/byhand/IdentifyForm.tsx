import { useMemo, useState } from "react";
import { Input, Label, ListBox, ListBoxItem, SearchField } from "react-aria-components";
import type { PatientRow } from "../../../host";
import { Button, LinkButton } from "../../../parts/Button";
import { NO_TIME, timeFault } from "../../../parts/TimeField";
import { hostNow } from "../../../state/clock";
import { birth } from "../../../words/format";
import { bornFault, bornTyped, nhsFault } from "../../census/edits/bedside";
import { editRequest } from "../../census/edits/editRequest";
import { IdentityFields, NO_IDENTITY } from "../../census/edits/fields";
import { useBeds } from "../../census/edits/useBeds";
import { useWriting } from "../../log/writing/useWriting";
import { needed, WritingForm } from "../../log/writing/WritingForm";
import { bedOf, hasWords } from "../rows";
import { type HandForm, HowAndWhen } from "./ShortForms";

/** Found at once when fewer than this are left; more words make the list shorter. */
const MOST = 6;

/** It was found out who somebody is: names and numbers, or that they are a person who stands in the census already. */
export function IdentifyForm({ view, onClose, onJoined }: HandForm & { onJoined: () => void }) {
  const { rows } = useBeds();
  const base = useMemo(
    () => ({
      ...NO_IDENTITY,
      family: view.row.family,
      given: view.row.given,
      born: view.born === "" ? "" : birth(view.born),
      sex: ["female", "male", "other"].includes(view.sex) ? view.sex : "",
      nhs_number: view.row.nhs_number,
      local_id: view.row.local_id,
      same_as: "",
      known_from: "",
      when: NO_TIME,
    }),
    [view],
  );
  const writing = useWriting(`census.${view.row.id}.identify`, base, "known_from");
  const { fields, set } = writing;
  const same = rows.find((row) => row.id === fields.same_as) ?? null;
  return (
    <WritingForm
      label="Who this is"
      writing={writing}
      faults={{
        family: null,
        born: bornFault(fields.born, hostNow()),
        nhs_number: nhsFault(fields.nhs_number),
        known_from: needed(fields.known_from, "Say how it is known: wristband, who said so."),
        when: timeFault(fields.when),
      }}
      cmd="census_edit"
      request={() =>
        editRequest("identified", {
          patient: view.row.id,
          family: fields.family,
          given: fields.given,
          born: bornTyped(fields.born) ?? "",
          sex: fields.sex,
          nhs_number: fields.nhs_number,
          local_id: fields.local_id,
          same_as: fields.same_as,
          known_from: fields.known_from,
          at: fields.when.at ?? "",
        })
      }
      sign={same ? `Join with ${bedOf(same)}` : "Write who this is"}
      onSigned={() => (fields.same_as === "" ? onClose() : onJoined())}
      acts={<Button onPress={onClose}>Back</Button>}
    >
      {(say) => (
        <>
          <IdentityFields value={fields} onChange={set} say={say} />
          <SamePerson rows={rows} own={view.row.id} chosen={same} onChoose={(id) => set("same_as", id)} />
          <HowAndWhen
            label="How this is known"
            aside="(wristband, asked the daughter)"
            known={fields.known_from}
            when={fields.when}
            onKnown={(words) => set("known_from", words)}
            onWhen={(when) => set("when", when)}
            knownFault={say("known_from")}
            whenFault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}

function nameOf(row: PatientRow): string {
  return `${bedOf(row)} ${row.family === "" ? "Name not known" : row.family}${row.given === "" ? "" : `, ${row.given}`}`;
}

/** Somebody who stands in the census already, looked for by name, bed or number; joining is said before it is done. */
function SamePerson({
  rows,
  own,
  chosen,
  onChoose,
}: {
  rows: readonly PatientRow[];
  own: string;
  chosen: PatientRow | null;
  onChoose: (id: string) => void;
}) {
  const [words, setWords] = useState("");
  const found = useMemo(
    () => (words.trim() === "" ? [] : rows.filter((row) => row.id !== own && hasWords(row, words))),
    [rows, own, words],
  );
  if (chosen) {
    return (
      <div className="writing-wide notice">
        <p>
          <strong>The same person as {nameOf(chosen)}.</strong> The two become one, with both numbers; allergies of both
          are kept. It can be taken back.
        </p>
        <LinkButton onPress={() => onChoose("")}>They are not the same</LinkButton>
      </div>
    );
  }
  return (
    <div className="writing-wide same-person">
      <SearchField className="field" value={words} onChange={setWords}>
        <Label className="label">
          Already in the census? <span className="second">(name, bed or NHS number; leave empty if not)</span>
        </Label>
        <Input className="input" />
      </SearchField>
      {words.trim() !== "" && found.length === 0 && <p className="second">Nobody in the census has these words.</p>}
      {found.length > 0 && (
        <ListBox
          className="same-list"
          aria-label="People in the census"
          items={found.slice(0, MOST)}
          onAction={(id) => onChoose(String(id))}
        >
          {(row) => (
            <ListBoxItem id={row.id} textValue={nameOf(row)} className="pick-option inset-focus">
              {nameOf(row)}
            </ListBoxItem>
          )}
        </ListBox>
      )}
      {found.length > MOST && <p className="second">And {found.length - MOST} more: write more words.</p>}
    </div>
  );
}
