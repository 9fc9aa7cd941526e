//! An insulin scale that nobody signed.

use battlebag_bag::{GlucoseBand, InsulinScale, Tenths};
use chrono::NaiveDate;

/// An invented scale, to see how one prints: nobody's, and nothing to treat from.
pub fn scale() -> InsulinScale {
    let band = |from, up_to, rates: [u32; 3]| GlucoseBand {
        from: Tenths(from),
        up_to,
        rates: rates.map(Tenths).to_vec(),
    };
    InsulinScale {
        columns: ["reduced", "standard", "increased"].map(str::to_owned).to_vec(),
        band: vec![
            band(0, Some(Tenths(39)), [0, 0, 0]),
            band(40, Some(Tenths(80)), [5, 10, 20]),
            band(81, Some(Tenths(120)), [10, 20, 40]),
            band(121, Some(Tenths(160)), [20, 40, 60]),
            band(161, Some(Tenths(200)), [30, 50, 70]),
            band(201, Some(Tenths(240)), [40, 60, 80]),
            band(241, None, [60, 80, 105]),
        ],
        signed_by: "Dr Ifeoma Example, diabetes lead".into(),
        signed_on: NaiveDate::from_ymd_opt(2025, 11, 3),
    }
}
