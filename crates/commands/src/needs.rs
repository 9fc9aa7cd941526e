//! From census to needs, ward by ward: who is profiled, who is not, and whom somebody must look at.

use std::collections::{BTreeMap, HashMap};

use battlebag_census::{Patient, natural};
use battlebag_incident::profiled::ORDINARY;

use crate::ErrorView;
use crate::patients::place_and_name;
use crate::profiles::{self, Needs};
use crate::station::{Census, Open, Station};
use crate::views::{DoubtView, NeedsOf, NeedsRow, NeedsView, WardNeeds, WhyView};

/// What the rules made of everybody in the census, with a person's word over it.
pub fn view(station: &Station, request: NeedsOf) -> Result<NeedsView, ErrorView> {
    station.with(|open| {
        let census = open.census()?;
        Ok(of(open, &census, request.ward.trim()))
    })
}

/// As [`view`], of one ward or of all.
pub(crate) fn of(open: &Open, census: &Census, ward: &str) -> NeedsView {
    let shared = shared_numbers(census);
    let mut rows: Vec<NeedsRow> = census
        .snapshot
        .patients
        .iter()
        .filter(|patient| ward.is_empty() || patient.place.ward == ward)
        .map(|patient| row(open, census, patient, &shared))
        .collect();
    let mut total = WardNeeds::default();
    let mut wards: BTreeMap<&str, WardNeeds> = BTreeMap::new();
    for row in &rows {
        add(&mut total, row);
        add(
            wards.entry(&row.ward).or_insert_with(|| WardNeeds {
                ward: row.ward.clone(),
                ..WardNeeds::default()
            }),
            row,
        );
    }
    let mut wards: Vec<WardNeeds> = wards.into_values().collect();
    wards.sort_by(|a, b| natural(&a.ward, &b.ward));
    let order = |row: &NeedsRow| (row.state != "not_profiled", row.doubts.is_empty());
    rows.sort_by(|a, b| {
        order(a)
            .cmp(&order(b))
            .then_with(|| natural(&a.ward, &b.ward))
            .then_with(|| natural(&a.bed, &b.bed))
            .then_with(|| a.patient.cmp(&b.patient))
    });
    NeedsView {
        as_of: open.clock.rfc3339(census.snapshot.as_of),
        total,
        wards,
        rows,
    }
}

fn add(to: &mut WardNeeds, row: &NeedsRow) {
    to.in_patients += 1;
    match row.state.as_str() {
        "profiled" => to.profiled += 1,
        "ordinary" => to.ordinary += 1,
        _ => to.not_profiled += 1,
    }
    to.needs_look += u32::from(!row.doubts.is_empty());
    let by_hand = row.profiles.iter().chain(&row.profiles_set_aside);
    to.by_hand += u32::from(by_hand.into_iter().any(|profile| profile.how != "found"));
}

fn row(open: &Open, census: &Census, patient: &Patient, shared: &HashMap<String, u32>) -> NeedsRow {
    let Needs {
        profiles,
        set_aside,
        mut doubts,
    } = profiles::now(open, census, patient);
    doubts.extend(numbers(patient, shared));
    let state = match profiles.as_slice() {
        [] => "not_profiled",
        all if all.iter().all(|profile| profile.code == ORDINARY) => "ordinary",
        _ => "profiled",
    };
    NeedsRow {
        patient: patient.id.0.clone(),
        who: place_and_name(patient),
        ward: patient.place.ward.clone(),
        bed: patient.place.bed.clone().unwrap_or_default(),
        state: state.to_owned(),
        profiles,
        profiles_set_aside: set_aside,
        doubts,
    }
}

fn numbers_of(patient: &Patient) -> impl Iterator<Item = (&'static str, String)> + '_ {
    let nhs = patient
        .nhs_number
        .as_ref()
        .map(|number| ("NHS number", number.digits.clone()));
    let local = patient
        .local_id
        .as_ref()
        .map(|number| ("Hospital number", number.clone()));
    nhs.into_iter().chain(local)
}

/// How many people have each number.
fn shared_numbers(census: &Census) -> HashMap<String, u32> {
    let mut shared: HashMap<String, u32> = HashMap::new();
    for patient in &census.snapshot.patients {
        for (what, number) in numbers_of(patient) {
            *shared.entry(format!("{what} {number}")).or_default() += 1;
        }
    }
    shared
}

/// What is doubtful about who somebody is: their facts may be another's.
fn numbers(patient: &Patient, shared: &HashMap<String, u32>) -> Vec<DoubtView> {
    let doubt = |kind: &str, words: String, what: &str, number: &str| DoubtView {
        kind: kind.to_owned(),
        words,
        about: WhyView {
            fact: number.to_owned(),
            field: "id".to_owned(),
            place: what.to_owned(),
        },
        profile: String::new(),
    };
    let numbers: Vec<(&str, String)> = numbers_of(patient).collect();
    if numbers.is_empty() {
        let words = "no number: nobody can tell whose facts these are but by name and bed".to_owned();
        return vec![doubt("no_number", words, "Number", "not known")];
    }
    numbers
        .iter()
        .filter_map(|(what, number)| {
            let people = *shared.get(&format!("{what} {number}"))?;
            let words = format!("{people} people have this number: their facts may be mixed up");
            (people > 1).then(|| doubt("shared_number", words, what, number))
        })
        .collect()
}
