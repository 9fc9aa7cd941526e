import { hostNow } from "../state/clock";
import { useFrame } from "../state/session";
import { clock, day } from "../words/format";
import { typedTime } from "../words/timeOfDay";
import { Field } from "./Field";

/** A time as typed, and the moment it meant when it was typed: "06:50" kept overnight is still the first day's. */
export type TypedTime = { typed: string; at: string | null };

/** No time given. */
export const NO_TIME: TypedTime = { typed: "", at: null };

/** What is wrong with a typed time; null when nothing is, or nothing was typed. */
export function timeFault(time: TypedTime): string | null {
  return time.typed.trim() !== "" && time.at === null ? "Write it as 06:50 or 13 Nov 22:10." : null;
}

/** A time on the incident's clock, 24-hour, with its day when it is another. Says beside the label how it is read. */
export function TimeField({
  label,
  value,
  onChange,
  direction,
  empty,
  fault,
  className = "",
}: {
  label: string;
  value: TypedTime;
  onChange: (value: TypedTime) => void;
  /** Of two ways to read a time of the day, the one that has been or the one to come. */
  direction: "past" | "future";
  /** What an empty field means: "now", "none"; null where it means nothing. */
  empty: string | null;
  fault?: string | null;
  className?: string;
}) {
  const { zone_name: zone } = useFrame();
  const read = value.at ? `${day(value.at, zone)} ${clock(value.at, zone)}` : null;
  const isEmpty = value.typed.trim() === "" && empty !== null;
  const says = isEmpty ? `(empty: ${empty})` : read ? `(${read})` : "(06:50 or 13 Nov 22:10)";
  return (
    <Field
      label={label}
      aside={says}
      className={`time-field ${className}`}
      value={value.typed}
      onChange={(typed) => onChange({ typed, at: typedTime(typed, hostNow(), zone, direction) })}
      fault={fault ?? null}
    />
  );
}
