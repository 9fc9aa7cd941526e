//! One FHIR server: requests with limits and timeouts, to that server and no other.

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustls::CertificateError;
use ureq::Agent;
use ureq::http::{Response, Uri};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Body, RequestExt};

use super::PullError;

/// Most times the server may send us on, to a place of its own.
const SENT_ON: usize = 5;
/// Most bytes of a server's words of refusal that are read.
const WORDS: u64 = 64 * 1024;

/// What a pull puts up with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PullLimits {
    /// The most bytes of one answer that is read whole: a page, a manifest.
    pub page: u64,
    /// The most bytes of all files of a pull together.
    pub all: u64,
    /// The most pages of one search.
    pub pages: usize,
    /// How long a connection may take.
    pub connect: Duration,
    /// How long the server may be silent.
    pub silent: Duration,
    /// How long one answer may take in all.
    pub answer: Duration,
    /// How long the server may work on an export.
    pub export: Duration,
    /// The least time between two questions whether an export is ready; what the server asks for counts when it is longer.
    pub poll: Duration,
}

impl Default for PullLimits {
    fn default() -> Self {
        Self {
            page: 64 * 1024 * 1024,
            all: 2 * 1024 * 1024 * 1024,
            pages: 5_000,
            connect: Duration::from_secs(20),
            silent: Duration::from_secs(90),
            answer: Duration::from_mins(30),
            export: Duration::from_hours(3),
            poll: Duration::from_secs(2),
        }
    }
}

/// A bearer token. It shows in no debug output and no error.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token; `None` when the text is empty.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Reads a server's address: https, or http to this machine itself, or http when `open_line` says so.
pub fn check_address(text: &str, open_line: bool) -> Result<String, PullError> {
    let text = text.trim().trim_end_matches('/');
    let bad = || PullError::BadAddress(text.to_owned());
    let uri: Uri = text.parse().map_err(|_| bad())?;
    let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else {
        return Err(bad());
    };
    // A password in an address ends up in logs.
    if uri.authority().is_some_and(|a| a.as_str().contains('@')) {
        return Err(bad());
    }
    match scheme {
        "https" => Ok(text.to_owned()),
        "http" if open_line || is_this_machine(host) => Ok(text.to_owned()),
        "http" => Err(PullError::NotEncrypted(text.to_owned())),
        _ => Err(bad()),
    }
}

fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A server to ask.
pub(super) struct Server {
    agent: Agent,
    base: Uri,
    token: Option<Token>,
    /// The file with the one authority that is trusted.
    ca: Option<String>,
    pub(super) limits: PullLimits,
}

impl Server {
    /// `base` must have passed [`check_address`].
    pub(super) fn new(
        base: &str,
        token: Option<Token>,
        ca: Option<&PathBuf>,
        limits: PullLimits,
    ) -> Result<Self, PullError> {
        let roots = match ca {
            Some(file) => authority(file)?,
            None => RootCerts::PlatformVerifier,
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Followed by hand: never to another server.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent("Battlebag")
            .timeout_connect(Some(limits.connect))
            .timeout_recv_response(Some(limits.silent))
            .timeout_per_read(Some(limits.silent))
            .timeout_recv_body(Some(limits.answer))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        Ok(Self {
            agent: config.into(),
            base: base.parse().map_err(|_| PullError::BadAddress(base.to_owned()))?,
            token,
            ca: ca.map(|file| file.display().to_string()),
            limits,
        })
    }

    /// The address of something below the base.
    pub(super) fn below(&self, rest: &str) -> String {
        format!("{}/{rest}", self.base.to_string().trim_end_matches('/'))
    }

    /// A link that the server gave, as an address of this same server.
    pub(super) fn linked(&self, link: &str) -> Result<String, PullError> {
        let link = link.trim();
        if link.starts_with('/') && !link.starts_with("//") {
            let origin = origin(&self.base);
            return Ok(format!("{origin}{link}"));
        }
        if !link.contains("://") && !link.starts_with("//") {
            return Ok(self.below(link));
        }
        let uri: Uri = link
            .parse()
            .map_err(|_| PullError::Elsewhere(without_question(link)))?;
        if origin(&uri) != origin(&self.base) || uri.authority().is_some_and(|a| a.as_str().contains('@')) {
            return Err(PullError::Elsewhere(origin(&uri)));
        }
        Ok(link.to_owned())
    }

    /// Asks for an address of this server. Statuses other than success are given back as they are, redirects to the
    /// server itself are followed.
    pub(super) fn get(&self, address: &str, headers: &[(&str, &str)]) -> Result<Response<Body>, PullError> {
        let mut address = address.to_owned();
        for _ in 0..=SENT_ON {
            let answer = self.send("GET", &address, headers)?;
            let status = answer.status().as_u16();
            if !matches!(status, 301 | 302 | 303 | 307 | 308) {
                return Ok(answer);
            }
            let to = header(&answer, "location").unwrap_or_default();
            address = self.linked(&to)?;
        }
        Err(PullError::Line {
            what: answer_of(&address),
            why: "the server sends in circles".to_owned(),
        })
    }

    /// Tells the server that something may be thrown away.
    pub(super) fn delete(&self, address: &str) -> Result<Response<Body>, PullError> {
        self.send("DELETE", address, &[])
    }

    fn send(
        &self,
        method: &str,
        address: &str,
        headers: &[(&str, &str)],
    ) -> Result<Response<Body>, PullError> {
        let line = |why: &dyn fmt::Display| PullError::Line {
            what: answer_of(address),
            why: why.to_string(),
        };
        let mut request = ureq::http::Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {}", token.0));
        }
        let request = request
            .body(())
            .map_err(|_| line(&"the request cannot be written; check the address and the token"))?;
        request
            .with_agent(&self.agent)
            .run()
            .map_err(|why| match certificate_fault(&why) {
                Some(fault) => PullError::Distrusted {
                    what: without_question(address),
                    why: self.distrust(fault),
                },
                None => line(&in_plain_words(&why)),
            })
    }

    /// What is wrong with the server's certificate, and what to do.
    fn distrust(&self, fault: &CertificateError) -> String {
        use CertificateError as Fault;
        match fault {
            Fault::UnknownIssuer | Fault::BadSignature => match &self.ca {
                Some(file) => format!(
                    "the authority in {file} does not vouch for its certificate. Ask whoever looks after the server which authority does; it may be another server"
                ),
                None => "nobody whom this computer trusts vouches for its certificate. If the hospital has an authority of its own, name the file with its certificate; else it may be another server".to_owned(),
            },
            Fault::Expired | Fault::ExpiredContext { .. } => {
                "its certificate has run out. Check this computer's date; if that is right, the server needs a new certificate".to_owned()
            }
            Fault::NotValidYet | Fault::NotValidYetContext { .. } => {
                "its certificate is not valid yet. Check this computer's date".to_owned()
            }
            Fault::NotValidForName | Fault::NotValidForNameContext { .. } => {
                "its certificate is for another name. Write the address with the name that the server has".to_owned()
            }
            other => format!("its certificate cannot be used ({other}). Tell whoever looks after the server"),
        }
    }

    /// The body of an answer that must be a success, whole.
    pub(super) fn whole(&self, what: &str, answer: Response<Body>) -> Result<Vec<u8>, PullError> {
        let answer = Self::success(what, answer)?;
        let most = self.limits.page;
        let mut bytes = Vec::new();
        let mut body = answer.into_body().into_with_config().limit(u64::MAX).reader();
        (&mut body)
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|why| PullError::Line {
                what: what.to_owned(),
                why: why.to_string(),
            })?;
        if bytes.len() as u64 > most {
            return Err(PullError::TooLarge {
                what: what.to_owned(),
                most: most / 1_048_576,
            });
        }
        Ok(bytes)
    }

    /// The answer, when it is a success; else an error with the server's own words.
    pub(super) fn success(what: &str, answer: Response<Body>) -> Result<Response<Body>, PullError> {
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let mut words = Vec::new();
        let body = answer.into_body().into_with_config().limit(u64::MAX).reader();
        // A refusal without words is a refusal all the same.
        let _ = body.take(WORDS).read_to_end(&mut words);
        Err(PullError::Refused {
            what: what.to_owned(),
            status: status.as_u16(),
            words: outcome(&words),
        })
    }
}

/// The first words of an OperationOutcome, cut short; empty when there are none.
pub(super) fn outcome(bytes: &[u8]) -> String {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else {
        return String::new();
    };
    let issue = value.pointer("/issue/0");
    let words = issue
        .and_then(|i| i.pointer("/diagnostics").or_else(|| i.pointer("/details/text")))
        .or_else(|| issue.and_then(|i| i.pointer("/code")));
    let words = words.and_then(serde_json::Value::as_str).unwrap_or_default();
    words.chars().filter(|c| !c.is_control()).take(160).collect()
}

pub(super) fn header(answer: &Response<Body>, name: &str) -> Option<String> {
    let value = answer.headers().get(name)?.to_str().ok()?;
    Some(value.trim().to_owned())
}

fn answer_of(address: &str) -> String {
    format!("the answer of {}", without_question(address))
}

/// Why nothing came, for somebody who does not know what an errno is.
fn in_plain_words(why: &ureq::Error) -> String {
    use std::io::ErrorKind;
    match why {
        ureq::Error::Io(io) => match io.kind() {
            ErrorKind::ConnectionRefused => {
                "nobody answers at that address. Check the address, and that the server runs".to_owned()
            }
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof => "the line broke off".to_owned(),
            ErrorKind::TimedOut => "it took too long".to_owned(),
            ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
                "there is no way to that address. Check the network cable".to_owned()
            }
            _ => why.to_string(),
        },
        ureq::Error::HostNotFound => "there is no machine of that name. Check the address".to_owned(),
        ureq::Error::Timeout(_) => "it took too long".to_owned(),
        _ => why.to_string(),
    }
}

/// What is wrong with a certificate, when that is why nothing came.
fn certificate_fault(why: &ureq::Error) -> Option<&CertificateError> {
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

/// An address without its question, which may name patients.
pub(super) fn without_question(address: &str) -> String {
    address.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Scheme, host and port.
fn origin(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default().to_lowercase();
    let host = uri.host().unwrap_or_default().to_lowercase();
    let usual = if scheme == "https" { 443 } else { 80 };
    format!("{scheme}://{host}:{}", uri.port_u16().unwrap_or(usual))
}

fn authority(file: &Path) -> Result<RootCerts, PullError> {
    let wrong = |why: String| PullError::Certificate {
        file: file.display().to_string(),
        why,
    };
    let pem = std::fs::read(file).map_err(|why| wrong(why.to_string()))?;
    let mut certificates: Vec<Certificate<'static>> = Vec::new();
    for item in parse_pem(&pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(why) => return Err(wrong(why.to_string())),
        }
    }
    if certificates.is_empty() {
        return Err(wrong("there is no certificate in it".to_owned()));
    }
    Ok(RootCerts::new_with_certs(&certificates))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_encrypted_lines_unless_said() {
        assert_eq!(
            check_address(" https://fhir.example/r4/ ", false).unwrap(),
            "https://fhir.example/r4"
        );
        check_address("http://127.0.0.1:8080/fhir", false).unwrap();
        check_address("http://[::1]:8080/fhir", false).unwrap();
        check_address("http://fhir.example/r4", true).unwrap();
        insta::assert_snapshot!(check_address("http://fhir.example/r4", false).unwrap_err(), @"http://fhir.example/r4 is not encrypted (http), so nothing was asked. Use https, or allow http in so many words for a line that only this hospital can read");
        for text in [
            "",
            "fhir.example",
            "ftp://fhir.example",
            "https://me:secret@fhir.example",
        ] {
            assert!(check_address(text, true).is_err(), "{text}");
        }
    }

    #[test]
    fn links_lead_to_the_same_server_only() {
        let server = Server::new("https://fhir.example/r4", None, None, PullLimits::default()).unwrap();
        for (link, to) in [
            ("https://FHIR.example:443/x?y", "https://FHIR.example:443/x?y"),
            ("/jobs/7", "https://fhir.example:443/jobs/7"),
            ("Patient?page=2", "https://fhir.example/r4/Patient?page=2"),
        ] {
            assert_eq!(server.linked(link).unwrap(), to);
        }
        for link in [
            "http://fhir.example/x",
            "https://evil.example/x",
            "https://fhir.example:8443/x",
            "//evil.example/x",
            "https://fhir.example@evil.example/",
        ] {
            assert!(server.linked(link).is_err(), "{link}");
        }
    }

    #[test]
    fn a_token_is_shown_nowhere() {
        let token = Token::new(" abc ").unwrap();
        assert_eq!(format!("{token:?}"), "Token(…)");
        assert_eq!(Token::new("  "), None);
    }
}
