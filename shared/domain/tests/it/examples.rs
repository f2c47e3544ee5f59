//! One envelope of every kind, as the first example files were made from.

use domain::{
    agent::Presence,
    alert::{AlertRaised, Cause, Change, Class, Counted, Reading, Sensitivity, Watch},
    analysis::{Analysis, Aspect, Evidence, Intent, Language, Sentiment, Urgency},
    conversation::Refused,
    escalate::{Applied, Outcome, Verdict},
    event::*,
    id::*,
    inbound::{Act, Attachment, Author, Content, ContentKind, Echo, Item, Receipt, ReceiptState},
    interaction::{Figures, Handled, Wait},
    media::{Keep, Media},
    message::{DeliveryState, Failure, FailureReason},
    platform::{ContentType, Platform, Visibility},
    reply::{Outbound, Target},
    thread::Thread,
    time::Timestamp,
};

fn slug<T: std::str::FromStr<Err = InvalidId>>(text: &str) -> T {
    text.parse().unwrap()
}

fn at() -> Timestamp {
    "2026-11-20T09:30:00.123Z".parse().unwrap()
}

fn item() -> Item {
    Item {
        platform: Platform::Instagram,
        account: slug("shop-kr"),
        visibility: Visibility::Public,
        author: Some(Author { id: "6015551230001".into(), name: Some("mina.k".into()) }),
        recipient: Some("17841400000000777".into()),
        event: "comments:17990000000000101:add".into(),
        act: Act::Say {
            external_id: Some("17990000000000101".into()),
            content_type: ContentType::Comment,
            content: Content {
                kind: ContentKind::Text, text: Some("배송이 아직도 안 왔어요".into()), attachments: vec![]
            },
        },
        at: at(),
        post: Some("18099999999999001".into()),
        parent: None,
        undated: false,
        reply_token: None,
        told: Default::default(),
        missing: None,
    }
}

pub fn all() -> Vec<Envelope> {
    let (conversation, message) = (ConversationId::at(at(), &[b"c"]), MessageId::at(at(), &[b"m"]));
    let mention = MentionId::at(Timestamp::default(), &[b"instagram", b"shop-kr", b"17990000000000101"]);
    let whereabouts = Whereabouts { queue: slug("care-ko"), holder: Some(slug("jiwoo")) };
    let analysis = Analysis {
        language: Some(Language::Ko),
        language_confidence: 99,
        sentiment: Sentiment::Negative,
        score: -72,
        confidence: 81,
        intent: Intent::Complaint,
        intents_secondary: vec![Intent::Question],
        urgency: Urgency::Normal,
        flags: vec![],
        evidence: vec![Evidence { start: 0, end: 6, of: Aspect::Sentiment, says: "negative".into() }],
        engine: "embedded/2".into(),
    };
    let verdict = Verdict {
        outcome: Outcome::Escalate { queue: Some(slug("care-ko")), skills: vec![slug("delivery")], priority: 10 },
        tags: vec![slug("ko")],
        decided_by: Some(Applied { rule: slug("late-delivery"), version: 3, hits: vec![] }),
        continued: vec![],
        ..Default::default()
    };
    let figures = Figures {
        first_response_ms: Some(120_000),
        since_first_customer_ms: Some(241_000),
        average_response_ms: Some(120_000),
        answered_episodes: 1,
        unanswered_episodes: 0,
        transfers: 0,
        handle_ms: 600_000,
        waits: vec![Wait { queue: slug("care-ko"), wait_ms: 30_000, answered: true }],
        handled: vec![Handled { agent: slug("jiwoo"), handle_ms: 600_000 }],
    };
    let hear = Hear {
        item: item(),
        caught: vec![],
        analysis: Some(analysis.clone()),
        topics: vec![slug("delivery")],
        verdict: Some(verdict),
        mention: Some(mention),
    };
    let outbound = Outbound {
        message,
        platform: Platform::Instagram,
        account: slug("shop-kr"),
        from: "17841400000000777".into(),
        target: Target::Comment { comment: "17990000000000101".into() },
        text: "죄송합니다. 확인해 드리겠습니다.".into(),
        human_tag: false,
        extra: None,
    };
    let body = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4".to_owned();
    let failure =
        Failure { reason: FailureReason::NeedsAttention, code: "190".into(), advice: "Connect the account again.".into() };
    let customer = "6015551230001".to_owned();
    let payloads: Vec<Payload> = vec![
        Ingest { item: item(), body }.into(),
        Escalate { mention, again: false }.into(),
        Route::Hear(Box::new(hear)).into(),
        Call::Send { conversation, at: at(), whereabouts: whereabouts.clone(), outbound: Box::new(outbound), again: false }
            .into(),
        Receipt {
            own: None,
            platform: Platform::Instagram,
            account: slug("shop-kr"),
            customer: customer.clone(),
            external_id: Some("aWdfA_1".into()),
            metadata: None,
            code: None,
            state: ReceiptState::Read,
            at: at(),
        }
        .into(),
        Echo {
            own: None,
            platform: Platform::Instagram,
            account: slug("shop-kr"),
            customer,
            external_id: "aWdfA_1".into(),
            metadata: None,
            text: Some("확인해 드리겠습니다.".into()),
            at: at(),
        }
        .into(),
        Media::Keep(Box::new(Keep {
            message,
            place: 0,
            platform: Platform::Instagram,
            account: slug("shop-kr"),
            attachment: Attachment {
                kind: ContentKind::Image,
                url: Some("https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1".into()),
                reference: None,
                label: None,
            },
        }))
        .into(),
        NoiseSeen { account: slug("shop-kr"), items: vec![item().command()] }.into(),
        MentionIngested {
            mention,
            at: at(),
            platform: Platform::Instagram,
            account: slug("shop-kr"),
            content_type: ContentType::Comment,
            topics: vec![slug("delivery")],
            sentiment: Sentiment::Negative,
            language: Some(Language::Ko),
            flags: vec![],
            rules: vec![],
            intent: Intent::Complaint,
            person: Some(1_234_567_890),
        }
        .into(),
        MentionEscalated { mention, rule: Some(slug("late-delivery")), queue: slug("care-ko"), priority: 10 }.into(),
        ConversationOpened {
            conversation,
            interaction: 1,
            platform: Platform::Instagram,
            account: slug("shop-kr"),
            contact: ContactId::at(at(), &[b"mina"]),
            whereabouts: whereabouts.clone(),
        }
        .into(),
        ConversationQueued { conversation, whereabouts: whereabouts.clone(), priority: 10 }.into(),
        ConversationOffered { conversation, whereabouts: whereabouts.clone(), until: at().plus(30_000) }.into(),
        ConversationAssigned { conversation, whereabouts: whereabouts.clone(), by: None }.into(),
        ConversationClosed {
            conversation,
            interaction: 1,
            platform: Platform::Instagram,
            account: slug("shop-kr"),
            whereabouts: whereabouts.clone(),
            opened_at: at(),
            closed_at: at().plus(900_000),
            code: Some(slug("late")),
            figures,
            escalated_by: None,
            dismissed: None,
        }
        .into(),
        AgentCalled { conversation, agents: vec![slug("mina")], rule: Some(slug("vip")), whereabouts: whereabouts.clone() }
            .into(),
        MessageReceived { conversation, message, seq: 1, whereabouts: whereabouts.clone() }.into(),
        MessageSent { conversation, message, state: DeliveryState::Sent, whereabouts: whereabouts.clone() }.into(),
        MessageFailed { conversation, message, state: DeliveryState::Failed, failure, whereabouts }.into(),
        RuleCapped {
            topic: slug("delivery"),
            rule: slug("words"),
            month: "2026-11".into(),
            caught: 10_000,
            per_month: 10_000,
            beyond: true,
        }
        .into(),
        AgentPresence { agent: slug("jiwoo"), presence: Presence::OnQueue }.into(),
        AlertRaised {
            alert: AlertId::at(at(), &[b"a"]),
            rule: slug("delivery-crisis"),
            watch: Watch::Spike { of: Counted::Negative, sensitivity: Sensitivity::Standard },
            topic: slug("delivery"),
            platform: Some(Platform::Instagram),
            change: Change::Opened,
            at: at(),
            class: Some(Class::Crisis),
            reading: Reading { observed: 24, expected: 1.5, share: 0.5, hours: 1, p: 1e-9, learning: false, alarm: true },
            net_before: Some(12.5),
            net_after: Some(-75.0),
            cause: Cause {
                mentions: 24,
                languages: [(Language::Ko, 23), (Language::En, 1)].into(),
                platforms: [(Platform::Instagram, 24)].into(),
                people: vec![(1_234_567_890, 3)],
                samples: vec![mention],
            },
            desktop: true,
        }
        .into(),
        CommandRefused {
            command: EnvelopeId::at(at(), &[b"x"]),
            conversation,
            by: slug("jiwoo"),
            refused: Refused::HeldBy { holder: slug("hana") },
        }
        .into(),
    ];
    let (id, trace) = (EnvelopeId::at(at(), &[b"example"]), TraceId::at(at(), &[b"example"]));
    let thread = Thread::of(&item());
    payloads.into_iter().map(|payload| Envelope::begin(id, trace, at(), thread.clone(), payload)).collect()
}
