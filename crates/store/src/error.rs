//! What can go wrong with a home: what happened, then what to do next. Nothing here ever names a patient.

use crate::archive::BackupError;
use crate::station_lock::{HoldNote, said};
use battlebag_log::{DecodeError, SealError};
use std::path::PathBuf;

/// A home that cannot do what was asked. Unless it says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no home in this folder.
    #[error("there is no Battlebag home in {}. Choose the folder that holds home.json, or make a home there first.", .dir.display())]
    NotAHome {
        /// The folder.
        dir: PathBuf,
    },
    /// There is a home in this folder already.
    #[error("there is a Battlebag home in {} already. Open that one, or choose an empty folder.", .dir.display())]
    AlreadyAHome {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder holds other things.
    #[error("{} is not empty, so no home was made there. Choose an empty folder.", .dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// The database is not beside `home.json`.
    #[error("{} is missing. Look for it where the home was moved or copied from and put it back beside home.json, or restore a backup.", .path.display())]
    DatabaseMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// `home.json` or `tries.json` cannot be understood.
    #[error("{}, line {line}, cannot be read: {why}. Put the file back from a backup; the database itself was not touched.", .path.display())]
    HomeFileDamaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1; 0 when no line is to blame.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// A newer Battlebag made or upgraded this home.
    #[error(
        "this home was made by a newer Battlebag (version {found}; this one knows {known}). Install the newer Battlebag on this laptop and open it again. Nothing was changed."
    )]
    NewerHome {
        /// The version found.
        found: u32,
        /// The newest version this program knows.
        known: u32,
    },
    /// The passphrase or recovery code is wrong.
    #[error("that passphrase or code does not open this home ({}). {}", tried(*.tries), next_try(*.wait_s))]
    WrongPassphrase {
        /// Wrong tries in a row, this one counted.
        tries: u32,
        /// Seconds before the next try is taken.
        wait_s: u64,
    },
    /// The wait after wrong tries is not over; the passphrase was not looked at.
    #[error("too many wrong tries ({}). Wait {wait_s} seconds, then try again.", tried(*.tries))]
    WaitFirst {
        /// Wrong tries in a row so far.
        tries: u32,
        /// Seconds still to wait.
        wait_s: u64,
    },
    /// The new passphrase is too short.
    #[error(
        "the passphrase has fewer than {least} characters. Choose a longer one; four plain words are easy to type."
    )]
    ShortPassphrase {
        /// The least number of characters.
        least: usize,
    },
    /// The recovery code was mistyped: its own check does not agree. Not counted as a try.
    #[error(
        "that is not a recovery code: it has eight groups of four letters, and {why}. Read it again from the sealed envelope."
    )]
    RecoveryMistyped {
        /// What is wrong with it.
        why: String,
    },
    /// Nobody of that name can open this home.
    #[error("nobody called \"{name}\" can open this home. Those who can: {}.", .known.join(", "))]
    NoSuchPerson {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// There is somebody of that name or the name is empty.
    #[error(
        "the name \"{name}\" cannot be used: it is empty, too long, or somebody here has it. Add a middle name or a role."
    )]
    NameTaken {
        /// The name asked for.
        name: String,
    },
    /// Whoever came in with the recovery code has no passphrase to change.
    #[error(
        "you came in with the recovery code, so there is no passphrase of yours to change. Give the person who will sign in a new passphrase instead."
    )]
    CameByRecovery,
    /// Nobody revokes themselves.
    #[error(
        "you cannot revoke yourself: you would be locked out of the home you are working in. Ask another person who can open it to revoke you."
    )]
    OwnRevocation,
    /// Nobody but the person to revoke could open the home.
    #[error(
        "{name} is the last person who can open this home, so they cannot be revoked. Let another person in first, and have them sign in once."
    )]
    LastPerson {
        /// The person's name.
        name: String,
    },
    /// No person could open the home with the new key.
    #[error(
        "nobody could open this home with a new key, so it was not changed. Give somebody a new passphrase first, then try again."
    )]
    NobodyWouldStay,
    /// People who have not signed in lately would be dropped with the old key, and nobody has agreed to that.
    #[error("{}. Have that done first, or agree to it and try again. Nothing was changed.", left_out(.names))]
    LetInAgainFirst {
        /// Their names; none when it is the recovery code alone.
        names: Vec<String>,
    },
    /// Who can open the home changed since the plan was shown.
    #[error(
        "who can open this home has changed since you looked, so nothing was done. Look at the list again, then decide."
    )]
    PlanOutdated,
    /// A change of key needs the home to itself.
    #[error(
        "another window or command has this home open, and a new key needs it alone. Close all others, then try again. Nothing was changed."
    )]
    NotAlone,
    /// The change of key came to nothing.
    #[error(
        "the new key could not be written to the disk, so the home still has its old key and everybody who could open it still can. Free some space, then try again."
    )]
    KeyNotRenewed,
    /// SQLCipher is not in this program.
    #[error(
        "this copy of Battlebag was built without encryption, so it will not open a home. Install Battlebag from its own installer."
    )]
    CipherAbsent,
    /// The database file is not encrypted.
    #[error("{} is not encrypted, so Battlebag will not use it. Do not put patients in it; restore the home from a backup.", .path.display())]
    NotEncrypted {
        /// The file.
        path: PathBuf,
    },
    /// Another window has the home open.
    #[error(
        "this home is open already: {} has it. Go on there, or close that window and try again. A single command still goes through.", said(.who.as_deref())
    )]
    HeldBy {
        /// Who; `None` when the note about it cannot be read.
        who: Option<Box<HoldNote>>,
    },
    /// Another process is writing.
    #[error(
        "Battlebag is already open on this home and is saving. Wait a moment and try again, or close the other window. What you typed is kept."
    )]
    AlreadyOpen,
    /// The disk is full.
    #[error(
        "the disk is full, so nothing was saved. Free some space (empty the recycle bin, move files to a USB stick), then save again. What you typed is kept."
    )]
    DiskFull,
    /// The disk would not take a write, and not for being full.
    #[error(
        "the disk did not take what was being written ({doing}), so nothing was saved. Check that the disk is still plugged in and has room, then save again; if it happens twice, copy the home folder to another disk. What you typed is kept."
    )]
    DiskRefuses {
        /// What was being done.
        doing: &'static str,
    },
    /// The home cannot be written.
    #[error(
        "this home cannot be written: the disk or folder is read-only. Copy the whole home to a disk that can be written and open it there."
    )]
    ReadOnly,
    /// The database is damaged.
    #[error(
        "the database of this home is damaged ({doing}). Stop using it, copy the whole home folder to a USB stick as it is, and restore the last backup."
    )]
    Damaged {
        /// What was being done.
        doing: &'static str,
    },
    /// A stored entry cannot be read.
    #[error("entry {seq} of station {station} cannot be read: {why}")]
    EntryDamaged {
        /// The station's short name.
        station: String,
        /// The number in its chain.
        seq: u64,
        /// What is wrong.
        why: DecodeError,
    },
    /// A stored entry is not what was stored.
    #[error(
        "entry {seq} of station {station} is damaged: its bytes are not those that were signed. Check the log to see all that is wrong, then fetch the entry from another station or restore the last backup."
    )]
    EntryDiffers {
        /// The station's short name.
        station: String,
        /// The number in its chain.
        seq: u64,
    },
    /// A blob is not there.
    #[error("{hash} is not in this home. Fetch it from the station that has it, or import it again.")]
    BlobMissing {
        /// Its hash.
        hash: String,
    },
    /// A blob was erased on purpose.
    #[error(
        "this content was erased because it was no longer needed ({because}). The log still says that it was here; use a newer census."
    )]
    BlobShredded {
        /// Its hash.
        hash: String,
        /// Why it was erased.
        because: String,
    },
    /// The set of files was given up because the same feed began another.
    #[error(
        "another set of files of this feed was begun in the meantime, so this one was given up. Nothing that was in use is lost; wait until the other is done."
    )]
    SetGone,
    /// A blob's bytes are not those that were stored.
    #[error(
        "{hash} is damaged: its bytes are not those that were stored. Import it again or restore a backup."
    )]
    BlobDamaged {
        /// Its hash.
        hash: String,
    },
    /// A blob is too large.
    #[error("this is {size} bytes and the most that can be kept in one piece is {most}. Import it in parts.")]
    BlobTooLarge {
        /// Its size in bytes.
        size: usize,
        /// The most allowed, in bytes.
        most: usize,
    },
    /// The log moved on since the entry was made.
    #[error(
        "the log was added to from another window first, so this was not saved. Look at the newest entries, then save again. What you typed is kept."
    )]
    StaleTail,
    /// The entry is another station's.
    #[error(
        "this entry was signed by station {station}, not by this one. Use import for entries of other stations."
    )]
    NotThisStation {
        /// The station's short name.
        station: String,
    },
    /// This station's key has signed two entries with one number.
    #[error(
        "this station's key is in use on two machines (entry {seq} exists twice), so it is frozen. Both entries are kept. Give this station a new key, then save again."
    )]
    Frozen {
        /// The number that exists twice.
        seq: u64,
    },
    /// The entry to redact is not there.
    #[error("the entry to redact is not in this log. Fetch it from the station that has it first.")]
    NothingToRedact,
    /// Words were given for an entry that is not part of the step.
    #[error(
        "words to search by were given for entry {} of this save, which has {entries}, so nothing was saved. What you typed is kept; save again, and report this.", .entry + 1
    )]
    WordsOfNothing {
        /// The place asked for, from 0.
        entry: usize,
        /// How many entries there are.
        entries: usize,
    },
    /// A setting became other between reading and saving.
    #[error(
        "another window of this home changed {name} in between, so nothing was saved. What you typed is kept; save again."
    )]
    SettingMoved {
        /// The setting.
        name: String,
    },
    /// The draft breaks a rule of the log.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// Something is wrong with a backup.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The operating system refused a file.
    #[error("{} could not be {doing}: {why}. Check the disk and the folder's permissions, then try again.", .path.display())]
    File {
        /// What was being done: "read", "written".
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        why: std::io::Error,
    },
    /// Anything else SQLite says.
    #[error(
        "the database could not finish ({doing}). Try again; if it happens twice, copy the home folder to a USB stick and restart Battlebag."
    )]
    Database {
        /// What was being done.
        doing: &'static str,
        /// SQLite's reason.
        #[source]
        why: rusqlite::Error,
    },
}

fn left_out(names: &[String]) -> String {
    if names.is_empty() {
        "the recovery code in the envelope would end with the old key, and a new one would have to be printed: \
         nobody has opened the home with it since Battlebag was brought up to date"
            .to_owned()
    } else {
        let names = names.join(", ");
        format!(
            "these people would have to be let in again, because they have not signed in since Battlebag was brought up \
             to date: {names}"
        )
    }
}

fn tried(tries: u32) -> String {
    if tries == 1 {
        "1 wrong try".to_owned()
    } else {
        format!("{tries} wrong tries in a row")
    }
}

fn next_try(wait_s: u64) -> String {
    match wait_s {
        0 => "Check Caps Lock and the keyboard's language, then try again.".to_owned(),
        wait_s => {
            format!("Wait {wait_s} seconds, then try again, or use the recovery code in the sealed envelope.")
        }
    }
}
