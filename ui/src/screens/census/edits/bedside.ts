/** What a person types at the bedside, checked while it can still be mended. The engine judges in the end. */

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;

/**
 * A date of birth as people write it ("3 Mar 1948", "03/03/1948", "1948-03-03"), as YYYY-MM-DD. Day before month, as on
 * UK wristbands. Null when it is no date.
 */
export function bornTyped(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return date(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const found = /^(\d{1,2})[\s./-]+([a-z]{3,9}|\d{1,2})[\s./-]+(\d{4})$/.exec(text);
  if (!found) return null;
  const word = found[2] ?? "";
  const month = /^\d/.test(word) ? Number(word) : MONTHS.findIndex((each) => word.startsWith(each)) + 1;
  return date(Number(found[3]), month, Number(found[1]));
}

function date(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal && year >= 1880 ? at.toISOString().slice(0, 10) : null;
}

/** What is wrong with a date of birth; null when nothing is, or nothing was typed. */
export function bornFault(typed: string, today: Date): string | null {
  if (typed.trim() === "") return null;
  const born = bornTyped(typed);
  if (born === null) return "Write it as 3 Mar 1948, or leave it empty.";
  return born > today.toISOString().slice(0, 10) ? "That day is still to come." : null;
}

/** What is wrong with an NHS number (ten digits, modulus 11 check digit); null when nothing is, or nothing was typed. */
export function nhsFault(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, "");
  if (digits === "") return null;
  if (!/^\d{10}$/.test(digits)) return `An NHS number has ten digits; this has ${digits.replace(/\D/g, "").length}.`;
  const sum = [...digits].slice(0, 9).reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]) ? null : "A digit is wrong or two are swapped. Read it from the wristband again.";
}

/** What is wrong with a weight in kilograms; null when nothing is. A comma is a decimal point. */
export function weightFault(typed: string): string | null {
  const text = typed
    .trim()
    .replace(/\s*kg$/i, "")
    .replace(",", ".");
  if (text === "") return "Write the weight in kilograms, such as 72.4.";
  const kg = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text)) return "Write a number of kilograms, such as 72.4.";
  return kg >= 0.3 && kg <= 500 ? null : "That is outside 0.3 to 500 kg. Check the unit and the decimal point.";
}
