//! The back-entry list as screen, paper and scripts show it, and the sheet that a number names.

use std::collections::BTreeMap;

use battlebag_bag::{BackEntryHow, BackEntryRule, Bag, OTHER_SHEET};
use battlebag_incident::back_entry_list::{every_sheet, sheet_lines, time_zero};
use battlebag_incident::{BackEntrySays, CameOut, Incident, Sheet, SheetLine, SheetWord, Tally};
use battlebag_paper::{sheet_form, sheet_id, sheets, words::grouped};
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::back_entry_words::{entered, stand_word};
use crate::counted::counted;
use crate::journal_subject::key_of;
use crate::session::count;
use crate::station::{Open, Station};
use crate::times::minutes_between;
use crate::views::{BackEntryAsk, BackEntryRuleView, BackEntrySheet, BackEntryView, SheetSaid, SheetTally};

/// The rule for a printed sheet.
pub(crate) fn rule_of<'b>(bag: &'b Bag, sheet: &Sheet) -> Option<&'b BackEntryRule> {
    // A name that this version does not print any more has no rule of its own.
    bag.back_entry_rule(
        sheet_id(&sheet.form).unwrap_or(&sheet.form),
        !sheet.patient.is_empty(),
    )
}

/// The list.
pub(crate) fn lines<'o>(open: &'o Open, state: &'o Incident, now: DateTime<Utc>) -> Vec<SheetLine<'o>> {
    let bag: &Bag = &open.bag;
    sheet_lines(state, &|sheet| rule_of(bag, sheet), now)
}

/// Every sheet of the log, asked for or not.
pub(crate) fn every_line<'o>(open: &'o Open, state: &'o Incident, now: DateTime<Utc>) -> Vec<SheetLine<'o>> {
    let bag: &Bag = &open.bag;
    every_sheet(state, &|sheet| rule_of(bag, sheet), now)
}

/// The back-entry list of the incident on screen.
pub fn view(station: &Station, request: BackEntryAsk) -> Result<BackEntryView, ErrorView> {
    let now = station.now();
    station.with(|open| of(open, &request, now))
}

/// The same, as screen and paper show it.
pub(crate) fn of(
    open: &Open,
    request: &BackEntryAsk,
    now: DateTime<Utc>,
) -> Result<BackEntryView, ErrorView> {
    let state = &open.incident()?.state;
    let lines = lines(open, state, now);
    let fits = |line: &&SheetLine<'_>| {
        let ward = request.ward.trim();
        (ward.is_empty() || line.ward() == ward)
            && (request.stands.is_empty() || request.stands.contains(&stand_word(line.stand)))
            && (request.role.trim().is_empty() || role_of(open, line) == request.role.trim())
            && (!request.late || line.late)
    };
    let fitting: Vec<&SheetLine<'_>> = lines.iter().filter(fits).collect();
    let most = match request.most {
        0 => usize::MAX,
        most => usize::try_from(most).unwrap_or(usize::MAX),
    };
    let all = Tally::of(&lines);
    let since = time_zero(state);
    Ok(BackEntryView {
        at: open.clock.rfc3339(now),
        since: since.map(|at| open.clock.rfc3339(at)),
        said: said(&all, since.is_some()),
        all: tally("All", &all),
        wards: by_ward(&lines),
        forms: by_form(&lines),
        roles: roles(open, &lines),
        fit: count(fitting.len()),
        sheets: fitting
            .into_iter()
            .take(most)
            .map(|line| row(open, line, now))
            .collect(),
        rules: open
            .bag
            .back_entry
            .iter()
            .map(|rule| rule_view(open, rule))
            .collect(),
    })
}

/// "12 of 40 sheets are done: 20 not come back, …".
pub(crate) fn said(all: &Tally, begun: bool) -> String {
    if all.printed == 0 {
        return "No sheet that comes back was printed.".to_owned();
    }
    let closed = all.done + all.not_used;
    let some = |n: u32, words: &str| (n > 0).then(|| format!("{n} {words}"));
    let parts: Vec<String> = [
        some(all.two_say, "contradicted"),
        some(all.missing, "missing"),
        some(all.out, "not come back"),
        some(all.here, "here and not entered"),
        some(all.to_verify, "waiting for a second person"),
        some(all.late, "late"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let left = if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join(", "))
    };
    let wait = if begun || all.open() == 0 {
        ""
    } else {
        " Nothing is typed before recovery."
    };
    format!(
        "{closed} of {} done{left}.{wait}",
        counted(all.printed, "sheet", "sheets")
    )
}

pub(crate) fn tally(name: &str, of: &Tally) -> SheetTally {
    SheetTally {
        name: name.to_owned(),
        printed: of.printed,
        out: of.out,
        returned: of.printed - of.out - of.missing,
        here: of.here,
        to_verify: of.to_verify,
        done: of.done,
        not_used: of.not_used,
        missing: of.missing,
        two_say: of.two_say,
        late: of.late,
        open: of.open(),
    }
}

/// What is nobody's ward is named so: counts add up.
const NO_WARD: &str = "No ward";

fn by_ward(lines: &[SheetLine<'_>]) -> Vec<SheetTally> {
    let mut wards: BTreeMap<&str, Tally> = BTreeMap::new();
    for line in lines {
        wards.entry(line.ward()).or_default().add(line);
    }
    let mut rows: Vec<SheetTally> = wards
        .into_iter()
        .map(|(ward, of)| tally(if ward.is_empty() { NO_WARD } else { ward }, &of))
        .collect();
    rows.sort_by(|a, b| (a.name == NO_WARD, &a.name).cmp(&(b.name == NO_WARD, &b.name)));
    rows
}

fn by_form(lines: &[SheetLine<'_>]) -> Vec<SheetTally> {
    let mut forms: BTreeMap<(u32, &str), Tally> = BTreeMap::new();
    for line in lines {
        let order = line.rule.map_or(0, |rule| rule.line);
        forms
            .entry((order, sheet_form(line.form())))
            .or_default()
            .add(line);
    }
    let name = |form: &str| {
        if form.is_empty() {
            "Not known".to_owned()
        } else {
            form.to_owned()
        }
    };
    forms
        .into_iter()
        .map(|((_, form), of)| tally(&name(form), &of))
        .collect()
}

fn title_of(open: &Open, role: &str) -> String {
    open.bag
        .role(role)
        .map_or_else(|| role.to_owned(), |found| found.title.clone())
}

/// The role whose people enter a sheet; empty where no rule says.
pub(crate) fn role_of(open: &Open, line: &SheetLine<'_>) -> String {
    line.rule
        .map(|rule| title_of(open, &rule.owner))
        .unwrap_or_default()
}

fn roles(open: &Open, lines: &[SheetLine<'_>]) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    for role in lines
        .iter()
        .map(|line| role_of(open, line))
        .filter(|role| !role.is_empty())
    {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

fn rule_view(open: &Open, rule: &BackEntryRule) -> BackEntryRuleView {
    let name = |id: &String| {
        let known = sheets().find(|(known, _)| known == id);
        known.map_or_else(|| id.clone(), |(_, name)| name.to_owned())
    };
    let how = match (rule.long_h, rule.long_how) {
        (Some(hours), Some(other)) => format!(
            "{}; after an outage of more than {}: {}",
            rule.how.words(),
            counted(hours, "hour", "hours"),
            other.words()
        ),
        _ => rule.how.words().to_owned(),
    };
    BackEntryRuleView {
        id: rule.id.clone(),
        sheets: if rule.id == OTHER_SHEET {
            vec!["Any other sheet of a patient".to_owned()]
        } else {
            rule.sheets.iter().map(name).collect()
        },
        how,
        what: rule.what.clone(),
        role: if rule.owner.is_empty() {
            String::new()
        } else {
            title_of(open, &rule.owner)
        },
        within_h: rule.within_h,
        second_person: rule.second_person,
        source: rule.source.clone(),
    }
}

/// Number of a patient, for a second look at who it is.
pub(crate) fn number_of(open: &Open, patient: &str) -> String {
    let census = open.census.as_ref();
    let found = census.and_then(|c| c.snapshot.patients.get(*c.cases.index.get(patient)?));
    let nhs = found
        .and_then(|p| p.nhs_number.as_ref())
        .map(|n| n.digits.clone());
    let digits = nhs.or_else(|| patient.strip_prefix("nhs:").map(ToOwned::to_owned));
    match digits {
        Some(digits) => format!("NHS {}", grouped(&digits)),
        None => found
            .and_then(|p| p.local_id.as_ref())
            .map(|id| format!("number {id}"))
            .unwrap_or_default(),
    }
}

fn now_in(open: &Open, line: &SheetLine<'_>) -> String {
    let (Some(census), false) = (open.census.as_ref(), line.patient.is_empty()) else {
        return String::new();
    };
    let found = census.cases.index.get(&line.patient);
    match found.and_then(|at| census.snapshot.patients.get(*at)) {
        None => "in no census any more: ask where they went".to_owned(),
        Some(patient) if patient.place.ward == line.ward() => String::new(),
        Some(patient) => {
            let bed = patient.place.bay_and_bed().unwrap_or_default();
            format!("now in {} {bed}", patient.place.ward)
                .trim_end()
                .to_owned()
        }
    }
}

fn on_paper(line: &SheetLine<'_>) -> &'static str {
    match (line.came_out, line.print) {
        (CameOut::Yes, Some(_)) => "",
        (CameOut::Yes, None) => "printed on a station whose log has not come here",
        (CameOut::Maybe, _) => "sent to the printer; nobody has said that it came out",
        (CameOut::No, _) => "the printer stopped before it: it did not come out",
    }
}

/// One sheet as a row: everything but its history.
pub(crate) fn row(open: &Open, line: &SheetLine<'_>, now: DateTime<Utc>) -> BackEntrySheet {
    let time = |word: Option<&SheetWord>| word.map(|w| open.clock.rfc3339(w.stamp.occurred_at));
    let print = line.print;
    let rule = line.rule;
    let holders = |rule: &BackEntryRule| {
        let state = open.current.as_ref().map(|c| c.state.holders(&rule.owner));
        let names: Vec<String> = state.into_iter().flatten().map(|t| t.person.clone()).collect();
        names.join(", ")
    };
    let (entered_by, entered) = line
        .closing
        .map(|word| entered(&word.word.says))
        .unwrap_or_default();
    let verified_by = line.verified.map(|word| match &word.word.says {
        BackEntrySays::Verified { by, .. } => by.clone(),
        _ => String::new(),
    });
    BackEntrySheet {
        key: key(line),
        code: line.sheet_ref.code.clone(),
        form: line.form().to_owned(),
        faces: line
            .sheet
            .map(|s| counted(s.faces, "face", "faces"))
            .unwrap_or_default(),
        pages: print
            .map(|print| pages(line.pages, &print.what))
            .unwrap_or_default(),
        ward: line.ward().to_owned(),
        patient: line.patient.clone(),
        whose: line.whose.clone(),
        number: number_of(open, &line.patient),
        now_in: now_in(open, line),
        printed_at: print
            .map(|p| open.clock.rfc3339(p.stamp.occurred_at))
            .unwrap_or_default(),
        printed_by: print.map(|p| p.stamp.actor.clone()).unwrap_or_default(),
        printed_to: print.map(|p| p.to.clone()).unwrap_or_default(),
        on_paper: on_paper(line).to_owned(),
        rule: rule.map(|rule| rule.id.clone()).unwrap_or_default(),
        how: line.how.map_or("no rule is set", BackEntryHow::words).to_owned(),
        what: rule.map(|rule| rule.what.clone()).unwrap_or_default(),
        role: role_of(open, line),
        role_holder: rule.map(holders).unwrap_or_default(),
        second_person: line.needs_second(),
        stand: stand_word(line.stand),
        stand_words: line.stand.words().to_owned(),
        next: crate::back_entry_words::next(open, line),
        due_at: line.due.map(|at| open.clock.rfc3339(at)),
        late_min: line
            .due
            .filter(|_| line.late)
            .map_or(0, |due| minutes_between(due, now)),
        returned_at: time(line.returned),
        owner: line.owner.clone(),
        entered_by,
        entered_at: time(line.closing),
        entered,
        verified_by: verified_by.unwrap_or_default(),
        verified_at: time(line.verified),
        history: Vec::new(),
        newest: match line.heard.newest.as_slice() {
            [only] => key_of(&only.stamp.entry),
            _ => String::new(),
        },
    }
}

/// What requests name a sheet by. The print is in it: two stations that never met may give out one number.
pub(crate) fn key(line: &SheetLine<'_>) -> String {
    format!("{}@{}", line.sheet_ref.code, key_of(&line.sheet_ref.printed))
}

fn pages((first, last): (u32, u32), what: &str) -> String {
    if first == last {
        format!("page {first} of {what}")
    } else {
        format!("pages {first} and {last} of {what}")
    }
}

/// One sheet whole, with every word about it.
pub(crate) fn whole(open: &Open, line: &SheetLine<'_>, now: DateTime<Utc>) -> BackEntrySheet {
    let holds = |word: &SheetWord| line.heard.hold.iter().any(|w| w.stamp.entry == word.stamp.entry);
    let contradicts = |word: &SheetWord| line.two_say.iter().any(|s| s.entry == word.stamp.entry);
    let history = line.heard.all.iter().map(|word| SheetSaid {
        key: key_of(&word.stamp.entry),
        at: open.clock.rfc3339(word.stamp.occurred_at),
        actor: word.stamp.actor.clone(),
        station: word.stamp.entry.station.chars().take(8).collect(),
        words: crate::back_entry_words::says(&word.word.says),
        holds: holds(word),
        contradicts: contradicts(word),
    });
    BackEntrySheet {
        history: history.collect(),
        ..row(open, line, now)
    }
}

/// How back-entry stands, as one line of a report; empty when no sheet that comes back was printed.
pub(crate) fn in_one_line(open: &Open, now: DateTime<Utc>) -> String {
    let Some(state) = open.current.as_ref().map(|c| &c.state) else {
        return String::new();
    };
    let all = Tally::of(&lines(open, state, now));
    if all.printed == 0 {
        return String::new();
    }
    said(&all, time_zero(state).is_some())
        .trim_end_matches('.')
        .to_owned()
}

/// Whether anybody has still to do something about back-entry, and how it stands: for the stand-down.
pub(crate) fn left(open: &Open, state: &Incident, now: DateTime<Utc>) -> Tally {
    let lines = lines(open, state, now);
    Tally::of(lines.iter().filter(|line| line.stand.is_open()))
}
