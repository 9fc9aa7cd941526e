//! The hospital's own systems: the register in use, shown, changed by hand, and written to a file.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use battlebag_bag::{
    Against, Fault, Instance, InstanceId, ReadRegister, Register, RegisterForm, Serves, Severity, SystemCode,
    check_register, read_register, register_template, ward_key,
};
use battlebag_incident::{Body, Incident, RegisterAdopted};
use battlebag_store::{BlobHash, Home, SideWrite};

use crate::paper_files::write_new;
use crate::session::count;
use crate::station::{Act, Open, Station};
use crate::systems::bond_word;
use crate::views::{
    ClassView, InstanceChecked, InstanceFault, InstanceView, NotServed, Nothing, PutInstance, RegisterFile,
    RegisterView, RemoveInstance, Written, WrittenFile,
};
use crate::{ErrorKind, ErrorView};

/// Setting that names the register for the next incident: its hash.
const IN_USE: &str = "register.in_use";

/// Kind of a kept register in the store.
const KIND: &str = "register";

fn kept(home: &Home, hash: &str) -> Result<Register, ErrorView> {
    let bytes = home.get_blob(hash.parse()?)?;
    Register::from_bytes(&bytes).map_err(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        ErrorView::new(
            ErrorKind::Broken,
            format!("The register of systems that an entry names cannot be read: {first}."),
            "Use the version of Battlebag that the log names.",
        )
    })
}

/// The register that an incident names; empty when it names none.
pub(crate) fn named_by(home: &Home, incident: &Incident) -> Result<Register, ErrorView> {
    match &incident.systems.register {
        Some((adopted, _)) => kept(home, &adopted.register),
        None => Ok(Register::default()),
    }
}

/// The entry with which a new incident takes the hospital's register into use.
pub(crate) fn for_new_incident(open: &Open) -> Result<Option<Body>, ErrorView> {
    let Some(hash) = open.home.setting(IN_USE)?.filter(|hash| !hash.is_empty()) else {
        return Ok(None);
    };
    let register = kept(&open.home, &hash)?;
    Ok(Some(Body::RegisterAdopted(RegisterAdopted {
        register: hash,
        instances: count(register.len()),
        change: String::new(),
    })))
}

impl Open {
    /// Takes into use the register that the record on screen names: the incident's, or without one the hospital's.
    pub(crate) fn find_register(&mut self) -> Result<(), ErrorView> {
        let register = match &self.current {
            Some(current) => named_by(&self.home, &current.state)?,
            None => match self.home.setting(IN_USE)?.filter(|hash| !hash.is_empty()) {
                Some(hash) => kept(&self.home, &hash)?,
                None => Register::default(),
            },
        };
        self.register = Arc::new(register);
        self.ranking = None;
        Ok(())
    }

    /// Wards of the census in use.
    pub(crate) fn census_wards(&self) -> BTreeSet<String> {
        let patients = self.census.iter().flat_map(|census| &census.snapshot.patients);
        patients
            .map(|patient| patient.place.ward.trim().to_owned())
            .filter(|ward| !ward.is_empty())
            .collect()
    }

    /// Reads a register's text against the bag and the census.
    pub(crate) fn read_register(
        &self,
        file: &str,
        bytes: &[u8],
        form: RegisterForm,
        new_wards: bool,
    ) -> ReadRegister {
        let against = Against {
            systems: &self.bag.systems,
            wards: &self.census_wards(),
            new_wards,
        };
        read_register(file, bytes, form, &against)
    }
}

/// Keeps a register and brings it into use: one transaction for its bytes, the setting and the entry.
pub(crate) fn adopt(
    station: &Station,
    open: &mut Open,
    register: &Register,
    change: String,
) -> Result<Written, ErrorView> {
    let now = station.now();
    let bytes = register.to_bytes();
    let hash = BlobHash::of(&bytes).to_string();
    let body = Body::RegisterAdopted(RegisterAdopted {
        register: hash.clone(),
        instances: count(register.len()),
        change: change.clone(),
    });
    let keep = SideWrite::Blob {
        kind: KIND.to_owned(),
        label: format!("{} systems", register.len()),
        bytes,
        kept_at: now.timestamp_millis(),
    };
    let in_use = SideWrite::Setting {
        name: IN_USE.to_owned(),
        value: hash,
    };
    let written = station.write(
        open,
        &Act::plain(std::slice::from_ref(&body), now),
        &[keep, in_use],
        |_| change,
    )?;
    open.find_register()?;
    Ok(written)
}

fn view_of(open: &Open, one: &Instance) -> InstanceView {
    InstanceView {
        id: one.id.0.clone(),
        class: one.class.0.clone(),
        class_name: open.system_name(&one.class),
        name: one.name.clone(),
        whole_hospital: one.serves == Serves::Hospital,
        wards: one.serves.wards().cloned().collect(),
        owner: one.owner.clone(),
        phone: one.phone.clone(),
        stands_on: battlebag_bag::stands_on_words(one),
        note: one.note.clone(),
    }
}

/// Wards of the census that no instance of a class serves, for each class that has instances.
fn not_served(open: &Open, wards: &BTreeSet<String>) -> Vec<NotServed> {
    let installed = open.installed();
    let classes: BTreeSet<&SystemCode> = open.register.iter().map(|one| &one.class).collect();
    classes
        .into_iter()
        .filter_map(|class| {
            let lacking = wards
                .iter()
                .filter(|ward| !installed.serving(class, &ward_key(ward)).1);
            let lacking: Vec<String> = lacking.cloned().collect();
            (!lacking.is_empty()).then(|| NotServed {
                class: class.0.clone(),
                name: open.system_name(class),
                wards: lacking,
            })
        })
        .collect()
}

/// Who brought the register into use.
fn adopted(open: &Open) -> (String, String) {
    let named = match &open.current {
        Some(current) => current.state.systems.register.clone(),
        None => open.standing.iter().rev().find_map(|e| match &e.body {
            Some(Body::RegisterAdopted(adopted)) => Some((adopted.clone(), e.stamp.clone())),
            _ => None,
        }),
    };
    match named {
        Some((adopted, stamp)) => {
            let when = open.clock.day_and_time(stamp.occurred_at);
            let change = if adopted.change.is_empty() {
                String::new()
            } else {
                format!(": {}", adopted.change)
            };
            (
                adopted.register,
                format!("In use since {when}, {}{change}", stamp.actor),
            )
        }
        None if open.register.is_empty() => (
            String::new(),
            "There is no register: each class counts as one system that serves everybody.".to_owned(),
        ),
        None => (
            BlobHash::of(&open.register.to_bytes()).to_string(),
            "In use since before this record".to_owned(),
        ),
    }
}

/// The register in use.
pub fn view(station: &Station, _: Nothing) -> Result<RegisterView, ErrorView> {
    station.with(|open| {
        let wards = open.census_wards();
        let (hash, said) = adopted(open);
        let mut instances: Vec<InstanceView> = open.register.iter().map(|one| view_of(open, one)).collect();
        instances.sort_by(|a, b| (&a.class_name, &a.id).cmp(&(&b.class_name, &b.id)));
        let classes = open.bag.systems.values().map(|class| ClassView {
            code: class.code.0.clone(),
            name: class.name.clone(),
            bond: bond_word(class.bond).to_owned(),
            stands_on: [&class.hard, &class.data, &class.comfort]
                .into_iter()
                .flatten()
                .map(|code| code.0.clone())
                .collect(),
        });
        Ok(RegisterView {
            hash,
            said,
            instances,
            classes: classes.collect(),
            not_served: not_served(open, &wards),
            wards: wards.into_iter().collect(),
        })
    })
}

fn instance_of(view: &InstanceView) -> Instance {
    let text = |text: &str| text.trim().to_owned();
    let (stands_on, alone) = battlebag_bag::stands_on(&view.stands_on);
    Instance {
        id: InstanceId(text(&view.id)),
        class: SystemCode(text(&view.class)),
        name: text(&view.name),
        serves: if view.whole_hospital {
            Serves::Hospital
        } else {
            battlebag_bag::serves(&view.wards)
        },
        owner: text(&view.owner),
        phone: text(&view.phone),
        stands_on,
        alone,
        note: text(&view.note),
    }
}

/// A change by hand: the register that it gives, and what stands in its way.
struct Changed {
    register: Register,
    id: InstanceId,
    before: Option<Instance>,
    after: Instance,
    faults: Vec<InstanceFault>,
}

/// The register with one system put in. A ward of another system that the census of tonight does not have stops nobody.
fn changed(open: &Open, request: &PutInstance) -> Changed {
    let after = instance_of(&request.instance);
    let id = after.id.clone();
    let before = open.register.get(&id).cloned();
    let against = Against {
        systems: &open.bag.systems,
        wards: &open.census_wards(),
        new_wards: true,
    };
    let checked = check_register(&open.register.with(after.clone()), &against);
    let stops = |of: &InstanceId, fault: &Fault| {
        fault.severity == Severity::Error || (*of == id && !request.new_wards)
    };
    let mut faults: Vec<InstanceFault> = checked
        .faults
        .iter()
        .filter(|(of, fault)| stops(of, fault))
        .map(|(of, fault)| InstanceFault {
            id: of.0.clone(),
            field: fault.field.clone(),
            what: fault.what.clone(),
        })
        .collect();
    if request.only_new && before.is_some() {
        faults.push(InstanceFault {
            id: id.0.clone(),
            field: "id".to_owned(),
            what: format!("The register already has {id}. Give this one another id, or change that one."),
        });
    }
    Changed {
        register: checked.register,
        id,
        before,
        after,
        faults,
    }
}

/// Says what stands in the way of putting a system in, field by field. Changes nothing.
pub fn check(station: &Station, request: PutInstance) -> Result<InstanceChecked, ErrorView> {
    station.with(|open| {
        Ok(InstanceChecked {
            faults: changed(open, &request).faults,
        })
    })
}

/// Adds a system, or changes the one with that id.
pub fn put(station: &Station, request: PutInstance) -> Result<Written, ErrorView> {
    station.with(|open| {
        let Changed {
            register,
            id,
            before,
            after,
            faults,
        } = changed(open, &request);
        if !faults.is_empty() {
            let wrong: Vec<&str> = faults.iter().map(|fault| fault.what.as_str()).collect();
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                wrong.join(" "),
                "Nothing was changed.",
            ));
        }
        if before.as_ref() == Some(&after) {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!("{id} is already so."),
                "Nothing was changed.",
            ));
        }
        let verb = if before.is_some() { "changed" } else { "added" };
        adopt(station, open, &register, format!("{verb} {id}"))
    })
}

/// Takes a system out. What was said of it stays and counts for its class.
pub fn remove(station: &Station, request: RemoveInstance) -> Result<Written, ErrorView> {
    station.with(|open| {
        let id = InstanceId(request.id.trim().to_owned());
        if open.register.get(&id).is_none() {
            return Err(ErrorView::new(
                ErrorKind::NotFound,
                format!("The register has no system {id}."),
                "See the register for the ids.",
            ));
        }
        let standing_on: Vec<&str> = open
            .register
            .iter()
            .filter(|one| one.stands_on.contains(&id))
            .map(|one| one.id.as_str())
            .collect();
        if !standing_on.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!(
                    "{} {} on {id}. Nothing was changed.",
                    standing_on.join(" and "),
                    if standing_on.len() == 1 { "stands" } else { "stand" }
                ),
                "Change what they stand on first.",
            ));
        }
        let register = open.register.without(&id);
        adopt(station, open, &register, format!("removed {id}"))
    })
}

pub(crate) fn form_of(path: &str) -> Result<RegisterForm, ErrorView> {
    RegisterForm::of_name(path.trim()).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::BadInput,
            format!("{} is neither a .csv nor a .toml file.", path.trim()),
            "Give the file a name that ends in .csv or .toml.",
        )
    })
}

/// Writes a register where the request says, or under a name of its own into the folder that paper goes to.
fn write(
    station: &Station,
    request: &RegisterFile,
    own_name: &str,
    text: impl FnOnce(RegisterForm) -> Result<String, ErrorView>,
) -> Result<WrittenFile, ErrorView> {
    let path = match request.path.trim() {
        "" => station.host.paper_folder().join(own_name),
        path => PathBuf::from(path),
    };
    let form = form_of(&path.display().to_string())?;
    write_new(&path, text(form)?.as_bytes())?.keep()?;
    Ok(WrittenFile {
        file: path.display().to_string(),
    })
}

/// Writes the register to a file.
pub fn export(station: &Station, request: RegisterFile) -> Result<WrittenFile, ErrorView> {
    let now = station.now();
    let (register, stamp) = station.with(|open| {
        let stamp = open.clock.local(now).format("%Y-%m-%d %H%M%S").to_string();
        Ok((Arc::clone(&open.register), stamp))
    })?;
    write(station, &request, &format!("Systems {stamp}.csv"), |form| {
        Ok(match form {
            RegisterForm::Csv => register.to_csv(),
            RegisterForm::Toml => register.to_toml(),
        })
    })
}

/// Writes an empty register to fill in.
pub fn template(station: &Station, request: RegisterFile) -> Result<WrittenFile, ErrorView> {
    write(station, &request, "Systems to fill in.csv", |form| match form {
        RegisterForm::Csv => Ok(register_template().to_owned()),
        RegisterForm::Toml => Err(ErrorView::new(
            ErrorKind::BadInput,
            "The template is a table.",
            "Give the file a name that ends in .csv.",
        )),
    })
}

/// The sample hospital's register, kept without an entry of an incident: for trying out.
pub(crate) fn demo(station: &Station, open: &mut Open) -> Result<(), ErrorView> {
    let read = open.read_register(
        "register.csv",
        include_bytes!("../demo/register.csv"),
        RegisterForm::Csv,
        true,
    );
    match read.register {
        Some(register) => {
            let change = format!("the sample hospital's {} systems", register.len());
            adopt(station, open, &register, change).map(|_| ())
        }
        None => Err(ErrorView::new(
            ErrorKind::Broken,
            "The register of the sample hospital cannot be read.",
            "Install Battlebag again.",
        )),
    }
}
