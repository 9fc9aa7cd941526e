/** What a person chose about the screens themselves. Nothing here is about a patient or an incident. */

const DARK = "battlebag.dark";
const LETTERS = "battlebag.letters-off";

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) === "yes";
  } catch {
    return false;
  }
}

function write(key: string, on: boolean): void {
  try {
    localStorage.setItem(key, on ? "yes" : "no");
  } catch {
    // A window that may not keep a preference still works; it asks again next time.
  }
}

/** Dark screens follow the person, not the machine. */
export function wantsDark(): boolean {
  return read(DARK);
}

/** Draws light or dark. */
export function applyTheme(dark: boolean): void {
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

/** Keeps the choice and draws it. */
export function keepDark(dark: boolean): void {
  write(DARK, dark);
  applyTheme(dark);
}

/** Whether single letters act. */
export function wantsLetters(): boolean {
  return !read(LETTERS);
}

/** Keeps whether single letters act. */
export function keepLetters(on: boolean): void {
  write(LETTERS, !on);
}
