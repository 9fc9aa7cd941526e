//! Where a printer is: on the network, or a queue of the system's print server.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipp::prelude::Uri;

/// Where a printer is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// A printer asked itself, by IPP. The text is its whole address, such as `ipps://10.0.0.5/ipp/print`.
    Network(String),
    /// A queue of the system's print server, by name.
    Queue(String),
}

/// Why a text is no address of a printer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It cannot be read.
    #[error("{0} is no address of a printer. Give ipps://HOST, ipp://HOST, or cups:QUEUE.")]
    Unreadable(String),
    /// A way of printing that gives no answer about the job.
    #[error(
        "{0} is a way of printing that never says whether the pages came out. Give the printer's IPP address: ipps://HOST or ipp://HOST."
    )]
    NoAnswers(String),
    /// A name and a password do not belong into an address.
    #[error(
        "The address has a name or a password in it, and addresses are shown on screens. Give it without them."
    )]
    Secret,
}

/// What most printers answer at.
const USUAL_PATH: &str = "/ipp/print";

impl Address {
    /// Whether pages would cross a network in the clear.
    pub fn is_open_line(&self) -> bool {
        match self {
            Self::Queue(_) => false,
            Self::Network(uri) => {
                let host = uri.parse::<Uri>().ok().and_then(|u| u.host().map(str::to_owned));
                uri.starts_with("ipp:") && !host.is_some_and(|h| is_this_machine(&h))
            }
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

impl FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim();
        let unreadable = || BadAddress::Unreadable(text.to_owned());
        if let Some(queue) = text.strip_prefix("cups:") {
            let fits =
                !queue.is_empty() && queue.len() < 128 && !queue.contains(['/', '#', '?', ' ', '%', '"']);
            return if fits {
                Ok(Self::Queue(queue.to_owned()))
            } else {
                Err(unreadable())
            };
        }
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            // A host alone is asked over an encrypted line.
            None => ("ipps".to_owned(), text),
        };
        let (scheme, usual_port) = match scheme.as_str() {
            "ipp" => ("ipp", None),
            "ipps" => ("ipps", None),
            "http" => ("ipp", Some(80)),
            "https" => ("ipps", Some(443)),
            "socket" | "lpd" | "smb" | "usb" => return Err(BadAddress::NoAnswers(text.to_owned())),
            _ => return Err(unreadable()),
        };
        let uri: Uri = format!("{scheme}://{rest}").parse().map_err(|_| unreadable())?;
        let authority = uri.authority().ok_or_else(unreadable)?;
        if authority.as_str().contains('@') {
            return Err(BadAddress::Secret);
        }
        if authority.host().is_empty() {
            return Err(unreadable());
        }
        let port = authority
            .port_u16()
            .or(usual_port)
            .map(|p| format!(":{p}"))
            .unwrap_or_default();
        let path = match uri.path() {
            "" | "/" => USUAL_PATH,
            path => path,
        };
        Ok(Self::Network(format!(
            "{scheme}://{}{port}{path}",
            authority.host()
        )))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(uri) => f.write_str(uri),
            Self::Queue(name) => write!(f, "cups:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        text.parse::<Address>()
            .map_or_else(|e| e.to_string(), |a| a.to_string())
    }

    #[test]
    fn what_people_type_becomes_one_address() {
        assert_eq!(read(" 10.0.0.5 "), "ipps://10.0.0.5/ipp/print");
        assert_eq!(read("IPP://printer.example"), "ipp://printer.example/ipp/print");
        assert_eq!(read("ipp://h:8631/ipp/print/2"), "ipp://h:8631/ipp/print/2");
        assert_eq!(read("http://h/ipp"), "ipp://h:80/ipp");
        assert_eq!(read("ipps://[::1]:631/"), "ipps://[::1]:631/ipp/print");
        assert_eq!(read("cups:Ward_laser"), "cups:Ward_laser");
    }

    #[test]
    fn what_gives_no_answer_or_a_secret_is_refused_with_the_way_out() {
        assert!(read("socket://10.0.0.5:9100").contains("never says whether the pages came out"));
        assert!(read("ipp://anna:secret@h/").contains("Give it without them."));
        assert!(read("ftp://h").contains("Give ipps://HOST"));
        assert!(read("cups:").contains("cups:QUEUE"));
        assert!(read("cups:a/../b").contains("cups:QUEUE"));
        assert!(read("").contains("Give ipps://HOST"));
    }

    #[test]
    fn an_open_line_is_one_that_leaves_this_machine_in_the_clear() {
        let open = |t: &str| t.parse::<Address>().unwrap().is_open_line();
        assert!(open("ipp://10.0.0.5"));
        assert!(!open("ipps://10.0.0.5"));
        assert!(!open("ipp://localhost:8631"));
        assert!(!open("ipp://[::1]:8631"));
        assert!(!open("cups:a"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_the_reader_and_what_is_read_reads_again(text in ".{0,60}") {
            if let Ok(address) = text.parse::<Address>() {
                proptest::prop_assert_eq!(address.to_string().parse::<Address>(), Ok(address));
            }
        }
    }
}
