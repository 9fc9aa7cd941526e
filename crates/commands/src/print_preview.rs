//! One page of a print on the screen, drawn as the printer would get it, before anything is printed.

use battlebag_paper::{Pack, SheetNumbers};

use crate::paper_context::{Hour, hour};
use crate::paper_runs::{Run, plan};
use crate::print_drawn::held_back;
use crate::session::count;
use crate::station::Station;
use crate::views::{PreviewPrint, PrintPreview};
use crate::{ErrorKind, ErrorView};

/// Draws a page. It is no print: no sheet has a number, and the log says nothing of it.
pub fn preview(station: &Station, asked: PreviewPrint) -> Result<PrintPreview, ErrorView> {
    let now = station.now();
    let (hour, runs) =
        station.with(|open| Ok((hour(open, now, &asked.request)?, plan(open, &asked.request, now)?)))?;
    let last = runs.len().saturating_sub(1);
    let part = usize::try_from(asked.part).unwrap_or(last).min(last);
    let run = runs.get(part).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::NotFound,
            "There is nothing to look at.",
            "Choose a ward and a chart first.",
        )
    })?;
    let mut page = asked.page.max(1);
    let mut seen = look(run, &hour, page)?;
    let pages = count(seen.pages).max(1);
    if page > pages {
        page = pages;
        seen = look(run, &hour, page)?;
    }
    Ok(PrintPreview {
        parts: runs.iter().map(|r| r.title().to_owned()).collect(),
        part: count(part),
        page,
        pages,
        held_back: held_back(&hour, &seen),
        svg: String::from_utf8_lossy(&seen.pdf).into_owned(),
    })
}

fn look(run: &Run, hour: &Hour, page: u32) -> Result<Pack, ErrorView> {
    let mut hour = hour.clone();
    hour.context.look_at = usize::try_from(page - 1).ok();
    run.draw(&hour, &mut SheetNumbers::none_yet(), &mut |_| true)
}
