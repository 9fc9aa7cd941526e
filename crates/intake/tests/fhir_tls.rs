//! A FHIR server with a certificate of the hospital's own authority: asked when that authority is named, and no other
//! server is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)] // a test may stop

mod shelf;

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use battlebag_intake::fhir::{How, Pull, PullError, PullLimits, Token, pull_once};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use shelf::Shelf;

fn certificate(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/certificates")
        .join(name)
}

/// A server that answers every question with one patient, until the test ends.
struct Server {
    at: SocketAddr,
    asked: Arc<AtomicUsize>,
}

impl Server {
    fn with(name: &str) -> Self {
        let file = certificate(name);
        let key = PrivateKeyDer::from_pem_file(&file).unwrap();
        let own = CertificateDer::from_pem_file(&file).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![own], key)
            .unwrap();
        let (config, asked) = (Arc::new(config), Arc::new(AtomicUsize::new(0)));
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = socket.local_addr().unwrap();
        let count = asked.clone();
        std::thread::spawn(move || {
            for line in socket.incoming() {
                let tls = ServerConnection::new(config.clone()).unwrap();
                // A client that turns away is what some of the tests are about.
                let _ = answer(StreamOwned::new(tls, line.unwrap()), &count);
            }
        });
        Self { at, asked }
    }

    fn pull(&self, ca: Option<&str>) -> Result<Vec<(String, String)>, PullError> {
        let pull = Pull {
            source: "fhir".to_owned(),
            address: format!("https://{}/fhir", self.at),
            open_line: false,
            how: How::Search,
            token: Token::new("s3cret"),
            ca: ca.map(certificate),
            since: None,
            every: Duration::from_hours(1),
            limits: PullLimits::default(),
        };
        let shelf = Shelf::new();
        pull_once(&pull, shelf.as_ref())?;
        Ok(shelf.files())
    }
}

const BUNDLE: &str = r#"{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Encounter","subject":{"reference":"Patient/a"}}},{"resource":{"resourceType":"Patient","id":"a"}}]}"#;

fn answer(
    line: StreamOwned<ServerConnection, std::net::TcpStream>,
    asked: &AtomicUsize,
) -> std::io::Result<()> {
    let mut line = BufReader::new(line);
    loop {
        let mut header = String::new();
        if line.read_line(&mut header)? == 0 {
            return Ok(());
        }
        if header == "\r\n" {
            asked.fetch_add(1, Ordering::SeqCst);
            let length = BUNDLE.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: {length}\r\n\r\n"
            );
            line.get_mut().write_all(format!("{head}{BUNDLE}").as_bytes())?;
            line.get_mut().flush()?;
        }
    }
}

#[test]
fn the_hospitals_own_authority_is_enough_when_it_is_named() {
    let server = Server::with("server.pem");
    let files = server.pull(Some("hospital.pem")).unwrap();
    assert!(
        files.iter().any(|(_, text)| text.contains("\"id\":\"a\"")),
        "{files:?}"
    );
}

/// What was said, with the port and the folder taken out.
fn refused(server: &Server, ca: Option<&str>) -> String {
    let why = server.pull(ca).unwrap_err();
    assert!(matches!(why, PullError::Distrusted { .. }), "{why:?}");
    assert_eq!(
        server.asked.load(Ordering::SeqCst),
        0,
        "no question and no token went out"
    );
    let folder = certificate("").display().to_string();
    why.to_string()
        .replace(&server.at.to_string(), "SERVER")
        .replace(&folder, "")
}

#[test]
fn a_server_that_cannot_show_who_it_is_is_asked_nothing() {
    let server = Server::with("server.pem");
    insta::assert_snapshot!(refused(&server, None), @"the server at https://SERVER/fhir/Encounter was not asked: nobody whom this computer trusts vouches for its certificate. If the hospital has an authority of its own, name the file with its certificate; else it may be another server. No record went over this line");
    insta::assert_snapshot!(refused(&server, Some("another.pem")), @"the server at https://SERVER/fhir/Encounter was not asked: the authority in another.pem does not vouch for its certificate. Ask whoever looks after the server which authority does; it may be another server. No record went over this line");
    insta::assert_snapshot!(refused(&Server::with("ran_out.pem"), Some("hospital.pem")), @"the server at https://SERVER/fhir/Encounter was not asked: its certificate has run out. Check this computer's date; if that is right, the server needs a new certificate. No record went over this line");
    insta::assert_snapshot!(refused(&Server::with("of_another_name.pem"), Some("hospital.pem")), @"the server at https://SERVER/fhir/Encounter was not asked: its certificate is for another name. Write the address with the name that the server has. No record went over this line");
}

#[test]
fn a_file_that_holds_no_authority_is_refused_before_anything_is_asked() {
    let server = Server::with("server.pem");
    let folder = certificate("").display().to_string();
    for (file, why) in [
        ("README.md", "there is no certificate in it"),
        ("nothing.pem", "No such file"),
    ] {
        let said = server
            .pull(Some(file))
            .unwrap_err()
            .to_string()
            .replace(&folder, "");
        assert!(said.contains(why) && said.contains("PEM"), "{said}");
    }
    assert_eq!(server.asked.load(Ordering::SeqCst), 0);
}
