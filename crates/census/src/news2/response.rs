//! What a score asks for at least.

/// What a score asks for at least: RCP NEWS2 2017, charts 3 and 4, in plain words. Clinical concern overrides a low score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Response {
    /// 0.
    Routine,
    /// 1 to 4.
    Nurse,
    /// Under 5, with 3 in one parameter.
    Review,
    /// 5 or 6.
    Urgent,
    /// 7 or more.
    Emergency,
}

impl Response {
    /// All, from the least.
    pub const ALL: [Self; 5] = [
        Self::Routine,
        Self::Nurse,
        Self::Review,
        Self::Urgent,
        Self::Emergency,
    ];

    /// What a total asks for. A single 3 asks for a review; from 5 on the total asks for more than that.
    pub const fn of(total: u8, single_three: bool) -> Self {
        match (total, single_three) {
            (7.., _) => Self::Emergency,
            (5..=6, _) => Self::Urgent,
            (_, true) => Self::Review,
            (1..=4, false) => Self::Nurse,
            (0, false) => Self::Routine,
        }
    }

    /// The scores that ask for it, as the chart has them.
    pub const fn scores(self) -> &'static str {
        match self {
            Self::Routine => "0",
            Self::Nurse => "1–4",
            Self::Review => "3 in one parameter",
            Self::Urgent => "5–6",
            Self::Emergency => "7 or more",
        }
    }

    /// How often a set is taken at least.
    pub const fn how_often(self) -> &'static str {
        match self {
            Self::Routine => "12-hourly",
            Self::Nurse => "4 to 6-hourly",
            Self::Review | Self::Urgent => "1-hourly",
            Self::Emergency => "Continuous",
        }
    }

    /// Hours after which the score no longer stands, because the next set was due. Continuous counts as an hour.
    pub const fn stands_h(self) -> i64 {
        match self {
            Self::Routine => 12,
            Self::Nurse => 6,
            Self::Review | Self::Urgent | Self::Emergency => 1,
        }
    }

    /// Who comes.
    pub const fn who(self) -> &'static str {
        match self {
            Self::Routine => "Routine. Carry on.",
            Self::Nurse => "Registered nurse assesses, decides on more often or on escalation.",
            Self::Review => "Nurse tells the medical team. They review and decide.",
            Self::Urgent => {
                "URGENT. Tell the medical team at once. Clinician competent in acute illness assesses. Monitored area."
            }
            Self::Emergency => {
                "EMERGENCY. Tell at least a specialist registrar at once. Team with critical-care and airway skills. Consider level 2 or 3 bed."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_total_has_the_response_of_the_chart() {
        use Response::{Emergency, Nurse, Review, Routine, Urgent};
        let plain: Vec<Response> = (0..=8).map(|n| Response::of(n, false)).collect();
        assert_eq!(
            plain,
            [
                Routine, Nurse, Nurse, Nurse, Nurse, Urgent, Urgent, Emergency, Emergency
            ]
        );
        let three: Vec<Response> = (3..=8).map(|n| Response::of(n, true)).collect();
        assert_eq!(three, [Review, Review, Urgent, Urgent, Emergency, Emergency]);
        assert_eq!(Response::of(20, true), Emergency);
        assert!(Response::ALL.is_sorted());
    }
}
