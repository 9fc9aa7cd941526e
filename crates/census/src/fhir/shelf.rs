//! Finding what a reference means: by fullUrl, `Type/id`, urn, or identifier; nearest first, and never a guess
//! between two.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::elements::tail;

/// Where a resource was read: its file, and the folder that file lies in. A reference is looked up in the same file,
/// then in the same folder (a bulk export is one), then everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin {
    pub file: u32,
    pub folder: u32,
}

/// Why a reference leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotFound {
    Missing,
    Ambiguous,
}

struct Placed<T> {
    origin: Origin,
    /// Its fullUrl has a server in it: `Type/id` of another server must not match it.
    of_a_server: bool,
    thing: T,
}

/// A key, as the first half of its BLAKE3: an export has a million, and only whether two are the same is ever asked.
type Short = [u8; 16];

fn short(key: &str) -> Short {
    let whole = blake3::hash(key.as_bytes());
    std::array::from_fn(|i| whole.as_bytes().get(i).copied().unwrap_or_default())
}

/// All resources of one kind with the keys they answer to.
pub(super) struct Shelf<T> {
    things: Vec<Placed<T>>,
    first: HashMap<Short, u32>,
    /// All after the first, of keys that several things answer to.
    more: HashMap<Short, Vec<u32>>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            things: Vec::new(),
            first: HashMap::new(),
            more: HashMap::new(),
        }
    }
}

impl<T> Shelf<T> {
    /// Puts a thing down under its keys.
    pub(super) fn put(&mut self, origin: Origin, keys: &[String], thing: T) -> usize {
        let at = self.things.len();
        self.things.push(Placed {
            origin,
            of_a_server: keys.iter().any(|k| k.starts_with("http")),
            thing,
        });
        let Ok(place) = u32::try_from(at) else { return at };
        for key in keys.iter().map(|key| short(key)) {
            match self.first.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(place);
                }
                Entry::Occupied(_) => self.more.entry(key).or_default().push(place),
            }
        }
        at
    }

    fn candidates(&self, key: &str) -> Option<Vec<u32>> {
        let key = short(key);
        let first = self.first.get(&key)?;
        let more = self.more.get(&key).into_iter().flatten();
        Some(std::iter::once(first).chain(more).copied().collect())
    }

    /// What a reference means, seen from a place. `same` says whether two candidates are one and the same in fact.
    pub(super) fn find(
        &self,
        from: Origin,
        reference: &str,
        same: impl Fn(&T, &T) -> bool,
    ) -> Result<usize, NotFound> {
        let reference = match reference.find("?identifier=") {
            Some(at) => reference.get(at..).unwrap_or(reference),
            None => reference,
        };
        if let Some(candidates) = self.candidates(reference) {
            return self.nearest(from, &candidates, same);
        }
        let tail = tail(reference)
            .filter(|t| *t != reference)
            .ok_or(NotFound::Missing)?;
        let mut candidates = self.candidates(tail).ok_or(NotFound::Missing)?;
        candidates.retain(|at| self.placed(*at).is_some_and(|p| !p.of_a_server));
        self.nearest(from, &candidates, same)
    }

    fn placed(&self, at: u32) -> Option<&Placed<T>> {
        self.things.get(usize::try_from(at).ok()?)
    }

    fn nearest(
        &self,
        from: Origin,
        candidates: &[u32],
        same: impl Fn(&T, &T) -> bool,
    ) -> Result<usize, NotFound> {
        let near: [fn(Origin, Origin) -> bool; 3] =
            [|a, b| a.file == b.file, |a, b| a.folder == b.folder, |_, _| true];
        for is_near in near {
            let mut found: Option<(u32, &T)> = None;
            for at in candidates {
                let Some(placed) = self.placed(*at).filter(|p| is_near(p.origin, from)) else {
                    continue;
                };
                match found {
                    None => found = Some((*at, &placed.thing)),
                    Some((_, first)) if same(first, &placed.thing) => {}
                    Some(_) => return Err(NotFound::Ambiguous),
                }
            }
            if let Some((at, _)) = found {
                return usize::try_from(at).map_err(|_| NotFound::Missing);
            }
        }
        Err(NotFound::Missing)
    }

    /// The thing at a place that [`Self::find`] gave.
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.things.get(at).map(|p| &p.thing)
    }

    /// The thing at a place, to change it.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.things.get_mut(at).map(|p| &mut p.thing)
    }

    /// What a reference means, for things that are only words: the first of several will do.
    pub(super) fn look_up(&self, from: Origin, reference: &str) -> Option<&T> {
        self.get(self.find(from, reference, |_, _| true).ok()?)
    }

    /// All things, in the order they came.
    pub(super) fn things(&self) -> impl Iterator<Item = &T> {
        self.things.iter().map(|p| &p.thing)
    }

    /// [`Self::things`], handed over.
    pub(super) fn into_things(self) -> impl Iterator<Item = T> {
        self.things.into_iter().map(|p| p.thing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Origin = Origin { file: 0, folder: 0 };

    #[test]
    fn nearest_first_and_never_a_guess() {
        let mut shelf = Shelf::default();
        let there = Origin { file: 1, folder: 0 };
        let far = Origin { file: 2, folder: 1 };
        let farther = Origin { file: 3, folder: 2 };
        shelf.put(HERE, &["Patient/1".into()], "here");
        shelf.put(there, &["Patient/1".into(), "Patient/2".into()], "there");
        shelf.put(far, &["Patient/2".into(), "Patient/3".into()], "far");
        shelf.put(
            farther,
            &["Patient/3".into(), "?identifier=s|9".into()],
            "farther",
        );
        let find = |from, r: &str| {
            shelf
                .find(from, r, |a, b| a == b)
                .map(|at| *shelf.get(at).unwrap())
        };
        assert_eq!(find(HERE, "Patient/1"), Ok("here"));
        assert_eq!(find(HERE, "Patient/2"), Ok("there"));
        assert_eq!(find(HERE, "Patient/3"), Err(NotFound::Ambiguous));
        assert_eq!(find(HERE, "Patient/4"), Err(NotFound::Missing));
        assert_eq!(find(HERE, "Patient?identifier=s|9"), Ok("farther"));
        assert_eq!(find(HERE, "https://a.org/fhir/Patient/1"), Ok("here"));
    }

    #[test]
    fn the_same_id_on_another_server_is_another_person() {
        let mut shelf = Shelf::default();
        shelf.put(HERE, &["https://a.org/Patient/1".into(), "Patient/1".into()], 1);
        let find = |r: &str| shelf.find(HERE, r, |a, b| a == b);
        assert_eq!(find("Patient/1"), Ok(0));
        assert_eq!(find("https://a.org/Patient/1"), Ok(0));
        assert_eq!(find("https://b.org/Patient/1"), Err(NotFound::Missing));
    }
}
