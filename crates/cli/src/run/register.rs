//! The hospital's own systems.

use battlebag_commands::views::{
    FileFault, ImportRegister, InstanceView, Nothing, PutInstance, RegisterChanged, RegisterFile,
    RegisterView, RemoveInstance, WrittenFile,
};
use battlebag_commands::{ErrorKind, ErrorView};

use super::systems::written;
use crate::args_systems::Register;
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: Register) -> Result<Outcome, ErrorView> {
    match command {
        Register::List => list(asked),
        Register::Import {
            file,
            new_wards,
            dry_run,
        } => {
            let request = ImportRegister {
                path: file.display().to_string(),
                new_wards,
                dry_run,
            };
            let changed: RegisterChanged = asked.ask("register_import", &request)?;
            if changed.faults.iter().any(|fault| fault.error) {
                return refused(asked, &changed);
            }
            asked.say(&changed, || vec![changed.said.clone()])?;
            Ok(Outcome {
                look: changed.faults.iter().map(line).collect(),
            })
        }
        Register::Export { file } => file_of(asked, "register_export", &file),
        Register::Template { file } => file_of(asked, "register_template", &file),
        Register::Add {
            id,
            class,
            name,
            wards,
            owner,
            phone,
            stands_on,
            note,
            replace,
            new_wards,
        } => {
            let request = PutInstance {
                instance: InstanceView {
                    id,
                    class,
                    class_name: String::new(),
                    name,
                    whole_hospital: wards.is_empty(),
                    wards,
                    owner,
                    phone,
                    stands_on,
                    note,
                },
                new_wards,
                only_new: !replace,
            };
            written(asked, "register_put", &request)
        }
        Register::Remove { id } => written(asked, "register_remove", &RemoveInstance { id }),
    }
}

/// Most faults told in one error: a wrong file has one on each line.
const MOST_TOLD: usize = 20;

/// All that is wrong with a file, a line each; scripts get every fault.
fn refused(asked: &Asked, changed: &RegisterChanged) -> Result<Outcome, ErrorView> {
    if asked.json {
        asked.say(changed, Vec::new)?;
    }
    let errors = || changed.faults.iter().filter(|fault| fault.error);
    let mut told: Vec<String> = errors().take(MOST_TOLD).map(line).collect();
    let more = errors().count().saturating_sub(MOST_TOLD);
    if more > 0 {
        told.push(format!("and {more} more."));
    }
    Err(ErrorView::new(
        ErrorKind::BadInput,
        format!("The register was not taken in.\n{}", told.join("\n")),
        "Nothing was changed. Mend these lines, then import the file again.",
    ))
}

/// "systems.csv, line 4, class: There is no class `NOPE`."
fn line(fault: &FileFault) -> String {
    let place = match (fault.line, fault.field.as_str()) {
        (0, _) => fault.file.clone(),
        (line, "") => format!("{}, line {line}", fault.file),
        (line, field) => format!("{}, line {line}, {field}", fault.file),
    };
    format!("{place}: {}", fault.what)
}

fn file_of(asked: &Asked, name: &str, file: &std::path::Path) -> Result<Outcome, ErrorView> {
    let request = RegisterFile {
        path: file.display().to_string(),
    };
    let made: WrittenFile = asked.ask(name, &request)?;
    asked.say(&made, || vec![format!("Written to {}", made.file)])?;
    Ok(Outcome::done())
}

fn list(asked: &Asked) -> Result<Outcome, ErrorView> {
    let register: RegisterView = asked.ask("register", &Nothing {})?;
    asked.say(&register, || {
        let mut lines = vec![format!("{}.", register.said.trim_end_matches('.'))];
        lines.extend(register.instances.iter().map(|one| {
            let serves = if one.whole_hospital {
                "whole hospital".to_owned()
            } else {
                one.wards.join("; ")
            };
            let more = [
                ("owner", &one.owner),
                ("phone", &one.phone),
                ("stands on", &one.stands_on.join("; ")),
                ("note", &one.note),
            ];
            let more: Vec<String> = more
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(label, text)| format!("  {label} {text}"))
                .collect();
            format!(
                "{:<22} {:<8} {}  serves {serves}{}",
                one.id,
                one.class,
                one.name,
                more.concat()
            )
        }));
        lines.extend(register.not_served.iter().map(|class| {
            format!(
                "No {} in the register serves {}: there the worst of all of them counts.",
                class.name,
                class.wards.join("; ")
            )
        }));
        lines
    })?;
    Ok(Outcome::done())
}
