//! The identity block, y 9 to 30: the same place on every patient face. Names are never cut.

use battlebag_census::{Patient, Sex};
use chrono::{Datelike, NaiveDate};

use super::place::{DOWNTIME_NUMBER, HOSPITAL_NUMBER, place};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, LIVE_W, Meaning, Pen, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::text::{Span, Typesetter, Weight, break_lines, capitals};
use crate::words::{grouped, nhs_check};

/// Left and width of the name lines, mm.
const NAME: (f32, f32) = (40.0, 138.0);

/// Birth date as known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Born {
    /// "04-Mar-1951".
    pub date: String,
    /// "74 years".
    pub age: String,
}

/// Who the patient is, in the words that are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Ward.
    pub ward: String,
    /// "Bed 12", or "Bed" when beds may have moved.
    pub bed: String,
    /// The bed is not known: a rule to write on follows the word.
    pub bed_by_hand: bool,
    /// Consultant, or empty.
    pub consultant: String,
    /// "Hosp. no. 4471902", "Downtime no. D-0047", or empty.
    pub number: String,
    /// Family name in capitals.
    pub last: String,
    /// First names.
    pub first: String,
    /// Name in its own script.
    pub native: Option<String>,
    /// Birth date.
    pub born: Option<Born>,
    /// "Female", "Male", "Other", "sex not known".
    pub sex: String,
    /// Grouped NHS number.
    pub nhs: Option<String>,
}

/// "bed 01" inside a line that begins with the bay.
fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_lowercase().collect::<String>());
    first.unwrap_or_default() + chars.as_str()
}

impl Who {
    /// The words for a patient of the census.
    pub fn new(p: &Patient, ctx: &PrintContext) -> Self {
        let bed_known = ctx.may_quote(Feed::Location);
        let sex = match p.sex {
            Some(Sex::Female) => "Female",
            Some(Sex::Male) => "Male",
            Some(Sex::Other) => "Other",
            None => "sex not known",
        };
        let (last, first) = names(p, ctx);
        let bed = p.place.bed.as_deref().map(str::trim);
        let bed = bed.filter(|b| bed_known && !b.is_empty());
        // Beds are numbered anew in each bay: without the bay a bed can name another patient.
        let bay = p.place.bay.as_deref().map(str::trim);
        let bay = bay.filter(|bay| !bay.is_empty() && bed.is_some_and(|bed| !bed.contains(bay)));
        let bed_words = bed.map_or_else(|| "Bed".to_string(), |b| named("Bed", b));
        Self {
            ward: named("Ward", p.place.ward.trim()),
            bed: bay.map_or_else(
                || bed_words.clone(),
                |bay| format!("{bay} {}", lower_first(&bed_words)),
            ),
            bed_by_hand: bed.is_none(),
            consultant: p.consultant.clone().unwrap_or_default(),
            number: local_number(p),
            last,
            first,
            native: p.name.native.clone().filter(|n| !n.trim().is_empty()),
            born: p.born.map(|b| Born {
                date: b.format("%d-%b-%Y").to_string(),
                age: age_in_words(b, today(ctx)),
            }),
            sex: sex.to_string(),
            nhs: p
                .nhs_number
                .as_ref()
                .filter(|n| nhs_check(&n.digits))
                .map(|n| grouped(&n.digits)),
        }
    }

    /// Ward, names and number in one line, for a message.
    pub fn in_one_line(&self) -> String {
        format!("{}, {} {}", self.bed, self.last, self.first)
    }
}

/// The hospital's number with what it is: a downtime number is nobody's hospital number.
fn local_number(p: &Patient) -> String {
    let downtime = p.downtime_number();
    match p.local_id.as_deref().map(str::trim).filter(|n| !n.is_empty()) {
        Some(n) if downtime != Some(n) => format!("{HOSPITAL_NUMBER}{n}"),
        _ => downtime
            .map(|n| format!("{DOWNTIME_NUMBER}{n}"))
            .unwrap_or_default(),
    }
}

/// The date at the hour of printing.
pub(crate) fn today(ctx: &PrintContext) -> NaiveDate {
    ctx.local(ctx.printed_at).date_naive()
}

/// Family name in capitals and first names; for nobody's name, the words for an unknown person.
fn names(p: &Patient, ctx: &PrintContext) -> (String, String) {
    let family = p.name.family.trim();
    let given = p.name.given.join(" ").trim().to_string();
    if !family.is_empty() {
        return (capitals(family), given);
    }
    if !given.is_empty() {
        return (given, "no family name in the census".to_string());
    }
    let child = p.born.is_some_and(|b| years(b, today(ctx)) < 16);
    let who = match (child, p.sex) {
        (true, _) => "UNKNOWN CHILD",
        (_, Some(Sex::Female)) => "UNKNOWN FEMALE",
        (_, Some(Sex::Male)) => "UNKNOWN MALE",
        _ => "UNKNOWN PERSON",
    };
    (who.to_string(), "name not known".to_string())
}

/// "7B" → "Ward 7B", "12" → "Bed 12"; a name of its own ("AMU", "Cot 3") stays.
fn named(kind: &str, text: &str) -> String {
    let short = text.len() <= 4 && text.starts_with(|c: char| c.is_ascii_digit());
    match (text.is_empty(), short) {
        (true, _) => format!("{kind} not known"),
        (_, true) => format!("{kind} {text}"),
        _ => text.to_string(),
    }
}

/// Whole years between two dates.
pub(crate) fn years(born: NaiveDate, on: NaiveDate) -> i32 {
    let before_birthday = (on.month(), on.day()) < (born.month(), born.day());
    on.year() - born.year() - i32::from(before_birthday)
}

/// Age: days to four weeks, months to two years, then years.
pub fn age_in_words(born: NaiveDate, on: NaiveDate) -> String {
    let days = on.signed_duration_since(born).num_days();
    let months = (on.year() - born.year()) * 12 + on.month().cast_signed()
        - born.month().cast_signed()
        - i32::from(on.day() < born.day());
    let many = |n: i64, word: &str| {
        if n == 1 {
            format!("1 {word}")
        } else {
            format!("{n} {word}s")
        }
    };
    match (days, months) {
        (..0, _) => "birth date after today: check".to_string(),
        (0..28, _) => many(days, "day"),
        (_, ..24) => many(i64::from(months), "month"),
        _ => many(i64::from(years(born, on)), "year"),
    }
}

/// A name as it is laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct NameLines {
    /// One or two lines of the family name.
    pub last: Vec<String>,
    /// Their size.
    pub size: Size,
    /// Size of the first names.
    pub first_size: Size,
    /// Native script stands on the line of the family name, not of the first names.
    pub native_high: bool,
}

/// Finds the largest setting in which the whole name fits: 18, 16, 14, then two lines of 14.
pub fn fit_name(ts: &mut Typesetter, who: &Who) -> Result<NameLines, PaperError> {
    let too_long = |text: &str| PaperError::DoesNotFit {
        place: "name".into(),
        text: text.into(),
    };
    let native = match &who.native {
        Some(n) => ts.width(n, Weight::Bold, 15.0, "name in its own script")? + 4.0,
        None => 0.0,
    };
    let mut last = None;
    for size in [Size::Pt18, Size::Pt16, Size::Pt14] {
        if ts.width(&who.last, Weight::Bold, size.points(), "last name")? <= NAME.1 {
            last = Some((vec![who.last.clone()], size));
            break;
        }
    }
    let (last, size) = match last {
        Some(found) => found,
        None => (
            two_lines(ts, &who.last)?.ok_or_else(|| too_long(&who.last))?,
            Size::Pt14,
        ),
    };
    for first_size in [Size::Pt14, Size::Pt11, Size::Pt9] {
        let first = ts.width(&who.first, Weight::Bold, first_size.points(), "first names")?;
        if first + native <= NAME.1 {
            return Ok(NameLines {
                last,
                size,
                first_size,
                native_high: false,
            });
        }
        let one = last.len() == 1 && native > 0.0;
        let beside = ts.width(&who.last, Weight::Bold, size.points(), "last name")? + native;
        if one && first <= NAME.1 && beside <= NAME.1 {
            return Ok(NameLines {
                last,
                size,
                first_size,
                native_high: true,
            });
        }
    }
    Err(too_long(&format!(
        "{} {} {}",
        who.last,
        who.first,
        who.native.as_deref().unwrap_or_default()
    )))
}

/// Two lines of 14, broken at a space or hyphen and nowhere else.
fn two_lines(ts: &mut Typesetter, last: &str) -> Result<Option<Vec<String>>, PaperError> {
    for word in last.split_inclusive([' ', '-']) {
        if ts.width(word.trim_end(), Weight::Bold, 14.0, "last name")? > NAME.1 {
            return Ok(None);
        }
    }
    let lines = break_lines(ts, &[Span::bold(last)], 14.0, NAME.1, "last name")?;
    let text = lines
        .into_iter()
        .map(|l| l.into_iter().map(|s| s.text).collect::<String>())
        .collect::<Vec<_>>();
    Ok((text.len() <= 2).then_some(text))
}

/// How the block is filled.
#[derive(Debug, Clone, Copy)]
pub enum IdentityMode<'a> {
    /// Printed from the census.
    Printed(&'a Who, &'a NameLines),
    /// The name is too long to print whole: number and birth date print, the name is written.
    NameByHand(&'a Who),
    /// Everything is written by hand.
    Blank,
}

/// Rules of the block; on the shared form.
pub(crate) fn identity_rules(cv: &mut Canvas<'_>) {
    cv.down(38.0, 9.0, 44.0, Rule::Medium);
    cv.across(0.0, LIVE_W, 30.0, Rule::Heavy);
    cv.frame(Area::new(0.0, 9.0, LIVE_W, 30.0), Rule::Heavy);
}

/// Draws the block.
pub fn identity(cv: &mut Canvas<'_>, mode: IdentityMode<'_>) -> Result<(), PaperError> {
    cv.meaning(Meaning::Identity);
    if !matches!(mode, IdentityMode::Blank) {
        cv.across(38.0, LIVE_W, 24.0, Rule::Fine);
    }
    match mode {
        IdentityMode::Printed(who, lines) => {
            place(cv, who)?;
            name(cv, who, lines)?;
            birth_and_number(cv, who)?;
        }
        IdentityMode::NameByHand(who) => {
            place(cv, who)?;
            name_to_write(
                cv,
                "Last name (too long to print whole: write it from the wristband)",
            )?;
            birth_and_number(cv, who)?;
        }
        IdentityMode::Blank => blank(cv)?,
    }
    cv.meaning(Meaning::Words);
    Ok(())
}

fn name(cv: &mut Canvas<'_>, who: &Who, lines: &NameLines) -> Result<(), PaperError> {
    let style = Style::bold(lines.size);
    let cell = |y: f32, h: f32| Area::new(NAME.0, y, NAME.1, h);
    let (first_y, first_h) = if let [one] = lines.last.as_slice() {
        cv.text_at(cell(9.2, 8.0), H::Left, V::Middle, one, style, "last name")?;
        (17.0, 6.6)
    } else {
        for (line, y) in lines.last.iter().zip([9.1, 14.1]) {
            cv.text_at(cell(y, 5.0), H::Left, V::Middle, line, style, "last name")?;
        }
        (19.0, 4.9)
    };
    cv.text_at(
        cell(first_y, first_h),
        H::Left,
        V::Middle,
        &who.first,
        Style::bold(lines.first_size),
        "first names",
    )?;
    if let Some(native) = &who.native {
        // The rule under the names would strike the dots below Arabic letters.
        let raised = if lines.last.len() == 1 { 1.0 } else { 0.0 };
        let at = if lines.native_high {
            cell(9.2, 8.0)
        } else {
            cell(first_y - raised, first_h)
        };
        cv.text_at(
            at,
            H::Right,
            V::Middle,
            native,
            Style::bold(Size::Pt15),
            "name in its own script",
        )?;
    }
    Ok(())
}

fn birth_and_number(cv: &mut Canvas<'_>, who: &Who) -> Result<(), PaperError> {
    let (small, row) = (Style::plain(Size::Pt7), Area::new(NAME.0, 24.2, NAME.1, 5.8));
    let born = cv.text(Area { y: 24.7, ..row }, H::Left, V::Middle, "Born", small)? + 1.6;
    let from = |x: f32| Area { x, w: 80.0, ..row };
    let after = if let Some(b) = &who.born {
        let end = cv.text(from(born), H::Left, V::Middle, &b.date, Style::bold(Size::Pt11))?;
        let words = format!("{} · {}", b.age, who.sex);
        cv.text(
            from(end + 2.0),
            H::Left,
            V::Middle,
            &words,
            Style::plain(Size::Pt9),
        )?
    } else {
        let end = cv.text(
            from(born),
            H::Left,
            V::Middle,
            "not known",
            Style::bold(Size::Pt11),
        )?;
        cv.across(end + 1.5, end + 26.0, 29.0, Rule::Fine);
        cv.text(
            from(end + 27.5),
            H::Left,
            V::Middle,
            &who.sex,
            Style::plain(Size::Pt9),
        )?
    };
    let number = who.nhs.as_deref().unwrap_or("not known");
    let right = Area::new(after + 1.0, row.y, NAME.0 + NAME.1 - after - 1.0, row.h);
    let width = cv.width(number, Style::bold(Size::Pt14), "NHS number")?;
    cv.text_at(
        right,
        H::Right,
        V::Middle,
        number,
        Style::bold(Size::Pt14),
        "NHS number",
    )?;
    let label = Area::new(right.x, 24.7, right.w - width - 3.0, row.h);
    cv.text(label, H::Right, V::Middle, "NHS number", small)
        .map(|_| ())
}

fn name_to_write(cv: &mut Canvas<'_>, label: &str) -> Result<(), PaperError> {
    cv.label(Area::new(38.5, 9.0, 140.0, 7.5), label)?;
    cv.label(Area::new(38.5, 16.8, 140.0, 7.0), "First names")?;
    cv.across(NAME.0, 178.0, 16.6, Rule::Fine);
    cv.write(Area::new(NAME.0, 9.6, NAME.1, 7.0), Pen::Words);
    cv.write(Area::new(NAME.0, 17.0, NAME.1, 7.0), Pen::Words);
    Ok(())
}

/// Height of each row of a block that is written by hand, mm.
const BY_HAND: f32 = 7.0;

/// Three rows of equal height: a pen needs as much room for a birth date as for a name.
fn blank(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let cells: [(u8, f32, f32, &str); 9] = [
        (0, 0.0, 24.0, "Ward"),
        (0, 24.0, 14.0, "Bed"),
        (1, 0.0, 38.0, "Consultant"),
        (2, 0.0, 38.0, "Hospital or downtime number"),
        (0, 38.0, 142.0, "LAST NAME in capitals"),
        (1, 38.0, 142.0, "First names"),
        (2, 38.0, 62.5, "Born (day, month in letters, year)"),
        (2, 100.5, 25.0, "Age, sex"),
        (2, 125.5, 54.5, "NHS number"),
    ];
    for (row, x, w, words) in cells {
        let cell = Area::new(x, 9.0 + f32::from(row) * BY_HAND, w, BY_HAND);
        cv.label(cell, words)?;
        cv.write(cell, Pen::Words);
        if row > 0 {
            cv.across(x, x + w, cell.y, Rule::Fine);
        }
        if x > 0.0 && x != 38.0 {
            cv.down(x, cell.y, cell.bottom(), Rule::Fine);
        }
    }
    Ok(())
}
