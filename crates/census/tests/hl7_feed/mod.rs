//! Messages for stories, and the census that they give.

#![allow(dead_code)] // each test file uses a part

use battlebag_census::{Format, ImportOptions, Patient, Snapshot, import_bytes};

/// A message at a time of 21 November 2026 ("0214") or of another day ("201902:14" is not needed: "20T1902").
pub fn message(kind: &str, at: &str, segments: &[&str]) -> String {
    let at = stamp(at);
    let control: String = kind
        .chars()
        .chain(at.chars())
        .filter(|c| c.is_alphanumeric())
        .collect();
    let hash = blake(segments);
    let mut text = format!("MSH|^~\\&|PAS|RXX|BB|RXX|{at}||{kind}|{control}{hash}|P|2.5\rEVN||{at}");
    for segment in segments {
        text.push('\r');
        text.push_str(segment);
    }
    text.push('\r');
    text
}

/// A few letters that differ with the content, so that control ids do.
fn blake(segments: &[&str]) -> String {
    let sum = segments
        .iter()
        .flat_map(|s| s.bytes())
        .fold(7u64, |h, b| h.wrapping_mul(31).wrapping_add(u64::from(b)));
    format!("{:06x}", sum & 0xff_ffff)
}

/// "0214" is of 21 November 2026, "19T0214" of the 19th.
pub fn stamp(at: &str) -> String {
    match at.split_once('T') {
        Some((day, time)) => format!("202611{day}{time}00"),
        None => format!("20261121{at}00"),
    }
}

pub const GRACE: &str = "PID|1||70295036^^^RXX^MR~9990000018^^^NHS^NH||OKAFOR^Grace||19500102|F";
pub const TOM: &str = "PID|1||70295037^^^RXX^MR||REED^Tom||19610304|M";

pub fn pv1(class: &str, place: &str, visit: &str) -> String {
    format!("PV1|1|{class}|{place}||||||||||||||||{visit}")
}

pub fn options(at: &str) -> ImportOptions {
    let text = stamp(at);
    let at = chrono::NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%S")
        .unwrap()
        .and_utc();
    ImportOptions {
        as_of: Some(at),
        format: Format::Hl7v2,
        ..ImportOptions::default()
    }
}

pub fn census_of(bytes: &[u8], at: &str) -> Snapshot {
    let s = import_bytes(&[("feed.hl7", bytes)], &options(at), None).unwrap();
    assert_eq!(s.counts.records, s.counts.taken + s.counts.rejected);
    assert_eq!(s.rejected.len(), usize::try_from(s.counts.rejected).unwrap());
    s
}

pub fn census(messages: &[String], at: &str) -> Snapshot {
    census_of(messages.concat().as_bytes(), at)
}

/// "OKAFOR AMU 04 inpatient", one a line.
pub fn beds(snapshot: &Snapshot) -> String {
    let line = |p: &Patient| {
        let bed = p.place.bed.as_deref().unwrap_or("-");
        let ward = if p.place.ward.is_empty() {
            "-"
        } else {
            p.place.ward.as_str()
        };
        let since = p
            .admitted_at
            .map_or("not known".to_owned(), |a| a.format("%d %H:%M").to_string());
        format!("{} {ward} {bed} {:?} since {since}", p.name.family, p.class)
    };
    snapshot.patients.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub fn warnings(snapshot: &Snapshot) -> String {
    let lines: Vec<String> = snapshot
        .warnings
        .iter()
        .map(|w| format!("{}: {}", w.at, w.text))
        .collect();
    lines.join("\n")
}

pub fn rejected(snapshot: &Snapshot) -> String {
    let lines: Vec<String> = snapshot
        .rejected
        .iter()
        .map(|r| format!("{}: {}", r.at, r.reason))
        .collect();
    lines.join("\n")
}
