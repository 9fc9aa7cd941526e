//! Somewhere to keep things in memory, that can be locked, be full, or be slow.
#![allow(dead_code)] // each test file uses its own part

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use battlebag_intake::{Keep, Message, NotKept, Now, SetMark};

/// Files with their names.
type Files = Vec<(String, Vec<u8>)>;

#[derive(Default)]
struct Inside {
    messages: Vec<Message>,
    locked: bool,
    held: bool,
    refused: BTreeMap<String, String>,
    begun: Vec<(u64, Files)>,
    sets: Vec<(u64, String, Files)>,
    next: u64,
}

#[derive(Default)]
pub struct Shelf {
    inside: Mutex<Inside>,
    wake: Condvar,
}

impl Shelf {
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    pub fn messages(&self) -> Vec<Message> {
        self.inside.lock().unwrap().messages.clone()
    }

    /// Names and bytes of the files of the sets that count.
    pub fn files(&self) -> Vec<(String, String)> {
        let inside = self.inside.lock().unwrap();
        let files = inside.sets.iter().flat_map(|(_, _, files)| files);
        files
            .map(|(name, bytes)| (name.clone(), String::from_utf8_lossy(bytes).into_owned()))
            .collect()
    }

    pub fn names(&self) -> Vec<String> {
        self.files().into_iter().map(|(name, _)| name).collect()
    }

    pub fn marks(&self) -> Vec<String> {
        let inside = self.inside.lock().unwrap();
        inside.sets.iter().map(|(_, mark, _)| mark.clone()).collect()
    }

    pub fn lock(&self, locked: bool) {
        self.inside.lock().unwrap().locked = locked;
    }

    pub fn hold(&self, held: bool) {
        self.inside.lock().unwrap().held = held;
        self.wake.notify_all();
    }

    pub fn refuse(&self, control: &str, why: &str) {
        let mut inside = self.inside.lock().unwrap();
        inside.refused.insert(control.to_owned(), why.to_owned());
    }
}

impl Keep for Shelf {
    fn messages(&self, messages: &[Message]) -> Result<(), NotKept> {
        let inside = self.inside.lock().unwrap();
        let mut inside = self.wake.wait_while(inside, |inside| inside.held).unwrap();
        if inside.locked {
            return Err(NotKept::Locked);
        }
        for message in messages {
            if let Some(why) = inside.refused.get(&message.control) {
                return Err(NotKept::Refused(why.clone()));
            }
        }
        for message in messages {
            if !inside.messages.contains(message) {
                inside.messages.push(message.clone());
            }
        }
        Ok(())
    }

    fn newest_set(&self, _: &str) -> Result<Option<SetMark>, NotKept> {
        let inside = self.inside.lock().unwrap();
        Ok(inside.sets.last().map(|(_, mark, _)| SetMark {
            mark: mark.clone(),
            finished_at: now()(),
        }))
    }

    fn begin_set(&self, _: &str) -> Result<u64, NotKept> {
        let mut inside = self.inside.lock().unwrap();
        if inside.locked {
            return Err(NotKept::Locked);
        }
        inside.next += 1;
        let set = inside.next;
        inside.begun = vec![(set, Vec::new())];
        Ok(set)
    }

    fn add_file(&self, _: &str, set: u64, name: &str, bytes: &[u8]) -> Result<(), NotKept> {
        let mut inside = self.inside.lock().unwrap();
        let begun = inside
            .begun
            .iter_mut()
            .find(|(number, _)| *number == set)
            .unwrap();
        begun.1.push((name.to_owned(), bytes.to_vec()));
        Ok(())
    }

    fn finish_set(&self, _: &str, set: u64, mark: &str, replaces: bool) -> Result<(), NotKept> {
        let mut inside = self.inside.lock().unwrap();
        let (_, files) = inside.begun.pop().unwrap();
        if replaces {
            inside.sets.clear();
        }
        inside.sets.push((set, mark.to_owned(), files));
        Ok(())
    }
}

/// A clock that stands still.
pub fn now() -> Now {
    Arc::new(|| "2026-11-21T02:14:00Z".parse().unwrap())
}

/// Waits until something is so; a test that waits in vain fails.
#[allow(clippy::disallowed_methods)] // how long a test waits, not a time that is kept
pub fn soon<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "waited in vain");
        std::thread::sleep(Duration::from_millis(2));
    }
}
