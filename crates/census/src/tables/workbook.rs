//! Spreadsheets: opened behind limits, each sheet as rows of text.

mod bounds;
mod cells;

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx};

use super::sheet::{Body, Sheet};
use bounds::Package;

/// Why a spreadsheet is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum WorkbookFault {
    /// It does not open.
    #[error(
        "This spreadsheet cannot be opened: {0}. Open it in a spreadsheet program and save it again as XLSX."
    )]
    Damaged(String),
    /// It would unpack to more than any ward list has.
    #[error(
        "This spreadsheet unpacks to far more than a ward list ever has ({0}). It was not opened. Save the sheet as CSV."
    )]
    TooLarge(String),
    /// A kind that is not read.
    #[error("This is {0}. Open it in a spreadsheet program and save it as XLSX or CSV.")]
    OtherKind(&'static str),
}

/// An archive with these parts is a spreadsheet.
pub(crate) fn is_workbook(parts: &[&str]) -> bool {
    Package::with(parts) != Package::Other
}

/// All sheets with something in them.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet<'static>>, WorkbookFault> {
    if bounds::boasts(bytes) {
        return Err(WorkbookFault::TooLarge("more parts than any list has".to_owned()));
    }
    match Package::of(bytes) {
        Package::Xlsx => {}
        Package::Ods => return Err(WorkbookFault::OtherKind("an OpenDocument spreadsheet")),
        Package::Xlsb => return Err(WorkbookFault::OtherKind("a binary spreadsheet (XLSB)")),
        Package::Ole => {
            return Err(WorkbookFault::OtherKind(
                "an old Excel file (XLS), or one with a password",
            ));
        }
        Package::Other => return Err(WorkbookFault::Damaged("it is no spreadsheet".to_owned())),
    }
    bounds::check(bytes)?;
    // The reader is another's and the bytes are anybody's: should it ever panic, the file is refused, not the import.
    std::panic::catch_unwind(|| xlsx(bytes))
        .unwrap_or_else(|_| Err(WorkbookFault::Damaged("its inside makes no sense".to_owned())))
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet<'static>>, WorkbookFault> {
    let damaged = |e: calamine::XlsxError| WorkbookFault::Damaged(e.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let dates_1904 = Some(book.has_1904_epoch());
    let about: Vec<calamine::Sheet> = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    let mut left = bounds::CELLS;
    for sheet in about.iter().filter(|s| s.typ == SheetType::WorkSheet) {
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let mut reader = book.worksheet_cells_reader(&sheet.name).map_err(damaged)?;
        let mut grid = cells::Grid::default();
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
            left = left
                .checked_sub(1)
                .ok_or_else(|| WorkbookFault::TooLarge("too many cells".to_owned()))?;
            grid.put(cell.pos, &cell.value, cell.formula.is_some())?;
        }
        let (rows, remarks) = grid.rows(&merged)?;
        if !rows.is_empty() {
            sheets.push(Sheet {
                name: Some(sheet.name.clone()),
                hidden: sheet.visible != SheetVisible::Visible,
                dates_1904,
                encoding: "utf-8",
                remarks,
                body: Body::Rows(rows),
            });
        }
    }
    Ok(sheets)
}
