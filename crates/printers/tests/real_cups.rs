//! Against a real CUPS with queues to a real printer, to a file and to nobody.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod room;

use std::sync::Arc;
use std::time::Duration;

use battlebag_printers::{
    Address, Ended, Flow, Line, Media, News, Out, Pace, Server, Ticket, Trouble, Trust, Waits, follow, look,
    queues,
};
use room::{CUPS, Cups, PRINTER, Printer, has};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF\n";

fn ready(test: &str) -> bool {
    has(&PRINTER, test) && has(&CUPS, test)
}

fn line_to(cups: &Cups, queue: &str) -> Line {
    let server = Server::of_this_system(Some(cups.server()));
    Line::new(
        &Address::Queue(queue.into()),
        &server,
        &Trust::System,
        Waits::default(),
    )
    .unwrap()
}

fn print(cups: &Cups, queue: &str, pages: u32, news: &mut dyn FnMut(&News) -> Flow) -> Ended {
    let line = line_to(cups, queue);
    let seen = look(&line).unwrap();
    let ticket = Ticket {
        name: "Battlebag AMU charts".into(),
        media: Media::A4,
        two_sided: true,
        colour: false,
        pages,
    };
    let pace = Pace {
        every: Duration::from_millis(60),
        silent: 20,
        stuck: None,
    };
    let pdf: Arc<[u8]> = Arc::from(PDF);
    follow(&line, &seen, &ticket, &pdf, pace, &mut |_| {}, news)
}

#[test]
fn queues_are_listed_and_a_job_goes_through_one_to_its_end() {
    if !ready("a queue") {
        return;
    }
    let printer = Printer::start("page 1; page 2; page 3; page 4; sleep 0.5", &["-2"]);
    let cups = Cups::start();
    let server = Server::of_this_system(Some(cups.server()));
    assert_eq!(queues(&server, Waits::default()).unwrap(), [], "none yet");
    cups.queue("ward", &printer.address());
    cups.queue("filed", &format!("file:{}/x.prn", cups.out().display()));
    let names: Vec<String> = queues(&server, Waits::default())
        .unwrap()
        .into_iter()
        .map(|q| q.name)
        .collect();
    assert_eq!(names, ["filed", "ward"]);
    let ended = print(&cups, "ward", 4, &mut |_| Flow::Go);
    assert!(
        matches!(ended, Ended::Printed { .. }),
        "{ended:?}\n{}",
        cups.log()
    );
    assert_eq!(printer.documents(), [PDF.to_vec()]);
    // A queue that cannot count says only that it is done.
    let ended = print(&cups, "filed", 4, &mut |_| Flow::Go);
    assert_eq!(ended, Ended::Printed { counted: false }, "{}", cups.log());
    let gone = look(&line_to(&cups, "nobody")).unwrap_err();
    assert_eq!(gone, Trouble::Gone);
}

#[test]
fn a_stopped_queue_is_said_and_the_job_goes_on_when_it_is_let_go() {
    if !ready("a stopped queue") {
        return;
    }
    let printer = Printer::start("page 1; page 2", &["-2"]);
    let cups = Cups::start();
    cups.queue("ward", &printer.address());
    cups.run("cupsdisable", &["-r", "Toner is on its way", "ward"]);
    let mut said = Vec::new();
    let ended = print(&cups, "ward", 2, &mut |news| {
        if let Some(trouble) = &news.trouble
            && !said.contains(trouble)
        {
            said.push(trouble.clone());
            cups.run("cupsenable", &["ward"]);
        }
        Flow::Go
    });
    assert!(
        matches!(ended, Ended::Printed { .. }),
        "{ended:?}\n{}",
        cups.log()
    );
    assert!(
        said.first().is_some_and(|t| matches!(t, Trouble::Paused { .. })),
        "{said:?}"
    );
}

#[test]
fn a_queue_that_takes_no_jobs_is_told_before_anything_is_sent() {
    if !ready("a queue that takes no jobs") {
        return;
    }
    let cups = Cups::start();
    cups.queue("ward", "ipp://localhost:9/ipp/print");
    cups.run("cupsreject", &["-r", "Moved to Ward 6", "ward"]);
    let seen = look(&line_to(&cups, "ward")).unwrap();
    let trouble = seen.trouble();
    assert!(
        matches!(trouble, Some(Trouble::NotAccepting { .. })),
        "{trouble:?}"
    );
    let ended = print(&cups, "ward", 2, &mut |_| Flow::Go);
    let Ended::Stopped {
        trouble: Trouble::NotAccepting { .. },
        out: Out::Exactly(0),
        still_there: false,
    } = ended
    else {
        panic!("{ended:?}")
    };
}

#[test]
fn a_printer_behind_a_queue_that_gives_up_says_at_which_page() {
    if !ready("a printer behind a queue") {
        return;
    }
    let printer = Printer::start("page 1; page 2; page 3; sleep 1.5; exit 1", &["-2"]);
    let cups = Cups::start();
    cups.queue("ward", &printer.address());
    let ended = print(&cups, "ward", 6, &mut |_| Flow::Go);
    let Ended::Stopped { out, still_there, .. } = ended else {
        panic!("{ended:?}\n{}", cups.log())
    };
    assert!(matches!(out, Out::Exactly(3) | Out::AtLeast(_)), "{out:?}");
    assert!(!still_there);
}

#[test]
fn a_queue_to_a_printer_that_is_off_says_that_it_cannot_be_reached_and_gives_the_job_back() {
    if !ready("a queue to nobody") {
        return;
    }
    let cups = Cups::start();
    cups.queue("ward", "ipp://localhost:9/ipp/print");
    let mut said = None;
    let ended = print(&cups, "ward", 2, &mut |news| {
        said.clone_from(&news.trouble);
        if said.is_some() { Flow::TakeBack } else { Flow::Go }
    });
    assert!(
        matches!(said, Some(Trouble::Offline { .. })),
        "{said:?}\n{}",
        cups.log()
    );
    assert!(
        matches!(
            ended,
            Ended::TakenBack {
                still_there: false,
                ..
            }
        ),
        "{ended:?}"
    );
}
