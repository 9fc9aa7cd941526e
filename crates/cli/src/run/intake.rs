//! Live feeds: what is set, how each does, and running them on a machine without the window.

use std::path::Path;

use battlebag_commands::views::{
    AddIntake, IntakeRetention, IntakeSnapshot, IntakeSource, IntakeState, IntakeView, JobView, Nothing,
    PullIntake, RemoveIntake, SecretText, SetIntake,
};
use battlebag_commands::{ErrorKind, ErrorView, counted};

use super::{census, time};
use crate::args_intake::{AddFeed, FeedWords, FhirServer, Intake, KeepFor, Live};
use crate::asked::{Asked, write_out};
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: Intake, glass: &str) -> Result<Outcome, ErrorView> {
    match command {
        Intake::List => {
            let view = all(asked)?;
            show(asked, &view)?;
            Ok(Outcome::done())
        }
        Intake::Status => {
            let view = all(asked)?;
            show(asked, &view)?;
            Ok(Outcome { look: look(&view) })
        }
        Intake::Add(feed) => add(asked, feed, glass),
        Intake::Remove { id } => {
            let break_glass = glass.to_owned();
            let view: IntakeView = asked.ask("intake_remove", &RemoveIntake { id, break_glass })?;
            show(asked, &view)?;
            Ok(Outcome::done())
        }
        Intake::Run { ids, once } => stay(asked, &ids, once),
        Intake::Snapshot { anyway } => {
            let job: JobView = asked.ask("intake_snapshot", &IntakeSnapshot { anyway })?;
            report(asked, &asked.wait(&job)?)
        }
        Intake::Keep(keep) => keep_for(asked, &keep, glass),
    }
}

/// Takes a census from what comes by itself.
pub fn live(asked: &Asked, command: Live, glass: &str) -> Result<Outcome, ErrorView> {
    match command {
        Live::Watch { dir, every, once } => {
            let feed = feed("folder", &dir.display().to_string());
            let id = ensure(asked, feed, every, glass)?;
            stay(asked, &[id], once)
        }
        Live::Listen {
            mllp,
            anywhere,
            senders,
            every,
            once,
        } => {
            let feed = AddIntake {
                anywhere,
                senders,
                ..feed("mllp", &mllp)
            };
            let id = ensure(asked, feed, every, glass)?;
            stay(asked, &[id], once)
        }
        Live::Pull { server: named, since } => {
            let id = ensure(asked, server(&named, 60)?, None, glass)?;
            let job: JobView = asked.ask("intake_pull", &PullIntake { id, since })?;
            report(asked, &asked.wait(&job)?)
        }
    }
}

fn all(asked: &Asked) -> Result<IntakeView, ErrorView> {
    asked.ask("intake", &Nothing {})
}

/// A feed of a kind at a place, with the rest as it usually is.
fn feed(kind: &str, place: &str) -> AddIntake {
    AddIntake {
        name: String::new(),
        kind: kind.to_owned(),
        place: place.to_owned(),
        silent_after_min: 120,
        anywhere: false,
        senders: Vec::new(),
        open_line: false,
        how: String::new(),
        ca: String::new(),
        token: SecretText::default(),
        every_min: 60,
        break_glass: String::new(),
    }
}

/// A FHIR server as a feed.
fn server(server: &FhirServer, every_min: u32) -> Result<AddIntake, ErrorView> {
    let ca = server.ca.as_deref().map(|file| file.display().to_string());
    Ok(AddIntake {
        how: server.how.clone(),
        open_line: server.open_line,
        ca: ca.unwrap_or_default(),
        token: token(server.token_file.as_deref())?,
        every_min,
        ..feed("fhir", &server.url)
    })
}

fn token(file: Option<&Path>) -> Result<SecretText, ErrorView> {
    let Some(file) = file else {
        return Ok(SecretText::default());
    };
    let text = std::fs::read_to_string(file).map_err(|why| {
        ErrorView::new(
            ErrorKind::BadInput,
            format!("The token file {} cannot be read: {why}.", file.display()),
            "Give another file, or leave it out when the server wants no token.",
        )
    })?;
    Ok(SecretText::new(
        text.lines().next().unwrap_or_default().trim().to_owned(),
    ))
}

fn add(asked: &Asked, command: AddFeed, glass: &str) -> Result<Outcome, ErrorView> {
    let (feed, words): (AddIntake, FeedWords) = match command {
        AddFeed::Mllp {
            at,
            anywhere,
            senders,
            words,
        } => {
            let feed = AddIntake {
                anywhere,
                senders,
                ..feed("mllp", &at)
            };
            (feed, words)
        }
        AddFeed::Folder { folder, words } => (feed("folder", &folder.display().to_string()), words),
        AddFeed::Fhir {
            server: named,
            every,
            words,
        } => (server(&named, every)?, words),
    };
    let mut outcome = Outcome::done();
    if feed.anywhere {
        outcome.look.push(
            "this feed listens on every network the machine is on: name who may send with --from".to_owned(),
        );
    }
    let request = AddIntake {
        name: words.name,
        silent_after_min: words.silent_after,
        break_glass: glass.to_owned(),
        ..feed
    };
    let view: IntakeView = asked.ask("intake_add", &request)?;
    show(asked, &view)?;
    Ok(outcome)
}

/// The id of the feed of this kind at this place, added when it is new; and the time between snapshots, when given.
fn ensure(asked: &Asked, feed: AddIntake, every: Option<u32>, glass: &str) -> Result<String, ErrorView> {
    let mut view = all(asked)?;
    let known: Vec<String> = view.sources.iter().map(|source| source.id.clone()).collect();
    let place = placed(&feed);
    let same = |source: &&IntakeSource| source.kind == feed.kind && source.place == place;
    let id = if let Some(source) = view.sources.iter().find(same) {
        source.id.clone()
    } else {
        let request = AddIntake {
            break_glass: glass.to_owned(),
            ..feed
        };
        view = asked.ask("intake_add", &request)?;
        let new = view.sources.iter().find(|source| !known.contains(&source.id));
        new.map(|source| source.id.clone()).unwrap_or_default()
    };
    if let Some(every_min) = every.filter(|every| *every != view.every_min) {
        let retention = view.retention;
        set(asked, every_min, retention, glass)?;
    }
    Ok(id)
}

/// The place as the home keeps it.
fn placed(feed: &AddIntake) -> String {
    let place = feed.place.trim();
    match feed.kind.as_str() {
        "folder" => {
            std::path::absolute(place).map_or_else(|_| place.to_owned(), |path| path.display().to_string())
        }
        "mllp" if place.trim_start_matches(':').parse::<u16>().is_ok() => {
            format!("127.0.0.1:{}", place.trim_start_matches(':'))
        }
        _ => place.trim_end_matches('/').to_owned(),
    }
}

fn set(
    asked: &Asked,
    every_min: u32,
    retention: IntakeRetention,
    glass: &str,
) -> Result<IntakeView, ErrorView> {
    let break_glass = glass.to_owned();
    let request = SetIntake {
        every_min,
        retention,
        break_glass,
    };
    asked.ask("intake_set", &request)
}

fn keep_for(asked: &Asked, keep: &KeepFor, glass: &str) -> Result<Outcome, ErrorView> {
    let mut view = all(asked)?;
    let now = view.retention;
    let retention = IntakeRetention {
        snapshots: keep.snapshots.unwrap_or(now.snapshots),
        days: keep.days.unwrap_or(now.days),
        message_days: keep.message_days.unwrap_or(now.message_days),
    };
    let every = keep.every.unwrap_or(view.every_min);
    if retention != now || every != view.every_min {
        view = set(asked, every, retention, glass)?;
    }
    let kept = view.retention;
    asked.say(&view, || {
        vec![
            format!("A snapshot every {} min when something new came", view.every_min),
            format!(
                "The newest {} kept, older ones {}",
                counted(kept.snapshots, "snapshot is", "snapshots are"),
                counted(kept.days, "day", "days")
            ),
            format!(
                "Messages about nobody in a bed are kept {}",
                counted(kept.message_days, "day", "days")
            ),
        ]
    })?;
    Ok(Outcome::done())
}

/// Runs feeds and says what each snapshot came to.
fn stay(asked: &Asked, ids: &[String], once: bool) -> Result<Outcome, ErrorView> {
    let before = all(asked)?;
    let mut said = before.last_try;
    let mut faults: Vec<String> = Vec::new();
    let mut held_back = String::new();
    let mut written = Ok(());
    asked.run_feeds(ids, |view, census| {
        for source in &view.sources {
            let fault = format!("{}: {}", source.name, source.last_error);
            if !source.last_error.is_empty() && !faults.contains(&fault) {
                eprintln!("Look: {fault}");
                faults.push(fault);
            }
        }
        if view.last_try == said {
            return true;
        }
        said.clone_from(&view.last_try);
        held_back.clone_from(&view.held_back);
        written = if asked.json {
            serde_json::to_string(view)
                .map_err(|why| ErrorView::new(ErrorKind::Broken, format!("{why}."), ""))
                .and_then(|line| write_out(&line))
        } else {
            write_out(&format!("{said} In use: {census}"))
        };
        !once && written.is_ok()
    })?;
    written?;
    // The last snapshot was read and not taken into use: done, and somebody has to look.
    faults.extend((!held_back.is_empty()).then_some(held_back));
    Ok(Outcome { look: faults })
}

/// Says what a snapshot of the feeds came to.
fn report(asked: &Asked, job: &JobView) -> Result<Outcome, ErrorView> {
    if job.report.is_some() {
        return census::report(asked, job);
    }
    let view = all(asked)?;
    asked.say(&view, || {
        vec!["Nothing new came: the census in use is the newest.".to_owned()]
    })?;
    Ok(Outcome::done())
}

fn show(asked: &Asked, view: &IntakeView) -> Result<(), ErrorView> {
    asked.say(view, || {
        if view.sources.is_empty() {
            return vec!["There are no live feeds. Add one: battlebag intake add.".to_owned()];
        }
        let line = |source: &IntakeSource| {
            let heard = source.last_heard.as_deref().map_or("never".to_owned(), time);
            format!(
                "{} {} ({} {}): last heard {heard}, {} kept. {}",
                source.id, source.name, source.kind, source.place, source.kept, source.words
            )
        };
        view.sources.iter().map(line).collect()
    })
}

fn look(view: &IntakeView) -> Vec<String> {
    let silent = view.sources.iter().filter(|source| {
        matches!(source.state, IntakeState::Silent | IntakeState::Failed)
            || source.words.starts_with("Nothing has come")
    });
    let lines = silent.map(|source| format!("{}: {}", source.name, source.words));
    let held = (!view.held_back.is_empty()).then(|| view.held_back.clone());
    lines.chain(held).collect()
}
