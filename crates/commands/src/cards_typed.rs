//! A card that was worked on paper, typed in afterwards: all its lines at once, each with the time that was written.

use battlebag_incident::rules::{StepSaid, occurred, step};
use battlebag_incident::{Body, StepStatus};
use chrono::{DateTime, Days, NaiveTime, TimeZone as _, Utc};

use crate::cards::find_card;
use crate::session::required;
use crate::station::Station;
use crate::times::{Clock, parse};
use crate::views::{TypeCard, TypedFault, TypedIn, TypedStep};
use crate::{ErrorKind, ErrorView};

/// The time that paper says: "02:41", "0241" or "2.41", the last time a clock here showed it; or a whole time.
fn written_time(text: &str, clock: Clock, now: DateTime<Utc>) -> Result<DateTime<Utc>, ErrorView> {
    let text = text.trim();
    if text.contains('T') {
        return parse(text, "The time");
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let time = (plain && (3..=4).contains(&digits.len()))
        .then(|| digits.split_at_checked(digits.len() - 2))
        .flatten()
        .and_then(|(h, m)| NaiveTime::from_hms_opt(h.parse().ok()?, m.parse().ok()?, 0));
    let Some(time) = time else {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("{text} is no time."),
            "Write it as 02:41.",
        ));
    };
    let today = clock.date(now);
    let on = |day: chrono::NaiveDate| clock.zone().from_local_datetime(&day.and_time(time)).earliest();
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let last = [today, yesterday]
        .into_iter()
        .filter_map(on)
        .map(|at| at.with_timezone(&Utc))
        .find(|at| *at <= now);
    last.ok_or_else(|| {
        ErrorView::new(
            ErrorKind::BadInput,
            format!("No clock here showed {text} in the last day."),
            "Write the whole time, as in 2026-11-14T02:41:00Z.",
        )
    })
}

/// Everything at once or nothing: while one line cannot be taken, none is.
pub fn type_in(station: &Station, request: TypeCard) -> Result<TypedIn, ErrorView> {
    let held_by = required(&request.held_by, "who held the card")?;
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let heading = find_card(&open.bag, &request.card)?.heading();
        let clock = open.clock;
        let line = |typed: &TypedStep| -> Result<(DateTime<Utc>, Body), ErrorView> {
            let status: StepStatus = typed.status.into();
            let at = match typed.at.trim() {
                "" => {
                    return Err(ErrorView::new(
                        ErrorKind::BadInput,
                        "The time is missing.",
                        "Write the one on the paper, as 02:41; or leave the step out.",
                    ));
                }
                at => occurred(Some(written_time(at, clock, now)?), now)?,
            };
            let by = match typed.by.trim() {
                "" => held_by.as_str(),
                by => by,
            };
            let said = StepSaid {
                card: request.card.trim(),
                step: typed.step,
                status,
                remark: &typed.remark,
                second_person: &typed.second_person,
                done_by: by,
            };
            Ok((at, step(&open.bag, &said)?))
        };
        let (mut lines, mut faults) = (Vec::new(), Vec::new());
        for typed in &request.steps {
            match line(typed) {
                Ok(taken) => lines.push(taken),
                Err(error) => faults.push(TypedFault {
                    step: typed.step,
                    what: format!("{} {}", error.what, error.next).trim_end().to_owned(),
                }),
            }
        }
        if lines.is_empty() && faults.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                "No step was typed.",
                "Tick those that the paper says something of.",
            ));
        }
        if !faults.is_empty() {
            return Ok(TypedIn {
                number: 0,
                said: format!("Nothing was written yet: {} to mend", faults.len()),
                faults,
            });
        }
        // In the order in which it happened, as the log would have had it.
        lines.sort_by_key(|(at, _)| *at);
        let id = open.incident()?.id;
        let timed: Vec<(DateTime<Utc>, &Body)> = lines.iter().map(|(at, body)| (*at, body)).collect();
        let number = station.record_timed(open, id, (&timed, None), &[])?;
        Ok(TypedIn {
            number,
            said: format!("{heading}: {} steps typed in from paper", lines.len()),
            faults: Vec::new(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_time_is_the_last_that_a_clock_showed() {
        let clock = Clock::new("Europe/London").unwrap();
        let now: DateTime<Utc> = "2026-11-14T02:14:00Z".parse().unwrap();
        let at = |text: &str| {
            written_time(text, clock, now)
                .map(|at| clock.rfc3339(at))
                .map_err(|e| e.what)
        };
        assert_eq!(at("02:10").unwrap(), "2026-11-14T02:10:00Z");
        assert_eq!(at("2350").unwrap(), "2026-11-13T23:50:00Z");
        assert_eq!(at("2.14").unwrap(), "2026-11-14T02:14:00Z");
        assert_eq!(at("02:15").unwrap(), "2026-11-13T02:15:00Z");
        assert_eq!(at("25:00").unwrap_err(), "25:00 is no time.");
        assert_eq!(at("about 2").unwrap_err(), "about 2 is no time.");
    }
}
