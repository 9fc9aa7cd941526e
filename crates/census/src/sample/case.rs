//! The shape of a case: what a real record would say of a patient with this illness. Words are parsed when a patient is
//! made; a test reads every case.

use crate::model::{Sex, WardKind};

/// Units of the sample hospital.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Majors,
    Resus,
    Amu,
    Icu,
    SurgicalHdu,
    CoronaryCare,
    Cardiology,
    Renal,
    Dialysis,
    Stroke,
    Neurosurgery,
    Oncology,
    ChemotherapyDay,
    Respiratory,
    Gastro,
    Medical,
    OlderPeople,
    Orthopaedic,
    Surgical,
    Vascular,
    Theatres,
    Labour,
    Postnatal,
    Nicu,
    Children,
    Infectious,
    VirtualWard,
    HomeVentilation,
}

/// A unit's name, kind, specialty, and its share of 1,000 in-patients.
pub(super) struct UnitFacts {
    pub unit: Unit,
    pub name: &'static str,
    pub kind: WardKind,
    pub specialty: &'static str,
    pub share: u64,
}

const fn facts(
    unit: Unit,
    name: &'static str,
    kind: WardKind,
    specialty: &'static str,
    share: u64,
) -> UnitFacts {
    UnitFacts {
        unit,
        name,
        kind,
        specialty,
        share,
    }
}

/// All units. The names alone tell the kind ([`crate::wards::kind_of`]), as real ones mostly do.
pub(super) const UNITS: &[UnitFacts] = &[
    facts(
        Unit::Majors,
        "Emergency department majors",
        WardKind::Emergency,
        "Emergency medicine",
        55,
    ),
    facts(
        Unit::Resus,
        "Emergency department resus",
        WardKind::Emergency,
        "Emergency medicine",
        8,
    ),
    facts(
        Unit::Amu,
        "AMU",
        WardKind::AcuteMedical,
        "Acute internal medicine",
        105,
    ),
    facts(
        Unit::Icu,
        "Intensive care unit",
        WardKind::IntensiveCare,
        "Intensive care medicine",
        30,
    ),
    facts(
        Unit::SurgicalHdu,
        "Surgical high dependency unit",
        WardKind::HighDependency,
        "General surgery",
        20,
    ),
    facts(
        Unit::CoronaryCare,
        "Coronary care unit",
        WardKind::Cardiac,
        "Cardiology",
        22,
    ),
    facts(
        Unit::Cardiology,
        "Cardiology ward",
        WardKind::Cardiac,
        "Cardiology",
        45,
    ),
    facts(Unit::Renal, "Renal ward", WardKind::Renal, "Renal medicine", 32),
    facts(
        Unit::Dialysis,
        "Dialysis unit",
        WardKind::Renal,
        "Renal medicine",
        18,
    ),
    facts(
        Unit::Stroke,
        "Stroke unit",
        WardKind::Neuro,
        "Stroke medicine",
        40,
    ),
    facts(
        Unit::Neurosurgery,
        "Neurosurgery and spinal ward",
        WardKind::Neuro,
        "Neurosurgery",
        28,
    ),
    facts(
        Unit::Oncology,
        "Oncology and haematology ward",
        WardKind::Cancer,
        "Medical oncology",
        35,
    ),
    facts(
        Unit::ChemotherapyDay,
        "Chemotherapy day unit",
        WardKind::Cancer,
        "Medical oncology",
        10,
    ),
    facts(
        Unit::Respiratory,
        "Respiratory ward",
        WardKind::Medical,
        "Respiratory medicine",
        62,
    ),
    facts(
        Unit::Gastro,
        "Gastroenterology ward",
        WardKind::Medical,
        "Gastroenterology",
        55,
    ),
    facts(
        Unit::Medical,
        "General medical ward",
        WardKind::Medical,
        "General internal medicine",
        85,
    ),
    facts(
        Unit::OlderPeople,
        "Older people's ward",
        WardKind::OlderPeople,
        "Geriatric medicine",
        120,
    ),
    facts(
        Unit::Orthopaedic,
        "Orthopaedic trauma ward",
        WardKind::Surgical,
        "Trauma and orthopaedics",
        58,
    ),
    facts(
        Unit::Surgical,
        "General surgery ward",
        WardKind::Surgical,
        "General surgery",
        62,
    ),
    facts(
        Unit::Vascular,
        "Vascular and urology ward",
        WardKind::Surgical,
        "Vascular surgery",
        30,
    ),
    facts(
        Unit::Theatres,
        "Theatres and recovery",
        WardKind::Theatre,
        "Anaesthetics",
        5,
    ),
    facts(Unit::Labour, "Labour ward", WardKind::Labour, "Obstetrics", 12),
    facts(
        Unit::Postnatal,
        "Postnatal maternity ward",
        WardKind::Maternity,
        "Obstetrics",
        28,
    ),
    facts(Unit::Nicu, "Neonatal unit", WardKind::Neonatal, "Neonatology", 18),
    facts(
        Unit::Children,
        "Children's ward",
        WardKind::Paediatric,
        "Paediatrics",
        45,
    ),
    facts(
        Unit::Infectious,
        "Infectious diseases ward",
        WardKind::Medical,
        "Infectious diseases",
        12,
    ),
    facts(
        Unit::VirtualWard,
        "Virtual ward",
        WardKind::Community,
        "General internal medicine",
        8,
    ),
    facts(
        Unit::HomeVentilation,
        "Home ventilation service",
        WardKind::Community,
        "Respiratory medicine",
        2,
    ),
];

/// How the observations look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// NEWS2 0 or 1.
    Well,
    /// NEWS2 1 to 4.
    Unsettled,
    /// NEWS2 about 5 or 6.
    Unwell,
    /// NEWS2 7 or more.
    Sick,
    /// Chronic hypercapnia: scale 2, on controlled oxygen.
    Scale2,
    /// New confusion, else well.
    Confused,
    /// Sedated on a ventilator: consciousness is not charted as ACVPU.
    Sedated,
    /// Under anaesthesia or under 16 or in maternity: numbers by age, and no NEWS2.
    ByAge,
}

/// The rate of an infusion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Rate {
    /// mL/h as written.
    MlH(&'static str),
    /// mL/h, and the dose rate in words.
    MlHDose(&'static str, &'static str, &'static str),
    /// Dose a kilogram an hour, its unit, and how much of it is in one mL.
    KgH(f64, &'static str, f64),
    /// Dose a kilogram a minute.
    KgMin(f64, &'static str, f64),
}

/// An infusion that is running.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drip {
    pub drug: &'static str,
    /// "50 units"; empty for a ready bag.
    pub amount: &'static str,
    pub diluent: &'static str,
    pub ml: &'static str,
    pub rate: Rate,
    pub line: &'static str,
    /// "syringe driver", "infusion pump", "PCA pump"; empty: by gravity.
    pub by: &'static str,
    /// "snomed:…", or nothing.
    pub code: &'static str,
}

/// A case.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "a case is a table of yes and no")]
pub(super) struct Case {
    /// The dependence that it must show: it is written into no record. Empty: ordinary.
    pub shows: &'static str,
    pub unit: Unit,
    /// Years; days on the neonatal unit.
    pub age: (i64, i64),
    pub sex: Option<Sex>,
    pub stay_h: (i64, i64),
    /// "words | snomed:… | icd10:… | suspected"; the first is the reason for the stay.
    pub problems: &'static [&'static str],
    /// "words | snomed:… | -20h | past": when, relative to now.
    pub procedures: &'static [&'static str],
    /// "name | dose | route | how often | times | what for | critical, prn 8 tablets in 24 hours, first dose due".
    pub medicines: &'static [&'static str],
    pub drips: &'static [Drip],
    /// "kind | maker and model | snomed:… | network".
    pub devices: &'static [&'static str],
    /// "laboratory | words | urgent | question".
    pub orders: &'static [&'static str],
    pub look: Look,
    pub breathing: &'static str,
    pub flags: &'static [&'static str],
    pub isolation: &'static str,
    pub escalation: &'static str,
    /// "substance | reaction | severity"; empty: as people are.
    pub allergy: &'static str,
    pub weighed: bool,
    pub pregnant: bool,
    pub vulnerable: bool,
    pub side_room: bool,
    /// Long-term illness may be added, as ordinary people have it.
    pub ordinary_past: bool,
}

/// What most cases have in common.
pub(super) const PLAIN: Case = Case {
    shows: "",
    unit: Unit::Medical,
    age: (45, 88),
    sex: None,
    stay_h: (20, 140),
    problems: &[],
    procedures: &[],
    medicines: &[],
    drips: &[],
    devices: &[],
    orders: &[],
    look: Look::Well,
    breathing: "",
    flags: &[],
    isolation: "",
    escalation: "",
    allergy: "",
    weighed: false,
    pregnant: false,
    vulnerable: false,
    side_room: false,
    ordinary_past: true,
};
