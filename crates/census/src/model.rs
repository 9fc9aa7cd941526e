//! The patient model: what a ward knows about the people in its beds, with the age and source of each fact.
//! *Not known* is never the same as *none*: an `Option` that is `None` means not known; three-state facts have enums.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::claims::Claim;
pub use crate::quality::Counts;
use crate::quality::FileCount;

/// Stable key of a patient inside Battlebag: derived from the strongest identifier the feed gives
/// (`nhs:9991234567`, `mrn:RXX:70295036`, `row:census.csv:12`), so that the same person keeps it across snapshots.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PatientId(pub String);

impl PatientId {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PatientId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person's name as it is to be printed. Never cut, never transliterated in place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Family name, in the case it came in. Empty only when the feed has none.
    pub family: String,
    /// First names, in order.
    pub given: Vec<String>,
    /// The whole name in the person's own script, when the feed gives it beside the Latin one.
    pub native: Option<String>,
}

/// Sex as recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Recorded as neither.
    Other,
}

/// How the patient is in the hospital.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientClass {
    /// In a bed.
    Inpatient,
    /// In the emergency department.
    Emergency,
    /// Day case.
    DayCase,
    /// Regular attender (dialysis, chemotherapy).
    Regular,
    /// Looked after at home by the hospital (virtual ward, home ventilation).
    Home,
    /// Not said by the feed.
    Unknown,
}

/// What sort of ward it is: decides which dependences are likely. `Unknown` when the feed does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WardKind {
    /// Adult intensive care.
    IntensiveCare,
    /// High dependency, adult.
    HighDependency,
    /// Emergency department.
    Emergency,
    /// Acute medical or assessment unit.
    AcuteMedical,
    /// General medical ward.
    Medical,
    /// Surgical ward.
    Surgical,
    /// Theatre or recovery.
    Theatre,
    /// Labour ward.
    Labour,
    /// Antenatal or postnatal ward.
    Maternity,
    /// Neonatal unit.
    Neonatal,
    /// Children's ward.
    Paediatric,
    /// Coronary care or cardiology.
    Cardiac,
    /// Renal ward or dialysis.
    Renal,
    /// Oncology or haematology.
    Cancer,
    /// Neurology, neurosurgery, stroke or spinal.
    Neuro,
    /// Care of older people.
    OlderPeople,
    /// Mental health.
    MentalHealth,
    /// Patients at home.
    Community,
    /// Not said by the feed.
    #[default]
    Unknown,
}

/// Where the patient is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Site, when there are several.
    pub site: Option<String>,
    /// Ward name as people say it ("AMU", "Ward 9 Spinal"). Empty only when the feed has none.
    pub ward: String,
    /// Kind of ward.
    pub kind: WardKind,
    /// Bay or room.
    pub bay: Option<String>,
    /// Bed ("04", "Cot 3").
    pub bed: Option<String>,
    /// A single room: the patient cannot be seen from the bay.
    pub side_room: bool,
}

/// A code from a terminology.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Code {
    /// Terminology: `snomed`, `icd10`, `dmd`, `rxnorm`, `loinc`, `atc`, `local`, or the URI as it came.
    pub system: String,
    /// The code.
    pub code: String,
    /// Its display text, when given.
    pub display: Option<String>,
}

/// Whether a fact is true of the patient tonight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Active, current or recurring.
    Active,
    /// Resolved, inactive, in remission, a history of.
    Past,
    /// Suspected, provisional, to be excluded.
    Suspected,
    /// The feed does not say.
    Unknown,
}

/// A condition or problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// What it is, in words.
    pub text: String,
    /// Codes, any number.
    pub codes: Vec<Code>,
    /// Now, past or suspected.
    pub standing: Standing,
    /// When it began, if known.
    pub onset: Option<NaiveDate>,
    /// When it was written down, if known: it began no later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<NaiveDate>,
    /// The feed links it to this stay (true) or to another one (false), if it links it at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_stay: Option<bool>,
    /// It is the reason for this stay.
    pub reason_for_stay: bool,
}

/// An amount with its unit in full ("units", "micrograms").
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The number exactly as the source wrote it ("0.5"): it is printed, so it is never re-rounded.
    pub value: String,
    /// Unit, in full where we know it; as it came where we do not.
    pub unit: String,
}

/// A continuous infusion's running values.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Infusion {
    /// What is in the bag or syringe.
    pub amount: Option<Amount>,
    /// What it is made up in.
    pub diluent: Option<String>,
    /// Volume of the bag or syringe, mL.
    pub volume_ml: Option<String>,
    /// Rate, mL/h, as written.
    pub rate_ml_h: Option<String>,
    /// Dose rate with its unit ("0.1", "micrograms/kg/min").
    pub dose_rate: Option<Amount>,
    /// Line or route of access.
    pub line: Option<String>,
    /// Asset id of the pump.
    pub pump: Option<String>,
    /// When the bag was hung.
    pub started_at: Option<DateTime<Utc>>,
    /// When it runs out.
    pub runs_out_at: Option<DateTime<Utc>>,
}

/// A medicine the patient is on in this stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Medicine {
    /// The source's order id, when given.
    pub order_id: Option<String>,
    /// Name as ordered.
    pub name: String,
    /// Codes, any number.
    pub codes: Vec<Code>,
    /// One dose.
    pub dose: Option<Amount>,
    /// Route in words ("oral", "intravenous").
    pub route: Option<String>,
    /// How often, in the source's words.
    pub frequency: Option<String>,
    /// Times of day due ("08:00").
    pub due_times: Vec<String>,
    /// As required.
    pub as_required: bool,
    /// Most in 24 hours, in words, for an as-required medicine.
    pub max_24h: Option<String>,
    /// What it is for.
    pub indication: Option<String>,
    /// When it was started.
    pub started_at: Option<DateTime<Utc>>,
    /// When it stops or must be reviewed.
    pub stop_or_review_at: Option<DateTime<Utc>>,
    /// When the last dose was recorded as given.
    pub last_given_at: Option<DateTime<Utc>>,
    /// When the next is due.
    pub next_due_at: Option<DateTime<Utc>>,
    /// The source marks it time-critical.
    pub time_critical: bool,
    /// Running values, when it is an infusion.
    pub infusion: Option<Infusion>,
    /// Prescriber, when given.
    pub prescriber: Option<String>,
    /// Structured values and the free text beside them disagree: both are printed.
    pub disagreement: Option<String>,
}

/// One recorded allergy or intolerance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allergy {
    /// Substance in words.
    pub substance: String,
    /// Codes, any number.
    pub codes: Vec<Code>,
    /// What happened.
    pub reaction: Option<String>,
    /// How bad, in words ("severe", "high risk").
    pub severity: Option<String>,
    /// Who or what says so.
    pub source: Option<String>,
    /// When it was recorded.
    pub recorded: Option<NaiveDate>,
    /// Not yet confirmed by a clinician; still printed.
    pub unconfirmed: bool,
}

/// What is known about allergies. An empty feed is `NotKnown`, never `NoneKnown`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Allergies {
    /// Nobody has said.
    #[default]
    NotKnown,
    /// Somebody asked and there were none.
    NoneKnown {
        /// Who asked, if given.
        by: Option<String>,
        /// When, if given.
        at: Option<DateTime<Utc>>,
    },
    /// At least one. If a source also says "none known", the allergy wins and the claim is a warning.
    Recorded {
        /// The allergies, all claims kept.
        items: Vec<Allergy>,
    },
}

/// Level of consciousness, ACVPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consciousness {
    /// Alert.
    Alert,
    /// New confusion.
    Confusion,
    /// Responds to voice.
    Voice,
    /// Responds to pain.
    Pain,
    /// Unresponsive.
    Unresponsive,
}

impl Consciousness {
    /// As it is said at a bedside.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Confusion => "new confusion",
            Self::Voice => "responds to voice",
            Self::Pain => "responds to pain",
            Self::Unresponsive => "unresponsive",
        }
    }
}

/// One set of observations. Any field may be missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Observations {
    /// When they were taken.
    pub at: DateTime<Utc>,
    /// Respirations a minute.
    pub respirations: Option<u16>,
    /// Oxygen saturation, %.
    pub spo2: Option<u8>,
    /// On supplemental oxygen.
    pub oxygen: Option<bool>,
    /// SpO2 scale 2 authorised (target 88–92 %).
    pub scale2: bool,
    /// Systolic pressure, mmHg.
    pub systolic: Option<u16>,
    /// Diastolic pressure, mmHg.
    pub diastolic: Option<u16>,
    /// Pulse a minute.
    pub pulse: Option<u16>,
    /// Consciousness.
    pub consciousness: Option<Consciousness>,
    /// Temperature in tenths of a degree Celsius (368 = 36.8).
    pub temperature_tenths: Option<u16>,
}

/// The latest early-warning score as known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct News2 {
    /// Aggregate score, 0 to 20.
    pub score: u8,
    /// One parameter alone scores 3.
    pub single_three: bool,
    /// When the observations behind it were taken.
    pub at: DateTime<Utc>,
    /// Calculated here from a full set, or taken as the source's own number.
    pub calculated: bool,
}

/// Acuity where NEWS2 does not apply (children, pregnancy, intensive care), as a clinician or the unit sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcuityBand {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

/// A device in use on the patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Kind in words ("infusion pump", "ventilator", "cardiac monitor", "insulin pump", "pacemaker").
    pub kind: String,
    /// Codes, any number.
    pub codes: Vec<Code>,
    /// Maker and model, when given.
    pub model: Option<String>,
    /// Asset id or serial number.
    pub asset: Option<String>,
    /// Needs the network to do its work, if known.
    pub needs_network: Option<bool>,
}

/// What was ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// Laboratory.
    Laboratory,
    /// Radiology.
    Radiology,
    /// Blood bank.
    Blood,
    /// Procedure or theatre.
    Procedure,
    /// Anything else.
    Other,
}

/// An order that is still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The source's id.
    pub order_id: Option<String>,
    /// Kind.
    pub kind: OrderKind,
    /// What was ordered, in words.
    pub text: String,
    /// Codes, any number.
    pub codes: Vec<Code>,
    /// Urgency in the source's words.
    pub priority: Option<String>,
    /// When.
    pub ordered_at: Option<DateTime<Utc>>,
    /// The clinical question.
    pub question: Option<String>,
}

/// What is known of treatment limits. Absence is *not known*: never inferred.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Escalation {
    /// Not in the census: ask.
    #[default]
    NotKnown,
    /// Recorded, in the source's words ("for full escalation", "DNACPR", "ward-based care").
    Recorded {
        /// The words.
        text: String,
        /// When, if given.
        at: Option<DateTime<Utc>>,
    },
}

/// Weight as recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weight {
    /// Kilograms as written ("72.4").
    pub kg: String,
    /// Estimated, not measured; `None` when not said.
    pub estimated: Option<bool>,
    /// When.
    pub at: Option<DateTime<Utc>>,
}

/// NHS number with what is known about it. Printed only when the check digit holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NhsNumber {
    /// Ten digits, no spaces, check digit valid.
    pub digits: String,
    /// The source says that it was traced and verified, if it says.
    pub verified: Option<bool>,
}

/// Where a patient's facts came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// File as given (no folder above the one imported).
    pub file: String,
    /// Place in it ("entry 12", "line 40").
    pub at: String,
}

/// One person in the hospital at the snapshot's as-of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Patient {
    /// Stable key.
    pub id: PatientId,
    /// Keys that the same person has or had by other numbers, those of merged records among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aka: Vec<PatientId>,
    /// NHS number, if known and its check digit holds.
    pub nhs_number: Option<NhsNumber>,
    /// Hospital number.
    pub local_id: Option<String>,
    /// Spell or encounter id.
    pub encounter_id: Option<String>,
    /// Name.
    pub name: PersonName,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Class.
    pub class: PatientClass,
    /// Place.
    pub place: Place,
    /// When the stay began.
    pub admitted_at: Option<DateTime<Utc>>,
    /// Consultant.
    pub consultant: Option<String>,
    /// Specialty.
    pub specialty: Option<String>,
    /// Preferred language for asking, when an interpreter is needed.
    pub language: Option<String>,
    /// Conditions.
    pub conditions: Vec<Condition>,
    /// Procedures in this stay or booked, in words.
    pub procedures: Vec<Condition>,
    /// Medicines, infusions among them.
    pub medicines: Vec<Medicine>,
    /// Allergies.
    pub allergies: Allergies,
    /// Records contradict one another about allergies: in words for chart and screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allergy_conflict: Option<String>,
    /// Observations, newest first.
    pub observations: Vec<Observations>,
    /// Latest NEWS2.
    pub news2: Option<News2>,
    /// Acuity where NEWS2 does not apply.
    pub acuity: Option<AcuityBand>,
    /// Oxygen or breathing support in words ("nasal cannula 2 L/min", "invasive ventilation").
    pub breathing: Option<String>,
    /// Devices in use.
    pub devices: Vec<Device>,
    /// Open orders.
    pub orders: Vec<Order>,
    /// Treatment limits.
    pub escalation: Escalation,
    /// Weight.
    pub weight: Option<Weight>,
    /// Pregnant, if known.
    pub pregnant: Option<bool>,
    /// Cannot call for help, newborn, confused: from flags in the feed.
    pub vulnerable: bool,
    /// Isolation or infection flags, in words.
    pub isolation: Option<String>,
    /// Other flags, in words.
    pub flags: Vec<String>,
    /// Where it came from.
    pub sources: Vec<Source>,
    /// What each source says of each field. Empty in a census kept by an earlier version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
}

/// A record that could not be taken in, and why. Nothing is lost silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// File.
    pub file: String,
    /// Place in the file.
    pub at: String,
    /// Why, and what to do.
    pub reason: String,
}

/// Something taken in that needs a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// File, or empty when it is about the census as a whole.
    pub file: String,
    /// Place in the file, or the patient's key.
    pub at: String,
    /// What, and what to do.
    pub text: String,
}

/// The census: everybody in the hospital at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Format of this record, 1.
    pub format: u16,
    /// The moment that decides who is an in-patient.
    pub as_of: DateTime<Utc>,
    /// What the feed was called ("sample hospital", file names).
    pub feed: Vec<String>,
    /// Who is in a bed (or a hospital-at-home place) at `as_of`, ordered by ward, bed, id.
    pub patients: Vec<Patient>,
    /// Counts.
    pub counts: Counts,
    /// Rejected records.
    pub rejected: Vec<Rejected>,
    /// Warnings.
    pub warnings: Vec<Warning>,
    /// What was read of each file. Empty in a census kept by an earlier version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileCount>,
}
