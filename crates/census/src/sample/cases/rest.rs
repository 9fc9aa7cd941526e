//! Home, theatre, and needs of the record, the doors and the call bell.

use super::super::case::{Case, Look, PLAIN, Unit};

pub(super) const CASES: &[Case] = &[
    Case {
        shows: "home_vent",
        unit: Unit::HomeVentilation,
        age: (18, 70),
        stay_h: (700, 9000),
        problems: &[
            "Motor neurone disease with home ventilation, 18 hours a day | snomed:37340000 | icd10:G12.2",
        ],
        medicines: &["Riluzole | 50 mg | oral | twice a day | 08:00 20:00 | motor neurone disease"],
        devices: &["home ventilator | ResMed Astral 150 | snomed:706172005 | network"],
        breathing: "home ventilator by mask, 18 hours a day",
        vulnerable: true,
        ..PLAIN
    },
    Case {
        shows: "virtual_ward",
        unit: Unit::VirtualWard,
        age: (55, 90),
        stay_h: (20, 200),
        problems: &["Heart failure on virtual ward, daily remote monitoring | snomed:84114007 | icd10:I50.9"],
        medicines: &["Furosemide | 80 mg | oral | twice a day | 08:00 13:00 | heart failure"],
        devices: &[
            "remote monitoring kit: pulse oximeter, blood pressure, scales | Current Health | | network",
        ],
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "theatre_ga",
        unit: Unit::Theatres,
        age: (25, 80),
        stay_h: (4, 30),
        problems: &["Perforated appendix | snomed:85189001 | icd10:K35.2"],
        procedures: &[
            "Laparoscopic appendicectomy in progress | snomed:80146002 | -1h | active",
            "General anaesthesia | snomed:50697003 | -1h | active",
        ],
        devices: &[
            "anaesthetic machine | GE Aisys CS2 | | network",
            "theatre patient monitor | GE Carescape B850 | snomed:258057004 | network",
        ],
        look: Look::Sedated,
        breathing: "ventilated by anaesthetic machine",
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "elective_wait",
        unit: Unit::Orthopaedic,
        age: (50, 82),
        stay_h: (2, 12),
        problems: &[
            "Osteoarthritis of left knee, admitted for elective knee replacement | snomed:396275006 | icd10:M17.1",
        ],
        procedures: &[
            "Elective left total knee replacement, on list, not started | snomed:609588000 | +7h | planned",
        ],
        orders: &["procedure | Left total knee replacement | routine | elective list"],
        ..PLAIN
    },
    Case {
        shows: "postop_24h",
        unit: Unit::Surgical,
        age: (35, 82),
        stay_h: (14, 30),
        problems: &["First day after anterior resection of rectum for cancer | snomed:363351006 | icd10:C20"],
        procedures: &["Anterior resection of rectum (major surgery) | | -11h | past"],
        medicines: &[
            "Paracetamol | 1 g | intravenous | four times a day | 06:00 12:00 18:00 22:00 | pain",
            "Oxycodone | 5 mg | oral | when needed | | pain | prn 6 doses in 24 hours",
        ],
        orders: &[
            "laboratory | Full blood count, urea and electrolytes | routine | first day after operation",
        ],
        look: Look::Unsettled,
        breathing: "nasal cannula 2 L/min",
        ..PLAIN
    },
    Case {
        shows: "allergy_severe",
        unit: Unit::Amu,
        age: (70, 92),
        problems: &[
            "Acute confusion with chest infection | snomed:2776000 | icd10:F05.9",
            "Dementia, cannot give a history | snomed:52448006 | icd10:F03",
        ],
        medicines: &["Doxycycline | 100 mg | oral | once a day | 08:00 | chest infection"],
        look: Look::Confused,
        allergy: "Penicillin | anaphylaxis | severe, high risk",
        flags: &["Unable to give history"],
        vulnerable: true,
        ..PLAIN
    },
    Case {
        shows: "addisons",
        unit: Unit::Medical,
        age: (25, 75),
        problems: &[
            "Gastroenteritis | snomed:25374005 | icd10:A09.9",
            "Addison's disease (adrenal insufficiency) | snomed:363732003 | icd10:E27.1",
        ],
        medicines: &[
            "Hydrocortisone | 20 mg | oral | three times a day, sick-day double dose | 07:00 12:00 17:00 | adrenal insufficiency | critical",
            "Fludrocortisone | 100 micrograms | oral | once a day | 08:00 | adrenal insufficiency",
        ],
        flags: &["Steroid-dependent: never omit"],
        look: Look::Unsettled,
        ..PLAIN
    },
    Case {
        shows: "wander_risk",
        unit: Unit::OlderPeople,
        age: (72, 93),
        problems: &[
            "Delirium, walks with purpose and tries to leave the ward | snomed:2776000 | icd10:F05.9",
            "Dementia | snomed:52448006 | icd10:F03",
        ],
        medicines: &["Memantine | 10 mg | oral | once a day | 08:00 | dementia"],
        flags: &[
            "Deprivation of Liberty Safeguards in place",
            "Wandering risk: door tag",
        ],
        look: Look::Confused,
        vulnerable: true,
        ..PLAIN
    },
    Case {
        shows: "falls_sideroom",
        unit: Unit::OlderPeople,
        age: (76, 96),
        problems: &["Recurrent falls, needs two to transfer | snomed:161898004 | icd10:R29.6"],
        medicines: &["Alendronic acid | 70 mg | oral | once a week | 07:00 | osteoporosis"],
        flags: &["High falls risk, side room, relies on nurse call bell"],
        isolation: "Norovirus contact, side room",
        vulnerable: true,
        side_room: true,
        ..PLAIN
    },
    Case {
        shows: "histology_wait",
        unit: Unit::Gastro,
        age: (45, 80),
        stay_h: (60, 200),
        problems: &["Colonic polyp removed, awaiting histology | icd10:K63.5"],
        orders: &["laboratory | Histology of colonic polyp | routine | awaiting report"],
        ..PLAIN
    },
];
