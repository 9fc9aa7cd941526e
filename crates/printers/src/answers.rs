//! Answers to a look around, read without believing any of them. Everything is bounded, and what one machine says is
//! never put together with what another says: nobody can give another's printer an address of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::panic::catch_unwind;

use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, QCLASS, QTYPE, Question, TYPE};

use crate::address::Address;
use crate::claim::{Claim, Segment, address_of, seen_text};

/// Most printers that are kept.
pub(crate) const MOST: usize = 64;
/// Most printers of one machine: a print server has some, a liar has thousands.
const MOST_OF_ONE: usize = 16;
/// Most machines that are listened to.
const MOST_MACHINES: usize = 256;
/// Most that is asked in one packet, so that it fits into one frame.
const MOST_ASKED: usize = 12;
/// What is asked for.
const SERVICES: [(&str, bool); 2] = [("_ipps._tcp.local", true), ("_ipp._tcp.local", false)];

/// A name as it goes over the line, in small letters, so that two spellings are one.
type Key = Vec<Vec<u8>>;

/// What one machine said.
#[derive(Debug, Default)]
struct Machine {
    /// Printers by name: the name as it was said, and whether it is asked over an encrypted line.
    printers: BTreeMap<Key, (Vec<u8>, bool)>,
    /// Where each is: the name of its machine, and the port.
    places: BTreeMap<Key, (Key, u16)>,
    /// What each says of itself.
    texts: BTreeMap<Key, Vec<(String, Vec<u8>)>>,
    /// Addresses of machines.
    addresses: BTreeMap<Key, BTreeSet<Ipv4Addr>>,
}

/// What was heard so far.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    machines: BTreeMap<Ipv4Addr, Machine>,
    /// Answers that nothing was made of.
    pub(crate) passed_over: u32,
}

fn key(name: &Name<'_>) -> Key {
    name.as_bytes().map(<[u8]>::to_ascii_lowercase).collect()
}

fn service_of(name: &Key) -> Option<bool> {
    let is = |service: &str| {
        name.iter()
            .map(Vec::as_slice)
            .eq(service.split('.').map(str::as_bytes))
    };
    SERVICES
        .iter()
        .find(|(service, _)| is(service))
        .map(|(_, encrypted)| *encrypted)
}

impl Answers {
    /// Takes an answer in. A packet that cannot be read is passed over, also where its reader stops with a panic.
    pub(crate) fn take(&mut self, from: Ipv4Addr, bytes: &[u8]) {
        let known = self.machines.contains_key(&from);
        if !known && self.machines.len() >= MOST_MACHINES {
            self.passed_over = self.passed_over.saturating_add(1);
            return;
        }
        let mut machine = self.machines.remove(&from).unwrap_or_default();
        let read = catch_unwind(std::panic::AssertUnwindSafe(|| machine.take(bytes)));
        if !read.unwrap_or(false) {
            self.passed_over = self.passed_over.saturating_add(1);
        }
        if !machine.printers.is_empty() {
            self.machines.insert(from, machine);
        }
    }

    /// How many printers there are so far.
    pub(crate) fn printers(&self) -> usize {
        self.machines.values().map(|m| m.printers.len()).sum()
    }

    /// What is to be asked: the printers, or what those that answered left out.
    pub(crate) fn first_question() -> Option<Vec<u8>> {
        let asked = SERVICES
            .iter()
            .filter_map(|(s, _)| Some((Name::new(s).ok()?, TYPE::PTR)));
        question(asked)
    }

    /// What printers left out of their answers.
    pub(crate) fn further_question(&self) -> Option<Vec<u8>> {
        let mut left_out: Vec<(&Key, TYPE)> = Vec::new();
        for machine in self.machines.values() {
            for name in machine.printers.keys() {
                match machine.places.get(name) {
                    None => left_out.push((name, TYPE::SRV)),
                    Some((host, _)) if !machine.addresses.contains_key(host) => {
                        left_out.push((host, TYPE::A));
                    }
                    Some(_) => {}
                }
                if !machine.texts.contains_key(name) {
                    left_out.push((name, TYPE::TXT));
                }
            }
        }
        let asked = left_out.into_iter().take(MOST_ASKED).map(|(name, kind)| {
            let labels: Vec<_> = name
                .iter()
                .map(|l| simple_dns::Label::new_unchecked(l.as_slice()))
                .collect();
            (Name::new_with_labels(&labels).into_owned(), kind)
        });
        question(asked)
    }

    /// The printers, as they describe themselves, in the order of their names; and how many more there were, outside
    /// of these networks or beyond the most.
    pub(crate) fn claims(&self, segments: &[Segment]) -> (Vec<Claim>, u32) {
        let mut all: BTreeMap<(Vec<u8>, Ipv4Addr), (bool, Claim)> = BTreeMap::new();
        let mut left_out: u32 = 0;
        for (from, machine) in &self.machines {
            for (name, (said, encrypted)) in &machine.printers {
                let Some((host, claim)) = machine.claim(name, said, *encrypted, *from, segments) else {
                    left_out = left_out.saturating_add(1);
                    continue;
                };
                // The same printer over an encrypted line and in the clear is one, and the encrypted line is taken.
                let slot = (said.clone(), host);
                let better = all.get(&slot).is_none_or(|(was, _)| *encrypted && !was);
                if better {
                    all.insert(slot, (*encrypted, claim));
                }
            }
        }
        let mut claims: Vec<Claim> = all.into_values().map(|(_, claim)| claim).collect();
        claims.sort();
        claims.dedup_by(|a, b| a.address == b.address);
        let more = claims.len().saturating_sub(MOST);
        claims.truncate(MOST);
        (
            claims,
            left_out.saturating_add(u32::try_from(more).unwrap_or(u32::MAX)),
        )
    }
}

impl Machine {
    /// Takes a packet in; says whether it could be read.
    fn take(&mut self, bytes: &[u8]) -> bool {
        let Ok(packet) = Packet::parse(bytes) else {
            return false;
        };
        let records = packet.answers.iter().chain(&packet.additional_records);
        for record in records.filter(|r| r.class == CLASS::IN) {
            let name = key(&record.name);
            match &record.rdata {
                RData::PTR(of) => {
                    let Some(encrypted) = service_of(&name) else {
                        continue;
                    };
                    let said = of.0.as_bytes().next().unwrap_or_default().to_vec();
                    if self.printers.len() < MOST_OF_ONE {
                        self.printers.entry(key(&of.0)).or_insert((said, encrypted));
                    }
                }
                RData::SRV(at) => {
                    keep(&mut self.places, name, || (key(&at.target), at.port));
                }
                RData::TXT(txt) => {
                    let pairs = || {
                        let said = txt.iter_raw().take(64).filter_map(|(key, value)| {
                            let key = std::str::from_utf8(key).ok()?.to_ascii_lowercase();
                            Some((key, value.unwrap_or_default().to_vec()))
                        });
                        said.collect()
                    };
                    keep(&mut self.texts, name, pairs);
                }
                RData::A(a) => {
                    keep(&mut self.addresses, name.clone(), BTreeSet::new);
                    if let Some(addresses) = self.addresses.get_mut(&name).filter(|a| a.len() < 8) {
                        addresses.insert(Ipv4Addr::from_bits(a.address));
                    }
                }
                _ => {}
            }
        }
        true
    }

    /// A printer as it describes itself, and the address it is at; none when it says too little, or leads elsewhere.
    fn claim(
        &self,
        name: &Key,
        said: &[u8],
        encrypted: bool,
        from: Ipv4Addr,
        segments: &[Segment],
    ) -> Option<(Ipv4Addr, Claim)> {
        let (host, port) = self.places.get(name)?;
        let addresses = self.addresses.get(host)?;
        let near = |a: &Ipv4Addr| segments.iter().any(|s| s.holds(*a));
        // The address it spoke from, where it names that one.
        let at = addresses
            .get(&from)
            .filter(|a| near(a))
            .or_else(|| addresses.iter().find(|a| near(a)))?;
        let text = |wanted: &str| {
            let texts = self.texts.get(name)?;
            texts
                .iter()
                .find(|(key, _)| key == wanted)
                .map(|(_, value)| value.as_slice())
        };
        let address: Address = address_of(encrypted, *at, *port, text("rp").unwrap_or_default())?;
        let no_pdf = text("pdl").is_some_and(|pdl| {
            let listed = String::from_utf8_lossy(pdl).to_ascii_lowercase();
            !listed.split(',').any(|kind| kind.trim() == "application/pdf")
        });
        let claim = Claim {
            name: seen_text(said),
            model: seen_text(text("ty").unwrap_or_default()),
            place: seen_text(text("note").unwrap_or_default()),
            address,
            no_pdf,
        };
        Some((*at, claim))
    }
}

/// The first word counts, and there is room for as many as a machine may have printers.
fn keep<T>(all: &mut BTreeMap<Key, T>, name: Key, value: impl FnOnce() -> T) {
    if all.len() < MOST_OF_ONE * 2 {
        all.entry(name).or_insert_with(value);
    }
}

fn question<'a>(asked: impl Iterator<Item = (Name<'a>, TYPE)>) -> Option<Vec<u8>> {
    let mut packet = Packet::new_query(0);
    for (name, kind) in asked {
        let question = Question::new(name, QTYPE::TYPE(kind), QCLASS::CLASS(CLASS::IN), false);
        packet.questions.push(question);
    }
    if packet.questions.is_empty() {
        return None;
    }
    packet.build_bytes_vec().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WARD: Segment = Segment {
        own: Ipv4Addr::new(10, 1, 2, 7),
        mask: Ipv4Addr::new(255, 255, 255, 0),
    };

    #[test]
    fn the_first_question_asks_for_both_kinds_and_nothing_else() {
        let bytes = Answers::first_question().unwrap();
        let packet = Packet::parse(&bytes).unwrap();
        let asked: Vec<String> = packet.questions.iter().map(|q| q.qname.to_string()).collect();
        assert_eq!(asked, ["_ipps._tcp.local", "_ipp._tcp.local"]);
        assert!(packet.answers.is_empty());
        assert_eq!(Answers::default().further_question(), None);
    }

    #[test]
    fn what_one_machine_says_of_anothers_printer_is_not_put_together() {
        let printer = Name::new("Laser._ipp._tcp.local").unwrap();
        let host = Name::new("host.local").unwrap();
        let record =
            |name: &Name<'static>, rdata| simple_dns::ResourceRecord::new(name.clone(), CLASS::IN, 10, rdata);
        let mut true_one = Packet::new_reply(0);
        let service = Name::new("_ipp._tcp.local").unwrap();
        true_one.answers.push(record(
            &service,
            RData::PTR(simple_dns::rdata::PTR(printer.clone())),
        ));
        let mut liar = Packet::new_reply(0);
        let srv = simple_dns::rdata::SRV {
            priority: 0,
            weight: 0,
            port: 631,
            target: host.clone(),
        };
        liar.answers.push(record(&printer, RData::SRV(srv)));
        let address = Ipv4Addr::new(10, 1, 2, 66).to_bits();
        liar.answers
            .push(record(&host, RData::A(simple_dns::rdata::A { address })));
        let mut answers = Answers::default();
        answers.take(Ipv4Addr::new(10, 1, 2, 5), &true_one.build_bytes_vec().unwrap());
        answers.take(Ipv4Addr::new(10, 1, 2, 66), &liar.build_bytes_vec().unwrap());
        let (claims, left_out) = answers.claims(&[WARD]);
        assert_eq!((claims, left_out), (Vec::new(), 1));
        // The printer itself is asked for what it left out.
        let further = answers.further_question().unwrap();
        assert!(String::from_utf8_lossy(&further).contains("laser"));
    }

    proptest::proptest! {
        #[test]
        fn no_packet_stops_the_reader(bytes in proptest::collection::vec(0_u8..=255, 0..600)) {
            let mut answers = Answers::default();
            answers.take(WARD.own, &bytes);
            let _ = answers.further_question();
            let _ = answers.claims(&[WARD]);
        }

        #[test]
        fn no_broken_answer_stops_the_reader(cut in 0_usize..400, at in 0_usize..400, with in 0_u8..=255) {
            let printer = Name::new("Laser._ipp._tcp.local").unwrap();
            let mut packet = Packet::new_reply(0);
            let service = Name::new("_ipp._tcp.local").unwrap();
            let ptr = RData::PTR(simple_dns::rdata::PTR(printer.clone()));
            packet.answers.push(simple_dns::ResourceRecord::new(service, CLASS::IN, 10, ptr));
            let txt = simple_dns::rdata::TXT::new().with_string("rp=ipp/print").unwrap();
            packet.answers.push(simple_dns::ResourceRecord::new(printer, CLASS::IN, 10, RData::TXT(txt)));
            let mut bytes = packet.build_bytes_vec_compressed().unwrap();
            let at = at % bytes.len();
            bytes[at] = with;
            bytes.truncate(cut);
            let mut answers = Answers::default();
            answers.take(WARD.own, &bytes);
            let _ = answers.further_question();
            let _ = answers.claims(&[WARD]);
        }
    }
}
