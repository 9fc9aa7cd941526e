//! The machine's clock jumps by hours, both ways, while the log is written.

use super::{INCIDENT, START, create, draft, note, open};
use battlebag_log::{Draft, Salt, SealedEntry, StationKey, Tail, append};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;

fn at(recorded_at: i64) -> Draft {
    Draft {
        recorded_at,
        occurred_at: recorded_at,
        ..draft(b"x")
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn entries_stay_in_the_order_in_which_they_were_made(
        jumps in prop::collection::vec((-30 * HOUR..30 * HOUR, any::<bool>()), 1..20),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut home = create(dir.path()).home;
        let mut now = START;
        let mut made: Vec<SealedEntry> = Vec::new();
        for (jump, restart) in jumps {
            now += jump;
            if restart {
                drop(home);
                home = open(dir.path());
            }
            made.extend(home.record(INCIDENT, vec![(at(now), Salt([7; 32]))], &[]).unwrap());
            prop_assert_eq!(made.last().unwrap().header().recorded_at, now, "what the machine saw is kept as it was");
        }
        prop_assert!(made.is_sorted_by(|one, two| one.header().clock < two.header().clock));
        prop_assert_eq!(home.entries(INCIDENT).unwrap(), made, "shown as they were made");
        let verdict = home.verify(INCIDENT, &[]).unwrap();
        prop_assert!(verdict.is_whole(), "{}", verdict);
    }

    #[test]
    fn another_stations_clock_hours_off_is_kept_and_both_chains_hold(skew in -40 * HOUR..40 * HOUR, back in 0..50 * HOUR) {
        let dir = tempfile::tempdir().unwrap();
        let mut home = create(dir.path()).home;
        home.record(INCIDENT, note(b"before"), &[]).unwrap();
        let key = StationKey::from_seed([9; 32]);
        let theirs = append(&Tail::empty(INCIDENT, key.public()), at(START + skew), &key, Salt([1; 32])).unwrap();
        prop_assert_eq!(home.receive(INCIDENT, &[theirs.to_raw()]).unwrap().added, 1);
        let after = home.record(INCIDENT, vec![(at(START - back), Salt([2; 32]))], &[]).unwrap();
        if (0..=24 * HOUR).contains(&(skew + back)) {
            prop_assert!(after[0].header().clock > theirs.header().clock, "what was seen comes before");
        }
        let verdict = home.verify(INCIDENT, &[]).unwrap();
        prop_assert!(verdict.is_whole(), "{}", verdict);
        prop_assert_eq!(verdict.entries, 3);
    }
}
