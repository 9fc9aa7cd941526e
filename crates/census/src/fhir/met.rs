//! People of a large feed, most of whom are in no bed: each is held in few bytes until a stay or a fact is given to
//! them, and at the end only those are opened who may be in a bed, or be one with (or mistaken for) somebody else.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use chrono::NaiveDate;

use super::{At, Cx, said};
use crate::feed::{Person, When};
use crate::identity::{identifiers, name_and_birth};
use crate::model::{NhsNumber, PersonName, Sex, Source};

/// Somebody whom a feed names.
pub(crate) struct Met {
    /// The feed's key, and all that is known of them; or else they are packed.
    whole: Option<Box<(String, Person)>>,
    packed: Box<[u8]>,
    /// Facts of somebody who is packed were left out.
    left_out: bool,
}

/// What a Patient says, in the order in which it is packed: no names of fields, so that a million take little.
type Packed = (
    String,
    (Option<NhsNumber>, Option<(String, String)>),
    (String, Vec<String>, Option<String>),
    (Option<NaiveDate>, Option<Sex>, Option<String>),
    (bool, Option<When>),
    (String, u64, u32),
);

fn pack(key: &str, person: &Person, file: &str, at: At) -> Option<Box<[u8]>> {
    let name = &person.name;
    let row = (
        key,
        (&person.nhs, &person.local),
        (&name.family, &name.given, &name.native),
        (person.born, person.sex, &person.language),
        (person.died.is_some(), person.died.flatten()),
        (file, at.line, at.entry),
    );
    Some(serde_json::to_vec(&row).ok()?.into_boxed_slice())
}

/// The key and the person as the Patient told it, with its claims.
fn unpack(packed: &[u8]) -> Option<(String, Person)> {
    let (
        key,
        (nhs, local),
        (family, given, native),
        (born, sex, language),
        (dead, died),
        (file, line, entry),
    ): Packed = serde_json::from_slice(packed).ok()?;
    let at = At { line, entry }.to_string();
    let person = Person {
        nhs,
        local,
        name: PersonName {
            family,
            given,
            native,
        },
        born,
        sex,
        language,
        died: dead.then_some(died),
        sources: vec![Source { file, at }],
        ..Person::default()
    };
    Some((key, with_claims(person)))
}

fn with_claims(mut person: Person) -> Person {
    if let Some(source) = person.sources.first().cloned() {
        said::of_patient(&mut person, &source);
    }
    person
}

impl Met {
    /// With all that is known.
    pub(crate) fn whole(key: String, person: Person) -> Self {
        Self {
            whole: Some(Box::new((key, person))),
            packed: Box::default(),
            left_out: false,
        }
    }

    /// A Patient; packed where most are in no bed. One that would not come back is held whole.
    pub(super) fn patient(key: String, person: Person, pack_it: bool, cx: &Cx<'_>) -> Self {
        let packed = pack_it.then(|| pack(&key, &person, cx.file, cx.at)).flatten();
        let packed = packed.filter(|packed| unpack(packed).is_some());
        match packed {
            Some(packed) => Self {
                whole: None,
                packed,
                left_out: false,
            },
            None => Self::whole(key, with_claims(person)),
        }
    }

    /// The person, if held whole: somebody to whom anything was given is.
    pub(super) fn if_whole(&self) -> Option<&Person> {
        self.whole.as_deref().map(|(_, person)| person)
    }

    /// The person, to give something to: held whole from now on.
    pub(super) fn person(&mut self) -> &mut Person {
        let Self {
            whole,
            packed,
            left_out,
        } = self;
        let whole = whole.get_or_insert_with(|| Box::new(opened(&std::mem::take(packed), *left_out)));
        &mut whole.1
    }

    /// Looks at a person without opening them for good.
    fn seen<R>(&self, look: impl FnOnce(&str, &Person) -> R) -> R {
        if let Some((key, person)) = self.whole.as_deref() {
            return look(key, person);
        }
        let (key, person) = opened(&self.packed, self.left_out);
        look(&key, &person)
    }

    /// The feed's key.
    pub(super) fn key(&self) -> String {
        self.seen(|key, _| key.to_owned())
    }

    /// Two records of one person, by a number and the date of birth.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.seen(|_, a| {
            other.seen(|_, b| {
                (a.nhs.is_some() && a.nhs == b.nhs || a.local.is_some() && a.local == b.local)
                    && a.born == b.born
            })
        })
    }

    /// Facts of this person were left out.
    pub(super) fn leave_out(&mut self) {
        match self.whole.as_deref_mut() {
            Some((key, person)) if person.left_out.is_empty() => person.left_out.push(key.clone()),
            Some(_) => {}
            None => self.left_out = true,
        }
    }

    fn into_whole(self) -> (String, Person) {
        match self.whole {
            Some(whole) => *whole,
            None => opened(&self.packed, self.left_out),
        }
    }
}

fn opened(packed: &[u8], left_out: bool) -> (String, Person) {
    // Nobody is packed who cannot be unpacked.
    let (key, mut person) = unpack(packed).unwrap_or_default();
    if left_out {
        person.left_out.push(key.clone());
    }
    (key, person)
}

/// What several records can have in common, each as a hash. Two that only seem the same cost a little memory, no more.
struct Marks {
    state: RandomState,
    numbers: Tally,
    names_and_births: Tally,
    /// Names of those who share a number with somebody: joined records can have a name from one and a date of birth from
    /// another.
    names_of_joined: HashSet<u64>,
}

/// Hashes, and at last those that came more than once.
#[derive(Default)]
struct Tally(Vec<u64>);

impl Tally {
    fn keep_repeated(&mut self) {
        self.0.sort_unstable();
        let mut repeated: Vec<u64> = self
            .0
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] if a == b => Some(*a),
                _ => None,
            })
            .collect();
        repeated.dedup();
        self.0 = repeated;
    }

    fn has(&self, hash: u64) -> bool {
        self.0.binary_search(&hash).is_ok()
    }
}

impl Marks {
    fn of(people: &[Met]) -> Self {
        let mut marks = Self {
            state: RandomState::new(),
            numbers: Tally::default(),
            names_and_births: Tally::default(),
            names_of_joined: HashSet::new(),
        };
        for met in people {
            met.seen(|key, person| {
                let numbers = marks.numbers_of(key, person);
                marks.numbers.0.extend(numbers);
                let name = marks.name_and_birth_of(person);
                marks.names_and_births.0.extend(name);
            });
        }
        marks.numbers.keep_repeated();
        marks.names_and_births.keep_repeated();
        for met in people {
            met.seen(|key, person| {
                if marks.shares_a_number(key, person) {
                    let name = marks.name_of(person);
                    marks.names_of_joined.insert(name);
                }
            });
        }
        marks
    }

    /// Each number once, and the feed's key, which stands in where there is none.
    fn numbers_of(&self, key: &str, person: &Person) -> Vec<u64> {
        let mut all: Vec<u64> = identifiers(person)
            .iter()
            .map(|n| self.state.hash_one(n))
            .collect();
        all.push(self.state.hash_one(key));
        all.sort_unstable();
        all.dedup();
        all
    }

    fn name_and_birth_of(&self, person: &Person) -> Option<u64> {
        name_and_birth(person).map(|name| self.state.hash_one(name))
    }

    fn name_of(&self, person: &Person) -> u64 {
        let given = person.name.given.first().map(|given| given.trim().to_lowercase());
        self.state
            .hash_one((person.name.family.trim().to_lowercase(), given))
    }

    fn shares_a_number(&self, key: &str, person: &Person) -> bool {
        self.numbers_of(key, person).iter().any(|n| self.numbers.has(*n))
    }

    /// Nothing that this person has is anybody else's.
    fn alone(&self, key: &str, person: &Person) -> bool {
        !self.shares_a_number(key, person)
            && self
                .name_and_birth_of(person)
                .is_none_or(|name| !self.names_and_births.has(name))
            && !self.names_of_joined.contains(&self.name_of(person))
    }
}

/// The people with whom the census is made, and how many others there are: those of whom nothing but the Patient was
/// taken in, who have nothing in common with anybody else, and who were born by that day (who was not is warned of).
pub(crate) fn those_who_matter(people: Vec<Met>, by: NaiveDate) -> (Vec<(String, Person)>, usize) {
    if people.iter().all(|met| met.whole.is_some()) {
        return (people.into_iter().map(Met::into_whole).collect(), 0);
    }
    let all = people.len();
    let marks = Marks::of(&people);
    let matters = |met: &Met| {
        met.whole.is_some()
            || met.seen(|key, person| person.born.is_some_and(|born| born > by) || !marks.alone(key, person))
    };
    let matter: Vec<(String, Person)> = people.into_iter().filter(matters).map(Met::into_whole).collect();
    let others = all - matter.len();
    (matter, others)
}
