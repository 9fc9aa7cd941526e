//! The pathway of an emergency: which tier it holds, whatever else broke.

use battlebag_bag::Fallback;

use crate::acuity::Reserve;
use crate::assess::Patient;
use crate::ranked::Floor;
use crate::tier::Tier;

/// One need of an emergency: does its system work, and which full ways round it are usable?
#[derive(Debug)]
pub(crate) struct Step<'a> {
    /// Nothing is wrong with its system.
    pub sound: bool,
    /// Usable full ways round it.
    pub ways: Vec<&'a Fallback>,
}

/// How urgent an emergency is. P2: confirm that the pathway works. P1 when physiology fails too.
///
/// Where no part of the pathway is touched (`whole`), the incident adds nothing to what the emergency asks for on any day:
/// P3, so that somebody confirms it. That holds only for somebody known to be settled (NEWS2 0 to 2, not rising): untreated sepsis with
/// NEWS2 of 6 or with no observations keeps its hour (boards of a fifth author), and so does an infarct with NEWS2 of 4 (a ninth author).
/// In a failing patient an emergency is P1 whatever broke (facts §3.9): what is touched may not be all that is.
///
/// Somebody has been through the pathway when at least one step runs on a fallback and every other step does too or
/// stands on a system that works: P3, look at it again. In a failing patient every single step must run on a
/// fallback before P1 becomes P2.
pub(crate) fn floor(steps: &[Step<'_>], whole: bool, patient: Patient<'_>) -> (Tier, Floor) {
    let runs = |step: &Step<'_>| step.ways.iter().any(|way| patient.running.contains(&way.id));
    let all_run = !steps.is_empty() && steps.iter().all(runs);
    let walked_through = steps.iter().any(runs) && steps.iter().all(|step| step.sound || runs(step));
    let settled = patient.reserve == Reserve::Settled;
    match (
        patient.reserve == Reserve::Failing,
        all_run,
        walked_through || (whole && settled),
    ) {
        (true, false, _) => (Tier::P1, Floor::EmergencyFailing),
        (false, _, true) => (Tier::P3, Floor::Emergency),
        _ => (Tier::P2, Floor::Emergency),
    }
}
