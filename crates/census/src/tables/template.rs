//! Templates that a ward clerk fills in, and the guard of every cell that Battlebag writes into a table.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::known::{Table, columns_of};

/// A cell as it may be written to a table that somebody opens in a spreadsheet: one that would be run as a formula gets
/// an apostrophe in front, so that it is shown and never run.
pub fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// An empty table with our columns, as CSV (UTF-8 with the mark that Excel asks for). It has no example row: one that is
/// left in would become a patient. Examples are in [`super::known_columns`].
pub fn template(table: Table) -> Vec<u8> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let cells: Vec<String> = header(table).iter().map(|c| quoted(&guarded(c))).collect();
    bytes.extend_from_slice(cells.join(",").as_bytes());
    bytes.extend_from_slice(b"\r\n");
    bytes
}

fn header(table: Table) -> Vec<&'static str> {
    columns_of(table).map(|k| k.column).collect()
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// All templates in one spreadsheet, a sheet for each table. Every cell is formatted as text, so that no program makes
/// numbers or dates of what is typed. `None` only if memory cannot be written to.
pub fn template_workbook() -> Option<Vec<u8>> {
    let sheets: Vec<(&str, Vec<Vec<&str>>)> = Table::ALL
        .into_iter()
        .map(|t| (t.title(), vec![header(t)]))
        .collect();
    workbook(&sheets).ok()
}

/// Writes sheets of text as XLSX.
pub(super) fn workbook(sheets: &[(&str, Vec<Vec<&str>>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: String| -> zip::result::ZipResult<()> {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
        Ok(())
    };
    let each = |row: &dyn Fn(usize, &str) -> String| -> String {
        sheets
            .iter()
            .enumerate()
            .map(|(n, (name, _))| row(n + 1, name))
            .collect()
    };
    let parts = each(&|n, _| {
        format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{MAIN}.worksheet+xml\"/>")
    });
    put(
        "[Content_Types].xml",
        format!(
            "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
             ContentType=\"{MAIN}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
             ContentType=\"{MAIN}.styles+xml\"/>{parts}</Types>"
        ),
    )?;
    put(
        "_rels/.rels",
        format!(
            "{XML}<Relationships xmlns=\"{RELS}\"><Relationship Id=\"rId1\" Type=\"{DOC}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    )?;
    let list = each(&|n, name| {
        format!(
            "<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>",
            escaped(name)
        )
    });
    put(
        "xl/workbook.xml",
        format!("{XML}<workbook xmlns=\"{SHEET}\" xmlns:r=\"{DOC}\"><sheets>{list}</sheets></workbook>"),
    )?;
    let list = each(&|n, _| {
        format!("<Relationship Id=\"rId{n}\" Type=\"{DOC}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
    });
    put(
        "xl/_rels/workbook.xml.rels",
        format!(
            "{XML}<Relationships xmlns=\"{RELS}\">{list}<Relationship Id=\"rIdS\" Type=\"{DOC}/styles\" Target=\"styles.xml\"/></Relationships>"
        ),
    )?;
    put("xl/styles.xml", format!("{XML}{STYLES}"))?;
    for (n, (_, rows)) in sheets.iter().enumerate() {
        put(&format!("xl/worksheets/sheet{}.xml", n + 1), sheet(rows))?;
    }
    Ok(zip.finish()?.into_inner())
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOC: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Two formats: general, and text (number format 49).
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\">\
    <font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/>\
    </fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/>\
    <bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" \
    borderId=\"0\"/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" \
    xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>\
    </styleSheet>";

fn sheet(rows: &[Vec<&str>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let mut text = format!(
        "{XML}<worksheet xmlns=\"{SHEET}\"><cols><col min=\"1\" max=\"{width}\" width=\"18\" style=\"1\" \
         customWidth=\"1\"/></cols><sheetData>"
    );
    for row in rows {
        text.push_str("<row>");
        for cell in row {
            text.push_str("<c s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            text.push_str(&escaped(cell));
            text.push_str("</t></is></c>");
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData></worksheet>");
    text
}

fn escaped(text: &str) -> String {
    text.chars()
        // Control signs have no place in XML.
        .filter(|c| !c.is_control() || matches!(c, '\t' | '\n'))
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::look;

    #[test]
    fn templates_are_read_back_as_the_tables_they_are() {
        for table in Table::ALL {
            let look = look(&template(table), &[]).unwrap();
            assert_eq!(
                (look.sheets[0].table, look.sheets[0].rows),
                (Some(table), 0),
                "{table:?}"
            );
            assert_eq!(look.sheets[0].columns, header(table));
        }
        let book = look(&template_workbook().unwrap(), &[]).unwrap();
        let tables: Vec<_> = book
            .sheets
            .iter()
            .map(|s| (s.name.clone().unwrap(), s.table))
            .collect();
        let expected: Vec<_> = Table::ALL
            .into_iter()
            .map(|t| (t.title().to_owned(), Some(t)))
            .collect();
        assert_eq!(tables, expected);
    }

    #[test]
    fn nothing_we_write_is_run() {
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(guarded("-2.5"), "-2.5");
        assert_eq!(guarded("Okafor"), "Okafor");
    }
}
