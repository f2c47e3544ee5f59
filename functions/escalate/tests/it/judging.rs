//! Kept mentions are judged once.

use domain::{
    escalate::Outcome,
    event::{Envelope, Escalate, Payload, Route},
    id::MentionId,
    inbound::{Act, Item},
    mention::Mention,
    thread::Thread,
    time::{MINUTE, SECOND},
};
use serde_json::{Value, json};
use store::mention;

use crate::stand::{
    Stand, Told,
    company::{BILLING, CARE, rule, topic},
    invocation::{sqs, stored},
    items::{comment, later, take_in},
    slug,
};

pub fn to(queue: &str) -> Value {
    json!({"then": "escalate", "queue": queue, "priority": 20})
}

pub fn negative() -> Value {
    json!({"field": "sentiment", "operator": "is", "value": "negative"})
}

/// The shop listens for delivery.
pub async fn listening() -> Stand {
    let mut stand = Stand::shop().await;
    stand.put(&topic("delivery", "배송 OR 配送 OR delivery")).await;
    stand
}

/// An item on its way through the step before; the command it becomes here.
pub async fn ingested(stand: &Stand, item: &Item) -> Envelope {
    let told = stand.once(ingest::handle, &sqs(&[take_in(item, stand.now())])).await.smooth();
    told.published.into_iter().find(|envelope| matches!(envelope.payload, Payload::Escalate(_))).unwrap()
}

pub fn id_of(command: &Envelope) -> MentionId {
    let Payload::Escalate(Escalate { mention, .. }) = command.payload else { panic!("{command:?}") };
    mention
}

pub async fn kept(stand: &Stand, command: &Envelope) -> Mention {
    mention::get(&stand.deps.table, id_of(command)).await.unwrap().unwrap()
}

async fn judge(stand: &Stand, command: &Envelope) -> Told {
    stand.twice(escalate::handle, &sqs(std::slice::from_ref(command))).await.smooth()
}

fn complaint(stand: &Stand) -> Item {
    comment("kim", "c1", "배송이 너무 늦어요. 정말 실망이에요", stand.now())
}

// proves ESC-05: it stays in the listening data with its state
#[tokio::test]
async fn without_a_rule_that_asks_for_a_person_no_action_is_noted_and_nothing_told() {
    for rules in [vec![], vec![rule("never", 10, negative(), json!({"then": "no_action"}), &["seen"])]] {
        let mut stand = listening().await;
        for rule in &rules {
            stand.put(rule).await;
        }
        let command = ingested(&stand, &complaint(&stand)).await;
        let event = sqs(std::slice::from_ref(&command));
        let event = if rules.is_empty() { stored("escalate", "no-action", &event) } else { event };
        let told = stand.twice(escalate::handle, &event).await.smooth();
        assert_eq!(told.published, []);
        let verdict = kept(&stand, &command).await.verdict.unwrap();
        assert_eq!((verdict.outcome, verdict.decided_by.is_some()), (Outcome::NoAction, !rules.is_empty()));
    }
}

// proves ESC-02, ESC-04, I8
#[tokio::test]
async fn a_mention_that_a_rule_asks_for_goes_to_routing_with_all_that_is_known_and_is_told() {
    let mut stand = listening().await;
    stand.put(&rule("angry", 10, negative(), json!({"then": "escalate", "skills": ["ko"], "priority": 20}), &["hot"])).await;
    let item = complaint(&stand);
    let command = ingested(&stand, &item).await;
    let event = stored("escalate", "escalated", &sqs(std::slice::from_ref(&command)));
    let told = stand.twice(escalate::handle, &event).await.smooth();
    let [Payload::Route(Route::Hear(hear)), Payload::MentionEscalated(fact)] = &told.payloads().cloned().collect::<Vec<_>>()[..]
    else {
        panic!("{told:?}")
    };
    assert_eq!(
        (fact.queue.as_str(), fact.priority, fact.rule.clone()),
        (CARE, 20, Some(slug("angry"))),
        "the account's own queue"
    );
    assert_eq!((hear.item.act.clone(), &hear.item.author, &hear.item.post), (item.act.clone(), &item.author, &item.post));
    assert_eq!((hear.topics.clone(), hear.mention), (vec![slug("delivery")], Some(id_of(&command))));
    let verdict = hear.verdict.clone().unwrap();
    assert_eq!(verdict.outcome, Outcome::Escalate { queue: None, skills: vec![slug("ko")], priority: 20 });
    assert_eq!(kept(&stand, &command).await.verdict, Some(verdict));
    assert!(told.published.iter().all(|envelope| envelope.thread == Thread::of(&item)));
}

// proves I7, F18: deciding twice after the rules have changed gives the stored outcome
#[tokio::test]
async fn a_replay_after_the_rules_have_changed_tells_what_was_decided() {
    for (before, after) in [
        (json!({"then": "escalate", "queue": CARE}), json!({"then": "escalate", "queue": BILLING})),
        (json!({"then": "escalate", "queue": CARE}), json!({"then": "no_action"})),
        (json!({"then": "no_action"}), json!({"then": "escalate", "queue": BILLING})),
    ] {
        let mut stand = listening().await;
        stand.put(&rule("angry", 10, negative(), before.clone(), &[])).await;
        let command = ingested(&stand, &complaint(&stand)).await;
        let first = judge(&stand, &command).await;
        let verdict = kept(&stand, &command).await.verdict;
        stand.put(&rule("angry", 10, negative(), after.clone(), &["other"])).await;
        stand.pass(MINUTE);
        let second = stand.once(escalate::handle, &sqs(std::slice::from_ref(&command))).await.smooth();
        assert_eq!((second.published, kept(&stand, &command).await.verdict), (first.published, verdict), "{before} {after}");
    }
}

// proves I8: another command about the same mention is a duplicate
#[tokio::test]
async fn a_second_command_about_one_mention_is_a_duplicate() {
    let mut stand = listening().await;
    stand.put(&rule("angry", 10, negative(), to(CARE), &[])).await;
    let command = ingested(&stand, &complaint(&stand)).await;
    assert_eq!(judge(&stand, &command).await.names(), ["route", "mention.escalated"]);
    stand.pass(SECOND);
    let before = stand.contents();
    let other = stand.command("another", &command.thread, Escalate { mention: id_of(&command), again: false });
    assert_eq!((judge(&stand, &other).await.published, stand.contents()), (vec![], before));
}

// proves I20
#[tokio::test]
async fn what_a_crash_left_untold_is_told_by_the_redelivery_even_if_the_rules_have_changed() {
    let mut stand = listening().await;
    stand.put(&rule("angry", 10, negative(), to(CARE), &[])).await;
    let command = ingested(&stand, &complaint(&stand)).await;
    let event = sqs(&[command]);
    stand.deps.bus.refuse(1);
    let first = stand.once(escalate::handle, &event).await;
    assert_eq!((first.failed.len(), first.published.len()), (1, 0));
    stand.put(&rule("angry", 10, negative(), json!({"then": "no_action"}), &[])).await;
    let told = stand.once(escalate::handle, &crate::stand::invocation::again(&event, 2)).await.smooth();
    assert_eq!(told.names(), ["route", "mention.escalated"]);
}

// proves D-14: there is nothing left to answer
#[tokio::test]
async fn a_mention_its_author_has_deleted_meanwhile_goes_to_nobody() {
    let mut stand = listening().await;
    stand.put(&rule("all", 10, json!({"all": []}), to(CARE), &[])).await;
    let item = complaint(&stand);
    let command = ingested(&stand, &item).await;
    stand.pass(SECOND);
    let gone = later(&item, "delete", Act::Delete { external_id: Some("c1".into()) }, stand.now());
    stand.once(ingest::handle, &sqs(&[take_in(&gone, stand.now())])).await.smooth();
    assert_eq!(judge(&stand, &command).await.published, []);
}

#[tokio::test]
async fn what_is_not_there_or_no_mention_is_put_aside() {
    let stand = listening().await;
    let thread = Thread::of(&complaint(&stand));
    let missing =
        stand.command("missing", &thread, Escalate { mention: MentionId::at(Default::default(), &[b"x"]), again: false });
    let told = stand.twice(escalate::handle, &sqs(&[missing, take_in(&complaint(&stand), stand.now())])).await;
    let reasons: Vec<_> = told.dead.iter().map(|letter| letter.reason.as_str()).collect();
    assert!(reasons[0].contains("there is no mention") && reasons[1].contains("does not handle `ingest`"), "{reasons:?}");
    assert_eq!((told.published.len(), told.failed.len()), (0, 0));
}

// proves ESC-02, ESC-04: author facts and engagement as the platform told them, and whether the author has written before
#[tokio::test]
async fn rules_ask_for_what_is_known_of_the_author() {
    let mut stand = listening().await;
    let loud = json!({ "all": [
        { "field": "followers", "operator": "at_least", "value": 10_000 },
        { "field": "engagement_per_hour", "operator": "at_least", "value": 50 },
        { "field": "known_customer", "operator": "is", "value": true },
    ] });
    stand.put(&rule("loud", 1, loud, to(BILLING), &[])).await;
    let mut item = complaint(&stand);
    item.told = domain::inbound::Told { followers: Some(20_000), reactions: Some(90), ..Default::default() };
    let command = ingested(&stand, &item).await;
    assert_eq!(judge(&stand, &command).await.names(), Vec::<&str>::new(), "nobody knows this person");
    let verdict = kept(&stand, &command).await.verdict.unwrap();
    assert_eq!(verdict.circumstances.known_customer, Some(false));
    let identity = domain::contact::Identity { platform: item.platform, account: item.account.clone(), user: "lee".into() };
    let contact = domain::contact::Contact { id: identity.contact(item.at), name: None, picture: None, first_seen: item.at };
    stand.deps.table.write(store::contact::create(&identity, &contact).unwrap()).await.unwrap();
    let mut again = comment("lee", "c2", "배송이 너무 늦어요. 정말 실망이에요", stand.now());
    again.told = item.told.clone();
    let command = ingested(&stand, &again).await;
    assert_eq!(judge(&stand, &command).await.names(), ["route", "mention.escalated"]);
    let kept = kept(&stand, &command).await;
    let rules: Vec<domain::escalate::EscalationRule> =
        store::settings::all(&stand.deps.table).await.unwrap().into_iter().map(|saved| saved.data).collect();
    let found = domain::trace::trace(&kept, &[], &rules).escalation.unwrap();
    assert_eq!(found.again, Some(true), "what held then is kept with the verdict");
}

// proves ADV-03, I8: asked again live, what needed nobody is given to people once; what people have is left alone, however often
#[tokio::test]
async fn a_replay_gives_to_people_what_needs_them_now_and_never_twice() {
    let mut stand = listening().await;
    let command = ingested(&stand, &complaint(&stand)).await;
    judge(&stand, &command).await;
    assert!(!kept(&stand, &command).await.verdict.unwrap().escalates());
    let again = |name: &str| {
        let payload = Payload::from(Escalate { mention: id_of(&command), again: true });
        stand.command(name, &command.thread, payload)
    };
    let before = stand.contents();
    let first = again("replay 1");
    assert_eq!((judge(&stand, &first).await.published, stand.contents()), (vec![], before), "the same rules decide the same");
    let (second, third) = (again("replay 2"), again("replay 3"));
    stand.put(&rule("angry", 1, negative(), to(CARE), &[])).await;
    stand.pass(MINUTE);
    // It dies between what it wrote and what it had to tell.
    let told =
        stand.after_a_crash(escalate::handle, &crate::stand::invocation::sqs(std::slice::from_ref(&second))).await.smooth();
    assert_eq!(told.names(), ["route", "mention.escalated"]);
    let after = stand.contents();
    assert_eq!((judge(&stand, &third).await.published, stand.contents()), (vec![], after), "twice changes nothing");
}
