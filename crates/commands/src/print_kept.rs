//! Unfinished prints, kept in the home: a printer may stop for an hour, and Battlebag may be closed meanwhile.
//!
//! The PDF of a part that was sent is kept under its hash until the part has come out, so that the very same sheets, with
//! the very same numbers, are carried on. It never lies outside the encrypted home.

use battlebag_store::{BlobHash, Home, SideWrite};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::print_words::came_out;
use crate::session::count;
use crate::station::Open;
use crate::views::{StartPrint, UnfinishedPart, UnfinishedPrint};
use crate::{ErrorKind, ErrorView};

const NAME: &str = "prints";
/// What kept PDFs are filed under.
pub(crate) const BLOB_KIND: &str = "print";

/// Where a part of a print stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stand {
    /// Not begun.
    Waiting,
    /// With a printer, as far as is known.
    Sent,
    /// The printer stopped, or a person stopped it.
    Stopped,
    /// Came out, or is a whole file.
    Done,
    /// Could not be drawn or written.
    Failed,
}

/// A part of a print: what is one file or one job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    pub title: String,
    pub stand: Stand,
    pub pages: u32,
    /// Pages known to have come out.
    pub out: u32,
    /// That is certain.
    pub sure: bool,
    /// The kept PDF, by its hash; empty before it is drawn.
    pub blob: String,
    /// Sheets with their number of faces, in order.
    pub sheets: Vec<(String, u32)>,
    /// Drawn for one side of the paper: faces of one sheet lie apart.
    #[serde(default)]
    pub one_side: bool,
    /// The printer that has it, and its number there.
    pub printer: String,
    pub job: Option<i32>,
    /// The page that its job begins with.
    pub first: u32,
    /// The job may still be in the printer.
    pub still_there: bool,
    pub said: String,
    pub next: String,
}

impl Part {
    pub(crate) fn waiting(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            stand: Stand::Waiting,
            pages: 0,
            out: 0,
            sure: true,
            blob: String::new(),
            sheets: Vec::new(),
            one_side: false,
            printer: String::new(),
            job: None,
            first: 1,
            still_there: false,
            said: String::new(),
            next: String::new(),
        }
    }

    /// It could not be drawn or written.
    pub(crate) fn fails(&mut self, error: &ErrorView) {
        self.stand = Stand::Failed;
        self.said.clone_from(&error.what);
        self.next.clone_from(&error.next);
    }

    /// A sheet of it has two faces, back to back. Cards, lists and tags have one: the next must not be on the back.
    pub(crate) fn is_two_sided(&self) -> bool {
        !self.one_side && self.sheets.iter().any(|(_, faces)| *faces > 1)
    }

    /// The front of the sheet that a page is on: a sheet is printed whole or not at all.
    pub(crate) fn front_of(&self, page: u32) -> u32 {
        let mut front = 1;
        for (_, faces) in &self.sheets {
            if page < front + faces {
                return front;
            }
            front += faces;
        }
        page
    }

    /// The page after the sheet with this number.
    pub(crate) fn after(&self, sheet: &str) -> Option<u32> {
        let mut next = 1;
        for (code, faces) in &self.sheets {
            next += faces;
            if code == sheet {
                return Some(next);
            }
        }
        None
    }
}

/// A print.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptPrint {
    pub number: u32,
    /// The same in every entry about it.
    pub key: String,
    pub what: String,
    pub request: StartPrint,
    /// Printer; empty for files.
    pub printer: String,
    pub begun_at: DateTime<Utc>,
    pub parts: Vec<Part>,
}

impl KeptPrint {
    /// How it is told from others.
    pub(crate) fn named(&self) -> String {
        format!("Print {}: {}", self.number, self.what)
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.parts.iter().all(|p| p.stand == Stand::Done)
    }

    /// Parts that are done.
    pub(crate) fn done(&self) -> u32 {
        count(self.parts.iter().filter(|p| p.stand == Stand::Done).count())
    }
}

/// All of them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct KeptPrints {
    pub last: u32,
    pub prints: Vec<KeptPrint>,
}

/// What is kept.
pub(crate) fn read(home: &Home) -> Result<KeptPrints, ErrorView> {
    let kept = home.setting(NAME)?;
    Ok(kept
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

/// The setting with one print as it stands now, and without it when it is finished; to be written beside an entry.
pub(crate) fn with(home: &Home, print: &KeptPrint) -> Result<SideWrite, ErrorView> {
    let mut kept = read(home)?;
    kept.last = kept.last.max(print.number);
    kept.prints.retain(|p| p.number != print.number);
    if !print.is_finished() {
        kept.prints.push(print.clone());
        kept.prints.sort_by_key(|p| p.number);
    }
    Ok(side(&kept))
}

/// The setting without one print.
pub(crate) fn without(home: &Home, number: u32) -> Result<SideWrite, ErrorView> {
    let mut kept = read(home)?;
    kept.prints.retain(|p| p.number != number);
    Ok(side(&kept))
}

fn side(kept: &KeptPrints) -> SideWrite {
    SideWrite::Setting {
        name: NAME.to_owned(),
        value: serde_json::to_string(kept).unwrap_or_default(),
    }
}

/// Keeps one print as it stands, with no entry.
pub(crate) fn keep(open: &mut Open, print: &KeptPrint) -> Result<(), ErrorView> {
    if let SideWrite::Setting { name, value } = with(&open.home, print)? {
        open.home.set_setting(&name, &value)?;
    }
    Ok(())
}

/// Erases the kept PDF of a part.
pub(crate) fn shred(part: &Part, now: DateTime<Utc>) -> Option<SideWrite> {
    let hash: BlobHash = part.blob.parse().ok()?;
    Some(SideWrite::Shred {
        hash,
        at: now.timestamp_millis(),
        because: "the pages are out or are not wanted any more".to_owned(),
    })
}

/// One print by its number; 0 for the only one.
pub(crate) fn find(open: &Open, number: u32) -> Result<KeptPrint, ErrorView> {
    let kept = read(&open.home)?;
    let none = || {
        ErrorView::new(
            ErrorKind::NotFound,
            "There is no such unfinished print.",
            "Look at the list: battlebag print jobs.",
        )
    };
    match (number, kept.prints.as_slice()) {
        (0, []) => Err(ErrorView::new(
            ErrorKind::NotFound,
            "Every print is finished.",
            "Start a new one.",
        )),
        (0, [only]) => Ok(only.clone()),
        (0, several) => {
            let names: Vec<String> = several.iter().map(KeptPrint::named).collect();
            Err(ErrorView::new(
                ErrorKind::BadInput,
                "Several prints are unfinished.",
                format!("Give the number of one. {}.", names.join("; ")),
            ))
        }
        (n, prints) => prints.iter().find(|p| p.number == n).cloned().ok_or_else(none),
    }
}

/// For the screens.
pub(crate) fn view(open: &Open, is_running: impl Fn(u32) -> bool) -> Result<Vec<UnfinishedPrint>, ErrorView> {
    let kept = read(&open.home)?;
    let view = |p: &KeptPrint| UnfinishedPrint {
        print: p.number,
        what: p.what.clone(),
        printer: p.printer.clone(),
        at: open.clock.rfc3339(p.begun_at),
        running: is_running(p.number),
        parts: p.parts.iter().map(part_view).collect(),
    };
    Ok(kept.prints.iter().rev().map(view).collect())
}

fn part_view(part: &Part) -> UnfinishedPart {
    let said = match part.stand {
        Stand::Waiting => "Not begun".to_owned(),
        Stand::Done => "Done".to_owned(),
        Stand::Failed => part.said.clone(),
        Stand::Sent => format!(
            "With {}: {}",
            part.printer,
            lower(&came_out(part.out, part.pages, false))
        ),
        Stand::Stopped => format!("{}. {}", came_out(part.out, part.pages, part.sure), part.said),
    };
    UnfinishedPart {
        title: part.title.clone(),
        state: match part.stand {
            Stand::Waiting => "waiting",
            Stand::Sent => "sent",
            Stand::Stopped => "stopped",
            Stand::Done => "done",
            Stand::Failed => "failed",
        }
        .to_owned(),
        pages: part.pages,
        out: part.out,
        sure: part.sure,
        sheets: part.sheets.iter().map(|(code, _)| code.clone()).collect(),
        said: said.trim().to_owned(),
        next: part.next.clone(),
    }
}

pub(crate) fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().collect::<String>() + chars.as_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_carried_on_whole_and_found_by_its_number() {
        let mut part = Part::waiting("AMU charts");
        part.sheets = vec![("A".into(), 2), ("B".into(), 2), ("C".into(), 1)];
        part.pages = 5;
        assert_eq!([1, 2, 3, 4, 5].map(|p| part.front_of(p)), [1, 1, 3, 3, 5]);
        assert_eq!(part.after("A"), Some(3));
        assert_eq!(part.after("C"), Some(6));
        assert_eq!(part.after("D"), None);
        assert!(part.is_two_sided());
        part.sheets = vec![("A".into(), 1), ("B".into(), 1)];
        assert!(
            !part.is_two_sided(),
            "the next card is not printed on the back of this one"
        );
    }
}
