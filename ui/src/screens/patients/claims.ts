import type { ClaimRow } from "../../host";
import { birth, nhsNumber } from "../../words/format";

/** What all sources say of one field. */
export type FieldClaims = {
  field: string;
  word: string;
  claims: readonly { value: string; from: string; at: string }[];
  /** Two sources say different things of what can be only one. */
  isContradicted: boolean;
};

const WORD: Record<string, string> = {
  name: "Name",
  born: "Born",
  sex: "Sex",
  nhs_number: "NHS number",
  local_id: "Hospital number",
  place: "Place",
  admitted: "Admitted",
  consultant: "Consultant",
  allergy: "Allergies",
  weight: "Weight",
  observation: "Observations",
  news2: "NEWS2",
  condition: "Problems",
  procedure: "Procedures",
  medicine: "Medicines",
  device: "Devices",
  order: "Orders",
  escalation: "Treatment limits",
  breathing: "Oxygen and breathing",
  flag: "Flags",
};

/** A person has one of these and it does not change from hour to hour: two values mean that one record is wrong. */
const ONLY_ONE: readonly string[] = ["name", "born", "sex", "nhs_number"];

/** A value as it stands elsewhere on the screen. */
function shown(field: string, value: string): string {
  if (value === "") return "not known";
  if (field === "born") return birth(value);
  return field === "nhs_number" ? nhsNumber(value) : value;
}

/** The claims field by field, contradicted fields first, each in the order in which they came. */
export function claimsByField(rows: readonly ClaimRow[], allergiesContradict: boolean): FieldClaims[] {
  const groups = new Map<string, ClaimRow[]>();
  for (const row of rows) groups.set(row.field, [...(groups.get(row.field) ?? []), row]);
  const fields = [...groups].map(([field, claims]): FieldClaims => {
    const values = new Set(claims.map((claim) => claim.value.trim().toLowerCase()));
    return {
      field,
      word: WORD[field] ?? field.replaceAll("_", " "),
      claims: claims.map(({ value, from, at }) => ({ value: shown(field, value), from, at })),
      isContradicted: field === "allergy" ? allergiesContradict : ONLY_ONE.includes(field) && values.size > 1,
    };
  });
  return [...fields.filter((each) => each.isContradicted), ...fields.filter((each) => !each.isContradicted)];
}
