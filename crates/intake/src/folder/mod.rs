//! A watched folder: looked into again and again, because network shares tell nothing by themselves. Files are only ever
//! read, never changed and never deleted.

mod look;
mod newest;
mod watch;

pub use look::{Looked, Looker, Seen};
pub use newest::newest;
pub use watch::Watched;
pub(crate) use watch::watch;
