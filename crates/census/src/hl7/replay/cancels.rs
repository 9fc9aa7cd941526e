//! Which events were cancelled: each cancel finds what it cancels, and what came between goes with it.

use super::Entry;
use crate::hl7::said::Deed;

/// Visit numbers of an entry, old ones under their new names.
pub(super) fn numbers(entry: &Entry<'_>, renumbered: &[(String, String)]) -> Vec<String> {
    let said = entry.part.visit.iter().flat_map(|v| v.numbers.iter());
    let mut all: Vec<String> = said.cloned().collect();
    if all.is_empty() {
        all.extend(entry.part.who.account.as_deref().map(crate::hl7::visit::account));
    }
    for number in &mut all {
        for (old, new) in renumbered {
            if old == number {
                number.clone_from(new);
            }
        }
    }
    all
}

pub(super) fn visit_numbers(numbers: &[String]) -> impl Iterator<Item = &String> {
    numbers.iter().filter(|n| !n.starts_with("account "))
}

/// The same visit, as far as both say. Accounts decide only where one of the two has no visit number.
pub(super) fn same_visit(a: &[String], b: &[String]) -> bool {
    let (mut mine, mut theirs) = (visit_numbers(a).peekable(), visit_numbers(b).peekable());
    if mine.peek().is_some() && theirs.peek().is_some() {
        return visit_numbers(a).any(|n| b.contains(n));
    }
    let (mine, theirs): (Vec<_>, Vec<_>) = (
        a.iter().filter(|n| n.starts_with("account ")).collect(),
        b.iter().filter(|n| n.starts_with("account ")).collect(),
    );
    mine.is_empty() || theirs.is_empty() || mine.iter().any(|n| theirs.contains(n))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Stands,
    /// Cancelled, or a cancel that found what it cancels.
    Undone,
    /// A cancelled admission: the visit is shut from here on.
    Shuts,
}

/// What becomes of each entry.
pub(super) fn cancelled(entries: &[Entry<'_>], numbers: &[Vec<String>]) -> Vec<Fate> {
    let mut fates = vec![Fate::Stands; entries.len()];
    for (at, entry) in entries.iter().enumerate() {
        let what: &[Deed] = match entry.message.deed {
            Deed::CancelAdmit => &[Deed::Admit, Deed::Register, Deed::ToInpatient],
            Deed::CancelTransfer => &[Deed::Transfer, Deed::Swap],
            Deed::CancelDischarge => &[Deed::Discharge],
            Deed::CancelPlan => &[Deed::Plan],
            Deed::CancelLeaveOut => &[Deed::LeaveOut],
            Deed::CancelLeaveBack => &[Deed::LeaveBack],
            Deed::DeleteVisit => {
                delete_visit(at, entries, numbers, &mut fates);
                continue;
            }
            _ => continue,
        };
        let is_target = |n: &usize| {
            let (Some(other), Some(fate)) = (entries.get(*n), fates.get(*n)) else {
                return false;
            };
            let same = numbers
                .get(at)
                .zip(numbers.get(*n))
                .is_some_and(|(a, b)| same_visit(a, b));
            what.contains(&other.message.deed) && *fate == Fate::Stands && same
        };
        let candidates: Vec<usize> = (0..at).filter(is_target).collect();
        let exact = candidates.iter().rev().find(|n| {
            entries
                .get(**n)
                .is_some_and(|e| Some(e.message.at) == entry.message.occurred)
        });
        let Some(target) = exact.or(candidates.last()).copied() else {
            // What it cancels was never seen.
            if entry.message.deed == Deed::CancelAdmit {
                set(&mut fates, at, Fate::Shuts);
            }
            continue;
        };
        set(&mut fates, target, Fate::Undone);
        set(
            &mut fates,
            at,
            if entry.message.deed == Deed::CancelAdmit {
                Fate::Shuts
            } else {
                Fate::Undone
            },
        );
        undo_what_followed(target, at, entries, numbers, &mut fates);
    }
    fates
}

pub(super) fn set(fates: &mut [Fate], at: usize, fate: Fate) {
    if let Some(known) = fates.get_mut(at) {
        *known = fate;
    }
}

/// Between an admission and its cancel, updates and moves of the visit are part of what never happened; between a
/// transfer and its cancel, updates that repeat the place.
pub(super) fn undo_what_followed(
    target: usize,
    cancel: usize,
    entries: &[Entry<'_>],
    numbers: &[Vec<String>],
    fates: &mut [Fate],
) {
    let Some(undone) = entries.get(target) else { return };
    let place = undone.part.visit.as_ref().and_then(|v| v.place.as_ref());
    for n in target + 1..cancel {
        let Some(entry) = entries.get(n) else { continue };
        let same = numbers
            .get(target)
            .zip(numbers.get(n))
            .is_some_and(|(a, b)| same_visit(a, b));
        let goes = match undone.message.deed {
            Deed::Admit | Deed::Register | Deed::ToInpatient => matches!(
                entry.message.deed,
                Deed::Update
                    | Deed::OnWard
                    | Deed::Transfer
                    | Deed::Swap
                    | Deed::Arrive
                    | Deed::LeaveOut
                    | Deed::LeaveBack
            ),
            Deed::Transfer | Deed::Swap => {
                matches!(entry.message.deed, Deed::Update | Deed::Arrive)
                    && entry.part.visit.as_ref().and_then(|v| v.place.as_ref()) == place
            }
            _ => false,
        };
        if same && goes {
            set(fates, n, Fate::Undone);
        }
    }
}

pub(super) fn delete_visit(at: usize, entries: &[Entry<'_>], numbers: &[Vec<String>], fates: &mut [Fate]) {
    let Some(mine) = numbers.get(at) else { return };
    for n in 0..at {
        let known = numbers.get(n).is_some_and(|theirs| same_visit(mine, theirs));
        if known && entries.get(n).is_some_and(|e| e.message.deed != Deed::Nothing) {
            set(fates, n, Fate::Undone);
        }
    }
    set(fates, at, Fate::Shuts);
}
