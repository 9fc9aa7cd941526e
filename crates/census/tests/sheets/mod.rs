//! Spreadsheets for tests, written cell by cell: what a person's program would have stored.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

/// A cell as it is stored.
#[derive(Clone, Debug)]
pub enum Stored {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A number shown as a date.
    Date(f64),
    /// An error value.
    Fault(&'static str),
    /// A formula with its last value.
    Formula(&'static str, f64),
    /// Nothing.
    Empty,
}

/// A sheet to write.
#[derive(Default)]
pub struct Written {
    pub name: &'static str,
    pub hidden: bool,
    pub rows: Vec<Vec<Stored>>,
    pub merged: Vec<&'static str>,
}

/// Text cells.
pub fn texts(cells: &[&str]) -> Vec<Stored> {
    cells
        .iter()
        .map(|c| {
            if c.is_empty() {
                Stored::Empty
            } else {
                Stored::Text((*c).to_owned())
            }
        })
        .collect()
}

fn column(n: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n).unwrap());
    if n < 26 {
        letter(n).to_string()
    } else {
        format!("{}{}", letter(n / 26 - 1), letter(n % 26))
    }
}

fn cell(row: usize, n: usize, stored: &Stored) -> String {
    let at = format!("{}{}", column(n), row + 1);
    match stored {
        Stored::Empty => String::new(),
        Stored::Text(text) => {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
        Stored::Number(n) => format!("<c r=\"{at}\"><v>{n}</v></c>"),
        Stored::Date(n) => format!("<c r=\"{at}\" s=\"1\"><v>{n}</v></c>"),
        Stored::Fault(text) => format!("<c r=\"{at}\" t=\"e\"><v>{text}</v></c>"),
        Stored::Formula(text, n) => format!("<c r=\"{at}\"><f>{text}</f><v>{n}</v></c>"),
    }
}

/// Writes an XLSX.
pub fn xlsx(sheets: &[Written], from_1904: bool) -> Vec<u8> {
    let mut parts: Vec<(String, String)> = vec![
        ("[Content_Types].xml".into(), "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".into()),
        (
            "_rels/.rels".into(),
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                .into(),
        ),
        (
            "xl/styles.xml".into(),
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
                .into(),
        ),
    ];
    let mut list = String::new();
    let mut rels = String::new();
    for (n, sheet) in sheets.iter().enumerate() {
        let state = if sheet.hidden { " state=\"hidden\"" } else { "" };
        list.push_str(&format!(
            "<sheet name=\"{}\" sheetId=\"{}\"{state} r:id=\"rId{n}\"/>",
            sheet.name,
            n + 1
        ));
        rels.push_str(&format!(
            "<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        ));
        let mut text =
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                .to_owned();
        for (r, row) in sheet.rows.iter().enumerate() {
            let cells: String = row
                .iter()
                .enumerate()
                .map(|(c, stored)| cell(r, c, stored))
                .collect();
            text.extend(["<row r=\"", &(r + 1).to_string(), "\">", &cells, "</row>"]);
        }
        text.push_str("</sheetData>");
        if !sheet.merged.is_empty() {
            text.push_str("<mergeCells>");
            for area in &sheet.merged {
                text.extend(["<mergeCell ref=\"", area, "\"/>"]);
            }
            text.push_str("</mergeCells>");
        }
        text.push_str("</worksheet>");
        parts.push((format!("xl/worksheets/sheet{n}.xml"), text));
    }
    let system = if from_1904 {
        "<workbookPr date1904=\"1\"/>"
    } else {
        ""
    };
    parts.push((
        "xl/workbook.xml".into(),
        format!(
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{system}<sheets>{list}</sheets></workbook>"
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{rels}<Relationship Id=\"rIdS\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"),
    ));
    packed(&parts)
}

/// Packs parts as a ZIP.
pub fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
