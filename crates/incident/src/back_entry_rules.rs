//! The rules for what may be said of a sheet next. A sheet is never entered twice, and never looked at again by whoever
//! entered it.

use battlebag_bag::BackEntryHow;

use crate::back_entry::{BackEntrySays, BackEntryWord, EnteredAs, Entering, SheetWord, Unused, same_person};
use crate::back_entry_list::{SheetLine, SheetStand, is_second};
use crate::body::Body;
use crate::parts::EntryRef;
use crate::rules::{Refusal, filled};

fn word(line: &SheetLine<'_>, says: BackEntrySays) -> Body {
    Body::BackEntry(BackEntryWord {
        sheet: line.sheet_ref.clone(),
        after: line.heard.newest.iter().map(|w| w.stamp.entry.clone()).collect(),
        says,
    })
}

/// While two stations contradict each other, a person first says which of them holds.
fn settled(line: &SheetLine<'_>) -> Result<(), Refusal> {
    if line.two_say.is_empty() {
        return Ok(());
    }
    Err(Refusal::OfSheet {
        code: line.sheet_ref.code.clone(),
        what: "two stations say different things".to_owned(),
        instead: "Look at the sheet and the record, and say which of them holds",
    })
}

/// What was entered is not entered again.
fn not_closed(line: &SheetLine<'_>) -> Result<(), Refusal> {
    settled(line)?;
    let Some(closing) = line.closing else {
        return Ok(());
    };
    let what = match &closing.word.says {
        BackEntrySays::NotUsed { by, .. } => format!("{by} wrote down that it was not used"),
        BackEntrySays::Done(entering) => format!("it was entered already, by {}", entering.by),
        _ => "it is closed".to_owned(),
    };
    Err(Refusal::OfSheet {
        code: line.sheet_ref.code.clone(),
        what,
        instead: "Enter nothing twice. If it is wrong, send it back and say what is wrong",
    })
}

/// It is here. `patient` and `whose` name whose it is, for a sheet that was printed blank.
pub fn returned(line: &SheetLine<'_>, from: &str, (patient, whose): (&str, &str)) -> Result<Body, Refusal> {
    settled(line)?;
    let names = !whose.trim().is_empty();
    if names
        && line
            .sheet
            .is_some_and(|sheet| !sheet.patient.is_empty() && sheet.patient != patient)
    {
        return Err(Refusal::OfSheet {
            code: line.sheet_ref.code.clone(),
            what: format!("it was printed for {}", line.whose),
            instead: "If it was used for somebody else, write that on it, and in the remark when it is entered",
        });
    }
    let is_here = !matches!(line.stand, SheetStand::Out | SheetStand::Missing);
    if is_here && !names {
        return Err(Refusal::OfSheet {
            code: line.sheet_ref.code.clone(),
            what: format!("it is here already ({})", line.stand.words()),
            instead: "Go on with it: take it on, or enter it",
        });
    }
    Ok(word(
        line,
        BackEntrySays::Returned {
            from: from.trim().to_owned(),
            patient: patient.trim().to_owned(),
            whose: whose.trim().to_owned(),
        },
    ))
}

/// Somebody takes it on.
pub fn take(line: &SheetLine<'_>, by: &str) -> Result<Body, Refusal> {
    not_closed(line)?;
    if same_person(&line.owner, by) && line.stand != SheetStand::Missing {
        return Err(Refusal::OfSheet {
            code: line.sheet_ref.code.clone(),
            what: format!("{} has taken it on already", line.owner),
            instead: "Enter it, or let somebody else take it on",
        });
    }
    let by = filled(by, "who takes it on")?;
    Ok(word(line, BackEntrySays::Taken { by }))
}

/// What is on it was entered.
pub fn done(line: &SheetLine<'_>, entering: &Entering) -> Result<Body, Refusal> {
    not_closed(line)?;
    if line.is_nobodys() {
        return Err(Refusal::OfSheet {
            code: line.sheet_ref.code.clone(),
            what: "it was printed blank, and nobody has said whose it is".to_owned(),
            instead: "Say first that it is here, with the patient",
        });
    }
    let remark = entering.remark.trim().to_owned();
    if entering.entered == EnteredAs::Typed && !entering.real_times && remark.is_empty() {
        return Err(Refusal::OfSheet {
            code: line.sheet_ref.code.clone(),
            what: "it was typed without the real times".to_owned(),
            instead: "Type each fact with the time at which it happened; where that cannot be, say so in the remark",
        });
    }
    if less_than_the_rule(line.how, entering.entered) && remark.is_empty() {
        return Err(Refusal::OfSheet {
            code: line.sheet_ref.code.clone(),
            what: format!("its rule is: {}", line.how.map_or("not set", BackEntryHow::words)),
            instead: "Do that, or write in the remark why it was done otherwise",
        });
    }
    Ok(word(
        line,
        BackEntrySays::Done(Entering {
            by: filled(&entering.by, "who entered it")?,
            entered: entering.entered,
            real_times: entering.real_times && entering.entered == EnteredAs::Typed,
            remark,
        }),
    ))
}

fn less_than_the_rule(how: Option<BackEntryHow>, entered: EnteredAs) -> bool {
    match how {
        Some(BackEntryHow::Whole | BackEntryHow::Absolute) | None => entered != EnteredAs::Typed,
        Some(BackEntryHow::Scanned) => entered == EnteredAs::Kept,
        Some(BackEntryHow::Kept | BackEntryHow::Never) => false,
    }
}

/// Nothing is entered from it.
pub fn not_used(line: &SheetLine<'_>, by: &str, why: Unused, because: &str) -> Result<Body, Refusal> {
    not_closed(line)?;
    Ok(word(
        line,
        BackEntrySays::NotUsed {
            by: filled(by, "who says so")?,
            why,
            because: filled(because, "why nothing is entered from it")?,
        },
    ))
}

fn closing<'l>(line: &'l SheetLine<'_>) -> Result<&'l SheetWord, Refusal> {
    settled(line)?;
    line.closing.ok_or_else(|| Refusal::OfSheet {
        code: line.sheet_ref.code.clone(),
        what: "nothing was entered from it yet".to_owned(),
        instead: "Enter it first",
    })
}

/// A second person looked at it on the screen: it is so.
pub fn verify(line: &SheetLine<'_>, by: &str, checked: bool, remark: &str) -> Result<Body, Refusal> {
    let entered = closing(line)?;
    let by = filled(by, "who looked at it")?;
    if !is_second(entered, &by) {
        return Err(Refusal::OfSheet {
            code: line.sheet_ref.code.clone(),
            what: format!("{by} entered it, or wrote down that it was entered"),
            instead: "Somebody else looks at the sheet and at the screen",
        });
    }
    if line.verified.is_some() {
        return Err(Refusal::Already {
            what: "a second person has looked at it",
        });
    }
    Ok(word(
        line,
        BackEntrySays::Verified {
            by,
            checked,
            remark: remark.trim().to_owned(),
        },
    ))
}

/// Somebody looked, and it is not so.
pub fn send_back(line: &SheetLine<'_>, by: &str, found: &str) -> Result<Body, Refusal> {
    closing(line)?;
    Ok(word(
        line,
        BackEntrySays::SentBack {
            by: filled(by, "who found it")?,
            found: filled(found, "what is wrong")?,
        },
    ))
}

/// It was looked for and not found.
pub fn missing(line: &SheetLine<'_>, by: &str, looked: &str) -> Result<Body, Refusal> {
    not_closed(line)?;
    Ok(word(
        line,
        BackEntrySays::Missing {
            by: filled(by, "who looked")?,
            looked: filled(looked, "where it was looked for")?,
        },
    ))
}

/// An earlier word was a mistake. Only the newest is taken back: others have built on the rest.
pub fn take_back(line: &SheetLine<'_>, of: &EntryRef, because: &str) -> Result<Body, Refusal> {
    settled(line)?;
    if !line.heard.newest.iter().any(|w| w.stamp.entry == *of) {
        return Err(Refusal::OfSheet {
            code: line.sheet_ref.code.clone(),
            what: "only the newest word about it can be taken back".to_owned(),
            instead: "Take that one back first, or send the sheet back and say what is wrong",
        });
    }
    Ok(word(
        line,
        BackEntrySays::TakenBack {
            of: of.clone(),
            because: filled(because, "why it was a mistake")?,
        },
    ))
}
