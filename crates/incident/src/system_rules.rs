//! The rules for what may be said of a system: words on its state, its signed return, decisions taken on it.

use battlebag_priority::{Availability, Integrity, SystemRef};
use chrono::{DateTime, Utc};

use crate::body::Body;
use crate::parts::ActedOn;
use crate::rules::{Refusal, filled, occurred};
use crate::state::Incident;

/// Longest estimate of a return, hours: 60 days. Real ones slipped from days to weeks; more than this is no estimate.
const MOST_HOURS: u32 = 60 * 24;

/// What a person says of a system.
#[derive(Debug, Clone)]
pub struct SystemSaid<'a> {
    /// The system.
    pub of: &'a SystemRef,
    /// Its name, for a refusal.
    pub name: &'a str,
    /// Does it work?
    pub availability: Availability,
    /// Can it be believed?
    pub integrity: Integrity,
    /// On what evidence.
    pub evidence: &'a str,
    /// Who says so; empty for the person typing.
    pub said_by: &'a str,
    /// Who else vouches for it.
    pub second_person: &'a str,
    /// What was tested.
    pub tested: &'a str,
    /// Wrong or lost since.
    pub since: Option<DateTime<Utc>>,
    /// When it lapses.
    pub expires_at: DateTime<Utc>,
}

/// Says how a system is. One that was compromised is trusted again only by two people, one clinical and one
/// technical, who say what they tested (hazard H09: declared sound too early).
pub fn system_set(
    incident: &Incident,
    person: &str,
    said: &SystemSaid<'_>,
    now: DateTime<Utc>,
) -> Result<Body, Refusal> {
    let evidence = filled(said.evidence, "the evidence")?;
    let since = said.since.map(|since| occurred(Some(since), now)).transpose()?;
    let (second, tested) = (said.second_person.trim(), said.tested.trim());
    if said.integrity == Integrity::Trusted && incident.systems.was_compromised(said.of) {
        let first = match said.said_by.trim() {
            "" => person,
            name => name,
        };
        let same = |name: &str| name.to_lowercase() == second.to_lowercase();
        let lacking = if second.is_empty() {
            Some("the second name is missing. Ask them, then write their name")
        } else if same(first) {
            Some("the second name is the first one again. Somebody else has to vouch for it")
        } else if tested.is_empty() {
            Some("what was tested is missing. Write the known sample or image and what came out")
        } else {
            None
        };
        if let Some(lacking) = lacking {
            return Err(Refusal::TrustedTooEarly {
                system: said.name.to_owned(),
                lacking,
            });
        }
    }
    Ok(Body::SystemSet {
        system: said.of.class.clone(),
        availability: said.availability,
        integrity: said.integrity,
        evidence,
        said_by: said.said_by.trim().to_owned(),
        expires_at: said.expires_at,
        since,
        instance: said.of.instance.clone(),
        second_person: second.to_owned(),
        tested: tested.to_owned(),
    })
}

/// Signs how long a system will take, in hours from now; none takes the estimate back.
pub fn restoration(
    incident: &Incident,
    of: &SystemRef,
    hours: Option<f64>,
    signed_by: &str,
) -> Result<Body, Refusal> {
    match hours {
        Some(hours) if !(hours > 0.0 && hours <= f64::from(MOST_HOURS)) => {
            return Err(Refusal::NoHours {
                hours: hours.to_string(),
                most: MOST_HOURS,
            });
        }
        None if incident
            .systems
            .estimate(of)
            .is_none_or(|one| one.hours.is_none()) =>
        {
            return Err(Refusal::NotSo {
                what: "Nobody has signed when it will be back",
                instead: "There is nothing to take back; nothing was changed",
            });
        }
        Some(_) | None => {}
    }
    Ok(Body::Restoration {
        system: of.class.clone(),
        hours,
        signed_by: filled(signed_by, "the name of who signs for it")?,
        instance: of.instance.clone(),
    })
}

/// Says whether a decision was taken on what a doubted system gave for one patient.
pub fn acted_on(
    of: &SystemRef,
    patient: &str,
    acted: bool,
    at: Option<DateTime<Utc>>,
    note: &str,
    now: DateTime<Utc>,
) -> Result<Body, Refusal> {
    Ok(Body::ActedOn(ActedOn {
        patient: patient.to_owned(),
        system: of.class.clone(),
        instance: of.instance.clone(),
        acted,
        at: at.map(|at| occurred(Some(at), now)).transpose()?,
        note: note.trim().to_owned(),
    }))
}
