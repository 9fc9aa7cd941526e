//! What can be asked for on paper, by its id: the ward's list, a chart for each patient, a sheet for the ward.

use battlebag_paper::{Form, WardSheet};

use crate::views::PaperChart;
use crate::{ErrorKind, ErrorView};

/// Id of the ward's priority list, beside the forms of [`Form`] and the sheets of [`WardSheet`].
pub(crate) const LIST: &str = "priority-list";

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chart {
    /// The ward's priority list.
    List,
    /// A chart for each patient.
    Form(Form),
    /// A sheet for the ward.
    Sheet(WardSheet),
}

/// What an id names. Labels for transfusion are refused with the reason.
pub(crate) fn chart_of(id: &str) -> Result<Chart, ErrorView> {
    if let Some(why) = battlebag_paper::refused(id) {
        return Err(ErrorView::new(
            ErrorKind::Refused,
            format!("{why}."),
            "Write the tube by hand at the bedside, from the wristband; transfusion-request is the form for it.",
        ));
    }
    if id == LIST {
        return Ok(Chart::List);
    }
    let form = Form::ALL.into_iter().find(|f| f.id() == id).map(Chart::Form);
    let sheet = || {
        WardSheet::ALL
            .into_iter()
            .find(|s| s.id() == id)
            .map(Chart::Sheet)
    };
    form.or_else(sheet).ok_or_else(|| {
        let forms = Form::ALL.into_iter().map(Form::id);
        let known: Vec<&str> = forms
            .chain(WardSheet::ALL.into_iter().map(WardSheet::id))
            .collect();
        ErrorView::new(
            ErrorKind::BadInput,
            format!("There is no chart called {id}."),
            format!("Charts are {LIST}, {}.", known.join(", ")),
        )
    })
}

/// Everything that can be asked for, in the order of a pack.
pub(crate) fn charts() -> Vec<PaperChart> {
    let list = PaperChart {
        id: LIST.to_owned(),
        title: "Ward priority list".to_owned(),
        per_patient: false,
        usual: true,
        blank: false,
    };
    let forms = Form::ALL.into_iter().map(|f| PaperChart {
        id: f.id().to_owned(),
        title: f.name().to_owned(),
        per_patient: true,
        usual: Form::USUAL.contains(&f),
        blank: true,
    });
    let sheets = WardSheet::ALL.into_iter().map(|s| PaperChart {
        id: s.id().to_owned(),
        title: s.name().to_owned(),
        per_patient: false,
        usual: false,
        blank: true,
    });
    std::iter::once(list).chain(forms).chain(sheets).collect()
}
