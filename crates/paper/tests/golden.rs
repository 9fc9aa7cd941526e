//! Pages as pictures: compared with small committed ones, and their codes read back as a scanner would.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::too_many_lines
)] // pixels and long lists of checks

mod people;
mod sheets;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use battlebag_paper::{
    CardBook, Form, LocalLists, Pack, PackRequest, PaperSize, PrintContext, PriorityList, SheetNumbers,
    WardContent, WardSheet, blank, card_book, cards, census_report, checkpoint, priority_list, record,
    recovery, ward_pack, ward_sheet,
};

/// A grey picture: width, height, one byte a pixel.
struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

/// Reads binary PGM as poppler writes it.
fn read_pgm(bytes: &[u8]) -> Picture {
    let mut numbers = Vec::new();
    let mut at = 2;
    while numbers.len() < 3 {
        while bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap();
        numbers.push(std::str::from_utf8(&bytes[at..end]).unwrap().parse().unwrap());
        at = end;
    }
    Picture {
        width: numbers[0],
        height: numbers[1],
        grey: bytes[at + 1..].to_vec(),
    }
}

/// One page as grey pixels; none when poppler is not installed.
fn raster(pdf: &[u8], name: &str, page: usize, dpi: u32) -> Option<(PathBuf, Picture)> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = dir.join(format!("{name}.pdf"));
    std::fs::write(&file, pdf).unwrap();
    let stem = dir.join(format!("{name}-{page}"));
    let page = page.to_string();
    let made = Command::new("pdftoppm")
        .args([
            "-gray",
            "-singlefile",
            "-r",
            &dpi.to_string(),
            "-f",
            &page,
            "-l",
            &page,
        ])
        .arg(&file)
        .arg(&stem)
        .output();
    let Ok(made) = made else {
        println!("pdftoppm is not installed: pictures not compared");
        return None;
    };
    assert!(
        made.status.success() && made.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let path = stem.with_extension("pgm");
    let picture = read_pgm(&std::fs::read(&path).unwrap());
    Some((path, picture))
}

/// Blocks of 4 by 4 pixels as their mean: what a small difference between versions of poppler cannot move far.
fn blocks(p: &Picture) -> Picture {
    let (width, height) = (p.width / 4, p.height / 4);
    let mut grey = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let sum: u32 = (0..16)
                .map(|i| u32::from(p.grey[(y * 4 + i / 4) * p.width + x * 4 + i % 4]))
                .sum();
            grey.push(u8::try_from(sum / 16).unwrap());
        }
    }
    Picture { width, height, grey }
}

fn compare(name: &str, pdf: &[u8], page: usize) {
    let Some((_, picture)) = raster(pdf, name, page, 72) else {
        return;
    };
    let now = blocks(&picture);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(format!("{name}-{page}.pgm"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let mut bytes = format!("P5\n{} {}\n255\n", now.width, now.height).into_bytes();
        bytes.extend(&now.grey);
        std::fs::write(&golden, bytes).unwrap();
        return;
    }
    let then = read_pgm(&std::fs::read(&golden).unwrap());
    assert_eq!((now.width, now.height), (then.width, then.height), "{name}");
    let far = now
        .grey
        .iter()
        .zip(&then.grey)
        .filter(|(a, b)| a.abs_diff(**b) > 40)
        .count();
    assert!(
        far * 500 <= now.grey.len(),
        "{name} page {page}: {far} of {} blocks differ. Look at it; UPDATE_GOLDEN=1 keeps it",
        now.grey.len()
    );
}

fn pack(ctx: &PrintContext) -> Pack {
    let all = [
        people::featherstonehaugh(),
        people::al_husseini(),
        people::adebayo(),
    ];
    let patients: Vec<_> = all.iter().collect();
    let req = PackRequest {
        context: ctx,
        ward: "7B",
        patients: &patients,
        forms: &Form::USUAL,
    };
    ward_pack(&req, &mut SheetNumbers::new(5, ctx.exercise, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

/// A card on halves in each paper and in a drill, and the contents of a book.
fn card_books(base: &PrintContext) {
    let card = people::card();
    let halves = |ctx: &PrintContext| {
        let book = CardBook {
            contents: false,
            halves: true,
        };
        card_book(ctx, &mut SheetNumbers::new(12, ctx.exercise, []), &[&card], book)
            .unwrap()
            .pdf
    };
    compare("card-halves", &halves(base), 1);
    let on = |paper, exercise| PrintContext {
        paper,
        exercise,
        ..base.clone()
    };
    compare("card-halves-letter", &halves(&on(PaperSize::Letter, false)), 1);
    compare("drill-card-halves", &halves(&on(PaperSize::A4, true)), 1);
    compare("card-half-a5", &halves(&on(PaperSize::A5, false)), 1);
    let bag = battlebag_bag::Bag::shipped().unwrap();
    let mut all: Vec<_> = bag.cards.values().collect();
    all.sort_by_key(|card| &card.number);
    let book = CardBook {
        contents: true,
        halves: false,
    };
    let made = card_book(base, &mut SheetNumbers::new(12, false, []), &all, book).unwrap();
    compare("card-contents", &made.pdf, 1);
}

#[test]
fn pages_look_as_they_did() {
    let base = people::context();
    let fresh = pack(&base);
    for page in [1, 2, 5, 6] {
        compare("fresh", &fresh.pdf, page);
    }
    compare(
        "exercise",
        &pack(&PrintContext {
            exercise: true,
            ..base.clone()
        })
        .pdf,
        1,
    );
    compare(
        "mono",
        &pack(&PrintContext {
            mono: true,
            ..base.clone()
        })
        .pdf,
        5,
    );
    let old = PrintContext {
        census_as_of: Some(people::at(14, 20, 25)),
        paper: PaperSize::Letter,
        ..base.clone()
    };
    compare("old-letter", &pack(&old).pdf, 1);
    let long = people::hargreaves();
    let req = PackRequest {
        context: &base,
        ward: "7B",
        patients: &[&long],
        forms: &[Form::Prescription],
    };
    let made = ward_pack(&req, &mut SheetNumbers::new(6, false, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    for page in [2, 3] {
        compare("long", &made.pdf, page);
    }
    let ward = people::ranked_ward();
    let entries: Vec<_> = ward.iter().map(|(p, r)| (p, r)).collect();
    let list = PriorityList {
        ward: "7B",
        entries: &entries,
        census_count: 9,
        systems_as_of: people::at(15, 3, 1),
        number: 3,
        replaces: Some(2),
    };
    compare(
        "list",
        &priority_list(&base, &mut SheetNumbers::new(11, false, []), &list)
            .unwrap()
            .pdf,
        1,
    );
    card_books(&base);
    compare(
        "card",
        &cards(&base, &mut SheetNumbers::new(12, false, []), &[&people::card()])
            .unwrap()
            .pdf,
        1,
    );
}

/// One patient's sheet of one form.
fn sheet_of(ctx: &PrintContext, form: Form, p: &battlebag_census::Patient) -> Pack {
    let req = PackRequest {
        context: ctx,
        ward: "7B",
        patients: &[p],
        forms: &[form],
    };
    ward_pack(&req, &mut SheetNumbers::new(31, ctx.exercise, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

#[test]
fn every_other_form_looks_as_it_did_filled() {
    let base = PrintContext {
        lists: LocalLists {
            night_tests: Some(people::night_tests()),
            ..people::context().lists
        },
        ..people::context()
    };
    let (rtl, long, marks, plain) = (
        people::al_husseini(),
        people::ventilated(),
        people::thirty_medicines(),
        people::wisniewski(),
    );
    for (form, p, pages) in [
        (Form::Drip, &rtl, [1, 2].as_slice()),
        (Form::FluidBalance, &marks, &[1]),
        (Form::FixedRateInsulin, &plain, &[1]),
        (Form::VariableRateInsulin, &plain, &[1]),
        (Form::LaboratoryRequest, &marks, &[1]),
        (Form::ResultSlip, &long, &[1]),
        (Form::PhonedResults, &marks, &[1]),
        (Form::Sbar, &marks, &[1]),
        (Form::NeuroObservations, &rtl, &[1]),
        (Form::HandVentilation, &long, &[1]),
        (Form::TransfusionRequest, &long, &[1]),
        (Form::TransfusionCheck, &rtl, &[1]),
        (Form::RadiologyRequest, &long, &[1, 2]),
        (Form::Wristband, &long, &[1]),
    ] {
        let made = sheet_of(&base, form, p);
        for page in pages {
            compare(form.id(), &made.pdf, *page);
        }
    }
    // No gravity where noradrenaline runs; a drill's band; a laboratory request on Letter from an old census.
    let made = sheet_of(&base, Form::Drip, &long);
    for page in [1, 2] {
        compare("drip-never", &made.pdf, page);
    }
    let drill = PrintContext {
        exercise: true,
        ..base.clone()
    };
    compare("drill-wristband", &sheet_of(&drill, Form::Wristband, &rtl).pdf, 1);
    let old = PrintContext {
        census_as_of: Some(people::at(14, 20, 25)),
        paper: PaperSize::Letter,
        ..people::context()
    };
    compare(
        "laboratory-letter",
        &sheet_of(&old, Form::LaboratoryRequest, &rtl).pdf,
        1,
    );
}

#[test]
fn ward_sheets_look_as_they_did() {
    let ctx = people::context();
    let drill = PrintContext {
        exercise: true,
        ..people::context()
    };
    let all = [
        people::ventilated(),
        people::al_husseini(),
        people::thirty_medicines(),
        people::okafor(),
        people::bergstrom(),
        people::hargreaves(),
    ];
    let patients: Vec<_> = all.iter().collect();
    let rows = people::back_entry();
    let full = WardContent {
        ward: "7B",
        patients: &patients,
        back_entry: &rows,
    };
    for sheet in WardSheet::ALL {
        let mut numbers = SheetNumbers::new(33, false, []);
        let made = ward_sheet(&ctx, &mut numbers, sheet, &full, 1).unwrap();
        compare(sheet.id(), &made.pdf, 1);
    }
    let mut numbers = SheetNumbers::new(34, true, []);
    let made = ward_sheet(&drill, &mut numbers, WardSheet::QuarantineTag, &full, 1).unwrap();
    compare("drill-quarantine-tag", &made.pdf, 1);
}

#[test]
fn blank_forms_look_as_they_did() {
    let ctx = people::context();
    let mut numbers = SheetNumbers::new(32, false, []);
    for form in [Form::Drip, Form::Wristband, Form::Sbar] {
        let made = blank(&ctx, &mut numbers, form, 1).unwrap();
        compare(&format!("blank-{}", form.id()), &made.pdf, 1);
    }
}

#[test]
fn the_record_and_the_sheets_that_guard_it_look_as_they_did() {
    let base = people::context();
    let drill = PrintContext {
        exercise: true,
        ..base.clone()
    };
    for (name, ctx) in [("", &base), ("drill-", &drill)] {
        let mut numbers = SheetNumbers::new(21, ctx.exercise, []);
        let made = record(ctx, &mut numbers, &sheets::record()).unwrap();
        for page in 1..=if ctx.exercise { 1 } else { 3 } {
            compare(&format!("{name}record"), &made.pdf, page);
        }
        let made = checkpoint(ctx, &mut numbers, &sheets::checkpoint(3)).unwrap();
        compare(&format!("{name}checkpoint"), &made.pdf, 1);
        let made = recovery(ctx, &mut numbers, &sheets::recovery()).unwrap();
        compare(&format!("{name}recovery"), &made.pdf, 1);
    }
}

#[test]
fn allergies_in_conflict_look_as_they_did() {
    let base = people::context();
    let old = PrintContext {
        census_as_of: Some(people::at(14, 20, 25)),
        ..base.clone()
    };
    for (name, ctx, p, pages) in [
        ("conflict", &base, people::okafor(), [1, 3].as_slice()),
        ("conflict-long", &base, people::bergstrom(), &[1, 3]),
        ("conflict-old", &old, people::okafor(), &[1]),
    ] {
        let req = PackRequest {
            context: ctx,
            ward: "7B",
            patients: &[&p],
            forms: &Form::USUAL,
        };
        let mut numbers = SheetNumbers::new(7, false, []);
        let made = ward_pack(&req, &mut numbers, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(made.held_back, [], "{name}");
        for page in pages {
            compare(name, &made.pdf, *page);
        }
    }
}

#[test]
fn the_census_report_looks_as_it_did() {
    let base = people::context();
    let drill = PrintContext {
        exercise: true,
        census_as_of: Some(people::at(14, 20, 25)),
        ..base.clone()
    };
    let letter = PrintContext {
        paper: PaperSize::Letter,
        census_as_of: Some(people::at(14, 20, 25)),
        ..base.clone()
    };
    for (name, ctx, pages) in [
        ("census", &base, [1, 2].as_slice()),
        ("census-letter", &letter, &[1]),
        ("drill-census", &drill, &[1]),
    ] {
        let mut numbers = SheetNumbers::new(23, ctx.exercise, []);
        let made = census_report(ctx, &mut numbers, &sheets::census()).unwrap();
        for page in pages {
            compare(name, &made.pdf, *page);
        }
    }
    let empty = battlebag_paper::CensusReportSheet {
        in_patients: 41,
        as_of: "Sat 15-Nov-2025 02:10".into(),
        age: "56 minutes before printing".into(),
        ..Default::default()
    };
    let made = census_report(&base, &mut SheetNumbers::new(24, false, []), &empty).unwrap();
    compare("census-empty", &made.pdf, 1);
}

/// A page at 300 dpi, read by another program's eyes.
#[test]
fn the_code_of_a_checkpoint_is_read_back_from_a_print() {
    let ctx = people::context();
    let mut numbers = SheetNumbers::new(22, false, []);
    let mut made: Vec<(String, Vec<u8>, String)> = [1, 3, 8, 16]
        .into_iter()
        .map(|n| {
            let pdf = checkpoint(&ctx, &mut numbers, &sheets::checkpoint(n))
                .unwrap()
                .pdf;
            (format!("checkpoint-of-{n}"), pdf, sheets::code_text(n))
        })
        .collect();
    let pdf = record(&ctx, &mut numbers, &sheets::record()).unwrap().pdf;
    made.push(("record-code".to_string(), pdf, sheets::code_text(2)));
    let drill = PrintContext {
        exercise: true,
        ..people::context()
    };
    let pdf = checkpoint(&drill, &mut numbers, &sheets::checkpoint(3))
        .unwrap()
        .pdf;
    made.push(("drill-code".to_string(), pdf, sheets::code_text(3)));
    for (name, pdf, text) in made {
        let Some((file, _)) = raster(&pdf, &name, 1, 300) else {
            return;
        };
        let Ok(read) = Command::new("zbarimg")
            .args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(&file)
            .output()
        else {
            println!("zbarimg is not installed: square codes not read");
            return;
        };
        assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), text, "{name}");
    }
}

/// Score bands of a mono print stay apart when a fax makes every pixel black or white: the digits are still there.
#[test]
fn mono_scores_survive_a_threshold() {
    let mono = pack(&PrintContext {
        mono: true,
        ..people::context()
    });
    let Some((_, p)) = raster(&mono.pdf, "threshold", 5, 300) else {
        return;
    };
    // The first band (25 or more, score 3): its score column is 45 % grey, so at 50 % only the digit is black.
    let mm = |v: f32| (v / 25.4 * 300.0) as usize;
    let (x0, x1) = (mm(15.0 + 41.3), mm(15.0 + 45.7));
    let (y0, y1) = (mm(19.0 + 53.8), mm(19.0 + 57.4));
    let cell: Vec<u8> = (y0..y1)
        .flat_map(|y| p.grey[y * p.width + x0..y * p.width + x1].to_vec())
        .collect();
    let black = cell.iter().filter(|g| **g < 128).count() as f32 / cell.len() as f32;
    assert!((0.04..0.5).contains(&black), "{black} of the cell is black");
}

/// A scanner is held over the code's fixed place: a window of 16 mm about it, the same on every face.
#[test]
fn the_code_of_a_sheet_is_read_back_from_a_300_dpi_print() {
    for paper in [PaperSize::A4, PaperSize::Letter] {
        let made = pack(&PrintContext {
            paper,
            ..people::context()
        });
        let name = if paper == PaperSize::A4 {
            "code-a4"
        } else {
            "code-letter"
        };
        for page in [1, 2] {
            let Some((_, whole)) = raster(&made.pdf, name, page, 300) else {
                return;
            };
            let (ox, oy) = paper.origin();
            let px = |mm: f32| (mm / 25.4 * 300.0) as usize;
            let (x, y, side) = (px(ox + 165.0), px(oy + 242.6), px(16.0));
            let mut window = format!("P5\n{side} {side}\n255\n").into_bytes();
            for row in y..y + side {
                window.extend(&whole.grey[row * whole.width + x..row * whole.width + x + side]);
            }
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-window-{page}.pgm"));
            std::fs::write(&file, window).unwrap();
            let Ok(read) = Command::new("dmtxread")
                .args(["-n", "-m10000"])
                .arg(&file)
                .output()
            else {
                println!("dmtxread is not installed: codes not read");
                return;
            };
            let wanted = made.sheets[0].code.payload(u8::try_from(page).unwrap());
            assert_eq!(
                String::from_utf8_lossy(&read.stdout).trim(),
                wanted,
                "{paper:?} page {page}"
            );
        }
    }
}
