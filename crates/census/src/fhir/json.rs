//! A JSON tree that borrows its text, keeps decimals as they were written, and answers every question with
//! "not there" rather than an error: one bad field must never lose the others.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
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
            // XML has only text.
            Json::Text(t) if t == "true" => Some(true),
            Json::Text(t) if t == "false" => Some(false),
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

/// Which resources need not be read, by their type.
type PassOver = fn(&str) -> bool;

/// Reads a tree. A resource whose type comes first and is to be passed over keeps its type and nothing else.
#[derive(Clone, Copy)]
struct Tree {
    pass_over: Option<PassOver>,
}

/// Fields that hold resources of a Bundle or of Parameters. What is contained in a resource is always read.
fn holds_resources(name: &str) -> bool {
    matches!(name, "resource" | "entry" | "parameter" | "part")
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Json<'de>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
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
        while let Some(item) = seq.next_element_seed(self)? {
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
                map.next_value::<IgnoredAny>()?;
            } else {
                let inside = Tree {
                    pass_over: self.pass_over.filter(|_| holds_resources(&name)),
                };
                let is_type = fields.is_empty() && name == "resourceType";
                let value = map.next_value_seed(inside)?;
                let over = is_type && self.pass_over.is_some_and(|over| value.text().is_some_and(over));
                fields.push((name, value));
                if over {
                    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                }
            }
        }
        Ok(Json::Object(fields))
    }
}

/// A number keeps its digits, text is read. A list or object in a field called `value` is not FHIR and is dropped
/// unread, so that nesting there cannot outrun the depth limit.
fn with_digits(raw: &str) -> Json<'_> {
    match raw.bytes().next() {
        Some(b'"') => read(raw, None).unwrap_or(Json::Null),
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

/// Reads one JSON value. serde_json's own depth limit (128) stands.
#[cfg(test)]
pub(super) fn parse(text: &str) -> Result<Json<'_>, serde_json::Error> {
    read(text, None)
}

/// Reads one resource, Bundle entry or Bundle, without looking into resources of the types named.
pub(super) fn parse_but(text: &str, pass_over: PassOver) -> Result<Json<'_>, serde_json::Error> {
    read(text, Some(pass_over))
}

fn read(text: &str, pass_over: Option<PassOver>) -> Result<Json<'_>, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let tree = Tree { pass_over }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(tree)
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
