//! Posts that X is asked for: recent search, and what names a user. Newest first, in pages, seven days back, so often in 15 minutes.
//!
//! Sources: X Developer Platform, "Search Posts: recent", "User Posts timeline and mentions", "Pagination", "Rate limits".

use serde_json::{Map, Value, json};

use super::query::{self, Query};
use super::{Post, invalid, problem};
use crate::account::Account;
use crate::call::{Answer, Call};
use crate::record::FailureKind;
use crate::world::World;

/// Calls of one user in 15 minutes.
const CALLS: usize = 300;
const WINDOW_MS: i64 = 15 * 60_000;
/// How far recent search goes back.
const REACH_MS: i64 = 7 * 24 * 3_600_000;
/// Posts of a page: the least, as it is by default, the most.
const PAGE: (usize, usize, usize) = (10, 10, 100);
const FIELDS: [&str; 24] = [
    "article",
    "attachments",
    "author_id",
    "card_uri",
    "community_id",
    "context_annotations",
    "conversation_id",
    "created_at",
    "edit_controls",
    "edit_history_tweet_ids",
    "entities",
    "geo",
    "id",
    "in_reply_to_user_id",
    "lang",
    "note_tweet",
    "possibly_sensitive",
    "public_metrics",
    "referenced_tweets",
    "reply_settings",
    "source",
    "text",
    "withheld",
    "display_text_range",
];
const EXPANSIONS: [&str; 8] = [
    "author_id",
    "attachments.media_keys",
    "attachments.poll_ids",
    "edit_history_tweet_ids",
    "entities.mentions.username",
    "geo.place_id",
    "in_reply_to_user_id",
    "referenced_tweets.id",
];
const PARAMETERS: [&str; 12] = [
    "max_results",
    "since_id",
    "until_id",
    "start_time",
    "end_time",
    "tweet.fields",
    "expansions",
    "user.fields",
    "place.fields",
    "media.fields",
    "poll.fields",
    "pagination_token",
];

/// A moment as X writes it.
pub(super) fn moment(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms).map(|at| format!("{at:.3}")).unwrap_or_default()
}

/// `GET /2/tweets/search/recent`
pub(super) fn recent(world: &mut World, call: &Call, account: &Account) -> Answer {
    let Some(words) = call.query("query") else {
        return wrong(FailureKind::Malformed, "The `query` query parameter can not be empty");
    };
    let query = match query::read(words) {
        Ok(query) => query,
        Err(why) => return wrong(FailureKind::Malformed, &why),
    };
    let oldest = world.now_ms() - REACH_MS;
    listed(world, call, account, "search", &["query", "next_token", "sort_order"], Some(oldest), |post| found(&query, post))
}

fn found(query: &Query, post: &Post) -> bool {
    query.finds(&post.shown, &post.user)
}

/// `GET /2/users/{id}/mentions`
pub(super) fn mentions(world: &mut World, call: &Call, account: &Account, own: &str) -> Answer {
    if own != account.id {
        return problem(403, "Forbidden", "about:blank", "The mentions of others are not for this token");
    }
    let own = account.id.clone();
    listed(world, call, account, "mentions", &[], None, |post| post.summons.as_deref() == Some(own.as_str()))
}

fn listed(
    world: &mut World,
    call: &Call,
    account: &Account,
    listing: &'static str,
    more: &[&str],
    oldest: Option<i64>,
    wanted: impl Fn(&Post) -> bool,
) -> Answer {
    let now = world.now_ms();
    let asked = world.x.asked.entry((account.account.clone(), listing)).or_default();
    asked.retain(|at| now - at < WINDOW_MS);
    let reset = (asked.first().copied().unwrap_or(now) + WINDOW_MS) / 1_000 + 1;
    let left = CALLS.saturating_sub(asked.len() + 1);
    let full = asked.len() >= CALLS;
    if !full {
        asked.push(now);
    }
    let answer = if full {
        problem(429, "Too Many Requests", "about:blank", "Too Many Requests")
            .failing(FailureKind::OverLimit, "more calls than 300 in 15 minutes")
    } else {
        page(world, call, more, oldest, wanted)
    };
    answer
        .with("x-rate-limit-limit", CALLS.to_string())
        .with("x-rate-limit-remaining", left.to_string())
        .with("x-rate-limit-reset", reset.to_string())
}

fn page(world: &World, call: &Call, more: &[&str], oldest: Option<i64>, wanted: impl Fn(&Post) -> bool) -> Answer {
    if let Some((name, _)) =
        call.query.iter().find(|(name, _)| !PARAMETERS.contains(&name.as_str()) && !more.contains(&name.as_str()))
    {
        return wrong(FailureKind::UnknownField, &format!("The query parameter [{name}] is not one of those known here"));
    }
    let fields = match chosen(call, "tweet.fields", &FIELDS) {
        Ok(fields) => fields,
        Err(why) => return wrong(FailureKind::UnknownField, &why),
    };
    let expansions = match chosen(call, "expansions", &EXPANSIONS) {
        Ok(expansions) => expansions,
        Err(why) => return wrong(FailureKind::UnknownField, &why),
    };
    let most = match call.query("max_results").map(str::parse::<usize>) {
        None => PAGE.1,
        Some(Ok(most)) if (PAGE.0..=PAGE.2).contains(&most) => most,
        Some(_) => return wrong(FailureKind::Malformed, "The `max_results` query parameter value is not between 10 and 100"),
    };
    let since_id = match call.query("since_id").map(str::parse::<i64>) {
        None => None,
        Some(Ok(id)) if oldest.is_some_and(|oldest| (id >> 22) + super::EPOCH_MS < oldest) => {
            let why =
                "'since_id' must be a tweet id created after the last seven days began. Please use a 'since_id' that is larger";
            return wrong(FailureKind::Malformed, why);
        }
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return wrong(FailureKind::Malformed, "The `since_id` query parameter value is not a number"),
    };
    let start = match call.query("start_time").map(str::parse::<jiff::Timestamp>) {
        None => None,
        Some(Ok(at)) if oldest.is_some_and(|oldest| at.as_millisecond() < oldest) => {
            return wrong(FailureKind::Malformed, "Invalid 'start_time': it must be on or after seven days ago");
        }
        Some(Ok(at)) => Some(at.as_millisecond()),
        Some(Err(_)) => return wrong(FailureKind::Malformed, "The `start_time` query parameter value is not a valid datetime"),
    };
    let token = call.query("next_token").or_else(|| call.query("pagination_token"));
    let below = match token.map(|token| token.strip_prefix("b26v").and_then(|id| id.parse::<i64>().ok())) {
        None => i64::MAX,
        Some(Some(id)) => id,
        Some(None) => return wrong(FailureKind::Malformed, "The `next_token` query parameter value is not valid"),
    };
    let from = start.into_iter().chain(oldest).max().unwrap_or(i64::MIN);
    let mut found: Vec<(i64, &Post)> = world
        .x
        .posts
        .iter()
        .filter_map(|(id, post)| Some((id.parse::<i64>().ok()?, post)))
        .filter(|(id, post)| !post.deleted && since_id.is_none_or(|since| *id > since) && post.at_ms >= from && wanted(post))
        .collect();
    found.sort_by_key(|(id, _)| -id);
    let left: Vec<(i64, &Post)> = found.into_iter().filter(|(id, _)| *id < below).collect();
    let shown = &left[..left.len().min(most)];
    let mut meta = json!({ "result_count": shown.len() });
    if let (Some((newest, _)), Some((last, _))) = (shown.first(), shown.last()) {
        (meta["newest_id"], meta["oldest_id"]) = (json!(newest.to_string()), json!(last.to_string()));
        if left.len() > shown.len() {
            meta["next_token"] = json!(format!("b26v{last}"));
        }
    }
    let mut body = json!({ "meta": meta });
    if !shown.is_empty() {
        body["data"] = shown.iter().map(|(_, post)| choose(&post.shown, &fields)).collect();
        if expansions.contains(&"author_id") {
            let mut users: Vec<&Value> = Vec::new();
            for (_, post) in shown {
                if !users.iter().any(|known| known["id"] == post.user["id"]) {
                    users.push(&post.user);
                }
            }
            body["includes"] = json!({ "users": users });
        }
    }
    Answer::json(200, body)
}

/// A list in a parameter, each of whose names X knows.
fn chosen<'c>(call: &'c Call, name: &str, known: &[&str]) -> Result<Vec<&'c str>, String> {
    let chosen: Vec<&str> = call.query(name).unwrap_or_default().split(',').filter(|one| !one.is_empty()).collect();
    match chosen.iter().find(|one| !known.contains(one)) {
        Some(one) => Err(format!("The `{name}` query parameter value [{one}] is not one of {known:?}")),
        None => Ok(chosen),
    }
}

/// Only what was asked for is shown, and what always is.
fn choose(post: &Value, fields: &[&str]) -> Value {
    let always = ["id", "text", "edit_history_tweet_ids"];
    let all = post.as_object().cloned().unwrap_or_default();
    let some: Map<String, Value> =
        all.into_iter().filter(|(name, _)| always.contains(&name.as_str()) || fields.contains(&name.as_str())).collect();
    Value::Object(some)
}

fn wrong(kind: FailureKind, detail: &str) -> Answer {
    invalid(detail).failing(kind, detail)
}
