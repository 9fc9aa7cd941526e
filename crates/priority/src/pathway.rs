//! The pathway of an emergency: which tier it holds, whatever else broke.

use battlebag_bag::Fallback;

use crate::acuity::Reserve;
use crate::assess::Patient;
use crate::ranked::Floor;
use crate::tier::Tier;

/// One need of an emergency: which full ways round it are usable?
#[derive(Debug)]
pub(crate) struct Step<'a> {
    /// Usable full ways round it.
    pub ways: Vec<&'a Fallback>,
}

/// How urgent an emergency is, whatever broke. P2: confirm that the pathway works (facts §3.3). P1 in a failing patient (§3.9),
/// unless every single step of the pathway already runs on a way round.
pub(crate) fn floor(steps: &[Step<'_>], patient: Patient<'_>) -> (Tier, Floor) {
    let runs = |step: &Step<'_>| step.ways.iter().any(|way| patient.running.contains(&way.id));
    let all_run = !steps.is_empty() && steps.iter().all(runs);
    if patient.reserve == Reserve::Failing && !all_run {
        (Tier::P1, Floor::EmergencyFailing)
    } else {
        (Tier::P2, Floor::Emergency)
    }
}
