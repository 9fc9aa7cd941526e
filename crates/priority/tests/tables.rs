//! The tables of docs/priority are what the method gives today. After a change of content or rule they are written anew
//! with `BATTLEBAG_WRITE_TABLES=1 cargo test -p battlebag-priority --test tables`, and read.
#![allow(clippy::unwrap_used)]

mod agreement;

use std::fmt::Write as _;

use agreement::{Counted, Panel, Read, Tiers, bag, fixture, kappa, panel, read, readers, root, two_below};
use battlebag_priority::{sensitivity, situation};

/// Name, boards, readings. Nobody has read the boards of authors S, BB and CC blind beside their author.
const BOARDS: [(&str, &str, Option<&str>); 16] = [
    ("public", "vignettes_public.json", Some("readings_public.json")),
    ("author P, studied", "boards_p.json", Some("readings_new.json")),
    ("author Q, studied", "boards_q.json", Some("readings_new.json")),
    ("author S, studied", "boards_s.json", None),
    ("author T, studied", "boards_t.json", Some("readings_t.json")),
    ("author U, studied", "boards_u.json", Some("readings_u.json")),
    ("author V, studied", "boards_v.json", Some("readings_v.json")),
    ("author W, studied", "boards_w.json", Some("readings_w.json")),
    ("author X, studied", "boards_x.json", Some("readings_x.json")),
    ("author Y, studied", "boards_y.json", Some("readings_y.json")),
    ("author Z, studied", "boards_z.json", Some("readings_z.json")),
    ("author AA", "boards_aa.json", Some("readings_aa.json")),
    ("author BB, no floors told", "boards_bb.json", None),
    ("author CC, no floors told", "boards_cc.json", None),
    ("author DD, fresh", "boards_dd.json", Some("readings_dd.json")),
    ("author EE, fresh", "boards_ee.json", Some("readings_ee.json")),
];

/// Writes the part between the marks of a document, or compares it with what stands there.
fn between_marks(file: &str, table: &str) {
    let path = root().join("docs/priority").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let (start, end) = ("<!-- table -->\n", "<!-- end of table -->");
    let (before, rest) = text.split_once(start).unwrap();
    let (stands, after) = rest.split_once(end).unwrap();
    if std::env::var_os("BATTLEBAG_WRITE_TABLES").is_some() {
        std::fs::write(&path, format!("{before}{start}{table}{end}{after}")).unwrap();
    } else {
        assert_eq!(
            stands, table,
            "docs/priority/{file} is not what the method gives today"
        );
    }
}

fn share(part: usize, of: usize) -> String {
    format!("{:.1} % ({part} of {of})", 100.0 * part as f64 / of as f64)
}

fn against_labels(name: &str, counted: &Counted) -> String {
    format!(
        "| {name} | {} | {} | {} | {} | {} | {:.3} |\n",
        share(counted.acceptable, counted.patients),
        share(counted.pairs_right, counted.pairs),
        counted.hard_failures,
        counted.two_too_low,
        counted.two_too_high,
        kappa(&counted.method, &counted.expected),
    )
}

fn only(tiers: &Tiers, of: &Tiers) -> Tiers {
    let kept = tiers.iter().filter(|(id, _)| of.contains_key(*id));
    kept.map(|(id, tier)| (id.clone(), *tier)).collect()
}

fn against_readers(table: &mut String, name: &str, counted: &Counted, news2: &Tiers, readers: &[Tiers]) {
    for (reader, number) in readers.iter().zip(1..) {
        let reader = only(reader, &counted.method);
        let news2 = only(news2, &reader);
        writeln!(
            table,
            "| {name} | {number} | {} | {:.3} | {} | {:.3} | {:.3} | {} |",
            reader.len(),
            kappa(&counted.method, &reader),
            two_below(&counted.method, &reader),
            kappa(&counted.expected, &reader),
            kappa(&news2, &reader),
            two_below(&news2, &reader),
        )
        .unwrap();
    }
    let [first, second] = readers else { return };
    writeln!(
        table,
        "| {name} | 1 to 2 | | {:.3} (reader to reader) | | | | |",
        kappa(&only(first, &counted.method), &only(second, &counted.method))
    )
    .unwrap();
}

#[test]
fn agreement() {
    let bag = bag();
    let open = |file: &str| read(&bag, &fixture(file));
    let rows: Vec<(&str, Read, Option<&str>)> = BOARDS
        .iter()
        .map(|&(name, boards, readings)| (name, open(boards), readings))
        .collect();
    let mut table = "### Against the labels of whoever wrote the board\n\n| Boards | acceptable tier | pairs in order | P1 below P2 | two tiers too low | two tiers too high | kappa |\n|---|---|---|---|---|---|---|\n".to_owned();
    for (name, read, _) in &rows {
        table += &against_labels(name, &read.only(|_| true));
    }
    table += "\n### Against blind readers\n\n| Boards | reader | patients | kappa | method two tiers below | kappa of the labels | kappa of NEWS2 alone | NEWS2 alone two tiers below |\n|---|---|---|---|---|---|---|---|\n";
    for (name, read, readings) in &rows {
        let Some(readings) = readings else { continue };
        let counted = read.only(|_| true);
        against_readers(&mut table, name, &counted, &read.news2_only, &readers(readings));
    }
    table += "\n### Against the panel that read the whole matrix\n\n| Patients | reader's accepted tier | too low | too high | two tiers too low | in a tier that some reader accepts |\n|---|---|---|---|---|---|\n";
    for (name, file) in [("K, studied", "panel_k"), ("L, studied", "panel_l")] {
        table += &against_panel(name, &open(&format!("{file}.json")), &panel(file));
    }
    between_marks("agreement.md", &table);
}

/// One line for each seat of the panel (`a`, `b`): how often the method's tier is one that the reader accepts.
fn against_panel(name: &str, read: &Read, panel: &Panel) -> String {
    let method = agreement::tiers(&read.answer);
    let in_some = |(id, readings): &(&String, &Vec<agreement::Seat>)| {
        readings.iter().any(|one| one.accept.contains(&method[*id]))
    };
    let some = panel.patients.iter().filter(in_some).count();
    let mut lines = String::new();
    for seat in ["a", "b"] {
        let of: Vec<_> = panel
            .patients
            .iter()
            .flat_map(|(id, readings)| {
                let tier = method[id];
                readings.iter().map(move |one| (tier, one))
            })
            .filter(|(_, one)| one.reader.starts_with(seat))
            .collect();
        if of.is_empty() {
            continue;
        }
        let count = |what: &dyn Fn(u8, &agreement::Seat) -> bool| {
            of.iter().filter(|(tier, one)| what(*tier, one)).count()
        };
        writeln!(
            lines,
            "| {name}, reader {seat} | {} | {} | {} | {} | {} |",
            share(count(&|tier, one| one.accept.contains(&tier)), of.len()),
            count(&|tier, one| one.accept.iter().all(|accepted| tier > *accepted)),
            count(&|tier, one| one.accept.iter().all(|accepted| tier < *accepted)),
            count(&|tier, one| tier >= one.tier + 2),
            share(some, panel.patients.len()),
        )
        .unwrap();
    }
    lines
}

#[test]
fn sensitivity_of_the_public_boards() {
    let bag = bag();
    let boards = situation::read(&bag, &fixture("vignettes_public.json")).unwrap();
    between_marks("sensitivity.md", &sensitivity::run(&bag, &boards).table());
}
