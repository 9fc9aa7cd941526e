import type { EditCensus } from "../../../host";

/** A change of which nothing is filled in. */
const EMPTY: EditCensus = {
  patient: "",
  what: "",
  ward: "",
  bay: "",
  bed: "",
  family: "",
  given: "",
  born: "",
  sex: "",
  nhs_number: "",
  local_id: "",
  same_as: "",
  to: "",
  substance: "",
  reaction: "",
  kg: "",
  estimated: false,
  of: "",
  known_from: "",
  at: "",
};

/** Sorts of changes, as the engine names them. */
export type Sort =
  | "admitted"
  | "moved"
  | "discharged"
  | "identified"
  | "allergic"
  | "no_allergies"
  | "allergy_doubted"
  | "weighed"
  | "taken_back";

/** A change of one sort; only the fields given are filled in, without the spaces around them. */
export function editRequest(what: Sort, fields: Partial<Omit<EditCensus, "what">>): EditCensus {
  const trimmed = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "string" ? value.trim() : value,
  ]);
  return { ...EMPTY, ...Object.fromEntries(trimmed), what };
}
