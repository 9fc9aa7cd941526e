//! A small printer that says whatever a test wants: for the states that `ippeveprinter` and CUPS cannot show.

use std::io::{Cursor, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use ipp::model::{DelimiterTag, IppVersion, Operation, StatusCode};
use ipp::parser::IppParser;
use ipp::prelude::*;
use ipp::reader::IppReader;
use ipp::value::{IppKeyword, IppMimeMediaType, IppTextValue, IppValue};

/// What the printer says, changed by the test while it runs.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools)] // each is one thing a printer says
pub struct Says {
    pub state: i32,
    pub reasons: Vec<&'static str>,
    pub accepting: bool,
    pub formats: Vec<&'static str>,
    pub message: &'static str,
    pub two_steps: bool,
    /// Status of Create-Job and Print-Job.
    pub takes: StatusCode,
    pub job_state: i32,
    pub pages: Option<i32>,
    pub sheets: Option<i32>,
    pub began: bool,
    /// Status of Get-Job-Attributes.
    pub job_known: StatusCode,
    /// HTTP status in place of 200.
    pub http: u16,
    /// Bytes in place of an answer.
    pub instead: Option<Vec<u8>>,
    /// Never answers.
    pub hangs: bool,
    /// Takes a document and never says so.
    pub swallows: bool,
}

impl Default for Says {
    fn default() -> Self {
        Self {
            state: 3,
            reasons: vec!["none"],
            accepting: true,
            formats: vec!["application/pdf"],
            message: "",
            two_steps: true,
            takes: StatusCode::SuccessfulOk,
            job_state: 9,
            pages: None,
            sheets: None,
            began: true,
            job_known: StatusCode::SuccessfulOk,
            http: 200,
            instead: None,
            hangs: false,
            swallows: false,
        }
    }
}

pub struct Fake {
    says: Arc<Mutex<Says>>,
    asked: Arc<Mutex<Vec<Operation>>>,
    stop: Arc<AtomicBool>,
    port: u16,
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Fake {
    pub fn new(says: Says) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let fake = Self {
            says: Arc::new(Mutex::new(says)),
            asked: Arc::default(),
            stop: Arc::default(),
            port: listener.local_addr().unwrap().port(),
        };
        let (says, asked, stop) = (fake.says.clone(), fake.asked.clone(), fake.stop.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let (says, asked) = (says.clone(), asked.clone());
                std::thread::spawn(move || serve(stream, &says, &asked));
            }
        });
        fake
    }

    pub fn address(&self) -> String {
        format!("ipp://127.0.0.1:{}/ipp/print", self.port)
    }

    pub fn says(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().unwrap());
    }

    pub fn was_asked(&self, operation: Operation) -> bool {
        self.asked.lock().unwrap().contains(&operation)
    }
}

fn serve(mut stream: TcpStream, says: &Mutex<Says>, asked: &Mutex<Vec<Operation>>) -> Option<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length = head
        .split("content-length:")
        .nth(1)?
        .lines()
        .next()?
        .trim()
        .parse()
        .ok()?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    let request = IppParser::new(IppReader::new(Cursor::new(body))).parse().ok()?;
    let operation = Operation::from_i16(request.header().operation_or_status)?;
    asked.lock().unwrap().push(operation);
    let says = {
        let mut now = says.lock().unwrap();
        if operation == Operation::CancelJob {
            now.job_state = 7;
        }
        now.clone()
    };
    let has_document = matches!(operation, Operation::PrintJob | Operation::SendDocument);
    if says.hangs || (says.swallows && has_document) {
        std::thread::sleep(std::time::Duration::from_secs(30));
        return None;
    }
    let bytes = match &says.instead {
        Some(bytes) => bytes.clone(),
        None => answer(operation, &says).to_bytes().to_vec(),
    };
    let http = says.http;
    let head = format!(
        "HTTP/1.1 {http} X\r\ncontent-type: application/ipp\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&bytes).ok()
}

fn answer(operation: Operation, says: &Says) -> IppRequestResponse {
    let status = match operation {
        Operation::CreateJob | Operation::PrintJob => says.takes,
        Operation::GetJobAttributes => says.job_known,
        _ => StatusCode::SuccessfulOk,
    };
    let mut answer = IppRequestResponse::new_response(IppVersion::v1_1(), status, 1).unwrap();
    let keyword = |k: &&str| IppValue::Keyword(IppKeyword::new(*k).unwrap());
    let text = |t: &str| IppValue::TextWithoutLanguage(IppTextValue::new(t).unwrap());
    let mut say = |group, name: &str, value| {
        let attribute = IppAttribute::with_name(name, value).unwrap();
        answer.attributes_mut().add(group, attribute);
    };
    match operation {
        Operation::GetPrinterAttributes => {
            let group = DelimiterTag::PrinterAttributes;
            say(group, "printer-state", IppValue::Enum(says.state));
            say(
                group,
                "printer-state-reasons",
                IppValue::Array(says.reasons.iter().map(keyword).collect()),
            );
            say(
                group,
                "printer-is-accepting-jobs",
                IppValue::Boolean(says.accepting),
            );
            say(group, "printer-state-message", text(says.message));
            let mime = |m: &&str| IppValue::MimeMediaType(IppMimeMediaType::new(*m).unwrap());
            say(
                group,
                "document-format-supported",
                IppValue::Array(says.formats.iter().map(mime).collect()),
            );
            let mut can = vec![Operation::PrintJob as i32];
            if says.two_steps {
                can.extend([Operation::CreateJob as i32, Operation::SendDocument as i32]);
            }
            let can = can.into_iter().map(IppValue::Enum).collect();
            say(group, "operations-supported", IppValue::Array(can));
        }
        Operation::GetJobAttributes if status.is_success() => {
            let group = DelimiterTag::JobAttributes;
            say(group, "job-state", IppValue::Enum(says.job_state));
            let began = if says.began {
                IppValue::Integer(9)
            } else {
                IppValue::NoValue
            };
            say(group, "time-at-processing", began);
            if let Some(pages) = says.pages {
                say(group, "job-impressions-completed", IppValue::Integer(pages));
            }
            if let Some(sheets) = says.sheets {
                say(group, "job-media-sheets-completed", IppValue::Integer(sheets));
            }
        }
        Operation::CreateJob | Operation::PrintJob | Operation::SendDocument if status.is_success() => {
            say(DelimiterTag::JobAttributes, "job-id", IppValue::Integer(7));
        }
        _ => {}
    }
    answer
}
