//! The census table: one row per bed.

use super::row::{Row, is_none};
use crate::allergies::says_none_known;
use crate::course::Course;
use crate::feed::{
    AllergyClaim, Dated, Mark, Period, Person, Placed, Reading, Stay, StayStatus, When, medicine_named,
};
use crate::model::{
    AcuityBand, Allergy, Condition, NhsNumber, PatientClass, PersonName, Place, Sex, Standing, Weight,
};
use crate::{nhs_number, wards};

/// Stands for infusions that are only counted.
pub(super) const VASOACTIVE_COUNTED: &str = "vasoactive infusion (name not in the census)";

/// A row: the feed's key, the stay's number, and the person; nothing for an empty bed.
pub(super) fn read(row: &mut Row<'_>) -> Option<(String, Option<String>, Person)> {
    let hospital_number = row.identifier("hospital_number").filter(|n| n != "0");
    let name = name(row);
    let nhs = nhs_number_of(row);
    let nobody =
        hospital_number.is_none() && nhs.is_none() && name.family.is_empty() && name.given.is_empty();
    let occupied = row.yes("occupied");
    let made = row.time("snapshot_at");
    row.ledger().made(made);
    if nobody {
        if occupied == Some(true) {
            row.reject(
                "The bed is marked occupied, but there is no name and no number. Check who lies there.",
            );
        } else {
            row.took();
        }
        return None;
    }
    row.took();
    if occupied == Some(false) {
        row.warn(
            "A patient's number is on a bed that is marked empty: not counted as in a bed. Check the bed.",
        );
        return None;
    }
    if row
        .decimal("open_visits_n")
        .and_then(|n| n.parse::<f64>().ok())
        .is_some_and(|n| n > 1.0)
    {
        row.warn("The patient has several open visits. Check that this is the bed the patient is in.");
    }
    let encounter_id = row.identifier("encounter_id").filter(|id| id != "0");
    let mut person = Person {
        nhs,
        local: hospital_number.map(|n| (String::new(), n)),
        name,
        born: row.day("birth_date"),
        sex: sex(row),
        language: row.text("language"),
        sources: vec![row.source()],
        ..Person::default()
    };
    person.stays.push(stay(row, encounter_id.as_ref(), made));
    clinical(row, &mut person, made);
    super::said::by_census(&mut person, made);
    let key = format!("row:{}:{}", row.file, row.key);
    Some((key, encounter_id, person))
}

fn nhs_number_of(row: &mut Row<'_>) -> Option<NhsNumber> {
    let text = row.identifier("nhs_number")?;
    match nhs_number::parse(&text) {
        Ok(digits) => {
            let status = row.value("nhs_number_status");
            let verified = status.map(|s| s == "01" || s == "1" || s.eq_ignore_ascii_case("verified"));
            Some(NhsNumber { digits, verified })
        }
        Err(fault) => {
            row.warn(format!(
                "NHS number \"{text}\" was left out: {fault}. Check the wristband."
            ));
            None
        }
    }
}

/// Family and given names; a whole name in one cell is cut only where a comma says so.
fn name(row: &mut Row<'_>) -> PersonName {
    let native = row.text("native_name");
    let given = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let family = row.text("family_name");
    let first = row.text("given_name").map(|g| given(&g));
    if family.is_some() || first.is_some() {
        return PersonName {
            family: family.unwrap_or_default(),
            given: first.unwrap_or_default(),
            native,
        };
    }
    match row.text("name") {
        Some(whole) => match whole.split_once(',') {
            Some((family, first)) => PersonName {
                family: family.trim().to_owned(),
                given: given(first),
                native,
            },
            None => PersonName {
                family: whole,
                given: Vec::new(),
                native,
            },
        },
        None => PersonName {
            native,
            ..PersonName::default()
        },
    }
}

fn sex(row: &mut Row<'_>) -> Option<Sex> {
    row.word("sex", |cell| match cell.to_lowercase().as_str() {
        "f" | "female" | "2" => Some(Some(Sex::Female)),
        "m" | "male" | "1" => Some(Some(Sex::Male)),
        "o" | "other" | "indeterminate" => Some(Some(Sex::Other)),
        "u" | "unknown" | "0" | "9" | "not known" => Some(None),
        _ => None,
    })
    .flatten()
}

fn stay(row: &mut Row<'_>, encounter_id: Option<&String>, made: Option<When>) -> Stay {
    let mut admitted_at = row.time("admitted_at");
    // Who is in a bed on a bed list is in it, whatever its admission date says.
    if admitted_at.is_some() && made.is_some() && admitted_at > made {
        row.warn("The admission time is later than this list and was left out. Check it in the notes.");
        admitted_at = None;
    }
    row.ledger().saw(admitted_at);
    Stay {
        keys: super::stay_keys(encounter_id),
        part_of: None,
        encounter_id: encounter_id.cloned(),
        class: Some(class(row)),
        status: StayStatus::Now,
        classes: Course::default(),
        statuses: Course::default(),
        discharged: None,
        period: Period::since(admitted_at),
        places: vec![Placed {
            place: place(row),
            during: Period::default(),
            current: Some(true),
        }],
        consultant: row.text("consultant"),
        specialty: row.text("specialty"),
        reasons: Vec::new(),
        diagnoses: Vec::new(),
        source: row.source(),
    }
}

fn class(row: &Row<'_>) -> PatientClass {
    let Some(cell) = row.value("patient_class") else {
        return PatientClass::Unknown;
    };
    match cell.to_lowercase().replace([' ', '-'], "_").as_str() {
        "1" | "5" | "i" | "inpatient" | "imp" | "observation" | "obsenc" => PatientClass::Inpatient,
        "2" | "day_case" | "daycase" | "ss" | "surgery_admit" => PatientClass::DayCase,
        "3" | "4" | "regular" | "regular_day" | "regular_night" | "r" | "outpatient" | "o" | "amb" => {
            PatientClass::Regular
        }
        "e" | "emergency" | "emer" | "ed" => PatientClass::Emergency,
        "home" | "virtual" | "hh" => PatientClass::Home,
        _ => PatientClass::Unknown,
    }
}

/// Site, ward, bay, bed; or an HL7 location (`department^room^bed`) beside the department's name.
fn place(row: &mut Row<'_>) -> Place {
    let ward = row.text("ward").unwrap_or_default();
    let mut place = Place {
        site: row.text("site"),
        kind: wards::kind_of(&ward),
        ward,
        bay: row.text("bay"),
        bed: row.text("bed"),
        side_room: false,
    };
    if let Some(location) = row.value("location_string") {
        let part = |n: usize| {
            let part = location.split('^').nth(n)?.trim();
            (!part.is_empty() && !part.eq_ignore_ascii_case("null")).then(|| part.to_owned())
        };
        if place.ward.is_empty() {
            place.ward = part(0).unwrap_or_default();
            place.kind = wards::kind_of(&place.ward);
        }
        place.bay = place.bay.or_else(|| part(1));
        place.bed = place.bed.or_else(|| part(2));
    }
    let said = row.yes("side_room");
    place.side_room = said.unwrap_or_else(|| place.bay.as_deref().is_some_and(wards::is_side_room));
    place
}

fn clinical(row: &mut Row<'_>, person: &mut Person, made: Option<When>) {
    for text in row.value("problem").into_iter().flat_map(|p| parts(p, ';')) {
        let condition = Condition {
            text,
            codes: Vec::new(),
            standing: Standing::Active,
            onset: None,
            recorded: None,
            of_stay: None,
            reason_for_stay: true,
        };
        let dated = Dated {
            fact: condition,
            during: Period::default(),
            stay: None,
        };
        person.conditions.push((Vec::new(), dated));
    }
    if let Some(cell) = row.cell("allergies") {
        person.allergies = allergies(cell);
        let met = u32::try_from(person.allergies.len()).unwrap_or(u32::MAX);
        row.ledger().counts.allergies = row.ledger().counts.allergies.saturating_add(met);
    }
    if let Some(text) = row.cell("resus_status") {
        let words = if is_none(text) {
            "no treatment limits recorded"
        } else {
            text
        };
        person
            .escalation
            .push((row.time("resus_status_at"), words.to_owned()));
    }
    let mark = |fact| Dated {
        fact,
        during: Period::default(),
        stay: None,
    };
    if let Some(text) = row.text("isolation") {
        person.marks.push(mark(Mark::Isolation(text)));
    }
    for text in row.value("flags").into_iter().flat_map(|f| parts(f, ';')) {
        person.marks.push(mark(Mark::Flag(text)));
    }
    if row.yes("vulnerable") == Some(true) {
        person.marks.push(mark(Mark::Vulnerable));
    }
    if let Some(kg) = row.read("weight_kg", |kg| {
        crate::readings::is_weight(kg).then(|| kg.to_owned())
    }) {
        let estimated = row.yes("weight_estimated");
        person.weights.push(Weight {
            kg,
            estimated,
            at: row.time("weight_at"),
        });
    }
    let score = row.read("news2", |n| crate::readings::whole(n, 0, 20));
    let at = row.time("news2_at");
    if let (Some(score), Some(at)) = (score.and_then(|s| u8::try_from(s).ok()), at.or(made)) {
        row.ledger().saw(Some(at));
        person.readings.push((at, Reading::Score(score)));
    }
    if let Some(text) = breathing(row) {
        person.breathing.push(Dated {
            fact: text,
            during: Period::default(),
            stay: None,
        });
    }
    let acuity = row.word("acuity", |cell| match cell.to_lowercase().as_str() {
        "low" => Some(AcuityBand::Low),
        "medium" => Some(AcuityBand::Medium),
        "high" => Some(AcuityBand::High),
        _ => None,
    });
    person.acuity.extend(acuity.map(|band| (None, band)));
    pregnancy(row, person);
    organ_support(row, person);
}

fn pregnancy(row: &mut Row<'_>, person: &mut Person) {
    let Some(cell) = row.cell("pregnancy_or_neonate") else {
        return;
    };
    match cell.to_lowercase().as_str() {
        "pregnant" | "pregnancy" | "yes" => person.pregnant.push((None, true)),
        "no" | "none" | "not pregnant" | "neonate" => person.pregnant.push((None, false)),
        _ => {}
    }
}

/// Ventilation, then device and flow, in words. "None" and room air need no words.
fn breathing(row: &mut Row<'_>) -> Option<String> {
    let ventilation = row
        .value("ventilation")
        .and_then(|v| match v.to_lowercase().as_str() {
            "invasive" | "ventilated" => Some("invasive ventilation".to_owned()),
            "niv" => Some("non-invasive ventilation".to_owned()),
            "hfno" => Some("high-flow nasal oxygen".to_owned()),
            "cpap" => Some("CPAP".to_owned()),
            "oxygen" => Some("oxygen".to_owned()),
            "room air" | "no" | "unknown" => None,
            _ => Some(v.to_owned()),
        });
    let device = row
        .text("o2_device")
        .filter(|d| !d.eq_ignore_ascii_case("room air"));
    let flow = row.text("o2_flow_or_fio2");
    let mut words: Vec<String> = ventilation.into_iter().collect();
    let supply: Vec<String> = device.into_iter().chain(flow).collect();
    if !supply.is_empty() {
        words.push(supply.join(" "));
    }
    if row.yes("trache") == Some(true) {
        words.push("tracheostomy".to_owned());
    }
    (!words.is_empty()).then(|| words.join(", "))
}

/// Counts without names: vasoactive infusions and renal replacement.
fn organ_support(row: &mut Row<'_>, person: &mut Person) {
    let counted = row
        .read("n_vasoactive", |n| crate::readings::whole(n, 0, 20))
        .unwrap_or(0);
    if counted > 0 {
        let mut medicine = medicine_named(VASOACTIVE_COUNTED.to_owned(), Vec::new());
        medicine.route = Some("intravenous".to_owned());
        medicine.frequency = Some(format!("{counted} running, continuous"));
        medicine.infusion = Some(crate::model::Infusion::default());
        person.ordered.push(super::facts::on_the_ward(medicine));
    }
    let words = match row.value("rrt").map(str::to_lowercase).as_deref() {
        Some("cvvh" | "cvvhd" | "cvvhdf" | "crrt") => Some("Continuous renal replacement therapy"),
        Some("hd" | "haemodialysis") => Some("Haemodialysis"),
        Some("yes" | "1" | "1.0" | "true") => Some("Renal replacement therapy"),
        _ => None,
    };
    if let Some(text) = words {
        let procedure = Condition {
            text: text.to_owned(),
            codes: Vec::new(),
            standing: Standing::Active,
            onset: None,
            recorded: None,
            of_stay: None,
            reason_for_stay: false,
        };
        person.procedures.push(Dated {
            fact: procedure,
            during: Period::default(),
            stay: None,
        });
    }
}

/// Parts of a cell, cut at a sign outside brackets.
pub(super) fn parts(cell: &str, at: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    for c in cell.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == at && depth == 0 {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
        .into_iter()
        .map(|p| p.trim().to_owned())
        .filter(|p| !p.is_empty())
        .collect()
}

/// "Penicillin (anaphylaxis) [severe]; Latex": substance, reaction, severity. "?" at the end: not confirmed.
fn allergies(cell: &str) -> Vec<AllergyClaim> {
    if matches!(
        cell.to_lowercase().as_str(),
        "unknown" | "not known" | "not asked" | "?"
    ) {
        return Vec::new();
    }
    parts(cell, ';')
        .into_iter()
        .map(|part| {
            if says_none_known(&part) {
                return AllergyClaim::NoneKnown { by: None, at: None };
            }
            let (rest, severity) = bracketed(&part, '[', ']');
            let (substance, reaction) = bracketed(&rest, '(', ')');
            let unconfirmed = substance.ends_with('?');
            AllergyClaim::Allergy(Allergy {
                substance: substance.trim_end_matches('?').trim().to_owned(),
                codes: Vec::new(),
                reaction,
                severity,
                source: None,
                recorded: None,
                unconfirmed,
            })
        })
        .collect()
}

/// Cuts "text (inside)" at its last bracket.
fn bracketed(text: &str, open: char, close: char) -> (String, Option<String>) {
    let cut = text.trim().strip_suffix(close).and_then(|t| t.rsplit_once(open));
    match cut {
        Some((before, inside)) if !before.trim().is_empty() => (
            before.trim().to_owned(),
            Some(inside.trim().to_owned()).filter(|i| !i.is_empty()),
        ),
        _ => (text.trim().to_owned(), None),
    }
}
