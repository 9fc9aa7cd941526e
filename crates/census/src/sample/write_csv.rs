//! The sample hospital as CSV tables.

use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use csv::Writer;

use super::write_fhir::make;
use crate::error::CensusError;
use crate::model::{
    AcuityBand, Allergies, Code, Condition, Consciousness, Escalation, OrderKind, Patient, PatientClass, Sex,
    Snapshot, Standing,
};

type Rows = Vec<Vec<String>>;

/// Writes all tables.
pub(super) fn tables(snapshot: &Snapshot, folder: &Path) -> Result<(), CensusError> {
    make(folder)?;
    let of = |row: fn(&Patient, &mut Rows)| {
        let mut rows = Vec::new();
        snapshot.patients.iter().for_each(|p| row(p, &mut rows));
        rows
    };
    let census: Rows = snapshot
        .patients
        .iter()
        .map(|p| census(p, snapshot.as_of))
        .collect();
    write(folder, "census.csv", CENSUS, census)?;
    write(folder, "medications.csv", MEDICATIONS, of(medications))?;
    write(folder, "infusions.csv", INFUSIONS, of(infusions))?;
    write(folder, "orders.csv", ORDERS, of(orders))?;
    write(folder, "devices.csv", DEVICES, of(devices))?;
    write(folder, "observations.csv", OBSERVATIONS, of(observations))?;
    write(folder, "conditions.csv", CONDITIONS, of(conditions))
}

fn write(folder: &Path, name: &str, header: &[&str], rows: Rows) -> Result<(), CensusError> {
    let path = folder.join(name);
    let unwritable = |e: csv::Error| CensusError::Unwritable {
        path: path.clone(),
        source: e.into(),
    };
    let mut writer = Writer::from_path(&path).map_err(unwritable)?;
    writer.write_record(header).map_err(unwritable)?;
    for row in rows {
        writer.write_record(&row).map_err(unwritable)?;
    }
    writer.flush().map_err(|source| CensusError::Unwritable {
        path: path.clone(),
        source,
    })
}

const CENSUS: &[&str] = &[
    "snapshot_at",
    "hospital_number",
    "nhs_number",
    "nhs_number_status",
    "family_name",
    "given_name",
    "native_name",
    "birth_date",
    "sex",
    "language",
    "encounter_id",
    "patient_class",
    "site",
    "ward",
    "bay",
    "bed",
    "side_room",
    "admitted_at",
    "consultant",
    "specialty",
    "problem",
    "allergies",
    "resus_status",
    "resus_status_at",
    "isolation",
    "weight_kg",
    "weight_estimated",
    "weight_at",
    "news2",
    "news2_at",
    "o2_device",
    "ventilation",
    "trache",
    "n_vasoactive",
    "rrt",
    "pregnancy_or_neonate",
    "acuity",
    "vulnerable",
    "flags",
];

fn census(p: &Patient, as_of: DateTime<Utc>) -> Vec<String> {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let when = |t: Option<DateTime<Utc>>| t.map(time).unwrap_or_default();
    let nhs = p.nhs_number.as_ref();
    let (resus, resus_at) = match &p.escalation {
        Escalation::NotKnown => (String::new(), None),
        Escalation::Recorded { text, at } => (text.clone(), *at),
    };
    let problems: Vec<&str> = p
        .conditions
        .iter()
        .filter(|c| c.reason_for_stay)
        .map(|c| c.text.as_str())
        .collect();
    let weight = p.weight.as_ref();
    vec![
        time(as_of),
        text(&p.local_id),
        nhs.map(|n| n.digits.clone()).unwrap_or_default(),
        nhs.and_then(|n| n.verified)
            .map_or("", |v| if v { "01" } else { "02" })
            .to_owned(),
        p.name.family.clone(),
        p.name.given.join(" "),
        text(&p.name.native),
        p.born.map(|b| b.to_string()).unwrap_or_default(),
        p.sex
            .map_or("", |s| match s {
                Sex::Female => "F",
                Sex::Male => "M",
                Sex::Other => "other",
            })
            .to_owned(),
        text(&p.language),
        text(&p.encounter_id),
        class(p.class).to_owned(),
        text(&p.place.site),
        p.place.ward.clone(),
        text(&p.place.bay),
        text(&p.place.bed),
        yes(Some(p.place.side_room)),
        when(p.admitted_at),
        text(&p.consultant),
        text(&p.specialty),
        problems.join("; "),
        allergies(&p.allergies),
        resus,
        when(resus_at),
        text(&p.isolation),
        weight.map(|w| w.kg.clone()).unwrap_or_default(),
        yes(weight.and_then(|w| w.estimated)),
        when(weight.and_then(|w| w.at)),
        p.news2.as_ref().map(|n| n.score.to_string()).unwrap_or_default(),
        when(p.news2.as_ref().map(|n| n.at)),
        text(&p.breathing),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        p.pregnant
            .map_or("", |yes| if yes { "pregnant" } else { "no" })
            .to_owned(),
        p.acuity
            .map_or("", |a| match a {
                AcuityBand::Low => "low",
                AcuityBand::Medium => "medium",
                AcuityBand::High => "high",
            })
            .to_owned(),
        yes(Some(p.vulnerable)),
        p.flags.join("; "),
    ]
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn yes(value: Option<bool>) -> String {
    value.map_or("", |v| if v { "yes" } else { "no" }).to_owned()
}

fn class(class: PatientClass) -> &'static str {
    match class {
        PatientClass::Inpatient => "inpatient",
        PatientClass::Emergency => "emergency",
        PatientClass::DayCase => "day case",
        PatientClass::Regular => "regular",
        PatientClass::Home => "home",
        PatientClass::Unknown => "",
    }
}

/// Substance (reaction) [severity]; empty is not known, NKDA is none.
fn allergies(allergies: &Allergies) -> String {
    match allergies {
        Allergies::NotKnown => String::new(),
        Allergies::NoneKnown { .. } => "NKDA".to_owned(),
        Allergies::Recorded { items } => {
            let one = |a: &crate::model::Allergy| {
                let doubt = if a.unconfirmed { "?" } else { "" };
                let reaction = a.reaction.as_ref().map(|r| format!(" ({r})")).unwrap_or_default();
                let severity = a.severity.as_ref().map(|s| format!(" [{s}]")).unwrap_or_default();
                format!("{}{doubt}{reaction}{severity}", a.substance)
            };
            items.iter().map(one).collect::<Vec<_>>().join("; ")
        }
    }
}

fn key(p: &Patient) -> String {
    p.encounter_id.clone().unwrap_or_default()
}

const MEDICATIONS: &[&str] = &[
    "encounter_id",
    "order_id",
    "drug",
    "dmd_code",
    "dose",
    "dose_unit",
    "route",
    "frequency_text",
    "due_times",
    "prn",
    "prn_max_24h",
    "indication",
    "start_at",
    "stop_or_review_at",
    "status",
    "last_given_at",
    "last_dose",
    "next_due_at",
    "critical",
    "prescriber",
];

fn medications(p: &Patient, rows: &mut Rows) {
    for m in &p.medicines {
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let when = |t: Option<DateTime<Utc>>| t.map(time).unwrap_or_default();
        let dmd = m.codes.iter().find(|c| c.system == "dmd").map(|c| c.code.clone());
        rows.push(vec![
            key(p),
            text(&m.order_id),
            m.name.clone(),
            dmd.unwrap_or_default(),
            m.dose.as_ref().map(|d| d.value.clone()).unwrap_or_default(),
            m.dose.as_ref().map(|d| d.unit.clone()).unwrap_or_default(),
            text(&m.route),
            text(&m.frequency),
            m.due_times.join(" "),
            yes(Some(m.as_required)),
            text(&m.max_24h),
            text(&m.indication),
            when(m.started_at),
            when(m.stop_or_review_at),
            "active".to_owned(),
            when(m.last_given_at),
            String::new(),
            when(m.next_due_at),
            yes(Some(m.time_critical)),
            text(&m.prescriber),
        ]);
    }
}

const INFUSIONS: &[&str] = &[
    "order_id",
    "encounter_id",
    "drug",
    "amount",
    "amount_unit",
    "diluent",
    "volume_ml",
    "rate_ml_h",
    "dose_rate",
    "dose_rate_unit",
    "titrate_from",
    "titrate_to",
    "titrate_goal",
    "line",
    "pump_asset_id",
    "pump_library_version",
    "bag_started_at",
    "runs_out_at",
];

fn infusions(p: &Patient, rows: &mut Rows) {
    for m in &p.medicines {
        let Some(i) = &m.infusion else { continue };
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let value =
            |a: &Option<crate::model::Amount>| a.as_ref().map(|a| a.value.clone()).unwrap_or_default();
        let unit = |a: &Option<crate::model::Amount>| a.as_ref().map(|a| a.unit.clone()).unwrap_or_default();
        rows.push(vec![
            text(&m.order_id),
            key(p),
            m.name.clone(),
            value(&i.amount),
            unit(&i.amount),
            text(&i.diluent),
            text(&i.volume_ml),
            text(&i.rate_ml_h),
            value(&i.dose_rate),
            unit(&i.dose_rate),
            String::new(),
            String::new(),
            String::new(),
            text(&i.line),
            text(&i.pump),
            String::new(),
            i.started_at.map(time).unwrap_or_default(),
            i.runs_out_at.map(time).unwrap_or_default(),
        ]);
    }
}

const ORDERS: &[&str] = &[
    "encounter_id",
    "order_id",
    "kind",
    "test",
    "code",
    "priority",
    "ordered_at",
    "specimen_taken_at",
    "status",
    "question",
    "requester",
];

fn orders(p: &Patient, rows: &mut Rows) {
    for o in &p.orders {
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let kind = match o.kind {
            OrderKind::Laboratory => "lab",
            OrderKind::Radiology => "radiology",
            OrderKind::Blood => "blood",
            OrderKind::Procedure => "procedure",
            OrderKind::Other => "other",
        };
        rows.push(vec![
            key(p),
            text(&o.order_id),
            kind.to_owned(),
            o.text.clone(),
            String::new(),
            text(&o.priority),
            o.ordered_at.map(time).unwrap_or_default(),
            String::new(),
            "active".to_owned(),
            text(&o.question),
            String::new(),
        ]);
    }
}

const DEVICES: &[&str] = &[
    "encounter_id",
    "kind",
    "model",
    "asset_id",
    "needs_network",
    "central_alarm",
    "code_system",
    "code",
];

fn devices(p: &Patient, rows: &mut Rows) {
    for d in &p.devices {
        let code = d.codes.first();
        rows.push(vec![
            key(p),
            d.kind.clone(),
            d.model.clone().unwrap_or_default(),
            d.asset.clone().unwrap_or_default(),
            yes(d.needs_network),
            String::new(),
            code.map(|c| c.system.clone()).unwrap_or_default(),
            code.map(|c| c.code.clone()).unwrap_or_default(),
        ]);
    }
}

const OBSERVATIONS: &[&str] = &[
    "encounter_id",
    "at",
    "rr",
    "spo2",
    "spo2_scale",
    "o2",
    "bp_sys",
    "bp_dia",
    "pulse",
    "acvpu",
    "temp_c",
    "urine_ml",
    "fluid_in_ml",
    "fluid_out_ml",
];

fn observations(p: &Patient, rows: &mut Rows) {
    for o in &p.observations {
        let number = |n: Option<u16>| n.map(|n| n.to_string()).unwrap_or_default();
        rows.push(vec![
            key(p),
            time(o.at),
            number(o.respirations),
            number(o.spo2.map(u16::from)),
            if o.scale2 { "2" } else { "1" }.to_owned(),
            o.oxygen
                .map_or("", |on| if on { "oxygen" } else { "air" })
                .to_owned(),
            number(o.systolic),
            number(o.diastolic),
            number(o.pulse),
            o.consciousness.map_or("", letter).to_owned(),
            o.temperature_tenths
                .map(|t| format!("{}.{}", t / 10, t % 10))
                .unwrap_or_default(),
            String::new(),
            String::new(),
            String::new(),
        ]);
    }
}

const fn letter(state: Consciousness) -> &'static str {
    match state {
        Consciousness::Alert => "A",
        Consciousness::Confusion => "C",
        Consciousness::Voice => "V",
        Consciousness::Pain => "P",
        Consciousness::Unresponsive => "U",
    }
}

const CONDITIONS: &[&str] = &[
    "encounter_id",
    "kind",
    "text",
    "codes",
    "standing",
    "onset",
    "main",
];

fn conditions(p: &Patient, rows: &mut Rows) {
    let row = |c: &Condition, kind: &str| {
        let codes: Vec<String> = c
            .codes
            .iter()
            .map(|Code { system, code, .. }| format!("{system}:{code}"))
            .collect();
        let standing = match c.standing {
            Standing::Active => "active",
            Standing::Past => "past",
            Standing::Suspected => "suspected",
            Standing::Unknown => "",
        };
        vec![
            key(p),
            kind.to_owned(),
            c.text.clone(),
            codes.join("; "),
            standing.to_owned(),
            c.onset.map(|d| d.to_string()).unwrap_or_default(),
            yes(Some(c.reason_for_stay)),
        ]
    };
    rows.extend(p.conditions.iter().map(|c| row(c, "problem")));
    rows.extend(p.procedures.iter().map(|c| row(c, "procedure")));
}
