//! Paper.

use battlebag_commands::views::{CardsView, JobView, Nothing, PaperView, PrintWhat, StartPrint};
use battlebag_commands::{ErrorView, counted};

use super::time;
use crate::args::{How, HowPacks, Order, PaperArg, Print};
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: Print) -> Result<Outcome, ErrorView> {
    match command {
        Print::Ward { wards, how } => packs(asked, wards, how),
        Print::Hospital { how } => packs(asked, Vec::new(), how),
        Print::Census { how } => print(asked, PrintWhat::CensusReport {}, &how, Order::Priority),
        Print::Card { ids, how, halves } => cards(asked, ids, &how, (halves, false)),
        Print::Role { ids, how, halves } => {
            let known: CardsView = asked.ask("cards", &Nothing {})?;
            let of_role = |id: &String| {
                known
                    .rows
                    .iter()
                    .find(|c| c.role.as_ref() == Some(id))
                    .map(|c| c.id.clone())
            };
            let ids = ids
                .iter()
                .map(|id| of_role(id).unwrap_or_else(|| id.clone()))
                .collect();
            cards(asked, ids, &how, (halves, false))
        }
        Print::Contacts { how } => print(asked, PrintWhat::Contacts {}, &how, Order::Priority),
        Print::OrgChart { how } => print(asked, PrintWhat::OrgChart {}, &how, Order::Priority),
        Print::Tabards { roles, how } => print(asked, PrintWhat::Tabards { roles }, &how, Order::Priority),
        Print::Handover { role, how } => {
            super::roles::brief_on_paper(asked, &role, &how.to, paper_word(how.paper))
        }
        Print::Bag { how, halves } => cards(asked, Vec::new(), &how, (halves, true)),
        Print::Blank { charts, copies, how } => {
            print(asked, PrintWhat::Blank { charts, copies }, &how, Order::Priority)
        }
        Print::Jobs => jobs(asked),
    }
}

/// Action cards, each a file of its own or all in one with a page of contents.
fn cards(
    asked: &Asked,
    cards: Vec<String>,
    how: &How,
    (halves, contents): (bool, bool),
) -> Result<Outcome, ErrorView> {
    let what = PrintWhat::Cards {
        cards,
        halves,
        contents,
    };
    print(asked, what, how, Order::Priority)
}

fn packs(asked: &Asked, wards: Vec<String>, how: HowPacks) -> Result<Outcome, ErrorView> {
    print(
        asked,
        PrintWhat::Wards {
            wards,
            charts: how.charts,
        },
        &how.how,
        how.order,
    )
}

fn paper_word(paper: PaperArg) -> &'static str {
    match paper {
        PaperArg::A4 => "a4",
        PaperArg::Letter => "letter",
        PaperArg::A5 => "a5",
    }
}

fn print(asked: &Asked, what: PrintWhat, how: &How, order: Order) -> Result<Outcome, ErrorView> {
    let request = StartPrint {
        what,
        to: how.to.display().to_string(),
        paper: paper_word(how.paper).to_owned(),
        mono: how.mono,
        order: match order {
            Order::Priority => "priority",
            Order::Bed => "bed",
        }
        .to_owned(),
    };
    let job: JobView = asked.ask("print_start", &request)?;
    let done = asked.wait(&job)?;
    asked.say(&done.files, || {
        done.files
            .iter()
            .map(|f| {
                format!(
                    "{}: {}, {}, {}, {}",
                    f.what,
                    counted(f.pages, "page", "pages"),
                    counted(f.patients, "patient", "patients"),
                    counted(f.sheets.len(), "sheet", "sheets"),
                    f.file
                )
            })
            .collect()
    })?;
    let look = done
        .files
        .iter()
        .flat_map(|f| {
            f.held_back
                .iter()
                .map(move |h| format!("held back, {}: {h}", f.what))
        })
        .collect();
    Ok(Outcome { look })
}

fn jobs(asked: &Asked) -> Result<Outcome, ErrorView> {
    let paper: PaperView = asked.ask("paper", &Nothing {})?;
    asked.say(&paper.prints, || {
        paper
            .prints
            .iter()
            .map(|p| {
                format!(
                    "{}  {}: {}, {}, {}",
                    time(&p.at),
                    p.what,
                    counted(p.pages, "page", "pages"),
                    counted(p.sheets, "sheet", "sheets"),
                    p.to
                )
            })
            .collect()
    })?;
    Ok(Outcome::done())
}
