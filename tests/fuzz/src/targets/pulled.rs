//! What platforms answer when they are asked: to a send, for a name, for a file, for a page of what is new.

use std::sync::OnceLock;

use channels::{
    Credentials, Response, health, media,
    poll::{Turn, polled},
};
use domain::{
    account::Account,
    inbound::{Inbound, Item},
    platform::Platform,
    source::Wants,
    time::Timestamp,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::platforms;

const CREDENTIALS: Credentials<'_> = Credentials { token: "no fuzzer knows this token", app_secret: None };

/// Of the first byte a status, of the rest a body.
pub(super) fn split(input: &[u8]) -> (u16, &[u8]) {
    let (status, body) = input.split_first().map_or((0, input), |(first, rest)| (*first, rest));
    ([200, 201, 301, 400, 401, 403, 404, 409, 413, 429, 500, 503][usize::from(status) % 12], body)
}

pub(super) fn headers() -> HeaderMap {
    HeaderMap::from_iter([(HeaderName::from_static("retry-after"), HeaderValue::from_static("17"))])
}

/// Items of which platforms told less than what must be known.
fn incomplete() -> &'static [Item] {
    static ITEMS: OnceLock<Vec<Item>> = OnceLock::new();
    ITEMS.get_or_init(|| {
        let Ok(account) = "demo".parse() else { return vec![] };
        let all = Platform::ALL.into_iter().flat_map(|platform| {
            let bodies = platforms::bodies(platform);
            let parsed = bodies.iter().filter_map(|body| channels::parse(platform, &account, body).ok()).collect::<Vec<_>>();
            parsed.into_iter().flat_map(|parsed| parsed.inbound)
        });
        let items = all.filter_map(|inbound| if let Inbound::Item(item) = inbound { Some(item) } else { None });
        let mut items: Vec<Item> = items.filter(|item| item.missing.is_some()).collect();
        items.dedup_by_key(|item| (item.platform, std::mem::discriminant(&item.missing)));
        items
    })
}

/// An answer to a send, a look-up, a question for a file; the same to each platform.
pub(super) fn answers(input: &[u8]) {
    let (status, body) = split(input);
    let headers = headers();
    let response = Response { status, headers: &headers, body };
    for platform in Platform::ALL {
        let _ = channels::outcome(platform, &response);
        let _ = channels::read_profile(platform, body);
        let _ = health::judged(platform, &response);
        let _ = media::located(platform, &response, &CREDENTIALS);
    }
    for item in incomplete() {
        if let Ok(whole) = channels::fetched(item.clone(), &response) {
            assert_eq!((&whole.event, whole.platform), (&item.event, item.platform), "it became another item");
        }
    }
}

pub(super) fn answer_bodies() -> Vec<Vec<u8>> {
    [
        "\u{0}{\"sentMessages\":[{\"id\":\"461230966842064897\",\"quoteToken\":\"q\"}]}",
        "\u{0}{\"recipient_id\":\"1\",\"message_id\":\"m\"}",
        "\u{0}{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"1\",\"wa_id\":\"1\"}],\"messages\":[{\"id\":\"wamid.1\"}]}",
        "\u{3}{\"error\":{\"message\":\"no\",\"type\":\"OAuthException\",\"code\":190,\"error_subcode\":463,\"error_data\":{\"details\":\"d\"}}}",
        "\u{3}{\"message\":\"The property, 'to', must be specified\",\"details\":[{\"message\":\"m\",\"property\":\"to\"}]}",
        "\u{7}{\"message\":\"The retry key is already accepted\",\"sentMessages\":[{\"id\":\"1\"}]}",
        "\u{0}{\"displayName\":\"Mina\",\"userId\":\"U1\",\"pictureUrl\":\"https://example.com/p.png\",\"name\":\"Mina\",\"username\":\"mina\"}",
        "\u{0}{\"ok\":true,\"result\":{\"file_id\":\"1\",\"file_path\":\"photos/file_7.jpg\",\"message_id\":7}}",
        "\u{0}{\"url\":\"https://lookaside.fbsbx.com/whatsapp\",\"mime_type\":\"image/jpeg\",\"id\":\"1\"}",
        "\u{0}{\"mentioned_comment\":{\"text\":\"hello\",\"timestamp\":\"2026-11-20T09:30:00+0000\",\"username\":\"mina\",\"id\":\"1\"}}",
        "\u{0}{\"mentioned_media\":{\"caption\":\"hello\",\"username\":\"mina\",\"id\":\"1\"}}",
        "\u{0}{\"id\":\"1_2\",\"message\":\"hello\",\"from\":{\"id\":\"9\",\"name\":\"Mina\"},\"created_time\":\"2026-11-20T09:30:00+0000\"}",
        "\u{0}{\"actor\":\"urn:li:person:1\",\"message\":{\"text\":\"hello\"},\"commentary\":\"hello\",\"author\":\"urn:li:person:1\"}",
        "\u{0}{\"data\":[{\"id\":\"1\",\"subscribed_fields\":[\"messages\",\"feed\"]}],\"endpoint\":\"https://example.com\",\"active\":true}",
        "\u{0}{\"json\":{\"errors\":[[\"RATELIMIT\",\"wait\",\"ratelimit\"]],\"data\":{\"things\":[{\"kind\":\"t1\",\"data\":{\"name\":\"t1_1\"}}]}}}",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

/// A page of what a source is asked for: a feed of whoever offers one, a listing of Reddit, a search of X.
pub(super) fn pages(input: &[u8]) {
    let (status, body) = split(input);
    let headers = headers();
    let response = Response { status, headers: &headers, body };
    let feed = Wants::Feed { url: "https://news.example/feed".into() };
    let search = Wants::Search { query: "harken".into() };
    for (platform, wants) in [
        (Platform::Open, &feed),
        (Platform::X, &search),
        (Platform::X, &Wants::Own),
        (Platform::Reddit, &search),
        (Platform::Reddit, &Wants::Own),
    ] {
        let Some(account) = account(platform) else { return };
        let now = Timestamp::from_millis(1_795_167_000_000);
        let turn = Turn { account: &account, wants, mark: Some("1795167000000"), next: None, now };
        let Ok(page) = polled(&turn, &response) else { continue };
        for item in page.items {
            assert!(!item.event.is_empty(), "an item without a name would be any other");
            let written = serde_json::to_string(&item).unwrap_or_default();
            assert_eq!(serde_json::from_str::<Item>(&written).ok().as_ref(), Some(&item), "it does not survive its queue");
        }
    }
}

fn account(platform: Platform) -> Option<Account> {
    Some(Account {
        id: "demo".parse().ok()?,
        platform,
        name: "Shop".into(),
        external_id: "4337869213".into(),
        handle: None,
        queue: "care".parse().ok()?,
        language: None,
        threading_window_minutes: 60,
        origins: vec![],
        confirmed: vec![],
        active: true,
    })
}

pub(super) fn page_bodies() -> Vec<Vec<u8>> {
    let own = [
        "<rss version=\"2.0\"><channel><title>News</title><item><guid isPermaLink=\"false\">1</guid><title>a &amp; b</title><description><![CDATA[<p>words</p>]]></description><link>https://news.example/1</link><pubDate>Fri, 20 Nov 2026 09:30:00 GMT</pubDate></item></channel></rss>",
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title><entry><id>urn:1</id><title type=\"html\">a &lt;b&gt;b&lt;/b&gt;</title><updated>2026-11-20T09:30:00Z</updated><author><name>Mina</name></author><content type=\"xhtml\"><div>words</div></content></entry></feed>",
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><item rdf:about=\"1\"><title>a</title><dc:date>2026-11-20T09:30:00Z</dc:date></item></rdf:RDF>",
        "{\"data\":[{\"id\":\"1990000000000000001\",\"text\":\"hello\",\"author_id\":\"9\",\"created_at\":\"2026-11-20T09:30:00.000Z\",\"public_metrics\":{\"like_count\":1}}],\"includes\":{\"users\":[{\"id\":\"9\",\"username\":\"mina\",\"name\":\"Mina\"}]},\"meta\":{\"newest_id\":\"1990000000000000001\",\"next_token\":\"n\",\"result_count\":1}}",
        "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><channel><item><title>&a;&#x1F600;&#55357;</title></item></channel></rss>",
    ];
    let own = own.into_iter().map(|text| text.as_bytes().to_vec());
    let delivered = [Platform::Reddit, Platform::X].into_iter().flat_map(platforms::bodies);
    own.chain(delivered).map(|body| [&[0], body.as_slice()].concat()).collect()
}
