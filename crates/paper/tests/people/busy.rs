//! People with much on their charts, and the lists that go with them.

use battlebag_census::{Amount, Condition, Escalation, Infusion, Patient, Standing, WardKind};
use battlebag_paper::{BackEntryRow, Listed, NightTest, NightTests};
use battlebag_priority::Ranked;
use chrono::{NaiveDate, TimeDelta};

use super::{adebayo, at, featherstonehaugh, medicine, patient};

/// The laboratory lead's list of picture 09a.
pub fn night_tests() -> NightTests {
    let tests = [
        ("Potassium, sodium, creatinine", "lithium heparin"),
        ("Full blood count", "EDTA"),
        ("Clotting: INR, APTT", "citrate, full tube"),
        ("Blood gas with lactate", "gas syringe"),
        ("Troponin", "write onset time"),
        ("Paracetamol level", "write time taken"),
        ("Glucose", "fluoride"),
        ("C-reactive protein", "lithium heparin"),
        ("Pregnancy test, blood", "if urine not possible"),
        ("Blood cultures", "before antibiotic"),
        ("Spinal fluid", "telephone before sending"),
    ];
    NightTests {
        said: "message 3, 02:55".into(),
        note: String::new(),
        tests: tests
            .map(|(test, tube)| NightTest {
                test: test.to_string(),
                tube: tube.to_string(),
                only: String::new(),
            })
            .to_vec(),
    }
}

/// A list of which much has to be said, with tests of two lines and for few.
pub fn doubted_tests() -> NightTests {
    let only = ["", "Urgent only", "Life or death only"];
    let tests = (0..10).map(|n| NightTest {
        test: [
            "Potassium, sodium, creatinine",
            "Clotting: INR, APTT, fibrinogen, all in one tube",
            "Blood gas with lactate and carbon monoxide",
        ]
        .get(n % 3)
        .unwrap()
        .to_string(),
        tube: ["lithium heparin", "citrate, full tube", ""]
            .get(n % 3)
            .unwrap()
            .to_string(),
        only: only.get(n / 3 % 3).unwrap().to_string(),
    });
    NightTests {
        said: "message 0a0b0c0d:8888, 14-Nov 21:54".into(),
        note: "Said 5 h 12 min before this was printed: ask whether it still holds. ANOTHER STATION SAYS OTHERWISE, message 0a0b0c0d:8889, \
               14-Nov 21:58: telephone. Corrected in words, message 0a0b0c0d:8890: ask. Only for: ED, ITU and theatres. Good until 06:00."
            .into(),
        tests: tests.collect(),
    }
}

/// The ward as a list prints it, 15 November at 03:06: the first is overdue by ten minutes, the first P4 since yesterday,
/// and who is not affected has no time.
pub fn listed(ward: &[(Patient, Ranked)]) -> Vec<Listed<'_>> {
    let from = |n: usize| match n {
        0 => at(15, 2, 41),
        6 => at(14, 2, 30),
        _ => at(15, 3, 1),
    };
    let all = ward.iter().enumerate();
    all.map(|(n, (patient, ranked))| Listed {
        patient,
        ranked,
        recheck: ranked
            .affected
            .then(|| from(n) + TimeDelta::minutes(i64::from(ranked.recheck_min))),
    })
    .collect()
}

/// Sheets to be typed back: two of each of many patients.
pub fn back_entry() -> Vec<BackEntryRow> {
    let names = [
        "7B 12 FEATHERSTONEHAUGH-CHOLMONDELEY, Alexandrina Wilhelmina Rosamund",
        "7B 8 AL-HUSSEINI, Abd al-Rahman عبد الرحمن الحسيني",
        "7B 3 WIŚNIEWSKI-ŚCIBOR, Zdzisław Łukasz",
    ];
    let row = |n: usize| BackEntryRow {
        sheet: format!("7KQ4-N{}XD", 3 + n % 4),
        patient: names.get(n / 2 % 3).unwrap().to_string(),
        number: ["999 001 6445", "999 001 0978", "999 000 4110"]
            .get(n / 2 % 3)
            .unwrap()
            .to_string(),
        form: [
            "Prescription and administration chart, 2 faces",
            "Observations: NEWS2 scores, 2 faces",
        ]
        .get(n % 2)
        .unwrap()
        .to_string(),
        rule: if n < 2 {
            "type what must be known, scan the rest".into()
        } else {
            String::new()
        },
        owner: if n < 2 {
            "Pharmacy lead".into()
        } else {
            String::new()
        },
        done: match n {
            0 => "Okonkwo-Featherstonehaugh 14-Nov 09:10".into(),
            5 => "MISSING".into(),
            _ => String::new(),
        },
        looked: if n == 0 {
            "J. Nguyen 14-Nov 09:25".into()
        } else {
            String::new()
        },
    };
    (0..23).map(row).collect()
}

/// The longest name, ventilated, with three drips that must never run by gravity.
pub fn ventilated() -> Patient {
    let mut p = featherstonehaugh();
    let drip = |name: &str, rate: &str, dose: &str, unit: &str| {
        let mut m = medicine(name, "", "", "intravenous", "");
        m.dose = None;
        m.infusion = Some(Infusion {
            rate_ml_h: Some(rate.into()),
            dose_rate: Some(Amount {
                value: dose.into(),
                unit: unit.into(),
            }),
            line: Some("right internal jugular, white".into()),
            pump: Some("VP-04417".into()),
            ..Infusion::default()
        });
        m
    };
    p.medicines.extend([
        drip(
            "noradrenaline 4 mg in 50 mL glucose 5 %",
            "7.5",
            "0.10",
            "mcg/kg/min",
        ),
        drip("propofol 1 %", "12.0", "2.0", "mg/kg/h"),
        drip("Hartmann’s solution", "83", "83", "mL/h"),
    ]);
    p.breathing = Some("invasive ventilation".into());
    p.escalation = Escalation::Recorded {
        text: "for full escalation, reviewed with family".into(),
        at: None,
    };
    p
}

/// Three days old, on a neonatal unit, with a plain fluid running.
pub fn newborn() -> Patient {
    let mut p = patient(21, "Lindqvist", "Baby");
    p.born = NaiveDate::from_ymd_opt(2025, 11, 12);
    p.place.ward = "Neonatal unit".into();
    p.place.kind = WardKind::Neonatal;
    p.place.bed = Some("Cot 3".into());
    let mut m = medicine("glucose", "", "", "intravenous", "");
    m.dose = None;
    m.infusion = Some(Infusion {
        diluent: Some("glucose 10 %".into()),
        volume_ml: Some("50".into()),
        rate_ml_h: Some("4.20".into()),
        pump: Some("SD-0099".into()),
        ..Infusion::default()
    });
    p.medicines = vec![m];
    p
}

/// Combining marks, thirty medicines, twelve conditions.
pub fn thirty_medicines() -> Patient {
    let mut p = adebayo();
    p.medicines = (1..=30)
        .map(|n| {
            medicine(
                &format!("invented medicine number {n}"),
                "5",
                "mg",
                "by mouth",
                "mornings",
            )
        })
        .collect();
    p.conditions = (1..=12)
        .map(|n| Condition {
            text: format!("condition number {n} with a name as long as registries write them"),
            codes: Vec::new(),
            standing: Standing::Active,
            onset: None,
            recorded: None,
            of_stay: None,
            reason_for_stay: n == 3,
        })
        .collect();
    p
}
