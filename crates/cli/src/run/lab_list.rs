//! The laboratory's list for the night.

use battlebag_commands::views::{
    LabBasisWord, LabListView, LabStandWord, LabTestRow, LabWordRow, Nothing, SayLabList, WithdrawLabList,
};
use battlebag_commands::{ErrorKind, ErrorView};

use super::desk::elsewhere;
use super::systems::written;
use super::time;
use crate::args_lab_list::LabListCommand;
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: LabListCommand) -> Result<Outcome, ErrorView> {
    match command {
        LabListCommand::Show(to) => match elsewhere(asked, "lab_list", &to)? {
            Some(done) => Ok(done),
            None => show(asked),
        },
        LabListCommand::Say {
            tests,
            said_by,
            way,
            good_for,
            until,
            at,
        } => {
            let tests = tests.iter().map(|words| test(words)).collect::<Result<_, _>>()?;
            let request = SayLabList {
                tests,
                said_by,
                way,
                good_for,
                until,
                occurred_at: at,
            };
            written(asked, "lab_list_say", &request)
        }
        LabListCommand::Withdraw { said_by, because, at } => {
            let request = WithdrawLabList {
                said_by,
                because,
                occurred_at: at,
            };
            written(asked, "lab_list_withdraw", &request)
        }
    }
}

/// "Blood gas|gas syringe|life-or-death".
fn test(words: &str) -> Result<LabTestRow, ErrorView> {
    let mut parts = words.split('|').map(str::trim);
    let (test, tube, basis) = (parts.next(), parts.next(), parts.next());
    let basis = match basis
        .unwrap_or_default()
        .to_lowercase()
        .replace(' ', "-")
        .as_str()
    {
        "" => Some(LabBasisWord::Any),
        "urgent" => Some(LabBasisWord::Urgent),
        "life-or-death" => Some(LabBasisWord::LifeOrDeath),
        _ => None,
    };
    match (basis, parts.next()) {
        (Some(basis), None) => Ok(LabTestRow {
            test: test.unwrap_or_default().to_owned(),
            tube: tube.unwrap_or_default().to_owned(),
            basis,
        }),
        _ => Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("\"{words}\" is not a test with its tube."),
            "Write it as \"Blood gas|gas syringe|life-or-death\"; the last word is urgent, life-or-death or left out.",
        )),
    }
}

fn stands(row: &LabWordRow) -> String {
    match row.stands {
        LabStandWord::Nothing => String::new(),
        LabStandWord::Withdrawn => format!("WITHDRAWN: {}", row.because),
        LabStandWord::Erased => "its words were erased".to_owned(),
        LabStandWord::Over => "ITS TIME IS OVER: not printed".to_owned(),
        LabStandWord::Old => format!("{} h OLD: not printed", row.age_min / 60),
        LabStandWord::Aged => format!("{} h old: printed with its age", row.age_min / 60),
        LabStandWord::ClockWrong => "said at a time to come: a clock is wrong".to_owned(),
        LabStandWord::Fresh => "printed on every laboratory request".to_owned(),
    }
}

fn lines(row: &LabWordRow) -> Vec<String> {
    let way = if row.way.is_empty() {
        "way not said"
    } else {
        &row.way
    };
    let mut lines = vec![format!(
        "{:<5} {} by {} ({way}), written down by {}: {}",
        row.message,
        time(&row.at),
        row.said_by,
        row.written_by,
        stands(row)
    )];
    if !row.good_for.is_empty() {
        lines.push(format!("      only for: {}", row.good_for));
    }
    lines.extend(
        row.until
            .as_deref()
            .map(|at| format!("      good until {}", time(at))),
    );
    lines.extend(
        row.corrected
            .iter()
            .map(|words| format!("      corrected: {words}")),
    );
    lines
}

fn test_line(test: &LabTestRow) -> String {
    let basis = match test.basis {
        LabBasisWord::Any => "",
        LabBasisWord::Urgent => "urgent only",
        LabBasisWord::LifeOrDeath => "life or death only",
    };
    format!("      {:<34} {:<28} {basis}", test.test, test.tube)
        .trim_end()
        .to_owned()
}

fn show(asked: &Asked) -> Result<Outcome, ErrorView> {
    let view: LabListView = asked.ask("lab_list", &Nothing {})?;
    asked.say(&view, || {
        let Some(now) = &view.now else {
            return vec![
                "The laboratory has not said what it can do: requests are printed with empty boxes."
                    .to_owned(),
            ];
        };
        let mut said = lines(now);
        said.extend(now.tests.iter().map(test_line));
        for other in &view.against {
            said.push("Another station says otherwise:".to_owned());
            said.extend(lines(other));
            said.extend(other.tests.iter().map(test_line));
        }
        said
    })?;
    let old = view
        .now
        .as_ref()
        .filter(|row| matches!(row.stands, LabStandWord::Over | LabStandWord::Old));
    let mut look: Vec<String> = old
        .map(|row| {
            format!(
                "the laboratory’s list of {} is not printed any more",
                time(&row.at)
            )
        })
        .into_iter()
        .collect();
    look.extend(
        view.against
            .iter()
            .map(|row| format!("message {} says otherwise", row.message)),
    );
    Ok(Outcome { look })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_read_with_its_tube_and_for_whom() {
        let read = |words: &str| test(words).map(|t| (t.test, t.tube, t.basis));
        let want = |name: &str, tube: &str, basis| Ok((name.to_owned(), tube.to_owned(), basis));
        assert_eq!(read("Glucose"), want("Glucose", "", LabBasisWord::Any));
        assert_eq!(
            read(" Full blood count | EDTA"),
            want("Full blood count", "EDTA", LabBasisWord::Any)
        );
        let gas = want("Blood gas", "gas syringe", LabBasisWord::LifeOrDeath);
        assert_eq!(read("Blood gas|gas syringe|life or death"), gas);
        assert_eq!(
            read("Troponin||Urgent"),
            want("Troponin", "", LabBasisWord::Urgent)
        );
        for wrong in ["Glucose|fluoride|always", "a|b|urgent|d"] {
            assert!(read(wrong).unwrap_err().next.contains("life-or-death"), "{wrong}");
        }
    }

    #[test]
    fn the_list_is_shown_with_its_age_and_doubt() {
        let row = LabWordRow {
            key: "a:12".into(),
            message: "12".into(),
            at: "2026-11-14T02:55:00Z".into(),
            age_min: 310,
            stands: LabStandWord::Aged,
            tests: vec![LabTestRow {
                test: "Blood gas".into(),
                tube: "gas syringe".into(),
                basis: LabBasisWord::LifeOrDeath,
            }],
            said_by: "Ada Nwosu".into(),
            written_by: "Robin".into(),
            way: String::new(),
            good_for: "ED only".into(),
            until: Some("2026-11-14T08:00:00Z".into()),
            because: String::new(),
            corrected: vec!["not after 06:00 (message 14)".into()],
        };
        let mut shown = lines(&row);
        shown.extend(row.tests.iter().map(test_line));
        let at = |rfc3339: &str| time(rfc3339);
        assert_eq!(
            shown,
            [
                format!(
                    "12    {} by Ada Nwosu (way not said), written down by Robin: 5 h old: printed with its age",
                    at("2026-11-14T02:55:00Z")
                ),
                "      only for: ED only".to_owned(),
                format!("      good until {}", at("2026-11-14T08:00:00Z")),
                "      corrected: not after 06:00 (message 14)".to_owned(),
                "      Blood gas                          gas syringe                  life or death only"
                    .to_owned(),
            ]
        );
    }
}
