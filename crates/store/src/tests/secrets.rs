//! No secret is in any debug text, however deep it stands in what is printed.

use super::backup::{go_on, new};
use super::people::person;
use super::{START, create, new_home, right};
use crate::{
    Credential, Home, HomeRandom, KdfCost, KeyRandom, NewPassphrase, Passphrase, RecoveryCode,
    RecoveryRandom, Restore, StationSeed, WrapRandom,
};
use std::fmt::Debug;

const PHRASE: &str = "Quillfeather passphrase";
/// Shown as a list, this byte is "151"; in hex "97"; nothing else here has seven of them in a row.
const BYTE: u8 = 0x97;

fn tells_nothing(shown: &impl Debug, code: &str) {
    for text in [format!("{shown:?}"), format!("{shown:#?}")] {
        let flat: String = text.split_whitespace().collect();
        for secret in [PHRASE, super::PASSPHRASE, code, "151,151,151", "97979797"] {
            assert!(!text.contains(secret) && !flat.contains(secret), "{text}");
        }
    }
}

#[test]
fn no_public_type_shows_a_secret() {
    let code = RecoveryCode::from_random(&[BYTE; 14]);
    let printed = code.reveal().to_string();
    let passphrase = || Passphrase::new(PHRASE.to_owned());
    let wrap = || WrapRandom::from_bytes([BYTE; WrapRandom::LEN]);
    tells_nothing(&code, &printed);
    tells_nothing(&passphrase(), &printed);
    tells_nothing(&wrap(), &printed);
    tells_nothing(&HomeRandom::from_bytes([BYTE; HomeRandom::LEN]), &printed);
    tells_nothing(&KeyRandom::from_bytes([BYTE; KeyRandom::LEN]), &printed);
    tells_nothing(&RecoveryRandom::from_bytes([BYTE; RecoveryRandom::LEN]), &printed);
    tells_nothing(&StationSeed::from_bytes([BYTE; 32]), &printed);
    tells_nothing(&crate::secret::DataKey([BYTE; 32]), &printed);
    tells_nothing(&crate::secret::PersonSecret([BYTE; 32]), &printed);
    tells_nothing(&Credential::Passphrase(passphrase()), &printed);
    tells_nothing(&Credential::Recovery(code), &printed);
    tells_nothing(&new_home(BYTE), &printed);
    tells_nothing(&person("Ben Osei", PHRASE, BYTE), &printed);
    let fresh = NewPassphrase {
        passphrase: passphrase(),
        cost: KdfCost::FOR_TESTS,
        random: wrap(),
    };
    tells_nothing(&fresh, &printed);
}

#[test]
fn no_home_and_nothing_that_comes_of_one_shows_a_secret() {
    let dir = tempfile::tempdir().unwrap();
    let mut created = create(dir.path());
    let printed = created.recovery_code.reveal().to_string();
    tells_nothing(&created, &printed);
    let home = &mut created.home;
    let seed = hex::encode(home.station_key().unwrap().seed().as_slice());
    let key = hex::encode(home.data_key.0);
    let shown = format!("{home:?} {:?}", home.station_key().unwrap());
    assert!(!shown.contains(&seed) && !shown.contains(&key), "{shown}");
    home.connection.execute("DELETE FROM person_key", []).unwrap();
    let plan = home.plan_new_data_key().unwrap().confirmed();
    let random = KeyRandom::from_bytes([BYTE; KeyRandom::LEN]);
    let renewed = home.renew_data_key(&plan, KdfCost::FOR_TESTS, &random).unwrap();
    let new_code = renewed.recovery_code.as_ref().unwrap().reveal().to_string();
    tells_nothing(&renewed, &new_code);
    tells_nothing(home, &new_code);
    let shelf = tempfile::tempdir().unwrap();
    let file = shelf.path().join("backup");
    let backup = home.backup(&file, &new("", START), &mut go_on).unwrap();
    tells_nothing(&backup, &new_code);
    let right = right();
    let how = Restore {
        who: None,
        credential: &right,
        station_seed: StationSeed::from_bytes([BYTE; 32]),
        now: START,
    };
    tells_nothing(&how, &new_code);
    let place = tempfile::tempdir().unwrap();
    tells_nothing(&Home::restore(&file, place.path(), &how).unwrap(), &new_code);
}
