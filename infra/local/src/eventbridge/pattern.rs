//! Event patterns: which events a rule lets through.
//!
//! Source: Amazon EventBridge user guide, "Comparison operators for use in event patterns".

use serde_json::{Map, Value};

/// A pattern: every field must match.
#[derive(Debug, Clone)]
pub struct Pattern {
    fields: Vec<(String, Field)>,
    /// `$or`: one of each list must match.
    either: Vec<Vec<Pattern>>,
}

#[derive(Debug, Clone)]
enum Field {
    /// A mapping in the event with a pattern of its own.
    Inside(Pattern),
    /// A value (or a list of values) of which one must pass one of the tests.
    Value(Vec<Test>),
}

#[derive(Debug, Clone)]
enum Test {
    Equals(Value),
    EqualsIgnoringCase(String),
    Prefix(String, bool),
    Suffix(String, bool),
    Wildcard(String),
    AnythingBut(Vec<Test>),
    Exists(bool),
    Numeric(Vec<(Comparison, f64)>),
}

#[derive(Debug, Clone, Copy)]
enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When an operator is not known or misused.
    pub fn read(value: &Value) -> Result<Self, String> {
        match value {
            Value::Object(map) => Self::from_map(map),
            Value::String(text) => {
                let value: Value = serde_json::from_str(text).map_err(|e| format!("is not JSON: {e}"))?;
                Self::read(&value)
            }
            _ => Err("must be a mapping".to_owned()),
        }
    }

    fn from_map(map: &Map<String, Value>) -> Result<Self, String> {
        let mut pattern = Self { fields: Vec::new(), either: Vec::new() };
        for (name, value) in map {
            match value {
                Value::Array(arms) if name == "$or" => {
                    pattern.either.push(arms.iter().map(Self::read).collect::<Result<_, _>>()?);
                }
                Value::Object(inner) => pattern.fields.push((name.clone(), Field::Inside(Self::from_map(inner)?))),
                Value::Array(tests) => {
                    let tests = tests.iter().map(Test::read).collect::<Result<Vec<_>, _>>()?;
                    pattern.fields.push((name.clone(), Field::Value(tests)));
                }
                _ => return Err(format!("`{name}` must be a list or a mapping")),
            }
        }
        Ok(pattern)
    }

    /// Whether the rule lets an event through.
    pub fn matches(&self, event: &Value) -> bool {
        self.fields.iter().all(|(name, field)| field.matches(event.get(name)))
            && self.either.iter().all(|arms| arms.iter().any(|arm| arm.matches(event)))
    }
}

impl Field {
    fn matches(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Inside(pattern), Some(Value::Array(items))) => items.iter().any(|item| pattern.matches(item)),
            (Self::Inside(pattern), value) => pattern.matches(value.unwrap_or(&Value::Null)),
            (Self::Value(tests), Some(Value::Array(items))) if !items.is_empty() => {
                items.iter().any(|item| tests.iter().any(|test| test.passes(Some(item))))
            }
            (Self::Value(tests), value) => tests.iter().any(|test| test.passes(value)),
        }
    }
}

impl Test {
    fn read(value: &Value) -> Result<Self, String> {
        let Value::Object(map) = value else {
            return Ok(Self::Equals(value.clone()));
        };
        let mut entries = map.iter();
        let (Some((operator, argument)), None) = (entries.next(), entries.next()) else {
            return Err(format!("{value}: one operator at a time"));
        };
        let text = |argument: &Value| {
            argument.as_str().map(str::to_owned).ok_or_else(|| format!("{operator} needs text, not {argument}"))
        };
        let folded = |argument: &Value| match argument.get("equals-ignore-case") {
            Some(inner) => text(inner).map(|text| (text.to_lowercase(), true)),
            None => text(argument).map(|text| (text, false)),
        };
        Ok(match operator.as_str() {
            "prefix" => {
                let (text, fold) = folded(argument)?;
                Self::Prefix(text, fold)
            }
            "suffix" => {
                let (text, fold) = folded(argument)?;
                Self::Suffix(text, fold)
            }
            "equals-ignore-case" => Self::EqualsIgnoringCase(text(argument)?.to_lowercase()),
            "wildcard" => Self::Wildcard(text(argument)?),
            "exists" => Self::Exists(argument.as_bool().ok_or("exists needs true or false")?),
            "anything-but" => Self::AnythingBut(match argument {
                Value::Array(items) => items.iter().map(Self::read).collect::<Result<_, _>>()?,
                // `{"anything-but": {"prefix": ["a", "b"]}}`
                Value::Object(inner) => match inner.iter().next() {
                    Some((inner_operator, Value::Array(items))) if inner.len() == 1 => items
                        .iter()
                        .map(|item| Self::read(&serde_json::json!({ inner_operator.as_str(): item })))
                        .collect::<Result<_, _>>()?,
                    _ => vec![Self::read(argument)?],
                },
                single => vec![Self::Equals(single.clone())],
            }),
            "numeric" => Self::Numeric(numeric(argument)?),
            other => return Err(format!("the operator `{other}` is not known")),
        })
    }

    fn passes(&self, value: Option<&Value>) -> bool {
        let Some(value) = value else {
            return matches!(self, Self::Exists(false));
        };
        let text = value.as_str();
        match self {
            Self::Equals(wanted) => match (wanted.as_f64(), value.as_f64()) {
                (Some(one), Some(other)) => (one - other).abs() < f64::EPSILON,
                _ => wanted == value,
            },
            Self::EqualsIgnoringCase(wanted) => text.is_some_and(|text| text.to_lowercase() == *wanted),
            Self::Prefix(start, false) => text.is_some_and(|text| text.starts_with(start.as_str())),
            Self::Prefix(start, true) => text.is_some_and(|text| text.to_lowercase().starts_with(start.as_str())),
            Self::Suffix(end, false) => text.is_some_and(|text| text.ends_with(end.as_str())),
            Self::Suffix(end, true) => text.is_some_and(|text| text.to_lowercase().ends_with(end.as_str())),
            Self::Wildcard(glob) => text.is_some_and(|text| wildcard(glob, text)),
            Self::AnythingBut(tests) => !tests.iter().any(|test| test.passes(Some(value))),
            // Only a leaf exists; a mapping does not count.
            Self::Exists(wanted) => *wanted != value.is_object(),
            Self::Numeric(bounds) => value.as_f64().is_some_and(|number| {
                bounds.iter().all(|(comparison, bound)| match comparison {
                    Comparison::Equal => (number - bound).abs() < f64::EPSILON,
                    Comparison::Less => number < *bound,
                    Comparison::LessOrEqual => number <= *bound,
                    Comparison::Greater => number > *bound,
                    Comparison::GreaterOrEqual => number >= *bound,
                })
            }),
        }
    }
}

fn numeric(argument: &Value) -> Result<Vec<(Comparison, f64)>, String> {
    let items = argument.as_array().ok_or("numeric needs a list")?;
    let (pairs, rest) = items.as_chunks::<2>();
    if !rest.is_empty() || pairs.is_empty() {
        return Err("numeric needs pairs of comparison and number".to_owned());
    }
    let mut bounds = Vec::new();
    for [comparison, bound] in pairs {
        let comparison = match comparison.as_str() {
            Some("=") => Comparison::Equal,
            Some("<") => Comparison::Less,
            Some("<=") => Comparison::LessOrEqual,
            Some(">") => Comparison::Greater,
            Some(">=") => Comparison::GreaterOrEqual,
            _ => return Err(format!("numeric: `{comparison}` is not a comparison")),
        };
        bounds.push((comparison, bound.as_f64().ok_or_else(|| format!("numeric: `{bound}` is not a number"))?));
    }
    Ok(bounds)
}

/// `*` stands for any text. Linear in pattern and text by going back to the last star only.
fn wildcard(glob: &str, text: &str) -> bool {
    let (glob, text) = (glob.as_bytes(), text.as_bytes());
    let (mut g, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        if glob.get(g) == Some(&b'*') {
            star = Some((g + 1, t));
            g += 1;
        } else if glob.get(g) == text.get(t) {
            g += 1;
            t += 1;
        } else if let Some((after, from)) = star {
            g = after;
            t = from + 1;
            star = Some((after, from + 1));
        } else {
            return false;
        }
    }
    glob.get(g..).is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn matches(pattern: Value, event: Value) -> bool {
        Pattern::read(&pattern).unwrap_or_else(|e| panic!("{e}")).matches(&event)
    }

    #[test]
    fn every_field_must_match_and_one_value_of_each_suffices() {
        let pattern = json!({"source": ["care"], "detail-type": [{"prefix": "mention."}, "x"]});
        assert!(matches(pattern.clone(), json!({"source": "care", "detail-type": "mention.ingested.v1"})));
        assert!(!matches(pattern.clone(), json!({"source": "care", "detail-type": "message.sent.v1"})));
        assert!(!matches(pattern, json!({"detail-type": "x"})));
    }

    #[test]
    fn operators_as_the_user_guide_lists_them() {
        let detail = |test: Value, value: Value| matches(json!({"detail": {"a": [test]}}), json!({"detail": {"a": value}}));
        assert!(detail(json!({"suffix": "g"}), json!("dog")));
        assert!(detail(json!({"equals-ignore-case": "DOG"}), json!("dog")));
        assert!(detail(json!({"wildcard": "d*g"}), json!("drag")));
        assert!(!detail(json!({"wildcard": "d*g"}), json!("drags")));
        assert!(detail(json!({"anything-but": ["cat"]}), json!("dog")));
        assert!(!detail(json!({"anything-but": {"prefix": "do"}}), json!("dog")));
        assert!(detail(json!({"numeric": [">", 0, "<=", 5]}), json!(5)));
        assert!(!detail(json!({"numeric": [">", 0, "<=", 5]}), json!(5.1)));
        assert!(detail(json!("x"), json!(["y", "x"])));
        assert!(detail(json!(null), json!(null)));
        assert!(matches(json!({"detail": {"a": [{"exists": false}]}}), json!({"detail": {}})));
        assert!(!matches(json!({"detail": {"a": [{"exists": false}]}}), json!({"detail": {"a": 1}})));
    }

    #[test]
    fn or_takes_any_arm() {
        let pattern = json!({"detail": {"$or": [{"a": [1]}, {"b": [{"exists": true}]}]}});
        assert!(matches(pattern.clone(), json!({"detail": {"b": 2}})));
        assert!(!matches(pattern, json!({"detail": {"a": 2}})));
    }

    #[test]
    fn an_unknown_operator_is_refused() {
        assert!(Pattern::read(&json!({"a": [{"cidr": "10.0.0.0/8"}]})).is_err());
    }
}
