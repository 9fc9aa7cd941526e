import {
  BriefcaseMedical,
  ClipboardList,
  Gauge,
  GraduationCap,
  type LucideIcon,
  Network,
  Printer,
  ScrollText,
  Users,
  Workflow,
} from "lucide-react";

/** The screens of the left navigation, in the order of Ctrl 1 to Ctrl 9. */
export const PLACES = ["now", "patients", "systems", "cards", "roles", "log", "paper", "drills", "bag"] as const;

/** One screen. */
export type Place = (typeof PLACES)[number];

/** Its word. */
export const PLACE_WORD: Record<Place, string> = {
  now: "Now",
  patients: "Patients",
  systems: "Systems",
  cards: "Cards",
  roles: "Roles",
  log: "Log",
  paper: "Paper",
  drills: "Drills",
  bag: "Bag",
};

/** Its shape. */
export const PLACE_ICON: Record<Place, LucideIcon> = {
  now: Gauge,
  patients: Users,
  systems: Network,
  cards: ClipboardList,
  roles: Workflow,
  log: ScrollText,
  paper: Printer,
  drills: GraduationCap,
  bag: BriefcaseMedical,
};

/** A count beside a word: red is P1, amber is overdue, vacant or stopped, grey is plain. */
export type NavCount = { n: number; tone: "red" | "amber" | "grey"; says: string };
