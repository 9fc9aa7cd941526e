//! A new data key: who is out is out, who stays stays, and the power may go at any moment.

use super::people::{person, typed};
use super::{INCIDENT, START, create, note, open, right};
use crate::rekey::Step::{self, Alone, BothWrapped, Closed, Rekeyed, Settled};
use crate::{Credential, Home, KdfCost, KeyPlan, KeyRandom, RecoveryCode, StoreError};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const WORDS: &[u8] = b"bed 4 needs a hand pump";

/// Asha (signed in), Ben, and Cai who is to go.
struct Ward {
    dir: TempDir,
    home: Home,
    code: String,
    cai: String,
}

fn ward() -> Ward {
    let dir = tempfile::tempdir().unwrap();
    let created = create(dir.path());
    let mut home = created.home;
    home.add_person(&person("Ben Osei", "bens plain words", 3))
        .unwrap();
    let cai = home
        .add_person(&person("Cai Rees", "cais plain words", 5))
        .unwrap();
    home.record(INCIDENT, note(WORDS), &[]).unwrap();
    Ward {
        dir,
        home,
        code: created.recovery_code.reveal().to_string(),
        cai: cai.id,
    }
}

fn random() -> KeyRandom {
    KeyRandom::from_bytes([0x77; KeyRandom::LEN])
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn opens(dir: &Path, who: &str, credential: &Credential) -> Result<(), StoreError> {
    // Each on a copy: opening mends what a crash left.
    let image = tempfile::tempdir().unwrap();
    copy(dir, image.path());
    let home = Home::open(image.path(), Some(who), credential, START)?;
    let entries = home.entries(INCIDENT).unwrap();
    assert_eq!(entries[0].body().unwrap().bytes, WORDS);
    home.check_pages().unwrap();
    let text = fs::read_to_string(image.path().join("home.json")).unwrap();
    assert!(!text.contains("\"next\""), "left in the middle: {text}");
    drop(home);
    // And once more, now that it is mended.
    Home::open(image.path(), Some(who), credential, START).map(|_| ())
}

fn those_who_stay_get_in(dir: &Path, code: &str, when: &str) {
    opens(dir, "Asha Verma", &right()).unwrap_or_else(|why| panic!("{when}: Asha: {why}"));
    opens(dir, "Ben Osei", &typed("bens plain words")).unwrap_or_else(|why| panic!("{when}: Ben: {why}"));
    let envelope = Credential::Recovery(RecoveryCode::parse(code).unwrap());
    opens(dir, "anybody", &envelope).unwrap_or_else(|why| panic!("{when}: envelope: {why}"));
}

fn cai_gets_in(dir: &Path) -> bool {
    match opens(dir, "Cai Rees", &typed("cais plain words")) {
        Ok(()) => true,
        Err(StoreError::NoSuchPerson { known, .. }) => {
            assert_eq!(known, ["Asha Verma", "Ben Osei"]);
            false
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn who_is_revoked_is_out_and_everybody_else_stays_in() {
    let mut ward = ward();
    let plan = ward.home.plan_revoke(&ward.cai).unwrap();
    let names = |people: &[crate::Person]| people.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&plan.stays), ["Asha Verma", "Ben Osei"]);
    assert_eq!(names(plan.revoked.as_slice()), ["Cai Rees"]);
    assert!(plan.let_in_again.is_empty() && !plan.new_recovery_code);
    let renewed = ward
        .home
        .renew_data_key(&plan, KdfCost::FOR_TESTS, &random())
        .unwrap();
    assert_eq!(renewed.revoked.unwrap().name, "Cai Rees");
    assert!(renewed.recovery_code.is_none() && renewed.let_in_again.is_empty());
    // The open home works on, alone no longer.
    ward.home.record(INCIDENT, note(b"after"), &[]).unwrap();
    assert_eq!(open(ward.dir.path()).entries(INCIDENT).unwrap().len(), 2);
    drop(ward.home);
    those_who_stay_get_in(ward.dir.path(), &ward.code, "after");
    assert!(!cai_gets_in(ward.dir.path()));
}

#[test]
fn an_old_copy_of_everything_does_not_open_the_home_as_it_is_now() {
    let mut ward = ward();
    let old = tempfile::tempdir().unwrap();
    copy(ward.dir.path(), old.path());
    let plan = ward.home.plan_revoke(&ward.cai).unwrap();
    ward.home
        .renew_data_key(&plan, KdfCost::FOR_TESTS, &random())
        .unwrap();
    drop(ward.home);
    // Cai reads the old copy, with all that it holds of other people's keys.
    let cais = typed("cais plain words");
    let spy = Home::open(old.path(), None, &cais, START).unwrap();
    let kept: Vec<[u8; 32]> = {
        let mut list = spy.connection.prepare("SELECT public FROM person_key").unwrap();
        let rows = list.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    assert_eq!(kept.len(), 4, "Asha, Ben, Cai and the recovery code");
    // Neither the old data key nor anything in there opens a wrap of today, nor the database.
    let now = crate::home_file::HomeFile::read(ward.dir.path()).unwrap();
    for wrap in &now.wraps {
        for secret in kept.iter().chain([&spy.data_key.0]) {
            assert!(
                wrap.open(&now.home, &crate::secret::PersonSecret(*secret))
                    .is_none()
            );
        }
    }
    drop(spy);
    fs::copy(old.path().join("home.json"), ward.dir.path().join("home.json")).unwrap();
    let refused = Home::open(ward.dir.path(), None, &cais, START).unwrap_err();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
}

#[test]
fn the_power_may_go_after_any_step() {
    let mut ward = ward();
    let images = tempfile::tempdir().unwrap();
    let from = ward.dir.path().to_owned();
    let mut seen = Vec::new();
    let plan = ward.home.plan_revoke(&ward.cai).unwrap();
    let mut at = |step: Step| {
        copy(&from, &images.path().join(format!("{step:?}")));
        seen.push(step);
    };
    ward.home
        .renew_with(&plan, KdfCost::FOR_TESTS, &random(), &mut at)
        .unwrap();
    assert_eq!(seen, [Alone, BothWrapped, Rekeyed, Closed, Settled]);
    for step in seen {
        let image = images.path().join(format!("{step:?}"));
        those_who_stay_get_in(&image, &ward.code, &format!("{step:?}"));
        let still_old = matches!(step, Alone | BothWrapped);
        assert_eq!(cai_gets_in(&image), still_old, "{step:?}");
    }
}

#[test]
fn the_power_may_go_in_the_middle_of_writing_the_pages() {
    let mut ward = ward();
    // Enough that the pages do not all fit one write.
    for _ in 0..20 {
        ward.home.record(INCIDENT, note(&[b'x'; 3_000]), &[]).unwrap();
    }
    let image = tempfile::tempdir().unwrap();
    let from = ward.dir.path().to_owned();
    let plan = ward.home.plan_revoke(&ward.cai).unwrap();
    let mut at = |step: Step| {
        if step == Rekeyed {
            copy(&from, image.path());
        }
    };
    ward.home
        .renew_with(&plan, KdfCost::FOR_TESTS, &random(), &mut at)
        .unwrap();
    drop(ward.home);
    let wal = image.path().join("battlebag.db-wal");
    let written = fs::read(&wal).unwrap();
    assert!(written.len() > 20 * 4_096, "{} bytes", written.len());
    // Cut short anywhere: the old key holds, and everybody gets in.
    let mut cut_short = 0;
    for length in (0..written.len()).step_by(4_120 * 3 + 517) {
        fs::write(&wal, &written[..length]).unwrap();
        opens(image.path(), "Asha Verma", &right()).unwrap_or_else(|why| panic!("cut at {length}: {why}"));
        assert!(cai_gets_in(image.path()), "cut at {length}");
        cut_short += 1;
    }
    assert!(cut_short > 5);
    // Whole, and the copying from there into the database cut short anywhere: the new key holds.
    fs::write(&wal, &written).unwrap();
    let old = fs::read(image.path().join("battlebag.db")).unwrap();
    let new = fs::read(ward.dir.path().join("battlebag.db")).unwrap();
    for pages in (0..new.len() / 4_096).step_by(5) {
        let done = pages * 4_096;
        let mixed = [&new[..done], old.get(done..).unwrap_or(&[])].concat();
        fs::write(image.path().join("battlebag.db"), mixed).unwrap();
        opens(image.path(), "Asha Verma", &right()).unwrap_or_else(|why| panic!("{pages} pages: {why}"));
        assert!(!cai_gets_in(image.path()), "{pages} pages");
    }
}

#[test]
fn a_new_key_needs_the_home_alone() {
    let mut ward = ward();
    let other = open(ward.dir.path());
    ward.home
        .set_busy_wait(std::time::Duration::from_millis(20))
        .unwrap();
    let plan = ward.home.plan_revoke(&ward.cai).unwrap();
    let refused = ward.home.renew_data_key(&plan, KdfCost::FOR_TESTS, &random());
    insta::assert_snapshot!(refused.unwrap_err(), @"another window or command has this home open, and a new key needs it alone. Close all others, then try again. Nothing was changed.");
    // Both go on as before.
    ward.home.record(INCIDENT, note(b"two"), &[]).unwrap();
    assert_eq!(other.entries(INCIDENT).unwrap().len(), 2);
    drop(other);
    ward.home
        .renew_data_key(&plan, KdfCost::FOR_TESTS, &random())
        .unwrap();
    assert!(!cai_gets_in(ward.dir.path()));
}

#[test]
fn while_the_key_changes_nobody_else_gets_in_and_nobody_is_told_of_damage() {
    let mut ward = ward();
    let dir = ward.dir.path().to_owned();
    let plan = ward.home.plan_revoke(&ward.cai).unwrap();
    let mut said = Vec::new();
    let mut at = |step: Step| {
        if step == Rekeyed {
            said.push(Home::open(&dir, Some("Ben Osei"), &typed("bens plain words"), START).unwrap_err());
        }
    };
    ward.home
        .renew_with(&plan, KdfCost::FOR_TESTS, &random(), &mut at)
        .unwrap();
    assert_eq!(said.len(), 1);
    assert!(
        said.iter().all(|why| matches!(why, StoreError::AlreadyOpen)),
        "{said:?}"
    );
    those_who_stay_get_in(ward.dir.path(), &ward.code, "after");
}

#[test]
fn nobody_revokes_themselves_or_the_last_person() {
    let dir = tempfile::tempdir().unwrap();
    let created = create(dir.path());
    let asha = created.home.signed_in().id.clone();
    let refused = created.home.plan_revoke(&asha).unwrap_err();
    insta::assert_snapshot!(refused, @"you cannot revoke yourself: you would be locked out of the home you are working in. Ask another person who can open it to revoke you.");
    let code = created.recovery_code.reveal().to_string();
    drop(created.home);
    let envelope = Credential::Recovery(RecoveryCode::parse(&code).unwrap());
    let home = Home::open(dir.path(), None, &envelope, START).unwrap();
    let refused = home.plan_revoke(&asha).unwrap_err();
    insta::assert_snapshot!(refused, @"Asha Verma is the last person who can open this home, so they cannot be revoked. Let another person in first, and have them sign in once.");
}

/// A home as version 1 left it: no public halves.
fn forget_publics(home: &Home) {
    home.connection.execute("DELETE FROM person_key", []).unwrap();
}

#[test]
fn who_has_not_signed_in_since_is_named_first_and_dropped_only_when_agreed() {
    let mut ward = ward();
    forget_publics(&ward.home);
    let plan = ward.home.plan_revoke(&ward.cai).unwrap();
    let names = |plan: &KeyPlan| {
        let names = |people: &[crate::Person]| people.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
        (
            names(&plan.stays),
            names(&plan.let_in_again),
            plan.new_recovery_code,
        )
    };
    let expected = (vec!["Asha Verma".to_owned()], vec!["Ben Osei".to_owned()], true);
    assert_eq!(names(&plan), expected);
    let refused = ward
        .home
        .renew_data_key(&plan, KdfCost::FOR_TESTS, &random())
        .unwrap_err();
    insta::assert_snapshot!(refused, @"these people would have to be let in again, because they have not signed in since Battlebag was brought up to date: Ben Osei. Have that done first, or agree to it and try again. Nothing was changed.");
    assert!(cai_gets_in(ward.dir.path()), "nothing was changed");
    let agreed = plan.confirmed();
    let renewed = ward
        .home
        .renew_data_key(&agreed, KdfCost::FOR_TESTS, &random())
        .unwrap();
    assert_eq!(renewed.let_in_again[0].name, "Ben Osei");
    let code = renewed.recovery_code.unwrap().reveal().to_string();
    let people: Vec<String> = ward.home.people().into_iter().map(|person| person.name).collect();
    assert_eq!(people, ["Asha Verma"]);
    opens(ward.dir.path(), "Asha Verma", &right()).unwrap();
    let envelope = |code: &str| Credential::Recovery(RecoveryCode::parse(code).unwrap());
    opens(ward.dir.path(), "anybody", &envelope(&code)).unwrap();
    assert!(opens(ward.dir.path(), "anybody", &envelope(&ward.code)).is_err());
    ward.home
        .add_person(&person("Ben Osei", "bens plain words", 9))
        .unwrap();
    opens(ward.dir.path(), "Ben Osei", &typed("bens plain words")).unwrap();
}

#[test]
fn signing_in_once_is_enough_to_stay() {
    let mut ward = ward();
    forget_publics(&ward.home);
    let stale = ward.home.plan_revoke(&ward.cai).unwrap().confirmed();
    let dir = ward.dir.path().to_owned();
    drop(Home::open(&dir, Some("Ben Osei"), &typed("bens plain words"), START).unwrap());
    let envelope = Credential::Recovery(RecoveryCode::parse(&ward.code).unwrap());
    drop(Home::open(&dir, None, &envelope, START).unwrap());
    // A plan that is out of date in this direction does no harm: Ben stays.
    let renewed = ward
        .home
        .renew_data_key(&stale, KdfCost::FOR_TESTS, &random())
        .unwrap();
    assert!(renewed.let_in_again.is_empty() && renewed.recovery_code.is_none());
    those_who_stay_get_in(&dir, &ward.code, "after");
}

#[test]
fn a_plan_that_would_now_drop_more_people_is_refused() {
    let mut ward = ward();
    let plan = ward.home.plan_revoke(&ward.cai).unwrap();
    forget_publics(&ward.home);
    let refused = ward
        .home
        .renew_data_key(&plan.confirmed(), KdfCost::FOR_TESTS, &random());
    insta::assert_snapshot!(refused.unwrap_err(), @"who can open this home has changed since you looked, so nothing was done. Look at the list again, then decide.");
    assert!(cai_gets_in(ward.dir.path()));
}

#[test]
fn the_key_is_changed_again_and_again() {
    let mut ward = ward();
    for seed in 1..4 {
        let plan = ward.home.plan_new_data_key().unwrap();
        assert_eq!(plan.stays.len(), 3);
        let random = KeyRandom::from_bytes([seed; KeyRandom::LEN]);
        ward.home
            .renew_data_key(&plan, KdfCost::FOR_TESTS, &random)
            .unwrap();
        those_who_stay_get_in(ward.dir.path(), &ward.code, "again");
        assert!(cai_gets_in(ward.dir.path()), "nobody was revoked");
    }
}

/// Not a test of its own: a revocation on a disk that has no room for the pages under the new key.
#[test]
#[ignore = "runs as a child of the test below"]
fn revokes_without_room() {
    let Some(dir) = super::processes::told() else {
        return;
    };
    let mut home = open(&dir);
    let cai = home
        .people()
        .into_iter()
        .find(|person| person.name == "Cai Rees")
        .unwrap();
    let plan = home.plan_revoke(&cai.id).unwrap();
    let refused = home
        .renew_data_key(&plan, KdfCost::FOR_TESTS, &random())
        .unwrap_err();
    // SQLCipher says that all went well.
    assert!(matches!(refused, StoreError::KeyNotRenewed), "{refused}");
    // The home that is open goes on with the old key.
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 21);
    home.check_pages().unwrap();
}

#[cfg(unix)]
#[test]
fn without_room_for_the_new_pages_everything_stays_as_it_was() {
    let mut ward = ward();
    for _ in 0..20 {
        ward.home.record(INCIDENT, note(&[b'x'; 9_000]), &[]).unwrap();
    }
    drop(ward.home);
    // No file may grow beyond this many blocks of 512 bytes; the pages are three times that.
    let limit =
        "trap '' XFSZ; ulimit -f 150; exec \"$0\" --ignored --exact tests::rekey::revokes_without_room";
    let mut child = std::process::Command::new("sh");
    child.args(["-c", limit]).arg(std::env::current_exe().unwrap());
    let output = child
        .env(super::processes::HOME, ward.dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    those_who_stay_get_in(ward.dir.path(), &ward.code, "after");
    assert!(cai_gets_in(ward.dir.path()));
}

#[test]
fn a_home_larger_than_what_memory_holds_of_it_is_written_anew() {
    let mut ward = ward();
    let mut noise = vec![0; 6_000_000];
    blake3::Hasher::new().finalize_xof().fill(&mut noise);
    let hash = ward.home.put_blob("census", "large", &noise, START).unwrap();
    let plan = ward.home.plan_revoke(&ward.cai).unwrap();
    ward.home
        .renew_data_key(&plan, KdfCost::FOR_TESTS, &random())
        .unwrap();
    ward.home.check_pages().unwrap();
    drop(ward.home);
    assert_eq!(open(ward.dir.path()).get_blob(hash).unwrap(), noise);
    assert!(!cai_gets_in(ward.dir.path()));
}

/// Not a test of its own: changes the key over and over until it is killed.
#[test]
#[ignore = "runs as a child of the test below"]
fn changes_the_key_for_ever() {
    let Some(dir) = super::processes::told() else {
        return;
    };
    let mut home = open(&dir);
    for round in 0..=u8::MAX {
        let plan = home.plan_new_data_key().unwrap();
        let random = KeyRandom::from_bytes([round; KeyRandom::LEN]);
        home.renew_data_key(&plan, KdfCost::FOR_TESTS, &random).unwrap();
    }
}

#[test]
fn killed_at_any_moment_of_changing_the_key_everybody_still_gets_in() {
    let ward = ward();
    drop(ward.home);
    for round in 0_u64..12 {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "tests::rekey::changes_the_key_for_ever"])
            .env(super::processes::HOME, ward.dir.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(25 + 13 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        those_who_stay_get_in(ward.dir.path(), &ward.code, &format!("killed in round {round}"));
        assert!(cai_gets_in(ward.dir.path()), "nobody was revoked");
    }
    // The kills came while keys were being changed, not before.
    let text = fs::read_to_string(ward.dir.path().join("home.json")).unwrap();
    assert!(text.contains("sealed_with"), "{text}");
}
