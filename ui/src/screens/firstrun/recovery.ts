/** Shortest passphrase that is taken. The engine holds its own limit; this one saves a round trip. */
const SHORTEST = 8;

/** The recovery code in the groups that a person writes down. */
export function codeGroups(code: string): string[] {
  return code.split(/[\s-]+/).filter(Boolean);
}

/** True when what was typed is this group, whatever the capitals, spaces and dashes. */
export function groupsMatch(typed: string, group: string | undefined): boolean {
  const bare = (text: string) => text.replace(/[\s-]/g, "").toUpperCase();
  return group !== undefined && typed !== "" && bare(typed) === bare(group);
}

/** What is wrong with a new passphrase, with the repair; null when it will do. */
export function passphraseFault(passphrase: string): string | null {
  if (passphrase === "") return "Give a passphrase. Without it the patient data cannot be encrypted.";
  if ([...passphrase].length < SHORTEST) return `Too short: use ${SHORTEST} characters or more, best four words.`;
  return null;
}
