//! Fictional people of St Oswin's Hospital and the hour they are printed at. NHS numbers are in the 999 range.
#![allow(dead_code)] // each test file uses some of them

mod busy;
mod scale;

use battlebag_bag::{Card, CardKind, LocalPaper, Phase, Step};
use battlebag_census::medicine_named;
use battlebag_census::{
    Allergies, Allergy, Amount, Consciousness, Escalation, Infusion, Medicine, News2, NhsNumber,
    Observations, Patient, PatientClass, PatientId, PersonName, Place, Sex, WardKind, Weight,
};
use battlebag_paper::{LocalLists, PaperSize, PrintContext};
use battlebag_priority::{Ranked, Tier};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};

#[allow(unused_imports)] // as above
pub use busy::*;
#[allow(unused_imports)] // as above
pub use scale::*;

pub fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2025, 11, day, hour, minute, 0).unwrap()
}

/// Saturday 15 November 2025, 03:06; the census is 56 minutes old.
pub fn context() -> PrintContext {
    PrintContext {
        hospital: "St Oswin’s Hospital".into(),
        zone: FixedOffset::east_opt(0).unwrap(),
        incident: "CYB-7F3K".into(),
        exercise: false,
        downtime_began: Some(at(15, 2, 14)),
        printed_at: at(15, 3, 6),
        printed_by: "J. Mbeki".into(),
        bag_version: "2025.11.2".into(),
        bag_hash: "9f41-c2d8".into(),
        approved: false,
        census_as_of: Some(at(15, 2, 10)),
        old_after_h: 4,
        rebuild_after_h: 12,
        suspect: Vec::new(),
        paper: PaperSize::A4,
        mono: false,
        duplex: true,
        copy: None,
        look_at: None,
        lists: LocalLists {
            own: LocalPaper {
                time_critical: vec!["co-careldopa".into(), "prednisolone".into()],
                antimicrobial: vec!["clarithromycin".into()],
                child_chart: Some("PEWS chart, St Oswin’s".into()),
                ..LocalPaper::default()
            },
            never_by_gravity: battlebag_bag::Bag::shipped().unwrap().gravity,
            ..LocalLists::default()
        },
    }
}

/// The tenth digit of an NHS number, when there is one.
pub fn nhs(first_nine: &str) -> Option<NhsNumber> {
    let sum: u32 = first_nine
        .chars()
        .filter_map(|c| c.to_digit(10))
        .zip((2..=10).rev())
        .map(|(d, w)| d * w)
        .sum();
    let check = (11 - sum % 11) % 11;
    (check < 10).then(|| NhsNumber {
        digits: format!("{first_nine}{check}"),
        verified: Some(true),
    })
}

/// The nth valid number of the 999 range.
pub fn nth_nhs(n: u32) -> NhsNumber {
    (0..)
        .find_map(|i| nhs(&format!("999{:06}", (n * 137 + i) % 1_000_000)))
        .unwrap()
}

pub fn patient(n: u32, family: &str, given: &str) -> Patient {
    Patient {
        id: PatientId(format!("row:{n}")),
        aka: Vec::new(),
        nhs_number: Some(nth_nhs(n)),
        local_id: Some(format!("44719{n:02}")),
        encounter_id: None,
        name: PersonName {
            family: family.into(),
            given: given.split_whitespace().map(String::from).collect(),
            native: None,
        },
        born: NaiveDate::from_ymd_opt(1951, 3, 4),
        sex: Some(Sex::Female),
        class: PatientClass::Inpatient,
        place: Place {
            site: None,
            ward: "7B".into(),
            kind: WardKind::Medical,
            bay: None,
            bed: Some(n.to_string()),
            side_room: false,
        },
        admitted_at: Some(at(12, 14, 0)),
        consultant: Some("Dr H. Marchetti".into()),
        specialty: None,
        language: None,
        conditions: Vec::new(),
        procedures: Vec::new(),
        medicines: Vec::new(),
        allergies: Allergies::NotKnown,
        allergy_conflict: None,
        observations: Vec::new(),
        news2: None,
        acuity: None,
        breathing: None,
        devices: Vec::new(),
        orders: Vec::new(),
        escalation: Escalation::NotKnown,
        weight: None,
        pregnant: None,
        vulnerable: false,
        isolation: None,
        flags: Vec::new(),
        sources: Vec::new(),
        claims: Vec::new(),
    }
}

pub fn medicine(name: &str, dose: &str, unit: &str, route: &str, often: &str) -> Medicine {
    Medicine {
        dose: Some(Amount {
            value: dose.into(),
            unit: unit.into(),
        }),
        route: Some(route.into()),
        frequency: Some(often.into()),
        last_given_at: Some(at(14, 22, 0)),
        ..medicine_named(name.into(), Vec::new())
    }
}

pub fn allergy(substance: &str, reaction: &str) -> Allergy {
    Allergy {
        substance: substance.into(),
        codes: Vec::new(),
        reaction: Some(reaction.into()),
        severity: Some("severe".into()),
        source: Some("L. Osei, pharmacist".into()),
        recorded: NaiveDate::from_ymd_opt(2025, 11, 12),
        unconfirmed: false,
    }
}

/// The long name of picture 02b: five medicines, two allergies, a weight, a full set of observations.
pub fn featherstonehaugh() -> Patient {
    let mut p = patient(
        12,
        "Featherstonehaugh-Cholmondeley",
        "Alexandrina Wilhelmina Rosamund",
    );
    p.allergies = Allergies::Recorded {
        items: vec![
            allergy("Penicillins", "anaphylaxis 2009"),
            allergy("co-trimoxazole", "widespread rash"),
        ],
    };
    p.weight = Some(Weight {
        kg: "58.60".into(),
        estimated: Some(false),
        at: Some(at(13, 9, 0)),
    });
    let mut as_required = medicine("paracetamol", "1.0", "g", "by mouth", "");
    as_required.as_required = true;
    as_required.max_24h = Some("4 g".into());
    let mut drip = medicine("insulin soluble human (Actrapid)", "50", "U", "intravenous", "");
    drip.infusion = Some(Infusion::default());
    drip.frequency = None;
    p.medicines = vec![
        medicine(
            "co-careldopa 25 mg with 100 mg",
            "1",
            "tablet",
            "by mouth",
            "5 a day",
        ),
        medicine("prednisolone", "5.0", "mg", "by mouth", "mornings"),
        medicine("clarithromycin", "500", "mg", "by mouth", "12-hourly"),
        medicine(
            "levothyroxine sodium 125mcg tablets from the original manufacturer",
            "125",
            "mcg",
            "by mouth",
            "mornings before food",
        ),
        as_required,
        drip,
    ];
    p.observations = vec![Observations {
        at: at(15, 0, 50),
        respirations: Some(22),
        spo2: Some(94),
        oxygen: Some(true),
        scale2: false,
        systolic: Some(105),
        diastolic: Some(62),
        pulse: Some(112),
        consciousness: Some(Consciousness::Alert),
        temperature_tenths: Some(384),
    }];
    p.news2 = Some(News2 {
        score: 9,
        single_three: false,
        at: at(15, 0, 50),
        calculated: true,
    });
    p
}

/// Nine medicines with the long names and frequencies that prescribing systems send; a long ward, bed and number.
pub fn hargreaves() -> Patient {
    let mut p = patient(14, "Hargreaves", "Mary Elizabeth");
    p.place.ward = "Queen Elizabeth the Queen Mother Respiratory High Care".into();
    p.place.bed = Some("Overflow trolley 3 by the lift".into());
    p.local_id = Some("a7c1f3d2-55b0-4f0e-9a61-2f8f0a3b9c11".into());
    p.weight = Some(Weight {
        kg: "142.5".into(),
        estimated: Some(true),
        at: Some(at(7, 9, 0)),
    });
    let mut salbutamol = medicine(
        "salbutamol 100 micrograms/dose inhaler CFC free with a spacer",
        "200",
        "micrograms",
        "inhaled through a large volume spacer",
        "",
    );
    salbutamol.as_required = true;
    salbutamol.max_24h = Some("8 puffs, then call the respiratory team".into());
    salbutamol.disagreement = Some("discharge letter of 09-Nov says 400 micrograms".into());
    let mut morphine = medicine(
        "morphine sulfate oral solution 10mg/5mL",
        "2.5",
        "mg",
        "by mouth",
        "",
    );
    morphine.as_required = true;
    p.medicines = vec![
        medicine("amlodipine", "5", "mg", "by mouth", "mornings"),
        salbutamol,
        medicine(
            "beclometasone dipropionate 200 micrograms with formoterol 6 micrograms dry powder inhaler",
            "2",
            "puffs",
            "inhaled",
            "12-hourly; rinse the mouth afterwards",
        ),
        medicine("ramipril", "2.5", "mg", "by mouth", "at night"),
        medicine(
            "doxycycline",
            "100",
            "mg",
            "by mouth",
            "mornings, five days from 12-Nov",
        ),
        medicine("carbocisteine", "750", "mg", "by mouth", "8-hourly"),
        morphine,
        medicine(
            "prednisolone",
            "30",
            "mg",
            "by mouth",
            "mornings, five days, then stop",
        ),
        medicine("enoxaparin", "40", "mg", "subcutaneous", "18:00 daily"),
    ];
    p
}

pub fn wisniewski() -> Patient {
    let mut p = patient(3, "Wiśniewski-Ścibor", "Zdzisław Łukasz");
    p.sex = Some(Sex::Male);
    p.allergies = Allergies::NoneKnown {
        by: Some("J. Bright, nurse".into()),
        at: Some(at(14, 19, 40)),
    };
    p.weight = Some(Weight {
        kg: "72.0".into(),
        estimated: Some(true),
        at: None,
    });
    p
}

pub fn al_husseini() -> Patient {
    let mut p = patient(8, "Al-Husseini", "Abd al-Rahman");
    p.name.native = Some("عبد الرحمن الحسيني".into());
    p.language = Some("Arabic".into());
    p.sex = Some(Sex::Male);
    p
}

/// Yoruba, typed with combining marks; a latex allergy.
pub fn adebayo() -> Patient {
    let mut p = patient(
        9,
        "Ade\u{301}ba\u{301}yo\u{323}\u{300}-O\u{323}la\u{301}tu\u{301}nji\u{301}",
        "Olu\u{301}was\u{323}eun More\u{323}\u{301}nike\u{323}\u{301}ji\u{300}",
    );
    p.allergies = Allergies::Recorded {
        items: vec![allergy("latex", "contact urticaria")],
    };
    p
}

/// One allergy, and another record that says there is none.
pub fn okafor() -> Patient {
    let mut p = patient(6, "Okafor", "Grace Chidinma");
    p.allergies = Allergies::Recorded {
        items: vec![allergy("penicillins", "anaphylaxis 2009")],
    };
    p.allergy_conflict = Some("Another record says none known on 02-Mar-2026 (GP)".into());
    p
}

/// Four allergies whose words are long, and a conflict that is longer than any band.
pub fn bergstrom() -> Patient {
    let mut p = patient(7, "Bergström", "Ingrid Åsa");
    let long = [
        "trimethoprim with sulfamethoxazole (co-trimoxazole) tablets and suspension",
        "chlorhexidine gluconate 2 % in isopropyl alcohol 70 % skin preparation",
        "iodinated contrast media, iohexol and others of the same kind",
        "natural rubber latex",
    ];
    p.allergies = Allergies::Recorded {
        items: long
            .iter()
            .map(|s| {
                allergy(
                    s,
                    "swelling of the face and hands within an hour, treated in the emergency department",
                )
            })
            .collect(),
    };
    p.allergy_conflict = Some(
        "Another record says none known on 02-Mar-2026 (GP, Lakeside Surgery); Sr Okafor says at 02:40 on 15-Nov-2025 \
         that natural rubber latex is wrong, because gloves were worn without any reaction; the pharmacist’s record of \
         2019 calls the contrast reaction a faint"
            .into(),
    );
    p
}

/// Other scripts in both name and native name.
pub fn scripts() -> Vec<Patient> {
    let names = [
        ("Gilani", "Ayesha", "عائشہ گیلانی"),
        ("Al-Masri", "Aisha", "عَائِشَة المِصْرِيّ"),
        ("Shrivastava", "Rajesh Kumar", "राजेश कुमार श्रीवास्तव"),
        ("Wang", "Xiaoming", "王小明"),
        ("Nguyễn", "Thị Ánh Tuyết", ""),
        ("Yıldırım", "Şebnem Gökçe", ""),
        ("Cohen", "Yael", "יָעֵל כהן"),
        ("Rahman", "Shafiq", "শফিকুর রহমান"),
        ("Singh", "Gurpreet", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
        ("Murugan", "Selvi", "செல்வி முருகன்"),
        ("Tesfaye", "Almaz", "አልማዝ ተስፋዬ"),
        ("Wijesinghe", "Nimal", "නිමල් විජේසිංහ"),
        ("Srisuk", "Somchai", "สมชาย ศรีสุข"),
        ("გელაშვილი", "Nino", ""),
        ("Kim", "Minjun", "김민준"),
        ("Papadopoulou-Καραμανλή", "Ελένη", ""),
    ];
    names
        .iter()
        .zip(20..)
        .map(|((family, given, native), n)| {
            let mut p = patient(n, family, given);
            p.name.native = (!native.is_empty()).then(|| (*native).to_string());
            p
        })
        .collect()
}

pub fn ranked(p: &Patient, rank: u32, tier: Tier, short: &str, reason: &str, act: &str) -> Ranked {
    Ranked {
        id: p.id.0.clone(),
        tier,
        computed: tier,
        affected: true,
        rank,
        needs: Vec::new(),
        floors: Vec::new(),
        reason: reason.into(),
        reason_short: short.into(),
        lowered_when: String::new(),
        act: act.into(),
        act_short: act.chars().take(60).collect(),
        call_now: String::new(),
        recheck_min: tier.recheck_min(),
        slack_h: None,
        unprofiled: Vec::new(),
    }
}

/// Nine people in the order of the engine, every tier and one not affected.
pub fn ranked_ward() -> Vec<(Patient, Ranked)> {
    let rows = [
        (
            wisniewski(),
            Tier::P1,
            "DKA on fixed-rate insulin.",
            "Gas analyser may give wrong values (suspect, J. Mbeki 02:41). Harm in about 15 min; other way takes 2 h.",
            "Nurse stays. Standalone driver, hand-held meter, independent potassium.",
        ),
        (
            patient(10, "Trevelyan-Okoro", "Bartholomew"),
            Tier::P1,
            "Heart rhythm medicine by networked pump.",
            "Pumps working but not trusted. No driver confirmed on the ward.",
            "Prime a second driver first, then swap. Never by gravity.",
        ),
        (
            al_husseini(),
            Tier::P2,
            "Sepsis, antibiotics on e-chart.",
            "NEWS2 missing: counted as 5. Allergies not known.",
            "Observations, allergies, paper chart. First dose.",
        ),
        (
            featherstonehaugh(),
            Tier::P2,
            "NEWS2 9 at 00:50: never lower than P2.",
            "Timed levodopa; e-chart not trusted.",
            "Registrar told by voice. Paper chart, 07:00 dose.",
        ),
        (
            adebayo(),
            Tier::P2,
            "Head injury, scan reported on suspect images.",
            "A decision was made on it.",
            "Senior re-examines. Scan read at the console.",
        ),
        (
            patient(1, "Przybylski", "Jan"),
            Tier::P3,
            "Not profiled:",
            "no condition codes in the census. Counted as P3 until seen.",
            "Doctor writes why the patient is here.",
        ),
        (
            patient(2, "Hargreaves", "Mary"),
            Tier::P4,
            "Planned discharge.",
            "Letter and tablets depend on e-prescribing.",
            "Paper tablets list with pharmacy.",
        ),
        (
            patient(4, "Nguyễn", "Thị Ánh Tuyết"),
            Tier::P4,
            "Routine bloods.",
            "Laboratory results by telephone.",
            "Ask the night list.",
        ),
        (
            patient(6, "Okafor", "Chidi"),
            Tier::P4,
            "Nothing that broke touches this patient.",
            "Normal care.",
            "Normal round.",
        ),
    ];
    let mut out: Vec<(Patient, Ranked)> = rows
        .into_iter()
        .zip(1..)
        .map(|((p, tier, short, reason, act), rank)| {
            let r = ranked(&p, rank, tier, short, reason, act);
            (p, r)
        })
        .collect();
    if let Some(last) = out.last_mut() {
        last.1.affected = false;
    }
    out
}

pub fn card() -> Card {
    let steps = [
        (
            Phase::First15,
            "Count heads against wristbands. Write the census.",
            Some(5),
        ),
        (
            Phase::First15,
            "Ask each patient: name, birth date, allergy, timed medicines, devices.",
            Some(10),
        ),
        (
            Phase::First15,
            "Check bag and mask, suction, oxygen at each bay.",
            Some(10),
        ),
        (Phase::First15, "Put NEWS2 paper at every bed.", Some(15)),
        (
            Phase::FirstHour,
            "Agree tiers with the doctor. Start P1 work-arounds first.",
            Some(20),
        ),
        (
            Phase::FirstHour,
            "Write the stop list on the whiteboard: what nobody may use.",
            Some(25),
        ),
        (
            Phase::FirstHour,
            "Paper drug charts: timed medicines first.",
            Some(45),
        ),
        (
            Phase::FirstHour,
            "Count standalone pumps, monitors, meters. Send to tactical commander.",
            Some(60),
        ),
        (
            Phase::Ongoing,
            "P1 every 15 min, P2 every hour. Safety huddle on the hour.",
            None,
        ),
        (Phase::Ongoing, "Walk the bays if nurse call is lost.", None),
        (
            Phase::StandDown,
            "Return the kit count. Check every chart is filed.",
            None,
        ),
    ];
    Card {
        id: "nurse-in-charge".into(),
        number: "R06".into(),
        kind: CardKind::Role,
        title: "Nurse in charge".into(),
        version: "7".into(),
        version_date: NaiveDate::from_ymd_opt(2025, 11, 1),
        approved_by: None,
        approved_on: None,
        review_due: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
        retired_on: None,
        retired_because: String::new(),
        role: None,
        mission: "Keep every patient on this ward cared for without the screens.".into(),
        reports_to: "Operational lead".into(),
        supervises: Vec::new(),
        triggers: vec!["message 1 arrives".into(), "screens are lost or not trusted".into()],
        systems: Vec::new(),
        location: vec!["ward desk".into()],
        reach_by: vec!["runner, radio ch. 4".into(), "phone 40117 if it rings".into()],
        min_grade: "band 6".into(),
        tabard: "blue".into(),
        steps: steps
            .into_iter()
            .zip(1..)
            .map(|((phase, text, due_min), number)| Step {
                number,
                text: text.into(),
                phase,
                due_min,
                critical: number < 3,
                second_person: false,
            })
            .collect(),
        do_not: vec!["Switch off a pump or ventilator that is treating somebody before its replacement is running and checked.".into(), "Guess an allergy.".into()],
        escalate_if: vec!["a P1 has no named person".into(), "a work-around has no kit left".into(), "two sheets disagree".into(), "anyone is harmed".into()],
        equipment: vec!["charts for 8 hours + 20 %".into(), "downtime numbers".into(), "wristbands".into(), "meters with 2 strip lots".into(), "giving sets 20, 15, 60".into(), "torches".into(), "clock with seconds".into(), "device tags".into()],
        see: vec!["pumps-to-gravity".into()],
        forms: Vec::new(),
        evidence: Vec::new(),
    }
}
