//! Intensive care and pain.

use super::super::case::{Case, Drip, Look, PLAIN, Rate, Unit};

const CENTRAL: &str = "right internal jugular central line";

const NORADRENALINE: Drip = Drip {
    drug: "Noradrenaline",
    amount: "4 mg",
    diluent: "glucose 5 %",
    ml: "50",
    rate: Rate::KgMin(0.15, "micrograms/kg/min", 80.0),
    line: CENTRAL,
    by: "syringe driver",
    code: "snomed:45555007",
};

const PROPOFOL: Drip = Drip {
    drug: "Propofol 1 %",
    amount: "500 mg",
    diluent: "",
    ml: "50",
    rate: Rate::KgH(2.0, "mg/kg/h", 10.0),
    line: CENTRAL,
    by: "syringe driver",
    code: "snomed:387423006",
};

const ALFENTANIL: Drip = Drip {
    drug: "Alfentanil",
    amount: "25 mg",
    diluent: "sodium chloride 0.9 %",
    ml: "50",
    rate: Rate::MlHDose("2", "1", "mg/h"),
    line: CENTRAL,
    by: "syringe driver",
    code: "snomed:387560008",
};

const MONITOR: &str =
    "bedside monitor with arterial line | Philips IntelliVue MX800 | snomed:258057004 | network";
const VENTILATOR: &str = "ventilator | Hamilton-C6 | snomed:706172005 | network";

pub(super) const CASES: &[Case] = &[
    Case {
        shows: "vent_icu",
        unit: Unit::Icu,
        problems: &[
            "Severe community-acquired pneumonia with respiratory failure | snomed:385093006 | icd10:J18.9",
            "Acute respiratory distress syndrome | snomed:67782005 | icd10:J80",
        ],
        procedures: &["Invasive mechanical ventilation | snomed:40617009 | -30h | active"],
        medicines: &[
            "Piperacillin with tazobactam | 4.5 g | intravenous | four times a day | 00:00 06:00 12:00 18:00 | pneumonia",
        ],
        drips: &[PROPOFOL, ALFENTANIL],
        devices: &[VENTILATOR, MONITOR],
        orders: &["laboratory | Arterial blood gas | urgent | ventilated, 4-hourly"],
        look: Look::Sedated,
        breathing: "invasive ventilation, FiO2 0.45, PEEP 10",
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "niv",
        unit: Unit::Respiratory,
        age: (55, 84),
        problems: &["Acute exacerbation of COPD with respiratory acidosis | snomed:195951007 | icd10:J44.1"],
        procedures: &["Non-invasive ventilation | snomed:428311008 | -10h | active"],
        medicines: &[
            "Salbutamol nebuliser | 2.5 mg | nebulised | four times a day | 06:00 12:00 18:00 22:00 | COPD",
            "Prednisolone | 30 mg | oral | once a day | 08:00 | COPD",
        ],
        devices: &["non-invasive ventilator | Philips Respironics V60 | | network"],
        orders: &["laboratory | Arterial blood gas | urgent | 4 hours after change of NIV"],
        look: Look::Scale2,
        breathing: "non-invasive ventilation 18/5, oxygen 2 L/min",
        ..PLAIN
    },
    Case {
        shows: "vasopressor",
        unit: Unit::Icu,
        problems: &["Septic shock, abdominal source | snomed:76571007 | icd10:R57.2"],
        medicines: &[
            "Hydrocortisone | 50 mg | intravenous | four times a day | 00:00 06:00 12:00 18:00 | septic shock | critical",
        ],
        drips: &[NORADRENALINE],
        devices: &[MONITOR],
        look: Look::Sick,
        breathing: "high-flow nasal oxygen 40 L/min, FiO2 0.4",
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "sedation",
        unit: Unit::Icu,
        age: (20, 70),
        problems: &["Traumatic brain injury, sedated and ventilated | snomed:127295002 | icd10:S06.9"],
        procedures: &["Invasive mechanical ventilation | snomed:40617009 | -50h | active"],
        drips: &[
            PROPOFOL,
            ALFENTANIL,
            Drip {
                drug: "Rocuronium",
                amount: "500 mg",
                diluent: "",
                ml: "50",
                rate: Rate::KgH(0.3, "mg/kg/h", 10.0),
                line: CENTRAL,
                by: "syringe driver",
                code: "",
            },
        ],
        devices: &[VENTILATOR, MONITOR],
        look: Look::Sedated,
        breathing: "invasive ventilation, FiO2 0.3, PEEP 5",
        weighed: true,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "ecmo",
        unit: Unit::Icu,
        age: (20, 60),
        problems: &[
            "Severe acute respiratory distress syndrome after influenza | snomed:67782005 | icd10:J80",
        ],
        procedures: &[
            "Extracorporeal membrane oxygenation (ECMO), veno-venous | snomed:233573008 | -70h | active",
        ],
        drips: &[
            PROPOFOL,
            Drip {
                drug: "Heparin sodium",
                amount: "20000 units",
                diluent: "sodium chloride 0.9 %",
                ml: "20",
                rate: Rate::MlHDose("1.2", "1200", "units/h"),
                line: CENTRAL,
                by: "syringe driver",
                code: "snomed:372877000",
            },
        ],
        devices: &[
            "ECMO console | Getinge Cardiohelp | | network",
            VENTILATOR,
            MONITOR,
        ],
        look: Look::Sedated,
        breathing: "invasive ventilation, rest settings, on ECMO",
        weighed: true,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "copd_hypercapnic",
        unit: Unit::Respiratory,
        age: (56, 86),
        stay_h: (3, 24),
        problems: &[
            "Acute hypercapnic respiratory failure due to COPD | snomed:195951007 | icd10:J44.1 | icd10:J96.0",
        ],
        medicines: &[
            "Ipratropium nebuliser | 500 micrograms | nebulised | four times a day | 06:00 12:00 18:00 22:00 | COPD",
            "Prednisolone | 30 mg | oral | once a day | 08:00 | COPD",
        ],
        orders: &["laboratory | Arterial blood gas | urgent | pCO2 one hour after change of oxygen"],
        look: Look::Scale2,
        breathing: "Venturi mask 28 %, target 88 to 92 %",
        ..PLAIN
    },
    Case {
        shows: "o2_dependent",
        unit: Unit::Respiratory,
        problems: &[
            "Severe pneumonia with hypoxaemia, high oxygen requirement | snomed:233604007 | icd10:J18.9",
        ],
        medicines: &[
            "Co-amoxiclav | 1.2 g | intravenous | three times a day | 06:00 14:00 22:00 | pneumonia",
        ],
        look: Look::Sick,
        breathing: "non-rebreathing mask 15 L/min",
        ..PLAIN
    },
    Case {
        shows: "k_infusion",
        unit: Unit::SurgicalHdu,
        stay_h: (10, 60),
        problems: &[
            "Severe hypokalaemia, potassium 2.1 mmol/L, after ileostomy | snomed:43339004 | icd10:E87.6",
        ],
        drips: &[Drip {
            drug: "Potassium chloride concentrated",
            amount: "40 mmol",
            diluent: "sodium chloride 0.9 %",
            ml: "100",
            rate: Rate::MlHDose("25", "10", "mmol/h"),
            line: CENTRAL,
            by: "infusion pump",
            code: "",
        }],
        devices: &[MONITOR],
        orders: &["laboratory | Venous blood gas with potassium | urgent | on concentrated potassium"],
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "pca",
        unit: Unit::Surgical,
        age: (30, 75),
        stay_h: (30, 60),
        problems: &[
            "Colorectal cancer after open right hemicolectomy, day 2 | snomed:363406005 | icd10:C18.9",
        ],
        procedures: &["Open right hemicolectomy | | -40h | past"],
        medicines: &["Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | pain"],
        drips: &[Drip {
            drug: "Morphine, patient-controlled analgesia (PCA)",
            amount: "50 mg",
            diluent: "sodium chloride 0.9 %",
            ml: "50",
            rate: Rate::MlHDose("0", "1", "mg bolus, lock-out 5 min"),
            line: "left forearm cannula",
            by: "PCA pump",
            code: "snomed:373529000",
        }],
        breathing: "nasal cannula 2 L/min",
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "epidural",
        unit: Unit::SurgicalHdu,
        age: (40, 78),
        stay_h: (30, 70),
        problems: &["Oesophageal cancer after oesophagectomy, day 2 | icd10:C15.9"],
        procedures: &["Oesophagectomy | | -44h | past"],
        drips: &[Drip {
            drug: "Levobupivacaine 0.1 % with fentanyl 2 micrograms/mL, epidural",
            amount: "250 mg",
            diluent: "",
            ml: "250",
            rate: Rate::MlH("8"),
            line: "thoracic epidural catheter",
            by: "epidural pump",
            code: "",
        }],
        breathing: "nasal cannula 2 L/min",
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "palliative_driver",
        unit: Unit::OlderPeople,
        age: (70, 95),
        stay_h: (60, 240),
        problems: &["Metastatic lung cancer, end of life care | snomed:254637007 | icd10:C34.9"],
        medicines: &[
            "Morphine | 2.5 mg | subcutaneous | when needed, at least 1 hour apart | | pain | prn 6 doses in 24 hours",
            "Midazolam | 2.5 mg | subcutaneous | when needed | | agitation | prn 6 doses in 24 hours",
        ],
        drips: &[Drip {
            drug: "Morphine 20 mg with midazolam 10 mg, subcutaneous syringe driver over 24 hours",
            amount: "20 mg",
            diluent: "water for injections",
            ml: "22",
            rate: Rate::MlH("0.92"),
            line: "subcutaneous, left upper arm",
            by: "syringe driver",
            code: "",
        }],
        flags: &["End of life care"],
        escalation: "DNACPR. For comfort care on the ward",
        vulnerable: true,
        side_room: true,
        ..PLAIN
    },
];
