//! A new data key for the home: so that a revoked passphrase with an old copy of `home.json` opens nothing of what
//! the home is from now on.
//!
//! In this order, so that a crash after any step leaves a home that opens:
//!
//! 1. this process takes the database for itself alone;
//! 2. `home.json` gets the wraps of the new key beside those of the old one;
//! 3. SQLCipher writes every page anew, in one transaction of the write-ahead file: all of it or nothing;
//! 4. the database is opened again with whichever key it is under, and `home.json` keeps the wraps of that one.
//!
//! Opening a home does step 4 too. What SQLCipher answers in step 3 is not believed: it says yes also when the last
//! write did not reach the disk. Opening again is what tells.

use crate::cipher;
use crate::cost::KdfCost;
use crate::explain::Explain;
use crate::home::Home;
use crate::home_file::{self, HomeFile, NextWraps};
use crate::people::{Person, find, person_of, recovery_owner};
use crate::recovery::RecoveryCode;
use crate::seal::name_of;
use crate::secret::{DataKey, KeyRandom};
use crate::unlock::{Unlocked, connect};
use crate::wrap::{Wrap, WrapKind, unusable_cost};
use crate::{StoreError, person_keys};
use rusqlite::Connection;

/// How often the database is asked for again after a change of key; each time waits as long as a write does.
const MOST_ASKED: u32 = 5;

/// What a new data key would mean, to be shown before it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPlan {
    /// Who is revoked; `None` when the key is changed for another reason.
    pub revoked: Option<Person>,
    /// Who goes on with the passphrase they have.
    pub stays: Vec<Person>,
    /// Who has not signed in since this version of Battlebag came: the new key cannot be wrapped for them. Somebody
    /// who stays has to add them again.
    pub let_in_again: Vec<Person>,
    /// The recovery code cannot stay, for the same reason: a new one comes out, to be printed.
    pub new_recovery_code: bool,
    confirmed: bool,
}

impl KeyPlan {
    /// Says that those to be let in again may be dropped. Without it [`Home::renew_data_key`] refuses when there are
    /// any, or when the envelope's code would change.
    #[must_use]
    pub fn confirmed(self) -> Self {
        Self {
            confirmed: true,
            ..self
        }
    }

    fn drops_more_than(&self, other: &Self) -> bool {
        let more = |now: &[Person], then: &[Person]| now.iter().any(|person| !then.contains(person));
        more(&self.let_in_again, &other.let_in_again) || (self.new_recovery_code && !other.new_recovery_code)
    }
}

/// What became of a new data key.
#[derive(Debug)]
pub struct Renewed {
    /// Who was revoked.
    pub revoked: Option<Person>,
    /// Who must be let in again with [`Home::add_person`].
    pub let_in_again: Vec<Person>,
    /// A fresh recovery code, when the old one could not stay: print it, seal it, destroy the old envelope.
    pub recovery_code: Option<RecoveryCode>,
}

/// A point at which the power may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Alone,
    BothWrapped,
    Rekeyed,
    Closed,
    Settled,
}

impl Home {
    /// What revoking this person would mean; nothing is changed. Nobody can revoke themselves, nor the last person
    /// who can open the home.
    pub fn plan_revoke(&self, person: &str) -> Result<KeyPlan, StoreError> {
        let file = HomeFile::read(&self.dir)?;
        self.plan(&file, Some(find(&file, person)?))
    }

    /// What a new data key would mean with nobody revoked: after a passphrase or the recovery code became known.
    pub fn plan_new_data_key(&self) -> Result<KeyPlan, StoreError> {
        self.plan(&HomeFile::read(&self.dir)?, None)
    }

    /// Gives the database a new data key, wrapped for everybody who stays. Needs the home to itself: other windows
    /// and commands on it must be closed. `cost` is for a fresh recovery code.
    ///
    /// Backups made before still open with the passphrases of then: destroy those that a revoked person can reach. Who
    /// has such a copy also has this station's signing key of then: follow a revocation with
    /// [`renew_station_key`](Self::renew_station_key), and say so in an entry.
    ///
    /// On an error the home is as it was, unless it says otherwise.
    pub fn renew_data_key(
        &mut self,
        plan: &KeyPlan,
        cost: KdfCost,
        random: &KeyRandom,
    ) -> Result<Renewed, StoreError> {
        self.renew_with(plan, cost, random, &mut |_| {})
    }

    /// The same; `at` sees the files after each step.
    pub(crate) fn renew_with(
        &mut self,
        plan: &KeyPlan,
        cost: KdfCost,
        random: &KeyRandom,
        at: &mut dyn FnMut(Step),
    ) -> Result<Renewed, StoreError> {
        person_keys::keep_quietly(&self.connection, &self.file, &self.public);
        let new_key = DataKey(random.data_key);
        if let Err(why) = take_alone(&self.connection) {
            give_back(&self.connection);
            return Err(why);
        }
        at(Step::Alone);
        let rekeyed = self
            .begin_renewal(plan, cost, random, &new_key)
            .and_then(|renewed| {
                at(Step::BothWrapped);
                let done = rekey(&self.connection, &new_key);
                at(Step::Rekeyed);
                done.map(|()| renewed)
            });
        let reopened = self.reopen(&new_key, at);
        let renewed = rekeyed?;
        if reopened? {
            Ok(renewed)
        } else {
            Err(StoreError::KeyNotRenewed)
        }
    }

    fn plan(&self, file: &HomeFile, revoked: Option<Person>) -> Result<KeyPlan, StoreError> {
        if revoked
            .as_ref()
            .is_some_and(|person| person.id == self.signed_in.id)
        {
            return Err(StoreError::OwnRevocation);
        }
        let mut plan = KeyPlan {
            revoked,
            stays: Vec::new(),
            let_in_again: Vec::new(),
            new_recovery_code: true,
            confirmed: false,
        };
        for wrap in &file.wraps {
            let person = person_of(wrap);
            let known = wrap.matches(&self.public) || person_keys::of(&self.connection, wrap)?.is_some();
            match (person.recovery, known) {
                (true, known) => plan.new_recovery_code &= !known,
                (false, _) if plan.revoked.as_ref() == Some(&person) => {}
                (false, true) => plan.stays.push(person),
                (false, false) => plan.let_in_again.push(person),
            }
        }
        match (&plan.revoked, plan.stays.is_empty()) {
            (Some(last), true) => Err(StoreError::LastPerson {
                name: last.name.clone(),
            }),
            (None, true) => Err(StoreError::NobodyWouldStay),
            (_, false) => Ok(plan),
        }
    }

    /// Step 2: looks at the plan again, now that nobody else can change anything, and writes both sets of wraps.
    fn begin_renewal(
        &mut self,
        shown: &KeyPlan,
        cost: KdfCost,
        random: &KeyRandom,
        key: &DataKey,
    ) -> Result<Renewed, StoreError> {
        let mut file = HomeFile::read(&self.dir)?;
        let revoked = shown.revoked.as_ref().map(|person| find(&file, &person.id));
        let plan = self.plan(&file, revoked.transpose()?)?;
        if plan.drops_more_than(shown) {
            return Err(StoreError::PlanOutdated);
        }
        if !shown.confirmed && (plan.new_recovery_code || !plan.let_in_again.is_empty()) {
            return Err(StoreError::LetInAgainFirst {
                names: plan.let_in_again.into_iter().map(|person| person.name).collect(),
            });
        }
        let mut wraps = self.sealed_for_all(&file, &plan, key, &random.seals)?;
        let mut recovery_code = None;
        if plan.new_recovery_code {
            let code = RecoveryCode::from_random(&random.recovery.code);
            let id = hex::encode(random.recovery.wrap.id);
            let (wrap, public) = Wrap::make(
                &file.home,
                recovery_owner(&id),
                code.bytes(),
                key,
                cost,
                &random.recovery.wrap,
            )
            .ok_or_else(|| unusable_cost(home_file::path(&self.dir)))?;
            person_keys::keep(&self.connection, &public)?;
            wraps.push(wrap);
            recovery_code = Some(code);
        }
        let name = name_of(key);
        file.next = Some(NextWraps { key: name, wraps });
        file.write(&self.dir)?;
        Ok(Renewed {
            revoked: plan.revoked,
            let_in_again: plan.let_in_again,
            recovery_code,
        })
    }

    fn sealed_for_all(
        &self,
        file: &HomeFile,
        plan: &KeyPlan,
        key: &DataKey,
        seed: &[u8; 32],
    ) -> Result<Vec<Wrap>, StoreError> {
        let mut wraps = Vec::new();
        for wrap in &file.wraps {
            let stays = match wrap.kind {
                WrapKind::Recovery => !plan.new_recovery_code,
                WrapKind::Passphrase => plan.stays.contains(&person_of(wrap)),
            };
            if !stays {
                continue;
            }
            let public = match person_keys::of(&self.connection, wrap)? {
                Some(public) => public,
                None if wrap.matches(&self.public) => self.public.public,
                None => return Err(StoreError::PlanOutdated),
            };
            let sealed = wrap.sealed_anew(&file.home, &public, key, seed);
            wraps.push(sealed.ok_or(StoreError::Damaged {
                doing: "wrapping the new key",
            })?);
        }
        Ok(wraps)
    }

    /// With whichever key fits. Another process may be first and busy for a while, and without the database this home
    /// is of no use: so it is asked more than once.
    fn connect_patiently(&self, new_key: &DataKey) -> Result<(Connection, DataKey, HomeFile), StoreError> {
        let mut asked = 0;
        loop {
            asked += 1;
            let unlocked = Unlocked {
                person: self.signed_in.clone(),
                public: self.public.clone(),
                keys: vec![new_key.clone(), self.data_key.clone()],
            };
            let file = HomeFile::read(&self.dir)?;
            match connect(&self.dir, &file, unlocked) {
                Err(StoreError::AlreadyOpen) if asked < MOST_ASKED => {}
                answer => return answer,
            }
        }
    }

    /// Step 4: closes the database, opens it with whichever key it is under. Whether that is the new one.
    fn reopen(&mut self, new_key: &DataKey, at: &mut dyn FnMut(Step)) -> Result<bool, StoreError> {
        let new_name = name_of(new_key);
        // A rekey that failed leaves the connection set to write pages under the new key among those under the old:
        // it must never be used again.
        let nothing = Connection::open_in_memory().while_doing("closing the database")?;
        drop(std::mem::replace(&mut self.connection, nothing));
        at(Step::Closed);
        let (connection, data_key, file) = self.connect_patiently(new_key)?;
        at(Step::Settled);
        let renewed = name_of(&data_key) == new_name;
        self.connection = connection;
        self.data_key = data_key;
        self.file = file;
        Ok(renewed)
    }
}

/// Puts a connection that could not be alone back to what all of them use.
fn give_back(connection: &Connection) {
    for ask in ["PRAGMA locking_mode = NORMAL", "PRAGMA journal_mode = WAL"] {
        let _ = connection.query_row(ask, [], |_| Ok(()));
    }
}

/// Takes the database for this connection alone, until it is closed. Leaving the write-ahead mode is what SQLite
/// allows only to a connection that has no other beside it; taking it up again in the exclusive mode keeps all others
/// out, in this process and in others.
fn take_alone(connection: &Connection) -> Result<(), StoreError> {
    let doing = "taking the home for this window alone";
    let mode = |ask: &str| connection.query_row(ask, [], |row| row.get::<_, String>(0));
    let alone = mode("PRAGMA journal_mode = DELETE")
        .and_then(|_| mode("PRAGMA locking_mode = EXCLUSIVE"))
        .and_then(|_| mode("PRAGMA journal_mode = WAL"))
        .while_doing(doing);
    match alone {
        Ok(mode) if mode == "wal" => Ok(()),
        Ok(_) | Err(StoreError::AlreadyOpen) => Err(StoreError::NotAlone),
        Err(why) => Err(why),
    }
}

fn rekey(connection: &Connection, key: &DataKey) -> Result<(), StoreError> {
    connection.flush_prepared_statement_cache();
    cipher::give_new_key(connection, key)
}
