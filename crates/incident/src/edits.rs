//! Changes to the census made by hand while IT is down: what an entry says, and the fold of those that stand.

use battlebag_census::Sex;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::bedside_set::BedsideSet;
use crate::body::Body;
use crate::parts::EntryRef;
use crate::state::Stamp;

/// Who somebody is, as far as it is known. Empty and `None` mean not known, and change nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Family name.
    pub family: String,
    /// First names.
    pub given: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// NHS number, ten digits; its check digit was looked at.
    pub nhs_number: String,
    /// Hospital number.
    pub local_id: String,
}

/// Where somebody lies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bedspace {
    /// Ward.
    pub ward: String,
    /// Bay or room, or empty.
    pub bay: String,
    /// Bed, or empty when it is not known yet.
    pub bed: String,
}

/// What became other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    /// Came in while IT is down, under a downtime number.
    Admitted {
        /// The number, from this station's block.
        downtime_number: String,
        /// Who, as far as known.
        identity: Identity,
        /// Where.
        place: Bedspace,
    },
    /// Lies elsewhere now.
    Moved {
        /// Where.
        place: Bedspace,
    },
    /// Left the hospital, or died.
    Discharged {
        /// Where to: "home", "died", "Royal, ICU".
        to: String,
    },
    /// It is known now who this is.
    Identified {
        /// Who.
        identity: Identity,
        /// The same person as one who is in the census under this key; empty when not.
        same_as: String,
    },
    /// An allergy was found out.
    Allergic {
        /// Substance.
        substance: String,
        /// What happens, or empty.
        reaction: String,
    },
    /// Somebody asked, and there are no allergies.
    NoAllergies {},
    /// An allergy in the records is said to be wrong. It stays on every sheet, marked.
    AllergyDoubted {
        /// Substance, as recorded.
        substance: String,
    },
    /// Weighed, or estimated.
    Weighed {
        /// Kilograms as written.
        kg: String,
        /// Estimated, not measured.
        estimated: bool,
    },
    /// A full set of observations was taken and scored with NEWS2.
    Observed {
        /// The set.
        set: BedsideSet,
    },
    /// An earlier change was a mistake.
    TakenBack {
        /// Its entry.
        of: EntryRef,
    },
}

/// A change to one patient's place, identity, allergies, weight or observations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Key of the patient; of an admission, the new one.
    pub patient: String,
    /// What became other.
    pub change: Change,
    /// How it is known: "wristband", "asked the daughter".
    pub known_from: String,
}

/// Which of two words holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// What was written by hand.
    Hand,
    /// What the feed says.
    Feed,
    /// The feed's patient is the one admitted by hand.
    SamePerson,
    /// They are two people.
    TwoPeople,
}

/// A person settled a difference between a change by hand and the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditSettled {
    /// The entry of the change by hand.
    pub of: EntryRef,
    /// Which holds.
    pub keep: Keep,
    /// What the feed said then: when it says something else later, the question is open again.
    pub feed: String,
    /// Key of the feed's patient, where two may be one; else empty.
    pub other: String,
    /// Why, or how it was found out.
    pub because: String,
}

/// The changes by hand, oldest first, with what people settled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits {
    /// Changes that were not taken back.
    pub changes: Vec<(Stamp, Edit)>,
    /// Settlements, oldest first.
    pub settled: Vec<(Stamp, EditSettled)>,
}

impl Edits {
    /// Folds one entry; other kinds are left alone.
    pub(crate) fn apply(&mut self, stamp: &Stamp, body: &Body) {
        match body {
            Body::CensusEdited(Edit {
                change: Change::TakenBack { of },
                ..
            }) => self.changes.retain(|(made, _)| made.entry != *of),
            Body::CensusEdited(edit) => self.changes.push((stamp.clone(), edit.clone())),
            Body::EditSettled(settled) => self.settled.push((stamp.clone(), settled.clone())),
            _ => {}
        }
    }

    /// Nobody changed anything by hand.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The last settlement of a change.
    pub fn settlement(&self, of: &EntryRef) -> Option<&EditSettled> {
        self.settled
            .iter()
            .rev()
            .find(|(_, s)| s.of == *of)
            .map(|(_, s)| s)
    }
}
