import { useMemo } from "react";
import type { PatientView } from "../../../host";
import { Button } from "../../../parts/Button";
import { Field, Segments } from "../../../parts/Field";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../../parts/TimeField";
import { weightFault } from "../../census/edits/bedside";
import { editRequest } from "../../census/edits/editRequest";
import { PlaceFields } from "../../census/edits/fields";
import { useBeds } from "../../census/edits/useBeds";
import { useWriting } from "../../log/writing/useWriting";
import { needed, WritingForm } from "../../log/writing/WritingForm";

/** A form of the patient panel: about whom, and how it is closed. */
export type HandForm = { view: PatientView; onClose: () => void };

/** The two fields that every change has, and the way out. */
export function HowAndWhen({
  known,
  when,
  onKnown,
  onWhen,
  knownFault,
  whenFault,
  label = "How this is known",
  aside = "(saw it, ward told me)",
}: {
  known: string;
  when: TypedTime;
  onKnown: (words: string) => void;
  onWhen: (when: TypedTime) => void;
  knownFault?: string | null;
  whenFault: string | null;
  label?: string;
  aside?: string;
}) {
  return (
    <>
      <Field label={label} aside={aside} value={known} onChange={onKnown} fault={knownFault ?? null} />
      <TimeField label="When" direction="past" empty="now" value={when} onChange={onWhen} fault={whenFault} />
    </>
  );
}

/** Moves to another ward or bed. */
export function MoveForm({ view, onClose }: HandForm) {
  const { wards } = useBeds();
  const base = useMemo(
    () => ({ ward: view.row.ward, bay: "", bed: "", known_from: "", when: NO_TIME }),
    [view.row.ward],
  );
  const writing = useWriting(`census.${view.row.id}.move`, base, "ward");
  const { fields, set } = writing;
  const isHere = fields.ward.trim() === view.row.ward && fields.bed.trim() === "" && fields.bay.trim() === "";
  return (
    <WritingForm
      label="Move"
      writing={writing}
      faults={{
        ward: needed(fields.ward, "Say which ward.") ?? (isHere ? "Say where to: another ward, or the bed." : null),
        when: timeFault(fields.when),
      }}
      cmd="census_edit"
      request={() =>
        editRequest("moved", {
          patient: view.row.id,
          ward: fields.ward,
          bay: fields.bay,
          bed: fields.bed,
          known_from: fields.known_from,
          at: fields.when.at ?? "",
        })
      }
      sign="Move"
      onSigned={onClose}
      acts={<Button onPress={onClose}>Back</Button>}
    >
      {(say) => (
        <>
          <PlaceFields value={fields} wards={wards} onChange={set} wardFault={say("ward")} />
          <HowAndWhen
            known={fields.known_from}
            when={fields.when}
            onKnown={(words) => set("known_from", words)}
            onWhen={(when) => set("when", when)}
            whenFault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}

const LEFT = { to: "", known_from: "", when: NO_TIME };

/** Went home, elsewhere, or died: gone from the list, kept in the log. */
export function LeftForm({ view, onClose, onBack }: HandForm & { onBack: () => void }) {
  const writing = useWriting(`census.${view.row.id}.left`, LEFT, "to");
  const { fields, set } = writing;
  return (
    <WritingForm
      label="Left the hospital"
      writing={writing}
      faults={{ to: needed(fields.to, "Say where to: home, another hospital, died."), when: timeFault(fields.when) }}
      cmd="census_edit"
      request={() =>
        editRequest("discharged", {
          patient: view.row.id,
          to: fields.to,
          known_from: fields.known_from,
          at: fields.when.at ?? "",
        })
      }
      sign="Take out of the list"
      onSigned={onClose}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Field
            className="writing-wide"
            label="Where to"
            aside="(home, another hospital, died)"
            value={fields.to}
            onChange={(words) => set("to", words)}
            fault={say("to")}
            hint="No chart is printed for them any more. It can be taken back under Census, Changes by hand."
            autoFocus
          />
          <HowAndWhen
            known={fields.known_from}
            when={fields.when}
            onKnown={(words) => set("known_from", words)}
            onWhen={(when) => set("when", when)}
            whenFault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}

const WEIGHED = { kg: "", how: "measured", known_from: "", when: NO_TIME };

/** A weight in kilograms, and whether it was measured. */
export function WeightForm({ view, onClose }: HandForm) {
  const writing = useWriting(`census.${view.row.id}.weight`, WEIGHED, "kg");
  const { fields, set } = writing;
  return (
    <WritingForm
      label="Weight"
      writing={writing}
      faults={{ kg: weightFault(fields.kg), when: timeFault(fields.when) }}
      cmd="census_edit"
      request={() =>
        editRequest("weighed", {
          patient: view.row.id,
          kg: fields.kg,
          estimated: fields.how === "estimated",
          known_from: fields.known_from,
          at: fields.when.at ?? "",
        })
      }
      sign="Write the weight"
      onSigned={onClose}
      acts={<Button onPress={onClose}>Back</Button>}
    >
      {(say) => (
        <>
          <Field
            label="Weight"
            aside="(kilograms)"
            value={fields.kg}
            onChange={(words) => set("kg", words)}
            fault={say("kg")}
            autoFocus
          />
          <Segments
            label="How"
            value={fields.how}
            onChange={(how) => set("how", how)}
            options={[
              { value: "measured", content: "Measured" },
              { value: "estimated", content: "Estimated" },
            ]}
          />
          <HowAndWhen
            known={fields.known_from}
            when={fields.when}
            onKnown={(words) => set("known_from", words)}
            onWhen={(when) => set("when", when)}
            whenFault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}
