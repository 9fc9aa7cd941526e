import {
  ArrowRight,
  Check,
  CircleSlash,
  GitFork,
  Hand,
  Inbox,
  type LucideIcon,
  SearchX,
  Undo2,
  Users,
} from "lucide-react";
import type { BackEntryAsk, BackEntrySheet, SheetStandWord } from "../../host";
import type { Tone } from "../../parts/Plate";

/** How a stand is drawn: shape and word; the tone only helps to find it. */
export type StandLook = { word: string; icon: LucideIcon; tone: Tone };

/** Each stand, in the order of work. */
export const STANDS: Record<SheetStandWord, StandLook> = {
  two_say: { word: "Two say", icon: GitFork, tone: "amber" },
  sent_back: { word: "Sent back", icon: Undo2, tone: "amber" },
  missing: { word: "Missing", icon: SearchX, tone: "unknown" },
  out: { word: "Not come back", icon: ArrowRight, tone: "outline" },
  returned: { word: "Here", icon: Inbox, tone: "outline" },
  taken: { word: "Taken on", icon: Hand, tone: "outline" },
  to_verify: { word: "Second person", icon: Users, tone: "outline" },
  done: { word: "Done", icon: Check, tone: "outline" },
  not_used: { word: "Not used", icon: CircleSlash, tone: "outline" },
};

/** Stands that somebody has still to do something about. */
export const OPEN: readonly SheetStandWord[] = [
  "two_say",
  "sent_back",
  "missing",
  "out",
  "returned",
  "taken",
  "to_verify",
];

/** What the list can be narrowed to. */
export type Narrowed = { ward: string; stand: SheetStandWord | "open" | "all"; role: string; late: boolean };

/** Everything that is open. */
export const ALL_OPEN: Narrowed = { ward: "", stand: "open", role: "", late: false };

/** The question to the engine for what is shown. */
export function asked({ ward, stand, role, late }: Narrowed, most: number): BackEntryAsk {
  const stands = stand === "all" ? [] : stand === "open" ? [...OPEN] : [stand];
  return { ward, stands, role, late, most };
}

/** What can be done with a sheet as it stands, most usual first. */
export type SheetAct = "here" | "whose" | "take" | "enter" | "verify" | "send_back" | "unused" | "missing";

/** The acts that a sheet's stand allows; none while two stations contradict each other. */
export function actsOf(sheet: BackEntrySheet): readonly SheetAct[] {
  const nobodys = sheet.whose === "" && sheet.ward === "";
  switch (sheet.stand) {
    case "two_say":
      return [];
    case "out":
    case "missing":
      return nobodys ? ["whose", "unused"] : ["here", "enter", "unused", "missing"];
    case "returned":
    case "taken":
    case "sent_back":
      return nobodys ? ["whose", "unused", "missing"] : ["enter", "take", "unused", "missing"];
    case "to_verify":
      return ["verify", "send_back"];
    default:
      return sheet.verified_by === "" ? ["send_back", "verify"] : ["send_back"];
  }
}
