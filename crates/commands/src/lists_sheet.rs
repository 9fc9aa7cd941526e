//! The work-around list, the restoration order and a look-back on paper, with the people behind each number.

use std::path::{Path, PathBuf};

use battlebag_incident::{Body, Sheet};
use battlebag_paper::{NumbersForm, NumbersPart, NumbersPerson, NumbersSheet, Pack, PaperError};
use chrono::{DateTime, Utc};

use crate::counted::counted;
use crate::fallbacks::{restore_view, workaround_rows};
use crate::look_back::look_back;
use crate::paper_context::context;
use crate::paper_files::{Destination, write_new};
use crate::record_sheet::{cannot_draw, numbers};
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{LookBackRow, PatientLine, RestoreRow, WorkaroundRow, WriteList, WrittenFile};
use crate::{ErrorKind, ErrorView};

fn person(line: &PatientLine, what: String) -> NumbersPerson {
    let known = |text: &str| match text {
        "" => "not known".to_owned(),
        text => text.to_owned(),
    };
    NumbersPerson {
        tier: battlebag_priority::Tier::from(line.tier).to_string(),
        place: format!("{}, {}", line.ward, known(&line.bed)),
        name: line.name.clone(),
        number: known(&line.nhs_number),
        what,
    }
}

fn people(lines: &[PatientLine]) -> Vec<NumbersPerson> {
    lines.iter().map(|line| person(line, line.act.clone())).collect()
}

fn workaround(row: WorkaroundRow) -> NumbersPart {
    let left = match (row.left, row.have) {
        (Some(left), _) => format!("{left} left in store"),
        (None, _) if row.assumed => "assumed from the bag check, not counted".to_owned(),
        (None, _) => "nobody has counted".to_owned(),
    };
    let mut more = vec![];
    if !row.place.is_empty() {
        more.push(format!("Where: {}.", row.place));
    }
    if row.running > 0 {
        more.push(format!(
            "Running for {}.",
            counted(row.running, "patient", "patients")
        ));
    }
    if row.blocked {
        more.push("It hangs on a system that broke.".to_owned());
    }
    NumbersPart {
        numbers: format!(
            "{} it, {left}: {} short",
            counted(row.need, "needs", "need"),
            row.short
        ),
        more: more.join(" "),
        people: people(&row.who),
        name: row.name,
    }
}

fn restored(open: &Open, row: RestoreRow) -> NumbersPart {
    let mut more = vec![];
    if !row.owner.is_empty() || !row.phone.is_empty() {
        more.push(format!("Owner: {} {}.", row.owner, row.phone).replace(" .", "."));
    }
    let back = row
        .back_at
        .as_deref()
        .and_then(|at| at.parse::<DateTime<Utc>>().ok());
    more.push(match back {
        Some(at) => format!("Its owner expects it back {}.", open.clock.day_and_time(at)),
        None => "Nobody has signed when it will be back.".to_owned(),
    });
    NumbersPart {
        numbers: format!(
            "{} helped, {} of them P1; {} on it",
            row.patients,
            row.p1,
            counted(row.touched, "depends", "depend")
        ),
        more: more.join(" "),
        people: people(&row.who),
        name: row.name,
    }
}

fn looked_back(open: &Open, row: &LookBackRow) -> NumbersPerson {
    let time = |at: &str| {
        at.parse::<DateTime<Utc>>()
            .map_or_else(|_| at.to_owned(), |at| open.clock.time(at))
    };
    let mut what: Vec<String> = row
        .facts
        .iter()
        .map(|fact| format!("{} {}", time(&fact.at), fact.what))
        .collect();
    if what.is_empty() {
        what.push(format!("needs it for {}", row.needs.join("; ")));
    }
    what.push(match row.acted {
        Some(true) => format!("DECISION TAKEN ON IT ({})", row.said_by),
        Some(false) => format!("no decision taken on it ({})", row.said_by),
        None => "acted on it?  yes / no   time ______".to_owned(),
    });
    person(&row.patient, what.join("\n"))
}

fn sheet(open: &mut Open, request: &WriteList, now: DateTime<Utc>) -> Result<NumbersSheet, ErrorView> {
    let census = open.census()?;
    let as_of = open
        .clock
        .local(census.snapshot.as_of)
        .format("%a %d-%b-%Y %H:%M")
        .to_string();
    let made = |form, headline, facts, last_column, parts| NumbersSheet {
        form,
        headline,
        as_of: as_of.clone(),
        facts,
        last_column,
        parts,
    };
    Ok(match request.list.trim() {
        "workarounds" => {
            let rows = workaround_rows(open, now);
            let short = rows.iter().filter(|row| row.short > 0).count();
            let checked = open.current.as_ref().and_then(|c| c.state.bag_checked_until);
            let bag = match checked.filter(|until| now < *until) {
                Some(until) => format!("in date until {}", open.clock.day_and_time(until)),
                None => "not in date: nothing is assumed to be in the bags".to_owned(),
            };
            let headline = format!(
                "{short} of {} work-arounds {} short",
                rows.len(),
                if short == 1 { "is" } else { "are" }
            );
            let parts = rows.into_iter().map(workaround).collect();
            made(
                NumbersForm::WorkArounds,
                headline,
                vec![("Bag check", bag)],
                "Do now",
                parts,
            )
        }
        "restore_order" => {
            let rows = restore_view(open, now)?.rows;
            let helped: u32 = rows.first().map_or(0, |row| row.patients);
            let headline = match rows.first() {
                Some(first) => format!(
                    "Restore first: {}, {} helped",
                    first.name,
                    counted(helped, "patient", "patients")
                ),
                None => "Nothing is said to be broken".to_owned(),
            };
            let advice = "clinical advice to whoever restores, not an order".to_owned();
            let parts = rows.into_iter().map(|row| restored(open, row)).collect();
            made(
                NumbersForm::RestorationOrder,
                headline,
                vec![("This is", advice)],
                "Do now",
                parts,
            )
        }
        "look_back" => {
            let view = look_back(open, &request.code, now)?;
            let all: Vec<NumbersPerson> = view.rows.iter().map(|row| looked_back(open, row)).collect();
            let part = NumbersPart {
                name: view.name.clone(),
                numbers: counted(all.len(), "patient", "patients"),
                more: String::new(),
                people: all,
            };
            let headline = format!("Was a decision taken on what {} gave?", view.name);
            made(
                NumbersForm::LookBack,
                headline,
                vec![("Looked at", view.said)],
                "What may be wrong",
                vec![part],
            )
        }
        other => {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                format!("There is no list called {other}."),
                format!(
                    "Ask for workarounds, restore_order, look_back, {}.",
                    crate::desk_lists::LISTS.join(", ")
                ),
            ));
        }
    })
}

/// A list as pages, before it has a file.
fn pages(
    station: &Station,
    open: &mut Open,
    request: &WriteList,
    now: DateTime<Utc>,
) -> Result<(Pack, String), ErrorView> {
    let paper = (crate::paper_context::usual(open), false);
    if let Some(list) = crate::desk_lists::sheet(open, request.list.trim(), now)? {
        let ctx = context(open, now, paper, None);
        let mut numbers = numbers(station, open, &ctx)?;
        let drawn = battlebag_paper::desk_list(&ctx, &mut numbers, &list);
        return Ok((drawn.map_err(|e| cannot_draw(&e))?, list.title.to_owned()));
    }
    open.incident()?;
    let sheet = sheet(open, request, now)?;
    let ranking = open.ranking(now)?;
    let ctx = context(open, now, paper, Some(&ranking));
    let mut numbers = numbers(station, open, &ctx)?;
    let drawn = battlebag_paper::numbers_list(&ctx, &mut numbers, &sheet);
    let title = match sheet.form {
        NumbersForm::LookBack => format!("{} {}", sheet.form.title(), request.code.trim()),
        form => form.title().to_owned(),
    };
    Ok((drawn.map_err(|e: PaperError| cannot_draw(&e))?, title))
}

/// Writes one of the lists to a PDF, and says so in the log with its sheet numbers.
pub fn write(station: &Station, request: WriteList) -> Result<WrittenFile, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let (pack, title) = pages(station, open, &request, now)?;
        let to = match request.to.trim() {
            "" => station.host.paper_folder(),
            to => PathBuf::from(to),
        };
        let stamp = open.clock.local(now).format("%Y-%m-%d %H%M%S").to_string();
        let exercise = open.current.as_ref().is_some_and(|c| c.state.exercise);
        let file = Destination::new(Path::new(&to), 1)?.file(&title, &stamp, exercise);
        let half = write_new(&file, &pack.pdf)?;
        let body = Body::Printed {
            what: title.clone(),
            to: file.display().to_string(),
            pages: count(pack.pages),
            sheets: pack
                .sheets
                .iter()
                .map(|sheet| Sheet {
                    code: sheet.code.to_string(),
                    patient: String::new(),
                    form: sheet.form.clone(),
                    faces: u32::from(sheet.faces),
                    ward: String::new(),
                    whose: String::new(),
                })
                .collect(),
            held_back: Vec::new(),
            snapshot: open.census.as_ref().map(|c| c.hash.clone()).unwrap_or_default(),
        };
        station.acted(open, &body, now, title)?;
        half.keep()?;
        Ok(WrittenFile {
            file: file.display().to_string(),
        })
    })
}
