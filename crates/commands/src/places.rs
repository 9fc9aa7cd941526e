//! Where things are on this machine. Only the shells ask.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

/// Folder beside the program that makes it run from a USB stick.
const BESIDE: &str = "battlebag-data";

/// The home's folder: the one given; else `battlebag-data` beside the program when it is there; else the
/// platform's data folder.
pub fn home_folder(given: Option<PathBuf>) -> PathBuf {
    given
        .or_else(beside)
        .unwrap_or_else(|| match etcetera::choose_base_strategy() {
            Ok(base) => base.data_dir().join("battlebag"),
            Err(_) => PathBuf::from(BESIDE),
        })
}

fn beside() -> Option<PathBuf> {
    let folder = std::env::current_exe().ok()?.parent()?.join(BESIDE);
    folder.is_dir().then_some(folder)
}

/// Folder that PDFs go to unless the person says otherwise.
pub fn paper_folder() -> PathBuf {
    match etcetera::home_dir() {
        Ok(home) => home.join("Battlebag paper"),
        Err(_) => PathBuf::from("Battlebag paper"),
    }
}
