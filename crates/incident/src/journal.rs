//! The part of the fold that remembers what people wrote: reports, tasks, devices, flags, corrections, erasures,
//! contradictions and broken glass.

use std::collections::{BTreeMap, BTreeSet};

use crate::body::Body;
use crate::parts::{DeviceHeld, EntryRef, Glass, Methane, SitRep, TaskClosed, TaskGiven};
use crate::state::Stamp;

/// A task, open until somebody closes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What was given.
    pub given: TaskGiven,
    /// By whom, when.
    pub stamp: Stamp,
    /// How it ended, and who said so.
    pub closed: Option<(TaskClosed, Stamp)>,
}

/// A device kept aside, until it is given out again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldDevice {
    /// What is kept.
    pub held: DeviceHeld,
    /// By whom, when.
    pub stamp: Stamp,
    /// Given out again.
    pub released: Option<Stamp>,
}

/// Somebody acted beyond their role; shown until somebody else has looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenGlass {
    /// What and why.
    pub glass: Glass,
    /// Who, when.
    pub stamp: Stamp,
    /// Who looked at it, and what they found.
    pub review: Option<(String, Stamp)>,
}

/// What people wrote, folded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    /// Messages in the M/ETHANE order, oldest first.
    pub methanes: Vec<(Stamp, Methane)>,
    /// Situation reports, oldest first.
    pub sitreps: Vec<(Stamp, SitRep)>,
    /// Tasks, oldest first.
    pub tasks: Vec<Task>,
    /// Devices kept as evidence, oldest first.
    pub devices: Vec<HeldDevice>,
    /// Lines marked for the debrief, with the remark.
    pub flags: BTreeMap<EntryRef, String>,
    /// Corrections by the entry they correct, oldest first.
    pub corrections: BTreeMap<EntryRef, Vec<EntryRef>>,
    /// Entries whose words were erased: by which entry, and why.
    pub erased: BTreeMap<EntryRef, (EntryRef, String)>,
    /// Glass that was broken, oldest first.
    pub glass: Vec<BrokenGlass>,
    /// Entries that a person decided do not hold.
    pub set_aside: BTreeSet<EntryRef>,
}

impl Journal {
    /// Folds one entry; kinds that are not the journal's are left alone.
    pub(crate) fn apply(&mut self, stamp: &Stamp, body: &Body) {
        let by = stamp.clone();
        match body {
            Body::Methane(m) => self.methanes.push((by, m.clone())),
            Body::SitRep(s) => self.sitreps.push((by, s.clone())),
            Body::TaskGiven(given) => self.tasks.push(Task {
                given: given.clone(),
                stamp: by,
                closed: None,
            }),
            Body::TaskClosed(closed) => {
                if let Some(task) = self.tasks.iter_mut().find(|t| t.stamp.entry == closed.of) {
                    task.closed.get_or_insert_with(|| (closed.clone(), by));
                }
            }
            Body::DeviceHeld(held) => self.devices.push(HeldDevice {
                held: held.clone(),
                stamp: by,
                released: None,
            }),
            Body::DeviceReleased(out) => {
                if let Some(device) = self.devices.iter_mut().find(|d| d.stamp.entry == out.of) {
                    device.released.get_or_insert(by);
                }
            }
            Body::Correction { of, .. } => {
                self.corrections.entry(of.clone()).or_default().push(by.entry);
            }
            Body::Flagged(flag) if flag.on => {
                self.flags.insert(flag.of.clone(), flag.remark.clone());
            }
            Body::Flagged(flag) => {
                self.flags.remove(&flag.of);
            }
            Body::Redacted(r) => {
                let why = (by.entry, r.because.clone());
                self.erased.entry(r.of.clone()).or_insert(why);
            }
            Body::Settled(s) => {
                let lose = s.between.iter().filter(|e| **e != s.holds);
                self.set_aside.extend(lose.cloned());
                self.set_aside.remove(&s.holds);
            }
            Body::GlassBroken(glass) => self.glass.push(BrokenGlass {
                glass: glass.clone(),
                stamp: by,
                review: None,
            }),
            Body::GlassReviewed(r) => {
                if let Some(broken) = self.glass.iter_mut().find(|g| g.stamp.entry == r.of) {
                    broken.review.get_or_insert_with(|| (r.finding.clone(), by));
                }
            }
            _ => {}
        }
    }

    /// Tasks nobody has closed, oldest first.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|t| t.closed.is_none())
    }

    /// Broken glass that nobody else has looked at yet.
    pub fn glass_to_review(&self) -> impl Iterator<Item = &BrokenGlass> {
        self.glass.iter().filter(|g| g.review.is_none())
    }
}
