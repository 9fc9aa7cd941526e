//! How a team steers an incident: who takes part, what it means to reach, in which period, and when it reports and meets.
//!
//! Objectives and periods as in incident command (ICS 202); the order of the briefing is IIMARCH (JESIP joint doctrine).

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::parts::EntryRef;
use crate::state::Stamp;

/// Who else takes part from here on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Escalation {
    /// To whom: a command, a region, a national centre.
    pub to: String,
    /// Why.
    pub because: String,
}

impl Escalation {
    /// In one line.
    pub fn line(&self) -> String {
        format!("to {}: {}", self.to, self.because)
    }
}

/// What was said when it was talked over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Debrief {
    /// Hot, cold, with other organisations.
    pub sort: String,
    /// Who was there.
    pub present: String,
    /// What went well.
    pub well: String,
    /// What did not.
    pub badly: String,
    /// What is to be changed, and by whom.
    pub change: String,
}

/// What the team means to reach.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Objective {
    /// Number in the incident, from 1.
    pub number: u32,
    /// The objective.
    pub objective: String,
    /// Who sees to it.
    pub owner: String,
    /// When it is to be reached.
    pub by: Option<DateTime<Utc>>,
}

/// How an objective ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectiveEnd {
    /// Reached.
    Met,
    /// Given up.
    Abandoned,
}

/// An objective ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectiveEnded {
    /// The entry that set it.
    pub of: EntryRef,
    /// How.
    pub end: ObjectiveEnd,
    /// Remark; the reason when it was given up.
    #[serde(default)]
    pub remark: String,
}

/// An operational period.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Period {
    /// Number in the incident, from 1.
    pub number: u32,
    /// What it is for.
    pub aim: String,
    /// When it is to end.
    pub until: Option<DateTime<Utc>>,
}

/// An operational period ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodEnded {
    /// The entry that started it.
    pub of: EntryRef,
    /// What came of it.
    #[serde(default)]
    pub remark: String,
}

/// What comes round again in the battle rhythm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beat {
    /// Situation reports.
    #[default]
    Sitrep,
    /// Briefings of the team.
    Briefing,
}

impl Beat {
    /// Every one, in the order they are shown.
    pub const ALL: [Self; 2] = [Self::Sitrep, Self::Briefing];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sitrep => "SitRep",
            Self::Briefing => "Briefing",
        }
    }
}

/// When something of the battle rhythm is due next, and how often from then on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rhythm {
    /// What.
    pub beat: Beat,
    /// Next due; none when it is not due any more.
    pub next_at: Option<DateTime<Utc>>,
    /// Minutes from one to the next; 0 when each next one is said by hand.
    pub every_min: u32,
    /// Where, or how to join.
    pub place: String,
}

/// A briefing in the order of IIMARCH.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Briefing {
    /// Number in the incident, from 1.
    pub number: u32,
    /// I: what has happened, what is known and what is not.
    pub information: String,
    /// I: what is to be reached.
    pub intent: String,
    /// M: how, by whom.
    pub method: String,
    /// A: what it takes: people, kit, paper, food, sleep, log.
    pub administration: String,
    /// R: what can go wrong, and what is done against it.
    pub risk: String,
    /// C: who speaks to whom, by which way.
    pub communications: String,
    /// H: patients, families and staff: what is owed to people.
    pub humanitarian: String,
    /// Who was briefed.
    pub told: String,
    /// When the next one is due.
    pub next_at: Option<DateTime<Utc>>,
}

/// An objective, running until somebody ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningObjective {
    /// What was set.
    pub set: Objective,
    /// By whom, when.
    pub stamp: Stamp,
    /// How it ended, and who said so.
    pub ended: Option<(ObjectiveEnded, Stamp)>,
}

/// An operational period, running until it is ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningPeriod {
    /// What was started.
    pub period: Period,
    /// By whom, when.
    pub stamp: Stamp,
    /// What came of it, and who said so.
    pub ended: Option<(PeriodEnded, Stamp)>,
}

/// What of the steering is folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Steering {
    /// Objectives, oldest first.
    pub objectives: Vec<RunningObjective>,
    /// Periods, oldest first.
    pub periods: Vec<RunningPeriod>,
    /// The battle rhythm as it was said last, with who said it.
    pub rhythm: BTreeMap<Beat, (Rhythm, Stamp)>,
    /// Briefings, oldest first.
    pub briefings: Vec<(Stamp, Briefing)>,
    /// Debriefs, oldest first.
    pub debriefs: Vec<(Stamp, Debrief)>,
}

impl Steering {
    /// Folds one entry; kinds that are not of the steering are left alone.
    pub(crate) fn apply(&mut self, stamp: &Stamp, body: &Body) {
        match body {
            Body::ObjectiveSet(set) => self.objectives.push(RunningObjective {
                set: set.clone(),
                stamp: stamp.clone(),
                ended: None,
            }),
            Body::ObjectiveEnded(ended) => {
                if let Some(of) = self.objectives.iter_mut().find(|o| o.stamp.entry == ended.of) {
                    of.ended.get_or_insert_with(|| (ended.clone(), stamp.clone()));
                }
            }
            Body::PeriodStarted(period) => self.periods.push(RunningPeriod {
                period: period.clone(),
                stamp: stamp.clone(),
                ended: None,
            }),
            Body::PeriodEnded(ended) => {
                if let Some(of) = self.periods.iter_mut().find(|p| p.stamp.entry == ended.of) {
                    of.ended.get_or_insert_with(|| (ended.clone(), stamp.clone()));
                }
            }
            Body::RhythmSet(rhythm) => {
                self.rhythm.insert(rhythm.beat, (rhythm.clone(), stamp.clone()));
            }
            Body::SitRep(s) => self.given(Beat::Sitrep, stamp, s.next_at),
            Body::Briefed(b) => {
                self.given(Beat::Briefing, stamp, b.next_at);
                self.briefings.push((stamp.clone(), b.clone()));
            }
            _ => {}
        }
    }

    /// One was given: the next is due when it says, else after the usual time, else it is not known when.
    fn given(&mut self, beat: Beat, stamp: &Stamp, next_at: Option<DateTime<Utc>>) {
        let (before, _) = self.rhythm.get(&beat).cloned().unwrap_or_else(|| {
            let none = Rhythm {
                beat,
                ..Rhythm::default()
            };
            (none, stamp.clone())
        });
        let usual = (before.every_min > 0)
            .then(|| stamp.occurred_at + Duration::minutes(i64::from(before.every_min)));
        let rhythm = Rhythm {
            next_at: next_at.or(usual),
            ..before
        };
        self.rhythm.insert(beat, (rhythm, stamp.clone()));
    }

    /// Objectives that are neither met nor given up, oldest first.
    pub fn running_objectives(&self) -> impl Iterator<Item = &RunningObjective> {
        self.objectives.iter().filter(|o| o.ended.is_none())
    }

    /// The period that runs: the newest that nobody ended.
    pub fn period(&self) -> Option<&RunningPeriod> {
        self.periods.iter().rev().find(|p| p.ended.is_none())
    }

    /// When a beat is due next.
    pub fn next(&self, beat: Beat) -> Option<DateTime<Utc>> {
        self.rhythm.get(&beat)?.0.next_at
    }
}
