//! What stays of an entry whose words are erased: what the list is made from.
//!
//! The list of a past minute is made again from the log. If an erasure took a raised tier or a lost system with it, a
//! patient would be put lower because somebody's reason named a person. So the words go and the fact stays.

use crate::back_entry::BackEntrySays;
use crate::body::Body;
use crate::edits::{Change, Edit, EditSettled, Identity};
use crate::lab_list::{LabListSays, LabSaid};
use crate::paper::PaperSent;
use crate::parts::Settlement;
use crate::steering::Debrief;

/// Kinds that a list is made from.
pub const COUNTS: &[&str] = &[
    "bag.adopted",
    "bag.checked",
    "census.edited",
    "census.settled",
    "census.taken",
    "dispute.settled",
    "fallback.confirmed",
    "fallback.running",
    "priority.confirmed",
    "priority.lowered",
    "priority.raised",
    "priority.released",
    "register.adopted",
    "system.acted_on",
    "system.restoration",
    "system.set",
];

/// The entry without what people wrote freely, names of patients and reactions among it. `None` for a kind that neither a list,
/// nor back-entry, nor the laboratory's list, nor the incident's life is made from: nothing of it stays.
pub fn without_words(body: &Body) -> Option<Body> {
    let mut stays = body.clone();
    match &mut stays {
        Body::CensusTaken { feed, .. } => feed.clear(),
        Body::Declared { because }
        | Body::Recovering { because }
        | Body::StoodDown { because, .. }
        | Body::Reopened { because } => because.clear(),
        Body::Escalated(escalation) => escalation.because.clear(),
        Body::Debriefed(debrief) => *debrief = Debrief::default(),
        Body::BagChecked { by, .. } => by.clear(),
        Body::BagAdopted { .. }
        | Body::FallbackRunning { .. }
        | Body::PriorityConfirmed { .. }
        | Body::PriorityReleased { .. } => {}
        Body::SystemSet {
            evidence,
            said_by,
            second_person,
            tested,
            ..
        } => {
            for words in [evidence, said_by, second_person, tested] {
                words.clear();
            }
        }
        Body::RegisterAdopted(adopted) => adopted.change.clear(),
        Body::ActedOn(acted) => acted.note.clear(),
        Body::Restoration { signed_by, .. } => signed_by.clear(),
        Body::FallbackConfirmed {
            place,
            count,
            this_place_only,
            ..
        } => {
            place.clear();
            // That none were found somewhere must not be lost with the name of the place.
            *this_place_only &= *count > 0;
        }
        // A sheet with writing on it is asked for, whoever's name was erased.
        Body::Printed {
            sheets, held_back, ..
        }
        | Body::PaperSent(PaperSent {
            sheets, held_back, ..
        }) => {
            for sheet in sheets {
                sheet.whose.clear();
            }
            held_back.clear();
        }
        Body::PaperEnded(ended) => ended.why.clear(),
        Body::BackEntry(word) => unsaid(&mut word.says),
        // That a list took the place of another stays: the one before must not be printed again.
        Body::LabList(word) => match &mut word.says {
            LabListSays::Said(said) => {
                *said = LabSaid {
                    until: said.until,
                    ..LabSaid::default()
                };
            }
            LabListSays::Withdrawn { said_by, because } => {
                said_by.clear();
                because.clear();
            }
        },
        Body::PriorityRaised { reason, .. } | Body::PriorityLowered { reason, .. } => reason.clear(),
        Body::CensusEdited(edit) => wordless(edit),
        Body::EditSettled(EditSettled { because, .. }) | Body::Settled(Settlement { because, .. }) => {
            because.clear();
        }
        _ => return None,
    }
    Some(stays)
}

/// Who entered a sheet and who looked at it stay: the second is checked against the first.
fn unsaid(says: &mut BackEntrySays) {
    match says {
        BackEntrySays::Returned { from, whose, .. } => {
            from.clear();
            // It stays somebody's: stock that is nobody's is not asked for.
            if !whose.is_empty() {
                "erased".clone_into(whose);
            }
        }
        BackEntrySays::Done(entering) => entering.remark.clear(),
        BackEntrySays::NotUsed { because, .. } | BackEntrySays::TakenBack { because, .. } => because.clear(),
        BackEntrySays::Verified { remark, .. } => remark.clear(),
        BackEntrySays::SentBack { found, .. } => found.clear(),
        BackEntrySays::Missing { looked, .. } => looked.clear(),
        BackEntrySays::Taken { .. } => {}
    }
}

/// Places, substances and weights stay, because people are treated by them; who somebody is goes.
fn wordless(edit: &mut Edit) {
    edit.known_from.clear();
    match &mut edit.change {
        Change::Admitted { identity, .. } | Change::Identified { identity, .. } => {
            *identity = Identity::default();
        }
        Change::Allergic { reaction, .. } => reaction.clear(),
        Change::Discharged { to } => to.clear(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use battlebag_priority::Tier;

    #[test]
    fn the_tier_stays_and_the_reason_goes() {
        let raised = |reason: &str| Body::PriorityRaised {
            patient: "nhs:9990000026".into(),
            to: Tier::P1,
            computed: Tier::P3,
            reason: reason.into(),
        };
        assert_eq!(
            without_words(&raised("his wife, Mrs Quill, said")),
            Some(raised(""))
        );
    }

    #[test]
    fn of_a_note_nothing_stays() {
        assert_eq!(without_words(&Body::Note { text: "x".into() }), None);
    }

    #[test]
    fn an_allergy_found_at_the_bedside_stays() {
        let found = |reaction: &str, known_from: &str| {
            Body::CensusEdited(Edit {
                patient: "nhs:9990000026".into(),
                change: Change::Allergic {
                    substance: "penicillin".into(),
                    reaction: reaction.into(),
                },
                known_from: known_from.into(),
            })
        };
        assert_eq!(
            without_words(&found("rash in 1998", "asked Mrs Quill")),
            Some(found("", ""))
        );
    }
}
