//! What a patient depends on, why, who said so, and what needs a look.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One fact behind a profile or a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhyView {
    /// The words of the census.
    pub fact: String,
    /// Where they stand ("medicines[3]").
    pub field: String,
    /// The same in words ("Medicine 4").
    pub place: String,
}

/// A profile of a patient, with why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// The patient's own facts that made it, each with its field in words ("Medicine 4: Actrapid …").
    pub because: Vec<String>,
    /// The same facts, taken apart.
    pub why: Vec<WhyView>,
    /// The matching rules that found it; empty when a person alone says so.
    pub rules: Vec<String>,
    /// Nothing but a suspicion speaks for it.
    pub weak: bool,
    /// "found", "added", "removed", "open_again" or "lapsed".
    pub how: String,
    /// Who added or took it away; empty when nobody did.
    pub by: String,
    /// When (RFC 3339); empty when nobody did.
    pub at: String,
    /// Why they did.
    pub reason: String,
}

/// Something that needs a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoubtView {
    /// "not_known", "suspicion", "how_given", "contradicts", "nothing_recorded", "no_number" or "shared_number".
    pub kind: String,
    /// In words.
    pub words: String,
    /// The fact.
    pub about: WhyView,
    /// Profile that it half speaks for, by name; or empty.
    pub profile: String,
}

/// Says something of a profile of a patient.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct SayProfile {
    /// Patient key.
    pub patient: String,
    /// Profile code.
    pub profile: String,
    /// When it is taken away: the profile that it should have been; or empty.
    #[serde(default)]
    pub instead: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Second person, where it takes a patient off P1.
    #[serde(default)]
    pub second_person: String,
    /// Their own passphrase, where they can sign in here.
    #[serde(default)]
    #[ts(as = "String")]
    pub second_passphrase: super::SecretText,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}

/// A profile that can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileChoice {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Group that it is filed under.
    pub area: String,
}

/// Every profile of the bag, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileChoices {
    /// Rows.
    pub rows: Vec<ProfileChoice>,
}

/// Whose needs.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct NeedsOf {
    /// Only this ward; empty for all.
    #[serde(default)]
    pub ward: String,
}

/// What the rules made of a ward. `in_patients = profiled + ordinary + not_profiled`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WardNeeds {
    /// Ward; empty for those whose ward is not known.
    pub ward: String,
    /// Everybody.
    pub in_patients: u32,
    /// With at least one dependence profile.
    pub profiled: u32,
    /// Known to be ordinary care.
    pub ordinary: u32,
    /// Nothing found: never below P3.
    pub not_profiled: u32,
    /// Of all of them, those with something that needs a look.
    pub needs_look: u32,
    /// Of all of them, those whose profiles a person changed.
    pub by_hand: u32,
}

/// One patient of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NeedsRow {
    /// Patient key.
    pub patient: String,
    /// "AMU 04 OKAFOR, Grace".
    pub who: String,
    /// Ward.
    pub ward: String,
    /// Bed; empty when not known.
    pub bed: String,
    /// "profiled", "ordinary" or "not_profiled".
    pub state: String,
    /// Profiles that count.
    pub profiles: Vec<ProfileView>,
    /// Profiles that somebody took away.
    pub profiles_set_aside: Vec<ProfileView>,
    /// What needs a look.
    pub doubts: Vec<DoubtView>,
}

/// Per ward: profiled, not profiled, needs a look; and who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NeedsView {
    /// The moment of the census (RFC 3339).
    pub as_of: String,
    /// Everybody shown.
    pub total: WardNeeds,
    /// Ward by ward.
    pub wards: Vec<WardNeeds>,
    /// Patients: not profiled first, then what needs a look, then the rest; by ward and bed.
    pub rows: Vec<NeedsRow>,
}
