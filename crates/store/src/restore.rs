//! From a backup to a working home in an empty folder, on any laptop.

use crate::archive::{Backup, DATABASE, Unpacked, damaged, unpack};
use crate::cipher;
use crate::explain::{Explain, explain_io};
use crate::files::{create_private, make_dir, remove};
use crate::home::{Home, database, refuse_taken};
use crate::home_file::{self, HomeFile};
use crate::people::Credential;
use crate::secret::StationSeed;
use crate::unlock::{Unlocked, unlock_uncounted};
use crate::{SCHEMA_VERSION, StoreError};
use battlebag_log::{IncidentId, Station};
use rusqlite::Connection;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// How to restore.
#[derive(Debug)]
pub struct Restore<'a> {
    /// The name of the person; with `None` everybody's wrap is tried.
    pub who: Option<&'a str>,
    /// Their passphrase, or the recovery code. Wrong ones are not counted: who has the file can try elsewhere.
    pub credential: &'a Credential,
    /// For the station's new key.
    pub station_seed: StationSeed,
    /// Now, milliseconds since 1970 UTC.
    pub now: i64,
}

/// The end of one chain in a restored home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Height {
    /// The incident.
    pub incident: IncidentId,
    /// Whose chain.
    pub station: Station,
    /// The number of its last entry.
    pub seq: u64,
}

/// A home that came out of a backup, with what the log should say of that.
#[derive(Debug)]
pub struct Restored {
    /// The home, open.
    pub home: Home,
    /// The backup.
    pub backup: Backup,
    /// Which station made the backup: its chains end where `heights` says, unless it went on elsewhere.
    pub made_by: Station,
    /// The station's new key.
    pub station: Station,
    /// The end of each chain as restored, by incident in the order they came.
    pub heights: Vec<Height>,
}

impl Home {
    /// Restores the backup `file` into `dir`, which must be empty or not exist yet, and opens it.
    ///
    /// Every byte is checked against the backup's hashes, every page against its own code, and the tables against each
    /// other. The restored home gets a new station key: the home that the backup was taken of may still be writing
    /// with the old one. Say so in an entry. On any failure the folder is left as it was found.
    pub fn restore(file: &Path, dir: &Path, how: &Restore<'_>) -> Result<Restored, StoreError> {
        refuse_taken(dir)?;
        let mut laid = Laid::begin(dir)?;
        let restored = restore_into(file, dir, how)?;
        laid.keep = true;
        Ok(restored)
    }
}

fn restore_into(file: &Path, dir: &Path, how: &Restore<'_>) -> Result<Restored, StoreError> {
    let path = database(dir);
    let Unpacked { about, home_file } = write_database(file, &path)?;
    if about.schema_version > SCHEMA_VERSION {
        return Err(StoreError::NewerHome {
            found: about.schema_version,
            known: SCHEMA_VERSION,
        });
    }
    let home_file = HomeFile::from_bytes(&home_file, &file.join(home_file::NAME))?;
    if home_file.home != about.home {
        return Err(damaged(file, "its parts are of two homes"));
    }
    let unlocked = unlock_uncounted(&home_file, how.who, how.credential)?;
    let mut home = open_copy(dir, &home_file, unlocked)?;
    home.check_pages()?;
    check_tables(&home.connection)?;
    let made_by = home.station()?;
    if hex::encode(made_by.as_bytes()) != about.station {
        return Err(damaged(file, "the station it names did not make it"));
    }
    let heights = heights(&home.connection)?;
    let station = home.renew_station_key(how.station_seed.0, how.now)?;
    cipher::empty_write_ahead(&home.connection);
    // Written last, as when a home is made: with it there is a home, without it there is none.
    home.file.write(dir)?;
    Ok(Restored {
        home,
        backup: about,
        made_by,
        station,
        heights,
    })
}

fn write_database(file: &Path, to: &Path) -> Result<Unpacked, StoreError> {
    let out = create_private(to)?;
    let mut writer = BufWriter::with_capacity(1 << 18, &out);
    let unpacked = unpack(file, &mut writer)?;
    writer
        .flush()
        .and_then(|()| out.sync_all())
        .map_err(|why| explain_io(why, "written", to))?;
    Ok(unpacked)
}

/// Opens the database though its `home.json` is not on the disk yet.
fn open_copy(dir: &Path, file: &HomeFile, unlocked: Unlocked) -> Result<Home, StoreError> {
    let mut refused = StoreError::Damaged {
        doing: "opening the backup",
    };
    for key in unlocked.keys {
        match cipher::open(&database(dir), &key) {
            Ok(connection) => {
                let file = file.settled_for(&key);
                return Home::assemble(connection, dir, file, key, unlocked.person, unlocked.public);
            }
            Err(why @ StoreError::Damaged { .. }) => refused = why,
            Err(why) => return Err(why),
        }
    }
    Err(refused)
}

fn check_tables(connection: &Connection) -> Result<(), StoreError> {
    let doing = "checking the tables of the backup";
    let said: String = connection
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .while_doing(doing)?;
    let dangling = connection
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut check| check.exists([]))
        .while_doing(doing)?;
    if said == "ok" && !dangling {
        Ok(())
    } else {
        Err(StoreError::Damaged { doing })
    }
}

fn heights(connection: &Connection) -> Result<Vec<Height>, StoreError> {
    let doing = "reading the ends of the chains";
    let list = "SELECT chain.incident, chain.station, max(entry.seq) FROM chain \
                JOIN entry ON entry.chain = chain.id GROUP BY chain.id ORDER BY chain.id";
    let mut list = connection.prepare(list).while_doing(doing)?;
    let rows = list
        .query_map([], |row| {
            Ok(Height {
                incident: IncidentId(row.get(0)?),
                station: Station(row.get(1)?),
                seq: row.get(2)?,
            })
        })
        .while_doing(doing)?;
    rows.collect::<rusqlite::Result<_>>().while_doing(doing)
}

/// What a restore lays down, taken away again unless it is kept.
struct Laid<'a> {
    dir: &'a Path,
    /// Folders that were not there, the innermost first.
    made: Vec<PathBuf>,
    keep: bool,
}

impl<'a> Laid<'a> {
    fn begin(dir: &'a Path) -> Result<Self, StoreError> {
        let made = dir
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .map(Path::to_owned)
            .collect();
        let laid = Self {
            dir,
            made,
            keep: false,
        };
        make_dir(dir)?;
        Ok(laid)
    }
}

impl Drop for Laid<'_> {
    fn drop(&mut self) {
        if self.keep {
            return;
        }
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let _ = remove(&self.dir.join(format!("{DATABASE}{suffix}")));
        }
        let _ = remove(&home_file::path(self.dir));
        for folder in &self.made {
            // Only an empty one goes.
            let _ = std::fs::remove_dir(folder);
        }
    }
}
