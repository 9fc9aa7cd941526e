//! A register from a file: read, checked line by line, compared with the one in use, and taken whole or not at all.

use battlebag_bag::{Fault, Register, Severity};

use crate::columns::read_file;
use crate::register::{adopt, form_of};
use crate::session::count;
use crate::station::Station;
use crate::views::{FileFault, ImportRegister, RegisterChanged};
use crate::{ErrorKind, ErrorView};

/// Most faults told in one error: a wrong file has one on each line.
const MOST_TOLD: usize = 20;

fn fault(fault: &Fault) -> FileFault {
    FileFault {
        file: fault.file.clone(),
        line: fault.line,
        error: fault.severity == Severity::Error,
        what: fault.what.clone(),
    }
}

/// All that is wrong with a file, one line each.
pub(crate) fn refused(faults: &[Fault]) -> ErrorView {
    let errors = || faults.iter().filter(|fault| fault.severity == Severity::Error);
    let all = errors().count();
    let mut told: Vec<String> = errors().take(MOST_TOLD).map(ToString::to_string).collect();
    if all > MOST_TOLD {
        told.push(format!("and {} more.", all - MOST_TOLD));
    }
    ErrorView::new(
        ErrorKind::BadInput,
        format!("The register was not taken in.\n{}", told.join("\n")),
        "Nothing was changed. Mend these lines, then import the file again.",
    )
}

struct Difference {
    added: Vec<String>,
    changed: Vec<String>,
    removed: Vec<String>,
}

impl Difference {
    fn of(before: &Register, after: &Register) -> Self {
        let id = |one: &battlebag_bag::Instance| one.id.0.clone();
        Self {
            added: after
                .iter()
                .filter(|one| before.get(&one.id).is_none())
                .map(id)
                .collect(),
            changed: after
                .iter()
                .filter(|one| before.get(&one.id).is_some_and(|was| was != *one))
                .map(id)
                .collect(),
            removed: before
                .iter()
                .filter(|one| after.get(&one.id).is_none())
                .map(id)
                .collect(),
        }
    }

    fn words(&self, all: usize) -> String {
        let systems = if all == 1 { "system" } else { "systems" };
        format!(
            "{all} {systems}: {} added, {} changed, {} removed",
            self.added.len(),
            self.changed.len(),
            self.removed.len()
        )
    }

    fn is_none(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Takes a register from a file. Errors stop it: nothing is changed.
pub fn import(station: &Station, request: ImportRegister) -> Result<RegisterChanged, ErrorView> {
    let form = form_of(&request.path)?;
    let (file, bytes) = read_file(&request.path)?;
    station.with(|open| {
        let read = open.read_register(&file, &bytes, form, request.new_wards);
        let Some(register) = read.register else {
            return Err(refused(&read.faults));
        };
        let difference = Difference::of(&open.register, &register);
        let words = difference.words(register.len());
        let taken = !request.dry_run && !difference.is_none();
        if taken {
            adopt(station, open, &register, format!("from {file}: {words}"))?;
        }
        let end = match (request.dry_run, difference.is_none()) {
            (_, true) => ". It is the register in use; nothing was changed.",
            (true, false) => ". Only checked: nothing was changed.",
            (false, false) => ".",
        };
        Ok(RegisterChanged {
            said: format!("{words}{end}"),
            taken,
            hash: battlebag_store::BlobHash::of(&register.to_bytes()).to_string(),
            instances: count(register.len()),
            added: difference.added,
            changed: difference.changed,
            removed: difference.removed,
            faults: read.faults.iter().map(fault).collect(),
        })
    })
}
