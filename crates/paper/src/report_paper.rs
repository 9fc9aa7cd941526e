//! METHANE, the situation report, the briefing and the hand-over brief on paper: in the order they are spoken, with room for a pen
//! and the checkpoint of the log that they were made from.
//!
//! What a person has signed is printed as theirs; what the machine only filled in stands in a dashed box with the word COPY.

use crate::context::PrintContext;
use crate::draw::{Area, H, Ink, LIVE_W, Rule, Size, Style, V, tick_box};
use crate::errors::PaperError;
use crate::face::FormNote;
use crate::flow::{
    Flow, Furniture, Line, Row, Unprintables, cleaned, document, document_faces, not_printable, side_by_side,
    wrapped,
};
use crate::forms::checkpoint::{CheckpointMark, checkpoint_block};
use crate::pack::{Drawn, Pack};
use crate::proofs::state_row;
use crate::sheet_number::SheetNumbers;
use crate::text::{Span, Typesetter};

/// Left of the words beside a letter, mm.
const BESIDE: f32 = 34.0;
/// Height of the checkpoint's block, mm.
const BLOCK: f32 = 32.0;

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportForm {
    /// M/ETHANE: read down a telephone.
    Methane,
    /// Situation report.
    SitRep,
    /// Briefing in the order of IIMARCH.
    Briefing,
    /// What whoever takes a role over must know.
    Handover,
}

impl ReportForm {
    /// Title of every page and name of the form.
    pub fn title(self) -> &'static str {
        match self {
            Self::Methane => "METHANE report: say it in this order",
            Self::SitRep => "Situation report",
            Self::Briefing => "Briefing: IIMARCH",
            Self::Handover => "Hand-over brief",
        }
    }

    fn corner(self) -> &'static str {
        match self {
            Self::Methane => "one report, one caller",
            Self::SitRep | Self::Briefing | Self::Handover => "in confidence",
        }
    }

    /// Size of what each part says: a hand-over lists much, and is read sitting down.
    fn said(self) -> Size {
        match self {
            Self::Handover => Size::Pt9,
            _ => Size::Pt11,
        }
    }

    /// Room for a pen under each part, mm.
    fn pen(self) -> f32 {
        match self {
            Self::SitRep | Self::Handover => 0.0,
            Self::Methane | Self::Briefing => 7.0,
        }
    }
}

/// One part of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportPart {
    /// The letter it is called by; empty for none.
    pub letter: String,
    /// Its name ("Hazards").
    pub word: String,
    /// What it asks for.
    pub asks: String,
    /// What it says; empty for not known.
    pub text: String,
}

/// What to print. All text is ready to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportSheet {
    /// Which report.
    pub form: ReportForm,
    /// "SitRep 3".
    pub name: String,
    /// Who signed it, in which entry and when; none for one that nobody has signed.
    pub signed: Option<String>,
    /// When the data in it was taken.
    pub data_as_at: String,
    /// More that must be known to read it: label, words.
    pub facts: Vec<(&'static str, String)>,
    /// The parts in their order.
    pub parts: Vec<ReportPart>,
    /// When the checkpoint was made.
    pub checkpoint_at: String,
    /// The checkpoint's words and code.
    pub checkpoint: CheckpointMark,
}

/// Hands over every text.
fn each_text(s: &mut ReportSheet, f: &mut dyn FnMut(&mut String)) {
    f(&mut s.name);
    f(&mut s.data_as_at);
    f(&mut s.checkpoint_at);
    s.signed.iter_mut().for_each(&mut *f);
    s.facts.iter_mut().for_each(|(_, words)| f(words));
    for part in &mut s.parts {
        for text in [&mut part.letter, &mut part.word, &mut part.asks, &mut part.text] {
            f(text);
        }
    }
}

fn furniture(ctx: &PrintContext, sheet: &ReportSheet) -> Result<Furniture, PaperError> {
    let (tab, loud, said) = match &sheet.signed {
        Some(_) => ("Data as at", false, format!("{} · signed", sheet.data_as_at)),
        None => (
            "NOT SIGNED",
            true,
            format!("{} · filled from the log, nobody has signed it", sheet.data_as_at),
        ),
    };
    let row = state_row(
        &mut Typesetter::default(),
        ctx,
        (tab, loud),
        &[&said, &sheet.data_as_at],
    )?;
    Ok(Furniture {
        form: sheet.form.title(),
        corner: sheet.form.corner(),
        row,
        note: FormNote::default(),
    })
}

fn lay_out(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &ReportSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    head(flow, ctx, sheet, unprintable)?;
    for part in &sheet.parts {
        self::part(flow, part, sheet)?;
    }
    flow.cv.across(0.0, LIVE_W, flow.y() + 0.6, Rule::Medium);
    flow.gap_below(1.6);
    match sheet.form {
        ReportForm::Methane => read_back(flow)?,
        ReportForm::SitRep | ReportForm::Briefing => given(flow, sheet.form)?,
        ReportForm::Handover => handed(flow)?,
    }
    flow.need(BLOCK)?;
    let block = Area::new(0.0, flow.y(), LIVE_W, BLOCK);
    checkpoint_block(&mut flow.cv, block, &sheet.checkpoint_at, &sheet.checkpoint)?;
    flow.gap_below(BLOCK);
    Ok(())
}

/// What it is, and for METHANE the words that open the call.
fn head(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &ReportSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    if sheet.form == ReportForm::Methane {
        let say = format!(
            "“This is ______________________, ______________________, {}.",
            ctx.hospital
        );
        let mut rows = Vec::new();
        for (words, size) in [
            (Span::plain("SAY"), Size::Pt7),
            (Span::bold(say), Size::Pt11),
            (
                Span::plain("I have a METHANE report. Tell me when you are ready to write.”"),
                Size::Pt9,
            ),
        ] {
            rows.extend(side_by_side(vec![wrapped(
                flow.cv.ts,
                (2.0, LIVE_W - 4.0),
                size,
                &[words],
            )?]));
        }
        let top = flow.y();
        flow.gap_below(0.6);
        flow.rows("Say", &rows, rows.len())?;
        flow.cv
            .frame(Area::new(0.0, top, LIVE_W, flow.y() - top + 0.6), Rule::Heavy);
        flow.gap_below(1.6);
    } else {
        flow.drill(ctx)?;
        flow.headline(&sheet.name, Size::Pt18)?;
        flow.gap_below(1.0);
    }
    let signed = sheet
        .signed
        .as_deref()
        .unwrap_or("NOT SIGNED: read it, mend it with a pen, sign below");
    let mut facts = Vec::new();
    if sheet.form == ReportForm::Methane {
        // A call has one sheet: what it is stands in two lines, so that the checkpoint keeps its place.
        facts.push(("Report", format!("{}. {signed}", sheet.name)));
        let more = sheet
            .facts
            .iter()
            .map(|(label, words)| format!("{label}: {words}"));
        facts.push(("More", more.collect::<Vec<_>>().join(" · ")));
    } else {
        facts.push(("Signed", signed.to_string()));
        facts.extend(sheet.facts.iter().cloned());
    }
    facts.extend(not_printable(unprintable, "The log holds it as it was typed."));
    flow.facts(&facts)?;
    flow.gap_below(1.0);
    Ok(())
}

/// A part: its letter large, its name, what it says, and a line for a pen.
fn part(flow: &mut Flow<'_>, part: &ReportPart, sheet: &ReportSheet) -> Result<(), PaperError> {
    let x = if part.letter.is_empty() { 1.5 } else { BESIDE };
    let width = LIVE_W - x - 1.5;
    let words = [
        Span::bold(part.word.as_str()),
        Span::plain(if part.asks.is_empty() { "" } else { "  " }),
        Span::plain(part.asks.as_str()),
    ];
    let head = side_by_side(vec![wrapped(flow.cv.ts, (x, width), Size::Pt9, &words)?]);
    let is_copy = sheet.signed.is_none() && !part.text.is_empty();
    let said = match (part.text.as_str(), sheet.form) {
        ("", ReportForm::SitRep) => "Nothing written",
        ("", ReportForm::Handover) => "None in the log",
        ("", _) => "Not known yet",
        (text, _) => text,
    };
    // The word COPY stands at the left of the dashed box.
    let (left, indent) = if is_copy { (x + 1.5, 12.0) } else { (x, 0.0) };
    let place = (left + indent, width - indent - 3.0);
    let mut text = side_by_side(vec![wrapped(
        flow.cv.ts,
        place,
        sheet.form.said(),
        &[Span::plain(said)],
    )?]);
    if is_copy && let Some(first) = text.first_mut() {
        let copy = Line {
            x: left,
            spans: vec![Span::bold("COPY")],
            size: Size::Pt7,
        };
        first.lines.insert(0, copy);
    }
    let pen = sheet.form.pen();
    let lines = text.len().min(3);
    flow.need(8.0 + lines as f32 * sheet.form.said().leading() + pen)?;
    flow.cv.across(0.0, LIVE_W, flow.y() + 0.6, Rule::Medium);
    flow.gap_below(1.2);
    let top = flow.y();
    if !part.letter.is_empty() {
        let letter = Line {
            x: 6.0,
            spans: vec![Span::bold(part.letter.as_str())],
            size: Size::Pt28,
        };
        flow.line(&letter, top, Ink::Black);
    }
    flow.rows(&part.word, &head, head.len())?;
    quoted(flow, &part.word, &text, is_copy.then_some(x))?;
    // The letter is taller than one line of words.
    let least = if part.letter.is_empty() { 0.0 } else { 13.0 };
    if flow.y() > top && flow.y() - top < least - pen {
        let more = least - pen - (flow.y() - top);
        flow.gap_below(more);
    }
    if pen > 0.0 {
        flow.need(pen)?;
        flow.gap_below(pen);
        flow.cv.across(x, LIVE_W - 1.5, flow.y() - 0.8, Rule::Fine);
    }
    Ok(())
}

/// The words, in a dashed box from `x` on when nobody has signed them.
fn quoted(flow: &mut Flow<'_>, item: &str, text: &[Row], x: Option<f32>) -> Result<(), PaperError> {
    let top = flow.y();
    if x.is_some() {
        flow.gap_below(0.5);
    }
    flow.rows(item, text, text.len().min(3))?;
    if let Some(x) = x {
        // Over a page the word COPY alone says it.
        if flow.y() > top {
            let height = flow.y() - top + 0.6;
            flow.cv.dashed_frame(Area::new(x, top, LIVE_W - x - 1.5, height));
        }
        flow.gap_below(1.0);
    }
    Ok(())
}

/// The end of a call: read back, to whom, when the next one is.
fn read_back(flow: &mut Flow<'_>) -> Result<(), PaperError> {
    const HEIGHT: f32 = 19.0;
    flow.need(HEIGHT + 1.5)?;
    let y = flow.y();
    let bold = Style::bold(Size::Pt11);
    let small = Style::plain(Size::Pt7);
    flow.cv.frame(Area::new(0.0, y, LIVE_W, HEIGHT), Rule::Heavy);
    flow.cv.text(
        Area::new(2.0, y + 0.8, 50.0, 5.4),
        H::Left,
        V::Middle,
        "“Read it back to me.”",
        bold,
    )?;
    tick_box(&mut flow.cv, 60.0, y + 1.4, 4.0);
    flow.cv.text(
        Area::new(66.0, y + 0.8, 50.0, 5.4),
        H::Left,
        V::Middle,
        "read back, correct",
        Style::plain(Size::Pt9),
    )?;
    for (row, pair) in [
        [
            ("Given to: name, organisation", 38.0, 112.0),
            ("by phone, radio, person", 142.0, 178.0),
        ],
        [("Sent at", 14.0, 50.0), ("Next report at", 142.0, 178.0)],
    ]
    .into_iter()
    .enumerate()
    {
        let base = y + 12.0 + row as f32 * 5.8;
        for (at, (label, from, to)) in pair.into_iter().enumerate() {
            let left = if at == 0 { 2.0 } else { 114.0 };
            let cell = Area::new(left, base - 3.2, from - left, 3.4);
            flow.cv.text(cell, H::Left, V::Middle, label, small)?;
            flow.cv.across(from, to, base, Rule::Fine);
        }
    }
    flow.gap_below(HEIGHT + 1.5);
    Ok(())
}

/// Who gave it, to whom.
fn given(flow: &mut Flow<'_>, form: ReportForm) -> Result<(), PaperError> {
    flow.need(9.0)?;
    let y = flow.y();
    let small = Style::plain(Size::Pt7);
    let second = match form {
        ReportForm::Briefing => "Questions, and answers to",
        _ => "Sent to, at",
    };
    for (label, left, from, to) in [
        ("Given by (name, role, time)", 1.5, 36.0, 92.0),
        (second, 96.0, 132.0, 178.0),
    ] {
        flow.cv.text(
            Area::new(left, y + 3.0, from - left, 3.4),
            H::Left,
            V::Middle,
            label,
            small,
        )?;
        flow.cv.across(from, to, y + 6.6, Rule::Fine);
    }
    flow.gap_below(9.0);
    Ok(())
}

/// The end of a hand-over: what no log holds, and the two people who stood together.
fn handed(flow: &mut Flow<'_>) -> Result<(), PaperError> {
    const LINES: usize = 4;
    const ROW: f32 = 7.5;
    let height = 6.0 + LINES as f32 * ROW;
    flow.need(height + 22.0)?;
    let y = flow.y();
    let small = Style::plain(Size::Pt7);
    let words = "Not in the log: what you know, fear or promised, and nobody wrote down";
    let head = Area::new(1.5, y + 0.6, LIVE_W - 3.0, 4.6);
    flow.cv
        .text(head, H::Left, V::Middle, words, Style::bold(Size::Pt9))?;
    flow.cv.frame(Area::new(0.0, y, LIVE_W, height), Rule::Heavy);
    for n in 1..=LINES {
        let line = y + 6.0 + n as f32 * ROW;
        if n < LINES {
            flow.cv.across(2.0, LIVE_W - 2.0, line, Rule::Fine);
        }
    }
    flow.gap_below(height + 1.0);
    let y = flow.y();
    for (row, label) in ["Handed over by: name, SIGN", "Taken over by: name, SIGN"]
        .into_iter()
        .enumerate()
    {
        let base = y + 7.0 + row as f32 * 8.0;
        let cell = Area::new(1.5, base - 3.2, 40.0, 3.4);
        flow.cv.text(cell, H::Left, V::Middle, label, small)?;
        flow.cv.across(42.0, 118.0, base, Rule::Fine);
        for (words, left, to) in [("date, time", 121.0, 152.0), ("reach by", 155.0, 178.0)] {
            let end = flow.cv.text(
                Area::new(left, base - 3.2, 20.0, 3.4),
                H::Left,
                V::Middle,
                words,
                small,
            )?;
            flow.cv.across(end + 1.0, to, base, Rule::Fine);
        }
    }
    flow.gap_below(17.5);
    Ok(())
}

/// The report as a PDF, over as many pages as its words need.
pub fn report(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &ReportSheet,
) -> Result<Pack, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}

/// The display lists of the report, for checks and for other back ends.
pub fn report_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &ReportSheet,
) -> Result<Vec<Drawn>, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document_faces(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}
