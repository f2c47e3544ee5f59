//! Public items: noise, or kept and judged.

use domain::{
    analysis::{Intent, Language, Sentiment},
    event::{Envelope, Escalate, MentionIngested, NoiseSeen, Payload},
    inbound::Item,
    mention::Mention,
    thread::Thread,
    time::{MINUTE, SECOND},
};
use store::mention;

use crate::stand::{
    Stand, Told,
    company::topic,
    invocation::{fifo, sqs, stored},
    items::{comment, take_in},
    slug,
};

/// The shop listens for two things.
pub async fn listening() -> Stand {
    let mut stand = Stand::shop().await;
    stand.put(&topic("delivery", "배송 OR delivery")).await;
    stand.put(&topic("app", "어플 OR app")).await;
    // Both connections were heard of before, so that what an item writes is its own.
    for account in [crate::stand::company::LINE, crate::stand::company::INSTAGRAM] {
        stand.deps.heard.remember(&slug(account));
    }
    stand
}

/// The fact that a mention was kept.
pub fn ingested(told: &Told) -> &MentionIngested {
    told.payloads().find_map(|payload| if let Payload::MentionIngested(fact) = payload { Some(fact) } else { None }).unwrap()
}

pub async fn kept(stand: &Stand, told: &Told) -> Mention {
    mention::get(&stand.deps.table, ingested(told).mention).await.unwrap().unwrap()
}

// proves ING-07: counted, not stored, and the same name again for the same item
#[tokio::test]
async fn an_item_that_no_rule_asks_for_is_told_as_noise_and_not_stored() {
    let stand = listening().await;
    let before = stand.contents();
    let item = comment("kim", "c1", "점심 뭐 먹지", stand.now());
    let event = stored("ingest", "noise", &sqs(&[take_in(&item, stand.now())]));
    let told = stand.twice(ingest::handle, &event).await.smooth();
    let noise = Payload::from(NoiseSeen { account: item.account.clone(), items: vec![item.command()] });
    assert_eq!(told.payloads().collect::<Vec<_>>(), [&noise]);
    assert_eq!(stand.contents(), before);
}

// proves ING-08, ING-09, ING-19, D-03, I7
#[tokio::test]
async fn an_item_in_two_topics_is_kept_once_with_every_rule_and_version_that_caught_it() {
    let mut stand = listening().await;
    let item = comment("kim", "c1", "어플에서 배송 조회가 안 돼요. 환불해 주세요", stand.now());
    let event = stored("ingest", "comment-two-topics", &sqs(&[take_in(&item, stand.now())]));
    let told = stand.twice(ingest::handle, &event).await.smooth();
    assert_eq!(told.names(), ["escalate", "mention.ingested"]);
    let fact = ingested(&told).clone();
    assert_eq!(fact.topics, [slug("app"), slug("delivery")]);
    assert_eq!((fact.language, fact.sentiment, fact.intent), (Some(Language::Ko), Sentiment::Negative, Intent::Complaint));
    assert!(fact.person.is_some() && fact.at == item.at);
    let mention = kept(&stand, &told).await;
    let caught: Vec<_> = mention.caught.iter().map(|c| (c.topic.as_str(), c.rule.as_str(), c.version)).collect();
    assert_eq!(caught, [("app", "app-words", 4), ("delivery", "delivery-words", 4)]);
    assert_eq!((mention.verdict, mention.changed), (None, None));
    let escalate = Payload::from(Escalate { mention: fact.mention, again: false });
    assert!(told.payloads().any(|payload| *payload == escalate));
    assert!(told.published.iter().all(|envelope| envelope.thread == Thread::of(&item) && envelope.trace == item.trace()));

    // Rules that change afterwards change nothing of what was kept, and a replay tells what was told.
    let mut other = topic("delivery", "환불");
    other.rules[0].version = 9;
    stand.put(&other).await;
    stand.pass(MINUTE);
    let before = stand.contents();
    let again = stand.once(ingest::handle, &event).await.smooth();
    assert_eq!((&again.published, stand.contents()), (&told.published, before));
}

// proves I4, ING-14: fifteen days later, by another way
#[tokio::test]
async fn an_item_found_again_under_another_event_name_is_one_mention() {
    let stand = listening().await;
    let item = comment("kim", "c1", "배송 언제 와요", stand.now());
    stand.twice(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
    stand.pass(15 * 24 * 60 * MINUTE);
    let before = stand.contents();
    let polled = Item { event: "poll:c1".into(), ..item };
    let told = stand.twice(ingest::handle, &sqs(&[take_in(&polled, stand.now())])).await.smooth();
    assert_eq!((told.published, stand.contents()), (vec![], before), "neither escalated nor counted again");
}

// proves I20
#[tokio::test]
async fn what_a_crash_left_untold_is_told_by_the_redelivery() {
    for text in ["배송 언제 와요", "점심 뭐 먹지"] {
        let event = |stand: &Stand| sqs(&[take_in(&comment("kim", "c1", text, stand.now()), stand.now())]);
        let healthy = listening().await;
        let expected = healthy.once(ingest::handle, &event(&healthy)).await.smooth();
        let crashed = listening().await;
        let told = crashed.after_a_crash(ingest::handle, &event(&crashed)).await.smooth();
        assert_eq!((told.published, crashed.contents()), (expected.published, healthy.contents()));
    }
}

// proves D-04: people are told apart by platform, and nobody is named
#[tokio::test]
async fn one_person_has_one_hash_and_two_have_two_and_nobody_is_named() {
    let stand = listening().await;
    let mut people = Vec::new();
    for (n, who) in ["kim", "kim", "lee"].into_iter().enumerate() {
        let item = comment(who, &format!("c{n}"), "배송", stand.now());
        let told = stand.twice(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
        people.push(ingested(&told).person.unwrap());
        let fact = serde_json::to_string(ingested(&told)).unwrap();
        assert!(!fact.contains(who) && !fact.contains("배송"), "{fact}");
    }
    assert!(people[0] == people[1] && people[1] != people[2]);
    let mut nobody = comment("kim", "c9", "배송", stand.now());
    nobody.author = None;
    let told = stand.twice(ingest::handle, &sqs(&[take_in(&nobody, stand.now())])).await.smooth();
    assert_eq!(ingested(&told).person, None);
}

// proves ING-10, LSN-02: what is paused or narrowed to elsewhere catches nothing
#[tokio::test]
async fn paused_topics_and_rules_for_elsewhere_catch_nothing() {
    let mut stand = Stand::shop().await;
    let mut paused = topic("paused", "배송");
    paused.active = false;
    let mut sleeping = topic("sleeping", "배송");
    sleeping.rules[0].active = false;
    let mut elsewhere = topic("elsewhere", "배송");
    elsewhere.rules[0].platforms = vec![domain::platform::Platform::X];
    let mut broken = topic("broken", "배송 OR (");
    broken.rules[0].version = 1;
    for topic in [paused, sleeping, elsewhere, broken] {
        stand.put(&topic).await;
    }
    let told =
        stand.twice(ingest::handle, &sqs(&[take_in(&comment("kim", "c1", "배송", stand.now()), stand.now())])).await.smooth();
    assert_eq!(told.names(), ["noise.seen"]);
}

// proves ING-05: a saved rule takes effect within 60 s, without a deploy
#[tokio::test]
async fn a_changed_rule_takes_effect_within_a_minute() {
    let stand = listening().await;
    let ask = async |n: u32| {
        let item = comment("kim", &format!("c{n}"), "refund please", stand.now());
        stand.twice(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth().names()
    };
    assert_eq!(ask(1).await, ["noise.seen"]);
    store::settings::put(&stand.deps.table, &topic("money", "refund"), None, stand.now()).await.unwrap();
    stand.pass(59 * SECOND);
    assert_eq!(ask(2).await, ["escalate", "mention.ingested"]);
}

// proves ING-18, I1, R7: one bad message parks itself with the next step, its neighbours go on
#[tokio::test]
async fn an_item_of_an_unknown_account_is_parked_with_the_next_step_and_its_neighbours_are_taken_in() {
    let stand = listening().await;
    let good = comment("kim", "c1", "배송", stand.now());
    let unknown = Item { account: slug("nowhere"), ..comment("lee", "c2", "배송", stand.now()) };
    let wrong = stand.command(
        "wrong",
        &Thread::of(&good),
        Escalate { mention: "men_00000000001qx96djdfdr88mt3".parse().unwrap(), again: false },
    );
    let mut event = sqs(&[take_in(&unknown, stand.now()), take_in(&good, stand.now()), wrong]);
    let unreadable = fifo("InboundQueue.fifo", 9, "{\"id\":", "line:shop:x", "dedup");
    event["Records"].as_array_mut().unwrap().push(unreadable);
    let event = stored("ingest", "parked", &event);
    let told = stand.twice(ingest::handle, &event).await;
    let reasons: Vec<&str> = told.dead.iter().map(|letter| letter.reason.as_str()).collect();
    assert!(
        reasons[0].contains("there is no account nowhere; create it with PUT /v1/accounts/nowhere, then redrive"),
        "{reasons:?}"
    );
    assert!(reasons[1].contains("ingest does not handle `escalate`") && reasons[2].contains("not an envelope"), "{reasons:?}");
    assert_eq!((told.names(), told.failed.len(), told.dead.len()), (vec!["escalate", "mention.ingested"], 0, 3));
    // The letter holds the body as it came: set up the account, and it can be sent back.
    let redriven: Envelope = serde_json::from_str(&told.dead[0].body).unwrap();
    assert_eq!(redriven, take_in(&unknown, stand.now()));
}

// proves ANL-04, ESC-02, ANL-16: the platform's tag of the language wins over the writing, what it told is kept, and spam is flagged
#[tokio::test]
async fn what_the_platform_told_is_kept_and_its_tag_of_the_language_wins() {
    let stand = listening().await;
    let told = |language: &str| domain::inbound::Told {
        language: Some(language.into()),
        followers: Some(12_000),
        verified: Some(true),
        ..Default::default()
    };
    let text = "app OR delivery, click here and follow https://example.com/x";
    let english = Item { told: told("en-GB"), ..comment("kim", "c1", text, stand.now()) };
    let handled = stand.twice(ingest::handle, &sqs(&[take_in(&english, stand.now())])).await.smooth();
    let mention = kept(&stand, &handled).await;
    assert_eq!((mention.analysis.language, &mention.told), (Some(Language::En), &english.told));
    assert_eq!(mention.analysis.flags, [domain::analysis::Flag::Spam]);
    let other = Item { told: told("pl"), ..comment("kim", "c2", text, stand.now()) };
    let handled = stand.twice(ingest::handle, &sqs(&[take_in(&other, stand.now())])).await.smooth();
    assert_eq!(kept(&stand, &handled).await.analysis.language, None, "a language that is told and not judged");
}

// proves text-analysis.md section 3: rules of urgency are data that administrators edit, and a judgement names their version
#[tokio::test]
async fn the_companys_own_rules_of_urgency_judge() {
    let mut stand = listening().await;
    let item = |id: &str| comment("kim", id, "app delivery was purple again", stand.now());
    let (before, after) = (item("c1"), item("c2"));
    let told = stand.twice(ingest::handle, &sqs(&[take_in(&before, stand.now())])).await.smooth();
    assert_ne!(kept(&stand, &told).await.analysis.urgency, domain::analysis::Urgency::High);
    let rule = domain::urgency::UrgencyRule {
        id: "colour".into(),
        level: domain::analysis::Urgency::High,
        any: [(Language::En, vec!["purple".into()])].into(),
        with: Default::default(),
        unless: Default::default(),
    };
    stand.put(&domain::urgency::UrgencyRules { rules: vec![rule] }).await;
    stand.pass(MINUTE);
    let told = stand.twice(ingest::handle, &sqs(&[take_in(&after, stand.now())])).await.smooth();
    let analysis = kept(&stand, &told).await.analysis;
    assert_eq!(analysis.urgency, domain::analysis::Urgency::High);
    assert!(analysis.engine.ends_with("+urgency.1"), "{}", analysis.engine);
    assert!(analysis.evidence.iter().any(|piece| piece.says == "colour"));
}

// proves ING-11, ING-13: beyond its cap a rule pauses or samples, and which are in the sample follows from the item alone
#[tokio::test]
async fn a_rule_beyond_its_cap_pauses_or_samples() {
    for (then, fewest, most) in [(domain::topic::Beyond::Pause, 0, 0), (domain::topic::Beyond::OneIn(4), 5, 40)] {
        let mut stand = Stand::shop().await;
        let mut capped = topic("delivery", "delivery");
        capped.rules[0].cap = Some(domain::topic::Cap { per_month: 10, then });
        stand.put(&capped).await;
        let volume = domain::topic::Volume {
            topic: slug("delivery"),
            month: stand.now().day()[..7].into(),
            until: stand.now().day(),
            caught: Default::default(),
            beyond: [capped.rules[0].id.clone()].into(),
            warned: Default::default(),
        };
        store::volume::keep(&stand.deps.table, &volume).await.unwrap();
        let mut kept = 0;
        for n in 0..80 {
            let item = comment("kim", &format!("c{n}"), "where is my delivery", stand.now());
            let told = stand.twice(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
            kept += usize::from(told.names().contains(&"escalate"));
        }
        assert!((fewest..=most).contains(&kept), "{then:?}: {kept} of 80");
    }
}

// proves ING-07: a small sample of noise is kept, words only, and can be switched off
#[tokio::test]
async fn a_small_sample_of_noise_is_kept_unless_it_is_switched_off() {
    let mut stand = listening().await;
    let noise = async |stand: &Stand, from: u32| {
        for n in from..from + 200 {
            let item = comment("kim", &format!("n{n}"), "점심 뭐 먹지", stand.now());
            stand.twice(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
        }
        let day = stand.now().day();
        store::sample::of_day(&stand.deps.table, &slug(crate::stand::company::INSTAGRAM), &day, 1_000).await.unwrap()
    };
    let kept = noise(&stand, 0).await;
    assert!((1..=12).contains(&kept.len()), "{}", kept.len());
    assert_eq!(kept[0].text, "점심 뭐 먹지");
    stand.put(&domain::workspace::Workspace { noise_sample: false, ..Default::default() }).await;
    stand.pass(MINUTE);
    assert_eq!(noise(&stand, 1_000).await.len(), kept.len());
}

// proves CH-28: the first item that comes in by a connection is noted, noise too, and no later one moves it
#[tokio::test]
async fn the_first_item_by_a_connection_is_noted() {
    let mut stand = listening().await;
    stand.deps.heard = runtime::Heard::default();
    let item = comment("kim", "c1", "점심 뭐 먹지", stand.now());
    let first = stand.now();
    stand.twice(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
    stand.deps.heard = runtime::Heard::default();
    stand.pass(60_000);
    let later = comment("kim", "c2", "저녁 뭐 먹지", stand.now());
    stand.once(ingest::handle, &sqs(&[take_in(&later, stand.now())])).await.smooth();
    assert_eq!(store::heard::since(&stand.deps.table, &item.account).await.unwrap(), Some(first));
}
