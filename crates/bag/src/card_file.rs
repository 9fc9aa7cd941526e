//! Reading a card: TOML front matter between `+++` lines, then phases with numbered steps.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use crate::card::{Card, CardKind, Phase, Step};
use crate::fault::{Fault, Severity};
use crate::files::BagFiles;
use crate::located::{Located, Part, Source};
use crate::system::SystemCode;

/// What stands between the `+++` lines of a card.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrontMatter {
    #[serde(default)]
    pub number: String,
    title: String,
    kind: CardKind,
    version: String,
    version_date: Option<NaiveDate>,
    approved_by: Option<String>,
    approved_on: Option<NaiveDate>,
    pub review_due: NaiveDate,
    retired_on: Option<NaiveDate>,
    #[serde(default)]
    retired_because: String,
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
    pub see: Vec<String>,
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
    /// Lines of its body.
    pub lines: Lines,
}

impl CardFile<'_> {
    /// The line of a part; of the file as a whole when the part is missing.
    pub fn line_of(&self, place: CardPlace) -> u32 {
        let front = |key: &str| self.front.line_of(&[Part::Key(key)]);
        let heading = |section| self.lines.heading(section).unwrap_or_default();
        match place {
            CardPlace::Mission => front("mission"),
            CardPlace::Triggers => front("triggers"),
            CardPlace::Contact => front("reach_by"),
            CardPlace::Facts => front("title"),
            CardPlace::Step(number) => {
                let at = self.card.steps.iter().position(|step| step.number == number);
                at.and_then(|at| self.lines.steps.get(at))
                    .copied()
                    .unwrap_or_default()
            }
            CardPlace::DoNot => heading(Section::DoNot),
            CardPlace::Boxes => heading(Section::EscalateIf),
        }
    }
}

/// A part of a card as it stands on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardPlace {
    /// The line that says what it is for.
    Mission,
    /// What starts it.
    Triggers,
    /// Reports to, reach by, place.
    Contact,
    /// A step, by its number.
    Step(u32),
    /// What never to do.
    DoNot,
    /// Call now if, and what is in the bag.
    Boxes,
    /// Who may hold it, version and the other facts at the foot.
    Facts,
}

/// A fault of one card of a bag, found after it was read (when it is laid out): an error at the line of that part.
pub fn card_fault(files: &BagFiles, id: &str, place: CardPlace, what: impl Into<String>) -> Fault {
    let file = format!("cards/{id}.md");
    let line = files.get(&file).and_then(|bytes| {
        let source = Source::of_file(&file, bytes, &mut Vec::new())?;
        Some(read(source, &mut Vec::new())?.line_of(place))
    });
    Fault::error(file.as_str(), line.unwrap_or_default(), what)
}

/// A section of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
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

/// Reads one card's text; its id is the file name without `.md`. Faults name `file` and the line; a card with warnings
/// only is read.
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
    let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
    match read {
        Some(read) if !broken => Ok(read.card),
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
    let id = source.file_stem().to_owned();
    let lines = body.lines.clone();
    Some(CardFile {
        card: body.into_card(id, front.value.clone()),
        front,
        lines,
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

/// Where the parts of a card's body stand, by line of the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    /// One for each step, in order.
    steps: Vec<u32>,
    /// Headings met.
    headings: Vec<(Section, u32)>,
    /// The last line of the file that says anything.
    last: u32,
}

impl Lines {
    fn heading(&self, section: Section) -> Option<u32> {
        self.headings
            .iter()
            .find(|(at, _)| *at == section)
            .map(|(_, line)| *line)
    }
}

/// The body of a card while it is read.
#[derive(Debug, Default)]
struct Body {
    steps: Vec<Step>,
    do_not: Vec<String>,
    escalate_if: Vec<String>,
    equipment: Vec<String>,
    lines: Lines,
}

impl Body {
    fn read(source: Source<'_>, faults: &mut Vec<Fault>) -> Self {
        let mut body = Self::default();
        body.lines.last = source.first_line;
        let mut section = None;
        for (line, item) in items(source) {
            body.lines.last = line;
            let mut fault = |what: String| faults.push(Fault::error(source.file, line, what));
            if let Some(heading) = item.strip_prefix("## ") {
                let known = HEADINGS
                    .into_iter()
                    .find(|(name, _)| name.eq_ignore_ascii_case(heading.trim()));
                section = known.map(|(_, section)| section);
                match section {
                    Some(section) => body.lines.headings.push((section, line)),
                    None => fault(unknown_heading(heading)),
                }
            } else {
                match section {
                    Some(Section::Phase(phase)) => body.step(&item, phase, line, &mut fault),
                    Some(Section::DoNot) => bullet(&item, &mut body.do_not, &mut fault),
                    Some(Section::EscalateIf) => bullet(&item, &mut body.escalate_if, &mut fault),
                    Some(Section::Equipment) => bullet(&item, &mut body.equipment, &mut fault),
                    None => fault("This line stands under no known heading. Move it under one.".to_owned()),
                }
            }
        }
        body.whole(source, faults);
        body
    }

    /// What a card may not be without.
    fn whole(&self, source: Source<'_>, faults: &mut Vec<Fault>) {
        if self.steps.is_empty() {
            let what = "The card has no step. Add at least one, as `1. Do this.` under a phase.";
            faults.push(Fault::error(source.file, source.first_line, what));
        }
        let line = |section| self.lines.heading(section).unwrap_or(self.lines.last);
        if self.do_not.is_empty() {
            let what = "The card says nothing under `## Do not`. Write at least one thing that its holder must never do.";
            faults.push(Fault::error(source.file, line(Section::DoNot), what));
        }
        for (section, list, what) in [
            (
                Section::EscalateIf,
                &self.escalate_if,
                "The card does not say when to call for help. Write it under `## Escalate if`.",
            ),
            (
                Section::Equipment,
                &self.equipment,
                "The card does not say what to carry. Write it under `## Equipment`.",
            ),
        ] {
            if list.is_empty() {
                faults.push(Fault::warning(source.file, line(section), what));
            }
        }
    }

    /// Takes in one numbered step.
    fn step(&mut self, item: &str, phase: Phase, line: u32, fault: &mut dyn FnMut(String)) {
        let (number, rest) = item.split_once(". ").unwrap_or((item.trim_end_matches('.'), ""));
        let Ok(number) = number.parse::<u32>() else {
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
        if self.steps.last().is_some_and(|last| phase < last.phase) {
            fault(format!(
                "Step {number} stands in a phase before the one above. Put the phases in order."
            ));
        }
        let above = self.steps.iter().rev().find_map(|step| step.due_min);
        if let Some(what) = wrong_time(&step, above) {
            fault(what);
        }
        let hurried = matches!(phase, Phase::First15 | Phase::FirstHour);
        if hurried && step.second_person && !step.critical {
            fault(format!(
                "Step {number} asks for a second person but is not critical. In the first hour two people are scarce: \
                 mark it `critical`, or take `second person` away."
            ));
        }
        self.steps.push(step);
        self.lines.steps.push(line);
    }

    fn into_card(self, id: String, front: FrontMatter) -> Card {
        Card {
            id,
            number: front.number,
            kind: front.kind,
            title: front.title,
            version: front.version,
            version_date: front.version_date,
            approved_by: front.approved_by,
            approved_on: front.approved_on,
            review_due: front.review_due,
            retired_on: front.retired_on,
            retired_because: front.retired_because,
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
            see: front.see,
            forms: front.forms,
            evidence: front.evidence,
        }
    }
}

/// What is wrong with the time of a step; `above` is when the last timed step above it is due.
fn wrong_time(step: &Step, above: Option<u32>) -> Option<String> {
    let (number, due) = (step.number, step.due_min?);
    let ends = match step.phase {
        Phase::Standby => {
            return Some(format!(
                "Step {number} is due at {due} min, but minutes count from declaration, which ends Standby. Take the \
                 time away, or move the step."
            ));
        }
        Phase::StandDown => {
            return Some(format!(
                "Step {number} is due at {due} min after declaration, and nobody knows when stand-down comes. Take \
                 the time away."
            ));
        }
        Phase::First15 => Some((15, "First 15 minutes", "First hour")),
        Phase::FirstHour => Some((60, "First hour", "Ongoing")),
        Phase::Ongoing => None,
    };
    if let Some((_, phase, next)) = ends.filter(|(last, _, _)| due > *last) {
        return Some(format!(
            "Step {number} is due at {due} min, after `{phase}` has ended. Make it due earlier, or move it to `{next}`."
        ));
    }
    (above > Some(due)).then(|| {
        format!(
            "Step {number} is due at {due} min, before the step above it. Put steps in the order they are due."
        )
    })
}

/// Says which headings there are.
fn unknown_heading(heading: &str) -> String {
    let names: Vec<_> = HEADINGS.iter().map(|(name, _)| *name).collect();
    format!(
        "The heading \"{heading}\" is not one a card has. Use one of: {}.",
        names.join(", ")
    )
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
