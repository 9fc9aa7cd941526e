import type { Place } from "./places";

/** One line of the key table. */
export type KeyLine = { keys: string; does: string };

/** Keys that act on every screen. */
export const EVERYWHERE: readonly KeyLine[] = [
  { keys: "Ctrl K", does: "Find a card, patient, role or command" },
  { keys: "Ctrl 1 … 9", does: "Now, Patients, Systems, Cards, Roles, Log, Paper, Drills, Bag" },
  { keys: "Ctrl 0", does: "Census" },
  { keys: "Ctrl M", does: "Messages: results, runners, help, contacts" },
  { keys: "Ctrl R", does: "Reports" },
  { keys: "Ctrl B", does: "Back-entry: printed sheets that come back" },
  { keys: "Ctrl P", does: "Print this screen" },
  { keys: "Ctrl L", does: "Lock" },
  { keys: "Ctrl E", does: "New log entry, over any screen" },
  { keys: "Ctrl D", does: "New decision" },
  { keys: "F6", does: "Next region of the screen" },
  { keys: "F11", does: "Wall board on this display; Esc leaves it" },
  { keys: "Esc", does: "Close the panel, keep the draft" },
  { keys: "?", does: "These keys" },
];

/** Keys of each screen. Letters move focus to the button; Enter presses it. */
export const SCREEN_KEYS: Record<Place, readonly KeyLine[]> = {
  now: [
    { keys: "D", does: "Declare (with no incident running)" },
    { keys: "S", does: "Stand by (with no incident running)" },
    { keys: "E", does: "Exercise (with no incident running)" },
  ],
  patients: [
    { keys: "↑ ↓", does: "Row" },
    { keys: "Enter", does: "Open the row" },
    { keys: "C", does: "To Confirm" },
    { keys: "U", does: "To Raise" },
    { keys: "L", does: "To Lower" },
    { keys: "H", does: "To Change by hand" },
    { keys: "R", does: "To Show moves" },
    { keys: "1 … 4, 0", does: "Show one tier, or all" },
    { keys: "F", does: "To Filter" },
    { keys: "V", does: "To View: ward, hospital, what changed, as it was" },
    { keys: "Ctrl P", does: "Print the list of the ward that is shown" },
  ],
  census: [
    { keys: "← →", does: "Quality, Changes by hand, Take a census, Feeds" },
    { keys: "↑ ↓", does: "Line of a list" },
    { keys: "Enter", does: "Open the patient of the line" },
  ],
  systems: [
    { keys: "↑ ↓", does: "Instance" },
    { keys: "A", does: "To Does it work?" },
    { keys: "I", does: "To Can it be believed?" },
    { keys: "N", does: "To Renew; in the register, to Add a system" },
    { keys: "R", does: "To the register of the hospital's own systems" },
    { keys: "← → ↑ ↓", does: "In the picture: along what depends on what" },
  ],
  cards: [
    { keys: "↑ ↓", does: "Step" },
    { keys: "Space", does: "To Done" },
    { keys: "N", does: "To Not applicable" },
    { keys: "B", does: "To Blocked" },
    { keys: "M", does: "To the remark" },
  ],
  roles: [
    { keys: "← → ↑ ↓", does: "Role, role above, role below" },
    { keys: "Enter", does: "Open the role" },
    { keys: "V", does: "Next vacant role" },
  ],
  log: [
    { keys: "↑ ↓", does: "Entry" },
    { keys: "Enter", does: "What can be done about the entry" },
    { keys: "/", does: "To Search" },
    { keys: "F", does: "To More filters" },
    { keys: "N", does: "To a new entry" },
    { keys: "D", does: "To a new decision" },
    { keys: "Ctrl Enter", does: "Sign what you are writing" },
  ],
  messages: [
    { keys: "← →", does: "Phoned results, Results waited for, Laboratory, Runners, Aid, Contacts" },
    { keys: "Ctrl Enter", does: "Sign what you are writing" },
  ],
  reports: [
    { keys: "← →", does: "METHANE, SitRep, Briefing, Objectives" },
    { keys: "Ctrl Enter", does: "Sign what you are writing" },
  ],
  paper: [
    { keys: "Space", does: "Tick a ward" },
    { keys: "G", does: "To Make the charts" },
    { keys: "S", does: "To Score NEWS2" },
    { keys: "D", does: "To Count a drip" },
    { keys: "B", does: "To Back-entry" },
  ],
  backentry: [
    { keys: "Enter", does: "In Sheet number: find the sheet, or say that it is here" },
    { keys: "Tab, Enter", does: "Open a sheet of the list" },
    { keys: "Ctrl Enter", does: "Sign what you are writing" },
  ],
  drills: [],
  bag: [],
};
