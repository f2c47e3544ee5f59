//! RSS and Atom feeds: the public posts of whoever has neither webhook nor API. They come in as platform Open.
//!
//! Sources: RSS 2.0, RSS 1.0, RFC 4287 (Atom), RFC 9110 section 13 (conditional requests).

use domain::{
    inbound::{Act, Attachment, Author, Content, ContentKind, Item},
    platform::{ContentType, Platform, Visibility},
    time::{MINUTE, Timestamp},
};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::{
    Outcome, Response,
    body::{DEEPEST, LARGEST},
    outcome::said,
    poll::{Page, Turn, unreadable},
};

/// Feeds hold their newest entries only; more than this is an archive.
const MOST: usize = 300;
/// The longest words taken of an entry, in characters.
const LONGEST: usize = 5_000;
/// The longest id and the longest name, in characters.
const LONGEST_NAME: usize = 200;

/// The page in a feed's answer. What names it is its `ETag`, or else its `Last-Modified`.
pub(crate) fn page(turn: &Turn<'_>, response: &Response<'_>) -> Result<Page, Outcome> {
    let header = |name: &str| response.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    match response.status {
        200..=299 => {}
        304 => return Ok(Page { mark: turn.mark.map(str::to_owned), ..Page::default() }),
        401 | 403 | 410 => return Err(Outcome::NeedsAttention { code: response.status.to_string() }),
        429 => return Err(Outcome::RateLimited { after: response.retry_after() }),
        408 | 500..=599 => return Err(Outcome::Retry { after: response.retry_after().or(Some(MINUTE)) }),
        _ => return Err(Outcome::Refused { code: response.status.to_string(), said: said("The feed is not there.") }),
    }
    let (title, entries) = read(response.body).ok_or_else(|| unreadable(response))?;
    let all = entries.len();
    let items: Vec<Item> = entries.into_iter().filter_map(|entry| item(turn, &title, entry)).collect();
    Ok(Page { unreadable: all - items.len(), items, mark: header("etag").or_else(|| header("last-modified")), next: None })
}

/// One entry, as the elements of either family name its parts.
#[derive(Default)]
struct Entry {
    id: String,
    title: String,
    words: String,
    link: String,
    author: String,
    published: Option<Timestamp>,
    updated: Option<Timestamp>,
}

/// The feed's title and its newest entries; nothing if it is no feed.
fn read(body: &[u8]) -> Option<(String, Vec<Entry>)> {
    let text = std::str::from_utf8(body).ok().filter(|text| text.len() <= LARGEST)?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut title, mut entries, mut path): (String, Vec<Entry>, Vec<Vec<u8>>) = (String::new(), vec![], vec![]);
    let (mut entry, mut words, mut is_feed) = (None::<Entry>, String::new(), false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_vec();
                is_feed |= matches!(name.as_slice(), b"rss" | b"feed" | b"RDF");
                if matches!(name.as_slice(), b"item" | b"entry") {
                    entry = Some(Entry::default());
                }
                linked(entry.as_mut(), &start);
                words.clear();
                path.push(name);
                if path.len() > DEEPEST {
                    return None;
                }
            }
            Event::Empty(start) => linked(entry.as_mut(), &start),
            Event::Text(part) => words.push_str(&part.decode().ok()?),
            Event::CData(part) => words.push_str(&part.decode().ok()?),
            Event::GeneralRef(name) => words.push_str(&entity(&name.decode().ok()?)),
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                match (&mut entry, name.as_slice()) {
                    (Some(_), b"item" | b"entry") => entries.extend(entry.take()),
                    (Some(open), name) => open.take(name, path.last().map_or(&[][..], Vec::as_slice), &words),
                    (None, b"title") if title.is_empty() => title = plain(&words),
                    (None, _) => {}
                }
                words.clear();
                if entries.len() == MOST {
                    break;
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    is_feed.then_some((title, entries))
}

/// Atom's link is an attribute: that of the entry itself, not of its comments or enclosures.
fn linked(entry: Option<&mut Entry>, start: &BytesStart<'_>) {
    let Some(entry) = entry.filter(|_| start.local_name().as_ref() == b"link") else { return };
    let attribute = |name: &str| {
        start.try_get_attribute(name).ok().flatten().and_then(|found| found.normalized_value(XmlVersion::Implicit1_0).ok())
    };
    if attribute("rel").is_none_or(|rel| rel == "alternate")
        && let Some(href) = attribute("href")
    {
        entry.link = href.into_owned();
    }
}

impl Entry {
    fn take(&mut self, name: &[u8], within: &[u8], text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let keep = |field: &mut String| {
            if field.is_empty() {
                *field = text.to_owned();
            }
        };
        match (within, name) {
            (b"item" | b"entry", b"guid" | b"id") => keep(&mut self.id),
            (b"item" | b"entry", b"title") => keep(&mut self.title),
            (b"item" | b"entry", b"description" | b"summary" | b"encoded" | b"content") => keep(&mut self.words),
            (b"item" | b"entry", b"link") => keep(&mut self.link),
            (b"item", b"author") | (b"item" | b"entry", b"creator") | (b"author", b"name") => keep(&mut self.author),
            (b"item" | b"entry", b"pubDate" | b"published" | b"date") => self.published = moment(text),
            (b"item" | b"entry", b"updated") => self.updated = moment(text),
            _ => {}
        }
    }
}

fn moment(text: &str) -> Option<Timestamp> {
    Timestamp::from_rfc2822(text).or_else(|| text.parse().ok())
}

/// An entry as a public post; nothing for one without a name or a date: it would be another on every reading.
fn item(turn: &Turn<'_>, feed: &str, entry: Entry) -> Option<Item> {
    let at = entry.published.or(entry.updated)?;
    let short = |text: &str| text.chars().take(LONGEST_NAME).collect::<String>();
    let id = [&entry.id, &entry.link].into_iter().find(|name| !name.is_empty()).map(|name| short(name))?;
    let writer = [plain(&entry.author), feed.to_owned()].into_iter().find(|name| !name.is_empty()).map(|name| short(&name));
    let words: Vec<String> = [plain(&entry.title), plain(&entry.words)].into_iter().filter(|text| !text.is_empty()).collect();
    let text: String = words.join("\n\n").chars().take(LONGEST).collect();
    let link = Some(entry.link).filter(|link| link.starts_with("https://") || link.starts_with("http://"));
    let share = |url| Attachment { kind: ContentKind::Share, url: Some(url), reference: None, label: None };
    let content = Content {
        kind: ContentKind::Text,
        text: Some(text).filter(|text| !text.is_empty()),
        attachments: link.map(share).into_iter().collect(),
    };
    Some(Item {
        platform: Platform::Open,
        account: turn.account.id.clone(),
        visibility: Visibility::Public,
        author: writer.map(|name| Author { id: name.clone(), name: Some(name) }),
        recipient: Some(turn.account.external_id.clone()),
        event: id.clone(),
        act: Act::Say { external_id: Some(id.clone()), content_type: ContentType::Post, content },
        at,
        undated: false,
        post: Some(id),
        parent: None,
        reply_token: None,
        told: Default::default(),
        missing: None,
    })
}

/// What an entity stands for; one that nobody knows stays as it is written.
fn entity(name: &str) -> String {
    let code = name.strip_prefix('#').map(|code| match code.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => code.parse(),
    });
    match (name, code) {
        ("lt", _) => "<".into(),
        ("gt", _) => ">".into(),
        ("amp", _) => "&".into(),
        ("quot", _) => "\"".into(),
        ("apos", _) => "'".into(),
        ("nbsp", _) => " ".into(),
        (_, Some(Ok(code))) => char::from_u32(code).map(String::from).unwrap_or_default(),
        (other, _) => format!("&{other};"),
    }
}

/// The words of a text that may be HTML: tags go, entities become what they stand for, blanks are one.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        let (tag, end) = (rest.as_bytes()[at] == b'<', if rest.as_bytes()[at] == b'<' { '>' } else { ';' });
        match rest[at + 1..].find(end) {
            Some(length) if tag => {
                text.push(' ');
                rest = &rest[at + 1 + length + 1..];
            }
            Some(length) if length <= 10 => {
                text.push_str(&entity(&rest[at + 1..at + 1 + length]));
                rest = &rest[at + 1 + length + 1..];
            }
            _ => {
                text.push_str(&rest[at..at + 1]);
                rest = &rest[at + 1..];
            }
        }
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_words() {
        for (html, words) in [
            ("<p>Fish &amp; chips<br/>are&nbsp;<b>back</b></p>\n", "Fish & chips are back"),
            ("a < b &c", "a < b &c"),
            ("&#44032;&#x1F600;&unknown;", "가😀&unknown;"),
            ("", ""),
        ] {
            assert_eq!(plain(html), words);
        }
    }

    // proves ING-03: both families, and what is none
    #[test]
    fn rss_and_atom_say_the_same() {
        let rss = "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>News</title><link>https://n.example</link><item><title>A &amp; B</title><link>https://n.example/1</link><guid>g1</guid><dc:creator>Kim</dc:creator><pubDate>Fri, 20 Nov 2026 08:00:00 +0000</pubDate><description><![CDATA[<p>Late &amp; lost</p>]]></description></item></channel></rss>";
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title><link href='https://n.example'/><entry><id>g1</id><title>A &amp; B</title><link rel='enclosure' href='https://n.example/x'/><link href='https://n.example/1'/><author><name>Kim</name><uri>x</uri></author><updated>2026-11-21T08:00:00Z</updated><published>2026-11-20T08:00:00Z</published><summary type='html'>&lt;p&gt;Late &amp;amp; lost&lt;/p&gt;</summary></entry></feed>";
        for feed in [rss, atom] {
            let (title, entries) = read(feed.as_bytes()).unwrap();
            let one = &entries[0];
            assert_eq!(
                (title.as_str(), entries.len(), one.id.as_str(), one.link.as_str()),
                ("News", 1, "g1", "https://n.example/1")
            );
            assert_eq!(
                (plain(&one.title).as_str(), plain(&one.words).as_str(), one.author.as_str()),
                ("A & B", "Late & lost", "Kim")
            );
            assert_eq!(one.published.unwrap().millis(), 1_795_161_600_000, "{feed}");
        }
        let deep = "<rss>".repeat(40);
        for none in ["", "<html><body>no feed</body></html>", "{}", "\u{0}", deep.as_str()] {
            assert!(read(none.as_bytes()).is_none(), "{none:?}");
        }
    }
}
