//! One laptop's Battlebag: the home it has open, the incident on screen, and the facts derived from the log.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use battlebag_bag::{Bag, Register};
use battlebag_census::Snapshot;
use battlebag_incident::{Body, Difference, Edits, EntryRef, Incident, Stamp};
use battlebag_log::{Actor, Draft, EntryHash, IncidentId, Salt, SealedEntry};
use battlebag_store::{BlobHash, Hold, Home, SideWrite};
use chrono::{DateTime, SubsecRound as _, TimeZone as _, Utc};

use crate::intake_run::Intake;
use crate::jobs::Jobs;
use crate::moment::Past;
use crate::ranking::{Cases, Ranking};
use crate::times::Clock;
use crate::views::Written;
use crate::{ErrorKind, ErrorView, Host};

/// The record that stands outside incidents: census imports and the like before one is opened.
pub(crate) const STANDING: IncidentId = IncidentId([0; 16]);

/// An entry as the fold and the screens need it.
#[derive(Debug, Clone)]
pub(crate) struct Logged {
    pub stamp: Stamp,
    /// `None` when the body was redacted or cannot be read; the entry is still shown.
    pub body: Option<Body>,
    /// What stays of an entry whose words were erased, for the fold.
    pub stays: Option<Body>,
    pub kind: String,
    pub number: u32,
    pub station: String,
    /// The hash of its header: what a correction or a redaction points at.
    pub hash: EntryHash,
}

impl Logged {
    /// What the fold goes by: the body, or what stays of an erased one.
    pub(crate) fn said(&self) -> Option<(&Stamp, &Body)> {
        let body = self.body.as_ref().or(self.stays.as_ref())?;
        Some((&self.stamp, body))
    }
}

/// The incident on screen.
pub(crate) struct Current {
    pub id: IncidentId,
    pub entries: Vec<Logged>,
    pub state: Incident,
}

/// The census in use, with the cases made from it.
pub(crate) struct Census {
    pub hash: String,
    /// As the feed gave it: what the hash names.
    pub feed: Arc<Snapshot>,
    /// As it stands: the feed with the changes by hand over it.
    pub snapshot: Snapshot,
    /// The changes by hand that are in it.
    pub edits: Edits,
    /// Where a later feed says otherwise.
    pub differences: Vec<Difference>,
    pub cases: Cases,
}

/// An open home.
pub(crate) struct Open {
    pub home: Home,
    pub clock: Clock,
    /// The bag in force: the incident's, or without one the home's.
    pub bag: Arc<Bag>,
    /// The home's own content: what the next incident works from.
    pub ready: Arc<Bag>,
    /// Why the home's content is not what it should be, or empty.
    pub content_fault: String,
    /// Why the incident's own bag is not in force, or empty.
    pub bag_fault: String,
    /// The hospital's own systems, as the record on screen names them.
    pub register: Arc<Register>,
    pub current: Option<Current>,
    pub census: Option<Arc<Census>>,
    pub ranking: Option<(u32, DateTime<Utc>, Arc<Ranking>)>,
    /// The board at the past moment that was asked for last, and the revision it was made at.
    pub past: Option<(u32, Arc<Past>)>,
    pub verified: String,
    pub revision: u32,
    /// The contact book that was read last: Find asks for it at every key.
    pub contacts: crate::contacts::Kept,
    /// Entries known of each incident, for the list on Home.
    pub standing: Vec<Logged>,
    /// Keeps a second window away for as long as the home is open.
    pub _hold: Option<Hold>,
}

/// One laptop's Battlebag. Cheap to clone; one use case runs at a time.
#[derive(Clone)]
pub struct Station {
    pub(crate) host: Arc<dyn Host>,
    pub(crate) folder: PathBuf,
    pub(crate) open: Arc<Mutex<Option<Open>>>,
    pub(crate) jobs: Arc<Jobs>,
    pub(crate) intake: Arc<Intake>,
}

impl Station {
    /// A station on a home folder that need not exist yet.
    pub fn new(host: Arc<dyn Host>, folder: &Path) -> Self {
        Self {
            host,
            folder: folder.to_owned(),
            open: Arc::default(),
            jobs: Arc::default(),
            intake: Arc::default(),
        }
    }

    /// Calls a use case by name. Both shells come in here.
    pub fn call(&self, name: &str, request: serde_json::Value) -> Result<serde_json::Value, ErrorView> {
        crate::api::dispatch(self, name, request)
    }

    /// Title of the window: EXERCISE first in a drill, never a patient.
    pub fn title(&self) -> String {
        let guard = self.guard();
        match guard.as_ref().and_then(|open| open.current.as_ref()) {
            Some(current) if current.state.exercise => {
                format!("EXERCISE · {} · Battlebag", current.state.title)
            }
            Some(current) => format!("{} · Battlebag", current.state.title),
            None => "Battlebag".to_owned(),
        }
    }

    /// Now.
    /// To the millisecond, as entries keep it: a list that is made again from its printed time is made of that very time.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.host.now().trunc_subsecs(3)
    }

    pub(crate) fn guard(&self) -> MutexGuard<'_, Option<Open>> {
        // A use case that panicked has written nothing: entries are committed whole or not at all.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs on the open home. Locked or missing is an error that the shells answer with the sign-in screen.
    pub(crate) fn with<T>(
        &self,
        run: impl FnOnce(&mut Open) -> Result<T, ErrorView>,
    ) -> Result<T, ErrorView> {
        let mut guard = self.guard();
        match guard.as_mut() {
            Some(open) => run(open),
            None if Home::exists(&self.folder) => Err(ErrorView::new(
                ErrorKind::Locked,
                "Battlebag is locked.",
                "Sign in with your passphrase.",
            )),
            None => Err(ErrorView::new(
                ErrorKind::Locked,
                format!("There is no Battlebag home in {} yet.", self.folder.display()),
                "Make one first: name the hospital and choose a passphrase.",
            )),
        }
    }

    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], ErrorView> {
        let mut bytes = [0; N];
        self.host.fill_random(&mut bytes).map_err(|why| {
            ErrorView::new(
                ErrorKind::Broken,
                format!("The machine gives no random numbers: {why}."),
                "Nothing was changed. Restart the laptop and try again.",
            )
        })?;
        Ok(bytes)
    }

    /// Writes one entry into the incident on screen (the standing record when there is none), folds it, and gives
    /// its number. The entry and `side` commit together or not at all.
    pub(crate) fn record(
        &self,
        open: &mut Open,
        body: &Body,
        occurred_at: DateTime<Utc>,
        side: &[SideWrite],
    ) -> Result<u32, ErrorView> {
        let incident = open.current.as_ref().map_or(STANDING, |c| c.id);
        let number = self.record_in(open, incident, body, occurred_at, side)?;
        Ok(number)
    }

    /// As [`Self::record`], into a named record.
    pub(crate) fn record_in(
        &self,
        open: &mut Open,
        incident: IncidentId,
        body: &Body,
        occurred_at: DateTime<Utc>,
        side: &[SideWrite],
    ) -> Result<u32, ErrorView> {
        let act = Act {
            bodies: std::slice::from_ref(body),
            occurred_at,
            about: None,
        };
        self.record_act(open, incident, &act, side)
    }

    /// Writes everything one act consists of, in one transaction with `side`, folds it, and gives the number of
    /// its last entry.
    pub(crate) fn record_act(
        &self,
        open: &mut Open,
        incident: IncidentId,
        act: &Act<'_>,
        side: &[SideWrite],
    ) -> Result<u32, ErrorView> {
        let timed: Vec<(DateTime<Utc>, &Body)> =
            act.bodies.iter().map(|body| (act.occurred_at, body)).collect();
        self.record_timed(open, incident, (&timed, act.about), side)
    }

    /// As [`Self::record_act`], where each entry happened at a time of its own.
    pub(crate) fn record_timed(
        &self,
        open: &mut Open,
        incident: IncidentId,
        (entries, about): (&[(DateTime<Utc>, &Body)], Option<EntryHash>),
        side: &[SideWrite],
    ) -> Result<u32, ErrorView> {
        let now = self.now();
        let mut drafts = Vec::with_capacity(entries.len());
        for (at, (occurred_at, body)) in entries.iter().enumerate() {
            let about = about.filter(|_| at + 1 == entries.len());
            drafts.push((
                draft(open, incident, body, (*occurred_at, now), about)?,
                Salt(self.random()?),
            ));
        }
        let sealed = open.home.record(incident, drafts, side)?;
        open.revision = open.revision.wrapping_add(1);
        open.ranking = None;
        let mut number = 0;
        for entry in &sealed {
            open.take_in(incident, entry)?;
            number = entry.header().seq;
        }
        if entries.iter().any(|(_, body)| changes_census(body)) {
            open.lay_edits();
        }
        u32::try_from(number).map_err(|_| {
            ErrorView::new(
                ErrorKind::Broken,
                "The log has more entries than can be counted.",
                "Open a new incident.",
            )
        })
    }
}

impl Station {
    /// Writes one act into the record on screen and answers as every act is answered.
    pub(crate) fn write(
        &self,
        open: &mut Open,
        act: &Act<'_>,
        side: &[SideWrite],
        said: impl FnOnce(u32) -> String,
    ) -> Result<Written, ErrorView> {
        let record = open.current.as_ref().map_or(STANDING, |c| c.id);
        let number = self.record_act(open, record, act, side)?;
        Ok(Written {
            number,
            at: open.clock.rfc3339(act.occurred_at),
            said: said(number),
        })
    }

    /// Writes an act of one entry into the record on screen.
    pub(crate) fn acted(
        &self,
        open: &mut Open,
        body: &Body,
        at: DateTime<Utc>,
        said: String,
    ) -> Result<Written, ErrorView> {
        self.write(open, &Act::plain(std::slice::from_ref(body), at), &[], |_| said)
    }
}

/// What one act writes.
pub(crate) struct Act<'a> {
    /// Its entries in order; the last is the act itself, those before it say how it came to be allowed.
    pub bodies: &'a [Body],
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// The entry that the last one corrects, undoes or erases.
    pub about: Option<EntryHash>,
}

impl<'a> Act<'a> {
    /// An act that points at no other entry.
    pub(crate) fn plain(bodies: &'a [Body], occurred_at: DateTime<Utc>) -> Self {
        Self {
            bodies,
            occurred_at,
            about: None,
        }
    }
}

fn changes_census(body: &Body) -> bool {
    matches!(body, Body::CensusEdited(_) | Body::EditSettled(_))
}

/// The next entry of this station's chain, before it has its number and signature.
fn draft(
    open: &Open,
    incident: IncidentId,
    body: &Body,
    (occurred_at, now): (DateTime<Utc>, DateTime<Utc>),
    about: Option<EntryHash>,
) -> Result<Draft, ErrorView> {
    let person = open.home.signed_in();
    let here = open.current.as_ref().filter(|c| c.id == incident);
    let exercise = match body {
        Body::Opened { exercise, .. } => *exercise,
        _ => here.is_some_and(|c| c.state.exercise),
    };
    let role = here
        .map(|c| roles_line(&open.role_titles(&c.state.roles_of(&person.name))))
        .unwrap_or_default();
    Ok(Draft {
        kind: body.kind().to_owned(),
        occurred_at: occurred_at.timestamp_millis(),
        recorded_at: now.timestamp_millis(),
        zone_offset_min: open.clock.offset_min(now),
        actor: Actor {
            id: person.id.clone(),
            name: person.name.clone(),
        },
        role,
        exercise,
        about,
        body: body.to_bytes()?,
    })
}

/// The roles a person holds, as far as a header has room for them: a long line must not stop an entry.
fn roles_line(titles: &[String]) -> String {
    for kept in (0..=titles.len()).rev() {
        let mut line = titles.get(..kept).unwrap_or_default().join(", ");
        if kept < titles.len() {
            let more = format!("and {} more", titles.len() - kept);
            line = if line.is_empty() {
                more
            } else {
                format!("{line}, {more}")
            };
        }
        if line.len() <= battlebag_log::MAX_ROLE {
            return line;
        }
    }
    String::new()
}

impl Open {
    /// Role titles for role ids.
    pub(crate) fn role_titles(&self, ids: &[&str]) -> Vec<String> {
        ids.iter()
            .map(|id| {
                self.bag
                    .roles
                    .iter()
                    .find(|r| r.id == *id)
                    .map_or((*id).to_owned(), |r| r.title.clone())
            })
            .collect()
    }

    /// Name of who is signed in.
    pub(crate) fn person(&self) -> String {
        self.home.signed_in().name.clone()
    }

    /// Folds a fresh entry into what is shown.
    fn take_in(&mut self, incident: IncidentId, sealed: &SealedEntry) -> Result<(), ErrorView> {
        let in_step = |entries: &[Logged], mine: &str| {
            let seq = sealed.header().seq;
            entries
                .iter()
                .filter(|e| e.stamp.entry.station == mine)
                .map(|e| e.stamp.entry.seq)
                .max()
                .unwrap_or(0)
                + 1
                == seq
        };
        let mine = sealed.header().station.to_string();
        match &mut self.current {
            Some(current) if current.id == incident && in_step(&current.entries, &mine) => {
                let logged = logged(sealed);
                if let Some(body) = &logged.body {
                    current.state.apply(&logged.stamp, body);
                }
                current.entries.push(logged);
            }
            // Another window wrote in between: fold anew.
            Some(current) if current.id == incident => self.current = load(&self.home, incident)?,
            _ if incident == STANDING => self.standing = entries_of(&self.home, STANDING)?,
            _ => {}
        }
        Ok(())
    }

    /// The entries of the record on screen: the incident's, else the standing record's. In display order.
    pub(crate) fn entries(&self) -> &[Logged] {
        self.current
            .as_ref()
            .map_or(self.standing.as_slice(), |c| c.entries.as_slice())
    }

    /// Reads the record on screen anew, after words were erased or entries came from elsewhere.
    pub(crate) fn reload(&mut self) -> Result<(), ErrorView> {
        match self.current.as_ref().map(|c| c.id) {
            Some(id) => self.current = load(&self.home, id)?,
            None => self.standing = entries_of(&self.home, STANDING)?,
        }
        self.lay_edits();
        Ok(())
    }

    /// The incident on screen, or an error that says to open one.
    pub(crate) fn incident(&self) -> Result<&Current, ErrorView> {
        self.current.as_ref().ok_or_else(|| {
            ErrorView::new(
                ErrorKind::Refused,
                "No incident is open.",
                "Declare one first, or stand by; nothing was changed.",
            )
        })
    }

    /// The census in use, or an error that says to take one.
    pub(crate) fn census(&self) -> Result<Arc<Census>, ErrorView> {
        self.census.clone().ok_or_else(|| {
            ErrorView::new(
                ErrorKind::NotFound,
                "There is no census: Battlebag does not know who is in which bed.",
                "Take one from the feed's files, or walk the wards with the blank bed board.",
            )
        })
    }

    /// Loads the census that a hash names.
    pub(crate) fn load_census(&mut self, hash: &str) -> Result<(), ErrorView> {
        if self.census.as_ref().is_some_and(|c| c.hash == hash) {
            self.lay_edits();
            return Ok(());
        }
        let found: BlobHash = hash.parse().map_err(ErrorView::from)?;
        let bytes = self.home.get_blob(found)?;
        let snapshot = Snapshot::from_bytes(&bytes)?;
        self.use_census(hash.to_owned(), snapshot);
        Ok(())
    }

    /// Takes a snapshot into use, with the changes by hand of the incident on screen over it.
    pub(crate) fn use_census(&mut self, hash: String, snapshot: Snapshot) {
        self.stand(hash, Arc::new(snapshot));
    }

    /// Lays the changes by hand over the census anew, when they are others than those in it.
    pub(crate) fn lay_edits(&mut self) {
        let Some(census) = &self.census else { return };
        let same = match &self.current {
            Some(current) => census.edits == current.state.edits,
            None => census.edits.is_empty(),
        };
        if !same {
            let (hash, feed) = (census.hash.clone(), Arc::clone(&census.feed));
            self.stand(hash, feed);
        }
    }

    fn stand(&mut self, hash: String, feed: Arc<Snapshot>) {
        let edits = self
            .current
            .as_ref()
            .map(|c| c.state.edits.clone())
            .unwrap_or_default();
        let edited = battlebag_incident::edited(&feed, &edits);
        let cases = Cases::after(&self.bag, &edited.snapshot, self.census.as_deref());
        self.census = Some(Arc::new(Census {
            hash,
            feed,
            snapshot: edited.snapshot,
            edits,
            differences: edited.differences,
            cases,
        }));
        self.ranking = None;
    }
}

/// Reads one record of the log, in display order.
pub(crate) fn entries_of(home: &Home, incident: IncidentId) -> Result<Vec<Logged>, ErrorView> {
    let mut sealed = home.entries(incident)?;
    battlebag_log::order(&mut sealed);
    let mut entries: Vec<Logged> = sealed.iter().map(logged).collect();
    let stays: BTreeMap<EntryRef, Body> = entries
        .iter()
        .filter_map(|e| match &e.body {
            Some(Body::Redacted(r)) => Some((r.of.clone(), (**r.stays.as_ref()?).clone())),
            _ => None,
        })
        .collect();
    for entry in entries.iter_mut().filter(|e| e.body.is_none()) {
        entry.stays = stays.get(&entry.stamp.entry).cloned();
    }
    Ok(entries)
}

/// Loads and folds an incident. `None` when its opening entry is missing.
pub(crate) fn load(home: &Home, id: IncidentId) -> Result<Option<Current>, ErrorView> {
    let entries = entries_of(home, id)?;
    let state = Incident::fold(entries.iter().filter_map(Logged::said));
    Ok(state.map(|state| Current { id, entries, state }))
}

pub(crate) fn logged(sealed: &SealedEntry) -> Logged {
    let header = sealed.header();
    let at = |ms: i64| Utc.timestamp_millis_opt(ms).single().unwrap_or_default();
    Logged {
        stamp: Stamp {
            entry: EntryRef {
                station: header.station.to_string(),
                seq: header.seq,
            },
            occurred_at: at(header.occurred_at),
            recorded_at: at(header.recorded_at),
            actor: header.actor.name.clone(),
            role: header.role.clone(),
        },
        body: sealed
            .body()
            .and_then(|b| Body::from_bytes(&header.kind, &b.bytes).ok()),
        stays: None,
        kind: header.kind.clone(),
        number: u32::try_from(header.seq).unwrap_or(u32::MAX),
        station: header.station.short(),
        hash: sealed.hash(),
    }
}

#[cfg(test)]
mod tests {
    use super::roles_line;

    #[test]
    fn many_roles_never_stop_an_entry() {
        let roles: Vec<String> = (1..=9).map(|n| format!("A role with a long title {n}")).collect();
        assert_eq!(
            roles_line(&roles[..2]),
            "A role with a long title 1, A role with a long title 2"
        );
        let line = roles_line(&roles);
        assert!(
            line.len() <= battlebag_log::MAX_ROLE && line.ends_with(", and 6 more"),
            "{line}"
        );
        assert_eq!(roles_line(&["é".repeat(80)]), "and 1 more");
    }
}
