//! Critical care chart of a day: what is seen, the ventilator, infusions, gases and lines (facts.md §5.10). Hours go down
//! the page, so that each value has room for a pen. No value is ever printed in it.

mod infusions;
mod observed;
mod support;
mod ventilator;

pub(crate) use infusions::rules as infusions;
pub(crate) use observed::rules as observed;
pub(crate) use support::{fill as support_fill, rules as support};
pub(crate) use ventilator::{fill as ventilator_fill, rules as ventilator};

use super::ruled::{B9, rows_to_write};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, LIVE_W, Rule, V};
use crate::errors::PaperError;

/// Width of the column of hours, mm.
const HOUR: f32 = 12.0;
/// Height of an hour, mm.
const ROW: f32 = 6.5;
/// Height of the day, mm.
const DAY: f32 = 24.0 * ROW;

/// Hour at which the day begins here; midnight until the hospital says another.
fn day_start(ctx: &PrintContext) -> u8 {
    ctx.lists.own.day_starts_h.unwrap_or(0) % 24
}

/// Twenty-four rows to write in under their heads, each with its hour; a heavier line each six hours.
fn day(cv: &mut Canvas<'_>, ctx: &PrintContext, top: f32, widths: &[f32]) -> Result<(), PaperError> {
    let mut all = vec![HOUR];
    all.extend(widths);
    rows_to_write(cv, (0.0, top), &all, (24, ROW));
    for n in 0..24_u8 {
        let y = top + ROW * f32::from(n);
        if n > 0 && n % 6 == 0 {
            cv.across(0.0, LIVE_W, y, Rule::Heavy);
        }
        let words = format!("{:02}:00", (day_start(ctx) + n) % 24);
        cv.text(Area::new(0.0, y, HOUR, ROW), H::Centre, V::Middle, &words, B9)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_fits_under_the_heads_of_each_face() {
        for top in [observed::ROWS_TOP, ventilator::ROWS_TOP, infusions::ROWS_TOP] {
            assert!(top + DAY <= 245.0, "{top}");
        }
    }
}
