//! A part of a print as it was drawn: for the log, for the home, for whoever waits.

use std::collections::BTreeMap;

use battlebag_incident::Sheet;
use battlebag_paper::{HeldBack, Pack, SheetNumbers};
use battlebag_store::SideWrite;
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::paper_context::Hour;
use crate::paper_runs::Run;
use crate::print_kept::Part;
use crate::session::count;
use crate::station::Open;
use crate::views::{PrintedFile, SheetView};

/// What is said of a part that was drawn by an earlier job.
pub(crate) fn carried_on(part: &Part, printer: &str) -> PrintedFile {
    let sheet = |(code, faces): &(String, u32)| SheetView {
        code: code.clone(),
        patient: String::new(),
        form: String::new(),
        faces: *faces,
    };
    PrintedFile {
        what: part.title.clone(),
        file: printer.to_owned(),
        pages: part.pages,
        patients: 0,
        sheets: part.sheets.iter().map(sheet).collect(),
        held_back: Vec::new(),
    }
}

/// What a pack does not hold, each with whose it is and why.
pub(crate) fn held_back(hour: &Hour, pack: &Pack) -> Vec<String> {
    let line = |h: &HeldBack| format!("{}, {}: {}", hour.name_of(&h.patient.0), h.form, h.reason);
    pack.held_back.iter().map(line).collect()
}

/// A part that is drawn.
pub(crate) struct Drawn {
    pub title: String,
    pub pack: Pack,
    pub sheets: Vec<SheetView>,
    pub held_back: Vec<String>,
    pub pages: u32,
    pub patients: u32,
    /// Ward that it is for, or empty.
    pub ward: String,
    /// Bed and name by patient key, as printed.
    pub whose: BTreeMap<String, String>,
}

impl Drawn {
    /// Draws a run. `go_on` is told the pages so far and answers whether to go on.
    pub(crate) fn of(
        run: &Run,
        hour: &Hour,
        numbers: &mut SheetNumbers,
        go_on: &mut dyn FnMut(u32) -> bool,
    ) -> Result<Self, ErrorView> {
        let pack = run.draw(hour, numbers, go_on)?;
        Ok(Self {
            sheets: pack
                .sheets
                .iter()
                .map(|s| SheetView {
                    code: s.code.to_string(),
                    patient: s.patient.as_ref().map(|p| p.0.clone()).unwrap_or_default(),
                    form: s.form.clone(),
                    faces: u32::from(s.faces),
                })
                .collect(),
            held_back: held_back(hour, &pack),
            pages: count(pack.pages),
            patients: run.patients(),
            ward: run.ward().to_owned(),
            whose: pack
                .sheets
                .iter()
                .filter_map(|s| s.patient.as_ref())
                .map(|id| (id.0.clone(), hour.name_of(&id.0)))
                .collect(),
            title: run.title().to_owned(),
            pack,
        })
    }

    pub(crate) fn for_log(&self) -> Vec<Sheet> {
        self.sheets
            .iter()
            .map(|s| Sheet {
                code: s.code.clone(),
                patient: s.patient.clone(),
                form: s.form.clone(),
                faces: s.faces,
                ward: self.ward.clone(),
                whose: self.whose.get(&s.patient).cloned().unwrap_or_default(),
            })
            .collect()
    }

    pub(crate) fn for_store(&self, open: &Open, now: DateTime<Utc>) -> Vec<SideWrite> {
        let kept = |sheet: &SheetView| {
            SideWrite::Sheet(battlebag_store::Sheet {
                code: sheet.code.clone(),
                incident: open.current.as_ref().map(|c| c.id),
                job: self.title.clone(),
                printed_at: now.timestamp_millis(),
                content: format!("{} {}", sheet.form, sheet.patient).trim().to_owned(),
            })
        };
        self.sheets.iter().map(kept).collect()
    }

    pub(crate) fn made(&self, to: &str) -> PrintedFile {
        PrintedFile {
            what: self.title.clone(),
            file: to.to_owned(),
            pages: self.pages,
            patients: self.patients,
            sheets: self.sheets.clone(),
            held_back: self.held_back.clone(),
        }
    }
}
