import {
  AlarmClock,
  Bell,
  BriefcaseMedical,
  CalendarClock,
  ClipboardList,
  Eraser,
  FileCheck2,
  Flag,
  Gavel,
  GitFork,
  Hammer,
  HardDrive,
  KeyRound,
  ListTodo,
  type LucideIcon,
  Megaphone,
  MessageSquareText,
  Network,
  NotebookPen,
  PencilLine,
  Presentation,
  Printer,
  Replace,
  Save,
  Scale,
  Siren,
  Target,
  Users,
  UsersRound,
  Workflow,
} from "lucide-react";

/** The shape of each kind, by the first part of its name. It always stands beside its word. */
const SHAPE: Record<string, LucideIcon> = {
  incident: Siren,
  census: UsersRound,
  bag: BriefcaseMedical,
  role: Workflow,
  card: ClipboardList,
  system: Network,
  fallback: Replace,
  priority: Users,
  note: NotebookPen,
  decision: Scale,
  printed: Printer,
  printer: Printer,
  correction: PencilLine,
  methane: Megaphone,
  sitrep: Bell,
  briefing: Presentation,
  objective: Target,
  period: CalendarClock,
  rhythm: AlarmClock,
  legal: Gavel,
  message: MessageSquareText,
  task: ListTodo,
  device: HardDrive,
  redaction: Eraser,
  dispute: GitFork,
  debrief: Flag,
  glass: Hammer,
  person: KeyRound,
  recovery: KeyRound,
  backup: Save,
  record: Save,
  checkpoint: FileCheck2,
};

/** The shape of a kind; a newer kind gets that of a note. */
export function shapeOf(kind: string): LucideIcon {
  return SHAPE[kind.split(".")[0] ?? ""] ?? NotebookPen;
}

/** The quiet edge or ground of a row: only what changes how other rows are read has one. */
export function lookOf(kind: string): string {
  const first = kind.split(".")[0] ?? "";
  if (first === "decision") return "entry-decision";
  if (first === "correction") return "entry-correction";
  if (first === "glass") return "entry-glass";
  if (first === "incident" && kind !== "incident.opened") return "entry-turn";
  return "";
}
