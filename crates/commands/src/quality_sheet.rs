//! The quality of the census as a sheet: the same rows as on the screen, ready to be drawn away from the open home.

use battlebag_census::allergy_words;
use battlebag_paper::{
    CensusChange, CensusChanges, CensusConflict, CensusDifference, CensusFile, CensusLack, CensusLook,
    CensusNeeds, CensusReason, CensusReportSheet, CensusSharedBed, CensusWardNeeds, CensusWarning,
};
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::counted::counted;
use crate::quality;
use crate::station::Open;
use crate::times::minutes_between;
use crate::views::{ChangedRow, NeedsRow, NeedsView, QualityView, WhoRow};

/// Lacks that keep a sheet from the right bed or a dose from the right person.
const HURTS: [&str; 5] = ["ward", "bed", "number", "born", "allergies"];

fn names(people: &[WhoRow]) -> Vec<String> {
    people.iter().map(|p| p.who.clone()).collect()
}

fn changed(rows: &[ChangedRow]) -> Vec<CensusChange> {
    rows.iter()
        .map(|r| CensusChange {
            person: r.who.clone(),
            before: r.before.clone(),
            after: r.after.clone(),
        })
        .collect()
}

fn age(from: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match minutes_between(from, now) {
        minutes @ 0..120 => format!("{} before printing", counted(minutes, "minute", "minutes")),
        minutes => format!(
            "{} hours {} before printing",
            minutes / 60,
            counted(minutes % 60, "minute", "minutes")
        ),
    }
}

/// The report of the census in use.
pub(crate) fn sheet(open: &Open, now: DateTime<Utc>) -> Result<CensusReportSheet, ErrorView> {
    let census = open.census()?;
    let q = quality::of(open, &census)?;
    let moment = |at: DateTime<Utc>| open.clock.local(at).format("%a %d-%b-%Y %H:%M").to_string();
    let allergies = |key: &str| {
        let patient = open.patient(&census, key).ok();
        patient.map(|p| allergy_words(&p.allergies)).unwrap_or_default()
    };
    let since = |at: &str| at.parse::<DateTime<Utc>>().map_or_else(|_| at.to_owned(), moment);
    Ok(CensusReportSheet {
        feed: census.snapshot.feed.clone(),
        as_of: moment(census.snapshot.as_of),
        age: age(census.snapshot.as_of, now),
        read: format!(
            "{} records read: {} taken, {} rejected",
            q.records, q.taken, q.rejected
        ),
        in_patients: q.inpatients,
        conflicts: q
            .allergy_conflicts
            .iter()
            .map(|c| CensusConflict {
                person: c.who.clone(),
                allergies: allergies(&c.patient),
                words: c.after.clone(),
            })
            .collect(),
        needs: Some(needs(&crate::needs::of(open, &census, ""))),
        changes: q.changes.as_ref().map(|c| CensusChanges {
            since: since(&c.since),
            came: names(&c.came),
            went: names(&c.went),
            moved: changed(&c.moved),
            allergies: changed(&c.allergies),
            identity: changed(&c.identity),
        }),
        ..rest(q)
    })
}

/// Whose needs are known. Those of whom nothing is on record are counted: their names are the census again.
fn needs(view: &NeedsView) -> CensusNeeds {
    let nothing = |row: &&NeedsRow| row.doubts.iter().all(|doubt| doubt.kind == "nothing_recorded");
    let (blank, look): (Vec<&NeedsRow>, Vec<&NeedsRow>) = view
        .rows
        .iter()
        .filter(|row| !row.doubts.is_empty())
        .partition(nothing);
    let what = |row: &NeedsRow| {
        let lines = row
            .doubts
            .iter()
            .map(|doubt| format!("{}: {}: {}", doubt.about.place, doubt.about.fact, doubt.words));
        lines.collect::<Vec<_>>().join("\n")
    };
    CensusNeeds {
        wards: view
            .wards
            .iter()
            .map(|ward| CensusWardNeeds {
                ward: if ward.ward.is_empty() {
                    "ward not known".to_owned()
                } else {
                    ward.ward.clone()
                },
                in_patients: ward.in_patients,
                profiled: ward.profiled,
                ordinary: ward.ordinary,
                not_profiled: ward.not_profiled,
                needs_look: ward.needs_look,
            })
            .collect(),
        look: look
            .into_iter()
            .map(|row| CensusLook {
                person: row.who.clone(),
                what: what(row),
            })
            .collect(),
        nothing_recorded: crate::session::count(blank.len()),
    }
}

/// What needs no more than other names.
fn rest(q: QualityView) -> CensusReportSheet {
    CensusReportSheet {
        shared_beds: q
            .shared_beds
            .into_iter()
            .map(|b| CensusSharedBed {
                people: names(&b.people),
                place: b.place,
            })
            .collect(),
        lacks: q
            .lacks
            .into_iter()
            .map(|l| CensusLack {
                hurts: HURTS.contains(&l.lack.as_str()),
                people: names(&l.people),
                words: l.words,
            })
            .collect(),
        differences: q
            .differences
            .into_iter()
            .map(|d| CensusDifference {
                person: d.who,
                field: d.about,
                by_hand: format!("{} ({})", d.hand, d.by),
                in_feed: d.feed,
            })
            .collect(),
        reasons: q
            .reasons
            .into_iter()
            .map(|r| CensusReason {
                reason: r.reason,
                count: r.count,
                places: r.places,
            })
            .collect(),
        warnings: q
            .warnings
            .into_iter()
            .map(|w| CensusWarning {
                text: w.reason,
                file: w.file,
                at: w.at,
            })
            .collect(),
        files: q
            .files
            .into_iter()
            .map(|f| CensusFile {
                file: f.file,
                records: f.records,
                taken: f.taken,
                rejected: f.rejected,
            })
            .collect(),
        ..CensusReportSheet::default()
    }
}
