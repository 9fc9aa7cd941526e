//! Making, opening and signing in to a home.

use crate::StoreError;
use crate::cipher;
use crate::cost::KdfCost;
use crate::explain::Explain;
use crate::files::{make_dir, make_private};
use crate::home_file::{self, FIRST_FORMAT, HomeFile};
use crate::people::{Credential, Person, check_name, person_of, recovery_owner};
use crate::person_keys;
use crate::recovery::RecoveryCode;
use crate::schema::migrate;
use crate::secret::{DataKey, HomeRandom, Passphrase, WrapRandom};
use crate::unlock::{Unlocked, connect, require_database, unlock};
use crate::wrap::{Wrap, WrapKind, WrapOwner, WrapPublic, unusable_cost};
use battlebag_log::{Station, StationKey};
use rusqlite::{Connection, params};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

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

/// An open home. One process may write at a time; others may read.
pub struct Home {
    pub(crate) connection: Connection,
    /// Grown from the newest seed when it was last needed.
    pub(crate) key: StationKey,
    pub(crate) dir: PathBuf,
    pub(crate) file: HomeFile,
    pub(crate) data_key: DataKey,
    pub(crate) signed_in: Person,
    /// The public half of whoever is signed in.
    pub(crate) public: WrapPublic,
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
        let first = first_file(dir, new, &data_key, &recovery_code)?;
        make_dir(dir)?;
        let connection = match lay_down(dir, new, &data_key, &first) {
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
        let [public, _] = first.publics;
        let home = Self {
            connection,
            key,
            dir: dir.to_owned(),
            file: first.file,
            data_key,
            signed_in: first.signed_in,
            public,
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
        require_database(dir)?;
        let unlocked = unlock(dir, &file, who, credential, now)?;
        Self::with(dir, &file, unlocked)
    }

    /// Opens the database once the passphrase was right.
    pub(crate) fn with(dir: &Path, file: &HomeFile, unlocked: Unlocked) -> Result<Self, StoreError> {
        let signed_in = unlocked.person.clone();
        let public = unlocked.public.clone();
        let (connection, data_key, file) = connect(dir, file, unlocked)?;
        Self::assemble(connection, dir, file, data_key, signed_in, public)
    }

    /// Brings an open database up to date and makes a home of it.
    pub(crate) fn assemble(
        mut connection: Connection,
        dir: &Path,
        file: HomeFile,
        data_key: DataKey,
        signed_in: Person,
        public: WrapPublic,
    ) -> Result<Self, StoreError> {
        migrate(&mut connection)?;
        person_keys::keep_quietly(&connection, &file, &public);
        let key = StationKey::from_seed(*newest_seed(&connection)?);
        Ok(Self {
            connection,
            key,
            dir: dir.to_owned(),
            file,
            data_key,
            signed_in,
            public,
        })
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
    /// has not met yet. Takes about a second per 200 MB; changes that another process's reading keeps in the write-ahead
    /// file are not covered.
    pub fn check_pages(&self) -> Result<(), StoreError> {
        cipher::empty_write_ahead(&self.connection);
        cipher::check_pages(&self.connection, "checking every page")
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
fn lay_down(dir: &Path, new: &NewHome, key: &DataKey, first: &FirstFile) -> Result<Connection, StoreError> {
    let path = database(dir);
    make_private(&path)?;
    let mut connection = cipher::open(&path, key)?;
    migrate(&mut connection)?;
    let insert = "INSERT INTO station_key (seed, made_at) VALUES (?1, ?2)";
    let given = params![new.random.station_seed.as_slice(), new.created_at];
    connection.execute(insert, given).while_doing("making the home")?;
    for public in &first.publics {
        person_keys::keep(&connection, public)?;
    }
    first.file.write(dir)?;
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

pub(crate) fn database(dir: &Path) -> PathBuf {
    dir.join("battlebag.db")
}

pub(crate) fn refuse_taken(dir: &Path) -> Result<(), StoreError> {
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

/// The first `home.json`, with what belongs to it in the database.
struct FirstFile {
    file: HomeFile,
    signed_in: Person,
    publics: [WrapPublic; 2],
}

fn first_file(
    dir: &Path,
    new: &NewHome,
    key: &DataKey,
    recovery_code: &RecoveryCode,
) -> Result<FirstFile, StoreError> {
    let home = hex::encode(new.random.home);
    let wrap = |owner, secret: &[u8], random: &WrapRandom| {
        Wrap::make(&home, owner, secret, key, new.cost, random)
            .ok_or_else(|| unusable_cost(home_file::path(dir)))
    };
    let (own_id, spare_id) = (
        hex::encode(new.random.person_wrap.id),
        hex::encode(new.random.recovery_wrap.id),
    );
    let own = WrapOwner {
        kind: WrapKind::Passphrase,
        id: &own_id,
        name: new.person.trim(),
    };
    let (person, own_public) = wrap(own, new.passphrase.bytes(), &new.random.person_wrap)?;
    let spare = recovery_owner(&spare_id);
    let (recovery, spare_public) = wrap(spare, recovery_code.bytes(), &new.random.recovery_wrap)?;
    let signed_in = person_of(&person);
    let file = HomeFile {
        format: FIRST_FORMAT,
        home,
        hospital: new.hospital.trim().to_owned(),
        zone: new.zone.clone(),
        created_at: new.created_at,
        wraps: vec![person, recovery],
        next: None,
    };
    Ok(FirstFile {
        file,
        signed_in,
        publics: [own_public, spare_public],
    })
}
