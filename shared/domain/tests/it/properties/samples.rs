//! Anything that could be: people, conversations, agents, moves.

use domain::{
    agent::{Agent, Desk, Presence},
    analysis::Sentiment,
    conversation::{Conversation, Destination, Heard, Needs, Stage},
    id::{AgentId, ContactId, ConversationId, SkillId},
    inbound::Author,
    interaction::{Interaction, Participant},
    platform::{Platform, Visibility},
    routing::Candidate,
    thread::Thread,
    time::{SECOND, Timestamp},
};
use proptest::prelude::*;

pub fn slug<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// A moment of one day, to the second, so that two are the same now and then.
pub fn moment() -> impl Strategy<Value = Timestamp> {
    (0i64..86_400).prop_map(|second| Timestamp::from_millis(1_795_132_800_000 + second * SECOND))
}

pub fn agent_id() -> impl Strategy<Value = AgentId> {
    (0u8..4).prop_map(|n| slug(&format!("agent{n}")))
}

pub fn skill() -> impl Strategy<Value = SkillId> {
    prop::sample::select(vec!["ko", "ja", "vip"]).prop_map(slug)
}

pub fn needs() -> impl Strategy<Value = Needs> {
    (prop::sample::select(vec!["care", "billing"]), prop::collection::btree_set(skill(), 0..3), -60i32..60)
        .prop_map(|(queue, skills, priority)| Needs { queue: slug(queue), skills, priority })
}

/// One that waits: in whatever line, for whatever skills, passed on by whomever.
pub fn waiting() -> impl Strategy<Value = Conversation> {
    let passed = prop::collection::btree_set(agent_id(), 0..3);
    (any::<u16>(), moment(), needs(), passed, prop::option::of(agent_id())).prop_map(|(n, at, needs, passed, last_agent)| {
        let queue = needs.queue.clone();
        Conversation {
            id: ConversationId::at(at, &[&n.to_be_bytes()]),
            thread: Thread::between(Platform::Line, &slug("shop"), &format!("u{n}"), None),
            platform: Platform::Line,
            account: slug("shop"),
            contact: ContactId::at(at, &[&n.to_be_bytes()]),
            customer: Author { id: format!("u{n}"), name: None },
            visibility: Visibility::Private,
            post: None,
            newest_item: None,
            language: None,
            sentiment: Sentiment::Neutral,
            topics: Default::default(),
            tags: Default::default(),
            stage: Stage::Waiting { since: at, passed },
            needs,
            escalated_by: None,
            interaction: Interaction::begin(1, at, Participant::Queue { queue }),
            last_agent,
            chosen: None,
            last_customer_at: None,
            preview: String::new(),
            unread: 0,
            opened_at: at,
            changed_at: at,
            seq: 0,
            found: vec![],
        }
    })
}

pub fn candidate() -> impl Strategy<Value = Candidate> {
    let presence = prop::sample::select(vec![
        Presence::OnQueue,
        Presence::OnQueue,
        Presence::OnQueue,
        Presence::Away,
        Presence::NotResponding,
        Presence::OffQueue,
    ]);
    let skills = prop::collection::btree_map(skill(), 1u8..=5, 0..3);
    let queues = prop::collection::btree_set(prop::sample::select(vec!["care", "billing"]).prop_map(slug), 1..3);
    (presence, moment(), skills, queues, 0u32..4, 0u8..4).prop_map(|(presence, since, skills, queues, capacity, holds)| {
        let holding = (0..holds).map(|n| ConversationId::at(since, &[b"held", &[n]])).collect();
        Candidate {
            agent: Agent { id: slug("nobody"), name: String::new(), queues, skills, capacity },
            desk: Desk { presence, since, holding, moves: 0 },
        }
    })
}

/// Some people, each another one.
pub fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    prop::collection::vec(candidate(), 0..4).prop_map(|mut all| {
        all.iter_mut().enumerate().for_each(|(n, one)| one.agent.id = slug(&format!("agent{n}")));
        all
    })
}

/// Something that happens to a conversation.
#[derive(Debug, Clone)]
pub enum Move {
    Hear(Timestamp),
    Offer(AgentId),
    Accept(AgentId),
    Pass(AgentId),
    Assign(AgentId),
    Transfer(Destination),
    GiveBack,
    Reply(AgentId),
    End(AgentId),
    Close(AgentId),
}

pub fn moves() -> impl Strategy<Value = Vec<Move>> {
    let to = prop_oneof![
        Just(Destination::Queue { queue: slug("billing") }),
        agent_id().prop_map(|agent| Destination::Agent { agent }),
        skill().prop_map(|skill| Destination::Skill { skill }),
    ];
    let one = prop_oneof![
        moment().prop_map(Move::Hear),
        agent_id().prop_map(Move::Offer),
        agent_id().prop_map(Move::Accept),
        agent_id().prop_map(Move::Pass),
        agent_id().prop_map(Move::Assign),
        to.prop_map(Move::Transfer),
        Just(Move::GiveBack),
        agent_id().prop_map(Move::Reply),
        agent_id().prop_map(Move::End),
        agent_id().prop_map(Move::Close),
    ];
    prop::collection::vec(one, 0..40)
}

/// Makes a move at `at`; whether it was lawful.
pub fn make(conversation: &mut Conversation, what: &Move, at: Timestamp) -> bool {
    match what {
        Move::Hear(said) => {
            let heard = Heard {
                at: *said,
                item: None,
                language: None,
                sentiment: Sentiment::Neutral,
                preview: said.to_string(),
                topics: Default::default(),
            };
            conversation.hear(heard, at);
            Ok(())
        }
        Move::Offer(agent) => conversation.offer(agent, 60 * SECOND, at),
        Move::Accept(agent) => conversation.accept(agent, at),
        Move::Pass(agent) => conversation.pass(agent, at),
        Move::Assign(agent) => conversation.assign(agent, at),
        Move::Transfer(to) => conversation.transfer(to, at),
        Move::GiveBack => conversation.give_back(at),
        Move::Reply(agent) => conversation.reply(agent, at),
        Move::End(agent) => conversation.end(agent, at),
        Move::Close(agent) => conversation.close(agent, None, at),
    }
    .is_ok()
}
