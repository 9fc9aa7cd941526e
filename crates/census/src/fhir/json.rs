//! A JSON tree that borrows its text, keeps decimals as they were written, and answers every question with
//! "not there" rather than an error: one bad field must never lose the others.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value read from `'a`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json<'a> {
    Null,
    Bool(bool),
    /// A number that no clinical value hangs on (ranks, frequencies).
    Number(f64),
    /// A number as written, of a field called `value`, `frequency` or the like: "0.50" stays "0.50".
    Decimal(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

static NOTHING: Json<'static> = Json::Null;

impl<'a> Json<'a> {
    /// The field of an object; of a list, the field of its first element (some systems send a list where one is meant).
    pub(super) fn get(&self, name: &str) -> &Json<'a> {
        match self {
            Json::Object(fields) => fields
                .iter()
                .find(|(k, _)| k == name)
                .map_or(&NOTHING, |(_, v)| v),
            Json::List(items) => items.first().map_or(&NOTHING, |first| first.get(name)),
            _ => &NOTHING,
        }
    }

    /// The first field whose name starts so (FHIR's choice types: `value[x]`).
    pub(super) fn choice(&self, prefix: &str) -> Option<(&str, &Json<'a>)> {
        let Json::Object(fields) = self else { return None };
        fields
            .iter()
            .find_map(|(k, v)| Some((k.strip_prefix(prefix).filter(|s| !s.is_empty())?, v)))
    }

    /// The elements of a list; one thing that is not a list counts as a list of one, nothing as none.
    pub(super) fn items(&self) -> &[Json<'a>] {
        match self {
            Json::Null => &[],
            Json::List(items) => items,
            one => std::slice::from_ref(one),
        }
    }

    /// Text that is not blank, trimmed.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text.trim()).filter(|t| !t.is_empty()),
            Json::List(items) => items.first().and_then(Json::text),
            _ => None,
        }
    }

    /// [`Self::text`], owned.
    pub(super) fn owned(&self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// A truth value.
    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Json::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// A number as it is to be printed: as written where that was kept. Text that is a number counts too.
    pub(super) fn decimal(&self) -> Option<String> {
        match self {
            Json::Decimal(raw) => Some((*raw).to_owned()),
            Json::Number(n) if n.is_finite() => Some(n.to_string()),
            Json::Text(t) => Some(t.trim())
                .filter(|t| t.parse::<f64>().is_ok_and(f64::is_finite))
                .map(str::to_owned),
            _ => None,
        }
    }

    /// An identifier: text, or a number that somebody forgot to quote.
    pub(super) fn decimal_or_text(&self) -> Option<String> {
        self.owned().or_else(|| self.decimal())
    }

    /// Not there at all.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Json::Null)
    }
}

/// Fields whose number is printed, so that its digits count.
fn keeps_digits(name: &str) -> bool {
    matches!(name, "value" | "valueDecimal")
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(v))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(v))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(v as f64))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(v as f64))
    }
    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(v)))
    }
    fn visit_str<E>(self, v: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(v.to_owned())))
    }
    fn visit_string<E>(self, v: String) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(v)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let mut fields = Vec::with_capacity(4);
        while let Some(Key(name)) = map.next_key()? {
            if keeps_digits(&name) {
                let raw: &'de RawValue = map.next_value()?;
                fields.push((name, with_digits(raw.get())));
            } else if name == "div" {
                // The narrative is for browsers; we never show it.
                map.next_value::<serde::de::IgnoredAny>()?;
            } else {
                fields.push((name, map.next_value()?));
            }
        }
        Ok(Json::Object(fields))
    }
}

/// A number keeps its digits, text is read. A list or object in a field called `value` is not FHIR and is dropped
/// unread, so that nesting there cannot outrun the depth limit.
fn with_digits(raw: &str) -> Json<'_> {
    match raw.bytes().next() {
        Some(b'"') => serde_json::from_str(raw).unwrap_or(Json::Null),
        Some(b'-' | b'0'..=b'9') => Json::Decimal(raw),
        Some(b't') => Json::Bool(true),
        Some(b'f') => Json::Bool(false),
        _ => Json::Null,
    }
}

struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(v)))
            }
            fn visit_str<E>(self, v: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(v.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

/// Reads one JSON value. serde_json's own depth limit (128) stands.
pub(super) fn parse(text: &str) -> Result<Json<'_>, serde_json::Error> {
    serde_json::from_str(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_stay_as_written() {
        let j = parse(r#"{"valueQuantity":{"value":0.50,"unit":"mg"},"value":"té","rank":1}"#).unwrap();
        assert_eq!(j.get("valueQuantity").get("value").decimal().unwrap(), "0.50");
        assert_eq!(j.get("value").text(), Some("té"));
        assert_eq!(j.get("rank").decimal().unwrap(), "1");
        assert_eq!(j.choice("value").unwrap().0, "Quantity");
        assert!(j.get("nothing").get("at").get("all").is_nothing());
    }

    #[test]
    fn deep_nesting_is_refused_and_does_not_crash() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{\"value\":", "}")] {
            let text = format!("{}0{}", open.repeat(200_000), close.repeat(200_000));
            let read = parse(&text);
            if open.contains("value") {
                assert_eq!(read.unwrap(), Json::Object(vec![("value".into(), Json::Null)]));
            } else {
                assert!(read.unwrap_err().to_string().contains("recursion limit"));
            }
        }
    }

    proptest! {
        #[test]
        fn accepts_what_serde_json_accepts(text in r#"[\[\]{}",:a0-9.\-truefalsn \\u]{0,24}"#) {
            prop_assert_eq!(parse(&text).is_ok(), serde_json::from_str::<serde_json::Value>(&text).is_ok());
        }
    }
}
