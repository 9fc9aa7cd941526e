//! The contact book: people, places, suppliers and neighbours, reached without a directory server.
//!
//! Kept as CSV, so that a spreadsheet reads it and the file that a hospital gives is the file that it gets back.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::columned::{Columned, Line};
use crate::fault::{Fault, Severity, in_reading_order};
use crate::located::Source;

/// Most bytes of a contact book: a file given by mistake must not be read to the end.
const MOST_BYTES: usize = 4 << 20;

/// The contact book as a table.
const TABLE: Columned = Columned {
    columns: &[
        "sort",
        "name",
        "what_for",
        "phone",
        "other_phone",
        "radio",
        "room",
        "note",
        "verified_on",
        "verified_by",
    ],
    needed: &["sort", "name"],
    template: "battlebag contacts template",
    exact: true,
};

/// What a contact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContactSort {
    /// A person.
    Person,
    /// A place or a desk: ward, laboratory, switchboard.
    Place,
    /// A supplier.
    Supplier,
    /// A neighbour: hospital, ambulance service, authority.
    Neighbour,
}

impl ContactSort {
    /// All of them, in the order of the book.
    pub const ALL: [Self; 4] = [Self::Person, Self::Place, Self::Supplier, Self::Neighbour];

    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Supplier => "supplier",
            Self::Neighbour => "neighbour",
        }
    }

    /// By its word; the singular and plural, upper and lower case.
    pub fn of_word(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "person" | "people" => Some(Self::Person),
            "place" | "places" | "desk" | "ward" => Some(Self::Place),
            "supplier" | "suppliers" => Some(Self::Supplier),
            "neighbour" | "neighbours" | "neighbor" | "neighbors" => Some(Self::Neighbour),
            _ => None,
        }
    }
}

/// One contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What it is.
    pub sort: ContactSort,
    /// Its name; with what it is, unique in the book.
    pub name: String,
    /// What one rings it for.
    pub what_for: String,
    /// Number.
    pub phone: String,
    /// Another number.
    pub other_phone: String,
    /// Radio channel or bleep.
    pub radio: String,
    /// Where it is, for a runner.
    pub room: String,
    /// What else to know.
    pub note: String,
    /// The day somebody tried it.
    pub verified_on: Option<NaiveDate>,
    /// Who tried it.
    pub verified_by: String,
}

impl Contact {
    /// What tells it apart in the book.
    pub fn key(&self) -> (ContactSort, String) {
        (self.sort, self.name.trim().to_lowercase())
    }

    /// A number, a channel or a room is there.
    pub fn can_be_reached(&self) -> bool {
        [&self.phone, &self.other_phone, &self.radio, &self.room]
            .iter()
            .any(|way| !way.trim().is_empty())
    }

    /// "Phone 4417, radio 2, room Block B level 1".
    pub fn ways(&self) -> String {
        let ways = [
            ("phone", &self.phone),
            ("or", &self.other_phone),
            ("radio or bleep", &self.radio),
            ("room", &self.room),
        ];
        let said: Vec<String> = ways
            .into_iter()
            .filter(|(_, way)| !way.is_empty())
            .map(|(word, way)| format!("{word} {way}"))
            .collect();
        said.join(", ")
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.sort.word().to_owned(),
            self.name.clone(),
            self.what_for.clone(),
            self.phone.clone(),
            self.other_phone.clone(),
            self.radio.clone(),
            self.room.clone(),
            self.note.clone(),
            self.verified_on
                .map(|day| day.format("%Y-%m-%d").to_string())
                .unwrap_or_default(),
            self.verified_by.clone(),
        ]
    }
}

/// What is wrong with one contact: the column, and what to write.
pub fn contact_faults(contact: &Contact, today: NaiveDate) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    if contact.name.trim().is_empty() {
        faults.push(("name", "The name is empty. Write it.".to_owned()));
    }
    if !contact.can_be_reached() {
        let what = "Nobody can reach this contact: give a phone, a radio channel or a room.";
        faults.push(("phone", what.to_owned()));
    }
    if contact.verified_on.is_some_and(|day| day > today) {
        let what = "The day it was verified is still to come. Write the day somebody tried it.";
        faults.push(("verified_on", what.to_owned()));
    }
    if contact.verified_on.is_none() != contact.verified_by.trim().is_empty() {
        let what =
            "A verified contact has a day and a name: `verified_on` and `verified_by`, both or neither.";
        faults.push(("verified_by", what.to_owned()));
    }
    faults
}

/// What reading a contact book found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadContacts {
    /// The contacts, when there is no error in the file.
    pub contacts: Option<Vec<Contact>>,
    /// Everything that is wrong or needs a look, in line order.
    pub faults: Vec<Fault>,
}

/// Reads and checks a contact book. `file` is the name that faults carry. With one error nothing is taken.
pub fn read_contacts(file: &str, bytes: &[u8], today: NaiveDate) -> ReadContacts {
    let mut faults = vec![];
    let mut contacts = vec![];
    if bytes.len() > MOST_BYTES {
        let what = "This file is larger than 4 MB and cannot be a contact book. Choose another file.";
        faults.push(Fault::error(file, 0, what));
    } else if let Some(source) = Source::of_file(file, bytes, &mut faults) {
        contacts = table(file, source.text, today, &mut faults);
    }
    let faults = in_reading_order(faults);
    let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
    ReadContacts {
        contacts: (!broken).then_some(contacts),
        faults,
    }
}

/// The contacts as CSV, as [`read_contacts`] reads it, in the order of the book.
pub fn contacts_csv(contacts: &[Contact]) -> String {
    TABLE.write(contacts.iter().map(Contact::cells))
}

/// An empty contact book with two lines that show how it is filled.
pub fn contacts_template() -> &'static str {
    "sort,name,what_for,phone,other_phone,radio,room,note,verified_on,verified_by\n\
     place,Laboratory duty desk,results and lost samples,4417,07700 900001,channel 2,\"Block B, level 1\",example: change or remove this line,,\n\
     neighbour,Ambulance control,diversions,01632 960002,,,,example: change or remove this line,,\n"
}

/// Puts contacts in the order of the book: by what they are, then by name.
pub fn in_book_order(contacts: &mut [Contact]) {
    contacts.sort_by_key(Contact::key);
}

fn table(file: &str, text: &str, today: NaiveDate, faults: &mut Vec<Fault>) -> Vec<Contact> {
    let mut contacts = vec![];
    let mut known = BTreeSet::new();
    TABLE.read((file, text), faults, |line, faults| {
        let Some(contact) = row(file, line, faults) else {
            return;
        };
        for (field, what) in contact_faults(&contact, today) {
            faults.push(at(file, line.number, field, what));
        }
        if !known.insert(contact.key()) {
            let what = format!(
                "The {} {} is in this file before. Remove one of the lines.",
                contact.sort.word(),
                contact.name
            );
            faults.push(at(file, line.number, "name", what));
        }
        contacts.push(contact);
    });
    in_book_order(&mut contacts);
    contacts
}

fn at(file: &str, line: u32, field: &str, what: impl Into<String>) -> Fault {
    Fault {
        field: field.to_owned(),
        ..Fault::error(file, line, what)
    }
}

fn row(file: &str, line: &Line<'_>, faults: &mut Vec<Fault>) -> Option<Contact> {
    let cell = |name: &str| line.cell(name);
    let sort = cell("sort");
    let Some(sort) = ContactSort::of_word(&sort) else {
        let what = format!("`{sort}` is no sort of contact. Write person, place, supplier or neighbour.");
        faults.push(at(file, line.number, "sort", what));
        return None;
    };
    let day = cell("verified_on");
    let verified_on = match (day.as_str(), day.parse::<NaiveDate>()) {
        ("", _) => None,
        (_, Ok(day)) => Some(day),
        (_, Err(_)) => {
            let what = format!("`{day}` is no day. Write it as 2026-11-14.");
            faults.push(at(file, line.number, "verified_on", what));
            return None;
        }
    };
    Some(Contact {
        sort,
        name: cell("name"),
        what_for: cell("what_for"),
        phone: cell("phone"),
        other_phone: cell("other_phone"),
        radio: cell("radio"),
        room: cell("room"),
        note: cell("note"),
        verified_on,
        verified_by: cell("verified_by"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 14).unwrap()
    }

    fn faults(text: &str) -> String {
        let read = read_contacts("book.csv", text.as_bytes(), today());
        assert_eq!(
            read.contacts.is_none(),
            !read.faults.is_empty(),
            "nothing is half-taken"
        );
        let said: Vec<String> = read
            .faults
            .iter()
            .map(|f| format!("{}, {}: {}", f.line, f.field, f.what))
            .collect();
        said.join("\n")
    }

    #[test]
    fn the_template_is_read_and_every_fault_has_its_line_and_column() {
        let read = read_contacts("t.csv", contacts_template().as_bytes(), today());
        assert_eq!(read.contacts.unwrap().len(), 2);
        insta::assert_snapshot!(faults("sort,name,phone,verified_on,verified_by\nfriend,Ada,4417,,\nperson,,4417,,\nplace,Lab,,,\nplace,Lab,1,14.11.2026,Sam\nplace,ED,1,2026-11-15,Sam\nplace,ED,1,2026-11-13,\nplace,ED,1,,,6\n"), @"
        2, sort: `friend` is no sort of contact. Write person, place, supplier or neighbour.
        3, name: The name is empty. Write it.
        4, phone: Nobody can reach this contact: give a phone, a radio channel or a room.
        5, verified_on: `14.11.2026` is no day. Write it as 2026-11-14.
        6, verified_on: The day it was verified is still to come. Write the day somebody tried it.
        7, verified_by: A verified contact has a day and a name: `verified_on` and `verified_by`, both or neither.
        7, name: The place ED is in this file before. Remove one of the lines.
        8, : This line has more cells than the first line has columns. Look for a comma that needs quotes.
        ");
        insta::assert_snapshot!(faults("name,phone\nAda,1\n"), @"1, : The first line has no column sort. Copy the first line of the template.");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_no_bytes_stop_it(
            name in "[^\\s\\p{C}][^\\p{C}]{0,20}[^\\s\\p{C}]",
            phone in "[0-9 ,;\"']{0,12}",
            room in "\\PC{0,12}",
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let contact = Contact {
                sort: ContactSort::Place,
                name: name.trim().to_owned(),
                what_for: String::new(),
                phone: format!("1{}", phone.trim()).trim().to_owned(),
                other_phone: String::new(),
                radio: String::new(),
                room: room.trim().to_owned(),
                note: String::new(),
                verified_on: Some(today()),
                verified_by: "Sam Okoro".to_owned(),
            };
            let text = contacts_csv(std::slice::from_ref(&contact));
            let read = read_contacts("book.csv", text.as_bytes(), today());
            prop_assert_eq!(read.contacts, Some(vec![contact]), "{}", text);
            let read = read_contacts("book.csv", &bytes, today());
            prop_assert_eq!(read.contacts.is_none(), read.faults.iter().any(|f| f.severity == Severity::Error));
        }
    }
}
