//! Sheets that are not for the notes: the ward's priority list and action cards.

use battlebag_paper::{Pack, SheetNumbers};

use crate::ErrorView;
use crate::paper_context::Hour;

/// The ward's priority list.
pub(crate) fn list(_hour: &Hour, _ward: &str, _numbers: &mut SheetNumbers) -> Result<Pack, ErrorView> {
    Err(ErrorView::new(crate::ErrorKind::Broken, "TODO", ""))
}

/// An action card on one side.
pub(crate) fn card(_hour: &Hour, _id: &str, _numbers: &mut SheetNumbers) -> Result<Pack, ErrorView> {
    Err(ErrorView::new(crate::ErrorKind::Broken, "TODO", ""))
}
