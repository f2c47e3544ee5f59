//! Listings that Reddit is asked for: newest first, a hundred at a time, about a thousand back.
//!
//! A listing that begins after an item comes back empty once that item is deleted. So every reading begins at the top, and ends
//! at what is older than the reading before.

use std::collections::BTreeMap;

use domain::{
    inbound::{Act, Item},
    source::Wants,
    time::{MINUTE, Millis, Timestamp},
};

use super::send::called;
use crate::{
    Outcome, Refusal, Response,
    fields::Fields,
    poll::{Page, Turn, page, unreadable},
    request::{Credentials, Request, segment},
};

/// What is new may take this long to appear in a listing.
const LAG: Millis = 2 * MINUTE;
/// The listings of a community, one after the other.
const COMMUNITY: [&str; 2] = ["new", "comments"];

/// `GET` of a listing; nothing for what Reddit cannot be asked. `next` is the listing's name and, behind a blank, the item it goes on after.
pub(crate) fn poll(turn: &Turn<'_>, credentials: &Credentials<'_>) -> Option<Result<Request, Refusal>> {
    let (listing, after) = place(turn);
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs([("limit", "100"), ("raw_json", "1")]);
    let path = match turn.wants {
        Wants::Community { name } => match segment("community", name) {
            Ok(name) => format!("/r/{name}/{listing}"),
            Err(refusal) => return Some(Err(refusal)),
        },
        Wants::Search { query: words } => {
            query.extend_pairs([("q", words.as_str()), ("sort", "new"), ("type", "link")]);
            "/search".to_owned()
        }
        Wants::Own => "/message/inbox".to_owned(),
        Wants::Feed { .. } => return None,
    };
    if let Some(after) = after {
        query.append_pair("after", after);
    }
    let asked = Request::get(format!("{path}?{}", query.finish()), credentials);
    Some(asked.and_then(|request| called(request, turn.account.external_id.as_str())))
}

/// Which listing is read, and after which of its items.
fn place<'t>(turn: &Turn<'t>) -> (&'t str, Option<&'t str>) {
    match turn.next {
        Some(next) => next.split_once(' ').map_or((next, None), |(listing, after)| (listing, Some(after))),
        None => (COMMUNITY[0], None),
    }
}

/// A page of a listing. Its mark is when the reading began: whatever is older was there to be read.
pub(crate) fn polled(turn: &Turn<'_>, response: &Response<'_>) -> Result<Page, Outcome> {
    if response.status != 200 {
        return Err(super::outcome(response));
    }
    let parsed = super::parse(&turn.account.id, response.body).map_err(|_| unreadable(response))?;
    let text = std::str::from_utf8(response.body).map_err(|_| unreadable(response))?;
    let listed = serde_json::from_str::<Fields>(text).ok().and_then(|body| body.object("data")).unwrap_or_default();
    let after = listed.text("after");
    let mut page = page(parsed, Some(turn.now.minus(LAG).millis().to_string()), None);
    let read: Option<i64> = turn.mark.and_then(|mark| mark.parse().ok());
    let (listing, _) = place(turn);
    // A first reading takes the newest page only; every other goes back to where the one before began.
    let goes_on = read.is_some_and(|read| !page.items.is_empty() && page.items.iter().all(|item| item.at.millis() >= read));
    page.next = match after {
        Some(after) if goes_on => Some(format!("{listing} {after}")),
        _ if matches!(turn.wants, Wants::Community { .. }) && listing == COMMUNITY[0] => Some(COMMUNITY[1].to_owned()),
        _ => None,
    };
    let edits = edits(&listed, &page.items);
    page.items.extend(edits);
    Ok(page)
}

/// Words that were changed after they were written, each change under a name of its own: what was read before is read again for as
/// long as it stands at the top of its listing.
fn edits(listed: &Fields<'_>, items: &[Item]) -> Vec<Item> {
    let changed: BTreeMap<String, Timestamp> = listed
        .objects("children")
        .iter()
        .filter_map(|child| child.object("data"))
        .filter_map(|data| Some((data.id("name")?, data.moment("edited")?)))
        .collect();
    let edit = |item: &Item| {
        let Act::Say { external_id: Some(id), content, .. } = &item.act else { return None };
        let at = *changed.get(id)?;
        let act = Act::Edit { external_id: Some(id.clone()), text: content.text.clone() };
        Some(Item { event: format!("{id}:edited:{}", at.seconds()), act, at, undated: false, ..item.clone() })
    };
    items.iter().filter_map(edit).collect()
}
