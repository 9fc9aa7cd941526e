//! Logs of a ward: downtime numbers, samples on their way, forms in the cupboard.

use crate::draw::{Area, Canvas, LIVE_W};
use crate::errors::PaperError;
use crate::form::Form;
use crate::forms::ruled::{B7, B9, S7, S9, blanks, say, table};
use crate::text::Span;
use crate::ward_sheets::{BODY, WardSheet};

/// Numbers given out to people who have none, each one once. The block is written by whoever gives it out: a station
/// gives out its own block itself, and one number must not come from two places.
pub(crate) fn downtime_numbers(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let words = "Block of this place: from ______________ to ______________, given by ______________. Never one that a computer gives out.";
    say(cv, Area::new(0.0, BODY, LIVE_W, 5.0), words, S9)?;
    let columns = [
        (24.0, "Downtime number"),
        (46.0, "LAST NAME, first name, or UNKNOWN and what is seen"),
        (22.0, "Born, or age about"),
        (12.0, "Sex"),
        (20.0, "Given: date, time"),
        (18.0, "By"),
        (24.0, "NHS number, found later"),
        (14.0, "Matched by two"),
    ];
    table(cv, (0.0, BODY + 6.0), 8.0, &columns, (24, 8.2))?;
    let words = "Each number once, in order, never from another block. Band and every form carry it until the NHS number is verified, by two people, from the person.";
    say(cv, Area::new(0.0, 238.6, LIVE_W, 4.0), words, S7).map(|_| ())
}

/// Samples on a side of the runner log.
const SAMPLES: u8 = 23;

/// Samples that left the ward: counted out, counted in.
pub(crate) fn specimen_runner(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let words = "A line for each sample when it leaves. At each hand-over both count. Not there when it is due: look for it now.";
    say(cv, Area::new(0.0, BODY, LIVE_W, 5.0), words, S9)?;
    let columns = [
        (9.0, "No."),
        (40.0, "LAST NAME, first name; NHS or downtime number"),
        (27.0, "Sample, how many tubes"),
        (22.0, "Request sheet no."),
        (15.0, "Left: time"),
        (17.0, "Runner"),
        (14.0, "Due: time"),
        (18.0, "Arrived: time, by"),
        (18.0, "Result back: time"),
    ];
    table(cv, (0.0, BODY + 6.0), 8.0, &columns, (SAMPLES, 8.2))?;
    for n in 0..SAMPLES {
        let y = BODY + 14.0 + 8.2 * f32::from(n);
        say(cv, Area::new(1.6, y, 7.2, 8.2), &(n + 1).to_string(), B7)?;
    }
    let counted = [
        ("Counted out", 36.0),
        ("counted in", 70.0),
        ("by", 110.0),
        ("and", 152.0),
        ("at", LIVE_W),
    ];
    blanks(cv, 229.6, &counted)?;
    let words = "Different: stop the runner, find the sample, tell the ward.";
    say(cv, Area::new(0.0, 237.4, LIVE_W, 5.0), words, B9).map(|_| ())
}

/// Rows of a page of the stock count.
const STOCK_ROWS: usize = 30;
/// Height of one, mm.
const STOCK_ROW: f32 = 6.9;
/// What else a ward on paper runs out of.
const SUPPLIES: [&str; 7] = [
    "Paper, reams",
    "Toner",
    "Pens, tape, band clips",
    "Giving sets: drops in 1 mL ____",
    "Glucose and ketone strips",
    "Oxygen cylinders, full",
    "Batteries, torches",
];

/// Names that are counted, forms first; the rest of the last page is for what else runs out.
fn stocked() -> Vec<(&'static str, bool)> {
    let forms = Form::ALL.into_iter().map(|f| (f.name(), true));
    let sheets = WardSheet::ALL.into_iter().map(|s| (s.name(), true));
    let other = SUPPLIES.into_iter().map(|s| (s, false));
    forms.chain(sheets).chain(other).collect()
}

/// Pages of the stock count.
pub(crate) fn stock_pages() -> usize {
    stocked().len().div_ceil(STOCK_ROWS)
}

/// Forms in the cupboard, and how long they last.
pub(crate) fn stock(cv: &mut Canvas<'_>, page: usize) -> Result<(), PaperError> {
    let words = [
        Span::bold("Days left = in the cupboard ÷ used in the last 24 h. "),
        Span::plain("Count at the same hour each day; order before it runs out."),
    ];
    cv.paragraph(Area::new(0.0, BODY, LIVE_W, 5.0), &words, S9, "stock")?;
    let columns = [
        (64.0, "What"),
        (24.0, "In the cupboard"),
        (24.0, "Used in 24 h"),
        (20.0, "Days left"),
        (24.0, "Order under"),
        (24.0, "Ordered: when, by"),
    ];
    let top = BODY + 11.0;
    let rows = u8::try_from(STOCK_ROWS).unwrap_or(30);
    table(cv, (0.0, BODY + 6.0), 5.0, &columns, (rows, STOCK_ROW))?;
    let all = stocked();
    for (n, (name, form)) in all.iter().skip(page * STOCK_ROWS).take(STOCK_ROWS).enumerate() {
        let y = top + STOCK_ROW * n as f32;
        say(
            cv,
            Area::new(1.6, y, 62.0, STOCK_ROW),
            name,
            if *form { B9 } else { S9 },
        )?;
    }
    Ok(())
}
