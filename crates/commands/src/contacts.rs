//! The contact book of the home: kept whole under its hash; each change is an entry of the record on screen.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

use battlebag_bag::{
    Contact, ContactSort, contact_faults, contacts_csv, contacts_template, in_book_order, read_contacts,
};
use battlebag_incident::{Body, ContactsChanged};
use battlebag_store::{BlobHash, SideWrite};
use chrono::{DateTime, NaiveDate, Utc};

use crate::columns::read_file;
use crate::counted::counted;
use crate::paper_files::write_new;
use crate::register_import::file_fault;
use crate::session::count;
use crate::station::{Act, Open, Station};
use crate::views::{
    ContactKey, ContactSortWord, ContactView, ContactsTaken, ContactsView, ImportContacts, Nothing,
    PutContact, RegisterFile, Written, WrittenFile,
};
use crate::{ErrorKind, ErrorView};

/// Setting that names the book: its hash.
const IN_USE: &str = "contacts.in_use";
/// Kind of a kept book in the store.
const KIND: &str = "contacts";
/// Days after which a contact should be tried again: half a year.
const STALE_DAYS: i64 = 183;

/// The book that was read last, under its hash: the book in use is another as soon as its hash is.
pub(crate) type Kept = RefCell<Option<(String, Arc<[Contact]>)>>;

/// The book of this home.
pub(crate) fn book(open: &Open) -> Result<Arc<[Contact]>, ErrorView> {
    let Some(hash) = open.home.setting(IN_USE)?.filter(|hash| !hash.is_empty()) else {
        return Ok(Arc::default());
    };
    if let Some((kept, book)) = &*open.contacts.borrow()
        && *kept == hash
    {
        return Ok(Arc::clone(book));
    }
    let bytes = open.home.get_blob(hash.parse()?)?;
    // A book that was taken once stays readable, whatever day it says.
    let read = read_contacts("contacts.csv", &bytes, NaiveDate::MAX);
    let book: Arc<[Contact]> = read.contacts.map(Into::into).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::Broken,
            "The contact book cannot be read.",
            "Use the version of Battlebag that the log names, or take the book from its file again.",
        )
    })?;
    open.contacts.replace(Some((hash, Arc::clone(&book))));
    Ok(book)
}

fn keep(
    station: &Station,
    open: &mut Open,
    mut contacts: Vec<Contact>,
    change: String,
) -> Result<Written, ErrorView> {
    let now = station.now();
    in_book_order(&mut contacts);
    let bytes = contacts_csv(&contacts).into_bytes();
    let hash = BlobHash::of(&bytes).to_string();
    let body = Body::ContactsChanged(ContactsChanged {
        book: hash.clone(),
        contacts: count(contacts.len()),
        change: change.clone(),
    });
    let side = [
        SideWrite::Blob {
            kind: KIND.to_owned(),
            label: counted(contacts.len(), "contact", "contacts"),
            bytes,
            kept_at: now.timestamp_millis(),
        },
        SideWrite::Setting {
            name: IN_USE.to_owned(),
            value: hash,
        },
        SideWrite::ClearDraft {
            name: crate::drafts::kept_as(open, "messages.contact"),
        },
    ];
    let act = Act::plain(std::slice::from_ref(&body), now);
    station.write(open, &act, &side, |_| change)
}

fn word(sort: ContactSort) -> ContactSortWord {
    match sort {
        ContactSort::Person => ContactSortWord::Person,
        ContactSort::Place => ContactSortWord::Place,
        ContactSort::Supplier => ContactSortWord::Supplier,
        ContactSort::Neighbour => ContactSortWord::Neighbour,
    }
}

fn sort(word: ContactSortWord) -> ContactSort {
    match word {
        ContactSortWord::Person => ContactSort::Person,
        ContactSortWord::Place => ContactSort::Place,
        ContactSortWord::Supplier => ContactSort::Supplier,
        ContactSortWord::Neighbour => ContactSort::Neighbour,
    }
}

/// How requests name a contact.
pub(crate) fn key(contact: &Contact) -> String {
    let (sort, name) = contact.key();
    format!("{}:{name}", sort.word())
}

fn shown(contact: &Contact, today: NaiveDate) -> ContactView {
    ContactView {
        key: key(contact),
        sort: word(contact.sort),
        name: contact.name.clone(),
        what_for: contact.what_for.clone(),
        phone: contact.phone.clone(),
        other_phone: contact.other_phone.clone(),
        radio: contact.radio.clone(),
        room: contact.room.clone(),
        note: contact.note.clone(),
        verified_on: contact.verified_on.map(|day| day.to_string()).unwrap_or_default(),
        verified_by: contact.verified_by.clone(),
        stale: contact
            .verified_on
            .is_none_or(|day| (today - day).num_days() > STALE_DAYS),
    }
}

/// The contact book.
pub fn view(station: &Station, _: Nothing) -> Result<ContactsView, ErrorView> {
    let now = station.now();
    station.with(|open| of(open, now))
}

/// The same, as screen and paper show it.
pub(crate) fn of(open: &Open, now: DateTime<Utc>) -> Result<ContactsView, ErrorView> {
    let today = open.clock.date(now);
    let contacts: Vec<ContactView> = book(open)?.iter().map(|c| shown(c, today)).collect();
    Ok(ContactsView {
        stale: count(contacts.iter().filter(|c| c.stale).count()),
        contacts,
    })
}

fn no_such(key: &str) -> ErrorView {
    ErrorView::new(
        ErrorKind::NotFound,
        format!("The contact book has no {}.", key.replace(':', " ")),
        "Look it up in the book: battlebag contacts list.",
    )
}

/// Adds a contact, or changes one.
pub fn put(station: &Station, request: PutContact) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let mut contacts = book(open)?.to_vec();
        let today = open.clock.date(now);
        let replaces = request.key.trim();
        let at = contacts.iter().position(|c| key(c) == replaces);
        if !replaces.is_empty() && at.is_none() {
            return Err(no_such(replaces));
        }
        let was = at.map(|at| contacts.remove(at));
        let trimmed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (verified_on, verified_by) = match (request.verified, &was) {
            (true, _) => (Some(today), open.person()),
            (false, Some(was)) => (was.verified_on, was.verified_by.clone()),
            (false, None) => (None, String::new()),
        };
        let contact = Contact {
            sort: sort(request.sort),
            name: trimmed(&request.name),
            what_for: trimmed(&request.what_for),
            phone: trimmed(&request.phone),
            other_phone: trimmed(&request.other_phone),
            radio: trimmed(&request.radio),
            room: trimmed(&request.room),
            note: trimmed(&request.note),
            verified_on,
            verified_by,
        };
        if let Some((_, what)) = contact_faults(&contact, today).into_iter().next() {
            return Err(ErrorView::from_sentences(ErrorKind::BadInput, &what));
        }
        if contacts.iter().any(|c| c.key() == contact.key()) {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!(
                    "The contact book has the {} {} already.",
                    contact.sort.word(),
                    contact.name
                ),
                "Change that one, or give this one another name.",
            ));
        }
        let done = if was.is_some() { "changed" } else { "added" };
        let change = format!("{} {done}: {}", contact.name, contact.ways());
        contacts.push(contact);
        keep(station, open, contacts, change)
    })
}

/// Takes a contact out.
pub fn remove(station: &Station, request: ContactKey) -> Result<Written, ErrorView> {
    station.with(|open| {
        let mut contacts = book(open)?.to_vec();
        let at = contacts.iter().position(|c| key(c) == request.key.trim());
        let at = at.ok_or_else(|| no_such(&request.key))?;
        let gone = contacts.remove(at);
        keep(station, open, contacts, format!("{} taken out", gone.name))
    })
}

/// Somebody tried a contact today and reached it.
pub fn verify(station: &Station, request: ContactKey) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let mut contacts = book(open)?.to_vec();
        let (today, person) = (open.clock.date(now), open.person());
        let found = contacts.iter_mut().find(|c| key(c) == request.key.trim());
        let contact = found.ok_or_else(|| no_such(&request.key))?;
        contact.verified_on = Some(today);
        contact.verified_by.clone_from(&person);
        let change = format!("{} tried and reached by {person}", contact.name);
        keep(station, open, contacts, change)
    })
}

/// Takes contacts from a file, whole or not at all.
pub fn import(station: &Station, request: ImportContacts) -> Result<ContactsTaken, ErrorView> {
    let now = station.now();
    let (file, bytes) = read_file(&request.path)?;
    station.with(|open| {
        let before = book(open)?;
        let read = read_contacts(&file, &bytes, open.clock.date(now));
        let faults = read.faults.iter().map(file_fault).collect::<Vec<_>>();
        let Some(given) = read.contacts else {
            let errors = faults.iter().filter(|fault| fault.error).count();
            return Ok(ContactsTaken {
                said: format!(
                    "No contact was taken in: {} to mend. Nothing was changed.",
                    counted(errors, "fault", "faults")
                ),
                taken: false,
                contacts: count(before.len()),
                faults,
            });
        };
        let is_given = |c: &Contact| given.iter().any(|g| g.key() == c.key());
        let is_known = |c: &Contact| before.iter().any(|b| b.key() == c.key());
        let (known, new): (Vec<&Contact>, Vec<&Contact>) = given.iter().partition(|c| is_known(c));
        let others: Vec<Contact> = before.iter().filter(|c| !is_given(c)).cloned().collect();
        let rest = if request.replace { "taken out" } else { "kept" };
        let words = format!(
            "{} from {file}: {} new, {} known already, {} others {rest}",
            counted(given.len(), "contact", "contacts"),
            new.len(),
            known.len(),
            others.len()
        );
        let mut contacts = given.clone();
        if !request.replace {
            contacts.extend(others);
        }
        let contacts_now = count(if request.dry_run {
            before.len()
        } else {
            contacts.len()
        });
        if request.dry_run {
            return Ok(ContactsTaken {
                said: format!("{words}. Only checked: nothing was changed."),
                taken: false,
                contacts: contacts_now,
                faults,
            });
        }
        keep(station, open, contacts, words.clone())?;
        Ok(ContactsTaken {
            said: format!("{words}."),
            taken: true,
            contacts: contacts_now,
            faults,
        })
    })
}

/// Writes an empty book to fill in.
pub fn template(station: &Station, request: RegisterFile) -> Result<WrittenFile, ErrorView> {
    let path = match request.path.trim() {
        "" => station.host.paper_folder().join("Contacts to fill in.csv"),
        path => PathBuf::from(path),
    };
    write_new(&path, contacts_template().as_bytes())?.keep()?;
    Ok(WrittenFile {
        file: path.display().to_string(),
    })
}
