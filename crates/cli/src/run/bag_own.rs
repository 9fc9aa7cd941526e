//! What a hospital sets about its own paper.

use std::path::Path;

use battlebag_commands::views::{
    ContentKey, ContentLook, ContentText, ContentTyped, FaultView, Nothing, OwnPaperView, SaveContent,
    TurnContent,
};
use battlebag_commands::{ErrorKind, ErrorView};

use super::systems::written;
use crate::args_bag::Own;
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, act: Option<&Own>) -> Result<Outcome, ErrorView> {
    match act {
        None => what_is_set(asked),
        Some(Own::Show { path }) => {
            let view: ContentText = asked.ask("content_open", &ContentKey { path: path.clone() })?;
            asked.say(&view, || vec![view.text.trim_end().to_owned()])?;
            Ok(Outcome::done())
        }
        Some(Own::Set {
            file,
            because,
            dry_run,
        }) => set(asked, file, because, *dry_run),
        Some(Own::Revert { path, because }) => written(
            asked,
            "content_revert",
            &TurnContent {
                path: path.clone(),
                because: because.clone(),
            },
        ),
    }
}

fn what_is_set(asked: &Asked) -> Result<Outcome, ErrorView> {
    let view: OwnPaperView = asked.ask("own_paper", &Nothing {})?;
    asked.say(&view, || {
        let line = |file: &battlebag_commands::views::OwnFile| {
            let origin = if file.origin == "local" {
                "set here"
            } else {
                "as shipped"
            };
            let changed = if file.base_changed {
                "; the bag underneath has other words by now"
            } else {
                ""
            };
            format!("{}: {} ({origin}{changed})", file.path, file.said)
        };
        view.files.iter().map(line).collect()
    })?;
    Ok(Outcome::done())
}

fn set(asked: &Asked, file: &Path, because: &str, dry_run: bool) -> Result<Outcome, ErrorView> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        ErrorView::new(
            ErrorKind::BadInput,
            format!("{} cannot be read: {error}.", file.display()),
            "Give local_paper.toml, back_entry.toml or gravity.toml.",
        )
    })?;
    let path = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if !dry_run {
        let request = SaveContent {
            path,
            text,
            because: because.to_owned(),
        };
        return written(asked, "content_save", &request);
    }
    let look: ContentLook = asked.ask("content_look", &ContentTyped { path, text })?;
    let line = |f: &FaultView| format!("{} line {}: {}", f.file, f.line, f.what);
    asked.say(&look, || {
        let said = if look.usable {
            "It can be set."
        } else {
            "It cannot be set."
        };
        vec![said.to_owned()]
    })?;
    Ok(Outcome {
        look: look.faults.iter().map(line).collect(),
    })
}
