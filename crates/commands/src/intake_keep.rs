//! The home behind the intake: what comes in is kept through the one connection that the use cases have.

use std::sync::atomic::Ordering;

use battlebag_intake::{Keep, Message, NotKept, SetMark};
use battlebag_store::NewItem;
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::intake_sources::NotKeptWords;
use crate::station::{Open, Station};

/// Keeps in the home of a station, for as long as the sources are those that were started.
pub(crate) struct KeepInHome {
    pub station: Station,
    /// Sources that were stopped keep nothing more, even when the home is opened again.
    pub run: u32,
}

impl KeepInHome {
    fn with<T>(&self, keep: impl FnOnce(&mut Open, i64) -> Result<T, ErrorView>) -> Result<T, NotKept> {
        let now = self.station.now().timestamp_millis();
        let kept = self.station.with(|open| {
            // Asked under the lock of the home: nobody stops the sources in between.
            if self.station.intake.run.load(Ordering::SeqCst) != self.run {
                return Ok(None);
            }
            keep(open, now).map(Some)
        });
        match kept {
            Ok(Some(kept)) => Ok(kept),
            Ok(None) => Err(NotKept::Locked),
            Err(error) => Err(NotKeptWords::from(error).0),
        }
    }
}

impl Keep for KeepInHome {
    fn messages(&self, messages: &[Message]) -> Result<(), NotKept> {
        let items: Vec<NewItem<'_>> = messages
            .iter()
            .map(|message| NewItem {
                source: &message.source,
                name: &message.control,
                sender: &message.sender,
                about: &message.about,
                bytes: &message.bytes,
                lying: message.lying,
            })
            .collect();
        self.with(|open, now| Ok(open.home.inbox_keep(&items, now)?))?;
        Ok(())
    }

    fn newest_set(&self, source: &str) -> Result<Option<SetMark>, NotKept> {
        let sets = self.with(|open, _| Ok(open.home.inbox_sets(source)?))?;
        Ok(sets.into_iter().next_back().map(|set| SetMark {
            mark: set.mark,
            finished_at: DateTime::<Utc>::from_timestamp_millis(set.finished_at).unwrap_or_default(),
        }))
    }

    fn begin_set(&self, source: &str) -> Result<u64, NotKept> {
        self.with(|open, now| Ok(open.home.inbox_begin_set(source, now)?))
    }

    fn add_file(&self, source: &str, set: u64, name: &str, bytes: &[u8]) -> Result<(), NotKept> {
        let file = NewItem {
            source,
            name,
            sender: "",
            about: "",
            bytes,
            lying: true,
        };
        self.with(|open, now| Ok(open.home.inbox_add_file(set, &file, now)?))?;
        Ok(())
    }

    fn finish_set(&self, source: &str, set: u64, mark: &str, replaces: bool) -> Result<(), NotKept> {
        self.with(|open, now| Ok(open.home.inbox_finish_set(source, set, mark, replaces, now)?))
    }
}
