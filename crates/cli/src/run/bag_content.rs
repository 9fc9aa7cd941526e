//! The content of the bag edited, compared, signed and taken in.

use std::path::{Path, PathBuf};

use battlebag_commands::views::{
    ApproveContent, BagExported, BagImported, BagView, BagsCompared, CompareBags, ContentRow, ContentView,
    DifferentLineView, ExportBag, FaultView, ImportBag, KeysView, Nothing, SaveContent, SignBag, TrustKey,
    TurnContent,
};
use battlebag_commands::{ErrorKind, ErrorView, bag_compare};

use super::systems::written;
use crate::args_bag::Bag;
use crate::asked::Asked;
use crate::outcome::Outcome;

/// Whether a comparison asks for something that only an open home knows.
pub fn needs_home(before: &str, after: &str) -> bool {
    bag_compare::needs_home(before) || bag_compare::needs_home(after)
}

/// Compares two bags without a home.
pub fn diff_files(asked: &Asked, before: &str, after: &str) -> Result<Outcome, ErrorView> {
    say_compared(asked, &bag_compare::compare_files(before, after)?)
}

pub fn diff(asked: &Asked, before: &str, after: &str) -> Result<Outcome, ErrorView> {
    let request = CompareBags {
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let view: BagsCompared = asked.ask("bag_compare", &request)?;
    say_compared(asked, &view)
}

fn say_compared(asked: &Asked, view: &BagsCompared) -> Result<Outcome, ErrorView> {
    asked.say(view, || {
        let mut lines = vec![
            format!("before: {}", view.before),
            format!("after:  {}", view.after),
        ];
        for file in &view.files {
            lines.push(String::new());
            lines.push(format!("{} ({})", file.path, file.differs));
            lines.extend(file.lines.iter().flat_map(line));
        }
        lines.push(view.said.clone());
        lines
    })?;
    Ok(Outcome::done())
}

/// "+ 12  Take the [phone] to the ward." with the changed words in brackets.
fn line(line: &DifferentLineView) -> Vec<String> {
    let sign = match line.differs.as_str() {
        "added" => '+',
        "removed" => '-',
        _ => ' ',
    };
    let number = line.after.or(line.before).unwrap_or_default();
    let whole = line.pieces.iter().all(|piece| piece.changed);
    let words: String = line
        .pieces
        .iter()
        .map(|piece| {
            if piece.changed && !whole && sign != ' ' {
                format!("[{}]", piece.text)
            } else {
                piece.text.clone()
            }
        })
        .collect();
    let mut lines = Vec::new();
    if line.gap_above {
        lines.push("      …".to_owned());
    }
    lines.push(format!("{sign} {number:>3}  {words}").trim_end().to_owned());
    lines
}

fn origin(row: &ContentRow) -> String {
    let mut words = vec![
        match row.origin.as_str() {
            "local" => "edited here",
            "added" => "written here",
            _ => "shipped",
        }
        .to_owned(),
    ];
    match &row.approved_on {
        Some(on) => words.push(format!("approved by {} {on}", row.approved_by)),
        None => words.push("not approved".to_owned()),
    }
    if let Some(on) = &row.retired_on {
        words.push(format!("RETIRED {on}: {}", row.retired_because));
    }
    match row.review.as_str() {
        "due" => words.push(format!("REVIEW DUE since {}", row.review_due)),
        "soon" => words.push(format!("review due {}", row.review_due)),
        _ => {}
    }
    if row.base_changed {
        words.push("the bag underneath has other words by now".to_owned());
    }
    words.join(", ")
}

pub fn files(asked: &Asked, command: &Bag) -> Result<Outcome, ErrorView> {
    match command {
        Bag::Cards => {
            let view: ContentView = asked.ask("content", &Nothing {})?;
            asked.say(&view, || {
                view.rows
                    .iter()
                    .map(|r| format!("{:<4} {:<28} {:<7} {}", r.number, r.id, r.version, origin(r)))
                    .chain([format!(
                        "{}; {} files written here over it",
                        view.base, view.local
                    )])
                    .collect()
            })?;
            Ok(Outcome::done())
        }
        Bag::Export { to, bag } => export(asked, to, bag),
        Bag::Sign { file: Some(file) } => {
            let path = file.display().to_string();
            let made: BagExported = asked.ask("bag_sign", &SignBag { path })?;
            say_exported(asked, &made)
        }
        Bag::Sign { file: None } => {
            let view: BagView = asked.ask("bag", &Nothing {})?;
            let name = format!("Battlebag {} {}.battlebag-bag", view.version, view.hash);
            export(asked, &PathBuf::from(name), "")
        }
        Bag::Import {
            file,
            dry_run,
            replace_local,
        } => import(
            asked,
            &ImportBag {
                path: file.clone(),
                dry_run: *dry_run,
                replace_local: *replace_local,
            },
        ),
        Bag::Trust { key, name, because } => written(
            asked,
            "bag_trust",
            &TrustKey {
                key: key.clone(),
                name: name.clone(),
                because: because.clone(),
            },
        ),
        Bag::Distrust { key, because } => written(
            asked,
            "bag_distrust",
            &TrustKey {
                key: key.clone(),
                name: String::new(),
                because: because.clone(),
            },
        ),
        _ => keys(asked),
    }
}

fn keys(asked: &Asked) -> Result<Outcome, ErrorView> {
    let view: KeysView = asked.ask("bag_keys", &Nothing {})?;
    asked.say(&view, || {
        let own = match view.own.as_str() {
            "" => "This home has signed nothing yet: it has no key.".to_owned(),
            key => format!("This home signs with {key} (number {})", view.own_id),
        };
        let trusted = view
            .trusted
            .iter()
            .map(|k| format!("{} {}: trusted by {}, {}", k.key, k.name, k.by, k.because));
        [own].into_iter().chain(trusted).collect()
    })?;
    Ok(Outcome::done())
}

fn export(asked: &Asked, to: &Path, bag: &str) -> Result<Outcome, ErrorView> {
    let request = ExportBag {
        path: to.display().to_string(),
        bag: bag.to_owned(),
    };
    let made: BagExported = asked.ask("bag_export", &request)?;
    say_exported(asked, &made)
}

fn say_exported(asked: &Asked, made: &BagExported) -> Result<Outcome, ErrorView> {
    asked.say(made, || {
        let mut lines = vec![made.said.clone(), made.file.clone()];
        if !made.signature.is_empty() {
            lines.push(made.signature.clone());
            lines.push(format!(
                "Signed with {}. Read this key to whoever takes the bag in.",
                made.key
            ));
        }
        lines
    })?;
    Ok(Outcome::done())
}

fn import(asked: &Asked, request: &ImportBag) -> Result<Outcome, ErrorView> {
    let view: BagImported = asked.ask("bag_import", request)?;
    asked.say(&view, || {
        let mut lines = vec![format!("Bag {} ({})", view.version, view.hash)];
        let signer = &view.signer;
        if signer.trusted {
            lines.push(format!("Signed by {}", signer.name));
        } else if !signer.id.is_empty() {
            lines.push(format!(
                "Signed with key {}; it says of itself: {}",
                signer.id, signer.says
            ));
        }
        if !view.why_not.is_empty() {
            lines.push(view.why_not.clone());
        }
        lines.extend(
            view.files
                .iter()
                .map(|file| format!("{} ({})", file.path, file.differs)),
        );
        lines.push(view.said.clone());
        lines
    })?;
    let line = |f: &FaultView| format!("{} line {}: {}", f.file, f.line, f.what);
    Ok(Outcome {
        look: view.faults.iter().map(line).collect(),
    })
}

fn path_of(card: &str) -> String {
    format!("cards/{card}.md")
}

fn turn(asked: &Asked, name: &str, card: &str, because: &str) -> Result<Outcome, ErrorView> {
    let request = TurnContent {
        path: path_of(card),
        because: because.to_owned(),
    };
    written(asked, name, &request)
}

pub fn cards(asked: &Asked, command: &Bag) -> Result<Outcome, ErrorView> {
    match command {
        Bag::Save { path, file, because } => {
            let text = std::fs::read_to_string(file).map_err(|error| {
                ErrorView::new(
                    ErrorKind::BadInput,
                    format!("{} cannot be read: {error}.", file.display()),
                    "Give the file with the card's text.",
                )
            })?;
            let request = SaveContent {
                path: path.clone(),
                text,
                because: because.clone(),
            };
            written(asked, "content_save", &request)
        }
        Bag::Approve { card, by, on } => {
            let request = ApproveContent {
                path: path_of(card),
                by: by.clone(),
                on: on.clone(),
            };
            written(asked, "content_approve", &request)
        }
        Bag::Retire { card, because } => turn(asked, "content_retire", card, because),
        Bag::Restore { card, because } => turn(asked, "content_restore", card, because),
        Bag::Revert { card, because } => turn(asked, "content_revert", card, because),
        _ => written(asked, "bag_take_newer", &Nothing {}),
    }
}
