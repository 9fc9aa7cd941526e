//! Cards and roles.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CandidateView, ShiftWord, StepWord};

/// A person's time in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HolderView {
    /// Other roles under this name where another way to be reached was given: "Loggist, reached by bleep 12".
    pub namesakes: Vec<String>,
    /// Holder.
    pub person: String,
    /// How to reach them.
    pub contact: String,
    /// Since (RFC 3339).
    pub since: String,
    /// Until (RFC 3339); none while they hold it.
    pub until: Option<String>,
    /// Whom they stand in for; empty when the role is their own.
    pub covers: String,
    /// When whoever they stand in for is to be back (RFC 3339).
    pub cover_until: Option<String>,
    /// They carry too much, in two words; empty when not.
    pub load: String,
    /// The same as a sentence.
    pub load_words: String,
}

/// One role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoleRow {
    /// Role id.
    pub id: String,
    /// Title.
    pub title: String,
    /// US title.
    pub title_us: String,
    /// UK title.
    pub title_uk: String,
    /// The name that is spoken.
    pub spoken: String,
    /// "strategic", "tactical", "operational", "ward" or "support".
    pub level: String,
    /// The level in the words in force.
    pub level_word: String,
    /// Role id it reports to.
    pub reports_to: Option<String>,
    /// Must be filled.
    pub required: bool,
    /// Post usually called to it.
    pub usual_holder: String,
    /// Grades that may hold it, the usual one first.
    pub grades: Vec<String>,
    /// Tabard.
    pub tabard: String,
    /// Number or telephone of the role; empty until the hospital knows it.
    pub phone: String,
    /// Radio channel.
    pub radio: String,
    /// Where a runner finds its holder.
    pub runner: String,
    /// Who can be called, the best choice of this shift first.
    pub candidates: Vec<CandidateView>,
    /// Card id, if it has one.
    pub card: Option<String>,
    /// Holders now; two are settled by a person.
    pub holders: Vec<HolderView>,
    /// Earlier holders, newest first.
    pub before: Vec<HolderView>,
    /// Minutes vacant since the incident began; none when held or not required.
    pub vacant_min: Option<u32>,
    /// P1 patients who depend on the systems it leads.
    pub p1: u32,
    /// Steps overdue on its card.
    pub overdue: u32,
}

/// All roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RolesView {
    /// In command order.
    pub rows: Vec<RoleRow>,
    /// Names already known to the home, for picking.
    pub people: Vec<String>,
    /// The words in force: "uk" or "us".
    pub vocabulary: String,
    /// The shift that runs now.
    pub shift: ShiftWord,
}

/// Gives a role to a person, or hands it over when it is held.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AssignRole {
    /// Role id.
    pub role: String,
    /// Person.
    pub person: String,
    /// How to reach them.
    pub contact: String,
}

/// Leaves a role empty.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VacateRole {
    /// Role id.
    pub role: String,
    /// Who leaves; empty when one person holds it.
    pub person: String,
}

/// Says whether one name in two roles is one person or two.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SettleName {
    /// Role id.
    pub role: String,
    /// The holder's name as it stands there.
    pub person: String,
    /// What sets this holder apart from the other; empty when it is one person.
    pub apart: String,
}

/// A card in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardRow {
    /// Card id.
    pub id: String,
    /// Title.
    pub title: String,
    /// What people call it by on a radio ("R02"); empty when it has none.
    pub number: String,
    /// "role" or "task".
    pub kind: String,
    /// Role id.
    pub role: Option<String>,
    /// Holders of the role.
    pub holders: Vec<String>,
    /// The signed-in person holds it.
    pub mine: bool,
    /// Steps.
    pub steps: u32,
    /// Steps closed.
    pub closed: u32,
    /// Steps overdue.
    pub overdue: u32,
    /// Of these, critical.
    pub overdue_critical: u32,
    /// Mission.
    pub mission: String,
    /// Systems that bring it up are hit now.
    pub called_for: bool,
}

/// Cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardsView {
    /// Mine first, then those with late steps, then called for, then the rest.
    pub rows: Vec<CardRow>,
    /// After stand-down: steps that stood open on cards that were held or worked, critical ones first.
    pub unfinished: Vec<LeftOpenStep>,
}

/// A step that stood open at stand-down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeftOpenStep {
    /// Card id.
    pub card: String,
    /// Number and title of the card.
    pub title: String,
    /// Step number.
    pub number: u32,
    /// Text.
    pub text: String,
    /// Critical.
    pub critical: bool,
    /// Blocked.
    pub blocked: bool,
    /// Minutes late at stand-down.
    pub late_min: Option<u32>,
}

/// Ticks on a step that a newer bag no longer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeftStepView {
    /// The number it had.
    pub number: u32,
    /// The words it had.
    pub text: String,
    /// Marks, newest first.
    pub marks: Vec<MarkView>,
}

/// One mark on a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MarkView {
    /// What became of it.
    pub status: StepWord,
    /// Who.
    pub by: String,
    /// Who typed it in, when it was on paper; empty when they did it themselves.
    pub typed_by: String,
    /// When it happened (RFC 3339).
    pub at: String,
    /// When it was typed (RFC 3339).
    pub typed_at: String,
    /// Remark.
    pub remark: String,
    /// Second person.
    pub second_person: String,
}

/// One step of a live card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StepView {
    /// Number.
    pub number: u32,
    /// Text.
    pub text: String,
    /// "standby", "first15", "first_hour", "ongoing" or "stand_down".
    pub phase: String,
    /// Due minutes from declaration.
    pub due_min: Option<u32>,
    /// Due at (RFC 3339), once declared.
    pub due_at: Option<String>,
    /// Critical.
    pub critical: bool,
    /// Needs a second person.
    pub second_person: bool,
    /// State now.
    pub status: StepWord,
    /// Minutes late; none when closed or not late.
    pub late_min: Option<u32>,
    /// Marks, newest first.
    pub marks: Vec<MarkView>,
    /// Two people closed it: settle.
    pub ticked_twice: bool,
}

/// A card named by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OtherCard {
    /// Card id.
    pub id: String,
    /// Number and title.
    pub title: String,
}

/// A card, live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardView {
    /// The row.
    pub row: CardRow,
    /// Version.
    pub version: String,
    /// The day this version was written (YYYY-MM-DD).
    pub version_date: Option<String>,
    /// Approved by; empty when not locally approved.
    pub approved_by: String,
    /// Review due (YYYY-MM-DD).
    pub review_due: String,
    /// Reports to.
    pub reports_to: String,
    /// Supervises.
    pub supervises: Vec<String>,
    /// Triggers.
    pub triggers: Vec<String>,
    /// Where.
    pub location: Vec<String>,
    /// Reach by.
    pub reach_by: Vec<String>,
    /// Lowest grade.
    pub min_grade: String,
    /// Tabard.
    pub tabard: String,
    /// Steps.
    pub steps: Vec<StepView>,
    /// Ticks on steps that the bag in use no longer has.
    pub left: Vec<LeftStepView>,
    /// Never.
    pub do_not: Vec<String>,
    /// Call now if.
    pub escalate_if: Vec<String>,
    /// Bag.
    pub equipment: Vec<String>,
    /// Names of the systems whose failure brings it up.
    pub systems: Vec<String>,
    /// Cards handed out with it.
    pub see: Vec<OtherCard>,
    /// Forms its holder owns.
    pub forms: Vec<String>,
    /// Evidence.
    pub evidence: Vec<String>,
    /// Holders.
    pub holders: Vec<HolderView>,
}

/// Which card.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CardKey {
    /// Card id.
    pub id: String,
}

/// Works a step.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WorkStep {
    /// Card id.
    pub card: String,
    /// Step number.
    pub step: u32,
    /// What became of it.
    pub status: StepWord,
    /// Remark.
    pub remark: String,
    /// Second person.
    pub second_person: String,
    /// When it happened (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// One line of a card that was worked on paper.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypedStep {
    /// Step number.
    pub step: u32,
    /// What the paper says became of it.
    pub status: StepWord,
    /// When, as written: "02:41" (the last time it was that time), or RFC 3339.
    pub at: String,
    /// Initials or name beside it; empty for whoever held the card.
    pub by: String,
    /// Second name, where two people sign.
    pub second_person: String,
    /// Remark.
    pub remark: String,
}

/// Types in a card that was worked on paper.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypeCard {
    /// Card id.
    pub card: String,
    /// Who held it, as written at its top.
    pub held_by: String,
    /// Its lines.
    pub steps: Vec<TypedStep>,
}

/// A line that cannot be taken as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypedFault {
    /// Step number.
    pub step: u32,
    /// What is wrong and what to write.
    pub what: String,
}

/// What became of it: everything was written, or nothing and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypedIn {
    /// Number of the last entry; 0 when nothing was written.
    pub number: u32,
    /// One line.
    pub said: String,
    /// Lines to mend. Nothing is written while there is one.
    pub faults: Vec<TypedFault>,
}

/// One fault found in the bag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FaultView {
    /// File.
    pub file: String,
    /// Line.
    pub line: u32,
    /// "error" or "warning".
    pub severity: String,
    /// What and what to do.
    pub what: String,
}

/// The bag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BagView {
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Short hash.
    pub hash: String,
    /// Approved by; empty when not.
    pub approved_by: String,
    /// Systems.
    pub systems: u32,
    /// Profiles.
    pub profiles: u32,
    /// Fallbacks.
    pub fallbacks: u32,
    /// Roles.
    pub roles: u32,
    /// Cards.
    pub cards: Vec<CardRow>,
    /// Faults.
    pub faults: Vec<FaultView>,
    /// The physical bag's check is good until (RFC 3339).
    pub checked_until: Option<String>,
    /// Whose words cards and roles say: "uk" or "us".
    pub vocabulary: String,
}

/// Chooses whose words cards and roles say.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetWords {
    /// "uk" or "us".
    pub vocabulary: String,
}

/// Records that the physical bag was checked.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct BagChecked {
    /// Days it stays good; 0 for the bag's own number.
    pub valid_days: u32,
}
