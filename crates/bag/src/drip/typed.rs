//! Numbers of a drip as a person types them, each held to what is possible.

use super::DripRefusal;

/// Tenths of a decimal with one place at most; none when it is not one.
fn tenths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits =
        |s: &str, most: usize| (1..=most).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let part = part.trim_end_matches('0');
    let tenth = if part.is_empty() { "0" } else { part };
    if !digits(whole, 6) || !digits(tenth, 1) {
        return None;
    }
    Some(whole.parse::<u32>().ok()? * 10 + tenth.parse::<u32>().ok()?)
}

/// The number before a unit, when it ends in one of these.
fn before_unit<'a>(text: &'a str, units: &[&str]) -> Option<&'a str> {
    units.iter().find_map(|u| {
        let at = text.len().checked_sub(u.len())?;
        let (number, unit) = text.split_at_checked(at)?;
        unit.eq_ignore_ascii_case(u).then(|| number.trim_end())
    })
}

/// A volume, to a tenth of a millilitre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Volume(u32);

impl Volume {
    /// From tenths of a millilitre: 1 mL to 5,000 mL, the largest bag there is [GK].
    pub fn from_tenths(tenths: u32) -> Option<Self> {
        (10..=50_000).contains(&tenths).then_some(Self(tenths))
    }

    /// From whole millilitres.
    pub fn ml(ml: u32) -> Option<Self> {
        Self::from_tenths(ml.checked_mul(10)?)
    }

    /// Tenths of a millilitre.
    pub fn tenths(self) -> u32 {
        self.0
    }

    /// Reads "500", "62.5" or "500 mL"; none where nothing was typed.
    pub fn read(text: &str) -> Result<Option<Self>, DripRefusal> {
        let (what, text) = ("the volume", text.trim());
        if text.is_empty() {
            return Ok(None);
        }
        let number = before_unit(text, &["ml"]).unwrap_or(text);
        let read = tenths(number).ok_or_else(|| unreadable(what, text, "500, or 62.5 mL"))?;
        let possible = Self::from_tenths(read);
        possible
            .map(Some)
            .ok_or_else(|| impossible(what, text, "1 to 5000 mL"))
    }
}

/// How long a volume runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Over(u32);

impl Over {
    /// From seconds: one minute to 24 hours, after which a bag is changed [GK].
    pub fn from_seconds(seconds: u32) -> Option<Self> {
        (60..=24 * 3600).contains(&seconds).then_some(Self(seconds))
    }

    /// From whole minutes.
    pub fn minutes(minutes: u32) -> Option<Self> {
        Self::from_seconds(minutes.checked_mul(60)?)
    }

    /// Seconds.
    pub fn seconds(self) -> u32 {
        self.0
    }

    /// Reads "4 h", "2.5h", "30 min", "2h30" or "2:30"; none where nothing was typed. A number without a unit is
    /// refused: 4 hours and 4 minutes are both possible.
    pub fn read(text: &str) -> Result<Option<Self>, DripRefusal> {
        let (what, text) = ("the time", text.trim());
        if text.is_empty() {
            return Ok(None);
        }
        let seconds = Self::seconds_of(text)
            .ok_or_else(|| unreadable(what, text, "4h, 2.5h, 2h30 or 30min, always with its unit"))?;
        let possible = Self::from_seconds(seconds);
        possible
            .map(Some)
            .ok_or_else(|| impossible(what, text, "1 minute to 24 hours"))
    }

    fn seconds_of(text: &str) -> Option<u32> {
        let low = text.to_ascii_lowercase();
        if let Some(number) = before_unit(&low, &["minutes", "mins", "minute", "min"]) {
            if let Some((hours, minutes)) = number.split_once('h') {
                return clock(hours, minutes);
            }
            return Some(tenths(number)? * 6);
        }
        if let Some(number) = before_unit(&low, &["hours", "hour", "hrs", "hr", "h"]) {
            return Some(tenths(number)? * 360);
        }
        let (hours, minutes) = low.split_once(['h', ':'])?;
        clock(hours, minutes)
    }
}

fn clock(hours: &str, minutes: &str) -> Option<u32> {
    let (hours, minutes) = (tenths(hours.trim())?, tenths(minutes.trim())?);
    (hours % 10 == 0 && minutes % 10 == 0 && minutes < 600).then_some(hours * 360 + minutes * 6)
}

/// Drops in 1 mL, as printed on the packet of the set in the hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DropFactor(u32);

impl DropFactor {
    /// From the packet: no set gives fewer than 5 or more than 100 drops from 1 mL [GK].
    pub fn new(drops: u32) -> Option<Self> {
        (5..=100).contains(&drops).then_some(Self(drops))
    }

    /// Drops in 1 mL.
    pub fn drops(self) -> u32 {
        self.0
    }

    /// Reads "20"; none where nothing was typed: the sum then refuses.
    pub fn read(text: &str) -> Result<Option<Self>, DripRefusal> {
        let (what, text) = ("the drop factor", text.trim());
        if text.is_empty() {
            return Ok(None);
        }
        let read = whole(text).ok_or_else(|| unreadable(what, text, "20"))?;
        Self::new(read)
            .map(Some)
            .ok_or_else(|| impossible(what, text, "5 to 100 drops in 1 mL"))
    }

    /// What two people read from one packet; the second may be left out where one person asks.
    pub fn read_twice(first: &str, second: &str) -> Result<Option<Self>, DripRefusal> {
        match (Self::read(first)?, Self::read(second)?) {
            (Some(a), Some(b)) if a != b => Err(DripRefusal::ReadersDiffer {
                first: a.0,
                second: b.0,
            }),
            (a, _) => Ok(a),
        }
    }
}

/// Reads drops counted in a full minute; none where nothing was typed.
pub fn count_of(text: &str) -> Result<Option<u32>, DripRefusal> {
    let (what, text) = ("the count", text.trim());
    if text.is_empty() {
        return Ok(None);
    }
    let read = whole(text).ok_or_else(|| unreadable(what, text, "42, counted for a full minute"))?;
    (1..=300)
        .contains(&read)
        .then_some(Some(read))
        .ok_or_else(|| impossible(what, text, "1 to 300 drops a minute"))
}

fn whole(text: &str) -> Option<u32> {
    let digits = (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn unreadable(what: &'static str, text: &str, like: &'static str) -> DripRefusal {
    DripRefusal::Unreadable {
        what,
        text: text.to_owned(),
        like,
    }
}

fn impossible(what: &'static str, text: &str, between: &'static str) -> DripRefusal {
    DripRefusal::Impossible {
        what,
        text: text.to_owned(),
        between,
    }
}
