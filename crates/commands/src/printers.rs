//! Printers: those added by address, those of the system, and how each is.

use battlebag_printers::{
    Address, Authority, Line, Media, Pin, Seen, State, Ticket, Trouble, Trust, look, queues,
};
use battlebag_store::{Home, SideWrite};
use serde::{Deserialize, Serialize};

use crate::station::Station;
use crate::views::{AddPrinter, Nothing, PrinterName, PrinterView, PrintersView};
use crate::{ErrorKind, ErrorView};

pub(crate) const NAME: &str = "printers";

/// A printer that somebody added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptPrinter {
    pub name: String,
    pub address: String,
    /// The certificate that is believed for it, as PEM; empty for those the system believes.
    pub authority: String,
    /// The fingerprint of the one certificate that is believed for it: it was there when its number was read from its
    /// paper. Empty for printers that were not found by looking.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pin: String,
}

impl KeptPrinter {
    /// Whose word is taken for who it is.
    fn trust(&self) -> Result<Trust, ErrorView> {
        if !self.pin.is_empty() {
            let pin: Result<Pin, _> = self.pin.parse();
            return pin
                .map(Trust::Only)
                .map_err(|why| bad_certificate(&why.to_string()));
        }
        match self.authority.as_str() {
            "" => Ok(Trust::System),
            pem => Authority::from_pem(pem.as_bytes())
                .map(Trust::Authority)
                .map_err(|why| bad_certificate(&why)),
        }
    }
}

pub(crate) fn read(home: &Home) -> Result<Vec<KeptPrinter>, ErrorView> {
    let kept = home.setting(NAME)?;
    Ok(kept
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

fn write(home: &mut Home, all: &[KeptPrinter]) -> Result<(), ErrorView> {
    home.set_setting(NAME, &serde_json::to_string(all).unwrap_or_default())?;
    Ok(())
}

/// The printers with one more, in the place of one of its name; to be written beside an entry.
pub(crate) fn with(home: &Home, one: KeptPrinter) -> Result<SideWrite, ErrorView> {
    let all = with_one(read(home)?, one);
    Ok(SideWrite::Setting {
        name: NAME.to_owned(),
        value: serde_json::to_string(&all).unwrap_or_default(),
    })
}

fn with_one(mut all: Vec<KeptPrinter>, one: KeptPrinter) -> Vec<KeptPrinter> {
    all.retain(|p| !p.name.eq_ignore_ascii_case(&one.name));
    all.push(one);
    all.sort_by(|a, b| battlebag_census::natural(&a.name, &b.name));
    all
}

/// A printer's trouble as an error: nothing was printed because of it.
pub(crate) fn error_of(trouble: &Trouble, printer: &str) -> ErrorView {
    let (what, next) = trouble.words(printer);
    ErrorView::new(ErrorKind::Refused, what, next)
}

/// A printer that can be asked.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub name: String,
    pub line: Line,
}

/// The printer of a name: one that was added, a queue (`cups:NAME`), or an address.
pub(crate) fn target(station: &Station, name: &str) -> Result<Target, ErrorView> {
    let kept = station.with(|open| read(&open.home))?;
    let named = kept
        .into_iter()
        .find(|p| p.name.eq_ignore_ascii_case(name.trim()));
    let (shown, text, trust) = match named {
        Some(p) => (p.name.clone(), p.address.clone(), p.trust()?),
        None => (name.trim().to_owned(), name.trim().to_owned(), Trust::System),
    };
    // A bare word is more likely a mistyped name than a host.
    let is_address = text.contains(':') || text.contains('.');
    let address: Address = if is_address {
        text.parse()
            .map_err(|e: battlebag_printers::BadAddress| bad(&e))?
    } else {
        return Err(ErrorView::new(
            ErrorKind::NotFound,
            format!("There is no printer called {shown}."),
            "Choose one of battlebag printer list, or add it: battlebag printer add ADDRESS --name NAME.",
        ));
    };
    if address.is_open_line() && shown == text {
        return Err(open_line(&address));
    }
    line_to(station, &shown, &address, &trust)
}

pub(crate) fn line_to(
    station: &Station,
    name: &str,
    address: &Address,
    trust: &Trust,
) -> Result<Target, ErrorView> {
    let (waits, _) = station.host.printer_patience();
    let line = Line::new(address, &station.host.print_server(), trust, waits);
    Ok(Target {
        name: name.to_owned(),
        line: line.map_err(|t| error_of(&t, name))?,
    })
}

pub(crate) fn bad(why: &battlebag_printers::BadAddress) -> ErrorView {
    ErrorView::from_sentences(ErrorKind::BadInput, &why.to_string())
}

fn bad_certificate(why: &str) -> ErrorView {
    ErrorView::new(
        ErrorKind::BadInput,
        format!("The certificate cannot be used: {why}."),
        "Save the printer's certificate as a PEM file and give that.",
    )
}

pub(crate) fn open_line(address: &Address) -> ErrorView {
    ErrorView::new(
        ErrorKind::BadInput,
        format!("Over {address} the names of patients would cross the network in the clear."),
        "Use an address that begins with ipps://, or add the printer with --open-line (in the window: tick the box) if nobody can listen on that network.",
    )
}

/// What a ward's pack asks of a printer, to hold printers against.
pub(crate) fn usual_ticket() -> Ticket {
    Ticket {
        name: "Battlebag".to_owned(),
        media: Media::A4,
        two_sided: true,
        colour: false,
        pages: 1,
    }
}

fn view(name: &str, address: &str, added: bool, seen: &Result<Seen, Trouble>) -> PrinterView {
    let open_line = address.parse::<Address>().is_ok_and(|a| a.is_open_line());
    let mut view = PrinterView {
        name: name.to_owned(),
        address: address.to_owned(),
        added,
        model: String::new(),
        state: "cannot".to_owned(),
        said: String::new(),
        next: String::new(),
        notes: Vec::new(),
        open_line,
    };
    let seen = match seen {
        Ok(seen) => seen,
        Err(trouble) => {
            (view.said, view.next) = trouble.words(name);
            return view;
        }
    };
    view.model = [seen.model.as_str(), seen.location.as_str()]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let check = seen.check(&usual_ticket());
    view.notes = check.notes.iter().map(|n| n.words().to_owned()).collect();
    if open_line {
        view.notes
            .push("Pages cross the network in the clear on their way to it.".to_owned());
    }
    if let Some(stop) = check.stops.first() {
        (view.said, view.next) = stop.words(name);
        return view;
    }
    let (state, said) = match (seen.trouble(), seen.state) {
        (Some(trouble), _) => {
            let (said, next) = trouble.words(name);
            view.next = next;
            ("trouble", said)
        }
        (None, State::Printing) => ("printing", "Printing".to_owned()),
        (None, _) => ("ready", "Ready".to_owned()),
    };
    state.clone_into(&mut view.state);
    view.said = said;
    view
}

/// All printers, each asked at the same time.
pub fn list(station: &Station, _: Nothing) -> Result<PrintersView, ErrorView> {
    let kept = station.with(|open| read(&open.home))?;
    let (waits, _) = station.host.printer_patience();
    let (found, system) = match queues(&station.host.print_server(), waits) {
        Ok(queues) if queues.is_empty() => (
            Vec::new(),
            "The system's print server has no printers.".to_owned(),
        ),
        Ok(queues) => (queues, String::new()),
        Err(Trouble::NotOnThisSystem) => (Vec::new(), Trouble::NotOnThisSystem.words("").0),
        Err(_) => (Vec::new(), "There is no print server on this machine.".to_owned()),
    };
    let asked: Vec<(String, String, bool)> = kept
        .iter()
        .map(|p| (p.name.clone(), p.address.clone(), true))
        .chain(
            found
                .iter()
                .map(|q| format!("cups:{}", q.name))
                .filter(|address| !kept.iter().any(|p| p.address == *address))
                .map(|address| (address.clone(), address, false)),
        )
        .collect();
    let printers = std::thread::scope(|all| {
        let threads: Vec<_> = asked
            .iter()
            .map(|(name, address, added)| {
                all.spawn(move || {
                    let seen = target_seen(station, name);
                    match seen {
                        Ok(seen) => view(name, address, *added, &seen),
                        Err(error) => PrinterView {
                            said: error.what,
                            next: error.next,
                            ..view(name, address, *added, &Err(Trouble::Silent))
                        },
                    }
                })
            })
            .collect();
        threads.into_iter().filter_map(|t| t.join().ok()).collect()
    });
    Ok(PrintersView { printers, system })
}

fn target_seen(station: &Station, name: &str) -> Result<Result<Seen, Trouble>, ErrorView> {
    Ok(look(&target(station, name)?.line))
}

/// A name as people call a printer, that cannot be taken for an address.
pub(crate) fn good_name(name: &str) -> Result<&str, ErrorView> {
    let name = name.trim();
    let plain = !name.is_empty() && name.chars().count() <= 40 && !name.contains([':', '.', '/']);
    if plain {
        return Ok(name);
    }
    Err(ErrorView::new(
        ErrorKind::BadInput,
        "A printer needs a name of at most 40 letters, without dots, colons and slashes.",
        "Call it as people do: Ward 6 laser.",
    ))
}

/// Adds a printer. One that answers and prints no PDF is refused; one that is off is kept, since it may come back.
pub fn add(station: &Station, asked: AddPrinter) -> Result<PrintersView, ErrorView> {
    let name = good_name(&asked.name)?;
    let address: Address = asked
        .address
        .parse()
        .map_err(|e: battlebag_printers::BadAddress| bad(&e))?;
    if address.is_open_line() && !asked.open_line {
        return Err(open_line(&address));
    }
    let authority = match asked.authority.trim() {
        "" => String::new(),
        file => std::fs::read_to_string(file).map_err(|why| bad_certificate(&why.to_string()))?,
    };
    let kept = KeptPrinter {
        name: name.to_owned(),
        address: address.to_string(),
        authority,
        pin: String::new(),
    };
    let target = line_to(station, name, &address, &kept.trust()?)?;
    match look(&target.line) {
        Ok(seen) => {
            let check = seen.check(&usual_ticket());
            if let Some(stop @ Trouble::NoPdf { .. }) = check.stops.first() {
                return Err(error_of(stop, name));
            }
        }
        // It is off, or not believed yet: the list says so.
        Err(Trouble::Offline { .. } | Trouble::Silent) => {}
        Err(trouble) => return Err(error_of(&trouble, name)),
    }
    station.with(|open| {
        let all = with_one(read(&open.home)?, kept);
        write(&mut open.home, &all)
    })?;
    list(station, Nothing {})
}

/// Takes a printer off the list.
pub fn remove(station: &Station, asked: PrinterName) -> Result<PrintersView, ErrorView> {
    station.with(|open| {
        let mut all = read(&open.home)?;
        let before = all.len();
        all.retain(|p| !p.name.eq_ignore_ascii_case(asked.name.trim()));
        if all.len() == before {
            return Err(ErrorView::new(
                ErrorKind::NotFound,
                format!("No printer called {} was added.", asked.name.trim()),
                "Look at the list: battlebag printer list. Queues of the system are taken away in the system.",
            ));
        }
        write(&mut open.home, &all)
    })?;
    list(station, Nothing {})
}

/// Asks one printer.
pub fn test(station: &Station, asked: PrinterName) -> Result<PrinterView, ErrorView> {
    let kept = station.with(|open| read(&open.home))?;
    let target = target(station, &asked.name)?;
    let added = kept.iter().find(|p| p.name == target.name);
    let address = added.map_or(target.name.clone(), |p| p.address.clone());
    Ok(view(&target.name, &address, added.is_some(), &look(&target.line)))
}
