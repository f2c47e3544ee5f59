//! Organization social action notifications into items. Up to ten come at once; each is read alone.

use domain::{
    id::AccountId,
    inbound::{Act, Author, Content, ContentKind, Inbound, Item, Missing},
    platform::{ContentType, Platform, Visibility},
};

use crate::{
    body::{self, Parsed, Unreadable},
    fields::Fields,
};

/// What the notifications we read are called.
pub(super) const TYPE: &str = "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS";

/// Reads a LinkedIn body.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    let text = body::text(raw)?;
    let mended = body::mend(&text);
    let body: Fields = serde_json::from_str(mended.as_deref().unwrap_or(&text)).map_err(|error| Unreadable::malformed(&error))?;
    let mut parsed = Parsed::default();
    if body.text("type").is_some_and(|kind| kind != TYPE) {
        return Ok(parsed);
    }
    for (n, raw) in body.list("notifications").into_iter().enumerate() {
        if parsed.hopeless() {
            break;
        }
        match Fields::of(raw).ok_or("it is not an object").and_then(|one| item(account, &one)) {
            Ok(item) => parsed.inbound.extend(item.map(Inbound::Item)),
            Err(why) => parsed.lost(format!("notifications[{n}]"), why),
        }
    }
    parsed.unless_hopeless()
}

/// What happened; nothing for likes, shares, and what the organisation's own people wrote in its name.
fn item(account: &AccountId, one: &Fields<'_>) -> Result<Option<Item>, &'static str> {
    let action = one.text("action").unwrap_or_default();
    if !matches!(action.as_str(), "COMMENT" | "SHARE_MENTION" | "COMMENT_EDIT" | "COMMENT_DELETE") {
        return Ok(None);
    }
    let decorated = one.object("decoratedGeneratedActivity").unwrap_or_default();
    let said = decorated.object("comment").or_else(|| decorated.object("share"));
    let field = |name: &str| said.as_ref().and_then(|said| said.text(name));
    let organisation = one.id("organizationalEntity");
    let author = field("owner").or_else(|| field("actor"));
    if author.is_some() && author == organisation {
        return Ok(None);
    }
    let external_id = one.id("generatedActivity").or_else(|| field("entity"));
    let at = one.moment("lastModifiedAt");
    let event = one.id("notificationId").unwrap_or_else(|| {
        format!("{action}:{}:{}", external_id.as_deref().unwrap_or_default(), at.unwrap_or_default().millis())
    });
    let text = field("text")
        .or_else(|| said.as_ref()?.object("text")?.text("text"))
        .or_else(|| said.as_ref()?.object("message")?.text("text"));
    let parent = field("parentComment");
    let (act, missing) = match action.as_str() {
        "COMMENT_DELETE" => (Act::Delete { external_id: external_id.clone() }, None),
        "COMMENT_EDIT" => (Act::Edit { external_id: external_id.clone(), text }, None),
        _ => {
            let content_type = match (action.as_str(), &parent) {
                ("SHARE_MENTION", _) => ContentType::Mention,
                (_, Some(_)) => ContentType::Reply,
                _ => ContentType::Comment,
            };
            // LinkedIn may leave the decoration out; then the words must be asked for.
            let missing = external_id.clone().filter(|_| said.is_none()).map(|urn| Missing::Decoration { urn });
            let content = Content { kind: ContentKind::Text, text, attachments: Vec::new() };
            (Act::Say { external_id: external_id.clone(), content_type, content }, missing)
        }
    };
    let post = field("object").or_else(|| one.id("sourcePost")).or(external_id);
    Ok(Some(Item {
        platform: Platform::LinkedIn,
        account: account.clone(),
        visibility: Visibility::Public,
        author: author.map(|id| Author { id, name: None }),
        recipient: organisation,
        event,
        act,
        at: at.unwrap_or_default(),
        undated: at.is_none(),
        post,
        parent,
        reply_token: None,
        told: Default::default(),
        missing,
    }))
}
