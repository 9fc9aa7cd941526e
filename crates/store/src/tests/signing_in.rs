//! Who can open a home, and what happens to those who cannot.

use super::{START, create, new_home, open, right, wrong};
use crate::{Credential, Home, KdfCost, NewPerson, Passphrase, RecoveryCode, StoreError, WrapRandom};

fn refused(dir: &std::path::Path, credential: &Credential, now: i64) -> StoreError {
    Home::open(dir, None, credential, now).unwrap_err()
}

#[test]
fn a_home_opens_again_with_its_passphrase_or_its_recovery_code() {
    let dir = tempfile::tempdir().unwrap();
    let created = create(dir.path());
    let station = created.home.station().unwrap();
    let printed = created.recovery_code.reveal().to_string();
    drop(created);
    let home = open(dir.path());
    assert_eq!(
        (home.hospital(), home.zone(), home.created_at()),
        ("St Elsewhere", "Europe/London", START)
    );
    assert_eq!(
        (home.signed_in().name.as_str(), home.signed_in().recovery),
        ("Asha Verma", false)
    );
    assert_eq!(home.station().unwrap(), station);
    drop(home);
    let code = Credential::Recovery(RecoveryCode::parse(&printed).unwrap());
    assert!(
        Home::open(dir.path(), None, &code, START)
            .unwrap()
            .signed_in()
            .recovery
    );
}

#[test]
fn wrong_tries_are_counted_across_restarts_and_cost_a_wait() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    insta::assert_snapshot!(refused(dir.path(), &wrong(), START), @"that passphrase or code does not open this home (1 wrong try). Check Caps Lock and the keyboard's language, then try again.");
    assert!(matches!(
        refused(dir.path(), &wrong(), START),
        StoreError::WrongPassphrase { tries: 2, wait_s: 0 }
    ));
    insta::assert_snapshot!(refused(dir.path(), &wrong(), START), @"that passphrase or code does not open this home (3 wrong tries in a row). Wait 5 seconds, then try again, or use the recovery code in the sealed envelope.");
    // Even the right one has to wait, and is not counted.
    insta::assert_snapshot!(refused(dir.path(), &right(), START + 1_000), @"too many wrong tries (3 wrong tries in a row). Wait 4 seconds, then try again.");
    assert!(matches!(
        refused(dir.path(), &wrong(), START + 5_000),
        StoreError::WrongPassphrase { tries: 4, wait_s: 15 }
    ));
    drop(Home::open(dir.path(), None, &right(), START + 20_000).unwrap());
    assert!(matches!(
        refused(dir.path(), &wrong(), START),
        StoreError::WrongPassphrase { tries: 1, .. }
    ));
}

#[test]
fn a_damaged_count_is_not_a_fresh_start() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    std::fs::write(dir.path().join("tries.json"), "{").unwrap();
    assert!(matches!(
        refused(dir.path(), &wrong(), START),
        StoreError::WrongPassphrase {
            tries: 9,
            wait_s: 300
        }
    ));
}

#[test]
fn several_people_open_one_home_each_with_their_own_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let mut home = create(dir.path()).home;
    let new = |name: &str, passphrase: &str| NewPerson {
        name: name.to_owned(),
        passphrase: Passphrase::new(passphrase.to_owned()),
        cost: KdfCost::FOR_TESTS,
        random: WrapRandom::from_bytes([3; 48]),
    };
    let added = home.add_person(&new("Ben Osei", "four plain words")).unwrap();
    insta::assert_snapshot!(home.add_person(&new(" ben osei", "four plain words")).unwrap_err(), @r#"the name " ben osei" cannot be used: it is empty, too long, or somebody here has it. Add a middle name or a role."#);
    insta::assert_snapshot!(home.add_person(&new("Cai Rees", "short")).unwrap_err(), @"the passphrase has fewer than 8 characters. Choose a longer one; four plain words are easy to type.");
    drop(home);
    let bens = Credential::Passphrase(Passphrase::new("four plain words".to_owned()));
    assert_eq!(
        Home::open(dir.path(), Some("Ben Osei"), &bens, START)
            .unwrap()
            .signed_in(),
        &added
    );
    assert_eq!(
        Home::open(dir.path(), None, &bens, START).unwrap().signed_in(),
        &added
    );
    assert!(Home::open(dir.path(), Some("Asha Verma"), &bens, START).is_err());
    let unknown = Home::open(dir.path(), Some("Dee"), &bens, START).unwrap_err();
    insta::assert_snapshot!(unknown, @r#"nobody called "Dee" can open this home. Those who can: Asha Verma, Ben Osei."#);
    let names: Vec<String> = Home::people_of(dir.path())
        .unwrap()
        .into_iter()
        .map(|person| person.name)
        .collect();
    assert_eq!(names, ["Asha Verma", "Ben Osei"]);
}

#[test]
fn a_home_is_never_made_over_something_else() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    assert!(matches!(
        Home::create(dir.path(), &new_home(2)).unwrap_err(),
        StoreError::AlreadyAHome { .. }
    ));
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("thesis.doc"), "x").unwrap();
    assert!(matches!(
        Home::create(other.path(), &new_home(2)).unwrap_err(),
        StoreError::NotEmpty { .. }
    ));
    let mut short = new_home(2);
    short.passphrase = Passphrase::new("short".to_owned());
    let fresh = tempfile::tempdir().unwrap();
    assert!(matches!(
        Home::create(fresh.path(), &short).unwrap_err(),
        StoreError::ShortPassphrase { least: 8 }
    ));
    assert_eq!(
        std::fs::read_dir(fresh.path()).unwrap().count(),
        0,
        "nothing was left behind"
    );
}

#[test]
fn secrets_are_in_no_debug_text() {
    let dir = tempfile::tempdir().unwrap();
    let created = create(dir.path());
    let shown = format!("{created:?} {:?} {:?}", new_home(1), right());
    assert!(
        !shown.contains("horse") && !shown.contains(created.recovery_code.reveal().as_str()),
        "{shown}"
    );
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("home");
    let mut home = create(&dir).home;
    home.set_setting("a", "b").unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    for file in std::fs::read_dir(&dir).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}
