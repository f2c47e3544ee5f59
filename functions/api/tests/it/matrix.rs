//! Every operation x every role: from the description, so that a route without a row here fails.

use std::collections::BTreeMap;

use domain::{
    alert::{Alert, AlertRaised, Cause, Change, Class, Counted, Reading, Sensitivity, Watch},
    analysis::{Analysis, Intent, Language, Sentiment, Urgency},
    conversation::Stage,
    id::{AlertId, EnvelopeId, MentionId},
    inbound::{Author, Content, ContentKind},
    mention::{Caught, Mention},
    platform::{ContentType, Platform},
};
use serde_json::{Value, json};
use store::{commit, mention};

use crate::engines;
use crate::house::{Ask, DESCRIPTION, House, closed, failed_answer, now, offered, reasoned, said, waiting, waiting_answer, with};

/// The lowest role that may, and a request that goes well for it.
struct Case {
    lowest: &'static str,
    path: String,
    body: Value,
}

/// A house in which every operation can be lawful for mina, and the requests.
async fn world() -> (House, BTreeMap<&'static str, Case>) {
    let house = House::new().await;
    let line = house.conversation("waits", "care", waiting()).await.id;
    let offer = house.conversation("offered", "care", offered("mina")).await.id;
    let held = house.conversation("held", "care", with("mina")).await;
    let failed = house.row(&held, 2, now(), failed_answer("mina")).await;
    let reasoned = house.row(&held, 3, now(), reasoned("늦어요")).await;
    let public = house.conversation_on(Platform::Instagram, "public", "care", with("mina")).await;
    let comment = house.row(&public, 2, now(), said("늦어요")).await;
    let awaiting = house.row(&public, 3, now(), waiting_answer("mina")).await;
    let public = public.id;
    let contact = held.contact;
    let mention = a_mention(&house).await;
    let command = EnvelopeId::at(now(), &[b"c"]);
    let held = held.id;
    let none = Value::Null;
    let queue = json!({ "name": "Q" });
    let topic = json!({ "name": "T", "rules": [{ "id": "r1", "query": "delivery" }] });
    let draft = json!({ "draft": "topic", "id": "t", "name": "T", "active": true, "rules": [] });
    let rule = json!({ "name": "R", "number": 10, "condition": { "all": [] }, "outcome": { "then": "no_action" } });
    let account = json!({ "platform": "line", "name": "A", "external_id": "U9", "queue": "care", "active": false });
    let canned = json!({ "name": "C", "shortcut": "c", "texts": { "en": "Hi" } });
    let agent = json!({ "name": "A", "capacity": 3 });
    let form = json!({ "platform": "open", "name": "Form", "external_id": "form-1", "queue": "care" });
    let feed = json!({ "wants": "feed", "url": "https://news.example/feed.xml" });
    let source = json!({ "name": "News", "account": "form", "wants": feed, "calls_per_month": 1000 });
    let opens =
        json!({ "account": "form", "contact": { "id": "c1", "name": "Kim" }, "subject": "Order 7", "text": "Where is it?" });
    let on = json!({ "presence": "on_queue" });
    let alert_rule = json!({ "name": "A", "topic": "old", "watch": { "for": "spike" }, "recipients": { "desktop": true } });
    let alert = an_alert(&house).await;
    let urgency = json!({ "rules": [{ "id": "recall", "level": "high", "any": { "en": ["recall*"], "ja": ["リコール"] } }] });
    let rows: Vec<(&'static str, &'static str, String, Value)> = vec![
        ("list_accounts", "supervisor", "/v1/accounts".into(), none.clone()),
        ("get_account", "supervisor", "/v1/accounts/shop".into(), none.clone()),
        ("save_account", "admin", "/v1/accounts/new".into(), account),
        ("delete_account", "admin", "/v1/accounts/shop".into(), none.clone()),
        ("save_account_secrets", "admin", "/v1/accounts/shop/secrets".into(), json!({ "signing": ["s"], "token": "t" })),
        ("get_checklist", "supervisor", "/v1/accounts/shop/checklist".into(), none.clone()),
        ("get_account_health", "supervisor", "/v1/accounts/shop/health".into(), none.clone()),
        ("get_entry", "supervisor", "/v1/accounts/page/entry?reference=spring".into(), none.clone()),
        ("list_sources", "supervisor", "/v1/sources".into(), none.clone()),
        ("get_source", "supervisor", "/v1/sources/old".into(), none.clone()),
        ("get_source_stand", "supervisor", "/v1/sources/old/stand".into(), none.clone()),
        ("save_source", "admin", "/v1/sources/new".into(), source.clone()),
        ("delete_source", "admin", "/v1/sources/old".into(), none.clone()),
        ("list_topics", "supervisor", "/v1/topics".into(), none.clone()),
        ("get_topic", "supervisor", "/v1/topics/old".into(), none.clone()),
        ("save_topic", "admin", "/v1/topics/new".into(), topic.clone()),
        ("delete_topic", "admin", "/v1/topics/old".into(), none.clone()),
        ("list_emerging_terms", "supervisor", "/v1/topics/old/emerging".into(), none.clone()),
        ("list_rules", "supervisor", "/v1/rules".into(), none.clone()),
        ("get_rule", "supervisor", "/v1/rules/old".into(), none.clone()),
        ("save_rule", "admin", "/v1/rules/new".into(), rule.clone()),
        ("delete_rule", "admin", "/v1/rules/old".into(), none.clone()),
        ("list_topic_versions", "supervisor", "/v1/topics/old/versions".into(), none.clone()),
        ("restore_topic", "admin", "/v1/topics/old/versions/1/restore".into(), none.clone()),
        ("pause_topic", "admin", "/v1/topics/old/pause".into(), none.clone()),
        ("resume_topic", "admin", "/v1/topics/old/resume".into(), none.clone()),
        ("list_deleted_topics", "supervisor", "/v1/deleted/topics".into(), none.clone()),
        ("list_rule_versions", "supervisor", "/v1/rules/old/versions".into(), none.clone()),
        ("restore_rule", "admin", "/v1/rules/old/versions/1/restore".into(), none.clone()),
        ("pause_rule", "admin", "/v1/rules/old/pause".into(), none.clone()),
        ("resume_rule", "admin", "/v1/rules/old/resume".into(), none.clone()),
        ("list_deleted_rules", "supervisor", "/v1/deleted/rules".into(), none.clone()),
        ("list_alert_rule_versions", "supervisor", "/v1/alert-rules/old/versions".into(), none.clone()),
        ("restore_alert_rule", "admin", "/v1/alert-rules/old/versions/1/restore".into(), none.clone()),
        ("pause_alert_rule", "admin", "/v1/alert-rules/old/pause".into(), none.clone()),
        ("resume_alert_rule", "admin", "/v1/alert-rules/old/resume".into(), none.clone()),
        ("shadow_stats", "supervisor", "/v1/stats/shadow".into(), none.clone()),
        ("list_engines", "supervisor", "/v1/engines".into(), none.clone()),
        ("admit_engine", "admin", "/v1/engines/admissions".into(), json!({ "engine": engines::OTHER })),
        ("withdraw_engine", "admin", format!("/v1/engines/admissions?engine={}", engines::COUNTS), none.clone()),
        ("list_admissions", "supervisor", format!("/v1/engines/admissions?engine={}", engines::COUNTS), none.clone()),
        ("backtest_alert_rule", "supervisor", "/v1/alert-rules/old/backtest".into(), json!({ "rule": alert_rule.clone() })),
        ("list_deleted_alert_rules", "supervisor", "/v1/deleted/alert-rules".into(), none.clone()),
        ("analyze", "supervisor", "/v1/analyses".into(), json!({ "texts": ["Where is my parcel?"] })),
        ("get_urgency_rules", "supervisor", "/v1/urgency-rules".into(), none.clone()),
        ("get_shipped_urgency_rules", "supervisor", "/v1/urgency-rules/shipped".into(), none.clone()),
        ("save_urgency_rules", "admin", "/v1/urgency-rules".into(), urgency.clone()),
        ("delete_urgency_rules", "admin", "/v1/urgency-rules".into(), none.clone()),
        ("replay", "admin", "/v1/replays".into(), json!({ "mode": "shadow" })),
        ("preview_query", "supervisor", "/v1/queries/preview".into(), json!({ "query": "delivery" })),
        ("lint_rules", "supervisor", "/v1/lint".into(), none.clone()),
        ("preview_condition", "supervisor", "/v1/rules/preview".into(), json!({ "condition": { "all": [] } })),
        ("lint_draft", "supervisor", "/v1/lint".into(), json!({ "draft": draft.clone() })),
        ("backtest", "supervisor", "/v1/backtests".into(), json!({ "draft": draft })),
        ("list_queues", "agent", "/v1/queues".into(), none.clone()),
        ("get_queue", "agent", "/v1/queues/sales".into(), none.clone()),
        ("save_queue", "admin", "/v1/queues/new".into(), queue),
        ("delete_queue", "admin", "/v1/queues/sales".into(), none.clone()),
        ("list_skills", "agent", "/v1/skills".into(), none.clone()),
        ("get_skill", "agent", "/v1/skills/refunds".into(), none.clone()),
        ("save_skill", "admin", "/v1/skills/new".into(), json!({ "name": "S" })),
        ("delete_skill", "admin", "/v1/skills/refunds".into(), none.clone()),
        ("list_canned", "agent", "/v1/canned".into(), none.clone()),
        ("get_canned", "agent", "/v1/canned/late".into(), none.clone()),
        ("save_canned", "supervisor", "/v1/canned/new".into(), canned),
        ("delete_canned", "supervisor", "/v1/canned/late".into(), none.clone()),
        ("list_colleagues", "agent", "/v1/colleagues".into(), none.clone()),
        ("get_workspace", "agent", "/v1/workspace".into(), none.clone()),
        ("save_workspace", "admin", "/v1/workspace".into(), json!({ "zone": "Asia/Seoul" })),
        ("list_views", "supervisor", "/v1/views".into(), none.clone()),
        ("get_view", "supervisor", "/v1/views/shared".into(), none.clone()),
        ("save_view", "supervisor", "/v1/views/new".into(), json!({ "name": "V" })),
        ("delete_view", "supervisor", "/v1/views/own".into(), none.clone()),
        ("list_agents", "supervisor", "/v1/agents".into(), none.clone()),
        ("get_me", "agent", "/v1/agents/me".into(), none.clone()),
        ("attend_me", "agent", "/v1/agents/me/presence".into(), on.clone()),
        ("get_agent", "supervisor", "/v1/agents/yuki".into(), none.clone()),
        ("save_agent", "admin", "/v1/agents/new".into(), agent),
        ("delete_agent", "admin", "/v1/agents/yuki".into(), none.clone()),
        ("attend", "supervisor", "/v1/agents/yuki/presence".into(), on),
        ("get_agent_command", "supervisor", format!("/v1/agents/yuki/commands/{command}"), none.clone()),
        ("list_inbox", "agent", "/v1/inbox?box=with".into(), none.clone()),
        ("open_conversation", "supervisor", "/v1/conversations".into(), opens),
        ("get_opened", "supervisor", format!("/v1/conversations/opened/form/{failed}?contact=c1"), none.clone()),
        ("get_conversation", "agent", format!("/v1/conversations/{held}"), none.clone()),
        ("get_conversation_command", "agent", format!("/v1/conversations/{held}/commands/{command}"), none.clone()),
        ("list_messages", "agent", format!("/v1/conversations/{held}/messages"), none.clone()),
        ("accept", "agent", format!("/v1/conversations/{offer}/accept"), none.clone()),
        ("decline", "agent", format!("/v1/conversations/{offer}/decline"), none.clone()),
        ("take", "agent", format!("/v1/conversations/{line}/take"), none.clone()),
        ("assign", "supervisor", format!("/v1/conversations/{line}/assign"), json!({ "to": "yuki" })),
        ("transfer", "agent", format!("/v1/conversations/{held}/transfer"), json!({ "to": { "queue": "sales" } })),
        ("end", "agent", format!("/v1/conversations/{held}/end"), none.clone()),
        ("close", "agent", format!("/v1/conversations/{held}/close"), json!({ "code": "refund" })),
        (
            "dismiss",
            "agent",
            format!("/v1/conversations/{held}/dismiss"),
            json!({ "why": "not_about_us", "note": "another shop" }),
        ),
        ("explain_message", "agent", format!("/v1/conversations/{held}/messages/{reasoned}/trace?language=ko"), none.clone()),
        ("list_files", "agent", format!("/v1/conversations/{held}/messages/{reasoned}/files"), none.clone()),
        (
            "begin_upload",
            "agent",
            format!("/v1/conversations/{held}/uploads"),
            json!({ "kind": "image", "content_type": "image/png", "size": 1_000 }),
        ),
        ("moderate", "agent", format!("/v1/conversations/{public}/messages/{comment}/moderate"), json!({ "what": "hide" })),
        ("leave_note", "agent", format!("/v1/conversations/{held}/notes"), json!({ "text": "Look at this" })),
        ("reply", "agent", format!("/v1/conversations/{held}/replies"), json!({ "text": "곧 도착합니다" })),
        ("resend", "agent", format!("/v1/conversations/{held}/messages/{failed}/resend"), none.clone()),
        ("list_approvals", "supervisor", "/v1/approvals".into(), none.clone()),
        ("approve", "supervisor", format!("/v1/conversations/{public}/messages/{awaiting}/approve"), none.clone()),
        (
            "refuse",
            "agent",
            format!("/v1/conversations/{public}/messages/{awaiting}/refuse"),
            json!({ "reason": "It names a cause." }),
        ),
        ("get_contact", "agent", format!("/v1/contacts/{contact}"), none.clone()),
        ("save_profile", "agent", format!("/v1/contacts/{contact}/profile"), json!({ "tags": ["vip"] })),
        ("list_contact_conversations", "agent", format!("/v1/contacts/{contact}/conversations"), none.clone()),
        ("list_mentions", "supervisor", "/v1/mentions".into(), none.clone()),
        ("get_mention", "supervisor", format!("/v1/mentions/{mention}"), none.clone()),
        ("explain_mention", "supervisor", format!("/v1/mentions/{mention}/trace?language=ja"), none.clone()),
        ("escalate_mention", "supervisor", format!("/v1/mentions/{mention}/escalate"), json!({ "queue": "care" })),
        ("correct_judgement", "supervisor", format!("/v1/mentions/{mention}/judgement"), json!({ "sentiment": "neutral" })),
        ("list_corrections", "supervisor", "/v1/corrections".into(), none.clone()),
        ("judgement_stats", "supervisor", "/v1/stats/judgement?month=2026-11".into(), none.clone()),
        ("get_mention_command", "supervisor", format!("/v1/mentions/{mention}/commands/{command}"), none.clone()),
        ("list_alert_rules", "supervisor", "/v1/alert-rules".into(), none.clone()),
        ("get_alert_rule", "supervisor", "/v1/alert-rules/old".into(), none.clone()),
        ("save_alert_rule", "admin", "/v1/alert-rules/new".into(), alert_rule.clone()),
        ("delete_alert_rule", "admin", "/v1/alert-rules/old".into(), none.clone()),
        ("get_crisis", "agent", "/v1/crisis".into(), none.clone()),
        (
            "begin_crisis",
            "supervisor",
            "/v1/crisis".into(),
            json!({ "topics": ["old"], "playbook": "Say that we look into it." }),
        ),
        ("end_crisis", "supervisor", "/v1/crisis".into(), none.clone()),
        ("list_crises", "supervisor", "/v1/crisis/history".into(), none.clone()),
        ("list_alerts", "supervisor", "/v1/alerts".into(), none.clone()),
        ("get_alert", "supervisor", format!("/v1/alerts/{alert}"), none.clone()),
        ("get_alert_cause", "supervisor", format!("/v1/alerts/{alert}/cause"), none.clone()),
        ("acknowledge_alert", "supervisor", format!("/v1/alerts/{alert}/acknowledge"), none.clone()),
        ("mention_stats", "supervisor", "/v1/stats/mentions?measure=mentions".into(), none.clone()),
        ("queue_stats", "agent", "/v1/stats/queues".into(), none.clone()),
        ("interaction_stats", "supervisor", "/v1/stats/interactions".into(), none.clone()),
        ("volume_stats", "supervisor", "/v1/stats/volumes?topic=old".into(), none.clone()),
        ("noise_sample", "supervisor", "/v1/noise/sample?account=shop".into(), none.clone()),
        ("rule_stats", "supervisor", "/v1/stats/rules".into(), none.clone()),
        ("noise_stats", "supervisor", "/v1/stats/noise?account=shop".into(), none.clone()),
        ("issue_ticket", "agent", "/v1/live/tickets".into(), none.clone()),
        ("list_missed", "agent", "/v1/live/missed?since=2026-11-20T08:00:00Z".into(), none.clone()),
        ("describe", "agent", "/v1/openapi.json".into(), none),
    ];
    house.admin().put("/v1/accounts/form", form).await.ok();
    let page = json!({ "platform": "facebook", "name": "Page", "external_id": "1000", "queue": "care", "active": false });
    house.admin().put("/v1/accounts/page", page).await.ok();
    house.admin().put("/v1/sources/old", source).await.ok();
    house.ask("mina", "supervisor").put("/v1/views/own", json!({ "name": "Own" })).await.ok();
    house.ask("yuki", "supervisor").put("/v1/views/shared", json!({ "name": "Theirs", "shared": true })).await.ok();
    house.admin().put("/v1/urgency-rules", urgency).await.ok();
    house.admin().put("/v1/topics/old", topic).await.ok();
    house.supervisor().put("/v1/crisis", json!({})).await.ok();
    engines::counts(&house).await;
    house.admin().put("/v1/rules/old", rule).await.ok();
    house.admin().put("/v1/alert-rules/old", alert_rule).await.ok();
    let cases = rows.into_iter().map(|(name, lowest, path, body)| (name, Case { lowest, path, body }));
    (house, cases.collect())
}

/// An alert that the clock has told.
pub async fn an_alert(house: &House) -> AlertId {
    let id = AlertId::at(now(), &[b"a"]);
    let fact = AlertRaised {
        alert: id,
        rule: "old".parse().unwrap(),
        watch: Watch::Spike { of: Counted::Negative, sensitivity: Sensitivity::Standard },
        topic: "old".parse().unwrap(),
        platform: None,
        change: Change::Opened,
        at: now(),
        class: Some(Class::Crisis),
        reading: Reading { observed: 40, expected: 2.5, share: 0.5, hours: 1, p: 1e-9, learning: false, alarm: true },
        net_before: Some(12.0),
        net_after: Some(-80.0),
        cause: Cause::default(),
        desktop: true,
    };
    let (table, rule, alert) = (&house.deps.table, fact.rule.clone(), Alert::after(None, fact));
    store::alert::keep(table, &rule, None, &Default::default(), &Default::default(), Some(&alert), now()).await.unwrap();
    id
}

pub async fn a_mention(house: &House) -> MentionId {
    let id = MentionId::at(now(), &[b"m"]);
    let analysis = Analysis {
        language: None,
        sentiment: Sentiment::Negative,
        score: -80,
        confidence: 90,
        intent: Intent::Complaint,
        urgency: Urgency::Normal,
        flags: vec![],
        intents_secondary: vec![],
        evidence: vec![],
        language_confidence: 99,
        engine: "embedded/2".into(),
    };
    let kept = Mention {
        id,
        platform: Platform::Instagram,
        account: "gram".parse().unwrap(),
        external_id: Some("c1".into()),
        content_type: ContentType::Comment,
        at: now(),
        author: Some(Author { id: "ig1".into(), name: Some("jin".into()) }),
        content: Some(Content { kind: ContentKind::Text, text: Some("where is it".into()), attachments: vec![] }),
        post: Some("p1".into()),
        parent: None,
        told: Default::default(),
        analysis,
        caught: vec![Caught { topic: "delivery".parse().unwrap(), rule: "r1".parse().unwrap(), version: 1, hits: vec![] }],
        verdict: None,
        changed: None,
        corrected: None,
        beside: vec![],
    };
    commit(&house.deps.table, EnvelopeId::at(now(), &[b"cause"]), mention::kept(&kept).unwrap(), vec![], &[]).await.unwrap();
    id
}

fn operations() -> Vec<(String, String)> {
    let paths = DESCRIPTION["paths"].as_object().unwrap();
    let named = paths.values().flat_map(|item| item.as_object().unwrap());
    named.map(|(method, operation)| (operation["operationId"].as_str().unwrap().to_owned(), method.to_uppercase())).collect()
}

async fn ask(ask: Ask<'_>, name: &str, method: &str, case: &Case) -> crate::house::Answer {
    let ask = if matches!(name, "reply" | "open_conversation") { ask.key("k1") } else { ask };
    ask.with(case.body.clone()).make(method, &case.path).await
}

// proves SUP-02, S7: every endpoint x every role
#[tokio::test]
async fn every_operation_answers_every_role_as_the_matrix_says() {
    let rank = |role: &str| ["agent", "supervisor", "admin"].iter().position(|one| *one == role).unwrap();
    let operations = operations();
    assert_eq!(operations.len(), world().await.1.len(), "a row of an operation that is not there any more");
    for (name, method) in &operations {
        for role in ["agent", "supervisor", "admin"] {
            let (house, cases) = world().await;
            let case = cases.get(name.as_str()).unwrap_or_else(|| panic!("{name} has no row in the matrix: who may do it?"));
            if name == "admit_engine" {
                engines::in_shadow(&house, Some(Language::En), 200, 10).await;
            }
            let answer = ask(house.ask("mina", role), name, method, case).await;
            if rank(role) >= rank(case.lowest) {
                assert!((200..300).contains(&answer.status), "{role} {name}: {answer:?}");
            } else {
                assert_eq!((answer.status, answer.code()), (403, "forbidden"), "{role} {name}: {answer:?}");
                assert!(house.sent().is_none(), "{role} {name}");
            }
        }
    }
}

// proves S7: no token, no role, no access
#[tokio::test]
async fn nobody_gets_in_without_a_role() {
    let (house, cases) = world().await;
    for (name, method) in operations() {
        let case = &cases[name.as_str()];
        assert_eq!(ask(house.nobody(), &name, &method, case).await.status, 401, "{name}");
        for groups in [json!([]), json!("[]"), json!("[Admin root]"), json!(null)] {
            let answer = ask(house.agent().groups(groups), &name, &method, case).await;
            assert_eq!((answer.status, answer.code()), (403, "forbidden"), "{name}: {answer:?}");
        }
        assert!(house.sent().is_none(), "{name}");
    }
    house.agent().groups(json!(["users", "admin"])).get("/v1/accounts").await.ok();
}

// proves I25: what lies outside an agent's queues is not there, whatever is done to it; a supervisor finds it
#[tokio::test]
async fn a_foreign_object_is_not_there_for_an_agent() {
    for stage in
        [waiting(), offered("yuki"), with("yuki"), Stage::WrapUp { agent: "yuki".parse().unwrap(), since: now() }, closed()]
    {
        let house = House::new().await;
        let foreign = house.conversation("foreign", "sales", stage).await;
        let row = house.row(&foreign, 2, now(), failed_answer("yuki")).await;
        let reasoned = house.row(&foreign, 3, now(), reasoned("늦어요")).await;
        let base = format!("/v1/conversations/{}", foreign.id);
        let asks = [
            ("GET", base.clone(), Value::Null),
            ("GET", format!("{base}/messages"), Value::Null),
            ("GET", format!("{base}/commands/{}", EnvelopeId::at(now(), &[b"x"])), Value::Null),
            ("POST", format!("{base}/accept"), Value::Null),
            ("POST", format!("{base}/decline"), Value::Null),
            ("POST", format!("{base}/take"), Value::Null),
            ("POST", format!("{base}/transfer"), json!({ "to": { "queue": "care" } })),
            ("POST", format!("{base}/end"), Value::Null),
            ("POST", format!("{base}/close"), json!({ "code": "refund" })),
            ("POST", format!("{base}/dismiss"), json!({ "why": "spam" })),
            ("GET", format!("{base}/messages/{reasoned}/trace"), Value::Null),
            ("GET", format!("{base}/messages/{reasoned}/files"), Value::Null),
            ("POST", format!("{base}/messages/{reasoned}/moderate"), json!({ "what": "hide" })),
            ("POST", format!("{base}/uploads"), json!({ "kind": "image", "content_type": "image/png", "size": 1 })),
            ("POST", format!("{base}/notes"), json!({ "text": "x" })),
            ("POST", format!("{base}/replies"), json!({ "text": "x" })),
            ("POST", format!("{base}/messages/{row}/resend"), Value::Null),
            ("POST", format!("{base}/messages/{row}/refuse"), json!({ "reason": "x" })),
            ("GET", format!("/v1/contacts/{}", foreign.contact), Value::Null),
            ("GET", format!("/v1/contacts/{}/conversations", foreign.contact), Value::Null),
            ("PUT", format!("/v1/contacts/{}/profile", foreign.contact), json!({ "tags": ["vip"] })),
            ("GET", "/v1/inbox?box=waiting&queue=sales".into(), Value::Null),
            ("GET", "/v1/stats/queues?queue=sales".into(), Value::Null),
        ];
        for (method, path, body) in asks {
            let answer = house.agent().key("k").with(body.clone()).make(method, &path).await;
            assert_eq!((answer.status, answer.code()), (404, "not_found"), "{method} {path}: {answer:?}");
            assert!(house.sent().is_none());
            let answer = house.supervisor().key(&path).with(body).make(method, &path).await;
            assert_ne!(answer.status, 404, "{method} {path}: {answer:?}");
            house.sent();
        }
        house.agent().get("/v1/inbox?box=with&agent=yuki").await.is(403, "forbidden");
        let own = house.agent().get("/v1/inbox?box=waiting").await.ok();
        assert_eq!(own["items"], json!([]));
        let own = house.agent().get("/v1/stats/queues").await.ok();
        assert_eq!(own["queues"].as_array().unwrap().len(), 1);
    }
}

// proves I25: a canned response of another queue
#[tokio::test]
async fn a_canned_response_of_another_queue_is_not_there() {
    let house = House::new().await;
    let body = json!({ "name": "S", "shortcut": "s", "texts": { "en": "Hi" }, "queues": ["sales"] });
    house.supervisor().put("/v1/canned/of-sales", body).await.ok();
    house.agent().get("/v1/canned/of-sales").await.is(404, "not_found");
    assert_eq!(house.agent().get("/v1/canned").await.ok()["items"].as_array().unwrap().len(), 1);
    assert_eq!(house.supervisor().get("/v1/canned").await.ok()["items"].as_array().unwrap().len(), 2);
}
