//! Roles of a fictional night: held, vacant, two holders, too much for one, long names in several scripts.

use battlebag_bag::{Bag, Level, Role};
use battlebag_paper::{
    ContactPart, ContactRow, ContactSheet, OrgBox, OrgChart, OrgState, ReportForm, ReportPart, ReportSheet,
    Tabard,
};

use super::mark;

pub fn tabard(role: &Role) -> Tabard {
    Tabard {
        role: role.spoken().into(),
        colour: role.tabard_colour().into(),
        ways: role.ways(),
        card: "R13".into(),
    }
}

pub fn tabards(bag: &Bag) -> Vec<Tabard> {
    bag.roles.iter().map(tabard).collect()
}

fn holder(id: &str) -> (&'static str, &'static str, OrgState) {
    match id {
        "strategic-commander" => ("Alasdair Mac an t-Saoir", "radio 1", OrgState::Held),
        "tactical-commander" => (
            "Siobhán Ní Chonchúir-Okafor",
            "radio 2",
            OrgState::Overloaded("8 people".into()),
        ),
        "medical-lead" => ("Dr Margaret Achterberg", "radio 1", OrgState::Held),
        "icu-lead" => ("Sr Mbeki-Lund and Dr Park", "", OrgState::TwoSay),
        "blood-bank-lead" => ("", "", OrgState::Vacant("38 min".into())),
        "pathology-lead" => (
            "Katarzyna Wiśniewska-Featherstonehaugh-Cholmondeley",
            "analogue phone in the laboratory, then radio 6",
            OrgState::Overloaded("2 roles".into()),
        ),
        "radiology-lead" => ("王小明", "radio 7", OrgState::Held),
        "pharmacy-lead" => ("राजेश कुमार श्रीवास्तव", "radio 6", OrgState::Held),
        "theatre-lead" => ("عائشہ گیلانی", "radio 3", OrgState::Held),
        "loggist" => ("Tomasz Wróblewski for Ann Lee", "in person", OrgState::Held),
        _ => ("", "", OrgState::NotCalled),
    }
}

pub fn org_chart(bag: &Bag) -> OrgChart {
    let boxes = bag.roles.iter().map(|role| {
        let (holder, reach, state) = holder(&role.id);
        let state = match state {
            OrgState::NotCalled if role.required => OrgState::Vacant("1 h 02".into()),
            state => state,
        };
        OrgBox {
            id: role.id.clone(),
            title: role.spoken().into(),
            reports_to: role.reports_to.clone(),
            holder: holder.into(),
            reach: reach.into(),
            state,
        }
    });
    OrgChart {
        data_as_at: "15 Nov 2025 03:06 GMT".into(),
        boxes: boxes.collect(),
    }
}

pub fn contacts(bag: &Bag) -> ContactSheet {
    let row = |role: &Role| {
        let (name, reach, state) = holder(&role.id);
        ContactRow {
            role: format!("{} ({})", role.spoken(), role.tabard_colour()),
            held: if name.is_empty() {
                Vec::new()
            } else {
                vec![format!("{name}, {reach}")]
            },
            vacant: role.required && state == OrgState::NotCalled,
            call: if role.id == "blood-bank-lead" {
                vec!["Ines Castellanos-Murphy, bleep 2217".into()]
            } else {
                Vec::new()
            },
            phone: role.phone.clone(),
            radio: role.radio.clone(),
            runner: role.runner.clone(),
        }
    };
    let part = |name: &str, level| ContactPart {
        name: name.into(),
        rows: bag.roles.iter().filter(|r| r.level == level).map(row).collect(),
    };
    ContactSheet {
        data_as_at: "15 Nov 2025 03:06 GMT".into(),
        facts: vec![
            ("Hospital", "St Oswin’s Hospital".into()),
            (
                "Mind",
                "Hospital mail and chat may be overheard: telephone, radio, runner".into(),
            ),
        ],
        parts: vec![
            part("Strategic", Level::Strategic),
            part("Tactical", Level::Tactical),
            part("Beside the commanders", Level::Support),
            part("Operational leads", Level::Operational),
            part("Wards", Level::Ward),
        ],
    }
}

pub fn handover() -> ReportSheet {
    let part = |word: &str, lines: &[&str]| ReportPart {
        word: word.into(),
        text: lines.join("\n"),
        ..ReportPart::default()
    };
    ReportSheet {
        form: ReportForm::Handover,
        name: "Hand-over of Tactical commander (Silver)".into(),
        signed: None,
        data_as_at: "15 Nov 2025 03:06 GMT".into(),
        facts: vec![
            ("Role", "Tactical commander (Silver)".into()),
            (
                "Held by",
                "Siobhán Ní Chonchúir-Okafor, radio 2, since Fri 14-Nov 20:02".into(),
            ),
            ("Told since", "Fri 14-Nov 20:02".into()),
            ("Incident", "Ransomware, laboratory and pumps".into()),
            ("Census", "of 15 Nov 2025 01:39 GMT".into()),
        ],
        parts: vec![
            part(
                "The incident",
                &[
                    "Ransomware, laboratory and pumps: Major incident, cyber: declared Sat 15-Nov 02:14",
                    "The clock runs for 52 min",
                    "Objective 1: Blood gases by hand in intensive care (Ines Castellanos-Murphy sees to it)",
                ],
            ),
            part(
                "Above and below",
                &[
                    "Reports to Strategic commander (Gold): Alasdair Mac an t-Saoir, radio 1",
                    "Loggist: Tomasz Wróblewski-Achebe, in person",
                    "Switchboard lead: vacant",
                ],
            ),
            part(
                "Systems down, or not to be believed",
                &[
                    "Pathology laboratory system: down, suspect, said by R. Oyelaran-Smith 02:41, lapses 03:41",
                    "Alder infusion pumps, medical wards: runs, compromised, said by K. Lindqvist-Mensah 02:20, lapsed: say again how it is",
                ],
            ),
            part(
                "P1 and P2 by ward",
                &[
                    "612 in-patients: P1 14 (5 not confirmed), P2 41, P3 118, P4 287, not affected 152",
                    "AMU: P1 6, P2 9, 4 to confirm, of 42",
                    "Intensive care: P1 5, P2 3, of 18",
                    "No P1 and no P2: 7B, 8A, Day surgery",
                    "Short: Stand-alone syringe driver, 14 needed, 9 left",
                ],
            ),
            part(
                "Open decisions",
                &[
                    "02:50 Siobhán Ní Chonchúir-Okafor: Divert ambulances for suspected stroke to the Royal until scans can be read at the console again (was to be looked at again 03:00, entry 41)",
                ],
            ),
            part(
                "Open tasks",
                &["Late, was due 02:55: Staffing lead: Twelve runners to the laboratory hatch"],
            ),
            part(
                "Steps of the card not finished",
                &[
                    "Late 22 min: Tactical commander, step 5, critical: Roll call of leads",
                    "Not critical, not finished: steps 8, 9, 11",
                ],
            ),
            part(
                "Due next",
                &[
                    "Late, was due 03:00: SitRep 1",
                    "03:30 Briefing 2",
                    "Mon 17-Nov 02:20 By law: personal data breach (Priya Raghunathan-Bell sees to it)",
                ],
            ),
            part("Waits for a person to settle", &[]),
            part(
                "Who was told what",
                &[
                    "02:31 Ward 7B by runner: Pumps are not to be trusted (not read back)",
                    "02:50 ambulance control: the decision Divert stroke to the Royal",
                ],
            ),
        ],
        checkpoint_at: "15 Nov 2025 03:07 GMT".into(),
        checkpoint: mark(2),
    }
}
