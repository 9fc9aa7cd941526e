//! A hospital's own scale for variable-rate insulin: bands of glucose and the rates that go with them. None is ever shipped;
//! one that is not whole and signed is never printed. Limits are general knowledge, for a clinician to settle.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::located::Part;

/// Most columns of rates: the table on the chart has three.
pub const MOST_SCALE_COLUMNS: usize = 3;
/// Most bands: the table has seven rows.
pub const MOST_SCALE_BANDS: usize = 7;
/// Most characters of a column's name: two lines of its head.
pub const LONGEST_SCALE_COLUMN: usize = 18;
/// Most characters of who signed: two lines of their box.
pub const LONGEST_SIGNED_BY: usize = 60;

/// Under 4 mmol/L the hospital's rule for a low glucose holds, and no insulin runs by a scale.
const LOW: Tenths = Tenths(40);
/// What a meter that reads in mmol/L can show at most. More is mg/dL.
const MOST_GLUCOSE: Tenths = Tenths(333);
/// Most units an hour.
const MOST_RATE: Tenths = Tenths(200);

/// A number with at most one digit after the point, kept without rounding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenths(pub u32);

impl Tenths {
    /// "0.5", ".5" or "0,5" as somebody types it; none when it is no such number.
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim().replace(',', ".");
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let is_number = |part: &str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(rest) || (whole.is_empty() && rest.is_empty()) {
            return None;
        }
        let mut after = rest.trim_end_matches('0').bytes();
        let tenth = after.next().map_or(0, |digit| u32::from(digit - b'0'));
        if after.next().is_some() {
            return None;
        }
        let whole = if whole.is_empty() {
            0
        } else {
            whole.parse::<u32>().ok()?
        };
        Some(Self(whole * 10 + tenth))
    }

    /// As a file has it.
    pub fn as_number(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

impl fmt::Display for Tenths {
    /// With a leading zero, and without one at the end: "0.5", "4".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, tenth) => write!(f, "{whole}.{tenth}"),
        }
    }
}

impl Serialize for Tenths {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.as_number())
    }
}

impl<'de> Deserialize<'de> for Tenths {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(from)?;
        // The shortest way to write it is what the file says.
        Self::typed(&number.to_string()).ok_or_else(|| {
            de::Error::custom(format!(
                "{number} is not a number from 0 with at most one digit after the point"
            ))
        })
    }
}

/// One band of glucose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GlucoseBand {
    /// Lowest glucose of the band, mmol/L.
    pub from: Tenths,
    /// Highest; none for the last band, which has no end.
    #[serde(default)]
    pub up_to: Option<Tenths>,
    /// Units of insulin an hour, one for each column.
    pub rates: Vec<Tenths>,
}

impl GlucoseBand {
    /// A glucose in it may be so low that the hospital's rule for that comes first.
    pub fn is_low(&self) -> bool {
        self.from < LOW
    }
}

/// The scale, under `[scale]` in `local_paper.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InsulinScale {
    /// What the hospital calls its columns of rates, left to right ("reduced").
    pub columns: Vec<String>,
    /// Bands, lowest first.
    pub band: Vec<GlucoseBand>,
    /// The diabetes lead who signed it: name and post.
    pub signed_by: String,
    /// When.
    pub signed_on: Option<NaiveDate>,
}

/// Where in the scale something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScalePlace {
    /// The scale as a whole.
    Whole,
    /// A key of it.
    Key(&'static str),
    /// A key of a band, from 0.
    Band(usize, &'static str),
}

impl ScalePlace {
    /// Its path in the file.
    pub(crate) fn path(self) -> Vec<Part<'static>> {
        let mut path = vec![Part::Key("scale")];
        match self {
            Self::Whole => {}
            Self::Key(key) => path.push(Part::Key(key)),
            Self::Band(at, key) => path.extend([Part::Key("band"), Part::At(at), Part::Key(key)]),
        }
        path
    }
}

type Found = Vec<(ScalePlace, String)>;

impl InsulinScale {
    /// Whether another dose would be given by one of the two.
    pub fn doses_differently(&self, other: &Self) -> bool {
        (&self.columns, &self.band) != (&other.columns, &other.band)
    }

    /// What keeps it from being printed. Empty: it is whole, hangs together and is signed.
    pub(crate) fn faults(&self) -> Found {
        let mut found = Vec::new();
        self.columns(&mut found);
        self.bands(&mut found);
        for (at, band) in self.band.iter().enumerate() {
            self.rates(at, band, &mut found);
        }
        if self.signed_by.trim().is_empty() || self.signed_on.is_none() {
            let what = "The scale is not signed, so it is never printed. Add `signed_by` (the diabetes lead: name and post) and `signed_on` (day).";
            found.push((ScalePlace::Key("signed_by"), what.to_owned()));
        }
        let length = self.signed_by.trim().chars().count();
        if length > LONGEST_SIGNED_BY {
            let what =
                format!("{length} characters do not fit their box. Write at most {LONGEST_SIGNED_BY}.");
            found.push((ScalePlace::Key("signed_by"), what));
        }
        found
    }

    fn columns(&self, found: &mut Found) {
        let mut say = |what: String| found.push((ScalePlace::Key("columns"), what));
        if !(1..=MOST_SCALE_COLUMNS).contains(&self.columns.len()) {
            say(format!(
                "The scale has {} columns of rates. Name one to {MOST_SCALE_COLUMNS}, as your own policy does.",
                self.columns.len()
            ));
        }
        for (at, name) in self.columns.iter().enumerate() {
            let length = name.trim().chars().count();
            if length == 0 {
                say(format!(
                    "Column {} has no name. Name it as your own policy does.",
                    at + 1
                ));
            } else if length > LONGEST_SCALE_COLUMN {
                say(format!(
                    "\"{name}\" has {length} characters; the head of a column holds {LONGEST_SCALE_COLUMN}. Cut it."
                ));
            }
            let before = self.columns.iter().take(at);
            if length > 0
                && before
                    .into_iter()
                    .any(|other| other.trim().eq_ignore_ascii_case(name.trim()))
            {
                say(format!("Two columns are called \"{name}\". Name them apart."));
            }
        }
    }

    /// Ascending, without a gap, each reading in one band alone.
    fn bands(&self, found: &mut Found) {
        let last = self.band.len().saturating_sub(1);
        if !(2..=MOST_SCALE_BANDS).contains(&self.band.len()) {
            let what = format!(
                "The scale has {} bands of glucose; the table holds 2 to {MOST_SCALE_BANDS}.",
                self.band.len()
            );
            found.push((ScalePlace::Whole, what));
        }
        let mut next = Tenths(0);
        for (at, band) in self.band.iter().enumerate() {
            let mut say = |key, what: String| found.push((ScalePlace::Band(at, key), what));
            let n = at + 1;
            let (from, up_to) = (band.from, band.up_to);
            if [Some(from), up_to]
                .into_iter()
                .flatten()
                .any(|edge| edge > MOST_GLUCOSE)
            {
                say(
                    "from",
                    format!(
                        "Band {n} goes over {MOST_GLUCOSE} mmol/L, which no meter shows. Is it in mg/dL? Write mmol/L."
                    ),
                );
            }
            if at == 0 && from != next {
                say(
                    "from",
                    format!("Band 1 begins at {from}. The first band begins at 0."),
                );
            } else if from > next {
                say(
                    "from",
                    format!("Nothing is said of {next} up to {from} mmol/L. Let band {n} begin at {next}."),
                );
            } else if from < next {
                say(
                    "from",
                    format!("{from} mmol/L is in band {at} too. Let band {n} begin at {next}."),
                );
            }
            match up_to {
                None if at < last => say(
                    "from",
                    format!("Band {n} has no end, and another band follows. Add its `up_to`."),
                ),
                Some(_) if at == last => say(
                    "up_to",
                    "The last band has an end, so a higher glucose has no rate. Take its `up_to` out."
                        .to_owned(),
                ),
                Some(up_to) if up_to < from => say(
                    "up_to",
                    format!("Band {n} ends at {up_to}, before it begins. Correct it."),
                ),
                _ => {}
            }
            next = Tenths(up_to.unwrap_or(from).0 + 1);
        }
    }

    fn rates(&self, at: usize, band: &GlucoseBand, found: &mut Found) {
        let mut say = |what: String| found.push((ScalePlace::Band(at, "rates"), what));
        let n = at + 1;
        if band.rates.len() != self.columns.len() {
            say(format!(
                "Rates in band {n}: {}; columns: {}. Give one rate for each column.",
                band.rates.len(),
                self.columns.len()
            ));
        }
        let name = |column: usize| self.columns.get(column).map_or("", |name| name.trim());
        let before = at.checked_sub(1).and_then(|at| self.band.get(at));
        for (column, rate) in band.rates.iter().enumerate() {
            if *rate > MOST_RATE {
                say(format!(
                    "{rate} units per hour in band {n}, {}, is over {MOST_RATE}. Correct it.",
                    name(column)
                ));
            }
            if band.is_low() && rate.0 > 0 {
                say(format!(
                    "Band {n}, {}, gives {rate} units per hour to a glucose under {LOW}, where your own rule for a low glucose holds. Write 0, or let the band begin at {LOW}.",
                    name(column)
                ));
            }
            let lower = before.and_then(|band| band.rates.get(column));
            if let Some(lower) = lower.filter(|lower| *lower > rate) {
                say(format!(
                    "Band {n}, {}, gives {rate} units per hour, less than {lower} for a lower glucose. Correct one of them.",
                    name(column)
                ));
            }
        }
    }

    /// What somebody should look at twice: a column that gives less than the one on its left.
    pub(crate) fn looks(&self) -> Found {
        let mut found = Vec::new();
        // A rate under 4 is refused already.
        for (at, band) in self.band.iter().enumerate().filter(|(_, band)| !band.is_low()) {
            for (column, pair) in band.rates.windows(2).enumerate() {
                if let ([left, right], [of_left, of_right]) =
                    (pair, self.columns.get(column..column + 2).unwrap_or_default())
                    && right < left
                {
                    let what = format!(
                        "In band {}, {of_right} gives {right} units per hour, less than {of_left} with {left}. Is that meant?",
                        at + 1
                    );
                    found.push((ScalePlace::Band(at, "rates"), what));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scale() -> InsulinScale {
        toml::from_str(
            r#"
            columns = ["reduced", "standard"]
            signed_by = "Dr A. Example, diabetes lead"
            signed_on = "2026-11-20"
            band = [
              { from = 0, up_to = 3.9, rates = [0, 0] },
              { from = 4.0, up_to = 8, rates = [0.5, 1] },
              { from = 8.1, rates = [1, 2.5] },
            ]"#,
        )
        .unwrap()
    }

    fn said(scale: &InsulinScale) -> Vec<String> {
        scale.faults().into_iter().map(|(_, what)| what).collect()
    }

    #[test]
    fn a_number_is_kept_as_it_is_typed() {
        for (typed, words) in [
            ("4", "4"),
            ("4.0", "4"),
            (".5", "0.5"),
            ("0,5", "0.5"),
            (" 12.10 ", "12.1"),
        ] {
            assert_eq!(Tenths::typed(typed).unwrap().to_string(), words, "{typed}");
        }
        for typed in ["", ".", "-1", "4.25", "four", "1e3", "99999", "1.2.3", "½"] {
            assert_eq!(Tenths::typed(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_whole_scale_has_no_fault_and_each_slip_has_words() {
        type Slip = (&'static str, fn(&mut InsulinScale));
        assert_eq!(said(&scale()), Vec::<String>::new());
        let broken: [Slip; 14] = [
            ("Nothing is said of 4 up to 4.1", |s| s.band[1].from = Tenths(41)),
            ("3.9 mmol/L is in band 1 too", |s| s.band[1].from = Tenths(39)),
            ("The first band begins at 0", |s| s.band[0].from = Tenths(1)),
            ("has no end, and another band follows", |s| s.band[1].up_to = None),
            ("a higher glucose has no rate", |s| {
                s.band[2].up_to = Some(Tenths(300));
            }),
            ("before it begins", |s| s.band[1].up_to = Some(Tenths(39))),
            ("mg/dL", |s| s.band[1].up_to = Some(Tenths(1440))),
            ("under 4, where your own rule", |s| s.band[0].rates[1] = Tenths(5)),
            ("is over 20", |s| s.band[2].rates[1] = Tenths(201)),
            ("less than 1 for a lower glucose", |s| {
                s.band[2].rates[1] = Tenths(5);
            }),
            ("Rates in band 2: 1; columns: 2", |s| s.band[1].rates.truncate(1)),
            ("is not signed", |s| s.signed_on = None),
            ("is not signed", |s| s.signed_by = " ".into()),
            ("Name them apart", |s| s.columns[1] = "Reduced".into()),
        ];
        for (words, break_it) in broken {
            let mut scale = scale();
            break_it(&mut scale);
            let said = said(&scale);
            assert!(said.iter().any(|what| what.contains(words)), "{words}: {said:?}");
        }
    }

    #[test]
    fn a_column_that_gives_less_than_the_one_on_its_left_is_looked_at_and_not_refused() {
        let mut swapped = scale();
        swapped.band[2].rates = vec![Tenths(25), Tenths(10)];
        assert!(swapped.faults().is_empty());
        assert_eq!(swapped.looks().len(), 1);
    }

    proptest! {
        #[test]
        fn a_number_comes_back_as_it_was_printed(tenths in 0_u32..100_000) {
            let number = Tenths(tenths);
            prop_assert_eq!(Tenths::typed(&number.to_string()), Some(number));
            let text = toml::to_string(&GlucoseBand { from: number, up_to: None, rates: vec![number] }).unwrap();
            prop_assert_eq!(toml::from_str::<GlucoseBand>(&text).unwrap().rates, vec![number]);
        }

        /// Whatever the numbers: a scale without a fault gives each reading one rate, none under 4, never less for more.
        #[test]
        fn a_scale_without_a_fault_gives_every_reading_one_rate(
            edges in proptest::collection::vec((0_u32..340, proptest::option::of(0_u32..340)), 0..9),
            rates in proptest::collection::vec(0_u32..220, 9),
        ) {
            let band = edges.iter().zip(&rates).map(|((from, up_to), rate)| GlucoseBand {
                from: Tenths(*from), up_to: up_to.map(Tenths), rates: vec![Tenths(*rate)],
            }).collect();
            let scale = InsulinScale { columns: vec!["standard".into()], band, ..scale() };
            if scale.faults().is_empty() {
                let mut before = Tenths(0);
                for glucose in 0..=333 {
                    let holds = |b: &&GlucoseBand| b.from.0 <= glucose && b.up_to.is_none_or(|to| to.0 >= glucose);
                    let found: Vec<_> = scale.band.iter().filter(holds).collect();
                    prop_assert_eq!(found.len(), 1);
                    let rate = found[0].rates[0];
                    prop_assert!(rate >= before && rate <= MOST_RATE && (glucose >= 40 || rate == Tenths(0)));
                    before = rate;
                }
            }
        }
    }
}
