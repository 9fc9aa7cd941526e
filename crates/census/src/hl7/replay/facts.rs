//! Facts that later messages change: orders and medicines by their numbers, allergies, what pumps deliver.

use std::collections::BTreeMap;

use super::Entry;
use super::stays::Stays;
use crate::feed::{AllergyClaim, Dated, Given, Ordered, Period, Person, Setting, When, medicine_named};
use crate::hl7::said::{AllergySaid, AllergyWhat, Control, DeviceWhat, OrderSaid, Ordering};
use crate::model::{Allergy, Medicine, Order};

/// An order with what became of it.
struct Held {
    keys: Vec<String>,
    what: Ordering,
    opened: Option<When>,
    closed: Option<When>,
    on_hold: bool,
}

impl Held {
    fn text(&self) -> &str {
        text_of(&self.what)
    }
}

fn text_of(what: &Ordering) -> &str {
    match what {
        Ordering::Test(order) => &order.text,
        Ordering::Medicine { medicine, .. } => &medicine.name,
        Ordering::Number => "",
    }
}

/// Plays all order messages.
pub(super) fn orders(entries: &[Entry<'_>], as_of: Option<When>, person: &mut Person) {
    let mut held: Vec<Held> = Vec::new();
    for entry in entries {
        for said in &entry.part.orders {
            // What was said later than the moment is not known at it.
            if as_of.is_none_or(|as_of| entry.message.at <= as_of) {
                play(said, entry.message.at, &mut held);
            }
        }
    }
    for one in held {
        match one.what {
            Ordering::Test(order) if one.closed.is_none() => put_order(order, one.opened, person),
            Ordering::Medicine { medicine, ward } => {
                let mut medicine = *medicine;
                if one.on_hold {
                    medicine.frequency = Some(match medicine.frequency {
                        Some(often) => format!("{often} (on hold)"),
                        None => "on hold".to_owned(),
                    });
                }
                person.ordered.push(Ordered {
                    keys: one.keys,
                    during: Period {
                        start: one.opened,
                        end: one.closed,
                    },
                    stay: None,
                    setting: match ward {
                        Some(true) => Setting::Ward,
                        Some(false) => Setting::Community,
                        None => Setting::NotSaid,
                    },
                    running: one.closed.is_none(),
                    medicine,
                });
            }
            Ordering::Test(_) | Ordering::Number => {}
        }
    }
}

fn put_order(order: Order, opened: Option<When>, person: &mut Person) {
    person.orders.push(Dated {
        fact: order,
        during: Period::since(opened),
        stay: None,
    });
}

fn play(said: &OrderSaid, at: When, held: &mut Vec<Held>) {
    let text = text_of(&said.what);
    let by_number: Vec<usize> = held
        .iter()
        .enumerate()
        .filter(|(_, h)| {
            let test = matches!(h.what, Ordering::Test(_));
            let same_sort = match said.what {
                Ordering::Test(_) => test,
                Ordering::Medicine { .. } => !test,
                Ordering::Number => true,
            };
            same_sort && h.keys.iter().any(|k| said.keys.contains(k))
        })
        .map(|(n, _)| n)
        .collect();
    let same_text: Vec<usize> = by_number
        .iter()
        .copied()
        .filter(|n| held.get(*n).is_some_and(|h| h.text() == text))
        .collect();
    match said.control {
        Control::New | Control::Change | Control::Hold | Control::Release => {
            // A medicine may be named otherwise by the pharmacy; a test of another name is another test.
            let is_test = matches!(said.what, Ordering::Test(_));
            let targets = if same_text.is_empty() && !is_test {
                by_number
            } else {
                same_text
            };
            if targets.is_empty() && !matches!(said.what, Ordering::Number) {
                held.push(Held {
                    keys: said.keys.clone(),
                    what: said.what.clone(),
                    opened: said.at,
                    closed: None,
                    on_hold: said.control == Control::Hold,
                });
                return;
            }
            for n in targets {
                let Some(one) = held.get_mut(n) else { continue };
                one.change(said);
            }
        }
        Control::Stop => {
            let all = same_text.is_empty();
            for n in if all { by_number } else { same_text } {
                if let Some(one) = held.get_mut(n) {
                    one.closed
                        .get_or_insert(said.at.unwrap_or(at).max(one.opened.unwrap_or(at)).min(at));
                }
            }
        }
        Control::Note => {}
    }
}

impl Held {
    fn change(&mut self, said: &OrderSaid) {
        match said.control {
            Control::Hold => self.on_hold = true,
            Control::Release => self.on_hold = false,
            // Ordered again under the same number.
            Control::New => self.closed = None,
            _ => {}
        }
        for key in &said.keys {
            if !self.keys.contains(key) {
                self.keys.push(key.clone());
            }
        }
        match (&mut self.what, &said.what) {
            (
                Ordering::Medicine { medicine, ward },
                Ordering::Medicine {
                    medicine: newer,
                    ward: newer_ward,
                },
            ) => {
                let mut newer = (**newer).clone();
                fill(&mut newer, medicine);
                **medicine = newer;
                *ward = newer_ward.or(*ward);
            }
            (Ordering::Test(order), Ordering::Test(newer)) => {
                order.priority = newer.priority.clone().or(order.priority.take());
                order.question = newer.question.clone().or(order.question.take());
            }
            _ => {}
        }
    }
}

/// What a newer message leaves out stays as it was.
fn fill(newer: &mut Medicine, older: &Medicine) {
    let keep = |mine: &mut Option<String>, theirs: &Option<String>| {
        if mine.is_none() {
            mine.clone_from(theirs);
        }
    };
    keep(&mut newer.order_id, &older.order_id);
    keep(&mut newer.route, &older.route);
    keep(&mut newer.frequency, &older.frequency);
    keep(&mut newer.indication, &older.indication);
    keep(&mut newer.prescriber, &older.prescriber);
    newer.dose = newer.dose.take().or_else(|| older.dose.clone());
    newer.infusion = newer.infusion.take().or_else(|| older.infusion.clone());
    if newer.due_times.is_empty() {
        newer.due_times.clone_from(&older.due_times);
    }
    if newer.codes.is_empty() {
        newer.codes.clone_from(&older.codes);
    }
    newer.as_required |= older.as_required;
    newer.started_at = older.started_at.or(newer.started_at);
    newer.stop_or_review_at = newer.stop_or_review_at.or(older.stop_or_review_at);
}

/// Plays all allergy claims: what was withdrawn is kept, unconfirmed, and says so; "none known" gives way to an allergy
/// that was named later.
pub(super) fn allergies(entries: &[Entry<'_>], as_of: Option<When>, person: &mut Person) {
    let mut known: BTreeMap<String, (Allergy, bool)> = BTreeMap::new();
    let mut none_known: Option<When> = None;
    for entry in entries {
        let at = entry.message.at;
        if as_of.is_some_and(|as_of| at > as_of) {
            continue;
        }
        for AllergySaid { key, what } in &entry.part.allergies {
            match what {
                AllergyWhat::Is(allergy) => {
                    none_known = None;
                    known.insert(key.clone(), (allergy.clone(), false));
                }
                AllergyWhat::Withdrawn(allergy) => {
                    let mut kept = known.remove(key).map_or_else(|| allergy.clone(), |(a, _)| a);
                    kept.unconfirmed = true;
                    kept.source = Some(format!(
                        "withdrawn by the sending system on {}: not confirmed",
                        at.format("%d %b %Y")
                    ));
                    known.insert(key.clone(), (kept, true));
                }
                AllergyWhat::NoneKnown => none_known = Some(at),
                AllergyWhat::NotNoneKnown => none_known = None,
            }
        }
    }
    person
        .allergies
        .extend(known.into_values().map(|(a, _)| AllergyClaim::Allergy(a)));
    person
        .allergies
        .extend(none_known.map(|at| AllergyClaim::NoneKnown {
            by: None,
            at: Some(at),
        }));
}

/// Plays what devices say: each report holds until the next of the same channel, or until the stay ends.
pub(super) fn devices(entries: &[Entry<'_>], stays: &Stays, person: &mut Person) {
    let mut channels: BTreeMap<&str, usize> = BTreeMap::new();
    let mut devices: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        for said in &entry.part.devices {
            let at = said.at.unwrap_or(entry.message.at);
            let end = stays.ends.iter().find(|e| **e > at).copied();
            let during = Period { start: Some(at), end };
            match &said.what {
                DeviceWhat::Device(device) => {
                    let known = devices
                        .get(said.key.as_str())
                        .and_then(|n| person.devices.get_mut(*n));
                    match known {
                        Some(known) if known.during.end == end => {
                            known.fact = device.clone();
                            known.during.start = known.during.start.min(Some(at));
                        }
                        _ => {
                            devices.insert(&said.key, person.devices.len());
                            person.devices.push(Dated {
                                fact: device.clone(),
                                during,
                                stay: None,
                            });
                        }
                    }
                }
                DeviceWhat::Infusion {
                    order,
                    drug,
                    codes,
                    infusion,
                    stopped,
                } => {
                    let mut started = at;
                    if let Some(before) = channels
                        .get(said.key.as_str())
                        .and_then(|n| person.given.get_mut(*n))
                    {
                        let runs = before.during.end.is_none_or(|e| e > at);
                        if runs && before.medicine.name == *drug {
                            let known = before.medicine.infusion.as_ref().and_then(|i| i.started_at);
                            started = known.unwrap_or(at);
                        }
                        if runs {
                            before.during.end = Some(at);
                        }
                    }
                    if *stopped {
                        channels.remove(said.key.as_str());
                        continue;
                    }
                    let mut medicine = medicine_named(drug.clone(), codes.clone());
                    let mut infusion = (**infusion).clone();
                    infusion.started_at = Some(started);
                    medicine.infusion = Some(infusion);
                    channels.insert(&said.key, person.given.len());
                    person.given.push(Given {
                        order: order.first().cloned(),
                        medicine,
                        during,
                        running: true,
                        stay: None,
                    });
                }
            }
        }
    }
}
