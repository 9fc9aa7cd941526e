//! Chest, abdomen, blood.

use super::super::case::{Case, Drip, Look, PLAIN, Rate, Unit};

pub(super) const CASES: &[Case] = &[
    Case {
        shows: "ptx_drain",
        unit: Unit::Respiratory,
        age: (18, 60),
        stay_h: (2, 10),
        problems: &[
            "Primary spontaneous pneumothorax, right, for chest drain | snomed:36118008 | icd10:J93.1",
        ],
        procedures: &["Insertion of intercostal chest drain, right | | +2h | planned"],
        orders: &["radiology | Chest X-ray after drain | urgent | side and position of drain"],
        look: Look::Unsettled,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "ng_tube",
        unit: Unit::Stroke,
        stay_h: (20, 70),
        problems: &["Ischaemic stroke with dysphagia | snomed:422504002 | icd10:I63.9"],
        procedures: &[
            "Insertion of nasogastric tube, position not confirmed | snomed:87750000 | -1h | active",
        ],
        orders: &["radiology | Chest X-ray for nasogastric tube position | urgent | no aspirate obtained"],
        flags: &["Nil by mouth"],
        vulnerable: true,
        ..PLAIN
    },
    Case {
        shows: "ng_feeding_film",
        unit: Unit::Stroke,
        stay_h: (40, 120),
        problems: &["Ischaemic stroke with dysphagia | snomed:422504002 | icd10:I63.9"],
        procedures: &[
            "Nasogastric feeding, tube position confirmed by chest X-ray | snomed:61420007 | -9h | active",
        ],
        drips: &[Drip {
            drug: "Nutrison nasogastric feed",
            amount: "",
            diluent: "",
            ml: "1000",
            rate: Rate::MlH("55"),
            line: "nasogastric tube",
            by: "enteral feeding pump",
            code: "",
        }],
        flags: &["Nasogastric feed running, position checked on film"],
        vulnerable: true,
        ..PLAIN
    },
    Case {
        shows: "major_trauma",
        unit: Unit::Resus,
        age: (18, 60),
        stay_h: (0, 1),
        problems: &[
            "Major trauma, road traffic collision, awaiting trauma CT | snomed:417746004 | icd10:T07",
        ],
        medicines: &["Tranexamic acid | 1 g | intravenous | once only | | trauma"],
        orders: &[
            "radiology | Trauma CT head to pelvis | urgent | bleeding source?",
            "blood | Crossmatch 4 units red cells | urgent | major trauma",
        ],
        look: Look::Sick,
        breathing: "non-rebreathing mask 15 L/min",
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "raaa",
        unit: Unit::Resus,
        age: (66, 86),
        stay_h: (0, 1),
        problems: &[
            "Suspected ruptured abdominal aortic aneurysm | snomed:14336007 | icd10:I71.3 | suspected",
        ],
        orders: &[
            "radiology | CT angiogram aorta | urgent | ruptured aneurysm?",
            "blood | Crossmatch 6 units red cells | urgent | ruptured aneurysm",
        ],
        look: Look::Sick,
        breathing: "non-rebreathing mask 15 L/min",
        ..PLAIN
    },
    Case {
        shows: "massive_haem",
        unit: Unit::SurgicalHdu,
        stay_h: (2, 10),
        problems: &[
            "Major haemorrhage, upper gastrointestinal, massive haemorrhage protocol activated | snomed:37372002 | icd10:K92.2",
        ],
        medicines: &[
            "Terlipressin | 2 mg | intravenous | four times a day | 00:00 06:00 12:00 18:00 | variceal bleed",
        ],
        orders: &[
            "blood | Massive haemorrhage pack A: 4 red cells, 4 plasma | urgent | active bleeding",
            "laboratory | Full blood count, clotting and fibrinogen | urgent | every 30 to 60 min",
        ],
        look: Look::Sick,
        breathing: "oxygen by mask 8 L/min",
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "gi_bleed_stable",
        unit: Unit::Gastro,
        stay_h: (4, 20),
        problems: &["Upper gastrointestinal bleed, haemodynamically stable | snomed:37372002 | icd10:K92.2"],
        medicines: &["Omeprazole | 40 mg | intravenous | twice a day | 08:00 20:00 | gastrointestinal bleed"],
        orders: &[
            "blood | Crossmatch 2 units red cells | urgent | upper gastrointestinal bleed",
            "laboratory | Full blood count and INR | urgent | 6-hourly",
        ],
        look: Look::Unsettled,
        ..PLAIN
    },
    Case {
        shows: "transfusion_dep",
        unit: Unit::ChemotherapyDay,
        age: (60, 86),
        stay_h: (1, 3),
        problems: &[
            "Myelodysplastic syndrome, transfusion-dependent, with red cell antibodies | snomed:109995007 | icd10:D46.9",
        ],
        procedures: &["Red cell transfusion due today | snomed:116863004 | +2h | planned"],
        orders: &[
            "blood | 2 units red cells, antigen-negative | routine | transfusion-dependent anaemia, anti-K and anti-Jka",
        ],
        ..PLAIN
    },
    Case {
        shows: "sickle_crisis",
        unit: Unit::Oncology,
        age: (18, 48),
        stay_h: (4, 40),
        problems: &[
            "Sickle cell crisis, painful, acute chest syndrome to be excluded | snomed:417425009 | icd10:D57.0",
        ],
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
        orders: &[
            "blood | Extended-phenotype red cells, exchange transfusion on standby | urgent | sickle cell crisis",
        ],
        look: Look::Unsettled,
        breathing: "nasal cannula 2 L/min",
        weighed: true,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "neutropenic",
        unit: Unit::Oncology,
        stay_h: (0, 1),
        problems: &[
            "Suspected neutropenic sepsis, temperature 38.9 | snomed:409089005 | icd10:D70 | suspected",
            "Breast cancer on chemotherapy, day 9 | snomed:254837009 | icd10:C50.9",
        ],
        medicines: &[
            "Piperacillin with tazobactam | 4.5 g | intravenous | four times a day, first dose not yet given | | neutropenic sepsis | critical, first dose due",
        ],
        orders: &[
            "laboratory | Full blood count, neutrophils and blood cultures | urgent | neutropenic sepsis",
        ],
        look: Look::Sick,
        sex: Some(crate::model::Sex::Female),
        ..PLAIN
    },
    Case {
        shows: "pe_heparin",
        unit: Unit::Amu,
        stay_h: (6, 40),
        problems: &[
            "Pulmonary embolism | snomed:59282003 | icd10:I26.9",
            "Chronic kidney disease stage 4 | snomed:431857002 | icd10:N18.4",
        ],
        drips: &[Drip {
            drug: "Heparin sodium, unfractionated",
            amount: "20000 units",
            diluent: "sodium chloride 0.9 %",
            ml: "20",
            rate: Rate::KgH(18.0, "units/kg/h", 1000.0),
            line: "left forearm cannula",
            by: "syringe driver",
            code: "snomed:372877000",
        }],
        orders: &["laboratory | APTT ratio | urgent | 6 hours after change of heparin"],
        look: Look::Unsettled,
        breathing: "nasal cannula 2 L/min",
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "warfarin_bleed",
        unit: Unit::Majors,
        age: (65, 90),
        stay_h: (0, 3),
        problems: &[
            "Bleeding on warfarin: epistaxis with falling haemoglobin | snomed:131148009 | icd10:D68.3",
            "Mechanical aortic valve | icd10:Z95.2",
        ],
        medicines: &[
            "Warfarin | as INR | oral | held | | mechanical valve | critical",
            "Phytomenadione (vitamin K) | 5 mg | intravenous | once only | | reversal of warfarin",
        ],
        orders: &[
            "laboratory | INR and haemoglobin | urgent | bleeding on warfarin",
            "blood | Prothrombin complex concentrate | urgent | bleeding on warfarin",
        ],
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "tacrolimus",
        unit: Unit::Renal,
        age: (25, 70),
        problems: &[
            "Diarrhoea and dehydration | snomed:62315008 | icd10:A09.9",
            "Kidney transplant recipient | icd10:Z94.0",
        ],
        medicines: &[
            "Tacrolimus modified-release (Advagraf) | 4 mg | oral | once a day | 08:00 | transplant | critical",
            "Mycophenolate mofetil | 500 mg | oral | twice a day | 08:00 20:00 | transplant",
        ],
        orders: &["laboratory | Tacrolimus trough level | routine | transplant, diarrhoea"],
        weighed: true,
        ..PLAIN
    },
];
