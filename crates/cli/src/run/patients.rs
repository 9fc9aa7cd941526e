//! The priority list, and a clinician's word.

use battlebag_commands::views::{
    ComparePriority, ComparedRow, LowerPatient, PatientKey, PriorityAt, PriorityCompared, PriorityList,
    PriorityRow, RaisePatient, SecretText, TierWord,
};
use battlebag_commands::{ErrorView, counted, natural};

use super::census::key_of;
use super::systems::written;
use super::time;
use crate::args::{Priority, Tier, TierArg};
use crate::asked::{Asked, passphrase};
use crate::outcome::Outcome;

pub fn priority(asked: &Asked, command: &Priority) -> Result<Outcome, ErrorView> {
    if let Some(with) = &command.compare_with {
        return compare(asked, command, with);
    }
    let request = PriorityAt {
        ward: command.ward.clone().unwrap_or_default(),
        at: command.at.clone(),
        known: command.known.clone().unwrap_or_default(),
        hindsight: command.hindsight,
    };
    let list: PriorityList = asked.ask("priority", &request)?;
    let words = || {
        if list.locked {
            roll_call(&list)
        } else {
            ranked(&list)
        }
    };
    if command.whole {
        asked.say(&list, words)?;
    } else {
        asked.say(&list.rows, words)?;
    }
    let look = list.locked.then(|| {
        format!(
            "The census of {} is more than 12 h old. Nobody knows who lies where: rebuild it at the bedside.",
            time(&list.census_at)
        )
    });
    Ok(Outcome {
        look: look.into_iter().chain(list.doubts.iter().cloned()).collect(),
    })
}

/// The places of the five groups, in the order of the list.
fn group(tier: TierWord, affected: bool) -> usize {
    match (tier, affected) {
        (TierWord::P1, _) => 0,
        (TierWord::P2, _) => 1,
        (TierWord::P3, _) => 2,
        (TierWord::P4, true) => 3,
        (TierWord::P4, false) => 4,
    }
}

fn ranked(list: &PriorityList) -> Vec<String> {
    let mut lines = Vec::new();
    let mut counts = [0_usize; 5];
    for r in &list.rows {
        let place = group(r.tier, r.affected);
        if let Some(n) = counts.get_mut(place) {
            *n += 1;
        }
        if place >= 3 {
            continue;
        }
        let tier = format!("{:?}", r.tier);
        lines.push(format!("{tier} {:>3}. {} {}", r.rank, lies(r), r.name));
        lines.push(format!("        {}", r.reason));
        lines.push(format!("        Do: {}", r.act));
    }
    let [p1, p2, p3, p4, none] = counts;
    lines.push(format!(
        "P1 {p1} · P2 {p2} · P3 {p3} · P4 {p4} · not affected {none} · {} in all, ranked {}",
        list.rows.len(),
        time(&list.at)
    ));
    lines.push(
        "P4 and not affected are not shown here: normal clinical urgency still applies to everybody."
            .to_owned(),
    );
    lines.push(match list.approved_by.as_str() {
        "" => "A prompt for a senior clinician. Clinical content not locally approved.".to_owned(),
        who => format!("A prompt for a senior clinician. Clinical content approved by {who}."),
    });
    lines.push(made_from(list));
    lines
}

/// "AMU Bay A 01": beds are numbered anew in each bay.
fn lies(row: &PriorityRow) -> String {
    let parts = [row.ward.as_str(), row.bay.as_str(), row.bed.as_str()];
    let known: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    known.join(" ")
}

/// What the list was made from, so that it can be made again and told from every other.
fn made_from(list: &PriorityList) -> String {
    let short = |hash: &str| hash.get(..8).unwrap_or(hash).to_owned();
    format!(
        "Census {} · bag {} ({}) · rules {} · {}, known to {}",
        short(&list.census),
        list.bag_version,
        short(&list.bag),
        short(&list.method),
        counted(list.entries, "entry", "entries"),
        list.known
    )
}

/// A census too old to rank by gives a roll-call by ward and bed, with nobody above anybody.
fn roll_call(list: &PriorityList) -> Vec<String> {
    let mut rows: Vec<_> = list.rows.iter().collect();
    rows.sort_by(|a, b| natural(&lies(a), &lies(b)));
    let mut lines = vec![format!(
        "Locked: rebuild at the bedside. Who the census of {} says was here; not a ranking.",
        time(&list.census_at)
    )];
    lines.extend(rows.iter().map(|r| format!("[ ] {} {}", lies(r), r.name)));
    lines.push(format!(
        "{} to find. Ask each who they are, score, rank by hand.",
        rows.len()
    ));
    lines
}

fn compare(asked: &Asked, command: &Priority, with: &str) -> Result<Outcome, ErrorView> {
    let request = ComparePriority {
        ward: command.ward.clone().unwrap_or_default(),
        with: with.to_owned(),
        at: command.at.clone(),
    };
    let c: PriorityCompared = asked.ask("priority_compare", &request)?;
    asked.say(&c, || {
        let mut lines = vec![format!("{} against {}", time(&c.at), time(&c.with))];
        lines.extend(Some(c.instead.clone()).filter(|why| !why.is_empty()));
        lines.extend(c.all.iter().cloned());
        lines.extend(c.systems.iter().map(|s| s.text.clone()));
        for row in &c.rows {
            lines.push(format!("{:<9} {} {} {}", moved(row), row.ward, row.bed, row.name));
            lines.extend(row.why.iter().map(|why| format!("          {why}")));
        }
        lines.push(format!(
            "Now {} = rose {} + fell {} + new {} + same tier, something else {} + as before {}",
            c.now, c.rose, c.fell, c.new, c.same_tier, c.as_before
        ));
        lines.push(format!(
            "Then {} = rose {} + fell {} + gone {} + same tier, something else {} + as before {}",
            c.then, c.rose, c.fell, c.gone, c.same_tier, c.as_before
        ));
        lines
    })?;
    Ok(Outcome::done())
}

/// "P2 → P1", "new P1", "P3, gone".
fn moved(row: &ComparedRow) -> String {
    let word = |tier: Option<TierWord>, affected: bool| match tier {
        Some(TierWord::P4) if !affected => "none".to_owned(),
        Some(tier) => format!("{tier:?}"),
        None => String::new(),
    };
    let then = word(row.tier_then, row.affected_then);
    let now = word(row.tier_now, row.affected_now);
    match (then.is_empty(), now.is_empty()) {
        (true, _) => format!("new {now}"),
        (_, true) => format!("{then}, gone"),
        _ if then == now => now,
        _ => format!("{then} → {now}"),
    }
}

fn tier_word(tier: TierArg) -> TierWord {
    match tier {
        TierArg::P1 => TierWord::P1,
        TierArg::P2 => TierWord::P2,
        TierArg::P3 => TierWord::P3,
        TierArg::P4 => TierWord::P4,
    }
}

pub fn tier(asked: &Asked, command: Tier, break_glass: String) -> Result<Outcome, ErrorView> {
    match command {
        Tier::Confirm { patient } => written(
            asked,
            "priority_confirm",
            &PatientKey {
                id: key_of(asked, &patient)?,
            },
        ),
        Tier::Release { patient } => written(
            asked,
            "priority_release",
            &PatientKey {
                id: key_of(asked, &patient)?,
            },
        ),
        Tier::Raise { patient, to, reason } => {
            let id = key_of(asked, &patient)?;
            written(
                asked,
                "priority_raise",
                &RaisePatient {
                    id,
                    to: tier_word(to),
                    reason,
                },
            )
        }
        Tier::Lower {
            patient,
            to,
            reason,
            second_person,
            second_passphrase_file,
        } => {
            let id = key_of(asked, &patient)?;
            written(
                asked,
                "priority_lower",
                &LowerPatient {
                    id,
                    to: tier_word(to),
                    reason,
                    second_person,
                    second_passphrase: match second_passphrase_file {
                        Some(file) => passphrase(Some(&file), "")?,
                        None => SecretText::default(),
                    },
                    break_glass,
                },
            )
        }
    }
}
