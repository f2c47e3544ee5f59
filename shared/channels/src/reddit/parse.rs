//! A Reddit listing, or a modmail conversation, into items.

use domain::{
    id::AccountId,
    inbound::{Act, Author, Content, ContentKind, Inbound, Item, Told},
    platform::{ContentType, Platform, Visibility},
    time::Timestamp,
};
use serde_json::value::RawValue;

use crate::{
    body::{self, Parsed, Unreadable},
    fields::Fields,
};

/// Reads an answer of Reddit's API: a listing, one thing, several of either, or modmail.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    let text = body::text(raw)?;
    let mended = body::mend(&text);
    let body: &RawValue =
        serde_json::from_str(mended.as_deref().unwrap_or(&text)).map_err(|error| Unreadable::malformed(&error))?;
    let mut parsed = Parsed::default();
    match serde_json::from_str::<Vec<&RawValue>>(body.get()) {
        // A post with its comments is two listings.
        Ok(several) => {
            for (n, one) in several.into_iter().enumerate() {
                whole(account, one, &format!("[{n}]"), &mut parsed);
            }
        }
        Err(_) => whole(account, body, "", &mut parsed),
    }
    parsed.unless_hopeless()
}

fn whole(account: &AccountId, raw: &RawValue, at: &str, parsed: &mut Parsed) {
    let Some(body) = Fields::of(raw) else { return parsed.lost(at, "it is not an object") };
    if body.has("conversation") || body.has("conversations") {
        return modmail(account, &body, parsed);
    }
    match (body.text("kind").as_deref(), body.object("data")) {
        (Some("Listing"), Some(data)) => {
            for (n, child) in data.list("children").into_iter().enumerate() {
                if parsed.hopeless() {
                    return;
                }
                let at = format!("{at}data.children[{n}]");
                match Fields::of(child) {
                    Some(child) => thing(account, &child, &at, parsed),
                    None => parsed.lost(at, "it is not an object"),
                }
            }
        }
        _ => thing(account, &body, at, parsed),
    }
}

fn thing(account: &AccountId, thing: &Fields<'_>, at: &str, parsed: &mut Parsed) {
    let kind = thing.text("kind").unwrap_or_default();
    let Some(data) = thing.object("data").filter(|_| matches!(kind.as_str(), "t1" | "t3" | "t4")) else { return };
    match read(account, &kind, &data) {
        Ok(item) => parsed.inbound.extend(item.map(Inbound::Item)),
        Err(why) => parsed.lost(at, why),
    }
}

/// A comment (`t1`), a post (`t3`) or a message (`t4`); nothing for one whose author and words are gone.
fn read(account: &AccountId, kind: &str, data: &Fields<'_>) -> Result<Option<Item>, &'static str> {
    let author = data.text("author");
    let deleted = author.as_deref() == Some("[deleted]");
    let written = if kind == "t3" { data.text("selftext") } else { data.text("body") };
    if deleted && written.as_deref().is_some_and(|text| matches!(text, "[deleted]" | "[removed]")) {
        return Ok(None);
    }
    let text = match kind {
        "t3" => match (data.text("title"), written) {
            (Some(title), Some(words)) => Some(format!("{title}\n\n{words}")),
            (title, words) => title.or(words),
        },
        _ => written,
    };
    let name = data.id("name").or_else(|| data.id("id").map(|id| format!("{kind}_{id}"))).ok_or("it has no name")?;
    let parent = data.id("parent_id");
    let content_type = match kind {
        "t4" => ContentType::PrivateMessage,
        "t3" => ContentType::Post,
        _ if data.text("type").as_deref() == Some("username_mention") => ContentType::Mention,
        _ if parent.as_ref().is_some_and(|parent| parent.starts_with("t1_")) => ContentType::Reply,
        _ => ContentType::Comment,
    };
    let private = kind == "t4";
    // A score is votes for it less votes against it, and begins at its author's own; what lies in an inbox has none.
    let reactions = data
        .count("ups")
        .or_else(|| data.count("score"))
        .filter(|_| !private)
        .map(|votes| votes.saturating_add(data.count("num_comments").filter(|_| kind == "t3").unwrap_or(0)));
    let post = match kind {
        "t1" => {
            data.id("link_id").or_else(|| parent.clone().filter(|parent| parent.starts_with("t3_"))).or_else(|| context(data))
        }
        "t3" => Some(name.clone()),
        _ => None,
    };
    let item = item(
        account,
        if private { Visibility::Private } else { Visibility::Public },
        author.filter(|_| !deleted),
        data.text("dest").or_else(|| data.text("subreddit")),
        (name, content_type, text),
        data.moment("created_utc").or_else(|| data.moment("created")),
        (post, parent.filter(|_| kind != "t3")),
    );
    Ok(Some(Item { told: Told { reactions, ..Told::default() }, ..item }))
}

/// An inbox shows the post a comment stands under by its address only: `/r/x/comments/<post>/…`.
fn context(data: &Fields<'_>) -> Option<String> {
    let context = data.text("context")?;
    let post = context.split_once("/comments/")?.1.split('/').next()?;
    (!post.is_empty()).then(|| format!("t3_{post}"))
}

/// What people outside the moderators' team wrote, conversation by conversation, in the order each is shown in.
fn modmail(account: &AccountId, body: &Fields<'_>, parsed: &mut Parsed) {
    let messages = body.object("messages").unwrap_or_default();
    let mut conversations: Vec<Fields> = body.object("conversation").into_iter().collect();
    if let Some(all) = body.object("conversations") {
        let order: Vec<String> =
            body.list("conversationIds").iter().filter_map(|id| serde_json::from_str(id.get()).ok()).collect();
        let listed = order.iter().filter_map(|id| all.object(id));
        conversations.extend(listed);
        conversations
            .extend(all.iter().filter(|(id, _)| !order.iter().any(|one| one == id)).filter_map(|(_, raw)| Fields::of(raw)));
    }
    for conversation in &conversations {
        let owner = conversation.object("owner").and_then(|owner| owner.text("displayName"));
        for entry in conversation.objects("objIds") {
            if entry.text("key").is_some_and(|key| key != "messages") {
                continue;
            }
            let Some(id) = entry.id("id") else { continue };
            let Some(message) = messages.object(&id) else { continue };
            let writer = message.object("author").unwrap_or_default();
            if message.flag("isInternal") || writer.flag("isMod") {
                continue;
            }
            let said = (id, ContentType::PrivateMessage, message.text("bodyMarkdown").or_else(|| message.text("body")));
            let author = writer.text("name").filter(|name| name != "[deleted]");
            let mut item = item(account, Visibility::Private, author, owner.clone(), said, message.moment("date"), (None, None));
            item.event = format!("modmail:{}", item.event);
            parsed.inbound.push(Inbound::Item(item));
        }
    }
}

fn item(
    account: &AccountId,
    visibility: Visibility,
    author: Option<String>,
    recipient: Option<String>,
    (name, content_type, text): (String, ContentType, Option<String>),
    at: Option<Timestamp>,
    (post, parent): (Option<String>, Option<String>),
) -> Item {
    let content = Content { kind: ContentKind::Text, text, attachments: Vec::new() };
    Item {
        platform: Platform::Reddit,
        account: account.clone(),
        visibility,
        author: author.map(|name| Author { id: name.clone(), name: Some(name) }),
        recipient,
        event: name.clone(),
        act: Act::Say { external_id: Some(name), content_type, content },
        at: at.unwrap_or_default(),
        undated: at.is_none(),
        post,
        parent,
        reply_token: None,
        told: Default::default(),
        missing: None,
    }
}
