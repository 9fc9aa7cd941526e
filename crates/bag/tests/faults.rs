//! A bag with faults says where each is and what to do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]
#![allow(clippy::needless_pass_by_value)] // each test gives its bag away

use battlebag_bag::{Bag, BagFiles, Severity, read_card};
use chrono::NaiveDate;
use proptest::prelude::*;

mod small;

use small::{CARD, edited, faults, report, small_bag, with};

#[test]
fn the_small_bag_is_whole() {
    let checked = Bag::check_files(&BagFiles::from_files(small_bag()), None);
    assert!(checked.faults.is_empty(), "{}", checked.report());
    let report = checked.report();
    let (hash, rest) = (
        checked.bag.unwrap().short_hash(),
        report.replace(char::is_numeric, "#"),
    );
    assert_eq!(hash.len(), 9);
    assert!(rest.starts_with("Bag # ("), "{rest}");
}

#[test]
fn one_file_with_many_faults_names_them_all() {
    let profiles = r#"
[[profile]]
code = "inpatient_base"
name = "Same code as another"
short = "A short name that is far too long for a row"
group = "metabolic"
if_wrong = ""
act = "Act."
act_short = "Act."
source = "[GK]"
colour = "red"

[[profile.needs]]
system = "BGAA"
role = "monitoring"
what = "pH"
every = "hourly"
loss_h = 1
wrong_h = 2
severity = 5
fallbacks = ["standalone_bga", "wishful_thinking"]
definitive_h = 0

[[profile]]
code = "empty"
name = "Needs nothing"
short = "Needs nothing"
group = "metabolic"
if_wrong = ""
act = "Act."
act_short = "Act."
source = "[GK]"
needs = []

[[profile]]
code = "half"
name = "No act at all"

[[profil]]
code = "typo"
"#;
    insta::assert_snapshot!(report(with("profiles/extra.toml", profiles.as_bytes())), @r"
        profiles/extra.toml, line 3: error: The profile `inpatient_base` is already in profiles/all.toml, line 2. Give this one another name, or remove it.
        profiles/extra.toml, line 5: error: `short` has 43 characters; a row holds 28. Cut words.
        profiles/extra.toml, line 11: error: `colour` is not a word this file knows. Check the spelling, or remove the line.
        profiles/extra.toml, line 14: error: There is no system `BGAA` in systems.toml. Check the spelling.
        profiles/extra.toml, line 19: error: wrong_h (2) is longer than loss_h (1). A wrong output never gives more time.
        profiles/extra.toml, line 20: error: severity is 5. Use 1 to 4; 4 is death or permanent harm.
        profiles/extra.toml, line 21: error: There is no fallback `wishful_thinking` in fallbacks.toml. Check the spelling.
        profiles/extra.toml, line 22: error: `definitive_h` is 0. Give hours, more than 0 and at most 1440 (60 days).
        profiles/extra.toml, line 24: error: `empty` needs no system. Add at least one [[profile.needs]] block.
        profiles/extra.toml, line 35: error: `short` is missing. Add the line `short = …`.
        profiles/extra.toml, line 39: error: `profil` does not belong here. Use [[profile]] blocks only.
        11 errors, 0 warnings. This bag cannot be used until the errors are mended.
        ");
}

#[test]
fn broken_toml_is_named_with_its_line() {
    insta::assert_snapshot!(faults(edited("gravity.toml", "id = \"insulin\"", "id = \"insulin")), @r#"gravity.toml, line 2: error: This is not TOML: invalid basic string, expected `"`. Check quotes, brackets and equals signs on this line."#);
}

#[test]
fn systems_may_not_depend_on_themselves_or_on_nothing() {
    let edges = faults(edited(
        "systems.toml",
        "hard = [\"NET\"]",
        "hard = [\n  \"NETT\",\n  \"BGA\",\n]",
    ));
    insta::assert_snapshot!(edges, @r"
        systems.toml, line 15: error: There is no system `NETT` in systems.toml. Check the spelling, or add it there.
        systems.toml, line 16: error: `BGA` depends on itself here. Remove it from `hard`.
        ");
}

#[test]
fn systems_that_cannot_work_without_each_other_are_a_warning_with_its_line() {
    let ring = edited(
        "systems.toml",
        "spoken = \"core network\"",
        "spoken = \"core network\"\nhard = [\"BGA\"]",
    );
    let checked = Bag::check_files(&ring, None);
    assert!(checked.bag.is_some(), "{}", checked.report());
    insta::assert_snapshot!(faults(ring), @r"
        systems.toml, line 5: warning: `NET` cannot work without `BGA`, and `BGA` not without `NET`: a ring. If that is so here, they fall together; otherwise remove one edge.
        systems.toml, line 15: warning: `BGA` cannot work without `NET`, and `NET` not without `BGA`: a ring. If that is so here, they fall together; otherwise remove one edge.
        ");
}

#[test]
fn times_that_cannot_be_meant_are_named() {
    let times = faults(edited(
        "profiles/all.toml",
        "loss_h = 2.0\nwrong_h = 1.0",
        "loss_h = -2.0\nwrong_h = 1.0\nsuspect_h = 0.5",
    ));
    insta::assert_snapshot!(times, @r"
        profiles/all.toml, line 16: error: `loss_h` is -2. Give hours, more than 0 and at most 1440 (60 days).
        profiles/all.toml, line 17: error: wrong_h (1) is longer than loss_h (-2). A wrong output never gives more time.
        profiles/all.toml, line 18: error: suspect_h (0.5) is shorter than wrong_h (1). A doubt never gives less time than a wrong output.
        ");
    let unit = faults(edited("profiles/all.toml", "loss_h = 2.0", "loss_h = 7200"));
    insta::assert_snapshot!(unit, @"profiles/all.toml, line 16: error: `loss_h` is 7200. Give hours, more than 0 and at most 1440 (60 days).");
    let not_a_number = faults(edited(
        "profiles/all.toml",
        "definitive_h = 2.0",
        "definitive_h = nan",
    ));
    insta::assert_snapshot!(not_a_number, @"profiles/all.toml, line 20: error: `definitive_h` is NaN. Give hours, more than 0 and at most 1440 (60 days).");
    let severity = faults(edited("profiles/all.toml", "severity = 4", "severity = 0"));
    insta::assert_snapshot!(severity, @"profiles/all.toml, line 18: error: severity is 0. Use 1 to 4; 4 is death or permanent harm.");
    let lead = faults(edited("fallbacks.toml", "lead_h = 0.5", "lead_h = 100000"));
    insta::assert_snapshot!(lead, @"fallbacks.toml, line 6: error: `lead_h` is 100000. Give hours, from 0 to 1440 (60 days).");
}

#[test]
fn a_fallback_that_falls_with_what_it_replaces_is_named() {
    let itself = faults(edited("fallbacks.toml", "needs = []", "needs = [\"BGA\"]"));
    insta::assert_snapshot!(itself, @"profiles/all.toml, line 19: error: `standalone_bga` needs the very system it is to replace, so it can never help here. Remove it.");
    // The need hangs on the network; the way round hangs on an analyser that cannot work without the network.
    let upstream = faults(BagFiles::from_files(
        small_bag()
            .into_iter()
            .map(|(path, bytes)| {
                let text = String::from_utf8(bytes).unwrap();
                let text = text
                    .replace("needs = []", "needs = [\"BGA\"]")
                    .replace("system = \"BGA\"", "system = \"NET\"");
                (path, text.into_bytes())
            })
            .collect::<Vec<_>>(),
    ));
    insta::assert_snapshot!(upstream, @"profiles/all.toml, line 19: error: `standalone_bga` needs `BGA`, which falls with `NET`, so it can never help here. Remove it.");
}

#[test]
fn roles_report_upwards_only() {
    let ring = faults(edited(
        "roles.toml",
        "level = \"strategic\"",
        "level = \"strategic\"\nreports_to = \"runner\"",
    ));
    insta::assert_snapshot!(ring, @r"
        roles.toml, line 6: error: `commander` ends up reporting to itself. Follow reports_to upwards and break the ring.
        roles.toml, line 17: error: `runner` ends up reporting to itself. Follow reports_to upwards and break the ring.
        ");
    let nobody = faults(edited(
        "roles.toml",
        "reports_to = \"commander\"",
        "reports_to = \"comander\"",
    ));
    insta::assert_snapshot!(nobody, @"roles.toml, line 16: error: There is no role `comander` in roles.toml. Check the spelling.");
    let card = faults(edited(
        "roles.toml",
        "tabard = \"White\"",
        "tabard = \"White\"\ncard = \"runner\"",
    ));
    insta::assert_snapshot!(card, @"roles.toml, line 9: error: cards/runner.md says it is for runner. Make the two agree.");
}

#[test]
fn a_fallback_is_full_or_buys_time() {
    let both = faults(edited(
        "fallbacks.toml",
        "kind = \"full\"\nlead_h = 0.5\nbuys_h = 0",
        "kind = \"full\"\nlead_h = -0.1\nbuys_h = 2",
    ));
    insta::assert_snapshot!(both, @r#"
        fallbacks.toml, line 6: error: `lead_h` is -0.1. Give hours, from 0 to 1440 (60 days).
        fallbacks.toml, line 7: error: A full fallback takes the dependence away: set buys_h to 0, or make it "partial".
        "#);
    let ready = faults(edited(
        "fallbacks.toml",
        "kind = \"full\"\nlead_h = 0.5\nbuys_h = 0",
        "kind = \"full\"\nlead_h = 0.5\nstandby = true\nbuys_h = 0",
    ));
    insta::assert_snapshot!(ready, @r#"fallbacks.toml, line 7: error: A full fallback takes the dependence away: leave `standby` out, or make it "partial"."#);
    let word = faults(edited("fallbacks.toml", "kind = \"full\"", "kind = \"whole\""));
    insta::assert_snapshot!(word.lines().next().unwrap(), @"fallbacks.toml, line 5: error: `whole` is not one of the words allowed here: `full` or `partial`.");
}

#[test]
fn a_missing_file_and_a_stray_file_are_named() {
    let files = BagFiles::from_files([("stray.toml".to_owned(), Vec::new())]);
    insta::assert_snapshot!(report(files), @r"
        bag.toml: error: This file is missing. Copy it from the shipped bag, or check that this folder is a bag.
        fallbacks.toml: error: This file is missing. Copy it from the shipped bag, or check that this folder is a bag.
        gravity.toml: error: This file is missing. Copy it from the shipped bag, or check that this folder is a bag.
        roles.toml: error: This file is missing. Copy it from the shipped bag, or check that this folder is a bag.
        stray.toml: warning: No part of a bag is read from here. Move the file to where it belongs, or remove it.
        systems.toml: error: This file is missing. Copy it from the shipped bag, or check that this folder is a bag.
        5 errors, 1 warning. This bag cannot be used until the errors are mended.
        ");
}

#[test]
fn approval_needs_a_name_and_a_day() {
    insta::assert_snapshot!(faults(edited("bag.toml", "check_valid_days", "approved_by = \"Dr A. Example\"\ncheck_valid_days")), @"bag.toml, line 1: error: approved_by and approved_on belong together. Give both, or neither.");
}

#[test]
fn a_card_past_its_review_is_a_warning_and_can_still_be_used() {
    let files = edited(
        "cards/runner.md",
        "review_due = 2027-01-01",
        "review_due = 2026-10-01",
    );
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let checked = Bag::check_files(&files, Some(today));
    assert!(checked.bag.is_some());
    assert!(
        checked
            .faults
            .iter()
            .all(|fault| fault.severity == Severity::Warning)
    );
    insta::assert_snapshot!(faults(files), @"cards/runner.md, line 6: warning: This card was due for review on 2026-10-01; today is 2026-11-21. Look at it again.");
}

/// A file of matching rules with every fault a rule can have.
const RULES: &str = r#"
[[words]]
id = "insulin"
words = ["insulin"]

[[rule]]
id = "good"
profile = "inpatient_base"
all = [{ in = ["medicine"], words = ["@insulin"], infusion = true }]

[[rule]]
id = "good"
profile = "inpatient_bas"
all = [{ in = ["condition"], words = ["@insuline", "!!"] }]

[[rule]]
id = "never"
profile = "inpatient_base"
unless = [{ side_room = true }]

[[rule]]
id = "odd"
profile = "inpatient_base"
all = [
  { in = ["condition"] },
  { in = ["condition"], words = ["x"], side_room = true },
  { in = ["condition"], words = ["x"], codes = ["E10.1"], infusion = true },
  { ward_kind = ["icu"] },
  { age_from = 16, age_under = 16 },
  { pregnant = true },
  {},
]
unless = [{ pregnant = true }]

[[rule]]
id = "typo"
profile = "inpatient_base"
all = [{ in = ["conditions"], words = ["x"] }]
"#;

#[test]
fn matching_rules_that_cannot_work_are_named() {
    let typo = faults(with("matching/rules.toml", RULES.as_bytes()));
    insta::assert_snapshot!(typo, @"matching/rules.toml, line 38: error: `conditions` is not one of the words allowed here: `condition`, `procedure`, `medicine`, `device`, `order`, `breathing`, `flag`, `allergy`, `escalation`, `ward`.");
    let rules = RULES.replace("\"conditions\"", "\"condition\"");
    insta::assert_snapshot!(faults(with("matching/rules.toml", rules.as_bytes())), @r#"
        matching/clues.toml: error: There are 0 [clues] blocks under matching/. There must be one, in clues.toml.
        matching/rules.toml, line 7: warning: The rule `good` has no example under `finds`. Write a record or two, so that the next edit is tested.
        matching/rules.toml, line 7: warning: The rule `good` has no example under `not`. Write a record or two, so that the next edit is tested.
        matching/rules.toml, line 12: error: The rule `good` is already in matching/rules.toml, line 7. Give this one another id.
        matching/rules.toml, line 12: warning: The rule `good` has no example under `finds`. Write a record or two, so that the next edit is tested.
        matching/rules.toml, line 12: warning: The rule `good` has no example under `not`. Write a record or two, so that the next edit is tested.
        matching/rules.toml, line 13: error: There is no profile `inpatient_bas` in profiles/. Check the spelling.
        matching/rules.toml, line 14: error: "!!" has no letters, so it can never match. Remove it.
        matching/rules.toml, line 14: error: There is no word list `insuline` under matching/. Check the spelling.
        matching/rules.toml, line 17: error: This rule asks for nothing, so it can never match. Add a clause under `all` or `any`.
        matching/rules.toml, line 17: warning: The rule `never` has no example under `finds`. Write a record or two, so that the next edit is tested.
        matching/rules.toml, line 17: warning: The rule `never` has no example under `not`. Write a record or two, so that the next edit is tested.
        matching/rules.toml, line 22: warning: The rule `odd` has no example under `finds`. Write a record or two, so that the next edit is tested.
        matching/rules.toml, line 22: warning: The rule `odd` has no example under `not`. Write a record or two, so that the next edit is tested.
        matching/rules.toml, line 25: error: This clause names no words and no codes, so every fact would match. Name some.
        matching/rules.toml, line 26: error: This clause mixes a recorded fact with the person. Write two clauses.
        matching/rules.toml, line 27: error: `E10.1` is no code. Write for example icd10:E10.1 or snomed:420422005.
        matching/rules.toml, line 27: error: infusion, given and route belong to medicines. Set `in = ["medicine"]`.
        matching/rules.toml, line 28: error: `icu` is no ward_kind. Use one of: intensive_care, high_dependency, emergency, acute_medical, medical, surgical, theatre, labour, maternity, neonatal, paediatric, cardiac, renal, cancer, neuro, older_people, mental_health, community, unknown.
        matching/rules.toml, line 29: error: age_from is not below age_under, so nobody can match. Correct one.
        matching/rules.toml, line 31: error: This clause asks for nothing. Give `in` with words, or a line about the person.
        matching/rules.toml, line 33: error: This is asked for under `all` and ruled out here, so the rule can never match.
        matching/rules.toml, line 36: warning: The rule `typo` has no example under `finds`. Write a record or two, so that the next edit is tested.
        matching/rules.toml, line 36: warning: The rule `typo` has no example under `not`. Write a record or two, so that the next edit is tested.
        "#);
}

#[test]
fn a_profile_that_no_rule_finds_is_a_warning() {
    let mut files: Vec<_> = BagFiles::shipped()
        .iter()
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect();
    for (path, bytes) in &mut files {
        if path.starts_with("matching/") {
            let text = String::from_utf8(bytes.clone()).unwrap();
            *bytes = text
                .replace("profile = \"cauda_equina\"", "profile = \"mscc\"")
                .into_bytes();
        }
    }
    let checked = Bag::check_files(&BagFiles::from_files(files), None);
    let text: Vec<_> = checked.faults.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(text.join("\n"), @"matching: warning: No rule finds `cauda_equina`: its patients are not recognised. Add a rule under matching/.");
    assert!(checked.bag.is_some());
}

#[test]
fn a_card_is_read_as_it_is_written() {
    let card = read_card("cards/runner.md", CARD).unwrap();
    assert_eq!(card.id, "runner");
    assert_eq!(card.review_due, NaiveDate::from_ymd_opt(2027, 1, 1).unwrap());
    insta::assert_debug_snapshot!(card.steps, @r#"
        [
            Step {
                number: 1,
                text: "Find the ward you serve.",
                phase: First15,
                due_min: Some(
                    5,
                ),
                critical: true,
                second_person: false,
            },
            Step {
                number: 2,
                text: "Tell the nurse in charge.",
                phase: First15,
                due_min: Some(
                    10,
                ),
                critical: true,
                second_person: true,
            },
        ]
        "#);
}

#[test]
fn a_card_with_faults_names_each_line() {
    let bad = CARD
        .replace(
            "tabard = \"None\"",
            "tabard = \"None\"\ncolour = \"red\"\nmood = \"calm\"",
        )
        .replace("2. Tell", "4. Tell")
        .replace(
            "{due 10, critical, second person}",
            "{due 3, second persn, due soon}",
        )
        .replace("## Do not", "## Never")
        .replace("- Run.", "Run.");
    let faults = read_card("cards/runner.md", &bad).unwrap_err();
    let text: Vec<_> = faults.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(text.join("\n"), @r#"
        cards/runner.md, line 14: error: `colour` is not a word this file knows. Check the spelling, or remove the line.
        cards/runner.md, line 15: error: `mood` is not a word this file knows. Check the spelling, or remove the line.
        cards/runner.md, line 23: error: Step 4 should be step 2. Steps are numbered in order through all phases.
        cards/runner.md, line 23: error: The mark "second persn" is not known. Use `due 15`, `critical` or `second person`.
        cards/runner.md, line 23: error: "due soon" has no number of minutes. Write for example `due 15`.
        cards/runner.md, line 23: error: Step 4 is due at 3 min, before the step above it. Put steps in the order they are due.
        cards/runner.md, line 25: error: The heading "Never" is not one a card has. Use one of: Standby, First 15 minutes, First hour, Ongoing, Stand down, Do not, Escalate if, Equipment.
        cards/runner.md, line 27: error: This line stands under no known heading. Move it under one.
        cards/runner.md, line 35: error: The card says nothing under `## Do not`. Write at least one thing that its holder must never do.
        "#);
}

#[test]
fn a_card_without_steps_or_front_matter_is_refused() {
    let none = CARD.split("## First").next().unwrap();
    insta::assert_snapshot!(read_card("cards/runner.md", none).unwrap_err()[0], @"cards/runner.md, line 16: error: The card has no step. Add at least one, as `1. Do this.` under a phase.");
    insta::assert_snapshot!(read_card("cards/runner.md", "# Runner\n").unwrap_err()[0], @"cards/runner.md, line 1: error: The card has no front matter. Begin the file with a line +++, the card's facts, and a line +++.");
}

#[test]
fn a_file_that_is_not_utf8_is_named() {
    let mut bytes = b"# a\n# b\n".to_vec();
    bytes.push(0xe4);
    insta::assert_snapshot!(faults(with("profiles/latin1.toml", &bytes)), @"profiles/latin1.toml, line 3: error: This letter is not UTF-8. Save the file as UTF-8.");
}

proptest! {
    #[test]
    fn no_text_makes_the_card_reader_fall_over(text in "(\\+\\+\\+\n)?[ -~\n]{0,200}") {
        let _ = read_card("cards/x.md", &text);
    }

    #[test]
    fn a_card_torn_anywhere_is_read_or_refused(cut in 0..CARD.len(), put in "[ -~\n]{0,5}") {
        let torn = format!("{}{put}{}", &CARD[..cut], &CARD[(cut + 3).min(CARD.len())..]);
        if let Err(faults) = read_card("cards/x.md", &torn) {
            prop_assert!(!faults.is_empty());
            for fault in faults {
                prop_assert!(fault.line as usize <= torn.lines().count() + 1, "{fault}");
            }
        }
    }

    #[test]
    fn any_line_lost_is_read_or_named(which in 0usize..7, lost in 0usize..40) {
        let (path, bytes) = small_bag().remove(which);
        let text = String::from_utf8(bytes).unwrap();
        let kept: Vec<_> = text.lines().enumerate().filter(|(line, _)| *line != lost).map(|(_, text)| text).collect();
        let checked = Bag::check_files(&with(&path, kept.join("\n").as_bytes()), None);
        prop_assert_eq!(checked.bag.is_none(), checked.counts().0 > 0);
    }
}

#[test]
fn legal_clocks_name_a_role_a_term_and_who_changed_them() {
    let clock = |id: &str, owner: &str, term: &str, rest: &str| {
        format!(
            "[[clock]]\nid = \"{id}\"\njurisdiction = \"UK\"\nname = \"Breach\"\ntrigger = \"Records out of reach\"\ntell = \"ICO\"\nbasis = \"\"\nterm = \"{term}\"\nowner = \"{owner}\"\nsource = \"[GK]\"\n{rest}\n"
        )
    };
    let text = [
        clock("ico", "nobody", "72 h", "changed_by = \"Ada Nwosu\""),
        clock("ico", "runner", "72 h", ""),
        clock("nis", "runner", "3 weeks", ""),
    ]
    .concat();
    insta::assert_snapshot!(faults(with("legal_clocks.toml", text.as_bytes())), @r#"
    legal_clocks.toml, line 1: error: A change has a day and a name: `changed_on` and `changed_by`, both or neither.
    legal_clocks.toml, line 7: error: `basis` is empty. Write it.
    legal_clocks.toml, line 9: error: There is no role `nobody`. Name a role of roles.toml.
    legal_clocks.toml, line 13: error: The legal clock `ico` is already in legal_clocks.toml, line 2. Give this one another name, or remove it.
    legal_clocks.toml, line 18: error: `basis` is empty. Write it.
    legal_clocks.toml, line 30: error: This cannot be read: "3 weeks" is no term. Write "at once", "72 h", "60 days", "10 working days" or "60 days after the year". Correct the line.
    "#);
}

#[test]
fn a_hospitals_own_paper_fits_its_sheets_and_somebody_answers_for_it() {
    let text = format!(
        "time_critical = [\"Co-careldopa\", \"levodopa\", \"levodopa\", \" \"]\ntall_man = [\"prednisolone\", \"predniso LONE\"]\nconsent_form = \"\"\nvte_form = \"{}\"\nday_starts_h = 24\n",
        "x".repeat(121)
    );
    insta::assert_snapshot!(faults(with("local_paper.toml", text.as_bytes())), @r#"
    local_paper.toml, line 1: error: " " is empty or has a space at an end. Write the name alone.
    local_paper.toml, line 1: error: "Co-careldopa" has capitals. Write approved names in lower case.
    local_paper.toml, line 1: error: "levodopa" is there twice. Take one out.
    local_paper.toml, line 1: error: Nobody answers for this. Add `decided_by` (name and post) and `decided_on` (day).
    local_paper.toml, line 2: error: "predniso LONE" does not write one word apart. Write it as the adopted list does: "prednisoLONE".
    local_paper.toml, line 2: error: "prednisolone" does not write one word apart. Write it as the adopted list does: "prednisoLONE".
    local_paper.toml, line 3: error: `consent_form` is empty. Write it, or take the line out.
    local_paper.toml, line 4: error: 121 characters do not fit on the sheet. Write at most 120.
    local_paper.toml, line 5: error: A day begins at an hour from 0 to 23.
    "#);
    assert_eq!(faults(with("local_paper.toml", b"")), "");
    let answered = b"day_starts_h = 6\ndecided_by = \"Chief pharmacist\"\ndecided_on = 2026-12-01\n";
    assert_eq!(faults(with("local_paper.toml", answered)), "");
}

#[test]
fn waits_have_minutes_and_an_urgent_one_is_not_waited_for_longer() {
    let wait = |id: &str, of: &str, urgent: u32, routine: u32| {
        format!(
            "[[wait]]\nid = \"{id}\"\nof = \"{of}\"\nname = \"Gas\"\nurgent_min = {urgent}\nroutine_min = {routine}\nsource = \"[GK]\"\n"
        )
    };
    let text = [
        wait("gas", "test", 0, 30),
        wait("gas", "test", 60, 30),
        wait("hatch", "porter", 5, 10),
    ]
    .concat();
    insta::assert_snapshot!(faults(with("waits.toml", text.as_bytes())), @"
    waits.toml, line 5: error: `urgent_min` is 0. Give minutes from 1 to 10080, which is a week.
    waits.toml, line 9: error: The wait `gas` is already in waits.toml, line 2. Give this one another name, or remove it.
    waits.toml, line 12: error: An urgent one is waited for longer than a routine one. Swap the minutes, or correct them.
    waits.toml, line 17: error: `porter` is not one of the words allowed here: `test`, `runner`, `aid`.
    ");
}

#[test]
fn rules_of_back_entry_name_each_sheet_once_an_owner_and_hours() {
    let rule = |id: &str, sheets: &str, rest: &str| {
        format!("[[rule]]\nid = \"{id}\"\nsheets = [{sheets}]\nhow = \"whole\"\n{rest}source = \"[GK]\"\n")
    };
    let whole = "what = \"All of it\"\nowner = \"nobody\"\nwithin_h = 0\n";
    let text = [
        rule("medicines", "\"prescription\"", whole),
        rule("medicines", "\"prescription\"", ""),
        rule(
            "other-sheet",
            "\"drip\"",
            "what = \"x\"\nwithin_h = 4\nlong_h = 2\n",
        ),
        "[[rule]]\nid = \"bands\"\nsheets = [\"wristband\"]\nhow = \"burnt\"\nsource = \"[GK]\"\n".to_owned(),
    ]
    .concat();
    insta::assert_snapshot!(faults(with("back_entry.toml", text.as_bytes())), @"
    back_entry.toml, line 6: error: There is no role `nobody`. Name a role of roles.toml.
    back_entry.toml, line 7: error: `within_h` is 0. Give hours from 1 to 2160, which is 90 days.
    back_entry.toml, line 9: error: There is no role ``. Name a role of roles.toml.
    back_entry.toml, line 9: error: `what` is empty. Write it.
    back_entry.toml, line 9: error: `within_h` is 0. Give hours from 1 to 2160, which is 90 days.
    back_entry.toml, line 10: error: The rule of back-entry `medicines` is already in back_entry.toml, line 2. Give this one another name, or remove it.
    back_entry.toml, line 11: error: The sheet `prescription` is in the rule `medicines` already. Take it out of one of them.
    back_entry.toml, line 14: error: There is no role ``. Name a role of roles.toml.
    back_entry.toml, line 16: error: `other-sheet` is for every sheet that no other rule names. Take its `sheets` out.
    back_entry.toml, line 20: error: Another way after a long outage needs both: `long_h` (hours) and `long_how` (the way).
    back_entry.toml, line 25: error: `burnt` is not one of the words allowed here: `whole`, `absolute`, `scanned`, `kept`, `never`.
    ");
}
