//! What an entry that ends something is about, in the words of the entry that began it: "Objective 2, Blood gases by hand".

use battlebag_incident::{EntryRef, Incident};

/// The matter that an entry began, when the incident still knows its words.
pub(crate) fn matter(state: &Incident, of: &EntryRef) -> Option<String> {
    objective(state, of)
        .or_else(|| period(state, of))
        .or_else(|| task(state, of))
        .or_else(|| device(state, of))
}

fn objective(state: &Incident, of: &EntryRef) -> Option<String> {
    let found = state.steering.objectives.iter().find(|o| o.stamp.entry == *of)?;
    Some(format!("Objective {}, {}", found.set.number, found.set.objective))
}

fn period(state: &Incident, of: &EntryRef) -> Option<String> {
    let found = state.steering.periods.iter().find(|p| p.stamp.entry == *of)?;
    Some(match found.period.aim.as_str() {
        "" => format!("Operational period {}", found.period.number),
        aim => format!("Operational period {}, {aim}", found.period.number),
    })
}

fn task(state: &Incident, of: &EntryRef) -> Option<String> {
    let found = state.journal.tasks.iter().find(|t| t.stamp.entry == *of)?;
    Some(format!("{}, {}", found.given.to, found.given.task))
}

fn device(state: &Incident, of: &EntryRef) -> Option<String> {
    let found = state.journal.devices.iter().find(|d| d.stamp.entry == *of)?;
    Some(
        format!("{} {}", found.held.device, found.held.identity)
            .trim_end()
            .to_owned(),
    )
}
