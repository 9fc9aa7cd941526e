//! From a number that was scanned or typed to its sheet; a slip is told kindly, and nothing is guessed.

use battlebag_incident::{Incident, SheetLine};
use battlebag_paper::{Misread, SheetNumber};
use chrono::{DateTime, Utc};

use crate::back_entry::{every_line, key, whole};
use crate::station::{Open, Station};
use crate::views::{SheetAsked, SheetFound};
use crate::{ErrorKind, ErrorView};

/// Numbers with one slip that are named at most.
const NEAR: usize = 4;

const LOOK_AGAIN: &str = "The number stands at the lower right of each page, eight signs in two groups.";

/// The sheet that a number names.
pub fn find(station: &Station, request: SheetAsked) -> Result<SheetFound, ErrorView> {
    let now = station.now();
    station.with(|open| of(open, &request.typed, now))
}

/// The same, for Find and for scripts.
pub(crate) fn of(open: &Open, typed: &str, now: DateTime<Utc>) -> Result<SheetFound, ErrorView> {
    let state = &open.incident()?.state;
    let lines = every_line(open, state, now);
    let show = |lines: Vec<&SheetLine<'_>>| lines.into_iter().map(|line| whole(open, line, now)).collect();
    let found = named(&lines, typed);
    if !found.is_empty() {
        let (said, next) = said_of(open, &found);
        return Ok(SheetFound {
            sheets: show(found),
            near: Vec::new(),
            said,
            next,
        });
    }
    let near: Vec<&SheetLine<'_>> = lines
        .iter()
        .filter(|line| is_near(line, typed))
        .take(NEAR)
        .collect();
    let (said, mut next) = unknown(open, state, typed)?;
    if let Some(first) = near.first() {
        next = format!(
            "Look at the sheet again: is it {}{}? {LOOK_AGAIN}",
            first.sheet_ref.code,
            if near.len() > 1 {
                " or one of the others below"
            } else {
                ""
            }
        );
    }
    Ok(SheetFound {
        sheets: Vec::new(),
        near: show(near),
        said,
        next,
    })
}

/// Lines of a number as it was typed; a key with its print names one line only.
fn named<'l, 'o>(lines: &'l [SheetLine<'o>], typed: &str) -> Vec<&'l SheetLine<'o>> {
    let typed = typed.trim();
    if typed.contains('@') {
        return lines.iter().filter(|line| key(line) == typed).collect();
    }
    match SheetNumber::read(typed) {
        Ok((number, _)) => lines
            .iter()
            .filter(|line| line.sheet_ref.code == number.as_str())
            .collect(),
        Err(_) => Vec::new(),
    }
}

fn is_near(line: &SheetLine<'_>, typed: &str) -> bool {
    SheetNumber::parse(&line.sheet_ref.code).is_some_and(|number| number.is_near(typed))
}

fn said_of(open: &Open, found: &[&SheetLine<'_>]) -> (String, String) {
    let [line] = found else {
        return (
            "Two prints gave out this number, on stations that had not met.".to_owned(),
            "Compare name and form with the sheet in your hand, and go on with that one.".to_owned(),
        );
    };
    let whose = line.whose.as_str();
    let form = match line.form() {
        "" => "A sheet whose print is not in this log",
        form => form,
    };
    let said = [form, whose]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>();
    (
        format!("{}: {}.", said.join(", "), line.stand.words()),
        crate::back_entry_words::next(open, line),
    )
}

/// Why a number names nothing here, and what to do.
fn unknown(open: &Open, state: &Incident, typed: &str) -> Result<(String, String), ErrorView> {
    let number = match SheetNumber::read(typed) {
        Ok((number, _)) => number,
        Err(Misread::Empty) => {
            return Ok(("No number was typed.".to_owned(), LOOK_AGAIN.to_owned()));
        }
        Err(Misread::Length(signs)) => {
            return Ok((
                format!("A sheet number has 8 signs; this has {signs}."),
                LOOK_AGAIN.to_owned(),
            ));
        }
        Err(Misread::Strange(signs)) => {
            let mut each: Vec<String> = Vec::new();
            for sign in signs.chars().map(String::from) {
                if !each.contains(&sign) {
                    each.push(sign);
                }
            }
            return Ok((
                format!("No sheet number has {} in it.", each.join(" or ")),
                format!(
                    "Numbers are made without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, M and W, because those are mistaken for one another: an O may be a Q, D or C, a 1 a 7, a 5 a 6. {LOOK_AGAIN}"
                ),
            ));
        }
    };
    let drill = number.as_str().starts_with('X');
    if drill != state.exercise {
        return Ok(if drill {
            (
                format!("{number} is from an exercise: its number begins with X."),
                "Never type it into a record. Put it with the papers of the exercise.".to_owned(),
            )
        } else {
            (
                format!("{number} is from a real incident, and an exercise is on screen."),
                "Show the real incident first: it is on Now.".to_owned(),
            )
        });
    }
    if let Some(kept) = open.home.sheet(number.as_str())? {
        let current = open.current.as_ref().map(|c| c.id);
        if kept.incident != current {
            return Ok((
                format!("{number} was printed here, in another incident ({}).", kept.job),
                "Show that incident on Now, and look the number up there.".to_owned(),
            ));
        }
    }
    Ok((
        format!("No sheet of this incident has the number {number}."),
        format!("It may have been printed on another station: bring its log here first. {LOOK_AGAIN}"),
    ))
}

/// The one line that a request means. Where two prints gave out its number, the request has to name the print.
pub(crate) fn one<'l, 'o>(
    open: &Open,
    lines: &'l [SheetLine<'o>],
    typed: &str,
) -> Result<&'l SheetLine<'o>, ErrorView> {
    match named(lines, typed).as_slice() {
        [line] => Ok(line),
        [] => {
            let (said, next) = unknown(open, &open.incident()?.state, typed)?;
            Err(ErrorView::new(ErrorKind::NotFound, said, next))
        }
        several => {
            let keys: Vec<String> = several
                .iter()
                .map(|line| format!("{} ({}, {})", key(line), line.form(), line.whose))
                .collect();
            Err(ErrorView::new(
                ErrorKind::BadInput,
                format!("Two prints gave out the number {}.", typed.trim()),
                format!("Name the one in your hand: {}.", keys.join("; ")),
            ))
        }
    }
}
