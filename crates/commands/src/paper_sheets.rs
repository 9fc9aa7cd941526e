//! Sheets that are not for the notes: the ward's priority list, action cards, sheets of a ward.

use battlebag_census::Patient;
use battlebag_paper::{
    BackEntryRow, CardBook, Form, Pack, PriorityList, SheetNumbers, WardContent, WardSheet,
};
use battlebag_priority::Ranked;

use crate::cards::find_card;
use crate::paper_context::Hour;
use crate::ranking::Placing;
use crate::station::Open;
use crate::{ErrorKind, ErrorView};

/// The ward's priority list: everybody in the ward, in the order of the list. `number` counts the ward's lists.
pub(crate) fn list(
    hour: &Hour,
    ward: &str,
    number: u32,
    numbers: &mut SheetNumbers,
) -> Result<Pack, ErrorView> {
    let (Some(census), Some(ranking)) = (&hour.census, &hour.ranking) else {
        return Err(ErrorView::new(
            ErrorKind::NotFound,
            "There is no census to make a list from.",
            "Take a census first, or print blank charts.",
        ));
    };
    let rules = ranking.rules();
    let in_ward = |placing: &Placing| {
        let patient = census.snapshot.patients.get(placing.case)?;
        (patient.place.ward == ward).then_some(patient)
    };
    let worded: Vec<(&Patient, Ranked)> = ranking
        .places
        .iter()
        .filter_map(|placing| Some((in_ward(placing)?, ranking.worded(&rules, placing)?)))
        .collect();
    let entries: Vec<(&Patient, &Ranked)> = worded.iter().map(|(p, r)| (*p, r)).collect();
    let list = PriorityList {
        ward,
        entries: &entries,
        census_count: census
            .snapshot
            .patients
            .iter()
            .filter(|p| p.place.ward == ward)
            .count(),
        systems_as_of: hour.systems_as_of,
        number,
        replaces: number.checked_sub(1).filter(|n| *n > 0),
    };
    Ok(battlebag_paper::priority_list(&hour.context, numbers, &list)?)
}

/// Action cards in one file.
pub(crate) fn cards(
    hour: &Hour,
    ids: &[String],
    book: CardBook,
    numbers: &mut SheetNumbers,
) -> Result<Pack, ErrorView> {
    let cards = ids
        .iter()
        .map(|id| find_card(&hour.bag, id))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(battlebag_paper::card_book(&hour.context, numbers, &cards, book)?)
}

/// What a ward's sheet is filled with; the default fills nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct SheetFill {
    /// Ward, or empty.
    pub ward: String,
    /// Patients of the ward, in bed order.
    pub patients: Vec<String>,
    /// Sheets printed for them that are typed back: number, patient, form and faces.
    pub back_entry: Vec<(String, String, String)>,
}

/// A sheet of a ward, filled as far as the census goes; or blank.
pub(crate) fn ward_sheet(
    hour: &Hour,
    sheet: WardSheet,
    fill: &SheetFill,
    copies: u32,
    numbers: &mut SheetNumbers,
) -> Result<Pack, ErrorView> {
    let patients: Vec<&Patient> = fill.patients.iter().filter_map(|id| hour.patient(id)).collect();
    let rows: Vec<BackEntryRow> = fill
        .back_entry
        .iter()
        .map(|(sheet, patient, form)| BackEntryRow {
            sheet: sheet.clone(),
            patient: hour.name_of(patient),
            number: hour
                .patient(patient)
                .and_then(|p| p.nhs_number.as_ref())
                .map(|n| battlebag_paper::words::grouped(&n.digits))
                .unwrap_or_default(),
            form: form.clone(),
            rule: String::new(),
        })
        .collect();
    let content = WardContent {
        ward: &fill.ward,
        patients: &patients,
        back_entry: &rows,
    };
    let copies = usize::try_from(copies).unwrap_or(1);
    Ok(battlebag_paper::ward_sheet(
        &hour.context,
        numbers,
        sheet,
        &content,
        copies,
    )?)
}

/// Sheets printed in this incident for these people that will be typed back, person by person in the order given.
pub(crate) fn to_type_back(open: &Open, patients: &[String]) -> Vec<(String, String, String)> {
    let prints = open
        .current
        .as_ref()
        .map(|c| c.state.prints.as_slice())
        .unwrap_or_default();
    let never: Vec<&str> = Form::ALL
        .into_iter()
        .filter(|f| !f.typed_back())
        .map(Form::name)
        .collect();
    let of = |patient: &String| {
        let sheets = prints.iter().flat_map(|p| p.sheets.iter());
        let theirs = sheets.filter(|s| &s.patient == patient && !never.contains(&s.form.as_str()));
        theirs
            .map(|s| {
                let faces = if s.faces == 1 { "1 face" } else { "2 faces" };
                (s.code.clone(), s.patient.clone(), format!("{}, {faces}", s.form))
            })
            .collect::<Vec<_>>()
    };
    patients.iter().flat_map(of).collect()
}
