//! Back-entry: sheets that come back.

use battlebag_commands::views::{
    BackEntryAsk, BackEntrySheet, BackEntryView, EnterSheets, EnteredWord, MissingSheets, ReturnSheets,
    SecretText, SendBackSheets, SheetAsked, SheetFound, SheetSaid, SheetStandWord, SheetTally, TakeBackSheet,
    TakeSheets, UnusedSheets, UnusedWord, VerifySheets,
};
use battlebag_commands::{ErrorKind, ErrorView};

use super::census::key_of;
use super::desk::elsewhere;
use super::systems::written;
use super::time;
use crate::args_back_entry::{BackEntry, How, Stand, WhichSheets, Why};
use crate::asked::{Asked, passphrase};
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: BackEntry) -> Result<Outcome, ErrorView> {
    match command {
        BackEntry::List(which) => list(asked, which),
        BackEntry::Progress => progress(asked),
        BackEntry::Rules => rules(asked),
        BackEntry::Find { sheet } => find(asked, sheet),
        BackEntry::Return {
            sheets,
            from,
            patient,
            whose,
        } => {
            let patient = match patient.trim() {
                "" => String::new(),
                named => key_of(asked, named)?,
            };
            let request = ReturnSheets {
                sheets,
                from,
                patient,
                whose,
            };
            written(asked, "sheet_return", &request)
        }
        BackEntry::Take(of) => {
            let request = TakeSheets {
                sheets: of.sheets,
                by: of.by,
            };
            written(asked, "sheet_take", &request)
        }
        closing => close(asked, closing),
    }
}

/// What ends a sheet, or says that it did not.
fn close(asked: &Asked, command: BackEntry) -> Result<Outcome, ErrorView> {
    match command {
        BackEntry::Done {
            sheets: of,
            how,
            real_times,
            remark,
            at,
        } => {
            let request = EnterSheets {
                sheets: of.sheets,
                entered: match how {
                    How::Typed => EnteredWord::Typed,
                    How::Scanned => EnteredWord::Scanned,
                    How::Kept => EnteredWord::Kept,
                },
                by: of.by,
                real_times,
                remark,
                occurred_at: at,
            };
            written(asked, "sheet_enter", &request)
        }
        BackEntry::NotUsed {
            sheets: of,
            why,
            because,
        } => {
            let request = UnusedSheets {
                sheets: of.sheets,
                why: match why {
                    Why::Blank => UnusedWord::Blank,
                    Why::Spoilt => UnusedWord::Spoilt,
                    Why::Destroyed => UnusedWord::Destroyed,
                    Why::NeverPrinted => UnusedWord::NeverPrinted,
                },
                because,
                by: of.by,
            };
            written(asked, "sheet_not_used", &request)
        }
        BackEntry::Verify {
            sheets: of,
            by_passphrase_file,
            remark,
        } => {
            let passphrase = match by_passphrase_file {
                Some(file) => passphrase(Some(&file), "")?,
                None => SecretText::default(),
            };
            let request = VerifySheets {
                sheets: of.sheets,
                by: of.by,
                passphrase,
                remark,
            };
            written(asked, "sheet_verify", &request)
        }
        BackEntry::SendBack { sheets: of, found } => {
            let request = SendBackSheets {
                sheets: of.sheets,
                found,
                by: of.by,
            };
            written(asked, "sheet_send_back", &request)
        }
        BackEntry::Missing { sheets: of, looked } => {
            let request = MissingSheets {
                sheets: of.sheets,
                looked,
                by: of.by,
            };
            written(asked, "sheet_missing", &request)
        }
        BackEntry::TakeBack { sheet, because } => {
            written(asked, "sheet_take_back", &TakeBackSheet { sheet, because })
        }
        _ => Ok(Outcome::done()),
    }
}

fn stand(stand: Stand) -> SheetStandWord {
    match stand {
        Stand::TwoSay => SheetStandWord::TwoSay,
        Stand::SentBack => SheetStandWord::SentBack,
        Stand::Missing => SheetStandWord::Missing,
        Stand::Out => SheetStandWord::Out,
        Stand::Returned => SheetStandWord::Returned,
        Stand::Taken => SheetStandWord::Taken,
        Stand::ToVerify => SheetStandWord::ToVerify,
        Stand::Done => SheetStandWord::Done,
        Stand::NotUsed => SheetStandWord::NotUsed,
    }
}

fn list(asked: &Asked, which: WhichSheets) -> Result<Outcome, ErrorView> {
    if let Some(done) = elsewhere(asked, "back_entry", &which.to)? {
        return Ok(done);
    }
    let request = BackEntryAsk {
        ward: which.ward,
        stands: which.stand.into_iter().map(stand).collect(),
        role: which.role,
        late: which.late,
        most: 0,
    };
    let view: BackEntryView = asked.ask("back_entry", &request)?;
    asked.say(&view, || {
        let mut lines = vec![view.said.clone()];
        lines.extend(view.sheets.iter().map(line));
        lines
    })?;
    Ok(Outcome {
        look: contradicted(&view),
    })
}

/// Sheets of which two stations said different things.
fn contradicted(view: &BackEntryView) -> Vec<String> {
    let two = view.sheets.iter().filter(|s| s.stand == SheetStandWord::TwoSay);
    two.map(|s| format!("{}: {}", s.code, s.stand_words)).collect()
}

/// One sheet in a line.
fn line(s: &BackEntrySheet) -> String {
    let whose = match (s.whose.as_str(), s.ward.as_str()) {
        ("", "") => "stock",
        ("", ward) => ward,
        (whose, _) => whose,
    };
    let late = match s.late_min {
        0 => String::new(),
        min if min < 60 => format!(", LATE {min} min"),
        min => format!(", LATE {} h", min / 60),
    };
    let owner = match s.owner.as_str() {
        "" => s.role.as_str(),
        owner => owner,
    };
    format!(
        "{}  {whose}  {}  {}{late}  {owner}: {}",
        s.code, s.form, s.stand_words, s.how
    )
}

fn tally(t: &SheetTally) -> String {
    let late = if t.late > 0 {
        format!(", {} LATE", t.late)
    } else {
        String::new()
    };
    let two = if t.two_say > 0 {
        format!(", {} contradicted", t.two_say)
    } else {
        String::new()
    };
    format!(
        "{}: {} printed, {} returned, {} entered and to be verified, {} done, {} not used, {} not come back, {} missing{two}{late}",
        t.name, t.printed, t.returned, t.to_verify, t.done, t.not_used, t.out, t.missing
    )
}

fn progress(asked: &Asked) -> Result<Outcome, ErrorView> {
    let request = BackEntryAsk {
        most: 1,
        ..BackEntryAsk::default()
    };
    let mut view: BackEntryView = asked.ask("back_entry", &request)?;
    view.sheets.clear();
    asked.say(&view, || {
        let mut lines = vec![view.said.clone(), tally(&view.all)];
        lines.extend(view.wards.iter().map(|t| format!("  {}", tally(t))));
        lines.push("By form, in the order of entry:".to_owned());
        lines.extend(view.forms.iter().map(|t| format!("  {}", tally(t))));
        lines
    })?;
    Ok(Outcome::done())
}

fn rules(asked: &Asked) -> Result<Outcome, ErrorView> {
    let request = BackEntryAsk {
        most: 1,
        ..BackEntryAsk::default()
    };
    let view: BackEntryView = asked.ask("back_entry", &request)?;
    asked.say(&view.rules, || {
        let rule = |r: &battlebag_commands::views::BackEntryRuleView| {
            let who = if r.role.is_empty() {
                String::new()
            } else {
                format!(" {}, within {} h of recovery.", r.role, r.within_h)
            };
            let second = if r.second_person {
                " A second person looks."
            } else {
                ""
            };
            format!("{}: {}.{who}{second} {}", r.sheets.join(", "), r.how, r.what)
        };
        view.rules.iter().map(rule).collect()
    })?;
    Ok(Outcome::done())
}

fn said(s: &SheetSaid) -> String {
    let mark = match (s.contradicts, s.holds) {
        (true, _) => " CONTRADICTS another",
        (false, false) => " (no longer holds)",
        (false, true) => "",
    };
    format!("  {} {}: {}{mark}", time(&s.at), s.actor, s.words)
}

fn whole(s: &BackEntrySheet) -> Vec<String> {
    let mut lines = vec![
        line(s),
        format!(
            "  {}, {}, printed {} by {} to {}",
            s.faces,
            s.pages,
            time(&s.printed_at),
            s.printed_by,
            s.printed_to
        ),
    ];
    for words in [&s.number, &s.now_in, &s.on_paper]
        .into_iter()
        .filter(|words| !words.is_empty())
    {
        lines.push(format!("  {words}"));
    }
    lines.extend(s.due_at.iter().map(|due| format!("  due {}", time(due))));
    lines.extend(s.history.iter().map(said));
    lines.push(format!("  Next: {}", s.next));
    lines
}

fn find(asked: &Asked, sheet: String) -> Result<Outcome, ErrorView> {
    let found: SheetFound = asked.ask("sheet_find", &SheetAsked { typed: sheet })?;
    if found.sheets.is_empty() {
        // A script must not take a near miss for the sheet.
        let near: Vec<String> = found.near.iter().map(line).collect();
        let near = if near.is_empty() {
            String::new()
        } else {
            format!(" Near it: {}.", near.join("; "))
        };
        return Err(ErrorView::new(
            ErrorKind::NotFound,
            found.said,
            format!("{}{near}", found.next),
        ));
    }
    asked.say(&found, || found.sheets.iter().flat_map(whole).collect())?;
    Ok(Outcome {
        look: if found.sheets.len() > 1 {
            vec![found.said.clone()]
        } else {
            Vec::new()
        },
    })
}
