//! The life of an incident: stand by, declared, escalated, recovery, stood down, debrief; and back, when it is reopened.
//!
//! Two stations can turn it without having heard of one another. Then it counts as running: a board that runs on when it need
//! not costs a press, one that is shut while patients wait costs more.

use battlebag_bag::{Bag, Power};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::back_entry_list::LeftSheets;
use crate::body::Body;
use crate::powers::permit;
use crate::rules::{Refusal, filled, follows, occurred};
use crate::state::{Incident, Stamp};
use crate::steering::{Debrief, Escalation};

/// Where an incident stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// Opened, not declared.
    StandBy,
    /// Declared: the clock runs.
    Declared,
    /// More than it was: others outside the hospital take part.
    Escalated,
    /// Systems come back; the clock runs on.
    Recovery,
    /// Stood down.
    StoodDown,
    /// Stood down and talked over.
    Debrief,
}

impl Life {
    /// Stood down, talked over or not: nothing is due any more, everything can be read.
    pub fn is_over(self) -> bool {
        matches!(self, Self::StoodDown | Self::Debrief)
    }

    /// Declared and not over.
    pub fn is_declared(self) -> bool {
        matches!(self, Self::Declared | Self::Escalated | Self::Recovery)
    }

    /// In words, as in "the incident is stood by".
    pub fn words(self) -> &'static str {
        match self {
            Self::StandBy => "stood by",
            Self::Declared => "declared",
            Self::Escalated => "escalated",
            Self::Recovery => "in recovery",
            Self::StoodDown => "stood down",
            Self::Debrief => "stood down and debriefed",
        }
    }
}

/// One turn of an incident's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The kind of its entry.
    pub kind: String,
    /// Where the incident stood after it.
    pub life: Life,
    /// Why, or who takes part from here on.
    pub because: String,
    /// Who and when.
    pub stamp: Stamp,
}

impl Turn {
    /// As in "before the incident was declared".
    fn word(&self) -> &'static str {
        match self.kind.as_str() {
            "incident.opened" => "the incident was opened",
            "incident.declared" => "the incident was declared",
            "incident.escalated" => "the incident was escalated",
            "incident.recovering" => "recovery began",
            "incident.stood_down" => "the incident was stood down",
            "incident.reopened" => "the incident was reopened",
            _ => "the debrief",
        }
    }

    pub(crate) fn opened(stamp: &Stamp) -> Self {
        Self {
            kind: "incident.opened".to_owned(),
            life: Life::StandBy,
            because: String::new(),
            stamp: stamp.clone(),
        }
    }
}

/// An incident that is typed in later began at most so long ago, days. Longer is a wrong year.
pub const LONGEST_AGO_DAYS: i64 = 92;

/// Longest name of an incident, in letters: it stands on every screen.
pub const LONGEST_TITLE: usize = 120;

/// The name of an incident, short enough for a bar.
pub fn titled(title: &str) -> Result<String, Refusal> {
    if title.chars().count() > LONGEST_TITLE {
        return Err(Refusal::NotSo {
            what: "The name of the incident is longer than 120 letters, and it stands on every screen",
            instead: "Call it shorter; what is known goes into the log",
        });
    }
    Ok(title.to_owned())
}

/// When an incident began that is opened now: now, or earlier, when it was run on paper until the laptop was there.
pub fn opened_at(when: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    let at = occurred(when, now)?;
    if at < now - Duration::days(LONGEST_AGO_DAYS) {
        return Err(Refusal::NotSo {
            what: "The time given is more than three months ago",
            instead: "Look at its month and year",
        });
    }
    Ok(at)
}

/// When a turn was taken, as a person says it: not later than now, and not before the turn that was taken last.
pub fn turned_at(
    incident: &Incident,
    when: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Refusal> {
    let at = occurred(when, now)?;
    match incident.turns.last() {
        Some(last) if when.is_some() => follows(at, (last.word(), last.stamp.occurred_at)),
        _ => Ok(at),
    }
}

impl Incident {
    /// Folds a turn of its life.
    pub(crate) fn turn(&mut self, stamp: &Stamp, body: &Body) {
        let running = if self.declared.is_some() {
            Life::Declared
        } else {
            Life::StandBy
        };
        let (life, because) = match body {
            // Declared by a station that did not know of the declaration, or of more: it does not take that back.
            Body::Declared { because } => {
                self.declared.get_or_insert_with(|| stamp.clone());
                let life = match self.life {
                    more @ (Life::Escalated | Life::Recovery) => more,
                    _ => Life::Declared,
                };
                (life, because.clone())
            }
            Body::Escalated(e) => (Life::Escalated, e.line()),
            Body::Recovering { because } if self.life.is_over() => (self.life, because.clone()),
            Body::Recovering { because } => (Life::Recovery, because.clone()),
            Body::StoodDown { because, .. } => {
                self.stood_down = Some(stamp.clone());
                (Life::StoodDown, because.clone())
            }
            Body::Reopened { because } if self.life.is_over() => (running, because.clone()),
            Body::Reopened { because } => (self.life, because.clone()),
            Body::Debriefed(debrief) => {
                self.steering.debriefs.push((stamp.clone(), debrief.clone()));
                let life = if self.life.is_over() {
                    Life::Debrief
                } else {
                    self.life
                };
                (life, debrief.well.clone())
            }
            _ => return,
        };
        self.life = life;
        self.turns.push(Turn {
            kind: body.kind().to_owned(),
            life,
            because,
            stamp: stamp.clone(),
        });
    }

    /// The earliest moment that something of this incident can be due: its declaration, else its opening.
    pub fn begins(&self) -> DateTime<Utc> {
        self.clock_start().unwrap_or(self.opened.occurred_at)
    }
}

/// Declares a stood-by incident: by somebody whose role has that power, or over broken glass (`glass` says why).
pub fn declare(
    incident: &Incident,
    bag: &Bag,
    person: &str,
    because: &str,
    glass: &str,
) -> Result<Vec<Body>, Refusal> {
    match incident.life {
        Life::StandBy => {}
        life if life.is_over() => return Err(Refusal::StoodDown),
        _ => return Err(Refusal::AlreadyDeclared),
    }
    let broken = permit(incident, bag, person, Power::Declare, glass)?;
    let act = Body::Declared {
        because: because.trim().to_owned(),
    };
    Ok(broken.into_iter().chain([act]).collect())
}

/// Escalates a declared incident, again when more than before take part; also out of recovery, when it comes back.
pub fn escalate(
    incident: &Incident,
    bag: &Bag,
    person: &str,
    escalation: &Escalation,
    glass: &str,
) -> Result<Vec<Body>, Refusal> {
    declared_first(incident, "it cannot be escalated")?;
    let broken = permit(incident, bag, person, Power::Declare, glass)?;
    let act = Body::Escalated(Escalation {
        to: filled(&escalation.to, "to whom it is escalated")?,
        because: filled(&escalation.because, "why it is escalated")?,
    });
    Ok(broken.into_iter().chain([act]).collect())
}

/// Turns a declared incident to recovery.
pub fn recover(
    incident: &Incident,
    bag: &Bag,
    person: &str,
    because: &str,
    glass: &str,
) -> Result<Vec<Body>, Refusal> {
    declared_first(incident, "there is nothing to recover from")?;
    if incident.life == Life::Recovery {
        return Err(Refusal::Already {
            what: "the incident is in recovery",
        });
    }
    let broken = permit(incident, bag, person, Power::Declare, glass)?;
    let act = Body::Recovering {
        because: filled(because, "what has come back")?,
    };
    Ok(broken.into_iter().chain([act]).collect())
}

fn declared_first(incident: &Incident, what: &'static str) -> Result<(), Refusal> {
    match incident.life {
        Life::StandBy => Err(Refusal::NotNow {
            life: Life::StandBy.words(),
            what,
            instead: "Declare it first",
        }),
        life if life.is_over() => Err(Refusal::StoodDown),
        _ => Ok(()),
    }
}

/// Stands an incident down: by somebody whose role has that power, or over broken glass (`glass` says why). What is not done
/// stays as it is and can be read; sheets whose back-entry is not done (`left`) stand in the entry, and it goes on afterwards.
pub fn stand_down(
    (incident, bag): (&Incident, &Bag),
    left: Vec<LeftSheets>,
    person: &str,
    because: &str,
    glass: &str,
) -> Result<Vec<Body>, Refusal> {
    if incident.life.is_over() {
        return Err(Refusal::StoodDown);
    }
    let broken = permit(incident, bag, person, Power::StandDown, glass)?;
    let act = Body::StoodDown {
        because: filled(because, "on whose advice")?,
        left,
    };
    Ok(broken.into_iter().chain([act]).collect())
}

/// Takes a stood-down incident up again. Its clock goes on from the first declaration.
pub fn reopen(
    incident: &Incident,
    bag: &Bag,
    person: &str,
    because: &str,
    glass: &str,
) -> Result<Vec<Body>, Refusal> {
    if !incident.life.is_over() {
        return Err(Refusal::NotNow {
            life: incident.life.words(),
            what: "it cannot be reopened",
            instead: "Go on in it",
        });
    }
    let broken = permit(incident, bag, person, Power::Declare, glass)?;
    let act = Body::Reopened {
        because: filled(because, "why it is reopened")?,
    };
    Ok(broken.into_iter().chain([act]).collect())
}

/// A debrief of a stood-down incident: hot, cold, as many as are held.
pub fn debrief(incident: &Incident, d: &Debrief) -> Result<Body, Refusal> {
    if !incident.life.is_over() {
        return Err(Refusal::NotNow {
            life: incident.life.words(),
            what: "it is not debriefed yet",
            instead: "Stand it down first; until then mark lines of the log for the debrief",
        });
    }
    let debrief = Debrief {
        sort: d.sort.trim().to_owned(),
        present: filled(&d.present, "who was there")?,
        well: d.well.trim().to_owned(),
        badly: d.badly.trim().to_owned(),
        change: d.change.trim().to_owned(),
    };
    if [&debrief.well, &debrief.badly, &debrief.change]
        .iter()
        .all(|text| text.is_empty())
    {
        return Err(Refusal::Empty {
            field: "what was said",
        });
    }
    Ok(Body::Debriefed(debrief))
}
