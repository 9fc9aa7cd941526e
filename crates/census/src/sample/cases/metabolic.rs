//! Diabetes, salts, kidneys.

use super::super::case::{Case, Drip, Look, PLAIN, Rate, Unit};

const INSULIN: Drip = Drip {
    drug: "Soluble human insulin",
    amount: "50 units",
    diluent: "sodium chloride 0.9 %",
    ml: "50",
    rate: Rate::KgH(0.1, "units/kg/h", 1.0),
    line: "left forearm cannula",
    by: "syringe driver",
    code: "snomed:67866001",
};

pub(super) const CASES: &[Case] = &[
    Case {
        shows: "dka_friii",
        unit: Unit::Amu,
        age: (18, 62),
        stay_h: (3, 16),
        problems: &[
            "Diabetic ketoacidosis | snomed:420422005 | icd10:E10.1",
            "Type 1 diabetes mellitus | snomed:46635009 | icd10:E10.9",
        ],
        medicines: &[
            "Insulin glargine | 18 units | subcutaneous | once a day | 22:00 | type 1 diabetes | critical",
            "Enoxaparin | 40 mg | subcutaneous | once a day | 18:00 | prevention of clots",
        ],
        drips: &[
            INSULIN,
            Drip {
                drug: "Sodium chloride 0.9 % with potassium chloride 40 mmol/L",
                amount: "40 mmol",
                diluent: "sodium chloride 0.9 %",
                ml: "1000",
                rate: Rate::MlH("250"),
                line: "right forearm cannula",
                by: "infusion pump",
                code: "",
            },
        ],
        orders: &[
            "laboratory | Venous blood gas with potassium | urgent | DKA on fixed-rate insulin, 2-hourly",
            "laboratory | Urea and electrolytes | urgent | potassium in DKA",
            "laboratory | Blood glucose and ketones | urgent | hourly in DKA",
        ],
        look: Look::Unwell,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "hhs",
        unit: Unit::Amu,
        age: (58, 88),
        stay_h: (4, 20),
        problems: &[
            "Hyperosmolar hyperglycaemic state | icd10:E11.0",
            "Type 2 diabetes mellitus | snomed:44054006 | icd10:E11.9",
        ],
        medicines: &["Dalteparin | 5000 units | subcutaneous | once a day | 18:00 | prevention of clots"],
        drips: &[Drip {
            drug: "Sodium chloride 0.9 %",
            amount: "",
            diluent: "",
            ml: "1000",
            rate: Rate::MlH("500"),
            line: "left forearm cannula",
            by: "infusion pump",
            code: "snomed:387390002",
        }],
        orders: &[
            "laboratory | Serum osmolality, sodium and glucose | urgent | HHS, fall of osmolality",
            "laboratory | Venous blood gas | urgent | hourly in HHS",
        ],
        look: Look::Unwell,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "vriii",
        unit: Unit::Surgical,
        age: (25, 75),
        stay_h: (18, 60),
        problems: &[
            "Acute cholecystitis, nil by mouth for theatre | snomed:65275009 | icd10:K81.0",
            "Type 1 diabetes mellitus | snomed:46635009 | icd10:E10.9",
        ],
        medicines: &[
            "Insulin detemir | 14 units | subcutaneous | once a day | 22:00 | type 1 diabetes | critical",
            "Co-amoxiclav | 1.2 g | intravenous | three times a day | 06:00 14:00 22:00 | cholecystitis",
        ],
        drips: &[
            Drip {
                rate: Rate::MlHDose("2", "2", "units/h"),
                drug: "Soluble human insulin, variable rate",
                ..INSULIN
            },
            Drip {
                drug: "Glucose 5 % with sodium chloride 0.45 % and potassium chloride 20 mmol",
                amount: "20 mmol",
                diluent: "glucose 5 % with sodium chloride 0.45 %",
                ml: "500",
                rate: Rate::MlH("83"),
                line: "left forearm cannula",
                by: "infusion pump",
                code: "",
            },
        ],
        orders: &["laboratory | Urea and electrolytes | routine | on variable-rate insulin"],
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "insulin_pump_user",
        age: (19, 55),
        problems: &[
            "Cellulitis of leg | snomed:128045006 | icd10:L03.1",
            "Type 1 diabetes mellitus on insulin pump | snomed:46635009 | icd10:E10.9",
        ],
        medicines: &[
            "Insulin aspart by own insulin pump | as set in the pump | subcutaneous | continuous with meal boluses | | type 1 diabetes | critical",
            "Flucloxacillin | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | cellulitis",
        ],
        devices: &[
            "insulin pump | Medtronic MiniMed 780G | snomed:69805005 | network",
            "continuous glucose monitor with phone app | Guardian 4 | | network",
        ],
        flags: &["Manages own insulin pump and glucose sensor"],
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "hypoNa_hypertonic",
        unit: Unit::Icu,
        age: (40, 85),
        stay_h: (2, 10),
        problems: &[
            "Severe symptomatic hyponatraemia, sodium 112 mmol/L, seizure | snomed:89627008 | icd10:E87.1",
        ],
        drips: &[Drip {
            drug: "Sodium chloride 2.7 % (hypertonic saline)",
            amount: "",
            diluent: "",
            ml: "500",
            rate: Rate::MlH("30"),
            line: "right internal jugular central line",
            by: "infusion pump",
            code: "",
        }],
        devices: &["bedside monitor | Philips IntelliVue MX700 | snomed:258057004 | network"],
        orders: &[
            "laboratory | Blood gas with sodium | urgent | hourly on hypertonic saline",
            "laboratory | Sodium | urgent | rise of sodium, 4-hourly",
        ],
        look: Look::Confused,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "aki_hyperk",
        unit: Unit::Renal,
        stay_h: (2, 18),
        problems: &[
            "Hyperkalaemia, potassium 6.9 mmol/L with ECG changes | snomed:14140009 | icd10:E87.5",
            "Acute kidney injury stage 3 | snomed:14669001 | icd10:N17.9",
        ],
        medicines: &[
            "Calcium gluconate 10 % | 30 mL | intravenous | once only, repeat if ECG changes stay | | hyperkalaemia",
            "Soluble human insulin 10 units in glucose 25 g | 10 units | intravenous | once only | | hyperkalaemia",
            "Salbutamol nebuliser | 10 mg | nebulised | once only | | hyperkalaemia",
        ],
        devices: &["bedside monitor | GE Carescape B450 | snomed:258057004 | network"],
        orders: &[
            "laboratory | Venous blood gas with potassium | urgent | potassium at 1, 2, 4 and 6 hours",
            "laboratory | Urea and electrolytes | urgent | AKI with hyperkalaemia",
            "laboratory | Capillary glucose after insulin and glucose | urgent | 0, 15, 30, 60, 90 min then to 6 h",
        ],
        look: Look::Unwell,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "aki_acidosis",
        unit: Unit::Renal,
        stay_h: (8, 40),
        problems: &[
            "Acute kidney injury stage 2 | snomed:14669001 | icd10:N17.9",
            "Metabolic acidosis, potassium 5.4 mmol/L | snomed:59455009 | icd10:E87.2",
        ],
        drips: &[Drip {
            drug: "Sodium bicarbonate 1.4 %",
            amount: "",
            diluent: "",
            ml: "500",
            rate: Rate::MlH("125"),
            line: "left forearm cannula",
            by: "infusion pump",
            code: "",
        }],
        orders: &[
            "laboratory | Venous blood gas with lactate | urgent | acidosis, 4-hourly",
            "laboratory | Urea and electrolytes | urgent | AKI",
        ],
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "dialysis_due",
        unit: Unit::Dialysis,
        age: (35, 82),
        stay_h: (1, 3),
        problems: &[
            "End-stage renal disease on haemodialysis three times a week | snomed:46177005 | icd10:N18.5",
        ],
        procedures: &["Haemodialysis due today | snomed:302497006 | +2h | planned"],
        medicines: &[
            "Sevelamer | 800 mg | oral | three times a day with meals | 08:00 12:00 18:00 | phosphate binder",
            "Alfacalcidol | 0.25 micrograms | oral | once a day | 08:00 | renal bone disease",
        ],
        devices: &["haemodialysis machine | Fresenius 5008S | snomed:448735002 | network"],
        orders: &["laboratory | Pre-dialysis potassium | routine | before session"],
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "dialysis_overdue",
        unit: Unit::Renal,
        age: (40, 80),
        stay_h: (2, 12),
        problems: &[
            "Fluid overload, two dialysis sessions missed | snomed:21639008 | icd10:E87.7",
            "End-stage renal disease on haemodialysis | snomed:46177005 | icd10:N18.5",
            "Hyperkalaemia | snomed:14140009 | icd10:E87.5",
        ],
        procedures: &["Urgent haemodialysis, overdue | snomed:302497006 | +1h | planned"],
        medicines: &["Calcium gluconate 10 % | 30 mL | intravenous | once only | | hyperkalaemia"],
        orders: &[
            "procedure | Urgent haemodialysis | urgent | overdue and overloaded",
            "laboratory | Venous blood gas with potassium | urgent | overdue dialysis, 2-hourly",
        ],
        look: Look::Unwell,
        breathing: "oxygen by mask 5 L/min",
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "crrt",
        unit: Unit::Icu,
        problems: &[
            "Septic shock, source urinary | snomed:76571007 | icd10:R57.2",
            "Acute kidney injury stage 3 | snomed:14669001 | icd10:N17.9",
        ],
        procedures: &[
            "Continuous veno-venous haemofiltration with citrate | snomed:714749008 | -14h | active",
        ],
        medicines: &["Meropenem | 1 g | intravenous | twice a day | 06:00 18:00 | urinary sepsis"],
        devices: &[
            "continuous renal replacement therapy machine | Baxter Prismax | | network",
            "bedside monitor | Philips IntelliVue MX800 | snomed:258057004 | network",
        ],
        orders: &["laboratory | Blood gas with ionised calcium | urgent | citrate anticoagulation, 4-hourly"],
        look: Look::Unwell,
        breathing: "nasal cannula 3 L/min",
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "lithium",
        unit: Unit::Amu,
        age: (35, 75),
        stay_h: (3, 14),
        problems: &[
            "Lithium toxicity: coarse tremor, ataxia and drowsiness",
            "Bipolar affective disorder | snomed:13746004 | icd10:F31.9",
        ],
        drips: &[Drip {
            drug: "Sodium chloride 0.9 %",
            amount: "",
            diluent: "",
            ml: "1000",
            rate: Rate::MlH("125"),
            line: "left forearm cannula",
            by: "infusion pump",
            code: "snomed:387390002",
        }],
        orders: &[
            "laboratory | Lithium level | urgent | toxicity, repeat in 6 hours",
            "laboratory | Urea and electrolytes | urgent | sodium and creatinine in lithium toxicity",
        ],
        look: Look::Unsettled,
        ..PLAIN
    },
    Case {
        shows: "paracetamol_od",
        unit: Unit::Amu,
        age: (16, 55),
        stay_h: (2, 5),
        problems: &["Paracetamol overdose, 3 hours ago, level due at 4 hours | icd10:T39.1"],
        medicines: &[
            "Ondansetron | 4 mg | intravenous | three times a day when needed | | nausea | prn 16 mg in 24 hours",
        ],
        drips: &[Drip {
            drug: "Acetylcysteine",
            amount: "200 mg/kg",
            diluent: "glucose 5 %",
            ml: "500",
            rate: Rate::MlH("125"),
            line: "left forearm cannula",
            by: "infusion pump",
            code: "",
        }],
        orders: &["laboratory | Paracetamol level at 4 hours | urgent | treatment line 100 mg/L at 4 h"],
        weighed: true,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "salicylate_alcohol",
        unit: Unit::Amu,
        age: (18, 60),
        stay_h: (2, 8),
        problems: &[
            "Salicylate poisoning with metabolic acidosis | icd10:T39.0",
            "Metabolic acidosis | snomed:59455009 | icd10:E87.2",
        ],
        drips: &[Drip {
            drug: "Sodium bicarbonate 1.26 %",
            amount: "",
            diluent: "",
            ml: "1000",
            rate: Rate::MlH("250"),
            line: "right forearm cannula",
            by: "infusion pump",
            code: "",
        }],
        orders: &[
            "laboratory | Venous blood gas | urgent | salicylate poisoning, hourly",
            "laboratory | Salicylate level | urgent | repeat 2-hourly until falling",
        ],
        look: Look::Unwell,
        weighed: true,
        ordinary_past: false,
        ..PLAIN
    },
];
