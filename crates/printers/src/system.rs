//! The system's print server: CUPS, asked over its own port. No program is started and no text for people is parsed.

use ipp::model::{DelimiterTag, Operation};

use crate::address::Address;
use crate::line::{Line, Trust, Waits, add};
use crate::read::{Group, keywords, text};
use crate::trouble::Trouble;

/// Where CUPS listens unless `CUPS_SERVER` says otherwise.
const USUAL: &str = "localhost:631";
/// What wakes a CUPS that sleeps until it is needed.
#[cfg(unix)]
const SOCKET: &str = "/run/cups/cups.sock";

/// The system's print server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server(Option<String>);

/// A queue of the print server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// Its name.
    pub name: String,
    /// What its keeper calls it, or empty.
    pub info: String,
}

impl Server {
    /// CUPS on this machine, or where `named` (the variable `CUPS_SERVER`) says. Windows has another print server,
    /// which Battlebag does not speak to yet.
    pub fn of_this_system(named: Option<String>) -> Self {
        if !cfg!(unix) {
            return Self(None);
        }
        // A path is a socket: the server behind it listens on its port as well, or is not reached.
        let named = named.filter(|n| !n.is_empty() && !n.starts_with('/'));
        let named = named.map(|n| n.split('/').next().unwrap_or_default().to_owned());
        Self(Some(named.unwrap_or_else(|| USUAL.to_owned())))
    }

    /// No print server that Battlebag can speak to.
    pub fn none() -> Self {
        Self(None)
    }

    fn host(&self) -> Result<&str, Trouble> {
        self.0.as_deref().ok_or(Trouble::NotOnThisSystem)
    }

    /// The address of a queue.
    pub(crate) fn queue(&self, name: &str) -> Result<String, Trouble> {
        let host = self.host()?;
        let host = if host.contains(':') {
            host.to_owned()
        } else {
            format!("{host}:631")
        };
        Ok(format!("ipp://{host}/printers/{name}"))
    }

    /// Wakes a server that is started only when its socket is knocked at.
    fn wake(&self) {
        #[cfg(unix)]
        if self.0.as_deref() == Some(USUAL) {
            // When nobody is there the next question says so.
            let _ = std::os::unix::net::UnixStream::connect(SOCKET);
        }
    }
}

/// The queues of the print server, by name.
pub fn queues(server: &Server, waits: Waits) -> Result<Vec<Queue>, Trouble> {
    server.wake();
    let line = Line::new(&Address::Queue(String::new()), server, &Trust::System, waits)?;
    let mut request = line.request(Operation::CupsGetPrinters)?;
    let wanted = keywords(&["printer-name", "printer-info"])?;
    add(
        &mut request,
        DelimiterTag::OperationAttributes,
        "requested-attributes",
        wanted,
    )?;
    let answer = match line.ask(&request) {
        Ok(answer) => answer,
        // CUPS says "not found" when there are no queues at all.
        Err(Trouble::Gone) => return Ok(Vec::new()),
        Err(trouble) => return Err(trouble),
    };
    let mut found: Vec<Queue> = answer
        .attributes()
        .groups_of(DelimiterTag::PrinterAttributes)
        .map(Group)
        .filter_map(|group| {
            Some(Queue {
                name: text(&group, "printer-name")?,
                info: text(&group, "printer-info").unwrap_or_default(),
            })
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
