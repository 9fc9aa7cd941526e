//! Last face of the prescription chart: medicines at exact times, review of antimicrobials, infusions (facts.md §5.3), and
//! whose the initials in the boxes are.

use battlebag_census::Patient;

use super::regular;
use super::ruled::{S7, S9, bar, copy_strip, no_copy, signatures, table};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, LIVE_W, Style};
use crate::errors::PaperError;
use crate::face::tick;
use crate::text::Span;

/// Room for what the census marks as time-critical.
const QUOTED: Area = Area::new(0.0, 51.0, LIVE_W, 11.6);
const INFUSIONS: u8 = 3;
const INFUSION: f32 = 12.6;
/// Top of the first infusion, mm.
const FIRST: f32 = 167.1;

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    timed(cv)?;
    antimicrobials(cv)?;
    infusions(cv)?;
    signatures(cv, 215.0, (3, 6.5))
}

fn timed(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Time-critical medicines",
        "Late is as bad as missed. The hospital’s own list goes first",
    )?;
    let words = "Levodopa, anti-seizure medicine, insulin, steroid in adrenal disease, anticoagulant, immunosuppressant, first dose of an antimicrobial, \
                 slow-release opioid, clozapine: usually within 30 minutes either side.";
    let cell = Area::new(0.0, 63.2, LIVE_W, 6.0);
    cv.paragraph(cell, &[Span::plain(words)], S7, "time-critical")?;
    let columns = [
        (13.0, "Block"),
        (51.0, "Medicine: approved name, CAPITALS"),
        (46.0, "Exact times"),
        (20.0, "Window, min"),
        (30.0, "If no mouth, no stock"),
        (20.0, "Sign"),
    ];
    table(cv, (0.0, 69.6), 4.6, &columns, (4, 7.8)).map(|_| ())
}

fn antimicrobials(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        107.0,
        "Antimicrobials",
        "Beside the block: why, for how long, and a second look at 48 to 72 hours",
    )?;
    let columns = [
        (13.0, "Block"),
        (41.0, "Medicine"),
        (30.0, "What for"),
        (28.0, "Cultures taken: what, when"),
        (18.0, "For how long"),
        (22.0, "48–72 h review due"),
        (28.0, "Stop, by mouth, change, go on: SIGN"),
    ];
    table(cv, (0.0, 112.5), 7.6, &columns, (4, 8.0)).map(|_| ())
}

fn infusions(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        154.0,
        "Infusions",
        "One drip chart for each: the drop table and the counts are there",
    )?;
    let columns = [
        (31.0, "Fluid, CAPITALS"),
        (29.0, "Additive, dose, unit in full"),
        (15.0, "Volume mL"),
        (13.0, "mL/h"),
        (13.0, "Over"),
        (19.0, "Device"),
        (15.0, "Drops in 1 mL, packet"),
        (13.0, "Drops a minute"),
        (14.0, "Batch"),
        (18.0, "Sign × 2"),
    ];
    let edges = table(cv, (0.0, 159.5), 7.6, &columns, (INFUSIONS, INFUSION))?;
    let x = edges.get(5).copied().unwrap_or(101.0) + 1.0;
    for n in 0..INFUSIONS {
        let top = FIRST + INFUSION * f32::from(n) + 0.8;
        for (words, down) in [("pump", 0.0), ("driver", 3.9), ("gravity", 7.8)] {
            tick(cv, x, top + down, 3.2, words, S7)?;
        }
    }
    let words = [
        Span::bold("Gravity: "),
        Span::plain(
            "never for a newborn, nor for a medicine on the list of the drip chart. Drops in 1 mL are read from this packet by two people. ",
        ),
        Span::bold("Change: "),
        Span::plain("cross out, sign, write a new line; keep the first start date."),
    ];
    let y = FIRST + INFUSION * f32::from(INFUSIONS) + 1.0;
    cv.paragraph(Area::new(0.0, y, LIVE_W, 8.2), &words, S9, "infusions")
        .map(|_| ())
}

/// What a fresh and trusted census or the hospital's list marks as time-critical, by the number of its block.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    let Some(p) = p else {
        return no_copy(cv, QUOTED, "Blank chart: nothing is quoted.", "time-critical");
    };
    if !ctx.may_quote(Feed::Medicines) {
        let why = match ctx.suspect(Feed::Medicines) {
            Some(s) => format!("Withheld: {} not trusted since {}.", s.name, ctx.clock(s.since)),
            None => "Withheld: the census is old or there is none.".to_string(),
        };
        let words = format!("{why} Ask the patient and the family for medicines at set times.");
        return no_copy(cv, QUOTED, &words, "time-critical");
    }
    if p.medicines.is_empty() {
        let words = format!(
            "{} Ask the patient and the family for medicines at set times.",
            regular::NO_MEDICINES
        );
        return no_copy(cv, QUOTED, &words, "time-critical");
    }
    let marked = regular::time_critical(ctx, p);
    if marked.is_empty() {
        let words = "The census and the hospital’s list mark no medicine of this patient as time-critical. Ask all the same.";
        return no_copy(cv, QUOTED, words, "time-critical");
    }
    for shown in (0..=marked.len()).rev() {
        let mut words = marked.get(..shown).unwrap_or_default().to_vec();
        if shown < marked.len() {
            words.push(format!("AND {} MORE: see the blocks", marked.len() - shown));
        }
        // A medicine that nobody marked is not therefore one that can wait.
        let spans = [
            Span::plain(format!("{}. ", words.join(" · "))),
            Span::bold("Only what the census or the hospital’s list marks: check the others."),
        ];
        let style: Style = S7;
        let lines = cv.count_lines(QUOTED.w - 15.0, &spans, style, "time-critical")? as f32;
        if lines * style.size.leading() <= QUOTED.h - 0.4 {
            return copy_strip(cv, QUOTED, &spans, "time-critical");
        }
    }
    Ok(())
}
