//! The organisation chart on one side: whoever leads at the top, below them two columns of branches, a line from each role to the
//! one it reports to. What is vacant or too much is said in words on black, never by colour.

use std::collections::BTreeSet;

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Mark, Rule, Size, Style, V, triangle_up};
use crate::errors::PaperError;
use crate::face::{FormNote, Title, data_row};
use crate::flow::cleaned;
use crate::lists::{face, write};
use crate::pack::{Drawn, Pack};
use crate::proofs::state_row;
use crate::sheet_number::SheetNumbers;
use crate::text::{Span, Typesetter};

/// Title of the page and name of the form.
const FORM: &str = "Organisation chart";
/// Top and height of the box at the top, mm.
const TOP: f32 = 16.0;
const LEAD: f32 = 11.0;
/// First and last edge of the columns, mm.
const COLUMNS_TOP: f32 = 31.0;
const FLOOR: f32 = 244.0;
/// Width of a letter of the names at the foot, at the most that names take on average, mm.
const LETTER: f32 = 1.5;
/// Width of a column, and where the second one begins, mm.
const COLUMN: f32 = 87.0;
const SECOND: f32 = 93.0;
/// From one depth to the next, mm.
const INDENT: f32 = 5.5;
/// Least and most from one box to the next, mm.
const LEAST: f32 = 9.4;
const MOST: f32 = 13.0;

/// How a role stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum OrgState {
    /// Held.
    Held,
    /// Nobody was called, and nobody must be.
    #[default]
    NotCalled,
    /// Vacant though somebody must hold it: since how long, in words.
    Vacant(String),
    /// Two people hold it.
    TwoSay,
    /// Its holder carries too much: why, in few words.
    Overloaded(String),
}

/// One role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrgBox {
    /// Role id.
    pub id: String,
    /// Role as it is spoken.
    pub title: String,
    /// Id of the role that it reports to; none at the top.
    pub reports_to: Option<String>,
    /// Who holds it and since when; empty for nobody.
    pub holder: String,
    /// How they are reached; left out where there is no room.
    pub reach: String,
    /// How it stands.
    pub state: OrgState,
}

/// What to print. All text is ready to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrgChart {
    /// When it was so.
    pub data_as_at: String,
    /// Roles, in command order.
    pub boxes: Vec<OrgBox>,
}

/// Hands over every text that a person typed.
fn each_text(chart: &mut OrgChart, f: &mut dyn FnMut(&mut String)) {
    f(&mut chart.data_as_at);
    for one in &mut chart.boxes {
        for text in [&mut one.title, &mut one.holder, &mut one.reach] {
            f(text);
        }
        if let OrgState::Vacant(words) | OrgState::Overloaded(words) = &mut one.state {
            f(words);
        }
    }
}

/// A box in its column: which, how deep, and the row of the one above it (none for the spine).
struct Placed<'c> {
    one: &'c OrgBox,
    depth: usize,
    above: Option<usize>,
}

fn under<'c>(chart: &'c OrgChart, id: &str) -> impl Iterator<Item = &'c OrgBox> {
    let id = id.to_owned();
    chart
        .boxes
        .iter()
        .filter(move |one| one.reports_to.as_deref() == Some(id.as_str()))
}

/// A branch, the role first, then whoever reports to it. A ring, which the bag's check refuses, ends where it closes.
fn branch<'c>(
    chart: &'c OrgChart,
    (one, depth): (&'c OrgBox, usize),
    hidden: &BTreeSet<&str>,
    seen: &mut BTreeSet<&'c str>,
    above: Option<usize>,
    out: &mut Vec<Placed<'c>>,
) {
    if hidden.contains(one.id.as_str()) || !seen.insert(&one.id) {
        return;
    }
    let row = out.len();
    out.push(Placed { one, depth, above });
    for next in under(chart, &one.id) {
        branch(chart, (next, depth + 1), hidden, seen, Some(row), out);
    }
}

/// Two columns, as even as whole branches allow.
fn columns<'c>(
    chart: &'c OrgChart,
    lead: Option<&'c OrgBox>,
    hidden: &BTreeSet<&str>,
) -> [Vec<Placed<'c>>; 2] {
    let mut seen: BTreeSet<&str> = lead.iter().map(|one| one.id.as_str()).collect();
    let known = |id: &str| chart.boxes.iter().any(|one| one.id == id);
    let is_first = |one: &&OrgBox| match (one.reports_to.as_deref(), lead) {
        (Some(above), Some(lead)) => above == lead.id || !known(above),
        _ => lead.is_none_or(|lead| lead.id != one.id),
    };
    let mut branches: Vec<Vec<Placed<'_>>> = Vec::new();
    for one in chart.boxes.iter().filter(is_first) {
        let mut placed = Vec::new();
        branch(chart, (one, 0), hidden, &mut seen, None, &mut placed);
        branches.push(placed);
    }
    let mut order: Vec<usize> = (0..branches.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(branches.get(*at).map_or(0, Vec::len)));
    let mut side = vec![0_usize; branches.len()];
    let mut filled = [0_usize; 2];
    for at in order {
        let to = usize::from(filled[1] < filled[0]);
        filled[to] += branches.get(at).map_or(0, Vec::len);
        if let Some(side) = side.get_mut(at) {
            *side = to;
        }
    }
    let mut out = [Vec::new(), Vec::new()];
    for (branch, side) in branches.into_iter().zip(side) {
        let Some(column) = out.get_mut(side) else { continue };
        let first = column.len();
        column.extend(branch.into_iter().map(|one| Placed {
            above: one.above.map(|row| row + first),
            ..one
        }));
    }
    out
}

/// The last edge of the columns: higher where names stand under them.
fn floor(chart: &OrgChart, hidden: &BTreeSet<&str>) -> f32 {
    if hidden.is_empty() {
        return FLOOR;
    }
    let names = chart.boxes.iter().filter(|one| hidden.contains(one.id.as_str()));
    let letters: usize = names.map(|one| one.title.chars().count() + 3).sum();
    let lines = ((letters + 28) as f32 * LETTER / LIVE_W).ceil();
    FLOOR - 1.5 - lines * Size::Pt7.leading()
}

/// Roles that nobody was called to and nobody reports to: they give way, last first, until the rest stands on one side.
fn give_way<'c>(chart: &'c OrgChart, lead: Option<&'c OrgBox>) -> (BTreeSet<&'c str>, [Vec<Placed<'c>>; 2]) {
    let mut hidden: BTreeSet<&str> = BTreeSet::new();
    loop {
        let placed = columns(chart, lead, &hidden);
        let floor = floor(chart, &hidden);
        let rows = placed.iter().map(Vec::len).max().unwrap_or(0).max(1);
        if (floor - COLUMNS_TOP) / rows as f32 >= LEAST {
            return (hidden, placed);
        }
        let longer = usize::from(placed[1].len() > placed[0].len());
        let idle = |one: &&Placed<'c>| {
            one.one.state == OrgState::NotCalled
                && under(chart, &one.one.id).all(|next| hidden.contains(next.id.as_str()))
        };
        let of_column = placed.get(longer).and_then(|c| c.iter().rev().find(idle));
        match of_column {
            Some(one) => {
                hidden.insert(one.one.id.as_str());
            }
            None => return (hidden, placed),
        }
    }
}

/// The plate at the right of a title; gives its width.
fn plate(cv: &mut Canvas<'_>, area: Area, state: &OrgState) -> Result<f32, PaperError> {
    let (words, loud) = match state {
        OrgState::Held | OrgState::NotCalled => return Ok(0.0),
        OrgState::Vacant(since) => (format!("Vacant {since}"), true),
        OrgState::TwoSay => ("Two say".to_owned(), true),
        OrgState::Overloaded(why) => (format!("Overloaded: {why}"), false),
    };
    let words = words.trim_end();
    let style = Style::bold(Size::Pt7);
    let style = if loud { style.white() } else { style };
    let width = cv.width(words, style, "org chart")? + 5.4;
    let place = Area::new(area.right() - width - 0.7, area.y + 0.7, width, 3.8);
    if loud {
        cv.fill(place, Ink::Black);
    } else {
        cv.frame(place, Rule::Heavy);
    }
    let ink = if loud { Ink::White } else { Ink::Black };
    triangle_up(cv, place.x + 0.8, place.y + 0.8, 2.5, ink);
    let cell = Area::new(place.x + 4.0, place.y, width - 4.0, place.h);
    cv.text(cell, H::Left, V::Middle, words, style)?;
    Ok(width + 1.4)
}

/// One line in the largest of the sizes that it stands in whole.
fn line(cv: &mut Canvas<'_>, cell: Area, words: &str, bold: bool) -> Result<bool, PaperError> {
    for size in [Size::Pt9, Size::Pt7] {
        let style = if bold {
            Style::bold(size)
        } else {
            Style::plain(size)
        };
        if cv.width(words, style, "org chart")? <= cell.w {
            cv.text_at(cell, H::Left, V::Middle, words, style, "org chart")?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Title and plate, holder and how they are reached.
fn draw_box(cv: &mut Canvas<'_>, area: Area, one: &OrgBox) -> Result<(), PaperError> {
    cv.fill(area, Ink::White);
    match one.state {
        OrgState::Vacant(_) => cv.dashed_frame(area),
        OrgState::TwoSay | OrgState::Overloaded(_) => cv.frame(area, Rule::Heavy),
        OrgState::Held => cv.frame(area, Rule::Medium),
        OrgState::NotCalled => cv.frame(area, Rule::Fine),
    }
    let inner = area.inset(1.2);
    let taken = plate(cv, area, &one.state)?;
    let title = Area::new(inner.x, area.y + 0.5, inner.w - taken, 4.1);
    if !line(cv, title, &one.title, true)? {
        // Over two lines, the holder beside: words are never cut.
        let words = [Span::bold(one.title.as_str())];
        cv.paragraph(
            Area { h: 6.0, ..title },
            &words,
            Style::bold(Size::Pt7),
            "org chart",
        )?;
        let rest = Area::new(inner.x, area.y + 6.0, inner.w, area.h - 6.0);
        if !line(cv, rest, who(one), false)? {
            names(cv, rest, who(one))?;
        }
        return Ok(());
    }
    let second = Area::new(inner.x, area.y + 4.4, inner.w, (area.h - 4.6).min(4.4));
    if holder_line(cv, second, one)? {
        return Ok(());
    }
    let room = Area::new(inner.x, area.y + 4.2, inner.w, area.bottom() - area.y - 4.2);
    names(cv, room, who(one))
}

/// Names over as many lines as the room has; what those do not hold is cut: the contact list has every name whole.
fn names(cv: &mut Canvas<'_>, room: Area, words: &str) -> Result<(), PaperError> {
    let style = Style::plain(Size::Pt7);
    let stands = |lines: &usize| *lines as f32 * style.size.leading() <= room.h + 0.3;
    let lines = (1..9).take_while(stands).count().max(1);
    let words = cv.shortened(words, style, (room.w, lines), "org chart")?;
    // One line stands clear of the plate above it.
    let room = Area {
        y: if lines == 1 { room.y + 0.4 } else { room.y },
        h: room.h.max(style.size.leading()),
        ..room
    };
    cv.paragraph(room, &[Span::plain(words)], style, "org chart")
        .map(|_| ())
}

/// Who holds it and, where there is room, how they are reached: two texts, so that a name from right to left turns neither round.
fn holder_line(cv: &mut Canvas<'_>, cell: Area, one: &OrgBox) -> Result<bool, PaperError> {
    let reach = if one.reach.is_empty() || one.holder.is_empty() {
        String::new()
    } else {
        format!("· {}", one.reach)
    };
    for size in [Size::Pt9, Size::Pt7] {
        let style = Style::plain(size);
        let (name, more) = (
            cv.width(who(one), style, "org chart")?,
            cv.width(&reach, style, "org chart")?,
        );
        if name > cell.w {
            continue;
        }
        cv.text_at(cell, H::Left, V::Middle, who(one), style, "org chart")?;
        let rest = Area::new(cell.x + name + 1.0, cell.y, cell.w - name - 1.0, cell.h);
        if more <= rest.w {
            cv.text_at(rest, H::Left, V::Middle, &reach, style, "org chart")?;
        }
        return Ok(true);
    }
    Ok(false)
}

fn who(one: &OrgBox) -> &str {
    match (one.holder.as_str(), &one.state) {
        ("", OrgState::NotCalled) => "not called",
        (holder, _) => holder,
    }
}

/// A column: spine and stubs first, the boxes over them.
fn column(cv: &mut Canvas<'_>, x: f32, step: f32, placed: &[Placed<'_>]) -> Result<(), PaperError> {
    let left = |depth: usize| x + INDENT * (depth + 1) as f32;
    let top = |row: usize| COLUMNS_TOP + step * row as f32;
    let middle = |row: usize| top(row) + (step - 1.4) / 2.0;
    for (row, one) in placed.iter().enumerate() {
        let (spine, from) = match one.above {
            None => (x + 2.0, COLUMNS_TOP - 2.0),
            Some(above) => (left(one.depth - 1) + 2.0, top(above) + step - 1.4),
        };
        cv.down(spine, from, middle(row), Rule::Heavy);
        cv.across(spine, left(one.depth), middle(row), Rule::Heavy);
    }
    for (row, one) in placed.iter().enumerate() {
        let width = COLUMN - INDENT * (one.depth + 1) as f32;
        draw_box(
            cv,
            Area::new(left(one.depth), top(row), width, step - 1.4),
            one.one,
        )?;
    }
    Ok(())
}

fn body(cv: &mut Canvas<'_>, chart: &OrgChart) -> Result<(), PaperError> {
    let lead = chart.boxes.iter().find(|one| one.reports_to.is_none());
    let (hidden, placed) = give_way(chart, lead);
    let floor = floor(chart, &hidden);
    let rows = placed.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let step = ((floor - COLUMNS_TOP) / rows as f32).min(MOST);
    let middle = LIVE_W / 2.0;
    let bus = COLUMNS_TOP - 2.0;
    cv.down(middle, TOP + LEAD, bus, Rule::Heavy);
    cv.across(2.0, SECOND + 2.0, bus, Rule::Heavy);
    if let Some(lead) = lead {
        draw_box(cv, Area::new(middle - 45.0, TOP, 90.0, LEAD), lead)?;
    }
    for (x, placed) in [0.0, SECOND].into_iter().zip(&placed) {
        column(cv, x, step, placed)?;
    }
    if hidden.is_empty() {
        return Ok(());
    }
    let names = chart.boxes.iter().filter(|one| hidden.contains(one.id.as_str()));
    let names: Vec<&str> = names.map(|one| one.title.as_str()).collect();
    let words = [
        Span::bold(format!("{} more, nobody called: ", names.len())),
        Span::plain(names.join(" · ")),
    ];
    let room = Area::new(0.0, floor + 1.0, LIVE_W, 244.5 - floor);
    cv.paragraph(room, &words, Style::plain(Size::Pt7), "org chart")
        .map(|_| ())
}

/// The display list of the chart.
pub fn org_chart_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    chart: &OrgChart,
) -> Result<Vec<Drawn>, PaperError> {
    if chart.boxes.is_empty() {
        return Err(PaperError::Nothing);
    }
    let (ctx, chart, _) = cleaned(ctx, chart, each_text);
    let mut ts = Typesetter::default();
    let row = state_row(
        &mut ts,
        &ctx,
        ("Data as at", false),
        &[
            &format!(
                "{} · a line goes from each role to the one it reports to",
                chart.data_as_at
            ),
            &chart.data_as_at,
        ],
    )?;
    let t = Title {
        form: FORM.to_owned(),
        purpose: String::new(),
        first: "in confidence".to_owned(),
        second: "Page 1 of 1".to_owned(),
    };
    let number = numbers.next_number();
    let own: Vec<Mark> = face(&mut ts, &ctx, &t, &FormNote::default(), (&number, 1), |cv| {
        data_row(cv, 9.0, &row)?;
        body(cv, &chart)
    })?;
    Ok(vec![Drawn {
        shared: Vec::new(),
        own,
        number,
        face: 1,
        title: FORM.to_owned(),
    }])
}

/// The chart as a PDF of one side.
pub fn org_chart(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    chart: &OrgChart,
) -> Result<Pack, PaperError> {
    let faces = org_chart_faces(ctx, numbers, chart)?;
    let ctx = PrintContext {
        duplex: false,
        ..ctx.clone()
    };
    write(&ctx, FORM, &faces, Vec::new())
}
