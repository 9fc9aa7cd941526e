//! Infection, cancer, nutrition.

use super::super::case::{Case, Drip, Look, PLAIN, Rate, Unit};

pub(super) const CASES: &[Case] = &[
    Case {
        shows: "sepsis_high",
        unit: Unit::Majors,
        stay_h: (0, 1),
        problems: &[
            "Suspected sepsis, high risk, source not known | snomed:91302008 | icd10:A41.9 | suspected",
        ],
        medicines: &[
            "Co-amoxiclav | 1.2 g | intravenous | three times a day, first dose not yet given | | sepsis | critical, first dose due",
        ],
        orders: &[
            "laboratory | Venous blood gas with lactate | urgent | sepsis",
            "laboratory | Blood cultures | urgent | before first antibiotic",
        ],
        look: Look::Sick,
        breathing: "oxygen by mask 6 L/min",
        ..PLAIN
    },
    Case {
        shows: "sepsis_treated",
        unit: Unit::Medical,
        stay_h: (30, 90),
        problems: &[
            "Sepsis due to urinary tract infection, improving on day 2 of antibiotics | snomed:91302008 | icd10:A41.9",
        ],
        medicines: &[
            "Co-amoxiclav | 1.2 g | intravenous | three times a day | 06:00 14:00 22:00 | urinary sepsis",
            "Paracetamol | 1 g | oral | four times a day when needed | | fever | prn 4 g in 24 hours",
        ],
        orders: &["laboratory | Lactate, creatinine and blood culture result | routine | sepsis day 2"],
        look: Look::Unsettled,
        ..PLAIN
    },
    Case {
        shows: "gent_vanc",
        unit: Unit::Surgical,
        stay_h: (40, 120),
        problems: &["Infected vascular graft, on vancomycin | icd10:T82.7"],
        medicines: &[
            "Vancomycin | 1 g | intravenous | twice a day, by level | 08:00 20:00 | graft infection | critical",
            "Gentamicin | 320 mg | intravenous | once a day, by level | 18:00 | graft infection | critical",
        ],
        orders: &[
            "laboratory | Vancomycin trough level | routine | before fourth dose",
            "laboratory | Gentamicin level and creatinine | routine | day 3",
        ],
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "chemo_due",
        unit: Unit::ChemotherapyDay,
        age: (35, 78),
        stay_h: (1, 3),
        problems: &[
            "Colon cancer, adjuvant chemotherapy cycle 3 due today, not started | snomed:363406005 | icd10:C18.9",
        ],
        procedures: &["Chemotherapy cycle 3, FOLFOX, due today | snomed:367336001 | +2h | planned"],
        orders: &["laboratory | Full blood count and renal function before chemotherapy | routine | cycle 3"],
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "chemo_infusing",
        unit: Unit::ChemotherapyDay,
        age: (35, 72),
        stay_h: (2, 5),
        sex: Some(crate::model::Sex::Female),
        problems: &["Breast cancer, chemotherapy running: epirubicin | snomed:254837009 | icd10:C50.9"],
        procedures: &["Chemotherapy cycle 2 running | snomed:367336001 | -1h | active"],
        medicines: &["Ondansetron | 8 mg | oral | twice a day | 08:00 20:00 | nausea"],
        drips: &[Drip {
            drug: "Epirubicin (cytotoxic, vesicant)",
            amount: "160 mg",
            diluent: "sodium chloride 0.9 %",
            ml: "80",
            rate: Rate::MlH("160"),
            line: "implanted port, right chest",
            by: "infusion pump",
            code: "snomed:417916005",
        }],
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "rt_cat1",
        unit: Unit::Oncology,
        age: (45, 74),
        problems: &["Head and neck cancer, radical radiotherapy fraction 18 of 30, category 1 | icd10:C10.9"],
        procedures: &["Radical radiotherapy, daily fraction due today | snomed:108290001 | +5h | planned"],
        medicines: &[
            "Morphine oral solution | 5 mg | oral | when needed | | mucositis | prn 6 doses in 24 hours",
        ],
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "rt_emergency",
        unit: Unit::Oncology,
        age: (50, 84),
        stay_h: (8, 24),
        problems: &[
            "Metastatic spinal cord compression confirmed, for emergency radiotherapy | snomed:71286001 | icd10:G95.2",
            "Lung cancer with bone metastases | snomed:254637007 | icd10:C34.9",
        ],
        procedures: &[
            "Emergency radiotherapy, single fraction, within 24 hours | snomed:108290001 | +6h | planned",
        ],
        medicines: &["Dexamethasone | 8 mg | oral | twice a day | 08:00 12:00 | cord compression | critical"],
        ..PLAIN
    },
    Case {
        shows: "tpn_adult",
        unit: Unit::Gastro,
        age: (25, 74),
        stay_h: (90, 300),
        problems: &["Intestinal failure after small bowel resection, on parenteral nutrition | icd10:K91.2"],
        drips: &[Drip {
            drug: "Parenteral nutrition (TPN)",
            amount: "",
            diluent: "",
            ml: "2000",
            rate: Rate::MlH("83"),
            line: "tunnelled central line",
            by: "infusion pump",
            code: "",
        }],
        orders: &[
            "laboratory | Potassium, magnesium and phosphate | routine | parenteral nutrition, refeeding",
        ],
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "isolation_np",
        unit: Unit::Infectious,
        age: (20, 70),
        stay_h: (40, 300),
        problems: &["Pulmonary tuberculosis, smear positive | snomed:154283005 | icd10:A15.0"],
        medicines: &[
            "Rifampicin with isoniazid, pyrazinamide and ethambutol | 5 tablets | oral | once a day | 08:00 | tuberculosis",
        ],
        isolation: "Airborne isolation in negative-pressure room",
        side_room: true,
        ..PLAIN
    },
];
