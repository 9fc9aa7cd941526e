//! What an inquest asks of the log: who could do what, what was corrected and erased, and proof on paper.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use std::path::{Path, PathBuf};

use battlebag_commands::ErrorKind;
use battlebag_store::{Credential, Home, Passphrase};
use desk::{Desk, PASSPHRASE};
use serde_json::{Value, json};

fn incident(desk: &Desk) {
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
}

fn log(desk: &Desk, asked: Value) -> Vec<Value> {
    desk.ask("log", asked)["entries"].as_array().unwrap().clone()
}

fn number(written: &Value) -> String {
    written["number"].to_string()
}

fn all() -> Value {
    json!({"kind": "", "search": "", "limit": 0})
}

#[test]
fn a_correction_stands_beside_what_it_corrects_and_an_erasure_leaves_the_place() {
    let desk = Desk::with_home();
    incident(&desk);
    let noted = desk.ask(
        "log_add",
        json!({"text": "Bed 4 is Wanda Quill", "occurred_at": null}),
    );
    desk.minutes_pass(3);
    desk.ask(
        "entry_correct",
        json!({"key": number(&noted), "text": "Bed 5 is Wanda Quill"}),
    );
    desk.ask(
        "entry_flag",
        json!({"key": number(&noted), "on": true, "remark": "two beds mixed up"}),
    );
    let find = |desk: &Desk| {
        log(desk, all())
            .into_iter()
            .find(|e| e["number"] == noted["number"])
            .unwrap()
    };
    let entry = find(&desk);
    assert_eq!(entry["text"], "Bed 4 is Wanda Quill");
    assert_eq!(entry["corrected"][0]["text"], "Bed 5 is Wanda Quill");
    assert_eq!(
        (&entry["flagged"], &entry["flag_remark"]),
        (&json!(true), &json!("two beds mixed up"))
    );
    assert_eq!(log(&desk, json!({"flagged": true})).len(), 1);
    assert_eq!(log(&desk, json!({"search": "quill bed"})).len(), 2);

    let erase = json!({"key": number(&noted), "because": "wrong patient", "ground": "UK GDPR article 17"});
    desk.ask("entry_redact", erase.clone());
    let entry = find(&desk);
    assert_eq!(entry["unread"], true);
    assert!(
        entry["erased"].as_str().unwrap().ends_with("wrong patient"),
        "{entry}"
    );
    let again = desk.try_ask("entry_redact", erase).unwrap_err();
    assert!(again.what.contains("erased already"), "{}", again.what);
    // The words are gone from the search too; the correction, which says them again, is an entry of its own.
    assert_eq!(log(&desk, json!({"search": "quill"})).len(), 1);
    assert_eq!(desk.ask("log_verify", json!({}))["ok"], true);
    // The record without the words still verifies, and does not hold them.
    let file = desk.dir.path().join("record.zip");
    desk.job("record_export", json!({"to": file.display().to_string()}));
    let bytes = std::fs::read(&file).unwrap();
    let report = battlebag_verify::check(&bytes).unwrap();
    assert!(report.is_whole(), "{report}");
    assert_eq!(report.verdict.redacted.len(), 1);
    assert!(
        !bytes.windows(5).any(|w| w == b"Bed 4"),
        "the erased words are in the record"
    );
}

#[test]
fn without_the_role_an_act_needs_broken_glass_and_somebody_else_looks_at_it() {
    let desk = Desk::with_home();
    incident(&desk);
    desk.ask(
        "role_assign",
        json!({"role": "strategic-commander", "person": "Ann Lee", "contact": ""}),
    );
    let refused = desk
        .try_ask("incident_stand_down", json!({"because": "clean"}))
        .unwrap_err();
    assert_eq!(refused.kind, ErrorKind::NoPower);
    let frame = desk.ask(
        "incident_stand_down",
        json!({"because": "clean", "break_glass": "Ann Lee cannot be reached"}),
    );
    assert_eq!(frame["incident"]["life"], "stood_down");
    let strip = frame["strip"].as_array().unwrap();
    assert!(
        strip.iter().any(|w| w["head"] == "Glass was broken."),
        "{strip:?}"
    );
    let entries = log(&desk, json!({"kind": "glass"}));
    assert_eq!(entries.len(), 1);
    let own = json!({"key": entries[0]["key"], "because": "fine"});
    assert!(
        desk.try_ask("glass_review", own.clone())
            .unwrap_err()
            .what
            .contains("yourself")
    );

    desk.ask(
        "person_add",
        json!({"person": "Ann Lee", "passphrase": "ann has four words", "break_glass": "shift change"}),
    );
    desk.ask("lock", json!({}));
    desk.ask(
        "unlock",
        json!({"person": "Ann Lee", "passphrase": "ann has four words"}),
    );
    for entry in log(&desk, json!({"kind": "glass"})) {
        desk.ask(
            "glass_review",
            json!({"key": entry["key"], "because": "Right to do"}),
        );
    }
    let frame = desk.ask("frame", json!({}));
    let strip = frame["strip"].as_array().unwrap();
    assert!(
        !strip.iter().any(|w| w["head"] == "Glass was broken."),
        "{strip:?}"
    );
}

#[test]
fn a_revoked_person_is_out_and_the_envelope_lets_one_back_in() {
    let desk = Desk::new();
    let made = desk.ask(
        "create_home",
        json!({"hospital": "St Oswin’s Hospital", "person": "Robin Hale", "passphrase": PASSPHRASE, "zone": ""}),
    );
    let code = made["recovery_code"].as_str().unwrap().to_owned();
    desk.ask(
        "person_add",
        json!({"person": "Sam Field", "passphrase": "sam has four words"}),
    );
    let plan = desk.ask("person_plan", json!({"person": "Sam Field"}));
    assert_eq!(plan["stays"], json!(["Robin Hale"]));
    desk.ask(
        "person_revoke",
        json!({"person": "Sam Field", "because": "left", "confirmed": true}),
    );
    desk.ask("lock", json!({}));
    let out = desk
        .try_ask(
            "unlock",
            json!({"person": "Sam Field", "passphrase": "sam has four words"}),
        )
        .unwrap_err();
    assert!(out.what.contains("Sam Field"), "{}", out.what);

    let frame = desk.ask(
        "recover",
        json!({"recovery_code": code, "person": "Robin Hale", "passphrase": "a phrase chosen anew"}),
    );
    let opened = "The sealed recovery code was opened.";
    let has = |frame: &Value, head: &str| {
        frame["strip"]
            .as_array()
            .unwrap()
            .iter()
            .any(|w| w["head"] == head)
    };
    assert!(has(&frame, opened), "{frame}");
    let renewed = desk.ask("recovery_renew", json!({}));
    assert_ne!(renewed["recovery_code"], json!(code));
    assert!(!has(&desk.ask("frame", json!({})), opened));
    let kinds: Vec<String> = log(&desk, all())
        .iter()
        .map(|e| e["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds,
        [
            "recovery.renewed",
            "recovery.used",
            "station.renewed",
            "person.revoked",
            "person.added"
        ]
    );
    // A wrong code is said in words, and costs a wait like any other wrong try.
    desk.ask("lock", json!({}));
    let wrong = desk.try_ask(
        "recover",
        json!({"recovery_code": code, "person": "Robin Hale", "passphrase": "again four words"}),
    );
    assert_eq!(wrong.unwrap_err().kind, ErrorKind::Passphrase);
    assert_eq!(desk.ask("status", json!({}))["tries"], 1);
}

#[test]
fn an_old_sheet_proves_its_past_and_the_exported_record_stands_alone() {
    let desk = Desk::with_home();
    incident(&desk);
    desk.ask(
        "decision_add",
        json!({"decision": "Divert stroke", "known": "No CT", "rationale": "Time to needle", "risks": "Longer journeys",
            "policy": "Stroke network plan", "told": "Ambulance control", "review_at": null, "occurred_at": null,
            "considered": [{"option": "Private scanner", "why_not": "No crew before 08:00"}]}),
    );
    let sheet = desk.ask("checkpoint_make", json!({"print": true}));
    assert!(Path::new(sheet["file"].as_str().unwrap()).is_file());
    let words: Vec<&str> = sheet["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w.as_str().unwrap())
        .collect();
    for n in 0..5 {
        desk.ask(
            "log_add",
            json!({"text": format!("Round {n}"), "occurred_at": null}),
        );
    }
    let proof = desk.ask("checkpoint_check", json!({"text": words.join(" ")}));
    assert_eq!(
        (&proof["holds"], &proof["entries"]),
        (&json!(true), &sheet["entries"])
    );
    let proof = desk.ask("checkpoint_check", json!({"text": sheet["qr"]}));
    assert_eq!(
        (&proof["holds"], &proof["entries"]),
        (&json!(true), &sheet["entries"])
    );
    let other = words.iter().rev().copied().collect::<Vec<_>>().join(" ");
    assert_eq!(
        desk.ask("checkpoint_check", json!({"text": other}))["holds"],
        false
    );

    let file = desk.dir.path().join("record.zip");
    desk.job("record_export", json!({"to": file.display().to_string()}));
    let bytes = std::fs::read(&file).unwrap();
    let report = battlebag_verify::check(&bytes).unwrap();
    assert!(report.is_whole(), "{report}");
    assert_eq!(report.manifest.stations[0].people, ["Siobhán Ní Chonchúir"]);
    assert_eq!(report.manifest.checkpoints[0].words, words.join(" "));
    let json = std::str::from_utf8(&bytes[find(&bytes, b"\"format\": 1")..]).unwrap_or_default();
    assert!(json.is_empty() || json.contains("Divert stroke"));
    assert!(find(&bytes, b"%PDF-") > 0);
}

fn find(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).position(|w| w == what).unwrap()
}

#[test]
fn a_backup_comes_back_on_another_laptop_with_a_new_key() {
    let desk = Desk::with_home();
    incident(&desk);
    desk.ask("log_add", json!({"text": "Before the fire", "occurred_at": null}));
    let to = desk.dir.path().join("stick");
    let job = desk.job("backup_make", json!({"to": to.display().to_string()}));
    let file = PathBuf::from(job["files"][0]["file"].as_str().unwrap());
    let head = desk.ask("backup_inspect", json!({"file": file.display().to_string()}));
    assert_eq!(head["hospital"], "St Oswin’s Hospital");
    desk.ask(
        "log_add",
        json!({"text": "After the backup", "occurred_at": null}),
    );

    let other = Desk::new();
    let frame = other.ask(
        "restore",
        json!({"file": file.display().to_string(), "person": "", "passphrase": PASSPHRASE}),
    );
    assert_eq!(frame["incident"]["title"], "Ransomware");
    let entries = log(&other, all());
    assert_eq!(entries[0]["kind"], "station.renewed");
    assert_ne!(entries[0]["station"], entries[1]["station"]);
    assert_eq!(entries[1]["text"], "Before the fire");
    other.ask("log_add", json!({"text": "Going on here", "occurred_at": null}));
    assert_eq!(other.ask("log_verify", json!({}))["ok"], true);
    // A damaged one is refused, and leaves nothing.
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let third = Desk::new();
    let request = json!({"file": file.display().to_string(), "person": "", "passphrase": PASSPHRASE});
    third.try_ask("restore", request).unwrap_err();
    assert_eq!(third.ask("status", json!({}))["state"], "missing");
}

#[test]
fn reports_are_filled_from_the_board_and_numbered() {
    let desk = Desk::with_sample();
    incident(&desk);
    desk.ask(
        "system_set",
        json!({"code": "LIMS", "availability": "unavailable", "integrity": "trusted", "evidence": "No results", "said_by": "", "since": null, "expires_min": 60}),
    );
    let m = desk.ask("methane_draft", json!({}));
    assert!(
        m["exact"]
            .as_str()
            .unwrap()
            .contains("Pathology laboratory system"),
        "{m}"
    );
    assert!(m["numbers"].as_str().unwrap().contains("not confirmed"), "{m}");
    desk.ask("methane_add", m);
    let s = desk.ask("sitrep_draft", json!({}));
    assert_eq!(s["number"], 1);
    desk.ask("sitrep_add", s);
    assert_eq!(desk.ask("sitrep_draft", json!({}))["number"], 2);
    let given = desk.ask(
        "task_give",
        json!({"task": "Count syringe drivers", "to": "Sam", "due_at": "2026-11-14T02:20:00Z"}),
    );
    desk.minutes_pass(10);
    let waiting = desk.ask("log", all())["waiting"].clone();
    assert_eq!(
        (&waiting[0]["sort"], &waiting[0]["late"]),
        (&json!("task"), &json!(true))
    );
    desk.ask(
        "task_close",
        json!({"key": number(&given), "done": true, "remark": ""}),
    );
    assert_eq!(desk.ask("log", all())["waiting"], json!([]));
}

#[test]
fn a_home_copied_by_hand_is_frozen_when_both_wrote_and_goes_on_with_a_new_key() {
    let desk = Desk::with_home();
    incident(&desk);
    desk.ask("lock", json!({}));
    let (home, copy) = (desk.dir.path().join("home"), desk.dir.path().join("copy"));
    std::fs::create_dir(&copy).unwrap();
    for name in ["home.json", "battlebag.db"] {
        std::fs::copy(home.join(name), copy.join(name)).unwrap();
    }
    let open = |folder: &Path| {
        let given = Credential::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
        Home::open(folder, None, &given, 1_763_100_000_000).unwrap()
    };
    let unlock = json!({"person": "", "passphrase": PASSPHRASE});
    desk.ask("unlock", unlock.clone());
    desk.ask("log_add", json!({"text": "Written here", "occurred_at": null}));
    let other = battlebag_commands::Station::new(desk.host.clone(), &copy);
    other.call("unlock", unlock.clone()).unwrap();
    other
        .call("log_add", json!({"text": "Written there", "occurred_at": null}))
        .unwrap();
    other.call("lock", json!({})).unwrap();

    let there = open(&copy);
    let id = *there.incidents().unwrap().last().unwrap();
    let entries = there.raw_entries(id).unwrap();
    desk.ask("lock", json!({}));
    open(&home).receive(id, &entries).unwrap();
    desk.ask("unlock", unlock);
    let verdict = desk.ask("log_verify", json!({}));
    assert_eq!(verdict["ok"], false);
    assert!(
        verdict["said"].as_str().unwrap().contains("two machines"),
        "{verdict}"
    );
    let frozen = desk
        .try_ask("log_add", json!({"text": "More", "occurred_at": null}))
        .unwrap_err();
    assert_eq!(frozen.kind, ErrorKind::Refused);
    desk.ask("station_renew", json!({"because": "the home was copied by hand"}));
    desk.ask("log_add", json!({"text": "More", "occurred_at": null}));
    let texts: Vec<String> = log(&desk, all())
        .iter()
        .map(|e| e["text"].as_str().unwrap().to_owned())
        .collect();
    for said in ["Written here", "Written there", "More"] {
        assert!(texts.iter().any(|t| t == said), "{texts:?}");
    }
}

#[test]
fn what_one_person_was_typing_is_not_shown_to_another() {
    let desk = Desk::with_home();
    incident(&desk);
    desk.ask(
        "person_add",
        json!({"person": "Ann Lee", "passphrase": "ann has four words"}),
    );
    desk.ask("draft_save", json!({"key": "log.note", "text": "half a sent"}));
    let signed_in = |person: &str, passphrase: &str| {
        desk.ask("lock", json!({}));
        desk.ask("unlock", json!({"person": person, "passphrase": passphrase}));
        desk.ask("draft_load", json!({"key": "log.note"}))["text"].clone()
    };
    assert_eq!(signed_in("Ann Lee", "ann has four words"), "");
    assert_eq!(signed_in("Siobhán Ní Chonchúir", PASSPHRASE), "half a sent");
    desk.ask("log_add", json!({"text": "half a sentence", "occurred_at": null}));
    assert_eq!(desk.ask("draft_load", json!({"key": "log.note"}))["text"], "");
}

#[test]
fn one_window_holds_a_home_and_says_who_it_is() {
    let desk = Desk::with_home();
    desk.ask("lock", json!({}));
    desk.host.window.store(true, std::sync::atomic::Ordering::SeqCst);
    let unlock = json!({"person": "", "passphrase": PASSPHRASE});
    desk.ask("unlock", unlock.clone());
    let second = battlebag_commands::Station::new(desk.host.clone(), &desk.dir.path().join("home"));
    let held = second.call("unlock", unlock.clone()).unwrap_err();
    assert_eq!(held.kind, ErrorKind::Refused);
    assert!(held.what.contains("the window on"), "{}", held.what);
    assert!(
        second.call("status", json!({})).unwrap()["held_by"]
            .as_str()
            .unwrap()
            .contains("process")
    );
    // A command that comes and goes is let in; the window keeps its hold.
    desk.host.window.store(false, std::sync::atomic::Ordering::SeqCst);
    second.call("unlock", unlock.clone()).unwrap();
    second
        .call(
            "log_add",
            json!({"text": "from the command line", "occurred_at": null}),
        )
        .unwrap();
    // Locked, the window lets go.
    desk.ask("lock", json!({}));
    desk.host.window.store(true, std::sync::atomic::Ordering::SeqCst);
    desk.ask("unlock", unlock);
}

#[test]
fn an_open_window_backs_up_by_itself_and_keeps_the_newest() {
    let desk = Desk::with_home();
    desk.host.window.store(true, std::sync::atomic::Ordering::SeqCst);
    let stick = desk.dir.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let missing = desk.try_ask(
        "backup_set",
        json!({"folder": "/no/such/folder", "every_h": 4, "keep": 2}),
    );
    assert_eq!(missing.unwrap_err().kind, ErrorKind::BadInput);
    desk.ask(
        "backup_set",
        json!({"folder": stick.display().to_string(), "every_h": 4, "keep": 2}),
    );
    let backups = || std::fs::read_dir(&stick).unwrap().count();
    let until = |wanted: usize| {
        for _ in 0..500 {
            desk.ask("frame", json!({}));
            let at = desk.ask("backup", json!({}))["last_at"].clone();
            if backups() == wanted && at == desk.ask("frame", json!({}))["now"] {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("{} backups, wanted {wanted}", backups());
    };
    until(1);
    desk.minutes_pass(60);
    desk.ask("frame", json!({}));
    assert_eq!(backups(), 1, "not due yet");
    desk.minutes_pass(181);
    until(2);
    desk.minutes_pass(241);
    until(2);
    std::fs::remove_dir_all(&stick).unwrap();
    std::fs::write(&stick, "a file in its place").unwrap();
    desk.minutes_pass(241);
    for _ in 0..500 {
        let frame = desk.ask("frame", json!({}));
        if frame["strip"]
            .as_array()
            .unwrap()
            .iter()
            .any(|w| w["head"] == "The last backup failed.")
        {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("nobody was told that the backup failed");
}
