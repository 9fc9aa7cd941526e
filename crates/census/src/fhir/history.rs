//! A history Bundle has every version of a record, the newest first: only the newest counts, and a deleted one not at
//! all.

use std::collections::HashSet;

use super::elements::tail;
use super::json::Json;

/// The records of a history that were met, or nothing for any other Bundle.
#[derive(Default)]
pub(crate) struct History {
    met: Option<HashSet<String>>,
}

impl History {
    /// Nothing met yet.
    pub(super) fn of_bundle() -> Self {
        Self {
            met: Some(HashSet::new()),
        }
    }

    /// Whether a newer version of this entry's record was met before, or its deletion.
    pub(super) fn is_older(&mut self, entry: &Json<'_>) -> bool {
        let Some(met) = &mut self.met else { return false };
        let resource = entry.get("resource");
        let url = entry.get("request").get("url").text();
        let key = match (resource.get("resourceType").text(), resource.get("id").text()) {
            (Some(kind), Some(id)) => Some(format!("{kind}/{id}")),
            _ => url.map(|url| {
                let url = url.split("/_history/").next().unwrap_or(url);
                tail(url).unwrap_or(url).to_owned()
            }),
        };
        key.is_some_and(|key| !met.insert(key))
    }
}
