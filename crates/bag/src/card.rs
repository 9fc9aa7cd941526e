//! Action cards and the roles that hold them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::system::SystemCode;

/// When a step belongs: the phases of an incident as a card tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before declaration, on warning.
    Standby,
    /// The first 15 minutes.
    First15,
    /// The first hour.
    FirstHour,
    /// Until stand-down, shift after shift.
    Ongoing,
    /// Closing.
    StandDown,
}

/// One numbered step of a card. Numbers run through all phases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Number on the card, from 1.
    pub number: u32,
    /// The act, verb first, at most 12 words where it can be.
    pub text: String,
    /// Phase it belongs to.
    pub phase: Phase,
    /// Minutes by which it is due; none for ongoing work. They count from declaration; on a task card from the hour
    /// the task is begun.
    pub due_min: Option<u32>,
    /// Patients may be harmed when it is late.
    pub critical: bool,
    /// Needs a second person's name.
    pub second_person: bool,
}

/// Whether a card belongs to a role or to a task any role may take up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// A role's card: its holder works it.
    Role,
    /// A task card: whoever meets the trigger works it.
    Task,
}

/// An action card: a superset of the NHS action card and the HICS job action sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Id, unique, file name without `.md` ("tactical-commander").
    pub id: String,
    /// What people call it by on a radio ("R02"); empty when it has none.
    pub number: String,
    /// Role or task.
    pub kind: CardKind,
    /// Title.
    pub title: String,
    /// Version of this card.
    pub version: String,
    /// The day this version was written.
    pub version_date: Option<NaiveDate>,
    /// Who approved it locally; none until a hospital signs.
    pub approved_by: Option<String>,
    /// When it was approved.
    pub approved_on: Option<NaiveDate>,
    /// When it must be looked at again.
    pub review_due: NaiveDate,
    /// Since when it is not handed out any more; none while it is.
    pub retired_on: Option<NaiveDate>,
    /// Why not; empty while it is.
    pub retired_because: String,
    /// Role id of the holder, for a role card.
    pub role: Option<String>,
    /// One line: what this role is for.
    pub mission: String,
    /// Who the holder reports to.
    pub reports_to: String,
    /// Whom the holder supervises.
    pub supervises: Vec<String>,
    /// What starts the card.
    pub triggers: Vec<String>,
    /// Systems whose failure brings the card up.
    pub systems: Vec<SystemCode>,
    /// Where the holder works; second entry is the alternative.
    pub location: Vec<String>,
    /// How to reach the holder, a way that needs no network first.
    pub reach_by: Vec<String>,
    /// The lowest grade that may hold it.
    pub min_grade: String,
    /// Tabard colour and words.
    pub tabard: String,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// What never to do.
    pub do_not: Vec<String>,
    /// Call now if.
    pub escalate_if: Vec<String>,
    /// What is in the bag for this card.
    pub equipment: Vec<String>,
    /// Ids of the cards that are handed out with this one.
    pub see: Vec<String>,
    /// Forms the holder owns.
    pub forms: Vec<String>,
    /// Where the facts come from.
    pub evidence: Vec<String>,
}

impl Card {
    /// "R06: Nurse in charge", or the title alone.
    pub fn heading(&self) -> String {
        if self.number.is_empty() {
            self.title.clone()
        } else {
            format!("{}: {}", self.number, self.title)
        }
    }
}

/// Command level of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Strategic (Gold).
    Strategic,
    /// Tactical (Silver).
    Tactical,
    /// Operational (Bronze) and service leads.
    Operational,
    /// Ward level.
    Ward,
    /// Support to a commander, outside the line (loggist, adviser).
    Support,
}

/// Most people who report to one lead where the bag says nothing else: the span of control of incident command systems is three
/// to seven, five at best (FEMA, National Incident Management System, 2017; HICS guidebook 2014).
pub const MOST_REPORTS: u32 = 7;

/// An incident role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Id, unique ("tactical-commander").
    pub id: String,
    /// UK title; in a bag that speaks US words, the US title.
    pub title: String,
    /// US (HICS) title.
    pub title_us: String,
    /// UK title, in whichever words the bag speaks: filled when the bag is read.
    #[serde(skip)]
    pub title_uk: String,
    /// The name that cards and messages say; none: the title up to its bracket.
    #[serde(default)]
    pub short: Option<String>,
    /// The same in a US hospital; none: `title_us`.
    #[serde(default)]
    pub short_us: Option<String>,
    /// Command level.
    pub level: Level,
    /// Role id it reports to; none at the top.
    pub reports_to: Option<String>,
    /// Must be filled in every incident: an empty one shouts.
    pub required: bool,
    /// Systems this role leads on: patients who depend on them wait for it when it is vacant.
    #[serde(default)]
    pub systems: Vec<SystemCode>,
    /// Post usually called to it ("executive on call").
    pub usual_holder: String,
    /// Grades that may hold it, the usual one first.
    #[serde(default)]
    pub grades: Vec<String>,
    /// Tabard colour and words: "Red, BLOOD BANK".
    pub tabard: String,
    /// Number or telephone that its holder answers; empty until the hospital knows it.
    #[serde(default)]
    pub phone: String,
    /// Radio channel.
    #[serde(default)]
    pub radio: String,
    /// Where a runner finds its holder.
    #[serde(default)]
    pub runner: String,
    /// How many people may report to its holder; none: [`MOST_REPORTS`].
    #[serde(default)]
    pub supervises_most: Option<u32>,
    /// Card id.
    pub card: Option<String>,
    /// May set a person's powers in the app: declare, stand down, override a P1, manage people.
    #[serde(default)]
    pub powers: Vec<Power>,
}

impl Role {
    /// The name that cards and messages say: "Medical lead" of "Medical lead (medical director on call)".
    pub fn spoken(&self) -> &str {
        let whole = || self.title.split(" (").next().unwrap_or_default();
        self.short.as_deref().unwrap_or_else(whole)
    }

    /// Colour of the tabard: "Red" of "Red, BLOOD BANK".
    pub fn tabard_colour(&self) -> &str {
        self.tabard
            .split_once(',')
            .map_or(self.tabard.as_str(), |(colour, _)| colour)
            .trim()
    }

    /// Words on the tabard: "BLOOD BANK" of "Red, BLOOD BANK".
    pub fn tabard_words(&self) -> &str {
        self.tabard.split_once(',').map_or("", |(_, words)| words).trim()
    }

    /// How many people may report to its holder.
    pub fn most_reports(&self) -> u32 {
        self.supervises_most.unwrap_or(MOST_REPORTS)
    }

    /// The ways to reach whoever holds it, as one line: "radio channel 6 · runner: Blood bank hatch".
    pub fn ways(&self) -> String {
        let labelled = |word: &str, way: &str| match way.trim() {
            "" => String::new(),
            way => format!("{word}{way}"),
        };
        let ways = [
            labelled("", &self.phone),
            labelled("radio ", &self.radio).replacen("radio C", "radio c", 1),
            labelled("runner: ", &self.runner),
        ];
        let known: Vec<String> = ways.into_iter().filter(|way| !way.is_empty()).collect();
        known.join(" · ")
    }

    /// The same in a US hospital.
    pub fn spoken_us(&self) -> &str {
        self.short_us.as_deref().unwrap_or(&self.title_us)
    }
}

/// What a role may do in the app beyond recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Power {
    /// Declare an incident.
    Declare,
    /// Stand an incident down.
    StandDown,
    /// Lower a P1.
    LowerP1,
    /// Set the state of systems.
    SetSystems,
    /// Hand out roles.
    AssignRoles,
    /// Erase the words of an entry.
    Redact,
    /// Let people sign in, and stop them.
    ManagePeople,
}
