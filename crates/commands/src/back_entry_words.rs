//! Back-entry in words: what was said of a sheet, what to do next, the list as a table.

use battlebag_bag::BackEntryHow;
use battlebag_incident::back_entry_list::time_zero;
use battlebag_incident::{
    BackEntrySays, BackEntryWord, CameOut, EnteredAs, LeftSheets, SheetLine, SheetStand, Unused,
};
use chrono::{DateTime, Utc};

use crate::back_entry::{self, number_of, role_of};
use crate::counted::counted;
use crate::desk_lists::{Column, Said, Table, joined};
use crate::journal_words::Words;
use crate::station::Open;
use crate::views::{EnteredWord, SheetStandWord, UnusedWord};
use crate::{ErrorView, views::BackEntryAsk, views::BackEntrySheet};

pub(crate) fn stand_word(stand: SheetStand) -> SheetStandWord {
    match stand {
        SheetStand::TwoSay => SheetStandWord::TwoSay,
        SheetStand::SentBack => SheetStandWord::SentBack,
        SheetStand::Missing => SheetStandWord::Missing,
        SheetStand::Out => SheetStandWord::Out,
        SheetStand::Returned => SheetStandWord::Returned,
        SheetStand::Taken => SheetStandWord::Taken,
        SheetStand::ToVerify => SheetStandWord::ToVerify,
        SheetStand::Done => SheetStandWord::Done,
        SheetStand::NotUsed => SheetStandWord::NotUsed,
    }
}

impl From<EnteredWord> for EnteredAs {
    fn from(word: EnteredWord) -> Self {
        match word {
            EnteredWord::Typed => Self::Typed,
            EnteredWord::Scanned => Self::Scanned,
            EnteredWord::Kept => Self::Kept,
        }
    }
}

impl From<UnusedWord> for Unused {
    fn from(word: UnusedWord) -> Self {
        match word {
            UnusedWord::Blank => Self::Blank,
            UnusedWord::Spoilt => Self::Spoilt,
            UnusedWord::Destroyed => Self::Destroyed,
            UnusedWord::NeverPrinted => Self::NeverPrinted,
        }
    }
}

fn way(entered: EnteredAs) -> &'static str {
    match entered {
        EnteredAs::Typed => "typed in",
        EnteredAs::Scanned => "scanned",
        EnteredAs::Kept => "filed on paper",
    }
}

fn reason(why: Unused) -> &'static str {
    match why {
        Unused::Blank => "blank",
        Unused::Spoilt => "spoilt",
        Unused::Destroyed => "destroyed",
        Unused::NeverPrinted => "never printed",
    }
}

/// Who closed a sheet, and how.
pub(crate) fn entered(says: &BackEntrySays) -> (String, String) {
    match says {
        BackEntrySays::Done(e) => {
            let times = match (e.entered, e.real_times) {
                (EnteredAs::Typed, true) => "with the real times",
                (EnteredAs::Typed, false) => "WITHOUT the real times",
                _ => "",
            };
            (e.by.clone(), joined(&[way(e.entered), times, &e.remark]))
        }
        BackEntrySays::NotUsed { by, why, because } => (by.clone(), format!("{}: {because}", reason(*why))),
        _ => (String::new(), String::new()),
    }
}

/// One word about a sheet.
pub(crate) fn says(says: &BackEntrySays) -> String {
    match says {
        BackEntrySays::Returned { from, whose, .. } => {
            let from = if from.is_empty() {
                String::new()
            } else {
                format!("from {from}")
            };
            let whose = if whose.is_empty() {
                String::new()
            } else {
                format!("it is about {whose}")
            };
            joined(&["It is here", &from, &whose])
        }
        BackEntrySays::Taken { by } => format!("{by} takes it on"),
        BackEntrySays::Done(_) => {
            let (by, how) = entered(says);
            format!("Entered by {by}: {how}")
        }
        BackEntrySays::NotUsed { .. } => {
            let (by, why) = entered(says);
            format!("Not used, says {by}: {why}")
        }
        BackEntrySays::Verified { by, checked, remark } => {
            let proof = if *checked { "" } else { "name only, no passphrase" };
            joined(&[
                &format!("{by} looked at it on the screen: it is so"),
                proof,
                remark,
            ])
        }
        BackEntrySays::SentBack { by, found } => format!("Sent back by {by}: {found}"),
        BackEntrySays::Missing { by, looked } => format!("Missing. {by} looked: {looked}"),
        BackEntrySays::TakenBack { of, because } => {
            format!("What number {} says was a mistake: {because}", of.seq)
        }
    }
}

/// An entry of the log.
pub(crate) fn words(word: &BackEntryWord) -> Words {
    Words {
        kind: "Back-entry",
        text: format!("Sheet {}: {}", word.sheet.code, says(&word.says)),
        lines: Vec::new(),
    }
}

/// What was not done at the stand-down, ward by ward, every number.
pub(crate) fn left(left: &[LeftSheets]) -> Vec<String> {
    let all: usize = left.iter().map(|l| l.codes.len()).sum();
    if all == 0 {
        return Vec::new();
    }
    let head = format!("Back-entry not done: {}", counted(all, "sheet", "sheets"));
    let line = |l: &LeftSheets| {
        let ward = if l.ward.is_empty() { "No ward" } else { &l.ward };
        format!(
            "{ward}, {} ({}): {}",
            l.stand.words(),
            l.codes.len(),
            l.codes.join(" ")
        )
    };
    std::iter::once(head).chain(left.iter().map(line)).collect()
}

/// What to do next with a sheet.
pub(crate) fn next(open: &Open, line: &SheetLine<'_>) -> String {
    let drill = open.current.as_ref().is_some_and(|c| c.state.exercise);
    let begun = open
        .current
        .as_ref()
        .is_some_and(|c| time_zero(&c.state).is_some());
    let role = match role_of(open, line) {
        none if none.is_empty() => "The recovery lead says who enters it".to_owned(),
        role => format!("{role} enters it"),
    };
    let what = line.rule.map_or("no rule is set", |rule| rule.what.as_str());
    let how = line.how.map_or("", BackEntryHow::words);
    let enter = if drill {
        "EXERCISE: do as if. Never type it into a real record.".to_owned()
    } else if begun {
        format!("{role}: {how}. {what}")
    } else {
        format!("Wait: nothing is typed before the incident turns to recovery. Then: {role}, {how}. {what}")
    };
    match line.stand {
        SheetStand::TwoSay => {
            "Look at the sheet and at the record, then say which of the words holds. What was entered twice is taken out of the record first."
                .to_owned()
        }
        SheetStand::SentBack => {
            let found = line.heard.hold.iter().rev().find_map(|w| match &w.word.says {
                BackEntrySays::SentBack { found, .. } => Some(found.as_str()),
                _ => None,
            });
            format!("Put it right: {}. Then somebody else looks again.", found.unwrap_or("see its history"))
        }
        SheetStand::Missing => "If you hold it, say that it is here. Else look where the patient went, and in the folders of other patients.".to_owned(),
        SheetStand::Out if line.came_out == CameOut::No => {
            "Nothing. If you hold it all the same, say that it is here.".to_owned()
        }
        SheetStand::Out if line.is_nobodys() => {
            "It was printed blank. If something is written on it, say that it is here, and whose it is.".to_owned()
        }
        SheetStand::Out => "If you hold it, say that it is here. Else fetch it from the ward.".to_owned(),
        SheetStand::Returned | SheetStand::Taken => enter,
        SheetStand::ToVerify => {
            let (by, _) = line.closing.map(|w| entered(&w.word.says)).unwrap_or_default();
            format!("Somebody other than {by} holds the sheet beside the screen and compares.")
        }
        SheetStand::Done => "Nothing. File the paper: it stays the original.".to_owned(),
        SheetStand::NotUsed => "Nothing.".to_owned(),
    }
}

pub(crate) const SHEETS: &[Column] = &[
    Column("sheet", "Sheet", 22.0),
    Column("patient", "Patient", 42.0),
    Column("form", "Form, ward", 30.0),
    Column("rule", "Rule", 30.0),
    Column("stands", "Stands", 28.0),
    Column("entered", "Entered, looked at", 28.0),
];

/// The list as a table: all that is open, then all that is done.
pub(crate) fn table(open: &Open, now: DateTime<Utc>) -> Result<Table, ErrorView> {
    let view = back_entry::of(open, &BackEntryAsk::default(), now)?;
    let said = Said(open);
    Ok(Table {
        title: "Back-entry list",
        name: "Sheets that come back",
        patients: true,
        headline: view.said,
        none: "No sheet that comes back was printed.",
        columns: SHEETS,
        rows: view.sheets.iter().map(|sheet| row(&said, sheet)).collect(),
    })
}

fn row(said: &Said<'_>, sheet: &BackEntrySheet) -> Vec<String> {
    let late = match (sheet.late_min, &sheet.due_at) {
        (0, Some(due)) => format!("due {}", said.at(due)),
        (0, None) => String::new(),
        (_, due) => format!("LATE: was due {}", said.maybe(due.as_ref())),
    };
    let entered = match sheet.entered_by.as_str() {
        "" => "not entered".to_owned(),
        by => format!(
            "{by} {}: {}",
            said.maybe(sheet.entered_at.as_ref()),
            sheet.entered
        ),
    };
    let second = match (sheet.verified_by.as_str(), sheet.second_person) {
        ("", true) => "NOBODY looked again".to_owned(),
        ("", false) => "no second person needed".to_owned(),
        (by, _) => format!("{by} looked again {}", said.maybe(sheet.verified_at.as_ref())),
    };
    let whose = if sheet.whose.is_empty() {
        "many, or nobody"
    } else {
        &sheet.whose
    };
    let second_person = if sheet.second_person {
        "a second person looks"
    } else {
        ""
    };
    vec![
        sheet.code.clone(),
        joined(&[whose, &sheet.number, &sheet.now_in]),
        joined(&[&sheet.form, &sheet.faces, &sheet.ward]),
        joined(&[&sheet.how, &sheet.role, second_person]),
        joined(&[&sheet.stand_words, &late, &sheet.owner, &sheet.on_paper]),
        joined(&[&entered, &second]),
    ]
}

/// A sheet for the tracker on paper: number, whose, which number, form and faces, then rule, owner, who entered it and who looked.
pub(crate) fn tracked(open: &Open, line: &SheetLine<'_>, now: DateTime<Utc>) -> TrackedSheet {
    let row = back_entry::row(open, line, now);
    let time = |at: Option<&String>| {
        let at = at.and_then(|at| at.parse::<DateTime<Utc>>().ok());
        at.map(|at| open.clock.local(at).format("%d-%b %H:%M").to_string())
            .unwrap_or_default()
    };
    let by = |who: &str, at: Option<&String>| format!("{who} {}", time(at)).trim().to_owned();
    TrackedSheet {
        number: number_of(open, &line.patient),
        form: joined(&[&row.form, &row.faces]),
        rule: row.how,
        owner: if row.owner.is_empty() { row.role } else { row.owner },
        done: match (line.stand, row.entered_by.as_str()) {
            (SheetStand::Missing, _) => "MISSING".to_owned(),
            (SheetStand::TwoSay, _) => "TWO SAY: see screen".to_owned(),
            (SheetStand::SentBack, _) => "SENT BACK".to_owned(),
            (_, "") => String::new(),
            (_, who) => by(who, row.entered_at.as_ref()),
        },
        looked: match row.verified_by.as_str() {
            "" if !row.second_person && !row.entered_by.is_empty() => "not needed".to_owned(),
            "" => String::new(),
            who => by(who, row.verified_at.as_ref()),
        },
        sheet: row.code,
        whose: row.whose,
    }
}

/// A row of the tracker on paper.
#[derive(Debug, Clone, Default)]
pub(crate) struct TrackedSheet {
    pub sheet: String,
    pub whose: String,
    pub number: String,
    pub form: String,
    pub rule: String,
    pub owner: String,
    pub done: String,
    pub looked: String,
}
