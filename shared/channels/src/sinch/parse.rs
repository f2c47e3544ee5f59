//! A callback into items and receipts. One callback is one event; the key that is present names it.

use domain::{
    id::AccountId,
    inbound::{Act, Author, Inbound, Item, Receipt, ReceiptState},
    platform::{ContentType, Visibility},
    time::Timestamp,
};

use super::{Channel, content::content};
use crate::{
    body::{self, Parsed, Unreadable},
    fields::Fields,
};

/// Reads a callback. An app may have several channels, and each of its webhooks hears of all: what came by another is nothing.
pub(crate) fn parse(channel: &Channel, account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    let text = body::text(raw)?;
    let mended = body::mend(&text);
    let body: Fields = serde_json::from_str(mended.as_deref().unwrap_or(&text)).map_err(|error| Unreadable::malformed(&error))?;
    let own = body.id("project_id").zip(body.id("app_id")).map(|(project, app)| format!("{project}:{app}"));
    let around = Around { channel, account, own, body: &body };
    let mut parsed = Parsed::default();
    for (key, raw) in body.iter() {
        let read = match key {
            "message" => Around::said,
            "message_delivery_report" => Around::reported,
            // Events of writing, contacts, conversations, opt-ins and the like: nothing that a customer says.
            _ => continue,
        };
        let Some(event) = Fields::of(raw) else {
            parsed.lost(key, "it is not an object");
            continue;
        };
        match read(&around, &event) {
            Ok(inbound) => parsed.inbound.extend(inbound),
            Err(why) => parsed.lost(key, why),
        }
    }
    Ok(parsed)
}

/// Nothing for what is not ours to hear; why not for what should have been.
type Came = Result<Option<Inbound>, &'static str>;

struct Around<'p> {
    channel: &'p Channel,
    account: &'p AccountId,
    own: Option<String>,
    body: &'p Fields<'p>,
}

impl Around<'_> {
    fn said(&self, message: &Fields<'_>) -> Came {
        if !self.is_ours(message) || message.text("direction").is_some_and(|way| way != "TO_APP") {
            return Ok(None);
        }
        let id = message.id("id").ok_or("a message without an id")?;
        let said = message.object("contact_message").ok_or("a message without what it carries")?;
        // Replies hold what they say beside what they answer, or within it.
        let within = said.object("reply_message");
        let answered = |holder: &Fields<'_>, key: &str| holder.object(key).and_then(|one| one.id("message_id"));
        let parent = answered(&said, "reply_to")
            .or_else(|| answered(&said, "reply_message"))
            .or_else(|| answered(&said, "choice_response_message"));
        let content = content(within.as_ref().unwrap_or(&said));
        let at = self.at(message.moment("accept_time"));
        let act = Act::Say { external_id: Some(id.clone()), content_type: ContentType::PrivateMessage, content };
        Ok(Some(Inbound::Item(Item {
            platform: self.channel.platform,
            account: self.account.clone(),
            visibility: Visibility::Private,
            author: person(message).map(|id| Author { id, name: None }),
            recipient: self.own.clone(),
            event: format!("message:{id}"),
            act,
            at: at.unwrap_or_default(),
            undated: at.is_none(),
            post: None,
            parent,
            reply_token: None,
            told: Default::default(),
            missing: None,
        })))
    }

    fn reported(&self, report: &Fields<'_>) -> Came {
        if !self.is_ours(report) {
            return Ok(None);
        }
        let state = match report.text("status").as_deref() {
            Some("QUEUED_ON_CHANNEL") => ReceiptState::Sent,
            Some("DELIVERED") => ReceiptState::Delivered,
            Some("READ") => ReceiptState::Read,
            Some("FAILED") => ReceiptState::Failed,
            // Handed to another channel, which nothing of ours asks for; and what is yet to be invented.
            _ => return Ok(None),
        };
        Ok(Some(Inbound::Receipt(Receipt {
            platform: self.channel.platform,
            account: self.account.clone(),
            own: self.own.clone(),
            customer: person(report).ok_or("a report without whom it is of")?,
            // Without an id it would speak of every message.
            external_id: Some(report.id("message_id").ok_or("a report without the id of its message")?),
            metadata: report.text("metadata"),
            code: (state == ReceiptState::Failed).then(|| report.object("reason").and_then(|reason| code(&reason))).flatten(),
            state,
            at: self.at(None).ok_or("a report without a time")?,
        })))
    }

    /// Whether it came by our channel: named beside the person, or in old bodies beside the message.
    fn is_ours(&self, event: &Fields<'_>) -> bool {
        let named = event.object("channel_identity").and_then(|identity| identity.text("channel"));
        named.or_else(|| event.text("channel")).is_none_or(|name| self.channel.from.contains(&name.as_str()))
    }

    /// The channel's own time of it, or else when the interface heard of it.
    fn at(&self, accepted: Option<Timestamp>) -> Option<Timestamp> {
        self.body.moment("event_time").or(accepted).or_else(|| self.body.moment("accepted_time"))
    }
}

/// Whom it is of, as the channel knows them; in old bodies the interface's own id of them.
fn person(event: &Fields<'_>) -> Option<String> {
    event.object("channel_identity").and_then(|identity| identity.id("identity")).or_else(|| event.id("contact_id"))
}

fn code(reason: &Fields<'_>) -> Option<String> {
    let code = reason.text("code")?;
    let closer = reason.text("sub_code").filter(|sub| sub != "UNSPECIFIED_SUB_CODE");
    let said = closer.map_or(code.clone(), |sub| format!("{code}/{sub}"));
    Some(said.chars().filter(|c| !c.is_control()).take(100).collect())
}
