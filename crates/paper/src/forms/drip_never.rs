//! Drip chart where nothing may run by gravity: the reason in place of the gravity box, the pump read in place of drops
//! counted, and no strip of tape.

use battlebag_census::Patient;

use super::drip::{forbidden, newborn, over_time};
use super::ruled::{B9, S7, S9, bar, say, table};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::text::Span;
use crate::words::{in_full, tall_man};

/// Where the box of the reason ends, and where its list of drugs does, mm.
const BOX_END: f32 = 199.5;
const LIST_END: f32 = 178.0;

/// In place of the gravity box, where a running infusion forbids it, or for a newborn.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 128.0, LIVE_W, BOX_END - 128.0), Rule::Heavy);
    let black = Area::new(0.0, 128.0, LIVE_W, 9.0);
    cv.fill(black, Ink::Black);
    let words = "NEVER BY GRAVITY: pump or driver only";
    cv.text(
        black,
        H::Centre,
        V::Middle,
        words,
        Style::bold(Size::Pt14).white(),
    )?;
    let newborn = newborn(ctx, p);
    let y = reasons(cv, ctx, p, newborn.as_deref())?;
    let mut then = vec![Span::bold("No pump and no driver? ")];
    if newborn.is_some() {
        then.push(Span::plain(
            "Tell the prescriber and the newborn team now: another route, another place. ",
        ));
        then.push(Span::bold(
            "No blank drip chart either: a plain fluid drifts as well.",
        ));
    } else {
        then.insert(0, Span::bold("These ran when the census was taken. "));
        then.push(Span::plain(
            "Tell the prescriber and the pharmacist now: another medicine, another route, another place. ",
        ));
        then.push(Span::bold("A plain fluid on another line: "));
        then.push(Span::plain("take a blank drip chart for it, one line a chart."));
    }
    let cell = Area::new(3.0, y + 2.0, 174.0, BOX_END - y - 2.0);
    cv.paragraph(cell, &then, Style::plain(Size::Pt11), "never by gravity")
        .map(|_| ())
}

/// Why nothing runs by gravity here; gives the y under the last reason.
fn reasons(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: Option<&Patient>,
    newborn: Option<&str>,
) -> Result<f32, PaperError> {
    let mut y = 139.0;
    if let Some(who) = newborn {
        let words = [
            Span::bold(format!("Newborn ({who}): every infusion. ")),
            Span::plain("A small drift of the rate is a large dose for a newborn."),
        ];
        y = cv.paragraph(Area::new(3.0, y, 174.0, 9.0), &words, S9, "never by gravity")? + 0.8;
    }
    let running = forbidden(ctx, p);
    for (n, f) in running.iter().enumerate() {
        let words = [
            Span::bold(format!(
                "{}: {}. ",
                tall_man(&in_full(f.name.trim()), &ctx.lists.own.tall_man),
                f.class.name
            )),
            Span::plain(f.class.why.as_str()),
        ];
        let room = cv.count_lines(174.0, &words, S9, "never by gravity")? as f32 * S9.size.leading();
        if y + room > LIST_END {
            let more = format!(
                "AND {} MORE: see the back and the prescription chart",
                running.len() - n
            );
            let cell = Area::new(3.0, y, 174.0, 5.0);
            return cv.paragraph(cell, &[Span::bold(more)], B9, "never by gravity");
        }
        y = cv.paragraph(Area::new(3.0, y, 174.0, room), &words, S9, "never by gravity")? + 0.8;
    }
    Ok(y)
}

/// What is read at the pump, on the front.
pub(crate) fn checks_of_the_pump(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        201.0,
        "Checks of the pump",
        "Read at the pump, never from a screen elsewhere. After 3½ h: on the back",
    )?;
    let rows = [
        ("Due at", B9),
        ("Read at", B9),
        ("Pump rate mL/h", B9),
        ("mL given", B9),
        ("Initials × 2", B9),
    ];
    over_time(cv, 206.5, 7.6, &rows)
}

/// The back: what ran stands above; the pump is read, and nothing is counted.
pub(crate) fn back(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Running when the census was taken",
        "Look at the pump: this is not an order",
    )?;
    bar(
        cv,
        73.0,
        "Checks of the pump",
        "Behind? Never run the rest in faster: tell the prescriber",
    )?;
    let columns = [
        (24.0, "Date, time"),
        (26.0, "Pump rate mL/h"),
        (22.0, "mL given"),
        (24.0, "Site: swollen, red, wet"),
        (58.0, "What was done"),
        (26.0, "Initials × 2"),
    ];
    table(cv, (0.0, 78.5), 7.0, &columns, (19, 7.6))?;
    let words = "Rate changed, but nobody changed it? Do not trust the pump: replace it, then tag it.";
    say(cv, Area::new(0.0, 231.4, LIVE_W, 4.0), words, B9)?;
    let words = "Empty, blocked or swollen: stop the pump and clamp first, then look. Never by gravity while a pump is fetched.";
    say(cv, Area::new(0.0, 236.4, LIVE_W, 3.4), words, S7).map(|_| ())
}
