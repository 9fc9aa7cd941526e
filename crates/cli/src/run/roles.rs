//! Roles: who holds them, handing over, standing in, candidates.

use std::path::Path;

use battlebag_commands::views::{
    AssignRole, BriefView, CandidateView, CoverRole, HolderView, Nothing, RemoveCandidate, ReportWritten,
    RoleKey, RoleRow, RolesView, SetCandidate, SettleName, ShiftWord, VacateRole, WriteBrief,
};
use battlebag_commands::{ErrorKind, ErrorView, counted};

use super::systems::written;
use super::time;
use crate::args_roles::{Candidate, Role, RoleTo, ShiftArg};
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: Role) -> Result<Outcome, ErrorView> {
    match command {
        Role::List => list(asked),
        Role::Show { role } => show(asked, &role),
        Role::Assign(to) => written(asked, "role_assign", &assign_request(to)),
        Role::HandOver { to, print, paper } => {
            let printed = match print {
                Some(file) => Some(print_brief(asked, &to.role, &file, &paper)?),
                None => None,
            };
            if let Some(pdf) = &printed {
                eprintln!(
                    "Hand-over brief: {}, checkpoint {}",
                    pdf.file,
                    pdf.words.join(" ")
                );
            }
            written(asked, "role_hand_over", &assign_request(to))
        }
        Role::Cover { to, until } => {
            let request = CoverRole {
                role: to.role,
                person: to.person,
                contact: to.contact,
                until,
            };
            written(asked, "role_cover", &request)
        }
        Role::Back { role } => written(asked, "role_back", &RoleKey { role }),
        Role::Vacate { role, person } => written(asked, "role_vacate", &VacateRole { role, person }),
        Role::Settle { role, person, apart } => {
            written(asked, "role_name_settle", &SettleName { role, person, apart })
        }
        Role::Brief { role } => brief(asked, role),
        Role::Call { role, person } => call(asked, role, person),
        Role::Candidate(command) => candidate(asked, command),
    }
}

fn assign_request(to: RoleTo) -> AssignRole {
    AssignRole {
        role: to.role,
        person: to.person,
        contact: to.contact,
    }
}

/// The hand-over brief as a PDF.
pub fn print_brief(asked: &Asked, role: &str, to: &Path, paper: &str) -> Result<ReportWritten, ErrorView> {
    let request = WriteBrief {
        role: role.to_owned(),
        to: to.display().to_string(),
        paper: paper.to_owned(),
    };
    asked.ask("role_brief_write", &request)
}

fn row_of(asked: &Asked, role: &str) -> Result<RoleRow, ErrorView> {
    let roles: RolesView = asked.ask("roles", &Nothing {})?;
    roles.rows.into_iter().find(|r| r.id == role).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::NotFound,
            format!("The bag has no role called {role}."),
            "See `battlebag role list` for their ids.",
        )
    })
}

fn held(row: &RoleRow) -> String {
    let people: Vec<String> = row
        .holders
        .iter()
        .map(|h| format!("{}{} since {}", h.person, stands_in(h), time(&h.since)))
        .collect();
    match (people.is_empty(), row.required) {
        (true, true) => "VACANT".to_owned(),
        (true, false) => "not filled".to_owned(),
        _ => people.join(" and "),
    }
}

fn stands_in(h: &HolderView) -> String {
    match (h.covers.as_str(), h.cover_until.as_deref()) {
        ("", _) => String::new(),
        (whose, Some(until)) => format!(" for {whose} until {}", time(until)),
        (whose, None) => format!(" for {whose}"),
    }
}

/// What is too much for somebody is said on standard error too, and the status is 3.
fn list(asked: &Asked) -> Result<Outcome, ErrorView> {
    let roles: RolesView = asked.ask("roles", &Nothing {})?;
    asked.say(&roles.rows, || {
        let line = |r: &RoleRow| format!("{:<28} {}  ({})", r.id, held(r), r.title);
        roles.rows.iter().map(line).collect()
    })?;
    let mut over: Vec<String> = roles
        .rows
        .iter()
        .flat_map(|r| &r.holders)
        .filter(|h| !h.load_words.is_empty())
        .map(|h| format!("overloaded: {}", h.load_words))
        .collect();
    let doubled = roles
        .rows
        .iter()
        .flat_map(|r| r.holders.iter().map(move |h| (r, h)));
    over.extend(doubled.filter(|(_, h)| !h.namesakes.is_empty()).map(|(r, h)| {
        let others = h.namesakes.join(" and ");
        format!(
            "one person or two? {} holds {} ({}) and {others}: battlebag role settle",
            h.person, r.title, h.contact
        )
    }));
    over.sort();
    over.dedup();
    Ok(Outcome { look: over })
}

fn show(asked: &Asked, role: &str) -> Result<Outcome, ErrorView> {
    let row = row_of(asked, role)?;
    asked.say(&row, || {
        let known = |text: &str| {
            if text.is_empty() {
                "not known".to_owned()
            } else {
                text.to_owned()
            }
        };
        let mut lines = vec![
            row.title.clone(),
            format!("UK: {} · US: {}", row.title_uk, row.title_us),
            format!("Reports to {}", row.reports_to.as_deref().unwrap_or("nobody")),
            format!("Telephone: {}", known(&row.phone)),
            format!("Radio: {}", known(&row.radio)),
            format!("Runner to: {}", known(&row.runner)),
            format!("Tabard: {}", known(&row.tabard)),
            format!("Now: {}", held(&row)),
        ];
        lines.extend(row.before.iter().map(|h| {
            let until = h.until.as_deref().map(time).unwrap_or_default();
            format!(
                "Before: {}{}, {} to {until}",
                h.person,
                stands_in(h),
                time(&h.since)
            )
        }));
        lines.extend(
            row.candidates
                .iter()
                .map(|c| format!("Can be called: {}", in_words(c))),
        );
        lines
    })?;
    Ok(Outcome::done())
}

fn in_words(c: &CandidateView) -> String {
    let shifts: Vec<&str> = c.shifts.iter().map(|s| shift_word(*s)).collect();
    let mut words = vec![c.person.clone()];
    words.extend([c.grade.clone(), c.reach.clone(), c.when.clone()]);
    words.push(shifts.join(" and "));
    if c.deputy {
        words.push("deputy".to_owned());
    }
    if c.on_now {
        words.push("on now".to_owned());
    }
    if !c.holds.is_empty() {
        words.push(format!("holds {}", c.holds.join(" and ")));
    }
    words.retain(|w| !w.is_empty());
    words.join(", ")
}

fn shift_word(shift: ShiftWord) -> &'static str {
    match shift {
        ShiftWord::Day => "day",
        ShiftWord::Night => "night",
        ShiftWord::Weekend => "weekend",
    }
}

fn brief(asked: &Asked, role: String) -> Result<Outcome, ErrorView> {
    let brief: BriefView = asked.ask("role_brief", &RoleKey { role })?;
    asked.say(&brief, || {
        let mut lines = vec![format!("Hand-over of {}", brief.title)];
        for part in &brief.parts {
            lines.push(format!("— {}", part.word));
            if part.lines.is_empty() {
                lines.push("none in the log".to_owned());
            }
            lines.extend(part.lines.iter().cloned());
        }
        lines
    })?;
    Ok(Outcome::done())
}

/// One choice off the list, or the first one that is on now.
fn call(asked: &Asked, role: String, person: Option<String>) -> Result<Outcome, ErrorView> {
    let row = row_of(asked, &role)?;
    let chosen = match &person {
        Some(name) => row
            .candidates
            .iter()
            .find(|c| c.person.eq_ignore_ascii_case(name.trim())),
        None => row.candidates.iter().find(|c| c.on_now),
    };
    let Some(chosen) = chosen else {
        let what = match person {
            Some(name) => format!("{name} is not on the list of candidates of {role}."),
            None => format!("Nobody on the list of candidates of {role} is on now."),
        };
        return Err(ErrorView::new(
            ErrorKind::NotFound,
            what,
            format!("See `battlebag role candidate list {role}`, or assign by name."),
        ));
    };
    let request = AssignRole {
        role,
        person: chosen.person.clone(),
        contact: chosen.reach.clone(),
    };
    written(asked, "role_assign", &request)
}

fn candidate(asked: &Asked, command: Candidate) -> Result<Outcome, ErrorView> {
    let remove = |role, person, because| RemoveCandidate {
        role,
        person,
        because,
    };
    match command {
        Candidate::List { role } => {
            let mut roles: RolesView = asked.ask("roles", &Nothing {})?;
            roles
                .rows
                .retain(|r| !r.candidates.is_empty() && role.as_ref().is_none_or(|id| r.id == *id));
            asked.say(&roles.rows, || {
                let lines = roles.rows.iter().flat_map(|r| {
                    let of = r
                        .candidates
                        .iter()
                        .map(|c| format!("{:<28} {}", r.id, in_words(c)));
                    of.collect::<Vec<_>>()
                });
                lines.collect()
            })?;
            Ok(Outcome::done())
        }
        Candidate::Add {
            role,
            person,
            shift,
            reach,
            when,
            grade,
            deputy,
        } => {
            let shifts = shift.into_iter().map(|s| match s {
                ShiftArg::Day => ShiftWord::Day,
                ShiftArg::Night => ShiftWord::Night,
                ShiftArg::Weekend => ShiftWord::Weekend,
            });
            let request = SetCandidate {
                role,
                person,
                grade,
                shifts: shifts.collect(),
                deputy,
                reach,
                when,
            };
            written(asked, "candidate_set", &request)
        }
        Candidate::Remove {
            role,
            person,
            because,
        } => written(asked, "candidate_remove", &remove(role, person, because)),
        Candidate::Left { person, because } => {
            written(asked, "candidate_remove", &remove(String::new(), person, because))
        }
    }
}

/// The brief on paper, said.
pub fn brief_on_paper(asked: &Asked, role: &str, to: &Path, paper: &str) -> Result<Outcome, ErrorView> {
    let pdf = print_brief(asked, role, to, paper)?;
    asked.say(&pdf, || {
        vec![
            format!("Written to {}, {}", pdf.file, counted(pdf.pages, "page", "pages")),
            format!("Checkpoint: {}", pdf.words.join(" ")),
        ]
    })?;
    Ok(Outcome::done())
}
