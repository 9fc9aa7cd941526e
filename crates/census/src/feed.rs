//! What an importer hands over: people with everything the feed says about them, at any time. Who is in a bed, and
//! which facts hold, is decided later and in one place ([`crate::bedside`]), at the as-of time.

use chrono::{DateTime, NaiveDate, Utc};

use crate::claims::{Claim, Field};
use crate::course::Course;
use crate::model::{
    AcuityBand, Allergy, Code, Condition, Consciousness, Counts, Device, Medicine, NhsNumber, Order,
    PatientClass, PersonName, Place, Rejected, Sex, Source, Warning, Weight,
};
use crate::quality::FileCount;

/// A moment.
pub(crate) type When = DateTime<Utc>;

/// From and until; `None` on either side is open.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Period {
    pub start: Option<When>,
    pub end: Option<When>,
}

impl Period {
    /// Starting at a moment that may not be known, with no end.
    pub(crate) fn since(start: Option<When>) -> Self {
        Self { start, end: None }
    }

    /// The moment lies inside (the end is outside: at the discharge time the bed is free).
    pub(crate) fn covers(self, at: When) -> bool {
        self.start.is_none_or(|s| s <= at) && self.end.is_none_or(|e| at < e)
    }
}

/// A fact with the time it holds and the stay it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dated<T> {
    pub fact: T,
    pub during: Period,
    /// Key of the stay (FHIR encounter reference), when the feed links one.
    pub stay: Option<String>,
}

/// What the feed says about a stay's progress.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum StayStatus {
    Now,
    Finished,
    NotYet,
    /// Cancelled or entered in error: never a stay.
    Void,
    #[default]
    NotSaid,
}

/// A place with the time it was or is the patient's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placed {
    pub place: Place,
    pub during: Period,
    /// The feed says that this is where they are (`Some(false)`: where they were, or will be).
    pub current: Option<bool>,
}

/// One stay, visit or part of a stay.
#[derive(Debug, Clone)]
pub(crate) struct Stay {
    /// Keys under which the feed refers to it.
    pub keys: Vec<String>,
    pub part_of: Option<String>,
    pub encounter_id: Option<String>,
    /// `None`: a clinic visit or the like, in a bed only if a ward or bed is named.
    pub class: Option<PatientClass>,
    pub status: StayStatus,
    /// What class and status were before.
    pub classes: Course<Option<PatientClass>>,
    pub statuses: Course<StayStatus>,
    /// The feed says how the patient left (home, another hospital, died), whatever else it says.
    pub discharged: Option<String>,
    pub period: Period,
    pub places: Vec<Placed>,
    pub consultant: Option<String>,
    pub specialty: Option<String>,
    pub reasons: Vec<Condition>,
    /// Keys of the conditions that are its reasons.
    pub diagnoses: Vec<String>,
    pub source: Source,
}

impl Stay {
    /// The class at a moment.
    pub(crate) fn class_at(&self, at: When) -> Option<PatientClass> {
        self.classes.at(at).unwrap_or(self.class)
    }

    /// The status at a moment.
    pub(crate) fn status_at(&self, at: When) -> StayStatus {
        self.statuses.at(at).unwrap_or(self.status)
    }
}

/// Where a medicine is being given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    Ward,
    Community,
    NotSaid,
}

/// A medicine as ordered or stated.
#[derive(Debug, Clone)]
pub(crate) struct Ordered {
    pub medicine: Medicine,
    pub keys: Vec<String>,
    pub during: Period,
    pub stay: Option<String>,
    pub setting: Setting,
    /// The feed says that it is running (not stopped, completed, cancelled, on hold or a draft).
    pub running: bool,
}

/// A medicine as given.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// The order it was given for.
    pub order: Option<String>,
    pub medicine: Medicine,
    pub during: Period,
    /// Still going in (an infusion).
    pub running: bool,
    pub stay: Option<String>,
}

/// One claim about allergies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum AllergyClaim {
    Allergy(Allergy),
    NoneKnown { by: Option<String>, at: Option<When> },
}

/// One measured value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reading {
    Respirations(u16),
    Spo2(u8),
    Oxygen(bool),
    Scale2,
    Systolic(u16),
    Diastolic(u16),
    Pulse(u16),
    Consciousness(Consciousness),
    TemperatureTenths(u16),
    /// The source's own NEWS2 total.
    Score(u8),
}

/// A mark on the patient that is not a condition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    Flag(String),
    Isolation(String),
    /// Cannot call for help.
    Vulnerable,
}

/// One person with everything the feed says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    pub nhs: Option<NhsNumber>,
    /// Hospital number with the system that gives it out ("" when the feed has one only).
    pub local: Option<(String, String)>,
    /// Other hospital numbers of the same person, those of merged records among them: never printed, used to join.
    pub also: Vec<(String, String)>,
    pub name: PersonName,
    pub born: Option<NaiveDate>,
    pub sex: Option<Sex>,
    pub language: Option<String>,
    /// Recorded as dead: when, if the feed says.
    #[expect(clippy::option_option, reason = "dead at a time not known is not alive")]
    pub died: Option<Option<When>>,
    pub stays: Vec<Stay>,
    pub conditions: Vec<(Vec<String>, Dated<Condition>)>,
    pub procedures: Vec<Dated<Condition>>,
    pub ordered: Vec<Ordered>,
    pub given: Vec<Given>,
    pub allergies: Vec<AllergyClaim>,
    pub readings: Vec<(When, Reading)>,
    pub weights: Vec<Weight>,
    pub breathing: Vec<Dated<String>>,
    pub devices: Vec<Dated<Device>>,
    pub orders: Vec<Dated<Order>>,
    pub marks: Vec<Dated<Mark>>,
    pub escalation: Vec<(Option<When>, String)>,
    pub pregnant: Vec<(Option<When>, bool)>,
    pub acuity: Vec<(Option<When>, AcuityBand)>,
    pub sources: Vec<Source>,
    pub claims: Vec<Claim>,
    /// Keys of records of this person whose facts were left out, because nothing said that they are in a bed.
    pub left_out: Vec<String>,
}

impl Person {
    /// Takes over everything said of the same person elsewhere. What is already known stays.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.nhs = self.nhs.take().or(other.nhs);
        match (&self.local, other.local) {
            (None, theirs) => self.local = theirs,
            (Some(mine), Some(theirs)) if *mine != theirs => self.also.push(theirs),
            _ => {}
        }
        if self.name.family.is_empty() && self.name.given.is_empty() {
            self.name = other.name;
        } else if self.name.native.is_none() {
            self.name.native = other.name.native;
        }
        self.born = self.born.or(other.born);
        self.sex = self.sex.or(other.sex);
        self.language = self.language.take().or(other.language);
        self.died = self.died.or(other.died);
        self.stays.extend(other.stays);
        self.conditions.extend(other.conditions);
        self.procedures.extend(other.procedures);
        self.ordered.extend(other.ordered);
        self.given.extend(other.given);
        self.allergies.extend(other.allergies);
        self.readings.extend(other.readings);
        self.weights.extend(other.weights);
        self.breathing.extend(other.breathing);
        self.devices.extend(other.devices);
        self.orders.extend(other.orders);
        self.marks.extend(other.marks);
        self.escalation.extend(other.escalation);
        self.pregnant.extend(other.pregnant);
        self.acuity.extend(other.acuity);
        self.sources.extend(other.sources);
        self.also.extend(other.also);
        self.claims.extend(other.claims);
        self.left_out.extend(other.left_out);
    }

    /// Keeps what a source says of a field.
    pub(crate) fn says(&mut self, field: Field, value: impl Into<String>, source: &Source, at: Option<When>) {
        self.claims.push(Claim {
            field,
            value: value.into(),
            source: source.clone(),
            at,
        });
    }
}

/// A medicine with nothing but a name.
pub fn medicine_named(name: String, codes: Vec<Code>) -> Medicine {
    Medicine {
        order_id: None,
        name,
        codes,
        dose: None,
        route: None,
        frequency: None,
        due_times: Vec::new(),
        as_required: false,
        max_24h: None,
        indication: None,
        started_at: None,
        stop_or_review_at: None,
        last_given_at: None,
        next_due_at: None,
        time_critical: false,
        infusion: None,
        prescriber: None,
        disagreement: None,
    }
}

/// So many rejected records or warnings are listed one by one; more are counted and summed up in one line.
const LISTED: usize = 100_000;

/// The books of an import: every record is either taken or rejected, and the sum is kept here only.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub counts: Counts,
    pub rejected: Vec<Rejected>,
    pub warnings: Vec<Warning>,
    /// File by file, in the order of reading.
    pub files: Vec<FileCount>,
    unlisted_rejected: u32,
    unlisted_warnings: u32,
    /// Newest time at which a file says that it was made (snapshot_at, Bundle.timestamp).
    pub stated: Option<When>,
    /// Newest time of anything that happened.
    pub newest: Option<When>,
    /// Later times are of a clock that is wrong, or of something planned: they say nothing about when the feed was made.
    not_after: Option<When>,
    /// How many such there were, and the latest.
    ahead: (u32, Option<When>),
}

impl Ledger {
    /// Empty books; times later than `not_after` are not believed.
    pub(crate) fn until(not_after: Option<When>) -> Self {
        Self {
            not_after,
            ..Self::default()
        }
    }

    /// A record was read and taken in.
    pub(crate) fn took(&mut self) {
        self.counts.records = self.counts.records.saturating_add(1);
        self.counts.taken = self.counts.taken.saturating_add(1);
    }

    /// A record was met and could not be taken in.
    pub(crate) fn reject(&mut self, file: &str, at: impl Into<String>, reason: impl Into<String>) {
        self.counts.records = self.counts.records.saturating_add(1);
        self.counts.rejected = self.counts.rejected.saturating_add(1);
        if self.rejected.len() < LISTED {
            self.rejected.push(Rejected {
                file: file.to_owned(),
                at: at.into(),
                reason: reason.into(),
            });
        } else {
            self.unlisted_rejected = self.unlisted_rejected.saturating_add(1);
        }
    }

    /// One more file was read to its end: everything counted since `before` is its.
    pub(crate) fn end_of_file(&mut self, file: &str, before: Counts) {
        let now = self.counts;
        self.files.push(FileCount {
            file: file.to_owned(),
            records: now.records.saturating_sub(before.records),
            taken: now.taken.saturating_sub(before.taken),
            rejected: now.rejected.saturating_sub(before.rejected),
        });
    }

    /// A record that was counted as taken turns out to belong nowhere.
    pub(crate) fn take_back(&mut self, file: &str, at: impl Into<String>, reason: impl Into<String>) {
        if let Some(of_file) = self.files.iter_mut().find(|f| f.file == file) {
            of_file.taken = of_file.taken.saturating_sub(1);
            of_file.rejected = of_file.rejected.saturating_add(1);
        }
        self.counts.records = self.counts.records.saturating_sub(1);
        self.counts.taken = self.counts.taken.saturating_sub(1);
        self.reject(file, at, reason);
    }

    /// Something was taken in that needs a look.
    pub(crate) fn warn(&mut self, file: &str, at: impl Into<String>, text: impl Into<String>) {
        if self.warnings.len() < LISTED {
            self.warnings.push(Warning {
                file: file.to_owned(),
                at: at.into(),
                text: text.into(),
            });
        } else {
            self.unlisted_warnings = self.unlisted_warnings.saturating_add(1);
        }
    }

    /// Something happened then.
    pub(crate) fn saw(&mut self, at: Option<When>) {
        let at = self.believed(at);
        self.newest = self.newest.max(at);
    }

    /// A file says that it was made then.
    pub(crate) fn made(&mut self, at: Option<When>) {
        let at = self.believed(at);
        self.stated = self.stated.max(at);
    }

    /// A time that is not ahead of the clock of whoever imports.
    fn believed(&mut self, at: Option<When>) -> Option<When> {
        let ahead = at.zip(self.not_after).is_some_and(|(at, now)| at > now);
        if ahead {
            self.ahead.0 = self.ahead.0.saturating_add(1);
            self.ahead.1 = self.ahead.1.max(at);
            return None;
        }
        at
    }

    /// Writes the one line for what was not listed.
    pub(crate) fn close(&mut self) {
        if let (count, Some(latest)) = self.ahead {
            let text = format!(
                "{count} times in the feed are later than now (the latest {}). They were not taken for the time of the census; what they say does not count yet. If nothing was planned for then, check the sender's clock.",
                latest.format("%d %b %Y %H:%M UTC")
            );
            self.warn("", "", text);
        }
        if self.unlisted_rejected > 0 {
            let reason = format!(
                "{} more records were rejected and are not listed one by one. Check that these files are the right export.",
                self.unlisted_rejected
            );
            self.rejected.push(Rejected {
                file: String::new(),
                at: String::new(),
                reason,
            });
        }
        if self.unlisted_warnings > 0 {
            let text = format!(
                "{} more warnings are not listed one by one.",
                self.unlisted_warnings
            );
            self.warnings.push(Warning {
                file: String::new(),
                at: String::new(),
                text,
            });
        }
    }
}
