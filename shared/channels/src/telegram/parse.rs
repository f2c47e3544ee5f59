//! A Telegram update into items. The key that is present names the kind; one that is not known is nothing.

use domain::{
    id::AccountId,
    inbound::{Act, Author, Content, ContentKind, Echo, Inbound, Item},
    platform::{ContentType, Platform, Visibility},
    time::Timestamp,
};

use super::{message, rich};
use crate::{
    body::{self, Parsed, Unreadable},
    fields::Fields,
};

/// An update of one bot.
struct Update<'p> {
    account: &'p AccountId,
    /// Rises with each update; names it.
    number: Option<String>,
}

/// Reads a Telegram body. Groups count as private; the body does not name the bot.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    let text = body::text(raw)?;
    let mended = body::mend(&text);
    let body: Fields = serde_json::from_str(mended.as_deref().unwrap_or(&text)).map_err(|error| Unreadable::malformed(&error))?;
    let update = Update { account, number: body.id("update_id") };
    let mut parsed = Parsed::default();
    for (key, raw) in body.iter() {
        let read = match key {
            "message" => Update::said,
            "edited_message" => Update::edited,
            "business_message" => Update::said_to_business,
            "edited_business_message" => Update::edited_to_business,
            "deleted_business_messages" => Update::deleted,
            "message_reaction" => Update::reacted,
            "callback_query" => Update::tapped,
            _ => continue,
        };
        let came = Fields::of(raw).ok_or("it is not an object").and_then(|event| read(&update, &event, &mut parsed.inbound));
        if let Err(why) = came {
            parsed.lost(key, why);
        }
    }
    Ok(parsed)
}

type Came = Result<(), &'static str>;

impl Update<'_> {
    fn said(&self, message: &Fields<'_>, out: &mut Vec<Inbound>) -> Came {
        let Some(content) = message::content(message) else { return Ok(()) };
        let (chat, number) = place(message)?;
        let external_id = Some(format!("{chat}:{number}"));
        let act = Act::Say { external_id, content_type: ContentType::PrivateMessage, content };
        let mut item = self.item(author(message), act, message.moment("date"), &format!("message:{chat}:{number}"));
        item.post = group(message);
        item.parent = answered(message, &chat);
        out.push(Inbound::Item(item));
        Ok(())
    }

    fn edited(&self, message: &Fields<'_>, out: &mut Vec<Inbound>) -> Came {
        let (chat, number) = place(message)?;
        let text = message.text("text").or_else(|| message.text("caption")).or_else(|| rich::text(message));
        let at = message.moment("edit_date").or_else(|| message.moment("date"));
        let act = Act::Edit { external_id: Some(format!("{chat}:{number}")), text };
        let told = at.map_or(0, Timestamp::millis);
        let mut item = self.item(author(message), act, at, &format!("edit:{chat}:{number}:{told}"));
        item.post = group(message);
        out.push(Inbound::Item(item));
        Ok(())
    }

    /// Where a bot works for a person's own account, what that person writes comes too: in a chat with a customer all that
    /// is not the customer's is the business's own.
    fn said_to_business(&self, message: &Fields<'_>, out: &mut Vec<Inbound>) -> Came {
        let Some((customer, number)) = own(message) else { return self.said(message, out) };
        let Some(at) = message.moment("date") else { return Ok(()) };
        out.push(Inbound::Echo(Echo {
            platform: Platform::Telegram,
            account: self.account.clone(),
            own: None,
            external_id: format!("{customer}:{number}"),
            customer,
            metadata: None,
            text: message.text("text").or_else(|| message.text("caption")),
            at,
        }));
        Ok(())
    }

    fn edited_to_business(&self, message: &Fields<'_>, out: &mut Vec<Inbound>) -> Came {
        if own(message).is_some() { Ok(()) } else { self.edited(message, out) }
    }

    /// Names the messages only; who deleted them is not said.
    fn deleted(&self, event: &Fields<'_>, out: &mut Vec<Inbound>) -> Came {
        let chat = event.object("chat").and_then(|chat| chat.id("id")).ok_or("a deletion without its chat")?;
        for number in event.list("message_ids") {
            let Ok(crate::wire::Id(number)) = serde_json::from_str(number.get()) else { continue };
            let act = Act::Delete { external_id: Some(format!("{chat}:{number}")) };
            let mut item = self.item(None, act, event.moment("date"), &format!("delete:{chat}:{number}"));
            item.event = format!("{}:{number}", item.event);
            out.push(Inbound::Item(item));
        }
        Ok(())
    }

    /// What was added is the reaction; if nothing was, what is left; if nothing is left, it was taken back.
    fn reacted(&self, event: &Fields<'_>, out: &mut Vec<Inbound>) -> Came {
        let (chat, number) = place(event)?;
        let names = |key: &str| -> Vec<String> { event.objects(key).iter().filter_map(reaction).collect() };
        let (before, after) = (names("old_reaction"), names("new_reaction"));
        let reaction = after.iter().find(|name| !before.contains(name)).or(after.first()).cloned();
        let person = event.object("actor_chat").or_else(|| event.object("user"));
        let author = person.as_ref().and_then(known);
        let at = event.moment("date");
        let seed = format!("reaction:{chat}:{number}:{}", at.map_or(0, Timestamp::millis));
        let act = Act::React { id: None, external_id: Some(format!("{chat}:{number}")), reaction };
        let mut item = self.item(author, act, at, &seed);
        item.post = group(event);
        out.push(Inbound::Item(item));
        Ok(())
    }

    /// A tapped button. Telegram does not say when; it cannot have been before the message it stands under.
    fn tapped(&self, query: &Fields<'_>, out: &mut Vec<Inbound>) -> Came {
        let id = query.id("id").ok_or("a tapped button without an id")?;
        let message = query.object("message").unwrap_or_default();
        let text = query.text("data").or_else(|| query.text("game_short_name"));
        let content = Content { kind: ContentKind::Postback, text, attachments: Vec::new() };
        let act = Act::Say { external_id: Some(id.clone()), content_type: ContentType::PrivateMessage, content };
        let author = query.object("from").as_ref().and_then(known);
        let mut item = self.item(author, act, None, &format!("callback:{id}"));
        item.at = message.moment("date").unwrap_or_default();
        item.post = group(&message);
        item.parent = place(&message).ok().map(|(chat, number)| format!("{chat}:{number}"));
        out.push(Inbound::Item(item));
        Ok(())
    }

    /// `otherwise` names an update without a number, as only old or made-up ones are.
    fn item(&self, author: Option<Author>, act: Act, at: Option<Timestamp>, otherwise: &str) -> Item {
        Item {
            platform: Platform::Telegram,
            account: self.account.clone(),
            visibility: Visibility::Private,
            author,
            recipient: None,
            event: self.number.as_ref().map_or_else(|| otherwise.to_owned(), |number| format!("update:{number}")),
            act,
            at: at.unwrap_or_default(),
            undated: at.is_none(),
            post: None,
            parent: None,
            reply_token: None,
            told: Default::default(),
            missing: None,
        }
    }
}

fn place(message: &Fields<'_>) -> Result<(String, String), &'static str> {
    let chat = message.object("chat").and_then(|chat| chat.id("id")).ok_or("a message without its chat")?;
    Ok((chat, message.id("message_id").ok_or("a message without its number")?))
}

/// The chat and message of what the business itself wrote.
fn own(message: &Fields<'_>) -> Option<(String, String)> {
    let chat = message.object("chat")?;
    let (customer, number) = place(message).ok()?;
    let from = message.object("from").and_then(|from| from.id("id"));
    let ours = message.has("sender_business_bot")
        || chat.text("type").as_deref() == Some("private") && from.is_some_and(|from| from != customer);
    ours.then_some((customer, number))
}

/// Somebody who writes in a chat's name is that chat.
fn author(message: &Fields<'_>) -> Option<Author> {
    message.object("sender_chat").or_else(|| message.object("from")).as_ref().and_then(known)
}

/// A person or a chat.
fn known(who: &Fields<'_>) -> Option<Author> {
    let joined = [who.text("first_name"), who.text("last_name")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = Some(joined).filter(|name| !name.is_empty()).or_else(|| who.text("title")).or_else(|| who.text("username"));
    Some(Author { id: who.id("id")?, name })
}

/// The chat of a group: the place the words belong to.
fn group(message: &Fields<'_>) -> Option<String> {
    let chat = message.object("chat")?;
    chat.id("id").filter(|_| chat.text("type").as_deref() != Some("private"))
}

/// The message answered. In a topic every message answers the one that opened it.
fn answered(message: &Fields<'_>, chat: &str) -> Option<String> {
    let number = message.object("reply_to_message")?.id("message_id")?;
    let opening = message.flag("is_topic_message") && message.id("message_thread_id").as_ref() == Some(&number);
    (!opening).then(|| format!("{chat}:{number}"))
}

fn reaction(one: &Fields<'_>) -> Option<String> {
    one.text("emoji").or_else(|| one.text("type"))
}
