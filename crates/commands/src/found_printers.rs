//! Printers that answered a look around: whether looking is switched on, the look itself, and what was found. What was found
//! is a stranger: nothing here can print on it. See [`crate::found_proof`] for how one is taken on.

use battlebag_incident::{Body, PrinterChange};
use battlebag_printers::{Address, Claim, Nearby, NotAsked, look_around};
use battlebag_store::{Home, SideWrite};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::counted::counted;
use crate::jobs::Job;
use crate::printers;
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{FoundPrinterView, FoundPrintersView, JobView, Nothing, SetLooking};
use crate::{ErrorKind, ErrorView};

/// The setting that says whether printers may be looked for: "on", or nothing.
const LOOKING: &str = "printers.looking";
const FOUND: &str = "printers.found";
const JOB: &str = "Looking for printers";
/// Numbers that may be typed before a printer is dropped.
pub(crate) const TRIES: u32 = 3;
/// What to do when the printer is not found.
const BY_HAND: &str =
    "Type its address in: it stands on the printer's own display, mostly under Menu, Network.";

/// What was found, and what waits for its number.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Found {
    /// The last number that was given, so that one of an older list never means another printer.
    last: u32,
    looked_at: Option<DateTime<Utc>>,
    left_out: u32,
    pub all: Vec<Stranger>,
}

/// A printer that answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Stranger {
    pub id: u32,
    pub name: String,
    pub model: String,
    pub place: String,
    pub address: String,
    pub no_pdf: bool,
    pub proof: Option<Proof>,
}

/// A sheet with a number that went to a stranger.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Proof {
    /// What people will call it.
    pub name: String,
    pub number: String,
    pub wrong: u32,
    pub sent_at: DateTime<Utc>,
    /// Fingerprint of the certificate that it showed; empty on an open line.
    pub pin: String,
    /// Its beginning, as a person compares it.
    pub certificate: String,
}

impl Stranger {
    fn of(id: u32, claim: Claim) -> Self {
        Self {
            id,
            name: claim.name,
            model: claim.model,
            place: claim.place,
            address: claim.address.to_string(),
            no_pdf: claim.no_pdf,
            proof: None,
        }
    }

    fn is_open_line(&self) -> bool {
        self.address.parse::<Address>().is_ok_and(|a| a.is_open_line())
    }

    /// What it says of itself, as nothing more than that.
    pub(crate) fn says(&self) -> String {
        let mut said = match (self.name.as_str(), self.model.as_str()) {
            ("", "") => "Gives no name".to_owned(),
            ("", model) => format!("Gives no name; model {model}"),
            (name, "") => format!("Says it is “{name}”"),
            (name, model) => format!("Says it is “{name}”, model {model}"),
        };
        if !self.place.is_empty() {
            said = format!("{said}, and stands at “{}”", self.place);
        }
        said
    }

    fn view(&self, open: &Open) -> FoundPrinterView {
        let proof = self.proof.as_ref();
        FoundPrinterView {
            id: self.id,
            name: self.name.clone(),
            model: self.model.clone(),
            place: self.place.clone(),
            address: self.address.clone(),
            says: self.says(),
            open_line: self.is_open_line(),
            no_pdf: self.no_pdf,
            waits_as: proof.map(|p| p.name.clone()).unwrap_or_default(),
            sent_at: proof.map(|p| open.clock.rfc3339(p.sent_at)).unwrap_or_default(),
            tries_left: proof.map_or(0, |p| TRIES.saturating_sub(p.wrong)),
            certificate: proof.map(|p| p.certificate.clone()).unwrap_or_default(),
        }
    }
}

impl Found {
    /// What a new look found, in the place of the last one's. What waits for its number is kept.
    fn renew(&mut self, nearby: Nearby, now: DateTime<Utc>) {
        self.all.retain(|s| s.proof.is_some());
        for claim in nearby.claims {
            let address = claim.address.to_string();
            if !self.all.iter().any(|s| s.address == address) {
                self.last += 1;
                self.all.push(Stranger::of(self.last, claim));
            }
        }
        self.left_out = nearby.left_out;
        self.looked_at = Some(now);
    }

    pub(crate) fn find(&self, id: u32) -> Result<&Stranger, ErrorView> {
        self.all.iter().find(|s| s.id == id).ok_or_else(|| {
            ErrorView::new(
                ErrorKind::NotFound,
                format!("There is no printer {id} among those that were found."),
                "Look again: battlebag printer look. The numbers are new after each look.",
            )
        })
    }

    pub(crate) fn side(&self) -> SideWrite {
        SideWrite::Setting {
            name: FOUND.to_owned(),
            value: serde_json::to_string(self).unwrap_or_default(),
        }
    }
}

pub(crate) fn read(home: &Home) -> Result<Found, ErrorView> {
    let kept = home.setting(FOUND)?;
    Ok(kept
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

fn is_on(home: &Home) -> Result<bool, ErrorView> {
    Ok(home.setting(LOOKING)?.as_deref() == Some("on"))
}

/// Refuses while looking is switched off.
pub(crate) fn must_be_on(open: &Open) -> Result<(), ErrorView> {
    if is_on(&open.home)? {
        return Ok(());
    }
    Err(ErrorView::new(
        ErrorKind::Refused,
        "Looking for printers is switched off on this computer, and nobody was asked.",
        format!(
            "Switch it on (battlebag printer looking on; in the window: Paper, Look for a printer). Or: {BY_HAND}"
        ),
    ))
}

/// An entry about printers that were looked for.
pub(crate) fn entry(printer: &str, change: String, claims: Vec<String>) -> Body {
    Body::PrinterChanged(PrinterChange {
        printer: printer.to_owned(),
        change,
        claims,
    })
}

pub(crate) fn view_of(station: &Station, open: &Open) -> Result<FoundPrintersView, ErrorView> {
    let found = read(&open.home)?;
    let seconds = station.host.glance().seconds();
    let kept = printers::read(&open.home)?;
    // One that was taken on is in the other list.
    let strangers: Vec<&Stranger> = found
        .all
        .iter()
        .filter(|s| s.proof.is_some() || !kept.iter().any(|p| p.address == s.address))
        .collect();
    let mut said = match found.looked_at {
        None => String::new(),
        Some(_) if found.all.is_empty() => format!("Nobody answered in {seconds} seconds."),
        Some(_) if strangers.is_empty() => "Only printers that are on the list already answered.".to_owned(),
        Some(_) => {
            let answered = counted(strangers.len(), "printer answered", "printers answered");
            format!("{answered}. Whoever is on the network can answer: none is known.")
        }
    };
    if found.left_out > 0 && found.looked_at.is_some() {
        let more = counted(found.left_out, "answer was", "answers were");
        said = format!("{said} {more} left out: too many, broken, or from another network.");
    }
    Ok(FoundPrintersView {
        on: is_on(&open.home)?,
        does: format!(
            "For {} this computer opens a port and asks everybody on its network segment for printers. \
             Everybody there sees that it asks, and anybody can answer. Then the port is closed.",
            counted(seconds, "second", "seconds")
        ),
        looked_at: found
            .looked_at
            .map(|at| open.clock.rfc3339(at))
            .unwrap_or_default(),
        said,
        next: BY_HAND.to_owned(),
        printers: strangers.iter().map(|s| s.view(open)).collect(),
        taken_on: String::new(),
    })
}

/// Whether printers may be looked for, and what the last look found.
pub fn view(station: &Station, _: Nothing) -> Result<FoundPrintersView, ErrorView> {
    station.with(|open| view_of(station, open))
}

/// Switches looking on or off, for this home. Off forgets what was found; printers that were taken on stay.
pub fn set_looking(station: &Station, asked: SetLooking) -> Result<FoundPrintersView, ErrorView> {
    station.with(|open| {
        if is_on(&open.home)? != asked.on {
            let word = if asked.on { "on" } else { "" };
            let mut side = vec![SideWrite::Setting {
                name: LOOKING.to_owned(),
                value: word.to_owned(),
            }];
            if !asked.on {
                let last = read(&open.home)?.last;
                let nothing = Found {
                    last,
                    ..Found::default()
                };
                side.push(nothing.side());
            }
            let shown = if asked.on { "on" } else { "off" };
            let body = entry(
                "",
                format!("Looking for printers on the network was switched {shown}"),
                Vec::new(),
            );
            station.record(open, &body, station.now(), &side)?;
        }
        view_of(station, open)
    })
}

/// Looks once, as a job. Every look is in the log: it opens a port.
pub fn look(station: &Station, _: Nothing) -> Result<JobView, ErrorView> {
    station.with(|open| must_be_on(open))?;
    if station.jobs.is_running(JOB) {
        return Err(ErrorView::new(
            ErrorKind::Refused,
            "Printers are being looked for already.",
            "Wait some seconds.",
        ));
    }
    Ok(station.start_job(JOB.to_owned(), "seconds", look_now))
}

fn look_now(station: &Station, job: &Job) -> Result<(), ErrorView> {
    let glance = station.host.glance();
    let seconds = u32::try_from(glance.seconds()).unwrap_or(u32::MAX);
    job.at(0, seconds, "");
    let segments = station.host.segments().map_err(NotAsked::Refused);
    let nearby = segments.and_then(|segments| {
        look_around(&segments, glance, &mut |step, answered| {
            let done = u64::from(step) * glance.seconds() / u64::from(glance.steps.max(1));
            let heard = counted(answered, "printer answered", "printers answered");
            let words = if answered == 0 { String::new() } else { heard };
            job.at(u32::try_from(done).unwrap_or(seconds), seconds, &words);
            !job.is_cancelled()
        })
    });
    let nearby = nearby.map_err(|why| {
        ErrorView::new(
            ErrorKind::Refused,
            format!("Nobody could be asked: {why}."),
            BY_HAND,
        )
    })?;
    station.with(|open| {
        let now = station.now();
        let answered = count(nearby.claims.len());
        let mut found = read(&open.home)?;
        found.renew(nearby, now);
        let words = counted(answered, "printer", "printers");
        let body = entry(
            "",
            format!("Looked for printers on the network: {words} answered"),
            Vec::new(),
        );
        station.record(open, &body, now, &[found.side()])?;
        Ok(())
    })
}
