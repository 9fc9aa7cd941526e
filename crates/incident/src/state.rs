//! The state of an incident: a fold of its entries, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use battlebag_bag::FallbackId;
use battlebag_priority::Tier;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::aid::AidRegister;
use crate::back_entry::BackEntry;
use crate::body::Body;
use crate::content::LeftStep;
use crate::edits::Edits;
use crate::journal::Journal;
use crate::lab_list::LabList;
use crate::legal::LegalClocks;
use crate::life::{Life, Turn};
use crate::parts::{CensusCounts, EntryRef, Sheet, StepStatus};
use crate::profiled::ProfileWords;
use crate::results::Results;
use crate::runners::Runners;
use crate::steering::Steering;
use crate::systems::{Stock, Systems};

/// Who, when and in what role: the header's facts that the fold needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Which entry.
    pub entry: EntryRef,
    /// When it happened, as the person says.
    pub occurred_at: DateTime<Utc>,
    /// When the machine wrote it.
    pub recorded_at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// Role held then; empty for none.
    pub role: String,
}

/// One person's time in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenure {
    /// Holder.
    pub person: String,
    /// How to reach them.
    pub contact: String,
    /// From.
    pub since: DateTime<Utc>,
    /// Until; none while they hold it.
    pub until: Option<DateTime<Utc>>,
    /// Whom they stand in for; empty when the role is their own.
    #[serde(default)]
    pub covers: String,
    /// When whoever they stand in for is to be back.
    #[serde(default)]
    pub cover_until: Option<DateTime<Utc>>,
    /// The entry that gave it.
    pub stamp: Stamp,
}

/// One mark on a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepMark {
    /// What became of it.
    pub status: StepStatus,
    /// Remark.
    pub remark: String,
    /// Second person.
    pub second_person: String,
    /// Who did it, when another typed it in from paper.
    pub done_by: String,
    /// Who wrote it, and when.
    pub stamp: Stamp,
}

impl StepMark {
    /// Who did it: whoever the paper names, else who wrote it.
    pub fn doer(&self) -> &str {
        if self.done_by.is_empty() {
            &self.stamp.actor
        } else {
            &self.done_by
        }
    }
}

/// The direction of an override.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Raised: stays until released.
    Raised,
    /// Lowered: lapses.
    Lowered {
        /// When.
        lapses_at: DateTime<Utc>,
        /// Fingerprint of the inputs it was made on.
        inputs: String,
        /// Second person, for a P1.
        second_person: String,
    },
}

/// A clinician's word against the computed tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overruling {
    /// Raised or lowered.
    pub direction: Direction,
    /// To.
    pub to: Tier,
    /// Tier that the method gave then.
    pub computed: Tier,
    /// Why.
    pub reason: String,
    /// Who and when.
    pub stamp: Stamp,
}

/// A clinician's confirmation of a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Tier confirmed.
    pub tier: Tier,
    /// Who and when.
    pub stamp: Stamp,
}

/// The census in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CensusInUse {
    /// Content hash, hex.
    pub snapshot: String,
    /// The moment it shows.
    pub as_of: DateTime<Utc>,
    /// Counts.
    pub counts: CensusCounts,
    /// Where from, in words.
    pub feed: String,
    /// Who took it, and when.
    pub stamp: Stamp,
}

/// A print that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintRun {
    /// What.
    pub what: String,
    /// Where it went.
    pub to: String,
    /// Pages.
    pub pages: u32,
    /// Sheets.
    pub sheets: Vec<Sheet>,
    /// Held back.
    pub held_back: Vec<String>,
    /// What became of it on a printer; none for a file.
    pub on_printer: Option<crate::paper::OnPrinter>,
    /// Who and when.
    pub stamp: Stamp,
}

/// An incident as the entries tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Title.
    pub title: String,
    /// A rehearsal. Set once.
    pub exercise: bool,
    /// Zone (IANA name).
    pub zone: String,
    /// Where it stands.
    pub life: Life,
    /// Each turn that its life took, oldest first.
    pub turns: Vec<Turn>,
    /// Opened.
    pub opened: Stamp,
    /// Declared.
    pub declared: Option<Stamp>,
    /// Stood down.
    pub stood_down: Option<Stamp>,
    /// Census in use.
    pub census: Option<CensusInUse>,
    /// Bag in use, content hash hex and version.
    pub bag: Option<(String, String)>,
    /// Fingerprint of the rules that rank by it; empty when the log does not say.
    pub method: String,
    /// The bag check is good until.
    pub bag_checked_until: Option<DateTime<Utc>>,
    /// Holders of each role, oldest first.
    pub roles: BTreeMap<String, Vec<Tenure>>,
    /// Names that somebody said are one person.
    pub(crate) one_person: crate::namesakes::OnePerson,
    /// Marks on each step, oldest first: card id, step number.
    pub steps: BTreeMap<(String, u32), Vec<StepMark>>,
    /// Ticks on steps that the bag in use no longer has.
    pub left_steps: Vec<LeftStep>,
    /// What was said of the systems.
    pub systems: Systems,
    /// Fallbacks found on site.
    pub stock: BTreeMap<FallbackId, Stock>,
    /// Full fallbacks running, by patient.
    pub running: BTreeMap<String, BTreeSet<FallbackId>>,
    /// When each began to run: fallback, patient.
    pub running_since: BTreeMap<(FallbackId, String), Stamp>,
    /// Confirmations by patient, oldest first.
    pub confirmations: BTreeMap<String, Vec<Confirmation>>,
    /// Overrides by patient, oldest first; released ones are dropped.
    pub overrulings: BTreeMap<String, Vec<Overruling>>,
    /// Changes to the census by hand.
    pub edits: Edits,
    /// What people said of dependence profiles.
    pub profiles: ProfileWords,
    /// Prints.
    pub prints: Vec<PrintRun>,
    /// What people said of printed sheets that come back.
    pub back_entry: BackEntry,
    /// What people wrote.
    pub journal: Journal,
    /// What the team means to reach, and when it meets and reports.
    pub steering: Steering,
    /// Legal clocks.
    pub legal: LegalClocks,
    /// Results, and what is waited for.
    pub results: Results,
    /// What runners carry.
    pub runners: Runners,
    /// Help between hospitals, and diversions.
    pub aid: AidRegister,
    /// What the laboratory can do.
    pub lab_list: LabList,
    /// Entries folded.
    pub entries: u64,
    /// Entries of kinds this version cannot read.
    pub unread: u64,
}

impl Incident {
    /// Begins the fold at the opening entry. `None` when the first entry is of another kind.
    pub fn begin(stamp: &Stamp, body: &Body) -> Option<Self> {
        let Body::Opened {
            title,
            exercise,
            zone,
        } = body
        else {
            return None;
        };
        Some(Self {
            title: title.clone(),
            exercise: *exercise,
            zone: zone.clone(),
            life: Life::StandBy,
            turns: vec![Turn::opened(stamp)],
            opened: stamp.clone(),
            declared: None,
            stood_down: None,
            census: None,
            bag: None,
            method: String::new(),
            bag_checked_until: None,
            roles: BTreeMap::new(),
            one_person: BTreeMap::new(),
            steps: BTreeMap::new(),
            left_steps: Vec::new(),
            systems: Systems::default(),
            stock: BTreeMap::new(),
            running: BTreeMap::new(),
            running_since: BTreeMap::new(),
            confirmations: BTreeMap::new(),
            overrulings: BTreeMap::new(),
            edits: Edits::default(),
            profiles: ProfileWords::default(),
            prints: Vec::new(),
            back_entry: BackEntry::default(),
            journal: Journal::default(),
            steering: Steering::default(),
            legal: LegalClocks::default(),
            results: Results::default(),
            runners: Runners::default(),
            aid: AidRegister::default(),
            lab_list: LabList::default(),
            entries: 1,
            unread: 0,
        })
    }

    /// Folds all entries in display order. `None` when no opening entry is among them.
    pub fn fold<'a>(entries: impl IntoIterator<Item = (&'a Stamp, &'a Body)>) -> Option<Self> {
        let mut state: Option<Self> = None;
        for (stamp, body) in entries {
            match &mut state {
                Some(state) => state.apply(stamp, body),
                None => state = Self::begin(stamp, body),
            }
        }
        state
    }

    /// Adds one entry.
    pub fn apply(&mut self, stamp: &Stamp, body: &Body) {
        self.entries += 1;
        match body {
            Body::Settled(_) => {
                self.journal.apply(stamp, body);
                self.end_settled(stamp);
            }
            Body::Unread { .. } => self.unread += 1,
            Body::NameSettled(said) => self.settle_name(stamp, said),
            Body::BackEntry(word) => self.back_entry.apply(stamp, word),
            Body::LabList(word) => self.lab_list.apply(stamp, word),
            Body::Legal(word) => self.legal.apply(stamp, word),
            Body::Result(_) | Body::Runner(_) | Body::Aid(_) | Body::Diversion(_) => {
                self.apply_message(stamp, body);
            }
            Body::CensusEdited(_) | Body::EditSettled(_) => self.edits.apply(stamp, body),
            Body::ProfileAdded(_) | Body::ProfileRemoved(_) | Body::ProfileRestored(_) => {
                self.profiles.apply(stamp, body);
            }
            Body::Declared { .. }
            | Body::Escalated(_)
            | Body::Recovering { .. }
            | Body::StoodDown { .. }
            | Body::Reopened { .. }
            | Body::Debriefed(_) => self.turn(stamp, body),
            Body::BagAdopted {
                bag,
                version,
                method,
                moved,
            } => {
                self.bag = Some((bag.clone(), version.clone()));
                self.method.clone_from(method);
                self.move_steps(moved);
            }
            Body::BagChecked {
                valid_days, until, ..
            } => {
                let counted = || stamp.occurred_at + Duration::days(i64::from(*valid_days));
                self.bag_checked_until = Some(until.unwrap_or_else(counted));
            }
            Body::CensusTaken {
                snapshot,
                as_of,
                counts,
                feed,
                ..
            } => {
                self.census = Some(CensusInUse {
                    snapshot: snapshot.clone(),
                    as_of: *as_of,
                    counts: *counts,
                    feed: feed.clone(),
                    stamp: stamp.clone(),
                });
            }
            Body::RoleAssigned { .. }
            | Body::RoleHandedOver { .. }
            | Body::RoleCovered { .. }
            | Body::RoleVacated { .. } => self.apply_role(stamp, body),
            Body::CardStep {
                card,
                step,
                status,
                remark,
                second_person,
                done_by,
            } => {
                self.steps
                    .entry((card.clone(), *step))
                    .or_default()
                    .push(StepMark {
                        status: *status,
                        remark: remark.clone(),
                        second_person: second_person.clone(),
                        done_by: done_by.clone(),
                        stamp: stamp.clone(),
                    });
            }
            Body::SystemSet { .. }
            | Body::Restoration { .. }
            | Body::RegisterAdopted(_)
            | Body::ActedOn(_) => self.systems.apply(stamp, body),
            Body::FallbackConfirmed { .. } | Body::FallbackRunning { .. } => self.apply_fallback(stamp, body),
            Body::PriorityConfirmed { .. }
            | Body::PriorityRaised { .. }
            | Body::PriorityLowered { .. }
            | Body::PriorityReleased { .. } => self.apply_priority(stamp, body),
            Body::Printed { .. } | Body::PaperSent(_) | Body::PaperEnded(_) => self.apply_paper(stamp, body),
            _ => {
                self.journal.apply(stamp, body);
                self.steering.apply(stamp, body);
            }
        }
    }

    fn apply_message(&mut self, stamp: &Stamp, body: &Body) {
        match body {
            Body::Result(says) => self.results.apply(stamp, says),
            Body::Runner(says) => self.runners.apply(stamp, says),
            Body::Aid(says) => self.aid.apply_aid(stamp, says),
            Body::Diversion(says) => self.aid.apply_diversion(stamp, says),
            _ => {}
        }
    }

    /// Ends what a settlement set aside: a tenure stops, an override no longer counts. Marks on steps are passed over
    /// when they are read.
    fn end_settled(&mut self, stamp: &Stamp) {
        let aside = &self.journal.set_aside;
        for tenure in self.roles.values_mut().flatten() {
            if tenure.until.is_none() && aside.contains(&tenure.stamp.entry) {
                tenure.until = Some(stamp.occurred_at);
            }
        }
        for overrulings in self.overrulings.values_mut() {
            overrulings.retain(|o| !aside.contains(&o.stamp.entry));
        }
    }

    fn apply_role(&mut self, stamp: &Stamp, body: &Body) {
        let (role, leaving, arriving) = match body {
            Body::RoleAssigned {
                role,
                person,
                contact,
            } => (role, None, Some((person, contact))),
            Body::RoleHandedOver {
                role,
                from,
                to,
                contact,
            } => (role, Some(from), Some((to, contact))),
            Body::RoleCovered {
                role,
                from,
                by,
                contact,
                ..
            } => (role, Some(from), Some((by, contact))),
            Body::RoleVacated { role, person } => (role, Some(person), None),
            _ => return,
        };
        let tenures = self.roles.entry(role.clone()).or_default();
        // Whoever stands in for one who stands in holds the role for whose it is.
        let (covers, cover_until) = match body {
            Body::RoleCovered { from, until, .. } => {
                let held = tenures.iter().find(|t| t.until.is_none() && t.person == *from);
                let whose = held.map_or("", |t| t.covers.as_str());
                let whose = if whose.is_empty() { from } else { whose };
                (whose.to_owned(), *until)
            }
            _ => (String::new(), None),
        };
        if let Some(leaving) = leaving {
            for t in tenures
                .iter_mut()
                .filter(|t| t.until.is_none() && t.person == *leaving)
            {
                t.until = Some(stamp.occurred_at);
            }
        }
        if let Some((person, contact)) = arriving {
            tenures.push(Tenure {
                person: person.clone(),
                contact: contact.clone(),
                since: stamp.occurred_at,
                until: None,
                covers,
                cover_until,
                stamp: stamp.clone(),
            });
        }
    }

    fn apply_fallback(&mut self, stamp: &Stamp, body: &Body) {
        match body {
            Body::FallbackConfirmed {
                fallback,
                count,
                place,
                this_place_only,
            } => {
                let stock = self.stock.entry(fallback.clone()).or_default();
                stock.count(place, *count, *this_place_only, stamp);
                if stock.places.is_empty() {
                    self.stock.remove(fallback);
                }
            }
            Body::FallbackRunning {
                patient,
                fallback,
                running,
            } => {
                let set = self.running.entry(patient.clone()).or_default();
                let key = (fallback.clone(), patient.clone());
                if *running {
                    set.insert(fallback.clone());
                    self.running_since.entry(key).or_insert_with(|| stamp.clone());
                } else {
                    set.remove(fallback);
                    self.running_since.remove(&key);
                }
            }
            _ => {}
        }
    }

    fn apply_priority(&mut self, stamp: &Stamp, body: &Body) {
        let stamp = stamp.clone();
        match body {
            Body::PriorityConfirmed { patient, tier, .. } => {
                self.confirmations
                    .entry(patient.clone())
                    .or_default()
                    .push(Confirmation { tier: *tier, stamp });
            }
            Body::PriorityRaised {
                patient,
                to,
                computed,
                reason,
            } => {
                self.overrulings
                    .entry(patient.clone())
                    .or_default()
                    .push(Overruling {
                        direction: Direction::Raised,
                        to: *to,
                        computed: *computed,
                        reason: reason.clone(),
                        stamp,
                    });
            }
            Body::PriorityLowered {
                patient,
                to,
                computed,
                reason,
                second_person,
                lapses_at,
                inputs,
                ..
            } => {
                self.overrulings
                    .entry(patient.clone())
                    .or_default()
                    .push(Overruling {
                        direction: Direction::Lowered {
                            lapses_at: *lapses_at,
                            inputs: inputs.clone(),
                            second_person: second_person.clone(),
                        },
                        to: *to,
                        computed: *computed,
                        reason: reason.clone(),
                        stamp,
                    });
            }
            Body::PriorityReleased { patient } => {
                self.overrulings.remove(patient);
            }
            _ => {}
        }
    }

    /// Everybody who holds the role now. Two holders are both returned: a person settles it.
    pub fn holders(&self, role: &str) -> Vec<&Tenure> {
        self.roles
            .get(role)
            .map(|t| t.iter().filter(|t| t.until.is_none()).collect())
            .unwrap_or_default()
    }

    /// Roles that a person holds now, in role-id order.
    pub fn roles_of(&self, person: &str) -> Vec<&str> {
        self.roles
            .iter()
            .filter(|(_, tenures)| tenures.iter().any(|t| t.until.is_none() && t.person == person))
            .map(|(role, _)| role.as_str())
            .collect()
    }

    /// The last mark on a step that nobody set aside.
    pub fn mark(&self, card: &str, step: u32) -> Option<&StepMark> {
        let marks = self.steps.get(&(card.to_owned(), step))?;
        let holds = |m: &&StepMark| !self.journal.set_aside.contains(&m.stamp.entry);
        marks.iter().rev().find(holds)
    }

    /// When the clock started, if it did.
    pub fn clock_start(&self) -> Option<DateTime<Utc>> {
        self.declared.as_ref().map(|s| s.occurred_at)
    }
}
