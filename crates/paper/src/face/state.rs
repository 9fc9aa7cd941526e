//! State of the data, y 39 to 44: a tab and one sentence that say how far the face may be believed.

use battlebag_census::Patient;

use crate::context::{Feed, Freshness, PrintContext, SuspectSource, span_in_words};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Rule, Size, Style, V, triangle_up};
use crate::errors::PaperError;
use crate::text::{Span, break_lines};

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
    /// The sentence with doubted sources counted and not named, where there is no room for them; or empty.
    pub short: String,
}

impl DataRow {
    /// The row of a patient: a census says nothing of somebody whom two people wrote down.
    pub fn for_patient(ctx: &PrintContext, p: &Patient) -> Self {
        if !p.is_by_hand() || ctx.exercise || ctx.census_as_of.is_none() {
            return Self::for_census(ctx);
        }
        let row = |doubts: &str| {
            let census = ctx.census_as_of.map(|at| {
                let today = ctx.local(at).date_naive() == ctx.local(ctx.printed_at).date_naive();
                if today { ctx.clock(at) } else { ctx.day_time(at) }
            });
            let census = census.unwrap_or_default();
            let also = not_trusted(doubts);
            format!("Not in the census of {census}. Two people check the wristband and write above.{also}")
        };
        Self {
            tab: "NO RECORD".into(),
            loud: true,
            triangle: true,
            sentence: row(&doubts(ctx)),
            short: row(&counted(ctx)),
        }
    }

    /// The row of a sheet that quotes the census in its body and leaves the block above to a pen.
    pub fn below(ctx: &PrintContext, p: &Patient) -> Self {
        let mut row = Self::for_patient(ctx, p);
        if p.is_by_hand() || ctx.exercise || ctx.census_as_of.is_none() {
            return row;
        }
        let of = if row.loud { "" } else { "census of " };
        for words in [&mut row.sentence, &mut row.short] {
            *words = format!("Two people write above. Below: {of}{words}");
        }
        row
    }

    /// The row for a patient of the census.
    pub fn for_census(ctx: &PrintContext) -> Self {
        let short = Self::saying(ctx, &counted(ctx)).sentence;
        Self {
            short,
            ..Self::saying(ctx, &doubts(ctx))
        }
    }

    /// More words at the end.
    pub(crate) fn add(&mut self, words: &str) {
        self.sentence.push_str(words);
        self.short.push_str(words);
    }

    /// The row with these words about sources that are not trusted.
    fn saying(ctx: &PrintContext, doubts: &str) -> Self {
        let old = |tab: &str, sentence: String| Self {
            tab: tab.into(),
            loud: true,
            triangle: true,
            sentence,
            short: String::new(),
        };
        let age = ctx
            .census_as_of
            .map(|at| span_in_words(ctx.printed_at.signed_duration_since(at)))
            .unwrap_or_default();
        let when = ctx
            .census_as_of
            .map(|at| ctx.local(at).format("%a %d-%b-%Y %H:%M").to_string())
            .unwrap_or_default();
        let also = not_trusted(doubts);
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
                short: String::new(),
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
                short: String::new(),
            },
            Freshness::Fresh => Self {
                tab: "Data as at".into(),
                loud: false,
                triangle: false,
                sentence: format!("{when} · {age} before printing{}", against_downtime(ctx)),
                short: String::new(),
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
            short: sentence.to_string(),
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
            short: sentence.clone(),
            sentence,
        }
    }
}

/// Sources that are not believed and that feed what stands on charts. A pump feeds only the strips of running drips, which
/// say so themselves: on every face of the hospital its name would teach people to read past the black tab.
fn in_doubt(ctx: &PrintContext) -> impl Iterator<Item = &SuspectSource> {
    ctx.suspect
        .iter()
        .filter(|s| s.feeds.iter().any(|feed| *feed != Feed::Infusions))
}

/// Those sources, with since when and who said so.
fn doubts(ctx: &PrintContext) -> String {
    let said = |s: &SuspectSource| format!("{}, since {}, said by {}", s.name, ctx.clock(s.since), s.said_by);
    in_doubt(ctx).map(said).collect::<Vec<_>>().join("; ")
}

/// How many sources are not believed, where their names have no room.
fn counted(ctx: &PrintContext) -> String {
    match in_doubt(ctx).count() {
        0 => String::new(),
        1 => "one source, see the system board".to_string(),
        n => format!("{n} sources, see the system board"),
    }
}

fn not_trusted(doubts: &str) -> String {
    if doubts.is_empty() {
        String::new()
    } else {
        format!(" Not trusted: {doubts}.")
    }
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

/// The sentence at 9; at 7; over two lines of 7; and then with the doubted sources counted. Time, age and limit stay.
fn sentence(cv: &mut Canvas<'_>, cell: Area, row: &DataRow) -> Result<(), PaperError> {
    let weight = if row.loud { Style::bold } else { Style::plain };
    for said in [&row.sentence, &row.short].into_iter().filter(|s| !s.is_empty()) {
        for size in [Size::Pt9, Size::Pt7] {
            if cv.width(said, weight(size), "data state")? <= cell.w {
                return cv.text(cell, H::Left, V::Middle, said, weight(size)).map(|_| ());
            }
        }
        let style = weight(Size::Pt7);
        let span = Span {
            text: said.clone(),
            weight: style.weight,
        };
        let lines = break_lines(cv.ts, &[span], style.size.points(), cell.w, "data state")?;
        if lines.len() > 2 {
            continue;
        }
        for (line, y) in lines.iter().zip([cell.y + 0.1, cell.y + 2.45]) {
            let at = Area::new(cell.x, y, cell.w, 2.5);
            cv.line_of(at, line, style, "data state")?;
        }
        return Ok(());
    }
    let least = "Several sources are not trusted: what they fed is left blank. See the system board.";
    cv.text(cell, H::Left, V::Middle, least, weight(Size::Pt7))
        .map(|_| ())
}
