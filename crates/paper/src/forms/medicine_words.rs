//! What a quotation says under a medicine's name: dose or rate, route, how often, last dose. An infusion is told by its rate,
//! because an amount alone reads as one dose.

use battlebag_census::{Amount, Infusion, Medicine};
use chrono::{DateTime, Datelike, Utc};

use crate::context::PrintContext;
use crate::text::Span;
use crate::words::{in_full, plain_number, unit_in_full};

/// The words in order; where the source disagrees with itself, in bold.
pub(super) fn detail(ctx: &PrintContext, m: &Medicine) -> Vec<Span> {
    let mut spans = match &m.infusion {
        Some(i) => infusion(ctx, m, i),
        None => vec![Span::plain(dosed(ctx, m))],
    };
    let day = |at| ctx.local(at).format("%d-%b-%Y").to_string();
    // A rewritten chart keeps the first start date.
    let started = m.started_at.map(|at| format!(". Started {}", day(at)));
    let review = m
        .stop_or_review_at
        .map(|at| format!(". Stop or review {}", day(at)));
    for words in [started, review].into_iter().flatten() {
        spans.push(Span::plain(words));
    }
    if let Some(doubt) = m.disagreement.as_deref() {
        spans.push(Span::plain(". "));
        spans.push(Span::bold(format!("SOURCE DISAGREES: {}", in_full(doubt))));
    }
    spans
}

fn dosed(ctx: &PrintContext, m: &Medicine) -> String {
    let dose = match m.dose.as_ref().map(|d| (d.value.trim(), d.unit.trim())) {
        None | Some(("", _)) => "DOSE NOT KNOWN,".to_string(),
        Some((value, "")) => format!("{} UNIT NOT KNOWN,", plain_number(value)),
        Some((value, unit)) => format!("{} {}", plain_number(value), unit_in_full(unit)),
    };
    let often = often(m).unwrap_or_else(|| "how often not known".to_string());
    let last = m
        .last_given_at
        .map_or_else(|| "Last dose not known".to_string(), |at| last(ctx, at));
    format!("{dose} {}{}, {often}. {last}", route(m), what_for(m))
}

/// "Last 14-Nov 22:00", with the year when it is another one.
fn last(ctx: &PrintContext, at: DateTime<Utc>) -> String {
    let this_year = ctx.local(at).year() == ctx.local(ctx.printed_at).year();
    let when = if this_year {
        ctx.day_time(at)
    } else {
        ctx.date_time(at)
    };
    format!("Last {}", when.replace(' ', "\u{A0}"))
}

fn route(m: &Medicine) -> String {
    words(m.route.as_deref()).unwrap_or_else(|| "route not known".to_string())
}

fn what_for(m: &Medicine) -> String {
    words(m.indication.as_deref()).map_or_else(String::new, |i| format!(" for {i}"))
}

/// A source's words, when there are any.
fn words(text: Option<&str>) -> Option<String> {
    text.map(in_full).filter(|t| !t.is_empty())
}

/// How often and at what times, both as the source has them; none when it says neither.
fn often(m: &Medicine) -> Option<String> {
    let frequency = words(m.frequency.as_deref());
    let times = (!m.due_times.is_empty()).then(|| format!("at {}", m.due_times.join(", ")));
    let regular = match (frequency, times) {
        (Some(f), Some(t)) => Some(format!("{f}, {t}")),
        (f, t) => f.or(t),
    };
    if !m.as_required {
        return regular;
    }
    let said = |f: &String| {
        let only = f.trim_end_matches('.').to_lowercase();
        !matches!(only.as_str(), "prn" | "p.r.n" | "as required" | "when required")
    };
    let least = regular
        .filter(said)
        .unwrap_or_else(|| "least time between not known".to_string());
    let most = words(m.max_24h.as_deref()).map_or_else(
        || "most in 24 h not known".to_string(),
        |max| format!("most in 24 h: {max}"),
    );
    Some(format!("AS REQUIRED, {least}, {most}"))
}

fn amount(a: &Amount) -> Option<String> {
    match (a.value.trim(), a.unit.trim()) {
        ("", _) => None,
        (value, "") => Some(format!("{} UNIT NOT KNOWN", plain_number(value))),
        (value, unit) => Some(format!("{} {}", plain_number(value), unit_in_full(unit))),
    }
}

/// The rate as it was when it was copied; it may be another one at the pump by now.
fn infusion(ctx: &PrintContext, m: &Medicine, i: &Infusion) -> Vec<Span> {
    let in_bag = i.amount.as_ref().and_then(amount);
    let of = in_bag.as_ref().map_or_else(String::new, |a| format!(" of {a}"));
    let volume = words(i.volume_ml.as_deref()).map(|v| format!("{} mL", plain_number(&v)));
    let made_up = match (volume, words(i.diluent.as_deref())) {
        (None, None) => String::new(),
        (volume, diluent) => {
            let parts: Vec<String> = [volume, diluent].into_iter().flatten().collect();
            format!(" in {}", parts.join(" "))
        }
    };
    let ml_h = words(i.rate_ml_h.as_deref()).map(|r| format!("{} mL/h", plain_number(&r)));
    let dose = i
        .dose_rate
        .as_ref()
        .and_then(amount)
        .filter(|d| Some(d) != ml_h.as_ref());
    let rates: Vec<String> = [ml_h, dose].into_iter().flatten().collect();
    let rate = if rates.is_empty() {
        "rate not known: read the pump".to_string()
    } else {
        format!("{} when copied: read the pump", rates.join(", "))
    };
    let often = often(m).map_or_else(String::new, |o| format!(", {o}"));
    let mut parts = vec![format!(
        "{of}{made_up}, {}{}, {rate}, use the drip chart{often}",
        route(m),
        what_for(m)
    )];
    // An order's amount is no dose to be given at once.
    let ordered = m
        .dose
        .as_ref()
        .and_then(amount)
        .filter(|d| Some(d) != in_bag.as_ref());
    parts.extend(ordered.map(|d| format!("Amount in the order: {d}")));
    let at = |at| ctx.day_time(at).replace(' ', "\u{A0}");
    parts.extend(i.started_at.map(|t| format!("Bag hung {}", at(t))));
    parts.extend(i.runs_out_at.map(|t| format!("Bag runs out {}", at(t))));
    parts.extend(m.last_given_at.map(|t| last(ctx, t)));
    vec![Span::bold("INFUSION"), Span::plain(parts.join(". "))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::tests::context;
    use chrono::TimeZone;

    fn medicine() -> Medicine {
        Medicine {
            dose: Some(Amount {
                value: "1.0".into(),
                unit: "g".into(),
            }),
            route: Some("by mouth".into()),
            frequency: Some("6-hourly".into()),
            ..battlebag_census::medicine_named("paracetamol".into(), Vec::new())
        }
    }

    fn said(m: &Medicine) -> String {
        let spans = detail(&context(), m);
        spans.into_iter().map(|s| s.text.replace('\u{A0}', " ")).collect()
    }

    #[test]
    fn an_infusion_is_told_by_its_rate_and_never_reads_as_one_dose() {
        let mut m = medicine();
        m.frequency = None;
        m.route = Some("intravenous".into());
        m.dose = Some(Amount {
            value: "50".into(),
            unit: "U".into(),
        });
        m.infusion = Some(Infusion::default());
        assert_eq!(
            said(&m),
            "INFUSION, intravenous, rate not known: read the pump, use the drip chart. Amount in the order: 50 units"
        );
        m.dose = None;
        m.infusion = Some(Infusion {
            amount: Some(Amount {
                value: "50".into(),
                unit: "units".into(),
            }),
            diluent: Some("sodium chloride 0.9 %".into()),
            volume_ml: Some("50".into()),
            rate_ml_h: Some("7.50".into()),
            dose_rate: Some(Amount {
                value: "0.10".into(),
                unit: "mcg/kg/min".into(),
            }),
            ..Infusion::default()
        });
        assert_eq!(
            said(&m),
            "INFUSION of 50 units in 50 mL sodium chloride 0.9 %, intravenous, 7.5 mL/h, 0.1 micrograms/kg/min when copied: read the pump, use the drip chart"
        );
    }

    #[test]
    fn least_time_between_doses_and_the_times_of_day_are_both_quoted() {
        let mut m = medicine();
        m.as_required = true;
        m.max_24h = Some("8 puffs, then call the respiratory team".into());
        m.indication = Some("pain".into());
        assert_eq!(
            said(&m),
            "1 g by mouth for pain, AS REQUIRED, 6-hourly, most in 24 h: 8 puffs, then call the respiratory team. Last dose not known"
        );
        (m.frequency, m.max_24h) = (Some(" as required".into()), None);
        assert!(said(&m).contains("AS REQUIRED, least time between not known, most in 24 h not known"));
        m.as_required = false;
        m.due_times = vec!["08:00".into(), "20:00".into()];
        for (frequency, wanted) in [
            (Some("12-hourly"), "pain, 12-hourly, at 08:00, 20:00. "),
            (None, "pain, at 08:00, 20:00. "),
        ] {
            m.frequency = frequency.map(Into::into);
            assert!(said(&m).contains(wanted), "{}", said(&m));
        }
    }

    #[test]
    fn dates_have_their_year_and_a_disagreement_is_bold() {
        let mut m = medicine();
        let day = |y, d| Utc.with_ymd_and_hms(y, 11, d, 22, 0, 0).unwrap();
        m.started_at = Some(day(2023, 2));
        m.stop_or_review_at = Some(day(2025, 18));
        m.last_given_at = Some(day(2024, 14));
        m.disagreement = Some("letter says 400mcg".into());
        assert!(said(&m).ends_with(
            "Last 14-Nov-2024 22:00. Started 02-Nov-2023. Stop or review 18-Nov-2025. SOURCE DISAGREES: letter says 400 micrograms"
        ));
        let bold = detail(&context(), &m).pop().unwrap();
        assert_eq!(bold, Span::bold("SOURCE DISAGREES: letter says 400 micrograms"));
    }
}
