//! Who is in the hospital.

use battlebag_commands::views::{
    CensusPatient, CensusPatients, CensusReport, ImportCensus, JobView, ListPatients, Nothing, PatientKey,
    SnapshotsView,
};
use battlebag_commands::{ErrorKind, ErrorView};

use super::time;
use crate::args::{Census, Format};
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: Census, glass: &str) -> Result<Outcome, ErrorView> {
    match command {
        Census::Import {
            paths,
            format,
            as_of,
            dry_run,
        } => {
            let format = match format {
                Format::Auto => "auto",
                Format::Fhir => "fhir",
                Format::Csv => "csv",
                Format::Hl7v2 => "hl7v2",
                Format::Xlsx => "xlsx",
            };
            let paths = paths.iter().map(|p| p.display().to_string()).collect();
            let job: JobView = asked.ask(
                "census_import",
                &ImportCensus {
                    paths,
                    as_of,
                    format: format.to_owned(),
                    dry_run,
                },
            )?;
            report(asked, &asked.wait(&job)?)
        }
        Census::List { ward } => list(asked, ward),
        Census::Show { patient } => show(asked, &patient),
        Census::Snapshots => snapshots(asked),
        Census::ByHand(command) => super::by_hand::run(asked, *command, glass),
        Census::Live(command) => super::intake::live(asked, *command, glass),
    }
}

/// Says what was read; exit 3 when records were rejected or something needs a look.
pub fn report(asked: &Asked, job: &JobView) -> Result<Outcome, ErrorView> {
    let Some(report) = &job.report else {
        return Err(ErrorView::new(
            ErrorKind::Broken,
            "The census was not read.",
            "Try again.",
        ));
    };
    asked.say(report, || {
        let kept = if report.dry_run {
            "Dry run: nothing was kept.".to_owned()
        } else {
            format!("Snapshot {}", report.snapshot)
        };
        vec![report.said.clone(), kept]
    })?;
    Ok(Outcome { look: look(report) })
}

fn look(report: &CensusReport) -> Vec<String> {
    let line = |sort: &str, l: &battlebag_commands::views::CensusLine| {
        format!("{sort}{} {}: {}", l.file, l.at, l.reason)
    };
    let rejected = report.rejected.iter().map(|l| line("rejected, ", l));
    rejected
        .chain(report.warnings.iter().map(|l| line("", l)))
        .collect()
}

fn everybody(asked: &Asked, ward: Option<String>) -> Result<CensusPatients, ErrorView> {
    asked.ask(
        "census_list",
        &ListPatients {
            ward: ward.unwrap_or_default(),
            ..ListPatients::default()
        },
    )
}

fn list(asked: &Asked, ward: Option<String>) -> Result<Outcome, ErrorView> {
    let census = everybody(asked, ward)?;
    asked.say(&census.rows, || {
        let mut lines: Vec<String> = census
            .rows
            .iter()
            .map(|p| {
                let bed = p.bed.as_deref().unwrap_or("?");
                let nhs = p.nhs_number.as_deref().unwrap_or("NHS number not known");
                format!(
                    "{} {bed:<8} {:<40} {nhs}  allergies {}",
                    p.ward,
                    p.name,
                    p.allergies.state.replace('_', " ")
                )
            })
            .collect();
        lines.push(format!(
            "{} in-patients at {}",
            census.rows.len(),
            time(&census.as_of)
        ));
        lines
    })?;
    Ok(Outcome::done())
}

/// The key of a patient named by key, NHS number or hospital number.
pub fn key_of(asked: &Asked, named: &str) -> Result<String, ErrorView> {
    Ok(find(asked, named)?.patient)
}

/// A patient named by key, NHS number or hospital number.
fn find(asked: &Asked, named: &str) -> Result<CensusPatient, ErrorView> {
    let wanted = named.trim();
    let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
    let is = |p: &CensusPatient| {
        p.patient == wanted
            || p.local_id.as_deref() == Some(wanted)
            || (digits.len() == 10 && p.nhs_number.as_deref() == Some(digits.as_str()))
    };
    let census = everybody(asked, None)?;
    let found: Vec<&CensusPatient> = census.rows.iter().filter(|p| is(p)).collect();
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(ErrorView::new(
            ErrorKind::NotFound,
            format!("Nobody in the census of {} is {wanted}.", time(&census.as_of)),
            "Give the patient key, the NHS number or the hospital number: battlebag census list.",
        )),
        many => Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("{} people have the number {wanted}.", many.len()),
            "Give the patient key instead: battlebag census list --json.",
        )),
    }
}

fn show(asked: &Asked, named: &str) -> Result<Outcome, ErrorView> {
    let found = find(asked, named)?;
    let patient: CensusPatient = asked.ask("census_show", &PatientKey { id: found.patient })?;
    asked.say(&patient, || {
        let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "not known".to_owned());
        let mut lines = vec![
            patient.name.clone(),
            format!("{} {}", patient.ward, or(&patient.bed)),
            format!(
                "Born {} · {} · NHS number {}",
                or(&patient.dob),
                or(&patient.sex),
                or(&patient.nhs_number)
            ),
            format!(
                "Allergies: {} {}",
                patient.allergies.state.replace('_', " "),
                patient.allergies.items.join("; ")
            ),
        ];
        lines.extend(patient.conditions.iter().map(|c| format!("Condition: {c}")));
        lines.extend(patient.medications.iter().map(|m| format!("Medicine: {m}")));
        lines.extend(patient.devices.iter().map(|d| format!("Device: {d}")));
        lines.extend(super::profiles::lines(&patient));
        if !patient.allergies.conflict.is_empty() {
            lines.push(format!("ALLERGY CONFLICT: {}", patient.allergies.conflict));
        }
        lines.extend(patient.sources.iter().map(|s| format!("From {s}")));
        lines.extend(
            patient
                .claims
                .iter()
                .map(|c| format!("{}: {} ({})", c.field.replace('_', " "), c.value, c.from)),
        );
        lines
    })?;
    Ok(Outcome::done())
}

fn snapshots(asked: &Asked) -> Result<Outcome, ErrorView> {
    let kept: SnapshotsView = asked.ask("census_snapshots", &Nothing {})?;
    asked.say(&kept.rows, || {
        kept.rows
            .iter()
            .map(|s| {
                format!(
                    "{} {}{}",
                    time(&s.as_of),
                    s.snapshot,
                    if s.in_use { " in use" } else { "" }
                )
            })
            .collect()
    })?;
    Ok(Outcome::done())
}
