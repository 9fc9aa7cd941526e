//! First run, sign-in, lock, and the frame around every screen.

use std::sync::Arc;

use battlebag_incident::Body;
use battlebag_log::IncidentId;
use battlebag_store::{Credential, Hold, HoldNote, Home, HomeRandom, NewHome, Passphrase};
use chrono::{DateTime, Utc};

use crate::ranking::{EXPIRED_AFTER_H, OLD_AFTER_H};
use crate::station::{self, Open, STANDING, Station};
use crate::times::{Clock, minutes_between};
use crate::verifying::{Depth, verify_all};
use crate::views::{
    CensusAge, CensusHead, CreateHome, FrameView, HomeMade, HomeState, IncidentHead, NavCounts, NextDue,
    Nothing, ReadinessView, ReadyLine, SecretText, StatusView, StripWarning, Unlock,
};
use crate::{ErrorKind, ErrorView, cards, content, roles};

/// Setting that keeps which incident was on screen.
pub(crate) const ON_SCREEN: &str = "incident.on_screen";

/// Is there a home, is it open, who may sign in.
pub fn status(station: &Station, _: Nothing) -> Result<StatusView, ErrorView> {
    let guard = station.guard();
    let now = station.now();
    let state = match (&*guard, Home::exists(&station.folder)) {
        (Some(_), _) => HomeState::Open,
        (None, true) => HomeState::Locked,
        (None, false) => HomeState::Missing,
    };
    let clock = match &*guard {
        Some(open) => open.clock,
        None => Clock::new("")?,
    };
    let (mut people, mut tries, mut held_by) = (Vec::new(), (0, 0), String::new());
    if state != HomeState::Missing {
        people.extend(Home::people_of(&station.folder)?.into_iter().map(|p| p.name));
    }
    if state == HomeState::Locked {
        tries = Home::tries(&station.folder, now.timestamp_millis())?;
        held_by = Home::held_by(&station.folder)?
            .map(|who| who.to_string())
            .unwrap_or_default();
    }
    Ok(StatusView {
        state,
        folder: station.folder.display().to_string(),
        people,
        wait_s: u32::try_from(tries.1).unwrap_or(u32::MAX),
        tries: tries.0,
        held_by,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        can_choose_files: station.host.can_choose_files(),
        now: clock.rfc3339(now),
    })
}

/// Makes an encrypted home; the recovery code comes back once.
pub fn create_home(station: &Station, request: CreateHome) -> Result<HomeMade, ErrorView> {
    let mut guard = station.guard();
    if guard.is_some() {
        return Err(ErrorView::new(
            ErrorKind::Refused,
            "A home is already open here.",
            "Lock it first, or start Battlebag with another --home folder.",
        ));
    }
    let clock = Clock::new(&request.zone)?;
    let hospital = required(&request.hospital, "the hospital's name")?;
    if !battlebag_paper::face::hospital_fits(&hospital) {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            "The hospital's name is too long for the foot of a sheet, where it stands on each one.",
            "Shorten it to a line, about 100 letters: the name that staff say.",
        ));
    }
    let person = required(&request.person, "your name")?;
    let created = Home::create(
        &station.folder,
        &NewHome {
            hospital,
            person,
            zone: clock.name().to_owned(),
            passphrase: Passphrase::new(request.passphrase.reveal().to_owned()),
            cost: station.host.kdf_cost(),
            random: HomeRandom::from_bytes(station.random()?),
            created_at: station.now().timestamp_millis(),
        },
    )?;
    let recovery_code = SecretText::new(created.recovery_code.reveal().to_string());
    *guard = Some(open_with(station, created.home, station.now())?);
    Ok(HomeMade { recovery_code })
}

pub(crate) fn required(text: &str, what: &str) -> Result<String, ErrorView> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("{} is missing.", sentence(what)),
            "Write it, then try again.",
        ));
    }
    Ok(text.to_owned())
}

/// The text with a capital at its beginning.
pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().collect::<String>() + chars.as_str())
        .unwrap_or_default()
}

/// Everything derived from an opened home.
pub(crate) fn open_with(station: &Station, home: Home, now: DateTime<Utc>) -> Result<Open, ErrorView> {
    let (ready, content_fault) = content::of_home(&home)?;
    let clock = Clock::new(home.zone())?;
    let hold = hold(station, &home, clock, now)?;
    let standing = station::entries_of(&home, STANDING)?;
    let mut open = Open {
        home,
        clock,
        bag: Arc::clone(&ready),
        ready,
        content_fault,
        bag_fault: String::new(),
        register: Arc::default(),
        current: None,
        census: None,
        ranking: None,
        past: None,
        verified: String::new(),
        revision: 1,
        contacts: crate::contacts::Kept::default(),
        standing,
        _hold: hold,
    };
    open.verified = verify_all(&mut open, now, Depth::Start)?.1;
    if let Some(id) = open
        .home
        .setting(ON_SCREEN)?
        .and_then(|id| id.parse::<IncidentId>().ok())
    {
        open.current = station::load(&open.home, id)?;
    }
    crate::bag_in_force::adopt(station, &mut open, now)?;
    open.find_register()?;
    open.find_census()?;
    Ok(open)
}

/// The long hold of a window on its home; a shell that comes and goes needs none.
fn hold(station: &Station, home: &Home, clock: Clock, now: DateTime<Utc>) -> Result<Option<Hold>, ErrorView> {
    let Some(program) = station.host.holds_as() else {
        return Ok(None);
    };
    let note = HoldNote {
        program: program.to_owned(),
        machine: station.host.machine_name(),
        process: std::process::id(),
        since: now.timestamp_millis(),
        since_words: clock.day_and_time(now),
    };
    Ok(Some(home.hold(&note)?))
}

impl Open {
    /// Takes into use the newest census that the incident, or else the standing record, names.
    pub(crate) fn find_census(&mut self) -> Result<(), ErrorView> {
        let named = |entries: &[crate::station::Logged]| {
            entries.iter().rev().find_map(|e| match e.said()?.1 {
                Body::CensusTaken { snapshot, .. } => Some(snapshot.clone()),
                _ => None,
            })
        };
        let hash = self
            .current
            .as_ref()
            .and_then(|c| named(&c.entries))
            .or_else(|| named(&self.standing));
        if let Some(hash) = hash {
            return self.load_census(&hash);
        }
        self.census = None;
        Ok(())
    }
}

/// Opens the home.
pub fn unlock(station: &Station, request: Unlock) -> Result<FrameView, ErrorView> {
    let mut guard = station.guard();
    let now = station.now();
    let who = (!request.person.trim().is_empty()).then(|| request.person.trim().to_owned());
    let credential = Credential::Passphrase(Passphrase::new(request.passphrase.reveal().to_owned()));
    let home = Home::open(
        &station.folder,
        who.as_deref(),
        &credential,
        now.timestamp_millis(),
    )?;
    let mut open = open_with(station, home, now)?;
    let frame = frame_of(&mut open, now);
    *guard = Some(open);
    Ok(frame)
}

/// Locks the home: keys and everything read from it are dropped. Running prints are cancelled, live feeds are stopped.
pub fn lock(station: &Station, _: Nothing) -> Result<StatusView, ErrorView> {
    station.jobs.cancel_all();
    station.intake.stop();
    *station.guard() = None;
    status(station, Nothing {})
}

/// Everything around the screen.
pub fn frame(station: &Station, _: Nothing) -> Result<FrameView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        if station.host.holds_as().is_some() {
            station.backup_if_due(open, now)?;
            // A feed that cannot be started shows as stopped; the screens go on without it.
            let _ = station.intake_if_due(open);
        }
        Ok(frame_of(open, now))
    })
}

pub(crate) fn label_of(id: IncidentId, exercise: bool) -> String {
    let hex = id.to_string().to_uppercase();
    let sort = if exercise { "EX" } else { "CYB" };
    format!("{sort}-{}", hex.get(..4).unwrap_or(&hex))
}

pub(crate) fn head_of(open: &Open, id: IncidentId, state: &battlebag_incident::Incident) -> IncidentHead {
    IncidentHead {
        id: id.to_string(),
        label: label_of(id, state.exercise),
        title: state.title.clone(),
        exercise: state.exercise,
        life: state.life.into(),
        opened_at: open.clock.rfc3339(state.opened.occurred_at),
        declared_at: state.clock_start().map(|t| open.clock.rfc3339(t)),
    }
}

/// How old the census is.
pub(crate) fn census_age(as_of: DateTime<Utc>, now: DateTime<Utc>) -> CensusAge {
    let age = now - as_of;
    if age > chrono::Duration::hours(EXPIRED_AFTER_H) {
        CensusAge::Expired
    } else if age > chrono::Duration::hours(OLD_AFTER_H) {
        CensusAge::Old
    } else {
        CensusAge::Fresh
    }
}

/// Whether a census of `as_of` is too old to rank by: its tiers are of people who may lie elsewhere.
pub(crate) fn is_expired(as_of: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    census_age(as_of, now) == CensusAge::Expired
}

/// The same of the census in use: nobody is sent by its tiers.
pub(crate) fn too_old_to_rank(open: &Open, now: DateTime<Utc>) -> bool {
    let census = open.census.as_ref();
    census.is_some_and(|census| is_expired(census.snapshot.as_of, now))
}

fn census_head(open: &Open, now: DateTime<Utc>) -> Option<CensusHead> {
    let census = open.census.as_ref()?;
    let snapshot = &census.snapshot;
    Some(CensusHead {
        as_of: open.clock.rfc3339(snapshot.as_of),
        age_min: minutes_between(snapshot.as_of, now),
        age: census_age(snapshot.as_of, now),
        read: snapshot.counts.records,
        rejected: snapshot.counts.rejected,
        inpatients: snapshot.counts.inpatients,
        feed: snapshot.feed.join(", "),
    })
}

fn warn(head: String, text: String, act: &str, screen: &str) -> StripWarning {
    StripWarning {
        head,
        text,
        act: act.to_owned(),
        screen: screen.to_owned(),
    }
}

fn no_census() -> StripWarning {
    warn(
        "There is no census.".into(),
        "Battlebag does not know who is in which bed.".into(),
        "Take a census",
        "patients",
    )
}

fn old_census(open: &Open, head: &CensusHead) -> Option<StripWarning> {
    if head.age == CensusAge::Fresh {
        return None;
    }
    let taken = open
        .census
        .as_ref()
        .map(|c| open.clock.time(c.snapshot.as_of))
        .unwrap_or_default();
    let what = if head.age == CensusAge::Expired {
        "rebuild at the bedside"
    } else {
        "check wristband and bed before you act"
    };
    Some(warn(
        format!(
            "Census is {} h {:02} min old.",
            head.age_min / 60,
            head.age_min % 60
        ),
        format!("It was taken at {taken}; {what}."),
        "Update the census",
        "patients",
    ))
}

fn strip(open: &Open, census: Option<&CensusHead>, now: DateTime<Utc>) -> Vec<StripWarning> {
    let mut strip = Vec::new();
    if open.verified.starts_with("Broken") {
        strip.push(warn(
            "The log is broken.".into(),
            open.verified.clone(),
            "Open the log",
            "log",
        ));
    }
    if let Some(used) = crate::people::recovery_used(open) {
        strip.push(warn(
            "The sealed recovery code was opened.".into(),
            format!("{used}. Whoever read it can open this home."),
            "Make a new code",
            "bag",
        ));
    }
    let waiting = crate::edits::waiting(open);
    if waiting > 0 {
        strip.push(warn(
            "Hand and feed differ.".into(),
            format!("{waiting} changes written by hand are not in the new census. What was written by hand stands until somebody settles it."),
            "Settle them",
            "census",
        ));
    }
    let glass = open
        .current
        .iter()
        .flat_map(|c| c.state.journal.glass_to_review());
    for broken in glass {
        strip.push(warn(
            "Glass was broken.".into(),
            format!(
                "{} at {}: {}. {}",
                broken.stamp.actor,
                open.clock.time(broken.stamp.occurred_at),
                broken.glass.act,
                broken.glass.because
            ),
            "Look at it",
            "log",
        ));
    }
    if let Some(why) = crate::backups::failed(open) {
        strip.push(warn("The last backup failed.".into(), why, "See to it", "bag"));
    }
    for why in [&open.content_fault, &open.bag_fault] {
        if !why.is_empty() {
            strip.push(warn(
                "The bag is not what it should be.".into(),
                why.clone(),
                "Open the bag",
                "bag",
            ));
        }
    }
    strip.extend(census.map_or_else(|| Some(no_census()), |head| old_census(open, head)));
    strip.extend(crate::intake::warnings(open, now));
    if let Some(current) = &open.current {
        let unchecked = current.state.bag_checked_until.is_none_or(|until| now >= until);
        if current.state.life.is_declared() && unchecked {
            strip.push(warn(
                "Nobody has checked the bag.".into(),
                "No other way counts until somebody has seen the kit.".into(),
                "Check the bag",
                "bag",
            ));
        }
    }
    strip
}

/// The frame, with fresh counts.
pub(crate) fn frame_of(open: &mut Open, now: DateTime<Utc>) -> FrameView {
    let census = census_head(open, now);
    let strip = strip(open, census.as_ref(), now);
    let mut counts = NavCounts::default();
    let mut next_due: Option<NextDue> = None;
    if open.current.is_some() {
        if !too_old_to_rank(open, now)
            && let Some(ranking) = open.ranking_if_any(now)
        {
            counts.p1 = count(
                ranking
                    .places
                    .iter()
                    .filter(|p| p.tier == battlebag_priority::Tier::P1)
                    .count(),
            );
        }
        let effective = open.standings(now).effective;
        counts.systems = count(effective.values().filter(|e| !e.state.is_sound()).count());
        let (overdue, critical, due) = cards::overdue(open, now);
        counts.overdue = overdue;
        counts.overdue_critical = critical;
        counts.vacant = count(roles::vacant(open).len());
        (counts.critical_results, counts.messages) = crate::now_desk::counts(open, now);
        let step = due;
        let others = [crate::steering::next_due(open), crate::legal::next_due(open, now)];
        next_due = others
            .into_iter()
            .flatten()
            .chain(step)
            .min_by_key(|(at, _)| *at)
            .map(|(_, next)| next);
    }
    let person = open.person();
    let roles = open
        .current
        .as_ref()
        .map(|c| open.role_titles(&c.state.roles_of(&person)))
        .unwrap_or_default();
    FrameView {
        hospital: open.home.hospital().to_owned(),
        person,
        roles,
        now: open.clock.rfc3339(now),
        zone: open.clock.abbreviation(now),
        zone_name: open.clock.name().to_owned(),
        incident: open.current.as_ref().map(|c| head_of(open, c.id, &c.state)),
        census,
        strip,
        next_due,
        counts,
        not_copied: count(open.current.as_ref().map_or(0, |c| c.entries.len())),
        bag_version: open.bag.manifest.version.clone(),
        approved: open.bag.manifest.approved_by.is_some(),
        revision: open.revision,
    }
}

pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whether somebody has seen the real bag.
fn shelf(open: &Open, now: DateTime<Utc>) -> ReadyLine {
    let at = |when| open.clock.day_and_time(when);
    let (state, text) = match crate::bag::last_check(open) {
        Some(check) if now < check.until => (
            "ready",
            format!("Checked by {}, good until {}", check.by, at(check.until)),
        ),
        Some(check) => (
            "look",
            format!(
                "Its check lapsed {}: nothing in it counts as another way",
                at(check.until)
            ),
        ),
        None => (
            "look",
            "Nobody has checked it: nothing in it counts as another way".to_owned(),
        ),
    };
    ReadyLine {
        state: state.to_owned(),
        what: "Bag on the shelf".to_owned(),
        text,
        screen: "bag".to_owned(),
    }
}

/// Is the bag ready? Earlier incidents.
pub fn readiness(station: &Station, _: Nothing) -> Result<ReadinessView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let line = |state: &str, what: &str, text: String, screen: &str| ReadyLine {
            state: state.into(),
            what: what.into(),
            text,
            screen: screen.into(),
        };
        let mut lines = Vec::new();
        lines.push(match census_head(open, now) {
            None => line(
                "not_ready",
                "Census",
                "There is none: nobody is known.".into(),
                "patients",
            ),
            Some(head) => {
                let state = if head.age == CensusAge::Fresh {
                    "ready"
                } else {
                    "look"
                };
                let taken = open
                    .census
                    .as_ref()
                    .map(|c| open.clock.day_and_time(c.snapshot.as_of))
                    .unwrap_or_default();
                let text = format!(
                    "{} in-patients at {taken} · {} read, {} rejected",
                    head.inpatients, head.read, head.rejected
                );
                line(state, "Census", text, "patients")
            }
        });
        let cards = open.ready.cards.len();
        lines.push(line(
            "ready",
            "Action cards",
            format!("{cards} cards, bag {}", open.ready.manifest.version),
            "cards",
        ));
        lines.push(shelf(open, now));
        if let Some(due) = crate::content_list::reviews_due(open, now) {
            lines.push(line("look", "Review", due, "bag"));
        }
        lines.push(match &open.ready.manifest.approved_by {
            Some(by) => line("ready", "Local approval", format!("Signed by {by}"), "bag"),
            None => line(
                "look",
                "Local approval",
                "Clinical content not locally approved".into(),
                "bag",
            ),
        });
        let people = open.home.people().len();
        let text = if people < 2 {
            "One person can sign in: if they are away, only the sealed recovery code opens it".into()
        } else {
            format!("{people} people can sign in")
        };
        lines.push(line(
            if people < 2 { "look" } else { "ready" },
            "People",
            text,
            "bag",
        ));
        lines.push(line(
            if open.verified.starts_with("Broken") {
                "not_ready"
            } else {
                "ready"
            },
            "Log",
            open.verified.clone(),
            "log",
        ));
        let incidents = crate::incident::kept(open)?;
        Ok(ReadinessView { lines, incidents })
    })
}
