//! Drip and infusion chart: prescription, bag and device, the gravity sum with its table, counts. The drop factor is
//! never filled in, and a drug that must never run by gravity takes the gravity box away.

use battlebag_bag::NeverByGravity;
use battlebag_bag::drip::{COUNTABLE, DropFactor, Over, Volume, drip};
use battlebag_census::{Patient, WardKind};

use super::drip_never;
use super::ruled::{B7, B9, B11, S7, S9, bar, boxes, fill_in, rows_to_write, say, table, ticks};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, Ink, Rule, Style, V};
use crate::errors::PaperError;
use crate::face::{age_in_words, column_lines};
use crate::text::Span;
use crate::words::plain_number;

/// Orders of the table: mL and minutes (paper.md §7.5, and one litre in four hours).
pub(crate) const ORDERS: [(u32, u32); 14] = [
    (1000, 240),
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
/// Height of the gravity box, and of an order of the table, mm.
const BOX: f32 = 82.5;
const ORDER: f32 = 4.85;
/// Left edge and width of a drop factor's column, mm; the last ends well within the frame, where the punch may cut.
const FACTOR_X: f32 = 124.5;
const FACTOR_W: f32 = 13.5;
/// Days after birth in which nobody gets anything by gravity [GK].
const NEWBORN_DAYS: i64 = 28;

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
pub(crate) fn cell_of(ml: u32, minutes: u32, factor: u32) -> Option<Cell> {
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

/// Why a patient counts as newborn, to whom nothing is given by gravity; none for anybody older. The ward and the date of
/// birth decide, whatever is believed of the rest of the census: a doubt must not bring the box back.
pub(crate) fn newborn(ctx: &PrintContext, p: Option<&Patient>) -> Option<String> {
    let p = p?;
    let today = ctx.local(ctx.printed_at).date_naive();
    match p.born {
        Some(born) if today.signed_duration_since(born).num_days() <= NEWBORN_DAYS => {
            Some(age_in_words(born, today))
        }
        _ => (p.place.kind == WardKind::Neonatal).then(|| "neonatal ward".to_string()),
    }
}

/// Whether the chart has no gravity box for this patient.
pub(crate) fn no_gravity(ctx: &PrintContext, p: Option<&Patient>) -> bool {
    newborn(ctx, p).is_some() || !forbidden(ctx, p).is_empty()
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
    let device = bags(cv, gravity)?;
    for n in 0..3_u8 {
        let y = 94.0 + f32::from(n) * 9.0;
        let words: &[&str] = if gravity {
            &["pump", "driver", "gravity"]
        } else {
            &["pump", "driver"]
        };
        ticks(cv, (device + 1.0, y + 1.0), 3.2, 1.6, words, S7)?;
    }
    bar(
        cv,
        122.5,
        "Gravity drip",
        if gravity {
            "Only for plain fluids and tolerant medicines. Each bag: its own factor and count"
        } else {
            ""
        },
    )?;
    if gravity {
        never(cv, ctx)?;
        sum(cv)?;
        look_up(cv)?;
        return counts(cv);
    }
    drip_never::checks_of_the_pump(cv)
}

/// Bag and device, each bag with its own factor and count where it may run by gravity; gives the left edge of the device.
fn bags(cv: &mut Canvas<'_>, gravity: bool) -> Result<f32, PaperError> {
    let columns: &[(f32, &str)] = if gravity {
        &[
            (30.0, "Bag no., batch, expiry"),
            (40.0, "Device, serial number"),
            (14.0, "Factor"),
            (16.0, "Drops/min"),
            (15.0, "Started"),
            (33.0, "Hung by, checked by"),
            (15.0, "Stopped"),
            (17.0, "mL given"),
        ]
    } else {
        &[
            (36.0, "Bag no., batch, expiry"),
            (46.0, "Device, serial number"),
            (18.0, "Started"),
            (40.0, "Hung by, checked by"),
            (18.0, "Stopped"),
            (22.0, "mL given"),
        ]
    };
    let edges = table(cv, (0.0, 89.5), 4.5, columns, (3, 9.0))?;
    Ok(edges.get(1).copied().unwrap_or(0.0))
}

fn never(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 128.0, 88.0, BOX), Rule::Heavy);
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
    let line = |y: f32| Area::new(1.6, SUM + y, 85.0, 4.4);
    fill_in(cv, (1.6, SUM + 0.4), "Gravity decided by (name):", 86.0, B7)?;
    say(cv, line(7.0), "1 Read the drop factor from THIS packet", B9)?;
    boxes(cv, (2.0, SUM + 11.9), 8.5, &[(26.0, "drops in 1 mL")])?;
    fill_in(cv, (31.0, SUM + 10.0), "first reader", 86.0, S7)?;
    fill_in(cv, (31.0, SUM + 14.6), "second reader", 86.0, S7)?;
    let end = say(cv, line(20.8), "2 Drops in 1 minute", B9)?;
    let hint = Area::new(end + 2.0, SUM + 20.9, 86.0 - end - 2.0, 4.4);
    say(cv, hint, "nearest whole drop, half goes up", S7)?;
    for (x, w, label, sign) in [
        (2.0, 17.0, "mL", "×"),
        (23.0, 15.0, "factor", "÷"),
        (42.0, 17.0, "minutes", "="),
        (63.0, 23.0, "drops a minute", ""),
    ] {
        boxes(cv, (x, SUM + 25.2), 8.6, &[(w, label)])?;
        let between = Area::new(x + w, SUM + 26.6, 4.0, 6.0);
        cv.text(between, H::Centre, V::Middle, sign, B11)?;
    }
    say(
        cv,
        line(34.1),
        "3 Count a FULL 60 seconds. Mark times on the bag.",
        B9,
    )?;
    let words = "Count again at 5, 15 and 30 minutes, then every 30 minutes, and after the patient, the bag or the clamp has \
                 moved. Under 10 drops: change to a 60 set. Over 100: cannot be counted, change the set.";
    let cell = Area::new(1.6, SUM + 38.4, 85.0, 8.8);
    cv.paragraph(cell, &[Span::plain(words)], S7, "count").map(|_| ())
}

fn look_up(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let area = Area::new(90.0, 128.0, 90.0, BOX);
    let head = Area::new(90.0, 128.0, 90.0, 9.5);
    cv.fill(head, Ink::Grey15);
    cv.frame(area, Rule::Heavy);
    let widths = [25.0, 9.5, FACTOR_W, FACTOR_W, FACTOR_W, FACTOR_W + 1.5];
    let body = Area::new(90.0, 137.5, 90.0, ORDER * ORDERS.len() as f32);
    column_lines(cv, body, &widths, Rule::Fine);
    cv.across(90.0, 180.0, 137.5, Rule::Medium);
    let over = Area::new(FACTOR_X, 128.2, 4.0 * FACTOR_W, 4.2);
    cv.text(over, H::Centre, V::Middle, "drop factor on the packet", B7)?;
    say(cv, Area::new(91.5, 132.4, 23.0, 4.8), "Order", B9)?;
    say(cv, Area::new(115.8, 132.4, 9.0, 4.8), "mL/h", B9)?;
    for (n, factor) in FACTORS.iter().enumerate() {
        let x = FACTOR_X + FACTOR_W * n as f32;
        cv.text(
            Area::new(x, 132.4, FACTOR_W, 4.8),
            H::Centre,
            V::Middle,
            &factor.to_string(),
            B11,
        )?;
    }
    for (n, (ml, minutes)) in ORDERS.iter().enumerate() {
        let y = body.y + ORDER * n as f32;
        if n > 0 {
            cv.across(90.0, 180.0, y, Rule::Fine);
        }
        order(cv, y, *ml, *minutes)?;
    }
    cv.across(90.0, 180.0, body.bottom(), Rule::Fine);
    let words = "Bold: drops a minute. s: seconds for one drop. ×: cannot be counted.";
    say(cv, Area::new(91.5, body.bottom() + 0.9, 88.0, 3.6), words, S7).map(|_| ())
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
    say(cv, Area::new(91.5, y, 23.5, ORDER), &order_words(ml, minutes), S9)?;
    let rate = (2 * ml * 60 + minutes) / (2 * minutes);
    let cell = Area::new(115.0, y, 8.9, ORDER);
    cv.text(cell, H::Right, V::Middle, &rate.to_string(), S9)?;
    for (n, factor) in FACTORS.iter().enumerate() {
        let x = FACTOR_X + FACTOR_W * n as f32;
        let whole = Area::new(x, y, FACTOR_W, ORDER);
        match cell_of(ml, minutes, *factor) {
            Some(Cell::Count(drops, seconds)) => {
                let drops = drops.to_string();
                cv.text(Area { w: 7.4, ..whole }, H::Right, V::Middle, &drops, B11)?;
                let small = Area::new(x + 7.6, y + 0.3, 5.7, ORDER);
                cv.text(small, H::Right, V::Middle, &seconds, S7)?;
            }
            Some(Cell::TooFast) | None => {
                cv.text(whole, H::Centre, V::Middle, "×", B11)?;
            }
            Some(Cell::UseFine) => {
                cv.text(whole, H::Centre, V::Middle, "use 60", S7)?;
            }
        }
    }
    Ok(())
}

fn counts(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        212.0,
        "Counts",
        "Drops in a full minute, or the pump’s rate as read. After 3½ h: on the back",
    )?;
    let rows = [("Due at", B9), ("Counted: drops, time", B7), ("Initials × 2", B9)];
    over_time(cv, 217.5, 9.0, &rows)
}

/// Rows to write in, a column for each time at which somebody looks.
pub(crate) fn over_time(
    cv: &mut Canvas<'_>,
    top: f32,
    height: f32,
    rows: &[(&str, Style)],
) -> Result<(), PaperError> {
    let mut widths = vec![30.0];
    widths.extend([15.0; 10]);
    let count = u8::try_from(rows.len()).unwrap_or(0);
    let edges = rows_to_write(cv, (0.0, top), &widths, (count, height));
    let due = [
        "start", "5 min", "15 min", "30 min", "60 min", "90 min", "2 h", "2½ h", "3 h", "3½ h",
    ];
    for (x, words) in edges.iter().skip(1).zip(due) {
        cv.label(Area::new(*x, top, 15.0, 4.0), words)?;
    }
    for (n, (words, style)) in rows.iter().enumerate() {
        let y = top + height * n as f32;
        say(cv, Area::new(1.0, y, 28.5, height), words, *style)?;
    }
    Ok(())
}
