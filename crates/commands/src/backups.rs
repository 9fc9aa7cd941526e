//! Backups of the home: by hand, on a schedule while the window is open, and back from one on another laptop.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use battlebag_incident::{BackupMade, Body, StationRenewed};
use battlebag_store::{Backup, Credential, Home, NewBackup, Passphrase, Restore, StationSeed};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::jobs::Job;
use crate::session::{ON_SCREEN, frame_of, open_with};
use crate::station::{self, Open, STANDING, Station};
use crate::times::Clock;
use crate::views::{
    BackupFile, BackupHead, BackupView, FrameView, JobView, MakeBackup, Nothing, PrintedFile, RestoreHome,
    SetBackup,
};
use crate::{ErrorKind, ErrorView};

/// Setting that keeps the schedule.
const SCHEDULE: &str = "backup.schedule";
/// Setting that keeps the last one.
const LAST: &str = "backup.last";
/// Setting that keeps what went wrong with the last try.
const FAILED: &str = "backup.failed";
/// How a backup's name ends.
const ENDING: &str = "battlebag-backup";
/// After a failure, minutes before the schedule tries again.
const RETRY_MIN: i64 = 15;

/// When and where backups are made by themselves.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Schedule {
    folder: String,
    every_h: u32,
    keep: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Last {
    at: DateTime<Utc>,
    file: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Failed {
    at: DateTime<Utc>,
    why: String,
}

fn setting<T: for<'de> Deserialize<'de>>(home: &Home, name: &str) -> Result<Option<T>, ErrorView> {
    let kept = home.setting(name)?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

fn keep_setting(home: &mut Home, name: &str, value: &impl Serialize) -> Result<(), ErrorView> {
    let text = serde_json::to_string(value).unwrap_or_default();
    Ok(home.set_setting(name, &text)?)
}

fn view_of(open: &Open) -> Result<BackupView, ErrorView> {
    let schedule: Schedule = setting(&open.home, SCHEDULE)?.unwrap_or_default();
    let last: Option<Last> = setting(&open.home, LAST)?;
    let failed: Option<Failed> = setting(&open.home, FAILED)?;
    Ok(BackupView {
        folder: schedule.folder,
        every_h: schedule.every_h,
        keep: schedule.keep,
        last_at: last.as_ref().map(|l| open.clock.rfc3339(l.at)),
        last_file: last.map(|l| l.file).unwrap_or_default(),
        failed: failed.map(|f| f.why).unwrap_or_default(),
    })
}

/// What went wrong with the last try, until one succeeds.
pub(crate) fn failed(open: &Open) -> Option<String> {
    let failed: Option<Failed> = setting(&open.home, FAILED).ok()?;
    failed.map(|f| f.why)
}

/// How backups are made, and the last one.
pub fn view(station: &Station, _: Nothing) -> Result<BackupView, ErrorView> {
    station.with(|open| view_of(open))
}

/// Sets how backups are made.
pub fn set(station: &Station, request: SetBackup) -> Result<BackupView, ErrorView> {
    let folder = request.folder.trim().to_owned();
    if !folder.is_empty() && !Path::new(&folder).is_dir() {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("There is no folder {folder}."),
            "Choose a folder on another disk or a stick that stays in.",
        ));
    }
    station.with(|open| {
        let schedule = Schedule {
            every_h: if folder.is_empty() {
                0
            } else {
                request.every_h.clamp(1, 24 * 7)
            },
            keep: request.keep.clamp(1, 1000),
            folder,
        };
        keep_setting(&mut open.home, SCHEDULE, &schedule)?;
        view_of(open)
    })
}

/// Makes a backup now, as a job.
pub fn make(station: &Station, request: MakeBackup) -> Result<JobView, ErrorView> {
    let to = request.to.trim().to_owned();
    let to = match to.as_str() {
        "" => station.with(|open| {
            let schedule: Schedule = setting(&open.home, SCHEDULE)?.unwrap_or_default();
            Ok(match schedule.folder.as_str() {
                "" => station.host.paper_folder(),
                folder => PathBuf::from(folder),
            })
        })?,
        to => PathBuf::from(to),
    };
    station.with(|_| Ok(()))?;
    Ok(start(station, to, None))
}

fn start(station: &Station, to: PathBuf, keep: Option<u32>) -> JobView {
    station.start_job("Backup".to_owned(), "MB", move |station, job| {
        let made = one(station, job, &to, keep);
        if let Err(error) = &made
            && error.kind != ErrorKind::Locked
        {
            let failed = Failed {
                at: station.now(),
                why: format!("{} {}", error.what, error.next),
            };
            station.with(|open| keep_setting(&mut open.home, FAILED, &failed))?;
        }
        made
    })
}

/// Writes one backup and says so in the log.
fn one(station: &Station, job: &Job, to: &Path, keep: Option<u32>) -> Result<(), ErrorView> {
    let now = station.now();
    // A connection of its own: the window goes on while pages are copied.
    let (copying, file) = station.with(|open| Ok((open.home.beside()?, file_for(open, to, now)?)))?;
    let mb = |bytes: u64| u32::try_from(bytes / 1_000_000).unwrap_or(u32::MAX);
    let new = NewBackup {
        note: String::new(),
        made_at: now.timestamp_millis(),
        overwrite: false,
    };
    copying.backup(&file, &new, &mut |done, of| {
        job.at(mb(done), mb(of), "");
        if job.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    let bytes = std::fs::metadata(&file).map(|m| m.len()).unwrap_or_default();
    let body = Body::BackupMade(BackupMade {
        to: file.display().to_string(),
        bytes,
    });
    let last = Last {
        at: now,
        file: file.display().to_string(),
    };
    station.with(|open| {
        station.record(open, &body, now, &[])?;
        keep_setting(&mut open.home, LAST, &last)?;
        keep_setting(&mut open.home, FAILED, &None::<Failed>)
    })?;
    job.made(PrintedFile::plain("Backup", &file));
    if let (Some(keep), Some(folder)) = (keep, file.parent()) {
        copying.prune_backups(folder, usize::try_from(keep).unwrap_or(1))?;
    }
    Ok(())
}

/// The file for a backup: the one named, or one with hospital and time in the folder named.
fn file_for(open: &Open, to: &Path, now: DateTime<Utc>) -> Result<PathBuf, ErrorView> {
    if to.extension().is_some_and(|e| e == ENDING) {
        return Ok(to.to_owned());
    }
    std::fs::create_dir_all(to).map_err(|why| {
        ErrorView::new(
            ErrorKind::Storage,
            format!("{} cannot be made: {why}. No backup was written.", to.display()),
            "Choose another folder.",
        )
    })?;
    let hospital: String = open
        .home
        .hospital()
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect();
    let stamp = open.clock.local(now).format("%Y-%m-%d %H%M%S");
    Ok(to.join(format!("{} {stamp}.{ENDING}", hospital.trim())))
}

impl Station {
    /// Starts the scheduled backup when it is due. Called by shells that keep the home open.
    pub(crate) fn backup_if_due(&self, open: &Open, now: DateTime<Utc>) -> Result<(), ErrorView> {
        let schedule: Option<Schedule> = setting(&open.home, SCHEDULE)?;
        let Some(schedule) = schedule.filter(|s| s.every_h > 0 && !s.folder.is_empty()) else {
            return Ok(());
        };
        let last: Option<Last> = setting(&open.home, LAST)?;
        let failed: Option<Failed> = setting(&open.home, FAILED)?;
        let due =
            last.is_none_or(|l| now - l.at >= Duration::hours(i64::from(schedule.every_h)) || l.at > now);
        let wait =
            failed.is_some_and(|f| (Duration::zero()..Duration::minutes(RETRY_MIN)).contains(&(now - f.at)));
        if due && !wait && !self.jobs.is_running("Backup") {
            start(self, PathBuf::from(schedule.folder), Some(schedule.keep));
        }
        Ok(())
    }
}

/// What a backup says of itself, before any passphrase.
pub fn inspect(_station: &Station, request: BackupFile) -> Result<BackupHead, ErrorView> {
    let head = Backup::inspect(Path::new(request.file.trim()))?;
    let made_at = DateTime::from_timestamp_millis(head.made_at).unwrap_or_default();
    Ok(BackupHead {
        made_at: Clock::new("")?.rfc3339(made_at),
        station: head.station.get(..8).unwrap_or_default().to_owned(),
        hospital: head.hospital,
        note: head.note,
    })
}

/// Makes a home from a backup. It signs with a new key from now on, and says so in every record it goes on with.
pub fn restore(station: &Station, request: RestoreHome) -> Result<FrameView, ErrorView> {
    let mut guard = station.guard();
    if guard.is_some() {
        return Err(ErrorView::new(
            ErrorKind::Refused,
            "A home is already open here.",
            "Lock it first, or start Battlebag with another --home folder.",
        ));
    }
    let now = station.now();
    let person = request.person.trim();
    let restored = Home::restore(
        Path::new(request.file.trim()),
        &station.folder,
        &Restore {
            who: (!person.is_empty()).then_some(person),
            credential: &Credential::Passphrase(Passphrase::new(request.passphrase.reveal().to_owned())),
            station_seed: StationSeed::from_bytes(station.random()?),
            now: now.timestamp_millis(),
        },
    )?;
    let body = Body::StationRenewed(StationRenewed {
        before: restored.made_by.to_string(),
        because: "a backup was restored here".to_owned(),
        backup_of: DateTime::from_timestamp_millis(restored.backup.made_at),
    });
    let mut open = open_with(station, restored.home, now)?;
    station.record_in(&mut open, STANDING, &body, now, &[])?;
    if let Some(id) = open.current.as_ref().map(|c| c.id) {
        station.record_in(&mut open, id, &body, now, &[])?;
    } else if let Some(id) = open.home.setting(ON_SCREEN)?.and_then(|id| id.parse().ok()) {
        open.current = station::load(&open.home, id)?;
    }
    let frame = frame_of(&mut open, now);
    *guard = Some(open);
    Ok(frame)
}
