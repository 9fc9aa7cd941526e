//! The words for entries of the desk: results, runners, help, diversions, contacts.

use battlebag_incident::{
    AidSays, AidWay, Asked, BackEntrySays, Body, DivertSays, EntryRef, Named, Phoned, ResultSays, RunnerSays,
};

use crate::aid::answer_word;
use crate::journal_words::{Names, Words, labelled};

fn said(kind: &'static str, text: String, lines: Vec<String>) -> Words {
    Words { kind, text, lines }
}

/// The kinds of this room.
pub(crate) fn words(body: &Body, names: &Names<'_>) -> Words {
    match body {
        Body::Result(says) => result(says, names),
        Body::Runner(says) => runner(says),
        Body::Aid(says) => aid(says),
        Body::Diversion(says) => diversion(says, names),
        Body::ContactsChanged(c) => said("Contacts", format!("Contact book: {}", c.change), Vec::new()),
        _ => said("Entry", String::new(), Vec::new()),
    }
}

/// The entry that one of these points at.
pub(crate) fn about(body: &Body) -> Option<&EntryRef> {
    match body {
        Body::Result(
            ResultSays::ReadBack { of, .. }
            | ResultSays::Acknowledged { of, .. }
            | ResultSays::Chased { of, .. }
            | ResultSays::Closed { of, .. },
        )
        | Body::Runner(RunnerSays::Arrived { of, .. } | RunnerSays::NotArrived { of, .. })
        | Body::Aid(AidSays::Answered { of, .. } | AidSays::Ended { of, .. })
        | Body::Diversion(
            DivertSays::Told { of, .. } | DivertSays::Until { of, .. } | DivertSays::Ended { of, .. },
        ) => Some(of),
        Body::Result(ResultSays::Phoned(p)) => p.answers.as_ref(),
        Body::BackEntry(word) => match &word.says {
            BackEntrySays::TakenBack { of, .. } => Some(of),
            _ => Some(&word.sheet.printed),
        },
        _ => None,
    }
}

/// The patient that one of these names.
pub(crate) fn patient(body: &Body) -> Option<&str> {
    let named = match body {
        Body::Result(ResultSays::Phoned(p)) => &p.of_patient,
        Body::Result(ResultSays::Asked(a)) => &a.of_patient,
        _ => return None,
    };
    (!named.patient.is_empty()).then_some(named.patient.as_str())
}

fn whom(of: &Named) -> String {
    match of.second.as_str() {
        "" => format!("{} (one identifier only)", of.name),
        second => format!("{}, {second}", of.name),
    }
}

fn phoned(p: &Phoned, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    labelled(&mut lines, "Range", &p.range);
    lines.extend(p.sampled_at.map(|at| format!("Sample taken {}", names.time(at))));
    let from = match p.from.as_str() {
        "" => p.given_by.clone(),
        from => format!("{}, {from}", p.given_by),
    };
    lines.push(format!("Phoned by {from}, taken by {}", p.taken_by));
    lines.push(if p.read_back { "Read back" } else { "Not read back" }.to_owned());
    labelled(&mut lines, "Second listener", &p.second_listener);
    let critical = if p.critical { "Critical result" } else { "Result" };
    let value = format!("{} {}", p.value, p.unit);
    said(
        "Result",
        format!(
            "{critical}: {}: {} {}",
            whom(&p.of_patient),
            p.test,
            value.trim_end()
        ),
        lines,
    )
}

fn asked(a: &Asked) -> Words {
    let mut lines = Vec::new();
    labelled(&mut lines, "Sent to", &a.to);
    labelled(&mut lines, "By", &a.by);
    labelled(&mut lines, "Wanted by", &a.tell);
    let urgent = if a.urgent { ", urgent" } else { "" };
    said(
        "Result",
        format!(
            "{}: {}{urgent} sent, expected in {} min",
            whom(&a.of_patient),
            a.test,
            a.expected_min
        ),
        lines,
    )
}

fn result(says: &ResultSays, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    let text = match says {
        ResultSays::Phoned(p) => return phoned(p, names),
        ResultSays::Asked(a) => return asked(a),
        ResultSays::ReadBack {
            of,
            by,
            to,
            second_listener,
        } => {
            labelled(&mut lines, "Second listener", second_listener);
            format!("Result of number {} read back by {by} to {to}", of.seq)
        }
        ResultSays::Acknowledged { of, clinician, doing } => {
            labelled(&mut lines, "Doing", doing);
            format!("{clinician} knows of the result of number {}", of.seq)
        }
        ResultSays::Chased {
            of,
            whom,
            answer,
            expected_at,
        } => {
            lines.extend(expected_at.map(|at| format!("Expected {}", names.time(at))));
            format!("Result of number {} chased, {whom}: {answer}", of.seq)
        }
        ResultSays::Closed {
            of,
            came: true,
            because,
        } => format!("Result of number {} came: {because}", of.seq),
        ResultSays::Closed { of, because, .. } => {
            format!("Result of number {} is not needed: {because}", of.seq)
        }
        ResultSays::Expected {
            test,
            urgent_min,
            routine_min,
        } => {
            let wait = names.bag.waits.iter().find(|w| w.id == *test);
            let name = wait.map_or(test.as_str(), |w| w.name.as_str());
            format!("{name}: late after {urgent_min} min when urgent, {routine_min} min otherwise")
        }
    };
    said("Result", text, lines)
}

fn runner(says: &RunnerSays) -> Words {
    let mut lines = Vec::new();
    let text = match says {
        RunnerSays::Sent(s) => {
            lines.push(format!("Expected in {} min", s.expected_min));
            format!("{} takes {} from {} to {}", s.runner, s.what, s.from, s.to)
        }
        RunnerSays::Arrived { of, taken_by } => {
            format!("What number {} sent arrived, taken by {taken_by}", of.seq)
        }
        RunnerSays::NotArrived { of, because } => {
            format!("What number {} sent did not arrive: {because}", of.seq)
        }
    };
    said("Runner", text, lines)
}

fn aid(says: &AidSays) -> Words {
    let mut lines = Vec::new();
    let text = match says {
        AidSays::Opened(m) => {
            labelled(&mut lines, "Spoken with", &m.contact);
            match m.way {
                AidWay::WeAsked => format!("{} asked for {}", m.whom, m.what),
                AidWay::TheyOffered => format!("{} offers {}", m.whom, m.what),
                AidWay::TheyAsked => format!("{} asks us for {}", m.whom, m.what),
            }
        }
        AidSays::Answered {
            of,
            answer,
            words,
            by,
        } => {
            labelled(&mut lines, "In words", words);
            format!(
                "Help of number {}: {} by {by}",
                of.seq,
                answer_word(*answer).to_lowercase()
            )
        }
        AidSays::Ended { of, because } => format!("Help of number {} ended: {because}", of.seq),
    };
    said("Mutual aid", text, lines)
}

fn diversion(says: &DivertSays, names: &Names<'_>) -> Words {
    let until = |at: &Option<chrono::DateTime<chrono::Utc>>| match at {
        Some(at) => format!("until {}", names.time(*at)),
        None => "until further notice".to_owned(),
    };
    let mut lines = Vec::new();
    let text = match says {
        DivertSays::Started(d) => {
            labelled(&mut lines, "Agreed by", &d.agreed_by);
            labelled(&mut lines, "Why", &d.because);
            format!("{} diverted to {} {}", d.what, d.to, until(&d.until))
        }
        DivertSays::Told { of, whom } => format!("Of the diversion of number {} told: {whom}", of.seq),
        DivertSays::Until {
            of,
            until: at,
            agreed_by,
        } => {
            labelled(&mut lines, "Agreed by", agreed_by);
            format!("The diversion of number {} holds {}", of.seq, until(at))
        }
        DivertSays::Ended { of, because } => {
            format!("The diversion of number {} is over: {because}", of.seq)
        }
    };
    said("Diversion", text, lines)
}
