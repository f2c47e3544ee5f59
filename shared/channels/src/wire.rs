//! Values as platforms write them: words, ids that may be numbers, times in many forms.
//!
//! All of them borrow from the body where they can; an escape in the text is what costs a copy.

use std::{borrow::Cow, fmt, marker::PhantomData};

use domain::time::Timestamp;
use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor, value::MapAccessDeserializer},
};

/// Words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Text<'a>(pub Cow<'a, str>);

/// An id: a string, or in old bodies a whole number. Never a float: 2^53 is less than many an id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Id<'a>(pub Cow<'a, str>);

/// A time: seconds or milliseconds as a number or as digits, or RFC 3339 (also with `+0000`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment(pub Timestamp);

/// The words, if there are any. Platforms send an empty text where they mean none.
pub(crate) fn words(text: Option<Text<'_>>) -> Option<String> {
    text.map(|text| text.0).filter(|text| !text.is_empty()).map(Cow::into_owned)
}

/// The id, if there is one: an empty id would make one person of all who have none.
pub(crate) fn id(id: Option<Id<'_>>) -> Option<String> {
    id.map(|id| id.0).filter(|id| !id.is_empty()).map(Cow::into_owned)
}

impl Text<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Id<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// An object, or nothing where the platform sent something else in its place: some fields hold now an object, now a bare
/// text, and what surrounds them must not be lost for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Loose<T>(pub Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
            type Value = Loose<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("anything")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Loose<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|object| Loose(Some(object)))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Loose<T>, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Loose(None))
            }
            fn visit_str<E: Error>(self, _: &str) -> Result<Loose<T>, E> {
                Ok(Loose(None))
            }
            fn visit_bool<E: Error>(self, _: bool) -> Result<Loose<T>, E> {
                Ok(Loose(None))
            }
            fn visit_i64<E: Error>(self, _: i64) -> Result<Loose<T>, E> {
                Ok(Loose(None))
            }
            fn visit_u64<E: Error>(self, _: u64) -> Result<Loose<T>, E> {
                Ok(Loose(None))
            }
            fn visit_f64<E: Error>(self, _: f64) -> Result<Loose<T>, E> {
                Ok(Loose(None))
            }
            fn visit_unit<E: Error>(self) -> Result<Loose<T>, E> {
                Ok(Loose(None))
            }
        }
        deserializer.deserialize_any(Object(PhantomData))
    }
}

/// Something that is good to know, or nothing where the platform sent something else in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Maybe<T>(pub Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de serde_json::value::RawValue>::deserialize(deserializer)?;
        Ok(Self(serde_json::from_str(raw.get()).ok()))
    }
}

/// A list of large things that nearly always has one: a `Vec` alone makes room for four.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Few<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
            type Value = Few<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Few<T>, A::Error> {
                let mut few = Vec::new();
                while let Some(one) = seq.next_element()? {
                    if few.is_empty() {
                        few.reserve_exact(1);
                    }
                    few.push(one);
                }
                Ok(Few(few))
            }
        }
        deserializer.deserialize_seq(List(PhantomData))
    }
}

/// A latitude or a longitude: a number, or one in quotes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Degrees(pub f64);

impl<'de> Deserialize<'de> for Degrees {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&'de serde_json::value::RawValue>::deserialize(deserializer)?.get();
        let number: Option<f64> = text.trim_matches('"').trim().parse().ok();
        number.filter(|number| number.is_finite()).map(Self).ok_or_else(|| D::Error::custom("degrees: a number"))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words<'a>(PhantomData<&'a str>);
        impl<'de: 'a, 'a> Visitor<'de> for Words<'a> {
            type Value = Text<'a>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'a>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'a>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Words(PhantomData))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Id<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name<'a>(PhantomData<&'a str>);
        impl<'de: 'a, 'a> Visitor<'de> for Name<'a> {
            type Value = Id<'a>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an id: a string or a whole number of at most 64 bits")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Id<'a>, E> {
                Ok(Id(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Id<'a>, E> {
                Ok(Id(Cow::Owned(text.to_owned())))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Id<'a>, E> {
                Ok(Id(Cow::Owned(number.to_string())))
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Id<'a>, E> {
                Ok(Id(Cow::Owned(number.to_string())))
            }
        }
        deserializer.deserialize_any(Name(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Time;
        impl Visitor<'_> for Time {
            type Value = Moment;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a time: seconds, milliseconds or RFC 3339")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Moment, E> {
                Ok(Moment(Timestamp::from_platform(number)))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Moment, E> {
                self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Moment, E> {
                // Times are well below 2^53; `as` clamps what is not a time at all.
                self.visit_i64(number as i64)
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Moment, E> {
                match text.parse::<i64>() {
                    Ok(number) => self.visit_i64(number),
                    Err(_) => text.parse().map(Moment).map_err(|_| E::invalid_value(Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_any(Time)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    // proves F14: 64-bit ids as numbers
    #[test]
    fn an_id_keeps_every_digit_or_is_refused() {
        for (json, expected) in [
            ("\"17841400000000777\"", "17841400000000777"),
            ("17841400000000777", "17841400000000777"),
            ("18446744073709551615", "18446744073709551615"),
            ("-1", "-1"),
            (r#""\u0041""#, "A"),
        ] {
            assert_eq!(serde_json::from_str::<Id>(json).unwrap().as_str(), expected);
        }
        for json in ["1.0", "18446744073709551616", "1e3", "true", "{}"] {
            assert!(serde_json::from_str::<Id>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_time_may_be_written_in_every_way_platforms_do() {
        for json in [
            "1631082844000",
            "1631082844",
            "1631082844.0",
            "\"1631082844\"",
            "\"1631082844000\"",
            "\"2021-09-08T06:34:04Z\"",
            "\"2021-09-08T06:34:04+0000\"",
            "\"2021-09-08T15:34:04+09:00\"",
        ] {
            assert_eq!(serde_json::from_str::<Moment>(json).unwrap().0.millis(), 1_631_082_844_000, "{json}");
        }
        for json in ["\"\"", "\"soon\"", "null", "[]"] {
            assert!(serde_json::from_str::<Moment>(json).is_err(), "{json}");
        }
        for json in ["-5", "1e300", "-1e300", "18446744073709551615"] {
            serde_json::from_str::<Moment>(json).unwrap();
        }
    }
}
