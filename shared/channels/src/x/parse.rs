//! The two forms of X's deliveries: Account Activity names the account and holds lists by kind; the X Activity API wraps one
//! event in `data`.

use domain::{
    id::AccountId,
    inbound::{Act, Author, Inbound, Item, Receipt, ReceiptState},
    platform::{Platform, Visibility},
    time::Timestamp,
};
use serde_json::value::RawValue;

use super::{direct, post};
use crate::{
    body::{self, Parsed, Unreadable},
    fields::Fields,
};

/// Where an event stands: the connection, the account it was delivered for, and who and what it speaks of.
pub(super) struct Place<'p> {
    pub account: &'p AccountId,
    /// X's id of the brand's account.
    pub own: Option<String>,
    /// `users` or `includes.users`.
    pub people: Vec<Fields<'p>>,
    /// `includes.media`.
    pub media: Vec<Fields<'p>>,
    /// `includes.places`.
    pub spots: Vec<Fields<'p>>,
}

impl Place<'_> {
    pub(super) fn is_own(&self, id: Option<&str>) -> bool {
        id.is_some() && id == self.own.as_deref()
    }

    /// Somebody, with the handle if the delivery tells it.
    pub(super) fn author(&self, id: String) -> Author {
        let name = self.person(&id).and_then(handle);
        Author { id, name }
    }

    /// What the delivery tells of somebody.
    pub(super) fn person(&self, id: &str) -> Option<&Fields<'_>> {
        self.people.iter().find(|person| person.id("id_str").or_else(|| person.id("id")).as_deref() == Some(id))
    }
}

/// The handle, else the name.
pub(super) fn handle(person: &Fields<'_>) -> Option<String> {
    person.text("screen_name").or_else(|| person.text("username")).or_else(|| person.text("name"))
}

/// What one event came to: something, nothing for one that says nothing to us, or why it cannot be read.
pub(super) type Came = Result<Option<Inbound>, &'static str>;

/// Reads an X body.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    let text = body::text(raw)?;
    let mended = body::mend(&text);
    let body: Fields = serde_json::from_str(mended.as_deref().unwrap_or(&text)).map_err(|error| Unreadable::malformed(&error))?;
    let mut parsed = Parsed::default();
    if body.has("data") {
        for (n, event) in body.objects("data").into_iter().enumerate() {
            activity(account, &body, &event, &format!("data[{n}]"), &mut parsed);
        }
        return parsed.unless_hopeless();
    }
    let place = Place { account, own: body.id("for_user_id"), people: people(&body), media: Vec::new(), spots: Vec::new() };
    for (key, _) in body.iter() {
        lists(&place, &body, key, key, &mut parsed);
    }
    parsed.unless_hopeless()
}

/// One list of the older form, also found inside a payload of the newer one.
fn lists<'a>(place: &Place<'a>, body: &Fields<'a>, key: &str, at: &str, parsed: &mut Parsed) {
    let read: fn(&Place<'_>, &Fields<'_>) -> Came = match key {
        "tweet_create_events" => post::older,
        "tweet_delete_events" => deleted,
        "direct_message_events" => direct::read,
        "direct_message_mark_read_events" => seen,
        _ => return,
    };
    for (n, raw) in body.list(key).into_iter().enumerate() {
        if parsed.hopeless() {
            return;
        }
        take(parsed, &format!("{at}[{n}]"), Fields::of(raw).ok_or("it is not an object").and_then(|event| read(place, &event)));
    }
}

fn take(parsed: &mut Parsed, at: &str, came: Came) {
    match came {
        Ok(inbound) => parsed.inbound.extend(inbound),
        Err(why) => parsed.lost(at, why),
    }
}

/// `users` is a map by id in the older form, a list in the newer. In either a person may be wrapped in `data` (since July 2026).
pub(super) fn people<'a>(body: &Fields<'a>) -> Vec<Fields<'a>> {
    let Some(users) = body.get("users") else { return Vec::new() };
    let person = |raw: &'a RawValue| Fields::of(raw).map(|person| person.object("data").unwrap_or(person));
    if let Ok(list) = serde_json::from_str::<Vec<&'a RawValue>>(users.get()) {
        return list.into_iter().filter_map(person).collect();
    }
    Fields::of(users).map(|map| map.iter().filter_map(|(_, raw)| person(raw)).collect()).unwrap_or_default()
}

/// One event of the X Activity API.
fn activity<'a>(account: &'a AccountId, body: &Fields<'a>, event: &Fields<'a>, at: &str, parsed: &mut Parsed) {
    // Names have dots since March 2026, and had underscores before.
    let name = event.text("event_type").unwrap_or_default().to_lowercase().replace('_', ".");
    let Some(payload) = event.object("payload") else { return };
    let includes = [event.object("includes"), body.object("includes"), payload.object("includes")];
    let mut around: Vec<Fields<'a>> = includes.into_iter().flatten().collect();
    let media = around.iter().flat_map(|included| included.objects("media")).collect();
    let spots = around.iter().flat_map(|included| included.objects("places")).collect();
    around.push(payload.clone());
    let own = event.object("filter").and_then(|filter| filter.id("user_id")).or_else(|| payload.id("for_user_id"));
    let place = Place { account, own, people: around.iter().flat_map(people).collect(), media, spots };
    let at = format!("{at}.payload");
    match name.split('.').next().unwrap_or_default() {
        "post" => {
            // Likes and reposts are no words; a post that went is named by its id alone.
            if name.ends_with(".delete") {
                take(parsed, &at, gone(&place, &payload));
            } else if name.ends_with(".create")
                && !name.contains("like")
                && !name.contains("bookmark")
                && !name.contains("repost")
            {
                take(parsed, &at, post::newer(&place, &payload));
            }
        }
        "dm" => {
            for (key, _) in payload.iter() {
                lists(&place, &payload, key, &format!("{at}.{key}"), parsed);
            }
        }
        "chat" if name == "chat.received" => take(parsed, &at, direct::encrypted(&place, &payload)),
        _ => {}
    }
}

/// `{"status":{"id","user_id"},"timestamp_ms"}`.
fn deleted(place: &Place<'_>, event: &Fields<'_>) -> Came {
    let status = event.object("status").ok_or("a deletion without its post")?;
    let at = event.moment("timestamp_ms").or_else(|| event.moment("created_at"));
    deletion(
        place,
        status.id("id_str").or_else(|| status.id("id")),
        status.id("user_id_str").or_else(|| status.id("user_id")),
        at,
    )
}

fn gone(place: &Place<'_>, payload: &Fields<'_>) -> Came {
    let post = payload.object("post").unwrap_or_else(|| payload.clone());
    let at = payload.moment("deleted_at").or_else(|| payload.moment("timestamp_ms"));
    deletion(place, post.id("id"), post.id("author_id").or_else(|| post.id("user_id")), at)
}

fn deletion(place: &Place<'_>, external_id: Option<String>, author: Option<String>, at: Option<Timestamp>) -> Came {
    if place.is_own(author.as_deref()) {
        return Ok(None);
    }
    let id = external_id.ok_or("a deletion without its post")?;
    let event = format!("{}:{id}:delete", place.own.as_deref().unwrap_or_default());
    let author = author.map(|id| place.author(id));
    Ok(Some(Inbound::Item(item(place, Visibility::Public, author, event, Act::Delete { external_id: Some(id) }, at))))
}

/// The customer has read all up to a moment.
fn seen(place: &Place<'_>, event: &Fields<'_>) -> Came {
    let Some(customer) = event.id("sender_id").filter(|id| !place.is_own(Some(id))) else { return Ok(None) };
    let at = event.moment("created_timestamp").ok_or("a read receipt without a time")?;
    Ok(Some(Inbound::Receipt(Receipt {
        platform: Platform::X,
        account: place.account.clone(),
        own: place.own.clone(),
        customer,
        external_id: None,
        metadata: None,
        code: None,
        state: ReceiptState::Read,
        at,
    })))
}

pub(super) fn item(
    place: &Place<'_>,
    visibility: Visibility,
    author: Option<Author>,
    event: String,
    act: Act,
    at: Option<Timestamp>,
) -> Item {
    let named = match &act {
        Act::Say { external_id, .. } | Act::Delete { external_id } => external_id.as_deref(),
        Act::Edit { .. } | Act::React { .. } => None,
    };
    // A deletion is not of the time the post was made.
    let told = named.filter(|_| matches!(act, Act::Say { .. })).and_then(made);
    Item {
        platform: Platform::X,
        account: place.account.clone(),
        visibility,
        author,
        recipient: place.own.clone(),
        event,
        act,
        at: at.or(told).unwrap_or_default(),
        undated: at.is_none(),
        post: None,
        parent: None,
        reply_token: None,
        told: Default::default(),
        missing: None,
    }
}

/// When an id was made: X's ids hold the milliseconds since its epoch above 22 other bits ("snowflake"). Ids of before them
/// are small.
fn made(id: &str) -> Option<Timestamp> {
    const EPOCH: i64 = 1_288_834_974_657;
    let id: i64 = id.parse().ok()?;
    (id > 1 << 42).then(|| Timestamp::from_millis((id >> 22) + EPOCH))
}
