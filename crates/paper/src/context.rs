//! What a pack is printed from besides the patients: the hour, the incident, the bag, and how far the census is believed.

use battlebag_bag::{LocalPaper, NeverByGravity};
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

use crate::pdf::PaperSize;

/// What a source feeds into the census: when it is suspect, what it fed is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feed {
    /// Ward, bed and admission.
    Location,
    /// Allergies.
    Allergies,
    /// Medicines.
    Medicines,
    /// What runs, at what rate, on which device.
    Infusions,
    /// Observations and scores.
    Observations,
    /// Weight.
    Weight,
}

/// A source that somebody has said is not to be believed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SuspectSource {
    /// The system's name in words ("e-prescribing").
    pub name: String,
    /// What it feeds.
    pub feeds: Vec<Feed>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Who said so.
    pub said_by: String,
}

/// What is the hospital's own on its sheets.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LocalLists {
    /// What its own people decided, from the bag.
    pub own: LocalPaper,
    /// Classes of drug that must never run by gravity, from the bag.
    pub never_by_gravity: Vec<NeverByGravity>,
    /// What the laboratory can do tonight; none until its lead has said.
    pub night_tests: Option<NightTests>,
    /// Why no list is printed, when there was one; empty when the laboratory has said none.
    #[serde(default)]
    pub no_night_tests: String,
}

/// The list of tests that the laboratory lead gives out for a night.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NightTests {
    /// Which message, and when ("message 3, 02:55").
    pub said: String,
    /// What must be known before anybody goes by it: its age, a doubt, for whom it is. Empty for nothing.
    #[serde(default)]
    pub note: String,
    /// Twelve at most are printed.
    pub tests: Vec<NightTest>,
}

/// One test of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NightTest {
    /// Test.
    pub test: String,
    /// Its tube, or a caution.
    pub tube: String,
    /// For whom only; empty for everybody.
    #[serde(default)]
    pub only: String,
}

/// Everything a sheet says that is not the patient.
#[allow(clippy::struct_excessive_bools)] // four independent facts of the print run, each named by its field
#[derive(Debug, Clone, PartialEq)]
pub struct PrintContext {
    /// Hospital.
    pub hospital: String,
    /// Zone of the incident: all times are printed in it.
    pub zone: FixedOffset,
    /// Incident label ("CYB-7F3K").
    pub incident: String,
    /// A drill: EXERCISE on every face.
    pub exercise: bool,
    /// When the downtime began, if it has.
    pub downtime_began: Option<DateTime<Utc>>,
    /// The hour of printing.
    pub printed_at: DateTime<Utc>,
    /// Who prints.
    pub printed_by: String,
    /// Bag version.
    pub bag_version: String,
    /// Bag hash, short ("9f41-c2d8").
    pub bag_hash: String,
    /// A hospital has signed the clinical content.
    pub approved: bool,
    /// When the census was true; none when there is no census.
    pub census_as_of: Option<DateTime<Utc>>,
    /// Hours after which the census is old. A clinician's choice; 4 until they make one.
    pub old_after_h: u32,
    /// Hours after which a ward is rebuilt at the bedside. 12 until a clinician chooses.
    pub rebuild_after_h: u32,
    /// Sources that are not believed.
    pub suspect: Vec<SuspectSource>,
    /// Paper.
    pub paper: PaperSize,
    /// For a printer without colour.
    pub mono: bool,
    /// Both sides of the sheet.
    pub duplex: bool,
    /// Which copy this is, of how many; none when there is one.
    pub copy: Option<(u32, u32)>,
    /// Draw only this page, from 0, as a picture: the bytes of the [`Pack`](crate::Pack) are then one SVG.
    pub look_at: Option<usize>,
    /// The hospital's own lists.
    pub lists: LocalLists,
}

/// How far the census is to be believed at the hour of printing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Young enough.
    Fresh,
    /// Older than the limit.
    Old,
    /// So old that the ward is rebuilt at the bedside.
    Rebuild,
    /// Its time is after the hour of printing: one of the clocks is wrong.
    ClockWrong,
    /// There is none.
    None,
}

impl PrintContext {
    /// A time in the incident's zone.
    pub fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&self.zone)
    }

    /// "15-Nov-2025 03:06".
    pub fn date_time(&self, at: DateTime<Utc>) -> String {
        self.local(at).format("%d-%b-%Y %H:%M").to_string()
    }

    /// "14-Nov 22:00".
    pub fn day_time(&self, at: DateTime<Utc>) -> String {
        self.local(at).format("%d-%b %H:%M").to_string()
    }

    /// "03:06".
    pub fn clock(&self, at: DateTime<Utc>) -> String {
        self.local(at).format("%H:%M").to_string()
    }

    /// How old the census is.
    pub fn freshness(&self) -> Freshness {
        let Some(as_of) = self.census_as_of else {
            return Freshness::None;
        };
        let age = self.printed_at.signed_duration_since(as_of);
        if age < TimeDelta::minutes(-5) {
            Freshness::ClockWrong
        } else if age > TimeDelta::hours(i64::from(self.rebuild_after_h)) {
            Freshness::Rebuild
        } else if age > TimeDelta::hours(i64::from(self.old_after_h)) {
            Freshness::Old
        } else {
            Freshness::Fresh
        }
    }

    /// The source that makes a feed doubtful, if one does.
    pub fn suspect(&self, feed: Feed) -> Option<&SuspectSource> {
        self.suspect.iter().find(|s| s.feeds.contains(&feed))
    }

    /// A value of this feed may be quoted: the census is fresh and nobody doubts the source.
    pub fn may_quote(&self, feed: Feed) -> bool {
        self.freshness() == Freshness::Fresh && self.suspect(feed).is_none()
    }
}

/// "56 minutes", "6 h 41 min".
pub fn span_in_words(span: TimeDelta) -> String {
    let minutes = span.num_minutes().max(0);
    match (minutes / 60, minutes % 60) {
        (0, 1) => "1 minute".to_string(),
        (0, m) => format!("{m} minutes"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m} min"),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use chrono::TimeZone;

    /// 15 November 2025, 03:06, St Oswin's: fresh census, real incident.
    pub(crate) fn context() -> PrintContext {
        let utc = |d, h, m| Utc.with_ymd_and_hms(2025, 11, d, h, m, 0).unwrap();
        PrintContext {
            hospital: "St Oswin’s Hospital".into(),
            zone: FixedOffset::east_opt(0).unwrap(),
            incident: "CYB-7F3K".into(),
            exercise: false,
            downtime_began: Some(utc(15, 2, 14)),
            printed_at: utc(15, 3, 6),
            printed_by: "J. Mbeki".into(),
            bag_version: "2025.11.2".into(),
            bag_hash: "9f41-c2d8".into(),
            approved: false,
            census_as_of: Some(utc(15, 2, 10)),
            old_after_h: 4,
            rebuild_after_h: 12,
            suspect: Vec::new(),
            paper: PaperSize::A4,
            mono: false,
            duplex: true,
            copy: None,
            look_at: None,
            lists: LocalLists::default(),
        }
    }

    #[test]
    fn age_of_the_census_decides_what_may_be_quoted() {
        let mut ctx = context();
        for (hours, want) in [
            (0, Freshness::Fresh),
            (4, Freshness::Fresh),
            (5, Freshness::Old),
            (12, Freshness::Old),
            (13, Freshness::Rebuild),
        ] {
            ctx.census_as_of = Some(ctx.printed_at - TimeDelta::hours(hours));
            assert_eq!(ctx.freshness(), want, "{hours} h");
            assert_eq!(ctx.may_quote(Feed::Medicines), want == Freshness::Fresh);
        }
        ctx.census_as_of = Some(ctx.printed_at + TimeDelta::hours(1));
        assert_eq!(ctx.freshness(), Freshness::ClockWrong);
        ctx.census_as_of = None;
        assert_eq!(ctx.freshness(), Freshness::None);
    }

    #[test]
    fn spans_are_words() {
        assert_eq!(span_in_words(TimeDelta::minutes(56)), "56 minutes");
        assert_eq!(span_in_words(TimeDelta::minutes(401)), "6 h 41 min");
        assert_eq!(span_in_words(TimeDelta::minutes(1)), "1 minute");
        assert_eq!(span_in_words(TimeDelta::hours(4)), "4 h");
    }
}
