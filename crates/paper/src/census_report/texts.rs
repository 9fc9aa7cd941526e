//! Every text of a census report, so that each can be made printable.

use super::{CensusChange, CensusReportSheet};

/// Hands over every text.
pub(super) fn each_text(s: &mut CensusReportSheet, f: &mut dyn FnMut(&mut String)) {
    for text in [&mut s.as_of, &mut s.age, &mut s.read] {
        f(text);
    }
    s.feed.iter_mut().for_each(&mut *f);
    for c in &mut s.conflicts {
        for text in [&mut c.person, &mut c.allergies, &mut c.words] {
            f(text);
        }
    }
    for bed in &mut s.shared_beds {
        f(&mut bed.place);
        bed.people.iter_mut().for_each(&mut *f);
    }
    for lack in &mut s.lacks {
        f(&mut lack.words);
        lack.people.iter_mut().for_each(&mut *f);
    }
    for d in &mut s.differences {
        for text in [&mut d.person, &mut d.field, &mut d.by_hand, &mut d.in_feed] {
            f(text);
        }
    }
    if let Some(n) = &mut s.needs {
        n.wards.iter_mut().for_each(|ward| f(&mut ward.ward));
        for look in &mut n.look {
            f(&mut look.person);
            f(&mut look.what);
        }
    }
    if let Some(c) = &mut s.changes {
        f(&mut c.since);
        c.came.iter_mut().for_each(&mut *f);
        c.went.iter_mut().for_each(&mut *f);
        for list in [&mut c.moved, &mut c.allergies, &mut c.identity] {
            for one in list.iter_mut() {
                change(one, f);
            }
        }
    }
    for r in &mut s.reasons {
        f(&mut r.reason);
        r.places.iter_mut().for_each(&mut *f);
    }
    for w in &mut s.warnings {
        for text in [&mut w.text, &mut w.file, &mut w.at] {
            f(text);
        }
    }
    for file in &mut s.files {
        f(&mut file.file);
    }
}

fn change(c: &mut CensusChange, f: &mut dyn FnMut(&mut String)) {
    for text in [&mut c.person, &mut c.before, &mut c.after] {
        f(text);
    }
}
