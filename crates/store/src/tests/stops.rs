//! Stopped dead before and after every statement that the store ever gives SQLite, one at a time.
//!
//! SQLite tells of each statement, a trigger's too, when it starts and when it ends; the child ends its process at the
//! one it was told. So a statement that is added tomorrow is a point tomorrow, and the program that people run has no
//! points in it at all.
//!
//! `BATTLEBAG_KILL_ROUNDS=400` (any number) stops at every point; by default at every fourth, another one each run.

use super::{INCIDENT, START, create, draft, note, open};
use crate::{BlobHash, Found, Home, Sheet, SideWrite};
use battlebag_log::{
    Checkpoint, Draft, EntryHash, RawEntry, Salt, SealedEntry, Station, StationKey, Tail, append,
};
use rusqlite::Connection;
use rusqlite::trace::TraceEventCodes;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const HOME: &str = "BATTLEBAG_TEST_STOP_HOME";
const POINT: &str = "BATTLEBAG_TEST_STOP_AT";

/// Ends this process at the nth start or end of a statement, as a power cut would.
fn stop_at(connection: &mut Connection, point: u64) {
    let mut left = point;
    let stop = move |_: rusqlite::trace::TraceEvent<'_>| {
        left -= 1;
        if left == 0 {
            std::process::abort();
        }
    };
    let both = TraceEventCodes::SQLITE_TRACE_STMT | TraceEventCodes::SQLITE_TRACE_PROFILE;
    connection.trace_v2(both, Some(stop)).unwrap();
}

/// Where the child works and at which point it stops; `None` in the ordinary run of the tests.
fn told() -> Option<(std::path::PathBuf, u64)> {
    let point = std::env::var(POINT).ok()?.parse().unwrap();
    Some((std::env::var_os(HOME)?.into(), point))
}

/// Runs a child to its point; gives what it said was done, and whether it came to its end.
fn run(test: &str, dir: &Path, point: u64) -> (usize, bool) {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"]);
    child
        .env(HOME, dir)
        .env(POINT, point.to_string())
        .stderr(Stdio::null());
    let output = child.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout)
        .matches("\u{2192}done")
        .count();
    (said, output.status.success())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

fn blob(name: &str) -> SideWrite {
    let bytes = name.repeat(900).into_bytes();
    let (kind, label) = ("census".to_owned(), name.to_owned());
    SideWrite::Blob {
        kind,
        label,
        bytes,
        kept_at: START,
    }
}

fn sheet(code: &str) -> Sheet {
    let (code, job, content) = (code.to_owned(), "job".to_owned(), "{}".to_owned());
    Sheet {
        code,
        incident: Some(INCIDENT),
        job,
        printed_at: START,
        content,
    }
}

fn redaction(target: EntryHash) -> Draft {
    Draft {
        kind: "redaction".to_owned(),
        about: Some(target),
        ..draft(b"wrong person named")
    }
}

/// Another station's chain: two entries and a redaction of the first.
fn theirs() -> Vec<SealedEntry> {
    let key = StationKey::from_seed([9; 32]);
    let mut tail = Tail::empty(INCIDENT, key.public());
    let mut made: Vec<SealedEntry> = Vec::new();
    for at in 0..3u8 {
        let draft = if at == 2 {
            redaction(made[0].hash())
        } else {
            draft(&[b'a' + at])
        };
        let entry = append(&tail, draft, &key, Salt([8; 32])).unwrap();
        tail = tail.after(&entry);
        made.push(entry);
    }
    made
}

fn other() -> Station {
    StationKey::from_seed([9; 32]).public()
}

fn own(home: &Home) -> Vec<SealedEntry> {
    let mut own = home.entries(INCIDENT).unwrap();
    own.retain(|entry| entry.header().station != other());
    own.sort_by_key(|entry| entry.header().seq);
    own
}

fn finds(home: &Home, word: &str) -> bool {
    !home.search(INCIDENT, word, 1).unwrap().is_empty()
}

fn rows(home: &Home, table: &str) -> i64 {
    let count = format!("SELECT count(*) FROM {table}");
    home.connection.query_row(&count, [], |row| row.get(0)).unwrap()
}

/// One act that the store does in one step, and the facts that it makes true together.
type Step = (fn(&mut Home), fn(&Home) -> Vec<bool>);

const STEPS: &[Step] = &[
    (
        |home| home.draft_save("log.note", "typing", START).unwrap(),
        |home| vec![rows(home, "draft") > 0 || own(home).len() > 1],
    ),
    (
        |home| {
            let beside = [
                SideWrite::ClearDraft {
                    name: "log.note".to_owned(),
                },
                blob("one"),
                SideWrite::Sheet(sheet("BB-1")),
                SideWrite::Setting {
                    name: "bag".to_owned(),
                    value: "x".to_owned(),
                },
                SideWrite::Words {
                    entry: 1,
                    text: "second zebra".to_owned(),
                },
                SideWrite::Checkpoint(
                    Checkpoint::of(INCIDENT, &own(home), START)
                        .unwrap()
                        .sign(&home.station_key().unwrap()),
                ),
            ];
            home.record(INCIDENT, [note(b"first"), note(b"second")].concat(), &beside)
                .unwrap();
        },
        |home| {
            let entries = own(home).len();
            vec![
                entries > 1,
                entries > 2,
                home.draft_load("log.note").unwrap().is_none() && entries > 1,
                home.has_blob(BlobHash::of("one".repeat(900).as_bytes())).unwrap(),
                home.sheet("BB-1").unwrap().is_some(),
                home.setting("bag").unwrap().is_some(),
                finds(home, "zebra") || own(home).len() > 3,
                home.checkpoints(INCIDENT).unwrap().len() == 1,
            ]
        },
    ),
    (
        |home| {
            let target = own(home)[2].hash();
            home.record(INCIDENT, vec![(redaction(target), Salt([6; 32]))], &[])
                .unwrap();
        },
        |home| {
            let own = own(home);
            let erased = own.get(2).is_some_and(|entry| entry.body().is_none());
            vec![
                own.len() > 3,
                erased,
                rows(home, "redaction") > 0,
                own.len() > 2 && !finds(home, "zebra"),
            ]
        },
    ),
    (
        |home| {
            let key = home.station_key().unwrap();
            let tail = home.tail(INCIDENT, key.public()).unwrap();
            home.append(
                &[append(&tail, draft(b"sealed"), &key, Salt([5; 32])).unwrap()],
                &[],
            )
            .unwrap();
        },
        |home| vec![own(home).len() > 4],
    ),
    (
        |home| {
            let mut raw: Vec<RawEntry> = theirs().iter().map(SealedEntry::to_raw).collect();
            raw.push(RawEntry {
                signature: battlebag_log::Signature([1; 64]),
                ..raw[1].clone()
            });
            assert_eq!(home.receive(INCIDENT, &raw).unwrap().refused.len(), 1);
        },
        |home| {
            let theirs = home.chain_from(INCIDENT, other(), 0).unwrap();
            let erased = theirs.first().is_some_and(|entry| entry.body.is_none());
            vec![
                !theirs.is_empty(),
                theirs.len() == 3,
                erased,
                rows(home, "redaction") > 1,
            ]
        },
    ),
    (
        |home| {
            let words = home.unindexed(9).unwrap();
            let words: Vec<_> = words
                .iter()
                .map(|entry| (Found::of(entry), "late words".to_owned()))
                .collect();
            home.index_words(&words, INCIDENT).unwrap();
        },
        |home| {
            vec![
                finds(home, "late"),
                home.search(INCIDENT, "late", 9).unwrap().len() == 6,
            ]
        },
    ),
    (
        |home| {
            home.put_blob("census", "two", "two".repeat(900).as_bytes(), START)
                .unwrap();
        },
        |home| vec![home.has_blob(BlobHash::of("two".repeat(900).as_bytes())).unwrap()],
    ),
    (
        |home| home.put_sheet(&sheet("BB-2")).unwrap(),
        |home| vec![home.sheet("BB-2").unwrap().is_some()],
    ),
    (
        |home| home.set_setting("zone", "x").unwrap(),
        |home| vec![home.setting("zone").unwrap().is_some()],
    ),
    (
        |home| assert!(home.verify_fully(INCIDENT, &[], START).unwrap().is_whole()),
        |home| vec![rows(home, "verified") == 1, rows(home, "verified_head") == 2],
    ),
    (
        |home| {
            home.draft_save("log.other", "typing", START).unwrap();
        },
        |home| vec![home.draft_load("log.other").unwrap().is_some()],
    ),
];

/// Not a test of its own.
#[test]
#[ignore = "runs as a child of the test below"]
fn does_every_step() {
    let Some((dir, point)) = told() else { return };
    let mut home = open(&dir);
    stop_at(&mut home.connection, point);
    for (step, _) in STEPS {
        step(&mut home);
        println!("\u{2192}done");
    }
}

#[test]
fn stopped_before_and_after_every_statement_each_step_is_whole_or_not_there() {
    let kept = tempfile::tempdir().unwrap();
    let mut home = create(kept.path()).home;
    home.record(INCIDENT, note(b"before"), &[]).unwrap();
    drop(home);
    let every = if std::env::var_os("BATTLEBAG_KILL_ROUNDS").is_some() {
        1
    } else {
        4
    };
    let first = u64::from(std::process::id()) % every + 1;
    let (mut unsaid, mut points) = (0, 0);
    for point in (first..).step_by(usize::try_from(every).unwrap()) {
        let dir = tempfile::tempdir().unwrap();
        copy(kept.path(), dir.path());
        let (done, ended) = run("tests::stops::does_every_step", dir.path(), point);
        let home = open(dir.path());
        for (at, (_, facts)) in STEPS.iter().enumerate() {
            let facts = facts(&home);
            let (all, none) = (facts.iter().all(|fact| *fact), facts.iter().all(|fact| !fact));
            let as_it_should = match at.cmp(&done) {
                std::cmp::Ordering::Less => all,
                std::cmp::Ordering::Equal => all || none,
                std::cmp::Ordering::Greater => none,
            };
            assert!(
                as_it_should,
                "point {point}, {done} steps done: step {at} is {facts:?}"
            );
            unsaid += usize::from(at == done && all);
        }
        let verdict = home.verify(INCIDENT, &[]).unwrap();
        assert!(verdict.is_whole(), "point {point}: {verdict}");
        if ended {
            assert_eq!(done, STEPS.len());
            assert!(point > 100, "only {point} points: the statements were not seen");
            println!("stopped at {points} points: 0 lost, 0 in half, {unsaid} done and not yet said");
            break;
        }
        points += 1;
    }
}

/// Not a test of its own.
#[test]
#[ignore = "runs as a child of the test below"]
fn brings_a_database_up_to_date() {
    let Some((dir, point)) = told() else { return };
    let mut connection = Connection::open(dir.join("plain.db")).unwrap();
    stop_at(&mut connection, point);
    crate::schema::migrate(&mut connection).unwrap();
    println!("\u{2192}done");
}

#[test]
fn stopped_at_every_statement_of_a_migration_the_database_is_the_old_one_or_the_new_one() {
    let kept = tempfile::tempdir().unwrap();
    let connection = Connection::open(kept.path().join("plain.db")).unwrap();
    let old = "PRAGMA journal_mode = wal; PRAGMA user_version = 1; INSERT INTO setting VALUES ('a', 'b');";
    connection
        .execute_batch(include_str!("../schema/v1.sql"))
        .unwrap();
    connection.execute_batch(old).unwrap();
    drop(connection);
    for point in 1.. {
        let dir = tempfile::tempdir().unwrap();
        copy(kept.path(), dir.path());
        let (done, ended) = run("tests::stops::brings_a_database_up_to_date", dir.path(), point);
        let mut connection = Connection::open(dir.path().join("plain.db")).unwrap();
        let ask = |connection: &Connection, sql: &str| {
            connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()
        };
        let version = ask(&connection, "PRAGMA user_version");
        let tables = ask(
            &connection,
            "SELECT count(*) FROM sqlite_master WHERE name IN ('person_key', 'words', 'verified')",
        );
        let newest = i64::from(crate::SCHEMA_VERSION);
        assert!(
            (version, tables) == (1, 0) || (version, tables) == (newest, 3),
            "point {point}: {version}, {tables}"
        );
        assert!(done == 0 || version == newest);
        crate::schema::migrate(&mut connection).unwrap();
        assert_eq!(ask(&connection, "SELECT count(*) FROM setting"), 1);
        if ended {
            assert!(point > 20, "only {point} points: the statements were not seen");
            println!("stopped at {} points of a migration", point - 1);
            break;
        }
    }
}
