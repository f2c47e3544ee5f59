//! Notifications that LinkedIn is asked for: the same that its webhook brings, kept for sixty days.
//!
//! Source: Microsoft Learn, LinkedIn API "Organization Social Action Notifications: retrieve".

use domain::{
    inbound::{Act, Inbound},
    time::{DAY, Millis, Timestamp},
};
use serde_json::{Value, json};

use super::send::{escaped, versioned};
use crate::{
    Outcome, Refusal, Response,
    fields::Fields,
    poll::{GRACE, Page, Turn, page, unreadable},
    request::{Credentials, Request},
};

/// Notifications on a page.
const PAGE: u64 = 50;
/// An older place is not asked for.
const REACH: Millis = 59 * DAY;

/// `GET /rest/organizationalEntityNotifications?q=criteria`.
pub(crate) fn poll(turn: &Turn<'_>, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let own = escaped("organization", &turn.account.external_id)?;
    let (from, until) = (from(turn).unwrap_or(turn.now.minus(GRACE)).millis(), turn.now.millis());
    let start = turn.next.unwrap_or("0");
    let path = format!(
        "/rest/organizationalEntityNotifications?q=criteria&actions=List(COMMENT,SHARE_MENTION,COMMENT_DELETE)\
         &organizationalEntity={own}&timeRange=(start:{from},end:{until})&start={start}&count={PAGE}"
    );
    Ok(versioned(Request::get(path, credentials)?))
}

/// Since when everything is asked for; nothing at a first reading, which takes nothing.
fn from(turn: &Turn<'_>) -> Option<Timestamp> {
    let mark: i64 = turn.mark?.parse().ok()?;
    Some(Timestamp::from_millis(mark).max(turn.now.minus(REACH)))
}

/// The notifications of a page, under the names that the webhook gives them.
pub(crate) fn polled(turn: &Turn<'_>, response: &Response<'_>) -> Result<Page, Outcome> {
    if response.status != 200 {
        return Err(super::outcome(response));
    }
    let until = turn.now.minus(GRACE);
    let mark = Some(until.millis().to_string());
    if from(turn).is_none() {
        return Ok(Page { mark, ..Page::default() });
    }
    let answer: Fields = serde_json::from_str(response.text()).map_err(|_| unreadable(response))?;
    let elements: Vec<Value> = answer.list("elements").iter().filter_map(|raw| serde_json::from_str(raw.get()).ok()).collect();
    let body = json!({ "type": super::parse::TYPE, "notifications": elements }).to_string();
    let mut parsed = super::parse(&turn.account.id, body.as_bytes()).map_err(|_| unreadable(response))?;
    // An edit found late could undo a later one; what is too young is left to the webhook.
    parsed.inbound.retain(|inbound| match inbound {
        Inbound::Item(item) => item.at <= until && !matches!(item.act, Act::Edit { .. }),
        Inbound::Receipt(_) | Inbound::Echo(_) => false,
    });
    let start: u64 = turn.next.and_then(|next| next.parse().ok()).unwrap_or(0);
    let more = elements.len() as u64 >= PAGE;
    Ok(page(parsed, mark, more.then(|| (start + PAGE).to_string())))
}
