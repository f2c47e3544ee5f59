//! Golden examples of an interaction's figures.

use domain::{
    analysis::Sentiment,
    conversation::{Conversation, Destination, Heard, Needs, Refused, Stage},
    id::*,
    inbound::Author,
    interaction::{Dismissal, Interaction, Participant, Wait},
    platform::{Platform, Visibility},
    program::Webhook,
    thread::Thread,
    time::{MINUTE, Timestamp},
};

fn slug<T: std::str::FromStr<Err = InvalidId>>(text: &str) -> T {
    text.parse().unwrap()
}

fn clock(text: &str) -> Timestamp {
    format!("2026-11-20T{text}Z").parse().unwrap()
}

fn conversation(stage: Stage, with: Participant, opened: Timestamp) -> Conversation {
    Conversation {
        id: ConversationId::at(opened, &[b"golden"]),
        thread: Thread::between(Platform::Line, &slug("shop"), "mina", None),
        platform: Platform::Line,
        account: slug("shop"),
        contact: ContactId::at(opened, &[b"mina"]),
        customer: Author { id: "mina".into(), name: None },
        visibility: Visibility::Private,
        post: None,
        newest_item: None,
        language: None,
        sentiment: Sentiment::Unknown,
        topics: Default::default(),
        tags: Default::default(),
        stage,
        needs: Needs { queue: slug("a"), skills: Default::default(), priority: 0 },
        escalated_by: None,
        interaction: Interaction::begin(1, opened, with),
        last_agent: None,
        chosen: None,
        last_customer_at: None,
        preview: String::new(),
        unread: 0,
        opened_at: opened,
        changed_at: opened,
        seq: 0,
        found: vec![],
    }
}

fn heard(at: Timestamp) -> Heard {
    Heard { at, item: None, language: None, sentiment: Sentiment::Neutral, preview: String::new(), topics: Default::default() }
}

pub fn queued(opened: Timestamp) -> Conversation {
    let stage = Stage::Waiting { since: opened, passed: Default::default() };
    conversation(stage, Participant::Queue { queue: slug("a") }, opened)
}

// proves G-4, K-05, K-07, D-16
#[test]
fn time_with_the_bot_is_no_waiting_time() {
    let ann: AgentId = slug("ann");
    let mut c = conversation(
        Stage::Bot {
            bot: Webhook { url: "https://bot.example/".into(), account: "helper".parse().unwrap() },
            since: clock("10:00:00"),
        },
        Participant::Bot,
        clock("10:00:00"),
    );
    c.hear(heard(clock("10:00:00")), clock("10:00:00"));
    c.hear(heard(clock("10:02:00")), clock("10:02:00"));
    c.hand_off(clock("10:02:01")).unwrap();
    c.offer(&ann, MINUTE, clock("10:02:05")).unwrap();
    c.accept(&ann, clock("10:02:31")).unwrap();
    c.reply(&ann, clock("10:04:01")).unwrap();
    let figures = c.interaction.figures(clock("10:05:00"));
    assert_eq!(figures.waits, [Wait { queue: slug("a"), wait_ms: 30_000, answered: true }]);
    assert_eq!(figures.first_response_ms, Some(120_000));
    assert_eq!(figures.since_first_customer_ms, Some(241_000));
}

// proves G-6, K-08, K-15
#[test]
fn a_transfer_counts_in_both_queues_and_both_agents() {
    let (ann, ben): (AgentId, AgentId) = (slug("ann"), slug("ben"));
    let mut c = queued(clock("12:00:00"));
    c.hear(heard(clock("12:00:00")), clock("12:00:00"));
    c.offer(&ann, MINUTE, clock("12:00:30")).unwrap();
    c.accept(&ann, clock("12:01:00")).unwrap();
    c.transfer(&Destination::Queue { queue: slug("b") }, clock("12:05:00")).unwrap();
    c.offer(&ben, 10 * MINUTE, clock("12:05:00")).unwrap();
    c.accept(&ben, clock("12:08:00")).unwrap();
    c.reply(&ben, clock("12:10:00")).unwrap();
    c.end(&ben, clock("12:20:00")).unwrap();
    c.close(&ben, None, clock("12:22:00")).unwrap();
    let figures = c.interaction.figures(clock("23:00:00"));
    assert_eq!(figures.first_response_ms, Some(10 * MINUTE));
    let handled: Vec<_> = figures.handled.iter().map(|h| (h.agent.as_str(), h.handle_ms / MINUTE)).collect();
    assert_eq!(handled, [("ann", 4), ("ben", 14)]);
    assert_eq!(figures.handle_ms, 18 * MINUTE);
    let waits: Vec<_> = figures.waits.iter().map(|w| (w.queue.as_str(), w.wait_ms / MINUTE, w.answered)).collect();
    assert_eq!(waits, [("a", 1, true), ("b", 3, true)]);
    assert_eq!(figures.transfers, 1);
    assert_eq!(c.stage, Stage::Closed { at: clock("12:20:00"), code: None });
}

// proves G-5, K-04
#[test]
fn response_episodes_are_answered_once_each() {
    let ann: AgentId = slug("ann");
    let mut c = queued(clock("11:00:00"));
    c.hear(heard(clock("11:00:00")), clock("11:00:00"));
    c.hear(heard(clock("11:02:00")), clock("11:02:00"));
    c.assign(&ann, clock("11:03:00")).unwrap();
    for (customer, at) in [(false, "11:05:00"), (false, "11:06:00"), (true, "11:20:00"), (false, "11:30:00"), (true, "11:40:00")]
    {
        if customer { c.hear(heard(clock(at)), clock(at)) } else { c.reply(&ann, clock(at)).unwrap() }
    }
    c.close(&ann, None, clock("11:45:00")).unwrap();
    let figures = c.interaction.figures(clock("11:45:00"));
    assert_eq!(figures.average_response_ms, Some(450_000));
    assert_eq!((figures.answered_episodes, figures.unanswered_episodes), (2, 1));
    assert_eq!(figures.first_response_ms, Some(5 * MINUTE));
}

// proves RTE-21, I9: unlawful moves are refused and change nothing
#[test]
fn moves_that_are_not_lawful_are_refused() {
    let (ann, ben): (AgentId, AgentId) = (slug("ann"), slug("ben"));
    let mut c = queued(clock("12:00:00"));
    assert_eq!(c.reply(&ann, clock("12:00:01")), Err(Refused::NotHeld));
    assert_eq!(c.accept(&ann, clock("12:00:01")), Err(Refused::NotOffered { stage: "waiting".into() }));
    c.offer(&ann, MINUTE, clock("12:00:02")).unwrap();
    assert_eq!(c.accept(&ben, clock("12:00:03")), Err(Refused::NotOffered { stage: "offered".into() }));
    c.accept(&ann, clock("12:00:04")).unwrap();
    assert_eq!(c.accept(&ann, clock("12:00:05")), Err(Refused::AlreadyYours));
    assert_eq!(c.accept(&ben, clock("12:00:05")), Err(Refused::HeldBy { holder: ann.clone() }));
    assert_eq!(c.reply(&ben, clock("12:00:05")), Err(Refused::HeldBy { holder: ann.clone() }));
    c.close(&ann, None, clock("12:01:00")).unwrap();
    assert_eq!(c.reply(&ann, clock("12:01:01")), Err(Refused::AlreadyClosed));
    assert_eq!(c.transfer(&Destination::Agent { agent: ben }, clock("12:01:01")), Err(Refused::AlreadyClosed));
}

// proves RTE-04, AGT-11: a new interaction in the same conversation, with the same last agent
#[test]
fn a_message_after_the_end_reopens_with_a_new_interaction() {
    let ann: AgentId = slug("ann");
    let mut c = queued(clock("12:00:00"));
    c.assign(&ann, clock("12:00:01")).unwrap();
    c.close(&ann, Some(slug("done")), clock("12:10:00")).unwrap();
    c.hear(heard(clock("13:00:00")), clock("13:00:00"));
    assert_eq!(c.interaction.number, 2);
    assert_eq!(c.last_agent, Some(ann.clone()));
    assert!(matches!(c.stage, Stage::Waiting { .. }));
    // In wrap-up the interaction itself goes on.
    c.assign(&ann, clock("13:01:00")).unwrap();
    c.end(&ann, clock("13:05:00")).unwrap();
    c.hear(heard(clock("13:06:00")), clock("13:06:00"));
    assert_eq!((c.interaction.number, c.stage.holder()), (2, Some(&ann)));
}

// proves ESC-10: an escalation nobody needed is over with a reason, out of the line or out of one's own hands, before an answer
#[test]
fn an_escalation_is_dismissed_with_a_reason() {
    let (at, mina, yuki) = (clock("09:00:00"), slug::<AgentId>("mina"), slug::<AgentId>("yuki"));
    let mut waiting = queued(at);
    waiting.dismiss(&mina, Dismissal::NotAboutUs, clock("09:01:00")).unwrap();
    assert_eq!(waiting.stage, Stage::Closed { at: clock("09:01:00"), code: None });
    assert_eq!(waiting.interaction.dismissed, Some(Dismissal::NotAboutUs));
    assert_eq!(waiting.dismiss(&mina, Dismissal::Spam, at), Err(Refused::AlreadyClosed));
    let mut held = queued(at);
    held.assign(&yuki, at).unwrap();
    assert_eq!(held.clone().dismiss(&mina, Dismissal::Spam, at), Err(Refused::HeldBy { holder: yuki.clone() }));
    assert_eq!(held.clone().dismiss(&yuki, Dismissal::Spam, at), Ok(()));
    held.reply(&yuki, clock("09:05:00")).unwrap();
    assert_eq!(held.dismiss(&yuki, Dismissal::Spam, clock("09:06:00")), Err(Refused::AlreadyAnswered));
}
