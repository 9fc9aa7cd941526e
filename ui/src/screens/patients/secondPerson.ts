/** The person of this name who can sign in here, as the home spells it; null when nobody can. */
export function personNamed(people: readonly string[], typed: string): string | null {
  // The engine compares only A to Z without their case; so does this, or a field would be missing.
  const plain = (name: string) => name.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return people.find((name) => plain(name) === plain(typed)) ?? null;
}
