/** Shortest passphrase that is taken. The engine holds its own limit; this one saves a round trip. */
const SHORTEST = 8;
/** What a recovery code is made of: sixteen consonants that are told apart in any hand. */
const CODE_LETTERS = "BCDFGHJKMPQRTVWX";
/** Letters of a whole code: eight groups of four. */
const CODE_LENGTH = 32;

/** The recovery code in the groups that a person writes down. */
export function codeGroups(code: string): string[] {
  return code.split(/[\s-]+/).filter(Boolean);
}

/** True when what was typed is this group, whatever the capitals, spaces and dashes. */
export function groupsMatch(typed: string, group: string | undefined): boolean {
  const bare = (text: string) => text.replace(/[\s-]/g, "").toUpperCase();
  return group !== undefined && typed !== "" && bare(typed) === bare(group);
}

/** How far a recovery code is typed: its letters, and the first thing in it that no code has. */
export function typedCode(text: string): { letters: number; stranger: string | null } {
  const bare = [...text.toUpperCase()].filter((letter) => !/[\s\-–.]/.test(letter));
  return { letters: bare.length, stranger: bare.find((letter) => !CODE_LETTERS.includes(letter)) ?? null };
}

/** What is wrong with a typed recovery code, with the repair; null when it may be sent. The engine checks its sum. */
export function codeFault(text: string): string | null {
  const { letters, stranger } = typedCode(text);
  if (letters === 0) return "Type the code from the sealed envelope.";
  if (stranger !== null)
    return `“${stranger}” is in no code. Its letters are ${[...CODE_LETTERS].join(" ")}: read it again.`;
  if (letters === CODE_LENGTH) return null;
  return letters < CODE_LENGTH
    ? `${CODE_LENGTH - letters} letters are missing: the code has eight groups of four.`
    : `${letters - CODE_LENGTH} letters too many: the code has eight groups of four.`;
}

/** "Group 3 of 8": where the person is while they type, so that an eye can go back to the paper. */
export function codeProgress(text: string): string {
  const { letters } = typedCode(text);
  if (letters === 0) return "Eight groups of four letters. Capitals, spaces and dashes do not matter.";
  if (letters >= CODE_LENGTH) return "All eight groups are typed.";
  return `${Math.floor(letters / 4)} of 8 groups typed.`;
}

/** What is wrong with a new passphrase, with the repair; null when it will do. */
export function passphraseFault(passphrase: string): string | null {
  if (passphrase === "") return "Give a passphrase. Without it the patient data cannot be encrypted.";
  if ([...passphrase.trim()].length < SHORTEST)
    return `Too short: use ${SHORTEST} characters or more, best four words.`;
  return null;
}

/** A new passphrase as it is asked for: twice. */
export type Twice = { passphrase: string; again: string };

/** Nothing typed yet. */
export const NOT_TYPED: Twice = { passphrase: "", again: "" };

/** What is wrong with either half. */
export function twiceFaults({ passphrase, again }: Twice): Record<keyof Twice, string | null> {
  return {
    passphrase: passphraseFault(passphrase),
    again: again === passphrase ? null : "The two do not match. Type the passphrase again.",
  };
}
