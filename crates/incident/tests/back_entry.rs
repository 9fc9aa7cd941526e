//! Back-entry: what may be said of a sheet, what the list makes of it, and that nothing is lost when two stations meet.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

use std::collections::BTreeSet;
use std::sync::LazyLock;

use battlebag_bag::{BackEntryRule, Bag};
use battlebag_incident::back_entry_list::{every_sheet, left_sheets, sheet_lines, time_zero};
use battlebag_incident::back_entry_rules as rules;
use battlebag_incident::{
    BackEntrySays, BackEntryWord, Body, CameOut, DisputeAbout, EnteredAs, Entering, EntryRef, Incident,
    PaperEnd, PaperEnded, PaperSent, Refusal, Sheet, SheetLine, SheetStand, Stamp, Tally, Unused, writing,
};
use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap() + Duration::minutes(minutes)
}

fn stamp(station: &str, seq: u64, actor: &str, minutes: i64) -> Stamp {
    Stamp {
        entry: EntryRef {
            station: station.into(),
            seq,
        },
        occurred_at: at(minutes),
        recorded_at: at(minutes),
        actor: actor.into(),
        role: String::new(),
    }
}

fn sheet(code: &str, patient: &str, form: &str) -> Sheet {
    Sheet {
        code: code.into(),
        patient: patient.into(),
        form: form.into(),
        faces: 2,
        ward: if patient.is_empty() {
            String::new()
        } else {
            "AMU".into()
        },
        whose: if patient.is_empty() {
            String::new()
        } else {
            "AMU 04 QUILL, Wanda".into()
        },
    }
}

fn printed(sheets: Vec<Sheet>) -> Body {
    Body::Printed {
        what: "AMU charts".into(),
        to: "AMU.pdf".into(),
        pages: 2,
        sheets,
        held_back: Vec::new(),
        snapshot: String::new(),
    }
}

/// An incident in recovery since minute 100 with one prescription chart on paper.
fn recovering() -> Incident {
    let opened = Body::Opened {
        title: "t".into(),
        exercise: false,
        zone: "Europe/London".into(),
    };
    let mut incident = Incident::begin(&stamp("a", 1, "Robin", 0), &opened).unwrap();
    let declared = Body::Declared {
        because: String::new(),
    };
    incident.apply(&stamp("a", 2, "Robin", 1), &declared);
    incident.apply(
        &stamp("a", 3, "Robin", 10),
        &printed(vec![sheet("7KQ4-N9XD", "nhs:9990000026", "prescription")]),
    );
    let back = Body::Recovering {
        because: "EHR".into(),
    };
    incident.apply(&stamp("a", 4, "Robin", 100), &back);
    incident
}

static BAG: LazyLock<Bag> = LazyLock::new(|| Bag::shipped().unwrap());

fn bag() -> Bag {
    BAG.clone()
}

/// Tests name a form by its id.
fn lines<'i>(incident: &'i Incident, bag: &'i Bag, minutes: i64) -> Vec<SheetLine<'i>> {
    let rule = |sheet: &Sheet| -> Option<&'i BackEntryRule> {
        bag.back_entry_rule(&sheet.form, !sheet.patient.is_empty())
    };
    sheet_lines(incident, &rule, at(minutes))
}

fn all<'i>(incident: &'i Incident, bag: &'i Bag) -> Vec<SheetLine<'i>> {
    let rule = |sheet: &Sheet| bag.back_entry_rule(&sheet.form, !sheet.patient.is_empty());
    every_sheet(incident, &rule, at(200))
}

fn typed(by: &str) -> Entering {
    Entering {
        by: by.into(),
        entered: EnteredAs::Typed,
        real_times: true,
        remark: String::new(),
    }
}

/// Says one thing of the first sheet.
fn say(
    incident: &mut Incident,
    bag: &Bag,
    by: (&str, u64, &str),
    rule: impl FnOnce(&SheetLine<'_>) -> Result<Body, Refusal>,
) {
    let body = rule(all(incident, bag).first().unwrap()).unwrap();
    incident.apply(&stamp(by.0, by.1, by.2, 110), &body);
}

fn refused(
    incident: &Incident,
    bag: &Bag,
    rule: impl FnOnce(&SheetLine<'_>) -> Result<Body, Refusal>,
) -> String {
    rule(all(incident, bag).first().unwrap()).unwrap_err().to_string()
}

fn stand(incident: &Incident, bag: &Bag) -> SheetStand {
    all(incident, bag).first().unwrap().stand
}

#[test]
fn a_sheet_goes_its_way_and_a_second_person_ends_it() {
    let (mut incident, bag) = (recovering(), bag());
    assert_eq!(stand(&incident, &bag), SheetStand::Out);
    assert!(refused(&incident, &bag, |l| rules::verify(l, "Ann", true, "")).contains("nothing was entered"));
    say(&mut incident, &bag, ("a", 5, "Robin"), |l| {
        rules::returned(l, "AMU", ("", ""))
    });
    assert_eq!(stand(&incident, &bag), SheetStand::Returned);
    insta::assert_snapshot!(refused(&incident, &bag, |l| rules::returned(l, "", ("", ""))), @"Sheet 7KQ4-N9XD: it is here already (here, nobody has taken it on). Go on with it: take it on, or enter it");
    say(&mut incident, &bag, ("a", 6, "Robin"), |l| rules::take(l, "Ann"));
    assert_eq!(stand(&incident, &bag), SheetStand::Taken);
    say(&mut incident, &bag, ("a", 7, "Robin"), |l| {
        rules::done(l, &typed("Ann"))
    });
    assert_eq!(stand(&incident, &bag), SheetStand::ToVerify);
    insta::assert_snapshot!(refused(&incident, &bag, |l| rules::done(l, &typed("Bob"))), @"Sheet 7KQ4-N9XD: it was entered already, by Ann. Enter nothing twice. If it is wrong, send it back and say what is wrong");
    for same in ["Ann", " ann ", "Robin"] {
        let why = refused(&incident, &bag, |l| rules::verify(l, same, true, ""));
        assert!(why.contains("Somebody else looks"), "{same}: {why}");
    }
    say(&mut incident, &bag, ("a", 8, "Bob"), |l| {
        rules::send_back(l, "Bob", "02:00 dose not typed")
    });
    assert_eq!(stand(&incident, &bag), SheetStand::SentBack);
    say(&mut incident, &bag, ("a", 9, "Robin"), |l| {
        rules::done(l, &typed("Ann"))
    });
    say(&mut incident, &bag, ("a", 10, "Bob"), |l| {
        rules::verify(l, "Bob", true, "")
    });
    assert_eq!(stand(&incident, &bag), SheetStand::Done);
    assert_eq!(Tally::of(&lines(&incident, &bag, 200)).open(), 0);
}

#[test]
fn less_than_the_rule_says_needs_a_remark_and_so_do_times_that_are_not_real() {
    let (incident, bag) = (recovering(), bag());
    let with = |entered, real_times, remark: &str| Entering {
        by: "Ann".into(),
        entered,
        real_times,
        remark: remark.into(),
    };
    insta::assert_snapshot!(refused(&incident, &bag, |l| rules::done(l, &with(EnteredAs::Typed, false, ""))), @"Sheet 7KQ4-N9XD: it was typed without the real times. Type each fact with the time at which it happened; where that cannot be, say so in the remark");
    insta::assert_snapshot!(refused(&incident, &bag, |l| rules::done(l, &with(EnteredAs::Scanned, false, ""))), @"Sheet 7KQ4-N9XD: its rule is: type what must be known, scan the rest. Do that, or write in the remark why it was done otherwise");
    let bodies = all(&incident, &bag);
    assert!(
        rules::done(
            &bodies[0],
            &with(EnteredAs::Scanned, false, "nobody could read it")
        )
        .is_ok()
    );
}

#[test]
fn what_did_not_come_out_of_the_printer_is_not_asked_for_until_it_does() {
    use CameOut::{Maybe, No, Yes};
    let (mut incident, bag) = (recovering(), bag());
    let two = ["34AC-DEFG", "34AC-DEFH", "34AC-DEFJ"];
    let sent = |from_page| {
        Body::PaperSent(PaperSent {
            print: "p".into(),
            what: "AMU charts".into(),
            printer: "Laser".into(),
            pages: 6,
            from_page,
            sheets: if from_page == 1 {
                two.iter()
                    .map(|code| sheet(code, "nhs:9990000026", "observations"))
                    .collect()
            } else {
                Vec::new()
            },
            held_back: Vec::new(),
            snapshot: String::new(),
        })
    };
    let ended = |end, out, sure| {
        Body::PaperEnded(PaperEnded {
            print: "p".into(),
            what: "AMU charts".into(),
            printer: "Laser".into(),
            end,
            out,
            pages: 6,
            sure,
            why: String::new(),
        })
    };
    let outs = |incident: &Incident| -> Vec<CameOut> {
        all(incident, &bag)
            .iter()
            .skip(1)
            .map(|line| line.came_out)
            .collect()
    };
    incident.apply(&stamp("a", 5, "Robin", 110), &sent(1));
    assert_eq!(outs(&incident), [Maybe, Maybe, Maybe]);
    incident.apply(&stamp("a", 6, "Robin", 111), &ended(PaperEnd::Stopped, 3, true));
    // The second sheet is half out: it may lie in the tray.
    assert_eq!(outs(&incident), [Yes, Maybe, No]);
    assert_eq!(lines(&incident, &bag, 120).len(), 3);
    incident.apply(&stamp("a", 7, "Robin", 112), &sent(3));
    assert_eq!(outs(&incident), [Yes, Maybe, Maybe]);
    incident.apply(&stamp("a", 8, "Robin", 113), &ended(PaperEnd::Cancelled, 4, true));
    assert_eq!(outs(&incident), [Yes, Yes, No]);
    assert!(
        lines(&incident, &bag, 120)
            .iter()
            .all(|line| line.sheet_ref.code != two[2])
    );
    // Whoever holds it knows better than the printer.
    let every = all(&incident, &bag);
    let body = rules::returned(every.last().unwrap(), "", ("", "")).unwrap();
    incident.apply(&stamp("a", 9, "Robin", 114), &body);
    assert_eq!(lines(&incident, &bag, 120).len(), 4);
}

#[test]
fn stock_is_nobodys_until_somebody_says_whose_and_a_band_never_comes_back() {
    let (mut incident, bag) = (recovering(), bag());
    let stock = vec![
        sheet("34AC-DEFG", "", "prescription"),
        sheet("34AC-DEFH", "nhs:9990000026", "wristband"),
    ];
    incident.apply(&stamp("a", 5, "Robin", 20), &printed(stock));
    assert_eq!(lines(&incident, &bag, 120).len(), 1);
    let every = all(&incident, &bag);
    let blank = every
        .iter()
        .find(|line| line.sheet_ref.code == "34AC-DEFG")
        .unwrap();
    assert!(blank.is_nobodys());
    let here = rules::returned(blank, "", ("", "")).unwrap();
    incident.apply(&stamp("a", 6, "Robin", 120), &here);
    let every = all(&incident, &bag);
    let blank = every
        .iter()
        .find(|line| line.sheet_ref.code == "34AC-DEFG")
        .unwrap();
    assert!(
        rules::done(blank, &typed("Ann"))
            .unwrap_err()
            .to_string()
            .contains("whose it is")
    );
    let whose = rules::returned(blank, "", ("nhs:9990000034", "AMU 05 OKORO, Sam")).unwrap();
    incident.apply(&stamp("a", 7, "Robin", 121), &whose);
    let every = all(&incident, &bag);
    let named = every
        .iter()
        .find(|line| line.sheet_ref.code == "34AC-DEFG")
        .unwrap();
    assert_eq!(named.patient, "nhs:9990000034");
    assert!(rules::done(named, &typed("Ann")).is_ok());
    // A sheet that was printed for one patient is not made another's.
    let printed_for = &every[0];
    assert!(rules::returned(printed_for, "", ("nhs:9990000034", "OKORO")).is_err());
}

#[test]
fn nothing_is_late_before_recovery_and_a_reopened_incident_waits_again() {
    let (mut incident, bag) = (recovering(), bag());
    let hours = i64::from(bag.back_entry_rule("prescription", true).unwrap().within_h);
    assert_eq!(time_zero(&incident), Some(at(100)));
    assert!(!lines(&incident, &bag, 100 + hours * 60)[0].late);
    assert!(lines(&incident, &bag, 101 + hours * 60)[0].late);
    let down = Body::StoodDown {
        because: "x".into(),
        left: left_sheets(&lines(&incident, &bag, 150)),
    };
    let kept = Body::from_bytes("incident.stood_down", &down.to_bytes().unwrap()).unwrap();
    let Body::StoodDown { left, .. } = &kept else {
        panic!("{kept:?}")
    };
    assert_eq!(left[0].codes, ["7KQ4-N9XD"]);
    assert_eq!((left[0].ward.as_str(), left[0].stand), ("AMU", SheetStand::Out));
    incident.apply(&stamp("a", 5, "Robin", 150), &down);
    assert_eq!(time_zero(&incident), Some(at(100)));
    let again = Body::Reopened {
        because: "gone again".into(),
    };
    incident.apply(&stamp("a", 6, "Robin", 160), &again);
    assert_eq!(time_zero(&incident), None);
    assert!(!lines(&incident, &bag, 100_000)[0].late);
}

#[test]
fn two_stations_that_entered_one_sheet_are_both_shown_and_a_person_settles_it() {
    let (mut incident, bag) = (recovering(), bag());
    let ann = rules::done(&all(&incident, &bag)[0], &typed("Ann")).unwrap();
    let bob = rules::done(&all(&incident, &bag)[0], &typed("Bob")).unwrap();
    incident.apply(&stamp("a", 5, "Ann", 110), &ann);
    incident.apply(&stamp("b", 1, "Bob", 111), &bob);
    assert_eq!(stand(&incident, &bag), SheetStand::TwoSay);
    let disputes = incident.disputes();
    assert_eq!(disputes[0].about, DisputeAbout::Sheet("7KQ4-N9XD".into()));
    assert_eq!(disputes[0].entries.len(), 2);
    assert!(refused(&incident, &bag, |l| rules::verify(l, "Cyd", true, "")).contains("two stations"));
    let holds = stamp("b", 1, "Bob", 111).entry;
    let settled = writing::settle(&incident, &holds, "Ann's typing was taken out again").unwrap();
    incident.apply(&stamp("a", 6, "Cyd", 115), &settled);
    assert!(incident.disputes().is_empty());
    assert_eq!(stand(&incident, &bag), SheetStand::ToVerify);
    // Whose word was set aside is a second person for the one that holds.
    say(&mut incident, &bag, ("a", 7, "Ann"), |l| {
        rules::verify(l, "Ann", true, "")
    });
    assert_eq!(stand(&incident, &bag), SheetStand::Done);
}

#[test]
fn a_word_that_was_a_mistake_is_taken_back_and_only_the_newest() {
    let (mut incident, bag) = (recovering(), bag());
    say(&mut incident, &bag, ("a", 5, "Ann"), |l| {
        rules::not_used(l, "Ann", Unused::Blank, "nothing on it")
    });
    say(&mut incident, &bag, ("a", 6, "Bob"), |l| {
        rules::verify(l, "Bob", false, "")
    });
    assert_eq!(stand(&incident, &bag), SheetStand::NotUsed);
    let first = stamp("a", 5, "Ann", 110).entry;
    let newest = stamp("a", 6, "Bob", 110).entry;
    assert!(refused(&incident, &bag, |l| rules::take_back(l, &first, "not blank")).contains("newest"));
    say(&mut incident, &bag, ("a", 7, "Bob"), |l| {
        rules::take_back(l, &newest, "there is writing on it")
    });
    say(&mut incident, &bag, ("a", 8, "Ann"), |l| {
        rules::take_back(l, &first, "there is writing on it")
    });
    assert_eq!(stand(&incident, &bag), SheetStand::Out);
}

#[test]
fn an_old_stand_down_and_an_old_sheet_read_in_a_new_program() {
    let down = br#"{"kind":"incident.stood_down","because":"x"}"#;
    assert!(Body::from_bytes("incident.stood_down", down).is_ok());
    let print = br#"{"kind":"printed","what":"w","to":"t","pages":2,"sheets":[{"code":"7KQ4-N9XD","patient":"p","form":"f","faces":2}],"held_back":[],"snapshot":""}"#;
    assert!(Body::from_bytes("printed", print).is_ok());
    let word = Body::BackEntry(BackEntryWord {
        sheet: battlebag_incident::SheetRef {
            code: "7KQ4-N9XD".into(),
            printed: stamp("a", 3, "", 0).entry,
        },
        after: Vec::new(),
        says: BackEntrySays::Done(typed("Ann")),
    });
    let bytes = word.to_bytes().unwrap();
    insta::assert_snapshot!(String::from_utf8_lossy(&bytes), @r#"{"kind":"back_entry","sheet":{"code":"7KQ4-N9XD","printed":{"station":"a","seq":3}},"says":"done","by":"Ann","entered":"typed","real_times":true}"#);
    assert_eq!(Body::from_bytes("back_entry", &bytes).unwrap(), word);
}

/// One press on one of two laptops: which laptop, which sheet, what, by whom; or the two meet.
#[derive(Debug, Clone)]
enum Press {
    Say(bool, usize, u8, u8),
    Meet,
}

fn press() -> impl Strategy<Value = Press> {
    prop_oneof![
        8 => (any::<bool>(), 0..3_usize, 0..8_u8, 0..3_u8).prop_map(|(on, sheet, what, who)| Press::Say(on, sheet, what, who)),
        1 => Just(Press::Meet),
    ]
}

fn rule_for(line: &SheetLine<'_>, what: u8, who: &str) -> Result<Body, Refusal> {
    match what {
        0 => rules::returned(line, "", ("", "")),
        1 => rules::take(line, who),
        2 => rules::done(line, &typed(who)),
        3 => rules::not_used(line, who, Unused::Spoilt, "wet"),
        4 => rules::verify(line, who, false, ""),
        5 => rules::send_back(line, who, "a dose"),
        6 => rules::missing(line, who, "ward"),
        _ => match line.heard.newest.first() {
            Some(word) => rules::take_back(line, &word.stamp.entry, "mistake"),
            None => rules::returned(line, "", ("", "")),
        },
    }
}

fn entered_by(line: &SheetLine<'_>) -> Option<String> {
    match &line.closing?.word.says {
        BackEntrySays::Done(e) => Some(e.by.clone()),
        BackEntrySays::NotUsed { by, .. } => Some(by.clone()),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    /// Two laptops press as they like and meet when they like. Then: both show the same, whatever came first; every word is on
    /// exactly one line; the counts add up; nothing is done that whoever entered it looked at alone; and two who entered one
    /// sheet without knowing of each other are never a quiet "done".
    #[test]
    fn nothing_is_lost_or_doubled_when_two_stations_meet(presses in proptest::collection::vec(press(), 1..30)) {
        let bag: &Bag = &BAG;
        let codes = ["34AC-DEFG", "34AC-DEFH", "34AC-DEFJ"];
        let sheets = codes.iter().map(|code| sheet(code, "nhs:9990000026", "prescription")).collect();
        let base: Vec<(Stamp, Body)> = vec![
            (stamp("a", 1, "Robin", 0), Body::Opened { title: "t".into(), exercise: false, zone: "Europe/London".into() }),
            (stamp("a", 2, "Robin", 1), printed(sheets)),
            (stamp("a", 3, "Robin", 2), Body::Recovering { because: "x".into() }),
        ];
        let mut logs = [base.clone(), base];
        let fold = |log: &[(Stamp, Body)]| Incident::fold(log.iter().map(|(s, b)| (s, b))).unwrap();
        let joined = |logs: &[Vec<(Stamp, Body)>; 2]| {
            let mut all: Vec<(Stamp, Body)> = Vec::new();
            for (stamp, body) in logs.iter().flatten() {
                if !all.iter().any(|(s, _)| s.entry == stamp.entry) {
                    all.push((stamp.clone(), body.clone()));
                }
            }
            all.sort_by_key(|(s, _)| (s.recorded_at, s.entry.clone()));
            all
        };
        for (minute, press) in presses.iter().enumerate() {
            match press {
                Press::Meet => {
                    let all = joined(&logs);
                    logs = [all.clone(), all];
                }
                Press::Say(on, sheet, what, who) => {
                    let log = &mut logs[usize::from(*on)];
                    let incident = fold(log);
                    let who = ["Ann", "Bob", "Cyd"][usize::from(*who)];
                    let every = all(&incident, bag);
                    let line = every.iter().find(|l| l.sheet_ref.code == codes[*sheet]).unwrap();
                    let Ok(body) = rule_for(line, *what, who) else { continue };
                    let station = if *on { "b" } else { "a" };
                    let minutes = 10 + i64::try_from(minute).unwrap();
                    log.push((stamp(station, 100 + minute as u64, who, minutes), body));
                }
            }
        }
        let merged = joined(&logs);
        let incident = fold(&merged);
        let shown = lines(&incident, bag, 200);
        let said: BTreeSet<EntryRef> = merged.iter().filter(|(_, b)| matches!(b, Body::BackEntry(_))).map(|(s, _)| s.entry.clone()).collect();
        let listed: Vec<EntryRef> = shown.iter().flat_map(|l| l.heard.all.iter().map(|w| w.stamp.entry.clone())).collect();
        prop_assert_eq!(listed.len(), said.len());
        prop_assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), said);
        prop_assert_eq!(shown.len(), codes.len());
        let t = Tally::of(&shown);
        prop_assert_eq!(t.printed, t.out + t.here + t.to_verify + t.done + t.not_used + t.missing + t.two_say);
        for line in &shown {
            if !line.stand.is_open() {
                let second = line.verified.unwrap();
                let by = match &second.word.says { BackEntrySays::Verified { by, .. } => by.clone(), other => panic!("{other:?}") };
                prop_assert_ne!(Some(by), entered_by(line));
            }
            let entered = line.heard.newest.iter().filter(|w| matches!(w.word.says, BackEntrySays::Done(_))).count();
            prop_assert!(entered < 2 || line.stand == SheetStand::TwoSay);
        }
        // Every contradiction can be settled, one after another, and then none is left.
        let mut settled = incident.clone();
        let mut seq = 500;
        while let Some(dispute) = settled.disputes().first().cloned() {
            let body = writing::settle(&settled, &dispute.entries[0].entry, "looked").unwrap();
            seq += 1;
            prop_assert!(seq < 600);
            settled.apply(&stamp("a", seq, "Cyd", 300), &body);
        }
        prop_assert!(lines(&settled, bag, 200).iter().all(|l| l.stand != SheetStand::TwoSay));
    }
}
