//! The system board and the ways round.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    AvailabilityWord, ImpactView, IntegrityWord, LookBackRow, LookBackView, Nothing, RenewSystem, SayActed,
    SetSystem, SignReturn, SystemKey, SystemsView, Written, state_words,
};

use super::census::key_of;
use super::stock::{people, to_pdf};
use super::{register, time};
use crate::args_systems::{Availability, Integrity, System, YesNo};
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: System) -> Result<Outcome, ErrorView> {
    match command {
        System::List => list(asked),
        System::Set {
            id,
            availability,
            integrity,
            evidence,
            said_by,
            expires,
            since,
            second,
            tested,
        } => {
            let request = SetSystem {
                code: id,
                availability: match availability {
                    Availability::Available => AvailabilityWord::Available,
                    Availability::Unavailable => AvailabilityWord::Unavailable,
                },
                integrity: match integrity {
                    Integrity::Trusted => IntegrityWord::Trusted,
                    Integrity::Suspect => IntegrityWord::Suspect,
                    Integrity::Compromised => IntegrityWord::Compromised,
                    Integrity::Unknown => IntegrityWord::Unknown,
                },
                evidence,
                said_by,
                expires_min: expires,
                since,
                second_person: second,
                tested,
            };
            written(asked, "system_set", &request)
        }
        System::Renew {
            id,
            evidence,
            said_by,
            expires,
        } => {
            let request = RenewSystem {
                code: id,
                evidence,
                said_by,
                expires_min: expires,
            };
            written(asked, "system_renew", &request)
        }
        System::Return {
            id,
            hours,
            take_back: _,
            signed_by,
        } => {
            let request = SignReturn {
                code: id,
                hours,
                signed_by,
            };
            written(asked, "system_return", &request)
        }
        System::Impact { id, patients } => impact(asked, id, patients),
        System::LookBack { id, pdf } => match pdf {
            Some(pdf) => to_pdf(asked, "look_back", id, &pdf),
            None => look_back(asked, id),
        },
        System::Acted {
            id,
            patient,
            acted,
            at,
            note,
        } => {
            let request = SayActed {
                code: id,
                patient: key_of(asked, &patient)?,
                acted: acted == YesNo::Yes,
                at,
                note,
            };
            written(asked, "system_acted", &request)
        }
        System::Register(command) => register::run(asked, command),
    }
}

/// Asks something that writes an entry, and says which.
pub fn written<Q: serde::Serialize>(asked: &Asked, name: &str, request: &Q) -> Result<Outcome, ErrorView> {
    let written: Written = asked.ask(name, request)?;
    asked.say(&written, || {
        vec![format!(
            "{} (entry {}, {})",
            written.said,
            written.number,
            time(&written.at)
        )]
    })?;
    Ok(Outcome::done())
}

fn list(asked: &Asked) -> Result<Outcome, ErrorView> {
    let board: SystemsView = asked.ask("systems", &Nothing {})?;
    asked.say(&board, || {
        board
            .rows
            .iter()
            .map(|r| {
                let state = if r.said || !r.because.is_empty() {
                    state_words(r.availability, r.integrity)
                } else {
                    "nobody has said".to_owned()
                };
                let who = match (r.said, r.lapsed) {
                    (true, true) => format!("said by {}, lapsed", r.said_by),
                    (true, false) => format!("said by {}", r.said_by),
                    (false, _) => r.because.clone(),
                };
                let who = match &r.back_at {
                    Some(at) => format!("{who}; back {} ({})", time(at), r.back_signed_by),
                    None if r.gone => format!("{who}; {}", r.because),
                    None => who,
                };
                format!(
                    "{:<22} {state:<18} P1 {:<3} P2 {:<3} {}  {who}",
                    r.id, r.reaches_p1, r.reaches_p2, r.name
                )
                .trim_end()
                .to_owned()
            })
            .collect()
    })?;
    Ok(Outcome::done())
}

fn impact(asked: &Asked, code: String, patients: bool) -> Result<Outcome, ErrorView> {
    let i: ImpactView = asked.ask("system_impact", &SystemKey { code })?;
    asked.say(&i, || {
        let names = |edges: &[battlebag_commands::views::SystemEdge]| {
            let names: Vec<&str> = edges.iter().map(|e| e.name.as_str()).collect();
            if names.is_empty() {
                "nothing".to_owned()
            } else {
                names.join("; ")
            }
        };
        let tiers = |c: &battlebag_commands::views::TierCounts| {
            format!(
                "P1 {}, P2 {}, P3 {}, P4 {}, not affected {}",
                c.p1, c.p2, c.p3, c.p4, c.not_affected
            )
        };
        let mut lines = vec![
            i.name.clone(),
            format!("Falls with it: {}", names(&i.falls)),
            format!("Not to be believed if it is wrong: {}", names(&i.doubtful)),
            format!("Loses comfort only: {}", names(&i.warned)),
            format!("Patients now: {}", tiers(&i.now)),
            format!("If it is down: {}", tiers(&i.if_unavailable)),
            format!("If it is compromised: {}", tiers(&i.if_compromised)),
        ];
        if patients {
            lines.push("More urgent if it is down:".to_owned());
            lines.extend(people(&i.hurt_if_unavailable));
            lines.push("More urgent if it is compromised:".to_owned());
            lines.extend(people(&i.hurt_if_compromised));
        }
        lines
    })?;
    Ok(Outcome::done())
}

fn look_back(asked: &Asked, code: String) -> Result<Outcome, ErrorView> {
    let view: LookBackView = asked.ask("system_look_back", &SystemKey { code })?;
    asked.say(&view, || {
        let mut lines = vec![view.said.clone()];
        for row in &view.rows {
            lines.extend(people(std::slice::from_ref(&row.patient)));
            lines.extend(row.facts.iter().map(|fact| {
                let source = match fact.source.as_str() {
                    "" => String::new(),
                    source => format!(" ({source})"),
                };
                format!("        {} {}{source}", time(&fact.at), fact.what)
            }));
            if row.facts.is_empty() {
                lines.push(format!(
                    "        nothing on record; needs it for {}",
                    row.needs.join("; ")
                ));
            }
            lines.push(format!("        {}", acted(row)));
        }
        lines
    })?;
    Ok(Outcome::done())
}

fn acted(row: &LookBackRow) -> String {
    let when = row
        .acted_at
        .as_deref()
        .map(|at| format!(" {}", time(at)))
        .unwrap_or_default();
    let said = match row.acted {
        Some(true) => format!("acted on it: yes{when}, says {}", row.said_by),
        Some(false) => format!("acted on it: no, says {}", row.said_by),
        None => "acted on it: nobody has said".to_owned(),
    };
    match row.note.as_str() {
        "" => said,
        note => format!("{said}: {note}"),
    }
}
