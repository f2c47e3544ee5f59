//! What is decided of one message, without table, queue or clock: read, labelled by keywords, judged by rules, routed.

use analyser::Embedded;
use domain::{
    agent::{Agent, Desk, Presence},
    conversation::{Conversation, Needs, Stage},
    escalate,
    id::{AccountId, ContactId, ConversationId, QueueId, TopicId},
    inbound::{Act, Author, Inbound, Item},
    ingest,
    interaction::{Interaction, Participant},
    language::{Analyzer, Hint},
    platform::{Platform, Visibility},
    routing::{Candidate, Note, Search, Step},
    rule::Facts,
    thread::Thread,
    time::Timestamp,
    topic::{IngestionRule, Topic},
};
use serde_json::json;

/// Which words a message has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Words {
    /// 148 bytes of English.
    Ascii,
    /// About as many of Korean.
    Cjk,
}

/// A body as LINE sends it, of one message.
pub fn body(words: Words) -> Vec<u8> {
    let text = match words {
        Words::Ascii => {
            "Where is my parcel? The app says keyword500 arrived on Monday but there is nothing at my door, and nobody answers the phone. Please have a look now!"
        }
        Words::Cjk => "제 택배는 어디에 있나요? 앱에는 월요일에 도착했다고 나오는데 문 앞에 아무것도 없어요. 빨리 확인해 주세요!",
    };
    json!({ "destination": "Ushop", "events": [{
        "type": "message", "mode": "active", "timestamp": 1_795_000_000_000_i64, "webhookEventId": "01HKEVENT00000000000000001",
        "deliveryContext": { "isRedelivery": false }, "replyToken": "token00000000000000000000000001",
        "source": { "type": "user", "userId": "U00000000000000000000000000000001" },
        "message": { "type": "text", "id": "590000000000000001", "text": text, "quoteToken": "q" },
    }] })
    .to_string()
    .into_bytes()
}

/// Settings made ready, as a process has them after its first message.
pub struct Ready {
    rules: ingest::Rules,
    escalation: escalate::Rules,
    analyser: Embedded,
    candidates: Vec<Candidate>,
    notes: Vec<Note>,
}

impl Ready {
    /// With so many keywords in rules of ten, one escalation rule, and ten agents.
    pub fn with(keywords: usize) -> Result<Self, String> {
        let wrong = |error: &dyn std::fmt::Display| error.to_string();
        let rule = |n: usize| -> Result<IngestionRule, String> {
            let words: Vec<String> = (n * 10..n * 10 + 10).map(|word| format!("keyword{word}")).collect();
            let rule = json!({ "id": format!("rule-{n}"), "version": 1, "query": words.join(" OR "), "active": true });
            serde_json::from_value(rule).map_err(|error| wrong(&error))
        };
        let rules = (0..keywords / 10).map(rule).collect::<Result<Vec<_>, _>>()?;
        let topic = Topic {
            id: "delivery".parse::<TopicId>().map_err(|error| wrong(&error))?,
            name: "Delivery".into(),
            active: true,
            rules,
        };
        let urgent = json!([{ "id": "urgent", "version": 1, "name": "urgent", "number": 1, "active": true,
            "condition": { "field": "sentiment", "operator": "is", "value": "negative" },
            "outcome": { "then": "escalate", "queue": "care", "skills": [], "priority": 10 }, "tags": [] }]);
        let urgent: Vec<escalate::EscalationRule> = serde_json::from_value(urgent).map_err(|error| wrong(&error))?;
        Embedded::warm().map_err(|error| wrong(&error))?;
        let candidates = (0..10)
            .map(|n| {
                let agent = json!({ "id": format!("agent{n}"), "name": "A", "queues": ["care"], "skills": {}, "capacity": 5 });
                let agent: Agent = serde_json::from_value(agent).map_err(|error| wrong(&error))?;
                Ok(Candidate { agent, desk: Desk { presence: Presence::OnQueue, ..Desk::default() } })
            })
            .collect::<Result<Vec<_>, String>>()?;
        Ok(Self {
            rules: ingest::Rules::compile(&[topic]),
            escalation: escalate::Rules::compile(&urgent),
            analyser: Embedded,
            notes: candidates.iter().map(Note::of).collect(),
            candidates,
        })
    }

    /// What is read from the table for one message. Its ids are there already: they are hashes, which processors of today have
    /// instructions for that valgrind does not.
    pub fn read(&self) -> Result<Read, String> {
        let at = Timestamp::from_millis(1_795_000_000_000);
        let queue = "care".parse().map_err(|_| "the queue's name")?;
        let (id, contact) = (ConversationId::at(at, &[b"one"]), ContactId::at(at, &[b"one"]));
        Ok(Read { notes: self.notes.clone(), candidates: self.candidates.clone(), at, queue, id, contact })
    }

    /// Everything that is decided of the first message of a customer; whether somebody is asked to take it.
    #[inline(never)]
    pub fn decide(&self, body: &[u8], judging: bool, read: Read) -> Result<bool, String> {
        let account: AccountId = "shop".parse().map_err(|_| "the account's name")?;
        let parsed = channels::parse(Platform::Line, &account, body).map_err(|error| format!("{error:?}"))?;
        let Some(Inbound::Item(item)) = parsed.inbound.into_iter().next() else { return Err("no item".into()) };
        let Act::Say { content, content_type, .. } = &item.act else { return Err("no words".into()) };
        let mut facts = Facts::new(item.platform, item.account.clone(), item.visibility).with_text(content.text.as_deref());
        facts.content_type = Some(*content_type);
        if judging {
            let analysis = self.analyser.analyze(content.text.as_deref(), Hint { tag: None, home: None });
            facts = facts.with_analysis(&analysis);
        }
        let ingest::Decision::Keep { caught } = ingest::decide(&facts, &self.rules) else { return Ok(false) };
        facts.topics = caught.into_iter().map(|caught| caught.topic).collect();
        let _verdict = self.escalation.decide(&facts);
        Ok(read.offered(&item))
    }
}

/// What the table would give.
pub struct Read {
    notes: Vec<Note>,
    candidates: Vec<Candidate>,
    at: Timestamp,
    queue: QueueId,
    id: ConversationId,
    contact: ContactId,
}

impl Read {
    /// Whether somebody is asked, by notes of all who are there.
    fn offered(self, item: &Item) -> bool {
        let Self { mut notes, mut candidates, at, queue, id, contact } = self;
        let waiting = waiting(item, at, queue, id, contact);
        let mut search = Search::default();
        loop {
            match search.next(&waiting, false, at) {
                Step::Offer(_) => break,
                Step::Wait => return false,
                Step::Read => search.noted(std::mem::take(&mut notes), true),
                Step::Look(agent) => {
                    let place = candidates.iter().position(|candidate| candidate.agent.id == agent);
                    search.looked(agent, place.map(|place| candidates.swap_remove(place)));
                }
            }
        }
        // Who was not looked at would not have been read from the table: taking them apart is no work of this message.
        std::mem::forget(candidates);
        true
    }
}

fn waiting(item: &Item, at: Timestamp, queue: QueueId, id: ConversationId, contact: ContactId) -> Conversation {
    Conversation {
        id,
        thread: Thread::of(item),
        platform: item.platform,
        account: item.account.clone(),
        contact,
        customer: item.author.clone().unwrap_or(Author { id: "unknown".into(), name: None }),
        visibility: Visibility::Private,
        post: None,
        newest_item: None,
        language: None,
        sentiment: domain::analysis::Sentiment::Unknown,
        topics: Default::default(),
        tags: Default::default(),
        stage: Stage::Waiting { since: at, passed: Default::default() },
        needs: Needs { queue: queue.clone(), skills: Default::default(), priority: 0 },
        escalated_by: None,
        interaction: Interaction::begin(1, at, Participant::Queue { queue }),
        last_agent: None,
        chosen: None,
        last_customer_at: None,
        preview: String::new(),
        unread: 0,
        found: vec![],
        opened_at: at,
        changed_at: at,
        seq: 0,
    }
}
