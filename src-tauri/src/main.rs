//! The Battlebag window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod automation;
mod window;

fn main() -> std::process::ExitCode {
    battlebag_commands::dumps::refuse();
    automation::refuse();
    window::run()
}
