//! What a stranger on the network says of itself: text that nobody has checked. It is cut, what cannot be seen is shown,
//! and nothing in it can make an address that leads away from the network that the stranger answered on.

use std::net::Ipv4Addr;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

use crate::address::Address;

/// Longest text of a stranger, in letters.
const LONGEST: usize = 60;
/// Longest path of an address: what IPP allows is longer, what printers use is shorter.
const LONGEST_PATH: usize = 80;
/// Marks that may stand on one letter. More of them run over the lines above and below.
const MARKS: u32 = 2;

/// A printer as it describes itself. None of it is true until its paper is in somebody's hand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// What it calls itself; empty when it gives no name.
    pub name: String,
    /// Maker and model; empty when it does not say.
    pub model: String,
    /// Where it says that it stands; empty when it does not say.
    pub place: String,
    /// Where it was heard from: on a network that this machine is attached to.
    pub address: Address,
    /// It lists what it prints, and PDF is not among it.
    pub no_pdf: bool,
}

/// A network that this machine is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// This machine's address on it.
    pub own: Ipv4Addr,
    /// Its mask.
    pub mask: Ipv4Addr,
}

impl Segment {
    /// Whether an address is of this network, and of no other machine's internet.
    pub fn holds(&self, address: Ipv4Addr) -> bool {
        let mask = self.mask.to_bits();
        let same = address.to_bits() & mask == self.own.to_bits() & mask;
        let ends = address.to_bits() & !mask;
        // A network's first address names the network and its last one everybody on it.
        let is_one = mask.count_zeros() < 2 || (ends != 0 && ends != !mask);
        same && is_one
    }
}

/// Whether an address is one of those that are never routed on the internet.
pub(crate) fn is_inside(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        // Shared by carriers, and by hospitals that ran out of the private ones.
        || (a == 100 && (64..128).contains(&b))
}

/// Text of a stranger, cut, with everything in it that cannot be seen shown by its number.
pub(crate) fn seen_text(bytes: &[u8]) -> String {
    let said = String::from_utf8_lossy(bytes);
    let mut shown = String::new();
    let mut marks = 0;
    let mut was_space = true;
    for (at, letter) in said.trim().chars().enumerate() {
        if at >= LONGEST {
            shown.push('…');
            break;
        }
        let category = letter.general_category();
        let is_mark = matches!(
            category,
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        );
        marks = if is_mark { marks + 1 } else { 0 };
        let is_space = category == GeneralCategory::SpaceSeparator;
        match category {
            _ if is_space && was_space => {}
            _ if is_space => shown.push(' '),
            GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator => shown.push_str(&unseen(letter)),
            _ if marks > MARKS => shown.push_str(&unseen(letter)),
            _ => shown.push(letter),
        }
        was_space = is_space;
    }
    shown.trim_end().to_owned()
}

fn unseen(letter: char) -> String {
    format!("<U+{:04X}>", u32::from(letter))
}

/// The address of a stranger's printer, by the same reader that reads what people type. A path that is no plain path is
/// not taken: it would be shown, and asked for.
pub(crate) fn address_of(encrypted: bool, host: Ipv4Addr, port: u16, path: &[u8]) -> Option<Address> {
    let path = std::str::from_utf8(path).ok()?.trim_start_matches('/');
    let is_plain = path.len() <= LONGEST_PATH
        && path
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/._-~".contains(&b))
        && !path.split('/').any(|part| part == "..");
    if !is_plain || port == 0 {
        return None;
    }
    let scheme = if encrypted { "ipps" } else { "ipp" };
    let begin = format!("{scheme}://{host}:{port}/");
    let address: Address = format!("{begin}{path}").parse().ok()?;
    address.to_string().starts_with(&begin).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown_and_what_is_long_is_cut() {
        assert_eq!(seen_text("Ward 6 laser".as_bytes()), "Ward 6 laser");
        assert_eq!(seen_text("Station Süd 東".as_bytes()), "Station Süd 東");
        assert_eq!(
            seen_text("a\u{202e}resal\u{0}".as_bytes()),
            "a<U+202E>resal<U+0000>"
        );
        assert_eq!(
            seen_text("a\u{200b}\u{feff}b\nc".as_bytes()),
            "a<U+200B><U+FEFF>b<U+000A>c"
        );
        assert_eq!(seen_text("  a \u{a0}\u{3000}  b ".as_bytes()), "a b");
        assert_eq!(seen_text(&[0xff, b'a']), "\u{fffd}a");
        let long = seen_text("W".repeat(500).as_bytes());
        assert_eq!(long.chars().count(), LONGEST + 1, "{long}");
        let tower = seen_text(format!("a{}", "\u{301}".repeat(9)).as_bytes());
        assert!(tower.contains("<U+0301>"), "{tower}");
    }

    #[test]
    fn an_address_is_plain_and_stays_with_its_host() {
        let host = Ipv4Addr::new(10, 1, 2, 3);
        let of = |path: &str| address_of(true, host, 631, path.as_bytes()).map(|a| a.to_string());
        assert_eq!(of("ipp/print").unwrap(), "ipps://10.1.2.3:631/ipp/print");
        assert_eq!(of("").unwrap(), "ipps://10.1.2.3:631/ipp/print");
        assert_eq!(
            of("//evil.example/").unwrap(),
            "ipps://10.1.2.3:631/evil.example/"
        );
        for path in [
            "a b",
            "@evil",
            "a?b",
            "a#b",
            "%2e%2e",
            "../x",
            "a\u{202e}",
            "a\r\nHost: x",
        ] {
            assert_eq!(of(path), None, "{path:?}");
        }
        assert_eq!(address_of(true, host, 0, b"ipp"), None);
    }

    #[test]
    fn only_machines_of_the_attached_network_are_held() {
        let ward = Segment {
            own: Ipv4Addr::new(10, 1, 2, 7),
            mask: Ipv4Addr::new(255, 255, 255, 0),
        };
        assert!(ward.holds(Ipv4Addr::new(10, 1, 2, 200)));
        for far in [
            [10, 1, 3, 1],
            [8, 8, 8, 8],
            [127, 0, 0, 1],
            [10, 1, 2, 255],
            [10, 1, 2, 0],
            [224, 0, 0, 251],
        ] {
            assert!(!ward.holds(Ipv4Addr::from(far)), "{far:?}");
        }
        assert!(is_inside(Ipv4Addr::new(172, 16, 0, 1)) && is_inside(Ipv4Addr::new(100, 64, 0, 1)));
        assert!(!is_inside(Ipv4Addr::new(8, 8, 8, 8)) && !is_inside(Ipv4Addr::LOCALHOST));
    }

    proptest::proptest! {
        #[test]
        fn no_text_of_a_stranger_hides_anything(bytes in proptest::collection::vec(0_u8..=255, 0..300)) {
            let shown = seen_text(&bytes);
            proptest::prop_assert!(shown.chars().count() <= LONGEST * 10 + 1);
            proptest::prop_assert!(!shown.chars().any(char::is_control));
            for path in [bytes.as_slice(), b"/ipp/print"] {
                if let Some(address) = address_of(false, Ipv4Addr::new(10, 0, 0, 1), 631, path) {
                    let text = address.to_string();
                    proptest::prop_assert!(text.starts_with("ipp://10.0.0.1:631/"));
                    proptest::prop_assert_eq!(text.parse::<Address>(), Ok(address));
                }
            }
        }
    }
}
