//! How something went on before it became what it is now: each state with the time it held.

use crate::feed::{Period, When};

/// Past states in the order of their beginnings. The present state is not among them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Course<T>(Vec<(Period, T)>);

impl<T: Copy> Course<T> {
    /// From entries in any order. One without an end lasts until the next begins; the last without an end is the present
    /// one, and that is said elsewhere.
    pub(crate) fn of(entries: Vec<(Period, T)>) -> Self {
        let mut entries = in_turn(entries);
        entries.retain(|(during, _)| during.end.is_some());
        Self(entries)
    }

    /// The state that held then, when it is not the present one: the one that began last.
    pub(crate) fn at(&self, at: When) -> Option<T> {
        let held = self.0.iter().rev().find(|(during, _)| during.covers(at));
        held.map(|(_, state)| *state)
    }
}

/// Entries in the order of their beginnings, each without an end ending where the next begins. Those without any time
/// say nothing.
pub(crate) fn in_turn<T>(mut entries: Vec<(Period, T)>) -> Vec<(Period, T)> {
    entries.retain(|(during, _)| during.start.is_some() || during.end.is_some());
    entries.sort_by_key(|(during, _)| during.start);
    let starts: Vec<Option<When>> = entries.iter().map(|(during, _)| during.start).collect();
    for (n, (during, _)) in entries.iter_mut().enumerate() {
        if during.end.is_none() {
            let later = starts.iter().skip(n).copied().flatten();
            during.end = later.into_iter().find(|next| Some(*next) > during.start);
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hour: u32) -> When {
        format!("2026-11-21T{hour:02}:00:00Z").parse().unwrap()
    }

    fn during(start: Option<u32>, end: Option<u32>) -> Period {
        Period {
            start: start.map(hour),
            end: end.map(hour),
        }
    }

    #[test]
    fn a_state_lasts_until_the_next_and_the_last_is_the_present() {
        let course = Course::of(vec![
            (during(Some(9), None), 'b'),
            (during(Some(4), Some(7)), 'a'),
            (during(Some(12), None), 'c'),
            (during(None, None), 'x'),
        ]);
        let states = [3, 4, 7, 9, 11, 12, 20].map(|h| course.at(hour(h)));
        assert_eq!(states, [None, Some('a'), None, Some('b'), Some('b'), None, None]);
    }

    #[test]
    fn of_two_at_one_time_the_later_counts() {
        let course = Course::of(vec![
            (during(Some(9), Some(12)), 'b'),
            (during(None, Some(12)), 'a'),
        ]);
        assert_eq!((course.at(hour(10)), course.at(hour(2))), (Some('b'), Some('a')));
    }
}
