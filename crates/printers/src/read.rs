//! Values of an answer, read without believing that they have the type they should.

use ipp::attribute::IppAttributeGroup;
use ipp::parser::IppParseError;
use ipp::value::{IppKeyword, IppName, IppValue};

use crate::line::unasked;
use crate::trouble::Trouble;

/// Longest text of a printer that is passed on.
const LONGEST: usize = 160;

/// A group of attributes.
pub(crate) struct Group<'a>(pub &'a IppAttributeGroup);

fn value<'a>(group: &'a Group<'_>, name: &str) -> Option<&'a IppValue> {
    group.0.get(name).map(ipp::attribute::IppAttribute::value)
}

fn each(value: &IppValue) -> &[IppValue] {
    match value {
        IppValue::Array(values) => values,
        one => std::slice::from_ref(one),
    }
}

fn words(value: &IppValue) -> Option<String> {
    let said = match value {
        IppValue::Keyword(s)
        | IppValue::MimeMediaType(s)
        | IppValue::NameWithoutLanguage(s)
        | IppValue::NameWithLanguage { name: s, .. } => s.as_str(),
        IppValue::TextWithoutLanguage(s) | IppValue::TextWithLanguage { text: s, .. } => s.as_ref(),
        _ => return None,
    };
    let said: String = said.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    Some(said.trim().to_owned())
}

/// One text.
pub(crate) fn text(group: &Group<'_>, name: &str) -> Option<String> {
    each(value(group, name)?).first().and_then(words)
}

/// All texts; `None` when the printer does not say.
pub(crate) fn texts(group: &Group<'_>, name: &str) -> Option<Vec<String>> {
    let all: Vec<String> = each(value(group, name)?).iter().filter_map(words).collect();
    (!all.is_empty()).then_some(all)
}

fn number_of(value: &IppValue) -> Option<i32> {
    match value {
        IppValue::Integer(n) | IppValue::Enum(n) => Some(*n),
        _ => None,
    }
}

/// One number.
pub(crate) fn number(group: &Group<'_>, name: &str) -> Option<i32> {
    each(value(group, name)?).first().and_then(number_of)
}

/// All numbers; empty when the printer does not say.
pub(crate) fn numbers(group: &Group<'_>, name: &str) -> Vec<i32> {
    value(group, name)
        .map(|v| each(v).iter().filter_map(number_of).collect())
        .unwrap_or_default()
}

/// Whether a number is there; `None` when the printer says neither so nor "no value".
pub(crate) fn is_set(group: &Group<'_>, name: &str) -> Option<bool> {
    match value(group, name)? {
        IppValue::NoValue => Some(false),
        said => number_of(said).map(|_| true),
    }
}

/// A count that is not below 0.
pub(crate) fn count(group: &Group<'_>, name: &str) -> Option<u32> {
    u32::try_from(number(group, name)?).ok()
}

/// Yes or no.
pub(crate) fn yes(group: &Group<'_>, name: &str) -> Option<bool> {
    match each(value(group, name)?).first()? {
        IppValue::Boolean(b) => Some(*b),
        _ => None,
    }
}

/// A name as a value.
pub(crate) fn name_value(name: &str) -> Result<IppValue, IppParseError> {
    Ok(IppValue::NameWithoutLanguage(IppName::new(name)?))
}

/// A keyword as a value.
pub(crate) fn keyword(word: &str) -> Result<IppValue, Trouble> {
    Ok(IppValue::Keyword(IppKeyword::new(word).map_err(|e| unasked(&e))?))
}

/// Keywords as a value.
pub(crate) fn keywords(words: &[&str]) -> Result<IppValue, Trouble> {
    let values: Result<Vec<IppValue>, Trouble> = words.iter().map(|w| keyword(w)).collect();
    Ok(IppValue::Array(values?))
}
