//! What patients depend on: the report by ward, why, and a person's word on it.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    CensusPatient, DoubtView, NeedsOf, NeedsRow, NeedsView, Nothing, ProfileChoices, ProfileView, SayProfile,
    WardNeeds,
};

use super::census::key_of;
use super::systems::written;
use super::time;
use crate::args_census::{OfProfile, ProfileCommand};
use crate::asked::Asked;
use crate::outcome::Outcome;

fn say(asked: &Asked, of: OfProfile, glass: &str) -> Result<SayProfile, ErrorView> {
    Ok(SayProfile {
        patient: key_of(asked, &of.patient)?,
        profile: of.code,
        reason: of.reason,
        break_glass: glass.to_owned(),
        ..SayProfile::default()
    })
}

pub fn run(asked: &Asked, command: ProfileCommand, glass: &str) -> Result<Outcome, ErrorView> {
    match command {
        ProfileCommand::List => choices(asked),
        ProfileCommand::Add { of } => written(asked, "profile_add", &say(asked, of, glass)?),
        ProfileCommand::Restore { of } => written(asked, "profile_restore", &say(asked, of, glass)?),
        ProfileCommand::Remove {
            of,
            instead,
            second_person,
        } => {
            let request = SayProfile {
                instead,
                second_person,
                ..say(asked, of, glass)?
            };
            written(asked, "profile_remove", &request)
        }
    }
}

fn choices(asked: &Asked) -> Result<Outcome, ErrorView> {
    let choices: ProfileChoices = asked.ask("profile_choices", &Nothing {})?;
    asked.say(&choices.rows, || {
        choices
            .rows
            .iter()
            .map(|row| format!("{:<22} {}", row.code, row.name))
            .collect()
    })?;
    Ok(Outcome::done())
}

fn ward(needs: &WardNeeds, name: &str) -> String {
    format!(
        "{name:<28} {:>11} {:>9} {:>9} {:>13} {:>13}",
        needs.in_patients, needs.profiled, needs.ordinary, needs.not_profiled, needs.needs_look
    )
}

fn doubt(doubt: &DoubtView) -> String {
    let profile = match doubt.profile.as_str() {
        "" => String::new(),
        name => format!(" ({name})"),
    };
    format!(
        "{}: {}: {}{profile}",
        doubt.about.place, doubt.about.fact, doubt.words
    )
}

fn said(profile: &ProfileView) -> String {
    let reason = match profile.reason.as_str() {
        "" => String::new(),
        reason => format!(": {reason}"),
    };
    let by = format!("by {}, {}{reason}", profile.by, time(&profile.at));
    match profile.how.as_str() {
        "removed" => format!("Taken away: {}, {by}", profile.name),
        "lapsed" => format!(
            "Holds no longer, something new is on record: {}, {by}",
            profile.name
        ),
        "open_again" => format!(
            "Depends: {} ({}). Taken away {by}; the record has said something new since: look again",
            profile.name,
            profile.because.join("; ")
        ),
        _ => format!("Depends: {} ({})", profile.name, profile.because.join("; ")),
    }
}

/// What a patient depends on, for one who reads.
pub fn lines(patient: &CensusPatient) -> Vec<String> {
    let profiles = patient.profiles.iter().chain(&patient.profiles_set_aside);
    profiles
        .map(said)
        .chain(
            patient
                .doubts
                .iter()
                .map(|d| format!("Needs a look: {}", doubt(d))),
        )
        .collect()
}

pub fn needs(asked: &Asked, of: String) -> Result<Outcome, ErrorView> {
    let view: NeedsView = asked.ask("census_needs", &NeedsOf { ward: of })?;
    asked.say(&view, || {
        let mut lines = vec![format!(
            "{:<28} {:>11} {:>9} {:>9} {:>13} {:>13}",
            "Ward", "in-patients", "profiled", "ordinary", "not profiled", "needs a look"
        )];
        let name = |ward: &WardNeeds| match ward.ward.as_str() {
            "" => "ward not known".to_owned(),
            name => name.to_owned(),
        };
        lines.extend(view.wards.iter().map(|w| ward(w, &name(w))));
        lines.push(ward(&view.total, "All"));
        let look = view.rows.iter().filter(|row| needs_somebody(row));
        lines.extend(look.map(|row| {
            let doubts: Vec<String> = row.doubts.iter().map(doubt).collect();
            let state = match row.state.as_str() {
                "not_profiled" => "not profiled",
                "ordinary" => "ordinary care",
                _ => "profiled",
            };
            format!("{} · {state} · {}", row.who, doubts.join(" · "))
        }));
        lines
    })?;
    Ok(Outcome::done())
}

fn needs_somebody(row: &NeedsRow) -> bool {
    row.state == "not_profiled" || !row.doubts.is_empty()
}
