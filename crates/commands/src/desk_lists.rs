//! The lists of the desk as tables: printed, and written for other programs as CSV or JSON.

use std::path::{Path, PathBuf};

use battlebag_incident::rules;
use battlebag_paper::{DeskList, DeskPart};
use chrono::{DateTime, Utc};

use crate::counted::counted;
use crate::paper_files::write_new;
use crate::station::{Act, Open, Station};
use crate::times::Instant;
use crate::views::{
    AidRow, AidStand, AidWayWord, ContactSortWord, DivertRow, ExportList, PhonedView, RunStand, RunView,
    WaitedView, WrittenFile,
};
use crate::{ErrorKind, ErrorView, aid, back_entry_words, contacts, results, runners};

/// A column: its name for programs, its words for people, its width on paper.
pub(crate) struct Column(pub &'static str, pub &'static str, pub f32);

/// A list as a table.
pub(crate) struct Table {
    pub title: &'static str,
    pub name: &'static str,
    pub patients: bool,
    pub headline: String,
    pub none: &'static str,
    pub columns: &'static [Column],
    pub rows: Vec<Vec<String>>,
}

/// Names of the lists.
pub(crate) const LISTS: &[&str] = &[
    "results",
    "waited",
    "runners",
    "aid",
    "diversions",
    "contacts",
    "downtime_numbers",
    "legal",
    "back_entry",
    "lab_list",
    "needs_you",
];

/// Times as people read them.
pub(crate) struct Said<'o>(pub &'o Open);

impl Said<'_> {
    pub(crate) fn at(&self, rfc3339: &str) -> String {
        rfc3339
            .parse::<Instant>()
            .map_or_else(|_| rfc3339.to_owned(), |at| self.0.clock.day_and_time(at))
    }

    pub(crate) fn maybe(&self, rfc3339: Option<&String>) -> String {
        rfc3339.map_or_else(String::new, |at| self.at(at))
    }
}

/// What nobody said is written, never left blank.
pub(crate) fn known(words: &str) -> String {
    match words.trim() {
        "" => "not said".to_owned(),
        words => words.to_owned(),
    }
}

pub(crate) fn joined(words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
    words.join(", ")
}

fn result_row(said: &Said<'_>, r: &PhonedView) -> Vec<String> {
    let mut value = format!("{}: {} {}", r.test, r.value, r.unit)
        .trim_end()
        .to_owned();
    if !r.range.is_empty() {
        value = format!("{value} (range {})", r.range);
    }
    let clinician = match (r.critical, r.clinician.as_str()) {
        (true, "") => "CRITICAL, nobody knows of it".to_owned(),
        (true, name) => joined(&["critical", name, &r.doing]),
        (false, "") => "not critical".to_owned(),
        (false, name) => joined(&[name, &r.doing]),
    };
    let heard = if r.second_listener.is_empty() {
        String::new()
    } else {
        format!("{} listened", r.second_listener)
    };
    let mut checks = vec![r.taken_by.as_str()];
    if !r.read_back.is_empty() {
        checks.push("read back");
    }
    checks.push(&heard);
    checks.extend(r.lacks.iter().map(String::as_str));
    vec![
        joined(&[&r.name, &r.second]),
        value,
        r.sampled_at
            .as_ref()
            .map_or_else(|| "not known".to_owned(), |at| said.at(at)),
        joined(&[&said.at(&r.at), &r.given_by, &r.from]),
        joined(&checks),
        clinician,
    ]
}

fn waited_row(said: &Said<'_>, w: &WaitedView) -> Vec<String> {
    let chased = w.chased.first().map_or_else(
        || "not chased".to_owned(),
        |c| {
            format!(
                "{} {}: {}",
                said.at(&c.at),
                joined(&[&c.by, &format!("asked {}", c.whom)]),
                c.answer
            )
        },
    );
    let stands = match (w.ended.as_str(), w.late_min) {
        ("", 0) => "open".to_owned(),
        ("", late) => format!("LATE {late} min"),
        (ended, _) => ended.to_owned(),
    };
    vec![
        joined(&[&w.name, &w.second]),
        if w.urgent {
            format!("{}, urgent", w.test)
        } else {
            w.test.clone()
        },
        joined(&[&said.at(&w.sent_at), &w.to, &w.by]),
        said.at(&w.due_at),
        stands,
        chased,
        known(&w.tell),
    ]
}

fn run_row(said: &Said<'_>, r: &RunView) -> Vec<String> {
    let stands = match r.stands {
        RunStand::Late => format!("NOT THERE, late {} min", r.late_min),
        RunStand::UnderWay => "on its way".to_owned(),
        RunStand::Arrived => format!("arrived {}, {}", said.maybe(r.ended_at.as_ref()), r.ended),
        RunStand::NotArrived => format!("given up {}: {}", said.maybe(r.ended_at.as_ref()), r.ended),
    };
    vec![
        r.what.clone(),
        r.runner.clone(),
        r.from.clone(),
        r.to.clone(),
        said.at(&r.sent_at),
        said.at(&r.due_at),
        stands,
    ]
}

/// How a matter of help stands, in a word.
pub(crate) fn stand_word(stands: AidStand) -> &'static str {
    match stands {
        AidStand::Late => "NO ANSWER, late",
        AidStand::Asked => "no answer yet",
        AidStand::Offered => "offered",
        AidStand::Accepted => "accepted",
        AidStand::Declined => "declined",
        AidStand::Ended => "ended",
    }
}

fn aid_row(said: &Said<'_>, a: &AidRow) -> Vec<String> {
    let way = match a.way {
        AidWayWord::WeAsked => "we asked",
        AidWayWord::TheyOffered => "they offered",
        AidWayWord::TheyAsked => "they asked us",
    };
    let words: Vec<String> = a
        .said
        .iter()
        .map(|s| format!("{} {}", said.at(&s.at), s.text))
        .collect();
    vec![
        a.whom.clone(),
        way.to_owned(),
        a.what.clone(),
        known(&a.contact),
        said.at(&a.since),
        stand_word(a.stands).to_owned(),
        words.join("; "),
    ]
}

fn divert_row(said: &Said<'_>, d: &DivertRow) -> Vec<String> {
    let told: Vec<String> = d
        .told
        .iter()
        .map(|t| format!("{} {}", t.text, said.at(&t.at)))
        .collect();
    let until = match (d.until.as_ref(), d.over) {
        (None, _) => "until further notice".to_owned(),
        (Some(at), true) => format!("{}: TIME IS OVER", said.at(at)),
        (Some(at), false) => said.at(at),
    };
    let ended = match d.ended.as_str() {
        "" => "runs".to_owned(),
        because => format!("{} {because}", said.maybe(d.ended_at.as_ref())),
    };
    vec![
        d.what.clone(),
        d.to.clone(),
        said.at(&d.since),
        until,
        joined(&[&d.agreed_by, &d.because]),
        if told.is_empty() {
            "NOBODY YET".to_owned()
        } else {
            told.join("; ")
        },
        ended,
    ]
}

const RESULTS: &[Column] = &[
    Column("patient", "Patient, two identifiers", 40.0),
    Column("result", "Test, value, unit", 32.0),
    Column("sampled_at", "Sample taken", 20.0),
    Column("phoned", "Phoned", 28.0),
    Column("taken", "Taken by, checks", 30.0),
    Column("clinician", "Clinician", 30.0),
];
const WAITED: &[Column] = &[
    Column("patient", "Patient, two identifiers", 42.0),
    Column("test", "Test", 24.0),
    Column("sent", "Sent, where to, how", 30.0),
    Column("due_at", "Expected", 18.0),
    Column("stands", "Stands", 20.0),
    Column("chased", "Last chased", 28.0),
    Column("tell", "Who wants it", 18.0),
];
const RUNS: &[Column] = &[
    Column("what", "What", 46.0),
    Column("runner", "Runner", 24.0),
    Column("from", "From", 22.0),
    Column("to", "To", 24.0),
    Column("sent_at", "Sent", 18.0),
    Column("due_at", "Expected", 18.0),
    Column("stands", "Stands", 28.0),
];
const AID: &[Column] = &[
    Column("whom", "With whom", 30.0),
    Column("way", "Way", 16.0),
    Column("what", "What", 38.0),
    Column("contact", "Spoken with", 24.0),
    Column("since", "Since", 18.0),
    Column("stands", "Stands", 18.0),
    Column("said", "Answers", 36.0),
];
const DIVERSIONS: &[Column] = &[
    Column("what", "What", 28.0),
    Column("to", "Where to", 30.0),
    Column("since", "Since", 18.0),
    Column("until", "Until", 20.0),
    Column("agreed", "Agreed by, why", 30.0),
    Column("told", "Who was told", 34.0),
    Column("ended", "Ended", 20.0),
];
const CONTACTS: &[Column] = &[
    Column("name", "Name", 36.0),
    Column("what_for", "What for", 30.0),
    Column("phone", "Phone", 28.0),
    Column("radio", "Radio, bleep", 18.0),
    Column("room", "Room", 24.0),
    Column("note", "Note", 20.0),
    Column("verified", "Tried on, by", 24.0),
];

fn table(open: &mut Open, list: &str, now: DateTime<Utc>) -> Result<Table, ErrorView> {
    if list == "needs_you" {
        return crate::now::needs_table(open, now);
    }
    let open = &*open;
    let said = Said(open);
    let of = |n: u32, one: &str, many: &str| counted(n, one, many);
    Ok(match list {
        "back_entry" => back_entry_words::table(open, now)?,
        "lab_list" => crate::lab_list_words::table(open, now)?,
        "results" => {
            let view = results::of(open, now)?;
            let rows = view
                .results
                .iter()
                .map(|r| result_row(&said, r))
                .collect::<Vec<_>>();
            Table {
                title: "Phoned results",
                name: "Results by phone",
                patients: true,
                headline: format!(
                    "{}: {} critical without a clinician, {} not read back",
                    counted(rows.len(), "result", "results"),
                    view.critical,
                    view.not_read_back
                ),
                none: "No result came by phone.",
                columns: RESULTS,
                rows,
            }
        }
        "waited" => {
            let view = results::of(open, now)?;
            let rows = view.waited.iter().map(|w| waited_row(&said, w)).collect();
            Table {
                title: "Results waited for",
                name: "Samples and requests",
                patients: true,
                headline: format!("{} out, {} late", of(view.open, "result", "results"), view.late),
                none: "Nothing is waited for.",
                columns: WAITED,
                rows,
            }
        }
        "runners" => {
            let view = runners::of(open, now)?;
            Table {
                title: "Runner log",
                name: "Carried by hand",
                patients: true,
                headline: format!("{} on the way, {} late", view.under_way, view.late),
                none: "Nothing was carried by hand.",
                columns: RUNS,
                rows: view.runs.iter().map(|r| run_row(&said, r)).collect(),
            }
        }
        "aid" => {
            let view = aid::of(open, now)?;
            Table {
                title: "Mutual aid and diversions",
                name: "Mutual aid",
                patients: false,
                headline: format!(
                    "{} open, {}",
                    of(view.open, "matter of help", "matters of help"),
                    of(view.running, "diversion runs", "diversions run")
                ),
                none: "Nobody was asked and nobody offered.",
                columns: AID,
                rows: view.aid.iter().map(|a| aid_row(&said, a)).collect(),
            }
        }
        "diversions" => {
            let view = aid::of(open, now)?;
            Table {
                title: "Mutual aid and diversions",
                name: "Diversions",
                patients: false,
                headline: of(view.running, "diversion runs", "diversions run"),
                none: "Nothing is diverted.",
                columns: DIVERSIONS,
                rows: view.diversions.iter().map(|d| divert_row(&said, d)).collect(),
            }
        }
        "contacts" => contacts_table(open, now)?,
        "downtime_numbers" => crate::downtime_list::table(open)?,
        "legal" => crate::legal_list::table(open, now),
        other => {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                format!("There is no list called {other}."),
                format!("Ask for one of {}.", LISTS.join(", ")),
            ));
        }
    })
}

fn contacts_table(open: &Open, now: DateTime<Utc>) -> Result<Table, ErrorView> {
    let view = contacts::of(open, now)?;
    let rows: Vec<Vec<String>> = view
        .contacts
        .iter()
        .map(|c| {
            let sort = match c.sort {
                ContactSortWord::Person => "",
                ContactSortWord::Place => "place",
                ContactSortWord::Supplier => "supplier",
                ContactSortWord::Neighbour => "neighbour",
            };
            let verified = match (c.verified_on.as_str(), c.stale) {
                ("", _) => "never tried".to_owned(),
                (day, stale) => {
                    let old = if stale { "OVER HALF A YEAR AGO" } else { "" };
                    let day = day.parse::<chrono::NaiveDate>();
                    let day = day.map_or_else(|_| String::new(), |d| d.format("%d-%b-%Y").to_string());
                    joined(&[&day, &c.verified_by, old])
                }
            };
            vec![
                joined(&[&c.name, sort]),
                c.what_for.clone(),
                known(&joined(&[&c.phone, &c.other_phone])),
                known(&c.radio),
                known(&c.room),
                c.note.clone(),
                verified,
            ]
        })
        .collect();
    Ok(Table {
        title: "Contact book",
        name: "Contacts",
        patients: false,
        headline: format!(
            "{}, {} to be tried again",
            counted(rows.len(), "contact", "contacts"),
            view.stale
        ),
        none: "The contact book is empty.",
        columns: CONTACTS,
        rows,
    })
}

fn part(table: &Table) -> DeskPart {
    DeskPart {
        name: table.name.to_owned(),
        none: table.none.to_owned(),
        columns: table
            .columns
            .iter()
            .map(|Column(_, head, width)| ((*head).to_owned(), *width))
            .collect(),
        rows: table.rows.clone(),
    }
}

/// A list of the desk as a sheet; none when it is not one of these.
pub(crate) fn sheet(open: &mut Open, list: &str, now: DateTime<Utc>) -> Result<Option<DeskList>, ErrorView> {
    if !LISTS.contains(&list) {
        return Ok(None);
    }
    let first = table(open, list, now)?;
    let mut parts = vec![part(&first)];
    if list == "aid" {
        parts.push(part(&table(open, "diversions", now)?));
    }
    Ok(Some(DeskList {
        title: first.title,
        patients: first.patients,
        headline: first.headline.clone(),
        as_of: format!(
            "{} {}",
            open.clock.local(now).format("%a %d-%b-%Y %H:%M"),
            open.clock.abbreviation(now)
        ),
        parts,
    }))
}

fn csv(table: &Table) -> String {
    let quoted = |cell: &str| {
        // A cell that a spreadsheet would work out as a formula is kept as text.
        let cell = if cell.starts_with(['=', '+', '-', '@']) {
            format!("'{cell}")
        } else {
            cell.to_owned()
        };
        if cell.contains([',', '"', '\n', '\r', ';']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    let names: Vec<&str> = table.columns.iter().map(|Column(name, ..)| *name).collect();
    let mut text = names.join(",") + "\n";
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

fn json(table: &Table) -> String {
    let rows: Vec<serde_json::Value> = table
        .rows
        .iter()
        .map(|row| {
            let cells = table.columns.iter().zip(row);
            cells
                .map(|(Column(name, ..), cell)| ((*name).to_owned(), serde_json::Value::from(cell.as_str())))
                .collect::<serde_json::Map<_, _>>()
                .into()
        })
        .collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
}

/// Writes a list as CSV or JSON, and says so in the log.
pub fn export(station: &Station, request: ExportList) -> Result<WrittenFile, ErrorView> {
    let now = station.now();
    let list = request.list.trim().to_owned();
    let to = request.to.trim();
    let ending = |path: &str| {
        let path = Path::new(path);
        path.extension().and_then(|e| e.to_str()).map(str::to_lowercase)
    };
    let form = match (ending(to), request.form.trim()) {
        (Some(ending), _) if ending == "csv" || ending == "json" => ending,
        (_, "json") => "json".to_owned(),
        _ => "csv".to_owned(),
    };
    let is_file = ending(to).as_deref() == Some(form.as_str());
    let folder = match to {
        "" => station.host.paper_folder(),
        to => PathBuf::from(to),
    };
    station.with(|open| {
        // The contact book leaves as the file that comes in again.
        let own_form = list == "contacts" && form == "csv";
        let (title, lines, text) = if own_form {
            let book = contacts::book(open)?;
            ("Contact book", book.len(), battlebag_bag::contacts_csv(&book))
        } else {
            let table = table(open, &list, now)?;
            let text = if form == "json" { json(&table) } else { csv(&table) };
            (table.name, table.rows.len(), text)
        };
        let stamp = open.clock.local(now).format("%Y-%m-%d %H%M%S").to_string();
        let drill = if open.current.as_ref().is_some_and(|c| c.state.exercise) {
            "EXERCISE "
        } else {
            ""
        };
        let file = if is_file {
            folder.clone()
        } else {
            folder.join(format!("{drill}{title} {stamp}.{form}"))
        };
        let half = write_new(&file, text.as_bytes())?;
        let said = format!(
            "{title} written to {}: {}",
            file.display(),
            counted(lines, "line", "lines")
        );
        let body = rules::note(&said)?;
        let act = Act::plain(std::slice::from_ref(&body), now);
        station.write(open, &act, &[], |_| said)?;
        half.keep()?;
        Ok(WrittenFile {
            file: file.display().to_string(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_columns_fit_the_paper() {
        let table = Table {
            title: "t",
            name: "t",
            patients: false,
            headline: String::new(),
            none: "",
            columns: RUNS,
            rows: vec![vec!["=1+1".to_owned(), "a,b".to_owned()]],
        };
        assert_eq!(csv(&table).lines().nth(1), Some("'=1+1,\"a,b\""));
        for columns in [
            RESULTS,
            WAITED,
            RUNS,
            AID,
            DIVERSIONS,
            CONTACTS,
            crate::downtime_list::NUMBERS,
            crate::legal_list::LEGAL,
            crate::back_entry_words::SHEETS,
            crate::lab_list_words::TESTS,
        ] {
            let width: f32 = columns.iter().map(|Column(.., width)| width).sum();
            assert!(width <= 180.5, "{width}");
        }
    }
}
