//! A register from a file: read, checked line by line, compared with the one in use, and taken whole or not at all.

use battlebag_bag::{Fault, Register, Severity};
use battlebag_store::BlobHash;

use crate::ErrorView;
use crate::columns::read_file;
use crate::counted::counted;
use crate::register::{adopt, form_of};
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{FileFault, ImportRegister, RegisterChanged};

pub(crate) fn file_fault(fault: &Fault) -> FileFault {
    FileFault {
        file: fault.file.clone(),
        line: fault.line,
        field: fault.field.clone(),
        error: fault.severity == Severity::Error,
        what: fault.what.clone(),
    }
}

/// The answer for a file with errors: nothing was changed, every fault is named.
fn not_taken(open: &Open, faults: &[Fault]) -> RegisterChanged {
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error);
    RegisterChanged {
        said: format!(
            "The register was not taken in: {} to mend. Nothing was changed.",
            counted(errors.count(), "fault", "faults")
        ),
        taken: false,
        hash: BlobHash::of(&open.register.to_bytes()).to_string(),
        instances: count(open.register.len()),
        added: Vec::new(),
        changed: Vec::new(),
        removed: Vec::new(),
        faults: faults.iter().map(file_fault).collect(),
    }
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
        format!(
            "{}: {} added, {} changed, {} removed",
            counted(all, "system", "systems"),
            self.added.len(),
            self.changed.len(),
            self.removed.len()
        )
    }

    fn is_none(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Takes a register from a file. Errors in it stop it: nothing is changed, and the answer names them all.
pub fn import(station: &Station, request: ImportRegister) -> Result<RegisterChanged, ErrorView> {
    let form = form_of(&request.path)?;
    let (file, bytes) = read_file(&request.path)?;
    station.with(|open| {
        let read = open.read_register(&file, &bytes, form, request.new_wards);
        let Some(register) = read.register else {
            return Ok(not_taken(open, &read.faults));
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
            hash: BlobHash::of(&register.to_bytes()).to_string(),
            instances: count(register.len()),
            added: difference.added,
            changed: difference.changed,
            removed: difference.removed,
            faults: read.faults.iter().map(file_fault).collect(),
        })
    })
}
