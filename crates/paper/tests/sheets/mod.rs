//! A fictional incident as the record, the checkpoint and the recovery sheet take it in.
#![allow(dead_code)] // each test file uses some of them
#![allow(clippy::too_many_lines)] // one incident, told whole

pub mod reports;
pub mod roles;

use std::fmt::Write as _;

use battlebag_paper::{
    CensusChange, CensusChanges, CensusConflict, CensusDifference, CensusFile, CensusLack, CensusLook,
    CensusNeeds, CensusReason, CensusReportSheet, CensusSharedBed, CensusWardNeeds, CensusWarning,
    CheckpointHead, CheckpointMark, CheckpointSheet, RecordDecision, RecordEntry, RecordErasure,
    RecordOption, RecordPointer, RecordRole, RecordSheet, RecordStation, RecoverySheet,
};

/// The text of a checkpoint's code as a log writes it: capitals and digits, 72 bytes a station.
pub fn code_text(stations: usize) -> String {
    let mut text = "BBCP1:".to_string();
    let mut state = 7_u32;
    for _ in 0..(29 + 72 * stations) {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let _ = write!(text, "{:02X}", state >> 24);
    }
    text
}

pub fn mark(stations: usize) -> CheckpointMark {
    CheckpointMark {
        words: [
            "harbour", "velvet", "cactus", "oyster", "magnet", "plough", "window", "saddle",
        ]
        .map(String::from),
        qr: code_text(stations),
    }
}

pub fn checkpoint(stations: usize) -> CheckpointSheet {
    let names = [
        "Ward 7B desk",
        "Tactical command room",
        "Emergency department triage",
        "Pharmacy",
    ];
    let heads = (0..stations)
        .map(|n| CheckpointHead {
            station: names
                .get(n)
                .map_or_else(|| format!("Station {}", n + 1), |s| (*s).to_string()),
            key: format!("9f41c2d80a7b{:04x}", n * 4093),
            height: 412 - 37 * (n as u64 % 9),
        })
        .collect();
    CheckpointSheet {
        made_at: "15-Nov-2025 03:05 GMT".into(),
        heads,
        mark: mark(stations),
    }
}

pub fn recovery() -> RecoverySheet {
    RecoverySheet {
        home: "St Oswin’s downtime home 4K7Q-N9XD".into(),
        made_at: "12-Nov-2025 14:20 GMT".into(),
        code: "BCDF-GHJK-LMNP-QRST-VWXZ-BDFH-JLNQ-SVXC".into(),
        may_open: vec![
            "Emergency preparedness lead, or deputy".into(),
            "Chief information officer, with the on-call director".into(),
        ],
    }
}

pub fn entry(n: usize) -> RecordEntry {
    RecordEntry {
        day: format!("{} November 2025", 15 + n / 400),
        occurred_at: format!("{:02}:{:02}", n / 17 % 24, n * 7 % 60),
        written_later_at: None,
        entry: format!("A {n}"),
        station: "Ward 7B desk".into(),
        who: "J. Mbeki".into(),
        role: "nurse in charge".into(),
        kind: "Note".into(),
        text: format!(
            "Bay {} counted against wristbands, {} people, all as on the list.",
            n % 6 + 1,
            n % 9 + 2
        ),
        details: Vec::new(),
        corrects: None,
        corrected_by: Vec::new(),
        erased: None,
        flagged: false,
    }
}

/// A night at St Oswin’s: late entries, a correction, an erased entry, names of several scripts, and one character
/// that no face draws.
pub fn record() -> RecordSheet {
    let mut entries: Vec<RecordEntry> = (1..=40).map(entry).collect();
    for e in &mut entries {
        e.day = "Saturday 15 November 2025".into();
    }
    entries[1].written_later_at = Some("15-Nov 04:10".into());
    entries[1].text =
        "Pumps in bay 2 run, but nobody vouches for what they show. Two drivers fetched from theatre; \
                       rates read back by two people and written on the board. Registrar told by voice."
            .into();
    entries[1].details = vec![
        "System: infusion pumps. Available: yes. Trusted: no, since 02:41.".into(),
        "Evidence: display frozen on two of six, seen by J. Mbeki and L. Osei.".into(),
    ];
    entries[1].flagged = true;
    entries[3].text = "Insulin 6 units given in bed 3.".into();
    entries[3].corrected_by = vec![RecordPointer {
        entry: "A 6".into(),
        text: "Insulin 4 units given in bed 3: read back from the chart.".into(),
    }];
    entries[5].text = "Insulin 4 units given in bed 3: read back from the chart.".into();
    entries[5].kind = "Correction".into();
    entries[5].corrects = Some(RecordPointer {
        entry: "A 4".into(),
        text: "Insulin 6 units given in bed 3.".into(),
    });
    entries[6].text = "Hearsay about a colleague.".into();
    entries[6].erased = Some(RecordErasure {
        by: "B 12".into(),
        reason: "names a member of staff who is not part of the incident".into(),
    });
    entries[7].who = "عائشہ گیلانی".into();
    entries[7].text = "Family of राजेश कुमार श्रीवास्तव and 王小明 told; thanks \u{1F600} from Adébáyọ̀.".into();
    entries[8].text = "Long read-back from the laboratory. ".repeat(60);
    entries[20].day = "Sunday 16 November 2025".into();
    for e in entries.iter_mut().skip(20) {
        e.day = "Sunday 16 November 2025".into();
    }
    RecordSheet {
        title: "Ransomware, laboratory and pumps".into(),
        zone: "Europe/London".into(),
        opened: "15-Nov-2025 02:14".into(),
        declared: Some("15-Nov-2025 02:31 by A. Trevelyan, tactical commander".into()),
        stood_down: None,
        data_as_at: "Sun 16-Nov-2025 08:30".into(),
        entries_in_log: 40,
        stations: vec![
            RecordStation {
                short: "A".into(),
                name: "Ward 7B desk".into(),
                key: "9f41c2d80a7b1e55".into(),
                entries: 28,
                written_by: vec!["J. Mbeki, nurse in charge".into(), "L. Osei, pharmacist".into()],
            },
            RecordStation {
                short: "B".into(),
                name: "Tactical command room".into(),
                key: "03bd77a1f0c4429e".into(),
                entries: 12,
                written_by: vec!["A. Trevelyan, tactical commander".into(), "R. Novák, loggist".into()],
            },
        ],
        verification: "The log holds: 40 entries on 2 stations, every signature and every link checked on 16-Nov-2025 at 08:31. Nothing is missing and nothing was changed."
            .into(),
        verified: true,
        checkpoint_at: "16-Nov-2025 08:30 GMT".into(),
        checkpoint: mark(2),
        roles: vec![
            RecordRole {
                role: "Tactical commander".into(),
                holder: "A. Trevelyan".into(),
                contact: "radio channel 2, phone 40101".into(),
                from: "15-Nov 02:31".into(),
                until: Some("15-Nov 14:00".into()),
            },
            RecordRole {
                role: "Tactical commander".into(),
                holder: "Katarzyna Wiśniewska-Featherstonehaugh".into(),
                contact: String::new(),
                from: "15-Nov 14:00".into(),
                until: None,
            },
        ],
        decisions: vec![RecordDecision {
            entry: "B 3".into(),
            occurred_at: "15-Nov 02:50".into(),
            written_later_at: Some("15-Nov 03:20".into()),
            who: "A. Trevelyan".into(),
            role: "tactical commander".into(),
            decided: "Divert ambulances for suspected stroke to the Royal from 03:00 until scans can be read at the console again.".into(),
            information: "Images cannot be trusted since 02:14; one console works. Three scans wait. The Royal has agreed by telephone, 02:47.".into(),
            options: vec![
                RecordOption { option: "Keep taking strokes and read at the console.".into(), why_not: "one console, 25 minutes a scan".into() },
                RecordOption { option: "Divert everything.".into(), why_not: String::new() },
            ],
            rationale: "Treatment within an hour is possible at the Royal and not here.".into(),
            risks: "Eleven minutes longer by road. Accepted with the ambulance service.".into(),
            policy: "Downtime plan, section 6.".into(),
            told: "ambulance control, ED consultant, bed manager".into(),
            review_at: String::new(),
        }],
        entries,
    }
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|s| (*s).to_string()).collect()
}

fn change(person: &str, before: &str, after: &str) -> CensusChange {
    CensusChange {
        person: person.into(),
        before: before.into(),
        after: after.into(),
    }
}

/// The census of a bad night: something in every section.
pub fn census() -> CensusReportSheet {
    let lack = |words: &str, hurts: bool, people: &[&str]| CensusLack {
        words: words.into(),
        hurts,
        people: strings(people),
    };
    CensusReportSheet {
        feed: strings(&["adt-2026-11-15.hl7", "PAS bed state 0200.xlsx", "fhir/allergies.ndjson"]),
        as_of: "Sat 15-Nov-2025 02:10".into(),
        age: "56 minutes before printing".into(),
        read: "615 records read: 612 taken, 3 rejected".into(),
        in_patients: 41,
        conflicts: vec![
            CensusConflict {
                person: "AMU 04 OKAFOR, Grace Chidinma".into(),
                allergies: "Penicillins".into(),
                words: "Another record says none known on 02-Mar-2026 (GP)".into(),
            },
            CensusConflict {
                person: "7B 12 FEATHERSTONEHAUGH-CHOLMONDELEY, Alexandrina Wilhelmina Rosamund".into(),
                allergies: "Penicillins, co-trimoxazole, natural rubber latex".into(),
                words: "Sr Okafor says that natural rubber latex is wrong".into(),
            },
        ],
        shared_beds: vec![CensusSharedBed {
            place: "AMU, Bay 2, bed 04".into(),
            people: strings(&["OKAFOR, Grace Chidinma", "GILANI, Ayesha عائشہ گیلانی"]),
        }],
        lacks: vec![
            lack("without a ward", true, &[]),
            lack("without a bed", true, &["AMU PRZYBYLSKI, Jan", "AMU NGUYỄN, Thị Ánh Tuyết"]),
            lack("without any number", true, &["ED resus 2 UNKNOWN MALE"]),
            lack("with allergies not known", true, &[
                "AMU 01 COHEN, Yael", "AMU 02 SINGH, Gurpreet", "AMU 03 KIM, Minjun",
                "AMU 05 ADÉBÁYỌ̀-ỌLÁTÚNJÍ, Olúwaṣeun Mọ́rẹ́nikẹ́jì",
            ]),
            lack("without a weight", false, &["AMU 01 COHEN, Yael", "AMU 02 SINGH, Gurpreet"]),
            lack("without NEWS2 or another acuity", false, &[]),
        ],
        differences: vec![CensusDifference {
            person: "AMU 04 OKAFOR, Grace Chidinma".into(),
            field: "bed".into(),
            by_hand: "bed 07: Sr Okafor, 02:40".into(),
            in_feed: "bed 04: census of 02:10".into(),
        }],
        changes: Some(CensusChanges {
            since: "Fri 14-Nov-2025 22:00".into(),
            came: strings(&["AMU 01 COHEN, Yael", "AMU 02 SINGH, Gurpreet"]),
            went: Vec::new(),
            moved: vec![change("7B 03 WIŚNIEWSKI-ŚCIBOR, Zdzisław", "AMU, Bay 1, bed 02", "7B, bed 03")],
            allergies: vec![change("7B 09 王小明", "not known", "Latex")],
            identity: vec![change(
                "AMU 06 RAHMAN, Shafiq",
                "RAHMAN, Shafiq, born 1951-03-04, NHS number not known",
                "RAHMAN, Shafiq, born 1951-04-03, NHS number 999 000 1006",
            )],
        }),
        needs: Some(CensusNeeds {
            wards: vec![
                CensusWardNeeds { ward: "AMU".into(), in_patients: 18, profiled: 11, ordinary: 4, not_profiled: 3, needs_look: 2 },
                CensusWardNeeds { ward: "7B".into(), in_patients: 23, profiled: 9, ordinary: 12, not_profiled: 2, needs_look: 1 },
            ],
            look: vec![
                CensusLook {
                    person: "AMU 04 OKAFOR, Grace Chidinma".into(),
                    what: "Condition \"?PE\": only a suspicion\nMedicine \"Heparin\": no word on how it is given".into(),
                },
                CensusLook { person: "7B 12 FEATHERSTONEHAUGH-CHOLMONDELEY, Alexandrina Wilhelmina Rosamund".into(), what: "Device \"VP shunt, programmable\": the bag does not know it".into() },
            ],
            nothing_recorded: 4,
        }),
        reasons: vec![
            CensusReason {
                reason: "The birth date \"31-02-1951\" is no date. Look at the wristband and write it by hand.".into(),
                count: 2,
                places: strings(&["adt-2026-11-15.hl7, message 3, PID-7", "adt-2026-11-15.hl7, message 9, PID-7"]),
            },
            CensusReason {
                reason: "The row has no name and no number.".into(),
                count: 1,
                places: strings(&["PAS bed state 0200.xlsx, sheet Beds, row 40"]),
            },
        ],
        warnings: vec![
            CensusWarning {
                text: "The stay is marked as going on, but its end has passed: not counted as in a bed. Check with the ward.".into(),
                file: "adt-2026-11-15.hl7".into(),
                at: "message 12".into(),
            },
            CensusWarning {
                text: "A name has a picture in it: \u{1F600}. Look at the wristband.".into(),
                file: String::new(),
                at: String::new(),
            },
        ],
        files: vec![
            CensusFile { file: "adt-2026-11-15.hl7".into(), records: 402, taken: 400, rejected: 2 },
            CensusFile { file: "PAS bed state 0200.xlsx".into(), records: 213, taken: 212, rejected: 1 },
        ],
    }
}
