//! Device quarantine tag and custody record, one sheet cut in two. Both halves carry the sheet's number. The tag names a
//! device and never a patient (paper.md §7.11).

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Mark, Meaning, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{DataRow, data_row};
use crate::forms::ruled::{B9, S7, S9, bar, boxes, table, ticks};
use crate::sheet_number::SheetNumber;

/// Where the sheet is cut.
const CUT: f32 = 129.0;

/// Both halves.
pub(crate) fn body(cv: &mut Canvas<'_>, ctx: &PrintContext, number: &SheetNumber) -> Result<(), PaperError> {
    tag(cv, ctx, number)?;
    cut(cv)?;
    custody(cv, number)
}

fn tag(cv: &mut Canvas<'_>, ctx: &PrintContext, number: &SheetNumber) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 10.0, LIVE_W, 116.0), Rule::Heavy);
    let name = Style::bold(Size::Pt18);
    let words = format!("Tag {number}");
    cv.text(Area::new(4.0, 12.0, 70.0, 9.0), H::Left, V::Middle, &words, name)?;
    cv.text(
        Area::new(106.0, 12.0, 70.0, 9.0),
        H::Right,
        V::Middle,
        number.as_str(),
        name,
    )?;
    cv.mark(Mark::Circle {
        centre: (90.0, 16.0),
        radius: 3.6,
        rule: Rule::Medium,
        dashed: false,
    });
    // In a drill the row that says so stands where the words about the string would.
    if ctx.exercise {
        data_row(cv, 22.0, &DataRow::log(ctx))?;
    } else {
        cv.text(
            Area::new(70.0, 20.6, 40.0, 3.6),
            H::Centre,
            V::Middle,
            "string here",
            S7,
        )?;
    }
    let black = Area::new(4.0, 28.5, 172.0, 17.0);
    cv.fill(black, Ink::Black);
    let words = "DO NOT USE · DO NOT SWITCH OFF";
    cv.text(black, H::Centre, V::Middle, words, name.white())?;
    let line = |y: f32, h: f32| Area::new(2.0, y, 176.0, h);
    let words = "Do not clean, open, reset, update or send to the maker.";
    cv.text(
        line(47.0, 7.0),
        H::Centre,
        V::Middle,
        words,
        Style::bold(Size::Pt14),
    )?;
    let words = "Still treating someone? Replacement running and checked FIRST, then tag. Leave tubing, syringe, bag on.";
    cv.text(line(54.6, 5.0), H::Centre, V::Middle, words, B9)?;
    let row = [
        (52.0, "Device, maker, model"),
        (42.0, "Serial number, UDI"),
        (42.0, "Asset or network name"),
        (36.0, "Software version"),
    ];
    boxes(cv, (4.0, 60.4), 11.2, &row)?;
    let row = [
        (36.0, "Ward, bed"),
        (46.0, "Found: date, time (24 h)"),
        (45.0, "Clock on its screen shows"),
        (45.0, "Wall clock, same moment"),
    ];
    boxes(cv, (4.0, 71.6), 11.2, &row)?;
    boxes(
        cv,
        (4.0, 82.8),
        14.4,
        &[
            (
                130.0,
                "What it showed or did: settings, rate set, rate seen, alarm",
            ),
            (42.0, "Photographed by, time"),
        ],
    )?;
    let row = [
        (30.0, "Power as found"),
        (30.0, "Power on leaving"),
        (40.0, "Network cable out: by, time"),
        (36.0, "Last action on it"),
        (36.0, "Drug, fluid attached"),
    ];
    boxes(cv, (4.0, 97.2), 11.2, &row)?;
    let row = [
        (62.0, "Tagged by: name, role"),
        (50.0, "Signature"),
        (60.0, "Engineering told: who, time"),
    ];
    boxes(cv, (4.0, 108.4), 11.2, &row)?;
    let words = "No patient name on this half. Only the device lead and, where involved, police or coroner release it.";
    cv.text(line(120.0, 5.0), H::Centre, V::Middle, words, S7)
        .map(|_| ())
}

fn cut(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    for (from, to) in [(0.0, 84.0), (96.0, LIVE_W)] {
        cv.mark(Mark::Line {
            from: (from, CUT),
            to: (to, CUT),
            rule: Rule::Medium,
            dashed: true,
        });
    }
    cv.text(
        Area::new(84.0, CUT - 2.0, 12.0, 4.0),
        H::Centre,
        V::Middle,
        "cut",
        S7,
    )
    .map(|_| ())
}

fn custody(cv: &mut Canvas<'_>, number: &SheetNumber) -> Result<(), PaperError> {
    cv.meaning(Meaning::Words);
    let words = format!("Custody record {number}: stays with the register");
    bar(cv, 132.0, &words, "patient named here only")?;
    let row = [
        (70.0, "Patient: LAST NAME, first name"),
        (36.0, "Born (day, month, year)"),
        (40.0, "NHS or downtime no."),
        (34.0, "On a replacement at"),
    ];
    boxes(cv, (0.0, 137.5), 10.5, &row)?;
    cv.frame(Area::new(0.0, 148.0, LIVE_W, 8.0), Rule::Medium);
    let words = [
        "Harm",
        "No harm",
        "Died: leave all in place",
        "Reported: Yellow Card",
        "maker",
        "police",
        "coroner",
    ];
    ticks(cv, (1.8, 150.0), 3.8, 3.6, &words, S9)?;
    let columns = [
        (24.0, "Date, time"),
        (42.0, "Handed over by: name, sign"),
        (42.0, "Received by: name, sign"),
        (42.0, "Why, what was done"),
        (30.0, "Place, lock, seal no."),
    ];
    table(cv, (0.0, 158.0), 5.0, &columns, (8, 10.0))?;
    Ok(())
}
