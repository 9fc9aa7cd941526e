//! Observation chart, back: the last electronic set as a quotation, what to do at each score, escalation record.

use battlebag_census::news2::{Response, score};
use battlebag_census::{BY_HAND, Claim, Field, News2, Observations, Patient};

use crate::context::{Feed, Freshness, PrintContext};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Pen, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{column_heads, column_lines, section_bar};
use crate::forms::ruled::middle;
use crate::text::Span;
use crate::words::plain_number;

const S7: Style = Style::plain(Size::Pt7);

const ESCALATION: [(f32, &str); 6] = [
    (22.0, "Date, time"),
    (14.0, "Score"),
    (40.0, "Told whom, role"),
    (30.0, "How: voice, runner"),
    (52.0, "Plan and next set"),
    (22.0, "Initials"),
];

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    section_bar(
        cv,
        Area::new(0.0, 56.0, LIVE_W, 5.5),
        "Score, how often, who comes",
        "Minimum response, RCP 2017. Clinical concern overrides a low score",
    )?;
    let table = Area::new(0.0, 61.5, LIVE_W, 70.0);
    cv.frame(table, Rule::Medium);
    column_lines(cv, table, &[32.0, 30.0, 118.0], Rule::Fine);
    for (n, response) in Response::ALL.into_iter().enumerate() {
        let (score, often, who) = (response.scores(), response.how_often(), response.who());
        let y = table.y + n as f32 * 14.0;
        if n > 0 {
            cv.across(0.0, LIVE_W, y, Rule::Fine);
        }
        let big = Style::bold(Size::Pt14);
        let style = if cv.width(score, big, score)? <= 28.5 {
            big
        } else {
            Style::bold(Size::Pt11)
        };
        cv.meaning(Meaning::Band);
        middle(
            cv,
            Area::new(2.0, y, 29.0, 14.0),
            &[Span::bold(score)],
            style,
            score,
        )?;
        cv.meaning(Meaning::Words);
        cv.text(
            Area::new(34.0, y, 28.0, 14.0),
            H::Left,
            V::Middle,
            often,
            Style::bold(Size::Pt11),
        )?;
        let words = [Span::plain(who)];
        let style = Style::plain(Size::Pt11);
        let lines = cv.count_lines(114.0, &words, style, score)? as f32;
        let top = y + (14.0 - lines * Size::Pt11.leading()) / 2.0;
        cv.paragraph(Area::new(64.0, top, 114.0, 14.0), &words, style, score)?;
    }
    escalation(cv)
}

fn escalation(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    section_bar(
        cv,
        Area::new(0.0, 133.5, LIVE_W, 5.5),
        "Escalation record",
        "Telephones may be down: write how you reached them",
    )?;
    column_heads(cv, Area::new(0.0, 139.0, LIVE_W, 5.0), &ESCALATION)?;
    let body = Area::new(0.0, 144.0, LIVE_W, 96.0);
    cv.frame(body, Rule::Heavy);
    let edges = column_lines(cv, body, &ESCALATION.map(|c| c.0), Rule::Fine);
    for row in 0..12_u8 {
        let y = body.y + f32::from(row) * 8.0;
        if row > 0 {
            cv.across(0.0, LIVE_W, y, Rule::Fine);
        }
        for pair in edges.windows(2) {
            if let [left, right] = pair {
                cv.write(Area::new(*left, y, right - left, 8.0), Pen::Words);
            }
        }
    }
    Ok(())
}

/// The quotation, or why there is none.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    let strip = Area::new(0.0, 45.0, LIVE_W, 9.0);
    let tab = Area::new(0.25, 45.25, 11.5, 8.5);
    let newest = p.and_then(|p| p.observations.iter().max_by_key(|o| o.at));
    let words = match (p, newest, ctx.may_quote(Feed::Observations)) {
        (None, ..) => vec![Span::plain(
            "Blank chart: nothing is quoted. Score a new set now.",
        )],
        (_, _, false) => vec![Span::bold(withheld(ctx)), Span::plain(" Score a new set now.")],
        (_, None, _) => vec![
            Span::bold("No electronic set in the census."),
            Span::plain(" Score a new set now."),
        ],
        (Some(p), Some(o), true) => quotation(ctx, p, o),
    };
    let quoted = p.is_some() && newest.is_some() && ctx.may_quote(Feed::Observations);
    let cell = Area::new(13.5, 46.0, 165.0, 7.4);
    if quoted {
        cv.dashed_frame(strip);
        cv.fill(tab, Ink::Grey15);
        cv.meaning(Meaning::Copy);
        cv.text(tab, H::Centre, V::Middle, "COPY", Style::bold(Size::Pt7))?;
    } else {
        cv.frame(strip, Rule::Fine);
    }
    cv.paragraph(
        if quoted {
            cell
        } else {
            Area::new(1.5, 46.0, 177.0, 7.4)
        },
        &words,
        S7,
        "last observations",
    )?;
    cv.meaning(Meaning::Words);
    Ok(())
}

fn withheld(ctx: &PrintContext) -> String {
    match (ctx.freshness(), ctx.suspect(Feed::Observations)) {
        (_, Some(s)) => format!(
            "Last electronic set withheld: {} not trusted since {}.",
            s.name,
            ctx.clock(s.since)
        ),
        (Freshness::None, _) => "No electronic set: not in a census.".to_string(),
        _ => "Last electronic set withheld: the census is old.".to_string(),
    }
}

fn quotation(ctx: &PrintContext, p: &Patient, o: &Observations) -> Vec<Span> {
    let or = |v: Option<String>, what: &str| v.unwrap_or_else(|| format!("{what} not recorded"));
    let air = match (o.oxygen, o.scale2) {
        (Some(true), true) => " on oxygen (scale 2)",
        (Some(true), false) => " on oxygen (scale 1)",
        (Some(false), true) => " on air (scale 2)",
        (Some(false), false) => " on air (scale 1)",
        (None, _) => " (air or oxygen not recorded)",
    };
    let pressure = match (o.systolic, o.diastolic) {
        (Some(s), Some(d)) => Some(format!("BP {s}/{d}")),
        (Some(s), None) => Some(format!("BP {s} systolic")),
        _ => None,
    };
    let awake = o.consciousness.map(|c| c.words().to_string());
    let degrees = o
        .temperature_tenths
        .map(|t| format!("{} °C", plain_number(&format!("{}.{}", t / 10, t % 10))));
    let list = [
        or(
            o.respirations.map(|r| format!("respirations {r}")),
            "respirations",
        ),
        or(o.spo2.map(|s| format!("SpO₂ {s} %{air}")), "SpO₂"),
        or(pressure, "BP"),
        or(o.pulse.map(|r| format!("pulse {r}")), "pulse"),
        or(awake, "consciousness"),
        or(degrees, "temperature"),
    ];
    let by_hand = |c: &Claim| c.field == Field::News2 && c.source.file == BY_HAND && c.at == Some(o.at);
    let whence = if p.claims.iter().any(by_hand) {
        "Last set typed in at the bedside,"
    } else {
        "Last electronic set"
    };
    let mut spans = vec![Span::plain(format!(
        "{whence} {}: {}. ",
        ctx.day_time(o.at),
        list.join(", ")
    ))];
    if let Some(doubt) = p.news2.as_ref().and_then(|n| does_not_add_up(n, o)) {
        spans.push(Span::bold(doubt));
        return spans;
    }
    if let Some(n) = &p.news2 {
        let of = if n.at == o.at {
            String::new()
        } else {
            format!(" (of {})", ctx.day_time(n.at))
        };
        let whose = if n.calculated {
            ""
        } else {
            ", the source’s own number"
        };
        spans.push(Span::bold(format!("NEWS2 {}{of}{whose}.", n.score)));
    }
    spans.push(Span::plain(" Score a new set now: this line is not one."));
    spans
}

/// A score that is not the sum of the set beside it: both are told, and neither is believed.
fn does_not_add_up(n: &News2, o: &Observations) -> Option<String> {
    if n.at != o.at {
        return None;
    }
    let sum = match score(o) {
        Ok(s) if s.total != n.score => s.total.to_string(),
        Err(part) if part.least > n.score => format!("{} or more", part.least),
        _ => return None,
    };
    Some(format!(
        "NEWS2: source says {}, the set adds up to {sum}: score again. This line is not a score.",
        n.score
    ))
}
