//! What a hospital's own people decide about its charts: lists of medicines, names of its own forms, when a day begins.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Vocabulary;
use crate::fault::Fault;
use crate::insulin_scale::{InsulinScale, ScalePlace};
use crate::located::{Located, Part};

/// Most characters of a form's name with its place: two lines on the sheet that stands in for it.
pub const LONGEST_NAME: usize = 120;
/// Most characters of the rule for a low glucose: it stands in a box of the insulin charts.
pub const LONGEST_RULE: usize = 100;

/// `local_paper.toml`. Nothing is in it until a hospital adopts it: then nothing is flagged but what the source flags, and
/// no form is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LocalPaper {
    /// Approved names of medicines whose time matters, lower case.
    pub time_critical: Vec<String>,
    /// Approved names of antimicrobials, lower case.
    pub antimicrobial: Vec<String>,
    /// Names of medicines as one adopted list writes them apart ("prednisoLONE"); plain lower case until one is adopted.
    pub tall_man: Vec<String>,
    /// What the hospital calls its children's observation chart.
    pub child_chart: Option<String>,
    /// What it calls its maternity observation chart.
    pub maternity_chart: Option<String>,
    /// What its own consent form is called, and where the paper is kept.
    pub consent_form: Option<String>,
    /// The same of its assessment of clot and bleeding risk.
    pub vte_form: Option<String>,
    /// The same of its plan for resuscitation.
    pub resuscitation_form: Option<String>,
    /// The hospital's own rule for a low glucose. None is ever supplied.
    pub hypo_rule: Option<String>,
    /// Hour at which a day of fluid balance begins, 0 to 23; midnight until the hospital says another.
    pub day_starts_h: Option<u8>,
    /// Who decided this here: the pharmacy lead, the clinical safety officer. Needed as soon as anything is set.
    pub decided_by: String,
    /// When.
    pub decided_on: Option<NaiveDate>,
    /// The scale for variable-rate insulin, signed by its own lead. None is ever supplied.
    pub scale: Option<InsulinScale>,
}

impl LocalPaper {
    fn lists(&self) -> [(&'static str, &[String]); 3] {
        [
            ("time_critical", &self.time_critical),
            ("antimicrobial", &self.antimicrobial),
            ("tall_man", &self.tall_man),
        ]
    }

    fn names(&self) -> [(&'static str, Option<&str>); 6] {
        [
            ("child_chart", self.child_chart.as_deref()),
            ("maternity_chart", self.maternity_chart.as_deref()),
            ("consent_form", self.consent_form.as_deref()),
            ("vte_form", self.vte_form.as_deref()),
            ("resuscitation_form", self.resuscitation_form.as_deref()),
            ("hypo_rule", self.hypo_rule.as_deref()),
        ]
    }

    /// The scale, when it may stand on a chart: whole, signed, and with the rule for a low glucose that it begins with.
    pub fn scale_to_print(&self) -> Option<&InsulinScale> {
        let has_rule = self
            .hypo_rule
            .as_deref()
            .is_some_and(|rule| !rule.trim().is_empty());
        self.scale
            .as_ref()
            .filter(|scale| has_rule && scale.faults().is_empty())
    }

    fn is_set(&self) -> bool {
        self.day_starts_h.is_some()
            || self.scale.is_some()
            || self.lists().iter().any(|(_, list)| !list.is_empty())
            || self.names().iter().any(|(_, name)| name.is_some())
    }
}

/// The scale hangs together, is signed, and is read in the hospital's own unit.
fn check_scale(
    file: &Located<'_, LocalPaper>,
    (words, today): (Vocabulary, Option<NaiveDate>),
    faults: &mut Vec<Fault>,
) {
    let Some(scale) = &file.value.scale else { return };
    let line = |place: ScalePlace| file.line_of(&place.path());
    let mut say = |place: ScalePlace, what: String| faults.push(Fault::error(file.file(), line(place), what));
    if words == Vocabulary::Us {
        let what = "This bag says US words, and there glucose is read in mg/dL. A scale in mmol/L would be misread: take it out.";
        say(ScalePlace::Whole, what.to_owned());
    }
    if file.value.hypo_rule.is_none() {
        let what = "Under 4 mmol/L the scale leads to your own rule for a low glucose, and none is written. Add `hypo_rule`.";
        say(ScalePlace::Whole, what.to_owned());
    }
    if let (Some(on), Some(today)) = (scale.signed_on, today)
        && on > today
    {
        say(
            ScalePlace::Key("signed_on"),
            format!("{on} is later than today. Give the day on which the scale was signed."),
        );
    }
    scale
        .faults()
        .into_iter()
        .for_each(|(place, what)| say(place, what));
    for (place, what) in scale.looks() {
        faults.push(Fault::warning(file.file(), line(place), what));
    }
}

/// Names fit their place on paper, a list says a medicine once and in the way that it is looked for, and somebody answers.
pub(crate) fn check(
    file: &Located<'_, LocalPaper>,
    of: (Vocabulary, Option<NaiveDate>),
    faults: &mut Vec<Fault>,
) {
    check_scale(file, of, faults);
    let paper = &file.value;
    let mut say = |key: &str, what: String| {
        faults.push(Fault::error(file.file(), file.line_of(&[Part::Key(key)]), what));
    };
    for (key, list) in paper.lists() {
        let mut seen = BTreeSet::new();
        for name in list {
            let is_apart = name.chars().any(char::is_uppercase) && name.chars().any(char::is_lowercase);
            if name.trim().is_empty() || name.trim() != name {
                say(
                    key,
                    format!("\"{name}\" is empty or has a space at an end. Write the name alone."),
                );
            } else if key == "tall_man" && (!is_apart || name.contains(char::is_whitespace)) {
                say(
                    key,
                    format!(
                        "\"{name}\" does not write one word apart. Write it as the adopted list does: \"prednisoLONE\"."
                    ),
                );
            } else if key != "tall_man" && name.chars().any(char::is_uppercase) {
                say(
                    key,
                    format!("\"{name}\" has capitals. Write approved names in lower case."),
                );
            }
            if !seen.insert(name.to_lowercase()) {
                say(key, format!("\"{name}\" is there twice. Take one out."));
            }
        }
    }
    for (key, name) in paper.names() {
        let most = if key == "hypo_rule" {
            LONGEST_RULE
        } else {
            LONGEST_NAME
        };
        match name.map(|name| name.trim().chars().count()) {
            Some(0) => say(key, format!("`{key}` is empty. Write it, or take the line out.")),
            Some(length) if length > most => say(
                key,
                format!("{length} characters do not fit on the sheet. Write at most {most}."),
            ),
            _ => {}
        }
    }
    if paper.day_starts_h.is_some_and(|hour| hour > 23) {
        say("day_starts_h", "A day begins at an hour from 0 to 23.".to_owned());
    }
    if paper.is_set() && (paper.decided_by.trim().is_empty() || paper.decided_on.is_none()) {
        say(
            "decided_by",
            "Nobody answers for this. Add `decided_by` (name and post) and `decided_on` (day).".to_owned(),
        );
    }
}
