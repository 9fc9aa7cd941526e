//! A bulk export: kick-off, asking until it is ready, its files line by line, its errors, and the server's copy thrown
//! away afterwards.

use std::io::{BufRead, BufReader};
use std::time::Duration;

use serde_json::Value;
use ureq::Body;
use ureq::http::Response;

use super::PullError;
use super::pull::{Pulled, Round};
use super::server::{Server, header, outcome, without_question};

/// What is asked for: what the census reads.
pub(super) const TYPES: &str = "Patient,Encounter,Location,AllergyIntolerance,MedicationRequest,MedicationStatement,\
MedicationAdministration,Medication,Condition,Observation,DeviceUseStatement,Device,ServiceRequest,Procedure,Flag,CarePlan,\
Consent,DiagnosticReport,Practitioner,PractitionerRole";
/// What every server knows, for those that refuse an export because of a type that they do not.
const FEWEST: &str = "Patient,Encounter,Location,AllergyIntolerance,MedicationRequest,Condition,Observation";
/// Files are kept in parts of about this size, so that a large one never lies in memory whole.
const PART: usize = 8 * 1024 * 1024;
/// The longest line of a file.
const LINE: usize = 32 * 1024 * 1024;
/// Most files of an export.
const FILES: usize = 10_000;
/// The longest wait that a server is granted between two questions.
const LONGEST_WAIT: Duration = Duration::from_mins(2);

/// Pulls by bulk export.
pub(super) fn export(round: &mut Round<'_>, set: u64) -> Result<Pulled, PullError> {
    let (status, fewer) = match kick_off(round, TYPES) {
        Err(PullError::Refused {
            status: 400 | 422,
            words,
            ..
        }) => (kick_off(round, FEWEST)?, Some(words)),
        status => (status?, None),
    };
    let pulled = finish(round, set, &status);
    // Also after a failure: it is the server's disk.
    let deleted = round.server.delete(&status);
    let mut pulled = pulled?;
    if let Some(words) = fewer {
        pulled.remarks.push(format!(
            "The server does not export every kind of record ({words}); it was asked for {}. Doses given, devices, orders and treatment limits are not known from it.",
            FEWEST.replace(',', ", ")
        ));
    }
    if !deleted.is_ok_and(|answer| answer.status().is_success()) {
        pulled
            .remarks
            .push("The server did not take back its export; it deletes it by itself in time.".to_owned());
    }
    Ok(pulled)
}

fn kick_off(round: &Round<'_>, types: &str) -> Result<String, PullError> {
    let base = if round.pull.address.contains("$export") {
        round.pull.address.clone()
    } else {
        round.server.below("$export")
    };
    let mark = if base.contains('?') { '&' } else { '?' };
    let mut address = format!("{base}{mark}_type={types}");
    if let Some(since) = round.pull.since {
        address.push_str("&_since=");
        address.push_str(&since.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    }
    let asked = [("Accept", "application/fhir+json"), ("Prefer", "respond-async")];
    let answer = round.server.get(&address, &asked)?;
    let what = "the start of an export";
    let answer = Server::success(what, answer)?;
    let location = header(&answer, "content-location").ok_or_else(|| PullError::Unreadable {
        what: what.to_owned(),
        why: "it names no place to ask at (Content-Location)".to_owned(),
    })?;
    round.server.linked(&location)
}

fn finish(round: &mut Round<'_>, set: u64, status: &str) -> Result<Pulled, PullError> {
    let manifest = wait(round, status)?;
    let text = |name: &str| manifest.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut pulled = Pulled {
        mark: text("transactionTime").to_owned(),
        ..Pulled::default()
    };
    let list = |name: &str| -> &[Value] {
        let list = manifest.get(name).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    };
    let outputs = list("output");
    if outputs.len() > FILES {
        return Err(PullError::Unreadable {
            what: "the export".to_owned(),
            why: format!("it has {} files and the most is {FILES}", outputs.len()),
        });
    }
    for (number, output) in outputs.iter().enumerate() {
        file(round, set, number, output, &mut pulled)?;
    }
    for errors in list("error") {
        read_errors(round, errors, &mut pulled)?;
    }
    if list("deleted")
        .iter()
        .any(|d| d.get("count").and_then(Value::as_u64) != Some(0))
    {
        pulled.remarks.push(
            "The server has deleted records since the pull before. Pull everything once to be rid of them."
                .to_owned(),
        );
    }
    Ok(pulled)
}

/// Asks until the export is ready, as often as the server likes.
fn wait(round: &Round<'_>, status: &str) -> Result<Value, PullError> {
    let what = "the export";
    let limits = round.server.limits;
    let mut waited = Duration::ZERO;
    loop {
        let answer = round.server.get(status, &[("Accept", "application/json")])?;
        let code = answer.status().as_u16();
        if !matches!(code, 202 | 429 | 503) {
            let bytes = round.server.whole(what, answer)?;
            return serde_json::from_slice(&bytes).map_err(|why| PullError::Unreadable {
                what: "the list of the export's files".to_owned(),
                why: why.to_string(),
            });
        }
        let progress = header(&answer, "x-progress").unwrap_or_default();
        let progress: String = progress.chars().filter(|c| !c.is_control()).take(80).collect();
        round.say(if progress.is_empty() {
            "The server is preparing its export".to_owned()
        } else {
            format!("The server is preparing its export: {progress}")
        });
        let pause = wish(&answer).max(limits.poll);
        if waited >= limits.export {
            return Err(PullError::TooSlow {
                minutes: limits.export.as_secs() / 60,
            });
        }
        waited += pause;
        if round.stop.wait(pause) {
            return Err(PullError::Stopped);
        }
    }
}

/// How long the server asks us to wait; a date counts as the usual time.
fn wish(answer: &Response<Body>) -> Duration {
    let seconds = header(answer, "retry-after").and_then(|text| text.parse().ok());
    seconds
        .map_or(Duration::ZERO, Duration::from_secs)
        .min(LONGEST_WAIT)
}

fn address_of(round: &Round<'_>, output: &Value) -> Result<String, PullError> {
    let url = output.get("url").and_then(Value::as_str);
    round.server.linked(url.ok_or_else(|| PullError::Unreadable {
        what: "the list of the export's files".to_owned(),
        why: "a file has no address".to_owned(),
    })?)
}

fn open(
    round: &Round<'_>,
    what: &str,
    address: &str,
) -> Result<BufReader<impl std::io::Read + use<>>, PullError> {
    let answer = round
        .server
        .get(address, &[("Accept", "application/fhir+ndjson")])?;
    let answer = Server::success(what, answer)?;
    let body = answer.into_body().into_with_config().limit(u64::MAX).reader();
    Ok(BufReader::with_capacity(256 * 1024, body))
}

/// Reads one file of the export into the set, in parts that end at a line.
fn file(
    round: &mut Round<'_>,
    set: u64,
    number: usize,
    output: &Value,
    pulled: &mut Pulled,
) -> Result<(), PullError> {
    let sort = output.get("type").and_then(Value::as_str).unwrap_or("Resource");
    let sort: String = sort
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(40)
        .collect();
    let what = format!("file {} of the export ({sort})", number + 1);
    round.say(format!("Reading {what}"));
    let address = address_of(round, output)?;
    let mut body = open(round, &what, &address)?;
    let mut lines = 0u64;
    let mut part = Vec::new();
    let mut parts = 0;
    let mut line = Vec::new();
    loop {
        read_line(&mut body, &mut line, &what)?;
        let end = line.is_empty();
        if !line.trim_ascii().is_empty() {
            whole_line(&line, &what)?;
            lines += 1;
            part.extend_from_slice(&line);
            round.count(line.len(), &what)?;
        }
        if part.len() >= PART || (end && !part.is_empty()) {
            let name = format!("{sort}.{number:03}.part{parts:03}.ndjson");
            round.keep.add_file(&round.pull.source, set, &name, &part)?;
            part.clear();
            parts += 1;
            pulled.files += 1;
        }
        if end {
            break;
        }
        if round.stop.is_said() {
            return Err(PullError::Stopped);
        }
    }
    pulled.records += lines;
    match output.get("count").and_then(Value::as_u64) {
        Some(count) if count != lines => Err(PullError::Line {
            what,
            why: format!("it should have {count} records and {lines} came"),
        }),
        _ => Ok(()),
    }
}

fn read_line(body: &mut impl BufRead, line: &mut Vec<u8>, what: &str) -> Result<(), PullError> {
    use std::io::Read as _;
    line.clear();
    let mut limited = body.take(LINE as u64 + 1);
    limited.read_until(b'\n', line).map_err(|why| PullError::Line {
        what: what.to_owned(),
        why: why.to_string(),
    })?;
    if line.len() > LINE {
        return Err(PullError::TooLarge {
            what: format!("a record in {what}"),
            most: LINE as u64 / 1_048_576,
        });
    }
    Ok(())
}

/// A line without its end is a file that broke off, unless it is whole all the same. Other lines are the importer's to
/// judge: it names each that is bad.
fn whole_line(line: &[u8], what: &str) -> Result<(), PullError> {
    if line.ends_with(b"\n") || serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok() {
        return Ok(());
    }
    Err(PullError::Line {
        what: what.to_owned(),
        why: "it broke off in the middle of a record".to_owned(),
    })
}

/// What the server could not export, in its own words: said, never passed over.
fn read_errors(round: &Round<'_>, errors: &Value, pulled: &mut Pulled) -> Result<(), PullError> {
    let what = "the export's list of errors";
    let address = address_of(round, errors)?;
    let mut body = open(round, what, &address)?;
    let mut line = Vec::new();
    let (mut count, mut first) = (0u64, String::new());
    loop {
        read_line(&mut body, &mut line, what)?;
        if line.is_empty() {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        count += 1;
        if first.is_empty() {
            first = outcome(&line);
        }
    }
    if count > 0 {
        let place = without_question(&address);
        let name = place.rsplit('/').next().unwrap_or_default();
        pulled.remarks.push(format!(
            "The server could not export everything: {count} errors in {name}; the first: {first}."
        ));
    }
    Ok(())
}
