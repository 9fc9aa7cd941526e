//! Mothers, babies, children.

use super::super::case::{Case, Drip, Look, PLAIN, Rate, Unit};
use crate::model::Sex;

const MOTHER: Case = Case {
    unit: Unit::Labour,
    age: (18, 43),
    sex: Some(Sex::Female),
    stay_h: (1, 14),
    look: Look::ByAge,
    pregnant: true,
    weighed: true,
    ordinary_past: false,
    ..PLAIN
};

const BABY: Case = Case {
    unit: Unit::Nicu,
    age: (0, 25),
    look: Look::ByAge,
    weighed: true,
    vulnerable: true,
    ordinary_past: false,
    ..PLAIN
};

const CTG: &str =
    "cardiotocograph (CTG), continuous, on central monitoring | Philips Avalon FM30 | | network";

pub(super) const CASES: &[Case] = &[
    Case {
        shows: "labour_low",
        problems: &["In labour, low risk, 40 weeks, intermittent auscultation | icd10:O80"],
        ..MOTHER
    },
    Case {
        shows: "labour_high",
        problems: &["In labour, high risk: meconium and previous caesarean, continuous CTG | icd10:O66.4"],
        devices: &[CTG],
        ..MOTHER
    },
    Case {
        shows: "cs_urgent",
        stay_h: (3, 12),
        problems: &["Category 1 caesarean section, fetal bradycardia | icd10:O68.0"],
        procedures: &["Emergency caesarean section, category 1 | snomed:274130007 | +0h | planned"],
        devices: &[CTG],
        orders: &["blood | Group and save, 2 units crossmatched | urgent | category 1 caesarean"],
        ..MOTHER
    },
    Case {
        shows: "eclampsia_mg",
        problems: &["Severe pre-eclampsia on magnesium sulfate | snomed:398254007 | icd10:O14.1"],
        medicines: &[
            "Labetalol | 200 mg | oral | three times a day | 08:00 14:00 22:00 | hypertension | critical",
        ],
        drips: &[Drip {
            drug: "Magnesium sulfate",
            amount: "10 g",
            diluent: "sodium chloride 0.9 %",
            ml: "50",
            rate: Rate::MlHDose("5", "1", "g/h"),
            line: "left forearm cannula",
            by: "syringe driver",
            code: "snomed:387202002",
        }],
        devices: &[CTG],
        orders: &[
            "laboratory | Full blood count, liver function and clotting | urgent | pre-eclampsia, 6-hourly",
        ],
        ..MOTHER
    },
    Case {
        shows: "oxytocin",
        problems: &["Slow progress in labour, augmentation with oxytocin | icd10:O62.1"],
        drips: &[Drip {
            drug: "Oxytocin",
            amount: "10 units",
            diluent: "sodium chloride 0.9 %",
            ml: "500",
            rate: Rate::MlHDose("24", "8", "milliunits/min"),
            line: "left forearm cannula",
            by: "infusion pump",
            code: "snomed:112115002",
        }],
        devices: &[CTG],
        ..MOTHER
    },
    Case {
        shows: "nicu_tpn",
        problems: &["Preterm baby, 28 weeks, on parenteral nutrition | snomed:395507008 | icd10:P07.3"],
        drips: &[
            Drip {
                drug: "Neonatal parenteral nutrition with glucose 10 %",
                amount: "",
                diluent: "",
                ml: "100",
                rate: Rate::KgH(5.0, "mL/kg/h", 1.0),
                line: "umbilical venous catheter",
                by: "neonatal syringe driver",
                code: "",
            },
            Drip {
                drug: "Lipid emulsion 20 %, neonatal",
                amount: "",
                diluent: "",
                ml: "20",
                rate: Rate::KgH(0.6, "mL/kg/h", 1.0),
                line: "umbilical venous catheter",
                by: "neonatal syringe driver",
                code: "",
            },
        ],
        devices: &[
            "incubator | Dräger Babyleo | snomed:360008003 | network",
            "neonatal monitor | Philips IntelliVue MX500 | snomed:258057004 | network",
        ],
        orders: &[
            "laboratory | Capillary blood gas with glucose and sodium | urgent | neonate on parenteral nutrition, 6-hourly",
        ],
        ..BABY
    },
    Case {
        shows: "nicu_vent",
        age: (0, 6),
        problems: &[
            "Respiratory distress syndrome of newborn, ventilated | snomed:46775006 | icd10:P22.0",
            "Preterm baby, 26 weeks | snomed:395507008 | icd10:P07.2",
        ],
        procedures: &["Invasive mechanical ventilation of newborn | snomed:40617009 | -20h | active"],
        medicines: &[
            "Caffeine citrate | 10 mg/kg | intravenous | once a day | 09:00 | apnoea of prematurity | critical",
        ],
        drips: &[
            Drip {
                drug: "Dopamine, neonatal",
                amount: "30 mg",
                diluent: "glucose 10 %",
                ml: "50",
                rate: Rate::KgMin(5.0, "micrograms/kg/min", 600.0),
                line: "umbilical venous catheter",
                by: "neonatal syringe driver",
                code: "",
            },
            Drip {
                drug: "Glucose 10 %, neonatal maintenance",
                amount: "",
                diluent: "",
                ml: "50",
                rate: Rate::KgH(3.0, "mL/kg/h", 1.0),
                line: "umbilical venous catheter",
                by: "neonatal syringe driver",
                code: "",
            },
        ],
        devices: &[
            "neonatal ventilator | Dräger Babylog VN800 | snomed:706172005 | network",
            "incubator | Dräger Babyleo | snomed:360008003 | network",
            "neonatal monitor | Philips IntelliVue MX500 | snomed:258057004 | network",
        ],
        breathing: "invasive ventilation, FiO2 0.35",
        ..BABY
    },
    Case {
        shows: "paeds_weight",
        unit: Unit::Children,
        age: (1, 11),
        stay_h: (6, 50),
        problems: &[
            "Gastroenteritis with dehydration, on intravenous fluids by weight | snomed:25374005 | icd10:A09.9",
        ],
        medicines: &[
            "Paracetamol | 15 mg/kg | oral | four times a day when needed | | fever | prn 60 mg/kg in 24 hours",
        ],
        drips: &[Drip {
            drug: "Sodium chloride 0.9 % with glucose 5 % and potassium chloride 10 mmol",
            amount: "10 mmol",
            diluent: "sodium chloride 0.9 % with glucose 5 %",
            ml: "500",
            rate: Rate::KgH(3.5, "mL/kg/h", 1.0),
            line: "right hand cannula",
            by: "infusion pump",
            code: "",
        }],
        look: Look::ByAge,
        weighed: true,
        ordinary_past: false,
        ..PLAIN
    },
];
