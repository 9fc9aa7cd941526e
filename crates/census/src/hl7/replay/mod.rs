//! What follows from all messages together, in the order in which things happened (not in which they arrived): who is
//! who, which stays there were, what was ordered and what became of it.

mod cancels;
mod facts;
mod people;
mod person;
mod stays;
mod visits;

use crate::feed::{Ledger, Person, When};

use super::read::{Hl7, is_cancel};
use super::said::{Message, Part};

impl Hl7 {
    /// The people of all files, with everything said of them. `as_of` decides which orders and classes hold.
    pub(crate) fn finish(mut self, as_of: Option<When>, ledger: &mut Ledger) -> Vec<(String, Person)> {
        let as_of = as_of.or(ledger.stated).or(ledger.newest);
        in_order(&mut self.messages);
        let people = people::people(&self.messages, ledger);
        let mut out = Vec::with_capacity(people.len());
        for group in people {
            let person = person::person(&group, as_of, ledger);
            let key = format!("hl7:{}", group.key());
            out.push((key, person));
        }
        out
    }
}

/// Events in the order of their time; a cancel after what it may cancel; then as sent, then as they arrived.
fn in_order(messages: &mut [Message]) {
    messages.sort_by_key(|m| (m.at, is_cancel(m.deed), m.sent, m.arrival));
}

/// One patient's part of one message.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub message: &'a Message,
    pub part: &'a Part,
    pub moved: Moved,
}

/// Whether a visit was moved to the record of somebody else (A43, A44, A45), and which side this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved {
    No,
    /// Taken over: what it says of the stay counts, whom it names does not.
    Here,
    /// Given away: whom it names counts. An allergy does too: nobody knows of whom it was said.
    Away,
}

impl Entry<'_> {
    /// It names the person of this record.
    fn names(&self) -> bool {
        self.moved != Moved::Here
    }

    /// It is of one of these visits or accounts.
    fn is_of_visit(&self, visits: &[String]) -> bool {
        let account = self.part.who.account.as_deref().map(super::visit::account);
        let said = self.part.visit.iter().flat_map(|v| &v.numbers);
        said.chain(&account).any(|n| visits.contains(n))
    }

    /// It is about a stay of this person.
    fn is_of_stay(&self) -> bool {
        self.moved != Moved::Away
    }
}
