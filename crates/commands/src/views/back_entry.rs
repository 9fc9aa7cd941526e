//! Back-entry: the list of sheets that come back, one sheet, and what is said of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SecretText;

/// Where a sheet stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetStandWord {
    /// Two stations said different things of it.
    TwoSay,
    /// A second person found something wrong.
    SentBack,
    /// Looked for and not found.
    Missing,
    /// It has not come back.
    Out,
    /// It is here.
    Returned,
    /// Somebody has taken it on.
    Taken,
    /// Entered, and a second person has still to look.
    ToVerify,
    /// In the record.
    Done,
    /// Nothing was to be entered from it.
    NotUsed,
}

/// What was done with what is written on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnteredWord {
    /// Typed into the record.
    Typed,
    /// Scanned into the record.
    Scanned,
    /// Filed on paper.
    Kept,
}

/// Why nothing is entered from a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnusedWord {
    /// Nobody wrote on it.
    Blank,
    /// Spoilt: what counts is on another sheet.
    Spoilt,
    /// Destroyed, with what was on it.
    Destroyed,
    /// It was never on paper.
    NeverPrinted,
}

/// One word that was said of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetSaid {
    /// Points at its entry.
    pub key: String,
    /// When (RFC 3339).
    pub at: String,
    /// Who wrote it.
    pub actor: String,
    /// Station that it was written on.
    pub station: String,
    /// In words.
    pub words: String,
    /// It was neither taken back nor set aside.
    pub holds: bool,
    /// It contradicts another that holds.
    pub contradicts: bool,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackEntrySheet {
    /// What requests name it by: its number, with the print where two prints have one number.
    pub key: String,
    /// Number printed on it.
    pub code: String,
    /// Form.
    pub form: String,
    /// "2 faces".
    pub faces: String,
    /// "pages 3 to 4 of AMU charts"; empty when the entry of its print is not here.
    pub pages: String,
    /// Ward that it was printed for; empty for none.
    pub ward: String,
    /// Key of whoever it is about; empty for a sheet of a ward.
    pub patient: String,
    /// Bed and name, as printed or as said; empty for a sheet of a ward.
    pub whose: String,
    /// Number of whoever it is about, where one is known.
    pub number: String,
    /// Where they lie now, when that is another ward; or that no census has them any more.
    pub now_in: String,
    /// When it was printed (RFC 3339); empty when the entry of its print is not here.
    pub printed_at: String,
    /// Who printed it.
    pub printed_by: String,
    /// The printer, or the file.
    pub printed_to: String,
    /// What is doubtful about its being on paper; empty when it is certain.
    pub on_paper: String,
    /// Id of its rule; empty when none is set.
    pub rule: String,
    /// The rule in words.
    pub how: String,
    /// What is entered.
    pub what: String,
    /// Role whose people enter it.
    pub role: String,
    /// Who holds that role now; empty for nobody.
    pub role_holder: String,
    /// A second person looks.
    pub second_person: bool,
    /// Where it stands.
    pub stand: SheetStandWord,
    /// The same in words.
    pub stand_words: String,
    /// What to do next.
    pub next: String,
    /// Until when it is to be done (RFC 3339); none before recovery begins.
    pub due_at: Option<String>,
    /// Minutes that it is late; 0 when it is not.
    pub late_min: u32,
    /// When it came back (RFC 3339).
    pub returned_at: Option<String>,
    /// Who has taken it on; empty for nobody.
    pub owner: String,
    /// Who entered it, or said that it was not used; empty for nobody.
    pub entered_by: String,
    /// When (RFC 3339).
    pub entered_at: Option<String>,
    /// "typed, with the real times"; "blank: …"; with the remark.
    pub entered: String,
    /// Who looked at it as the second person; empty for nobody.
    pub verified_by: String,
    /// When (RFC 3339).
    pub verified_at: Option<String>,
    /// Every word about it, oldest first. Only for one sheet, not in the list.
    pub history: Vec<SheetSaid>,
    /// The newest word, which can be taken back; empty for none.
    pub newest: String,
}

/// How many sheets stand how, of one ward, one form or all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetTally {
    /// The ward or the form.
    pub name: String,
    /// On the list.
    pub printed: u32,
    /// Not come back.
    pub out: u32,
    /// Came back: everything that is neither out nor missing.
    pub returned: u32,
    /// Here and not entered; sent back among them.
    pub here: u32,
    /// Entered, a second person has still to look.
    pub to_verify: u32,
    /// In the record.
    pub done: u32,
    /// Nothing was to be entered.
    pub not_used: u32,
    /// Looked for and not found.
    pub missing: u32,
    /// Two stations said different things.
    pub two_say: u32,
    /// Open beyond their time.
    pub late: u32,
    /// Not done.
    pub open: u32,
}

/// A rule as it holds in this incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackEntryRuleView {
    /// Id.
    pub id: String,
    /// Names of the sheets that it is for; "any other sheet of a patient".
    pub sheets: Vec<String>,
    /// What becomes of them, in words; with the other way after a long outage.
    pub how: String,
    /// What is entered.
    pub what: String,
    /// Role whose people enter it.
    pub role: String,
    /// Hours from recovery.
    pub within_h: u32,
    /// A second person looks.
    pub second_person: bool,
    /// Where it comes from.
    pub source: String,
}

/// The back-entry list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackEntryView {
    /// Now (RFC 3339).
    pub at: String,
    /// Since when sheets are entered (RFC 3339); none while systems are down.
    pub since: Option<String>,
    /// In a sentence: how far it is, and what stands in the way.
    pub said: String,
    /// All sheets.
    pub all: SheetTally,
    /// By ward, in ward order.
    pub wards: Vec<SheetTally>,
    /// By form, in the order of entry.
    pub forms: Vec<SheetTally>,
    /// Roles that enter something, for the filter.
    pub roles: Vec<String>,
    /// The sheets asked for, in the order of work.
    pub sheets: Vec<BackEntrySheet>,
    /// How many fit what was asked for; more than are given when the list is long.
    pub fit: u32,
    /// Rules, in the order of entry.
    pub rules: Vec<BackEntryRuleView>,
}

/// Which sheets of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct BackEntryAsk {
    /// Only this ward; empty for all.
    pub ward: String,
    /// Only these; empty for all.
    pub stands: Vec<SheetStandWord>,
    /// Only what people of this role enter; empty for all.
    pub role: String,
    /// Only what is late.
    pub late: bool,
    /// Sheets at most; 0 for all.
    pub most: u32,
}

/// A number as it was scanned or typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SheetAsked {
    /// As it was scanned or typed.
    pub typed: String,
}

/// What is known of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetFound {
    /// The sheet; two when two prints gave out one number; none when nothing has it.
    pub sheets: Vec<BackEntrySheet>,
    /// Sheets whose number is this one but for one slip.
    pub near: Vec<BackEntrySheet>,
    /// What was found, or why nothing.
    pub said: String,
    /// What to do next.
    pub next: String,
}

/// Sheets are here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ReturnSheets {
    /// Their numbers.
    pub sheets: Vec<String>,
    /// From where, or by whom.
    pub from: String,
    /// Whose they are, for sheets that were printed blank: key in the census.
    pub patient: String,
    /// The same in words, for somebody who is in no census.
    pub whose: String,
}

/// Somebody takes sheets on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TakeSheets {
    /// Their numbers.
    pub sheets: Vec<String>,
    /// Who; empty for who is signed in.
    pub by: String,
}

/// What is on sheets was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EnterSheets {
    /// Their numbers.
    pub sheets: Vec<String>,
    /// How.
    pub entered: EnteredWord,
    /// Who; empty for who is signed in.
    #[serde(default)]
    pub by: String,
    /// Each fact has the time at which it happened.
    #[serde(default)]
    pub real_times: bool,
    /// Remark.
    #[serde(default)]
    pub remark: String,
    /// When (RFC 3339); now when left out.
    #[serde(default)]
    pub occurred_at: Option<String>,
}

/// Nothing is entered from sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnusedSheets {
    /// Their numbers.
    pub sheets: Vec<String>,
    /// Why.
    pub why: UnusedWord,
    /// In words.
    pub because: String,
    /// Who says so; empty for who is signed in.
    #[serde(default)]
    pub by: String,
}

/// A second person looked at sheets on the screen.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct VerifySheets {
    /// Their numbers.
    pub sheets: Vec<String>,
    /// Who; empty for who is signed in.
    pub by: String,
    /// Their own passphrase, when they can sign in here and somebody else is signed in.
    #[ts(as = "String")]
    pub passphrase: SecretText,
    /// Remark.
    pub remark: String,
}

/// Somebody found something wrong in what was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SendBackSheets {
    /// Their numbers.
    pub sheets: Vec<String>,
    /// What is wrong.
    pub found: String,
    /// Who found it; empty for who is signed in.
    pub by: String,
}

/// Sheets were looked for and not found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MissingSheets {
    /// Their numbers.
    pub sheets: Vec<String>,
    /// Where.
    pub looked: String,
    /// Who looked; empty for who is signed in.
    pub by: String,
}

/// The newest word about a sheet was a mistake.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TakeBackSheet {
    /// Its number.
    pub sheet: String,
    /// Why it was a mistake.
    pub because: String,
}
