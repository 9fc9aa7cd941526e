//! What another program reads from every form: the code that names the sheet, off a 300 dpi print, and the NHS number.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // millimetres to pixels

mod people;
mod tools;

use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use battlebag_census::Patient;
use battlebag_paper::{
    Form, Pack, PackRequest, PaperSize, PrintContext, SheetNumbers, WardContent, WardSheet, ward_pack,
    ward_sheet,
};
use tools::{hold_up, out};

fn pack(ctx: &PrintContext, all: &[Patient]) -> Pack {
    let patients: Vec<_> = all.iter().collect();
    let req = PackRequest {
        context: ctx,
        ward: "7B",
        patients: &patients,
        forms: &Form::ALL,
    };
    ward_pack(&req, &mut SheetNumbers::new(61, ctx.exercise, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

/// A scanner is held over the code's fixed place: a window of 16 mm about it, the same on every face. None when the
/// programs are not installed.
fn scanned(file: &Path, page: usize, paper: PaperSize) -> Option<String> {
    let (ox, oy) = paper.origin();
    let px = |mm: f32| (mm / 25.4 * 300.0) as usize;
    let window = [
        ("-r", 300),
        ("-f", page),
        ("-l", page),
        ("-x", px(ox + 165.0)),
        ("-y", px(oy + 242.6)),
        ("-W", px(16.0)),
        ("-H", px(16.0)),
    ];
    let stem = file.with_extension(format!("{page}.window"));
    let mut poppler = Command::new("pdftoppm");
    poppler.args(["-gray", "-singlefile"]);
    for (flag, value) in window {
        poppler.args([flag, &value.to_string()]);
    }
    if poppler.arg(file).arg(&stem).output().is_err() {
        println!("pdftoppm is not installed: codes not read");
        return None;
    }
    let picture = format!("{}.pgm", stem.display());
    let Ok(read) = Command::new("dmtxread")
        .args(["-n", "-m10000"])
        .arg(&picture)
        .output()
    else {
        println!("dmtxread is not installed: codes not read");
        return None;
    };
    Some(String::from_utf8_lossy(&read.stdout).trim().to_string())
}

/// Every page of a pack: what is scanned on it is its own sheet and face, and a wristband's sheet has no code at all.
fn every_code(name: &str, made: &Pack, paper: PaperSize) {
    let file = out(name);
    std::fs::write(&file, &made.pdf).unwrap();
    let mut page = 0;
    for sheet in &made.sheets {
        let band = sheet.form == Form::Wristband.name();
        for face in 1..=sheet.faces {
            page += 1;
            let wanted = if band {
                String::new()
            } else {
                sheet.code.payload(face)
            };
            let Some(read) = scanned(&file, page, paper) else {
                return;
            };
            assert_eq!(read, wanted, "{name}, page {page}, {}", sheet.form);
        }
    }
    assert_eq!(page, made.pages, "{name}");
}

#[test]
fn the_code_of_every_face_of_every_form_is_read_back_from_a_300_dpi_print() {
    for (paper, name) in [
        (PaperSize::A4, "codes-a4.pdf"),
        (PaperSize::Letter, "codes-letter.pdf"),
    ] {
        let ctx = PrintContext {
            paper,
            exercise: paper == PaperSize::Letter,
            ..people::context()
        };
        every_code(name, &pack(&ctx, &[people::adebayo()]), paper);
    }
}

#[test]
fn the_code_of_every_ward_sheet_is_read_back_from_a_300_dpi_print() {
    let ctx = people::context();
    let all = people::scripts();
    let patients: Vec<_> = all.iter().collect();
    let rows = people::back_entry();
    let content = WardContent {
        ward: "7B",
        patients: &patients,
        back_entry: &rows,
    };
    for sheet in WardSheet::ALL {
        let mut numbers = SheetNumbers::new(62, false, []);
        let made = ward_sheet(&ctx, &mut numbers, sheet, &content, 1).unwrap();
        every_code(&format!("codes-{}.pdf", sheet.id()), &made, ctx.paper);
    }
}

#[test]
fn every_nhs_number_is_found_on_each_of_its_pages_and_on_no_other() {
    let all = [
        people::ventilated(),
        people::al_husseini(),
        people::thirty_medicines(),
    ];
    let made = pack(&people::context(), &all);
    let file = hold_up("numbers.pdf", &made);
    let Ok(text) = Command::new("pdftotext")
        .args(["-layout", &file.display().to_string(), "-"])
        .output()
    else {
        println!("pdftotext is not installed: numbers not looked for");
        return;
    };
    let text = String::from_utf8_lossy(&text.stdout).to_string();
    let mut pages = text.split('\u{c}');
    for sheet in &made.sheets {
        for _ in 0..sheet.faces {
            let page = pages.next().unwrap();
            // The gap sheet is a list of several people, as it says.
            for p in all.iter().filter(|_| sheet.patient.is_some()) {
                let digits = &p.nhs_number.as_ref().unwrap().digits;
                let here = page.contains(&battlebag_paper::words::grouped(digits));
                let own = sheet.patient.as_ref() == Some(&p.id);
                assert_eq!(here, own, "{}, {digits}", sheet.form);
            }
        }
    }
}
