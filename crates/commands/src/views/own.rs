//! A hospital's own paper as its keeper sets it: answers as they are typed, so that what is no number can be told at its place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ContentVersion, DifferentLineView, IncidentBag};

/// One of the files that a hospital sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnFile {
    /// Path in the bag ("local_paper.toml").
    pub path: String,
    /// "shipped" (as the bag underneath has it) or "local".
    pub origin: String,
    /// The bag underneath says something else than when this was written here.
    pub base_changed: bool,
    /// The person signed in has answers that are not saved.
    pub draft: bool,
    /// What is set, in one line.
    pub said: String,
}

/// An id with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnChoice {
    /// Id, as the file has it.
    pub id: String,
    /// Name.
    pub name: String,
}

/// Most characters of what is typed, and most rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnLimits {
    /// A form with its place.
    pub name: u32,
    /// The rule for a low glucose.
    pub hypo_rule: u32,
    /// What is typed back of a sheet.
    pub what: u32,
    /// The name of a column of the insulin scale.
    pub column: u32,
    /// Who signed the scale.
    pub signed_by: u32,
    /// Columns of the scale.
    pub columns: u32,
    /// Bands of the scale.
    pub bands: u32,
}

/// What the hospital has set, and what it can choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnPaperView {
    /// The files.
    pub files: Vec<OwnFile>,
    /// Sheets that a rule of back-entry can be for.
    pub sheets: Vec<OwnChoice>,
    /// Roles whose people can enter them.
    pub roles: Vec<OwnChoice>,
    /// Limits.
    pub limits: OwnLimits,
    /// Cards say US words: glucose is read in mg/dL, and a scale in mmol/L is refused.
    pub us_words: bool,
    /// The running incident's bag.
    pub incident: Option<IncidentBag>,
}

/// A band of the insulin scale, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnBand {
    /// Lowest glucose, mmol/L.
    pub from: String,
    /// Highest; empty for the last band.
    pub up_to: String,
    /// Units an hour, one for each column.
    pub rates: Vec<String>,
}

/// The scale for variable-rate insulin, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnScale {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Bands, lowest first.
    pub bands: Vec<OwnBand>,
    /// The diabetes lead who signed it.
    pub signed_by: String,
    /// When (YYYY-MM-DD).
    pub signed_on: String,
}

/// `local_paper.toml`, as typed; an empty answer is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnPaper {
    /// Medicines whose time matters.
    pub time_critical: Vec<String>,
    /// Antimicrobials.
    pub antimicrobial: Vec<String>,
    /// Names as one adopted list writes them apart.
    pub tall_man: Vec<String>,
    /// What the children's observation chart is called.
    pub child_chart: String,
    /// What the maternity chart is called.
    pub maternity_chart: String,
    /// What the consent form is called, and where it is kept.
    pub consent_form: String,
    /// The same of the assessment of clot and bleeding risk.
    pub vte_form: String,
    /// The same of the plan for resuscitation.
    pub resuscitation_form: String,
    /// The rule for a low glucose.
    pub hypo_rule: String,
    /// Hour at which a day of fluid balance begins.
    pub day_starts_h: String,
    /// Who decided: name and post.
    pub decided_by: String,
    /// When (YYYY-MM-DD).
    pub decided_on: String,
    /// The scale; none until the hospital sets one.
    pub scale: Option<OwnScale>,
}

/// A rule of back-entry, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnRule {
    /// Short name.
    pub id: String,
    /// Ids of its sheets.
    pub sheets: Vec<String>,
    /// "whole", "absolute", "scanned", "kept" or "never".
    pub how: String,
    /// What is typed and looked at.
    pub what: String,
    /// Role id.
    pub owner: String,
    /// Hours from the turn to recovery.
    pub within_h: String,
    /// A second person looks.
    pub second_person: bool,
    /// Another way after an outage of more than so many hours; empty for none.
    pub long_h: String,
    /// That way; empty for none.
    pub long_how: String,
    /// Where it comes from.
    pub source: String,
}

/// A class that never runs by gravity, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnClass {
    /// Short name.
    pub id: String,
    /// The class in words.
    pub name: String,
    /// Why, in one sentence.
    pub why: String,
    /// Words a drug of it is ordered under.
    pub words: Vec<String>,
    /// Not refused when one of these stands there too.
    pub unless: Vec<String>,
    /// Where it comes from.
    pub source: String,
}

/// What is typed into the form of one file.
#[allow(clippy::large_enum_variant)] // one at a time, on its way to or from a screen
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OwnForm {
    /// The hospital's paper.
    Paper {
        /// Answers.
        paper: OwnPaper,
    },
    /// Rules of back-entry, in the order of entry.
    BackEntry {
        /// Rules.
        rules: Vec<OwnRule>,
    },
    /// Never by gravity.
    Gravity {
        /// Classes.
        classes: Vec<OwnClass>,
    },
}

/// A file to be set; with a text, the answers of that text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OwnKey {
    /// Path in the bag.
    pub path: String,
    /// A text that was saved before; empty for what stands now.
    pub text: String,
}

/// A file, open to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnText {
    /// Its state.
    pub file: OwnFile,
    /// The answers as they stand.
    pub form: OwnForm,
    /// The answers of the bag underneath.
    pub under: OwnForm,
    /// Saved versions, newest first.
    pub versions: Vec<ContentVersion>,
}

/// Answers as somebody has typed them so far.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OwnTyped {
    /// Path in the bag.
    pub path: String,
    /// The answers.
    pub form: OwnForm,
    /// Id of the form whose picture is wanted; empty for the one that shows most of it.
    pub sheet: String,
}

/// A fault with the answer that it speaks about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnFault {
    /// Which answer: "decided_by", "scale.band.2.rates", "rule.0.what"; empty for the whole.
    pub place: String,
    /// File.
    pub file: String,
    /// Line; 0 while what is typed is no number and so no line.
    pub line: u32,
    /// "error" or "warning".
    pub severity: String,
    /// What and what to do.
    pub what: String,
}

/// What typed answers are worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnLook {
    /// Faults, those of this file first.
    pub faults: Vec<OwnFault>,
    /// It can be saved.
    pub usable: bool,
    /// The text that would be saved; empty while an answer is no number.
    pub text: String,
    /// The sheet that it changes, as SVG; empty when it cannot be laid out.
    pub page: String,
    /// What that sheet is called.
    pub page_of: String,
    /// Its lines against the bag underneath.
    pub difference: Vec<DifferentLineView>,
    /// What the bag underneath refuses by gravity and this would let through: a reason is needed.
    pub let_through: Vec<String>,
}

/// Saves answers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveOwn {
    /// Path in the bag.
    pub path: String,
    /// The answers.
    pub form: OwnForm,
    /// Why, if said.
    pub because: String,
}
