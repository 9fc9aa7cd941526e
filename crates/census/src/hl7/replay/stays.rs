//! Stays out of events. First every cancel finds what it cancels, and both are as if they had never been; then what is
//! left is played in order.

use super::Entry;
use crate::feed::{Ledger, Period, Placed, Stay, StayStatus, When};
use crate::hl7::event;
use crate::hl7::said::{Class, Deed, Visit as Said};
use crate::model::{Condition, PatientClass, Place, Source, Standing};

/// Leave of absence: from, until.
pub(super) type Leave = (When, Option<When>);

/// What the events of one person come to.
#[derive(Default)]
pub(super) struct Stays {
    pub stays: Vec<Stay>,
    pub leaves: Vec<Leave>,
    /// Ends of stays, in order.
    pub ends: Vec<When>,
}

/// A time in the hospital, from an admission to a discharge.
struct Span {
    start: Option<When>,
    opened: When,
    admission_seen: bool,
    end: Option<When>,
    classes: Vec<(When, Class)>,
    places: Vec<(Option<When>, Place)>,
    source: Source,
}

/// A visit: what goes by one visit number.
#[derive(Default)]
struct Visit {
    numbers: Vec<String>,
    spans: Vec<Span>,
    /// Announced, and not here yet.
    planned: Option<(When, Source)>,
    /// An admission was cancelled: what still comes does not open it.
    shut: bool,
    consultant: Option<String>,
    specialty: Option<String>,
    reason: Option<String>,
}

impl Visit {
    fn open(&mut self) -> Option<&mut Span> {
        self.spans.last_mut().filter(|s| s.end.is_none())
    }

    fn is_open(&self) -> bool {
        self.spans.last().is_some_and(|s| s.end.is_none())
    }
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

/// Visit numbers of an entry, old ones under their new names.
fn numbers(entry: &Entry<'_>, renumbered: &[(String, String)]) -> Vec<String> {
    let said = entry.part.visit.iter().flat_map(|v| v.numbers.iter());
    let mut all: Vec<String> = said
        .map(|number| {
            let mut number = number;
            for (old, new) in renumbered {
                if old == number {
                    number = new;
                }
            }
            number.clone()
        })
        .collect();
    if all.is_empty() {
        all.extend(entry.part.who.account.as_deref().map(crate::hl7::visit::account));
    }
    all
}

fn visit_numbers(numbers: &[String]) -> impl Iterator<Item = &String> {
    numbers.iter().filter(|n| !n.starts_with("account "))
}

/// The same visit, as far as both say. Accounts decide only where one of the two has no visit number.
fn same_visit(a: &[String], b: &[String]) -> bool {
    let (mut mine, mut theirs) = (visit_numbers(a).peekable(), visit_numbers(b).peekable());
    if mine.peek().is_some() && theirs.peek().is_some() {
        return visit_numbers(a).any(|n| b.contains(n));
    }
    let (mine, theirs): (Vec<_>, Vec<_>) = (
        a.iter().filter(|n| n.starts_with("account ")).collect(),
        b.iter().filter(|n| n.starts_with("account ")).collect(),
    );
    mine.is_empty() || theirs.is_empty() || mine.iter().any(|n| theirs.contains(n))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stands,
    /// Cancelled, or a cancel that found what it cancels.
    Undone,
    /// A cancelled admission: the visit is shut from here on.
    Shuts,
}

/// What becomes of each entry.
fn cancelled(entries: &[Entry<'_>], numbers: &[Vec<String>]) -> Vec<Fate> {
    let mut fates = vec![Fate::Stands; entries.len()];
    for (at, entry) in entries.iter().enumerate() {
        let what: &[Deed] = match entry.message.deed {
            Deed::CancelAdmit => &[Deed::Admit, Deed::Register, Deed::ToInpatient],
            Deed::CancelTransfer => &[Deed::Transfer, Deed::Swap],
            Deed::CancelDischarge => &[Deed::Discharge],
            Deed::CancelPlan => &[Deed::Plan],
            Deed::CancelLeaveOut => &[Deed::LeaveOut],
            Deed::CancelLeaveBack => &[Deed::LeaveBack],
            Deed::DeleteVisit => {
                delete_visit(at, entries, numbers, &mut fates);
                continue;
            }
            _ => continue,
        };
        let is_target = |n: &usize| {
            let (Some(other), Some(fate)) = (entries.get(*n), fates.get(*n)) else {
                return false;
            };
            let same = numbers
                .get(at)
                .zip(numbers.get(*n))
                .is_some_and(|(a, b)| same_visit(a, b));
            what.contains(&other.message.deed) && *fate == Fate::Stands && same
        };
        let candidates: Vec<usize> = (0..at).filter(is_target).collect();
        let exact = candidates.iter().rev().find(|n| {
            entries
                .get(**n)
                .is_some_and(|e| Some(e.message.at) == entry.message.occurred)
        });
        let Some(target) = exact.or(candidates.last()).copied() else {
            // What it cancels was never seen.
            if entry.message.deed == Deed::CancelAdmit {
                set(&mut fates, at, Fate::Shuts);
            }
            continue;
        };
        set(&mut fates, target, Fate::Undone);
        set(
            &mut fates,
            at,
            if entry.message.deed == Deed::CancelAdmit {
                Fate::Shuts
            } else {
                Fate::Undone
            },
        );
        undo_what_followed(target, at, entries, numbers, &mut fates);
    }
    fates
}

fn set(fates: &mut [Fate], at: usize, fate: Fate) {
    if let Some(known) = fates.get_mut(at) {
        *known = fate;
    }
}

/// Between an admission and its cancel, updates and moves of the visit are part of what never happened; between a
/// transfer and its cancel, updates that repeat the place.
fn undo_what_followed(
    target: usize,
    cancel: usize,
    entries: &[Entry<'_>],
    numbers: &[Vec<String>],
    fates: &mut [Fate],
) {
    let Some(undone) = entries.get(target) else { return };
    let place = undone.part.visit.as_ref().and_then(|v| v.place.as_ref());
    for n in target + 1..cancel {
        let Some(entry) = entries.get(n) else { continue };
        let same = numbers
            .get(target)
            .zip(numbers.get(n))
            .is_some_and(|(a, b)| same_visit(a, b));
        let goes = match undone.message.deed {
            Deed::Admit | Deed::Register | Deed::ToInpatient => matches!(
                entry.message.deed,
                Deed::Update
                    | Deed::OnWard
                    | Deed::Transfer
                    | Deed::Swap
                    | Deed::Arrive
                    | Deed::LeaveOut
                    | Deed::LeaveBack
            ),
            Deed::Transfer | Deed::Swap => {
                matches!(entry.message.deed, Deed::Update | Deed::Arrive)
                    && entry.part.visit.as_ref().and_then(|v| v.place.as_ref()) == place
            }
            _ => false,
        };
        if same && goes {
            set(fates, n, Fate::Undone);
        }
    }
}

fn delete_visit(at: usize, entries: &[Entry<'_>], numbers: &[Vec<String>], fates: &mut [Fate]) {
    let Some(mine) = numbers.get(at) else { return };
    for n in 0..at {
        let known = numbers.get(n).is_some_and(|theirs| same_visit(mine, theirs));
        if known && entries.get(n).is_some_and(|e| e.message.deed != Deed::Nothing) {
            set(fates, n, Fate::Undone);
        }
    }
    set(fates, at, Fate::Shuts);
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
            Deed::ToOutpatient => self.to_outpatient(entry, said, numbers),
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
    fn to_outpatient(&mut self, entry: &Entry<'_>, said: &Said, numbers: &[String]) {
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

impl Visit {
    fn learn(&mut self, said: &Said) {
        let keep = |mine: &mut Option<String>, theirs: &Option<String>| {
            if theirs.is_some() {
                mine.clone_from(theirs);
            }
        };
        keep(&mut self.consultant, &said.consultant);
        keep(&mut self.specialty, &said.specialty);
        keep(&mut self.reason, &said.reason);
    }
}

impl Span {
    fn new(entry: &Entry<'_>, said: &Said, start: Option<When>, admission_seen: bool, class: Class) -> Self {
        let opened = entry.message.at;
        let mut span = Self {
            start,
            opened,
            admission_seen,
            end: None,
            classes: vec![(opened, class)],
            places: Vec::new(),
            source: entry.message.source.clone(),
        };
        span.places.extend(said.place.clone().map(|p| (start, p)));
        span
    }

    fn put(&mut self, when: When, said: &Said) {
        let Some(place) = &said.place else { return };
        if self.places.last().is_none_or(|(_, known)| known != place) {
            let from = if self.places.is_empty() {
                self.start
            } else {
                Some(when)
            };
            self.places.push((from, place.clone()));
        }
    }

    /// An update may make a class known or change it among those of people who are here.
    fn reclass(&mut self, when: When, said: &Said) {
        let here = said
            .class
            .filter(|c| !matches!(c, Class::Outpatient | Class::Planned | Class::Unknown));
        if let Some(class) = here {
            self.classes.push((when, class));
        }
    }

    fn class(&self, as_of: Option<When>) -> Option<PatientClass> {
        let holds = |at: When| as_of.is_none_or(|as_of| at <= as_of);
        let held = self
            .classes
            .iter()
            .rev()
            .find(|(at, _)| holds(*at))
            .or(self.classes.first());
        match held.map(|(_, class)| *class) {
            Some(Class::Inpatient) => Some(PatientClass::Inpatient),
            Some(Class::Emergency) => Some(PatientClass::Emergency),
            Some(Class::DayCase) => Some(PatientClass::DayCase),
            Some(Class::Regular) => Some(PatientClass::Regular),
            Some(Class::Home) => Some(PatientClass::Home),
            // In a bed all the same: the event or the bed says so.
            Some(Class::Outpatient) => None,
            Some(Class::Planned | Class::Unknown) | None => Some(PatientClass::Unknown),
        }
    }
}

fn finished(visits: Vec<Visit>, leaves: Vec<Leave>, as_of: Option<When>, ledger: &mut Ledger) -> Stays {
    let mut out = Stays {
        leaves,
        ..Stays::default()
    };
    for visit in visits {
        let encounter_id = visit_numbers(&visit.numbers)
            .next()
            .or(visit.numbers.first())
            .cloned();
        let encounter_id = encounter_id.map(|n| n.strip_prefix("account ").unwrap_or(&n).to_owned());
        for span in visit.spans {
            out.ends.extend(span.end);
            if span.end.is_none() && !span.admission_seen {
                let text = "No admission was seen for this stay: the messages begin in the middle of it. Counted as in a bed; check with the ward.";
                ledger.warn(&span.source.file, span.source.at.clone(), text);
            }
            let status = if span.end.is_some() {
                StayStatus::Finished
            } else {
                StayStatus::Now
            };
            let start = span.start.or(span.end.map(|_| span.opened));
            let reason = visit.reason.clone().map(|text| Condition {
                text,
                codes: Vec::new(),
                standing: Standing::Active,
                onset: None,
                reason_for_stay: true,
            });
            out.stays.push(Stay {
                keys: visit.numbers.clone(),
                part_of: None,
                encounter_id: encounter_id.clone(),
                class: span.class(as_of),
                status,
                period: Period { start, end: span.end },
                places: placed(&span.places, span.end),
                consultant: visit.consultant.clone(),
                specialty: visit.specialty.clone(),
                reasons: reason.into_iter().collect(),
                diagnoses: Vec::new(),
                source: span.source,
            });
        }
        if let Some((at, source)) = visit.planned {
            out.stays.push(Stay {
                keys: visit.numbers,
                part_of: None,
                encounter_id,
                class: None,
                status: StayStatus::NotYet,
                period: Period::since(Some(at)),
                places: Vec::new(),
                consultant: None,
                specialty: None,
                reasons: Vec::new(),
                diagnoses: Vec::new(),
                source,
            });
        }
    }
    out.ends.sort_unstable();
    out
}

/// Each place until the next.
fn placed(places: &[(Option<When>, Place)], end: Option<When>) -> Vec<Placed> {
    places
        .iter()
        .enumerate()
        .map(|(n, (start, place))| Placed {
            place: place.clone(),
            during: Period {
                start: *start,
                end: places.get(n + 1).map_or(end, |(next, _)| *next),
            },
            current: None,
        })
        .collect()
}
