//! Sheets that are not for the notes: the ward's priority list and action cards.

use battlebag_census::Patient;
use battlebag_paper::{Pack, PriorityList, SheetNumbers};
use battlebag_priority::Ranked;

use crate::cards::find_card;
use crate::paper_context::Hour;
use crate::ranking::Placing;
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

/// An action card on one side.
pub(crate) fn card(hour: &Hour, id: &str, numbers: &mut SheetNumbers) -> Result<Pack, ErrorView> {
    let card = find_card(&hour.bag, id)?;
    Ok(battlebag_paper::cards(&hour.context, numbers, &[card])?)
}
