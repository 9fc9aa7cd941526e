//! Results, runners, help and diversions.

use std::path::Path;

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    AcknowledgeResult, AidAnswerWord, AidRow, AidStand, AidView, AidWayWord, AnswerAid, ArriveRunner,
    AskResult, ChaseResult, CloseWait, DivertRow, ExportList, GiveUpRunner, HoldDivert, Nothing, OpenAid,
    PhonedView, ReadBackResult, ResultsView, RunStand, RunView, RunnersView, SayAid, SendRunner, SetWait,
    StartDivert, TakeResult, WaitedView, WrittenFile,
};

use super::census::key_of;
use super::stock::to_pdf;
use super::systems::written;
use super::time;
use crate::args_desk::{AidCommand, Answer, DivertCommand, ListTo, ResultCommand, Runner, Way, Whom};
use crate::asked::Asked;
use crate::outcome::Outcome;

/// The list as a PDF or for other programs, when that was asked for.
pub fn elsewhere(asked: &Asked, list: &str, to: &ListTo) -> Result<Option<Outcome>, ErrorView> {
    if let Some(pdf) = &to.pdf {
        return to_pdf(asked, list, String::new(), pdf).map(Some);
    }
    let Some(file) = &to.export else {
        return Ok(None);
    };
    let request = ExportList {
        list: list.to_owned(),
        to: path(file),
        form: String::new(),
    };
    let file: WrittenFile = asked.ask("list_export", &request)?;
    asked.say(&file, || vec![format!("Written to {}", file.file)])?;
    Ok(Some(Outcome::done()))
}

pub fn path(file: &Path) -> String {
    file.display().to_string()
}

/// The patient's key, name and second identifier.
fn whom(asked: &Asked, whom: Whom) -> Result<(String, String, String), ErrorView> {
    let patient = match whom.patient.trim() {
        "" => String::new(),
        named => key_of(asked, named)?,
    };
    Ok((patient, whom.name, whom.second))
}

pub fn result(asked: &Asked, command: ResultCommand) -> Result<Outcome, ErrorView> {
    match command {
        ResultCommand::List(to) => match elsewhere(asked, "results", &to)? {
            Some(done) => Ok(done),
            None => results(asked),
        },
        ResultCommand::Waiting(to) => match elsewhere(asked, "waited", &to)? {
            Some(done) => Ok(done),
            None => waiting(asked),
        },
        ResultCommand::Times => times(asked),
        ResultCommand::SetTime { id, urgent, routine } => {
            let request = SetWait {
                id,
                urgent_min: urgent,
                routine_min: routine,
            };
            written(asked, "wait_set", &request)
        }
        take @ ResultCommand::Take { .. } => take_down(asked, take),
        ResultCommand::ReadBack {
            result,
            to,
            second_listener,
        } => {
            let request = ReadBackResult {
                key: result,
                by: String::new(),
                to,
                second_listener,
            };
            written(asked, "result_read_back", &request)
        }
        ResultCommand::Acknowledge {
            result,
            clinician,
            doing,
        } => {
            let request = AcknowledgeResult {
                key: result,
                clinician,
                doing,
            };
            written(asked, "result_acknowledge", &request)
        }
        other => wait_for(asked, other),
    }
}

fn take_down(asked: &Asked, command: ResultCommand) -> Result<Outcome, ErrorView> {
    let ResultCommand::Take {
        whom: of,
        test,
        value,
        unit,
        range,
        sampled,
        critical,
        given_by,
        from,
        read_back,
        second_listener,
        answers,
        at,
    } = command
    else {
        return Ok(Outcome::done());
    };
    let (patient, name, second) = whom(asked, of)?;
    let request = TakeResult {
        patient,
        name,
        second,
        test,
        value,
        unit,
        range,
        sampled_at: sampled,
        critical,
        given_by,
        from,
        taken_by: String::new(),
        read_back,
        second_listener,
        answers,
        occurred_at: at,
    };
    written(asked, "result_take", &request)
}

fn wait_for(asked: &Asked, command: ResultCommand) -> Result<Outcome, ErrorView> {
    let close = |key, came, because| CloseWait { key, came, because };
    match command {
        ResultCommand::Ask {
            whom: of,
            test,
            urgent,
            to,
            by,
            tell,
            minutes,
            at,
        } => {
            let (patient, name, second) = whom(asked, of)?;
            let request = AskResult {
                patient,
                name,
                second,
                test,
                urgent,
                to,
                tell,
                by,
                expected_min: minutes,
                occurred_at: at,
            };
            written(asked, "result_ask", &request)
        }
        ResultCommand::Chase {
            waited,
            whom,
            answer,
            expected,
        } => {
            let request = ChaseResult {
                key: waited,
                whom,
                answer,
                expected_at: expected,
            };
            written(asked, "result_chase", &request)
        }
        ResultCommand::Came { waited, place } => written(asked, "result_close", &close(waited, true, place)),
        ResultCommand::NotNeeded { waited, because } => {
            written(asked, "result_close", &close(waited, false, because))
        }
        _ => Ok(Outcome::done()),
    }
}

fn with_second(name: &str, second: &str) -> String {
    match second {
        "" => format!("{name} (one identifier only)"),
        second => format!("{name}, {second}"),
    }
}

fn phoned(r: &PhonedView) -> Vec<String> {
    let critical = match (r.critical, r.waits) {
        (true, true) => "CRITICAL, no clinician knows of it: ",
        (true, false) => "critical: ",
        (false, _) => "",
    };
    let value = format!("{} {}", r.value, r.unit);
    let mut lines = vec![
        format!(
            "{:<5} {critical}{}: {} {}",
            r.number,
            with_second(&r.name, &r.second),
            r.test,
            value.trim_end()
        ),
        format!(
            "      phoned {} by {} {}, taken by {}",
            time(&r.at),
            r.given_by,
            r.from,
            r.taken_by
        )
        .replace(" ,", ","),
    ];
    if !r.read_back.is_empty() {
        lines.push(format!("      {}", r.read_back));
    }
    if !r.lacks.is_empty() {
        lines.push(format!("      {}", r.lacks.join(", ")));
    }
    if !r.clinician.is_empty() {
        let doing = match r.doing.as_str() {
            "" => String::new(),
            doing => format!(": {doing}"),
        };
        lines.push(format!("      {} knows of it{doing}", r.clinician));
    }
    lines
}

fn results(asked: &Asked) -> Result<Outcome, ErrorView> {
    let view: ResultsView = asked.ask("results", &Nothing {})?;
    asked.say(&view, || view.results.iter().flat_map(phoned).collect())?;
    let look = view.results.iter().filter(|r| r.waits || r.read_back.is_empty());
    Ok(Outcome {
        look: look
            .map(|r| {
                let why = if r.waits {
                    "no clinician knows of it"
                } else {
                    "not read back"
                };
                format!("{} {}: {why}", r.name, r.test)
            })
            .collect(),
    })
}

fn waited(w: &WaitedView) -> Vec<String> {
    let stands = match (w.ended.as_str(), w.late_min) {
        ("", 0) => format!("expected {}", time(&w.due_at)),
        ("", late) => format!("LATE {late} min, was expected {}", time(&w.due_at)),
        (ended, _) => ended.to_owned(),
    };
    let urgent = if w.urgent { ", urgent" } else { "" };
    let mut lines = vec![format!(
        "{:<5} {}: {}{urgent}, sent {}: {stands}",
        w.number,
        with_second(&w.name, &w.second),
        w.test,
        time(&w.sent_at)
    )];
    lines.extend(
        w.chased
            .iter()
            .map(|c| format!("      {} {} asked {}: {}", time(&c.at), c.by, c.whom, c.answer)),
    );
    lines
}

fn waiting(asked: &Asked) -> Result<Outcome, ErrorView> {
    let view: ResultsView = asked.ask("results", &Nothing {})?;
    asked.say(&view.waited, || view.waited.iter().flat_map(waited).collect())?;
    let late = view.waited.iter().filter(|w| w.late_min > 0);
    Ok(Outcome {
        look: late
            .map(|w| format!("{} of {} is late {} min", w.test, w.name, w.late_min))
            .collect(),
    })
}

fn times(asked: &Asked) -> Result<Outcome, ErrorView> {
    let view: ResultsView = asked.ask("results", &Nothing {})?;
    asked.say(&view.times, || {
        let line = |t: &battlebag_commands::views::WaitTime| {
            let from = if t.own {
                "set by this hospital"
            } else {
                t.source.as_str()
            };
            format!(
                "{:<18} urgent {:>5} min, else {:>5} min  {} ({from})",
                t.id, t.urgent_min, t.routine_min, t.name
            )
        };
        view.times.iter().map(line).collect()
    })?;
    Ok(Outcome::done())
}

fn run_line(r: &RunView) -> String {
    let stands = match r.stands {
        RunStand::Late => format!("LATE {} min", r.late_min),
        RunStand::UnderWay => format!("expected {}", time(&r.due_at)),
        RunStand::Arrived => format!(
            "arrived {}, {}",
            r.ended_at.as_deref().map(time).unwrap_or_default(),
            r.ended
        ),
        RunStand::NotArrived => format!("given up: {}", r.ended),
    };
    format!(
        "{:<5} {} takes {} from {} to {}, left {}: {stands}",
        r.number,
        r.runner,
        r.what,
        r.from,
        r.to,
        time(&r.sent_at)
    )
}

pub fn runner(asked: &Asked, command: Runner) -> Result<Outcome, ErrorView> {
    match command {
        Runner::List(to) => {
            if let Some(done) = elsewhere(asked, "runners", &to)? {
                return Ok(done);
            }
            let view: RunnersView = asked.ask("runners", &Nothing {})?;
            asked.say(&view, || view.runs.iter().map(run_line).collect())?;
            let late = view.runs.iter().filter(|r| r.stands == RunStand::Late);
            Ok(Outcome {
                look: late
                    .map(|r| format!("{} has not arrived at {}", r.what, r.to))
                    .collect(),
            })
        }
        Runner::Send {
            what,
            runner,
            from,
            to,
            urgent,
            minutes,
            at,
        } => {
            let request = SendRunner {
                what,
                runner,
                from,
                to,
                urgent,
                expected_min: minutes,
                occurred_at: at,
            };
            written(asked, "runner_send", &request)
        }
        Runner::Arrived {
            sending,
            taken_by,
            at,
        } => {
            let request = ArriveRunner {
                key: sending,
                taken_by,
                occurred_at: at,
            };
            written(asked, "runner_arrive", &request)
        }
        Runner::GiveUp { sending, because } => {
            let request = GiveUpRunner {
                key: sending,
                because,
            };
            written(asked, "runner_give_up", &request)
        }
    }
}

fn aid_lines(a: &AidRow) -> Vec<String> {
    let way = match a.way {
        AidWayWord::WeAsked => "we asked",
        AidWayWord::TheyOffered => "they offer",
        AidWayWord::TheyAsked => "they ask us for",
    };
    let stands = match a.stands {
        AidStand::Late => "NO ANSWER, late",
        AidStand::Asked => "no answer yet",
        AidStand::Offered => "offered",
        AidStand::Accepted => "accepted",
        AidStand::Declined => "declined",
        AidStand::Ended => "ended",
    };
    let mut lines = vec![format!(
        "{:<5} {} ({way}) {}, since {}: {stands}",
        a.number,
        a.whom,
        a.what,
        time(&a.since)
    )];
    lines.extend(a.said.iter().map(|s| format!("      {} {}", time(&s.at), s.text)));
    lines
}

fn divert_lines(d: &DivertRow) -> Vec<String> {
    let until = match (d.ended.as_str(), d.until.as_deref(), d.over) {
        ("", Some(at), true) => format!("TIME IS OVER since {}", time(at)),
        ("", Some(at), false) => format!("until {}", time(at)),
        ("", None, _) => "until further notice".to_owned(),
        (ended, ..) => format!("over: {ended}"),
    };
    let told: Vec<&str> = d.told.iter().map(|t| t.text.as_str()).collect();
    let mut lines = vec![format!(
        "{:<5} {} to {}, since {}: {until}",
        d.number,
        d.what,
        d.to,
        time(&d.since)
    )];
    lines.push(if told.is_empty() {
        "      nobody was told yet".to_owned()
    } else {
        format!("      told: {}", told.join(", "))
    });
    lines
}

fn list_aid(asked: &Asked, only_diversions: bool) -> Result<Outcome, ErrorView> {
    let mut view: AidView = asked.ask("aid", &Nothing {})?;
    if only_diversions {
        view.aid.clear();
    }
    asked.say(&view, || {
        let aid = view.aid.iter().flat_map(aid_lines);
        aid.chain(view.diversions.iter().flat_map(divert_lines)).collect()
    })?;
    let over = view.diversions.iter().filter(|d| d.over);
    let late = view.aid.iter().filter(|a| a.stands == AidStand::Late);
    Ok(Outcome {
        look: over
            .map(|d| format!("{} to {}: its time is over", d.what, d.to))
            .chain(late.map(|a| format!("{} has not answered", a.whom)))
            .collect(),
    })
}

pub fn aid(asked: &Asked, command: AidCommand) -> Result<Outcome, ErrorView> {
    match command {
        AidCommand::List(to) => match elsewhere(asked, "aid", &to)? {
            Some(done) => Ok(done),
            None => list_aid(asked, false),
        },
        AidCommand::Open {
            way,
            whom,
            what,
            contact,
            at,
        } => {
            let request = OpenAid {
                way: match way {
                    Way::WeAsked => AidWayWord::WeAsked,
                    Way::TheyOffered => AidWayWord::TheyOffered,
                    Way::TheyAsked => AidWayWord::TheyAsked,
                },
                whom,
                what,
                contact,
                occurred_at: at,
            };
            written(asked, "aid_open", &request)
        }
        AidCommand::Answer {
            matter,
            answer,
            words,
            by,
        } => {
            let request = AnswerAid {
                key: matter,
                answer: match answer {
                    Answer::Offered => AidAnswerWord::Offered,
                    Answer::Accepted => AidAnswerWord::Accepted,
                    Answer::Declined => AidAnswerWord::Declined,
                },
                words,
                by,
            };
            written(asked, "aid_answer", &request)
        }
        AidCommand::End { matter, because } => {
            let request = SayAid {
                key: matter,
                text: because,
            };
            written(asked, "aid_end", &request)
        }
    }
}

pub fn divert(asked: &Asked, command: DivertCommand) -> Result<Outcome, ErrorView> {
    let say = |key, text| SayAid { key, text };
    match command {
        DivertCommand::List(to) => match elsewhere(asked, "diversions", &to)? {
            Some(done) => Ok(done),
            None => list_aid(asked, true),
        },
        DivertCommand::Start {
            what,
            to,
            until,
            agreed_by,
            because,
            at,
        } => {
            let request = StartDivert {
                what,
                to,
                until,
                agreed_by,
                because,
                occurred_at: at,
            };
            written(asked, "divert_start", &request)
        }
        DivertCommand::Told { diversion, whom } => written(asked, "divert_tell", &say(diversion, whom)),
        DivertCommand::Hold {
            diversion,
            until,
            agreed_by,
        } => {
            let request = HoldDivert {
                key: diversion,
                until,
                agreed_by,
            };
            written(asked, "divert_hold", &request)
        }
        DivertCommand::End { diversion, because } => written(asked, "divert_end", &say(diversion, because)),
    }
}
