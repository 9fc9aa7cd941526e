//! What one message says, kept until all messages are there: who it is about, what it does to a stay, and the facts.

use chrono::NaiveDate;

use super::message::{Piece, Segment};
use super::times::{Stamp, Zones, stamp};
use crate::feed::{Ledger, Person, When};
use crate::model::{
    Allergy, Code, Device, Infusion, Medicine, NhsNumber, Order, PersonName, Place, Sex, Source,
};
use crate::units;

/// A field of a message: empty (leaves what is known), `""` (deletes it), or a value.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Field<T> {
    #[default]
    Silent,
    Deleted,
    Is(T),
}

impl<T> Field<T> {
    /// What is known after this was said.
    pub(super) fn apply(self, known: &mut Option<T>) {
        match self {
            Self::Silent => {}
            Self::Deleted => *known = None,
            Self::Is(value) => *known = Some(value),
        }
    }

    pub(super) fn is(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            _ => None,
        }
    }
}

/// A number with who gives it out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Number {
    pub authority: String,
    pub value: String,
}

/// Who a part of a message is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Who {
    pub nhs: Option<NhsNumber>,
    /// Hospital numbers, the one in use first.
    pub numbers: Vec<Number>,
    pub name: Field<PersonName>,
    /// Other names, as they would be shown.
    pub aliases: Vec<String>,
    pub born: Field<NaiveDate>,
    pub sex: Field<Sex>,
    pub language: Field<String>,
    pub died: Field<Option<When>>,
    /// PID-18.
    pub account: Option<String>,
}

impl Who {
    /// Something by which a person can be told from others.
    pub(super) fn is_somebody(&self) -> bool {
        self.nhs.is_some() || !self.numbers.is_empty() || self.name.is().is_some()
    }
}

/// How the patient is in the hospital, as PV1-2 says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Inpatient,
    Emergency,
    Outpatient,
    Planned,
    Regular,
    DayCase,
    Home,
    Unknown,
}

/// What PV1 and PV2 say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Visit {
    /// PV1-19, its repetitions; then PID-18 marked as an account.
    pub numbers: Vec<String>,
    pub class: Option<Class>,
    pub place: Option<Place>,
    /// PV1-6.
    pub prior: Option<Place>,
    pub consultant: Option<String>,
    pub specialty: Option<String>,
    pub admitted: Option<Stamp>,
    pub discharged: Option<Stamp>,
    pub reason: Option<String>,
    pub isolated: bool,
}

/// What a message does to a stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Admit,
    Register,
    Plan,
    Transfer,
    Swap,
    Discharge,
    ToInpatient,
    ToOutpatient,
    Update,
    Arrive,
    LeaveOut,
    LeaveBack,
    CancelAdmit,
    CancelTransfer,
    CancelDischarge,
    CancelPlan,
    CancelLeaveOut,
    CancelLeaveBack,
    DeleteVisit,
    /// An order, result or dose on a ward: shows that somebody is there, changes nothing.
    OnWard,
    Merge,
    /// A number goes from one person to another.
    MoveRecord,
    MoveVisit,
    Renumber,
    Link,
    Unlink,
    /// Tells about the person only.
    Nothing,
}

/// A claim about allergies, before it is known what came later.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AllergySaid {
    pub key: String,
    pub what: AllergyWhat,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum AllergyWhat {
    Is(Allergy),
    /// IAM-6 D, or entered in error: kept, and said.
    Withdrawn(Allergy),
    NoneKnown,
    /// "None known" taken back.
    NotNoneKnown,
}

/// What an order message wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    New,
    Change,
    Stop,
    Hold,
    Release,
    /// Nothing that changes the order.
    Note,
}

/// What was ordered.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ordering {
    Test(Order),
    Medicine {
        medicine: Box<Medicine>,
        /// ORC-29 or PV1-2: on a ward or not, if said.
        ward: Option<bool>,
    },
    /// Names the order only.
    Number,
}

/// An order message.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OrderSaid {
    pub keys: Vec<String>,
    pub control: Control,
    pub what: Ordering,
    pub at: Option<When>,
    pub place: String,
}

/// A pump or ventilator as it reports itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DeviceSaid {
    pub key: String,
    pub at: Option<When>,
    pub what: DeviceWhat,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum DeviceWhat {
    Device(Device),
    Infusion {
        order: Vec<String>,
        drug: String,
        codes: Vec<Code>,
        infusion: Box<Infusion>,
        stopped: bool,
    },
}

/// One patient's part of a message.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    pub who: Who,
    /// MRG: the numbers that go.
    pub gone: Option<Gone>,
    pub visit: Option<Visit>,
    pub allergies: Vec<AllergySaid>,
    pub orders: Vec<OrderSaid>,
    pub devices: Vec<DeviceSaid>,
    /// Facts that stand by themselves.
    pub facts: Option<Box<Person>>,
}

impl Part {
    pub(super) fn facts(&mut self) -> &mut Person {
        self.facts.get_or_insert_default()
    }
}

/// What a merge or change of numbers takes away.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Gone {
    pub who: Who,
    /// Visit numbers and accounts.
    pub visits: Vec<String>,
}

impl Gone {
    /// What the event is about: visits (A42, A45, A50) when any is named, the account of them then stays; else accounts
    /// (A35, A41, A44, A49).
    pub(super) fn moving(&self) -> impl Iterator<Item = &String> {
        let is_account = |n: &String| n.starts_with("account ");
        let of_visits = self.visits.iter().any(|n| !is_account(n));
        self.visits.iter().filter(move |n| !of_visits || !is_account(n))
    }
}

/// One message.
#[derive(Debug, Clone)]
pub(super) struct Message {
    /// When it happened: EVN-6, else EVN-2, else MSH-7.
    pub at: When,
    /// EVN-6 alone: of a cancel, the time of what is cancelled.
    pub occurred: Option<When>,
    /// MSH-7.
    pub sent: Option<When>,
    /// Count over all files.
    pub arrival: u64,
    pub deed: Deed,
    /// An ADT message: only these open a stay for somebody in the emergency department.
    pub is_adt: bool,
    pub source: Source,
    pub parts: Vec<Part>,
}

/// What the reading of one message needs at hand.
pub(super) struct Cx<'a> {
    pub ledger: &'a mut Ledger,
    pub file: &'a str,
    /// "message 3".
    pub at: String,
    pub zones: Zones,
    /// When the message says that it happened.
    pub when: Option<When>,
}

impl Cx<'_> {
    /// Where in the message.
    pub(super) fn place(&self, field: &str) -> String {
        format!("{}, {field}", self.at)
    }

    pub(super) fn source(&self, field: &str) -> Source {
        Source {
            file: self.file.to_owned(),
            at: self.place(field),
        }
    }

    pub(super) fn warn(&mut self, field: &str, text: impl Into<String>) {
        let at = self.place(field);
        self.ledger.warn(self.file, at, text);
    }

    /// A time, or a warning that it cannot be read.
    pub(super) fn time(&mut self, piece: Piece<'_>, field: &str) -> Option<Stamp> {
        let text = piece.component(1).value()?;
        let read = stamp(&text, &self.zones);
        if read.is_none() && !text.trim_matches('0').is_empty() {
            self.warn(
                field,
                format!("The time “{text}” could not be read and was left out."),
            );
        }
        read
    }
}

/// Words of a coded field: its text, its alternate's text, the original text, else the code.
pub(super) fn words(piece: Piece<'_>) -> Option<String> {
    [2, 9, 5, 1, 4].into_iter().find_map(|n| piece.at(n))
}

/// The codes of a coded field.
pub(super) fn codes(piece: Piece<'_>) -> Vec<Code> {
    let code = |n: usize| {
        Some(Code {
            code: piece.at(n)?,
            display: piece.at(n + 1),
            system: system(&piece.at(n + 2)?),
        })
    };
    [1, 4].into_iter().filter_map(code).collect()
}

/// Names of terminologies (HL7 table 0396) as the model has them.
fn system(name: &str) -> String {
    match name.to_uppercase().as_str() {
        "SCT" | "SCT2" | "SNM3" | "SNOMED" | "SNOMED-CT" | "SNOMED CT" | "SNM" => "snomed",
        "LN" | "LOINC" => "loinc",
        "I10" | "I10C" | "I10P" | "ICD10" | "ICD-10" => "icd10",
        "I9" | "I9C" | "I9CDX" | "ICD9" => "icd9",
        "RXN" | "RXNORM" => "rxnorm",
        "DMD" | "DM+D" | "DM_D" => "dmd",
        "ATC" | "WC" => "atc",
        "L" | "99LOCAL" | "LOCAL" => "local",
        other => return other.to_owned(),
    }
    .to_owned()
}

/// A person as said: "Dr Jane Smith" (XCN).
pub(super) fn practitioner(piece: Piece<'_>) -> Option<String> {
    let said: Vec<String> = [6, 3, 2].into_iter().filter_map(|n| piece.at(n)).collect();
    if piece.at(2).is_some() || piece.at(3).is_some() {
        return Some(said.join(" "));
    }
    piece.at(1)
}

/// A unit in full: its text or its code, whichever is short; an MDC name only when there is nothing else.
pub(super) fn unit(piece: Piece<'_>) -> String {
    let parts: Vec<String> = [2, 1, 5, 4]
        .into_iter()
        .filter_map(|n| piece.at(n))
        .map(|t| t.replace(' ', ""))
        .filter(|t| !t.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    let mut plain = parts.iter().filter(|t| !t.starts_with("MDC_"));
    let short = plain.clone().find(|t| t.len() <= 16);
    if let Some(text) = short.or_else(|| plain.next()) {
        return units::in_full(text);
    }
    let Some(name) = parts.first() else {
        return String::new();
    };
    match name.as_str() {
        "MDC_DIM_MILLI_L" => "mL",
        "MDC_DIM_MILLI_L_PER_HR" => "mL/h",
        "MDC_DIM_KILO_G" => "kg",
        "MDC_DIM_G" | "MDC_DIM_X_G" => "g",
        "MDC_DIM_MILLI_G" => "mg",
        "MDC_DIM_MILLI_G_PER_HR" => "mg/h",
        "MDC_DIM_MICRO_G_PER_KG_PER_MIN" => "micrograms/kg/min",
        "MDC_DIM_MICRO_G_PER_HR" => "micrograms/h",
        "MDC_DIM_PERCENT" => "%",
        "MDC_DIM_CM_H2O" => "cmH2O",
        "MDC_DIM_MILLI_BAR" => "mbar",
        "MDC_DIM_HECTO_PASCAL" => "hPa",
        "MDC_DIM_L_PER_MIN" | "MDC_DIM_X_L_PER_MIN" => "litres/min",
        "MDC_DIM_RESP_PER_MIN" => "a minute",
        "MDC_DIM_MIN" => "min",
        "MDC_DIM_HR" => "h",
        "MDC_DIM_SEC" => "s",
        other => other,
    }
    .to_owned()
}

/// Field `n` of a segment that may not be there.
pub(super) fn field(segment: Option<Segment<'_>>, n: usize) -> Option<Piece<'_>> {
    segment.map(|s| s.field(n)).filter(|p| !p.is_empty())
}
