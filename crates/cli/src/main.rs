//! The `battlebag` command: the headless half of the product. It calls the same use cases as the window.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a command speaks on its standard streams

mod args;
mod args_back_entry;
mod args_bag;
mod args_census;
mod args_desk;
mod args_incident;
mod args_intake;
mod args_lab_list;
mod args_legal;
mod args_paper;
mod args_record;
mod args_roles;
mod args_systems;
mod asked;
mod outcome;
mod run;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    battlebag_commands::dumps::refuse();
    outcome::report(run::run(args::Args::parse()))
}
