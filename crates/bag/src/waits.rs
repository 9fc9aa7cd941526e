//! How long something is waited for before it counts as late: results, runners, answers. Data, so that a hospital can
//! change it.

use serde::{Deserialize, Serialize};

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitOf {
    /// A test's result.
    Test,
    /// Something carried by hand.
    Runner,
    /// An answer to a request for help.
    Aid,
}

/// How long one of them is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// Id, unique ("blood-gas").
    pub id: String,
    /// What is waited for.
    pub of: WaitOf,
    /// What people call it.
    pub name: String,
    /// Minutes after which an urgent one is late.
    pub urgent_min: u32,
    /// Minutes after which any other one is late.
    pub routine_min: u32,
    /// Where it comes from; `[GK]` is general knowledge.
    pub source: String,
}

/// Id of the wait that is taken for a test without one of its own.
pub const OTHER_TEST: &str = "other-test";

/// Most minutes of a wait: a week.
pub const MOST_WAIT_MIN: u32 = 7 * 24 * 60;

impl Wait {
    /// Minutes.
    pub fn minutes(&self, urgent: bool) -> u32 {
        if urgent { self.urgent_min } else { self.routine_min }
    }
}

impl crate::Bag {
    /// The wait of a kind with no name of its own to look for: runners, answers.
    pub fn wait_of(&self, of: WaitOf) -> Option<&Wait> {
        self.waits.iter().find(|wait| wait.of == of)
    }

    /// The wait of a test by its id or its name, else that of any other test.
    pub fn wait_for_test(&self, test: &str) -> Option<&Wait> {
        let test = test.trim().to_lowercase();
        let tests = || self.waits.iter().filter(|wait| wait.of == WaitOf::Test);
        tests()
            .find(|wait| wait.id == test || wait.name.to_lowercase() == test)
            .or_else(|| tests().find(|wait| wait.id == OTHER_TEST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_found_by_id_or_name_and_another_takes_the_time_of_any_other() {
        let bag = crate::Bag::shipped().unwrap();
        let id = |test: &str| bag.wait_for_test(test).unwrap().id.clone();
        assert_eq!(id(" Blood Gas "), "blood-gas");
        assert_eq!(id("potassium"), "potassium");
        assert_eq!(id("Copper in urine"), OTHER_TEST);
        assert_eq!(bag.wait_of(WaitOf::Runner).unwrap().minutes(false), 30);
        for wait in &bag.waits {
            assert!(wait.urgent_min <= wait.routine_min, "{}", wait.id);
        }
    }
}
