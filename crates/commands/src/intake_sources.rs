//! The sources as the home keeps them, and what is made of them to run.

use std::path::PathBuf;
use std::time::Duration;

use battlebag_intake::address::{Sender, listen_at};
use battlebag_intake::fhir::{How, Pull, PullLimits, Token, check_address};
use battlebag_intake::folder::Watched;
use battlebag_intake::mllp::{Limits, Listener};
use battlebag_intake::{NotKept, Plan};
use battlebag_store::Home;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::session::required;
use crate::views::{AddIntake, IntakeRetention};
use crate::{ErrorKind, ErrorView};

const SOURCES: &str = "intake.sources";
const LAST: &str = "intake.last";
const TOKEN: &str = "intake.token.";
/// Time between two looks into a folder.
const LOOK: Duration = Duration::from_secs(5);

/// Where a source's words come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Feed {
    Mllp {
        at: String,
        anywhere: bool,
        senders: Vec<String>,
    },
    Folder {
        path: PathBuf,
    },
    Fhir {
        address: String,
        open_line: bool,
        how: String,
        ca: Option<PathBuf>,
        every_min: u32,
    },
}

/// One source as the home keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Source {
    pub id: String,
    pub name: String,
    pub feed: Feed,
    pub silent_after_min: u32,
    pub added_at: DateTime<Utc>,
}

/// All that is set about live feeds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sources {
    pub all: Vec<Source>,
    /// The number of the next source: an id is never given twice.
    pub next: u32,
    pub every_min: u32,
    pub retention: IntakeRetention,
}

impl Default for Sources {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            next: 1,
            every_min: 15,
            retention: IntakeRetention {
                snapshots: 24,
                days: 30,
                message_days: 30,
            },
        }
    }
}

/// What the last snapshot from the sources was made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastSnapshot {
    /// What the inbox held: see [`inbox_mark`].
    pub mark: String,
    /// When it was tried.
    pub at: DateTime<Utc>,
    /// What it came to, in words.
    pub said: String,
    /// Why it was not taken into use; empty when it was.
    pub held_back: String,
}

fn setting<T: for<'de> Deserialize<'de>>(home: &Home, name: &str) -> Result<Option<T>, ErrorView> {
    let kept = home.setting(name)?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

/// The sources that are set.
pub(crate) fn read(home: &Home) -> Result<Sources, ErrorView> {
    Ok(setting(home, SOURCES)?.unwrap_or_default())
}

/// The setting that keeps these sources, to be written beside the entry that says so.
pub(crate) fn write(sources: &Sources) -> battlebag_store::SideWrite {
    battlebag_store::SideWrite::Setting {
        name: SOURCES.to_owned(),
        value: serde_json::to_string(sources).unwrap_or_default(),
    }
}

/// What the last snapshot came to.
pub(crate) fn last(home: &Home) -> Result<Option<LastSnapshot>, ErrorView> {
    setting(home, LAST)
}

pub(crate) fn keep_last(home: &mut Home, last: &LastSnapshot) -> Result<(), ErrorView> {
    let text = serde_json::to_string(last).unwrap_or_default();
    Ok(home.set_setting(LAST, &text)?)
}

/// What the inbox holds, in a word that changes with each thing that comes or goes with a source.
pub(crate) fn inbox_mark(home: &Home, sources: &Sources) -> Result<String, ErrorView> {
    let ids: Vec<&str> = sources.all.iter().map(|s| s.id.as_str()).collect();
    let mut mark = format!("{} {}", home.inbox_newest()?, ids.join(","));
    for source in &sources.all {
        if let Some(set) = home.inbox_sets(&source.id)?.last() {
            mark.push(' ');
            mark.push_str(&set.number.to_string());
        }
    }
    Ok(mark)
}

/// The setting that keeps a source's token. Nothing else is in it, and the home is encrypted.
pub(crate) fn token_setting(id: &str, token: &str) -> battlebag_store::SideWrite {
    battlebag_store::SideWrite::Setting {
        name: format!("{TOKEN}{id}"),
        value: token.trim().to_owned(),
    }
}

pub(crate) fn token(home: &Home, id: &str) -> Result<Option<Token>, ErrorView> {
    let kept = home.setting(&format!("{TOKEN}{id}"))?;
    Ok(kept.and_then(|text| Token::new(&text)))
}

fn bad(what: String, next: &str) -> ErrorView {
    ErrorView::new(ErrorKind::BadInput, what, next)
}

/// A source from what a person wrote, with all of it checked.
pub(crate) fn from_request(request: &AddIntake, id: String, now: DateTime<Utc>) -> Result<Source, ErrorView> {
    let place = required(&request.place, "where it comes from")?;
    let feed = match request.kind.trim() {
        "mllp" => mllp(request, &place)?,
        "folder" => folder(&place)?,
        "fhir" => fhir(request, &place)?,
        other => {
            return Err(bad(
                format!("There is no kind of feed called {other}."),
                "Use mllp, folder or fhir.",
            ));
        }
    };
    let name = request.name.trim();
    let name = if name.is_empty() {
        match &feed {
            Feed::Mllp { at, .. } => format!("HL7 feed at {at}"),
            Feed::Folder { .. } => format!("folder {place}"),
            Feed::Fhir { .. } => format!("server {place}"),
        }
    } else {
        name.chars().filter(|c| !c.is_control()).take(80).collect()
    };
    Ok(Source {
        id,
        name,
        feed,
        silent_after_min: request.silent_after_min.min(60 * 24 * 30),
        added_at: now,
    })
}

fn mllp(request: &AddIntake, place: &str) -> Result<Feed, ErrorView> {
    let wrong = |why: battlebag_intake::address::AddressError| {
        ErrorView::from_sentences(ErrorKind::BadInput, &why.to_string())
    };
    let at = listen_at(place, request.anywhere).map_err(wrong)?;
    for sender in &request.senders {
        Sender::parse(sender).map_err(wrong)?;
    }
    Ok(Feed::Mllp {
        at: at.to_string(),
        anywhere: request.anywhere,
        senders: request.senders.clone(),
    })
}

fn folder(place: &str) -> Result<Feed, ErrorView> {
    let path = PathBuf::from(place);
    if !path.is_dir() {
        return Err(bad(
            format!("There is no folder {place}."),
            "Choose the folder that the exports are dropped in.",
        ));
    }
    // Kept whole, so that it means the same from wherever the program is started.
    let path = std::path::absolute(&path).unwrap_or(path);
    Ok(Feed::Folder { path })
}

fn fhir(request: &AddIntake, place: &str) -> Result<Feed, ErrorView> {
    let address = check_address(place, request.open_line)
        .map_err(|why| ErrorView::from_sentences(ErrorKind::BadInput, &why.to_string()))?;
    how(&request.how)?;
    let ca = request.ca.trim();
    Ok(Feed::Fhir {
        address,
        open_line: request.open_line,
        how: request.how.trim().to_owned(),
        ca: (!ca.is_empty()).then(|| std::path::absolute(ca).unwrap_or_else(|_| ca.into())),
        every_min: request.every_min.clamp(5, 60 * 24),
    })
}

fn how(text: &str) -> Result<How, ErrorView> {
    match text.trim() {
        "" | "auto" => Ok(How::Auto),
        "export" => Ok(How::Export),
        "search" => Ok(How::Search),
        other => Err(bad(
            format!("A server cannot be asked by {other}."),
            "Use auto, export or search.",
        )),
    }
}

impl Source {
    /// "mllp", "folder" or "fhir".
    pub(crate) fn kind(&self) -> &'static str {
        match self.feed {
            Feed::Mllp { .. } => "mllp",
            Feed::Folder { .. } => "folder",
            Feed::Fhir { .. } => "fhir",
        }
    }

    /// Address, folder or server.
    pub(crate) fn place(&self) -> String {
        match &self.feed {
            Feed::Mllp { at, .. } => at.clone(),
            Feed::Folder { path } => path.display().to_string(),
            Feed::Fhir { address, .. } => address.clone(),
        }
    }

    /// In words, for the log.
    pub(crate) fn words(&self) -> String {
        let place = self.place();
        match &self.feed {
            Feed::Mllp { anywhere: true, .. } => {
                format!("HL7 v2 messages at {place}: every network this machine is on may send")
            }
            Feed::Mllp { senders, .. } if !senders.is_empty() => {
                format!("HL7 v2 messages at {place} from {}", senders.join(", "))
            }
            Feed::Mllp { .. } => format!("HL7 v2 messages at {place}"),
            Feed::Folder { .. } => format!("the folder {place}"),
            Feed::Fhir { open_line: true, .. } => {
                format!("the FHIR server {place}, over a line that may not be encrypted")
            }
            Feed::Fhir { .. } => format!("the FHIR server {place}"),
        }
    }

    /// What runs for it.
    pub(crate) fn plan(&self, token: Option<Token>) -> Result<Plan, ErrorView> {
        let source = self.id.clone();
        Ok(match &self.feed {
            Feed::Mllp {
                at,
                anywhere,
                senders,
            } => Plan::Listen(Listener {
                source,
                at: listen_at(at, *anywhere)
                    .map_err(|why| ErrorView::from_sentences(ErrorKind::BadInput, &why.to_string()))?,
                allowed: senders.iter().filter_map(|s| Sender::parse(s).ok()).collect(),
                limits: Limits::default(),
            }),
            Feed::Folder { path } => Plan::Watch(Watched {
                source,
                folder: path.clone(),
                every: LOOK,
            }),
            Feed::Fhir { .. } => Plan::Pull(self.pull(token, None)?),
        })
    }

    /// The pull of a FHIR source.
    pub(crate) fn pull(&self, token: Option<Token>, since: Option<DateTime<Utc>>) -> Result<Pull, ErrorView> {
        let Feed::Fhir {
            address,
            open_line,
            how: by,
            ca,
            every_min,
        } = &self.feed
        else {
            return Err(bad(
                format!("{} is no server that can be asked.", self.name),
                "Choose a FHIR source; the others send by themselves.",
            ));
        };
        Ok(Pull {
            source: self.id.clone(),
            address: address.clone(),
            open_line: *open_line,
            how: how(by)?,
            token,
            ca: ca.clone(),
            since,
            every: Duration::from_mins(u64::from(*every_min)),
            limits: PullLimits::default(),
        })
    }
}

impl From<ErrorView> for NotKeptWords {
    fn from(error: ErrorView) -> Self {
        Self(match error.kind {
            ErrorKind::Locked => NotKept::Locked,
            _ => NotKept::Refused(
                format!("{} {}", error.what, error.next)
                    .trim()
                    .trim_end_matches('.')
                    .to_owned(),
            ),
        })
    }
}

/// An error of the home in the words of the intake.
pub(crate) struct NotKeptWords(pub NotKept);
