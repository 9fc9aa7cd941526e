//! Sheets of a ward, a device or the hospital: nobody's chart, so no identity block. Each is one side of paper: on the
//! back of a list that is carried, or of a tag that is cut, nothing else may stand.

use battlebag_census::{Patient, PatientId};

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, LIVE_W, Rule};
use crate::errors::PaperError;
use crate::face::{DataRow, FormNote, Title, data_row};
use crate::forms::ruled::{B9, boxes, say};
use crate::forms::ward::{back_entry, board, decision_log, harm, logs, quarantine};
use crate::lists::{face, write};
use crate::pack::{Drawn, HeldBack, Pack};
use crate::sheet_number::{SheetNumber, SheetNumbers};
use crate::text::{Typesetter, Weight, shape};

pub use crate::forms::ward::back_entry::BackEntryRow;

/// A sheet that is nobody's chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WardSheet {
    /// Who lies in which bed, and what each needs.
    WardCensus,
    /// Numbers given to people who have none.
    DowntimeNumbers,
    /// Samples that left the ward, and came back as results.
    SpecimenRunner,
    /// A device kept aside as evidence: tag and custody record.
    QuarantineTag,
    /// How many forms are left, and for how long.
    StockCount,
    /// What harmed somebody, or nearly did.
    HarmReport,
    /// Sheets still to be typed back.
    BackEntry,
    /// Blank pages of a decision log.
    DecisionLog,
}

impl WardSheet {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::WardCensus,
        Self::DowntimeNumbers,
        Self::SpecimenRunner,
        Self::QuarantineTag,
        Self::StockCount,
        Self::HarmReport,
        Self::BackEntry,
        Self::DecisionLog,
    ];

    /// What it is called in requests and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::WardCensus => "ward-census",
            Self::DowntimeNumbers => "downtime-numbers",
            Self::SpecimenRunner => "specimen-runner",
            Self::QuarantineTag => "quarantine-tag",
            Self::StockCount => "stock-count",
            Self::HarmReport => "harm-report",
            Self::BackEntry => "back-entry",
            Self::DecisionLog => "decision-log",
        }
    }

    /// Its name on paper.
    pub fn name(self) -> &'static str {
        match self {
            Self::WardCensus => "Ward census and bed board",
            Self::DowntimeNumbers => "Downtime number log",
            Self::SpecimenRunner => "Specimen runner log",
            Self::QuarantineTag => "Device quarantine tag",
            Self::StockCount => "Form-stock count",
            Self::HarmReport => "Incident and harm report",
            Self::BackEntry => "Back-entry tracker",
            Self::DecisionLog => "Decision log",
        }
    }

    /// What stands in the title in place of a form count.
    fn first(self) -> &'static str {
        match self {
            Self::QuarantineTag => "cut; same number on both",
            Self::StockCount => "not for notes",
            Self::HarmReport => "never in the notes",
            Self::DecisionLog => "keep the original",
            _ => "many patients: not for notes",
        }
    }
}

/// What a ward sheet is filled with. The default fills nothing: a wholly blank sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WardContent<'a> {
    /// Ward, or empty.
    pub ward: &'a str,
    /// Everybody in the ward's census, in bed order.
    pub patients: &'a [&'a Patient],
    /// Sheets to be typed back.
    pub back_entry: &'a [BackEntryRow],
}

/// Where the body of a ward sheet begins, mm.
pub(crate) const BODY: f32 = 26.0;

/// The head of a ward sheet: where, when, who fills it in; then how far it may be believed.
fn head(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    content: &WardContent<'_>,
    sheet: WardSheet,
) -> Result<(), PaperError> {
    let cells = [
        (60.0, "Ward or place"),
        (40.0, "Date, and from when to when"),
        (50.0, "Filled in by: name, role"),
        (30.0, "Sheet of the day"),
    ];
    boxes(cv, (0.0, 9.0), 9.0, &cells)?;
    let ward = content.ward.trim();
    if !ward.is_empty() {
        let cell = Area::new(1.2, 12.6, 57.5, 5.0);
        if shape(ward, Weight::Bold).is_ok() && cv.width(ward, B9, "ward")? <= cell.w {
            say(cv, cell, ward, B9)?;
        }
    }
    let row = match sheet {
        WardSheet::WardCensus if !content.patients.is_empty() => DataRow::for_census(ctx),
        WardSheet::BackEntry if !content.back_entry.is_empty() => DataRow::from_log(ctx),
        _ => DataRow::log(ctx),
    };
    data_row(cv, 19.0, &row)?;
    cv.across(0.0, LIVE_W, 24.0, Rule::Fine);
    Ok(())
}

/// The display lists of a ward sheet, page by page.
pub fn ward_sheet_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: WardSheet,
    content: &WardContent<'_>,
) -> Result<Vec<Drawn>, PaperError> {
    let mut ts = Typesetter::default();
    let pages = match sheet {
        WardSheet::WardCensus => content.patients.len().div_ceil(board::ROWS),
        WardSheet::BackEntry => content.back_entry.len().div_ceil(back_entry::ROWS),
        WardSheet::StockCount => logs::stock_pages(),
        _ => 1,
    }
    .max(1);
    let order = board::in_order(ctx, content.patients);
    let mut out = Vec::with_capacity(pages);
    for page in 0..pages {
        let number = numbers.next_number();
        let t = Title {
            form: sheet.name().to_string(),
            purpose: String::new(),
            first: sheet.first().to_string(),
            second: format!("Page {} of {pages}", page + 1),
        };
        let note = FormNote {
            typed_back: !matches!(
                sheet,
                WardSheet::StockCount | WardSheet::BackEntry | WardSheet::QuarantineTag
            ),
            words: if sheet == WardSheet::QuarantineTag {
                "maker’s return needs a decision first".to_string()
            } else {
                String::new()
            },
            ..FormNote::default()
        };
        let marks = face(&mut ts, ctx, &t, &note, (&number, 1), |cv| {
            body(cv, ctx, sheet, content, &order, (page, &number))
        })?;
        out.push(Drawn {
            shared: Vec::new(),
            own: marks,
            number,
            face: 1,
            title: t.form,
        });
    }
    Ok(out)
}

fn body(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    sheet: WardSheet,
    content: &WardContent<'_>,
    order: &[&Patient],
    (page, number): (usize, &SheetNumber),
) -> Result<(), PaperError> {
    if sheet == WardSheet::QuarantineTag {
        return quarantine::body(cv, ctx, number);
    }
    head(cv, ctx, content, sheet)?;
    match sheet {
        WardSheet::WardCensus => board::body(cv, ctx, order, page),
        WardSheet::DowntimeNumbers => logs::downtime_numbers(cv),
        WardSheet::SpecimenRunner => logs::specimen_runner(cv),
        WardSheet::StockCount => logs::stock(cv, page),
        WardSheet::HarmReport => harm::body(cv),
        WardSheet::BackEntry => back_entry::body(cv, content.back_entry, page),
        WardSheet::DecisionLog => decision_log::body(cv),
        WardSheet::QuarantineTag => Ok(()),
    }
}

/// A ward sheet as a PDF, `copies` of it, each with its own number.
pub fn ward_sheet(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: WardSheet,
    content: &WardContent<'_>,
    copies: usize,
) -> Result<Pack, PaperError> {
    let mut faces = Vec::new();
    for _ in 0..copies.max(1) {
        faces.extend(ward_sheet_faces(ctx, numbers, sheet, content)?);
    }
    let held_back = match sheet {
        WardSheet::WardCensus => content.patients.iter().filter_map(|p| not_whole(p)).collect(),
        _ => Vec::new(),
    };
    let ctx = PrintContext {
        duplex: false,
        ..ctx.clone()
    };
    let what = format!("{} {}", sheet.name(), content.ward);
    write(&ctx, what.trim(), &faces, held_back)
}

/// A name that does not print whole is reported; nobody is left out of the sheet.
fn not_whole(p: &Patient) -> Option<HeldBack> {
    let whole = |text: &str| shape(text, Weight::Bold).is_ok();
    let prints = whole(&p.name.family) && p.name.given.iter().all(|g| whole(g));
    (!prints).then(|| HeldBack {
        patient: PatientId::clone(&p.id),
        form: WardSheet::WardCensus.name().to_string(),
        reason: "the name has a character that cannot be printed: read the wristband and write it on the row"
            .to_string(),
    })
}
