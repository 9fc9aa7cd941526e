//! Entries in the words a person reads. Pure: one entry in, one [`EntryView`] out.

use battlebag_bag::{Bag, ChosenWords};
use battlebag_incident::{Body, ContentAct, ContentChange, Decision, EntryRef, StepStatus};
use battlebag_priority::Tier;
use chrono::{DateTime, Utc};

use crate::counted::counted;
use crate::journal_writing_words;
use crate::times::Clock;

/// One entry in words: the kind, one sentence, and more lines beneath.
pub(crate) struct Words {
    pub kind: &'static str,
    pub text: String,
    pub lines: Vec<String>,
}

/// What the words need besides the entry: names for ids, and the incident's clock face.
pub(crate) struct Names<'a> {
    pub bag: &'a Bag,
    pub clock: &'a Clock,
    /// Place and name of a patient key, as in the census in use; the key itself when it is not there.
    pub patient: &'a dyn Fn(&str) -> String,
    /// What an earlier entry began, in its words; none when they are not known any more.
    pub matter: &'a dyn Fn(&EntryRef) -> Option<String>,
}

impl Names<'_> {
    pub(crate) fn role(&self, id: &str) -> String {
        self.bag
            .roles
            .iter()
            .find(|r| r.id == id)
            .map_or_else(|| id.to_owned(), |r| r.title.clone())
    }

    pub(crate) fn system(&self, code: &str) -> String {
        self.bag
            .systems
            .values()
            .find(|s| s.code.as_str() == code)
            .map_or_else(|| code.to_owned(), |s| s.name.clone())
    }

    /// What an entry began: in its words, else by its number.
    pub(crate) fn matter(&self, of: &EntryRef, sort: &str) -> String {
        (self.matter)(of).unwrap_or_else(|| format!("{sort} of number {}", of.seq))
    }

    fn fallback(&self, id: &str) -> String {
        self.bag
            .fallbacks
            .values()
            .find(|f| f.id.as_str() == id)
            .map_or_else(|| id.to_owned(), |f| f.short.clone())
    }

    fn card(&self, id: &str) -> String {
        self.bag
            .cards
            .get(id)
            .map_or_else(|| id.to_owned(), |c| c.title.clone())
    }

    pub(crate) fn time(&self, at: DateTime<Utc>) -> String {
        self.clock.day_and_time(at)
    }
}

pub(crate) fn labelled(lines: &mut Vec<String>, label: &str, text: &str) {
    if !text.trim().is_empty() {
        lines.push(format!("{label}: {text}"));
    }
}

/// The entry in words.
pub(crate) fn words(body: &Body, names: &Names<'_>) -> Words {
    match body {
        Body::Opened { .. }
        | Body::Declared { .. }
        | Body::StoodDown { .. }
        | Body::CensusTaken { .. }
        | Body::BagAdopted { .. }
        | Body::ContentChanged(_)
        | Body::BagChecked { .. } => life(body, names),
        Body::Escalated(_)
        | Body::Recovering { .. }
        | Body::Reopened { .. }
        | Body::Debriefed(_)
        | Body::ObjectiveSet(_)
        | Body::ObjectiveEnded(_)
        | Body::PeriodStarted(_)
        | Body::PeriodEnded(_)
        | Body::RhythmSet(_)
        | Body::Briefed(_) => crate::steering_words::words(body, names),
        Body::Legal(word) => crate::legal::words(word, names),
        Body::CensusEdited(_) | Body::EditSettled(_) => crate::edit_words::words(body, names),
        Body::RoleAssigned { .. }
        | Body::RoleHandedOver { .. }
        | Body::RoleCovered { .. }
        | Body::RoleVacated { .. }
        | Body::NameSettled(_) => roles(body, names),
        Body::CandidateSet(_) | Body::CandidateRemoved(_) => crate::candidates::words(body, names),
        Body::CardStep {
            card,
            step,
            status,
            remark,
            second_person,
            done_by,
        } => {
            let mut lines = Vec::new();
            labelled(&mut lines, "Done by, from paper", done_by);
            labelled(&mut lines, "Remark", remark);
            labelled(&mut lines, "Second person", second_person);
            let text = format!("{}, step {step}: {}", names.card(card), step_words(*status));
            Words {
                kind: "Card",
                text,
                lines,
            }
        }
        Body::SystemSet { .. } | Body::Restoration { .. } | Body::RegisterAdopted(_) | Body::ActedOn(_) => {
            crate::journal_system_words::systems(body, names)
        }
        Body::FallbackConfirmed { .. } | Body::FallbackRunning { .. } => fallbacks(body, names),
        Body::PriorityConfirmed { .. }
        | Body::PriorityRaised { .. }
        | Body::PriorityLowered { .. }
        | Body::PriorityReleased { .. } => priority(body, names),
        Body::ProfileAdded(_) | Body::ProfileRemoved(_) | Body::ProfileRestored(_) => {
            crate::profiles::words(body, names)
        }
        Body::Note { text } => Words {
            kind: "Note",
            text: text.clone(),
            lines: Vec::new(),
        },
        Body::Decided(decision) => decided(decision, names),
        Body::Printed { .. } | Body::PaperSent(_) | Body::PaperEnded(_) => crate::print_words::words(body),
        Body::Correction { of, text } => Words {
            kind: "Correction",
            text: format!("Corrects number {}: {text}", of.seq),
            lines: vec!["The first entry is kept.".to_owned()],
        },
        Body::Unread { kind } => Words {
            kind: "Unread",
            text: format!("An entry of a newer kind ({kind}). It is kept and passed on unread."),
            lines: Vec::new(),
        },
        Body::BackEntry(word) => crate::back_entry_words::words(word),
        Body::LabList(word) => crate::lab_list_words::words(word, names),
        Body::Result(_) | Body::Runner(_) | Body::Aid(_) | Body::Diversion(_) | Body::ContactsChanged(_) => {
            crate::journal_desk_words::words(body, names)
        }
        _ => journal_writing_words::words(body, names),
    }
}

/// What was done with the content of the home.
fn content(change: &ContentChange) -> String {
    let (item, version) = (&change.item, &change.version);
    let because = match change.because.as_str() {
        "" => String::new(),
        why => format!(": {why}"),
    };
    match change.act {
        ContentAct::Edited if item == ChosenWords::PATH => {
            format!("Words of cards and roles chosen{because}")
        }
        ContentAct::Edited if version.is_empty() => format!("{item} edited{because}"),
        ContentAct::Edited => format!("{item} edited, version {version}{because}"),
        ContentAct::Added => format!("Card {item} written, version {version}{because}"),
        ContentAct::Approved => format!("Card {item}, version {version}, approved by {}", change.by),
        ContentAct::Retired => format!("Card {item} retired{because}"),
        ContentAct::Restored => format!("Card {item} handed out again{because}"),
        ContentAct::Reverted => format!("{item} is the text of the bag underneath again{because}"),
        ContentAct::Imported => format!("{item} {version} taken in, signed by {}", change.by),
        ContentAct::ShippedTaken => format!("The bag of this program, {version}, taken into use"),
        ContentAct::KeyTrusted => format!("Bags signed by {item} are taken from now on{because}"),
        ContentAct::KeyDistrusted => format!("Bags signed by {item} are not taken any more{because}"),
    }
}

fn life(body: &Body, names: &Names<'_>) -> Words {
    let (kind, text) = match body {
        Body::Opened {
            title,
            exercise,
            zone,
        } => {
            let sort = if *exercise {
                "EXERCISE opened"
            } else {
                "Incident opened"
            };
            ("Incident", format!("{sort}: {title}. Times are in {zone}."))
        }
        Body::Declared { because } if because.is_empty() => {
            ("Declared", "Declared. The clock runs.".to_owned())
        }
        Body::Declared { because } => ("Declared", format!("Declared: {because}")),
        Body::StoodDown { because, left } => {
            return Words {
                kind: "Stood down",
                text: format!("Stood down: {because}"),
                lines: crate::back_entry_words::left(left),
            };
        }
        Body::CensusTaken {
            as_of,
            counts,
            feed,
            by_timer,
            ..
        } => (
            "Census",
            format!(
                "Census of {} taken {}from {feed}: {} records read, {} rejected, {} in-patients",
                names.time(*as_of),
                if *by_timer { "by this station's timer " } else { "" },
                counts.read,
                counts.rejected,
                counts.inpatients
            ),
        ),
        Body::ContentChanged(change) => ("Bag", content(change)),
        Body::BagAdopted {
            bag, version, method, ..
        } => (
            "Bag",
            match method.as_str() {
                "" => format!("Bag {version} in use ({})", bag.get(..8).unwrap_or(bag)),
                method => format!(
                    "Bag {version} in use ({}), ranked by method {method}",
                    bag.get(..8).unwrap_or(bag)
                ),
            },
        ),
        Body::BagChecked {
            by,
            until: Some(until),
            ..
        } => (
            "Bag",
            format!(
                "Battle bag was checked on site by {by}: good until {}",
                names.time(*until)
            ),
        ),
        Body::BagChecked { valid_days, .. } => (
            "Bag",
            format!(
                "Battle bag checked on site: good for {}",
                counted(*valid_days, "day", "days")
            ),
        ),
        _ => ("Entry", String::new()),
    };
    Words {
        kind,
        text,
        lines: Vec::new(),
    }
}

fn roles(body: &Body, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    let (kind, text) = match body {
        Body::RoleAssigned {
            role,
            person,
            contact,
        } => {
            labelled(&mut lines, "Reach by", contact);
            ("Role", format!("{} given to {person}", names.role(role)))
        }
        Body::RoleHandedOver {
            role,
            from,
            to,
            contact,
        } => {
            labelled(&mut lines, "Reach by", contact);
            ("Handed over", format!("{} from {from} to {to}", names.role(role)))
        }
        Body::RoleCovered {
            role,
            from,
            by,
            contact,
            until,
        } => {
            labelled(&mut lines, "Reach by", contact);
            lines.extend(until.map(|at| format!("{from} is to be back {}", names.time(at))));
            let text = format!("{}: {by} stands in for {from}", names.role(role));
            ("Stands in", text)
        }
        Body::NameSettled(said) if said.apart.is_empty() => {
            ("Role", format!("{} is one person in all roles", said.person))
        }
        Body::NameSettled(said) => {
            let text = format!(
                "{}: {} is not the other {}",
                names.role(&said.role),
                said.named(),
                said.person
            );
            ("Role", text)
        }
        Body::RoleVacated { role, person } => {
            ("Role", format!("{} left by {person}: vacant", names.role(role)))
        }
        _ => ("Role", String::new()),
    };
    Words { kind, text, lines }
}

fn step_words(status: StepStatus) -> &'static str {
    match status {
        StepStatus::Open => "opened again",
        StepStatus::Complete => "done",
        StepStatus::AlreadyDone => "was done before",
        StepStatus::NotApplicable => "does not apply",
        StepStatus::Blocked => "blocked",
    }
}

fn fallbacks(body: &Body, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    let text = match body {
        Body::FallbackConfirmed {
            fallback,
            count: 0,
            place,
            ..
        } => {
            labelled(&mut lines, "Where", place);
            format!("{}: none on site", names.fallback(fallback.as_str()))
        }
        Body::FallbackConfirmed {
            fallback,
            count,
            place,
            ..
        } => {
            labelled(&mut lines, "Where", place);
            format!("{}: {count} on site", names.fallback(fallback.as_str()))
        }
        Body::FallbackRunning {
            patient,
            fallback,
            running,
        } => format!(
            "{}: {} {}",
            (names.patient)(patient),
            names.fallback(fallback.as_str()),
            if *running { "running" } else { "stopped" }
        ),
        _ => String::new(),
    };
    Words {
        kind: "Other way",
        text,
        lines,
    }
}

fn beside(shown: Tier, computed: Tier) -> String {
    if shown == computed {
        String::new()
    } else {
        format!(" (computed {computed})")
    }
}

fn priority(body: &Body, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    let text = match body {
        Body::PriorityConfirmed {
            patient,
            tier,
            computed,
        } => {
            format!(
                "{}: {tier} confirmed{}",
                (names.patient)(patient),
                beside(*tier, *computed)
            )
        }
        Body::PriorityRaised {
            patient,
            to,
            computed,
            reason,
        } => {
            labelled(&mut lines, "Reason", reason);
            format!(
                "{}: raised to {to}{}",
                (names.patient)(patient),
                beside(*to, *computed)
            )
        }
        Body::PriorityLowered {
            patient,
            to,
            computed,
            reason,
            second_person,
            second_checked,
            lapses_at,
            ..
        } => {
            labelled(&mut lines, "Reason", reason);
            if !second_person.is_empty() {
                let checked = if *second_checked {
                    "gave their passphrase"
                } else {
                    "by name only"
                };
                lines.push(format!("Second person: {second_person}, {checked}"));
            }
            lines.push(format!("Lapses {}", names.time(*lapses_at)));
            format!(
                "{}: lowered to {to}{}",
                (names.patient)(patient),
                beside(*to, *computed)
            )
        }
        Body::PriorityReleased { patient } => {
            format!("{}: back to the computed tier", (names.patient)(patient))
        }
        _ => String::new(),
    };
    Words {
        kind: "Patient",
        text,
        lines,
    }
}

fn decided(d: &Decision, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    labelled(&mut lines, "Known then", &d.known);
    labelled(&mut lines, "Options and why not", &d.options);
    lines.extend(journal_writing_words::options(&d.considered));
    labelled(&mut lines, "Reason", &d.rationale);
    labelled(&mut lines, "Harm accepted", &d.risks);
    labelled(&mut lines, "Policy", &d.policy);
    labelled(&mut lines, "Told", &d.told);
    if let Some(at) = d.review_at {
        lines.push(format!("Review {}", names.time(at)));
    }
    Words {
        kind: "Decision",
        text: d.decision.clone(),
        lines,
    }
}
