//! A file as sheets of rows of text: a text file is one sheet, a spreadsheet has several.

use std::borrow::Cow;

use csv::StringRecord;

use super::text;

/// One sheet.
pub(super) struct Sheet<'a> {
    /// Its name; `None` for a text file.
    pub name: Option<String>,
    /// The person who made the file has hidden it.
    pub hidden: bool,
    /// Day numbers count from 1904; `None` when the file does not say.
    pub dates_1904: Option<bool>,
    /// Name of the encoding of a text file.
    pub encoding: &'static str,
    /// What is to be said of it before its rows.
    pub remarks: Vec<String>,
    pub body: Body<'a>,
}

/// Where the rows are.
pub(super) enum Body<'a> {
    /// Text, read twice rather than held as rows.
    Text {
        text: Cow<'a, str>,
        delimiter: u8,
        /// Lines before the text begins.
        before: u64,
    },
    /// Rows with their numbers, all of the same width.
    Rows(Vec<(u64, StringRecord)>),
}

/// A row, or why there is none.
pub(super) type Line<'r> = Result<&'r StringRecord, String>;

impl Sheet<'_> {
    /// A text file as a sheet.
    pub(super) fn of_text<'a>(bytes: &'a [u8], encoding: Option<&str>) -> Sheet<'a> {
        let (decoded, encoding, remark) = text::decode_table(bytes, encoding);
        let mut decoded = decoded;
        if decoded.contains('\r') && !decoded.contains('\n') {
            decoded = Cow::Owned(decoded.replace('\r', "\n"));
        }
        let (start, told) = text::told_delimiter(&decoded);
        let delimiter = told.unwrap_or_else(|| text::delimiter(&decoded));
        if start > 0 {
            decoded = match decoded {
                Cow::Borrowed(text) => Cow::Borrowed(text.get(start..).unwrap_or_default()),
                Cow::Owned(text) => Cow::Owned(text.get(start..).unwrap_or_default().to_owned()),
            };
        }
        Sheet {
            name: None,
            hidden: false,
            dates_1904: None,
            encoding,
            remarks: remark.into_iter().collect(),
            body: Body::Text {
                text: decoded,
                delimiter,
                before: u64::from(start > 0),
            },
        }
    }

    /// Gives each row that has something in it, with its number, until `take` says no.
    pub(super) fn each(&self, take: &mut dyn FnMut(u64, Line<'_>) -> bool) {
        match &self.body {
            Body::Rows(rows) => {
                for (n, record) in rows {
                    if !take(*n, Ok(record)) {
                        return;
                    }
                }
            }
            Body::Text {
                text,
                delimiter,
                before,
            } => each_line(text, *delimiter, *before, take),
        }
    }

    /// Where a row is, for a person: "line 12", "sheet Beds, row 12".
    pub(super) fn place(&self, row: u64) -> String {
        match &self.name {
            Some(name) => format!("sheet {name}, row {row}"),
            None => format!("line {row}"),
        }
    }

    /// Where the whole of it is.
    pub(super) fn whole(&self) -> String {
        match &self.name {
            Some(name) => format!("sheet {name}"),
            None => "whole file".to_owned(),
        }
    }

    /// A key of a row that stays the same when the file is read again.
    pub(super) fn key(&self, row: u64) -> String {
        match &self.name {
            Some(name) => format!("{name}:{row}"),
            None => row.to_string(),
        }
    }
}

fn each_line(text: &str, delimiter: u8, before: u64, take: &mut dyn FnMut(u64, Line<'_>) -> bool) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    loop {
        let line = line_of(text, reader.position()) + before;
        match reader.read_record(&mut record) {
            Ok(false) => return,
            Ok(true) => {
                // csv counts from the start of the record, which may span lines.
                let line = record.position().map_or(line, |p| line_of(text, p) + before);
                if record.iter().all(|cell| cell.trim().is_empty()) {
                    continue;
                }
                if !take(line, Ok(&record)) {
                    return;
                }
            }
            Err(e) => {
                let go_on = take(
                    line,
                    Err(format!("This line cannot be read: {e}. It was skipped.")),
                );
                if e.is_io_error() || !go_on {
                    return;
                }
            }
        }
    }
}

/// The line where a record begins: csv counts from the end of the one before, and ends and empty lines lie between.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let ends = rest
        .iter()
        .take_while(|b| matches!(b, b'\r' | b'\n'))
        .filter(|b| **b == b'\n')
        .count() as u64;
    position.line() + ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let lines = |text: &str| {
            let mut lines = Vec::new();
            Sheet::of_text(text.as_bytes(), None).each(&mut |n, _| {
                lines.push(n);
                true
            });
            lines
        };
        assert_eq!(lines("a,b\n1,2\n3,4\n"), [1, 2, 3]);
        assert_eq!(lines("a,b\r\n1,2\r\n3,4"), [1, 2, 3]);
        assert_eq!(lines("a,b\r1,2\r3,4\r"), [1, 2, 3]);
        assert_eq!(lines("sep=;\r\na;b\r\n1;2\r\n"), [2, 3]);
        assert_eq!(lines("\n\na,b\n\n1,\"x\ny\"\n3,4\n"), [3, 5, 7]);
        assert_eq!(lines("a,b\n,\n1,2\n"), [1, 3], "an empty row is no row");
    }
}
