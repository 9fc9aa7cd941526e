//! What people do with sheets that come back. Several at once are one act: all of them or none.

use battlebag_incident::{Body, Entering, SheetLine, back_entry_rules as rules};
use chrono::{DateTime, Utc};

use crate::back_entry::every_line;
use crate::back_entry_find::one;
use crate::counted::counted;
use crate::patients::{place_and_name, second_checked};
use crate::station::{Act, Open, Station};
use crate::views::{
    EnterSheets, MissingSheets, ReturnSheets, SendBackSheets, TakeBackSheet, TakeSheets, UnusedSheets,
    VerifySheets, Written,
};
use crate::writing::{occurred, write};
use crate::{ErrorKind, ErrorView};

/// Says something of sheets: `rule` makes one word for each, `did` is "here" or the like.
fn say(
    station: &Station,
    (typed, draft): (&[String], &str),
    at: DateTime<Utc>,
    rule: impl Fn(&Open, &SheetLine<'_>) -> Result<Body, ErrorView>,
    did: &str,
) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let (bodies, codes) = {
            let lines = every_line(open, &open.incident()?.state, now);
            let mut chosen: Vec<&SheetLine<'_>> = Vec::new();
            for typed in typed.iter().filter(|typed| !typed.trim().is_empty()) {
                let line = one(open, &lines, typed)?;
                if !chosen.iter().any(|other| other.sheet_ref == line.sheet_ref) {
                    chosen.push(line);
                }
            }
            let bodies = chosen
                .iter()
                .map(|line| rule(open, line))
                .collect::<Result<Vec<Body>, _>>()?;
            let codes: Vec<String> = chosen.iter().map(|line| line.sheet_ref.code.clone()).collect();
            (bodies, codes)
        };
        if bodies.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                "No sheet was named.",
                "Scan its code, or type the number at the lower right of the page.",
            ));
        }
        let what = match codes.as_slice() {
            [only] => format!("Sheet {only}"),
            more => counted(more.len(), "sheet", "sheets"),
        };
        write(station, open, (&Act::plain(&bodies, at), draft), |n| {
            format!("{what} {did}, entry {n}")
        })
    })
}

/// The draft of what a person was typing about one sheet.
fn draft(act: &str, typed: &[String]) -> String {
    match typed {
        [only] => format!("back_entry.{act}.{}", only.trim()),
        _ => String::new(),
    }
}

fn or_me(open: &Open, name: &str) -> String {
    match name.trim() {
        "" => open.person(),
        name => name.to_owned(),
    }
}

/// They are here.
pub fn returned(station: &Station, request: ReturnSheets) -> Result<Written, ErrorView> {
    let draft = draft("return", &request.sheets);
    say(
        station,
        (&request.sheets, &draft),
        station.now(),
        |open, line| {
            let key = request.patient.trim();
            let (patient, whose) = if key.is_empty() {
                (String::new(), request.whose.trim().to_owned())
            } else {
                let census = open.census()?;
                let found = open.patient(&census, key)?;
                (found.id.0.clone(), place_and_name(found))
            };
            Ok(rules::returned(line, &request.from, (&patient, &whose))?)
        },
        "here",
    )
}

/// Somebody takes them on.
pub fn take(station: &Station, request: TakeSheets) -> Result<Written, ErrorView> {
    say(
        station,
        (&request.sheets, ""),
        station.now(),
        |open, line| Ok(rules::take(line, &or_me(open, &request.by))?),
        "taken on",
    )
}

/// What is on them was entered.
pub fn enter(station: &Station, request: EnterSheets) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let draft = draft("enter", &request.sheets);
    say(
        station,
        (&request.sheets, &draft),
        at,
        |open, line| {
            let entering = Entering {
                by: or_me(open, &request.by),
                entered: request.entered.into(),
                real_times: request.real_times,
                remark: request.remark.clone(),
            };
            Ok(rules::done(line, &entering)?)
        },
        "entered",
    )
}

/// Nothing is entered from them.
pub fn not_used(station: &Station, request: UnusedSheets) -> Result<Written, ErrorView> {
    let draft = draft("unused", &request.sheets);
    say(
        station,
        (&request.sheets, &draft),
        station.now(),
        |open, line| {
            let by = or_me(open, &request.by);
            Ok(rules::not_used(line, &by, request.why.into(), &request.because)?)
        },
        "not used",
    )
}

/// A second person looked at them on the screen. Whoever is signed in has proved who they are; somebody else who can
/// sign in here gives their own passphrase.
pub fn verify(station: &Station, request: VerifySheets) -> Result<Written, ErrorView> {
    let draft = draft("verify", &request.sheets);
    let (by, checked) = station.with(|open| {
        let by = or_me(open, &request.by);
        let checked = by.to_lowercase() == open.person().to_lowercase()
            || second_checked(station, open, &by, &request.passphrase)?;
        Ok((by, checked))
    })?;
    say(
        station,
        (&request.sheets, &draft),
        station.now(),
        |_, line| Ok(rules::verify(line, &by, checked, &request.remark)?),
        "verified",
    )
}

/// Somebody found something wrong.
pub fn send_back(station: &Station, request: SendBackSheets) -> Result<Written, ErrorView> {
    let draft = draft("send_back", &request.sheets);
    say(
        station,
        (&request.sheets, &draft),
        station.now(),
        |open, line| Ok(rules::send_back(line, &or_me(open, &request.by), &request.found)?),
        "sent back",
    )
}

/// They were looked for and not found.
pub fn missing(station: &Station, request: MissingSheets) -> Result<Written, ErrorView> {
    let draft = draft("missing", &request.sheets);
    say(
        station,
        (&request.sheets, &draft),
        station.now(),
        |open, line| Ok(rules::missing(line, &or_me(open, &request.by), &request.looked)?),
        "written down as missing",
    )
}

/// The newest word about a sheet was a mistake.
pub fn take_back(station: &Station, request: TakeBackSheet) -> Result<Written, ErrorView> {
    let typed = [request.sheet.clone()];
    say(
        station,
        (&typed, &draft("take_back", &typed)),
        station.now(),
        |_, line| match line.heard.newest.as_slice() {
            [newest] => Ok(rules::take_back(line, &newest.stamp.entry, &request.because)?),
            [] => Err(ErrorView::new(
                ErrorKind::Refused,
                format!("Nothing was said of sheet {} yet.", line.sheet_ref.code),
                "There is nothing to take back.",
            )),
            _ => Err(ErrorView::new(
                ErrorKind::Refused,
                format!("Two stations spoke of sheet {} at once.", line.sheet_ref.code),
                "Say anything more of it first, so that one word is the newest.",
            )),
        },
        "as it was before",
    )
}
