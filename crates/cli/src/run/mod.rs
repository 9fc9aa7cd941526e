//! Every command, each a few lines over a use case.

mod back_entry;
mod bag;
mod bag_content;
mod bag_own;
mod by_hand;
mod census;
mod columns;
mod contacts;
mod desk;
mod drip;
mod incident;
mod intake;
mod lab_list;
mod legal;
mod log;
mod news2;
mod patients;
mod people;
mod print;
mod printer;
mod profiles;
mod register;
mod reports;
mod roles;
mod situation;
mod start;
mod steering;
mod stock;
mod systems;
mod verify;

use battlebag_commands::ErrorView;
use battlebag_commands::views::RenewStation;

use crate::args::{Args, Command};
use crate::args_bag::Bag;
use crate::args_paper::Printer;
use crate::args_record::StationCommand;
use crate::asked::Asked;
use crate::outcome::Outcome;

/// Runs what was written.
pub fn run(args: Args) -> Result<Outcome, ErrorView> {
    let asked = Asked::new(&args);
    // These need no home.
    match &args.command {
        Command::Init {
            hospital,
            person,
            zone,
        } => return start::init(&asked, &args, hospital, person, zone),
        Command::Bag(Bag::Check { dir }) => return bag::check(&asked, dir.as_deref()),
        Command::Bag(Bag::Numbers {
            dir,
            not_approved,
            find,
        }) => return bag::numbers(&asked, dir.as_deref(), *not_approved, find),
        Command::Bag(Bag::Diff { before, after }) if !bag::needs_home(before, after) => {
            return bag::diff_files(&asked, before, after);
        }
        Command::Verify { file } => return verify::run(&asked, file),
        Command::Drip(command) => return drip::run(&asked, &args, command),
        Command::News2(command) if command.patient.is_empty() => return news2::score(&asked, command),
        Command::Recover(recover) => return people::recover(&asked, &args, recover),
        Command::Restore { file } => return people::restore(&asked, &args, file),
        Command::Priority(p) if p.situation.is_some() => {
            let file = p.situation.as_deref().unwrap_or_else(|| std::path::Path::new(""));
            return if p.sensitivity {
                situation::sensitivity(file)
            } else {
                situation::rank(file)
            };
        }
        _ => {}
    }
    asked.sign_in(&args)?;
    if let Command::Person(command) = &args.command {
        return people::run(&asked, &args, command);
    }
    let glass = args.break_glass;
    match args.command {
        Command::Demo => start::demo(&asked),
        Command::Census(command) => census::run(&asked, command, &glass),
        Command::Intake(command) => intake::run(&asked, command, &glass),
        Command::System(command) => systems::run(&asked, command),
        Command::Fallback(command) => stock::fallback(&asked, command),
        Command::RestoreOrder(with) => stock::restore_order(&asked, &with),
        Command::Incident(command) => incident::run(&asked, command, glass),
        Command::Role(command) => roles::run(&asked, command),
        Command::Card(command) => incident::card(&asked, command),
        Command::Log(command) => log::run(&asked, command, glass),
        Command::Priority(command) => patients::priority(&asked, &command),
        Command::Tier(command) => patients::tier(&asked, command, glass),
        Command::News2(command) => news2::of_patient(&asked, &command),
        Command::Print(command) => print::run(&asked, command),
        Command::Printer(command) => printer::run(&asked, command),
        Command::Printers => printer::run(&asked, Printer::List),
        Command::Bag(command) => bag::run(&asked, &command),
        Command::Backup { to } => start::backup(&asked, &to),
        Command::Station(StationCommand::NewKey { because }) => {
            let break_glass = glass;
            systems::written(&asked, "station_renew", &RenewStation { because, break_glass })
        }
        Command::Methane(report) => reports::methane(&asked, report),
        Command::Sitrep(report) => reports::sitrep(&asked, report),
        Command::Briefing(report) => reports::briefing(&asked, report),
        Command::Objective(command) => steering::objective(&asked, command),
        Command::Period(command) => steering::period(&asked, command),
        Command::Rhythm(command) => steering::rhythm(&asked, command),
        Command::Clock(command) => legal::run(&asked, command),
        Command::BackEntry(command) => back_entry::run(&asked, *command),
        Command::Result(command) => desk::result(&asked, *command),
        Command::Runner(command) => desk::runner(&asked, command),
        Command::Aid(command) => desk::aid(&asked, command),
        Command::Divert(command) => desk::divert(&asked, command),
        Command::LabList(command) => lab_list::run(&asked, command),
        Command::Contacts(command) => contacts::run(&asked, command),
        Command::Init { .. }
        | Command::Person(_)
        | Command::Verify { .. }
        | Command::Drip(_)
        | Command::Recover(_)
        | Command::Restore { .. } => Ok(Outcome::done()),
    }
}

/// "Fri 14-Nov 02:14 +00:00" from RFC 3339, for people.
pub fn time(text: &str) -> String {
    let (date, rest) = text.split_at_checked(10).unwrap_or((text, ""));
    let clock = rest.get(1..6).unwrap_or_default();
    let zone = rest.get(9..).unwrap_or_default();
    let zone = zone.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    format!("{date} {clock} {zone}").trim_end().to_owned()
}
