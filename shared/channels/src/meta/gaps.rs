//! What a webhook of Meta's may have lost on its way: conversations and comments are listed, and what they hold is read as if it
//! had been delivered, so that it has the same names.
//!
//! Sources: Meta for Developers, "Conversations API" (Messenger and Instagram), "Page Feed", "IG Media: Comments".

use domain::{
    inbound::{Inbound, Item},
    platform::{Platform, Visibility},
    time::{Millis, SECOND, Timestamp},
};
use serde_json::{Value, json};

use crate::{
    Outcome, Refusal, Response,
    body::Parsed,
    fields::Fields,
    meta::graph,
    poll::{GRACE, Page, Turn, page, unreadable},
    request::{Credentials, Request, segment},
};

/// Listings tell the time to the whole second.
const COARSE: Millis = SECOND;
/// Conversations and posts on a page; messages and comments of one of them.
const PAGE: usize = 25;
const OF_ONE: usize = 20;
/// A Facebook page's posts, what visitors write there among them, and the comments that come along with each: people still comment
/// under what many visitors' posts have pushed down. Fewer of each, because the Graph API refuses answers that grow too large.
const FEED: usize = 100;
const OF_EACH: usize = 5;

/// A page that is asked for. Those still to be asked for stand line by line in a turn's `next`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// The account's conversations, newest first.
    Conversations,
    /// The messages of one.
    Messages(String),
    /// What is on the page, or the account's media, newest first.
    Posts,
    /// The comments under one.
    Comments(String),
}

impl Step {
    fn name(&self) -> (&'static str, Option<&str>) {
        match self {
            Step::Conversations => ("conversations", None),
            Step::Messages(of) => ("messages", Some(of)),
            Step::Posts => ("posts", None),
            Step::Comments(of) => ("comments", Some(of)),
        }
    }

    /// As it stands in `next`, to go on after a place of its listing.
    fn line(&self, after: &str) -> String {
        let (name, of) = self.name();
        [name, of.unwrap_or("-"), after].join(" ").trim_end().to_owned()
    }

    fn of(line: &str) -> (Self, Option<&str>) {
        let mut words = line.split(' ');
        let (name, of, after) = (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next());
        let step = match name {
            "messages" => Step::Messages(of.to_owned()),
            "posts" => Step::Posts,
            "comments" => Step::Comments(of.to_owned()),
            _ => Step::Conversations,
        };
        (step, after)
    }
}

/// The step of a turn, where it goes on, and the lines after it.
fn place<'t>(turn: &Turn<'t>) -> (Step, Option<&'t str>, Vec<&'t str>) {
    let mut lines = turn.next.unwrap_or("conversations\nposts").lines();
    let (step, after) = Step::of(lines.next().unwrap_or_default());
    (step, after, lines.collect())
}

const MESSAGE: &str = "id,created_time,from,to,message,attachments";

/// `GET /{account}/conversations`, `/{conversation}/messages`, `/{page}/feed` or `/{account}/media`, `/{post}/comments`.
pub(crate) fn poll(turn: &Turn<'_>, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let own = segment("account", &turn.account.external_id)?;
    let facebook = turn.account.platform == Platform::Facebook;
    let comment = if facebook {
        "id,created_time,from,message,parent{id},attachment{type,url,media}"
    } else {
        "id,timestamp,from,username,text,parent_id"
    };
    let (step, after, _) = place(turn);
    let (path, fields, limit) = match &step {
        Step::Conversations => {
            let platform = if facebook { "messenger" } else { "instagram" };
            let fields = format!("id,updated_time,messages.limit({OF_ONE}){{{MESSAGE}}}");
            (format!("/{own}/conversations?platform={platform}&"), fields, PAGE)
        }
        Step::Messages(of) => (format!("/{}/messages?", segment("conversation", of)?), MESSAGE.to_owned(), OF_ONE),
        Step::Posts if facebook => {
            let fields = format!(
                "id,created_time,from,message,comments.filter(stream).order(reverse_chronological).limit({OF_EACH}){{{comment}}}"
            );
            (format!("/{own}/feed?"), fields, FEED)
        }
        Step::Posts => {
            let fields = format!("id,timestamp,comments.limit({OF_ONE}){{{comment},replies.limit({OF_ONE}){{{comment}}}}}");
            (format!("/{own}/media?"), fields, PAGE)
        }
        Step::Comments(of) => {
            let replies = if facebook { String::new() } else { format!(",replies.limit({OF_ONE}){{{comment}}}") };
            (format!("/{}/comments?", segment("post", of)?), format!("{comment}{replies}"), OF_ONE)
        }
    };
    let begins = path.len();
    let mut query = form_urlencoded::Serializer::for_suffix(path, begins);
    query.extend_pairs([("fields", fields.as_str()), ("limit", &limit.to_string())]);
    // All comments of a post, those under comments too, newest first.
    if facebook && matches!(step, Step::Comments(_)) {
        query.extend_pairs([("filter", "stream"), ("order", "reverse_chronological")]);
    }
    if let Some(after) = after {
        query.append_pair("after", after);
    }
    Ok(Request::get(query.finish(), credentials)?.proven(credentials))
}

/// What is between the last reading and the time that a webhook is given.
#[derive(Clone, Copy)]
struct Gap {
    from: Timestamp,
    until: Timestamp,
}

impl Gap {
    fn holds(self, at: Timestamp) -> bool {
        at >= self.from && at <= self.until
    }
}

/// A page of a listing. Its mark is up to when everything that is not too young was there to be read. A first reading takes
/// nothing: what was before the connection is none of its conversations.
pub(crate) fn polled(turn: &Turn<'_>, response: &Response<'_>) -> Result<Page, Outcome> {
    match graph::outcome(response) {
        Outcome::Sent { .. } => {}
        refused => return Err(refused),
    }
    let answer: Fields = serde_json::from_str(response.text()).map_err(|_| unreadable(response))?;
    let until = turn.now.minus(GRACE);
    let mark = Some(until.millis().to_string());
    let Some(read) = turn.mark.and_then(|mark| mark.parse().ok()) else {
        return Ok(Page { mark, ..Page::default() });
    };
    let gap = Gap { from: Timestamp::from_millis(read).minus(COARSE), until };
    let (step, _, rest) = place(turn);
    let (mut found, mut next) = (Parsed::default(), vec![]);
    match &step {
        Step::Conversations => {
            for one in answer.objects("data") {
                let (Some(id), Some(list)) = (one.id("id"), one.object("messages")) else { continue };
                messages(turn, gap, &Step::Messages(id), &list, &mut found, &mut next);
            }
            // Conversations with news come first: whatever is behind an older one is older still.
            goes_on(&step, &answer, gap, |one| one.moment("updated_time"), &mut next);
        }
        Step::Messages(_) => messages(turn, gap, &step, &answer, &mut found, &mut next),
        Step::Posts => {
            for post in answer.objects("data") {
                let Some(id) = post.id("id") else { continue };
                visitor(turn, gap, &id, &post, &mut found);
                if let Some(list) = post.object("comments") {
                    comments(turn, gap, &Step::Comments(id), &list, &mut found, &mut next);
                }
            }
            goes_on(&step, &answer, gap, posted, &mut next);
        }
        Step::Comments(_) => comments(turn, gap, &step, &answer, &mut found, &mut next),
    }
    next.extend(rest.into_iter().map(str::to_owned));
    let mut page = page(found, mark, (!next.is_empty()).then(|| next.join("\n")));
    for item in &mut page.items {
        // A webhook tells of a private message to the millisecond.
        item.told.coarse = item.visibility == Visibility::Private;
    }
    page.items.sort_by_key(|item: &Item| item.at);
    Ok(page)
}

fn posted(one: &Fields<'_>) -> Option<Timestamp> {
    one.moment("created_time").or_else(|| one.moment("timestamp"))
}

/// Where a listing goes on, if its last entry is still within the gap.
fn goes_on(step: &Step, list: &Fields<'_>, gap: Gap, when: impl Fn(&Fields<'_>) -> Option<Timestamp>, next: &mut Vec<String>) {
    let oldest = list.objects("data").iter().filter_map(when).min();
    let paging = list.object("paging").unwrap_or_default();
    let after = paging.object("cursors").and_then(|cursors| cursors.text("after")).filter(|_| paging.has("next"));
    // A place of a listing is one word.
    if let (Some(after), Some(oldest)) = (after.filter(|after| !after.contains(char::is_whitespace)), oldest)
        && oldest >= gap.from
    {
        next.push(step.line(&after));
    }
}

/// Reads one event as if it had been delivered.
fn deliver(turn: &Turn<'_>, entry: &Value, found: &mut Parsed) {
    let body = json!({ "entry": [entry] }).to_string();
    let parsed = match turn.account.platform {
        Platform::Facebook => super::facebook::parse(&turn.account.id, body.as_bytes()),
        _ => super::instagram::parse(&turn.account.id, body.as_bytes()),
    };
    match parsed {
        Ok(parsed) => {
            found.inbound.extend(parsed.inbound.into_iter().filter(|inbound| matches!(inbound, Inbound::Item(_))));
            found.unreadable.extend(parsed.unreadable);
        }
        Err(unreadable) => found.lost("listing", unreadable.to_string()),
    }
}

fn messages(turn: &Turn<'_>, gap: Gap, step: &Step, list: &Fields<'_>, found: &mut Parsed, next: &mut Vec<String>) {
    let own = &turn.account.external_id;
    for one in list.objects("data") {
        let (Some(mid), Some(at)) = (one.id("id"), posted(&one).filter(|at| gap.holds(*at))) else { continue };
        let Some(sender) = one.object("from").and_then(|from| from.id("id")).filter(|sender| sender != own) else { continue };
        let attachments: Vec<Value> =
            one.object("attachments").unwrap_or_default().objects("data").iter().map(attached).collect();
        let mut message = json!({ "mid": mid });
        if let Some(text) = one.text("message") {
            message["text"] = json!(text);
        }
        if !attachments.is_empty() {
            message["attachments"] = json!(attachments);
        }
        // Neither words nor a file: something that the listing does not show.
        if message.as_object().is_some_and(|fields| fields.len() == 1) {
            message["is_unsupported"] = json!(true);
        }
        let event =
            json!({ "sender": { "id": sender }, "recipient": { "id": own }, "timestamp": at.millis(), "message": message });
        deliver(turn, &json!({ "id": own, "time": at.millis(), "messaging": [event] }), found);
    }
    goes_on(step, list, gap, posted, next);
}

/// A file of a listing, in the form a webhook has.
fn attached(one: &Fields<'_>) -> Value {
    let url = |name: &str| one.object(name).and_then(|data| data.text("url"));
    let mime = one.text("mime_type").unwrap_or_default();
    let (kind, url) = match (url("image_data"), url("video_data"), one.text("file_url")) {
        (Some(url), ..) => ("image", Some(url)),
        (_, Some(url), _) => ("video", Some(url)),
        (_, _, url) if mime.starts_with("audio/") => ("audio", url),
        (_, _, url) => ("file", url),
    };
    json!({ "type": kind, "title": one.text("name"), "payload": { "url": url } })
}

/// What a visitor wrote on the page itself. Instagram's accounts have no such place.
fn visitor(turn: &Turn<'_>, gap: Gap, id: &str, post: &Fields<'_>, found: &mut Parsed) {
    let Some(from) = post.object("from").filter(|_| turn.account.platform == Platform::Facebook) else { return };
    let Some(at) = posted(post).filter(|at| gap.holds(*at)) else { return };
    let value = json!({ "item": "status", "verb": "add", "post_id": id, "created_time": at.seconds(), "message": post.text("message"),
        "from": { "id": from.id("id"), "name": from.text("name") } });
    change(turn, "feed", at, value, found);
}

fn comments(turn: &Turn<'_>, gap: Gap, step: &Step, list: &Fields<'_>, found: &mut Parsed, next: &mut Vec<String>) {
    let (_, post) = step.name();
    let under = list.objects("data").into_iter().flat_map(|one| {
        // An answer to a comment may be new where the comment is not.
        let replies = one.object("replies").unwrap_or_default().objects("data");
        std::iter::once(one).chain(replies)
    });
    for one in under {
        let (Some(id), Some(at)) = (one.id("id"), posted(&one).filter(|at| gap.holds(*at))) else { continue };
        let from = one.object("from").unwrap_or_default();
        if turn.account.platform == Platform::Facebook {
            let parent = one.object("parent").and_then(|parent| parent.id("id")).or_else(|| post.map(str::to_owned));
            let picture = one.object("attachment").and_then(|attached| attached.object("media")?.object("image")?.text("src"));
            let value = json!({ "item": "comment", "verb": "add", "comment_id": id, "post_id": post, "parent_id": parent, "photo": picture,
                "created_time": at.seconds(), "message": one.text("message"), "from": { "id": from.id("id"), "name": from.text("name") } });
            change(turn, "feed", at, value, found);
        } else {
            let username = from.text("username").or_else(|| one.text("username"));
            let value = json!({ "id": id, "text": one.text("text"), "parent_id": one.id("parent_id"), "media": { "id": post },
                "from": { "id": from.id("id"), "username": username } });
            change(turn, "comments", at, value, found);
        }
    }
    goes_on(step, list, gap, posted, next);
}

fn change(turn: &Turn<'_>, field: &str, at: Timestamp, value: Value, found: &mut Parsed) {
    let entry = json!({ "id": turn.account.external_id, "time": at.millis(), "changes": [{ "field": field, "value": value }] });
    deliver(turn, &entry, found);
}
