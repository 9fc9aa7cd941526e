//! Sheets that are not for the notes: the ward's priority list, action cards, sheets of a ward.

use battlebag_census::Patient;
use battlebag_incident::SheetLine;
use battlebag_paper::{
    BackEntryRow, CardBook, Listed, Pack, PriorityList, SheetNumbers, WardContent, WardSheet,
};
use battlebag_priority::Ranked;
use chrono::{DateTime, Utc};

use crate::back_entry::lines;
use crate::back_entry_words::{TrackedSheet, tracked};
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
    let entries: Vec<Listed<'_>> = worded
        .iter()
        .map(|(patient, ranked)| Listed {
            patient,
            ranked,
            recheck: hour.rechecks.get(&patient.id.0).copied(),
        })
        .collect();
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
    /// Sheets printed for the ward that come back, as far as each is.
    pub back_entry: Vec<TrackedSheet>,
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
        .map(|tracked| BackEntryRow {
            sheet: tracked.sheet.clone(),
            patient: tracked.whose.clone(),
            number: tracked.number.clone(),
            form: tracked.form.clone(),
            rule: tracked.rule.clone(),
            owner: tracked.owner.clone(),
            done: tracked.done.clone(),
            looked: tracked.looked.clone(),
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

/// Sheets of the back-entry list that were printed for a ward: person by person in bed order, then what is nobody's.
pub(crate) fn to_type_back(
    open: &Open,
    ward: &str,
    by_bed: &[String],
    now: DateTime<Utc>,
) -> Vec<TrackedSheet> {
    let Some(current) = open.current.as_ref() else {
        return Vec::new();
    };
    let all = lines(open, &current.state, now);
    let mut of_ward: Vec<&SheetLine<'_>> = all.iter().filter(|line| line.ward() == ward).collect();
    let bed = |line: &SheetLine<'_>| {
        let at = by_bed.iter().position(|id| *id == line.patient);
        at.unwrap_or(usize::MAX)
    };
    of_ward.sort_by_key(|line| (bed(line), line.rule.map(|rule| rule.line), line.pages));
    of_ward.into_iter().map(|line| tracked(open, line, now)).collect()
}
