//! One print job is some runs: a ward's list, a ward's charts, a card, a blank chart. Each run is one file.

use std::ops::ControlFlow;

use battlebag_bag::Card;
use battlebag_census::Patient;
use battlebag_paper::{
    CardBook, CensusReportSheet, ContactSheet, Form, OrgChart, Pack, PackRequest, PaperError, PrinterTest,
    SheetNumbers, Tabard, WardSheet,
};
use chrono::{DateTime, Utc};

use crate::cards::find_card;
use crate::paper_charts::{Chart, chart_of};
use crate::paper_context::Hour;
use crate::paper_sheets::SheetFill;
use crate::session::count;
use crate::station::Open;
use crate::views::{PrintWhat, StartPrint};
use crate::{ErrorKind, ErrorView, paper_sheets, role_sheets};

/// One file of a print job.
#[derive(Debug, Clone)]
pub(crate) enum Run {
    /// A ward's priority list.
    List {
        title: String,
        ward: String,
        number: u32,
    },
    /// A ward's charts, patients in order.
    Charts {
        title: String,
        ward: String,
        patients: Vec<String>,
        forms: Vec<Form>,
    },
    /// Action cards in one file.
    Cards {
        title: String,
        ids: Vec<String>,
        book: CardBook,
    },
    /// How good the census is.
    CensusReport {
        title: String,
        sheet: Box<CensusReportSheet>,
    },
    /// Roles, holders, ways to reach them.
    Contacts { title: String, sheet: Box<ContactSheet> },
    /// The organisation chart.
    OrgChart { title: String, chart: Box<OrgChart> },
    /// Tabards, one role a page.
    Tabards { title: String, tabards: Vec<Tabard> },
    /// A page to try a printer with.
    PrinterTest { title: String, test: PrinterTest },
    /// Blank charts.
    Blank { title: String, form: Form, copies: u32 },
    /// A sheet of a ward, filled; or wholly blank, in copies.
    Sheet {
        title: String,
        sheet: WardSheet,
        fill: SheetFill,
        copies: u32,
    },
    /// One of several copies: its sheets have their own numbers, and say which copy they are.
    Copy {
        title: String,
        run: Box<Run>,
        copy: (u32, u32),
    },
}

impl Run {
    /// What it is called, in the log and as a file.
    pub(crate) fn title(&self) -> &str {
        match self {
            Self::List { title, .. }
            | Self::Charts { title, .. }
            | Self::Cards { title, .. }
            | Self::CensusReport { title, .. }
            | Self::Contacts { title, .. }
            | Self::OrgChart { title, .. }
            | Self::Tabards { title, .. }
            | Self::PrinterTest { title, .. }
            | Self::Blank { title, .. }
            | Self::Sheet { title, .. }
            | Self::Copy { title, .. } => title,
        }
    }

    /// The ward that it is for; empty for stock, lists of the hospital and cards.
    pub(crate) fn ward(&self) -> &str {
        match self {
            Self::List { ward, .. } | Self::Charts { ward, .. } => ward,
            Self::Sheet { fill, .. } => &fill.ward,
            Self::Copy { run, .. } => run.ward(),
            _ => "",
        }
    }

    /// Patients in it.
    pub(crate) fn patients(&self) -> u32 {
        match self {
            Self::Charts { patients, .. } => count(patients.len()),
            Self::Copy { run, .. } => run.patients(),
            _ => 0,
        }
    }

    /// Pages to expect, for the progress bar; the true number comes while it runs.
    pub(crate) fn expected_pages(&self) -> u32 {
        match self {
            Self::Charts { patients, forms, .. } => count(patients.len() * forms.len() * 2),
            Self::List { .. }
            | Self::CensusReport { .. }
            | Self::Contacts { .. }
            | Self::PrinterTest { .. } => 2,
            Self::Cards { ids, book, .. } => {
                count(ids.len()) * if book.halves { 2 } else { 1 } + u32::from(book.contents)
            }
            Self::Blank { copies, .. } => copies * 2,
            Self::Sheet { copies, .. } => *copies,
            Self::OrgChart { .. } => 1,
            Self::Copy { run, .. } => run.expected_pages(),
            Self::Tabards { tabards, .. } => count(tabards.len()),
        }
    }

    /// Draws it. `go_on` is told the pages so far and answers whether to go on.
    pub(crate) fn draw(
        &self,
        hour: &Hour,
        numbers: &mut SheetNumbers,
        go_on: &mut dyn FnMut(u32) -> bool,
    ) -> Result<Pack, ErrorView> {
        let context = &hour.context;
        Ok(match self {
            Self::Charts {
                ward,
                patients,
                forms,
                ..
            } => {
                let patients: Vec<&Patient> = patients.iter().filter_map(|id| hour.patient(id)).collect();
                let request = PackRequest {
                    context,
                    ward,
                    patients: &patients,
                    forms,
                };
                battlebag_paper::ward_pack(&request, numbers, &mut |p| {
                    if go_on(count(p.pages)) {
                        ControlFlow::Continue(())
                    } else {
                        ControlFlow::Break(())
                    }
                })?
            }
            Self::List { ward, number, .. } => paper_sheets::list(hour, ward, *number, numbers)?,
            Self::CensusReport { sheet, .. } => battlebag_paper::census_report(context, numbers, sheet)?,
            Self::Contacts { sheet, .. } => battlebag_paper::contact_list(context, numbers, sheet)?,
            Self::OrgChart { chart, .. } => battlebag_paper::org_chart(context, numbers, chart)?,
            Self::Tabards { tabards, .. } => battlebag_paper::tabards(context, numbers, tabards)?,
            Self::PrinterTest { test, .. } => battlebag_paper::printer_test(context, numbers, test)?,
            Self::Cards { ids, book, .. } => paper_sheets::cards(hour, ids, *book, numbers)?,
            Self::Sheet {
                sheet, fill, copies, ..
            } => paper_sheets::ward_sheet(hour, *sheet, fill, *copies, numbers)?,
            Self::Copy { run, copy, .. } => {
                let mut hour = hour.clone();
                hour.context.copy = Some(*copy);
                run.draw(&hour, numbers, go_on)?
            }
            Self::Blank { form, copies, .. } => {
                battlebag_paper::blank(context, numbers, *form, usize::try_from(*copies).unwrap_or(1))?
            }
        })
    }
}

/// What a job is called: "Ward packs, 6 files"; on a printer, "6 parts".
pub(crate) fn in_words(what: &PrintWhat, parts: usize, as_files: bool) -> String {
    let what = match what {
        PrintWhat::Wards { .. } => "Ward packs",
        PrintWhat::Cards { .. } => "Action cards",
        PrintWhat::Blank { .. } => "Blank charts",
        PrintWhat::CensusReport {} => "Census report",
        PrintWhat::Contacts {} => "Contact list",
        PrintWhat::OrgChart {} => "Organisation chart",
        PrintWhat::Tabards { .. } => "Tabards",
        PrintWhat::PrinterTest { .. } => "Printer test",
    };
    let (one, many) = if as_files {
        ("file", "files")
    } else {
        ("part", "parts")
    };
    format!("{what}, {}", crate::counted(parts, one, many))
}

/// Most copies of one print: more is a typing mistake at the bedside.
const MOST_COPIES: u32 = 20;

/// Splits a request into runs, each as often as it is wanted.
pub(crate) fn plan(open: &mut Open, request: &StartPrint, now: DateTime<Utc>) -> Result<Vec<Run>, ErrorView> {
    let of = request.copies;
    let has_own = matches!(request.what, PrintWhat::Blank { .. });
    if of > MOST_COPIES && !has_own {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("{of} copies are too many."),
            format!("Give 1 to {MOST_COPIES}. Each copy of a chart is a chart that somebody may write on."),
        ));
    }
    let runs = runs_of(open, &request.what, &request.order, now)?;
    if of < 2 || has_own {
        return Ok(runs);
    }
    let copies = |run: Run| {
        (1..=of).map(move |n| Run::Copy {
            title: format!("{}, copy {n} of {of}", run.title()),
            run: Box::new(run.clone()),
            copy: (n, of),
        })
    };
    Ok(runs.into_iter().flat_map(copies).collect())
}

fn runs_of(
    open: &mut Open,
    what: &PrintWhat,
    order: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Run>, ErrorView> {
    match what {
        PrintWhat::Wards { wards, charts } => ward_runs(open, wards, charts, order, now),
        PrintWhat::Cards {
            cards,
            halves,
            contents,
        } => card_runs(open, cards, (*halves, *contents)),
        PrintWhat::CensusReport {} => Ok(vec![Run::CensusReport {
            title: "Census report".to_owned(),
            sheet: Box::new(crate::quality_sheet::sheet(open, now)?),
        }]),
        PrintWhat::Contacts {} => Ok(vec![Run::Contacts {
            title: "Contact list".to_owned(),
            sheet: Box::new(role_sheets::contacts(open, now)),
        }]),
        PrintWhat::OrgChart {} => Ok(vec![Run::OrgChart {
            title: "Organisation chart".to_owned(),
            chart: Box::new(role_sheets::org_chart(open, now)),
        }]),
        PrintWhat::Tabards { roles } => Ok(vec![Run::Tabards {
            title: "Tabards".to_owned(),
            tabards: role_sheets::tabards(open, roles)?,
        }]),
        PrintWhat::PrinterTest { printer } => Ok(vec![Run::PrinterTest {
            title: "Printer test".to_owned(),
            test: PrinterTest {
                printer: printer.trim().to_owned(),
            },
        }]),
        PrintWhat::Blank { charts, copies } => charts.iter().map(|id| blank(id, (*copies).max(1))).collect(),
    }
}

/// Each card as a file of its own, or all in one with a page of contents. All of them stand in the order of their numbers.
fn card_runs(open: &Open, cards: &[String], (halves, contents): (bool, bool)) -> Result<Vec<Run>, ErrorView> {
    let mut chosen: Vec<&Card> = cards
        .iter()
        .map(|id| find_card(&open.bag, id))
        .collect::<Result<_, _>>()?;
    if chosen.is_empty() {
        chosen = open.bag.cards.values().collect();
        chosen.sort_by_key(|card| (card.number.is_empty(), &card.number, &card.title));
    }
    let book = CardBook { contents, halves };
    let suffix = if halves { ", halves" } else { "" };
    if contents {
        let title = if cards.is_empty() {
            "Whole bag"
        } else {
            "Action cards"
        };
        return Ok(vec![Run::Cards {
            title: format!("{title}{suffix}"),
            ids: chosen.iter().map(|card| card.id.clone()).collect(),
            book,
        }]);
    }
    let run = |card: &&Card| Run::Cards {
        title: format!("Card {}{suffix}", card.title),
        ids: vec![card.id.clone()],
        book,
    };
    Ok(chosen.iter().map(run).collect())
}

/// A chart or a ward's sheet with nothing filled in.
fn blank(id: &str, copies: u32) -> Result<Run, ErrorView> {
    match chart_of(id)? {
        Chart::Form(form) => Ok(Run::Blank {
            title: format!("Blank {}", form.name()),
            form,
            copies,
        }),
        Chart::Sheet(sheet) => Ok(Run::Sheet {
            title: format!("Blank {}", sheet.name()),
            sheet,
            fill: SheetFill::default(),
            copies,
        }),
        Chart::List => Err(ErrorView::new(
            ErrorKind::BadInput,
            "A priority list is not printed blank.",
            "Print ward-census blank, and rank by hand.",
        )),
    }
}

fn ward_runs(
    open: &mut Open,
    wards: &[String],
    charts: &[String],
    order: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Run>, ErrorView> {
    let census = open.census()?;
    let ranking = open.ranking(now)?;
    let everybody = &census.snapshot.patients;
    let mut known: Vec<&str> = everybody.iter().map(|p| p.place.ward.as_str()).collect();
    known.dedup();
    known.sort_unstable();
    known.dedup();
    let chosen: Vec<&str> = if wards.is_empty() {
        known.clone()
    } else {
        wards.iter().map(|w| w.trim()).collect()
    };
    if let Some(unknown) = chosen.iter().find(|w| !known.contains(w)) {
        return Err(ErrorView::new(
            ErrorKind::NotFound,
            format!("The census has no ward called {unknown}."),
            format!("Wards are {}.", known.join(", ")),
        ));
    }
    let asked: Vec<Chart> = charts.iter().map(|c| chart_of(c)).collect::<Result<_, _>>()?;
    let wants_list = charts.is_empty() || asked.contains(&Chart::List);
    let forms: Vec<Form> = if charts.is_empty() {
        Form::USUAL.to_vec()
    } else {
        let form = |c: &Chart| if let Chart::Form(f) = c { Some(*f) } else { None };
        asked.iter().filter_map(form).collect()
    };
    let sheet = |c: &Chart| if let Chart::Sheet(s) = c { Some(*s) } else { None };
    let sheets: Vec<WardSheet> = asked.iter().filter_map(sheet).collect();
    let mut runs = Vec::new();
    for ward in chosen {
        let mut patients: Vec<&Patient> = everybody.iter().filter(|p| p.place.ward == ward).collect();
        let by_bed: Vec<String> = patients.iter().map(|p| p.id.0.clone()).collect();
        if order != "bed" {
            patients.sort_by_key(|p| ranking.of(&p.id.0).map_or(u32::MAX, |r| r.rank));
        }
        let patients: Vec<String> = patients.into_iter().map(|p| p.id.0.clone()).collect();
        if wants_list {
            let title = format!("{ward} priority list");
            let prints = open
                .current
                .as_ref()
                .map(|c| c.state.prints.as_slice())
                .unwrap_or_default();
            let number = count(prints.iter().filter(|p| p.what == title).count()) + 1;
            runs.push(Run::List {
                title,
                ward: ward.to_owned(),
                number,
            });
        }
        if !forms.is_empty() {
            let title = format!("{ward} charts");
            runs.push(Run::Charts {
                title,
                ward: ward.to_owned(),
                patients,
                forms: forms.clone(),
            });
        }
        for sheet in &sheets {
            runs.push(Run::Sheet {
                title: format!("{ward} {}", sheet.name()),
                sheet: *sheet,
                fill: SheetFill {
                    ward: ward.to_owned(),
                    back_entry: paper_sheets::to_type_back(open, ward, &by_bed, now),
                    patients: by_bed.clone(),
                },
                copies: 1,
            });
        }
    }
    Ok(runs)
}

impl From<PaperError> for ErrorView {
    fn from(error: PaperError) -> Self {
        Self::from_sentences(ErrorKind::BadInput, &error.to_string())
    }
}
