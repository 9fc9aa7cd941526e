//! The hour a sheet is printed in: incident, bag, how far the census is believed, and the names for the report.

use std::collections::HashMap;
use std::sync::Arc;

use battlebag_census::Patient;
use battlebag_incident::SystemWord;
use battlebag_paper::{Feed, LocalLists, PaperSize, PrintContext, SuspectSource};
use battlebag_priority::Integrity;
use chrono::{DateTime, Utc};

use crate::moment::Moment;
use crate::patient_rows::rechecks;
use crate::patients::place_and_name;
use crate::ranking::{EXPIRED_AFTER_H, OLD_AFTER_H, Ranking};
use crate::session::label_of;
use crate::standings::of_class;
use crate::station::{Census, Open};
use crate::views::{PrintWhat, StartPrint};
use crate::{ErrorKind, ErrorView};

/// What each system feeds into a census.
const FEEDS: &[(&str, &[Feed])] = &[
    ("PAS", &[Feed::Location]),
    ("EHR", &[Feed::Allergies, Feed::Weight]),
    ("EPMA", &[Feed::Medicines, Feed::Allergies, Feed::Infusions]),
    ("EOBS", &[Feed::Observations, Feed::Weight]),
    // A doubted library server makes its pumps doubted as well, by the edges of the systems: one doubt, not two.
    ("PUMP", &[Feed::Infusions]),
];

/// Everything that a print run needs and that does not change while it runs.
#[derive(Clone)]
pub(crate) struct Hour {
    pub context: PrintContext,
    pub bag: Arc<battlebag_bag::Bag>,
    pub census: Option<Arc<Census>>,
    pub ranking: Option<Arc<Ranking>>,
    /// By when each patient must be looked at again: the paper says what the screen says.
    pub rechecks: HashMap<String, DateTime<Utc>>,
    pub systems_as_of: DateTime<Utc>,
    pub snapshot: String,
}

impl Hour {
    /// Place and name of a patient key, for the report.
    pub(crate) fn name_of(&self, key: &str) -> String {
        self.patient(key).map_or_else(|| key.to_owned(), place_and_name)
    }

    /// One patient.
    pub(crate) fn patient(&self, key: &str) -> Option<&Patient> {
        let census = self.census.as_ref()?;
        census.snapshot.patients.get(*census.cases.index.get(key)?)
    }
}

/// What every face of a print says around its form.
pub(crate) fn context(
    open: &Open,
    now: DateTime<Utc>,
    (paper, mono): (PaperSize, bool),
    ranking: Option<&Ranking>,
) -> PrintContext {
    let incident = open.current.as_ref();
    let laboratory = crate::lab_list::on_paper(open, now);
    PrintContext {
        hospital: open.home.hospital().to_owned(),
        zone: *open.clock.local(now).offset(),
        incident: incident
            .map(|c| label_of(c.id, c.state.exercise))
            .unwrap_or_default(),
        exercise: incident.is_some_and(|c| c.state.exercise),
        downtime_began: downtime_began(open),
        printed_at: now,
        printed_by: open.person(),
        bag_version: open.bag.manifest.version.clone(),
        bag_hash: open.bag.short_hash(),
        approved: open.bag.manifest.approved_by.is_some(),
        census_as_of: open.census.as_ref().map(|c| c.snapshot.as_of),
        old_after_h: u32::try_from(OLD_AFTER_H).unwrap_or(4),
        rebuild_after_h: u32::try_from(EXPIRED_AFTER_H).unwrap_or(12),
        suspect: suspect(open, ranking),
        paper,
        mono,
        duplex: true,
        copy: None,
        look_at: None,
        lists: LocalLists {
            own: open.bag.local_paper.clone(),
            never_by_gravity: open.bag.gravity.clone(),
            night_tests: laboratory.tests,
            no_night_tests: laboratory.none,
        },
    }
}

/// What the picture of a card in the editor says around it: the hour of now, and that the words are not saved.
pub(crate) fn preview(open: &Open, now: DateTime<Utc>) -> PrintContext {
    PrintContext {
        bag_version: open.ready.manifest.version.clone(),
        bag_hash: "preview".to_owned(),
        ..context(open, now, (PaperSize::A4, true), None)
    }
}

/// The paper of a hospital that says nothing else: Letter where it says US words.
pub(crate) fn usual(open: &Open) -> PaperSize {
    match open.bag.manifest.vocabulary {
        battlebag_bag::Vocabulary::Uk => PaperSize::A4,
        battlebag_bag::Vocabulary::Us => PaperSize::Letter,
    }
}

/// Gathers the hour.
pub(crate) fn hour(open: &mut Open, now: DateTime<Utc>, request: &StartPrint) -> Result<Hour, ErrorView> {
    let paper = match request.paper.trim() {
        "" => usual(open),
        "a4" => PaperSize::A4,
        "letter" => PaperSize::Letter,
        "a5" if matches!(
            &request.what,
            PrintWhat::Cards {
                halves: true,
                contents: false,
                ..
            }
        ) =>
        {
            PaperSize::A5
        }
        "a5" => {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                "Only half cards are printed on A5.",
                "Choose A4, or print action cards as halves without a list of contents.",
            ));
        }
        other => {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                format!("{other} is no paper size here."),
                "Use a4 or letter; a5 for half cards.",
            ));
        }
    };
    let ranking = open.ranking_if_any(now);
    let incident = open.current.as_ref();
    let context = PrintContext {
        duplex: both_sides(&request.sides)?,
        ..context(open, now, (paper, request.mono), ranking.as_deref())
    };
    let systems_as_of = incident
        .and_then(|c| c.state.systems.every_word().map(|w| w.stamp.occurred_at).max())
        .unwrap_or(now);
    let rechecks = match (&ranking, &open.census) {
        (Some(ranking), Some(census)) => {
            let state = incident.map(|c| &c.state);
            rechecks(Moment::now(open.clock, state, census, ranking, now))
        }
        _ => HashMap::new(),
    };
    Ok(Hour {
        rechecks,
        context,
        bag: Arc::clone(&open.bag),
        snapshot: open.census.as_ref().map(|c| c.hash.clone()).unwrap_or_default(),
        census: open.census.clone(),
        ranking,
        systems_as_of,
    })
}

fn both_sides(asked: &str) -> Result<bool, ErrorView> {
    match asked.trim() {
        "" | "both" => Ok(true),
        "one" => Ok(false),
        other => Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("{other} is no side of a sheet."),
            "Use both or one; leave it out for as the printer can.",
        )),
    }
}

/// The first moment that anybody names as lost or wrong; else the declaration.
fn downtime_began(open: &Open) -> Option<DateTime<Utc>> {
    let state = &open.current.as_ref()?.state;
    let said = state.systems.every_word().filter(|w| !w.state.is_sound());
    said.map(|w| w.since.unwrap_or(w.stamp.occurred_at))
        .min()
        .or(state.clock_start())
}

/// Sources of the census that are not believed. A source that went wrong after the census was taken fed it rightly.
fn suspect(open: &Open, ranking: Option<&Ranking>) -> Vec<SuspectSource> {
    let (Some(ranking), Some(census), Some(current)) = (ranking, &open.census, &open.current) else {
        return Vec::new();
    };
    let as_of = census.snapshot.as_of;
    FEEDS
        .iter()
        .filter_map(|(code, feeds)| {
            let code = battlebag_bag::SystemCode::from(*code);
            let effective = of_class(&ranking.standings.effective, &code)?;
            if matches!(effective.state.integrity, Integrity::Trusted | Integrity::Unknown) {
                return None;
            }
            let said = &current.state.systems;
            let doubted = |w: &&SystemWord| w.state.integrity > Integrity::Unknown;
            let own = said
                .words
                .get(&code)
                .and_then(|words| words.iter().rev().find(doubted));
            let upstream = effective.doubted_because.first();
            let word = own.or_else(|| upstream.and_then(|b| said.word(&b.upstream)));
            if word.and_then(|w| w.since).is_some_and(|since| since > as_of) {
                return None;
            }
            Some(SuspectSource {
                name: open
                    .bag
                    .systems
                    .get(&code)
                    .map_or_else(|| code.0.clone(), |s| s.spoken.clone()),
                feeds: feeds.to_vec(),
                since: word.map_or(ranking.at, |w| w.since.unwrap_or(w.stamp.occurred_at)),
                said_by: word.map(|w| w.said_by.clone()).unwrap_or_default(),
            })
        })
        .collect()
}
