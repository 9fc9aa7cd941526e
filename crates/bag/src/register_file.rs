//! The register as a file: CSV as a spreadsheet gives it, or TOML; every fault with its line.

use serde::{Deserialize, Serialize};

use crate::columned::Columned;
use crate::fault::{Fault, Severity, in_reading_order};
use crate::located::Source;
use crate::register::{Instance, InstanceId, Register, Serves};
use crate::register_check::{self, Against};
use crate::system::SystemCode;

/// Most bytes of a register: a file given by mistake must not be read to the end.
pub const MOST_BYTES: usize = 4 << 20;

/// The register as a table.
const TABLE: Columned = Columned {
    columns: &[
        "id",
        "class",
        "name",
        "serves",
        "owner",
        "phone",
        "stands_on",
        "note",
    ],
    needed: &["id", "class", "name", "serves"],
    template: "battlebag system register template",
    exact: false,
};

/// Words that mean everybody in the hospital.
const EVERYBODY: [&str; 3] = ["all", "whole hospital", "everybody"];

/// Written as what an instance stands on when it stands alone.
pub(crate) const NOTHING: &str = "nothing";

/// The form of a register file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterForm {
    /// A table, as spreadsheets write it.
    Csv,
    /// `[[instance]]` blocks.
    Toml,
}

impl RegisterForm {
    /// By the ending of a file's name; none for another ending.
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "csv" | "txt" => Some(Self::Csv),
            "toml" => Some(Self::Toml),
            _ => None,
        }
    }
}

/// What reading a register found.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRegister {
    /// The register, when there is no error in it.
    pub register: Option<Register>,
    /// Everything that is wrong or needs a look, in line order.
    pub faults: Vec<Fault>,
}

/// An instance with the line it was read from.
#[derive(Debug, Clone)]
pub(crate) struct Lined {
    pub instance: Instance,
    pub line: u32,
}

/// One instance as a file writes it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    class: String,
    name: String,
    serves: OneOrMore,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    owner: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    phone: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stands_on: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

/// A word or a list of words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> Self {
        Self::More(vec![])
    }
}

#[derive(Serialize)]
struct File {
    instance: Vec<Row>,
}

/// Reads and checks a register. `file` is the name that faults carry.
pub fn read_register(file: &str, bytes: &[u8], form: RegisterForm, against: &Against<'_>) -> ReadRegister {
    let mut faults = vec![];
    let mut rows = vec![];
    if bytes.len() > MOST_BYTES {
        let what = "This file is larger than 4 MB and cannot be a register. Choose another file.";
        faults.push(Fault::error(file, 0, what));
    } else if let Some(source) = Source::of_file(file, bytes, &mut faults) {
        rows = match form {
            RegisterForm::Csv => table(file, source.text, &mut faults),
            RegisterForm::Toml => blocks(source, &mut faults),
        };
        register_check::check(file, &mut rows, against, &mut faults);
    }
    let faults = in_reading_order(faults);
    let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
    ReadRegister {
        register: (!broken).then(|| Register::of(rows.into_iter().map(|row| row.instance))),
        faults,
    }
}

impl Register {
    /// The bytes that are kept: the TOML form. The same register always gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.to_toml().into_bytes()
    }

    /// Reads back what [`Self::to_bytes`] gave. Classes and wards are not looked at: the bag and the census may have
    /// changed since, and an old list must still come out.
    ///
    /// # Errors
    /// Every fault, with its line.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Vec<Fault>> {
        let mut faults = vec![];
        let source = Source::of_file("register.toml", bytes, &mut faults);
        let rows = source.map_or_else(Vec::new, |source| blocks(source, &mut faults));
        if faults.is_empty() {
            Ok(Self::of(rows.into_iter().map(|row| row.instance)))
        } else {
            Err(faults)
        }
    }

    /// As TOML.
    pub fn to_toml(&self) -> String {
        let file = File {
            instance: self.iter().map(Row::of).collect(),
        };
        // Strings and lists of strings can always be written.
        toml::to_string(&file).unwrap_or_default()
    }

    /// As CSV, as [`read_register`] reads it.
    pub fn to_csv(&self) -> String {
        TABLE.write(self.iter().map(|one| {
            let wards: Vec<&str> = one.serves.wards().map(String::as_str).collect();
            let serves = match one.serves {
                Serves::Hospital => "all".to_owned(),
                Serves::Wards(_) => wards.join("; "),
            };
            vec![
                one.id.0.clone(),
                one.class.0.clone(),
                one.name.clone(),
                serves,
                one.owner.clone(),
                one.phone.clone(),
                stands_on_words(one).join("; "),
                one.note.clone(),
            ]
        }))
    }
}

/// An empty register with two lines that show how it is filled.
pub fn register_template() -> &'static str {
    "id,class,name,serves,owner,phone,stands_on,note\n\
     bga-ed,BGA,\"Blood gas analyser, ED resus\",ED,Point of care team,4417,,example: change or remove this line\n\
     pumps-amu,PUMP,\"Infusion pumps, AMU\",AMU; Acute stroke unit,Medical equipment library,4402,nothing,example: never on the network; change or remove this line\n"
}

impl Row {
    fn of(one: &Instance) -> Self {
        Self {
            id: one.id.0.clone(),
            class: one.class.0.clone(),
            name: one.name.clone(),
            serves: match &one.serves {
                Serves::Hospital => OneOrMore::One("all".to_owned()),
                Serves::Wards(wards) => OneOrMore::More(wards.iter().cloned().collect()),
            },
            owner: one.owner.clone(),
            phone: one.phone.clone(),
            stands_on: stands_on_words(one),
            note: one.note.clone(),
        }
    }

    fn into_instance(self) -> Instance {
        let trimmed = |text: String| text.trim().to_owned();
        let (stands_on, alone) = stands_on(&self.stands_on);
        Instance {
            id: InstanceId(trimmed(self.id)),
            class: SystemCode(trimmed(self.class)),
            name: trimmed(self.name),
            serves: match self.serves {
                OneOrMore::One(word) => serves(&[word]),
                OneOrMore::More(words) => serves(&words),
            },
            owner: trimmed(self.owner),
            phone: trimmed(self.phone),
            stands_on,
            alone,
            note: trimmed(self.note),
        }
    }
}

/// Wards, or a word for everybody. Nothing at all stays an empty set of wards, which the check does not let in.
pub fn serves(words: &[String]) -> Serves {
    let words: Vec<&str> = words
        .iter()
        .map(|word| word.trim())
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        [only] if EVERYBODY.contains(&only.to_lowercase().as_str()) => Serves::Hospital,
        wards => Serves::Wards(wards.iter().map(|ward| (*ward).to_owned()).collect()),
    }
}

/// What an instance stands on as it is written, and whether it is written that it stands on nothing.
pub fn stands_on(words: &[String]) -> (Vec<InstanceId>, bool) {
    let words = words
        .iter()
        .map(|word| word.trim())
        .filter(|word| !word.is_empty());
    let (nothing, ids): (Vec<&str>, Vec<&str>) = words.partition(|word| word.eq_ignore_ascii_case(NOTHING));
    let ids = ids.into_iter().map(InstanceId::from).collect();
    (ids, !nothing.is_empty())
}

/// As [`stands_on`] reads it.
pub fn stands_on_words(one: &Instance) -> Vec<String> {
    let nothing = one.alone.then(|| NOTHING.to_owned());
    nothing
        .into_iter()
        .chain(one.stands_on.iter().map(|id| id.0.clone()))
        .collect()
}

/// The `[[instance]]` blocks of a TOML text.
fn blocks(source: Source<'_>, faults: &mut Vec<Fault>) -> Vec<Lined> {
    let rows = source.blocks::<Row>("instance", faults);
    rows.into_iter()
        .map(|row| Lined {
            line: row.line(),
            instance: row.value.into_instance(),
        })
        .collect()
}

/// The rows of a table.
fn table(file: &str, text: &str, faults: &mut Vec<Fault>) -> Vec<Lined> {
    let mut rows = vec![];
    TABLE.read((file, text), faults, |line, _| {
        let more = |name: &str| -> Vec<String> {
            let text = line.cell(name);
            text.split([';', '|'])
                .map(|part| part.trim().to_owned())
                .collect()
        };
        let row = Row {
            id: line.cell("id"),
            class: line.cell("class"),
            name: line.cell("name"),
            serves: OneOrMore::More(more("serves")),
            owner: line.cell("owner"),
            phone: line.cell("phone"),
            stands_on: more("stands_on"),
            note: line.cell("note"),
        };
        rows.push(Lined {
            instance: row.into_instance(),
            line: line.number,
        });
    });
    rows
}
