//! Records that contradict one another about allergies: said on every face, in full on the chart, and never instead of
//! an allergy.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod faces;
mod people;

use battlebag_census::{Allergies, Patient};
use battlebag_paper::draw::{Ink, TextMark};
use faces::{contexts, faces, texts, words};

#[test]
fn an_allergy_conflict_is_said_on_every_face_and_replaces_no_allergy() {
    for (name, ctx) in contexts() {
        for (p, substances) in [(people::okafor(), 1), (people::bergstrom(), 4)] {
            let conflict = p.allergy_conflict.clone().unwrap();
            let Allergies::Recorded { items } = p.allergies.clone() else {
                panic!("allergies are recorded")
            };
            let all = faces(&ctx, std::slice::from_ref(&p));
            for f in &all {
                let loud: Vec<&TextMark> = texts(f)
                    .filter(|t| t.style.ink == Ink::White && (30.0..39.0).contains(&t.y))
                    .collect();
                let said = loud.iter().any(|t| t.text == "CONFLICT");
                let words = loud
                    .iter()
                    .any(|t| t.text.starts_with("CONFLICT: ") && t.text.ends_with("Ask again."));
                assert!(said && words, "{name}, {}", f.title);
            }
            let squeezed: String = all.iter().map(words).collect::<String>();
            let squeeze = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let squeezed = squeeze(&squeezed);
            assert_eq!(items.len(), substances);
            for a in &items {
                let whole = squeeze(&a.substance).to_lowercase();
                assert!(
                    squeezed.to_lowercase().contains(&whole),
                    "{name}: {}",
                    a.substance
                );
            }
            let whole = squeeze(conflict.strip_prefix("Another record").unwrap());
            assert!(squeezed.contains(&whole), "{name}: in full");
        }
    }
}

#[test]
fn none_known_that_another_record_contradicts_is_not_known() {
    let mut p = people::wisniewski();
    p.allergy_conflict = Some("Another record says Penicillin \u{1F600}".into());
    let said: String = faces(&people::context(), &[p])
        .iter()
        .map(words)
        .collect::<Vec<_>>()
        .join("\n");
    assert!(!said.lines().any(|l| l.trim() == "NONE KNOWN"), "{said}");
    assert!(said.contains("NOT KNOWN: ask and write"));
    assert!(said.contains("CONFLICT: another record says Penicillin \u{FFFD}[U+1F600]. Ask again."));
}

#[test]
fn a_conflict_as_long_as_a_letter_is_printed_whole() {
    for p in [people::okafor(), people::al_husseini()] {
        let p = Patient {
            allergy_conflict: Some("Sr Okafor says otherwise. ".repeat(60)),
            ..p
        };
        let all = faces(&people::context(), std::slice::from_ref(&p));
        assert!(all.iter().any(|f| f.title == "Allergies, continued"));
        let said: String = all.iter().map(words).collect::<Vec<_>>().join(" ");
        let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.matches("Sr Okafor says otherwise").count() >= 60);
    }
}

#[test]
fn a_sheet_for_a_name_that_does_not_print_says_the_conflict_too() {
    for p in [people::okafor(), people::bergstrom()] {
        let mut p = p;
        p.name.family = "Sm\u{1F600}ith".into();
        let all = faces(&people::context(), &[p]);
        let sheet = all.iter().find(|f| f.title == "Name needs a person").unwrap();
        let said = words(sheet).replace('\n', " ");
        assert!(
            said.contains("CONFLICT: ") && said.contains("Ask again."),
            "{said}"
        );
    }
}
