//! What somebody was typing: kept as they type, given back to them after a lock or a crash, and to nobody else.

use crate::ErrorView;
use crate::station::{Open, Station};
use crate::views::{Draft, DraftKey, DraftText};

/// The name under which a person's draft is kept: several people write on one station, each their own.
pub(crate) fn kept_as(open: &Open, key: &str) -> String {
    format!("{}/{key}", open.home.signed_in().id)
}

/// Keeps a draft; an empty one is cleared.
pub fn save(station: &Station, request: DraftText) -> Result<Draft, ErrorView> {
    let now = station.now();
    station.with(|open| {
        if request.text.is_empty() {
            open.home.draft_clear(&kept_as(open, &request.key))?;
            return Ok(Draft {
                text: String::new(),
                kept_at: None,
            });
        }
        open.home.draft_save(
            &kept_as(open, &request.key),
            &request.text,
            now.timestamp_millis(),
        )?;
        Ok(Draft {
            text: request.text,
            kept_at: Some(open.clock.rfc3339(now)),
        })
    })
}

/// Gives a draft back.
pub fn load(station: &Station, request: DraftKey) -> Result<Draft, ErrorView> {
    station.with(|open| {
        let kept = open.home.draft_load(&kept_as(open, &request.key))?;
        let at = |ms: i64| chrono::DateTime::from_timestamp_millis(ms).map(|t| open.clock.rfc3339(t));
        Ok(kept.map_or(
            Draft {
                text: String::new(),
                kept_at: None,
            },
            |d| Draft {
                kept_at: at(d.updated_at),
                text: d.text,
            },
        ))
    })
}
