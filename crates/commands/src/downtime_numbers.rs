//! The downtime numbers that this station gives out. Each carries a mark made from the station's signing key, and a
//! station gives none out twice: two stations, of one home or of two, never write the same number on a wristband.

use battlebag_incident::{Change, Edits};
use battlebag_log::Station as StationKey;
use battlebag_store::SideWrite;

use crate::edit_words;
use crate::station::{Open, Station};
use crate::views::{DowntimeBlock, Nothing};
use crate::{ErrorKind, ErrorView};

/// Settings of this station's block.
const WORDS: &str = "downtime.words";
const FIRST: &str = "downtime.first";
const LAST: &str = "downtime.last";
const NEXT: &str = "downtime.next";
/// The mark that the block was set under: a home that signs with a new key begins a block of its own.
const MARK: &str = "downtime.mark";

/// Digits of a downtime number.
const DIGITS: usize = 4;

/// What stands before the mark unless somebody sets another word.
const USUAL: &str = "DT";

/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters of a mark: 30 bits of the key. Of a hundred stations that never met, two have the same mark once in 200,000
/// hospitals; more letters would be miswritten more often than that.
const MARK_LETTERS: usize = 6;

/// The mark of a station.
pub(crate) fn mark(key: &StationKey) -> String {
    let bits = key
        .0
        .iter()
        .take(8)
        .fold(0_u64, |all, byte| (all << 8) | u64::from(*byte));
    (0..MARK_LETTERS)
        .filter_map(|n| {
            let at = (bits >> (59 - 5 * n)) & 31;
            LETTERS.get(usize::try_from(at).ok()?).map(|c| char::from(*c))
        })
        .collect()
}

/// What stands before the digits: "DT-7K2M9Q-".
fn prefix(words: &str, mark: &str) -> String {
    match words {
        "" => format!("{USUAL}-{mark}-"),
        words => format!("{words}-{mark}-"),
    }
}

/// The words that a person gave, without the mark that the screen showed behind them.
fn words_of(typed: &str, mark: &str) -> String {
    let typed = typed.trim().trim_end_matches('-');
    let typed = typed.strip_suffix(mark).unwrap_or(typed);
    typed.trim_end_matches('-').trim().to_owned()
}

fn written_out(prefix: &str, number: u32) -> String {
    format!("{prefix}{number:0DIGITS$}")
}

/// The number a block gives out next: none that stands in the log already, by whichever station.
fn free(block: &DowntimeBlock, edits: Option<&Edits>) -> Option<(u32, String)> {
    let is_taken = |text: &str| {
        edits.into_iter().flat_map(|e| &e.changes).any(|(_, edit)| {
            matches!(&edit.change, Change::Admitted { downtime_number, .. } if downtime_number == text)
        })
    };
    (block.next..=block.last)
        .map(|n| (n, written_out(&block.prefix, n)))
        .find(|(_, text)| !is_taken(text))
}

/// Setting that keeps the last number given out behind a prefix.
fn given(prefix: &str) -> String {
    format!("downtime.given.{prefix}")
}

/// This station's block.
pub(crate) fn block_of(open: &Open) -> Result<DowntimeBlock, ErrorView> {
    let mark = mark(&open.home.station()?);
    let kept = |name: &str| open.home.setting(name);
    // A block that was set under another key belongs to the station that has that key.
    let is_own = kept(MARK)?.is_some_and(|set| set == mark);
    let number = |name: &str, otherwise: u32| -> Result<u32, ErrorView> {
        let text = if is_own { kept(name)? } else { None };
        Ok(text.and_then(|text| text.parse().ok()).unwrap_or(otherwise))
    };
    let words = if is_own {
        kept(WORDS)?.unwrap_or_default()
    } else {
        String::new()
    };
    let first = number(FIRST, 1)?;
    Ok(DowntimeBlock {
        prefix: prefix(&words, &mark),
        first,
        last: number(LAST, 9_999)?,
        next: number(NEXT, first)?,
    })
}

/// The next number in full, and how many are left.
pub(crate) fn next(open: &Open, block: &DowntimeBlock) -> (String, u32) {
    let edits = open.current.as_ref().map(|c| &c.state.edits);
    match free(block, edits) {
        Some((number, text)) => (text, (block.last + 1).saturating_sub(number)),
        None => (written_out(&block.prefix, block.last), 0),
    }
}

/// The number for somebody who comes in, and what keeps it from being given out again.
pub(crate) fn take(open: &Open, block: &DowntimeBlock) -> Result<(String, Vec<SideWrite>), ErrorView> {
    let edits = open.current.as_ref().map(|c| &c.state.edits);
    let Some((number, text)) = free(block, edits) else {
        return Err(ErrorView::new(
            ErrorKind::Refused,
            format!(
                "This station's block of downtime numbers is used up (last: {}).",
                block.last
            ),
            "Set another block: other words before the number, or a later last one. Nothing was written.",
        ));
    };
    let mark = mark(&open.home.station()?);
    let was = open.home.setting(&given(&block.prefix))?;
    let side = vec![
        // Refused when another window of this home gave a number out in between.
        SideWrite::SettingFrom {
            name: given(&block.prefix),
            was,
            value: number.to_string(),
        },
        SideWrite::Setting {
            name: NEXT.to_owned(),
            value: (number + 1).to_string(),
        },
        SideWrite::Setting {
            name: MARK.to_owned(),
            value: mark,
        },
    ];
    Ok((text, side))
}

/// The block of downtime numbers.
pub fn view(station: &Station, _: Nothing) -> Result<DowntimeBlock, ErrorView> {
    station.with(|open| block_of(open))
}

/// Sets the block of downtime numbers that this station gives out. The station's mark stays in every number.
pub fn set(station: &Station, request: DowntimeBlock) -> Result<DowntimeBlock, ErrorView> {
    let bad = |what: String, next: &str| Err(ErrorView::new(ErrorKind::BadInput, what, next));
    let inside = request.first <= request.next && request.next <= request.last;
    if request.prefix.trim().is_empty() || !inside || request.last > 99_999_999 {
        return bad(
            "That is no block of downtime numbers.".to_owned(),
            "Give what stands before the number, the first, the last, and the next between them.",
        );
    }
    station.with(|open| {
        let mark = mark(&open.home.station()?);
        let words = words_of(&request.prefix, &mark);
        let prefix = prefix(&words, &mark);
        let last = open
            .home
            .setting(&given(&prefix))?
            .and_then(|n| n.parse::<u32>().ok());
        if let Some(last) = last.filter(|last| request.next <= *last) {
            return bad(
                format!("{} was given out already.", written_out(&prefix, last)),
                "Give a next number after it, or other words before the number.",
            );
        }
        let settings = [
            (WORDS, words),
            (MARK, mark),
            (FIRST, request.first.to_string()),
            (LAST, request.last.to_string()),
            (NEXT, request.next.to_string()),
        ];
        for (name, value) in settings {
            open.home.set_setting(name, &value)?;
        }
        block_of(open)
    })
}

/// Everybody who was given a number: the number, who they are by now, where they came in, when, by whom.
pub(crate) fn given_out(open: &Open) -> Vec<Vec<String>> {
    let Some(edits) = open.current.as_ref().map(|c| &c.state.edits) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for (stamp, edit) in &edits.changes {
        let Change::Admitted { downtime_number, .. } = &edit.change else {
            continue;
        };
        let later = edits.changes.iter().rev().find_map(|(_, e)| match &e.change {
            Change::Identified { .. } if e.patient == edit.patient => Some(edit_words::change(&e.change)),
            _ => None,
        });
        rows.push(vec![
            downtime_number.clone(),
            edit_words::change(&edit.change),
            later.unwrap_or_else(|| "not identified since".to_owned()),
            open.clock.day_and_time(stamp.occurred_at),
            stamp.actor.clone(),
        ]);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever words and numbers two stations are set to.
        #[test]
        fn two_stations_never_give_out_one_number(
            keys in any::<([u8; 32], [u8; 32])>(),
            words in ("[A-Z0-9-]{0,12}", "[A-Z0-9-]{0,12}"),
            numbers in (0_u32..100_000_000, 0_u32..100_000_000),
        ) {
            let (one, other) = (mark(&StationKey(keys.0)), mark(&StationKey(keys.1)));
            prop_assume!(one != other);
            let number = |words: &str, mark: &str, n: u32| written_out(&prefix(&words_of(words, mark), mark), n);
            prop_assert_ne!(number(&words.0, &one, numbers.0), number(&words.1, &other, numbers.1));
            // What the screen shows is what it takes back.
            let shown = prefix(&words_of(&words.0, &one), &one);
            prop_assert_eq!(prefix(&words_of(&shown, &one), &one), shown);
        }

        #[test]
        fn a_mark_is_six_letters_that_nobody_takes_for_another(key in any::<[u8; 32]>()) {
            let mark = mark(&StationKey(key));
            prop_assert_eq!(mark.len(), MARK_LETTERS);
            prop_assert!(!mark.contains(['I', 'L', 'O', 'U']));
        }
    }

    #[test]
    fn marks_differ_where_the_first_thirty_bits_of_the_keys_do() {
        let with = |at: usize, bit: u8| {
            let mut key = [0; 32];
            key[at] = bit;
            mark(&StationKey(key))
        };
        let all: std::collections::BTreeSet<String> = (0..30)
            .map(|bit| with(bit / 8, 0x80 >> (bit % 8)))
            .chain([with(9, 1)])
            .collect();
        assert_eq!(all.len(), 31);
        assert_eq!(with(9, 1), "000000");
    }
}
