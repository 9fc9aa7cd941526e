//! `home.json`: what must be readable before anybody has signed in. Nothing in it is secret or about a patient.

use crate::StoreError;
use crate::files::{read_whole, write_whole};
use crate::seal::name_of;
use crate::secret::DataKey;
use crate::wrap::Wrap;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The newest version of `home.json` this program reads. Written is the oldest that can say what there is to say.
pub(crate) const HOME_FORMAT: u32 = 2;

/// The version of a file in which every wrap is of the first kind.
pub(crate) const FIRST_FORMAT: u32 = 1;

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HomeFile {
    pub(crate) format: u32,
    /// The home's random id, 32 hex digits.
    pub(crate) home: String,
    pub(crate) hospital: String,
    /// IANA name, such as `Europe/London`.
    pub(crate) zone: String,
    /// Milliseconds since 1970 UTC.
    pub(crate) created_at: i64,
    pub(crate) wraps: Vec<Wrap>,
    /// While the data key is being changed: the wraps that hold once it has. A crash may leave it here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<NextWraps>,
}

/// The wraps of a data key that is about to be the database's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NextWraps {
    /// The name of the data key in them.
    pub(crate) key: String,
    pub(crate) wraps: Vec<Wrap>,
}

/// Read first, so that a newer file is called newer and not damaged.
#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

/// What the file is called.
pub(crate) const NAME: &str = "home.json";

/// Where the file is.
pub(crate) fn path(dir: &Path) -> PathBuf {
    dir.join(NAME)
}

impl HomeFile {
    pub(crate) fn read(dir: &Path) -> Result<Self, StoreError> {
        let path = path(dir);
        let Some(bytes) = read_whole(&path)? else {
            return Err(StoreError::NotAHome { dir: dir.to_owned() });
        };
        Self::from_bytes(&bytes, &path)
    }

    /// Reads the file's bytes; `path` is what an error calls it.
    pub(crate) fn from_bytes(bytes: &[u8], path: &Path) -> Result<Self, StoreError> {
        let damaged = |error: &serde_json::Error| StoreError::HomeFileDamaged {
            path: path.to_owned(),
            line: error.line(),
            why: "it is not the JSON that Battlebag writes".to_owned(),
        };
        let FormatOnly { format } = serde_json::from_slice(bytes).map_err(|error| damaged(&error))?;
        if format > HOME_FORMAT {
            return Err(StoreError::NewerHome {
                found: format,
                known: HOME_FORMAT,
            });
        }
        let file: Self = serde_json::from_slice(bytes).map_err(|error| damaged(&error))?;
        let next = file.next.iter().flat_map(|next| &next.wraps);
        match file.wraps.iter().chain(next).find_map(Wrap::fault) {
            None => Ok(file),
            Some(why) => Err(StoreError::HomeFileDamaged {
                path: path.to_owned(),
                line: 0,
                why: why.to_owned(),
            }),
        }
    }

    pub(crate) fn write(&self, dir: &Path) -> Result<(), StoreError> {
        write_whole(&path(dir), &self.to_bytes(dir)?)
    }

    /// The file's bytes, in the oldest format that can say what there is to say.
    pub(crate) fn to_bytes(&self, dir: &Path) -> Result<Vec<u8>, StoreError> {
        let newer = self.next.is_some() || self.wraps.iter().any(Wrap::is_sealed);
        let format = if newer { HOME_FORMAT } else { FIRST_FORMAT };
        let file = Self {
            format,
            ..self.clone()
        };
        serde_json::to_vec_pretty(&file).map_err(|error| StoreError::HomeFileDamaged {
            path: path(dir),
            line: 0,
            why: error.to_string(),
        })
    }

    /// The file once a change of key is over, for a database that is under this key.
    pub(crate) fn settled_for(&self, key: &DataKey) -> Self {
        let mut settled = self.clone();
        if let Some(next) = settled.next.take()
            && next.key == name_of(key)
        {
            settled.wraps = next.wraps;
        }
        settled
    }
}
