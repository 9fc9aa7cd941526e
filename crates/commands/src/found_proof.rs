//! A printer that was found is taken on when its paper is in somebody's hand: a sheet with no patient on it goes to it, with a
//! number that stands nowhere else, and whoever walked to the printer types it in. With it the certificate that was there
//! is believed, and no other.
//!
//! What it shows is that what answers at that address puts paper out where the person stands. It does not show that nobody
//! sits in between and passes pages on: for that the certificate has to be compared with the printer's own display.

use std::sync::Arc;

use battlebag_incident::{Body, PaperEnd, PaperEnded, PaperSent, Sheet};
use battlebag_paper::{Pack, PrinterTest, SheetNumbers};
use battlebag_printers::{Address, Ended, Flow, News, Pin, Seen, Ticket, Trust, follow, look};
use battlebag_store::SideWrite;

use crate::found_printers::{Proof, Stranger, TRIES, entry, must_be_on, read, view_of};
use crate::jobs::Job;
use crate::paper::numbers_taken;
use crate::paper_context::{Hour, hour};
use crate::print_ended::{came, job_name};
use crate::print_run::media;
use crate::printers::{
    self, KeptPrinter, Target, bad, error_of, good_name, line_to, open_line, usual_ticket,
};
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{
    FoundPrintersView, JobView, NumberRead, PrintWhat, PrintedFile, PrintingView, ProvePrinter, StartPrint,
};
use crate::{ErrorKind, ErrorView};

const TITLE: &str = "Printer test with a number";
/// Hours for which a number can be typed. Longer, and nobody knows where the sheet has been.
const LASTS_H: i64 = 4;
/// Minutes without a page after which the sheet is taken off the printer.
const GIVE_UP_MIN: u128 = 5;

/// Six digits of drawn bytes, as they stand on the sheet.
fn number_of(drawn: [u8; 8]) -> String {
    let number = u64::from_le_bytes(drawn) % 1_000_000;
    format!("{:03} {:03}", number / 1000, number % 1000)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Sends a sheet with a number to a found printer, as a job.
pub fn prove(station: &Station, asked: ProvePrinter) -> Result<JobView, ErrorView> {
    let name = good_name(&asked.name)?.to_owned();
    let stranger = station.with(|open| {
        must_be_on(open)?;
        not_taken(open, &name)?;
        Ok(read(&open.home)?.find(asked.id)?.clone())
    })?;
    let address: Address = stranger.address.parse().map_err(|e| bad(&e))?;
    if address.is_open_line() && !asked.open_line {
        return Err(open_line(&address));
    }
    let target = line_to(station, &name, &address, &Trust::FirstSeen)?;
    let now = station.now();
    let sheet = StartPrint {
        what: PrintWhat::PrinterTest {
            printer: name.clone(),
        },
        to: String::new(),
        printer: name,
        again: false,
        give_up_min: 0,
        paper: String::new(),
        mono: true,
        order: String::new(),
        sides: String::new(),
        copies: 1,
    };
    let hour = station.with(|open| hour(open, now, &sheet))?;
    Ok(station.start_job(TITLE.to_owned(), "pages", move |station, job| {
        Sending {
            stranger,
            target,
            hour,
        }
        .run(station, job)
    }))
}

/// A name that a kept printer has is not given to a stranger: paper would go elsewhere than it did.
fn not_taken(open: &Open, name: &str) -> Result<(), ErrorView> {
    let kept = printers::read(&open.home)?;
    if kept.iter().any(|p| p.name.eq_ignore_ascii_case(name)) {
        return Err(ErrorView::new(
            ErrorKind::Refused,
            format!("There is a printer called {name} already."),
            "Give this one another name, or take the other one off the list first.",
        ));
    }
    Ok(())
}

struct Sending {
    stranger: Stranger,
    target: Target,
    hour: Hour,
}

impl Sending {
    fn run(self, station: &Station, job: &Job) -> Result<(), ErrorView> {
        let name = &self.target.name;
        job.at(0, 2, TITLE);
        self.shows(job, "Asking it what it can print", (String::new(), String::new()));
        let seen = look(&self.target.line).map_err(|t| error_of(&t, name))?;
        let ticket = self.ticket(&seen);
        if let Some(stop) = seen.check(&ticket).stops.first() {
            return Err(error_of(stop, name));
        }
        let number = number_of(station.random()?);
        let key = hex::encode(station.random::<8>()?);
        let pack = self.draw(station, &number)?;
        self.say_sent(station, &key, &number, &pack)?;
        let pdf: Arc<[u8]> = Arc::from(pack.pdf.as_slice());
        let (_, mut patience) = station.host.printer_patience();
        let looks = GIVE_UP_MIN * 60_000 / patience.every.as_millis().max(1);
        patience.stuck = Some(u32::try_from(looks).unwrap_or(u32::MAX));
        let mut news = |news: &News| {
            job.at(news.pages.min(ticket.pages), ticket.pages, TITLE);
            let trouble = news.trouble.as_ref().map(|t| t.words(name)).unwrap_or_default();
            self.shows(job, "It has the sheet", trouble);
            match (job.is_left(), job.is_cancelled()) {
                (true, _) => Flow::Leave,
                (false, true) => Flow::TakeBack,
                (false, false) => Flow::Go,
            }
        };
        let ended = follow(
            &self.target.line,
            &seen,
            &ticket,
            &pdf,
            patience,
            &mut |_| (),
            &mut news,
        );
        let printed = matches!(ended, Ended::Printed { .. });
        self.say_ended(station, &key, &pack, ended)?;
        if printed {
            job.made(PrintedFile {
                what: TITLE.to_owned(),
                file: name.clone(),
                pages: count(pack.pages),
                patients: 0,
                sheets: Vec::new(),
                held_back: Vec::new(),
            });
        }
        Ok(())
    }

    fn shows(&self, job: &Job, said: &str, (trouble, next): (String, String)) {
        job.printing(PrintingView {
            print: 0,
            printer: self.target.name.clone(),
            said: said.to_owned(),
            trouble,
            next,
        });
    }

    fn ticket(&self, seen: &Seen) -> Ticket {
        Ticket {
            name: job_name(&self.hour.context, TITLE),
            media: media(self.hour.context.paper),
            two_sided: seen.sides.is_none() || seen.is_two_sided(),
            pages: 2,
            ..usual_ticket()
        }
    }

    fn draw(&self, station: &Station, number: &str) -> Result<Pack, ErrorView> {
        let seed = u64::from_le_bytes(station.random()?);
        let taken = station.with(|open| Ok(numbers_taken(open)))?;
        let mut numbers = SheetNumbers::new(seed, self.hour.context.exercise, taken);
        let test = PrinterTest {
            printer: self.target.name.clone(),
            number: number.to_owned(),
        };
        Ok(battlebag_paper::printer_test(
            &self.hour.context,
            &mut numbers,
            &test,
        )?)
    }

    /// Before a page can fall: what was sent and to whom is in the log, without the number, and the number in the home.
    fn say_sent(&self, station: &Station, key: &str, number: &str, pack: &Pack) -> Result<(), ErrorView> {
        let now = station.now();
        let pin = self.target.line.pin();
        let certificate = pin.as_ref().map(Pin::short).unwrap_or_default();
        let proof = Proof {
            name: self.target.name.clone(),
            number: number.to_owned(),
            wrong: 0,
            sent_at: now,
            pin: pin.map(|p| p.to_string()).unwrap_or_default(),
            certificate,
        };
        let asked = entry(
            &self.target.name,
            "was sent a sheet with a number, to see whether it is the one that somebody stands at".to_owned(),
            claims(&self.stranger, &proof),
        );
        let sent = Body::PaperSent(PaperSent {
            print: key.to_owned(),
            what: TITLE.to_owned(),
            printer: self.target.name.clone(),
            pages: count(pack.pages),
            from_page: 1,
            sheets: pack.sheets.iter().map(sheet_of).collect(),
            held_back: Vec::new(),
            snapshot: String::new(),
        });
        station.with(|open| {
            let mut found = read(&open.home)?;
            let stranger = found.all.iter_mut().find(|s| s.id == self.stranger.id);
            let Some(stranger) = stranger else {
                return Err(found.find(self.stranger.id).err().unwrap_or_else(gone));
            };
            stranger.proof = Some(proof);
            station.record(open, &asked, now, &[found.side()])?;
            station.record(open, &sent, now, &[])?;
            Ok(())
        })
    }

    /// How it ended. A sheet that cannot come out any more has no number that somebody could read.
    fn say_ended(&self, station: &Station, key: &str, pack: &Pack, ended: Ended) -> Result<(), ErrorView> {
        let pages = count(pack.pages);
        let Some(came) = came(ended, 0, pages) else {
            return Ok(());
        };
        let (why, next) = came
            .trouble
            .map(|t| t.words(&self.target.name))
            .unwrap_or_default();
        let body = Body::PaperEnded(PaperEnded {
            print: key.to_owned(),
            what: TITLE.to_owned(),
            printer: self.target.name.clone(),
            end: came.end,
            out: came.out,
            pages,
            sure: came.sure,
            why: why.clone(),
        });
        let none_can_come = came.out == 0 && came.sure && !came.still_there;
        station.with(|open| {
            let mut side: Vec<SideWrite> = Vec::new();
            if none_can_come {
                let mut found = read(&open.home)?;
                for stranger in found.all.iter_mut().filter(|s| s.id == self.stranger.id) {
                    stranger.proof = None;
                }
                side.push(found.side());
            }
            station.record(open, &body, station.now(), &side)?;
            Ok(())
        })?;
        if came.end == PaperEnd::Stopped {
            return Err(ErrorView::new(ErrorKind::Refused, why, next));
        }
        Ok(())
    }
}

fn gone() -> ErrorView {
    ErrorView::new(
        ErrorKind::NotFound,
        "This printer is not among those that were found any more.",
        "Look again.",
    )
}

fn sheet_of(sheet: &battlebag_paper::SheetPrinted) -> Sheet {
    Sheet {
        code: sheet.code.to_string(),
        patient: String::new(),
        form: sheet.form.clone(),
        faces: u32::from(sheet.faces),
        ward: String::new(),
        whose: String::new(),
    }
}

/// What a stranger said, for the log: its words, its address, its certificate.
fn claims(stranger: &Stranger, proof: &Proof) -> Vec<String> {
    let mut lines = vec![stranger.says(), format!("At {}", stranger.address)];
    if !proof.pin.is_empty() {
        lines.push(format!("Certificate (SHA-256) {}", proof.pin));
    }
    lines
}

/// The number from the sheet. Right: the printer is taken on, with the certificate that was there. Wrong three times, or
/// too late: it is dropped.
pub fn number(station: &Station, asked: NumberRead) -> Result<FoundPrintersView, ErrorView> {
    station.with(|open| {
        must_be_on(open)?;
        let found = read(&open.home)?;
        let stranger = found.find(asked.id)?.clone();
        let Some(proof) = stranger.proof.clone() else {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                "No sheet with a number went to this printer.",
                "Send it one first (battlebag printer prove), then read the number from the paper.",
            ));
        };
        let typed = digits(&asked.number);
        if typed.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                "No number was typed.",
                "Type the six digits from page 2 of the sheet.",
            ));
        }
        if (station.now() - proof.sent_at).num_minutes() >= LASTS_H * 60 {
            let why = format!("was dropped: its sheet is older than {LASTS_H} hours");
            return drop_it(station, open, &stranger, &proof, &why);
        }
        if typed != digits(&proof.number) {
            return wrong(station, open, &stranger, &proof);
        }
        not_taken(open, &proof.name)?;
        take_on(station, open, &stranger, &proof)?;
        let mut view = view_of(station, open)?;
        view.taken_on = proof.name;
        Ok(view)
    })
}

fn take_on(station: &Station, open: &mut Open, stranger: &Stranger, proof: &Proof) -> Result<(), ErrorView> {
    let mut found = read(&open.home)?;
    found.all.retain(|s| s.id != stranger.id);
    let kept = KeptPrinter {
        name: proof.name.clone(),
        address: stranger.address.clone(),
        authority: String::new(),
        pin: proof.pin.clone(),
    };
    let body = entry(
        &proof.name,
        format!(
            "was taken on: the number {} was read from its paper",
            proof.number
        ),
        claims(stranger, proof),
    );
    let side = [printers::with(&open.home, kept)?, found.side()];
    station.record(open, &body, station.now(), &side)?;
    Ok(())
}

fn wrong(
    station: &Station,
    open: &mut Open,
    stranger: &Stranger,
    proof: &Proof,
) -> Result<FoundPrintersView, ErrorView> {
    let count = proof.wrong + 1;
    if count >= TRIES {
        let why = format!(
            "was dropped: {TRIES} wrong numbers were typed, its number was {}",
            proof.number
        );
        return drop_it(station, open, stranger, proof, &why);
    }
    let mut found = read(&open.home)?;
    for proof in found
        .all
        .iter_mut()
        .filter(|s| s.id == stranger.id)
        .filter_map(|s| s.proof.as_mut())
    {
        proof.wrong = count;
    }
    let body = entry(
        &proof.name,
        format!("was not taken on: a wrong number was typed ({count} of {TRIES})"),
        Vec::new(),
    );
    station.record(open, &body, station.now(), &[found.side()])?;
    let left = crate::counted(TRIES - count, "try is", "tries are");
    Err(ErrorView::new(
        ErrorKind::Refused,
        format!(
            "That is not the number on the sheet of {}. {left} left.",
            proof.name
        ),
        "Read the six digits from page 2 of the newest sheet. No sheet at the printer you stand at: what answers is another machine, do not take it on.",
    ))
}

fn drop_it(
    station: &Station,
    open: &mut Open,
    stranger: &Stranger,
    proof: &Proof,
    why: &str,
) -> Result<FoundPrintersView, ErrorView> {
    let mut found = read(&open.home)?;
    found.all.retain(|s| s.id != stranger.id);
    let body = entry(&proof.name, why.to_owned(), claims(stranger, proof));
    station.record(open, &body, station.now(), &[found.side()])?;
    Err(ErrorView::new(
        ErrorKind::Refused,
        format!("{} {why}.", proof.name),
        "Nothing goes to it. Look again if you want to try once more, and stand at the printer when its sheet comes out.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_six_digits_whatever_was_drawn() {
        assert_eq!(number_of([0; 8]), "000 000");
        assert_eq!(number_of(482_913_u64.to_le_bytes()), "482 913");
        assert_eq!(digits(&number_of([0xff; 8])).len(), 6);
        assert_eq!(digits(" 482-913 "), "482913");
    }
}
