//! What X and Reddit are asked for, and that what they answer has the names that a webhook gives it.

use channels::{
    Credentials, Outcome, Response,
    poll::{Page, Question, Turn, Unasked, can_ask, poll, polled},
};
use domain::{
    account::Account,
    inbound::{Act, Inbound},
    platform::{ContentType, Platform},
    source::Wants,
    time::{DAY, Timestamp},
};
use http::HeaderMap;
use serde_json::{Value, json};

use crate::samples::read;

const CREDENTIALS: Credentials = Credentials { token: "token-7", app_secret: None };

fn account(platform: Platform) -> Account {
    Account {
        id: "demo".parse().unwrap(),
        platform,
        name: "Shop".into(),
        external_id: "4337869213".into(),
        queue: "care".parse().unwrap(),
        language: None,
        threading_window_minutes: 60,
        handle: None,
        origins: vec![],
        confirmed: vec![],
        active: true,
    }
}

fn now() -> Timestamp {
    "2026-11-20T09:30:00Z".parse().unwrap()
}

/// The address a page is asked at.
fn asked(account: &Account, wants: &Wants, mark: Option<&str>, next: Option<&str>) -> String {
    match poll(&Turn { account, wants, mark, next, now: now() }, &CREDENTIALS).unwrap() {
        Question::Platform(request) => {
            assert_eq!(request.headers["authorization"], "Bearer token-7");
            request.path
        }
        other => panic!("{other:?}"),
    }
}

fn answered(
    account: &Account,
    wants: &Wants,
    mark: Option<&str>,
    next: Option<&str>,
    status: u16,
    body: &Value,
) -> Result<Page, Outcome> {
    let (headers, body) = (HeaderMap::new(), body.to_string());
    polled(&Turn { account, wants, mark, next, now: now() }, &Response { status, headers: &headers, body: body.as_bytes() })
}

/// An id of X for a post written then.
fn x_id(at: Timestamp) -> String {
    ((at.millis() - 1_288_834_974_657) << 22).to_string()
}

// proves CH-02, ING-03: a search goes on where it ended, and not further back than X allows
#[test]
fn x_is_searched_from_where_the_last_search_ended() {
    let account = account(Platform::X);
    let wants = Wants::Search { query: "harken store".into() };
    let path = asked(&account, &wants, None, None);
    assert!(path.starts_with("/2/tweets/search/recent?query=%28harken+store%29+-is%3Aretweet&max_results=100&"), "{path}");
    assert!(path.contains("start_time=2026-11-19T09%3A30%3A00.000Z") && !path.contains("since_id"), "{path}");
    let mark = x_id(now().minus(2 * DAY));
    let path = asked(&account, &wants, Some(&mark), Some("b26v"));
    assert!(path.contains(&format!("since_id={mark}&next_token=b26v")) && !path.contains("start_time"), "{path}");
    let old = x_id(now().minus(9 * DAY));
    assert!(asked(&account, &wants, Some(&old), None).contains("start_time=2026-11-14T09%3A30%3A00.000Z"));
    let path = asked(&account, &Wants::Own, None, Some("7140"));
    assert!(path.starts_with("/2/users/4337869213/mentions?") && path.contains("pagination_token=7140"), "{path}");
}

// proves CH-26, ING-14: found by asking or told by webhook, a post has one name
#[test]
fn a_post_has_one_name_however_it_comes() {
    let account = account(Platform::X);
    let post = json!({ "id": "1990000000000000001", "author_id": "99", "text": "@harkenstore where is it?", "created_at": "2026-11-20T09:00:00.000Z",
                       "conversation_id": "1990000000000000001", "entities": { "mentions": [{ "id": "4337869213", "username": "harkenstore" }] } });
    let retweet = json!({ "id": "2", "author_id": "98", "text": "RT", "created_at": "2026-11-20T09:00:00.000Z", "referenced_tweets": [{ "type": "retweeted", "id": "1" }] });
    let own = json!({ "id": "3", "author_id": "4337869213", "text": "ours", "created_at": "2026-11-20T09:00:00.000Z" });
    let users = json!([{ "id": "99", "username": "kim" }]);
    let body = json!({ "data": [post, retweet, own, { "text": "no id" }], "includes": { "users": users }, "meta": { "newest_id": "3", "next_token": "b26v", "result_count": 4 } });
    let page = answered(&account, &Wants::Own, None, None, 200, &body).unwrap();
    assert_eq!((page.items.len(), page.unreadable, page.mark.as_deref(), page.next.as_deref()), (1, 1, Some("3"), Some("b26v")));
    let delivered = json!({ "data": [{ "event_type": "post.mention.create", "filter": { "user_id": "4337869213" }, "payload": post, "includes": { "users": users } }] });
    let delivered = read(Platform::X, &delivered.to_string()).inbound;
    let [Inbound::Item(told)] = delivered.as_slice() else { panic!("{delivered:?}") };
    assert_eq!(page.items[0], *told);
    assert_eq!((page.items[0].command(), page.items[0].message()), (told.command(), told.message()));
    let nothing = answered(&account, &Wants::Own, Some("3"), None, 200, &json!({ "meta": { "result_count": 0 } })).unwrap();
    assert_eq!(nothing, Page::default());
    for (status, class) in [(429, "RateLimited"), (503, "Retry"), (401, "NeedsAttention"), (400, "Refused")] {
        let outcome = answered(&account, &Wants::Own, None, None, status, &json!({})).unwrap_err();
        assert!(format!("{outcome:?}").starts_with(class), "{status}: {outcome:?}");
    }
}

fn listing(times: &[i64], after: Option<&str>) -> Value {
    let child = |at: &i64| json!({ "kind": "t3", "data": { "name": format!("t3_{at}"), "author": "kim", "subreddit": "shop", "title": "Late", "selftext": "", "created_utc": *at as f64 } });
    json!({ "kind": "Listing", "data": { "children": times.iter().map(child).collect::<Vec<_>>(), "after": after } })
}

// proves CH-11, ING-03: a community is read back to where the last reading began: posts, then comments
#[test]
fn a_community_is_read_back_to_where_the_last_reading_began() {
    let account = account(Platform::Reddit);
    let wants = Wants::Community { name: "shop".into() };
    let path = asked(&account, &wants, None, None);
    assert_eq!(path, "/r/shop/new?limit=100&raw_json=1");
    let seconds = now().seconds();
    let full = listing(&[seconds - 60, seconds - 120], Some("t3_last"));
    // The first reading takes what is newest and goes on to the comments.
    let first = answered(&account, &wants, None, None, 200, &full).unwrap();
    assert_eq!((first.items.len(), first.next.as_deref()), (2, Some("comments")));
    let mark = (now().millis() - 120_000).to_string();
    assert_eq!(first.mark.as_deref(), Some(mark.as_str()));
    assert_eq!(asked(&account, &wants, None, Some("comments")), "/r/shop/comments?limit=100&raw_json=1");
    assert_eq!(answered(&account, &wants, None, Some("comments"), 200, &full).unwrap().next, None);
    // Later readings go on until something is older than the reading before.
    let before = ((seconds - 90) * 1_000).to_string();
    let newer = listing(&[seconds - 10, seconds - 80], Some("t3_80"));
    let next = answered(&account, &wants, Some(&before), None, 200, &newer).unwrap().next;
    assert_eq!(next.as_deref(), Some("new t3_80"));
    assert_eq!(asked(&account, &wants, Some(&before), next.as_deref()), "/r/shop/new?limit=100&raw_json=1&after=t3_80");
    assert_eq!(answered(&account, &wants, Some(&before), next.as_deref(), 200, &full).unwrap().next.as_deref(), Some("comments"));
    let Act::Say { content_type, .. } = &first.items[0].act else { panic!() };
    assert_eq!((*content_type, first.items[0].event.as_str()), (ContentType::Post, format!("t3_{}", seconds - 60).as_str()));
}

#[test]
fn other_things_are_asked_in_their_own_way_or_not_at_all() {
    let reddit = account(Platform::Reddit);
    let search = Wants::Search { query: "\"harken store\" late".into() };
    assert_eq!(asked(&reddit, &search, None, None), "/search?limit=100&raw_json=1&q=%22harken+store%22+late&sort=new&type=link");
    assert_eq!(asked(&reddit, &Wants::Own, None, None), "/message/inbox?limit=100&raw_json=1");
    let odd = Wants::Community { name: "../api/v1".into() };
    for platform in Platform::ALL {
        for wants in [&search, &odd, &Wants::Own, &Wants::Feed { url: "https://news.example/".into() }] {
            let account = account(platform);
            let question = poll(&Turn { account: &account, wants, mark: None, next: None, now: now() }, &CREDENTIALS);
            let no_such = matches!(question, Err(Unasked::NoSuch { .. }));
            assert_eq!(can_ask(platform, wants), !no_such, "{platform} {wants:?}");
        }
    }
    assert!(matches!(
        poll(&Turn { account: &reddit, wants: &odd, mark: None, next: None, now: now() }, &CREDENTIALS),
        Err(Unasked::Refused(_))
    ));
}

// proves CH-23, ING-03: whose words were changed since they were read is found the next time the listing is, once for each change
#[test]
fn a_changed_comment_on_reddit_is_found_by_asking() {
    let account = account(Platform::Reddit);
    let wants = Wants::Community { name: "shop".into() };
    let listing = |edited: Value, words: &str| {
        let data = json!({ "name": "t1_a", "author": "kim", "subreddit": "shop", "body": words, "parent_id": "t3_p", "link_id": "t3_p",
            "created_utc": 1_795_166_000.0, "edited": edited });
        json!({ "kind": "Listing", "data": { "after": null, "children": [{ "kind": "t1", "data": data }] } })
    };
    let page =
        |edited: Value, words: &str| answered(&account, &wants, None, Some("comments"), 200, &listing(edited, words)).unwrap();
    assert_eq!(page(json!(false), "late").items.len(), 1);
    let [said, edited] = &page(json!(1_795_166_600.0), "late, and broken").items[..] else { panic!("two") };
    assert!(matches!(said.act, Act::Say { .. }));
    assert_eq!(edited.act, Act::Edit { external_id: Some("t1_a".into()), text: Some("late, and broken".into()) });
    assert_eq!((edited.event.as_str(), edited.at.seconds()), ("t1_a:edited:1795166600", 1_795_166_600));
    assert_eq!(domain::thread::Thread::of(said), domain::thread::Thread::of(edited));
}
