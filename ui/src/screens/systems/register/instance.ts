import { fold } from "../../../frame/find";
import type { ClassView, InstanceFault, InstanceView, RegisterView } from "../../../host";

/** What a system stands on: as its kind does, on nothing at all, or on systems that are named. */
export type Stands = "kind" | "nothing" | "named";

/** One system as the form holds it. */
export type Typed = {
  id: string;
  name: string;
  kind: string;
  serves: "hospital" | "wards";
  wards: readonly string[];
  /** Wards that the census does not have, with a semicolon between them. */
  otherWards: string;
  /** They are new, or empty tonight: let in. */
  isNewWard: boolean;
  owner: string;
  phone: string;
  stands: Stands;
  standsOn: readonly string[];
  note: string;
};

/** Written in the register for a system that stands on nothing. */
const NOTHING = "nothing";

/** A form that nobody has typed into. */
export const BLANK: Typed = {
  id: "",
  name: "",
  kind: "",
  serves: "wards",
  wards: [],
  otherWards: "",
  isNewWard: false,
  owner: "",
  phone: "",
  stands: "kind",
  standsOn: [],
  note: "",
};

/** A ward's name as it is compared: capitals and spaces do not count. */
export function wardKey(ward: string): string {
  return ward.trim().replace(/\s+/g, " ").toLowerCase();
}

/** The wards of a system that the census of now does not have. Without a census none is looked at. */
export function unknownWards(wards: readonly string[], known: readonly string[]): readonly string[] {
  if (known.length === 0) return [];
  const keys = new Set(known.map(wardKey));
  return wards.filter((ward) => !keys.has(wardKey(ward)));
}

/** A system of the register, as the form holds it. */
export function typedOf(one: InstanceView, known: readonly string[]): Typed {
  const others = known.length === 0 ? one.wards : unknownWards(one.wards, known);
  const named = one.stands_on.filter((id) => id !== NOTHING);
  return {
    id: one.id,
    name: one.name,
    kind: one.class,
    serves: one.whole_hospital ? "hospital" : "wards",
    wards: one.wards.filter((ward) => !others.includes(ward)),
    otherWards: others.join("; "),
    // What stands in the register already was let in once.
    isNewWard: others.length > 0,
    owner: one.owner,
    phone: one.phone,
    stands: one.stands_on.includes(NOTHING) ? "nothing" : named.length > 0 ? "named" : "kind",
    standsOn: named,
    note: one.note,
  };
}

/** What the form says, as the engine takes it. */
export function instanceOf(typed: Typed): InstanceView {
  const others = typed.otherWards
    .split(/[;\n]/)
    .map((ward) => ward.trim())
    .filter((ward) => ward !== "");
  const isWhole = typed.serves === "hospital";
  return {
    id: typed.id.trim(),
    class: typed.kind,
    class_name: "",
    name: typed.name.trim(),
    whole_hospital: isWhole,
    wards: isWhole ? [] : [...typed.wards, ...others],
    owner: typed.owner.trim(),
    phone: typed.phone.trim(),
    stands_on: typed.stands === "nothing" ? [NOTHING] : typed.stands === "named" ? [...typed.standsOn] : [],
    note: typed.note.trim(),
  };
}

/** Two forms would put the same system into the register. */
export function isSame(one: Typed, other: Typed): boolean {
  return JSON.stringify(instanceOf(one)) === JSON.stringify(instanceOf(other));
}

/** A draft that was kept; null when there is none, or it is of another shape. */
export function kept(text: string): Typed | null {
  if (text === "") return null;
  try {
    const read: unknown = JSON.parse(text);
    const isForm = typeof read === "object" && read !== null && Object.keys(BLANK).every((key) => key in read);
    return isForm ? (read as Typed) : null;
  } catch {
    return null;
  }
}

/** A short name from what people call it: "Blood gas analyser, ED" gives "blood-gas-analyser-ed". */
export function idFrom(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
}

/** The systems that one of this kind may stand on. */
export function mayStandOn(register: RegisterView, kind: string, id: string): readonly InstanceView[] {
  const above = register.classes.find((each) => each.code === kind)?.stands_on ?? [];
  return register.instances.filter((one) => above.includes(one.class) && one.id !== id);
}

/** What a bond means to somebody who fills in the register. */
export function bondWords(kind: ClassView | undefined): string {
  if (!kind) return "";
  return kind.bond === "shared"
    ? "Shared: any one that works and serves the ward will do."
    : "Attached: a patient hangs on one of them, so the worst that serves the ward counts.";
}

/** "whole hospital", or its wards. */
export function servesWords(one: InstanceView): string {
  return one.whole_hospital ? "whole hospital" : one.wards.join(", ");
}

/** Fields of the form, as faults name them. */
export type FieldName = "id" | "class" | "name" | "serves" | "stands_on";

/** The engine writes ids between backticks; people read quotation marks. */
export function plainly(text: string): string {
  return text.replace(/`([^`]*)`/g, "“$1”");
}

/** What the form says at one field: its own faults; those of another system that stands on this one at what it is. */
export function faultAt(faults: readonly InstanceFault[], id: string, field: FieldName): string | null {
  const own = faults.filter((fault) => fault.id === id && fault.field === field);
  return own.length === 0 ? null : own.map((fault) => plainly(fault.what)).join(" ");
}

/** Faults that stand at no field of this form: another system would not fit any more. */
export function faultsElsewhere(faults: readonly InstanceFault[], id: string): readonly string[] {
  return faults.filter((fault) => fault.id !== id).map((fault) => plainly(fault.what));
}

/** True when every word is found in what the register says of a system. */
export function isFound(one: InstanceView, words: string): boolean {
  const text = fold(
    `${one.id} ${one.class} ${one.class_name} ${one.name} ${servesWords(one)} ${one.owner} ${one.phone} ${one.note}`,
  );
  return fold(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
