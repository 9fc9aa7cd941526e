//! Finding what a reference means: by fullUrl, `Type/id`, urn, or identifier; nearest first, and never a guess
//! between two.

use std::collections::HashMap;

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
    /// fullUrl with a server in it: `Type/id` of another server must not match it.
    server_url: Option<String>,
    thing: T,
}

/// All resources of one kind with the keys they answer to.
pub(super) struct Shelf<T> {
    things: Vec<Placed<T>>,
    keys: HashMap<String, Vec<u32>>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            things: Vec::new(),
            keys: HashMap::new(),
        }
    }
}

impl<T> Shelf<T> {
    /// Puts a thing down under its keys.
    pub(super) fn put(&mut self, origin: Origin, keys: Vec<String>, thing: T) -> usize {
        let at = self.things.len();
        let server_url = keys.iter().find(|k| k.starts_with("http")).cloned();
        self.things.push(Placed {
            origin,
            server_url,
            thing,
        });
        let Ok(short) = u32::try_from(at) else { return at };
        for key in keys {
            self.keys.entry(key).or_default().push(short);
        }
        at
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
        if let Some(candidates) = self.keys.get(reference) {
            return self.nearest(from, candidates, same);
        }
        let tail = tail(reference)
            .filter(|t| *t != reference)
            .ok_or(NotFound::Missing)?;
        let candidates = self.keys.get(tail).ok_or(NotFound::Missing)?;
        let of_no_other_server: Vec<u32> = candidates
            .iter()
            .copied()
            .filter(|at| self.placed(*at).is_some_and(|p| p.server_url.is_none()))
            .collect();
        self.nearest(from, &of_no_other_server, same)
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
        shelf.put(HERE, vec!["Patient/1".into()], "here");
        shelf.put(there, vec!["Patient/1".into(), "Patient/2".into()], "there");
        shelf.put(far, vec!["Patient/2".into(), "Patient/3".into()], "far");
        shelf.put(
            farther,
            vec!["Patient/3".into(), "?identifier=s|9".into()],
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
        shelf.put(
            HERE,
            vec!["https://a.org/Patient/1".into(), "Patient/1".into()],
            1,
        );
        let find = |r: &str| shelf.find(HERE, r, |a, b| a == b);
        assert_eq!(find("Patient/1"), Ok(0));
        assert_eq!(find("https://a.org/Patient/1"), Ok(0));
        assert_eq!(find("https://b.org/Patient/1"), Err(NotFound::Missing));
    }
}
