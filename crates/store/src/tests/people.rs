//! New passphrases, a new recovery code: who gets in with what, before and after.

use super::{START, create, open, right, wrong};
use crate::{
    Credential, Home, KdfCost, NewPassphrase, NewPerson, Passphrase, RecoveryCode, RecoveryRandom,
    StoreError, WrapRandom,
};
use std::path::Path;

pub(crate) fn typed(text: &str) -> Credential {
    Credential::Passphrase(Passphrase::new(text.to_owned()))
}

pub(crate) fn person(name: &str, passphrase: &str, seed: u8) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        passphrase: Passphrase::new(passphrase.to_owned()),
        cost: KdfCost::FOR_TESTS,
        random: WrapRandom::from_bytes([seed; 48]),
    }
}

fn fresh(passphrase: &str, seed: u8) -> NewPassphrase {
    NewPassphrase {
        passphrase: Passphrase::new(passphrase.to_owned()),
        cost: KdfCost::FOR_TESTS,
        random: WrapRandom::from_bytes([seed; 48]),
    }
}

fn opens(dir: &Path, credential: &Credential) -> bool {
    let opened = Home::open(dir, None, credential, START);
    let _ = std::fs::remove_file(dir.join("tries.json"));
    opened.is_ok()
}

#[test]
fn a_person_changes_their_own_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let mut home = create(dir.path()).home;
    let asha = home.signed_in().clone();
    let old = Passphrase::new(super::PASSPHRASE.to_owned());
    home.change_passphrase(&old, &fresh("new battery staple", 4), START)
        .unwrap();
    drop(home);
    assert!(!opens(dir.path(), &right()));
    let home = Home::open(dir.path(), None, &typed("new battery staple"), START).unwrap();
    assert_eq!(home.signed_in(), &asha);
    assert!(!dir.path().join("tries.json").exists());
}

#[test]
fn a_wrong_old_passphrase_counts_as_at_sign_in_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut home = create(dir.path()).home;
    let guess = Passphrase::new("incorrect horse".to_owned());
    for tries in 1..=3 {
        let refused = home.change_passphrase(&guess, &fresh("new battery staple", 4), START);
        let Err(StoreError::WrongPassphrase { tries: counted, .. }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(counted, tries);
    }
    let waits = Home::open(dir.path(), None, &wrong(), START).unwrap_err();
    assert!(matches!(waits, StoreError::WaitFirst { tries: 3, .. }), "{waits}");
    assert_eq!(Home::tries(dir.path(), START).unwrap(), (3, 5));
    let short = home.change_passphrase(&guess, &fresh("short", 4), START);
    assert!(matches!(short, Err(StoreError::ShortPassphrase { .. })));
    drop(Home::open(dir.path(), None, &right(), START + 5_000).unwrap());
}

#[test]
fn one_person_gives_another_a_new_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let mut home = create(dir.path()).home;
    let ben = home
        .add_person(&person("Ben Osei", "four plain words", 3))
        .unwrap();
    assert_eq!(
        home.reset_passphrase(&ben.id, &fresh("five plain words", 5))
            .unwrap(),
        ben
    );
    insta::assert_snapshot!(home.reset_passphrase("0000", &fresh("five plain words", 5)).unwrap_err(), @r#"nobody called "0000" can open this home. Those who can: Asha Verma, Ben Osei."#);
    drop(home);
    assert!(!opens(dir.path(), &typed("four plain words")));
    assert!(opens(dir.path(), &typed("five plain words")) && opens(dir.path(), &right()));
}

#[test]
fn who_lost_every_passphrase_comes_in_by_the_envelope_and_gets_a_new_one() {
    let dir = tempfile::tempdir().unwrap();
    let created = create(dir.path());
    let printed = created.recovery_code.reveal().to_string();
    let asha = created.home.signed_in().clone();
    drop(created);
    let envelope = Credential::Recovery(RecoveryCode::parse(&printed).unwrap());
    let mut home = Home::open(dir.path(), None, &envelope, START).unwrap();
    assert!(home.signed_in().recovery);
    let old = Passphrase::new("anything at all".to_owned());
    insta::assert_snapshot!(home.change_passphrase(&old, &fresh("new battery staple", 4), START).unwrap_err(), @"you came in with the recovery code, so there is no passphrase of yours to change. Give the person who will sign in a new passphrase instead.");
    let by_code = home.signed_in().id.clone();
    assert!(
        home.reset_passphrase(&by_code, &fresh("new battery staple", 4))
            .is_err()
    );
    home.reset_passphrase(&asha.id, &fresh("new battery staple", 4))
        .unwrap();
    drop(home);
    assert!(opens(dir.path(), &typed("new battery staple")) && opens(dir.path(), &envelope));
}

#[test]
fn a_new_recovery_code_takes_the_place_of_the_old() {
    let dir = tempfile::tempdir().unwrap();
    let created = create(dir.path());
    let old = created.recovery_code.reveal().to_string();
    let mut home = created.home;
    let random = RecoveryRandom::from_bytes([6; RecoveryRandom::LEN]);
    let new = home.new_recovery_code(KdfCost::FOR_TESTS, &random).unwrap();
    let new = new.reveal().to_string();
    drop(home);
    let by = |code: &str| Credential::Recovery(RecoveryCode::parse(code).unwrap());
    assert!(!opens(dir.path(), &by(&old)));
    assert!(opens(dir.path(), &by(&new)) && opens(dir.path(), &right()));
    let text = std::fs::read_to_string(dir.path().join("home.json")).unwrap();
    assert_eq!(text.matches("recovery").count(), 1, "{text}");
}

#[test]
fn two_windows_that_let_people_in_lose_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let mut first = create(dir.path()).home;
    let mut second = open(dir.path());
    first
        .add_person(&person("Ben Osei", "four plain words", 3))
        .unwrap();
    second
        .add_person(&person("Cai Rees", "some plain words", 5))
        .unwrap();
    let taken = first.add_person(&person("cai rees", "more plain words", 6));
    assert!(matches!(taken, Err(StoreError::NameTaken { .. })));
    let names: Vec<String> = second.people().into_iter().map(|person| person.name).collect();
    assert_eq!(names, ["Asha Verma", "Ben Osei", "Cai Rees"]);
}

#[test]
fn wrong_recovery_codes_and_passphrases_share_one_count() {
    let dir = tempfile::tempdir().unwrap();
    let created = create(dir.path());
    let printed = created.recovery_code.reveal().to_string();
    drop(created);
    let envelope = |code: RecoveryCode| Credential::Recovery(code);
    let guess = || envelope(RecoveryCode::from_random(&[0x21; 14]));
    let refused = |credential: &Credential, now| Home::open(dir.path(), None, credential, now).unwrap_err();
    for tries in 1..=2 {
        let why = refused(&guess(), START);
        assert!(matches!(why, StoreError::WrongPassphrase { tries: counted, .. } if counted == tries));
    }
    let why = refused(&wrong(), START);
    assert!(matches!(why, StoreError::WrongPassphrase { tries: 3, wait_s: 5 }));
    // The right code waits too, and a mistyped one is not a try.
    let right_code = envelope(RecoveryCode::parse(&printed).unwrap());
    assert!(matches!(
        refused(&right_code, START),
        StoreError::WaitFirst { tries: 3, .. }
    ));
    assert!(RecoveryCode::parse(&printed.replacen(|c| c != 'B', "B", 1)).is_err());
    assert_eq!(Home::tries(dir.path(), START + 5_000).unwrap(), (3, 0));
    drop(Home::open(dir.path(), None, &right_code, START + 5_000).unwrap());
    assert_eq!(Home::tries(dir.path(), START).unwrap(), (0, 0));
}
