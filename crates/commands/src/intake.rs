//! Live feeds: what is set, how each source does, and what a person does about them.

use std::collections::BTreeSet;

use battlebag_bag::Power;
use battlebag_incident::powers::has_power;
use battlebag_incident::{Body, FeedChange};
use battlebag_intake::{Doing, SourceState};
use battlebag_store::{InboxSource, SideWrite};
use chrono::{DateTime, Duration, Utc};

use crate::census::Asked;
use crate::counted::counted;
use crate::intake_keep::KeepInHome;
use crate::intake_retention::erase_due;
use crate::intake_run::next_snapshot;
use crate::intake_snapshot::{Tried, said_of, snapshot};
use crate::intake_sources::{Source, Sources, from_request, last, read, token, token_setting, write};
use crate::jobs::Job;
use crate::people::permitted;
use crate::session::count;
use crate::station::{Act, Open, STANDING, Station};
use crate::times::{minutes_between, parse_some};
use crate::views::{
    AddIntake, IntakeSnapshot, IntakeSource, IntakeState, IntakeView, JobView, Nothing, PullIntake,
    RemoveIntake, SetIntake, StripWarning,
};
use crate::{ErrorKind, ErrorView};

/// All sources and how they do.
pub fn list(station: &Station, _: Nothing) -> Result<IntakeView, ErrorView> {
    station.with(|open| view_of(station, open))
}

fn view_of(station: &Station, open: &Open) -> Result<IntakeView, ErrorView> {
    let now = station.now();
    let sources = read(&open.home)?;
    let heard = open.home.inbox_sources()?;
    let board = station.intake.board();
    let last = last(&open.home)?.unwrap_or_default();
    let rows = sources.all.iter().map(|source| {
        let state = board
            .as_ref()
            .map(|board| board.of(&source.id))
            .unwrap_or_default();
        let heard = heard.iter().find(|h| h.source == source.id);
        row(open, source, &state, heard, now)
    });
    let me = open.person();
    let mut view = IntakeView {
        sources: rows.collect(),
        every_min: sources.every_min,
        next_snapshot: next_snapshot(open)?
            .filter(|_| board.is_some())
            .map(|at| open.clock.rfc3339(at.max(now))),
        last_try: last.said,
        held_back: last.held_back,
        retention: sources.retention,
        running: board.is_some(),
        may_change: open
            .current
            .as_ref()
            .is_none_or(|c| has_power(&c.state, &open.bag, &me, Power::ManagePeople)),
    };
    for row in &mut view.sources {
        let id = row.id.clone();
        row.has_token = token(&open.home, &id)?.is_some();
    }
    Ok(view)
}

fn row(
    open: &Open,
    source: &Source,
    state: &SourceState,
    heard: Option<&InboxSource>,
    now: DateTime<Utc>,
) -> IntakeSource {
    let last_heard = heard.and_then(|h| DateTime::<Utc>::from_timestamp_millis(h.heard_at));
    let silent = silence(source, last_heard, now);
    let (mut word, mut words) = match &state.doing {
        Doing::Stopped => (IntakeState::Stopped, "Does not run in this window".to_owned()),
        Doing::Listening(at) => (IntakeState::Listening, listening(at, state.connections)),
        Doing::Watching => (IntakeState::Watching, "Looks into its folder".to_owned()),
        Doing::Pulling(words) => (IntakeState::Pulling, words.clone()),
        Doing::Waiting(next) => (
            IntakeState::Waiting,
            format!("Asks again at {}", open.clock.time(*next)),
        ),
        Doing::Failed(why) => (IntakeState::Failed, why.clone()),
    };
    if let Some(minutes) = silent {
        words = format!("Nothing has come for {}. {words}", length(minutes));
        if !matches!(word, IntakeState::Failed | IntakeState::Stopped) {
            word = IntakeState::Silent;
        }
    }
    let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    IntakeSource {
        id: source.id.clone(),
        name: source.name.clone(),
        kind: source.kind().to_owned(),
        place: source.place(),
        state: word,
        words,
        last_heard: last_heard.map(|at| open.clock.rfc3339(at)),
        silent_after_min: source.silent_after_min,
        kept: heard.map_or(0, |h| number(h.kept)),
        repeated: heard.map_or(0, |h| number(h.repeated)),
        last_error: state
            .last_fault
            .as_ref()
            .map(|f| f.why.clone())
            .unwrap_or_default(),
        last_error_at: state.last_fault.as_ref().map(|f| open.clock.rfc3339(f.at)),
        remarks: state.remarks.clone(),
        has_token: false,
    }
}

fn listening(at: &str, connections: u32) -> String {
    match connections {
        0 => format!("Listens at {at}; nobody is connected"),
        1 => format!("Listens at {at}; 1 connection"),
        n => format!("Listens at {at}; {n} connections"),
    }
}

/// Minutes of silence, when they are more than the source's own limit.
fn silence(source: &Source, heard: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<u32> {
    let since = heard.unwrap_or(source.added_at);
    let limit = i64::from(source.silent_after_min);
    (limit > 0 && now - since > Duration::minutes(limit)).then(|| minutes_between(since, now))
}

fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, m) => format!("{h} h {m:02} min"),
    }
}

/// What stands on every screen about the feeds: silence, and a snapshot that was held back.
pub(crate) fn warnings(open: &Open, now: DateTime<Utc>) -> Vec<StripWarning> {
    let warn = |head: String, text: String| StripWarning {
        head,
        text,
        act: "Look at the feeds".to_owned(),
        screen: "census".to_owned(),
    };
    let (Ok(sources), Ok(heard)) = (read(&open.home), open.home.inbox_sources()) else {
        return Vec::new();
    };
    let mut warnings = Vec::new();
    for source in &sources.all {
        let last = heard.iter().find(|h| h.source == source.id);
        let last = last.and_then(|h| DateTime::<Utc>::from_timestamp_millis(h.heard_at));
        if let Some(minutes) = silence(source, last, now) {
            let text = match last {
                Some(at) => format!(
                    "The last was at {}. Who came in or moved since is not known from it.",
                    open.clock.day_and_time(at)
                ),
                None => "Nothing ever came from it. Check at the sender that it is switched on.".to_owned(),
            };
            warnings.push(warn(
                format!("Nothing has come from {} for {}.", source.name, length(minutes)),
                text,
            ));
        }
    }
    if let Ok(Some(last)) = last(&open.home)
        && !last.held_back.is_empty()
        && !sources.all.is_empty()
    {
        warnings.push(warn(
            "The newest snapshot was held back.".to_owned(),
            last.held_back,
        ));
    }
    warnings
}

/// Writes a change of the sources: the entry, and what is kept beside it. Who may change people may change these: both
/// decide who and what reaches the home.
fn change(
    station: &Station,
    open: &mut Open,
    (feed, words): (&str, String),
    side: &[SideWrite],
    glass: &str,
) -> Result<(), ErrorView> {
    let act = Body::FeedChanged(FeedChange {
        feed: feed.to_owned(),
        change: words,
    });
    let bodies = permitted(open, act, glass)?;
    // Broken glass belongs to the incident: every screen shows it until somebody has looked at it.
    let incident = open
        .current
        .as_ref()
        .filter(|_| bodies.len() > 1)
        .map_or(STANDING, |c| c.id);
    station.record_act(open, incident, &Act::plain(&bodies, station.now()), side)?;
    Ok(())
}

/// Adds a source.
pub fn add(station: &Station, request: AddIntake) -> Result<IntakeView, ErrorView> {
    station.with(|open| {
        let mut sources = read(&open.home)?;
        let id = format!("f{}", sources.next);
        let source = from_request(&request, id.clone(), station.now())?;
        if let Some(same) = sources
            .all
            .iter()
            .find(|s| s.name == source.name || s.feed == source.feed)
        {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!(
                    "There is a feed like that already: {}, {}.",
                    same.name,
                    same.place()
                ),
                "Give it another name and place, or take the other one away first.",
            ));
        }
        let words = format!("added: {}", source.words());
        let name = source.name.clone();
        sources.next += 1;
        sources.all.push(source);
        let side = [write(&sources), token_setting(&id, request.token.reveal())];
        change(station, open, (&name, words), &side, &request.break_glass)?;
        restart(station, open)?;
        view_of(station, open)
    })
}

/// Takes a source away, and all that it sent. Snapshots made from it stay.
pub fn remove(station: &Station, request: RemoveIntake) -> Result<IntakeView, ErrorView> {
    station.with(|open| {
        let mut sources = read(&open.home)?;
        let source = find(&sources, &request.id)?.clone();
        sources.all.retain(|s| s.id != source.id);
        let side = [write(&sources), token_setting(&source.id, "")];
        change(
            station,
            open,
            (&source.name, "taken away".to_owned()),
            &side,
            &request.break_glass,
        )?;
        restart(station, open)?;
        open.home.inbox_forget(&source.id)?;
        view_of(station, open)
    })
}

/// Where sources run, they run as they are set now.
fn restart(station: &Station, open: &Open) -> Result<(), ErrorView> {
    if station.intake.board().is_some() {
        station.start_intake(open, None)?;
    }
    Ok(())
}

fn find<'a>(sources: &'a Sources, id: &str) -> Result<&'a Source, ErrorView> {
    let wanted = id.trim();
    let mut found = sources.all.iter().filter(|s| s.id == wanted || s.name == wanted);
    found.next().ok_or_else(|| {
        ErrorView::new(
            ErrorKind::NotFound,
            format!("There is no feed called {wanted}."),
            "See those there are: battlebag intake list.",
        )
    })
}

/// Sets how often snapshots are taken and how long what feeds sent is kept.
pub fn set(station: &Station, request: SetIntake) -> Result<IntakeView, ErrorView> {
    station.with(|open| {
        let mut sources = read(&open.home)?;
        let mut retention = request.retention;
        retention.snapshots = retention.snapshots.clamp(1, 10_000);
        retention.days = retention.days.clamp(1, 3_650);
        retention.message_days = retention.message_days.clamp(2, 3_650);
        sources.retention = retention;
        sources.every_min = request.every_min.clamp(1, 60 * 24);
        let words = format!(
            "a snapshot every {} min; the newest {} kept, older ones {}; messages about nobody in a bed {}",
            sources.every_min,
            counted(retention.snapshots, "snapshot is", "snapshots are"),
            counted(retention.days, "day", "days"),
            counted(retention.message_days, "day", "days")
        );
        change(
            station,
            open,
            ("", format!("Feeds: {words}")),
            &[write(&sources)],
            &request.break_glass,
        )?;
        view_of(station, open)
    })
}

/// Takes a snapshot of what the sources hold, as a job.
pub fn snapshot_now(station: &Station, request: IntakeSnapshot) -> Result<JobView, ErrorView> {
    station.with(|open| {
        if read(&open.home)?.all.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                "There are no live feeds.",
                "Add one first, or take a census from files.",
            ));
        }
        Ok(())
    })?;
    Ok(
        station.start_job("Snapshot of the feeds".to_owned(), "MB", move |station, job| {
            done(job, snapshot(station, request.anyway, Asked::ByPerson)?)
        }),
    )
}

/// Erases what is due by the times that are set, as a job.
pub fn shred(station: &Station, _: Nothing) -> Result<JobView, ErrorView> {
    station.with(|_| Ok(()))?;
    Ok(station.start_job(
        "Erasing what is no longer needed".to_owned(),
        "snapshots",
        |station, job| {
            let now = station.now();
            let erased = station.with(|open| erase_due(station, open, now, Asked::ByPerson))?;
            job.at(erased, erased, "");
            Ok(())
        },
    ))
}

fn done(job: &Job, tried: Tried) -> Result<(), ErrorView> {
    match tried {
        Tried::Made(report) => job.report(*report),
        Tried::Unchanged => {}
        Tried::HeldBack(why) => return Err(ErrorView::from_sentences(ErrorKind::Refused, &why)),
    }
    Ok(())
}

/// Pulls from a FHIR source now and takes a snapshot, as a job.
pub fn pull(station: &Station, request: PullIntake) -> Result<JobView, ErrorView> {
    let since = parse_some(request.since.as_deref(), "Since")?;
    let plan = station.with(|open| {
        let sources = read(&open.home)?;
        let source = find(&sources, &request.id)?;
        source.pull(token(&open.home, &source.id)?, since)
    })?;
    Ok(station.start_job(
        "Pull from the server".to_owned(),
        "records",
        move |station, job| {
            let keep = KeepInHome {
                station: station.clone(),
                run: station.intake.run.load(std::sync::atomic::Ordering::SeqCst),
            };
            let pulled = battlebag_intake::fhir::pull_once(&plan, &keep)
                .map_err(|why| ErrorView::from_sentences(ErrorKind::Storage, &why.to_string()))?;
            let records = count(usize::try_from(pulled.records).unwrap_or(usize::MAX));
            job.at(records, records, "");
            done(job, snapshot(station, false, Asked::ByPerson)?)
        },
    ))
}

/// Runs sources in a shell that has nothing else to do: all, or those named. `look` is shown how they do every second and says whether to go on.
pub fn run(
    station: &Station,
    only: &[String],
    mut look: impl FnMut(&IntakeView, &str) -> bool,
) -> Result<(), ErrorView> {
    station.with(|open| {
        let sources = read(&open.home)?;
        let mut ids = BTreeSet::new();
        for id in only {
            ids.insert(find(&sources, id)?.id.clone());
        }
        if sources.all.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                "There are no live feeds.",
                "Add one first: battlebag intake add.",
            ));
        }
        station.start_intake(open, (!ids.is_empty()).then_some(ids))
    })?;
    loop {
        let (view, census) = station.with(|open| Ok((view_of(station, open)?, said_of(open))))?;
        if !look(&view, &census) {
            station.intake.stop();
            return Ok(());
        }
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
}
