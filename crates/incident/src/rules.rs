//! The rules for making an entry: what may be said next, given what was said so far.
//!
//! Pure: the state, the bag and the person's words come in, a body or a refusal goes out.

use battlebag_bag::{Bag, Power};
use battlebag_priority::Tier;
use battlebag_priority::overrides::lowering_holds;
use chrono::{DateTime, Utc};

use crate::body::Body;
use crate::namesakes::same_name;
use crate::parts::StepStatus;
use crate::powers::permit;
use crate::state::Incident;

/// Why something cannot be recorded. Each sentence says what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Something written cannot be so.
    #[error("{what}. {instead}")]
    NotSo {
        /// What is wrong.
        what: &'static str,
        /// What to write or do instead.
        instead: &'static str,
    },
    /// A field that must not be empty is.
    #[error("{field} is empty. Write it, then try again")]
    Empty {
        /// Which, in words.
        field: &'static str,
    },
    /// Declared twice.
    #[error("the incident is already declared. Nothing was changed")]
    AlreadyDeclared,
    /// Stood down already.
    #[error("the incident is stood down. Reopen it to go on in it, or open a new one")]
    StoodDown,
    /// A turn that this incident cannot take from where it stands.
    #[error("the incident is {life}, so {what}. {instead}")]
    NotNow {
        /// Where it stands, in words.
        life: &'static str,
        /// What cannot be.
        what: &'static str,
        /// What to do instead.
        instead: &'static str,
    },
    /// Stand-down of an incident that was never declared, or by somebody without the power.
    #[error(
        "{act} needs {who}. You act as {role}. Ask them, or have the role handed to you, or break the glass and say why it cannot wait"
    )]
    NoPower {
        /// What was tried.
        act: &'static str,
        /// Who may.
        who: String,
        /// Role held.
        role: String,
    },
    /// The bag has no such thing.
    #[error("the bag has no {what} called {id}. Look it up in {look}")]
    Unknown {
        /// "role", "card", "system" …
        what: &'static str,
        /// The id given.
        id: String,
        /// Where to look.
        look: &'static str,
    },
    /// The card has no such step.
    #[error("card {card} has no step {step}: its steps are 1 to {last}")]
    NoStep {
        /// Card.
        card: String,
        /// Step asked for.
        step: u32,
        /// Last step.
        last: usize,
    },
    /// The person already holds the role.
    #[error("{person} already holds {role}. Nothing was changed")]
    AlreadyHolds {
        /// Person.
        person: String,
        /// Role title.
        role: String,
    },
    /// The role has no holder to take it from.
    #[error("{role} has no holder. Assign it instead")]
    Vacant {
        /// Role title.
        role: String,
    },
    /// Two people hold the role: say whose tenure ends.
    #[error("two people hold {role}: {holders}. Vacate one of them first")]
    TwoHolders {
        /// Role title.
        role: String,
        /// Their names.
        holders: String,
    },
    /// Somebody who has left is given nothing.
    #[error(
        "{person} has left: {because}. Choose somebody else; if they are back, put them on the list of candidates again"
    )]
    HasLeft {
        /// Person.
        person: String,
        /// Why, as it was written.
        because: String,
    },
    /// A critical step needs a second person.
    #[error("step {step} needs a second person's name before it counts as done")]
    SecondPerson {
        /// Step.
        step: u32,
    },
    /// Not lower than the tier computed, or not higher.
    #[error("the patient is {now}; {to} is not {direction}. Choose another tier")]
    NotAChange {
        /// Tier now.
        now: Tier,
        /// Tier asked for.
        to: Tier,
        /// "lower" or "higher".
        direction: &'static str,
    },
    /// Done already.
    #[error("{what} already. Nothing was changed")]
    Already {
        /// What, as a sentence without its last word.
        what: &'static str,
    },
    /// Some words stay.
    #[error(
        "the words of this entry are never erased: they say why words were erased, why somebody acted beyond their role, or what the incident is"
    )]
    NeverErased,
    /// Nobody judges their own act.
    #[error("you broke this glass yourself. Somebody else has to look at it")]
    OwnGlass,
    /// Trusted again after it was compromised, without what that takes.
    #[error(
        "{system} was compromised. Trusting it again takes two names, one clinical and one technical, and what was tested against a known result; {lacking}"
    )]
    TrustedTooEarly {
        /// The system's name.
        system: String,
        /// What is not there, and what to write.
        lacking: &'static str,
    },
    /// Several lines, or marks that nobody sees, where one line belongs.
    #[error("{field} has a line break or a mark that nobody sees. Write it as one line of plain words")]
    NoLine {
        /// Which, in words.
        field: &'static str,
    },
    /// One test of the laboratory's list cannot be so.
    #[error("Test {number} {what}. {instead}")]
    LabTest {
        /// Which, from 1.
        number: usize,
        /// What is wrong.
        what: &'static str,
        /// What to do instead.
        instead: &'static str,
    },
    /// A number of hours that cannot be.
    #[error("{hours} hours is no time until it is back. Give hours from now, more than 0 and at most {most}")]
    NoHours {
        /// Hours given.
        hours: String,
        /// Most that is taken.
        most: u32,
    },
    /// Something cannot be said of a printed sheet.
    #[error("Sheet {code}: {what}. {instead}")]
    OfSheet {
        /// Its number.
        code: String,
        /// What stands in the way.
        what: String,
        /// What to do instead.
        instead: &'static str,
    },
    /// A time in the future.
    #[error("the time given is later than now. Give the time it happened, or leave it empty for now")]
    Future {
        /// The time given.
        when: DateTime<Utc>,
    },
    /// A time before what it follows.
    #[error(
        "the time given is before {what}. Give a later one; what happened before is written in the log as a note"
    )]
    TooEarly {
        /// The time given.
        when: DateTime<Utc>,
        /// What it comes after, as in "the incident was opened".
        what: &'static str,
        /// When that was.
        since: DateTime<Utc>,
    },
}

pub(crate) fn filled(text: &str, field: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        Err(Refusal::Empty { field })
    } else {
        Ok(text.to_owned())
    }
}

/// A note in the log.
pub fn note(text: &str) -> Result<Body, Refusal> {
    Ok(Body::Note {
        text: filled(text, "the note")?,
    })
}

fn role_title(bag: &Bag, role: &str) -> Result<String, Refusal> {
    bag.roles
        .iter()
        .find(|r| r.id == role)
        .map(|r| r.title.clone())
        .ok_or_else(|| Refusal::Unknown {
            what: "role",
            id: role.to_owned(),
            look: "the list of roles",
        })
}

/// Gives a role to a person. A second holder is allowed only by handing over.
pub fn assign(
    incident: &Incident,
    bag: &Bag,
    role: &str,
    person: &str,
    contact: &str,
) -> Result<Body, Refusal> {
    let title = role_title(bag, role)?;
    let person = filled(person, "the person's name")?;
    let person = person.split_whitespace().collect::<Vec<_>>().join(" ");
    let holders = incident.holders(role);
    if holders.iter().any(|t| same_name(&t.person) == same_name(&person)) {
        return Err(Refusal::AlreadyHolds { person, role: title });
    }
    if let [holder] = holders.as_slice() {
        return Ok(Body::RoleHandedOver {
            role: role.to_owned(),
            from: holder.person.clone(),
            to: person,
            contact: contact.trim().to_owned(),
        });
    }
    one_holder_at_most(&holders, &title)?;
    Ok(Body::RoleAssigned {
        role: role.to_owned(),
        person,
        contact: contact.trim().to_owned(),
    })
}

fn one_holder_at_most(holders: &[&crate::state::Tenure], title: &str) -> Result<(), Refusal> {
    if holders.len() < 2 {
        return Ok(());
    }
    let names: Vec<&str> = holders.iter().map(|t| t.person.as_str()).collect();
    Err(Refusal::TwoHolders {
        role: title.to_owned(),
        holders: names.join(" and "),
    })
}

/// Hands a held role to another person.
pub fn hand_over(
    incident: &Incident,
    bag: &Bag,
    role: &str,
    to: &str,
    contact: &str,
) -> Result<Body, Refusal> {
    let title = role_title(bag, role)?;
    if incident.holders(role).is_empty() {
        return Err(Refusal::Vacant { role: title });
    }
    assign(incident, bag, role, to, contact)
}

/// Leaves a role empty. `person` may be empty when there is one holder.
pub fn vacate(incident: &Incident, bag: &Bag, role: &str, person: &str) -> Result<Body, Refusal> {
    let title = role_title(bag, role)?;
    let holders = incident.holders(role);
    let leaving = match (person.trim(), holders.as_slice()) {
        (_, []) => return Err(Refusal::Vacant { role: title }),
        ("", [only]) => only.person.clone(),
        ("", _) => {
            one_holder_at_most(&holders, &title)?;
            return Err(Refusal::Vacant { role: title });
        }
        (name, _) if holders.iter().any(|t| t.person == name) => name.to_owned(),
        (name, _) => {
            return Err(Refusal::Unknown {
                what: "holder",
                id: name.to_owned(),
                look: "the list of roles",
            });
        }
    };
    Ok(Body::RoleVacated {
        role: role.to_owned(),
        person: leaving,
    })
}

/// What a person says of one step.
#[derive(Debug, Clone, Copy)]
pub struct StepSaid<'a> {
    /// Card id.
    pub card: &'a str,
    /// Step number.
    pub step: u32,
    /// What became of it.
    pub status: StepStatus,
    /// Remark; the reason for not applicable and blocked.
    pub remark: &'a str,
    /// Second person, where the step needs one.
    pub second_person: &'a str,
    /// Who did it, when another types it in from paper; empty for whoever says it.
    pub done_by: &'a str,
}

/// Works one step of a card. A step that two people sign is not done, now or before, on one name.
pub fn step(bag: &Bag, said: &StepSaid<'_>) -> Result<Body, Refusal> {
    let StepSaid {
        card, step, status, ..
    } = *said;
    let found = bag.cards.get(card).ok_or_else(|| Refusal::Unknown {
        what: "card",
        id: card.to_owned(),
        look: "the list of cards",
    })?;
    let Some(line) = found.steps.iter().find(|s| s.number == step) else {
        return Err(Refusal::NoStep {
            card: card.to_owned(),
            step,
            last: found.steps.len(),
        });
    };
    let done = matches!(status, StepStatus::Complete | StepStatus::AlreadyDone);
    if line.second_person && done && said.second_person.trim().is_empty() {
        return Err(Refusal::SecondPerson { step });
    }
    let remark = match status {
        StepStatus::NotApplicable => filled(said.remark, "the reason why it does not apply")?,
        StepStatus::Blocked => filled(said.remark, "what blocks it")?,
        _ => said.remark.trim().to_owned(),
    };
    Ok(Body::CardStep {
        card: card.to_owned(),
        step,
        status,
        remark,
        second_person: said.second_person.trim().to_owned(),
        done_by: said.done_by.trim().to_owned(),
    })
}

/// Confirms a tier.
pub fn confirm(patient: &str, tier: Tier, computed: Tier) -> Body {
    Body::PriorityConfirmed {
        patient: patient.to_owned(),
        tier,
        computed,
    }
}

/// Raises a patient: any clinician, no reason needed.
pub fn raise(patient: &str, now: Tier, to: Tier, computed: Tier, reason: &str) -> Result<Body, Refusal> {
    if to >= now {
        return Err(Refusal::NotAChange {
            now,
            to,
            direction: "higher",
        });
    }
    Ok(Body::PriorityRaised {
        patient: patient.to_owned(),
        to,
        computed,
        reason: reason.trim().to_owned(),
    })
}

/// The parts of a lowering that a person gives.
#[derive(Debug, Clone)]
pub struct Lowering<'a> {
    /// Patient key.
    pub patient: &'a str,
    /// Tier now.
    pub now: Tier,
    /// To.
    pub to: Tier,
    /// Tier that the method gives.
    pub computed: Tier,
    /// Why.
    pub reason: &'a str,
    /// Second person, for a P1.
    pub second_person: &'a str,
    /// When.
    pub at: DateTime<Utc>,
    /// Fingerprint of the inputs.
    pub inputs: &'a str,
    /// Whether the second person gave their own passphrase.
    pub second_checked: bool,
    /// Why it is done without the power, when it is.
    pub glass: &'a str,
}

/// Lowers a patient: reason, second person for a P1; lapses after 15 min, 1 h, 4 h or 12 h by the more urgent of shown and computed.
pub fn lower(incident: &Incident, bag: &Bag, person: &str, l: &Lowering<'_>) -> Result<Vec<Body>, Refusal> {
    if l.to <= l.now {
        return Err(Refusal::NotAChange {
            now: l.now,
            to: l.to,
            direction: "lower",
        });
    }
    let reason = filled(l.reason, "the reason for lowering")?;
    let mut broken = None;
    if l.now == Tier::P1 || l.computed == Tier::P1 {
        broken = permit(incident, bag, person, Power::LowerP1, l.glass)?;
        let second = filled(l.second_person, "the second person for lowering a P1")?;
        if second == person {
            return Err(Refusal::Empty {
                field: "a second person other than you",
            });
        }
    }
    let act = Body::PriorityLowered {
        patient: l.patient.to_owned(),
        to: l.to,
        computed: l.computed,
        reason,
        second_person: l.second_person.trim().to_owned(),
        lapses_at: l.at + lowering_holds(l.now, l.computed),
        inputs: l.inputs.to_owned(),
        second_checked: l.second_checked,
    };
    Ok(broken.into_iter().chain([act]).collect())
}

/// The time something happened may be in the past, never in the future.
pub fn occurred(when: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    match when {
        None => Ok(now),
        Some(when) if when > now + chrono::Duration::minutes(2) => Err(Refusal::Future { when }),
        Some(when) => Ok(when),
    }
}

/// When something happened that comes after something else. People write minutes: within the minute of what it follows, it is as late as that.
pub fn follows(
    when: DateTime<Utc>,
    (what, since): (&'static str, DateTime<Utc>),
) -> Result<DateTime<Utc>, Refusal> {
    if when + chrono::Duration::minutes(1) <= since {
        return Err(Refusal::TooEarly { when, what, since });
    }
    Ok(when.max(since))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Stamp;

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    fn opened() -> Incident {
        let stamp = Stamp {
            entry: crate::parts::EntryRef {
                station: "a".into(),
                seq: 1,
            },
            occurred_at: at(),
            recorded_at: at(),
            actor: "Robin".into(),
            role: String::new(),
        };
        let body = Body::Opened {
            title: "t".into(),
            exercise: false,
            zone: "Europe/London".into(),
        };
        Incident::begin(&stamp, &body).unwrap()
    }

    fn lowering<'a>(now: Tier, to: Tier, reason: &'a str, second_person: &'a str) -> Lowering<'a> {
        Lowering {
            patient: "one",
            now,
            to,
            computed: Tier::P3,
            reason,
            second_person,
            at: at(),
            inputs: "",
            second_checked: false,
            glass: "",
        }
    }

    fn lowered(l: &Lowering<'_>) -> Result<Vec<Body>, Refusal> {
        lower(&opened(), &Bag::shipped().unwrap(), "Robin", l)
    }

    #[test]
    fn a_raise_that_does_not_raise_is_refused() {
        let refused = raise("one", Tier::P2, Tier::P2, Tier::P2, "");
        assert!(matches!(refused, Err(Refusal::NotAChange { .. })), "{refused:?}");
        assert!(raise("one", Tier::P2, Tier::P1, Tier::P2, "").is_ok());
    }

    #[test]
    fn lowering_needs_a_reason_and_for_a_p1_another_person() {
        let no_reason = lowered(&lowering(Tier::P2, Tier::P3, " ", ""));
        assert!(matches!(no_reason, Err(Refusal::Empty { .. })));
        assert!(lowered(&lowering(Tier::P2, Tier::P3, "seen", "")).is_ok());
        for second in ["", "Robin"] {
            let alone = lowered(&lowering(Tier::P1, Tier::P3, "seen", second));
            assert!(matches!(alone, Err(Refusal::Empty { .. })), "{second}");
        }
        assert!(lowered(&lowering(Tier::P1, Tier::P3, "seen", "Ann")).is_ok());
    }

    #[test]
    fn a_lowered_raise_lapses_as_soon_as_what_it_was_raised_to() {
        let done = lowered(&lowering(Tier::P1, Tier::P3, "seen", "Ann")).unwrap();
        let Some(Body::PriorityLowered { lapses_at, .. }) = done.last() else {
            panic!("{done:?}");
        };
        assert_eq!(*lapses_at, at() + chrono::Duration::minutes(15));
    }
}
