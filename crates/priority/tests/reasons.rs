//! What a tired person reads, word for word.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use battlebag_bag::Bag;
use battlebag_census::AcuityBand;
use battlebag_priority::situation::state_of_word;
use battlebag_priority::{Acuity, Case, Circumstances, Ranked, rank};

static BAG: LazyLock<Bag> =
    LazyLock::new(|| Bag::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap());

fn hour(systems: &[(&str, &str)]) -> Circumstances {
    let own: BTreeMap<_, _> = systems
        .iter()
        .map(|&(code, word)| (code.into(), state_of_word(word).unwrap()))
        .collect();
    Circumstances {
        bag_in_date: true,
        ..Circumstances::from_own_states(&BAG.systems, &own)
    }
}

fn case(profiles: &[&str], acuity: Acuity) -> Case {
    Case {
        id: "one".to_owned(),
        place: "AMU 04".to_owned(),
        ward: String::new(),
        profiles: profiles.iter().map(|&code| code.into()).collect(),
        unprofiled: vec![],
        acuity,
        running: BTreeSet::new(),
        acted_on_suspect: false,
        vulnerable: false,
        inpatient: true,
    }
}

fn news2(score: u8) -> Acuity {
    Acuity::News2 {
        score,
        single_three: false,
        rising: false,
    }
}

fn one(circumstances: &Circumstances, case: Case) -> Ranked {
    rank(&BAG, circumstances, &[case], &[]).remove(0)
}

/// Everything that is read about one patient.
fn read(one: &Ranked) -> String {
    let call = if one.call_now.is_empty() {
        "-"
    } else {
        &one.call_now
    };
    let lowered = if one.lowered_when.is_empty() {
        "-"
    } else {
        &one.lowered_when
    };
    format!(
        "{}\n{}\n{}\nDo: {}\nDo, short: {}\n{call}\ncheck again in {} min",
        one.reason, lowered, one.reason_short, one.act, one.act_short, one.recheck_min
    )
}

#[test]
fn a_dka_patient_on_the_acute_board() {
    let one = one(
        &hour(&[
            ("LIMS", "compromised"),
            ("BGA", "compromised"),
            ("PUMP", "compromised"),
        ]),
        case(&["dka_friii"], news2(5)),
    );
    insta::assert_snapshot!(read(&one), @r"
        P1 because DKA on fixed-rate IV insulin needs the blood gas analyser for pH, bicarbonate and potassium (at 1 h, 2 h, then 2-hourly), and it is up, but must not be believed. Harm is possible in about 15 min. The other way takes 2 h. Not confirmed on site: stand-alone gas analyser. Late 1 h 45.
        Becomes P2 once in place: stand-alone gas analyser and stand-alone syringe driver.
        DKA on insulin infusion: blood gas analyser not trusted
        Do: Move the insulin to a stand-alone driver first. Check glucose and ketones every hour on a hand-held meter. Find an independent potassium within the hour. Give no potassium and change no insulin on an untrusted result. Move to high dependency or intensive care; transfer if no potassium source exists anywhere.
        Do, short: Insulin on stand-alone driver; get independent potassium
        -
        check again in 15 min
        ");
}

#[test]
fn suspected_cauda_equina_with_images_that_cannot_be_believed() {
    let one = one(
        &hour(&[("PACS", "compromised"), ("MRI", "suspect"), ("EHR", "down")]),
        case(&["cauda_equina"], news2(0)),
    );
    insta::assert_snapshot!(read(&one), @r"
        P1 because suspected cauda equina syndrome needs the imaging system for image transfer and report (once), and it is up, but must not be believed. Harm is possible in 3 h. Only a bridge: senior examination (assumed from the bag check); the full alternative takes 4 h. Not confirmed on site: transfer to another unit. Late 1 h 00.
        Becomes P2 once in place: transfer to another unit.
        Suspected cauda equina: imaging system cannot be believed
        Do: Phone the spinal centre now. Scan the bladder (over 200 mL supports it). Move to an MRI that can be trusted. Accept no clear scan from a suspect system.
        Do, short: Phone the spinal centre now; bladder scan; find MRI
        Call now: the spinal centre, and ask for a scan there.
        check again in 15 min
        ");
}

#[test]
fn a_clear_scan_from_the_suspect_period_and_a_patient_about_to_go_home() {
    let one = one(
        &hour(&[("PACS", "compromised")]),
        Case {
            acted_on_suspect: true,
            ..case(&["cauda_equina"], news2(0))
        },
    );
    insta::assert_snapshot!(read(&one), @r"
        P1 because suspected cauda equina syndrome needs the imaging system for image transfer and report (once), and it is up, but must not be believed. A decision was already taken on what it showed. Harm is possible in 1 h. Only a bridge: senior examination (assumed from the bag check); the full alternative takes 4 h. Not confirmed on site: MRI at the console and transfer to another unit. Late 3 h 00.
        Becomes P2 once in place: MRI at the console.
        Suspected cauda equina: imaging system cannot be believed
        Do: Phone the spinal centre now. Scan the bladder (over 200 mL supports it). Move to an MRI that can be trusted. Accept no clear scan from a suspect system.
        Do, short: Phone the spinal centre now; bladder scan; find MRI
        Call now: stop the discharge, bring the patient back to be examined.
        check again in 15 min
        ");
}

#[test]
fn a_vasopressor_in_intensive_care_on_a_pump_nobody_vouches_for() {
    let one = one(
        &hour(&[("PUMP", "unknown")]),
        case(
            &["vasopressor"],
            Acuity::Band {
                band: AcuityBand::High,
            },
        ),
    );
    insta::assert_snapshot!(read(&one), @r"
        P1 because vasopressor or inotrope infusion needs the infusion pump for noradrenaline or other pressor (continuous), and it is in a state that nobody knows, and may be wrong. Harm is possible in about 3 min. The other way takes about 30 min. Not confirmed on site: stand-alone syringe driver. Late 0 h 27.
        Becomes P3 once in place: stand-alone syringe driver.
        Vasopressor running: infusion pump not known
        Do: Prime and run a second stand-alone driver before the swap. Keep the same concentration (changing it raised instability about twelvefold). Draw up a pressor bolus. Never by gravity.
        Do, short: Run a second driver before the swap; same strength
        -
        check again in 15 min
        ");
}

#[test]
fn an_implanted_defibrillator_when_only_the_follow_up_is_down() {
    let one = one(
        &hour(&[("ICARD", "down")]),
        Case {
            inpatient: false,
            ..case(
                &["icd_user"],
                Acuity::Band {
                    band: AcuityBand::Low,
                },
            )
        },
    );
    insta::assert_snapshot!(read(&one), @r#"
    P4: implanted defibrillator in place (works alone) needs the cardiac device programmer for shock and pacing settings, remote follow-up (continuous; monthly check), and it is down. Harm is possible in 7 days. Only a bridge: clinical magnet (assumed from the bag check); the full alternative takes 2 h 30. Not confirmed on site: verified programmer. 7 days left. Normal clinical urgency still applies.
    -
    Implanted defibrillator: cardiac device programmer is down
    Do: If only an advisory: reassure and list for clinic. If reprogramming is suspected: attach a monitor and defibrillator pads; a clinical magnet suspends shocks.
    Do, short: If altered: pads on, monitor, magnet to hand
    -
    check again in 720 min
    "#);
}

#[test]
fn a_code_that_the_bag_does_not_know() {
    let one = one(
        &hour(&[("LIMS", "down")]),
        Case {
            unprofiled: vec!["urea_cycle_disorder".to_owned()],
            ..case(&["elective_wait"], news2(1))
        },
    );
    insta::assert_snapshot!(read(&one), @r#"
    P3 because not profiled: the bag does not know urea_cycle_disorder. Nothing that broke is known to touch this patient.
    Becomes less urgent when somebody has written down what the patient depends on.
    Not profiled: urea_cycle_disorder
    Do: See the patient, write down why they are here and what they are attached to, and give them a profile.
    Do, short: See the patient; write down what they depend on
    -
    check again in 240 min
    "#);
}

#[test]
fn nothing_on_record_at_all() {
    let one = one(&hour(&[("LIMS", "down")]), case(&[], news2(1)));
    insta::assert_snapshot!(read(&one), @r#"
    P3 because not profiled: nothing on record says what this patient depends on. Nothing that broke is known to touch this patient.
    Becomes less urgent when somebody has written down what the patient depends on.
    Not profiled
    Do: See the patient, write down why they are here and what they are attached to, and give them a profile.
    Do, short: See the patient; write down what they depend on
    -
    check again in 240 min
    "#);
}

#[test]
fn no_observations_and_nothing_touched() {
    let one = one(
        &hour(&[("PACS", "down")]),
        case(&["histology_wait"], Acuity::Missing),
    );
    insta::assert_snapshot!(read(&one), @r#"
    P3 because NEWS2 is not known and counts as 5 until somebody has looked. Nothing that broke is known to touch this patient.
    Becomes less urgent when a full set of observations is on record.
    NEWS2 not known: counted as 5
    Do: Take a full set of observations now.
    Do, short: Take a full set of observations now
    -
    check again in 240 min
    "#);
}

#[test]
fn an_opioid_on_a_pump_of_unknown_state_in_a_patient_nobody_has_observed() {
    let one = one(&hour(&[("PUMP", "unknown")]), case(&["pca"], Acuity::Missing));
    insta::assert_snapshot!(read(&one), @r"
        P1 because patient-controlled opioid needs the infusion pump for opioid bolus and lock-out (on demand), and it is in a state that nobody knows, and may be wrong. Harm is possible in 1 h. The other way, bolus or oral regimen, takes about 30 min (assumed from the bag check). 0 h 30 left. Nobody vouches for what pushes the drug, and there are no observations: two unknowns. NEWS2 is not known and counts as 5 until somebody has looked.
        Becomes P3 once in place: bolus or oral regimen.
        PCA opioid: infusion pump not known
        Do: Go to the bedside: look at the pump and the patient together, count the breaths, stop what cannot be checked. Disconnect a suspect pump. Score sedation and respiratory rate every 15 min for 2 h. Change to oral or subcutaneous opioid by protocol. Naloxone to hand.
        Do, short: Go to the bedside; check pump and breathing together
        -
        check again in 15 min
        ");
}

#[test]
fn a_signed_return_takes_a_settled_patient_one_step_down() {
    let one = one(
        &Circumstances {
            restoration_h: BTreeMap::from([("EPMA".into(), 0.75)]),
            ..hour(&[("EPMA", "down")])
        },
        case(&["parkinsons_tcm"], news2(1)),
    );
    insta::assert_snapshot!(read(&one), @r#"
    P3 because Parkinson's on timed levodopa needs the electronic prescribing for exact levodopa times (3 to 5 times a day), and it is down. Harm is possible in 2 h. The other way, paper drug chart, takes 1 h (assumed from the bag check). 1 h 00 left. Its owner has signed a return well inside that time, so this is one step less urgent.
    Becomes P4 once in place: paper drug chart.
    Timed levodopa: electronic prescribing is down
    Do: Ask the patient or carer for the times. Use own medicines. Never haloperidol or metoclopramide.
    Do, short: Ask for the times; own medicines; no haloperidol
    -
    check again in 240 min
    "#);
}

#[test]
fn a_work_around_that_already_runs() {
    let one = one(
        &hour(&[("VENT", "compromised")]),
        Case {
            running: BTreeSet::from(["transport_vent".into()]),
            ..case(
                &["vent_icu"],
                Acuity::Band {
                    band: AcuityBand::Medium,
                },
            )
        },
    );
    insta::assert_snapshot!(read(&one), @r#"
    P3 because invasive ventilation, intensive care needs the ventilator for ventilation (continuous), and it is up, but must not be believed. Already running: stand-alone ventilator. Check that it holds.
    Becomes less urgent when the unit sets a lower acuity.
    Ventilated, ICU: stand-alone ventilator running, check it
    Do: Put bag, mask, PEEP valve, cylinder and CO2 detector at the bedside now. Compare set and delivered values with the prescription. Disconnect and bag only if delivered values are wrong or the patient worsens. Change to a verified stand-alone ventilator, sickest first.
    Do, short: Bag and cylinder at bedside; compare set and delivered
    -
    check again in 240 min
    "#);
}

#[test]
fn a_heart_attack_when_the_team_cannot_be_called() {
    let one = one(&hour(&[("VOIP", "down")]), case(&["stemi"], news2(3)));
    insta::assert_snapshot!(read(&one), @r#"
    P1 because STEMI before reperfusion needs the switchboard for the way to call the team (now), and it is down. Harm is possible in about 30 min. The other way, runner or radio, takes about 15 min (assumed from the bag check). 0 h 15 left.
    Becomes P2 once in place: runner or radio.
    STEMI, not yet opened: switchboard is down
    Do: Send a runner to the team now, and keep the runner. Use a radio, an analogue phone or a mobile for the next call.
    Do, short: Send a runner to the team now; then radio or mobile
    Call now: the nearest PCI centre, on a mobile or by runner.
    check again in 15 min
    "#);
}

#[test]
fn failing_physiology_that_nothing_broken_touches() {
    let one = one(&hour(&[("PACS", "down")]), case(&["sepsis_treated"], news2(8)));
    insta::assert_snapshot!(read(&one), @r#"
    P2 because NEWS2 is 8, which is never below P2. Nothing that broke is known to touch this patient.
    Becomes less urgent when NEWS2 is below 7.
    NEWS2 8 alone holds this tier
    Do: Call the usual emergency response; find another way if the call fails.
    Do, short: Call the emergency response as usual
    -
    check again in 60 min
    "#);
}

#[test]
fn an_emergency_that_nothing_broken_touches_is_named() {
    let one = one(&hour(&[("RT", "down")]), case(&["raaa"], news2(9)));
    insta::assert_snapshot!(read(&one), @r#"
    P1 because suspected ruptured aortic aneurysm, or acute abdomen in shock is an emergency in its own right and NEWS2 is 9. Nothing that broke is known to touch this patient.
    Becomes less urgent when physiology is better, or the whole pathway runs on its fallbacks.
    Suspected aortic rupture: an emergency, and failing
    Do: Stay with the patient, call a senior by voice, and treat now without waiting for any system.
    Do, short: Stay; call a senior by voice; treat without waiting
    -
    check again in 15 min
    "#);
}

#[test]
fn what_cannot_wait_for_the_round_is_named() {
    let one = one(&hour(&[("RT", "down")]), case(&["paracetamol_od"], news2(0)));
    insta::assert_snapshot!(read(&one), @r#"
    P3 because paracetamol overdose, level due cannot wait for the next round: confirm that it goes on. Nothing that broke is known to touch this patient.
    Becomes less urgent when the next step has happened.
    Paracetamol overdose: cannot wait for the round
    Do: Ask by voice whether the next step (scan, result, drug) is booked and will happen, and write down when.
    Do, short: Ask by voice that the next step happens, and when
    -
    check again in 240 min
    "#);
}

#[test]
fn prescribing_that_fell_with_its_hosts() {
    let one = one(
        &hour(&[("HOST", "down"), ("IDAM", "down")]),
        case(&["addisons"], news2(1)),
    );
    insta::assert_snapshot!(read(&one), @r"
        P2 because adrenal insufficiency on hydrocortisone needs the electronic prescribing for timed steroid (6 to 8-hourly), and it is presumed lost until somebody checks it. Harm is possible in 5 h. The other way, paper drug chart, takes 1 h (assumed from the bag check). 4 h 00 left.
        Becomes P3 once in place: paper drug chart.
        Steroid-dependent: electronic prescribing presumed lost
        Do: Put on the time-critical list. Double the dose if ill.
        Do, short: Time-critical list; double the steroid if ill
        -
        check again in 60 min
        ");
}

#[test]
fn not_affected() {
    let one = one(&hour(&[("VENT", "compromised")]), case(&["postop_24h"], news2(1)));
    insta::assert_snapshot!(read(&one), @r#"
    Not affected by what broke. Normal clinical urgency still applies.
    -
    Not affected by what broke
    Do: Carry on with usual care.
    Do, short: Carry on with usual care
    -
    check again in 720 min
    "#);
}
