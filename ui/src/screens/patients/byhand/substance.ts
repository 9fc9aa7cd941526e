/** The substance of an allergy as the panel shows it: "Penicillin: rash" is penicillin. */
export function substanceOf(item: string): string {
  const at = item.indexOf(": ");
  return at > 0 ? item.slice(0, at) : item;
}
