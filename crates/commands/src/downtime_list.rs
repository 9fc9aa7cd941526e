//! The downtime numbers that were given out, as a list.

use crate::desk_lists::{Column, Table};
use crate::station::Open;
use crate::{ErrorView, downtime_numbers};

pub(crate) const NUMBERS: &[Column] = &[
    Column("downtime_number", "Number", 36.0),
    Column("admitted", "Came in as", 62.0),
    Column("identified", "Found out since", 42.0),
    Column("at", "When", 18.0),
    Column("by", "By", 22.0),
];

/// This station's block, and everybody who was given a number, also by other stations.
pub(crate) fn table(open: &Open) -> Result<Table, ErrorView> {
    let block = downtime_numbers::block_of(open)?;
    let (next, left) = downtime_numbers::next(open, &block);
    let rows = downtime_numbers::given_out(open);
    Ok(Table {
        title: "Downtime numbers",
        name: "Given out",
        patients: true,
        headline: format!(
            "This station gives out {}{:04} to {}{:04}. Next: {next}, {left} left",
            block.prefix, block.first, block.prefix, block.last
        ),
        none: "No downtime number was given out in this incident.",
        columns: NUMBERS,
        rows,
    })
}
