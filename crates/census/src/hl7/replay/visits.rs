//! A visit and the times in the hospital that it is made of, and what is handed over of them.

use super::Entry;
use super::cancels::visit_numbers;
use super::stays::{Leave, Stays};
use crate::course::Course;
use crate::feed::{Ledger, Period, Placed, Stay, StayStatus, When};
use crate::hl7::said::{Class, Visit as Said};
use crate::model::{Condition, PatientClass, Place, Source, Standing};

/// A time in the hospital, from an admission to a discharge.
pub(super) struct Span {
    pub start: Option<When>,
    pub opened: When,
    pub admission_seen: bool,
    pub end: Option<When>,
    pub classes: Vec<(When, Class)>,
    pub places: Vec<(Option<When>, Place)>,
    pub source: Source,
}

/// A visit: what goes by one visit number.
#[derive(Default)]
pub(super) struct Visit {
    pub numbers: Vec<String>,
    pub spans: Vec<Span>,
    /// Announced, and not here yet.
    pub planned: Option<(When, Source)>,
    /// An admission was cancelled: what still comes does not open it.
    pub shut: bool,
    pub consultant: Option<String>,
    pub specialty: Option<String>,
    pub reason: Option<String>,
}

impl Visit {
    pub(super) fn open(&mut self) -> Option<&mut Span> {
        self.spans.last_mut().filter(|s| s.end.is_none())
    }

    pub(super) fn is_open(&self) -> bool {
        self.spans.last().is_some_and(|s| s.end.is_none())
    }
}

impl Visit {
    pub(super) fn learn(&mut self, said: &Said) {
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
    pub(super) fn new(
        entry: &Entry<'_>,
        said: &Said,
        start: Option<When>,
        admission_seen: bool,
        class: Class,
    ) -> Self {
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

    pub(super) fn put(&mut self, when: When, said: &Said) {
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
    pub(super) fn reclass(&mut self, when: When, said: &Said) {
        let here = said
            .class
            .filter(|c| !matches!(c, Class::Outpatient | Class::Planned | Class::Unknown));
        if let Some(class) = here {
            self.classes.push((when, class));
        }
    }

    pub(super) fn class(&self, as_of: Option<When>) -> Option<PatientClass> {
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

pub(super) fn finished(
    visits: Vec<Visit>,
    leaves: Vec<Leave>,
    as_of: Option<When>,
    ledger: &mut Ledger,
) -> Stays {
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
                recorded: None,
                of_stay: None,
                reason_for_stay: true,
            });
            out.all.push(Stay {
                keys: visit.numbers.clone(),
                part_of: None,
                encounter_id: encounter_id.clone(),
                class: span.class(as_of),
                status,
                classes: Course::default(),
                statuses: Course::default(),
                discharged: None,
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
            out.all.push(Stay {
                keys: visit.numbers,
                part_of: None,
                encounter_id,
                class: None,
                status: StayStatus::NotYet,
                classes: Course::default(),
                statuses: Course::default(),
                discharged: None,
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
pub(super) fn placed(places: &[(Option<When>, Place)], end: Option<When>) -> Vec<Placed> {
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
