//! Who can open a home: letting people in, new passphrases, a new recovery code.

use crate::cost::KdfCost;
use crate::home::Home;
use crate::home_file::{self, HomeFile};
use crate::recovery::RecoveryCode;
use crate::secret::{Passphrase, RecoveryRandom, WrapRandom};
use crate::unlock::{nobody_called, unlock};
use crate::wrap::{Wrap, WrapKind, WrapOwner, WrapPublic, unusable_cost};
use crate::{StoreError, person_keys};
use std::path::Path;

/// The most characters in a person's name.
const MOST_NAME: usize = 100;
/// What the recovery code is called in the list of wraps.
pub(crate) const RECOVERY_NAME: &str = "Recovery code";

/// Another person who may open the home.
#[derive(Debug)]
pub struct NewPerson {
    /// Their name, as it will stand in the log.
    pub name: String,
    /// Their own passphrase, at least eight characters.
    pub passphrase: Passphrase,
    /// How hard a guess at it is.
    pub cost: KdfCost,
    /// Fresh random bytes from the operating system.
    pub random: WrapRandom,
}

/// A passphrase that takes the place of another.
#[derive(Debug)]
pub struct NewPassphrase {
    /// The new one, at least eight characters.
    pub passphrase: Passphrase,
    /// How hard a guess at it is.
    pub cost: KdfCost,
    /// Fresh random bytes from the operating system.
    pub random: WrapRandom,
}

/// What somebody offers to open a home.
#[derive(Debug)]
pub enum Credential {
    /// A person's passphrase.
    Passphrase(Passphrase),
    /// The code from the sealed envelope.
    Recovery(RecoveryCode),
}

impl Credential {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Passphrase(passphrase) => passphrase.bytes(),
            Self::Recovery(code) => code.bytes(),
        }
    }
}

/// Somebody who can open the home, or the recovery code that did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Person {
    /// A stable id, 16 hex digits.
    pub id: String,
    /// The name as people read it.
    pub name: String,
    /// Whether this is the recovery code and not a person: say so in the log.
    pub recovery: bool,
}

impl Home {
    /// The names of those who can open the home in `dir`; needs no passphrase.
    pub fn people_of(dir: &Path) -> Result<Vec<Person>, StoreError> {
        Ok(people(&HomeFile::read(dir)?.wraps))
    }

    /// Everybody who can open it, without the recovery code.
    pub fn people(&self) -> Vec<Person> {
        people(&self.file.wraps)
    }

    /// Lets another person open the home with their own passphrase.
    pub fn add_person(&mut self, new: &NewPerson) -> Result<Person, StoreError> {
        check_name(&new.name)?;
        new.passphrase.check_new()?;
        let id = hex::encode(new.random.id);
        let owner = WrapOwner {
            kind: WrapKind::Passphrase,
            id: &id,
            name: new.name.trim(),
        };
        let (wrap, public) = self.make_wrap(owner, new.passphrase.bytes(), new.cost, &new.random)?;
        let person = person_of(&wrap);
        self.change_wraps(&public, |file| {
            let taken = |other: &Wrap| other.id == wrap.id || same_name(&other.name, &wrap.name);
            if file.wraps.iter().any(taken) {
                return Err(StoreError::NameTaken {
                    name: new.name.clone(),
                });
            }
            file.wraps.push(wrap);
            Ok(())
        })?;
        Ok(person)
    }

    /// Gives the person who is signed in a new passphrase. The old one is checked; a wrong one counts as it does at
    /// sign-in.
    ///
    /// The data key stays: an old copy of `home.json` still opens with the old passphrase. When somebody else has
    /// learnt it, follow with [`plan_new_data_key`](Self::plan_new_data_key).
    pub fn change_passphrase(
        &mut self,
        old: &Passphrase,
        new: &NewPassphrase,
        now: i64,
    ) -> Result<(), StoreError> {
        if self.signed_in.recovery {
            return Err(StoreError::CameByRecovery);
        }
        new.passphrase.check_new()?;
        let file = HomeFile::read(&self.dir)?;
        let typed = Credential::Passphrase(Passphrase::copy_of(old));
        let unlocked = unlock(&self.dir, &file, Some(&self.signed_in.name), &typed, now)?;
        self.replace_passphrase(&unlocked.person, new)
    }

    /// Gives anybody who can open the home a new passphrase, without the old one: for one that was forgotten, and
    /// after the recovery code was used. Who may do this is for the caller to decide, and to say in the log.
    ///
    /// The data key stays, as with [`change_passphrase`](Self::change_passphrase).
    pub fn reset_passphrase(&mut self, person: &str, new: &NewPassphrase) -> Result<Person, StoreError> {
        new.passphrase.check_new()?;
        let person = find(&HomeFile::read(&self.dir)?, person)?;
        self.replace_passphrase(&person, new)?;
        Ok(person)
    }

    /// Makes a fresh recovery code and forgets the old one. The code is kept nowhere: print it, seal it, and destroy
    /// the old envelope.
    ///
    /// The data key stays: an old copy of `home.json` still opens with the old code. When the envelope was opened by
    /// a stranger, follow with [`plan_new_data_key`](Self::plan_new_data_key).
    pub fn new_recovery_code(
        &mut self,
        cost: KdfCost,
        random: &RecoveryRandom,
    ) -> Result<RecoveryCode, StoreError> {
        let code = RecoveryCode::from_random(&random.code);
        let id = hex::encode(random.wrap.id);
        let (wrap, public) = self.make_wrap(recovery_owner(&id), code.bytes(), cost, &random.wrap)?;
        self.change_wraps(&public, |file| {
            file.wraps.retain(|other| other.kind != WrapKind::Recovery);
            file.wraps.push(wrap);
            Ok(())
        })?;
        Ok(code)
    }

    fn replace_passphrase(&mut self, person: &Person, new: &NewPassphrase) -> Result<(), StoreError> {
        let owner = WrapOwner {
            kind: WrapKind::Passphrase,
            id: &person.id,
            name: &person.name,
        };
        let (wrap, public) = self.make_wrap(owner, new.passphrase.bytes(), new.cost, &new.random)?;
        self.change_wraps(&public, |file| {
            // Somebody may have been revoked meanwhile: a new passphrase does not bring them back.
            find(file, &person.id)?;
            file.wraps
                .iter_mut()
                .filter(|other| other.id == wrap.id)
                .for_each(|other| *other = wrap.clone());
            Ok(())
        })
    }

    fn make_wrap(
        &self,
        owner: WrapOwner<'_>,
        secret: &[u8],
        cost: KdfCost,
        random: &WrapRandom,
    ) -> Result<(Wrap, WrapPublic), StoreError> {
        Wrap::make(&self.file.home, owner, secret, &self.data_key, cost, random)
            .ok_or_else(|| unusable_cost(home_file::path(&self.dir)))
    }

    /// Changes `home.json` as it is on the disk now, while no other process can change it.
    ///
    /// The public half goes into the database first: a crash in between leaves a row that belongs to no wrap, and
    /// never a wrap without its row.
    fn change_wraps(
        &mut self,
        public: &WrapPublic,
        change: impl FnOnce(&mut HomeFile) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        person_keys::keep(&self.connection, public)?;
        let dir = self.dir.clone();
        let lock = self.begin()?;
        let mut file = HomeFile::read(&dir)?;
        change(&mut file)?;
        file.write(&dir)?;
        person_keys::tidy_quietly(&lock, &file);
        // What is done is done: only the tidying would be lost with this.
        let _ = lock.commit();
        self.file = file;
        Ok(())
    }
}

/// Whose the wrap of the recovery code is.
pub(crate) fn recovery_owner(id: &str) -> WrapOwner<'_> {
    WrapOwner {
        kind: WrapKind::Recovery,
        id,
        name: RECOVERY_NAME,
    }
}

/// The person with this id.
pub(crate) fn find(file: &HomeFile, id: &str) -> Result<Person, StoreError> {
    people(&file.wraps)
        .into_iter()
        .find(|person| person.id == id)
        .ok_or_else(|| nobody_called(file, id))
}

pub(crate) fn person_of(wrap: &Wrap) -> Person {
    Person {
        id: wrap.id.clone(),
        name: wrap.name.clone(),
        recovery: wrap.kind == WrapKind::Recovery,
    }
}

/// The people among these wraps, without the recovery code.
pub(crate) fn people(wraps: &[Wrap]) -> Vec<Person> {
    wraps
        .iter()
        .map(person_of)
        .filter(|person| !person.recovery)
        .collect()
}

pub(crate) fn check_name(name: &str) -> Result<(), StoreError> {
    let length = name.trim().chars().count();
    let plain = !name.chars().any(char::is_control);
    if plain && (1..=MOST_NAME).contains(&length) && !same_name(name, RECOVERY_NAME) {
        Ok(())
    } else {
        Err(StoreError::NameTaken {
            name: name.to_owned(),
        })
    }
}

pub(crate) fn same_name(one: &str, two: &str) -> bool {
    one.trim().to_lowercase() == two.trim().to_lowercase()
}
