//! Whose words a hospital uses, UK or US: chosen once, over the bag that lies underneath, and written as every change of content is.

use battlebag_bag::{ChosenWords, Vocabulary};
use battlebag_incident::{ContentAct, ContentChange};

use crate::card_editor::put;
use crate::station::Station;
use crate::views::{SetWords, Written};
use crate::{ErrorKind, ErrorView};

/// As requests and answers say it.
pub(crate) fn word(vocabulary: Vocabulary) -> &'static str {
    match vocabulary {
        Vocabulary::Uk => "uk",
        Vocabulary::Us => "us",
    }
}

/// Chooses whose words cards and roles say from the next incident on.
pub fn set(station: &Station, request: SetWords) -> Result<Written, ErrorView> {
    let (vocabulary, whose) = match request.vocabulary.trim() {
        "uk" => (
            Vocabulary::Uk,
            "UK words: strategic, tactical and operational command",
        ),
        "us" => (Vocabulary::Us, "US words: a hospital incident command system"),
        other => {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                format!("There are no words called {other}."),
                "Write uk or us.",
            ));
        }
    };
    station.with(|open| {
        if open.ready.manifest.vocabulary == vocabulary {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                "Cards and roles say these words already.",
                "Nothing was changed.",
            ));
        }
        let text = ChosenWords { vocabulary }.text();
        let change = ContentChange {
            act: ContentAct::Edited,
            because: whose.to_owned(),
            ..ContentChange::default()
        };
        put(
            station,
            open,
            (ChosenWords::PATH, &text),
            change,
            whose.to_owned(),
        )
    })
}
