import type { EntryView } from "../../../host";
import type { EntryAct } from "./EntryDialogs";

/** What the menu of an entry offers, the most likely first. */
export function actsOf(entry: EntryView): { id: EntryAct; words: string }[] {
  const acts: { id: EntryAct; words: string }[] = [];
  if (entry.open_as === "task") acts.push({ id: "close", words: "Close the task…" });
  if (entry.open_as === "device") acts.push({ id: "release", words: "Give the device out…" });
  if (entry.flagged) acts.push({ id: "unflag", words: "Change or take off the debrief mark…" });
  else acts.push({ id: "flag", words: "Mark for the debrief…" });
  if (!entry.unread) acts.push({ id: "correct", words: "Correct…" });
  if (!entry.unread && !NEVER_ERASED.includes(entry.kind)) acts.push({ id: "erase", words: "Erase the words…" });
  return acts;
}

/** Kinds that the engine never erases; offering it would only end in a refusal. */
const NEVER_ERASED: readonly string[] = ["redaction", "glass.broken", "glass.reviewed", "incident.opened"];
