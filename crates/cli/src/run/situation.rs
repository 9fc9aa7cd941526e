//! Boards from a file, ranked with the bag's own rules: no home, no census.

use std::path::Path;

use battlebag_commands::ErrorView;
use battlebag_commands::situation;

use crate::asked::write_out;
use crate::outcome::Outcome;

pub fn rank(file: &Path) -> Result<Outcome, ErrorView> {
    write_out(&situation::rank_file(file)?)?;
    Ok(Outcome::done())
}

/// What halving and doubling every number of the content does to the patients of the boards.
pub fn sensitivity(file: &Path) -> Result<Outcome, ErrorView> {
    write_out(&situation::sensitivity_file(file)?)?;
    Ok(Outcome::done())
}
