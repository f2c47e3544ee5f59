//! Which campaign a mention is part of (ANL-11, LSN-10): by a hashtag, by the campaign tag of a link, or by the reference of the link its
//! author came by.

use crate::{
    mention::Mention,
    query::{Text, fold, urls},
};

/// The tag of a link that names its campaign, as web analytics know it.
const LINK_TAG: &str = "utm_campaign";

/// A campaign as people name it, made ready for comparing: `#SpringSale` and `springsale` are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign(String);

impl Campaign {
    /// By its name; none if there is nothing in it.
    pub fn named(name: &str) -> Option<Self> {
        let folded = fold(name.trim().trim_start_matches(['#', '＃']));
        (!folded.is_empty()).then_some(Self(folded))
    }

    /// Whether a mention is part of it. What its author has deleted says nothing any more.
    pub fn has(&self, mention: &Mention) -> bool {
        let is_this = |name: &str| fold(name) == self.0;
        if mention.told.entry.as_deref().is_some_and(is_this) {
            return true;
        }
        let Some(content) = &mention.content else { return false };
        let text = Text::new(content.text.as_deref().unwrap_or_default());
        let shared = content.attachments.iter().filter_map(|one| one.url.as_deref());
        text.has_tag(&self.0) || urls(text.folded()).chain(shared).any(|url| tags(url).any(|name| is_this(&name)))
    }
}

/// What a link says of its campaign.
fn tags(url: &str) -> impl Iterator<Item = String> {
    let query = url.split('#').next().and_then(|url| url.split_once('?')).map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name.eq_ignore_ascii_case(LINK_TAG))
        .map(|(_, value)| value.into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        analysis::{Analysis, Intent, Sentiment, Urgency},
        id::MentionId,
        inbound::{Attachment, Content, ContentKind, Told},
        platform::{ContentType, Platform},
        time::Timestamp,
    };

    fn mention(text: &str, link: Option<&str>, entry: Option<&str>) -> Mention {
        let share = |url: &str| Attachment { kind: ContentKind::Share, url: Some(url.into()), reference: None, label: None };
        Mention {
            id: MentionId::at(Timestamp::default(), &[b"a"]),
            platform: Platform::X,
            account: "shop".parse().unwrap(),
            external_id: None,
            content_type: ContentType::Post,
            at: Timestamp::default(),
            author: None,
            content: Some(Content {
                kind: ContentKind::Text,
                text: Some(text.into()),
                attachments: link.map(share).into_iter().collect(),
            }),
            post: None,
            parent: None,
            told: Told { entry: entry.map(str::to_owned), ..Told::default() },
            analysis: Analysis {
                language: None,
                sentiment: Sentiment::Neutral,
                score: 0,
                confidence: 90,
                intent: Intent::Other,
                urgency: Urgency::Normal,
                flags: vec![],
                intents_secondary: vec![],
                evidence: vec![],
                language_confidence: 0,
                engine: "embedded/1".into(),
            },
            caught: vec![],
            verdict: None,
            changed: None,
            corrected: None,
            beside: vec![],
        }
    }

    // proves LSN-10, ANL-11: a hashtag, a link tag or an entry reference, however it is written; and nothing that only looks like it
    #[test]
    fn a_mention_is_part_of_a_campaign_by_hashtag_link_or_entry() {
        let spring = Campaign::named("#SpringSale").unwrap();
        for (text, link, entry) in [
            ("love it #springsale", None, None),
            ("see https://shop.example/x?a=1&utm_campaign=SpringSale#top", None, None),
            ("look", Some("https://shop.example/?UTM_Campaign=springsale"), None),
            ("hello", None, Some("springsale")),
        ] {
            assert!(spring.has(&mention(text, link, entry)), "{text} {link:?} {entry:?}");
        }
        for text in ["springsale", "#springsale2026", "https://shop.example/springsale?utm_source=springsale", ""] {
            assert!(!spring.has(&mention(text, None, None)), "{text}");
        }
        let korean = Campaign::named("봄 세일").unwrap();
        assert!(korean.has(&mention("https://shop.example/?utm_campaign=%EB%B4%84+%EC%84%B8%EC%9D%BC", None, None)));
        assert!(Campaign::named("여름세일").unwrap().has(&mention("좋아요 #여름세일", None, None)));
        assert_eq!(Campaign::named(" # "), None);
        let gone = Mention { content: None, ..mention("#springsale", None, None) };
        assert!(!spring.has(&gone), "its author has deleted it");
    }
}
