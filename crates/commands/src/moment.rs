//! The board at one moment: now, or as it was at a past minute, worked out again from the log alone.
//!
//! Every list, row and comparison is made from a [`Moment`], so that the past is shown by the code that showed it then.

use std::sync::Arc;

use battlebag_census::{Patient, Snapshot};
use battlebag_incident::Incident;
use battlebag_priority::{Ranked, Rules};
use chrono::{DateTime, Utc};

use crate::bag_in_force::kept_bag;
use crate::past::{Known, When, doubts, entries_of};
use crate::ranking::{Cases, Placing, Ranking};
use crate::station::{Census, Open};
use crate::times::Clock;
use crate::{ErrorKind, ErrorView};

/// Everything that a row of the list is made from.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'a> {
    pub clock: Clock,
    pub incident: Option<&'a Incident>,
    pub snapshot: &'a Snapshot,
    pub cases: &'a Cases,
    pub ranking: &'a Ranking,
    /// The moment asked for. The ranking may be a few seconds older.
    pub at: DateTime<Utc>,
}

impl<'a> Moment<'a> {
    /// The board as it stands.
    pub(crate) fn now(
        clock: Clock,
        incident: Option<&'a Incident>,
        census: &'a Census,
        ranking: &'a Ranking,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            clock,
            incident,
            snapshot: &census.snapshot,
            cases: &census.cases,
            ranking,
            at,
        }
    }

    /// The patient at a place.
    pub(crate) fn patient(&self, placing: &Placing) -> Option<&'a Patient> {
        self.snapshot.patients.get(placing.case)
    }

    /// The patient with one of their keys.
    pub(crate) fn patient_by(&self, id: &str) -> Option<&'a Patient> {
        self.snapshot.patients.get(*self.cases.index.get(id)?)
    }

    /// Everybody in the order of the list; only one ward when it is named.
    pub(crate) fn everybody(&self, ward: &str) -> impl Iterator<Item = (&'a Placing, &'a Patient)> {
        let (ward, snapshot) = (ward.trim().to_owned(), self.snapshot);
        self.ranking
            .places
            .iter()
            .filter_map(move |placing| Some((placing, snapshot.patients.get(placing.case)?)))
            .filter(move |(_, p)| ward.is_empty() || p.place.ward == ward)
    }

    /// One row in words.
    pub(crate) fn worded(&self, rules: &Rules<'_>, placing: &Placing) -> Option<Ranked> {
        self.ranking.worded(rules, placing)
    }
}

/// The incident, census and bag that were in use at a past moment, and the list that they give.
pub(crate) struct Past {
    pub incident: Incident,
    pub census_hash: String,
    pub snapshot: Snapshot,
    pub cases: Cases,
    pub ranking: Ranking,
    pub entries: usize,
    pub clock: Clock,
    /// How far the log was known.
    pub known: Known,
    /// Why this may not be the list that was shown, in sentences. Empty: it is.
    pub doubts: Vec<String>,
    when: When,
}

impl Past {
    /// The board as it was.
    pub(crate) fn moment(&self) -> Moment<'_> {
        Moment {
            clock: self.clock,
            incident: Some(&self.incident),
            snapshot: &self.snapshot,
            cases: &self.cases,
            ranking: &self.ranking,
            at: self.ranking.at,
        }
    }

    /// Folds the entries that were known at the moment, and ranks with the census and the bag that they name.
    fn of(open: &Open, when: When) -> Result<Self, ErrorView> {
        let current = open.incident()?;
        let at = when.at;
        let (known, counting) = entries_of(&current.entries, &when)?;
        let folded = Incident::fold(counting.iter().filter_map(|e| e.said()));
        let nothing = |what: &str| {
            ErrorView::new(
                ErrorKind::NotFound,
                format!(
                    "At {} there was no {what} in this incident.",
                    open.clock.day_and_time(at)
                ),
                format!(
                    "Give a time between {} and now.",
                    open.clock.day_and_time(current.state.opened.recorded_at)
                ),
            )
        };
        let incident = folded.ok_or_else(|| nothing("entry"))?;
        let census = incident.census.clone().ok_or_else(|| nothing("census"))?;
        let feed = Snapshot::from_bytes(&open.home.get_blob(census.snapshot.parse()?)?)?;
        let snapshot = battlebag_incident::edited(&feed, &incident.edits).snapshot;
        let (bag, before) = match &incident.bag {
            Some((hash, _)) if *hash != hex::encode(open.bag.hash) => {
                (Arc::new(kept_bag(&open.home, hash)?), None)
            }
            _ => (Arc::clone(&open.bag), open.census.as_deref()),
        };
        let cases = Cases::after(&bag, &snapshot, before);
        let register = Arc::new(crate::register::named_by(&open.home, &incident)?);
        let ranking = Ranking::at((&bag, &register), &snapshot, &cases, Some(&incident), at);
        Ok(Self {
            doubts: doubts(&current.entries, &when, &known, &incident),
            incident,
            census_hash: census.snapshot,
            snapshot,
            cases,
            ranking,
            entries: counting.len(),
            clock: open.clock,
            known,
            when,
        })
    }
}

impl Open {
    /// The board as it was at a moment. The last one asked for is kept: a reader scrolls through it.
    pub(crate) fn past(&mut self, when: impl Into<When>) -> Result<Arc<Past>, ErrorView> {
        let when = when.into();
        if let Some((revision, past)) = &self.past
            && *revision == self.revision
            && past.when == when
        {
            return Ok(Arc::clone(past));
        }
        let past = Arc::new(Past::of(self, when)?);
        self.past = Some((self.revision, Arc::clone(&past)));
        Ok(past)
    }
}
