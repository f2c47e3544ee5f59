//! The shop's conversations, as customers and agents move them. Every command is handed to the step twice.

use std::cell::Cell;

use domain::{
    agent::Presence,
    conversation::{Conversation, Stage},
    escalate::{Applied, Outcome, Verdict},
    event::{Emit, Envelope, Hear, Payload, Route},
    id::ConversationId,
    inbound::Item,
    thread::Thread,
};

use crate::stand::{
    Stand, Told,
    company::{BILLING, CARE, JIWOO, MINA, agent},
    invocation::sqs,
    items::{direct, take_in},
    slug,
};

pub struct Shop {
    pub stand: Stand,
    commands: Cell<u32>,
}

/// An escalation rule's word on an item.
pub fn verdict(queue: &str, skills: &[&str], priority: i32) -> Verdict {
    Verdict {
        outcome: Outcome::Escalate {
            queue: Some(slug(queue)),
            skills: skills.iter().map(|skill| slug(skill)).collect(),
            priority,
        },
        tags: vec![slug("ruled")],
        decided_by: Some(Applied { rule: slug("rule-1"), version: 3, hits: vec![] }),
        continued: vec![],
        ..Default::default()
    }
}

/// An item on its way from the step before.
pub fn heard(item: &Item, verdict: Option<Verdict>, at: domain::time::Timestamp) -> Envelope {
    let hear = Hear { item: item.clone(), analysis: None, topics: vec![], caught: vec![], verdict, mention: None };
    let route = Payload::from(Route::Hear(Box::new(hear)));
    take_in(item, at).emits(&[Emit::from(route)]).remove(0)
}

impl Shop {
    /// Open, with nobody at work.
    pub async fn empty() -> Self {
        Self { stand: Stand::shop().await, commands: Cell::new(0) }
    }

    /// Open, with two people: Jiwoo serves one queue and holds two, Mina serves both and holds three.
    pub async fn open() -> Self {
        let shop = Self::empty().await;
        shop.stand.hire(&agent(JIWOO, &[CARE], &[("ko", 5)], 2), Presence::OnQueue).await;
        shop.stand.hire(&agent(MINA, &[CARE, BILLING], &[("ko", 3), ("refund", 4)], 3), Presence::OnQueue).await;
        shop
    }

    /// Hands one command to the step, twice.
    pub async fn handle(&self, command: &Envelope) -> Told {
        self.stand.twice(route::handle, &sqs(std::slice::from_ref(command))).await
    }

    /// A customer's item comes in.
    pub async fn hears(&self, item: &Item) -> Told {
        self.handle(&heard(item, None, self.stand.now())).await.smooth()
    }

    /// The same with an escalation rule's word on it.
    pub async fn hears_with(&self, item: &Item, verdict: Verdict) -> Told {
        self.handle(&heard(item, Some(verdict), self.stand.now())).await.smooth()
    }

    /// A LINE message comes in, now.
    pub async fn says(&self, person: &str, text: &str) -> Told {
        let id = format!("{person}-{}", self.number());
        self.hears(&direct(person, &id, text, self.stand.now())).await
    }

    fn number(&self) -> u32 {
        self.commands.set(self.commands.get() + 1);
        self.commands.get()
    }

    /// The envelope of a command nobody has sent before.
    pub fn envelope(&self, thread: &Thread, command: Route) -> Envelope {
        self.stand.command(&format!("command {}", self.number()), thread, Payload::from(command))
    }

    /// Somebody moves a conversation.
    pub async fn does(&self, id: ConversationId, command: Route) -> Told {
        let thread = self.stand.conversation_by_id(id).await.thread;
        self.handle(&self.envelope(&thread, command)).await.smooth()
    }

    /// An agent comes or goes, with all that follows.
    pub async fn presence(&self, who: &str, presence: Presence) -> Vec<Envelope> {
        let command = self.envelope(&Thread::agent(&slug(who)), Route::Presence { agent: slug(who), presence });
        let told = self.handle(&command).await.smooth();
        self.follow(told).await
    }

    /// Handles the commands that were told, and those they lead to; everything that was told on the way.
    pub async fn follow(&self, told: Told) -> Vec<Envelope> {
        let mut all = told.published.clone();
        let mut waiting: std::collections::VecDeque<Envelope> = told.published.into();
        while let Some(envelope) = waiting.pop_front() {
            if matches!(envelope.payload, Payload::Route(_)) {
                let told = self.handle(&envelope).await.smooth();
                all.extend(told.published.iter().cloned());
                waiting.extend(told.published);
            }
            assert!(all.len() < 1_000, "the commands follow each other for ever");
        }
        all
    }

    /// The newest conversation with a person on LINE.
    pub async fn with(&self, person: &str) -> Conversation {
        let thread = Thread::of(&direct(person, "any", "", self.stand.now()));
        self.stand.conversation(&thread).await.unwrap_or_else(|| panic!("no conversation with {person}"))
    }

    /// A conversation an agent has accepted.
    pub async fn taken(&self, person: &str, who: &str) -> Conversation {
        self.says(person, "배송이 아직도 안 왔어요").await;
        let id = self.with(person).await.id;
        if !matches!(&self.with(person).await.stage, Stage::Offered { agent, .. } if agent.as_str() == who) {
            self.does(id, Route::Assign { conversation: id, to: slug(who), by: slug(who), over: false }).await;
        } else {
            self.does(id, Route::Accept { conversation: id, agent: slug(who) }).await;
        }
        self.with(person).await
    }

    /// The same, and then ended and closed.
    pub async fn served(&self, person: &str, who: &str) -> Conversation {
        let id = self.taken(person, who).await.id;
        self.does(id, Route::Close { conversation: id, by: slug(who), code: None }).await;
        self.with(person).await
    }
}

/// Where a conversation is, in two words.
pub fn place(conversation: &Conversation) -> String {
    match conversation.stage.holder() {
        Some(holder) => format!("{} {holder}", conversation.stage.name()),
        None => conversation.stage.name().to_owned(),
    }
}
