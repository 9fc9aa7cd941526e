//! A second connection to an open home, for long work beside the window.

use crate::home::Home;
use crate::home::database;
use crate::secret::DataKey;
use crate::{StoreError, cipher};
use battlebag_log::StationKey;

impl Home {
    /// The same home once more, on a connection of its own: a backup copies through it while the window goes on.
    /// Needs no passphrase, since the home is open. Drop it when the work is done.
    pub fn beside(&self) -> Result<Self, StoreError> {
        let data_key = DataKey(self.data_key.0);
        Ok(Self {
            connection: cipher::open(&database(&self.dir), &data_key)?,
            key: StationKey::from_seed(*self.key.seed()),
            dir: self.dir.clone(),
            file: self.file.clone(),
            data_key,
            signed_in: self.signed_in.clone(),
            public: self.public.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{INCIDENT, home, note};

    #[test]
    fn both_connections_see_what_either_writes() {
        let (_dir, mut first) = home();
        let mut second = first.beside().unwrap();
        first.record(INCIDENT, note(b"one"), &[]).unwrap();
        second.record(INCIDENT, note(b"two"), &[]).unwrap();
        assert_eq!(first.entries(INCIDENT).unwrap().len(), 2);
        assert!(second.verify(INCIDENT, &[]).unwrap().is_whole());
    }
}
