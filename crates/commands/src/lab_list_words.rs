//! The laboratory's list in words: its entries in the log, and the list as a table.

use battlebag_incident::{LabListSays, LabListWord};
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::counted::counted;
use crate::desk_lists::{Column, Said, Table, joined, known};
use crate::journal_words::{Names, Words, labelled};
use crate::lab_list::{of, only};
use crate::station::Open;
use crate::views::{LabBasisWord, LabStandWord, LabWordRow};

/// One word about the list, for the log.
pub(crate) fn words(word: &LabListWord, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    let text = match &word.says {
        LabListSays::Said(said) if said.tests.is_empty() => {
            "What the laboratory can do: words erased".to_owned()
        }
        LabListSays::Said(said) => {
            lines.extend(
                said.tests
                    .iter()
                    .map(|t| joined(&[&t.test, &t.tube, only(t.basis)])),
            );
            labelled(&mut lines, "By way of", &said.way);
            labelled(&mut lines, "Only for", &said.good_for);
            lines.extend(said.until.map(|at| format!("Good until {}", names.time(at))));
            format!(
                "The laboratory can do {}, said by {}",
                counted(said.tests.len(), "test", "tests"),
                said.said_by
            )
        }
        LabListSays::Withdrawn { said_by, because } => {
            labelled(&mut lines, "Said by", said_by);
            format!("The laboratory’s list is withdrawn: {because}")
        }
    };
    Words {
        kind: "Laboratory’s list",
        text,
        lines,
    }
}

/// Columns of the list.
pub(crate) const TESTS: &[Column] = &[
    Column("test", "Test", 58.0),
    Column("tube", "Tube or caution", 50.0),
    Column("only", "For whom", 30.0),
    Column("said", "Said, message", 42.0),
];

fn stands(row: &LabWordRow) -> &'static str {
    match row.stands {
        LabStandWord::Nothing | LabStandWord::Fresh => "",
        LabStandWord::Withdrawn => "WITHDRAWN",
        LabStandWord::Erased => "WORDS ERASED",
        LabStandWord::Over => "TIME IS OVER",
        LabStandWord::Old => "TOO OLD, ask again",
        LabStandWord::Aged => "ask whether it still holds",
        LabStandWord::ClockWrong => "a clock is wrong",
    }
}

/// The list that holds, and under it what contradicts it.
pub(crate) fn table(open: &Open, now: DateTime<Utc>) -> Result<Table, ErrorView> {
    let view = of(open, now)?;
    let said = Said(open);
    let rows = view.now.iter().chain(&view.against).flat_map(|word| {
        let message = joined(&[
            &format!("{} message {}", said.at(&word.at), word.message),
            stands(word),
        ]);
        word.tests.iter().map(move |test| {
            let basis = match test.basis {
                LabBasisWord::Any => "everybody".to_owned(),
                basis => only(basis.into()).to_owned(),
            };
            vec![test.test.clone(), known(&test.tube), basis, message.clone()]
        })
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let headline = match &view.now {
        None => String::new(),
        Some(word) => {
            let until = word
                .until
                .as_ref()
                .map(|at| format!("good until {}", said.at(at)));
            let only_for = match word.good_for.as_str() {
                "" => String::new(),
                whom => format!("only for {whom}"),
            };
            let against = if view.against.is_empty() {
                ""
            } else {
                "ANOTHER STATION SAYS OTHERWISE"
            };
            joined(&[
                &format!("Said by {} {}", word.said_by, said.at(&word.at)),
                &known(&word.way).replace("not said", "way not said"),
                stands(word),
                &only_for,
                until.as_deref().unwrap_or_default(),
                &word.because,
                against,
            ])
        }
    };
    Ok(Table {
        title: "The laboratory’s list",
        name: "What the laboratory can do",
        patients: false,
        headline,
        none: "No test is on the list: write each test, telephone first.",
        columns: TESTS,
        rows,
    })
}
