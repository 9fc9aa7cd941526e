//! The hospital's own systems.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One system of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InstanceView {
    /// Id, unique.
    pub id: String,
    /// Code of its class.
    pub class: String,
    /// Name of its class; not read when it is written.
    #[serde(default)]
    pub class_name: String,
    /// What people call it.
    pub name: String,
    /// It serves everybody.
    pub whole_hospital: bool,
    /// Else the wards that it serves.
    pub wards: Vec<String>,
    /// Who looks after it.
    pub owner: String,
    /// How to reach them.
    pub phone: String,
    /// Ids of what it stands on; of a class that is not named, everything whose wards overlap. "nothing" alone: it is off
    /// the network.
    pub stands_on: Vec<String>,
    /// Anything else.
    pub note: String,
}

/// A class, for choosing one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClassView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// "attached" or "shared".
    pub bond: String,
    /// Codes of the classes that it stands on.
    pub stands_on: Vec<String>,
}

/// A class that has instances, none of which serves some ward of the census.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotServed {
    /// Code of the class.
    pub class: String,
    /// Its name.
    pub name: String,
    /// Wards: there the worst of all its instances counts.
    pub wards: Vec<String>,
}

/// The register in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RegisterView {
    /// Content hash, hex; empty when there is none.
    pub hash: String,
    /// Who brought it into use, and how.
    pub said: String,
    /// Systems, by class and id.
    pub instances: Vec<InstanceView>,
    /// Classes of the bag.
    pub classes: Vec<ClassView>,
    /// Wards of the census.
    pub wards: Vec<String>,
    /// Where the register does not say which instance serves.
    pub not_served: Vec<NotServed>,
}

/// Takes a register from a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportRegister {
    /// CSV or TOML file.
    pub path: String,
    /// Wards that the census does not have are let in.
    pub new_wards: bool,
    /// Check and report, change nothing.
    pub dry_run: bool,
}

/// One thing wrong with a file, or worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileFault {
    /// File.
    pub file: String,
    /// Line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Column or key of the line; empty for the line as a whole.
    pub field: String,
    /// It stops the file from being used.
    pub error: bool,
    /// What is wrong, then what to do.
    pub what: String,
}

/// One thing wrong with a system that is to be put into the register, or worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InstanceFault {
    /// The system that it is about: another one may stand on the one that was changed.
    pub id: String,
    /// "id", "class", "name", "serves" or "stands_on".
    pub field: String,
    /// What is wrong, then what to do.
    pub what: String,
}

/// What stands in the way of a change by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InstanceChecked {
    /// Nothing: it can be put in.
    pub faults: Vec<InstanceFault>,
}

/// What a change of the register came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RegisterChanged {
    /// In words ("21 systems: 3 added, 1 changed, 0 removed", or how many lines are to be mended).
    pub said: String,
    /// It is in use; false for a dry run and when there are errors.
    pub taken: bool,
    /// Content hash, hex.
    pub hash: String,
    /// Systems now.
    pub instances: u32,
    /// Ids added.
    pub added: Vec<String>,
    /// Ids changed.
    pub changed: Vec<String>,
    /// Ids removed.
    pub removed: Vec<String>,
    /// What is wrong with the file, in line order.
    pub faults: Vec<FileFault>,
}

/// Writes the register, or an empty one to fill in, to a file ending in .csv or .toml.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RegisterFile {
    /// Where to; empty for a new CSV file in the folder that paper goes to.
    pub path: String,
}

/// Adds a system to the register, or changes the one with that id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PutInstance {
    /// The system.
    pub instance: InstanceView,
    /// A ward that the census does not have is let in.
    pub new_wards: bool,
    /// It must not be there yet.
    pub only_new: bool,
}

/// Takes a system out of the register.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RemoveInstance {
    /// Its id.
    pub id: String,
}
