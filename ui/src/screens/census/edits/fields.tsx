import { Combo } from "../../../parts/Combo";
import { Field, Segments } from "../../../parts/Field";

/** Ward, bay and bed, as typed. */
export type PlaceTyped = { ward: string; bay: string; bed: string };

/** Where somebody lies: the ward from those known or typed; bay and bed as they stand on the wall. */
export function PlaceFields({
  value,
  wards,
  onChange,
  wardFault,
}: {
  value: PlaceTyped;
  wards: readonly string[];
  onChange: (name: keyof PlaceTyped, words: string) => void;
  wardFault: string | null;
}) {
  return (
    <>
      <Combo
        label="Ward"
        offers="Known wards"
        known={wards}
        value={value.ward}
        onChange={(words) => onChange("ward", words)}
        fault={wardFault}
      />
      <div className="place-beds">
        <Field label="Bay" aside="(or room)" value={value.bay} onChange={(words) => onChange("bay", words)} />
        <Field label="Bed" value={value.bed} onChange={(words) => onChange("bed", words)} />
      </div>
    </>
  );
}

/** Who somebody is, as typed; empty is not known. */
export type IdentityTyped = {
  family: string;
  given: string;
  born: string;
  sex: string;
  nhs_number: string;
  local_id: string;
};

/** Nobody is known yet. */
export const NO_IDENTITY: IdentityTyped = { family: "", given: "", born: "", sex: "", nhs_number: "", local_id: "" };

/** Name, date of birth, sex and numbers. */
export function IdentityFields({
  value,
  onChange,
  say,
}: {
  value: IdentityTyped;
  onChange: (name: keyof IdentityTyped, words: string) => void;
  say: (name: "family" | "born" | "nhs_number") => string | null;
}) {
  return (
    <>
      <Field
        label="Family name"
        aside="(empty: Unknown)"
        value={value.family}
        onChange={(words) => onChange("family", words)}
        fault={say("family")}
      />
      <Field label="First names" value={value.given} onChange={(words) => onChange("given", words)} />
      <Field
        label="Born"
        aside="(3 Mar 1948; empty: not known)"
        value={value.born}
        onChange={(words) => onChange("born", words)}
        fault={say("born")}
      />
      <Segments
        className="writing-wide"
        label="Sex"
        value={value.sex}
        onChange={(sex) => onChange("sex", sex)}
        options={[
          { value: "", content: "Not known" },
          { value: "female", content: "Female" },
          { value: "male", content: "Male" },
          { value: "other", content: "Other" },
        ]}
      />
      <Field
        label="NHS number"
        aside="(empty: not known)"
        value={value.nhs_number}
        onChange={(words) => onChange("nhs_number", words)}
        fault={say("nhs_number")}
      />
      <Field
        label="Hospital number"
        aside="(empty: not known)"
        value={value.local_id}
        onChange={(words) => onChange("local_id", words)}
      />
    </>
  );
}
