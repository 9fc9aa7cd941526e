//! Reading a card: TOML front matter between `+++` lines, then phases with numbered steps.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use crate::card::{Card, CardKind, Phase, Step};
use crate::fault::Fault;
use crate::located::{Located, Source};
use crate::system::SystemCode;

/// What stands between the `+++` lines of a card.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrontMatter {
    title: String,
    kind: CardKind,
    version: String,
    approved_by: Option<String>,
    approved_on: Option<NaiveDate>,
    pub review_due: NaiveDate,
    pub role: Option<String>,
    mission: String,
    reports_to: String,
    #[serde(default)]
    supervises: Vec<String>,
    triggers: Vec<String>,
    #[serde(default)]
    pub systems: Vec<SystemCode>,
    location: Vec<String>,
    reach_by: Vec<String>,
    min_grade: String,
    tabard: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    evidence: Vec<String>,
}

/// A card with the places of its front matter.
#[derive(Debug)]
pub(crate) struct CardFile<'a> {
    /// The card.
    pub card: Card,
    /// Its front matter.
    pub front: Located<'a, FrontMatter>,
}

/// A section of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Phase(Phase),
    DoNot,
    EscalateIf,
    Equipment,
}

/// Headings a card may have, in the order a person reads them.
const HEADINGS: [(&str, Section); 8] = [
    ("Standby", Section::Phase(Phase::Standby)),
    ("First 15 minutes", Section::Phase(Phase::First15)),
    ("First hour", Section::Phase(Phase::FirstHour)),
    ("Ongoing", Section::Phase(Phase::Ongoing)),
    ("Stand down", Section::Phase(Phase::StandDown)),
    ("Do not", Section::DoNot),
    ("Escalate if", Section::EscalateIf),
    ("Equipment", Section::Equipment),
];

/// Reads one card's text. `id` is the file name without `.md`. Faults name `file` and the line.
///
/// # Errors
/// Every fault of the card's form.
pub fn read_card(file: &str, text: &str) -> Result<Card, Vec<Fault>> {
    let mut faults = Vec::new();
    let source = Source {
        file,
        text,
        first_line: 1,
    };
    let read = read(source, &mut faults);
    match read {
        Some(read) if faults.is_empty() => Ok(read.card),
        _ => Err(faults),
    }
}

/// Reads one card, adding its faults to those there are. The card is returned as far as it could be read.
pub(crate) fn read<'a>(source: Source<'a>, faults: &mut Vec<Fault>) -> Option<CardFile<'a>> {
    let Some((front, body)) = split(source) else {
        let what =
            "The card has no front matter. Begin the file with a line +++, the card's facts, and a line +++.";
        faults.push(Fault::error(source.file, source.first_line, what));
        return None;
    };
    let table = front.table(faults);
    let tree = Spanned::new(0..front.text.len(), DeValue::Table(table));
    let front = Located::<FrontMatter>::read(front, tree, faults);
    let body = Body::read(body, faults);
    let front = front?;
    let id = source
        .file
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .trim_end_matches(".md")
        .to_owned();
    Some(CardFile {
        card: body.into_card(id, front.value.clone()),
        front,
    })
}

/// Splits front matter from body.
fn split(source: Source<'_>) -> Option<(Source<'_>, Source<'_>)> {
    let mut offset = 0;
    let mut front_starts = None;
    for (index, line) in source.text.split_inclusive('\n').enumerate() {
        let next = offset + line.len();
        if line.trim_end() == "+++" {
            let line_after = source.first_line + u32::try_from(index).ok()? + 1;
            match front_starts {
                None => front_starts = Some((next, line_after)),
                Some((start, first_line)) => {
                    let front = Source {
                        text: source.text.get(start..offset)?,
                        first_line,
                        ..source
                    };
                    let body = Source {
                        text: source.text.get(next..)?,
                        first_line: line_after,
                        ..source
                    };
                    return Some((front, body));
                }
            }
        } else if front_starts.is_none() && !line.trim().is_empty() {
            return None;
        }
        offset = next;
    }
    None
}

/// The body of a card while it is read.
#[derive(Debug, Default)]
struct Body {
    steps: Vec<Step>,
    do_not: Vec<String>,
    escalate_if: Vec<String>,
    equipment: Vec<String>,
}

impl Body {
    fn read(source: Source<'_>, faults: &mut Vec<Fault>) -> Self {
        let mut body = Self::default();
        let mut section = None;
        for (line, item) in items(source) {
            let mut fault = |what: String| faults.push(Fault::error(source.file, line, what));
            if let Some(heading) = item.strip_prefix("## ") {
                let known = HEADINGS
                    .into_iter()
                    .find(|(name, _)| name.eq_ignore_ascii_case(heading.trim()));
                section = known.map(|(_, section)| section);
                if section.is_none() {
                    let names: Vec<_> = HEADINGS.iter().map(|(name, _)| *name).collect();
                    fault(format!(
                        "The heading \"{heading}\" is not one a card has. Use one of: {}.",
                        names.join(", ")
                    ));
                }
            } else {
                match section {
                    Some(Section::Phase(phase)) => body.step(&item, phase, &mut fault),
                    Some(Section::DoNot) => bullet(&item, &mut body.do_not, &mut fault),
                    Some(Section::EscalateIf) => bullet(&item, &mut body.escalate_if, &mut fault),
                    Some(Section::Equipment) => bullet(&item, &mut body.equipment, &mut fault),
                    None => fault("This line stands under no known heading. Move it under one.".to_owned()),
                }
            }
        }
        if body.steps.is_empty() {
            let what = "The card has no step. Add at least one, as `1. Do this.` under a phase.";
            faults.push(Fault::error(source.file, source.first_line, what));
        }
        body
    }

    /// Takes in one numbered step.
    fn step(&mut self, item: &str, phase: Phase, fault: &mut dyn FnMut(String)) {
        let numbered = item
            .split_once(". ")
            .and_then(|(number, rest)| Some((number.parse::<u32>().ok()?, rest)));
        let Some((number, rest)) = numbered else {
            return fault(format!(
                "\"{item}\" is not a numbered step. Write it as `1. Do this.`"
            ));
        };
        let expected = self.steps.last().map_or(1, |last| last.number.saturating_add(1));
        if number != expected {
            fault(format!(
                "Step {number} should be step {expected}. Steps are numbered in order through all phases."
            ));
        }
        let mut step = Step {
            number,
            text: rest.to_owned(),
            phase,
            due_min: None,
            critical: false,
            second_person: false,
        };
        if let Some((text, marks)) = rest.strip_suffix('}').and_then(|rest| rest.rsplit_once('{')) {
            text.trim_end().clone_into(&mut step.text);
            for mark in marks.split(',').map(str::trim) {
                mark_step(&mut step, mark, fault);
            }
        }
        if step.text.is_empty() {
            fault(format!(
                "Step {number} has no words. Write what to do, verb first."
            ));
        }
        if let Some(last) = self.steps.last() {
            if last.phase == phase && step.due_min.is_some() && step.due_min < last.due_min {
                let due = step.due_min.unwrap_or_default();
                fault(format!(
                    "Step {number} is due at {due} min, before the step above it. Put steps in the order they are due."
                ));
            }
            if phase < last.phase {
                fault(format!(
                    "Step {number} stands in a phase before the one above. Put the phases in order."
                ));
            }
        }
        self.steps.push(step);
    }

    fn into_card(self, id: String, front: FrontMatter) -> Card {
        Card {
            id,
            kind: front.kind,
            title: front.title,
            version: front.version,
            approved_by: front.approved_by,
            approved_on: front.approved_on,
            review_due: front.review_due,
            role: front.role,
            mission: front.mission,
            reports_to: front.reports_to,
            supervises: front.supervises,
            triggers: front.triggers,
            systems: front.systems,
            location: front.location,
            reach_by: front.reach_by,
            min_grade: front.min_grade,
            tabard: front.tabard,
            steps: self.steps,
            do_not: self.do_not,
            escalate_if: self.escalate_if,
            equipment: self.equipment,
            forms: front.forms,
            evidence: front.evidence,
        }
    }
}

/// Applies one mark of a step.
fn mark_step(step: &mut Step, mark: &str, fault: &mut dyn FnMut(String)) {
    match mark.split_once(' ') {
        _ if mark == "critical" => step.critical = true,
        _ if mark == "second person" => step.second_person = true,
        Some(("due", minutes)) => match minutes.trim().parse() {
            Ok(minutes) => step.due_min = Some(minutes),
            Err(_) => fault(format!(
                "\"{mark}\" has no number of minutes. Write for example `due 15`."
            )),
        },
        _ => fault(format!(
            "The mark \"{mark}\" is not known. Use `due 15`, `critical` or `second person`."
        )),
    }
}

/// Takes in one bullet.
fn bullet(item: &str, into: &mut Vec<String>, fault: &mut dyn FnMut(String)) {
    match item.strip_prefix("- ").or_else(|| item.strip_prefix("* ")) {
        Some(text) if !text.trim().is_empty() => into.push(text.trim().to_owned()),
        _ => fault(format!("\"{item}\" is not a bullet. Begin the line with `- `.")),
    }
}

/// The body's lines, an indented line joined to the one above, blank lines and `<!-- -->` comment lines left out.
fn items(source: Source<'_>) -> Vec<(u32, String)> {
    let mut items: Vec<(u32, String)> = Vec::new();
    for (line, text) in (source.first_line..).zip(source.text.lines()) {
        let words = text.trim();
        if words.is_empty() || (words.starts_with("<!--") && words.ends_with("-->")) {
            continue;
        }
        match items.last_mut() {
            Some((_, above)) if text.starts_with([' ', '\t']) && !above.starts_with("## ") => {
                above.push(' ');
                above.push_str(words);
            }
            _ => items.push((line, words.to_owned())),
        }
    }
    items
}
