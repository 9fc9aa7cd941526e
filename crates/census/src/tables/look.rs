//! What a file is before anything is read from it: its sheets, their headers and first rows. The mapping screen begins
//! here.

use serde::{Deserialize, Serialize};

use super::header;
use super::known::Table;
use super::mapping::{Mapping, column_names, fingerprint};
use super::sheet::{Body, Sheet};
use super::workbook;

/// A file of tables as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Its sheets; a text file is one sheet without a name.
    pub sheets: Vec<SheetLook>,
}

/// A sheet as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLook {
    /// Its name; `None` for a text file.
    pub name: Option<String>,
    /// Hidden by the person who made the file.
    pub hidden: bool,
    /// Encoding of a text file ("utf-8", "windows-1252").
    pub encoding: String,
    /// The sign between the cells of a text file.
    pub delimiter: Option<char>,
    /// The row of the header, counted from 1; `None` for a sheet without rows.
    pub header_row: Option<u64>,
    /// The columns by the names that a [`super::ColumnMap`] uses.
    pub columns: Vec<String>,
    /// Fingerprint of the header, for [`Mapping::fingerprint`].
    pub fingerprint: String,
    /// The table that it is read as without a mapping, or by the mapping that fits; `None`: it would be refused.
    pub table: Option<Table>,
    /// Name of the mapping that fits.
    pub mapping: Option<String>,
    /// Why it would be refused.
    pub refused: Option<String>,
    /// Rows under the header that have something in them.
    pub rows: u64,
    /// Rows with another number of cells than the header.
    pub ragged_rows: u64,
    /// The first rows under the header, as they stand.
    pub first_rows: Vec<Vec<String>>,
}

/// So many rows are shown.
const SHOWN: usize = 8;

/// Looks at a file: CSV and the like, or a spreadsheet. `mappings` are the profiles that are kept.
///
/// # Errors
/// A sentence, when a spreadsheet cannot be opened.
pub fn look(bytes: &[u8], mappings: &[Mapping]) -> Result<Look, String> {
    let sheets = sheets_of(bytes, None)?;
    Ok(Look {
        sheets: sheets.iter().map(|s| look_at(s, mappings)).collect(),
    })
}

/// The sheets of a file, whatever it is.
pub(super) fn sheets_of<'a>(bytes: &'a [u8], encoding: Option<&str>) -> Result<Vec<Sheet<'a>>, String> {
    let is_packed = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    if is_packed {
        return workbook::sheets(bytes).map_err(|fault| fault.to_string());
    }
    Ok(vec![Sheet::of_text(bytes, encoding)])
}

fn look_at(sheet: &Sheet<'_>, mappings: &[Mapping]) -> SheetLook {
    let first = header::first_rows(sheet, header::LOOKED_AT);
    let found = header::find(sheet, mappings);
    let row = match &found {
        Ok((row, _)) => Some(*row),
        Err(_) => first.get(header::likely(&first)).map(|(n, _)| *n),
    };
    let head = first
        .iter()
        .find(|(n, _)| Some(*n) == row)
        .map(|(_, r)| r.clone())
        .unwrap_or_default();
    let columns = column_names(&head);
    let print = fingerprint(columns.iter().map(String::as_str));
    let mut look = SheetLook {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        encoding: sheet.encoding.to_lowercase(),
        delimiter: match &sheet.body {
            Body::Text { delimiter, .. } => Some(char::from(*delimiter)),
            Body::Rows(_) => None,
        },
        header_row: row,
        mapping: mappings
            .iter()
            .find(|m| m.fingerprint == print)
            .map(|m| m.name.clone()),
        table: found.as_ref().ok().map(|(_, wired)| wired.table),
        refused: found.as_ref().err().map(|unknown| unknown.reason.clone()),
        fingerprint: print,
        rows: 0,
        ragged_rows: 0,
        first_rows: Vec::new(),
        columns,
    };
    sheet.each(&mut |n, line| {
        if Some(n) > row
            && let Ok(record) = line
        {
            look.rows += 1;
            look.ragged_rows += u64::from(record.len() != head.len());
            if look.first_rows.len() < SHOWN {
                look.first_rows
                    .push(record.iter().map(|c| super::wired::short(c.trim())).collect());
            }
        }
        true
    });
    look
}
