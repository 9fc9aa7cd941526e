//! Keeps other programs from driving the window.

/// The variable that lets a WebDriver attach, honoured by the window library even in release builds.
#[cfg(not(feature = "e2e"))]
const DRIVEN_BY: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Starts the program anew without the variable, so that whoever can set the environment cannot read the screen.
/// (Taking it out of a running process is not safe beside other threads.)
#[cfg(not(feature = "e2e"))]
pub fn refuse() {
    if std::env::var_os(DRIVEN_BY).is_none() {
        return;
    }
    let Ok(me) = std::env::current_exe() else {
        std::process::exit(1)
    };
    let status = std::process::Command::new(me)
        .args(std::env::args_os().skip(1))
        .env_remove(DRIVEN_BY)
        .status();
    std::process::exit(status.ok().and_then(|s| s.code()).unwrap_or(1));
}

/// The end-to-end tests drive the window.
#[cfg(feature = "e2e")]
pub fn refuse() {}
