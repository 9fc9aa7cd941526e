//! A bag as one signed file: written, signed, and taken in when a key that somebody here trusts has signed it.

use std::path::{Path, PathBuf};

use battlebag_bag::difference::files_difference;
use battlebag_bag::{Bag, BagFiles, Fault, Local, Severity};
use battlebag_incident::{Body, ContentAct, ContentChange};
use battlebag_store::SideWrite;
use serde::{Deserialize, Serialize};

use crate::bag::fault;
use crate::bag_compare::{bag_named, bytes_of, counted, file_view};
use crate::bag_signing::{BagKey, Signed, key_id, key_in};
use crate::content::{Layers, bring_in, checked_beside, layers, refused};
use crate::paper_files::write_new;
use crate::session::{count, required};
use crate::station::{Open, STANDING, Station};
use crate::views::{
    BagExported, BagImported, ExportBag, ImportBag, KeyView, KeysView, Nothing, SignBag, SignerView,
    TrustKey, Written,
};
use crate::{ErrorKind, ErrorView};

/// How the file of a bag ends.
const ENDING: &str = "battlebag-bag";
/// Setting that keeps this home's own signing key.
const OWN_KEY: &str = "content.sign_key";
/// Setting that keeps the trusted keys.
const TRUSTED: &str = "content.trusted_keys";

/// A key whose bags are taken.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Trusted {
    key: String,
    name: String,
    by: String,
    at: i64,
    because: String,
}

fn trusted(open: &Open) -> Result<Vec<Trusted>, ErrorView> {
    let kept = open.home.setting(TRUSTED)?.unwrap_or_default();
    Ok(serde_json::from_str(&kept).unwrap_or_default())
}

fn own_key(open: &Open) -> Result<Option<BagKey>, ErrorView> {
    Ok(open
        .home
        .setting(OWN_KEY)?
        .and_then(|kept| BagKey::from_secret(&kept)))
}

/// This home's key; made when it is first needed.
fn signing_key(station: &Station, open: &mut Open) -> Result<BagKey, ErrorView> {
    if let Some(key) = own_key(open)? {
        return Ok(key);
    }
    let key = BagKey::from_random(station.random()?);
    open.home.set_setting(OWN_KEY, &key.secret())?;
    Ok(key)
}

fn signature_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".minisig");
    PathBuf::from(name)
}

/// Signs bytes and writes the signature beside the file.
fn write_signature(
    station: &Station,
    open: &mut Open,
    path: &Path,
    bytes: &[u8],
    what: &str,
) -> Result<BagExported, ErrorView> {
    let key = signing_key(station, open)?;
    let says = format!(
        "{what}, signed {} by {}, {}, key {}",
        open.clock.date(station.now()),
        open.person(),
        open.home.hospital(),
        key.public()
    );
    let signature = signature_of(path);
    write_new(&signature, key.sign(bytes, &says).as_bytes())?.keep()?;
    Ok(BagExported {
        file: path.display().to_string(),
        signature: signature.display().to_string(),
        key: key.public(),
        said: what.to_owned(),
    })
}

fn what_of(bag: &Bag) -> String {
    format!(
        "{}, bag {} ({})",
        bag.manifest.title,
        bag.manifest.version,
        bag.short_hash()
    )
}

/// Writes the plain texts of a bag into a folder that has none yet.
fn write_folder(files: &BagFiles, folder: &Path) -> Result<(), ErrorView> {
    if folder.read_dir().is_ok_and(|mut inside| inside.next().is_some()) {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("{} is not empty.", folder.display()),
            "Name a new folder: files of two bags must not mix.",
        ));
    }
    for (path, bytes) in files.iter() {
        write_new(&folder.join(path), bytes)?.keep()?;
    }
    Ok(())
}

/// Writes a bag: to one signed file, or as plain texts into a folder.
pub fn export(station: &Station, request: ExportBag) -> Result<BagExported, ErrorView> {
    let path = PathBuf::from(required(&request.path, "the file or folder")?);
    let now = station.now();
    station.with(|open| {
        let (_, files) = bag_named(Some(open), &request.bag)?;
        let checked = checked_beside(&files, &open.ready.files, Some(open.clock.date(now)));
        let Some(bag) = checked.bag else {
            return Err(refused(
                "This bag is not given away: it has errors.",
                &checked.faults,
            ));
        };
        let what = what_of(&bag);
        if path
            .extension()
            .is_none_or(|ending| !ending.eq_ignore_ascii_case(ENDING))
        {
            write_folder(&files, &path)?;
            return Ok(BagExported {
                file: path.display().to_string(),
                signature: String::new(),
                key: String::new(),
                said: what,
            });
        }
        let bytes = files.pack();
        write_new(&path, &bytes)?.keep()?;
        write_signature(station, open, &path, &bytes, &what)
    })
}

/// Signs a bag's file with this home's key.
pub fn sign(station: &Station, request: SignBag) -> Result<BagExported, ErrorView> {
    let path = PathBuf::from(required(&request.path, "the file")?);
    let bytes = bytes_of(&path)?;
    let files = BagFiles::unpack(&bytes).map_err(|faults| refused("This is no bag's file.", &faults))?;
    let bag = Bag::from_files(&files)
        .map_err(|faults| refused("This bag is not signed: it has errors.", &faults))?;
    station.with(|open| write_signature(station, open, &path, &bytes, &what_of(&bag)))
}

/// Keys that bags are signed with.
pub fn keys(station: &Station, _: Nothing) -> Result<KeysView, ErrorView> {
    station.with(|open| {
        let own = own_key(open)?.map(|key| key.public()).unwrap_or_default();
        let at = |ms: i64| chrono::DateTime::from_timestamp_millis(ms).map(|at| open.clock.rfc3339(at));
        let view = |one: Trusted| KeyView {
            id: key_id(&one.key).unwrap_or_default(),
            key: one.key,
            name: one.name,
            by: one.by,
            at: at(one.at).unwrap_or_default(),
            because: one.because,
        };
        Ok(KeysView {
            own_id: key_id(&own).unwrap_or_default(),
            own,
            trusted: trusted(open)?.into_iter().map(view).collect(),
        })
    })
}

fn write_keys(
    station: &Station,
    open: &mut Open,
    keys: &[Trusted],
    change: ContentChange,
    said: String,
) -> Result<Written, ErrorView> {
    let now = station.now();
    let value = serde_json::to_string(keys).unwrap_or_default();
    let side = [SideWrite::Setting {
        name: TRUSTED.to_owned(),
        value,
    }];
    let body = Body::ContentChanged(change);
    let number = station.record_in(open, STANDING, &body, now, &side)?;
    Ok(Written {
        number,
        at: open.clock.rfc3339(now),
        said,
    })
}

/// Trusts a key: a person says whose it is, and how that is known.
pub fn trust(station: &Station, request: TrustKey) -> Result<Written, ErrorView> {
    let name = required(&request.name, "whose key it is")?;
    let because = required(&request.because, "how you know that it is theirs")?;
    let Some(key) = key_in(&request.key).map(str::to_owned) else {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            "This is no key of minisign.",
            "Paste the line that begins with RW, all 56 letters of it.",
        ));
    };
    let now = station.now();
    station.with(|open| {
        let mut keys = trusted(open)?;
        if keys.iter().any(|one| one.key == key) {
            return Err(battlebag_incident::Refusal::Already {
                what: "this key is trusted",
            }
            .into());
        }
        keys.push(Trusted {
            key: key.clone(),
            name: name.clone(),
            by: open.person(),
            at: now.timestamp_millis(),
            because: because.clone(),
        });
        let change = ContentChange {
            act: ContentAct::KeyTrusted,
            item: name.clone(),
            because,
            key,
            ..ContentChange::default()
        };
        write_keys(
            station,
            open,
            &keys,
            change,
            format!("Bags signed by {name} are taken"),
        )
    })
}

/// No longer trusts a key. Bags that were taken stay.
pub fn distrust(station: &Station, request: TrustKey) -> Result<Written, ErrorView> {
    let because = required(&request.because, "why it is no longer trusted")?;
    station.with(|open| {
        let mut keys = trusted(open)?;
        let Some(at) = keys.iter().position(|one| one.key == request.key.trim()) else {
            return Err(ErrorView::new(
                ErrorKind::NotFound,
                "This key is not among the trusted ones.",
                "See the list of keys.",
            ));
        };
        let gone = keys.remove(at);
        let said = format!("Bags signed by {} are not taken any more", gone.name);
        let change = ContentChange {
            act: ContentAct::KeyDistrusted,
            item: gone.name,
            because,
            key: gone.key,
            ..ContentChange::default()
        };
        write_keys(station, open, &keys, change, said)
    })
}

/// Who signed a file, and why it is not enough, or empty.
fn signer(open: &Open, path: &Path, bytes: &[u8]) -> Result<(SignerView, String), ErrorView> {
    let beside = signature_of(path);
    let name = beside
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let Ok(text) = std::fs::read_to_string(&beside) else {
        let why = format!(
            "Nobody signed it: there is no {name} beside it. Copy both files from the stick, or ask whoever made it to sign it."
        );
        return Ok((SignerView::default(), why));
    };
    let Some(signed) = Signed::read(&text) else {
        let why = format!("{name} is no signature of minisign. Copy it again.");
        return Ok((SignerView::default(), why));
    };
    let known = trusted(open)?.into_iter().map(|one| (one.key, one.name));
    let own = own_key(open)?.map(|key| (key.public(), format!("this home, {}", open.home.hospital())));
    let of_number = known
        .chain(own)
        .find(|(key, _)| key_id(key).as_deref() == Some(&signed.id));
    let mut view = SignerView {
        id: signed.id.clone(),
        says: signed.says.clone(),
        ..SignerView::default()
    };
    let why = match of_number {
        Some((key, name)) if signed.is_by(&key, bytes) => {
            view = SignerView {
                key,
                name,
                trusted: true,
                ..view
            };
            String::new()
        }
        Some((_, name)) => format!(
            "The signature says it is {name}'s, and it does not fit this file: the file was changed after it was signed, or copied badly. Do not use it; ask {name} for it again."
        ),
        None => {
            view.key = signed.named_key(bytes).unwrap_or_default();
            format!(
                "It is signed with key {}, which nobody here has trusted yet. Ask whoever sent it to read their key to you, then trust it.",
                signed.id
            )
        }
    };
    Ok((view, why))
}

/// The layers with a bag from a file, or the program's own, underneath.
fn layers_over(base: BagFiles, named: String, before: &Layers, replace_local: bool) -> Layers {
    let local = if replace_local {
        Local::default()
    } else {
        before.local.still_own(&base)
    };
    Layers {
        base,
        base_named: named,
        local,
    }
}

/// Why a signed bag cannot be taken: errors of its own, else files written here that do not fit it.
fn does_not_fit(own_errors: usize, written_here: usize) -> String {
    match own_errors {
        0 if written_here == 1 => {
            "The 1 file written here does not fit it. Mend it, or take the bag without it.".to_owned()
        }
        0 => format!(
            "The {written_here} files written here do not fit it. Mend them, or take the bag without them."
        ),
        1 => "It has an error.".to_owned(),
        n => format!("It has {n} errors."),
    }
}

/// The bag in use stays: why, and, once the signature is known, each fault with its place.
fn not_taken(why_not: &str, is_signed: bool, faults: &[Fault]) -> ErrorView {
    let told = faults
        .iter()
        .filter(|fault| is_signed && fault.severity == Severity::Error)
        .map(ToString::to_string);
    let lines: Vec<String> = std::iter::once(format!("The bag was not taken. {why_not}"))
        .chain(told)
        .collect();
    ErrorView::new(
        ErrorKind::Refused,
        lines.join("\n"),
        "The bag in use stays in use.",
    )
}

/// Looks at a bag's file, and takes it when it is signed by a trusted key and has no error. Otherwise the bag in use stays.
pub fn import(station: &Station, request: ImportBag) -> Result<BagImported, ErrorView> {
    let shipped = request.path.trim() == "shipped";
    let path = PathBuf::from(required(&request.path, "the file")?);
    let now = station.now();
    station.with(|open| {
        let today = open.clock.date(now);
        let before = layers(&open.home)?;
        let (files, (signer, mut why_not)) = if shipped {
            let own = SignerView {
                name: "this program".to_owned(),
                trusted: true,
                ..SignerView::default()
            };
            (BagFiles::shipped(), (own, String::new()))
        } else {
            let bytes = bytes_of(&path)?;
            let signer = signer(open, &path, &bytes)?;
            let files =
                BagFiles::unpack(&bytes).map_err(|faults| refused("This is no bag's file.", &faults))?;
            (files, signer)
        };
        let named = if shipped {
            String::new()
        } else {
            hex::encode(files.hash())
        };
        let after = layers_over(files, named, &before, request.replace_local);
        let whole = checked_beside(&after.files(), &open.ready.files, Some(today));
        let is_signed = why_not.is_empty();
        if is_signed && whole.counts().0 > 0 {
            let alone = checked_beside(&after.base, &open.ready.files, Some(today));
            why_not = does_not_fit(alone.counts().0, after.local.file.len());
        }
        let compared: Vec<_> = files_difference(&open.ready.files, &after.files())
            .into_iter()
            .map(file_view)
            .collect();
        let manifest = Bag::from_bytes(&after.base.pack()).ok().map(|bag| bag.manifest);
        let same = compared.is_empty() && after.base_named == before.base_named;
        let view = |said: String, taken: bool| BagImported {
            said,
            taken,
            version: manifest.as_ref().map(|m| m.version.clone()).unwrap_or_default(),
            hash: battlebag_bag::short_hash(&after.base.hash()),
            signer: signer.clone(),
            why_not: why_not.clone(),
            faults: whole.faults.iter().map(fault).collect(),
            files: compared.clone(),
        };
        if request.dry_run {
            return Ok(view(
                format!("{}. Only looked at: nothing was changed.", counted(&compared)),
                false,
            ));
        }
        if !why_not.is_empty() {
            return Err(not_taken(&why_not, is_signed, &whole.faults));
        }
        if same {
            return Ok(view(
                "It is the bag in use already; nothing was changed.".to_owned(),
                false,
            ));
        }
        let change = ContentChange {
            act: if shipped {
                ContentAct::ShippedTaken
            } else {
                ContentAct::Imported
            },
            item: manifest.as_ref().map(|m| m.title.clone()).unwrap_or_default(),
            version: manifest.as_ref().map(|m| m.version.clone()).unwrap_or_default(),
            by: signer.name.clone(),
            key: signer.key.clone(),
            ..ContentChange::default()
        };
        let kept = count(after.local.file.len());
        let said = match kept {
            0 => counted(&compared),
            1 => format!("{}; 1 file written here stays over it", counted(&compared)),
            n => format!("{}; {n} files written here stay over it", counted(&compared)),
        };
        bring_in(station, open, &after, change, said.clone())?;
        Ok(view(format!("{said}. In use from the next incident."), true))
    })
}
