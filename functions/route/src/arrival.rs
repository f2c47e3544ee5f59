//! What an item means for a conversation: pure.

use domain::{
    account::Account,
    analysis::Sentiment,
    conversation::{Conversation, Heard, Needs, Stage},
    entry,
    escalate::{Besides, Outcome, Verdict},
    event::{AgentCalled, AskBot, Call, Emit, Envelope, Hear, OpenTicket, Payload, Route},
    id::{ContactId, ConversationId, QueueId},
    inbound::{Act, Author, Item},
    interaction::{Interaction, Participant},
    mention::Mention,
    message::Why,
    platform::Visibility,
    thread::Thread,
    time::{MINUTE, Millis, Timestamp},
};

/// The longest preview, in characters: a line of a list. It is written with every message.
const PREVIEW: usize = 60;

/// Where a new conversation stands.
pub(crate) struct Place<'a> {
    pub thread: &'a Thread,
    pub contact: ContactId,
    /// Rows the thread has already.
    pub seq: u64,
    /// What was found by asking in the thread before.
    pub found: Vec<u64>,
}

/// Who wrote it; an item without an author is a person of its own.
pub(crate) fn author(item: &Item) -> Author {
    item.author.clone().unwrap_or_else(|| Author { id: format!("unknown-{}", item.event), name: None })
}

/// A new conversation, waiting where the verdict or the account says. It has heard nothing yet.
pub(crate) fn begin(hear: &Hear, account: &Account, place: Place<'_>, cause: &Envelope, now: Timestamp) -> Conversation {
    let item = &hear.item;
    let (needs, tags) = needs(hear.verdict.as_ref(), &account.queue);
    let queue = Participant::Queue { queue: needs.queue.clone() };
    Conversation {
        id: ConversationId::derive(cause.id, now, 0),
        thread: place.thread.clone(),
        platform: item.platform,
        account: item.account.clone(),
        contact: place.contact,
        customer: author(item),
        visibility: item.visibility,
        post: item.post.clone().filter(|_| item.visibility == Visibility::Public),
        newest_item: None,
        language: account.language,
        sentiment: Sentiment::Unknown,
        topics: Default::default(),
        tags,
        stage: Stage::Waiting { since: now, passed: Default::default() },
        needs,
        escalated_by: hear.verdict.as_ref().and_then(|verdict| verdict.decided_by.as_ref()).map(|applied| applied.rule.clone()),
        interaction: Interaction::begin(1, now, queue),
        last_agent: None,
        chosen: None,
        last_customer_at: None,
        preview: String::new(),
        unread: 0,
        opened_at: now,
        changed_at: now,
        seq: place.seq,
        found: place.found,
    }
}

fn needs(verdict: Option<&Verdict>, queue: &QueueId) -> (Needs, std::collections::BTreeSet<domain::id::Tag>) {
    let tags = verdict.map(|verdict| verdict.tags.iter().cloned().collect()).unwrap_or_default();
    let needs = match verdict.map(|verdict| &verdict.outcome) {
        Some(Outcome::Escalate { queue: chosen, skills, priority }) => Needs {
            queue: chosen.clone().unwrap_or_else(|| queue.clone()),
            skills: skills.iter().cloned().collect(),
            priority: *priority,
        },
        // A private message always needs a person; no rule named one.
        Some(Outcome::NoAction) | None => Needs { queue: queue.clone(), skills: Default::default(), priority: 0 },
    };
    (needs, tags)
}

/// The conversation hears the item: words, tone, topics, and a higher priority if a rule says so (ESC-09).
pub(crate) fn hear(after: &mut Conversation, hear: &Hear, now: Timestamp) {
    let item = &hear.item;
    let (external, text) = match &item.act {
        Act::Say { external_id, content, .. } => (external_id.clone(), content.text.as_deref()),
        Act::Edit { .. } | Act::Delete { .. } | Act::React { .. } => (None, None),
    };
    after.hear(
        Heard {
            at: item.at,
            item: external,
            language: hear.analysis.as_ref().and_then(|analysis| analysis.language),
            sentiment: hear.analysis.as_ref().map_or(Sentiment::Unknown, |analysis| analysis.sentiment),
            preview: preview(text.unwrap_or_default()),
            topics: hear.topics.iter().cloned().collect(),
        },
        now,
    );
    after.tags.extend(entry::of(item));
    if let Some(verdict) = &hear.verdict {
        after.tags.extend(verdict.tags.iter().cloned());
        if let Outcome::Escalate { priority, .. } = &verdict.outcome {
            after.needs.priority = after.needs.priority.max(*priority);
        }
    }
}

/// What a rule asks for where an interaction begins, besides a place in a line (ESC-04): the conversation's language, until when
/// it is to be answered, who is called, what is answered at once, which bot answers first, where a ticket is opened. In a crisis
/// people answer, and no bot.
pub(crate) fn besides(after: &mut Conversation, hear: &Hear, crisis: bool, now: Timestamp) -> Vec<Emit> {
    let Some(verdict) = hear.verdict.as_ref().filter(|verdict| verdict.escalates()) else { return vec![] };
    let rule = verdict.decided_by.as_ref().map(|applied| applied.rule.clone());
    // What opens again is opened by this rule, not by that of an earlier interaction.
    after.escalated_by = rule.clone();
    let Besides { language, answer_within, notify, answer, bot, ticket } = &verdict.besides;
    after.language = language.or(after.language);
    after.interaction.answer_by = answer_within.map(|minutes| now.plus(Millis::from(minutes) * MINUTE));
    if let Some(bot) = bot.as_ref().filter(|_| !crisis) {
        after.give_to_bot(bot, now);
    }
    let opened = ticket.clone().map(|system| {
        let interaction = after.interaction.number;
        let (message, at) = (hear.item.message(), hear.item.at);
        Payload::from(Call::Ticket(Box::new(OpenTicket {
            conversation: after.id,
            interaction,
            system,
            rule: rule.clone(),
            message,
            at,
        })))
    });
    let called = (!notify.is_empty()).then(|| {
        Payload::from(AgentCalled {
            conversation: after.id,
            agents: notify.clone(),
            rule: rule.clone(),
            whereabouts: after.whereabouts(),
        })
    });
    // The bot says the first words; there are never two who answer.
    let spoken_for = matches!(after.stage, Stage::Bot { .. });
    let answered = answer
        .clone()
        .filter(|_| !spoken_for)
        .map(|canned| Payload::from(Route::Automatic { conversation: after.id, canned, rule }));
    called.into_iter().chain(opened).chain(answered).map(|payload| Emit::to(after.thread.clone(), payload)).collect()
}

/// What a customer writes while a bot has the conversation is the bot's to answer.
pub(crate) fn for_the_bot(after: &Conversation, item: &Item) -> Option<Emit> {
    let Stage::Bot { bot, .. } = &after.stage else { return None };
    let ask = AskBot { conversation: after.id, bot: bot.clone(), message: item.message(), at: item.at };
    Some(Emit::to(after.thread.clone(), Payload::from(Call::Bot(Box::new(ask)))))
}

/// Why it came to people, as its row keeps it. Which rules were not reached is not kept twice: nothing is decided by it.
pub(crate) fn why(hear: &Hear) -> Option<Why> {
    if let Some(mention) = hear.mention {
        return Some(Why::Mention { mention });
    }
    let verdict = Verdict { not_reached: vec![], ..hear.verdict.clone()? };
    Some(Why::Private { caught: hear.caught.clone(), verdict, told: hear.item.told.clone() })
}

/// The first words of a text, on one line.
pub(crate) fn preview(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= PREVIEW { line } else { line.chars().take(PREVIEW - 1).chain(['…']).collect() }
}

/// A stored mention as an item to be heard, on its way to a queue a person chose. None if its author deleted it.
pub(crate) fn by_hand(mention: &Mention, queue: &QueueId) -> Option<Hear> {
    let item = mention.item()?;
    let verdict = Verdict {
        outcome: Outcome::Escalate { queue: Some(queue.clone()), skills: vec![], priority: 0 },
        tags: vec![],
        decided_by: None,
        continued: vec![],
        ..Default::default()
    };
    Some(Hear {
        item,
        caught: vec![],
        analysis: Some(mention.analysis.clone()),
        topics: mention.topics().cloned().collect(),
        verdict: Some(verdict),
        mention: Some(mention.id),
    })
}
