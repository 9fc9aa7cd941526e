/**
 * Every time, date, number and name a person reads is written here and nowhere else: 24-hour clock, the incident's
 * own zone, DD-Mmm-YYYY births, NHS numbers 3-3-4, h and min in full.
 */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

type Parts = {
  weekday: string;
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let known = formatters.get(zone);
  if (!known) {
    const options: Intl.DateTimeFormatOptions = {
      weekday: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    };
    try {
      known = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    } catch {
      // A zone this engine does not know must not take the screen down: UTC is said in the frame by zoneName.
      known = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    }
    formatters.set(zone, known);
  }
  return known;
}

/** Year, month, day, hour, minute and second of a moment on the wall clock of a zone. */
export function partsOf(at: Date, zone: string): Parts {
  const parts: Record<string, string> = {};
  for (const part of formatter(zone).formatToParts(at)) parts[part.type] = part.value;
  return parts as Parts;
}

/** Reads an RFC 3339 time; null when it is absent or cannot be read, so that "not known" is written, not "Invalid". */
export function instant(iso: string | null | undefined): Date | null {
  if (!iso) return null;
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** "06:51" in the given zone, "not known" when there is no time. */
export function clock(iso: string | Date | null | undefined, zone: string): string {
  const at = iso instanceof Date ? iso : instant(iso);
  if (!at) return "not known";
  const p = partsOf(at, zone);
  return `${p.hour}:${p.minute}`;
}

/** "06:51:04". */
export function clockSeconds(iso: string | Date, zone: string): string {
  const at = iso instanceof Date ? iso : instant(iso);
  if (!at) return "not known";
  return `${clock(at, zone)}:${partsOf(at, zone).second}`;
}

/** "Sat 14 Nov". */
export function day(iso: string | Date, zone: string): string {
  const at = iso instanceof Date ? iso : instant(iso);
  if (!at) return "not known";
  const p = partsOf(at, zone);
  return `${p.weekday} ${p.day} ${monthName(p.month)}`;
}

/** "Saturday 14 November 2026". */
export function longDay(at: Date, zone: string): string {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      timeZone: zone,
    })
      .format(at)
      .replace(",", "");
  } catch {
    return day(at, zone);
  }
}

function monthName(month: string): string {
  return MONTHS[Number(month) - 1] ?? month;
}

/** The clock when it is today in the zone, "Fri 13 Nov 22:10" when it is another day. */
export function when(iso: string | Date | null | undefined, zone: string, now: Date): string {
  const at = iso instanceof Date ? iso : instant(iso);
  if (!at) return "not known";
  const there = partsOf(at, zone);
  const here = partsOf(now, zone);
  const sameDay = there.year === here.year && there.month === here.month && there.day === here.day;
  return sameDay ? clock(at, zone) : `${day(at, zone)} ${clock(at, zone)}`;
}

/** "06:51" today, "Wed 06:51" on another day: for a line that is read from afar. */
export function weekdayAndClock(at: Date, zone: string, now: Date): string {
  return day(at, zone) === day(now, zone) ? clock(at, zone) : `${day(at, zone).slice(0, 3)} ${clock(at, zone)}`;
}

/** "GMT", "BST", "GMT+1": the name that stands in the frame so that no time is without a zone. */
export function zoneName(at: Date, zone: string): string {
  try {
    const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" }).formatToParts(at);
    return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
  } catch {
    return "UTC";
  }
}

/** "03-Mar-1958" from "1958-03-03"; partial dates keep what is known. */
export function birth(date: string | null | undefined): string {
  if (!date) return "not known";
  const [year, month, dayOfMonth] = date.slice(0, 10).split("-");
  if (!year) return "not known";
  if (!month) return year;
  const name = monthName(month);
  return dayOfMonth ? `${dayOfMonth.padStart(2, "0")}-${name}-${year}` : `${name}-${year}`;
}

/** "999 214 7733". Anything that is not ten digits is shown as it came. */
export function nhsNumber(number: string | null | undefined): string {
  if (!number) return "not known";
  const digits = number.replace(/\s/g, "");
  return /^\d{10}$/.test(digits) ? `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}` : number;
}

/** Family name in capitals, never cut. */
export function family(name: string): string {
  return name.toLocaleUpperCase("en-GB");
}

/** "OYELARAN-WHITCOMBE, Oluwadamilola"; either half may be missing. */
export function fullName(familyName: string | null | undefined, given: string | null | undefined): string {
  const parts = [familyName ? family(familyName) : "", given ?? ""].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(", ") : "Name not known";
}

/** Whole minutes from one time to another, negative when `to` lies before `from`. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 60_000);
}

/** "38 min", "2 h", "2 h 10 min". */
export function duration(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** "1 h 45", "0 h 05": the short form of the time in hand, always both figures. */
export function hoursAndMinutes(minutes: number): string {
  const whole = Math.abs(Math.round(minutes));
  return `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, "0")}`;
}

/** Time in hand in words: "Late 1 h 45" or "0 h 30 left". */
export function timeInHand(minutes: number): string {
  return minutes < 0 ? `Late ${hoursAndMinutes(minutes)}` : `${hoursAndMinutes(minutes)} left`;
}

/** "15 min", "2 h", "2 h 30 min" from hours as the rules give them. */
export function hours(value: number): string {
  return duration(value * 60);
}

/** "in 9 min", "now" or "late 6 min". */
export function due(at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  if (minutes < 0) return `late ${duration(-minutes)}`;
  return minutes === 0 ? "now" : `in ${duration(minutes)}`;
}

/** "T+04:37:12" since the declaration; "T−00:02:00" before it. */
export function tPlus(since: Date, now: Date): string {
  const total = Math.floor((now.getTime() - since.getTime()) / 1000);
  const seconds = Math.abs(total);
  const two = (n: number) => String(n).padStart(2, "0");
  const sign = total < 0 ? "T−" : "T+";
  return `${sign}${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
}

/** "T+04:31", without seconds, for things that were due. */
export function tPlusMinutes(since: Date, at: Date): string {
  return tPlus(since, at).slice(0, -3);
}

/** How old a fact may be before it looks different. */
export type AgeBand = "fresh" | "ageing" | "stale" | "rebuild";

/** The band of an age in minutes: under 1 h, to 4 h, over 4 h, over 12 h. */
export function ageBand(minutes: number): AgeBand {
  if (minutes < 60) return "fresh";
  if (minutes <= 240) return "ageing";
  return minutes <= 720 ? "stale" : "rebuild";
}

/** "1 patient", "14 patients", "1,214 entries". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** "1,214". */
export function number(n: number): string {
  return n.toLocaleString("en-GB");
}

/** "A", "A and B", "A, B and C". */
export function list(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** A sentence begins with a capital: "late 6 min" as "Late 6 min". */
export function capital(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase("en-GB") + words.slice(1);
}
