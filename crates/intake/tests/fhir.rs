//! Pulls from a small FHIR server on this machine: bulk export with waiting and errors, search with pages, and servers
//! that break off, refuse, or point elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)] // a test may stop

mod shelf;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use battlebag_intake::fhir::{How, Pull, PullLimits, Token, pull_once};
use shelf::Shelf;

/// What the server does, by path.
type Answers = fn(&Asked, &Request, &str) -> Response;

struct Asked {
    lines: Mutex<Vec<String>>,
    answers: Answers,
}

impl Asked {
    fn all(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    fn times(&self, what: &str) -> usize {
        self.all().iter().filter(|line| line.starts_with(what)).count()
    }
}

/// A server that answers until the test ends.
struct Server {
    at: SocketAddr,
    asked: Arc<Asked>,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    fn new(answers: Answers) -> Self {
        let asked = Arc::new(Asked {
            lines: Mutex::default(),
            answers,
        });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let socket = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let at = socket.local_addr().unwrap();
        let app = Router::new().fallback(answer).with_state(asked.clone());
        runtime.spawn(async move { axum::serve(socket, app).await });
        Self {
            at,
            asked,
            _runtime: runtime,
        }
    }

    fn pull(&self, how: How) -> Pull {
        Pull {
            source: "fhir".to_owned(),
            address: format!("http://{}/fhir", self.at),
            open_line: false,
            how,
            token: Token::new("s3cret"),
            ca: None,
            since: None,
            every: Duration::from_hours(1),
            limits: PullLimits {
                poll: Duration::from_millis(1),
                ..PullLimits::default()
            },
        }
    }
}

async fn answer(State(asked): State<Arc<Asked>>, request: Request) -> Response {
    let line = format!("{} {}", request.method(), request.uri());
    let host = request.headers()["host"].to_str().unwrap().to_owned();
    let answer = (asked.answers)(&asked, &request, &format!("http://{host}"));
    asked.lines.lock().unwrap().push(line);
    answer
}

fn text(status: u16, body: impl Into<Body>) -> Response {
    Response::builder().status(status).body(body.into()).unwrap()
}

fn location(status: u16, name: &str, to: &str) -> Response {
    Response::builder()
        .status(status)
        .header(name, to)
        .body(Body::empty())
        .unwrap()
}

const PATIENTS: &str =
    "{\"resourceType\":\"Patient\",\"id\":\"1\"}\n{\"resourceType\":\"Patient\",\"id\":\"2\"}";

fn manifest(base: &str, output: &str) -> String {
    format!(
        "{{\"transactionTime\":\"2026-11-21T02:00:00Z\",\"requiresAccessToken\":true,\"output\":[{output}],\
         \"error\":[{{\"type\":\"OperationOutcome\",\"url\":\"{base}/files/errors\"}}]}}"
    )
}

fn exporting(asked: &Asked, request: &Request, base: &str) -> Response {
    assert_eq!(request.headers()["authorization"], "Bearer s3cret");
    match (request.method().as_str(), request.uri().path()) {
        ("GET", "/fhir/$export") => {
            assert_eq!(request.headers()["prefer"], "respond-async");
            location(202, "Content-Location", &format!("{base}/jobs/7"))
        }
        // Not ready, too many questions, not ready, ready.
        ("GET", "/jobs/7") => match asked.times("GET /jobs/7") {
            1 => location(429, "Retry-After", "0"),
            0 | 2 => location(202, "X-Progress", "half way"),
            _ => {
                let output = format!(
                    "{{\"type\":\"Patient\",\"url\":\"{base}/files/p\",\"count\":2}},{{\"type\":\"Flag\",\"url\":\"/files/f\"}}"
                );
                text(200, manifest(base, &output))
            }
        },
        // Sent on within the server.
        ("GET", "/files/p") => location(302, "Location", "/files/patients"),
        ("GET", "/files/patients") => text(200, PATIENTS),
        ("GET", "/files/f") => text(200, "{\"resourceType\":\"Flag\"}\n"),
        ("GET", "/files/errors") => text(
            200,
            "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"exception\",\"diagnostics\":\"Ward 9 is locked\"}]}\n",
        ),
        ("DELETE", "/jobs/7") => text(202, ""),
        _ => text(404, ""),
    }
}

#[test]
fn a_bulk_export_from_kick_off_to_clean_up() {
    let server = Server::new(exporting);
    let shelf = Shelf::new();
    let pulled = pull_once(&server.pull(How::Auto), shelf.as_ref()).unwrap();
    assert_eq!((pulled.files, pulled.records), (2, 3));
    insta::assert_snapshot!(pulled.remarks.join("\n"), @"The server could not export everything: 1 errors in errors; the first: Ward 9 is locked.");
    assert_eq!(
        shelf.names(),
        ["Patient.000.part000.ndjson", "Flag.001.part000.ndjson"]
    );
    assert_eq!(shelf.files()[0].1, PATIENTS);
    assert_eq!(shelf.marks(), ["2026-11-21T02:00:00Z"]);
    assert_eq!(server.asked.times("DELETE /jobs/7"), 1);
    assert!(server.asked.all()[0].contains("_type=Patient,Encounter,"));
    // What changed since stands beside what is there.
    let since = Pull {
        since: Some("2026-11-21T02:00:00Z".parse().unwrap()),
        ..server.pull(How::Export)
    };
    pull_once(&since, shelf.as_ref()).unwrap();
    assert!(
        server
            .asked
            .all()
            .iter()
            .any(|line| line.contains("_since=2026-11-21T02:00:00Z"))
    );
    assert_eq!((shelf.marks().len(), shelf.names().len()), (2, 4));
}

/// Knows few types, and refuses an export that names another.
fn knowing_few(asked: &Asked, request: &Request, base: &str) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if request.uri().path() == "/fhir/$export" && query.contains("DeviceUseStatement") {
        let outcome = "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"DeviceUseStatement is not exported\"}]}";
        return text(400, outcome);
    }
    exporting(asked, request, base)
}

#[test]
fn a_server_that_knows_few_types_exports_those() {
    let server = Server::new(knowing_few);
    let shelf = Shelf::new();
    let pulled = pull_once(&server.pull(How::Auto), shelf.as_ref()).unwrap();
    assert_eq!(pulled.records, 3);
    insta::assert_snapshot!(pulled.remarks.last().unwrap(), @"The server does not export every kind of record (DeviceUseStatement is not exported); it was asked for Patient, Encounter, Location, AllergyIntolerance, MedicationRequest, Condition, Observation. Doses given, devices, orders and treatment limits are not known from it.");
}

fn breaking_off(_: &Asked, request: &Request, base: &str) -> Response {
    match request.uri().path() {
        "/fhir/$export" => location(202, "Content-Location", &format!("{base}/jobs/7")),
        "/jobs/7" => text(
            200,
            manifest(
                base,
                &format!("{{\"type\":\"Patient\",\"url\":\"{base}/files/p\"}}"),
            ),
        ),
        // The line goes dead in the middle of the body.
        "/files/p" => {
            let pieces = [
                Ok(PATIENTS.to_owned()),
                Ok("\n{\"resourceType\":\"Pat".to_owned()),
                Err(std::io::Error::other("cut")),
            ];
            let pieces = pieces.into_iter();
            text(
                200,
                Body::new(Pieces {
                    pieces,
                    waited: false,
                }),
            )
        }
        _ => text(404, ""),
    }
}

/// A body in pieces, each sent before the next is there.
struct Pieces {
    pieces: std::array::IntoIter<Result<String, std::io::Error>, 3>,
    waited: bool,
}

impl axum::body::HttpBody for Pieces {
    type Data = axum::body::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        self.waited = !self.waited;
        if self.waited {
            context.waker().wake_by_ref();
            return std::task::Poll::Pending;
        }
        let piece = self.pieces.next();
        std::task::Poll::Ready(piece.map(|piece| piece.map(|text| http_body::Frame::data(text.into()))))
    }
}

#[test]
fn a_line_that_breaks_off_changes_nothing() {
    let shelf = Shelf::new();
    pull_once(&Server::new(exporting).pull(How::Export), shelf.as_ref()).unwrap();
    let before = shelf.files();
    let server = Server::new(breaking_off);
    let why = pull_once(&server.pull(How::Export), shelf.as_ref())
        .unwrap_err()
        .to_string();
    assert!(
        why.starts_with("file 1 of the export (Patient) did not come through"),
        "{why}"
    );
    assert!(why.contains("Nothing of this pull was used"), "{why}");
    assert_eq!(shelf.files(), before);
    assert_eq!(
        server.asked.times("DELETE /jobs/7"),
        1,
        "the server's copy is thrown away all the same"
    );
}

/// A bed in a bay on a ward: each is asked for when somebody points to it, once, and a loop ends.
fn nested(_: &Asked, request: &Request, _: &str) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let bundle = |entries: &[&str]| {
        let entries: Vec<String> = entries.iter().map(|e| format!("{{\"resource\":{e}}}")).collect();
        text(
            200,
            format!(
                "{{\"resourceType\":\"Bundle\",\"entry\":[{}]}}",
                entries.join(",")
            ),
        )
    };
    match (request.uri().path(), query) {
        ("/fhir/Encounter", _) => bundle(&[
            r#"{"resourceType":"Encounter","subject":{"reference":"Patient/a"},"location":[{"location":{"reference":"Location/bed"}}]}"#,
            r#"{"resourceType":"Patient","id":"a"}"#,
        ]),
        ("/fhir/Location", q) if q.contains("_id=bed&") => {
            bundle(&[r#"{"resourceType":"Location","id":"bed","partOf":{"reference":"Location/bay"}}"#])
        }
        ("/fhir/Location", q) if q.contains("_id=bay&") => bundle(&[
            r#"{"resourceType":"Location","id":"bay","partOf":{"reference":"https://x.example/fhir/Location/ward/_history/2"}}"#,
        ]),
        ("/fhir/Location", q) if q.contains("_id=ward&") => {
            bundle(&[r#"{"resourceType":"Location","id":"ward","partOf":{"reference":"Location/bed"}}"#])
        }
        _ => bundle(&[]),
    }
}

#[test]
fn the_ward_above_a_bed_is_asked_for() {
    let server = Server::new(nested);
    let shelf = Shelf::new();
    pull_once(&server.pull(How::Search), shelf.as_ref()).unwrap();
    assert_eq!(
        server.asked.times("GET /fhir/Location"),
        3,
        "{:#?}",
        server.asked.all()
    );
    let all: String = shelf.files().into_iter().map(|(_, text)| text).collect();
    assert!(all.contains("\"id\":\"ward\""), "{all}");
}

#[test]
fn a_server_that_is_away_is_told_without_numbers() {
    let mut pull = Server::new(searching).pull(How::Search);
    // Port 9 of this machine: nobody is there.
    pull.address = "http://127.0.0.1:9/fhir".to_owned();
    let why = pull_once(&pull, Shelf::new().as_ref()).unwrap_err().to_string();
    insta::assert_snapshot!(why, @"the answer of http://127.0.0.1:9/fhir/Encounter did not come through: nobody answers at that address. Check the address, and that the server runs. Nothing of this pull was used; it is tried again");
}

fn searching(asked: &Asked, request: &Request, base: &str) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let bundle = |entries: &str, next: &str| {
        let link = if next.is_empty() {
            String::new()
        } else {
            format!("{{\"relation\":\"next\",\"url\":\"{next}\"}}")
        };
        text(
            200,
            format!("{{\"resourceType\":\"Bundle\",\"link\":[{link}],\"entry\":[{entries}]}}"),
        )
    };
    match request.uri().path() {
        "/fhir/$export" => text(
            404,
            "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"unknown operation\"}]}",
        ),
        "/fhir/Encounter" if query.contains("page=2") => bundle(
            "{\"resource\":{\"resourceType\":\"Encounter\",\"subject\":{\"reference\":\"Patient/b\"}}}",
            "",
        ),
        "/fhir/Encounter" => bundle(
            "{\"resource\":{\"resourceType\":\"Encounter\",\"subject\":{\"reference\":\"Patient/a\"}}},{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"a\"}}",
            &format!("{base}/fhir/Encounter?page=2"),
        ),
        "/fhir/AllergyIntolerance" => {
            assert!(query.starts_with("patient=a,b&"), "{query}");
            bundle("{\"resource\":{\"resourceType\":\"AllergyIntolerance\"}}", "")
        }
        "/fhir/Flag" => text(400, ""),
        _ => {
            assert!(asked.times("GET /fhir/Encounter") == 2);
            bundle("", "")
        }
    }
}

#[test]
fn a_server_without_export_is_searched_page_by_page() {
    let server = Server::new(searching);
    let shelf = Shelf::new();
    let pulled = pull_once(&server.pull(How::Auto), shelf.as_ref()).unwrap();
    assert_eq!((pulled.files, pulled.records), (3, 4));
    insta::assert_snapshot!(pulled.remarks.join("\n"), @"The server does not answer searches for Flag (): nothing of that kind is known from it.");
    assert_eq!(
        shelf.names(),
        [
            "Encounter.00001.json",
            "Encounter.00002.json",
            "AllergyIntolerance.00003.json"
        ]
    );
}

fn pointing_elsewhere(_: &Asked, request: &Request, base: &str) -> Response {
    match request.uri().path() {
        "/fhir/$export" => location(202, "Content-Location", &format!("{base}/jobs/7")),
        "/jobs/7" => text(
            200,
            manifest(base, "{\"type\":\"Patient\",\"url\":\"http://evil.example/p\"}"),
        ),
        _ => text(404, ""),
    }
}

fn sending_elsewhere(_: &Asked, _: &Request, _: &str) -> Response {
    location(307, "Location", "http://evil.example/fhir")
}

fn going_in_circles(_: &Asked, request: &Request, base: &str) -> Response {
    if request.uri().path() == "/fhir/Encounter" {
        let next = format!("{{\"relation\":\"next\",\"url\":\"{base}/fhir/Encounter?again\"}}");
        return text(200, format!("{{\"resourceType\":\"Bundle\",\"link\":[{next}]}}"));
    }
    location(302, "Location", &request.uri().to_string())
}

fn refusing(_: &Asked, _: &Request, _: &str) -> Response {
    text(401, "{\"issue\":[{\"diagnostics\":\"token expired\"}]}")
}

#[test]
fn what_a_bad_server_does_is_said() {
    let shelf = Shelf::new();
    let said = |answers: Answers, how: How| {
        let server = Server::new(answers);
        let why = pull_once(&server.pull(how), shelf.as_ref())
            .unwrap_err()
            .to_string();
        assert!(!why.contains("s3cret"), "{why}");
        why.replace(&server.at.to_string(), "SERVER")
    };
    insta::assert_snapshot!(said(pointing_elsewhere, How::Export), @"the server sent Battlebag to another place (http://evil.example:80). It was not followed: patients' records come from the server that was named. If that place is right, name it instead");
    insta::assert_snapshot!(said(sending_elsewhere, How::Export), @"the server sent Battlebag to another place (http://evil.example:80). It was not followed: patients' records come from the server that was named. If that place is right, name it instead");
    insta::assert_snapshot!(said(going_in_circles, How::Export), @"the answer of http://SERVER/fhir/$export did not come through: the server sends in circles. Nothing of this pull was used; it is tried again");
    insta::assert_snapshot!(said(going_in_circles, How::Search), @"what the server sent for page 3 of Encounter cannot be read: the pages do not end. Tell whoever looks after the server");
    insta::assert_snapshot!(said(refusing, How::Auto), @"the server answered the start of an export with 401 (token expired). Give Battlebag a token that may read patients");
    assert!(shelf.files().is_empty());
}

fn too_much(_: &Asked, request: &Request, base: &str) -> Response {
    match request.uri().path() {
        "/fhir/$export" => location(202, "Content-Location", &format!("{base}/jobs/7")),
        "/jobs/7" => text(
            200,
            manifest(base, &format!("{{\"type\":\"Patient\",\"url\":\"{base}/p\"}}")),
        ),
        _ => text(200, format!("{PATIENTS}\n").repeat(20_000)),
    }
}

#[test]
fn more_than_the_limit_is_refused() {
    let server = Server::new(too_much);
    let mut pull = server.pull(How::Export);
    pull.limits.all = 1_048_576;
    let why = pull_once(&pull, Shelf::new().as_ref()).unwrap_err().to_string();
    assert!(why.contains("is larger than 1 MB"), "{why}");
}
