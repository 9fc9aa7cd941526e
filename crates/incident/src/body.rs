//! What an entry says. One variant a kind; the kind string is part of the signed header, the JSON below is the body.
//!
//! Kinds are only ever added. A kind this version does not know is kept, relayed and shown as such ([`Body::Unread`]).

use battlebag_bag::{FallbackId, InstanceId, SystemCode};
use battlebag_priority::{Availability, Integrity, Tier};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::aid::{AidSays, DivertSays};
use crate::back_entry::BackEntryWord;
use crate::back_entry_list::LeftSheets;
use crate::content::{ContactsChanged, ContentChange, StepMoved};
use crate::edits::{Edit, EditSettled};
use crate::kinds::KINDS;
use crate::lab_list::LabListWord;
use crate::legal::LegalWord;
use crate::namesakes::NameSettled;
use crate::paper::{PaperEnded, PaperSent};
use crate::parts::{
    ActedOn, BackupMade, CensusCounts, CheckpointMade, Decision, DeviceHeld, DeviceReleased, EntryRef,
    Exported, FeedChange, Flag, Glass, GlassReview, Message, Methane, PersonChange, Redaction,
    RegisterAdopted, Settlement, Sheet, Shredding, SitRep, StationRenewed, StepStatus, TaskClosed, TaskGiven,
};
use crate::profiled::ProfileWord;
use crate::results::ResultSays;
use crate::roster::{Candidate, CandidateGone};
use crate::runners::RunnerSays;
use crate::steering::{
    Briefing, Debrief, Escalation, Objective, ObjectiveEnded, Period, PeriodEnded, Rhythm,
};

/// The body of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Body {
    /// An incident begins: stood by or declared at once, real or exercise. The choice is never changed.
    #[serde(rename = "incident.opened")]
    Opened {
        /// Title.
        title: String,
        /// A rehearsal.
        exercise: bool,
        /// Zone of the incident (IANA name): every time is shown in it.
        zone: String,
    },
    /// Declared: the clock starts.
    #[serde(rename = "incident.declared")]
    Declared {
        /// Why now, in a line.
        because: String,
    },
    /// Stood down.
    #[serde(rename = "incident.stood_down")]
    StoodDown {
        /// On whose advice.
        because: String,
        /// Sheets whose back-entry was not done then.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left: Vec<LeftSheets>,
    },
    /// A census became the one in use.
    #[serde(rename = "census.taken")]
    CensusTaken {
        /// Content hash, hex.
        snapshot: String,
        /// The moment it shows.
        as_of: DateTime<Utc>,
        /// Counts.
        counts: CensusCounts,
        /// Where it came from, in words.
        feed: String,
        /// The station took it by its timer: whoever was signed in did not ask for it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_timer: bool,
    },
    /// The census was changed by hand.
    #[serde(rename = "census.edited")]
    CensusEdited(Edit),
    /// A change by hand and the feed differed, and a person settled it.
    #[serde(rename = "census.settled")]
    EditSettled(EditSettled),
    /// Bag content became the one in use.
    #[serde(rename = "bag.adopted")]
    BagAdopted {
        /// Content hash, hex.
        bag: String,
        /// Version.
        version: String,
        /// Fingerprint of the program's own rules that rank by this content from here on; empty in entries of before
        /// it was kept.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        method: String,
        /// Steps with ticks whose number is another in this bag, or that it no longer has.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        moved: Vec<StepMoved>,
    },
    /// The content of this home changed: a card, the bag under it, or a key that bags are signed with.
    #[serde(rename = "content.changed")]
    ContentChanged(ContentChange),
    /// The physical bag was checked: assumed fallbacks count until this lapses.
    #[serde(rename = "bag.checked")]
    BagChecked {
        /// Days the check stays good.
        valid_days: u32,
        /// Who saw it, when the check was written before this incident and it only takes it over; else empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        by: String,
        /// When it lapses, when it is taken over; else it is counted from the entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<DateTime<Utc>>,
    },
    /// A person takes a role.
    #[serde(rename = "role.assigned")]
    RoleAssigned {
        /// Role id.
        role: String,
        /// Holder.
        person: String,
        /// How to reach them; no network first.
        contact: String,
    },
    /// A role passes from one person to another.
    #[serde(rename = "role.handed_over")]
    RoleHandedOver {
        /// Role id.
        role: String,
        /// From.
        from: String,
        /// To.
        to: String,
        /// How to reach them.
        contact: String,
    },
    /// A role falls vacant.
    #[serde(rename = "role.vacated")]
    RoleVacated {
        /// Role id.
        role: String,
        /// Who leaves it.
        person: String,
    },
    /// Somebody stands in for a role's holder for a while.
    #[serde(rename = "role.covered")]
    RoleCovered {
        /// Role id.
        role: String,
        /// Whoever holds it until now.
        from: String,
        /// Who stands in.
        by: String,
        /// How to reach them.
        contact: String,
        /// When the holder is to be back; none when nobody knows.
        #[serde(default)]
        until: Option<DateTime<Utc>>,
    },
    /// One name in two roles: one person, or two who are told apart.
    #[serde(rename = "role.name_settled")]
    NameSettled(NameSettled),
    /// Somebody can be called to a role.
    #[serde(rename = "candidate.set")]
    CandidateSet(Candidate),
    /// A candidate is called no more, or has left.
    #[serde(rename = "candidate.removed")]
    CandidateRemoved(CandidateGone),
    /// A step of a card was worked.
    #[serde(rename = "card.step")]
    CardStep {
        /// Card id.
        card: String,
        /// Step number.
        step: u32,
        /// What became of it.
        status: StepStatus,
        /// Remark; the reason for not applicable and blocked.
        remark: String,
        /// Second person, where the step needs one.
        second_person: String,
        /// Who did it, when another typed it in from paper.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        done_by: String,
    },
    /// Somebody says how a system is.
    #[serde(rename = "system.set")]
    SystemSet {
        /// System.
        system: SystemCode,
        /// Does it work?
        availability: Availability,
        /// Can it be believed?
        integrity: Integrity,
        /// On what evidence.
        evidence: String,
        /// Who says so, if not the person typing.
        said_by: String,
        /// When it lapses to unknown.
        expires_at: DateTime<Utc>,
        /// Wrong or lost since, if known.
        since: Option<DateTime<Utc>>,
        /// The instance of the hospital's register; none for the class as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instance: Option<InstanceId>,
        /// Who else vouches for it, when it is trusted again after it was compromised.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        second_person: String,
        /// What was tested, and against what known result.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        tested: String,
    },
    /// The system's owner signs how long it will take.
    #[serde(rename = "system.restoration")]
    Restoration {
        /// System.
        system: SystemCode,
        /// Hours from the time of the entry; none takes the estimate back.
        hours: Option<f64>,
        /// Who signs.
        signed_by: String,
        /// The instance; none for the class as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instance: Option<InstanceId>,
    },
    /// A register of the hospital's own systems became the one in use.
    #[serde(rename = "register.adopted")]
    RegisterAdopted(RegisterAdopted),
    /// A person says whether a decision was taken on what a doubted system gave.
    #[serde(rename = "system.acted_on")]
    ActedOn(ActedOn),
    /// A fallback was found on site, or found missing.
    #[serde(rename = "fallback.confirmed")]
    FallbackConfirmed {
        /// Fallback.
        fallback: FallbackId,
        /// How many; 0 takes the confirmation back.
        count: u32,
        /// Where.
        place: String,
        /// The count is of this place alone, and what was counted elsewhere stands. Entries written before there was
        /// more than one place set the count for the whole hospital.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        this_place_only: bool,
    },
    /// A full fallback runs for one patient, or stopped.
    #[serde(rename = "fallback.running")]
    FallbackRunning {
        /// Patient key.
        patient: String,
        /// Fallback.
        fallback: FallbackId,
        /// Running, or stopped.
        running: bool,
    },
    /// A clinician confirms a patient's tier.
    #[serde(rename = "priority.confirmed")]
    PriorityConfirmed {
        /// Patient key.
        patient: String,
        /// Tier confirmed.
        tier: Tier,
        /// Tier that the method gave.
        computed: Tier,
    },
    /// A clinician raises a patient: wins at once, no reason needed.
    #[serde(rename = "priority.raised")]
    PriorityRaised {
        /// Patient key.
        patient: String,
        /// To.
        to: Tier,
        /// Tier that the method gave.
        computed: Tier,
        /// Why, if said.
        reason: String,
    },
    /// A clinician lowers a patient: with a reason, for a time.
    #[serde(rename = "priority.lowered")]
    PriorityLowered {
        /// Patient key.
        patient: String,
        /// To.
        to: Tier,
        /// Tier that the method gave.
        computed: Tier,
        /// Why.
        reason: String,
        /// Second person, for a P1.
        second_person: String,
        /// Whether the second person gave their own passphrase.
        #[serde(default)]
        second_checked: bool,
        /// When it lapses.
        lapses_at: DateTime<Utc>,
        /// Fingerprint of the inputs: a worse input ends it at once.
        inputs: String,
    },
    /// A clinician takes an override back.
    #[serde(rename = "priority.released")]
    PriorityReleased {
        /// Patient key.
        patient: String,
    },
    /// A person adds a dependence profile.
    #[serde(rename = "profile.added")]
    ProfileAdded(ProfileWord),
    /// A person takes a profile away.
    #[serde(rename = "profile.removed")]
    ProfileRemoved(ProfileWord),
    /// A person takes back what was said of a profile.
    #[serde(rename = "profile.restored")]
    ProfileRestored(ProfileWord),
    /// A line in the log.
    #[serde(rename = "note")]
    Note {
        /// The words.
        text: String,
    },
    /// A decision.
    #[serde(rename = "decision")]
    Decided(
        /// Its parts.
        Decision,
    ),
    /// Paper was made.
    #[serde(rename = "printed")]
    Printed {
        /// What, in words ("Ward pack AMU").
        what: String,
        /// Where it went: a file name or a printer.
        to: String,
        /// Pages.
        pages: u32,
        /// Sheets with their numbers.
        sheets: Vec<Sheet>,
        /// Sheets held back, with the reason.
        held_back: Vec<String>,
        /// Census it was made from, hex.
        snapshot: String,
    },
    /// Pages went to a printer. Whether they came out is said by the next kind.
    #[serde(rename = "printed.sent")]
    PaperSent(PaperSent),
    /// Pages that went to a printer came out, or did not.
    #[serde(rename = "printed.ended")]
    PaperEnded(PaperEnded),
    /// A correction of an earlier entry; both are shown.
    #[serde(rename = "correction")]
    Correction {
        /// What it corrects.
        of: EntryRef,
        /// The right words.
        text: String,
    },
    /// A message to the outside in the M/ETHANE order.
    #[serde(rename = "methane")]
    Methane(Methane),
    /// A situation report.
    #[serde(rename = "sitrep")]
    SitRep(SitRep),
    /// Something said or carried, with its read-back.
    #[serde(rename = "message")]
    Message(Message),
    /// A task given.
    #[serde(rename = "task.given")]
    TaskGiven(TaskGiven),
    /// A task closed.
    #[serde(rename = "task.closed")]
    TaskClosed(TaskClosed),
    /// A device kept aside as evidence.
    #[serde(rename = "device.held")]
    DeviceHeld(DeviceHeld),
    /// A device given out again.
    #[serde(rename = "device.released")]
    DeviceReleased(DeviceReleased),
    /// An entry's words were erased; the header points at it.
    #[serde(rename = "redaction")]
    Redacted(Redaction),
    /// A person settled a contradiction.
    #[serde(rename = "dispute.settled")]
    Settled(Settlement),
    /// A line marked for the debrief.
    #[serde(rename = "debrief.flag")]
    Flagged(Flag),
    /// Done without the power, with the reason.
    #[serde(rename = "glass.broken")]
    GlassBroken(Glass),
    /// A broken glass was looked at.
    #[serde(rename = "glass.reviewed")]
    GlassReviewed(GlassReview),
    /// Somebody may open the home from now on.
    #[serde(rename = "person.added")]
    PersonAdded(PersonChange),
    /// Somebody may no longer open it.
    #[serde(rename = "person.revoked")]
    PersonRevoked(PersonChange),
    /// Somebody's passphrase is another.
    #[serde(rename = "person.passphrase")]
    PassphraseChanged(PersonChange),
    /// The sealed recovery code opened the home.
    #[serde(rename = "recovery.used")]
    RecoveryUsed(PersonChange),
    /// There is a new recovery code.
    #[serde(rename = "recovery.renewed")]
    RecoveryRenewed(PersonChange),
    /// This station signs with a new key.
    #[serde(rename = "station.renewed")]
    StationRenewed(StationRenewed),
    /// A backup was made.
    #[serde(rename = "backup.made")]
    BackupMade(BackupMade),
    /// Where live feeds come from was changed.
    #[serde(rename = "feed.changed")]
    FeedChanged(FeedChange),
    /// Old snapshots were erased.
    #[serde(rename = "census.shredded")]
    CensusShredded(Shredding),
    /// The record was exported.
    #[serde(rename = "record.exported")]
    Exported(Exported),
    /// A checkpoint was signed.
    #[serde(rename = "checkpoint.made")]
    CheckpointMade(CheckpointMade),
    /// The incident is more than it was: whoever is named takes part from here on.
    #[serde(rename = "incident.escalated")]
    Escalated(Escalation),
    /// Systems come back: the work turns to recovery.
    #[serde(rename = "incident.recovering")]
    Recovering {
        /// Why now, in a line.
        because: String,
    },
    /// Taken up again after it was stood down.
    #[serde(rename = "incident.reopened")]
    Reopened {
        /// Why.
        because: String,
    },
    /// The people who were in it talked it over.
    #[serde(rename = "incident.debriefed")]
    Debriefed(Debrief),
    /// What the team means to reach.
    #[serde(rename = "objective.set")]
    ObjectiveSet(Objective),
    /// An objective was met or given up.
    #[serde(rename = "objective.ended")]
    ObjectiveEnded(ObjectiveEnded),
    /// An operational period begins.
    #[serde(rename = "period.started")]
    PeriodStarted(Period),
    /// An operational period ends.
    #[serde(rename = "period.ended")]
    PeriodEnded(PeriodEnded),
    /// When the next report or briefing is due, and how often.
    #[serde(rename = "rhythm.set")]
    RhythmSet(Rhythm),
    /// A briefing in the order of IIMARCH.
    #[serde(rename = "briefing")]
    Briefed(Briefing),
    /// Something is said of a legal clock.
    #[serde(rename = "legal.clock")]
    Legal(LegalWord),
    /// Something is said of a result: it came by phone, it is waited for.
    #[serde(rename = "result")]
    Result(ResultSays),
    /// Something is said of what a runner carries.
    #[serde(rename = "runner")]
    Runner(RunnerSays),
    /// Something is said of help between hospitals.
    #[serde(rename = "aid")]
    Aid(AidSays),
    /// Something is said of a diversion.
    #[serde(rename = "diversion")]
    Diversion(DivertSays),
    /// Something is said of a printed sheet that comes back.
    #[serde(rename = "back_entry")]
    BackEntry(BackEntryWord),
    /// Something is said of what the laboratory can do.
    #[serde(rename = "lab_list")]
    LabList(LabListWord),
    /// The contact book is another.
    #[serde(rename = "contacts.changed")]
    ContactsChanged(ContactsChanged),
    /// A kind that this version does not know: kept and relayed unread.
    #[serde(skip)]
    Unread {
        /// The kind in the header.
        kind: String,
    },
}

/// Why a body could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "entry of kind {kind} cannot be read: {why}. It is kept as it is; verify the log and tell whoever looks after Battlebag"
)]
pub struct UnreadableBody {
    /// Kind in the header.
    pub kind: String,
    /// What the decoder said.
    pub why: String,
}

impl Body {
    /// The bytes that go beside the header. JSON: bodies are read by people and by other programs for decades.
    pub fn to_bytes(&self) -> Result<Vec<u8>, UnreadableBody> {
        serde_json::to_vec(self).map_err(|e| UnreadableBody {
            kind: self.kind().to_owned(),
            why: e.to_string(),
        })
    }

    /// Reads a body. An unknown kind is [`Body::Unread`]; a known kind with bad bytes is an error.
    pub fn from_bytes(kind: &str, bytes: &[u8]) -> Result<Self, UnreadableBody> {
        if !KINDS.contains(&kind) {
            return Ok(Self::Unread {
                kind: kind.to_owned(),
            });
        }
        let body: Self = serde_json::from_slice(bytes).map_err(|e| UnreadableBody {
            kind: kind.to_owned(),
            why: e.to_string(),
        })?;
        if body.kind() == kind {
            Ok(body)
        } else {
            Err(UnreadableBody {
                kind: kind.to_owned(),
                why: format!("the header says {kind} and the body says {}", body.kind()),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_as_itself() {
        let body = Body::CardStep {
            card: "loggist".into(),
            step: 3,
            status: StepStatus::AlreadyDone,
            remark: "06:10, before the log opened".into(),
            second_person: String::new(),
            done_by: String::new(),
        };
        let bytes = body.to_bytes().unwrap();
        assert_eq!(Body::from_bytes("card.step", &bytes).unwrap(), body);
    }

    #[test]
    fn a_decision_carries_its_parts_flat_beside_the_kind() {
        let body = Body::Decided(Decision {
            decision: "Divert stroke".into(),
            ..Decision::default()
        });
        let text = String::from_utf8(body.to_bytes().unwrap()).unwrap();
        assert!(
            text.starts_with(r#"{"kind":"decision","decision":"Divert stroke""#),
            "{text}"
        );
        assert_eq!(Body::from_bytes("decision", text.as_bytes()).unwrap(), body);
    }

    #[test]
    fn an_unknown_kind_is_kept_unread() {
        assert_eq!(
            Body::from_bytes("station.joined", b"\x00\x01").unwrap(),
            Body::Unread {
                kind: "station.joined".into()
            }
        );
    }

    #[test]
    fn a_body_that_contradicts_its_header_is_refused() {
        let bytes = Body::Note { text: "x".into() }.to_bytes().unwrap();
        let err = Body::from_bytes("decision", &bytes).unwrap_err();
        assert!(
            err.to_string()
                .contains("the header says decision and the body says note"),
            "{err}"
        );
    }
}
