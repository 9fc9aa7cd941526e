import { CircleQuestionMark } from "lucide-react";
import { useMemo, useState } from "react";
import type { CensusEdited } from "../../../host";
import { Button, LinkButton } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { NO_TIME, TimeField, timeFault } from "../../../parts/TimeField";
import { hostNow } from "../../../state/clock";
import { useDraft } from "../../../state/drafts";
import { useGoing } from "../../../state/going";
import { useWriting } from "../../log/writing/useWriting";
import { needed, WritingForm } from "../../log/writing/WritingForm";
import { bornFault, bornTyped, nhsFault } from "./bedside";
import { editRequest } from "./editRequest";
import { IdentityFields, NO_IDENTITY, PlaceFields } from "./fields";
import { useBeds } from "./useBeds";

/** Somebody comes while IT is down: they get a downtime number, and stand in the list at once. */
export function AdmitForm({ next, left }: { next: string; left: number }) {
  const { go } = useGoing();
  const { wards } = useBeds();
  // Whoever admits one admits the next to the same ward: it stays filled in.
  const lastWard = useDraft("census.admit.ward");
  const base = useMemo(
    () => ({ ...NO_IDENTITY, ward: lastWard.text, bay: "", bed: "", known_from: "", when: NO_TIME }),
    [lastWard.text],
  );
  const writing = useWriting("census.admit", base, "family");
  const [made, setMade] = useState<CensusEdited | null>(null);
  const { fields, set, setAll } = writing;
  const unknown = (sex: "female" | "male") =>
    setAll({ family: "Unknown", given: sex === "female" ? "Female" : "Male", sex });
  return (
    <>
      <div className="admit-head">
        <p className="admit-number">
          <span className="second block">Next downtime number</span>
          <strong>{left === 0 ? "None left" : next}</strong>
        </p>
        <div className="row">
          <Button icon={CircleQuestionMark} onPress={() => unknown("male")}>
            Unknown man
          </Button>
          <Button icon={CircleQuestionMark} onPress={() => unknown("female")}>
            Unknown woman
          </Button>
        </div>
      </div>
      {made && (
        <div className="file-made admit-made" role="status">
          <p className="admit-number">
            <span className="second block">Write this on the wristband and on every form</span>
            <strong>{made.downtime_number}</strong>
          </p>
          <p>{made.said}</p>
          <LinkButton onPress={() => go("patients", made.patient)}>Open the patient</LinkButton>
        </div>
      )}
      <WritingForm
        label="Admit by hand"
        writing={writing}
        faults={{
          ward: needed(fields.ward, "Say which ward."),
          family: null,
          born: bornFault(fields.born, hostNow()),
          nhs_number: nhsFault(fields.nhs_number),
          when: timeFault(fields.when),
        }}
        cmd="census_edit"
        request={() =>
          editRequest("admitted", {
            family: fields.family,
            given: fields.given,
            born: bornTyped(fields.born) ?? "",
            sex: fields.sex,
            nhs_number: fields.nhs_number,
            local_id: fields.local_id,
            ward: fields.ward,
            bay: fields.bay,
            bed: fields.bed,
            known_from: fields.known_from,
            at: fields.when.at ?? "",
          })
        }
        onSigned={(written) => {
          setMade(written);
          lastWard.set(fields.ward.trim());
        }}
        sign="Admit"
      >
        {(say) => (
          <>
            <PlaceFields value={fields} wards={wards} onChange={set} wardFault={say("ward")} />
            <IdentityFields value={fields} onChange={set} say={say} />
            <Field
              label="How this is known"
              aside="(wristband, said so, relative)"
              value={fields.known_from}
              onChange={(words) => set("known_from", words)}
            />
            <TimeField
              label="When they came"
              direction="past"
              empty="now"
              value={fields.when}
              onChange={(when) => set("when", when)}
              fault={say("when")}
            />
          </>
        )}
      </WritingForm>
    </>
  );
}
