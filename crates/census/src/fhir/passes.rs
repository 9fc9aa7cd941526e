//! Reading a feed that is too large to hold: first who is in which bed, then the facts of those people only.
//!
//! Nobody is dropped by guess. What was left out is remembered, and when the census is made and somebody in a bed turns
//! out to lack facts (a bed came from another feed, the as-of time is not what it seemed), the files are read again with
//! these people named.

use std::collections::HashSet;
use std::sync::Arc;

use super::{At, Cx, Fact, Fhir, Met, NotFound, Over, Waiting};
use crate::feed::{Ledger, Person, Stay, StayStatus, When};
use crate::model::Source;

/// What one reading of the files is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Everything at once.
    #[default]
    All,
    /// People, their stays, and what stays and facts refer to.
    Who,
    /// All else, for people who may be in a bed.
    Facts,
}

/// Resource types that tell a ward nothing: read for their syntax only.
const PASSED_OVER: &[&str] = &[
    "Claim",
    "ClaimResponse",
    "ExplanationOfBenefit",
    "Coverage",
    "Provenance",
    "AuditEvent",
    "SupplyDelivery",
    "DocumentReference",
    "ImagingStudy",
    "Immunization",
    "CareTeam",
    "Organization",
    "Binary",
    "Media",
];

/// What is read in the first of two passes.
const WHO: &[&str] = &[
    "Patient",
    "Encounter",
    "Location",
    "Practitioner",
    "PractitionerRole",
    "Medication",
    "Device",
];

/// A resource type that is read in the first of two passes.
pub(super) fn is_who(kind: &str) -> bool {
    WHO.contains(&kind)
}

fn holds_others(kind: &str) -> bool {
    matches!(kind, "Bundle" | "Parameters")
}

impl Pass {
    /// Which resources this pass need not look into.
    pub(super) fn passes_over(self) -> fn(&str) -> bool {
        match self {
            Self::All => |kind| PASSED_OVER.contains(&kind),
            Self::Who => |kind| !is_who(kind) && !holds_others(kind),
            Self::Facts => |kind| is_who(kind) || PASSED_OVER.contains(&kind),
        }
    }

    /// Whether a resource is counted and taken in this pass.
    pub(super) fn takes(self, kind: &str) -> bool {
        match self {
            Self::All => true,
            Self::Who => is_who(kind),
            Self::Facts => !is_who(kind),
        }
    }
}

/// Whose facts are kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beds {
    /// The as-of time, when it was given.
    pub as_of: Option<When>,
    /// People who are known to be in a bed by other means: their facts are always kept.
    pub named: HashSet<String>,
}

/// What was left out, to be held against the finished census.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LeftOut {
    /// Stays that ended by then were left out. An as-of time before it needs them.
    pub stays_until: Option<When>,
}

impl Beds {
    /// A stay that can be left out: it is over at the as-of time, if that is known; else it has a beginning and an end,
    /// and the as-of time (the newest time of all) is later.
    fn is_over(&self, stay: &Stay, left_out: &mut LeftOut) -> bool {
        if stay.status != StayStatus::Finished {
            return false;
        }
        if let Some(at) = self.as_of {
            return !stay.period.covers(at);
        }
        left_out.stays_until = left_out.stays_until.max(stay.period.end);
        true
    }

    fn may_hold(&self, person: &Person, newest: Option<When>) -> bool {
        let status = |stay: &Stay| self.as_of.map_or(stay.status, |at| stay.status_at(at));
        person.stays.iter().any(|stay| match (status(stay), self.as_of) {
            (StayStatus::NotYet | StayStatus::Void, _) => false,
            (_, Some(at)) => stay.period.covers(at),
            (_, None) => stay.period.end.is_none_or(|end| newest.is_none_or(|n| end > n)),
        })
    }
}

impl Fhir {
    /// Begins a pass. Between the first and the second, the stays get their places and it is decided whose facts are kept.
    pub(crate) fn begin(&mut self, pass: Pass, ledger: &Ledger) {
        self.pass = pass;
        if pass != Pass::Facts {
            return;
        }
        for waiting in std::mem::take(&mut self.waiting) {
            match self.find_person(waiting.origin, &waiting.subject) {
                Ok(at) => {
                    let source = waiting.source();
                    self.give(at, waiting.fact, waiting.origin, &source);
                }
                Err(_) => self.waiting.push(waiting),
            }
        }
        let mut over = std::mem::take(&mut self.over);
        over.retain(|over| self.find_person(over.origin, &over.subject).is_err());
        over.shrink_to_fit();
        self.over = over;
        let newest = ledger.stated.or(ledger.newest);
        let beds = &self.beds;
        let named = |met: &Met| !beds.named.is_empty() && beds.named.contains(&met.key());
        // Nobody who is packed has a stay that was kept.
        let holds = |met: &Met| met.if_whole().is_some_and(|person| beds.may_hold(person, newest));
        self.wanted = self.people.things().map(|met| holds(met) || named(met)).collect();
    }

    /// A stay that the first pass need not keep. Whose it is may not be known yet: that is looked at when all is read.
    pub(super) fn is_over(&mut self, fact: &Fact, cx: &Cx<'_>, subject: &str) -> bool {
        let Fact::Stay(stay) = fact else { return false };
        if self.pass != Pass::Who || !self.beds.is_over(&stay.stay, &mut self.left_out) {
            return false;
        }
        if self.find_person(cx.origin, subject).is_err() {
            self.over.push(Over {
                origin: cx.origin,
                at: cx.at,
                file: self.name_of(cx.file),
                subject: subject.into(),
            });
        }
        true
    }

    /// The name of the file that is being read, kept once.
    fn name_of(&self, file: &str) -> Arc<str> {
        let last = self.over.last().filter(|over| *over.file == *file);
        last.map_or_else(|| file.into(), |over| Arc::clone(&over.file))
    }

    /// The second pass: everything that a fact can refer to is known.
    pub(super) fn add_now(&mut self, waiting: Waiting, ledger: &mut Ledger) {
        match self.find_person(waiting.origin, &waiting.subject) {
            Ok(at) if self.wanted.get(at).copied().unwrap_or(true) => {
                let source = waiting.source();
                self.give(at, waiting.fact, waiting.origin, &source);
            }
            Ok(at) => {
                if let Some(met) = self.people.get_mut(at) {
                    met.leave_out();
                }
            }
            Err(why) => waiting.belongs_nowhere(why, ledger),
        }
    }

    /// What was left out so far.
    pub(crate) fn left_out(&self) -> LeftOut {
        self.left_out
    }
}

impl Waiting {
    pub(super) fn source(&self) -> Source {
        Source {
            file: self.file.clone(),
            at: self.at.to_string(),
        }
    }

    /// Lists the record as rejected.
    pub(super) fn belongs_nowhere(&self, why: NotFound, ledger: &mut Ledger) {
        belongs_nowhere(&self.file, self.at, &self.subject, why, ledger);
    }
}

/// Lists a record of nobody as rejected.
pub(super) fn belongs_nowhere(file: &str, at: At, subject: &str, why: NotFound, ledger: &mut Ledger) {
    let shown: String = subject.chars().take(120).collect();
    let reason = match why {
        NotFound::Missing => {
            format!("It belongs to {shown}, who is not in these files. Import the Patient file with it.")
        }
        NotFound::Ambiguous => format!(
            "It belongs to {shown}, and several patients in these files answer to that. Import the exports one at a time."
        ),
    };
    ledger.take_back(file, at.to_string(), reason);
}
