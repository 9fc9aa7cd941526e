import type { LifeWord } from "../host";
import { isDeclared, isOver } from "./frameFacts";
import type { Place } from "./places";

/** An act that Find leads to. It opens the form or the screen of the act and never does the act itself, but for Lock. */
export type Command = { id: string; title: string; go: () => void };

/** What a command may open. */
export type Ways = {
  go: (place: Place, target: string) => void;
  open: (what: "wall" | "keys") => void;
  updateCensus: () => void;
  newEntry: () => void;
  lock: () => void;
};

/** What can be done now: nothing that the incident does not allow. */
export function commandsOf(life: LifeWord | null, ways: Ways): readonly Command[] {
  const to = (id: string, title: string, place: Place, target: string): Command => ({
    id,
    title,
    go: () => ways.go(place, target),
  });
  const isRunning = life !== null && !isOver(life);
  const starting = [
    to("declare", "Declare an incident", "now", "declare"),
    to("standby", "Stand by", "now", "standby"),
    to("exercise", "Start an exercise", "now", "exercise"),
  ];
  const running = [
    ...(life && isDeclared(life) ? [to("escalate", "Escalate the incident", "now", "escalate")] : []),
    ...(life && isDeclared(life) && life !== "recovery" ? [to("recover", "Begin recovery", "now", "recover")] : []),
    to("stand_down", "Stand the incident down", "now", "stand_down"),
    { id: "note", title: "New log entry", go: ways.newEntry },
    to("decision", "New decision", "log", "decision"),
    to("methane", "New METHANE", "reports", "methane"),
    to("sitrep", "New SitRep", "reports", "sitrep"),
    to("briefing", "New briefing (IIMARCH)", "reports", "briefing"),
    to("result", "Take a result by phone", "messages", "results"),
    to("runner", "Send a runner", "messages", "runners"),
    to("message", "New message", "log", "message"),
    to("task", "Give a task", "log", "task"),
    to("device", "Keep a device aside", "log", "device"),
  ];
  return [
    ...(isRunning ? running : starting),
    ...(life
      ? [
          to("objectives", "Objectives and battle rhythm", "reports", "objectives"),
          to("legal", "Legal clocks: who must be told by law", "reports", "legal"),
          to("waited", "Results waited for", "messages", "waited"),
          to("laboratory", "Laboratory: what it can do tonight", "messages", "laboratory"),
          to("aid", "Mutual aid and diversions", "messages", "aid"),
          to("sheet", "Back-entry: find a printed sheet by its number", "backentry", ""),
          to("waiting", "What waits in the log", "log", "waiting"),
        ]
      : []),
    { id: "census", title: "Update the census", go: ways.updateCensus },
    to("quality", "How good the census is", "census", "quality"),
    to("needs", "Needs, ward by ward: who needs a look", "census", "needs"),
    to("edits", "Change the census by hand", "census", "edits"),
    to("admit", "Admit by hand, with a downtime number", "census", "admit"),
    to("feeds", "Feeds and kept snapshots of the census", "census", "feeds"),
    to("contacts", "Contact book", "messages", "contacts"),
    to("register", "Register of the hospital's systems", "systems", "register"),
    { id: "wall", title: "Wall board on this display", go: () => ways.open("wall") },
    { id: "keys", title: "Keys", go: () => ways.open("keys") },
    { id: "lock", title: "Lock", go: ways.lock },
  ];
}
