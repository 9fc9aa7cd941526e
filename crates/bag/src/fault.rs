//! What is wrong with a bag: every fault with its file, its line and what to do.

use serde::{Deserialize, Serialize};

/// Whether a fault stops the bag from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The bag cannot be used until this is mended.
    Error,
    /// The bag can be used; somebody should look.
    Warning,
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One thing wrong with a bag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", self.line_of_text())]
pub struct Fault {
    /// File inside the bag ("profiles/metabolic.toml"); empty when it is about the bag as a whole.
    pub file: String,
    /// Line in the file, from 1; 0 when it is about the file as a whole.
    pub line: u32,
    /// Column or key of the line that it is about ("serves"); empty when it is about the line as a whole.
    #[serde(default)]
    pub field: String,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong, then what to do.
    pub what: String,
}

impl Fault {
    /// An error at a line of a file.
    pub fn error(file: impl Into<String>, line: u32, what: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line,
            field: String::new(),
            severity: Severity::Error,
            what: what.into(),
        }
    }

    /// A warning at a line of a file.
    pub fn warning(file: impl Into<String>, line: u32, what: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line,
            field: String::new(),
            severity: Severity::Warning,
            what: what.into(),
        }
    }

    /// The same, about one column or key of its line.
    #[must_use]
    pub fn in_field(mut self, field: impl Into<String>) -> Self {
        self.field = field.into();
        self
    }

    /// `file, line n, field: error: what`, with the parts that are not known left out.
    fn line_of_text(&self) -> String {
        let Self {
            file,
            line,
            field,
            severity,
            what,
        } = self;
        let field = match field.as_str() {
            "" => String::new(),
            field => format!(", {field}"),
        };
        match (file.is_empty(), line) {
            (true, _) => format!("{severity}: {what}"),
            (false, 0) => format!("{file}{field}: {severity}: {what}"),
            (false, line) => format!("{file}, line {line}{field}: {severity}: {what}"),
        }
    }
}

/// Sorts faults by file and line, errors before warnings on one line, and drops repeats.
pub(crate) fn in_reading_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults
        .sort_by(|a, b| (&a.file, a.line, a.severity, &a.what).cmp(&(&b.file, b.line, b.severity, &b.what)));
    faults.dedup();
    faults
}
