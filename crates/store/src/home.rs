//! Making, opening and signing in to a home.

use crate::StoreError;
use crate::cipher;
use crate::explain::Explain;
use crate::files::{make_dir, make_private};
use crate::home_file::{self, FIRST_FORMAT, HomeFile};
use crate::recovery::RecoveryCode;
use crate::schema::migrate;
use crate::secret::{DataKey, HomeRandom, Passphrase, WrapRandom};
use crate::tries::{Tries, wait_after};
use crate::wrap::{KdfCost, Wrap, WrapKind, unusable_cost};
use battlebag_log::{Station, StationKey};
use rusqlite::{Connection, params};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

/// The most characters in a person's or a hospital's name.
const MOST_NAME: usize = 100;
/// What the recovery code is called in the list of wraps.
const RECOVERY_NAME: &str = "Recovery code";

/// What a new home needs to know.
#[derive(Debug)]
pub struct NewHome {
    /// The hospital's name. It is kept readable while locked.
    pub hospital: String,
    /// The name of the first person who can open it, as it will stand in the log.
    pub person: String,
    /// IANA name of the incident's time zone, such as `Europe/London`.
    pub zone: String,
    /// Their passphrase, at least eight characters.
    pub passphrase: Passphrase,
    /// How hard a guess at it is.
    pub cost: KdfCost,
    /// Fresh random bytes from the operating system.
    pub random: HomeRandom,
    /// Now, milliseconds since 1970 UTC.
    pub created_at: i64,
}

/// A home that was just made.
#[derive(Debug)]
pub struct Created {
    /// The home, open, with the first person signed in.
    pub home: Home,
    /// To be printed once, for a sealed envelope. It is kept nowhere.
    pub recovery_code: RecoveryCode,
}

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

/// What somebody offers to open a home.
#[derive(Debug)]
pub enum Credential {
    /// A person's passphrase.
    Passphrase(Passphrase),
    /// The code from the sealed envelope.
    Recovery(RecoveryCode),
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

/// An open home. One process may write at a time; others may read.
pub struct Home {
    pub(crate) connection: Connection,
    /// Grown from the newest seed when it was last needed.
    pub(crate) key: StationKey,
    dir: PathBuf,
    file: HomeFile,
    data_key: DataKey,
    signed_in: Person,
}

impl Home {
    /// Makes a home in `dir`, which must be empty or not exist yet.
    ///
    /// `home.json` is written last, so that a home is whole or not there at all.
    pub fn create(dir: &Path, new: &NewHome) -> Result<Created, StoreError> {
        refuse_taken(dir)?;
        new.passphrase.check_new()?;
        check_name(&new.person)?;
        let recovery_code = RecoveryCode::from_random(&new.random.recovery);
        let data_key = DataKey(new.random.data_key);
        let (file, signed_in) = first_file(dir, new, &data_key, &recovery_code)?;
        make_dir(dir)?;
        let connection = match lay_down(dir, new, &data_key, &file) {
            Ok(connection) => connection,
            Err(why) => {
                // Without home.json there is no key to what was begun: leave the folder as it was found.
                for name in ["battlebag.db", "battlebag.db-wal", "battlebag.db-shm"] {
                    let _ = std::fs::remove_file(dir.join(name));
                }
                return Err(why);
            }
        };
        let key = StationKey::from_seed(new.random.station_seed);
        let home = Self {
            connection,
            key,
            dir: dir.to_owned(),
            file,
            data_key,
            signed_in,
        };
        Ok(Created { home, recovery_code })
    }

    /// Opens the home in `dir` at `now` (milliseconds since 1970 UTC).
    ///
    /// `who` is the name of the person; with `None` everybody's wrap is tried. A wrong passphrase is counted,
    /// the count outlives a restart, and from the third on it costs a wait ([`wait_after`]).
    pub fn open(
        dir: &Path,
        who: Option<&str>,
        credential: &Credential,
        now: i64,
    ) -> Result<Self, StoreError> {
        let file = HomeFile::read(dir)?;
        let path = database(dir);
        if !path.is_file() {
            return Err(StoreError::DatabaseMissing { path });
        }
        let wraps = candidates(&file, who, credential)?;
        let (data_key, signed_in) = unlock(dir, &file, &wraps, credential, now)?;
        let mut connection = cipher::open(&path, &data_key)?;
        migrate(&mut connection)?;
        let key = StationKey::from_seed(*newest_seed(&connection)?);
        Ok(Self {
            connection,
            key,
            dir: dir.to_owned(),
            file,
            data_key,
            signed_in,
        })
    }

    /// The names of those who can open the home in `dir`; needs no passphrase.
    pub fn people_of(dir: &Path) -> Result<Vec<Person>, StoreError> {
        Ok(people(&HomeFile::read(dir)?))
    }

    /// Whether there is a home in `dir`.
    pub fn exists(dir: &Path) -> bool {
        home_file::path(dir).is_file()
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The home's random id, 32 hex digits.
    pub fn id(&self) -> &str {
        &self.file.home
    }

    /// The hospital's name.
    pub fn hospital(&self) -> &str {
        &self.file.hospital
    }

    /// IANA name of the time zone, such as `Europe/London`.
    pub fn zone(&self) -> &str {
        &self.file.zone
    }

    /// When the home was made, milliseconds since 1970 UTC.
    pub fn created_at(&self) -> i64 {
        self.file.created_at
    }

    /// Who opened it.
    pub fn signed_in(&self) -> &Person {
        &self.signed_in
    }

    /// Everybody who can open it, without the recovery code.
    pub fn people(&self) -> Vec<Person> {
        people(&self.file)
    }

    /// Lets another person open the home with their own passphrase.
    pub fn add_person(&mut self, new: &NewPerson) -> Result<Person, StoreError> {
        check_name(&new.name)?;
        new.passphrase.check_new()?;
        if self
            .file
            .wraps
            .iter()
            .any(|wrap| same_name(&wrap.name, &new.name))
        {
            return Err(StoreError::NameTaken {
                name: new.name.clone(),
            });
        }
        let who = (WrapKind::Passphrase, new.name.trim());
        let wrap = Wrap::make(
            &self.file.home,
            who,
            new.passphrase.bytes(),
            &self.data_key,
            new.cost,
            &new.random,
        )
        .ok_or_else(|| unusable_cost(home_file::path(&self.dir)))?;
        let person = person_of(&wrap);
        let mut file = self.file.clone();
        file.wraps.push(wrap);
        file.write(&self.dir)?;
        self.file = file;
        Ok(person)
    }

    /// This station's key, the newest one.
    pub fn station_key(&self) -> Result<StationKey, StoreError> {
        Ok(StationKey::from_seed(*newest_seed(&self.connection)?))
    }

    /// This station's public key: its name in the log.
    pub fn station(&self) -> Result<Station, StoreError> {
        Ok(self.station_key()?.public())
    }

    /// Gives this station a new key from 32 fresh random bytes, after a restored backup or a fork. Old entries
    /// keep their old key; the caller says so in an entry.
    pub fn renew_station_key(&mut self, seed: [u8; 32], now: i64) -> Result<Station, StoreError> {
        let station = StationKey::from_seed(seed).public();
        let insert = "INSERT INTO station_key (seed, made_at) VALUES (?1, ?2)";
        self.connection
            .execute(insert, params![seed.as_slice(), now])
            .while_doing("making a new key")?;
        Ok(station)
    }

    /// Checks the authentication code of every page of the database file: finds damage to the disk that reading
    /// has not met yet. Takes about a second per 200 MB; changes still in the write-ahead file are not covered.
    pub fn check_pages(&self) -> Result<(), StoreError> {
        let doing = "checking every page";
        let mut check = self
            .connection
            .prepare("PRAGMA cipher_integrity_check")
            .while_doing(doing)?;
        let mut faults = check.query([]).while_doing(doing)?;
        match faults.next().while_doing(doing)? {
            None => Ok(()),
            Some(_) => Err(StoreError::Damaged { doing }),
        }
    }

    /// How long a write waits for another process; three seconds unless set.
    pub fn set_busy_wait(&self, wait: Duration) -> Result<(), StoreError> {
        self.connection
            .busy_timeout(wait)
            .while_doing("opening the database")
    }
}

impl fmt::Debug for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Home")
            .field("dir", &self.dir)
            .field("signed_in", &self.signed_in)
            .finish_non_exhaustive()
    }
}

/// Writes the database, then `home.json`.
fn lay_down(dir: &Path, new: &NewHome, key: &DataKey, file: &HomeFile) -> Result<Connection, StoreError> {
    let path = database(dir);
    make_private(&path)?;
    let mut connection = cipher::open(&path, key)?;
    migrate(&mut connection)?;
    let insert = "INSERT INTO station_key (seed, made_at) VALUES (?1, ?2)";
    let given = params![new.random.station_seed.as_slice(), new.created_at];
    connection.execute(insert, given).while_doing("making the home")?;
    file.write(dir)?;
    Ok(connection)
}

/// The seed of the newest key, read through whatever transaction is open.
pub(crate) fn newest_seed(connection: &Connection) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let doing = "reading this station's key";
    let newest = "SELECT seed FROM station_key ORDER BY id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(newest).while_doing(doing)?;
    statement
        .query_row([], |row| row.get(0).map(Zeroizing::new))
        .while_doing(doing)
}

fn database(dir: &Path) -> PathBuf {
    dir.join("battlebag.db")
}

fn refuse_taken(dir: &Path) -> Result<(), StoreError> {
    if Home::exists(dir) {
        return Err(StoreError::AlreadyAHome { dir: dir.to_owned() });
    }
    match std::fs::read_dir(dir).map(|mut inside| inside.next().is_some()) {
        Ok(true) => Err(StoreError::NotEmpty { dir: dir.to_owned() }),
        Ok(false) => Ok(()),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(why) => Err(crate::explain::explain_io(why, "read", dir)),
    }
}

fn check_name(name: &str) -> Result<(), StoreError> {
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

fn same_name(one: &str, two: &str) -> bool {
    one.trim().to_lowercase() == two.trim().to_lowercase()
}

fn first_file(
    dir: &Path,
    new: &NewHome,
    key: &DataKey,
    recovery_code: &RecoveryCode,
) -> Result<(HomeFile, Person), StoreError> {
    let home = hex::encode(new.random.home);
    let own = (WrapKind::Passphrase, new.person.trim());
    let spare = (WrapKind::Recovery, RECOVERY_NAME);
    let unusable = || unusable_cost(home_file::path(dir));
    let person = Wrap::make(
        &home,
        own,
        new.passphrase.bytes(),
        key,
        new.cost,
        &new.random.person_wrap,
    )
    .ok_or_else(unusable)?;
    let recovery = Wrap::make(
        &home,
        spare,
        recovery_code.bytes(),
        key,
        new.cost,
        &new.random.recovery_wrap,
    )
    .ok_or_else(unusable)?;
    let signed_in = person_of(&person);
    let file = HomeFile {
        format: FIRST_FORMAT,
        home,
        hospital: new.hospital.trim().to_owned(),
        zone: new.zone.clone(),
        created_at: new.created_at,
        wraps: vec![person, recovery],
    };
    Ok((file, signed_in))
}

fn person_of(wrap: &Wrap) -> Person {
    Person {
        id: wrap.id.clone(),
        name: wrap.name.clone(),
        recovery: wrap.kind == WrapKind::Recovery,
    }
}

fn people(file: &HomeFile) -> Vec<Person> {
    file.wraps
        .iter()
        .map(person_of)
        .filter(|person| !person.recovery)
        .collect()
}

/// The wraps this credential may open.
fn candidates<'a>(
    file: &'a HomeFile,
    who: Option<&str>,
    credential: &Credential,
) -> Result<Vec<&'a Wrap>, StoreError> {
    let kind = match credential {
        Credential::Passphrase(_) => WrapKind::Passphrase,
        Credential::Recovery(_) => WrapKind::Recovery,
    };
    let named = |wrap: &&Wrap| kind == WrapKind::Recovery || who.is_none_or(|who| same_name(who, &wrap.name));
    let wraps: Vec<&Wrap> = file
        .wraps
        .iter()
        .filter(|wrap| wrap.kind == kind)
        .filter(named)
        .collect();
    match who {
        Some(name) if wraps.is_empty() => Err(StoreError::NoSuchPerson {
            name: name.to_owned(),
            known: people(file).into_iter().map(|person| person.name).collect(),
        }),
        _ => Ok(wraps),
    }
}

/// Tries the credential, with the count of wrong tries kept around it.
fn unlock(
    dir: &Path,
    file: &HomeFile,
    wraps: &[&Wrap],
    credential: &Credential,
    now: i64,
) -> Result<(DataKey, Person), StoreError> {
    let mut tries = Tries::read(dir)?;
    let wait_s = tries.still_s(now);
    if wait_s > 0 {
        tries.write(dir)?;
        return Err(StoreError::WaitFirst {
            tries: tries.tries,
            wait_s,
        });
    }
    tries.charge(dir, now)?;
    let secret = match credential {
        Credential::Passphrase(passphrase) => passphrase.bytes(),
        Credential::Recovery(code) => code.bytes(),
    };
    let opened = wraps
        .iter()
        .find_map(|wrap| Some((wrap.open(&file.home, secret)?, person_of(wrap))));
    match opened {
        Some(opened) => Tries::clear(dir).map(|()| opened),
        None => Err(StoreError::WrongPassphrase {
            tries: tries.tries,
            wait_s: wait_after(tries.tries),
        }),
    }
}
