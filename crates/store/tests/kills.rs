//! The program is killed while it works, hundreds of times: what it said was saved is there.
//!
//! `BATTLEBAG_KILL_ROUNDS=400` for the long run; `BATTLEBAG_KILL_SEED` for the kills of an earlier one.
#![allow(clippy::panic, clippy::unwrap_used, missing_docs)]

mod support;

use std::time::Duration;
use support::child::{Dice, command, say, start, told};
use support::shift::{Told, check, go_on, work};
use support::{START, create, open};

/// Not a test of its own: works until it is killed.
#[test]
#[ignore = "runs as a child of the test below"]
fn works_until_killed() {
    let Some(dir) = told() else { return };
    let mut home = open(&dir);
    let mut hashes = go_on(&mut home).unwrap();
    for n in hashes.len() as u64 + 1.. {
        work(&mut home, n, &mut hashes).unwrap();
    }
}

/// Not a test of its own: makes a home.
#[test]
#[ignore = "runs as a child of the test below"]
fn makes_a_home() {
    let Some(dir) = told() else { return };
    create(&dir);
    say("made 1");
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|given| given.parse().unwrap())
}

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    let rounds = number("BATTLEBAG_KILL_ROUNDS").unwrap_or(40);
    let seed = number("BATTLEBAG_KILL_SEED").unwrap_or(u64::from(std::process::id()));
    println!("BATTLEBAG_KILL_SEED={seed} BATTLEBAG_KILL_ROUNDS={rounds}");
    let mut dice = Dice(seed);
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    let (mut told, mut last, mut early) = (Told::default(), 0u64, 0u64);
    for round in 0..rounds {
        let mut running = start(command("works_until_killed", dir.path()));
        std::thread::sleep(Duration::from_micros(20_000 + dice.roll(300_000)));
        running.child.kill().unwrap();
        let (said, status) = running.end();
        assert!(!status.success(), "round {round}: it ended by itself: {said:?}");
        early += u64::from(said.is_empty());
        told.hear(&said);
        let mut home = open(dir.path());
        last = check(
            &mut home,
            told,
            last.saturating_sub(5),
            START + i64::try_from(round).unwrap(),
        );
        // What was there beyond the last word is there for good now.
        told.saved = last;
        if round % 10 == 9 {
            home.check_pages().unwrap();
        }
    }
    let mut home = open(dir.path());
    assert_eq!(check(&mut home, told, 0, START), last);
    assert!(
        home.verify_fully(support::INCIDENT, &[], START)
            .unwrap()
            .is_whole()
    );
    assert!(
        last > rounds / 2,
        "{last} entries in {rounds} rounds: the kills came too early to tell anything"
    );
    println!(
        "{rounds} kills ({early} before the first word), {last} entries, 0 acknowledged lost, 0 in half"
    );
}

#[test]
fn a_home_killed_while_it_is_made_is_whole_or_not_there() {
    let mut dice = Dice(number("BATTLEBAG_KILL_SEED").unwrap_or(7));
    let (mut whole, mut absent) = (0, 0);
    for _ in 0..number("BATTLEBAG_KILL_ROUNDS").map_or(15, |rounds| rounds / 4) {
        let dir = tempfile::tempdir().unwrap();
        let mut running = start(command("makes_a_home", dir.path()));
        std::thread::sleep(Duration::from_micros(3_000 + dice.roll(150_000)));
        running.child.kill().unwrap();
        let (said, _) = running.end();
        if battlebag_store::Home::exists(dir.path()) {
            let home = open(dir.path());
            assert!(home.entries(support::INCIDENT).unwrap().is_empty());
            whole += 1;
        } else {
            assert!(said.is_empty(), "it was acknowledged");
            absent += 1;
        }
    }
    println!("{whole} homes whole, {absent} not there");
}
