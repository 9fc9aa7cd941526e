//! The priority list, and a clinician's word.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    LowerPatient, PatientKey, PriorityAt, PriorityList, RaisePatient, SecretText, TierWord,
};

use super::census::key_of;
use super::systems::written;
use super::time;
use crate::args::{Priority, Tier, TierArg};
use crate::asked::{Asked, passphrase};
use crate::outcome::Outcome;

pub fn priority(asked: &Asked, command: &Priority) -> Result<Outcome, ErrorView> {
    let request = PriorityAt {
        ward: command.ward.clone().unwrap_or_default(),
        at: command.at.clone(),
    };
    let list: PriorityList = asked.ask("priority", &request)?;
    asked.say(&list.rows, || {
        let mut lines = Vec::new();
        let mut counts = [0_usize; 5];
        for r in &list.rows {
            let place = match (r.affected, r.tier) {
                (_, TierWord::P1) => 0,
                (_, TierWord::P2) => 1,
                (_, TierWord::P3) => 2,
                (true, TierWord::P4) => 3,
                (false, TierWord::P4) => 4,
            };
            if let Some(n) = counts.get_mut(place) {
                *n += 1;
            }
            if place >= 3 {
                continue;
            }
            let tier = format!("{:?}", r.tier);
            lines.push(format!("{tier} {:>3}. {} {} {}", r.rank, r.ward, r.bed, r.name));
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
        lines.push("A prompt for a senior clinician. Clinical content not locally approved.".to_owned());
        lines
    })?;
    Ok(Outcome::done())
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
