//! Paper.

use battlebag_commands::views::{
    CardsView, JobView, Nothing, PaperView, PrintKey, PrintWhat, ResumePrint, StartPrint,
};
use battlebag_commands::{ErrorView, counted};

use super::time;
use crate::args_paper::{How, HowPacks, Order, PaperArg, Print, Sides};
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
        Print::Handover { role, to, paper } => {
            super::roles::brief_on_paper(asked, &role, &to, paper_word(paper))
        }
        Print::Bag { how, halves } => cards(asked, Vec::new(), &how, (halves, true)),
        Print::Blank { charts, how } => {
            let copies = how.copies;
            print(asked, PrintWhat::Blank { charts, copies }, &how, Order::Priority)
        }
        Print::Jobs => jobs(asked),
        Print::Unfinished => unfinished(asked),
        Print::Resume {
            print,
            printer,
            to,
            from_page,
            after,
        } => {
            let request = ResumePrint {
                print: print.unwrap_or(0),
                printer: printer.unwrap_or_default(),
                to: to.map(|to| to.display().to_string()).unwrap_or_default(),
                from_page: from_page.unwrap_or(0),
                last_sheet: after.unwrap_or_default(),
            };
            let job: JobView = asked.ask("print_resume", &request)?;
            made(asked, &job)
        }
        Print::Drop { print } => {
            let _: PaperView = asked.ask("print_drop", &PrintKey { print })?;
            asked.say(&PrintKey { print }, || vec![format!("Print {print} is let be.")])?;
            Ok(Outcome::done())
        }
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

fn paper_word(paper: Option<PaperArg>) -> &'static str {
    match paper {
        None => "",
        Some(PaperArg::A4) => "a4",
        Some(PaperArg::Letter) => "letter",
        Some(PaperArg::A5) => "a5",
    }
}

fn print(asked: &Asked, what: PrintWhat, how: &How, order: Order) -> Result<Outcome, ErrorView> {
    let request = StartPrint {
        what,
        to: how
            .to
            .as_ref()
            .map(|to| to.display().to_string())
            .unwrap_or_default(),
        printer: how.printer.clone().unwrap_or_default(),
        again: how.again,
        give_up_min: how.give_up_after,
        paper: paper_word(how.paper).to_owned(),
        mono: how.mono,
        order: match order {
            Order::Priority => "priority",
            Order::Bed => "bed",
        }
        .to_owned(),
        sides: match how.sides {
            None => "",
            Some(Sides::Both) => "both",
            Some(Sides::One) => "one",
        }
        .to_owned(),
        copies: how.copies,
    };
    let job: JobView = asked.ask("print_start", &request)?;
    made(asked, &job)
}

/// A sheet to try a printer with.
pub fn test_page(asked: &Asked, printer: String, paper: Option<PaperArg>) -> Result<Outcome, ErrorView> {
    let request = StartPrint {
        what: PrintWhat::PrinterTest {
            printer: printer.clone(),
        },
        to: String::new(),
        printer,
        again: false,
        give_up_min: 5,
        paper: paper_word(paper).to_owned(),
        mono: true,
        order: "bed".to_owned(),
        sides: String::new(),
        copies: 1,
    };
    let job: JobView = asked.ask("print_start", &request)?;
    made(asked, &job)
}

/// Waits for a print and says what came of it.
fn made(asked: &Asked, job: &JobView) -> Result<Outcome, ErrorView> {
    let done = asked.wait(job)?;
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
                let became = if p.became.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", p.became)
                };
                format!(
                    "{}  {}: {}, {}, {}{became}",
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

fn unfinished(asked: &Asked) -> Result<Outcome, ErrorView> {
    let paper: PaperView = asked.ask("paper", &Nothing {})?;
    asked.say(&paper.unfinished, || {
        let mut lines = Vec::new();
        for print in &paper.unfinished {
            let on = if print.printer.is_empty() {
                "to files".to_owned()
            } else {
                format!("on {}", print.printer)
            };
            lines.push(format!(
                "{}  {} {on}, begun {}",
                print.print,
                print.what,
                time(&print.at)
            ));
            for part in &print.parts {
                lines.push(
                    format!("   {}: {} {}", part.title, part.said, part.next)
                        .trim_end()
                        .to_owned(),
                );
            }
        }
        if lines.is_empty() {
            lines.push("Every print is finished.".to_owned());
        }
        lines
    })?;
    Ok(Outcome::done())
}
