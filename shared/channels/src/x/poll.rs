//! Posts that X is asked for: recent search, and what names the account (also what a webhook has lost on its way).

use domain::{
    source::Wants,
    time::{DAY, Millis, Timestamp},
};

use super::{
    parse::{Place, people},
    post,
};
use crate::{
    Outcome, Refusal, Response,
    body::{self, Parsed},
    fields::Fields,
    poll::{Page, Turn, page, unreadable},
    request::{Credentials, Request, segment},
};

/// Recent search goes back seven days; an older place is refused.
const REACH: Millis = 6 * DAY;
/// When X's ids begin to count, in milliseconds; their lower 22 bits are no time.
const EPOCH: i64 = 1_288_834_974_657;

/// `GET /2/tweets/search/recent`, or `GET /2/users/{id}/mentions`; nothing for what X cannot be asked.
pub(crate) fn poll(turn: &Turn<'_>, credentials: &Credentials<'_>) -> Option<Result<Request, Refusal>> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let (path, next) = match turn.wants {
        Wants::Search { query: words } => {
            // A retweet is another's words.
            query.append_pair("query", &format!("({words}) -is:retweet"));
            ("/2/tweets/search/recent".to_owned(), "next_token")
        }
        Wants::Own => match segment("account", &turn.account.external_id) {
            Ok(own) => (format!("/2/users/{own}/mentions"), "pagination_token"),
            Err(refusal) => return Some(Err(refusal)),
        },
        Wants::Community { .. } | Wants::Feed { .. } => return None,
    };
    query.extend_pairs([
        ("max_results", "100"),
        (
            "tweet.fields",
            "attachments,author_id,conversation_id,created_at,entities,geo,lang,note_tweet,public_metrics,referenced_tweets",
        ),
        ("expansions", "author_id,attachments.media_keys,geo.place_id"),
        ("user.fields", "name,public_metrics,username,verified"),
        ("place.fields", "country_code"),
        ("media.fields", "alt_text,media_key,preview_image_url,type,url,variants"),
    ]);
    match turn.mark {
        Some(mark) if written(mark).is_some_and(|at| turn.now.since(at) < REACH) => {
            query.append_pair("since_id", mark);
        }
        // A first reading begins a day back; after a longer silence as much as X still has is asked for.
        mark => {
            let back = if mark.is_some() { REACH } else { DAY };
            query.append_pair("start_time", &turn.now.minus(back).to_string());
        }
    }
    if let Some(token) = turn.next {
        query.append_pair(next, token);
    }
    Some(Request::get(format!("{path}?{}", query.finish()), credentials))
}

/// When the post of an id was written.
fn written(id: &str) -> Option<Timestamp> {
    let id: i64 = id.parse().ok()?;
    Some(Timestamp::from_millis((id >> 22) + EPOCH))
}

/// The posts of an answer, under the names that the webhook gives them.
pub(crate) fn polled(turn: &Turn<'_>, response: &Response<'_>) -> Result<Page, Outcome> {
    if response.status != 200 {
        return Err(super::outcome(response));
    }
    let text = body::text(response.body).map_err(|_| unreadable(response))?;
    let answer: Fields = serde_json::from_str(&text).map_err(|_| unreadable(response))?;
    let included = answer.object("includes").unwrap_or_default();
    let (people, media, spots) = (people(&included), included.objects("media"), included.objects("places"));
    let place = Place { account: &turn.account.id, own: Some(turn.account.external_id.clone()), people, media, spots };
    let mut parsed = Parsed::default();
    for (n, found) in answer.objects("data").into_iter().enumerate() {
        match post::newer(&place, &found) {
            Ok(inbound) => parsed.inbound.extend(inbound),
            Err(why) => parsed.lost(format!("data[{n}]"), why),
        }
    }
    let meta = answer.object("meta").unwrap_or_default();
    Ok(page(parsed, meta.id("newest_id"), meta.text("next_token")))
}
