//! State of the data, y 39 to 44: a tab and one sentence that say how far the face may be believed.

use crate::context::{Freshness, PrintContext, span_in_words};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Rule, Size, Style, V, triangle_up};
use crate::errors::PaperError;

/// What the row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataRow {
    /// Words of the tab.
    pub tab: String,
    /// White on black: something is doubtful.
    pub loud: bool,
    /// A triangle before the words.
    pub triangle: bool,
    /// The sentence.
    pub sentence: String,
}

impl DataRow {
    /// The row for a patient of the census.
    pub fn for_census(ctx: &PrintContext) -> Self {
        let doubts = doubts(ctx);
        let old = |tab: &str, sentence: String| Self {
            tab: tab.into(),
            loud: true,
            triangle: true,
            sentence,
        };
        let age = ctx
            .census_as_of
            .map(|at| span_in_words(ctx.printed_at.signed_duration_since(at)))
            .unwrap_or_default();
        let when = ctx
            .census_as_of
            .map(|at| ctx.local(at).format("%a %d-%b-%Y %H:%M").to_string())
            .unwrap_or_default();
        let also = if doubts.is_empty() {
            String::new()
        } else {
            format!(" Not trusted: {doubts}.")
        };
        if ctx.exercise {
            let how_old = match ctx.freshness() {
                Freshness::Fresh => String::new(),
                Freshness::Old | Freshness::Rebuild => format!(", {age} old: values left blank"),
                Freshness::ClockWrong | Freshness::None => ", time not known: values left blank".to_string(),
            };
            let sentence =
                format!("Not a real patient. Invented census{how_old}.{also} Stop words: REAL WORLD.");
            return Self {
                tab: "EXERCISE".into(),
                loud: true,
                triangle: false,
                sentence,
            };
        }
        match ctx.freshness() {
            Freshness::None => old(
                "NO RECORD",
                "Not in a census. Two people check the wristband and write above.".into(),
            ),
            Freshness::ClockWrong => old(
                "CLOCK WRONG",
                format!(
                    "Census is dated {when}, after printing. Check both clocks. Values left blank.{also}"
                ),
            ),
            Freshness::Old => {
                let limit = ctx.old_after_h;
                old(
                    "OLD DATA",
                    format!(
                        "Census {when} is {age} old (limit {limit} h). Clinical values left blank.{also}"
                    ),
                )
            }
            Freshness::Rebuild => {
                let limit = ctx.rebuild_after_h;
                old(
                    "OLD DATA",
                    format!("Rebuild at bedside. Census {when} is {age} old (limit {limit} h).{also}"),
                )
            }
            Freshness::Fresh if !doubts.is_empty() => Self {
                tab: "? NOT TRUSTED".into(),
                loud: true,
                triangle: false,
                sentence: format!("{doubts}. Census {when}."),
            },
            Freshness::Fresh => Self {
                tab: "Data as at".into(),
                loud: false,
                triangle: false,
                sentence: format!("{when} · {age} before printing{}", against_downtime(ctx)),
            },
        }
    }

    /// The row of a sheet that is nobody's chart and on which everything is written.
    pub fn log(ctx: &PrintContext) -> Self {
        let row = Self::by_hand(ctx);
        let sentence = if ctx.exercise {
            "Not a real incident: nothing on this sheet happened. Stop words: REAL WORLD."
        } else {
            "24-hour times. Sign each line. Nothing clinical is printed from a system."
        };
        Self {
            sentence: sentence.to_string(),
            ..row
        }
    }

    /// The row of a sheet that is filled from this station's log and ends in a pen.
    pub fn from_log(ctx: &PrintContext) -> Self {
        let row = Self::log(ctx);
        if ctx.exercise {
            return row;
        }
        Self {
            tab: "From the log".to_string(),
            sentence: format!(
                "As known here at {}. Empty: write, with the time, and sign.",
                ctx.date_time(ctx.printed_at)
            ),
            ..row
        }
    }

    /// The row of a face on which people write who the patient is.
    pub fn by_hand(ctx: &PrintContext) -> Self {
        let (tab, loud) = if ctx.exercise {
            ("EXERCISE", true)
        } else {
            ("Hand-written", false)
        };
        let drill = if ctx.exercise { "Not a real patient. " } else { "" };
        let sentence = format!(
            "{drill}Two people check the wristband, then write above. Nothing is printed from a system."
        );
        Self {
            tab: tab.into(),
            loud,
            triangle: false,
            sentence,
        }
    }
}

/// Sources that are not believed, with since when and who said so.
fn doubts(ctx: &PrintContext) -> String {
    let said = |s: &crate::context::SuspectSource| {
        format!("{}, since {}, said by {}", s.name, ctx.clock(s.since), s.said_by)
    };
    ctx.suspect.iter().map(said).collect::<Vec<_>>().join("; ")
}

fn against_downtime(ctx: &PrintContext) -> String {
    let (Some(began), Some(as_of)) = (ctx.downtime_began, ctx.census_as_of) else {
        return String::new();
    };
    let span = began.signed_duration_since(as_of);
    if span.num_minutes() >= 0 {
        format!(" · {} before downtime", span_in_words(span))
    } else {
        format!(" · {} after downtime began", span_in_words(-span))
    }
}

/// Draws the row at 39 to 44, or higher on a list.
pub fn data_row(cv: &mut Canvas<'_>, y: f32, row: &DataRow) -> Result<(), PaperError> {
    let tab = Area::new(0.0, y, 38.0, 5.0);
    let style = if row.loud {
        Style::bold(Size::Pt9).white()
    } else {
        Style::bold(Size::Pt9)
    };
    if row.loud {
        cv.fill(tab, Ink::Black);
    }
    cv.frame(Area::new(0.0, y, LIVE_W, 5.0), Rule::Medium);
    cv.down(38.0, y, y + 5.0, Rule::Medium);
    cv.meaning(if row.tab == "EXERCISE" {
        Meaning::Exercise
    } else {
        Meaning::Words
    });
    if row.triangle {
        let width = cv.width(&row.tab, style, "data state")?;
        let x = 19.0 - f32::midpoint(width, 3.4);
        triangle_up(cv, x, y + 1.4, 2.5, Ink::White);
        cv.text(
            Area::new(x + 3.4, y, width + 0.1, 5.0),
            H::Left,
            V::Middle,
            &row.tab,
            style,
        )?;
    } else {
        cv.text(tab, H::Centre, V::Middle, &row.tab, style)?;
    }
    cv.meaning(Meaning::Words);
    sentence(cv, Area::new(40.0, y, 138.0, 5.0), row)
}

/// The sentence at 9; at 7, and then over two lines, when several sources are doubted at once.
fn sentence(cv: &mut Canvas<'_>, cell: Area, row: &DataRow) -> Result<(), PaperError> {
    let weight = if row.loud { Style::bold } else { Style::plain };
    for size in [Size::Pt9, Size::Pt7] {
        if cv.width(&row.sentence, weight(size), "data state")? <= cell.w {
            return cv
                .text(cell, H::Left, V::Middle, &row.sentence, weight(size))
                .map(|_| ());
        }
    }
    let short = "Several sources are not trusted: what they fed is left blank. See the system board.";
    cv.text(cell, H::Left, V::Middle, short, weight(Size::Pt7))
        .map(|_| ())
}
