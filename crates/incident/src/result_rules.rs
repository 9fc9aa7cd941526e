//! The rules for what is said of results: taken down, read back, told, asked for, chased, closed.

use battlebag_bag::MOST_WAIT_MIN;
use chrono::{DateTime, Duration, Utc};

use crate::body::Body;
use crate::parts::EntryRef;
use crate::results::{Asked, AskedResult, Named, Phoned, PhonedResult, ResultSays};
use crate::rules::{Refusal, filled};
use crate::state::Incident;

fn patient(of: &Named) -> Result<Named, Refusal> {
    Ok(Named {
        patient: of.patient.trim().to_owned(),
        name: filled(&of.name, "the patient")?,
        second: of.second.trim().to_owned(),
    })
}

fn other_ear(listener: &str, first: &str) -> Result<String, Refusal> {
    let listener = listener.trim();
    if !listener.is_empty() && listener.to_lowercase() == first.trim().to_lowercase() {
        return Err(Refusal::NotSo {
            what: "The second listener is the one who took the result",
            instead: "Name another person who heard it, or leave it empty",
        });
    }
    Ok(listener.to_owned())
}

/// Takes a phoned result down. Without a read-back, a second identifier or a second listener it is kept and shown as such.
pub fn take(incident: &Incident, p: &Phoned, now: DateTime<Utc>) -> Result<Body, Refusal> {
    if p.sampled_at.is_some_and(|at| at > now + Duration::minutes(1)) {
        return Err(Refusal::NotSo {
            what: "The sample cannot have been taken later than now",
            instead: "Give the time it was taken, with its date, or leave it empty",
        });
    }
    if let Some(of) = &p.answers {
        waited_for(incident, of)?;
    }
    let taken_by = filled(&p.taken_by, "who took the result")?;
    Ok(Body::Result(ResultSays::Phoned(Box::new(Phoned {
        of_patient: patient(&p.of_patient)?,
        test: filled(&p.test, "the test")?,
        value: filled(&p.value, "the value")?,
        unit: p.unit.trim().to_owned(),
        range: p.range.trim().to_owned(),
        sampled_at: p.sampled_at,
        critical: p.critical,
        given_by: filled(&p.given_by, "who phoned")?,
        from: p.from.trim().to_owned(),
        read_back: p.read_back,
        second_listener: other_ear(&p.second_listener, &taken_by)?,
        taken_by,
        answers: p.answers.clone(),
    }))))
}

fn result<'i>(incident: &'i Incident, of: &EntryRef) -> Result<&'i PhonedResult, Refusal> {
    let found = incident.results.phoned.iter().find(|r| r.stamp.entry == *of);
    found.ok_or_else(|| Refusal::Unknown {
        what: "phoned result",
        id: format!("number {}", of.seq),
        look: "the list of results",
    })
}

fn waited_for<'i>(incident: &'i Incident, of: &EntryRef) -> Result<&'i AskedResult, Refusal> {
    let found = incident.results.asked.iter().find(|a| a.stamp.entry == *of);
    found.ok_or_else(|| Refusal::Unknown {
        what: "sample or request",
        id: format!("number {}", of.seq),
        look: "the list of what is waited for",
    })
}

fn still_waited_for<'i>(incident: &'i Incident, of: &EntryRef) -> Result<&'i AskedResult, Refusal> {
    let asked = waited_for(incident, of)?;
    if asked.ended.is_some() {
        return Err(Refusal::Already {
            what: "its result is in, or it was closed",
        });
    }
    Ok(asked)
}

/// Reads a result back that was not read back when it came.
pub fn read_back(
    incident: &Incident,
    of: &EntryRef,
    (by, to): (&str, &str),
    second_listener: &str,
) -> Result<Body, Refusal> {
    if result(incident, of)?.read_back.is_some() {
        return Err(Refusal::Already {
            what: "it was read back",
        });
    }
    let by = filled(by, "who read it back")?;
    Ok(Body::Result(ResultSays::ReadBack {
        of: of.clone(),
        to: filled(to, "to whom it was read back")?,
        second_listener: other_ear(second_listener, &by)?,
        by,
    }))
}

/// A named clinician knows of a result.
pub fn acknowledge(
    incident: &Incident,
    of: &EntryRef,
    clinician: &str,
    doing: &str,
) -> Result<Body, Refusal> {
    if result(incident, of)?.acknowledged.is_some() {
        return Err(Refusal::Already {
            what: "a clinician knows of it",
        });
    }
    Ok(Body::Result(ResultSays::Acknowledged {
        of: of.clone(),
        clinician: filled(clinician, "the clinician's name")?,
        doing: doing.trim().to_owned(),
    }))
}

fn wait(minutes: u32) -> Result<u32, Refusal> {
    if minutes == 0 || minutes > MOST_WAIT_MIN {
        return Err(Refusal::NotSo {
            what: "That is no time to wait for a result",
            instead: "Give minutes from 1 to 10080, which is a week",
        });
    }
    Ok(minutes)
}

/// A sample was sent or a request made.
pub fn ask(a: &Asked) -> Result<Body, Refusal> {
    Ok(Body::Result(ResultSays::Asked(Box::new(Asked {
        of_patient: patient(&a.of_patient)?,
        test: filled(&a.test, "the test")?,
        urgent: a.urgent,
        to: a.to.trim().to_owned(),
        tell: a.tell.trim().to_owned(),
        by: a.by.trim().to_owned(),
        expected_min: wait(a.expected_min)?,
    }))))
}

/// Somebody asked where a result is.
pub fn chase(
    incident: &Incident,
    of: &EntryRef,
    (whom, answer): (&str, &str),
    expected_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Body, Refusal> {
    still_waited_for(incident, of)?;
    if expected_at.is_some_and(|at| at < now) {
        return Err(Refusal::NotSo {
            what: "The time when it will be there is past",
            instead: "Give the time they said, with its date, or leave it empty",
        });
    }
    Ok(Body::Result(ResultSays::Chased {
        of: of.clone(),
        whom: filled(whom, "who was asked")?,
        answer: filled(answer, "what they said")?,
        expected_at,
    }))
}

/// The result came on paper, or none is needed any more.
pub fn close(incident: &Incident, of: &EntryRef, came: bool, because: &str) -> Result<Body, Refusal> {
    still_waited_for(incident, of)?;
    let field = if came {
        "where the result is"
    } else {
        "why no result is needed, and who says so"
    };
    Ok(Body::Result(ResultSays::Closed {
        of: of.clone(),
        came,
        because: filled(because, field)?,
    }))
}

/// The hospital sets in how many minutes a test's result is expected.
pub fn expect(test: &str, urgent_min: u32, routine_min: u32) -> Result<Body, Refusal> {
    Ok(Body::Result(ResultSays::Expected {
        test: filled(test, "the test")?,
        urgent_min: wait(urgent_min)?,
        routine_min: wait(routine_min)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runners::tests::{at, opened, stamp};

    fn named() -> Named {
        Named {
            patient: String::new(),
            name: "QUILL, Wanda".into(),
            second: "999 000 0026".into(),
        }
    }

    fn potassium() -> Phoned {
        Phoned {
            of_patient: named(),
            test: "Potassium".into(),
            value: "6.9".into(),
            unit: "mmol/L".into(),
            critical: true,
            given_by: "Ada, biochemistry".into(),
            taken_by: "Robin".into(),
            ..Phoned::default()
        }
    }

    fn asked(minutes: u32) -> Body {
        ask(&Asked {
            of_patient: named(),
            test: "Potassium".into(),
            expected_min: minutes,
            ..Asked::default()
        })
        .unwrap()
    }

    #[test]
    fn a_result_without_read_back_is_kept_and_read_back_later() {
        let mut incident = opened();
        incident.apply(&stamp(2, 1), &take(&incident, &potassium(), at(1)).unwrap());
        let of = stamp(2, 1).entry;
        assert_eq!(incident.results.phoned[0].read_back, None);
        assert!(incident.results.phoned[0].waits_for_a_clinician());
        let again = read_back(&incident, &of, ("Robin", "Ada"), " robin ").unwrap_err();
        insta::assert_snapshot!(again, @"The second listener is the one who took the result. Name another person who heard it, or leave it empty");
        incident.apply(
            &stamp(3, 2),
            &read_back(&incident, &of, ("Robin", "Ada"), "Sam").unwrap(),
        );
        assert!(read_back(&incident, &of, ("Robin", "Ada"), "").is_err());
        assert!(acknowledge(&incident, &of, " ", "").is_err());
        incident.apply(
            &stamp(4, 3),
            &acknowledge(&incident, &of, "Dr Okoro", "calcium, ECG").unwrap(),
        );
        assert!(!incident.results.phoned[0].waits_for_a_clinician());
        assert!(acknowledge(&incident, &of, "Dr Lund", "").is_err());
    }

    #[test]
    fn what_is_asked_is_open_until_its_result_is_in_and_a_chase_moves_its_time() {
        let mut incident = opened();
        incident.apply(&stamp(2, 0), &asked(60));
        let of = stamp(2, 0).entry;
        assert_eq!(incident.results.open().next().unwrap().due(), at(1));
        assert!(chase(&incident, &of, ("Ada", ""), None, at(2)).is_err());
        assert!(chase(&incident, &of, ("Ada", "on the bench"), Some(at(1)), at(2)).is_err());
        let chased = chase(&incident, &of, ("Ada", "on the bench"), Some(at(3)), at(2)).unwrap();
        incident.apply(&stamp(3, 2), &chased);
        assert_eq!(incident.results.open().next().unwrap().due(), at(3));
        let phoned = Phoned {
            answers: Some(of.clone()),
            ..potassium()
        };
        incident.apply(&stamp(4, 3), &take(&incident, &phoned, at(3)).unwrap());
        assert_eq!(incident.results.open().count(), 0);
        assert!(close(&incident, &of, true, "in the notes").is_err());
    }

    #[test]
    fn closing_says_where_the_result_is_or_why_none_is_needed() {
        let mut incident = opened();
        incident.apply(&stamp(2, 0), &asked(60));
        let of = stamp(2, 0).entry;
        insta::assert_snapshot!(close(&incident, &of, false, "").unwrap_err(), @"why no result is needed, and who says so is empty. Write it, then try again");
        incident.apply(
            &stamp(3, 1),
            &close(&incident, &of, false, "Died, Dr Okoro").unwrap(),
        );
        assert_eq!(incident.results.open().count(), 0);
    }

    #[test]
    fn a_word_reads_back_as_it_was_written() {
        let incident = opened();
        for body in [
            take(&incident, &potassium(), at(1)).unwrap(),
            asked(60),
            expect("Potassium", 60, 240).unwrap(),
        ] {
            let bytes = body.to_bytes().unwrap();
            assert_eq!(Body::from_bytes("result", &bytes).unwrap(), body);
        }
        assert!(expect("Potassium", 0, 240).is_err());
    }
}
