//! The line to a printer: IPP over HTTP, with limits and timeouts, to that printer and nothing else.

use std::fmt;
use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ipp::model::{DelimiterTag, IppVersion, Operation};
use ipp::parser::IppParser;
use ipp::prelude::Uri;
use ipp::reader::IppReader;
use ipp::request::IppRequestResponse;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector as _, TcpConnector};

use crate::address::Address;
use crate::pinned::{Another, Pin, Pinned};
use crate::read;
use crate::system::Server;
use crate::trouble::Trouble;

/// Most bytes of one answer that are read. A printer with every attribute there is sends some ten thousand.
const MOST: u64 = 1024 * 1024;
/// IPP's own port, which an address need not name.
const IPP_PORT: u16 = 631;
/// Who asks, as queues show it.
pub(crate) const ASKING: &str = "battlebag";

/// How long a printer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until an answer comes.
    pub answer: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(4),
            answer: Duration::from_secs(10),
        }
    }
}

/// The one authority whose certificates are believed for a printer, in place of the system's: printers mostly sign
/// their own.
#[derive(Clone)]
pub struct Authority(Vec<Certificate<'static>>);

impl Authority {
    /// Reads certificates in PEM; the error says what is wrong with them.
    pub fn from_pem(pem: &[u8]) -> Result<Self, String> {
        let mut found = Vec::new();
        for item in parse_pem(pem) {
            match item {
                Ok(PemItem::Certificate(certificate)) => found.push(certificate),
                Ok(_) => {}
                Err(why) => return Err(why.to_string()),
            }
        }
        if found.is_empty() {
            return Err("there is no certificate in it".to_owned());
        }
        Ok(Self(found))
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authority({} certificates)", self.0.len())
    }
}

/// Whose word is taken for who a printer is.
#[derive(Debug, Clone)]
pub enum Trust {
    /// The authorities that the system believes.
    System,
    /// One authority, or the printer's own certificate as a file.
    Authority(Authority),
    /// The certificate with this fingerprint and no other: it was there when the printer's paper was in a person's hand.
    Only(Pin),
    /// Nobody's yet: the first certificate that is shown, and for as long as this line is kept no other.
    FirstSeen,
}

/// A line to one printer. Opens nothing until something is asked.
#[derive(Clone)]
pub struct Line {
    agent: Agent,
    /// The one certificate that is believed, where it is one.
    pin: Option<Arc<OnceLock<Pin>>>,
    /// As IPP names it.
    uri: Uri,
    /// As HTTP names it.
    http: String,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({})", self.uri)
    }
}

impl Line {
    /// A line to a printer. A queue is asked of `server`.
    pub fn new(address: &Address, server: &Server, trust: &Trust, waits: Waits) -> Result<Self, Trouble> {
        let text = match address {
            Address::Network(uri) => uri.clone(),
            Address::Queue(name) => server.queue(name)?,
        };
        let pin = match trust {
            Trust::System | Trust::Authority(_) => None,
            Trust::Only(pin) => Some(Arc::new(OnceLock::from(*pin))),
            Trust::FirstSeen => Some(Arc::new(OnceLock::new())),
        };
        let agent = agent(trust, pin.as_ref(), waits)?;
        let unreadable = || Trouble::NotIpp {
            why: format!("{text} cannot be read as an address"),
        };
        let uri: Uri = text.parse().map_err(|_| unreadable())?;
        let host = uri.host().ok_or_else(unreadable)?;
        let port = uri.port_u16().unwrap_or(IPP_PORT);
        let scheme = if uri.scheme_str() == Some("ipps") {
            "https"
        } else {
            "http"
        };
        let http = format!("{scheme}://{host}:{port}{}", uri.path());
        Ok(Self {
            agent,
            pin,
            uri,
            http,
        })
    }

    /// The certificate that it believes: none where others vouch for it, or before one was shown.
    pub fn pin(&self) -> Option<Pin> {
        self.pin.as_ref().and_then(|pin| pin.get()).copied()
    }

    /// An empty request to this printer.
    pub(crate) fn request(&self, operation: Operation) -> Result<IppRequestResponse, Trouble> {
        let mut request = IppRequestResponse::new(IppVersion::v1_1(), operation, Some(self.uri.clone()))
            .map_err(|e| unasked(&e))?;
        let asking = read::name_value(ASKING).map_err(|e| unasked(&e))?;
        add(
            &mut request,
            DelimiterTag::OperationAttributes,
            "requesting-user-name",
            asking,
        )?;
        Ok(request)
    }

    /// Asks, and gives the answer when it is a success.
    pub(crate) fn ask(&self, request: &IppRequestResponse) -> Result<IppRequestResponse, Trouble> {
        self.exchange(&request.to_bytes(), false)
    }

    /// Asks with a document after the request. The printer may take the document as slowly as it prints, so only the
    /// connection has a time limit.
    pub(crate) fn ask_with(
        &self,
        request: &IppRequestResponse,
        document: &[u8],
    ) -> Result<IppRequestResponse, Trouble> {
        let mut bytes = request.to_bytes().to_vec();
        bytes.extend_from_slice(document);
        self.exchange(&bytes, true)
    }

    fn exchange(&self, bytes: &[u8], patient: bool) -> Result<IppRequestResponse, Trouble> {
        let mut post = self
            .agent
            .post(&self.http)
            .header("content-type", "application/ipp");
        if patient {
            post = post.config().timeout_recv_response(None).build();
        }
        let answer = post.send(bytes).map_err(|why| no_answer(&why))?;
        let status = answer.status().as_u16();
        match status {
            200 => {}
            401 | 403 => return Err(Trouble::NeedsSignIn),
            426 => return Err(Trouble::NeedsEncryption),
            _ => {
                return Err(Trouble::NotIpp {
                    why: format!("it answers with HTTP status {status}"),
                });
            }
        }
        let mut read_bytes = Vec::new();
        answer
            .into_body()
            .into_with_config()
            .limit(MOST)
            .reader()
            .read_to_end(&mut read_bytes)
            .map_err(|why| no_answer(&ureq::Error::from(why)))?;
        let answer = parse(&read_bytes)?;
        match Trouble::of_status(&answer) {
            None => Ok(answer),
            Some(trouble) => Err(trouble),
        }
    }
}

fn agent(trust: &Trust, pin: Option<&Arc<OnceLock<Pin>>>, waits: Waits) -> Result<Agent, Trouble> {
    let roots = match trust {
        Trust::Authority(authority) => RootCerts::new_with_certs(&authority.0),
        _ => RootCerts::PlatformVerifier,
    };
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent("Battlebag")
        .timeout_connect(Some(waits.connect))
        .timeout_recv_response(Some(waits.answer))
        .timeout_recv_body(Some(waits.answer))
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .build();
    let Some(pin) = pin else {
        return Ok(config.into());
    };
    let tls = Pinned::new(Arc::clone(pin)).map_err(|e| unasked(&e))?;
    let connector = ().chain(TcpConnector::default()).chain(tls);
    Ok(Agent::with_parts(config, connector, DefaultResolver::default()))
}

/// Reads an answer. The parser stops with a panic on some broken lengths; to us that is one more unreadable answer.
pub(crate) fn parse(bytes: &[u8]) -> Result<IppRequestResponse, Trouble> {
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        IppParser::new(IppReader::new(Cursor::new(bytes.to_vec()))).parse()
    }));
    let why = match parsed {
        Ok(Ok(answer)) => return Ok(answer),
        Ok(Err(why)) => why.to_string(),
        Err(_) => "its answer is broken".to_owned(),
    };
    Err(Trouble::NotIpp { why })
}

/// Adds an attribute to a request.
pub(crate) fn add(
    request: &mut IppRequestResponse,
    group: DelimiterTag,
    name: &str,
    value: ipp::value::IppValue,
) -> Result<(), Trouble> {
    let attribute = ipp::attribute::IppAttribute::with_name(name, value).map_err(|e| unasked(&e))?;
    request.attributes_mut().add(group, attribute);
    Ok(())
}

/// What we would ask does not fit into a request.
pub(crate) fn unasked(why: &dyn fmt::Display) -> Trouble {
    Trouble::NotIpp {
        why: format!("it cannot be asked: {why}"),
    }
}

/// Why nothing came, for somebody who does not know what an errno is.
fn no_answer(why: &ureq::Error) -> Trouble {
    use std::io::ErrorKind as Io;
    if let Some(fault) = certificate_fault(why) {
        return Trouble::NotTrusted { why: in_words(fault) };
    }
    match why {
        ureq::Error::Timeout(_) => Trouble::Silent,
        ureq::Error::HostNotFound => Trouble::Offline {
            why: "there is no machine of that name".to_owned(),
        },
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Trouble::NotTrusted {
            why: "it does not speak over an encrypted line as it should".to_owned(),
        },
        ureq::Error::Io(io) if is_of_tls(io) => Trouble::NotTrusted {
            why: "it does not speak over an encrypted line as it should".to_owned(),
        },
        ureq::Error::Io(io) => match io.kind() {
            Io::TimedOut | Io::WouldBlock => Trouble::Silent,
            Io::ConnectionRefused => Trouble::Offline {
                why: "nobody answers at its address".to_owned(),
            },
            Io::NetworkUnreachable | Io::HostUnreachable => Trouble::Offline {
                why: "there is no way to its address".to_owned(),
            },
            Io::ConnectionReset | Io::ConnectionAborted | Io::BrokenPipe | Io::UnexpectedEof => {
                Trouble::Offline {
                    why: "the line broke off".to_owned(),
                }
            }
            _ => Trouble::Offline { why: io.to_string() },
        },
        ureq::Error::ConnectionFailed => Trouble::Offline {
            why: "nobody answers at its address".to_owned(),
        },
        other => Trouble::NotIpp {
            why: other.to_string(),
        },
    }
}

fn is_of_tls(io: &std::io::Error) -> bool {
    let inner = io.get_ref().and_then(|e| e.downcast_ref::<rustls::Error>());
    inner.is_some()
}

fn certificate_fault(why: &ureq::Error) -> Option<&rustls::CertificateError> {
    let fault = match why {
        ureq::Error::Rustls(fault) => Some(fault),
        ureq::Error::Io(why) => why.get_ref().and_then(|inner| inner.downcast_ref()),
        _ => None,
    };
    match fault {
        Some(rustls::Error::InvalidCertificate(fault)) => Some(fault),
        _ => None,
    }
}

fn in_words(fault: &rustls::CertificateError) -> String {
    use rustls::CertificateError as Fault;
    match fault {
        Fault::Expired | Fault::ExpiredContext { .. } => "its certificate has run out",
        Fault::NotValidYet | Fault::NotValidYetContext { .. } => {
            "its certificate is not valid yet, or the clock here is wrong"
        }
        Fault::UnknownIssuer => "its certificate is signed by nobody known here",
        Fault::Other(other) if other.0.is::<Another>() => {
            "its certificate is another than the one it had when its number was read; somebody else may answer at its address"
        }
        Fault::NotValidForName | Fault::NotValidForNameContext { .. } => {
            "its certificate is for another name"
        }
        _ => "its certificate is not believed",
    }
    .to_owned()
}
