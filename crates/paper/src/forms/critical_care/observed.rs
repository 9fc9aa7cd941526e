//! What is seen each hour, and what is done each shift.

use super::{DAY, HOUR, day, day_start};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, LIVE_W};
use crate::errors::PaperError;
use crate::forms::ruled::{B9, S7, bar, boxes, heads, say};
use crate::text::Span;

pub(super) const ROWS_TOP: f32 = 65.5;

const COLUMNS: [(f32, &str); 15] = [
    (11.0, "Heart rate /min"),
    (14.0, "Rhythm"),
    (15.0, "BP mmHg"),
    (10.0, "MAP mmHg"),
    (10.0, "CVP mmHg"),
    (10.0, "Resp. /min"),
    (10.0, "SpO₂ %"),
    (10.5, "Temp. °C"),
    (14.0, "GCS: E V M"),
    (10.0, "RASS"),
    (9.5, "Pain"),
    (11.0, "Pupil R mm, + or −"),
    (11.0, "Pupil L mm, + or −"),
    (11.0, "Urine mL"),
    (11.0, "Initials"),
];

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let fields = [
        (34.0, "Day starts (local), date"),
        (24.0, "Weight used kg"),
        (62.0, "Targets: MAP, SpO₂, RASS, others; set by"),
        (60.0, "Monitor: its tag; alarm limits looked at by"),
    ];
    boxes(cv, (0.0, 45.0), 9.5, &fields)?;
    let start = format!("{:02}:00", day_start(ctx));
    say(cv, Area::new(1.0, 49.2, 12.0, 5.0), &start, B9)?;
    let mut columns = vec![(HOUR, "Hour")];
    columns.extend(COLUMNS);
    heads(cv, (0.0, 56.0), ROWS_TOP - 56.0, &columns)?;
    let widths: Vec<f32> = COLUMNS.iter().map(|c| c.0).collect();
    day(cv, ctx, ROWS_TOP, &widths)?;
    let y = ROWS_TOP + DAY + 1.0;
    bar(
        cv,
        y,
        "Each shift",
        "Fluids in and out: on the fluid balance chart",
    )?;
    let row = [
        (46.0, "Sedation hold: time, result"),
        (44.0, "Feed: what, mL/h, aspirates"),
        (46.0, "CRRT: rates, fluid taken off"),
        (44.0, "Turned, eyes, mouth, skin"),
    ];
    boxes(cv, (0.0, y + 5.5), 10.5, &row)?;
    let words = [
        Span::bold("At the bed, not at the desk: "),
        Span::plain(
            "a value is read from the device that measures it, and checked against the patient. A central station may show another bed, or an old minute.",
        ),
    ];
    let cell = Area::new(0.0, y + 16.4, LIVE_W, 6.2);
    cv.paragraph(cell, &words, S7, "at the bed").map(|_| ())
}
