//! What follows from conditions alone: which implies which, and which can never hold.

use std::fmt::Debug;

use crate::{
    platform::{ContentType, Visibility},
    rule::{Amount, Choice, Condition, Matching, Test},
};

/// Whether every item for which `a` holds is one for which `b` holds. Said only where it is certain.
pub(super) fn implies(a: &Condition, b: &Condition) -> bool {
    if a == b {
        return true;
    }
    match (a, b) {
        (_, Condition::All(parts)) => parts.iter().all(|part| implies(a, part)),
        (Condition::Any(parts), _) => parts.iter().all(|part| implies(part, b)),
        (_, Condition::Any(parts)) if parts.iter().any(|part| implies(a, part)) => true,
        (Condition::All(parts), _) => parts.iter().any(|part| implies(part, b)),
        (Condition::Not(a), Condition::Not(b)) => implies(b, a),
        (Condition::Test(a), Condition::Test(b)) => test(a, b),
        _ => false,
    }
}

fn test(a: &Test, b: &Test) -> bool {
    match (a, b) {
        (Test::Text(Matching::Matches(a)), Test::Text(Matching::Matches(b))) => a.implies(b),
        (Test::Keyword(a), Test::Keyword(b)) => listed(a, b),
        (Test::Topic(a), Test::Topic(b)) => listed(a, b),
        (Test::Sentiment(a), Test::Sentiment(b)) => one(a, b),
        (Test::Intent(a), Test::Intent(b)) => one(a, b),
        (Test::Urgency(a), Test::Urgency(b)) => one(a, b),
        (Test::Platform(a), Test::Platform(b)) => one(a, b),
        (Test::Account(a), Test::Account(b)) => one(a, b),
        (Test::Language(a), Test::Language(b)) => one(a, b),
        (Test::ContentType(a), Test::ContentType(b)) => one(a, b),
        (Test::Visibility(a), Test::Visibility(b)) => one(a, b),
        (Test::Author(a), Test::Author(b)) => one(a, b),
        (Test::Country(a), Test::Country(b)) => one(a, b),
        (Test::Flag(a), Test::Flag(b)) => listed(a, b),
        (Test::MessageClass(a), Test::MessageClass(b)) => one(a, b),
        (Test::Followers(a), Test::Followers(b)) | (Test::EngagementPerHour(a), Test::EngagementPerHour(b)) => amount(a, b),
        _ => false,
    }
}

fn amount(a: &Amount, b: &Amount) -> bool {
    match (a, b) {
        (Amount::AtLeast(a), Amount::AtLeast(b)) => a >= b,
        (Amount::AtMost(a), Amount::AtMost(b)) => a <= b,
        _ => a == b,
    }
}

/// A choice among facts of which an item has one.
fn one<T: PartialEq>(a: &Choice<T>, b: &Choice<T>) -> bool {
    match (named(a), named(b)) {
        (Some(a), Some(b)) => a.iter().all(|value| b.contains(value)),
        (Some(a), None) => excluded(b).is_some_and(|b| a.iter().all(|value| !b.contains(value))),
        (None, None) => matches!((excluded(a), excluded(b)), (Some(a), Some(b)) if b.iter().all(|value| a.contains(value))),
        (None, Some(_)) => false,
    }
}

/// A choice among facts of which an item may have several.
fn listed<T: PartialEq>(a: &Choice<T>, b: &Choice<T>) -> bool {
    match (named(a), named(b)) {
        (Some(a), Some(b)) => a.iter().all(|value| b.contains(value)),
        (None, None) => matches!((excluded(a), excluded(b)), (Some(a), Some(b)) if b.iter().all(|value| a.contains(value))),
        _ => false,
    }
}

fn named<T>(choice: &Choice<T>) -> Option<&[T]> {
    matches!(choice, Choice::Is(_) | Choice::OneOf(_)).then(|| choice.values())
}

fn excluded<T>(choice: &Choice<T>) -> Option<&[T]> {
    matches!(choice, Choice::IsNot(_) | Choice::NoneOf(_)).then(|| choice.values())
}

/// Why a condition can never hold.
pub(super) fn never(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Any(parts) => {
            let why: Vec<String> = parts.iter().map(never).collect::<Option<_>>()?;
            why.into_iter().next()
        }
        Condition::Not(part) => matches!(&**part, Condition::All(parts) if parts.is_empty()).then(|| "not all of nothing".into()),
        Condition::Test(Test::Text(Matching::Matches(query))) => query.contradiction(),
        Condition::Test(_) => None,
        Condition::All(_) => {
            let mut parts = Vec::new();
            flatten(condition, &mut parts);
            if let Some(why) = parts.iter().find_map(|part| never(part)) {
                return Some(why);
            }
            for (i, a) in parts.iter().enumerate() {
                if let Some(b) = parts[i + 1..].iter().find(|b| clash(a, b)) {
                    return Some(format!("{} / {}", written(a), written(b)));
                }
            }
            None
        }
    }
}

fn written(condition: &Condition) -> String {
    serde_json::to_string(condition).unwrap_or_default()
}

fn flatten<'a>(condition: &'a Condition, parts: &mut Vec<&'a Condition>) {
    match condition {
        Condition::All(inner) => inner.iter().for_each(|part| flatten(part, parts)),
        other => parts.push(other),
    }
}

/// Whether two parts of an `all` can never hold together.
fn clash(a: &Condition, b: &Condition) -> bool {
    match (a, b) {
        (Condition::Not(inner), other) | (other, Condition::Not(inner)) => implies(other, inner),
        (Condition::Any(parts), other) | (other, Condition::Any(parts)) => parts.iter().all(|part| clash(part, other)),
        (Condition::Test(a), Condition::Test(b)) => apart(a, b) || apart(b, a),
        _ => false,
    }
}

fn apart(a: &Test, b: &Test) -> bool {
    match (a, b) {
        (Test::Text(Matching::IsUnknown), Test::Text(Matching::Matches(_)) | Test::Keyword(Choice::Is(_) | Choice::OneOf(_))) => {
            true
        }
        (Test::Keyword(a), Test::Keyword(b)) => denied(a, b),
        (Test::Topic(Choice::IsUnknown), Test::Topic(Choice::Is(_) | Choice::OneOf(_))) => true,
        (Test::Topic(a), Test::Topic(b)) => denied(a, b),
        (Test::Sentiment(a), Test::Sentiment(b)) => disjoint(a, b),
        (Test::Intent(a), Test::Intent(b)) => disjoint(a, b),
        (Test::Urgency(a), Test::Urgency(b)) => disjoint(a, b),
        (Test::Platform(a), Test::Platform(b)) => disjoint(a, b),
        (Test::Account(a), Test::Account(b)) => disjoint(a, b),
        (Test::Language(a), Test::Language(b)) => disjoint(a, b),
        (Test::ContentType(a), Test::ContentType(b)) => disjoint(a, b),
        (Test::Visibility(a), Test::Visibility(b)) => disjoint(a, b),
        (Test::Author(a), Test::Author(b)) => disjoint(a, b),
        (Test::Country(a), Test::Country(b)) => disjoint(a, b),
        (Test::Flag(a), Test::Flag(b)) => denied(a, b),
        (Test::MessageClass(a), Test::MessageClass(b)) => disjoint(a, b),
        (Test::Verified(a), Test::Verified(b)) | (Test::KnownCustomer(a), Test::KnownCustomer(b)) => disjoint(a, b),
        (Test::Followers(Amount::AtLeast(a)), Test::Followers(Amount::AtMost(b)))
        | (Test::EngagementPerHour(Amount::AtLeast(a)), Test::EngagementPerHour(Amount::AtMost(b))) => a > b,
        (Test::Followers(Amount::IsUnknown), Test::Followers(other))
        | (Test::EngagementPerHour(Amount::IsUnknown), Test::EngagementPerHour(other)) => *other != Amount::IsUnknown,
        // Only a private message is private.
        (Test::Visibility(visibility), Test::ContentType(kind)) => {
            let only = |wanted| named(visibility).is_some_and(|values| values.iter().all(|value| *value == wanted));
            let private = |value: &ContentType| *value == ContentType::PrivateMessage;
            let kinds = named(kind);
            (only(Visibility::Public) && kinds.is_some_and(|kinds| kinds.iter().all(private)))
                || (only(Visibility::Private) && kinds.is_some_and(|kinds| !kinds.iter().any(private)))
        }
        _ => false,
    }
}

/// Two choices that share no value.
fn disjoint<T: PartialEq + Debug>(a: &Choice<T>, b: &Choice<T>) -> bool {
    match (a, b) {
        (Choice::IsUnknown, Choice::IsUnknown) => false,
        (Choice::IsUnknown, _) | (_, Choice::IsUnknown) => true,
        _ => match (named(a), named(b)) {
            (Some(a), Some(b)) => !a.iter().any(|value| b.contains(value)),
            (Some(a), None) => excluded(b).is_some_and(|b| a.iter().all(|value| b.contains(value))),
            _ => false,
        },
    }
}

/// Every value that one asks for is excluded by the other.
fn denied<T: PartialEq>(a: &Choice<T>, b: &Choice<T>) -> bool {
    matches!((named(a), excluded(b)), (Some(a), Some(b)) if a.iter().all(|value| b.contains(value)))
}

/// A part by which a condition holds for nearly everything.
pub(super) fn broad(condition: &Condition) -> Option<String> {
    match condition {
        Condition::All(parts) => {
            let all: Vec<String> = parts.iter().map(broad).collect::<Option<_>>()?;
            Some(if all.is_empty() { "{\"all\":[]}".into() } else { all.join(" ") })
        }
        Condition::Any(parts) => parts.iter().find_map(broad),
        // What is excluded leaves nearly everything.
        Condition::Not(part) => broad(part).is_none().then(|| written(condition)),
        Condition::Test(Test::Text(Matching::Matches(query))) => query.broad_part(),
        Condition::Test(Test::Sentiment(choice)) => most(choice, 3, condition),
        Condition::Test(Test::Intent(choice)) => most(choice, 7, condition),
        Condition::Test(Test::Urgency(choice)) => most(choice, 3, condition),
        Condition::Test(Test::Language(choice)) => most(choice, 3, condition),
        Condition::Test(Test::Platform(choice)) => most(choice, crate::platform::Platform::ALL.len(), condition),
        Condition::Test(Test::ContentType(choice)) => most(choice, ContentType::ALL.len() - 1, condition),
        Condition::Test(Test::Visibility(choice)) => most(choice, 2, condition),
        Condition::Test(Test::MessageClass(choice)) => most(choice, 4, condition),
        Condition::Test(Test::Followers(Amount::AtLeast(0)) | Test::EngagementPerHour(Amount::AtLeast(0))) => {
            Some(written(condition))
        }
        Condition::Test(_) => None,
    }
}

/// All the values there are, or all but a few.
fn most<T>(choice: &Choice<T>, all: usize, condition: &Condition) -> Option<String> {
    let broad = named(choice).is_some_and(|values| values.len() >= all) || excluded(choice).is_some();
    broad.then(|| written(condition))
}
