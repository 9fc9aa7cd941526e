//! The tables of docs/priority are what the method gives today. After a change of content or rule they are written anew
//! with `BATTLEBAG_WRITE_TABLES=1 cargo test -p battlebag-priority --test tables`, and read.
#![allow(clippy::unwrap_used)]

mod agreement;

use std::fmt::Write as _;

use agreement::{Counted, Read, Tiers, bag, fixture, kappa, read, readers, root, two_below};
use battlebag_priority::{sensitivity, situation};

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
    // Nobody has read the boards of author S blind beside their author.
    let rows: [(&str, Read, Option<&str>); 11] = [
        (
            "public",
            open("vignettes_public.json"),
            Some("readings_public.json"),
        ),
        (
            "author P, studied",
            open("boards_p.json"),
            Some("readings_new.json"),
        ),
        (
            "author Q, studied",
            open("boards_q.json"),
            Some("readings_new.json"),
        ),
        ("author S, studied", open("boards_s.json"), None),
        (
            "author T, studied",
            open("boards_t.json"),
            Some("readings_t.json"),
        ),
        (
            "author U, studied",
            open("boards_u.json"),
            Some("readings_u.json"),
        ),
        (
            "author V, studied",
            open("boards_v.json"),
            Some("readings_v.json"),
        ),
        (
            "author W, studied",
            open("boards_w.json"),
            Some("readings_w.json"),
        ),
        (
            "author X, studied",
            open("boards_x.json"),
            Some("readings_x.json"),
        ),
        (
            "author Y, studied",
            open("boards_y.json"),
            Some("readings_y.json"),
        ),
        ("author Z, fresh", open("boards_z.json"), Some("readings_z.json")),
    ];
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
    between_marks("agreement.md", &table);
}

#[test]
fn sensitivity_of_the_public_boards() {
    let bag = bag();
    let boards = situation::read(&bag, &fixture("vignettes_public.json")).unwrap();
    between_marks("sensitivity.md", &sensitivity::run(&bag, &boards).table());
}
