//! What the checks of the house look at: the files of the project and the crates it is made of.
//!
//! The rules are in `docs/` and in `ARCHITECTURE.md`; a program holds them because a paragraph does not.

pub mod crates;
pub mod files;
pub mod safety;

pub use crates::{Crates, Kind, Package};
pub use files::{project_files, root};
