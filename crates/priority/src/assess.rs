//! One need, one state, one patient's reserve: how long is there, how long does the other way take, which tier is that?
//!
//! Every step keeps one promise: a worse input never gives a less
//! urgent key. So the best other way is chosen by the key itself and not by time in hand alone.

use std::collections::BTreeSet;

use battlebag_bag::{Fallback, FallbackId, FallbackKind, Need, NeedRole};

use crate::acuity::Reserve;
use crate::key::{Help, NeedKey, Span};
use crate::ranked::Standing;
use crate::state::{Availability, Integrity, State};
use crate::tier::Tier;

/// Hours to possible harm when a diagnosis, a record, or something issued, from a compromised system has already been acted on.
/// From a suspect one it is four times as long, like every wrong output.
const ACTED_ON_H: f64 = 1.0;
/// How much longer a doubt gives that nobody has about the system itself, only about what it takes data from.
const BY_DATA_ONLY: f64 = 2.0;
/// A restoration estimate counts only when twice the time still fits: real estimates slipped from days to weeks.
const RESTORATION_MARGIN: f64 = 2.0;

/// A need that the incident touches, compiled for the circumstances: what is the same for every patient.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own about the system, none a state
pub struct TouchedNeed<'a> {
    /// The need.
    pub need: &'a Need,
    /// Effective state of its system.
    pub state: State,
    /// Nobody declared it down, but what carries it is.
    pub presumed_lost: bool,
    /// Ways round in the bag's order, with how far each can be relied on.
    pub ways: Vec<(&'a Fallback, Standing)>,
    /// Hours to restoration as signed by the owner, for a system that is plainly down.
    pub restoration_h: Option<f64>,
    /// Doubted only because it takes data from a system that must not be believed.
    pub by_data_only: bool,
    /// The device stays connected to the patient.
    pub connected: bool,
    /// The system issues something that goes into the patient.
    pub issuer: bool,
    /// The system pushes a drug into the patient: nobody vouching for it and no observations are two unknowns, from
    /// this severity.
    pub two_unknowns_from: Option<u8>,
}

/// What of a patient changes the times of a need.
#[derive(Debug, Clone, Copy)]
pub struct Patient<'a> {
    /// Physiological reserve.
    pub reserve: Reserve,
    /// A decision was already taken on a result from the suspect period.
    pub acted: bool,
    /// Full fallbacks already running for this patient.
    pub running: &'a BTreeSet<FallbackId>,
}

/// A need with its times for one patient.
#[derive(Debug, Clone, Copy)]
pub struct Assessed<'a> {
    /// Urgency.
    pub key: NeedKey,
    /// Hours to possible harm with reserve and hours bought.
    pub clock_h: f64,
    /// Hours that the best way takes.
    pub lead_h: f64,
    /// Clock less lead; negative is late.
    pub slack_h: f64,
    /// The way that counts.
    pub way: Option<(&'a Fallback, Standing)>,
    /// The owner's estimate took it one step down.
    pub relieved: bool,
    /// Two unknowns made it P1.
    pub two_unknowns: bool,
}

/// Tier by time alone.
fn tier_by_time(slack_h: f64, clock_h: f64) -> Tier {
    if slack_h <= 1.0 && clock_h <= 6.0 {
        Tier::P1
    } else if slack_h <= 4.0 && clock_h <= 24.0 {
        Tier::P2
    } else if slack_h <= 12.0 && clock_h <= 72.0 {
        Tier::P3
    } else {
        Tier::P4
    }
}

/// The most urgent tier that a severity allows.
fn cap(severity: u8) -> Tier {
    match severity {
        0 | 1 => Tier::P4,
        2 => Tier::P3,
        3 => Tier::P2,
        _ => Tier::P1,
    }
}

/// One step less urgent for a signed return in good time: never from P1, and never below P3 when harm is serious.
fn relieve(tier: Tier, severity: u8) -> Tier {
    match tier {
        Tier::P2 => Tier::P3,
        Tier::P3 if severity <= 2 => Tier::P4,
        other => other,
    }
}

/// Life is carried or pushed by the device itself.
fn carries(role: NeedRole) -> bool {
    matches!(role, NeedRole::Delivery | NeedRole::LifeSupport)
}

impl<'a> TouchedNeed<'a> {
    /// Hours to possible harm before reserve.
    fn clock_before_reserve(&self, acted: bool) -> f64 {
        let need = self.need;
        let mut clock = f64::INFINITY;
        if self.state.availability == Availability::Unavailable {
            clock = clock.min(need.loss_h);
        }
        match self.state.integrity {
            Integrity::Trusted => {}
            Integrity::Unknown | Integrity::Suspect => {
                clock = clock.min(self.clock_while_doubted());
                if acted && self.decides_once() {
                    clock = clock.min(4.0 * ACTED_ON_H);
                }
                if acted && need.role == NeedRole::Monitoring {
                    // A treatment runs on the value now, so the wrong output is no longer something that may be acted on.
                    clock = clock.min(need.wrong_h);
                }
            }
            Integrity::Compromised => {
                clock = clock.min(need.loss_h).min(need.wrong_h);
                if acted && self.decides_once() {
                    clock = clock.min(ACTED_ON_H);
                }
            }
        }
        clock
    }

    fn clock_while_doubted(&self) -> f64 {
        let need = self.need;
        let itself = need
            .suspect_h
            .unwrap_or_else(|| (2.0 * need.loss_h).min(4.0 * need.wrong_h));
        if self.by_data_only {
            BY_DATA_ONLY * itself
        } else {
            itself
        }
    }

    /// Nobody saw anything wrong with the system itself: a check within the hour, not a work-around now. Not for what
    /// keeps somebody alive.
    fn cap_of_doubt(&self) -> Tier {
        let works = self.state.availability == Availability::Available;
        if self.by_data_only && works && self.need.role != NeedRole::LifeSupport {
            Tier::P2
        } else {
            Tier::P1
        }
    }

    /// A bridge that already runs for this patient is what P1 asks for: somebody is there and the way round has begun. What is
    /// left, the next cylinder or the transfer, is within the hour. Not where the device itself is known to be wrong, and not for
    /// a bridge that only watches.
    fn cap_of_bridge(&self, option: Choice<'_>) -> Tier {
        let runs = matches!(option.way, Some((_, Standing::Running)));
        let replaces = carries(self.need.role) && self.state.integrity != Integrity::Compromised;
        if runs && replaces && option.help == Help::Partial {
            Tier::P2
        } else {
            Tier::P1
        }
    }

    /// One output, one decision: a scan, a level, a line of a chart or of a theatre list; a unit of blood, a regimen or a bag
    /// that was issued.
    pub fn decides_once(&self) -> bool {
        matches!(self.need.role, NeedRole::Diagnosis | NeedRole::Record)
            || (self.issuer && self.need.role == NeedRole::Delivery)
    }

    /// The times of this need for one patient.
    pub fn assess(&self, patient: Patient<'_>) -> Assessed<'a> {
        let clock_h = self.clock_before_reserve(patient.acted) * patient.reserve.factor();
        let relieved = patient.reserve.allows_relief()
            && self.state.is_plain_down()
            && self
                .restoration_h
                .is_some_and(|r| r >= 0.0 && RESTORATION_MARGIN * r <= clock_h);
        let two_unknowns = self
            .two_unknowns_from
            .is_some_and(|severity| self.need.severity >= severity)
            && carries(self.need.role)
            && self.state.is_doubted()
            && patient.reserve == Reserve::NotKnown;
        let open = self.options(clock_h, patient.running).map(|option| {
            let by_time = tier_by_time(option.slack_h, option.clock_h)
                .max(cap(self.need.severity))
                .max(self.cap_of_doubt())
                .max(self.cap_of_bridge(option));
            let eased = if relieved {
                relieve(by_time, self.need.severity)
            } else {
                by_time
            };
            let tier = if two_unknowns { Tier::P1 } else { eased };
            Assessed {
                key: self.key(tier, option),
                clock_h: option.clock_h,
                lead_h: option.clock_h - option.slack_h,
                slack_h: option.slack_h,
                way: option.way,
                relieved: eased != by_time,
                two_unknowns,
            }
        });
        let Some(best) = open.max_by_key(|assessed| assessed.key) else {
            // `options` always yields "no help"; this arm only satisfies the types.
            return self.without_help(clock_h);
        };
        self.covering(patient.running).map_or(best, |way| {
            // The way round replaces the system, not the decision that was taken on it before.
            let decided = patient.acted && self.state.is_doubted();
            let looked_at = decided || self.looked_at_again(best.key.tier, patient.reserve);
            covered(best, clock_h, way, looked_at)
        })
    }

    /// Every way that counts, "no help" first.
    fn options<'s>(
        &'s self,
        clock_h: f64,
        running: &'s BTreeSet<FallbackId>,
    ) -> impl Iterator<Item = Choice<'a>> + 's {
        let no_help = Choice {
            slack_h: clock_h - self.need.definitive_h,
            clock_h,
            help: Help::Nothing,
            way: None,
        };
        let ways = self.ways.iter().filter_map(move |&(fallback, standing)| {
            let standing = running_or(fallback, standing, running);
            if matches!(standing, Standing::NotConfirmed | Standing::Blocked) {
                return None;
            }
            let way = Some((fallback, standing));
            match fallback.kind {
                FallbackKind::Full => Some(Choice {
                    slack_h: clock_h - fallback.lead_h,
                    clock_h,
                    help: Help::Full,
                    way,
                }),
                FallbackKind::Partial if self.bridge_is_off(standing) => None,
                FallbackKind::Partial => {
                    let clock_h = clock_h + fallback.buys_h;
                    Some(Choice {
                        slack_h: clock_h - self.need.definitive_h,
                        clock_h,
                        help: Help::Partial,
                        way,
                    })
                }
            }
        });
        std::iter::once(no_help).chain(ways)
    }

    /// A bridge buys nothing while a delivery or life-support device that is known to be wrong is still connected.
    pub fn bridges_do_not_count(&self) -> bool {
        self.connected && self.state.integrity == Integrity::Compromised && carries(self.need.role)
    }

    /// A bridge that runs for this patient was set up after the device was taken off: it counts.
    pub fn bridge_is_off(&self, standing: Standing) -> bool {
        self.bridges_do_not_count() && standing != Standing::Running
    }

    /// A full way that already runs for this patient and hangs on nothing that broke. While the system is only doubted
    /// and goes on working, a bridge that stands by will do: a cylinder at the bed is not emptied by a wall that still
    /// gives oxygen, so harm needs a second failure.
    pub fn covering(&self, running: &BTreeSet<FallbackId>) -> Option<&'a Fallback> {
        let works = self.state.availability == Availability::Available
            && self.state.integrity != Integrity::Compromised;
        self.ways
            .iter()
            .find(|(fallback, standing)| {
                (fallback.kind == FallbackKind::Full || (fallback.standby && works))
                    && *standing != Standing::Blocked
                    && running.contains(&fallback.id)
            })
            .map(|&(fallback, _)| fallback)
    }

    /// Is a work-around that runs looked at within four hours? Where its failure would be urgent (P1 or P2), or, in
    /// somebody who is not settled, where it would be P3 and the need is grave: the work-around of a sick patient is a
    /// sample or a reading that has to be taken again.
    fn looked_at_again(&self, open: Tier, reserve: Reserve) -> bool {
        let at_the_bed = self.need.role == NeedRole::Monitoring || carries(self.need.role);
        let grave = self.need.severity >= 4 && at_the_bed && reserve > Reserve::Settled;
        open <= Tier::P2 || (open == Tier::P3 && grave)
    }

    fn without_help(&self, clock_h: f64) -> Assessed<'a> {
        let slack_h = clock_h - self.need.definitive_h;
        let choice = Choice {
            slack_h,
            clock_h,
            help: Help::Nothing,
            way: None,
        };
        Assessed {
            key: self.key(
                tier_by_time(slack_h, clock_h).max(cap(self.need.severity)),
                choice,
            ),
            clock_h,
            lead_h: self.need.definitive_h,
            slack_h,
            way: None,
            relieved: false,
            two_unknowns: false,
        }
    }

    fn key(&self, tier: Tier, choice: Choice<'_>) -> NeedKey {
        NeedKey {
            tier,
            mildness: 4_u8.saturating_sub(self.need.severity),
            slack: Span::in_hand(choice.slack_h),
            clock: Span::hours(choice.clock_h),
            availability_only: !self.state.is_doubted(),
            help: choice.help,
            reversible: !self.need.irreversible,
        }
    }
}

/// Already covered: only the work-around has to be looked at, and only where that was found worth it.
/// Never more urgent than it would be uncovered.
fn covered<'a>(open: Assessed<'a>, clock_h: f64, way: &'a Fallback, looked_at: bool) -> Assessed<'a> {
    let tier = if looked_at { Tier::P3 } else { Tier::P4 };
    let key = NeedKey {
        slack: Span::ENDLESS,
        clock: Span::ENDLESS,
        tier,
        help: Help::Running,
        ..open.key
    };
    Assessed {
        key,
        clock_h,
        lead_h: 0.0,
        slack_h: clock_h,
        way: Some((way, Standing::Running)),
        relieved: false,
        two_unknowns: false,
    }
}

/// Running for this patient is as good as confirmed, unless it hangs on something that broke.
pub fn running_or(fallback: &Fallback, standing: Standing, running: &BTreeSet<FallbackId>) -> Standing {
    if standing != Standing::Blocked && running.contains(&fallback.id) {
        Standing::Running
    } else {
        standing
    }
}

/// One way with its times.
#[derive(Debug, Clone, Copy)]
struct Choice<'a> {
    slack_h: f64,
    clock_h: f64,
    help: Help,
    way: Option<(&'a Fallback, Standing)>,
}
