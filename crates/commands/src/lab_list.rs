//! What the laboratory can do now: said, shown, withdrawn, and given to every laboratory request that is printed.

use battlebag_incident::lab_list::{self as rules, MOST_TESTS};
use battlebag_incident::{EntryRef, LabBasis, LabListSays, LabSaid, LabStand, LabTest, LabWord};
use battlebag_paper::{NightTest, NightTests, PaperError, night_list_fault, span_in_words};
use chrono::{DateTime, Utc};

use crate::journal_subject::key_of;
use crate::station::{Open, Station};
use crate::times::{minutes_between, parse_some};
use crate::views::{
    LabBasisWord, LabListView, LabStandWord, LabTestRow, LabWordRow, Nothing, SayLabList, WithdrawLabList,
    Written,
};
use crate::writing::{by_the_clock, occurred, plain, write};
use crate::{ErrorKind, ErrorView, now::minutes_words};

/// The role that says the list.
const LEAD: &str = "pathology-lead";

impl From<LabBasis> for LabBasisWord {
    fn from(basis: LabBasis) -> Self {
        match basis {
            LabBasis::Any => Self::Any,
            LabBasis::Urgent => Self::Urgent,
            LabBasis::LifeOrDeath => Self::LifeOrDeath,
        }
    }
}

impl From<LabBasisWord> for LabBasis {
    fn from(word: LabBasisWord) -> Self {
        match word {
            LabBasisWord::Any => Self::Any,
            LabBasisWord::Urgent => Self::Urgent,
            LabBasisWord::LifeOrDeath => Self::LifeOrDeath,
        }
    }
}

impl From<LabStand> for LabStandWord {
    fn from(stand: LabStand) -> Self {
        match stand {
            LabStand::Nothing => Self::Nothing,
            LabStand::Withdrawn => Self::Withdrawn,
            LabStand::Erased => Self::Erased,
            LabStand::Over => Self::Over,
            LabStand::Old => Self::Old,
            LabStand::Aged => Self::Aged,
            LabStand::ClockWrong => Self::ClockWrong,
            LabStand::Fresh => Self::Fresh,
        }
    }
}

/// For whom a test is done, as sheet, list and log say it; empty for everybody.
pub(crate) fn only(basis: LabBasis) -> &'static str {
    match basis {
        LabBasis::Any => "",
        LabBasis::Urgent => "Urgent only",
        LabBasis::LifeOrDeath => "Life or death only",
    }
}

/// Number of an entry as a sheet names it: with its station when more than one station has an entry of that number.
pub(crate) fn message_of(open: &Open, entry: &EntryRef) -> String {
    let alike = open.entries().iter().filter(|e| e.stamp.entry.seq == entry.seq);
    if alike.count() > 1 {
        format!(
            "{}:{}",
            entry.station.get(..8).unwrap_or(&entry.station),
            entry.seq
        )
    } else {
        entry.seq.to_string()
    }
}

/// "02:55"; with its day when that is another.
fn clock(open: &Open, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if open.clock.date(at) == open.clock.date(now) {
        open.clock.time(at)
    } else {
        open.clock.local(at).format("%d-%b %H:%M").to_string()
    }
}

fn age(word: &LabWord, now: DateTime<Utc>) -> u32 {
    minutes_between(word.stamp.occurred_at, now)
}

/// What a laboratory request has from the list: the tests, or why there are none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct OnPaper {
    pub tests: Option<NightTests>,
    pub none: String,
}

/// What a request that is printed now shows.
pub(crate) fn on_paper(open: &Open, now: DateTime<Utc>) -> OnPaper {
    let Some(word) = open.current.as_ref().and_then(|c| c.state.lab_list_now()) else {
        return OnPaper::default();
    };
    let said_at = clock(open, word.stamp.occurred_at, now);
    let none = |words: String| OnPaper {
        tests: None,
        none: words,
    };
    let message = message_of(open, &word.stamp.entry);
    match (word.stand(now), word.said()) {
        (LabStand::Over, Some(said)) => none(format!(
            "The laboratory’s list of {said_at} was good until {}. Telephone first",
            said.until
                .map(|until| clock(open, until, now))
                .unwrap_or_default()
        )),
        (LabStand::Old, _) => none(format!(
            "The laboratory’s list of {said_at} is {} old: not printed. Telephone first",
            span_in_words(now - word.stamp.occurred_at)
        )),
        (LabStand::Erased, _) => none(format!(
            "The words of the laboratory’s list, message {message}, were erased. Telephone first"
        )),
        (stand, Some(said)) => OnPaper {
            tests: Some(NightTests {
                said: format!("message {message}, {said_at}"),
                note: note(open, word, said, stand, now),
                tests: said.tests.iter().map(printed).collect(),
            }),
            none: String::new(),
        },
        (_, None) => none(format!(
            "The laboratory took its list back, message {message}, {said_at}. Telephone first"
        )),
    }
}

fn printed(test: &LabTest) -> NightTest {
    NightTest {
        test: test.test.clone(),
        tube: test.tube.clone(),
        only: only(test.basis).to_owned(),
    }
}

/// What a person must know before they go by the list, doubt first. Empty when there is nothing to say.
fn note(open: &Open, word: &LabWord, said: &LabSaid, stand: LabStand, now: DateTime<Utc>) -> String {
    let mut words = Vec::new();
    match stand {
        LabStand::Aged => words.push(format!(
            "Said {} before this was printed: ask whether it still holds.",
            span_in_words(now - word.stamp.occurred_at)
        )),
        LabStand::ClockWrong => words.push("Said at a time to come: a clock is wrong, ask.".to_owned()),
        _ => {}
    }
    let others = against(open, word);
    if let Some(other) = others.last() {
        words.push(format!(
            "ANOTHER STATION SAYS OTHERWISE, message {}, {}: telephone.",
            message_of(open, &other.stamp.entry),
            clock(open, other.stamp.occurred_at, now)
        ));
    }
    if let Some((key, ..)) = corrections(open, &word.stamp.entry).last() {
        words.push(format!(
            "Corrected in words, message {}: ask.",
            message_of(open, key)
        ));
    }
    if !said.good_for.is_empty() {
        words.push(format!("Only for: {}.", said.good_for));
    }
    if let Some(until) = said.until {
        words.push(format!("Good until {}.", clock(open, until, now)));
    }
    words.join(" ")
}

/// Newest words of other stations, when they contradict the one that holds.
fn against<'o>(open: &'o Open, word: &LabWord) -> Vec<&'o LabWord> {
    let Some(state) = open.current.as_ref().map(|c| &c.state) else {
        return Vec::new();
    };
    let aside = &state.journal.set_aside;
    if state.lab_list.two_say(aside).is_empty() {
        return Vec::new();
    }
    let newest = state.lab_list.newest(aside).into_iter();
    newest.filter(|w| w.stamp.entry != word.stamp.entry).collect()
}

/// Corrections of an entry, oldest first.
fn corrections<'o>(open: &'o Open, of: &EntryRef) -> Vec<(&'o EntryRef, &'o str)> {
    let journal = open.current.as_ref().map(|c| &c.state.journal);
    let by = journal.and_then(|j| j.corrections.get(of)).into_iter().flatten();
    by.filter_map(|entry| {
        let logged = open.entries().iter().find(|e| e.stamp.entry == *entry)?;
        match &logged.body {
            Some(battlebag_incident::Body::Correction { text, .. }) => Some((entry, text.as_str())),
            _ => None,
        }
    })
    .collect()
}

fn row(open: &Open, word: &LabWord, now: DateTime<Utc>) -> LabWordRow {
    let time = |at| open.clock.rfc3339(at);
    let empty = LabSaid::default();
    let said = word.said().unwrap_or(&empty);
    let (said_by, because) = match &word.word.says {
        LabListSays::Said(said) => (said.said_by.clone(), String::new()),
        LabListSays::Withdrawn { said_by, because } => (said_by.clone(), because.clone()),
    };
    LabWordRow {
        key: key_of(&word.stamp.entry),
        message: message_of(open, &word.stamp.entry),
        at: time(word.stamp.occurred_at),
        age_min: age(word, now),
        stands: word.stand(now).into(),
        tests: said
            .tests
            .iter()
            .map(|t| LabTestRow {
                test: t.test.clone(),
                tube: t.tube.clone(),
                basis: t.basis.into(),
            })
            .collect(),
        said_by,
        written_by: word.stamp.actor.clone(),
        way: said.way.clone(),
        good_for: said.good_for.clone(),
        until: said.until.map(time),
        because,
        corrected: corrections(open, &word.stamp.entry)
            .into_iter()
            .map(|(by, text)| format!("{text} (message {})", message_of(open, by)))
            .collect(),
    }
}

/// What the laboratory can do now.
pub fn view(station: &Station, _: Nothing) -> Result<LabListView, ErrorView> {
    let now = station.now();
    station.with(|open| of(open, now))
}

/// The same, as screen and paper show it.
pub(crate) fn of(open: &Open, now: DateTime<Utc>) -> Result<LabListView, ErrorView> {
    let state = &open.incident()?.state;
    let word = state.lab_list_now();
    let others = word.map(|w| against(open, w)).unwrap_or_default();
    let shown: Vec<&EntryRef> = word
        .into_iter()
        .chain(others.iter().copied())
        .map(|w| &w.stamp.entry)
        .collect();
    let earlier = state.lab_list.0.iter().rev();
    let paper = on_paper(open, now);
    let lead = open.bag.role(LEAD).map(|r| r.title.clone());
    let holders = state.holders(LEAD);
    let names: Vec<&str> = holders.iter().map(|t| t.person.as_str()).collect();
    Ok(LabListView {
        at: open.clock.rfc3339(now),
        stands: word.map_or(LabStand::Nothing, |w| w.stand(now)).into(),
        now: word.map(|w| row(open, w, now)),
        against: others.iter().map(|w| row(open, w, now)).collect(),
        earlier: earlier
            .filter(|w| !shown.contains(&&w.stamp.entry))
            .map(|w| row(open, w, now))
            .collect(),
        printed: paper.tests.is_some(),
        on_paper: paper.tests.map_or(paper.none, |tests| tests.note),
        most: u32::try_from(MOST_TESTS).unwrap_or(u32::MAX),
        lead: lead.unwrap_or_default(),
        lead_name: names.join(" and "),
    })
}

/// Words that are longer than anything that can stand above the boxes.
fn longest_note(said: &LabSaid) -> String {
    let for_whom = match said.good_for.as_str() {
        "" => String::new(),
        whom => format!("Only for: {whom}. "),
    };
    format!(
        "Said 11 h 59 min before this was printed: ask whether it still holds. ANOTHER STATION SAYS OTHERWISE, message 0a0b0c0d:8888, 30-Nov \
         00:00: telephone. Corrected in words, message 0a0b0c0d:8888: ask. {for_whom}Good until 30-Nov 00:00."
    )
}

/// Whether the request has room for every word, before the list is given out.
fn fits(said: &LabSaid) -> Result<(), ErrorView> {
    let list = NightTests {
        said: String::new(),
        note: longest_note(said),
        tests: said.tests.iter().map(printed).collect(),
    };
    let refused = |what: String, next: &str| Err(ErrorView::new(ErrorKind::Refused, what, next));
    match night_list_fault(&list) {
        None => Ok(()),
        Some(PaperError::DoesNotFit { text, .. }) if text == list.note => refused(
            format!("“{}” has no room on the laboratory request.", said.good_for),
            "Say shorter for whom the list is, as in ED and ITU only.",
        ),
        Some(PaperError::DoesNotFit { text, .. }) => refused(
            format!("“{text}” does not fit its box on the laboratory request."),
            "Say it shorter. A box has two lines for the test and one for its tube or caution.",
        ),
        Some(PaperError::GlyphMissing(letters)) => refused(
            format!(
                "The words of {} have a character that cannot be printed ({}).",
                letters.place,
                letters.code_points.join(", ")
            ),
            "Write it in other letters.",
        ),
        Some(other) => refused(
            format!("The list cannot be printed: {other}."),
            "Say it in other words.",
        ),
    }
}

/// This can be done.
pub fn say(station: &Station, request: SayLabList) -> Result<Written, ErrorView> {
    let now = station.now();
    let at = occurred(request.occurred_at.as_deref(), now)?;
    let until = parse_some(request.until.as_deref(), "Until")?;
    station.with(|open| {
        let tests = request.tests.into_iter().map(|t| LabTest {
            test: t.test,
            tube: t.tube,
            basis: t.basis.into(),
        });
        let said = LabSaid {
            tests: tests.collect(),
            said_by: request.said_by,
            way: request.way,
            good_for: request.good_for,
            until,
        };
        let body =
            rules::say(&open.incident()?.state, &said, at, now).map_err(|e| by_the_clock(open.clock, e))?;
        fits(&said)?;
        let count = crate::counted::counted(said.tests.len(), "test", "tests");
        write(station, open, (&plain(&body, at), "messages.lab_list"), |n| {
            format!("{count} on every laboratory request from now on, entry {n}")
        })
    })
}

/// The list holds no more.
pub fn withdraw(station: &Station, request: WithdrawLabList) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    station.with(|open| {
        let said = (request.said_by.as_str(), request.because.as_str());
        let body =
            rules::withdraw(&open.incident()?.state, said, at).map_err(|e| by_the_clock(open.clock, e))?;
        write(
            station,
            open,
            (&plain(&body, at), "messages.lab_list_withdraw"),
            |n| format!("Withdrawn, entry {n}. Requests printed from now on have empty boxes"),
        )
    })
}

/// "13 h 20 old", when the list is not printed any more and the laboratory has to be asked again.
pub(crate) fn past(open: &Open, now: DateTime<Utc>) -> Option<String> {
    let word = open.current.as_ref()?.state.lab_list_now()?;
    match word.stand(now) {
        LabStand::Over => Some("Its time is over".to_owned()),
        LabStand::Old => Some(format!("{} old", minutes_words(age(word, now)))),
        _ => None,
    }
}
