//! What feeds sent: kept before it is acknowledged, once each, and never half a set.

use super::{START, home, open};
use crate::{Home, NewItem, StoreError, Taken};

fn message<'a>(source: &'a str, name: &'a str, about: &'a str, text: &'a str) -> NewItem<'a> {
    NewItem {
        source,
        name,
        sender: "ADT at St Elsewhere",
        about,
        bytes: text.as_bytes(),
        lying: false,
    }
}

fn texts(home: &Home, source: &str) -> Vec<String> {
    let items = home.inbox_messages(source, 0, u64::MAX).unwrap();
    items
        .into_iter()
        .map(|item| String::from_utf8(item.bytes).unwrap())
        .collect()
}

#[test]
fn what_was_kept_is_there_after_a_restart_and_once() {
    let (dir, mut home) = home();
    let long = "MSH|".repeat(2_000);
    let sent = [
        message("adt", "1", "H1", "MSH|one"),
        message("adt", "2", "H2", &long),
        message("lab", "1", "", "MSH|one"),
        message("adt", "1", "H1", "MSH|one"),
    ];
    let taken = home.inbox_keep(&sent, START).unwrap();
    assert_eq!(
        taken,
        [Taken::New(1), Taken::New(2), Taken::New(3), Taken::Repeated(1)]
    );
    drop(home);
    let mut home = open(dir.path());
    assert_eq!(texts(&home, "adt"), ["MSH|one", long.as_str()]);
    // The sender saw no acknowledgement and sends again.
    assert_eq!(
        home.inbox_keep(&sent[..1], START + 5).unwrap(),
        [Taken::Repeated(1)]
    );
    let sources = home.inbox_sources().unwrap();
    assert_eq!((sources[0].kept, sources[0].repeated), (2, 2));
    assert_eq!(sources[0].heard_at, START + 5);
    let lying = NewItem {
        lying: true,
        ..sent[0]
    };
    home.inbox_keep(&[lying], START + 50).unwrap();
    assert_eq!(home.inbox_sources().unwrap(), sources);
    assert_eq!(home.inbox_newest().unwrap(), 3);
    assert_eq!(home.inbox_size("adt").unwrap(), (2, 7 + long.len() as u64));
}

#[test]
fn messages_come_in_parts_and_none_is_passed_over() {
    let (_dir, mut home) = home();
    let words: Vec<String> = (0..50).map(|n| format!("MSH|{n}")).collect();
    let sent: Vec<NewItem<'_>> = words.iter().map(|w| message("adt", "", "", w)).collect();
    home.inbox_keep(&sent, START).unwrap();
    let (mut seen, mut after) = (Vec::new(), 0);
    loop {
        let part = home.inbox_messages("adt", after, 16).unwrap();
        let Some(last) = part.last() else { break };
        after = last.number;
        seen.extend(
            part.into_iter()
                .map(|item| String::from_utf8(item.bytes).unwrap()),
        );
    }
    assert_eq!(seen, words);
}

#[test]
fn a_full_disk_keeps_none_of_a_batch() {
    let (_dir, mut home) = home();
    home.inbox_keep(&[message("adt", "1", "", "MSH|before")], START)
        .unwrap();
    let pages: i64 = home
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let cap = format!("PRAGMA max_page_count = {pages}");
    home.connection.query_row(&cap, [], |_| Ok(())).unwrap();
    let mut noise = vec![0; 200_000];
    blake3::Hasher::new().finalize_xof().fill(&mut noise);
    let large = NewItem {
        bytes: &noise,
        ..message("adt", "3", "", "")
    };
    let full = home
        .inbox_keep(&[message("adt", "2", "", "MSH|small"), large], START)
        .unwrap_err();
    assert!(matches!(full, StoreError::DiskFull), "{full}");
    assert_eq!(texts(&home, "adt"), ["MSH|before"]);
    assert_eq!(home.inbox_sources().unwrap()[0].kept, 1);
}

#[test]
fn old_messages_go_and_those_still_needed_stay() {
    let (_dir, mut home) = home();
    home.inbox_keep(
        &[
            message("adt", "1", "gone home", "a"),
            message("adt", "2", "in bed", "b"),
        ],
        START,
    )
    .unwrap();
    home.inbox_keep(&[message("adt", "3", "gone home", "c")], START + 10)
        .unwrap();
    let erased = home
        .inbox_erase(START + 10, &mut |about| about == "in bed")
        .unwrap();
    assert_eq!(erased, 1);
    assert_eq!(texts(&home, "adt"), ["b", "c"]);
    // Numbers are never given twice, and what was counted stays counted.
    home.inbox_forget("adt").unwrap();
    assert!(texts(&home, "adt").is_empty() && home.inbox_sources().unwrap().is_empty());
    assert_eq!(
        home.inbox_keep(&[message("adt", "4", "", "d")], START).unwrap(),
        [Taken::New(4)]
    );
}

fn names(home: &Home) -> Vec<String> {
    let files = home.inbox_files("folder").unwrap();
    files.into_iter().map(|file| file.name).collect()
}

#[test]
fn a_set_counts_when_it_is_whole_and_takes_the_place_of_the_last() {
    let (dir, mut home) = home();
    let first = home.inbox_begin_set("folder", START).unwrap();
    let file = |name| message("folder", name, "", "ward,bed");
    home.inbox_add_file(first, &file("census.csv"), START).unwrap();
    assert!(names(&home).is_empty());
    home.inbox_finish_set("folder", first, "monday", true, START)
        .unwrap();
    assert_eq!(names(&home), ["census.csv"]);
    // The next one breaks off: the last good one stays in use.
    let second = home.inbox_begin_set("folder", START).unwrap();
    home.inbox_add_file(second, &file("half.csv"), START).unwrap();
    drop(home);
    let mut home = open(dir.path());
    assert_eq!(names(&home), ["census.csv"]);
    // The same bytes in the next set are a file of that set.
    let third = home.inbox_begin_set("folder", START).unwrap();
    home.inbox_add_file(third, &file("census.csv"), START).unwrap();
    home.inbox_add_file(third, &file("allergies.csv"), START).unwrap();
    home.inbox_finish_set("folder", third, "tuesday", true, START)
        .unwrap();
    assert_eq!(names(&home), ["census.csv", "allergies.csv"]);
    // A pull that another one overtook keeps nothing.
    let late = home.inbox_add_file(second, &file("late.csv"), START).unwrap_err();
    assert!(matches!(late, StoreError::SetGone), "{late}");
    assert!(home.inbox_finish_set("folder", second, "", true, START).is_err());
    let more = home.inbox_begin_set("folder", START).unwrap();
    home.inbox_add_file(more, &file("since.csv"), START).unwrap();
    home.inbox_finish_set("folder", more, "wednesday", false, START)
        .unwrap();
    assert_eq!(names(&home), ["census.csv", "allergies.csv", "since.csv"]);
    let sets = home.inbox_sets("folder").unwrap();
    let marks: Vec<&str> = sets.iter().map(|set| set.mark.as_str()).collect();
    assert_eq!((marks, sets[0].files.len()), (vec!["tuesday", "wednesday"], 2));
    let rows: u64 = home
        .connection
        .query_row("SELECT count(*) FROM inbox", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 3, "the half set left nothing behind");
}
