//! Drip and infusion chart: prescription, bag and device, the gravity sum with its table, counts. The drop factor is
//! never filled in, and a drug that must never run by gravity takes the gravity box away.

use battlebag_bag::NeverByGravity;
use battlebag_bag::drip::{COUNTABLE, DropFactor, Over, Volume, drip};
use battlebag_census::Patient;

use super::ruled::{B7, B9, B11, S7, S9, bar, boxes, fill_in, rows_to_write, say, table, ticks};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::column_lines;
use crate::text::Span;
use crate::words::{in_full, plain_number, tall_man};

/// Orders of the table: mL and minutes (paper.md §7.5).
pub(crate) const ORDERS: [(u32, u32); 13] = [
    (1000, 360),
    (1000, 480),
    (1000, 600),
    (1000, 720),
    (500, 120),
    (500, 240),
    (500, 360),
    (500, 480),
    (250, 60),
    (250, 120),
    (250, 240),
    (100, 30),
    (100, 60),
];
/// Drop factors of the table's columns. None of them is chosen for anybody.
pub(crate) const FACTORS: [u32; 4] = [10, 15, 20, 60];

/// Lines that the list of drugs may take at 9 point, and where the sum begins under it, mm.
const NEVER_LINES: usize = 7;
const SUM: f32 = 163.2;

/// What one cell of the table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Drops a minute and seconds for one drop.
    Count(u32, String),
    /// Over 100: it cannot be counted.
    TooFast,
    /// Under 10 on a coarse set.
    UseFine,
}

/// A cell of the table, from the core sum.
pub(crate) fn cell(ml: u32, minutes: u32, factor: u32) -> Option<Cell> {
    let worked = drip(Volume::ml(ml)?, Over::minutes(minutes)?, DropFactor::new(factor)?).ok()?;
    let tenths = worked.seconds_per_drop_tenths;
    Some(if worked.drops > *COUNTABLE.end() {
        Cell::TooFast
    } else if worked.drops < *COUNTABLE.start() {
        Cell::UseFine
    } else {
        let seconds = plain_number(&format!("{}.{}", tenths / 10, tenths % 10));
        Cell::Count(worked.drops, format!("{seconds} s"))
    })
}

/// A running infusion that must never run by gravity.
pub(crate) struct Forbidden<'a> {
    /// The infusion, as it is ordered.
    pub name: &'a str,
    /// Its class, and why.
    pub class: &'a NeverByGravity,
}

/// A patient's running infusions that must never run by gravity, as far as the census may be quoted.
pub(crate) fn forbidden<'a>(ctx: &'a PrintContext, p: Option<&'a Patient>) -> Vec<Forbidden<'a>> {
    let Some(p) = p.filter(|_| ctx.may_quote(Feed::Medicines)) else {
        return Vec::new();
    };
    let classes = &ctx.lists.never_by_gravity;
    let running = p.medicines.iter().filter(|m| m.infusion.is_some());
    running
        .filter_map(|m| {
            let class = classes.iter().find(|c| c.forbids(&m.name))?;
            Some(Forbidden {
                name: m.name.as_str(),
                class,
            })
        })
        .collect()
}

/// Everything that is the same for every patient; `gravity` is false where it is forbidden.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext, gravity: bool) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Prescription",
        "Rate and time both written. Units in full",
    )?;
    let columns = [
        (18.0, "Date, time"),
        (62.0, "Fluid or medicine, dose in bag, CAPITALS"),
        (17.0, "Volume mL"),
        (19.0, "Over: h, min"),
        (19.0, "mL per hour"),
        (17.0, "Route, line"),
        (28.0, "Prescriber: sign, no."),
    ];
    table(cv, (0.0, 50.5), 4.5, &columns, (3, 11.0))?;
    let columns = [
        (36.0, "Bag no., batch, expiry"),
        (46.0, "Device, serial number"),
        (18.0, "Started"),
        (40.0, "Hung by, checked by"),
        (18.0, "Stopped"),
        (22.0, "mL given"),
    ];
    table(cv, (0.0, 89.5), 4.5, &columns, (3, 9.0))?;
    for n in 0..3_u8 {
        let y = 94.0 + f32::from(n) * 9.0;
        let words: &[&str] = if gravity {
            &["pump", "driver", "gravity"]
        } else {
            &["pump", "driver"]
        };
        ticks(cv, (37.0, y + 1.0), 3.2, 1.6, words, S7)?;
    }
    bar(
        cv,
        122.5,
        "Gravity drip",
        if gravity {
            "Only for plain fluids and tolerant medicines. Risk decided by a named person"
        } else {
            ""
        },
    )?;
    if gravity {
        never(cv, ctx)?;
        sum(cv)?;
        look_up(cv)?;
    }
    counts(cv)
}

fn never(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 128.0, 88.0, 80.5), Rule::Heavy);
    let black = Area::new(0.0, 128.0, 88.0, 5.5);
    cv.fill(black, Ink::Black);
    cv.text(black, H::Centre, V::Middle, "NEVER BY GRAVITY", B11.white())?;
    let names: Vec<&str> = ctx
        .lists
        .never_by_gravity
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    let words = if names.is_empty() {
        "The list of this bag could not be read: ask the pharmacist before every drip.".to_string()
    } else {
        format!("{} · any infusion for a newborn", names.join(" · "))
    };
    let cell = Area::new(1.5, 134.2, 85.0, NEVER_LINES as f32 * B9.size.leading());
    let mut style = (B7, [Span::bold(words.as_str())]);
    for (size, spans) in [
        (B9, [Span::bold(words.as_str())]),
        (S9, [Span::plain(words.as_str())]),
    ] {
        if cv.count_lines(cell.w, &spans, size, "never by gravity")? <= NEVER_LINES {
            style = (size, spans);
            break;
        }
    }
    cv.paragraph(cell, &style.1, style.0, "never by gravity")?;
    cv.across(0.0, 88.0, SUM, Rule::Medium);
    Ok(())
}

fn sum(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let line = |y: f32| Area::new(1.5, SUM + y, 85.0, 4.4);
    say(cv, line(0.6), "1 Read the drop factor from THIS packet", B9)?;
    boxes(cv, (2.0, SUM + 5.4), 8.5, &[(26.0, "drops in 1 mL")])?;
    fill_in(cv, (31.0, SUM + 3.6), "first reader", 86.0, S7)?;
    fill_in(cv, (31.0, SUM + 8.0), "second reader", 86.0, S7)?;
    say(cv, line(14.2), "2 Drops in 1 minute", B9)?;
    let hint = "volume mL × drop factor ÷ minutes, nearest whole drop, half goes up";
    say(cv, Area::new(1.5, SUM + 18.2, 85.0, 3.0), hint, S7)?;
    for (x, w, label, sign) in [
        (2.0, 17.0, "mL", "×"),
        (23.0, 15.0, "factor", "÷"),
        (42.0, 17.0, "minutes", "="),
        (63.0, 23.0, "drops a minute", ""),
    ] {
        boxes(cv, (x, SUM + 21.6), 8.6, &[(w, label)])?;
        let between = Area::new(x + w, SUM + 23.0, 4.0, 6.0);
        cv.text(between, H::Centre, V::Middle, sign, B11)?;
    }
    say(
        cv,
        line(30.6),
        "3 Count a FULL 60 seconds. Mark times on the bag.",
        B9,
    )?;
    let words = "Count again at 5, 15 and 30 minutes, then every 30 minutes, and after the patient, the bag or the clamp has \
                 moved. Under 10 drops: change to a 60 set. Over 100: cannot be counted, change the set.";
    let cell = Area::new(1.5, SUM + 34.8, 85.0, 9.0);
    cv.paragraph(cell, &[Span::plain(words)], S7, "count").map(|_| ())
}

fn look_up(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let area = Area::new(90.0, 128.0, 90.0, 80.5);
    let head = Area::new(90.0, 128.0, 90.0, 9.5);
    cv.fill(head, Ink::Grey15);
    cv.frame(area, Rule::Heavy);
    let widths = [25.0, 11.0, 13.5, 13.5, 13.5, 13.5];
    let body = Area::new(90.0, 137.5, 90.0, 66.3);
    column_lines(cv, body, &widths, Rule::Fine);
    cv.across(90.0, 180.0, 137.5, Rule::Medium);
    let over = Area::new(126.0, 128.2, 54.0, 4.2);
    cv.text(over, H::Centre, V::Middle, "drop factor on the packet", B7)?;
    say(cv, Area::new(91.5, 132.4, 23.0, 4.8), "Order", B9)?;
    say(cv, Area::new(116.0, 132.4, 10.0, 4.8), "mL/h", B9)?;
    for (n, factor) in FACTORS.iter().enumerate() {
        let x = 126.0 + 13.5 * n as f32;
        cv.text(
            Area::new(x, 132.4, 13.5, 4.8),
            H::Centre,
            V::Middle,
            &factor.to_string(),
            B11,
        )?;
    }
    for (n, (ml, minutes)) in ORDERS.iter().enumerate() {
        let y = body.y + 5.1 * n as f32;
        if n > 0 {
            cv.across(90.0, 180.0, y, Rule::Fine);
        }
        order(cv, y, *ml, *minutes)?;
    }
    cv.across(90.0, 180.0, body.bottom(), Rule::Fine);
    let words = "Bold: drops a minute. s: seconds for one drop. ×: cannot be counted.";
    say(cv, Area::new(91.0, 204.4, 88.0, 3.6), words, S7).map(|_| ())
}

/// "1000 mL, 6 h".
pub(crate) fn order_words(ml: u32, minutes: u32) -> String {
    if minutes.is_multiple_of(60) {
        format!("{ml} mL, {} h", minutes / 60)
    } else {
        format!("{ml} mL, {minutes} min")
    }
}

fn order(cv: &mut Canvas<'_>, y: f32, ml: u32, minutes: u32) -> Result<(), PaperError> {
    say(cv, Area::new(91.5, y, 23.5, 5.1), &order_words(ml, minutes), S9)?;
    let rate = (2 * ml * 60 + minutes) / (2 * minutes);
    cv.text(
        Area::new(115.0, y, 10.4, 5.1),
        H::Right,
        V::Middle,
        &rate.to_string(),
        S9,
    )?;
    for (n, factor) in FACTORS.iter().enumerate() {
        let x = 126.0 + 13.5 * n as f32;
        match cell(ml, minutes, *factor) {
            Some(Cell::Count(drops, seconds)) => {
                let drops = drops.to_string();
                cv.text(Area::new(x, y, 7.4, 5.1), H::Right, V::Middle, &drops, B11)?;
                let small = Area::new(x + 7.6, y + 0.3, 5.7, 5.1);
                cv.text(small, H::Right, V::Middle, &seconds, S7)?;
            }
            Some(Cell::TooFast) | None => {
                cv.text(Area::new(x, y, 13.5, 5.1), H::Centre, V::Middle, "×", B11)?;
            }
            Some(Cell::UseFine) => {
                cv.text(Area::new(x, y, 13.5, 5.1), H::Centre, V::Middle, "use 60", S7)?;
            }
        }
    }
    Ok(())
}

fn counts(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        210.0,
        "Counts",
        "Drops in a full minute, or the pump’s rate as read",
    )?;
    let mut widths = vec![30.0];
    widths.extend([15.0; 10]);
    let edges = rows_to_write(cv, (0.0, 215.5), &widths, (3, 9.0));
    let due = [
        "start", "5 min", "15 min", "30 min", "60 min", "90 min", "2 h", "2½ h", "3 h", "3½ h",
    ];
    for (x, words) in edges.iter().skip(1).zip(due) {
        cv.label(Area::new(*x, 215.5, 15.0, 4.0), words)?;
    }
    for (n, (words, style)) in [("Due at", B9), ("Counted: drops, time", B7), ("Initials × 2", B9)]
        .iter()
        .enumerate()
    {
        let y = 215.5 + 9.0 * n as f32;
        say(cv, Area::new(1.0, y, 28.5, 9.0), words, *style)?;
    }
    Ok(())
}

/// In place of the gravity box, where a running infusion forbids it.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    let running = forbidden(ctx, p);
    cv.frame(Area::new(0.0, 128.0, LIVE_W, 80.5), Rule::Heavy);
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
    let floor = 180.0;
    let mut y = 139.0;
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
        if y + room > floor {
            let more = format!(
                "AND {} MORE: see the back and the prescription chart",
                running.len() - n
            );
            y = cv.paragraph(
                Area::new(3.0, y, 174.0, 5.0),
                &[Span::bold(more)],
                B9,
                "never by gravity",
            )?;
            break;
        }
        y = cv.paragraph(Area::new(3.0, y, 174.0, room), &words, S9, "never by gravity")? + 0.8;
    }
    let then = [
        Span::bold("These ran when the census was taken. No pump and no driver? "),
        Span::plain(
            "Tell the prescriber and the pharmacist now: another medicine, another route, another place. ",
        ),
        Span::bold("A plain fluid on another line: "),
        Span::plain("take a blank drip chart for it, one line a chart."),
    ];
    let cell = Area::new(3.0, y + 2.0, 174.0, 20.0);
    cv.paragraph(cell, &then, Style::plain(Size::Pt11), "never by gravity")
        .map(|_| ())
}
