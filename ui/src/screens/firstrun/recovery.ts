/** Shortest passphrase that is taken. The engine holds its own limit; this one saves a round trip. */
const SHORTEST = 8;

/** The recovery code in the groups that a person writes down: at its spaces, or every two blocks of four. */
export function codeGroups(code: string): string[] {
  const words = code.trim().split(/\s+/);
  if (words.length > 1) return words;
  const blocks = code.trim().split("-");
  if (blocks.length <= 2) return [code.trim()];
  const groups: string[] = [];
  for (let at = 0; at < blocks.length; at += 2) groups.push(blocks.slice(at, at + 2).join("-"));
  return groups;
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
