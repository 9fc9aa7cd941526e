import {
  BedDouble,
  BriefcaseMedical,
  ClipboardList,
  Gauge,
  GraduationCap,
  type LucideIcon,
  Megaphone,
  Network,
  PhoneCall,
  Printer,
  ScanBarcode,
  ScrollText,
  Users,
  Workflow,
} from "lucide-react";

/** The screens of the left navigation, from the top. */
export const PLACES = [
  "now",
  "patients",
  "census",
  "systems",
  "cards",
  "roles",
  "log",
  "messages",
  "reports",
  "paper",
  "backentry",
  "drills",
  "bag",
] as const;

/** One screen. */
export type Place = (typeof PLACES)[number];

/** Its key with Ctrl. A number that hands have learnt stays with its screen; what came later has 0 or a letter. */
export const PLACE_KEY: Record<Place, string> = {
  now: "1",
  patients: "2",
  systems: "3",
  cards: "4",
  roles: "5",
  log: "6",
  messages: "m",
  reports: "r",
  paper: "7",
  backentry: "b",
  drills: "8",
  bag: "9",
  census: "0",
};

/** Its word. */
export const PLACE_WORD: Record<Place, string> = {
  now: "Now",
  patients: "Patients",
  census: "Census",
  systems: "Systems",
  cards: "Cards",
  roles: "Roles",
  log: "Log",
  messages: "Messages",
  reports: "Reports",
  paper: "Paper",
  backentry: "Back-entry",
  drills: "Drills",
  bag: "Bag",
};

/** Its shape. */
export const PLACE_ICON: Record<Place, LucideIcon> = {
  now: Gauge,
  patients: Users,
  census: BedDouble,
  systems: Network,
  cards: ClipboardList,
  roles: Workflow,
  log: ScrollText,
  messages: PhoneCall,
  reports: Megaphone,
  paper: Printer,
  backentry: ScanBarcode,
  drills: GraduationCap,
  bag: BriefcaseMedical,
};

/** A count beside a word: red is P1, amber is overdue, vacant or stopped, grey is plain. */
export type NavCount = { n: number; tone: "red" | "amber" | "grey"; says: string };
