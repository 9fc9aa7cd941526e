//! States that the real programs cannot show, against a small printer that says whatever a test wants.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

#[path = "room/fake.rs"]
mod fake;

use std::sync::Arc;
use std::time::Duration;

use battlebag_printers::{
    Address, Ended, Flow, JobState, Line, Media, News, Out, Pace, Server, Ticket, Trouble, Trust, Waits,
    follow, look,
};
use fake::{Fake, Says};
use ipp::model::{Operation, StatusCode};

fn line_to(fake: &Fake) -> Line {
    let address: Address = fake.address().parse().unwrap();
    let waits = Waits {
        connect: Duration::from_millis(400),
        answer: Duration::from_millis(400),
    };
    Line::new(&address, &Server::none(), &Trust::System, waits).unwrap()
}

fn print(fake: &Fake, pages: u32, stuck: Option<u32>, news: &mut dyn FnMut(&News) -> Flow) -> Ended {
    let line = line_to(fake);
    let seen = look(&line).unwrap();
    let ticket = Ticket {
        name: "Battlebag".into(),
        media: Media::A4,
        two_sided: true,
        colour: false,
        pages,
    };
    let pace = Pace {
        every: Duration::from_millis(15),
        silent: 3,
        stuck,
    };
    let pdf: Arc<[u8]> = Arc::from(&b"%PDF"[..]);
    follow(&line, &seen, &ticket, &pdf, pace, &mut |_| {}, news)
}

/// While the job stands still for a reason, the reason is said; when it is mended the job goes to its end.
fn said_while(reason: &'static str) -> (Option<Trouble>, Ended) {
    let fake = Fake::new(Says {
        state: 4,
        reasons: vec![reason],
        job_state: 6,
        pages: Some(2),
        ..Says::default()
    });
    let mut said = None;
    let ended = print(&fake, 4, None, &mut |news| {
        if news.trouble.is_none() {
            return Flow::Go;
        }
        said.clone_from(&news.trouble);
        fake.says(|says| {
            says.reasons = vec!["none"];
            says.job_state = 9;
            says.pages = Some(4);
        });
        Flow::Go
    });
    (said, ended)
}

#[test]
fn each_reason_a_printer_stops_for_is_said_and_the_job_goes_on_when_it_is_mended() {
    let cases = [
        ("door-open-error", Trouble::DoorOpen),
        ("cover-open-warning", Trouble::DoorOpen),
        ("media-jam-error", Trouble::Jam),
        ("media-empty-error", Trouble::PaperOut),
        ("media-needed", Trouble::OtherPaper),
        ("input-tray-missing", Trouble::TrayOpen),
        ("toner-empty-error", Trouble::TonerOut),
        ("marker-waste-full", Trouble::TonerOut),
        ("output-area-full", Trouble::OutputFull),
        ("spool-area-full-report", Trouble::MemoryFull),
        ("shutdown", Trouble::ShutDown),
        (
            "fax-modem-trouble",
            Trouble::Other {
                reason: "fax-modem-trouble".into(),
            },
        ),
        // Low is not out: the job is only stopped.
        (
            "toner-low-warning",
            Trouble::Paused {
                message: String::new(),
            },
        ),
    ];
    for (reason, trouble) in cases {
        let (said, ended) = said_while(reason);
        assert_eq!(said, Some(trouble), "{reason}");
        assert_eq!(ended, Ended::Printed { counted: true }, "{reason}");
    }
}

#[test]
fn a_stopped_printer_and_one_that_takes_no_jobs_are_told_apart() {
    let fake = Fake::new(Says {
        state: 5,
        ..Says::default()
    });
    assert_eq!(
        look(&line_to(&fake)).unwrap().trouble(),
        Some(Trouble::Paused {
            message: String::new()
        })
    );
    fake.says(|says| {
        says.accepting = false;
        says.message = "Back at seven";
    });
    let trouble = look(&line_to(&fake)).unwrap().trouble().unwrap();
    assert_eq!(
        trouble.words("Laser").0,
        "Laser takes no jobs (its own words: Back at seven)."
    );
}

#[test]
fn an_answer_that_is_none_is_told_for_what_it_is() {
    let told = |says: Says| look(&line_to(&Fake::new(says))).unwrap_err();
    let http = |http: u16| Says {
        http,
        ..Says::default()
    };
    assert_eq!(told(http(401)), Trouble::NeedsSignIn);
    assert_eq!(told(http(426)), Trouble::NeedsEncryption);
    assert!(matches!(told(http(404)), Trouble::NotIpp { .. }));
    let instead = |bytes: &[u8]| Says {
        instead: Some(bytes.to_vec()),
        ..Says::default()
    };
    assert!(matches!(told(instead(b"<html>")), Trouble::NotIpp { .. }));
    // A text with a language whose length runs over the end: the parser stops with a panic.
    let broken = b"\x01\x01\x00\x00\x00\x00\x00\x01\x04\x35\x00\x01a\x00\x04\x00\xffab\x03";
    assert!(matches!(told(instead(broken)), Trouble::NotIpp { .. }));
    let hangs = Says {
        hangs: true,
        ..Says::default()
    };
    assert_eq!(told(hangs), Trouble::Silent);
}

#[test]
fn a_printer_that_takes_a_job_in_one_step_is_followed_too() {
    let fake = Fake::new(Says {
        two_steps: false,
        pages: Some(4),
        ..Says::default()
    });
    assert_eq!(
        print(&fake, 4, None, &mut |_| Flow::Go),
        Ended::Printed { counted: true }
    );
    assert!(fake.was_asked(Operation::PrintJob) && !fake.was_asked(Operation::CreateJob));
}

#[test]
fn a_printer_that_is_done_before_the_first_look_is_heard_of_all_the_same() {
    let fake = Fake::new(Says {
        pages: Some(4),
        ..Says::default()
    });
    let mut heard = Vec::new();
    let ended = print(&fake, 4, None, &mut |news| {
        heard.push((news.pages, news.state));
        Flow::Go
    });
    assert_eq!(ended, Ended::Printed { counted: true });
    assert_eq!(heard, [(4, JobState::Completed)]);
}

#[test]
fn a_plug_that_is_pulled_while_a_document_is_taken_in_one_step_is_said_and_ends_the_wait() {
    let fake = Fake::new(Says {
        two_steps: false,
        swallows: true,
        ..Says::default()
    });
    let mut said = Vec::new();
    let ended = print(&fake, 4, None, &mut |news| {
        fake.says(|says| says.hangs = true);
        said.extend(news.trouble.clone());
        Flow::Go
    });
    assert_eq!(said, [Trouble::Silent, Trouble::Silent, Trouble::Silent]);
    assert_eq!(
        ended,
        Ended::Stopped {
            trouble: Trouble::Silent,
            out: Out::AtLeast(0),
            still_there: true
        }
    );
}

#[test]
fn a_refused_job_printed_nothing() {
    for (status, trouble) in [
        (
            StatusCode::ServerErrorNotAcceptingJobs,
            Trouble::NotAccepting {
                message: String::new(),
            },
        ),
        (StatusCode::ClientErrorNotAuthenticated, Trouble::NeedsSignIn),
        (
            StatusCode::ClientErrorDocumentFormatNotSupported,
            Trouble::NoPdf { speaks: Vec::new() },
        ),
        (
            StatusCode::ServerErrorInternalError,
            Trouble::Refused {
                message: "Internal error".into(),
            },
        ),
    ] {
        let fake = Fake::new(Says {
            takes: status,
            ..Says::default()
        });
        let ended = print(&fake, 4, None, &mut |_| Flow::Go);
        let expected = Ended::Stopped {
            trouble,
            out: Out::Exactly(0),
            still_there: false,
        };
        assert_eq!(ended, expected, "{status:?}");
    }
}

#[test]
fn a_count_that_falls_short_is_never_called_printed() {
    let counts = |pages: Option<i32>, sheets: Option<i32>, of: u32| {
        let fake = Fake::new(Says {
            pages,
            sheets,
            ..Says::default()
        });
        print(&fake, of, None, &mut |_| Flow::Go)
    };
    let short = Ended::Stopped {
        trouble: Trouble::CountShort { counted: 5, sent: 6 },
        out: Out::AtLeast(5),
        still_there: false,
    };
    assert_eq!(counts(Some(5), None, 6), short);
    assert_eq!(counts(Some(6), None, 6), Ended::Printed { counted: true });
    // Some printers count sheets of paper where they say pages; some count only sheets; some nothing.
    assert_eq!(counts(Some(3), None, 6), Ended::Printed { counted: true });
    assert_eq!(counts(None, Some(3), 5), Ended::Printed { counted: true });
    assert_eq!(counts(Some(0), Some(0), 6), Ended::Printed { counted: false });
}

#[test]
fn a_job_that_never_began_left_no_page_and_one_that_nobody_counts_is_asked_of_a_person() {
    let waiting = Fake::new(Says {
        job_state: 3,
        began: false,
        ..Says::default()
    });
    let ended = print(&waiting, 4, None, &mut |_| Flow::TakeBack);
    assert_eq!(
        ended,
        Ended::TakenBack {
            out: Out::Exactly(0),
            still_there: false
        }
    );
    let uncounted = Fake::new(Says {
        job_state: 5,
        ..Says::default()
    });
    let ended = print(&uncounted, 4, None, &mut |_| Flow::TakeBack);
    assert_eq!(
        ended,
        Ended::TakenBack {
            out: Out::AtLeast(0),
            still_there: false
        }
    );
}

#[test]
fn a_forgotten_job_and_a_stuck_one_end_and_leave_nothing_behind_in_the_printer() {
    let forgets = Fake::new(Says {
        job_known: StatusCode::ClientErrorNotFound,
        ..Says::default()
    });
    let ended = print(&forgets, 4, None, &mut |_| Flow::Go);
    assert!(matches!(
        ended,
        Ended::Stopped {
            trouble: Trouble::Forgotten,
            out: Out::AtLeast(0),
            still_there: false
        }
    ));
    let stuck = Fake::new(Says {
        job_state: 5,
        pages: Some(2),
        ..Says::default()
    });
    let ended = print(&stuck, 4, Some(4), &mut |_| Flow::Go);
    assert_eq!(
        ended,
        Ended::Stopped {
            trouble: Trouble::Stuck,
            out: Out::Exactly(2),
            still_there: false
        }
    );
    assert!(stuck.was_asked(Operation::CancelJob));
}

#[test]
fn whoever_looks_away_leaves_the_job_to_the_printer() {
    let fake = Fake::new(Says {
        job_state: 5,
        pages: Some(1),
        ..Says::default()
    });
    let ended = print(&fake, 4, None, &mut |_| Flow::Leave);
    assert_eq!(ended, Ended::Left { out: Out::AtLeast(1) });
    assert!(!fake.was_asked(Operation::CancelJob));
}
