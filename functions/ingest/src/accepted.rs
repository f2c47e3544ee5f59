//! What an accepted item becomes: pure.

use domain::{
    account::Account,
    analysis::Analysis,
    correction::Beside,
    escalate::Rules,
    event::{Emit, Escalate, Hear, MentionIngested, NoiseSeen, Payload, Route},
    id::MentionId,
    inbound::{Act, Content, Item},
    language::{Analyzer, Hint},
    measure::person,
    mention::{Caught, Mention},
    message::Changed,
    platform::ContentType,
    rule::Facts,
};

/// What is known of an item before anything is decided.
pub(crate) struct Judged {
    pub facts: Facts,
    pub analysis: Analysis,
}

/// An item that is kept.
pub(crate) struct Accepted<'a> {
    pub item: &'a Item,
    pub facts: Judged,
    /// What engines in the shadow say.
    pub beside: Vec<Beside>,
    pub caught: Vec<Caught>,
}

/// Reads the words once: for the rules and for the analyser.
pub(crate) fn judge(item: &Item, account: &Account, analyzer: &impl Analyzer) -> Judged {
    let (content_type, text) = said(item);
    let analysis = analyzer.analyze(text, Hint { tag: item.told.language.as_deref(), home: account.language });
    let mut facts = Facts::new(item.platform, item.account.clone(), item.visibility)
        .with_text(text)
        .with_analysis(&analysis)
        .with_told(&item.told);
    facts.content_type = content_type;
    facts.author = item.author.as_ref().and_then(|author| author.name.clone());
    facts.author_id = item.author.as_ref().map(|author| author.id.clone());
    facts.repost = content_type == Some(ContentType::Share);
    facts.media = matches!(&item.act, Act::Say { content, .. } if !content.attachments.is_empty());
    facts.at = Some(item.at);
    facts.lot = item.command().hash();
    Judged { facts, analysis }
}

impl Judged {
    /// The same item, judged otherwise.
    pub fn judged_as(self, analysis: Analysis) -> Self {
        Self { facts: self.facts.with_analysis(&analysis), analysis }
    }
}

/// What it is on its platform, and its words.
pub(crate) fn said(item: &Item) -> (Option<ContentType>, Option<&str>) {
    match &item.act {
        Act::Say { content_type, content: Content { text, .. }, .. } => (Some(*content_type), text.as_deref()),
        Act::Edit { .. } | Act::Delete { .. } | Act::React { .. } => (None, None),
    }
}

/// An item that nobody asked for.
pub(crate) fn noise(item: &Item) -> Emit {
    Emit::from(Payload::from(NoiseSeen { account: item.account.clone(), items: vec![item.command()] }))
}

impl Accepted<'_> {
    /// A public item as a mention, with what follows: escalation decides next, and it is counted.
    pub fn mention(self, salt: &str) -> (Mention, Vec<Emit>) {
        let item = self.item;
        let (external_id, content_type, content) = match &item.act {
            Act::Say { external_id, content_type, content } => (external_id.clone(), *content_type, Some(content.clone())),
            Act::Edit { .. } | Act::Delete { .. } | Act::React { .. } => (None, ContentType::Comment, None),
        };
        let mention = Mention {
            id: item.mention(),
            platform: item.platform,
            account: item.account.clone(),
            external_id,
            content_type,
            at: item.at,
            author: item.author.clone(),
            content,
            post: item.post.clone(),
            parent: item.parent.clone(),
            told: item.told.clone(),
            analysis: self.facts.analysis,
            caught: self.caught,
            verdict: None,
            changed: None,
            corrected: None,
            beside: self.beside,
        };
        let ingested = MentionIngested {
            mention: mention.id,
            at: item.at,
            platform: item.platform,
            account: item.account.clone(),
            content_type,
            topics: mention.topics().cloned().collect(),
            sentiment: mention.analysis.sentiment,
            language: mention.analysis.language,
            intent: mention.analysis.intent,
            flags: mention.analysis.flags.clone(),
            rules: mention.caught.iter().map(|caught| (caught.topic.clone(), caught.rule.clone())).collect(),
            person: item.author.as_ref().map(|author| person(salt.as_bytes(), item.platform, &author.id)),
        };
        let emits =
            vec![Emit::from(Payload::from(Escalate { mention: mention.id, again: false })), Emit::from(Payload::from(ingested))];
        (mention, emits)
    }

    /// A private message on its way to a person. It needs no rule to get there; rules say where, and how soon.
    pub fn private(mut self, rules: &Rules, known_customer: Option<bool>) -> Emit {
        let mut topics: Vec<_> = self.caught.iter().map(|caught| caught.topic.clone()).collect();
        topics.dedup();
        self.facts.facts.topics = topics.clone();
        self.facts.facts.known_customer = known_customer;
        let verdict = rules.decide(&self.facts.facts);
        let hear = Hear {
            item: self.item.clone(),
            analysis: Some(self.facts.analysis),
            topics,
            caught: self.caught,
            verdict: Some(verdict),
            mention: None,
        };
        Emit::from(Payload::from(Route::Hear(Box::new(hear))))
    }
}

/// Which mention changed, how, and its new words.
pub(crate) fn changed_mention(item: &Item) -> Option<(MentionId, Changed, Option<Option<String>>)> {
    match &item.act {
        Act::Edit { external_id, text } => {
            external_id.as_ref()?;
            Some((item.mention(), Changed::Edited { at: item.at }, Some(text.clone())))
        }
        Act::Delete { external_id } => {
            external_id.as_ref()?;
            Some((item.mention(), Changed::Deleted { at: item.at }, None))
        }
        Act::Say { .. } | Act::React { .. } => None,
    }
}

/// Whether a change is still news: nothing comes after a deletion, and no edit undoes a newer one (D-14).
pub(crate) fn is_news(known: Option<&Changed>, change: &Changed) -> bool {
    match (known, change) {
        (Some(Changed::Deleted { .. }), _) => false,
        (Some(Changed::Edited { at: known }), Changed::Edited { at }) => at >= known,
        (Some(Changed::Edited { .. }), Changed::Deleted { .. }) | (None, _) => true,
    }
}

/// A change for routing, which has the message if anybody has.
pub(crate) fn change(item: &Item) -> Emit {
    let hear = Hear { item: item.clone(), analysis: None, topics: vec![], caught: vec![], verdict: None, mention: None };
    Emit::from(Payload::from(Route::Hear(Box::new(hear))))
}
