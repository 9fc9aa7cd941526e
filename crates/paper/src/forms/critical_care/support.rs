//! Gases, lines and tubes, devices; and what ran when the census was taken.

use battlebag_census::Patient;

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, LIVE_W};
use crate::errors::PaperError;
use crate::forms::drip_back::running;
use crate::forms::ruled::{B7, bar, say, table};

/// Room for the quotation.
const QUOTED: Area = Area::new(0.0, 50.5, LIVE_W, 18.0);

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Running when the census was taken",
        "Look at each pump: this is not an order",
    )?;
    gases(cv)?;
    lines(cv)?;
    devices(cv)
}

fn gases(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        70.0,
        "Blood gases",
        "Copied from the analyser’s own printout; pin it here. Write which analyser",
    )?;
    let columns = [
        (14.0, "Time"),
        (18.0, "Analyser no."),
        (13.0, "Oxygen %"),
        (12.0, "pH"),
        (13.0, "CO₂ kPa"),
        (13.0, "O₂ kPa"),
        (14.0, "Bicarb. mmol/L"),
        (12.0, "Base excess mmol/L"),
        (14.0, "Lactate mmol/L"),
        (12.0, "K⁺ mmol/L"),
        (13.0, "Na⁺ mmol/L"),
        (15.0, "Glucose mmol/L"),
        (17.0, "Initials × 2"),
    ];
    table(cv, (0.0, 75.5), 9.2, &columns, (8, 6.8)).map(|_| ())
}

fn lines(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(cv, 140.0, "Lines and tubes", "Needed still? Each shift")?;
    let columns = [
        (36.0, "What"),
        (36.0, "Where, which side"),
        (22.0, "Depth cm"),
        (26.0, "Put in: date"),
        (26.0, "Needed still?"),
        (34.0, "Looked at: time, by"),
    ];
    table(cv, (0.0, 145.5), 5.0, &columns, (7, 7.0))?;
    let names = [
        "Airway tube: size",
        "Arterial line",
        "Central line",
        "Feeding tube",
        "Urine catheter",
    ];
    for (n, name) in names.iter().enumerate() {
        let cell = Area::new(1.6, 150.5 + 7.0 * n as f32, 34.0, 7.0);
        say(cv, cell, name, B7)?;
    }
    Ok(())
}

fn devices(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        201.5,
        "Devices",
        "Self-test passed and alarms heard, before it is trusted with a patient",
    )?;
    let columns = [
        (40.0, "Device"),
        (28.0, "Tag or serial no."),
        (34.0, "Self-test passed: time"),
        (32.0, "Alarm limits set"),
        (22.0, "Battery"),
        (24.0, "By"),
    ];
    table(cv, (0.0, 207.0), 5.0, &columns, (4, 7.0))?;
    for (n, name) in ["Ventilator", "Monitor", "Pumps", "Suction, bag and mask"]
        .iter()
        .enumerate()
    {
        let cell = Area::new(1.0, 212.0 + 7.0 * n as f32, 38.0, 7.0);
        say(cv, cell, name, B7)?;
    }
    Ok(())
}

/// The drips of a fresh and trusted census.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    running(cv, ctx, p, QUOTED)
}
