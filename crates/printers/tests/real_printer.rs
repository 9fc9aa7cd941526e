//! Against the real `ippeveprinter`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod room;

use std::sync::Arc;
use std::time::Duration;

use battlebag_printers::{
    Address, Authority, Ended, Flow, JobState, Line, Media, News, Note, Out, Pace, Server, State, Ticket,
    Trouble, Trust, Waits, follow, look, look_again,
};
use room::{PRINTER, Printer, has};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF\n";

fn ticket(pages: u32) -> Ticket {
    Ticket {
        name: "Battlebag AMU charts".into(),
        media: Media::A4,
        two_sided: true,
        colour: false,
        pages,
    }
}

fn pace() -> Pace {
    Pace {
        every: Duration::from_millis(40),
        silent: 5,
        stuck: None,
    }
}

fn line_to(address: &str) -> Line {
    let address: Address = address.parse().unwrap();
    Line::new(&address, &Server::none(), &Trust::System, Waits::default()).unwrap()
}

fn print(printer: &Printer, pages: u32, news: &mut dyn FnMut(&News) -> Flow) -> (Ended, Vec<i32>) {
    let line = line_to(&printer.address());
    let seen = look(&line).unwrap();
    let mut known = Vec::new();
    let pdf: Arc<[u8]> = Arc::from(PDF);
    let ended = follow(
        &line,
        &seen,
        &ticket(pages),
        &pdf,
        pace(),
        &mut |job| known.push(job),
        news,
    );
    (ended, known)
}

#[test]
fn a_job_is_followed_until_its_last_page_and_the_bytes_are_ours() {
    if !has(&PRINTER, "a job to its end") {
        return;
    }
    let printer = Printer::start("page 1; page 2; page 3; page 4", &["-2"]);
    let seen = look(&line_to(&printer.address())).unwrap();
    assert_eq!(seen.state, State::Idle);
    assert!(seen.is_two_sided());
    let check = seen.check(&ticket(4));
    assert_eq!(check.stops, []);
    assert_eq!(check.notes, [Note::PaperNotLoaded], "its trays hold Letter");
    let (ended, known) = print(&printer, 4, &mut |_| Flow::Go);
    assert_eq!(ended, Ended::Printed { counted: true }, "{}", printer.log());
    assert_eq!(known.len(), 1, "the job's number is known");
    assert_eq!(printer.documents(), [PDF.to_vec()]);
}

#[test]
fn a_printer_that_gives_up_at_page_3_of_6_says_where() {
    if !has(&PRINTER, "a printer that gives up") {
        return;
    }
    let printer = Printer::start(
        "page 1; page 2; page 3; trouble media-jam; sleep 0.3; exit 1",
        &["-2"],
    );
    let (ended, _) = print(&printer, 6, &mut |_| Flow::Go);
    let Ended::Stopped {
        trouble,
        out,
        still_there,
    } = ended
    else {
        panic!("{ended:?}")
    };
    assert_eq!(out, Out::Exactly(3));
    assert!(!still_there);
    assert!(matches!(trouble, Trouble::Aborted { .. }), "{trouble:?}");
}

#[test]
fn out_of_paper_is_said_while_it_lasts_and_the_job_goes_on_when_it_is_filled() {
    if !has(&PRINTER, "out of paper") {
        return;
    }
    let printer = Printer::start(
        "page 1; page 2; trouble media-empty-error; wait_for filled; mended media-empty-error; page 3; page 4",
        &["-2"],
    );
    let mut troubles = Vec::new();
    let (ended, _) = print(&printer, 4, &mut |news| {
        if news.trouble.is_some() && news.pages == 2 {
            printer.let_go("filled");
        }
        if let Some(trouble) = &news.trouble {
            troubles.push(trouble.clone());
        }
        Flow::Go
    });
    assert_eq!(ended, Ended::Printed { counted: true });
    assert!(troubles.contains(&Trouble::PaperOut), "{troubles:?}");
}

#[test]
fn a_printer_whose_plug_is_pulled_leaves_the_last_page_to_a_persons_eyes() {
    if !has(&PRINTER, "a printer that dies") {
        return;
    }
    let mut printer = Printer::start("page 1; page 2; wait_for never", &["-2"]);
    let line = line_to(&printer.address());
    let seen = look(&line).unwrap();
    let pdf: Arc<[u8]> = Arc::from(PDF);
    let mut job = 0;
    let mut said = Vec::new();
    let ended = {
        let mut off = Some(&mut printer);
        follow(
            &line,
            &seen,
            &ticket(6),
            &pdf,
            pace(),
            &mut |id| job = id,
            &mut |news| {
                said.push(news.clone());
                if news.pages == 2
                    && let Some(printer) = off.take()
                {
                    printer.switch_off();
                }
                Flow::Go
            },
        )
    };
    let Ended::Stopped {
        trouble: Trouble::Offline { .. },
        out: Out::AtLeast(2),
        still_there: true,
    } = ended
    else {
        panic!("{ended:?}")
    };
    assert!(
        said.iter().any(|n| n.state == JobState::NotKnown),
        "it was asked more than once"
    );
    // It is back, and knows nothing of the job.
    printer.switch_on(&["-2"]);
    let ended = look_again(&line, job, &ticket(6), pace(), &mut |_| Flow::Go);
    let Ended::Stopped {
        trouble: Trouble::Forgotten,
        out: Out::AtLeast(0),
        ..
    } = ended
    else {
        panic!("{ended:?}")
    };
}

#[test]
fn a_job_that_is_taken_back_stops_at_a_page_that_is_known() {
    if !has(&PRINTER, "a job taken back") {
        return;
    }
    let printer = Printer::start("page 1; page 2; wait_for never", &["-2"]);
    let (ended, _) = print(&printer, 6, &mut |news| {
        if news.pages == 2 { Flow::TakeBack } else { Flow::Go }
    });
    let Ended::TakenBack { out, .. } = ended else {
        panic!("{ended:?}")
    };
    assert!(matches!(out, Out::Exactly(2) | Out::AtLeast(2)), "{out:?}");
}

#[test]
fn a_second_job_waits_while_the_printer_is_busy() {
    if !has(&PRINTER, "a busy printer") {
        return;
    }
    let printer = Printer::start(
        "if [ -e first ]; then page 2; exit 0; fi; touch first; wait_for go; page 2",
        &["-2"],
    );
    std::thread::scope(|both| {
        let first = both.spawn(|| print(&printer, 2, &mut |_| Flow::Go));
        while !printer.file("first").exists() {
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut waited = false;
        let (second, _) = print(&printer, 2, &mut |news| {
            if news.pages == 0 {
                waited = true;
                printer.let_go("go");
            }
            Flow::Go
        });
        assert!(waited);
        assert_eq!(second, Ended::Printed { counted: true }, "{}", printer.log());
        assert_eq!(first.join().unwrap().0, Ended::Printed { counted: true });
    });
}

#[test]
fn a_printer_that_speaks_no_pdf_is_told_before_anything_is_sent() {
    if !has(&PRINTER, "a printer without PDF") {
        return;
    }
    let printer = Printer::start("page 1", &["-f", "image/urf,image/pwg-raster"]);
    let seen = look(&line_to(&printer.address())).unwrap();
    let check = seen.check(&ticket(1));
    let words = check.stops.first().map(|t| t.words("Ward laser").0);
    assert_eq!(
        words.as_deref(),
        Some("Ward laser does not print PDF, only image/pwg-raster, image/urf.")
    );
    assert!(check.notes.contains(&Note::OneSide));
    assert!(printer.documents().is_empty());
}

#[test]
fn an_encrypted_line_needs_a_certificate_that_somebody_vouched_for() {
    if !has(&PRINTER, "an encrypted line") {
        return;
    }
    let printer = Printer::start("page 1", &[]);
    let address: Address = printer.encrypted().parse().unwrap();
    let unknown = Line::new(&address, &Server::none(), &Trust::System, Waits::default()).unwrap();
    let trouble = look(&unknown).unwrap_err();
    assert!(matches!(trouble, Trouble::NotTrusted { .. }), "{trouble:?}");
    let pem = std::fs::read_dir(printer.file("keys"))
        .unwrap()
        .map(|f| f.unwrap().path())
        .find(|p| p.extension().is_some_and(|e| e == "crt"))
        .map(|p| std::fs::read(p).unwrap());
    let authority = Authority::from_pem(&pem.expect("its own certificate")).unwrap();
    let known = Line::new(
        &address,
        &Server::none(),
        &Trust::Authority(authority),
        Waits::default(),
    )
    .unwrap();
    assert_eq!(look(&known).map(|s| s.state), Ok(State::Idle));
}
