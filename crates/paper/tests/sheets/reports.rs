//! A fictional night in reports: signed and not signed, short and far too long.

use battlebag_paper::{ReportForm, ReportPart, ReportSheet};

use super::mark;

fn parts(of: &[(&str, &str, &str, &str)]) -> Vec<ReportPart> {
    of.iter()
        .map(|(letter, word, asks, text)| ReportPart {
            letter: (*letter).into(),
            word: (*word).into(),
            asks: (*asks).into(),
            text: (*text).into(),
        })
        .collect()
}

fn sheet(form: ReportForm, name: &str, signed: bool, parts: Vec<ReportPart>) -> ReportSheet {
    ReportSheet {
        form,
        name: name.into(),
        signed: signed.then(|| {
            "Siobhán Ní Chonchúir-Okafor, Tactical commander (Silver), 15 Nov 2025 03:06 GMT, entry 214"
                .into()
        }),
        data_as_at: "15 Nov 2025 03:06 GMT".into(),
        facts: vec![
            ("Incident", "Ransomware, laboratory and pumps".into()),
            ("Census", "of 15 Nov 2025 01:39 GMT".into()),
        ],
        parts,
        checkpoint_at: "15 Nov 2025 03:07 GMT".into(),
        checkpoint: mark(2),
    }
}

pub fn methane(signed: bool) -> ReportSheet {
    let parts = parts(&[
        (
            "M",
            "Major incident",
            "declared or standby, since when",
            "Major incident, cyber: declared Sat 15-Nov 02:14",
        ),
        (
            "E",
            "Exact location",
            "which sites and wards, which systems",
            "St Oswin’s Hospital. Down: Pathology laboratory system; e-prescribing. Wards hit: AMU; Intensive care; Renal",
        ),
        (
            "T",
            "Type of incident",
            "what is known of the attack, and what is not",
            "Ransomware, laboratory and pumps",
        ),
        (
            "H",
            "Hazards",
            "what runs but must not be believed, what may fail next",
            "Running but not to be believed: Smart pumps; Imaging archive. Short: Stand-alone syringe driver, 14 needed, 9 left",
        ),
        ("A", "Access", "which phones, radios and doors work", ""),
        (
            "N",
            "Number of patients",
            "how many, how many cannot wait",
            "612 in-patients: P1 14 (5 not confirmed), P2 41, P3 118, P4 287, not affected 152. P1 by ward: AMU 3; Renal 2",
        ),
        (
            "E",
            "Emergency response",
            "who is here, who and what is needed",
            "4 roles filled: Strategic commander (Gold); Tactical commander (Silver); Loggist; Digital lead. Needed: Blood bank lead",
        ),
    ]);
    sheet(ReportForm::Methane, "METHANE 2", signed, parts)
}

pub fn sitrep() -> ReportSheet {
    let parts = parts(&[
        (
            "",
            "Situation to date",
            "",
            "Down: Pathology laboratory system; e-prescribing. Not to be believed: Smart pumps. 612 in-patients: P1 14 (5 not confirmed), P2 41, P3 118, P4 287, not affected 152",
        ),
        (
            "",
            "Changed since the last one",
            "",
            "Systems: Pathology laboratory system: was up and trusted, now down. K. Lindqvist-Mensah, 02:46\nTiers: P1 9 to 14, P2 38 to 41; 6 rose, 1 fell, 2 new, 0 gone\nRoles: 02:51 Loggist given to Inés Castellanos-Murphy\nDecisions: 02:58 Stop electronic blood issue\nSteps overdue: 2: Medical lead, step 4 (late 22 min, critical); Ward 9, step 2 (late 6 min)\nOther ways: short now: Stand-alone syringe driver, 14 needed, 9 left\nNo change: incident, objectives",
        ),
        (
            "",
            "Actions to date",
            "",
            "11 card steps done; 02:40 Printed Ward pack AMU: 88 pages, 44 sheets",
        ),
        (
            "",
            "Actions planned",
            "",
            "Objectives: 1 Blood gases by hand in ICU. Tasks: Equipment library: count the drivers",
        ),
        ("", "Issues foreseen", "", ""),
    ]);
    let mut sheet = sheet(ReportForm::SitRep, "SitRep 3", true, parts);
    sheet
        .facts
        .insert(0, ("Period", "Sat 15-Nov 02:06 to Sat 15-Nov 03:06".into()));
    sheet.facts.insert(
        1,
        (
            "Told",
            "ICB on call and NHS England region, by phone, 03:10".into(),
        ),
    );
    sheet
}

pub fn briefing(signed: bool) -> ReportSheet {
    let parts = parts(&[
        (
            "I",
            "Information",
            "what has happened, what is known and what is not",
            "Major incident, cyber: declared Sat 15-Nov 02:14. Down: Pathology laboratory system. Not to be believed: Smart pumps",
        ),
        (
            "I",
            "Intent",
            "what is to be reached in this period",
            "1 Blood gases by hand in ICU. Period 1, until Sat 15-Nov 07:00: the night",
        ),
        (
            "M",
            "Method",
            "how, and who does what",
            "Equipment library: count the drivers",
        ),
        (
            "A",
            "Administration",
            "people, kit, paper, food, rest, log",
            "4 roles filled: Strategic commander (Gold); Tactical commander (Silver). Needed: Blood bank lead",
        ),
        (
            "R",
            "Risk assessment",
            "what can go wrong, and what is done against it",
            "Running but not to be believed: Smart pumps",
        ),
        (
            "C",
            "Communications",
            "who speaks to whom, by which way, how often",
            "Next SitRep: 04:00",
        ),
        (
            "H",
            "Humanitarian issues",
            "what is owed to patients, families and staff",
            "",
        ),
    ]);
    sheet(ReportForm::Briefing, "Briefing 1", signed, parts)
}

/// A part that goes over pages.
pub fn far_too_long() -> ReportSheet {
    let mut sheet = methane(false);
    sheet.parts[1].text = (1..=220)
        .map(|n| format!("Ward {n:03} is hit"))
        .collect::<Vec<_>>()
        .join("; ")
        + "; ";
    sheet
}
