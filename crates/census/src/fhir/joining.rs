//! The last of it: reports close orders, and records that replace one another are one person.

use std::collections::HashSet;

use super::{Fhir, Met};

/// System of the numbers that only join two records.
const LINK: &str = "urn:battlebag:fhir-link";

impl Fhir {
    /// Gives everybody the orders that are still open.
    pub(super) fn close_orders(&mut self) {
        let closed: HashSet<(usize, &str)> = self
            .closed
            .iter()
            .flat_map(|(person, orders)| orders.iter().map(|o| (*person, o.as_str())))
            .collect();
        for open in std::mem::take(&mut self.orders) {
            if open
                .keys
                .iter()
                .any(|k| closed.contains(&(open.person, k.as_str())))
            {
                continue;
            }
            if let Some(person) = self.people.get_mut(open.person).map(Met::person) {
                person.orders.push(open.order);
            }
        }
    }

    /// Gives both records of a replaced patient one number to be joined by. Who points to nobody is left alone.
    pub(super) fn join_links(&mut self) {
        for link in std::mem::take(&mut self.links) {
            let Ok(other) = self.find_person(link.origin, &link.other) else {
                continue;
            };
            let Some(number) = self.people.get(other).map(|met| (LINK.to_owned(), met.key())) else {
                continue;
            };
            for at in [link.person, other] {
                if let Some(person) = self.people.get_mut(at).map(Met::person)
                    && !person.also.contains(&number)
                {
                    person.also.push(number.clone());
                }
            }
        }
    }
}
