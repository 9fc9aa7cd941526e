//! Every text of a record, so that each can be made printable.

use super::RecordSheet;

/// Every text of the record.
pub(super) fn each_text(sheet: &mut RecordSheet, f: &mut dyn FnMut(&mut String)) {
    let s = sheet;
    for text in [
        &mut s.title,
        &mut s.zone,
        &mut s.opened,
        &mut s.data_as_at,
        &mut s.verification,
        &mut s.checkpoint_at,
    ] {
        f(text);
    }
    s.declared.iter_mut().for_each(&mut *f);
    s.stood_down.iter_mut().for_each(&mut *f);
    s.checkpoint.words.iter_mut().for_each(&mut *f);
    for station in &mut s.stations {
        f(&mut station.short);
        f(&mut station.name);
        f(&mut station.key);
        station.written_by.iter_mut().for_each(&mut *f);
    }
    for role in &mut s.roles {
        for text in [
            &mut role.role,
            &mut role.holder,
            &mut role.contact,
            &mut role.from,
        ] {
            f(text);
        }
        role.until.iter_mut().for_each(&mut *f);
    }
    for d in &mut s.decisions {
        for text in [
            &mut d.entry,
            &mut d.occurred_at,
            &mut d.who,
            &mut d.role,
            &mut d.decided,
            &mut d.information,
            &mut d.rationale,
            &mut d.risks,
            &mut d.policy,
            &mut d.told,
            &mut d.review_at,
        ] {
            f(text);
        }
        d.written_later_at.iter_mut().for_each(&mut *f);
        for o in &mut d.options {
            f(&mut o.option);
            f(&mut o.why_not);
        }
    }
    for e in &mut s.entries {
        for text in [
            &mut e.day,
            &mut e.occurred_at,
            &mut e.entry,
            &mut e.station,
            &mut e.who,
            &mut e.role,
            &mut e.kind,
            &mut e.text,
        ] {
            f(text);
        }
        e.written_later_at.iter_mut().for_each(&mut *f);
        e.details.iter_mut().for_each(&mut *f);
        for p in e.corrects.iter_mut().chain(&mut e.corrected_by) {
            f(&mut p.entry);
            f(&mut p.text);
        }
        if let Some(erasure) = &mut e.erased {
            f(&mut erasure.by);
            f(&mut erasure.reason);
        }
    }
}
