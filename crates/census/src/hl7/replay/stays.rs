//! Stays out of events. First every cancel finds what it cancels, and both are as if they had never been; then what is
//! left is played in order.

use super::Entry;
use super::cancels::{Fate, cancelled, numbers, same_visit, visit_numbers};
use super::visits::{Span, Visit, finished};
use crate::feed::{Ledger, Stay, When};
use crate::hl7::event;
use crate::hl7::said::{Class, Deed, Visit as Said};

/// Leave of absence: from, until.
pub(super) type Leave = (When, Option<When>);

/// What the events of one person come to.
#[derive(Default)]
pub(super) struct Stays {
    pub all: Vec<Stay>,
    pub leaves: Vec<Leave>,
    /// Ends of stays, in order.
    pub ends: Vec<When>,
}

/// Plays the events of one person, given in order.
pub(super) fn stays(
    entries: &[Entry<'_>],
    renumbered: &[(String, String)],
    as_of: Option<When>,
    ledger: &mut Ledger,
) -> Stays {
    let numbers: Vec<Vec<String>> = entries.iter().map(|e| numbers(e, renumbered)).collect();
    let cancelled = cancelled(entries, &numbers);
    let mut replay = Replay {
        visits: Vec::new(),
        leaves: Vec::new(),
        ledger,
    };
    for ((entry, numbers), fate) in entries.iter().zip(&numbers).zip(&cancelled) {
        match fate {
            Fate::Undone => {}
            Fate::Shuts => replay.shut(entry, numbers),
            Fate::Stands => replay.play(entry, numbers),
        }
    }
    let Replay {
        visits,
        leaves,
        ledger,
    } = replay;
    finished(visits, leaves, as_of, ledger)
}

struct Replay<'l> {
    visits: Vec<Visit>,
    leaves: Vec<Leave>,
    ledger: &'l mut Ledger,
}

impl Replay<'_> {
    /// The visit that an event belongs to: by its number; without one the one that is open, else the last.
    fn find(&self, numbers: &[String]) -> Option<usize> {
        let named = visit_numbers(numbers).next().is_some();
        if named {
            let exact = self
                .visits
                .iter()
                .rposition(|v| visit_numbers(numbers).any(|n| v.numbers.contains(n)));
            // A visit that was opened without a number takes the first one named.
            let unnamed = |v: &Visit| {
                visit_numbers(&v.numbers).next().is_none() && (v.is_open() || v.planned.is_some())
            };
            return exact.or_else(|| {
                self.visits
                    .iter()
                    .rposition(|v| unnamed(v) && same_visit(&v.numbers, numbers))
            });
        }
        let open = self
            .visits
            .iter()
            .rposition(|v| v.is_open() && same_visit(&v.numbers, numbers));
        open.or_else(|| self.visits.iter().rposition(|v| same_visit(&v.numbers, numbers)))
    }

    fn visit(&mut self, numbers: &[String]) -> usize {
        let at = self.find(numbers).unwrap_or_else(|| {
            self.visits.push(Visit::default());
            self.visits.len() - 1
        });
        if let Some(visit) = self.visits.get_mut(at) {
            for number in numbers {
                if !visit.numbers.contains(number) {
                    visit.numbers.push(number.clone());
                }
            }
        }
        at
    }

    fn shut(&mut self, entry: &Entry<'_>, numbers: &[String]) {
        if self.find(numbers).is_none() && numbers.is_empty() {
            return;
        }
        let at = self.visit(numbers);
        let Some(visit) = self.visits.get_mut(at) else {
            return;
        };
        visit.shut = true;
        // An open span here began before what was cancelled, or with it unseen.
        if entry.message.deed == Deed::DeleteVisit || visit.open().is_some_and(|s| !s.admission_seen) {
            visit.spans.pop();
        }
    }

    fn play(&mut self, entry: &Entry<'_>, numbers: &[String]) {
        let nothing = Said::default();
        let said = entry.part.visit.as_ref().unwrap_or(&nothing);
        let deed = entry.message.deed;
        match deed {
            Deed::Admit | Deed::ToInpatient => {
                let class = match said.class {
                    Some(Class::Planned) | None => Class::Unknown,
                    Some(Class::Outpatient) if deed == Deed::ToInpatient => Class::Inpatient,
                    Some(class) => class,
                };
                self.admit(entry, said, numbers, class);
            }
            Deed::Register => {
                if let Some(class) = event::register(said) {
                    self.admit(entry, said, numbers, class);
                }
            }
            Deed::Plan => self.plan(entry, numbers),
            Deed::Transfer | Deed::Swap => self.transfer(entry, said, numbers),
            Deed::Discharge => self.discharge(entry, said, numbers),
            Deed::ToOutpatient => self.become_outpatient(entry, said, numbers),
            Deed::LeaveOut => {
                self.update(entry, said, numbers);
                self.leaves.push((entry.message.at, None));
            }
            Deed::LeaveBack => {
                self.update(entry, said, numbers);
                if let Some((_, until)) = self.leaves.last_mut() {
                    until.get_or_insert(entry.message.at);
                }
            }
            // Cancels that found nothing say at least where the patient is.
            Deed::CancelDischarge => self.admit_again(entry, said, numbers),
            Deed::Update
            | Deed::Arrive
            | Deed::OnWard
            | Deed::CancelTransfer
            | Deed::CancelLeaveOut
            | Deed::CancelLeaveBack => {
                self.update(entry, said, numbers);
            }
            Deed::CancelPlan => {
                if let Some(visit) = self.find(numbers).and_then(|at| self.visits.get_mut(at)) {
                    visit.planned = None;
                    visit.shut = true;
                }
            }
            _ => {}
        }
    }

    fn admit(&mut self, entry: &Entry<'_>, said: &Said, numbers: &[String], class: Class) {
        let at = self.visit_to_open(numbers);
        let when = entry.message.at;
        let Some(visit) = self.visits.get_mut(at) else {
            return;
        };
        (visit.planned, visit.shut) = (None, false);
        visit.learn(said);
        let start = said.admitted.map(|s| s.at).filter(|s| *s <= when).unwrap_or(when);
        if let Some(span) = visit.open() {
            if !span.admission_seen {
                span.admission_seen = true;
                span.start = Some(start);
            }
            span.classes.push((when, class));
            span.put(when, said);
            return;
        }
        visit.spans.push(Span::new(entry, said, Some(start), true, class));
        if said.place.is_none() {
            self.warn(entry, "PV1-3", "An admission names no ward or bed. The patient is counted as in the hospital: find out where.");
        }
    }

    /// For an admission: a visit without a number that is over is another one.
    fn visit_to_open(&mut self, numbers: &[String]) -> usize {
        if numbers.is_empty()
            && let Some(last) = self.find(numbers)
            && self
                .visits
                .get(last)
                .is_some_and(|v| !v.is_open() && v.planned.is_none())
        {
            self.visits.push(Visit::default());
            return self.visits.len() - 1;
        }
        self.visit(numbers)
    }

    fn admit_again(&mut self, entry: &Entry<'_>, said: &Said, numbers: &[String]) {
        let at = self.visit(numbers);
        let Some(visit) = self.visits.get_mut(at) else {
            return;
        };
        visit.learn(said);
        if visit.is_open() {
            return self.update(entry, said, numbers);
        }
        visit.shut = false;
        let start = said.admitted.map(|s| s.at);
        let class = said.class.unwrap_or(Class::Unknown);
        visit.spans.push(Span::new(entry, said, start, false, class));
    }

    fn plan(&mut self, entry: &Entry<'_>, numbers: &[String]) {
        let at = self.visit_to_open(numbers);
        if let Some(visit) = self.visits.get_mut(at)
            && !visit.is_open()
        {
            visit.planned = Some((entry.message.at, entry.message.source.clone()));
            visit.shut = false;
        }
    }

    fn transfer(&mut self, entry: &Entry<'_>, said: &Said, numbers: &[String]) {
        let at = self.visit(numbers);
        let when = entry.message.at;
        let Some(visit) = self.visits.get_mut(at) else {
            return;
        };
        visit.learn(said);
        if let Some(span) = visit.open() {
            span.put(when, said);
            span.reclass(when, said);
            if said.place.is_none() {
                self.warn(entry, "PV1-3", "A transfer names no ward or bed: the last known place is kept. Find out where the patient is.");
            }
            return;
        }
        let was_here = !visit.spans.is_empty();
        let class = match said.class {
            Some(Class::Planned) | None => Class::Unknown,
            Some(class) => class,
        };
        let start = if was_here {
            Some(when)
        } else {
            said.admitted.map(|s| s.at)
        };
        let mut span = Span::new(entry, said, start, was_here, class);
        if let (false, Some(prior)) = (was_here, &said.prior) {
            span.places = vec![(start, prior.clone())];
            span.put(when, said);
        }
        (visit.planned, visit.shut) = (None, false);
        visit.spans.push(span);
        if was_here {
            self.warn(entry, "EVN-2", "A transfer comes after the discharge of the same stay. The patient is counted as in a bed: check with the ward.");
        }
    }

    fn discharge(&mut self, entry: &Entry<'_>, said: &Said, numbers: &[String]) {
        let at = self.visit(numbers);
        let end = end_of(entry, said);
        let Some(visit) = self.visits.get_mut(at) else {
            return;
        };
        visit.learn(said);
        visit.planned = None;
        if let Some(span) = visit.open() {
            span.end = Some(end.max(span.start.unwrap_or(end)));
        } else if visit.spans.is_empty() {
            let start = said.admitted.map(|s| s.at).filter(|s| *s <= end);
            let mut span = Span::new(entry, said, start, false, said.class.unwrap_or(Class::Unknown));
            span.end = Some(end);
            visit.spans.push(span);
        }
    }

    /// An in-patient becomes an out-patient: in the emergency department or a bed still, else gone.
    fn become_outpatient(&mut self, entry: &Entry<'_>, said: &Said, numbers: &[String]) {
        let stays = match said.class {
            Some(Class::Outpatient | Class::Planned | Class::Unknown) | None => {
                said.place.as_ref().is_some_and(|p| p.bed.is_some())
            }
            _ => true,
        };
        if !stays {
            return self.discharge(entry, said, numbers);
        }
        let at = self.visit(numbers);
        let when = entry.message.at;
        if let Some(span) = self.visits.get_mut(at).and_then(Visit::open) {
            span.classes.push((when, said.class.unwrap_or(Class::Outpatient)));
            span.put(when, said);
        } else {
            self.update(entry, said, numbers);
        }
    }

    /// A message that is no movement: it may move somebody who is here, and shows that somebody is here of whom no
    /// admission was seen. It never brings back who has left.
    fn update(&mut self, entry: &Entry<'_>, said: &Said, numbers: &[String]) {
        let when = entry.message.at;
        let moves = entry.message.deed != Deed::OnWard;
        let gone = said.discharged.is_some_and(|d| d.at <= when);
        if let Some(visit) = self.find(numbers).and_then(|at| self.visits.get_mut(at)) {
            if moves {
                visit.learn(said);
            }
            for number in numbers {
                if visit.is_open() && !visit.numbers.contains(number) {
                    visit.numbers.push(number.clone());
                }
            }
            if let Some(span) = visit.open() {
                if moves && gone && span.start.is_none_or(|s| s < end_of(entry, said)) {
                    span.end = Some(end_of(entry, said));
                    self.warn(entry, "PV1-45", "An update gives a discharge time, and no discharge message was seen: counted as discharged. Check with the ward.");
                } else if moves {
                    span.put(when, said);
                    span.reclass(when, said);
                } else if span.places.is_empty() {
                    span.put(when, said);
                }
                return;
            }
            if visit.planned.is_some() || visit.shut || !visit.spans.is_empty() {
                return;
            }
        }
        let here = match said.class {
            Some(Class::Inpatient) => true,
            Some(Class::Emergency) => entry.message.is_adt,
            _ => false,
        };
        let placed = said.place.as_ref().is_some_and(|p| !p.ward.is_empty());
        let other_open = self.visits.iter().any(Visit::is_open);
        if here && placed && !gone && !other_open {
            let at = self.visit(numbers);
            let Some(visit) = self.visits.get_mut(at) else {
                return;
            };
            visit.learn(said);
            let start = said.admitted.map(|s| s.at).filter(|s| *s <= when);
            let class = said.class.unwrap_or(Class::Unknown);
            visit.spans.push(Span::new(entry, said, start, false, class));
        }
    }

    fn warn(&mut self, entry: &Entry<'_>, field: &str, text: &str) {
        let source = &entry.message.source;
        self.ledger
            .warn(&source.file, format!("{}, {field}", source.at), text);
    }
}

/// PV1-45, else when it happened. A date alone is the end of that day, unless the event is of that day.
fn end_of(entry: &Entry<'_>, said: &Said) -> When {
    let when = entry.message.at;
    match said.discharged {
        Some(stamp) if stamp.date_only => {
            let day = chrono::TimeDelta::days(1);
            let until = stamp.at.checked_add_signed(day).unwrap_or(stamp.at);
            if when >= stamp.at && when < until {
                when
            } else {
                until
            }
        }
        Some(stamp) => stamp.at,
        None => when,
    }
}
