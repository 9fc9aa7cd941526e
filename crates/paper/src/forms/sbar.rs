//! Hand-over in the SBAR order: the machine quotes, a person says and signs (facts.md §5.9).

use battlebag_census::{Escalation, Patient, Standing};

use super::ruled::{B7, B9, B11, S7, boxes, copy_strip, fill_in, no_copy, say};
use crate::context::{Feed, Freshness, PrintContext};
use crate::draw::{Area, Canvas, H, LIVE_W, Pen, Rule, Size, Style, V, tick_box};
use crate::errors::PaperError;
use crate::text::Span;
use crate::words::sentence_case;

/// One letter: top, height, word, hint, and the lines to write on.
struct Block {
    y: f32,
    h: f32,
    letter: &'static str,
    word: &'static str,
    hint: &'static str,
    lines: &'static [&'static str],
}

const BLOCKS: [Block; 4] = [
    Block {
        y: 56.0,
        h: 41.0,
        letter: "S",
        word: "Situation",
        hint: "Why now. Tier and clock.",
        lines: &["Tier now, and until when", "What has changed"],
    },
    Block {
        y: 98.0,
        h: 41.0,
        letter: "B",
        word: "Background",
        hint: "Why admitted. Limits of treatment. Allergies.",
        lines: &["Allergies, asked by me", "Treatment limits"],
    },
    Block {
        y: 140.0,
        h: 51.0,
        letter: "A",
        word: "Assessment",
        hint: "NEWS2 now and trend. What works and what does not.",
        lines: &[
            "NEWS2 now, at; before",
            "Affected systems; what is untrusted",
            "Work-around running, kit left",
            "I do not know",
        ],
    },
    Block {
        y: 192.0,
        h: 40.0,
        letter: "R",
        word: "Request",
        hint: "What I want, from whom, by when.",
        lines: &["I want you to", "By (24 h)"],
    },
];
const STRIP_H: f32 = 8.5;

fn strip(b: &Block) -> Area {
    Area::new(23.5, b.y + 4.4, 155.0, STRIP_H)
}

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let row = [
        (60.0, "From: name, role"),
        (60.0, "To: name, role"),
        (26.0, "Date"),
        (34.0, "Time (24 h)"),
    ];
    boxes(cv, (0.0, 45.0), 9.0, &row)?;
    for b in &BLOCKS {
        cv.frame(Area::new(0.0, b.y, LIVE_W, b.h), Rule::Heavy);
        cv.down(22.0, b.y, b.y + b.h, Rule::Medium);
        let cell = Area::new(0.0, b.y + 4.0, 22.0, 11.0);
        cv.text(cell, H::Centre, V::Middle, b.letter, Style::bold(Size::Pt28))?;
        cv.text(
            Area::new(0.5, b.y + 16.0, 21.0, 4.5),
            H::Centre,
            V::Middle,
            b.word,
            B9,
        )?;
        say(cv, Area::new(23.8, b.y + 0.6, 150.0, 3.4), b.hint, S7)?;
        let top = b.y + 4.4 + STRIP_H + 0.4;
        let row = (b.y + b.h - 0.8 - top) / b.lines.len() as f32;
        for (n, label) in b.lines.iter().enumerate() {
            let y = top + row * n as f32;
            say(cv, Area::new(23.8, y + 0.6, 150.0, 3.4), label, B7)?;
            cv.across(24.0, 178.0, y + row - 0.6, Rule::Fine);
            cv.write(Area::new(24.0, y, 154.0, row), Pen::Words);
        }
    }
    cv.frame(Area::new(0.0, 233.5, LIVE_W, 11.0), Rule::Heavy);
    tick_box(cv, 2.0, 236.6, 4.6);
    let words = "Read back by the receiver, and agreed";
    let end = say(cv, Area::new(8.0, 233.5, 90.0, 11.0), words, B11)?;
    let end = fill_in(cv, (end + 5.0, 236.5), "Receiver signs", 148.0, S7)?;
    fill_in(cv, (end + 2.0, 236.5), "time", 178.0, S7).map(|_| ())
}

/// What the census says, letter by letter, each in its strip.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    for (b, words) in BLOCKS.iter().zip(quoted(ctx, p)) {
        match words {
            Ok(words) => fit(cv, strip(b), &words)?,
            Err(why) => no_copy(cv, strip(b), &why, "hand-over")?,
        }
    }
    Ok(())
}

/// As many of the words as stand in the strip, with a pointer when some do not.
fn fit(cv: &mut Canvas<'_>, area: Area, words: &[String]) -> Result<(), PaperError> {
    for shown in (0..=words.len()).rev() {
        let mut said = words.get(..shown).unwrap_or_default().to_vec();
        if shown < words.len() {
            said.push("more in the notes".to_string());
        }
        let spans = [Span::plain(format!("{}.", sentence_case(&said.join("; "))))];
        let room = cv.count_lines(area.w - 15.0, &spans, S7, "hand-over")? as f32 * S7.size.leading();
        if room <= area.h - 0.4 {
            return copy_strip(cv, area, &spans, "hand-over");
        }
    }
    no_copy(cv, area, "Too long to quote: see the notes.", "hand-over")
}

/// For each letter the words of the census, or why there are none.
fn quoted(ctx: &PrintContext, p: Option<&Patient>) -> [Result<Vec<String>, String>; 4] {
    let Some(p) = p else {
        let blank = || Err("Blank sheet: nothing is quoted.".to_string());
        return [blank(), blank(), blank(), blank()];
    };
    let tier = || {
        Err(
            "Tier and next act: on the ward’s priority list. Not repeated here, because it may have moved."
                .to_string(),
        )
    };
    if ctx.freshness() != Freshness::Fresh {
        let old = || Err("Withheld: the census is old or there is none. Ask and look.".to_string());
        return [tier(), old(), Ok(untrusted(ctx)), tier()];
    }
    [tier(), Ok(background(ctx, p)), Ok(assessment(ctx, p)), tier()]
}

/// Where a quotation comes from, and of when.
pub(crate) fn source(ctx: &PrintContext) -> String {
    let when = ctx.census_as_of.map(|at| format!(" {}", ctx.day_time(at)));
    format!("census{}", when.unwrap_or_default())
}

fn background(ctx: &PrintContext, p: &Patient) -> Vec<String> {
    let mut words = vec![source(ctx)];
    if let Some(at) = p.admitted_at.filter(|_| ctx.may_quote(Feed::Location)) {
        words.push(format!("admitted {}", ctx.local(at).format("%d-%b")));
    }
    words.push(limits(ctx, p));
    // Before the conditions: what stands last is left out first.
    if let Some(language) = &p.language {
        words.push(format!("speaks {language}"));
    }
    let here = p.conditions.iter().filter(|c| c.standing == Standing::Active);
    let (mut why, rest): (Vec<_>, Vec<_>) = here.partition(|c| c.reason_for_stay);
    why.extend(rest);
    words.extend(why.iter().map(|c| c.text.clone()));
    words
}

/// Treatment limits are never inferred.
pub(crate) fn limits(ctx: &PrintContext, p: &Patient) -> String {
    match &p.escalation {
        Escalation::NotKnown => "treatment limits not in the census, ask".to_string(),
        Escalation::Recorded { text, at } => {
            let when = at.map_or_else(
                || "date not known".to_string(),
                |at| ctx.local(at).format("%d-%b-%Y").to_string(),
            );
            format!("treatment limits recorded as: {}, {when}, ask again", text.trim())
        }
    }
}

fn assessment(ctx: &PrintContext, p: &Patient) -> Vec<String> {
    let mut words = vec![source(ctx)];
    if let Some(n) = p.news2.as_ref().filter(|_| ctx.may_quote(Feed::Observations)) {
        words.push(format!("last NEWS2 {} at {}", n.score, ctx.day_time(n.at)));
    } else {
        words.push("no NEWS2 to quote".to_string());
    }
    words.extend(untrusted(ctx));
    words
}

fn untrusted(ctx: &PrintContext) -> Vec<String> {
    if ctx.suspect.is_empty() {
        return vec!["no source of the census is marked as untrusted".to_string()];
    }
    let said =
        |s: &crate::context::SuspectSource| format!("not trusted: {} since {}", s.name, ctx.clock(s.since));
    ctx.suspect.iter().map(said).collect()
}
