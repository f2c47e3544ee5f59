//! Listings: conversations and their messages, posts and their comments; newest first, a page at a time.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::{Value, json};

use super::fields::{Field, parse, select};
use super::read::graph_time;
use super::{Comment, mistake, no_such_object};
use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::record::{FailureKind, Utterance};
use crate::world::World;

const PARAMETERS: [&str; 8] = ["fields", "limit", "after", "platform", "filter", "order", "access_token", "appsecret_proof"];
/// Entries on a page that names no number.
const USUAL: usize = 25;

/// One entry of a listing, as it is remembered. It is put into words only if it is shown: a post may have a hundred thousand
/// comments, and a page shows twenty.
struct Entry<'w> {
    at_ms: i64,
    id: &'w str,
    what: What<'w>,
    /// The listing that hangs on it, with its name.
    edge: Option<(&'static str, Vec<Entry<'w>>)>,
}

enum What<'w> {
    /// With whom.
    Conversation,
    /// With whom it is, and what was said.
    Message(&'w str, &'w Utterance),
    /// Its words, and who wrote it: id and name.
    Post(&'w str, Option<&'w str>, Option<&'w str>),
    Comment(&'w Comment),
}

/// `GET /{id}/{edge}`: answers a page of it.
pub(super) fn answer(world: &mut World, call: &Call, account: &Account, id: &str, edge: &str) -> Answer {
    if let Some((name, _)) = call.query.iter().find(|(name, _)| !PARAMETERS.contains(&name.as_str())) {
        return mistake(world, FailureKind::UnknownField, &format!("no such parameter: {name}"));
    }
    let fields = match call.query("fields").map(parse).transpose() {
        Ok(fields) => fields.unwrap_or_default(),
        Err(problem) => return mistake(world, FailureKind::Malformed, &problem),
    };
    let platform = if account.platform == Platform::Facebook { "messenger" } else { "instagram" };
    let own = id == account.id || id == "me";
    let entries = match edge {
        "conversations" if own && call.query("platform") == Some(platform) => conversations(world, account),
        "messages" => match id.strip_prefix("t_") {
            Some(person) => messages(world, account, person),
            None => return no_such_object(world, id),
        },
        "feed" | "media" if own => posts(world, account),
        "comments" => comments(account, under(world, account, id), call.query("filter") == Some("stream")),
        _ => return no_such_object(world, id),
    };
    let limit = call.query("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL);
    let after = call.query("after").and_then(|after| after.parse().ok()).unwrap_or(0);
    match page(account, &entries, &fields, limit, after) {
        Ok(page) => Answer::json(200, page),
        Err(name) => mistake(world, FailureKind::UnknownField, &format!("Tried accessing nonexisting field ({name})")),
    }
}

fn page(account: &Account, entries: &[Entry<'_>], fields: &[Field], limit: usize, after: usize) -> Result<Value, String> {
    let end = (after + limit.clamp(1, 100)).min(entries.len());
    let shown: Vec<Value> =
        entries.get(after..end).unwrap_or_default().iter().map(|entry| show(account, entry, fields)).collect::<Result<_, _>>()?;
    let mut paging = json!({ "cursors": { "before": after.to_string(), "after": end.to_string() } });
    if end < entries.len() {
        paging["next"] = json!("https://graph.facebook.com/");
    }
    Ok(json!({ "data": shown, "paging": paging }))
}

fn show(account: &Account, entry: &Entry<'_>, fields: &[Field]) -> Result<Value, String> {
    let is_edge = |field: &&Field| entry.edge.as_ref().is_some_and(|(name, _)| *name == field.name);
    let plain: Vec<Field> = fields.iter().filter(|field| !is_edge(field)).cloned().collect();
    let mut shown = select(&words(account, entry), &plain)?;
    let Some((name, entries)) = &entry.edge else { return Ok(shown) };
    for field in fields.iter().filter(is_edge) {
        let argument = |wanted: &str| field.arguments.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.as_str());
        let limit = argument("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL);
        // Without this filter only what stands directly under the post is listed.
        let stream = *name != "comments" || account.platform != Platform::Facebook || argument("filter") == Some("stream");
        let stands = |entry: &&Entry<'_>| stream || matches!(entry.what, What::Comment(said) if said.parent.is_none());
        let mut top = entries.iter().filter(stands);
        let data: Vec<Value> =
            top.by_ref().take(limit).map(|entry| show(account, entry, &field.inner)).collect::<Result<_, _>>()?;
        // Nothing there: the Graph API leaves the edge out.
        if data.is_empty() {
            continue;
        }
        let mut paging = json!({ "cursors": { "before": "0", "after": data.len().to_string() } });
        if top.next().is_some() {
            paging["next"] = json!("https://graph.facebook.com/");
        }
        shown[*name] = json!({ "data": data, "paging": paging });
    }
    Ok(shown)
}

/// Every field of an entry.
fn words(account: &Account, entry: &Entry<'_>) -> Value {
    let (id, time, facebook) = (entry.id, graph_time(entry.at_ms), account.platform == Platform::Facebook);
    match entry.what {
        What::Conversation => json!({ "id": format!("t_{id}"), "updated_time": time, "link": Value::Null }),
        What::Message(person, said) => {
            let (from, to) = if said.from_company { (account.id.as_str(), person) } else { (person, account.id.as_str()) };
            json!({ "id": id, "created_time": time, "from": { "id": from }, "message": said.text,
                "to": { "data": [{ "id": to }] }, "attachments": Value::Null })
        }
        What::Post(text, author, name) if facebook => {
            json!({ "id": id, "created_time": time, "message": text, "from": { "id": author, "name": name } })
        }
        What::Post(text, ..) => json!({ "id": id, "timestamp": time, "caption": text }),
        What::Comment(said) if facebook => {
            json!({ "id": id, "created_time": time, "message": said.text, "attachment": Value::Null,
                "from": { "id": said.author, "name": said.username }, "parent": said.parent.as_ref().map(|parent| json!({ "id": parent })) })
        }
        What::Comment(said) => {
            json!({ "id": id, "timestamp": time, "text": said.text, "username": said.username,
                "from": { "id": said.author, "username": said.username }, "parent_id": said.parent })
        }
    }
}

fn newest_first(mut entries: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    // Of what was written in the same millisecond, too, each has its place: pages must not overlap.
    entries.sort_unstable_by_key(|entry| Reverse((entry.at_ms, entry.id)));
    entries
}

fn conversations<'w>(world: &'w World, account: &Account) -> Vec<Entry<'w>> {
    let mut people: HashMap<&str, Vec<Entry<'w>>> = HashMap::new();
    for said in private(world, account) {
        people.entry(&said.user_id).or_default().push(message(said));
    }
    let entry = |(person, messages)| {
        let messages = newest_first(messages);
        let at_ms = messages.first().map_or(0, |newest| newest.at_ms);
        Entry { at_ms, id: person, what: What::Conversation, edge: Some(("messages", messages)) }
    };
    newest_first(people.into_iter().map(entry).collect())
}

fn messages<'w>(world: &'w World, account: &Account, person: &str) -> Vec<Entry<'w>> {
    newest_first(private(world, account).filter(|said| said.user_id == person).map(message).collect())
}

fn private<'w>(world: &'w World, account: &Account) -> impl Iterator<Item = &'w Utterance> {
    world.talk.iter().filter(|said| !said.public && (said.platform, &said.account) == (account.platform, &account.account))
}

fn message(said: &Utterance) -> Entry<'_> {
    Entry { at_ms: said.at_ms, id: &said.id, what: What::Message(&said.user_id, said), edge: None }
}

fn posts<'w>(world: &'w World, account: &Account) -> Vec<Entry<'w>> {
    let mut under: HashMap<&str, Vec<(&str, &Comment)>> = HashMap::new();
    let mut posts = Vec::new();
    for (id, said) in world.meta.comments.iter().filter(|(_, said)| said.account == account.account) {
        let post = said.post.as_deref().unwrap_or_default();
        if post != id {
            under.entry(post).or_default().push((id, said));
        } else if !world.meta.posts.contains_key(id) {
            // What a visitor wrote on the page is listed with its posts.
            posts.push((id, said.at_ms, What::Post(&said.text, said.author.as_deref(), said.username.as_deref())));
        }
    }
    let own = world.meta.posts.iter().filter(|(_, post)| post.account == account.account);
    posts.extend(own.map(|(id, post)| (id, post.at_ms, What::Post(&post.caption, post.owner.as_deref(), Some(&post.username)))));
    let entry = |(id, at_ms, what): (&'w String, i64, What<'w>)| {
        let comments = comments(account, under.remove(id.as_str()).unwrap_or_default(), true);
        Entry { at_ms, id, what, edge: Some(("comments", comments)) }
    };
    newest_first(posts.into_iter().map(entry).collect())
}

/// What stands under a post.
fn under<'w>(world: &'w World, account: &Account, post: &str) -> Vec<(&'w str, &'w Comment)> {
    let all = world.meta.comments.iter().map(|(id, said)| (id.as_str(), said));
    all.filter(|(id, said)| said.account == account.account && said.post.as_deref() == Some(post) && *id != post).collect()
}

/// The comments of those under a post: on Facebook all of them, or those directly under it; on Instagram those, with their replies.
fn comments<'w>(account: &Account, mut under: Vec<(&'w str, &'w Comment)>, stream: bool) -> Vec<Entry<'w>> {
    let facebook = account.platform == Platform::Facebook;
    under.retain(|(_, said)| !said.deleted);
    let bare = |id: &'w str, said: &'w Comment| Entry { at_ms: said.at_ms, id, what: What::Comment(said), edge: None };
    let mut replies: HashMap<&str, Vec<Entry<'w>>> = HashMap::new();
    if !facebook {
        for (id, said) in &under {
            if let Some(parent) = &said.parent {
                replies.entry(parent).or_default().push(bare(id, said));
            }
        }
    }
    let top = under.into_iter().filter(|(_, said)| (facebook && stream) || said.parent.is_none());
    let entry = |(id, said): (&'w str, &'w Comment)| match facebook {
        true => bare(id, said),
        false => {
            let replies = newest_first(replies.remove(id).unwrap_or_default());
            Entry { edge: Some(("replies", replies)), ..bare(id, said) }
        }
    };
    newest_first(top.map(entry).collect())
}
