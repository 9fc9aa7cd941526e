//! Where a listener listens, and who may speak to it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Why an address cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no address.
    #[error(
        "{0} is no address to listen at. Write a port (2575) for this machine alone, or this machine's own address and a port (10.20.0.5:2575)"
    )]
    NotAnAddress(String),
    /// Every network, without having said so.
    #[error(
        "{0} would listen on every network this machine is on. Name the one address the feed comes in at, or say in so many words that any network may send"
    )]
    Anywhere(String),
    /// It is no sender.
    #[error("{0} is no sender's address. Write it as 10.20.0.5, or a whole network as 10.20.0.0/24")]
    NotASender(String),
}

/// Reads an address to listen at. A port alone is this machine's own loopback; every network at once must be asked for
/// with `anywhere`.
pub fn listen_at(text: &str, anywhere: bool) -> Result<SocketAddr, AddressError> {
    let text = text.trim();
    let loopback = |port: &str| {
        let port = port.parse::<u16>().ok()?;
        Some(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
    };
    let port_alone = text.strip_prefix(':').unwrap_or(text);
    let named = text.strip_prefix("localhost:").unwrap_or(port_alone);
    let at = loopback(named)
        .or_else(|| text.parse::<SocketAddr>().ok())
        .ok_or_else(|| AddressError::NotAnAddress(text.to_owned()))?;
    if at.ip().to_canonical().is_unspecified() && !anywhere {
        return Err(AddressError::Anywhere(text.to_owned()));
    }
    Ok(at)
}

/// A sender, or a network of senders, that may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sender {
    network: IpAddr,
    /// Leading bits that must agree.
    bits: u8,
}

impl Sender {
    /// Reads `10.20.0.5` or `10.20.0.0/24`.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let wrong = || AddressError::NotASender(text.trim().to_owned());
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| wrong())?)),
            None => (text.trim(), None),
        };
        let network: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if network.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits > most {
            return Err(wrong());
        }
        Ok(Self { network, bits })
    }

    /// Whether this address is meant.
    pub fn covers(&self, address: IpAddr) -> bool {
        let spread = |address: IpAddr| match address.to_canonical() {
            IpAddr::V4(v4) => (u128::from(v4.to_bits()) << 96, true),
            IpAddr::V6(v6) => (v6.to_bits(), false),
        };
        let ((ours, v4), (theirs, theirs_v4)) = (spread(self.network), spread(address));
        let differ = (ours ^ theirs)
            .checked_shr(128 - u32::from(self.bits))
            .unwrap_or(0);
        v4 == theirs_v4 && differ == 0
    }
}

/// Whether a sender may speak; with no list everybody may who reaches the address.
pub fn may_speak(allowed: &[Sender], address: IpAddr) -> bool {
    allowed.is_empty() || allowed.iter().any(|sender| sender.covers(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_this_machine_alone() {
        for text in ["2575", ":2575", "localhost:2575", " 127.0.0.1:2575 "] {
            assert_eq!(listen_at(text, false).unwrap().to_string(), "127.0.0.1:2575");
        }
        assert_eq!(
            listen_at("10.20.0.5:2575", false).unwrap().to_string(),
            "10.20.0.5:2575"
        );
    }

    #[test]
    fn every_network_must_be_asked_for() {
        for text in ["0.0.0.0:2575", "[::]:2575", "[::ffff:0.0.0.0]:2575"] {
            assert_eq!(
                listen_at(text, false),
                Err(AddressError::Anywhere(text.to_owned()))
            );
            listen_at(text, true).unwrap();
        }
        insta::assert_snapshot!(listen_at("ward7", false).unwrap_err(), @"ward7 is no address to listen at. Write a port (2575) for this machine alone, or this machine's own address and a port (10.20.0.5:2575)");
    }

    #[test]
    fn senders_by_address_and_by_network() {
        let net = Sender::parse("10.20.0.0/24").unwrap();
        assert!(net.covers("10.20.0.77".parse().unwrap()));
        assert!(net.covers("::ffff:10.20.0.77".parse().unwrap()));
        assert!(!net.covers("10.20.1.77".parse().unwrap()));
        assert!(!net.covers("::1".parse().unwrap()));
        let one = Sender::parse("10.20.0.5").unwrap();
        assert!(one.covers("10.20.0.5".parse().unwrap()) && !one.covers("10.20.0.4".parse().unwrap()));
        assert!(
            Sender::parse("0.0.0.0/0")
                .unwrap()
                .covers("8.8.8.8".parse().unwrap())
        );
        assert!(Sender::parse("10.0.0.0/33").is_err() && Sender::parse("ward").is_err());
    }
}
