//! Conversations that are there already.

use std::collections::BTreeSet;

use domain::{
    contact::{Contact, Identity},
    conversation::{Conversation, Needs, Stage},
    event::{Call, Envelope},
    id::{ConversationId, EnvelopeId, MessageId},
    inbound::Item,
    interaction::{Interaction, Participant},
    message::{Body, Delivery, Message},
    platform::Visibility,
    reply::{Outbound, Target},
    thread::Thread,
    time::Timestamp,
};
use store::conversation;

use super::{
    Stand,
    company::{CARE, JIWOO},
    slug,
};

/// A conversation that an agent has, begun by an item.
pub fn held(item: &Item, agent: &str) -> Conversation {
    let (thread, at) = (Thread::of(item), item.at);
    let author = item.author.clone().unwrap();
    let identity = Identity { platform: item.platform, account: item.account.clone(), user: author.id.clone() };
    let with = Participant::Agent { agent: slug(agent), queue: slug(CARE) };
    Conversation {
        id: ConversationId::at(at, &[thread.as_str().as_bytes()]),
        thread,
        platform: item.platform,
        account: item.account.clone(),
        contact: identity.contact(at),
        customer: author,
        visibility: item.visibility,
        post: item.post.clone().filter(|_| item.visibility == Visibility::Public),
        newest_item: None,
        language: None,
        sentiment: domain::analysis::Sentiment::Unknown,
        topics: BTreeSet::new(),
        tags: BTreeSet::new(),
        stage: Stage::With { agent: slug(agent), since: at },
        needs: Needs { queue: slug(CARE), skills: BTreeSet::new(), priority: 0 },
        escalated_by: None,
        interaction: Interaction::begin(1, at, with),
        last_agent: Some(slug(agent)),
        chosen: None,
        last_customer_at: Some(at),
        preview: String::new(),
        unread: 1,
        opened_at: at,
        changed_at: at,
        seq: 1,
        found: vec![],
    }
}

/// An answer on its way out: its row as queued, and the command that sends it.
pub struct Answer {
    pub conversation: Conversation,
    pub row: Message,
    pub command: Envelope,
}

impl Stand {
    /// Puts a conversation into the table, with its person and the thread's pointer.
    pub async fn has(&self, conversation: &Conversation) {
        let identity = Identity {
            platform: conversation.platform,
            account: conversation.account.clone(),
            user: conversation.customer.id.clone(),
        };
        let contact = Contact { id: conversation.contact, name: None, picture: None, first_seen: conversation.opened_at };
        let mut writes = conversation::change(None, conversation, 9).unwrap();
        writes.push(conversation::point(&conversation.thread, None, conversation.id, self.now()));
        writes.extend(store::contact::create(&identity, &contact).unwrap());
        self.deps.table.write(writes).await.unwrap();
    }

    /// A row of a thread.
    pub async fn row(&self, thread: &Thread, row: &Message) {
        let cause = EnvelopeId::at(row.at, &[b"row", row.id.to_string().as_bytes()]);
        store::commit(&self.deps.table, cause, conversation::row(thread, row).unwrap(), vec![], &[]).await.unwrap();
    }

    /// An agent has answered an item; the answer lies in its thread as queued.
    pub async fn answered(&self, item: &Item, text: &str, target: Target) -> Answer {
        let conversation = held(item, JIWOO);
        self.has(&conversation).await;
        self.answer_in(conversation, text, target).await
    }

    /// The same in a conversation that is there already.
    pub async fn answer_in(&self, conversation: Conversation, text: &str, target: Target) -> Answer {
        let at = self.now();
        let row = Message {
            id: MessageId::at(at, &[b"answer", text.as_bytes()]),
            conversation: conversation.id,
            seq: 2,
            at,
            visibility: target.visibility(),
            body: Body::Agent { agent: slug(JIWOO), text: text.into(), canned: None, delivery: Delivery::queued(), extra: None },
        };
        self.row(&conversation.thread, &row).await;
        let outbound = Outbound {
            message: row.id,
            platform: conversation.platform,
            account: conversation.account.clone(),
            from: "17841400000000777".into(),
            target,
            text: text.into(),
            human_tag: false,
            extra: None,
        };
        let whereabouts = conversation.whereabouts();
        let call = Call::Send { conversation: conversation.id, at, whereabouts, outbound: Box::new(outbound), again: false };
        let command = self.command(&format!("send {text}"), &conversation.thread, call);
        Answer { conversation, row, command }
    }

    /// The newest rows of a thread, oldest first.
    pub async fn rows(&self, thread: &Thread) -> Vec<Message> {
        let page = conversation::messages(&self.deps.table, thread, conversation::Rows::Newest(None), 500).await.unwrap();
        page.items.into_iter().rev().collect()
    }

    /// The newest conversation of a thread.
    pub async fn conversation(&self, thread: &Thread) -> Option<Conversation> {
        conversation::of_thread(&self.deps.table, thread).await.unwrap().map(|stored| stored.conversation)
    }

    /// Any conversation.
    pub async fn conversation_by_id(&self, id: ConversationId) -> Conversation {
        conversation::get(&self.deps.table, id).await.unwrap().unwrap().conversation
    }

    /// What lies on a desk.
    pub async fn holding(&self, agent: &str) -> BTreeSet<ConversationId> {
        store::agent::candidate(&self.deps.table, &slug(agent)).await.unwrap().unwrap().desk.holding
    }
}

/// A moment after another.
pub fn after(at: Timestamp, millis: i64) -> Timestamp {
    at.plus(millis)
}
