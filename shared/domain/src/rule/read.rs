//! Reading a condition from JSON, with the place of everything that is wrong in it.

use serde_json::{Map, Value};

use super::{Condition, DEEPEST, MOST_TESTS, Test};
use crate::{analysis::Sentiment, invalid::Invalid, query::Query};

const SHAPE: &str =
    "write {\"all\": [...]}, {\"any\": [...]}, {\"not\": {...}} or {\"field\": ..., \"operator\": ..., \"value\": ...}";

pub(super) fn read(value: &Value, field: &str) -> Result<Condition, Vec<Invalid>> {
    let mut reader = Reader { tests: 0, problems: Vec::new() };
    let condition = reader.condition(value, field, 1);
    match condition {
        Some(condition) if reader.problems.is_empty() => Ok(condition),
        _ => Err(reader.problems),
    }
}

struct Reader {
    tests: usize,
    problems: Vec<Invalid>,
}

impl Reader {
    fn refuse<T>(&mut self, place: &str, problem: impl std::fmt::Display, next_step: &str) -> Option<T> {
        self.problems.push(Invalid::new(place, problem, next_step));
        None
    }

    fn condition(&mut self, value: &Value, place: &str, depth: usize) -> Option<Condition> {
        if depth > DEEPEST {
            return self.refuse(place, format_args!("is nested more than {DEEPEST} deep"), "flatten it, or split the rule");
        }
        let Some(object) = value.as_object() else {
            return self.refuse(place, "is not a condition", SHAPE);
        };
        let under = |key: &str| format!("{}{key}", dotted(place));
        let only = |key: &str| if object.len() == 1 { object.get(key) } else { None };
        if let Some(parts) = only("all") {
            return self.list(parts, &under("all"), depth).map(Condition::All);
        }
        if let Some(parts) = only("any") {
            if parts.as_array().is_some_and(Vec::is_empty) {
                return self.refuse(&under("any"), "is empty and would never hold", "add a condition, or pause the rule");
            }
            return self.list(parts, &under("any"), depth).map(Condition::Any);
        }
        if let Some(part) = only("not") {
            return self.condition(part, &under("not"), depth + 1).map(|part| Condition::Not(Box::new(part)));
        }
        if object.contains_key("field") {
            return self.test(object, place);
        }
        self.refuse(place, "is not a condition", SHAPE)
    }

    fn list(&mut self, value: &Value, place: &str, depth: usize) -> Option<Vec<Condition>> {
        let Some(parts) = value.as_array() else {
            return self.refuse(place, "is not a list", SHAPE);
        };
        // Not `collect` into an `Option`: the first problem must not hide the others.
        let mut read = Vec::with_capacity(parts.len().min(MOST_TESTS));
        for (i, part) in parts.iter().enumerate() {
            read.extend(self.condition(part, &format!("{place}[{i}]"), depth + 1));
            if self.tests > MOST_TESTS {
                break;
            }
        }
        (read.len() == parts.len()).then_some(read)
    }

    fn test(&mut self, object: &Map<String, Value>, place: &str) -> Option<Condition> {
        self.tests += 1;
        if self.tests == MOST_TESTS + 1 {
            return self.refuse(
                place,
                format_args!("is one test more than the {MOST_TESTS} a condition may hold"),
                "split the rule",
            );
        }
        if let Some(extra) = object.keys().find(|key| !matches!(key.as_str(), "field" | "operator" | "value")) {
            return self.refuse(place, format_args!("has an unknown key `{extra}`"), "keep field, operator and value");
        }
        // Before the whole is read, so that the place in the query is not lost in the words of another reader.
        if let (Some("text"), Some(Value::String(query))) = (object.get("field").and_then(Value::as_str), object.get("value"))
            && let Err(error) = Query::parse(query)
        {
            self.problems.push(Invalid::query(format_args!("{}value", dotted(place)), error));
            return None;
        }
        let test = match serde_json::from_value::<Test>(Value::Object(object.clone())) {
            Ok(test) => test,
            Err(error) => return self.refuse(place, error, "correct the field, the operator or the value"),
        };
        if empty_list(&test) {
            return self.refuse(place, "has an empty list of values", "name at least one value");
        }
        // "is unknown" would otherwise be a test that can never hold: an unknown fact matches nothing.
        if let Test::Sentiment(choice) = &test
            && choice.values().contains(&Sentiment::Unknown)
        {
            return self.refuse(place, "names `unknown` as a sentiment", "use the operator `is_unknown`");
        }
        Some(Condition::Test(test))
    }
}

/// What stands before a key in a path.
fn dotted(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("{place}.") }
}

fn empty_list(test: &Test) -> bool {
    match test {
        Test::Text(_) => false,
        Test::Keyword(choice) => choice.is_empty_list(),
        Test::Sentiment(choice) => choice.is_empty_list(),
        Test::Intent(choice) => choice.is_empty_list(),
        Test::Urgency(choice) => choice.is_empty_list(),
        Test::Topic(choice) => choice.is_empty_list(),
        Test::Platform(choice) => choice.is_empty_list(),
        Test::Account(choice) => choice.is_empty_list(),
        Test::Language(choice) => choice.is_empty_list(),
        Test::ContentType(choice) => choice.is_empty_list(),
        Test::Visibility(choice) => choice.is_empty_list(),
        Test::Author(choice) | Test::Country(choice) => choice.is_empty_list(),
        Test::Verified(choice) | Test::KnownCustomer(choice) => choice.is_empty_list(),
        Test::Flag(choice) => choice.is_empty_list(),
        Test::MessageClass(choice) => choice.is_empty_list(),
        Test::Followers(_) | Test::EngagementPerHour(_) | Test::Time(_) => false,
    }
}
