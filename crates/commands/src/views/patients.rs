//! The priority list and one patient.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AvailabilityWord, IntegrityWord, SecretText, TierWord};

/// How many in each tier; they add up to everybody shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TierCounts {
    /// P1.
    pub p1: u32,
    /// P2.
    pub p2: u32,
    /// P3.
    pub p3: u32,
    /// P4, affected.
    pub p4: u32,
    /// Not affected by what broke.
    pub not_affected: u32,
    /// P1 not confirmed.
    pub p1_to_confirm: u32,
    /// P2 not confirmed.
    pub p2_to_confirm: u32,
    /// Everybody.
    pub all: u32,
}

/// A clinician's word against the computed tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OverrideView {
    /// Raised, or lowered.
    pub raised: bool,
    /// To.
    pub to: TierWord,
    /// Who.
    pub by: String,
    /// In what role.
    pub role: String,
    /// When (RFC 3339).
    pub at: String,
    /// Why.
    pub reason: String,
    /// When it lapses (RFC 3339), for a lowered one.
    pub lapses_at: Option<String>,
}

/// Who confirmed, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConfirmedView {
    /// Who.
    pub by: String,
    /// When (RFC 3339).
    pub at: String,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PatientRow {
    /// Patient key.
    pub id: String,
    /// Rank, from 1.
    pub rank: u32,
    /// Tier shown.
    pub tier: TierWord,
    /// Tier computed.
    pub computed: TierWord,
    /// False: not affected by what broke.
    pub affected: bool,
    /// Ward.
    pub ward: String,
    /// Bay and bed; empty when not known.
    pub bed: String,
    /// Family name in capitals.
    pub family: String,
    /// First names.
    pub given: String,
    /// Own script, or empty.
    pub native: String,
    /// NHS number, ten digits, or empty.
    pub nhs_number: String,
    /// Hospital number, or empty.
    pub local_id: String,
    /// Confirmed at this tier.
    pub confirmed: Option<ConfirmedView>,
    /// Override in force.
    pub overruled: Option<OverrideView>,
    /// Nothing the bag knows matched, or something did not.
    pub not_profiled: bool,
    /// When somebody must look again (RFC 3339); none when nothing touches the patient or no incident runs.
    pub recheck_at: Option<String>,
    /// That time has come, or nobody has looked yet and the start is due.
    pub recheck_due: bool,
    /// Systems that the patient depends on: places in [`PatientsView::systems`].
    pub hangs_on: Vec<u16>,
}

/// What a row says in words: made only for the rows that somebody looks at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PatientWords {
    /// Patient key.
    pub id: String,
    /// Reason in at most 60 characters.
    pub reason: String,
    /// Next act in at most 60 characters.
    pub act: String,
    /// Time in hand in hours; negative is late; none when not affected.
    pub slack_h: Option<f64>,
    /// The other way of the deciding need, counted or not; none when the bag knows none or nothing is touched.
    pub other_way: Option<OtherWayView>,
    /// The newest fact of this patient that the census holds (RFC 3339).
    pub data_at: String,
    /// Where that fact comes from.
    pub data_from: String,
}

/// Words for the rows in view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PatientRowsWords {
    /// A row each, in the order asked for; who is not in the census is left out.
    pub rows: Vec<PatientWords>,
}

/// Which rows to put into words.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct WordPatients {
    /// Patient keys, at most 400.
    pub ids: Vec<String>,
    /// As it was at this moment (RFC 3339); none for now.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub at: Option<String>,
}

/// A system of the filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemTouched {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// It is down or not to be believed.
    pub broken: bool,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PatientsView {
    /// When it was ranked (RFC 3339, to the millisecond).
    pub ranked_at: String,
    /// How far the log was known: with `ranked_at` it names this list and no other.
    pub known: String,
    /// Why a list of the past may not be the one that was shown, in sentences; empty when it is.
    pub doubts: Vec<String>,
    /// Rules' version.
    pub rules: String,
    /// Counts over the whole census, not the filter.
    pub counts: TierCounts,
    /// Wards in the census.
    pub wards: Vec<String>,
    /// Systems that anybody depends on, by name.
    pub systems: Vec<SystemTouched>,
    /// Rows in priority order; by ward and bed when the list is locked.
    pub rows: Vec<PatientRow>,
    /// Locked: the census is too old to rank; rebuild at the bedside.
    pub locked: bool,
    /// When the census was taken (RFC 3339).
    pub census_at: String,
    /// False: no incident runs and nothing is known to be broken.
    pub incident: bool,
    /// As it was at a past moment: nothing can be acted on.
    pub past: bool,
}

/// A way round, in the open panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OtherWayView {
    /// Fallback id.
    pub id: String,
    /// In a few words.
    pub name: String,
    /// Hours it takes.
    pub lead_h: f64,
    /// "running", "confirmed", "assumed", "not_confirmed" or "blocked".
    pub standing: String,
}

/// One need in the open panel, with the times its bar is drawn from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NeedView {
    /// System code.
    pub system: String,
    /// System name.
    pub system_name: String,
    /// The instance that decides, where the register has several; else empty.
    pub instance: String,
    /// Its name.
    pub instance_name: String,
    /// Who said how it is, and when ("said by A. Example at 02:14"); empty when nobody did.
    pub said: String,
    /// Profile name.
    pub profile: String,
    /// Does it work?
    pub availability: AvailabilityWord,
    /// Can it be believed?
    pub integrity: IntegrityWord,
    /// What for.
    pub what: String,
    /// How often.
    pub every: String,
    /// Hours to possible harm.
    pub clock_h: f64,
    /// Hours that the other way takes.
    pub lead_h: f64,
    /// Time in hand.
    pub slack_h: f64,
    /// Tier of this need alone.
    pub tier: TierWord,
    /// One sentence.
    pub text: String,
    /// The way that counts.
    pub other_way: Option<OtherWayView>,
    /// Ways that do not count yet.
    pub not_counted: Vec<OtherWayView>,
    /// Where the times come from.
    pub source: String,
    /// Whether anybody here vouches for them: "proposed, not approved".
    pub approval: String,
}

/// A fact with its label, for the identity and the record part of the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FactView {
    /// Label.
    pub label: String,
    /// Value in words.
    pub value: String,
    /// How old or from where, or empty.
    pub note: String,
}

/// Allergies in the three states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AllergyView {
    /// "not_known", "none_known" or "recorded".
    pub state: String,
    /// Substances with reaction.
    pub items: Vec<String>,
    /// Who asked, when.
    pub note: String,
    /// Records contradict one another: in words, or empty.
    pub conflict: String,
}

/// One patient, open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PatientView {
    /// The row.
    pub row: PatientRow,
    /// Date of birth (YYYY-MM-DD), or empty.
    pub born: String,
    /// Age in words.
    pub age: String,
    /// Sex in words.
    pub sex: String,
    /// Allergies.
    pub allergies: AllergyView,
    /// NEWS2 in words ("NEWS2 4, 01:20" or "NEWS2 missing, last 01:20").
    pub news2: String,
    /// Weight in words, or empty.
    pub weight: String,
    /// Reason sentence.
    pub reason: String,
    /// What would lower it.
    pub lowered_when: String,
    /// What to do now.
    pub act: String,
    /// Phone call that meets it at once, or empty.
    pub call_now: String,
    /// Check again by (RFC 3339); past when it is due. None when no incident runs.
    pub recheck_at: Option<String>,
    /// The census is too old to rank by: rebuild at the bedside.
    pub locked: bool,
    /// As it was at a past moment.
    pub past: bool,
    /// Needs touched.
    pub needs: Vec<NeedView>,
    /// Needs that the incident does not touch.
    pub untouched: u32,
    /// Profiles that count, with why.
    pub profiles: Vec<super::ProfileView>,
    /// Profiles that somebody took away, with who and when.
    pub profiles_set_aside: Vec<super::ProfileView>,
    /// What needs a look.
    pub doubts: Vec<super::DoubtView>,
    /// Codes or problems that the bag does not know.
    pub unprofiled: Vec<String>,
    /// Conditions.
    pub conditions: Vec<FactView>,
    /// Medicines.
    pub medicines: Vec<FactView>,
    /// Devices, orders, escalation, the rest.
    pub record: Vec<FactView>,
    /// Where the facts come from.
    pub sources: Vec<String>,
    /// What each source says of each field.
    pub claims: Vec<super::ClaimRow>,
}

/// Which patient.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PatientKey {
    /// Patient key.
    pub id: String,
}

/// Raises a patient.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RaisePatient {
    /// Patient key.
    pub id: String,
    /// To.
    pub to: TierWord,
    /// Why; may be empty.
    pub reason: String,
}

/// Lowers a patient.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LowerPatient {
    /// Patient key.
    pub id: String,
    /// To.
    pub to: TierWord,
    /// Why.
    pub reason: String,
    /// Second person's name, for a P1.
    pub second_person: String,
    /// Their own passphrase, where they can sign in here.
    #[serde(default)]
    #[ts(as = "String")]
    pub second_passphrase: SecretText,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}

/// Which patients.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct ListPatients {
    /// Only this ward; empty for all.
    pub ward: String,
    /// As it was at this moment (RFC 3339); none for now.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub at: Option<String>,
    /// With `at`: how far the log was known, as the list itself said it. Empty for everything recorded by `at`.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub known: Option<String>,
}

/// Which patient, and when.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct PatientAt {
    /// Patient key.
    pub id: String,
    /// As it was at this moment (RFC 3339); none for now.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub at: Option<String>,
}

/// Which list: a ward, and the moment.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct PriorityAt {
    /// Only this ward; empty for all.
    pub ward: String,
    /// As it was at this moment (RFC 3339); none for now.
    pub at: Option<String>,
    /// How far the log was known, as a list says it in `known`; empty for everything recorded by `at`.
    #[serde(default)]
    pub known: String,
    /// Everything known today of what had happened by `at`, whenever it was written down: not what was shown, but what
    /// there was to know.
    #[serde(default)]
    pub hindsight: bool,
}

/// One reason of the list that scripts read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PriorityReason {
    /// System code.
    pub system: String,
    /// The instance that decides, where the register has several; else empty.
    pub instance: String,
    /// Its name.
    pub instance_name: String,
    /// Who said how it is, and when; empty when nobody did.
    pub said: String,
    /// State in words ("up, compromised").
    pub state: String,
    /// What for.
    pub need: String,
    /// How often.
    pub every: String,
    /// Hours to possible harm.
    pub clock_h: f64,
    /// Time in hand.
    pub slack_h: f64,
    /// The other way that counts, or empty.
    pub fallback: String,
    /// Where the times come from.
    pub source: String,
    /// Whether anybody here vouches for them: "proposed, not approved".
    pub approval: String,
    /// One sentence.
    pub text: String,
}

/// One patient of the list that scripts read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PriorityRow {
    /// Patient key.
    pub patient: String,
    /// "FAMILY, First".
    pub name: String,
    /// Ward.
    pub ward: String,
    /// Bay or room, or empty. Beds are numbered anew in each.
    pub bay: String,
    /// Bed.
    pub bed: String,
    /// Tier shown.
    pub tier: TierWord,
    /// Tier computed.
    pub computed: TierWord,
    /// False: not affected by what broke.
    pub affected: bool,
    /// Rank, from 1.
    pub rank: u32,
    /// The reason sentence.
    pub reason: String,
    /// Needs touched.
    pub reasons: Vec<PriorityReason>,
    /// What to do now.
    pub act: String,
    /// Check again in minutes.
    pub recheck_min: u32,
    /// Who confirmed.
    pub confirmed: Option<ConfirmedView>,
    /// Override in force.
    #[serde(rename = "override")]
    pub overruled: Option<OverrideView>,
}

/// The list that scripts read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PriorityList {
    /// The moment (RFC 3339, to the millisecond).
    pub at: String,
    /// How far the log was known: the last number of each station. With the moment it names this list and no other.
    pub known: String,
    /// What is known today of what had happened then, and not what was shown.
    pub hindsight: bool,
    /// Entries folded.
    pub entries: u32,
    /// Census hash, hex.
    pub census: String,
    /// Bag hash, hex.
    pub bag: String,
    /// Bag version.
    pub bag_version: String,
    /// Who approved the bag's clinical content here; empty when nobody did.
    pub approved_by: String,
    /// Fingerprint of the rules that made this list.
    pub method: String,
    /// Why this may not be the list that was shown then, in sentences; empty when it is.
    pub doubts: Vec<String>,
    /// When the census was taken (RFC 3339).
    pub census_at: String,
    /// The census was too old to rank by at that moment: rebuild at the bedside.
    pub locked: bool,
    /// Rows in priority order.
    pub rows: Vec<PriorityRow>,
}

/// Two moments to hold against each other.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct ComparePriority {
    /// Only this ward; empty for all. Who came to it or left it counts as new or gone.
    pub ward: String,
    /// The earlier moment: a time (RFC 3339), or so long before the later one ("60 min", "2 h"). Before the first list there
    /// was, that one.
    pub with: String,
    /// The later one; none for now.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub at: Option<String>,
}

/// A patient whose place is other than it was, or on whom something else became other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedRow {
    /// Patient key: the later one where they stand on both lists.
    pub id: String,
    /// "FAMILY, First".
    pub name: String,
    /// Ward, at the later moment where they are on that list.
    pub ward: String,
    /// Bed; empty when not known.
    pub bed: String,
    /// "rose", "fell", "new", "gone" or "same_tier".
    pub change: String,
    /// Tier then; none when they were not on the list.
    pub tier_then: Option<TierWord>,
    /// Something that broke touched them then.
    pub affected_then: bool,
    /// Tier now; none when they are not on the list any more.
    pub tier_now: Option<TierWord>,
    /// Something that broke touches them now.
    pub affected_now: bool,
    /// Place then, from 1.
    pub rank_then: Option<u32>,
    /// Place now.
    pub rank_now: Option<u32>,
    /// Which state or input became other, a sentence each.
    pub why: Vec<String>,
}

/// A system whose effective state became other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemChanged {
    /// Code.
    pub code: String,
    /// "Smart pumps: was up and trusted, now up and suspect. R. Hale, 02:41."
    pub text: String,
}

/// The list held against what it was. All sums: `then = rose + fell + gone + same_tier + as_before`,
/// `now = rose + fell + new + same_tier + as_before`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PriorityCompared {
    /// The earlier moment (RFC 3339).
    pub with: String,
    /// The later one.
    pub at: String,
    /// Why the earlier one is not the one that was asked for: there was no list yet. Empty: it is.
    pub instead: String,
    /// People on the list then.
    pub then: u32,
    /// People on the list now.
    pub now: u32,
    /// More urgent than they were.
    pub rose: u32,
    /// Less urgent.
    pub fell: u32,
    /// Not on the list then.
    pub new: u32,
    /// Not on it now.
    pub gone: u32,
    /// In the same tier, but something about them became other.
    pub same_tier: u32,
    /// In the same tier, and nothing about them is other.
    pub as_before: u32,
    /// Systems whose state became other.
    pub systems: Vec<SystemChanged>,
    /// What else became other for everybody: census, bag, its check, a sentence each.
    pub all: Vec<String>,
    /// Who rose, fell, is new, is gone, changed; most urgent first in each.
    pub rows: Vec<ComparedRow>,
}
