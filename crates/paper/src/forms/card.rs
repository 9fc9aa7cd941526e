//! Role action card on one side of A4. When it does not fit, the card is too long: words are cut, never the type.

use battlebag_bag::{Card, CardKind, CardPlace, Phase, Step};

use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Pen, Rule, Size, Style, V, cross, tick_box};
use crate::errors::PaperError;
use crate::face::section_bar;
use crate::text::Span;

const S7: Style = Style::plain(Size::Pt7);
const S9: Style = Style::plain(Size::Pt9);
const B9: Style = Style::bold(Size::Pt9);
const S11: Style = Style::plain(Size::Pt11);
const B11: Style = Style::bold(Size::Pt11);

/// Number, text, due, tick, time, initials.
const COLUMNS: [f32; 6] = [10.0, 121.0, 16.0, 9.0, 14.0, 10.0];
/// Lowest edge of the body.
const FLOOR: f32 = 245.0;

/// Phase in the words of the card's bars.
pub(super) fn phase_words(phase: Phase) -> &'static str {
    match phase {
        Phase::Standby => "On warning",
        Phase::First15 => "0 to 15 minutes",
        Phase::FirstHour => "First hour",
        Phase::Ongoing => "After the first hour",
        Phase::StandDown => "Stand-down",
    }
}

/// What runs off the side first, if anything does.
#[derive(Default)]
struct RunsOff(Option<CardPlace>);

impl RunsOff {
    fn look(&mut self, y: f32, place: CardPlace) {
        if y > FLOOR {
            self.0.get_or_insert(place);
        }
    }
}

/// Draws the body of a card. The error says by how much it is too long, and what runs off first.
pub(crate) fn body(cv: &mut Canvas<'_>, card: &Card) -> Result<(), PaperError> {
    mission(cv, card)?;
    held_by(cv)?;
    let mut y = 42.0;
    let mut phase = None;
    let mut runs_off = RunsOff::default();
    let due_from = due_from(card);
    for step in &card.steps {
        if phase != Some(step.phase) {
            if phase.is_some() {
                y += 0.8;
            }
            section_bar(
                cv,
                Area::new(0.0, y, LIVE_W, 5.5),
                phase_words(step.phase),
                due_from,
            )?;
            y += 5.5;
            phase = Some(step.phase);
        }
        y = step_row(cv, y, step, TALL)?;
        runs_off.look(y, CardPlace::Step(step.number));
    }
    y = never(cv, y + 1.0, card)?;
    runs_off.look(y, CardPlace::DoNot);
    y = two_boxes(cv, y + 1.5, card)?;
    runs_off.look(y, CardPlace::Boxes);
    let facts = facts(card);
    let words: Vec<&[Span]> = facts.iter().map(Vec::as_slice).collect();
    let mut room = FACTS_GAP;
    for line in &words {
        room += cv.count_lines(LIVE_W, line, S7, "facts")? as f32 * Size::Pt7.leading();
    }
    runs_off.look(y + room, CardPlace::Facts);
    if let Some(runs_off) = runs_off.0 {
        // Rounded up, so that nobody cuts half a line too little.
        return Err(PaperError::CardTooLong {
            card: card.id.clone(),
            over_mm: whole((y + room - FLOOR).ceil().max(1.0)),
            runs_off,
        });
    }
    notes(cv, y, FLOOR - room)?;
    let mut at = FLOOR - room + FACTS_GAP;
    for line in words {
        at = cv.paragraph(Area::new(0.0, at, LIVE_W, room), line, S7, "facts")?;
    }
    Ok(())
}

/// From when a card's minutes count, and what its columns are for.
pub(super) fn due_from(card: &Card) -> &'static str {
    match card.kind {
        CardKind::Role => "due from declaration · tick · time · initials",
        CardKind::Task => "due from the start of the task · tick · time · initials",
    }
}

/// Above the facts at the foot, mm.
const FACTS_GAP: f32 = 1.2;

/// Who may hold the card, and how old it is: small, at the foot.
pub(super) fn facts(card: &Card) -> Vec<Vec<Span>> {
    let mut who = vec![
        Span::bold("May be held by "),
        Span::plain(card.min_grade.as_str()),
    ];
    let tabard = (!card.tabard.is_empty() && card.tabard != "None").then(|| card.tabard.clone());
    for (label, words) in [
        ("Tabard ", tabard),
        ("In charge of ", some_joined(&card.supervises)),
        ("Forms ", some_joined(&card.forms)),
    ] {
        if let Some(words) = words {
            who.extend([Span::plain(" · "), Span::bold(label), Span::plain(words)]);
        }
    }
    let day = |day: chrono::NaiveDate| day.format("%d-%b-%Y").to_string();
    let written = card.version_date.map_or_else(|| "not known".to_owned(), day);
    let approved = match (&card.approved_by, card.approved_on) {
        (Some(by), Some(on)) => format!("by {by} on {}", day(on)),
        (Some(by), None) => format!("by {by}"),
        (None, _) => "by nobody yet".to_owned(),
    };
    let mut age = vec![
        Span::bold("Written "),
        Span::plain(written),
        Span::plain(" · "),
        Span::bold("Review due "),
        Span::plain(day(card.review_due)),
        Span::plain(" · "),
        Span::bold("Approved "),
        Span::plain(approved),
    ];
    if let Some(evidence) = some_joined(&card.evidence) {
        age.extend([Span::plain(" · "), Span::bold("From "), Span::plain(evidence)]);
    }
    vec![who, age]
}

/// Items in one sentence: those after the first lose their capital, unless it is the first of several ("CTG").
fn in_one_line(items: &[String], between: &str) -> String {
    let small = |(n, item): (usize, &String)| {
        let mut letters = item.chars();
        match (letters.next(), item.chars().nth(1)) {
            (Some(first), Some(second)) if n > 0 && (second.is_lowercase() || second == ' ') => {
                first.to_lowercase().chain(letters).collect()
            }
            _ => item.clone(),
        }
    };
    let items: Vec<String> = items.iter().enumerate().map(small).collect();
    items.join(between)
}

/// The items in one line; none when there are none.
fn some_joined(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| items.join("; "))
}

/// A small positive number of mm as a whole number.
fn whole(mm: f32) -> u32 {
    (0..10_000).find(|n| *n as f32 >= mm).unwrap_or(10_000)
}

pub(super) fn mission(cv: &mut Canvas<'_>, card: &Card) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 9.0, LIVE_W, 20.0), Rule::Heavy);
    cv.down(118.0, 9.0, 29.0, Rule::Fine);
    let words = [Span::bold(card.mission.as_str())];
    let big = Style::bold(Size::Pt14);
    let style = if cv.count_lines(115.0, &words, big, "mission")? <= 2 {
        big
    } else {
        B11
    };
    let y = cv.paragraph(Area::new(1.5, 9.8, 115.0, 14.4), &words, style, "mission")?;
    let starts = format!(
        "Starts when: {}.",
        in_one_line(&card.triggers, ", or ").trim_end_matches('.')
    );
    let room = Area::new(1.5, y, 115.0, 28.8 - y);
    let style = if cv.count_lines(room.w, &[Span::plain(starts.as_str())], S9, "triggers")? as f32
        * S9.size.leading()
        <= room.h
    {
        S9
    } else {
        S7
    };
    cv.paragraph(room, &[Span::plain(starts)], style, "triggers")?;
    contact(cv, card)
}

/// Reports to, reach by, place: at 9 where a line is enough, all at 7 when the box would be too low.
fn contact(cv: &mut Canvas<'_>, card: &Card) -> Result<(), PaperError> {
    let reach = in_one_line(&card.reach_by, ", ");
    let place = in_one_line(&card.location, "; else ");
    let rows = [
        ("Reports to", card.reports_to.as_str()),
        ("Reach by", reach.as_str()),
        ("Place", place.as_str()),
    ];
    let (width, room, gap) = (47.4, 19.4, 0.3);
    let mut heights = Vec::new();
    for (label, text) in rows {
        let lines = cv
            .count_lines(width, &[Span::bold(text)], Style::bold(Size::Pt7), label)?
            .max(1) as f32;
        let large = cv.width(text, B9, label)? <= width;
        heights.push((
            if large { 4.4 } else { lines * Size::Pt7.leading() },
            lines * Size::Pt7.leading(),
            large,
        ));
    }
    let small = heights.iter().map(|h| h.0 + gap).sum::<f32>() > room;
    let mut y = 9.4;
    for ((label, text), (height, low, large)) in rows.into_iter().zip(heights) {
        let text = if text.is_empty() {
            "not given on the card"
        } else {
            text
        };
        let (h, style) = if large && !small {
            (height, B9)
        } else {
            (low, Style::bold(Size::Pt7))
        };
        let line = if style == B9 { h } else { Size::Pt7.leading() };
        cv.text(Area::new(119.2, y, 12.8, line), H::Left, V::Middle, label, S7)?;
        let cell = Area::new(
            132.2,
            y,
            width,
            if style == B9 { h + 1.0 } else { (28.9 - y).max(h) },
        );
        cv.paragraph(cell, &[Span::bold(text)], style, label)?;
        y += h + gap;
    }
    if y > 29.2 {
        let text = rows.map(|r| r.1).join("; ");
        return Err(PaperError::DoesNotFit {
            place: format!("box of card {}", card.id),
            text,
        });
    }
    Ok(())
}

pub(super) fn held_by(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let row = Area::new(0.0, 31.0, LIVE_W, 9.0);
    cv.frame(row, Rule::Medium);
    let mut x = 0.0;
    for (width, label) in [
        (66.0, "Held by (name, role)"),
        (24.0, "From"),
        (66.0, "Handed to (name, role)"),
        (24.0, "At"),
    ] {
        if x > 0.0 {
            cv.down(x, row.y, row.bottom(), Rule::Fine);
        }
        let cell = Area::new(x, row.y, width, row.h);
        cv.label(cell, label)?;
        cv.write(cell, Pen::Words);
        x += width;
    }
    Ok(())
}

/// How high a step stands with one line and with two, mm. A pen still has room in the lower.
pub(super) const TALL: (f32, f32) = (9.0, 11.5);
pub(super) const LOW: (f32, f32) = (7.4, 10.6);

/// One step, one leading more than two lines for each further line. Gives the y below.
pub(super) fn step_row(
    cv: &mut Canvas<'_>,
    y: f32,
    step: &Step,
    (one, two): (f32, f32),
) -> Result<f32, PaperError> {
    let mut spans = vec![Span::plain(step.text.as_str())];
    if step.second_person {
        spans.push(Span::bold(" Two people sign."));
    }
    let place = format!("step {}", step.number);
    let lines = cv.count_lines(COLUMNS[1] - 3.0, &spans, S11, &place)?;
    let height = match lines {
        0 | 1 => one,
        n => two + (n - 2) as f32 * Size::Pt11.leading(),
    };
    let row = Area::new(0.0, y, LIVE_W, height);
    cv.frame(row, Rule::Medium);
    let edges = crate::face::column_lines(cv, row, &COLUMNS, Rule::Fine);
    let cell = |n: usize| {
        Area::new(
            edges.get(n).copied().unwrap_or(0.0),
            y,
            COLUMNS.get(n).copied().unwrap_or(0.0),
            height,
        )
    };
    cv.text(
        cell(0),
        H::Centre,
        V::Middle,
        &step.number.to_string(),
        Style::bold(Size::Pt14),
    )?;
    let top = y + (height - lines as f32 * Size::Pt11.leading()) / 2.0;
    cv.paragraph(
        Area::new(cell(1).x + 1.5, top, COLUMNS[1] - 3.0, height),
        &spans,
        S11,
        &place,
    )?;
    let mut when = Area::new(cell(2).x + 1.0, y, COLUMNS[2] - 2.0, height);
    if step.critical {
        // A word and a heavier left edge: late means harm.
        cv.line((0.0, y), (0.0, y + height), Rule::Heavy);
        let middle = y + height / 2.0;
        let top = if step.due_min.is_some() {
            middle
        } else {
            middle - 1.7
        };
        let word = Area::new(when.x, top, when.w, 3.4);
        cv.text(word, H::Left, V::Middle, "CRITICAL", Style::bold(Size::Pt7))?;
        when = Area::new(when.x, middle - 4.0, when.w, 4.2);
    }
    if let Some(due) = step.due_min {
        cv.text(when, H::Left, V::Middle, &format!("{due} min"), B9)?;
    }
    tick_box(cv, cell(3).x + 2.1, y + (height - 4.8) / 2.0, 4.8);
    cv.write(cell(4), Pen::Words);
    cv.write(cell(5), Pen::Words);
    Ok(y + height)
}

pub(super) fn never(cv: &mut Canvas<'_>, y: f32, card: &Card) -> Result<f32, PaperError> {
    if card.do_not.is_empty() {
        return Ok(y);
    }
    let mut height = 2.0;
    for words in &card.do_not {
        height +=
            cv.count_lines(142.0, &[Span::bold(words.as_str())], B11, "never")? as f32 * Size::Pt11.leading();
    }
    let height = height.max(8.0);
    cv.fill(Area::new(0.0, y, 28.0, height), Ink::Black);
    cv.text(
        Area::new(0.0, y, 28.0, height),
        H::Centre,
        V::Middle,
        "NEVER",
        Style::bold(Size::Pt14).white(),
    )?;
    cv.frame(Area::new(0.0, y, LIVE_W, height), Rule::Heavy);
    let mut line = y + 1.0;
    for words in &card.do_not {
        cross(cv, 30.2, line + 1.2, 2.8);
        line = cv.paragraph(
            Area::new(36.0, line, 142.0, 60.0),
            &[Span::bold(words.as_str())],
            B11,
            "never",
        )?;
    }
    Ok(y + height)
}

/// "Call now if" and "In the bag", side by side, as high as the longer.
pub(super) fn two_boxes(cv: &mut Canvas<'_>, y: f32, card: &Card) -> Result<f32, PaperError> {
    let call = card.escalate_if.join(" · ");
    let mut carried = card.equipment.clone();
    carried.extend(
        card.see
            .iter()
            .map(|id| format!("card: {}", id.replace('-', " "))),
    );
    let bag = carried.join(" · ");
    let boxes = [(0.0, "Call now if", call), (90.0, "In the bag", bag)];
    let boxes: Vec<_> = boxes
        .into_iter()
        .filter(|(_, _, text)| !text.is_empty())
        .collect();
    let mut height: f32 = 0.0;
    let width = if boxes.len() == 1 { LIVE_W } else { 88.0 };
    for (_, _, text) in &boxes {
        let lines = cv.count_lines(width - 3.0, &[Span::plain(text.as_str())], S9, "card")?;
        height = height.max(6.4 + lines as f32 * Size::Pt9.leading());
    }
    for (n, (_, head, text)) in boxes.iter().enumerate() {
        let x = n as f32 * 92.0;
        cv.frame(Area::new(x, y, width, height), Rule::Medium);
        cv.text(
            Area::new(x + 1.5, y + 0.6, width - 3.0, 5.0),
            H::Left,
            V::Middle,
            head,
            B11,
        )?;
        cv.paragraph(
            Area::new(x + 1.5, y + 5.6, width - 3.0, height),
            &[Span::plain(text.as_str())],
            S9,
            "card",
        )?;
    }
    Ok(y + height)
}

/// Lines to write on in what is left.
fn notes(cv: &mut Canvas<'_>, y: f32, floor: f32) -> Result<(), PaperError> {
    let mut line = y + 10.5;
    if line > floor {
        return Ok(());
    }
    cv.text(
        Area::new(0.0, y + 1.0, LIVE_W, 3.0),
        H::Left,
        V::Middle,
        "Notes: time, what, who told",
        S7,
    )?;
    while line <= floor {
        cv.across(0.0, LIVE_W, line, Rule::Fine);
        cv.write(Area::new(0.0, line - 7.5, LIVE_W, 7.5), Pen::Words);
        line += 7.5;
    }
    Ok(())
}
