//! What an entry is about: the patient, system and ward it names, the entry it points at, and who wrote it.
//! What the filters of the log go by.

use battlebag_incident::{BackEntrySays, Body, Change, Edit, EntryRef, SheetRef};

use crate::station::{Logged, Open};
use crate::{ErrorKind, ErrorView};

/// The patient key an entry names.
pub(crate) fn patient(body: &Body) -> Option<&str> {
    match body {
        Body::FallbackRunning { patient, .. }
        | Body::PriorityConfirmed { patient, .. }
        | Body::PriorityRaised { patient, .. }
        | Body::PriorityLowered { patient, .. }
        | Body::PriorityReleased { patient } => Some(patient),
        Body::ActedOn(acted) => Some(&acted.patient),
        Body::ProfileAdded(word) | Body::ProfileRemoved(word) | Body::ProfileRestored(word) => {
            Some(&word.patient)
        }
        Body::CensusEdited(edit) => (!edit.patient.is_empty()).then_some(edit.patient.as_str()),
        _ => crate::journal_desk_words::patient(body),
    }
}

/// The system an entry names.
pub(crate) fn system(body: &Body) -> Option<&str> {
    match body {
        Body::SystemSet { system, .. } | Body::Restoration { system, .. } => Some(system.as_str()),
        Body::ActedOn(acted) => Some(acted.system.as_str()),
        _ => None,
    }
}

/// The entry that an entry corrects, closes, erases, marks or settles.
pub(crate) fn about(body: &Body) -> Option<&EntryRef> {
    match body {
        Body::Correction { of, .. }
        | Body::CensusEdited(Edit {
            change: Change::TakenBack { of },
            ..
        }) => Some(of),
        Body::TaskClosed(t) => Some(&t.of),
        Body::DeviceReleased(d) => Some(&d.of),
        Body::Redacted(r) => Some(&r.of),
        Body::Flagged(f) => Some(&f.of),
        Body::Settled(s) => Some(&s.holds),
        Body::GlassReviewed(g) => Some(&g.of),
        Body::EditSettled(s) => Some(&s.of),
        Body::ObjectiveEnded(o) => Some(&o.of),
        Body::PeriodEnded(p) => Some(&p.of),
        _ => crate::journal_desk_words::about(body),
    }
}

/// The ward an entry is about: the patient's ward in the census in use, or the ward whose paper was printed.
pub(crate) fn ward(open: &Open, body: &Body) -> Option<String> {
    if let Some(key) = patient(body) {
        let census = open.census.as_ref()?;
        let at = *census.cases.index.get(key)?;
        return census.snapshot.patients.get(at).map(|p| p.place.ward.clone());
    }
    if let Body::BackEntry(word) = body {
        return sheet_ward(open, &word.sheet);
    }
    let census = open.census.as_ref()?;
    let named = match body {
        Body::Printed { what, .. } => what,
        Body::PaperSent(sent) => &sent.what,
        Body::PaperEnded(ended) => &ended.what,
        Body::DeviceHeld(device) => &device.place,
        _ => return None,
    };
    let wards = census.snapshot.patients.iter().map(|p| &p.place.ward);
    wards
        .filter(|w| !w.is_empty())
        .find(|w| named.contains(w.as_str()))
        .cloned()
}

/// The ward of a printed sheet: as it was printed; for stock, the ward of whoever it is said to be now.
fn sheet_ward(open: &Open, sheet: &SheetRef) -> Option<String> {
    let state = &open.current.as_ref()?.state;
    let print = state.prints.iter().find(|p| p.stamp.entry == sheet.printed);
    let printed = print.and_then(|p| p.sheets.iter().find(|s| s.code == sheet.code));
    if let Some(printed) = printed.filter(|s| !s.ward.is_empty()) {
        return Some(printed.ward.clone());
    }
    let heard = state.back_entry.of(sheet, &state.journal.set_aside);
    let whose = heard.hold.iter().rev().find_map(|w| match &w.word.says {
        BackEntrySays::Returned { patient, .. } if !patient.is_empty() => Some(patient.as_str()),
        _ => None,
    });
    let named = printed.map(|s| s.patient.as_str()).filter(|key| !key.is_empty());
    let census = open.census.as_ref()?;
    let at = *census.cases.index.get(named.or(whose)?)?;
    let ward = &census.snapshot.patients.get(at)?.place.ward;
    (!ward.is_empty()).then(|| ward.clone())
}

/// How requests point at an entry.
pub(crate) fn key_of(entry: &EntryRef) -> String {
    format!("{}:{}", entry.station, entry.seq)
}

/// The entry of the record on screen that a request points at: its key, or its plain number when one station wrote
/// all of them.
pub(crate) fn find<'a>(entries: &'a [Logged], key: &str) -> Result<&'a Logged, ErrorView> {
    let key = key.trim();
    let mut matching = entries.iter().filter(|e| match key.rsplit_once(':') {
        Some((station, seq)) => {
            !station.is_empty()
                && e.stamp.entry.station.starts_with(station)
                && e.stamp.entry.seq.to_string() == seq
        }
        None => e.number.to_string() == key,
    });
    match (matching.next(), matching.next()) {
        (Some(found), None) => Ok(found),
        (None, _) => Err(ErrorView::new(
            ErrorKind::NotFound,
            format!("There is no entry {key} in this log."),
            "Look its number up in the log.",
        )),
        (Some(_), Some(_)) => Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("More than one station has an entry {key}."),
            "Write the station before it, as in a3f09c21:17.",
        )),
    }
}
