//! AL1 and IAM: allergies, the claim that none is known, and what is taken back.

use super::message::Segment;
use super::said::{AllergySaid, AllergyWhat, Cx, Part, codes, words};
use super::times;
use crate::allergies::{is_none_known_code, is_not_asked_code, says_none_known};
use crate::claims::Field as Claimed;
use crate::model::Allergy;

/// What an AL1 or IAM segment says.
pub(super) fn allergy(segment: &Segment<'_>, part: &mut Part, cx: &mut Cx<'_>) {
    cx.ledger.counts.allergies += 1;
    let is_iam = segment.is("IAM");
    let place = if is_iam { "IAM-3" } else { "AL1-3" };
    let substance = segment.field(3);
    let Some(text) = words(substance).or_else(|| substance.at(3)) else {
        let what = if substance.is_delete() || substance.component(1).is_delete() {
            "The sender emptied the allergy (\"\"). That is not “no known allergies”: what was known is kept, else it is not known. Ask the patient."
        } else {
            "An allergy has no substance and was left out. Ask the patient."
        };
        cx.warn(place, what);
        return;
    };
    let codes = codes(substance);
    let bare = [1, 4].into_iter().filter_map(|n| substance.at(n));
    let mut all_codes = codes.iter().map(|c| c.code.clone()).chain(bare);
    let action = segment
        .value(6, 1)
        .filter(|_| is_iam)
        .unwrap_or_default()
        .to_uppercase();
    let status = segment
        .value(17, 1)
        .filter(|_| is_iam)
        .unwrap_or_default()
        .to_uppercase();
    // D deletes; E is entered in error.
    let withdrawn = action == "D" || status.starts_with('E');
    let source = cx.source(place);
    let when = cx.when;
    if all_codes.any(|c| is_none_known_code(&c)) || says_none_known(&text) {
        part.facts().says(
            Claimed::Allergy,
            if withdrawn {
                "none known: withdrawn"
            } else {
                "none known"
            },
            &source,
            when,
        );
        part.allergies.push(AllergySaid {
            key: String::new(),
            what: if withdrawn {
                AllergyWhat::NotNoneKnown
            } else {
                AllergyWhat::NoneKnown
            },
        });
        return;
    }
    if codes.iter().any(|c| is_not_asked_code(&c.code)) {
        return;
    }
    let reactions: Vec<String> = segment.field(5).repetitions().filter_map(words).collect();
    let recorded = segment
        .value(if is_iam { 13 } else { 6 }, 1)
        .or_else(|| segment.value(11, 1).filter(|_| is_iam))
        .and_then(|t| times::date(&t));
    let by = segment.field(14).first();
    let allergy = Allergy {
        substance: text.clone(),
        codes,
        reaction: (!reactions.is_empty()).then(|| reactions.join(", ")),
        severity: segment.value(4, 1).map(|s| severity(&s, words(segment.field(4)))),
        source: if is_iam {
            super::said::practitioner(by)
        } else {
            None
        },
        recorded,
        unconfirmed: withdrawn || matches!(status.as_str(), "U" | "P" | "S" | "D" | "I" | "UNCONFIRMED"),
    };
    let said = if withdrawn {
        format!("{text}: withdrawn")
    } else {
        text.clone()
    };
    part.facts().says(Claimed::Allergy, said, &source, when);
    part.allergies.push(AllergySaid {
        key: text.to_lowercase(),
        what: if withdrawn {
            AllergyWhat::Withdrawn(allergy)
        } else {
            AllergyWhat::Is(allergy)
        },
    });
}

/// HL7 table 0128 in words.
fn severity(code: &str, words: Option<String>) -> String {
    match code.to_uppercase().as_str() {
        "SV" => "severe".to_owned(),
        "MO" => "moderate".to_owned(),
        "MI" => "mild".to_owned(),
        "U" => "severity not known".to_owned(),
        _ => words.unwrap_or_else(|| code.to_owned()),
    }
}
