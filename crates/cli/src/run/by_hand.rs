//! The census changed by hand, and how good it is.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    CensusEdited, EditCensus, EditsView, Nothing, QualityView, SettleDifference, WhoRow, Written,
};

use super::census::key_of;
use super::time;
use crate::args_census::{Bedspace, ByHand, Keep, Known, Who};
use crate::asked::Asked;
use crate::outcome::Outcome;

fn what(sort: &str, known: Known) -> EditCensus {
    EditCensus {
        what: sort.to_owned(),
        known_from: known.known_from,
        at: known.at,
        ..EditCensus::default()
    }
}

fn in_bed(edit: EditCensus, place: Bedspace) -> EditCensus {
    EditCensus {
        ward: place.ward,
        bay: place.bay,
        bed: place.bed,
        ..edit
    }
}

fn known_as(edit: EditCensus, who: Who) -> EditCensus {
    EditCensus {
        family: who.family,
        given: who.given,
        born: who.born,
        sex: who.sex,
        nhs_number: who.nhs,
        local_id: who.local_id,
        ..edit
    }
}

pub fn run(asked: &Asked, command: ByHand, glass: &str) -> Result<Outcome, ErrorView> {
    let of = |patient: &str, edit: EditCensus| -> Result<Outcome, ErrorView> {
        let patient = key_of(asked, patient)?;
        change(asked, &EditCensus { patient, ..edit })
    };
    match command {
        ByHand::Columns(command) => super::columns::run(asked, command),
        ByHand::Quality => quality(asked),
        ByHand::Needs { ward } => super::profiles::needs(asked, ward),
        ByHand::Profile(command) => super::profiles::run(asked, command, glass),
        ByHand::Changes => changes(asked),
        ByHand::Admit { place, who, known } => {
            change(asked, &known_as(in_bed(what("admitted", known), place), who))
        }
        ByHand::Move {
            patient,
            place,
            known,
        } => of(&patient, in_bed(what("moved", known), place)),
        ByHand::Discharge { patient, to, known } => of(
            &patient,
            EditCensus {
                to,
                ..what("discharged", known)
            },
        ),
        ByHand::Identify {
            patient,
            who,
            same_as,
            known,
        } => {
            let same_as = if same_as.is_empty() {
                same_as
            } else {
                key_of(asked, &same_as)?
            };
            let edit = EditCensus {
                same_as,
                ..what("identified", known)
            };
            of(&patient, known_as(edit, who))
        }
        ByHand::Allergy {
            patient,
            substance,
            reaction,
            none,
            wrong,
            known,
        } => {
            let sort = match (none, wrong) {
                (true, _) => "no_allergies",
                (_, true) => "allergy_doubted",
                _ => "allergic",
            };
            let edit = EditCensus {
                substance,
                reaction,
                ..what(sort, known)
            };
            of(&patient, edit)
        }
        ByHand::Weigh {
            patient,
            kg,
            estimated,
            known,
        } => of(
            &patient,
            EditCensus {
                kg,
                estimated,
                ..what("weighed", known)
            },
        ),
        ByHand::TakeBack { entry } => change(
            asked,
            &EditCensus {
                what: "taken_back".to_owned(),
                of: entry,
                ..EditCensus::default()
            },
        ),
        ByHand::Settle { entry, keep, because } => settle(asked, entry, keep, because),
    }
}

fn change(asked: &Asked, edit: &EditCensus) -> Result<Outcome, ErrorView> {
    let done: CensusEdited = asked.ask("census_edit", edit)?;
    asked.say(&done, || vec![format!("Entry {}: {}", done.number, done.said)])?;
    Ok(Outcome::done())
}

fn settle(asked: &Asked, entry: String, keep: Keep, because: String) -> Result<Outcome, ErrorView> {
    let keep = match keep {
        Keep::Hand => "hand",
        Keep::Feed => "feed",
        Keep::SamePerson => "same_person",
        Keep::TwoPeople => "two_people",
    };
    let request = SettleDifference {
        entry,
        keep: keep.to_owned(),
        because,
    };
    let done: Written = asked.ask("census_settle", &request)?;
    asked.say(&done, || vec![format!("Entry {}: {}", done.number, done.said)])?;
    Ok(Outcome::done())
}

fn changes(asked: &Asked) -> Result<Outcome, ErrorView> {
    let view: EditsView = asked.ask("census_edits", &Nothing {})?;
    asked.say(&view, || {
        let mut lines: Vec<String> = view
            .changes
            .iter()
            .map(|c| format!("{} {} {}: {} ({})", time(&c.at), c.entry, c.who, c.text, c.by))
            .collect();
        lines.extend(view.differences.iter().map(|d| {
            let other = if d.other.is_empty() {
                String::new()
            } else {
                format!(" ({})", d.other)
            };
            format!(
                "To settle, {} {}: by hand {}; the feed says {}{other}",
                d.entry, d.who, d.hand, d.feed
            )
        }));
        lines.push(format!(
            "Next downtime number {}; {} left",
            view.next_downtime_number, view.downtime_numbers_left
        ));
        lines
    })?;
    Ok(Outcome {
        look: view
            .differences
            .iter()
            .map(|d| format!("{}: hand and feed differ", d.who))
            .collect(),
    })
}

fn named(people: &[WhoRow]) -> String {
    let names: Vec<&str> = people.iter().map(|p| p.who.as_str()).collect();
    names.join("; ")
}

/// So many names stand on a line; who lacks what may be everybody.
const NAMED: usize = 12;

/// The first of them, and how many more there are.
fn first(people: &[WhoRow]) -> String {
    let more = people.len().saturating_sub(NAMED);
    let shown = named(people.get(..NAMED).unwrap_or(people));
    if more == 0 {
        return shown;
    }
    format!("{shown}; and {more} more (all with --json, and in battlebag print census)")
}

fn quality(asked: &Asked) -> Result<Outcome, ErrorView> {
    let q: QualityView = asked.ask("census_quality", &Nothing {})?;
    asked.say(&q, || words(&q))?;
    Ok(Outcome::done())
}

fn words(q: &QualityView) -> Vec<String> {
    let mut lines = vec![q.said.clone()];
    for c in &q.allergy_conflicts {
        lines.push(format!("ALLERGY CONFLICT {}: {}", c.who, c.after));
    }
    for b in &q.shared_beds {
        lines.push(format!(
            "One bed, {} people: {} ({})",
            b.people.len(),
            b.place,
            named(&b.people)
        ));
    }
    for l in q.lacks.iter().filter(|l| !l.people.is_empty()) {
        lines.push(format!("{} {}: {}", l.people.len(), l.words, first(&l.people)));
    }
    for r in &q.reasons {
        lines.push(format!(
            "{} rejected: {} ({})",
            r.count,
            r.reason,
            r.places.join("; ")
        ));
    }
    if let Some(c) = &q.changes {
        lines.push(format!(
            "Since {}: {} came, {} went, {} moved, {} with other allergies",
            time(&c.since),
            c.came.len(),
            c.went.len(),
            c.moved.len(),
            c.allergies.len()
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let people = |n: usize| -> Vec<WhoRow> {
            let one = |n| WhoRow {
                patient: format!("mrn:{n}"),
                who: format!("AMU {n:02} KHAN"),
            };
            (0..n).map(one).collect()
        };
        assert!(!first(&people(12)).contains("more"));
        assert!(
            first(&people(561))
                .ends_with("AMU 11 KHAN; and 549 more (all with --json, and in battlebag print census)")
        );
    }
}
