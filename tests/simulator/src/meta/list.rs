//! Listings: conversations and their messages, posts and their comments; newest first, a page at a time.

use serde_json::{Value, json};

use super::fields::{Field, parse, select};
use super::read::graph_time;
use super::{Comment, mistake, no_such_object};
use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::record::FailureKind;
use crate::world::World;

const PARAMETERS: [&str; 8] = ["fields", "limit", "after", "platform", "filter", "order", "access_token", "appsecret_proof"];
/// Entries on a page that names no number.
const USUAL: usize = 25;

/// One entry of a listing, with the listings that hang on it.
struct Entry {
    at_ms: i64,
    all: Value,
    edges: Vec<(&'static str, Vec<Entry>)>,
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
        "comments" => comments(world, account, id, call.query("filter") == Some("stream")),
        _ => return no_such_object(world, id),
    };
    let limit = call.query("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL);
    let after = call.query("after").and_then(|after| after.parse().ok()).unwrap_or(0);
    match page(&entries, &fields, limit, after) {
        Ok(page) => Answer::json(200, page),
        Err(name) => mistake(world, FailureKind::UnknownField, &format!("Tried accessing nonexisting field ({name})")),
    }
}

fn page(entries: &[Entry], fields: &[Field], limit: usize, after: usize) -> Result<Value, String> {
    let end = (after + limit.clamp(1, 100)).min(entries.len());
    let shown: Vec<Value> =
        entries.get(after..end).unwrap_or_default().iter().map(|entry| show(entry, fields)).collect::<Result<_, _>>()?;
    let mut paging = json!({ "cursors": { "before": after.to_string(), "after": end.to_string() } });
    if end < entries.len() {
        paging["next"] = json!("https://graph.facebook.com/");
    }
    Ok(json!({ "data": shown, "paging": paging }))
}

fn show(entry: &Entry, fields: &[Field]) -> Result<Value, String> {
    let is_edge = |field: &&Field| entry.edges.iter().any(|(name, _)| *name == field.name);
    let plain: Vec<Field> = fields.iter().filter(|field| !is_edge(field)).cloned().collect();
    let mut shown = select(&entry.all, &plain)?;
    for field in fields.iter().filter(is_edge) {
        for (name, entries) in entry.edges.iter().filter(|(name, _)| *name == field.name) {
            let argument = |wanted: &str| field.arguments.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.as_str());
            let limit = argument("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL);
            // Without this filter only what stands directly under the post is listed.
            let stream = *name != "comments" || entry.all.get("timestamp").is_some() || argument("filter") == Some("stream");
            let top: Vec<&Entry> = entries.iter().filter(|entry| stream || entry.all["parent"].is_null()).collect();
            // Nothing there: the Graph API leaves the edge out.
            if !top.is_empty() {
                let end = top.len().min(limit);
                let data: Vec<Value> = top[..end].iter().map(|entry| show(entry, &field.inner)).collect::<Result<_, _>>()?;
                let mut paging = json!({ "cursors": { "before": "0", "after": end.to_string() } });
                if end < top.len() {
                    paging["next"] = json!("https://graph.facebook.com/");
                }
                shown[*name] = json!({ "data": data, "paging": paging });
            }
        }
    }
    Ok(shown)
}

fn newest_first(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at_ms));
    entries
}

fn conversations(world: &World, account: &Account) -> Vec<Entry> {
    let own = world.talk.iter().filter(|said| (said.platform, &said.account) == (account.platform, &account.account));
    let mut people: Vec<&str> = own.filter(|said| !said.public).map(|said| said.user_id.as_str()).collect();
    people.sort_unstable();
    people.dedup();
    let entry = |person: &str| {
        let messages = messages(world, account, person);
        let at_ms = messages.first().map_or(0, |newest| newest.at_ms);
        let all = json!({ "id": format!("t_{person}"), "updated_time": graph_time(at_ms), "link": Value::Null });
        Entry { at_ms, all, edges: vec![("messages", messages)] }
    };
    newest_first(people.into_iter().map(entry).collect())
}

fn messages(world: &World, account: &Account, person: &str) -> Vec<Entry> {
    let mine = world.talk.iter().filter(|said| {
        (said.platform, &said.account, said.user_id.as_str(), said.public) == (account.platform, &account.account, person, false)
    });
    let entry = |said: &crate::record::Utterance| {
        let (from, to) = if said.from_company { (account.id.as_str(), person) } else { (person, account.id.as_str()) };
        let all = json!({ "id": said.id, "created_time": graph_time(said.at_ms), "from": { "id": from }, "message": said.text,
            "to": { "data": [{ "id": to }] }, "attachments": Value::Null });
        Entry { at_ms: said.at_ms, all, edges: vec![] }
    };
    newest_first(mine.map(entry).collect())
}

fn posts(world: &World, account: &Account) -> Vec<Entry> {
    let mut ids: Vec<&String> =
        world.meta.posts.iter().filter(|(_, post)| post.account == account.account).map(|(id, _)| id).collect();
    // What a visitor wrote on the page is listed with its posts.
    let written = |(id, comment): &(&String, &Comment)| comment.account == account.account && comment.post.as_ref() == Some(id);
    ids.extend(world.meta.comments.iter().filter(written).map(|(id, _)| id));
    ids.sort_unstable();
    ids.dedup();
    let entry = |id: &String| {
        let (at_ms, text, from) = match (world.meta.posts.get(id), world.meta.comments.get(id)) {
            (Some(post), _) => (post.at_ms, post.caption.clone(), json!({ "id": post.owner, "name": post.username })),
            (None, Some(said)) => (said.at_ms, said.text.clone(), json!({ "id": said.author, "name": said.username })),
            (None, None) => (0, String::new(), Value::Null),
        };
        let all = if account.platform == Platform::Facebook {
            json!({ "id": id, "created_time": graph_time(at_ms), "message": text, "from": from })
        } else {
            json!({ "id": id, "timestamp": graph_time(at_ms), "caption": text })
        };
        Entry { at_ms, all, edges: vec![("comments", comments(world, account, id, true))] }
    };
    newest_first(ids.into_iter().map(entry).collect())
}

/// The comments under a post: on Facebook all of them, or those directly under it; on Instagram those, with their replies.
fn comments(world: &World, account: &Account, post: &str, stream: bool) -> Vec<Entry> {
    let facebook = account.platform == Platform::Facebook;
    let own = |(id, said): &(&String, &Comment)| {
        said.account == account.account && !said.deleted && said.post.as_deref() == Some(post) && id.as_str() != post
    };
    let under = |parent: Option<&str>| -> Vec<(&String, &Comment)> {
        world.meta.comments.iter().filter(own).filter(|(_, said)| parent.is_none() || said.parent.as_deref() == parent).collect()
    };
    let entry = |id: &str, said: &Comment| {
        if facebook {
            let all = json!({ "id": id, "created_time": graph_time(said.at_ms), "message": said.text, "attachment": Value::Null,
                "from": { "id": said.author, "name": said.username }, "parent": said.parent.as_ref().map(|parent| json!({ "id": parent })) });
            return Entry { at_ms: said.at_ms, all, edges: vec![] };
        }
        let shown = |id: &str, said: &Comment| {
            json!({ "id": id, "timestamp": graph_time(said.at_ms), "text": said.text, "username": said.username,
                "from": { "id": said.author, "username": said.username }, "parent_id": said.parent })
        };
        let replies =
            under(Some(id)).into_iter().map(|(id, said)| Entry { at_ms: said.at_ms, all: shown(id, said), edges: vec![] });
        Entry { at_ms: said.at_ms, all: shown(id, said), edges: vec![("replies", newest_first(replies.collect()))] }
    };
    let top = under(None).into_iter().filter(|(_, said)| (facebook && stream) || said.parent.is_none());
    newest_first(top.map(|(id, said)| entry(id, said)).collect())
}
