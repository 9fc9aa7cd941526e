//! What the shells show: plain records that cross to the front end. Generated as TypeScript into `ui/src/bindings`.

mod cards;
mod census;
mod columns;
mod edits;
mod home;
mod intake;
mod log;
mod now;
mod paper;
mod patients;
mod people;
mod quality;
mod record;
mod secret;
mod systems;
mod words;
mod writing;

pub use cards::*;
pub use census::*;
pub use columns::*;
pub use edits::*;
pub use home::*;
pub use intake::*;
pub use log::*;
pub use now::*;
pub use paper::*;
pub use patients::*;
pub use people::*;
pub use quality::*;
pub use record::*;
pub use secret::SecretText;
pub use systems::*;
pub use words::*;
pub use writing::*;
