//! One house for one test: the local cloud on the real template, the pretend platforms, a small workspace.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    time::{Duration, Instant},
};

use local::{Options, Stack};
use serde_json::{Value, json};
use simulator::{Account, Accounts, Platform, Simulator, SimulatorClient};

use crate::desk::Desk;

pub const LINE: &str = "shop-line";
pub const INSTAGRAM: &str = "shop-instagram";
pub const FACEBOOK: &str = "shop-facebook";
/// Another page of the same app.
pub const FACEBOOK_SECOND: &str = "shop-facebook-2";
pub const WHATSAPP: &str = "shop-whatsapp";
pub const X: &str = "shop-x";
pub const KAKAOTALK: &str = "shop-kakaotalk";
pub const SMS: &str = "shop-sms";
pub const TELEGRAM: &str = "shop-telegram";
pub const LINKEDIN: &str = "shop-linkedin";
pub const REDDIT: &str = "shop-reddit";

/// Every connection: its name, its platform, and what the platform calls it.
const CONNECTIONS: [(&str, Platform, &str); 11] = [
    (LINE, Platform::Line, "U00000000000000000000000000000001"),
    (INSTAGRAM, Platform::Instagram, "17841400000000001"),
    (FACEBOOK, Platform::Facebook, "100000000000001"),
    (FACEBOOK_SECOND, Platform::Facebook, "100000000000002"),
    (WHATSAPP, Platform::WhatsApp, "200000000000001"),
    (X, Platform::X, "1700000000000000001"),
    (KAKAOTALK, Platform::KakaoTalk, "shop-project:shop-app"),
    (SMS, Platform::Sms, "shop-project:shop-numbers"),
    (TELEGRAM, Platform::Telegram, "7000000001"),
    (LINKEDIN, Platform::LinkedIn, "urn:li:organization:5550001"),
    (REDDIT, Platform::Reddit, "shopkeeper"),
];

/// What an administrator says is there before a connection takes part.
fn confirmed(platform: Platform) -> &'static [&'static str] {
    match platform {
        Platform::Line => &["own_account", "terms", "replies_off"],
        Platform::Instagram => &["own_account", "business", "permissions", "messages_allowed", "terms"],
        Platform::Facebook => &["own_account", "business", "permissions", "terms"],
        Platform::WhatsApp => &["own_number", "business", "opt_in", "terms"],
        Platform::X | Platform::Telegram => &["own_account", "terms"],
        Platform::Sms => &["own_number", "opt_in", "terms"],
        Platform::KakaoTalk => &["own_account", "business", "terms", "replies_off"],
        Platform::LinkedIn => &["administrator", "permissions", "terms"],
        Platform::Reddit => &["own_account", "permissions", "terms"],
    }
}

/// What signs the deliveries of a connection: pages of one app share its secret.
fn secret_of(account: &str) -> String {
    format!("{}-secret", account.trim_end_matches("-2"))
}
pub const PASSWORD: &str = "Journey-Password-1";

/// How long anything may take before a test says what did not happen. Cold starts of debug builds on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct House {
    pub stack: Stack,
    pub simulator: Simulator,
    pub platforms: SimulatorClient,
    pub http: reqwest::Client,
}

/// An answer of the API.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.body);
        self.body
    }
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of the function binaries: that of this very test's profile.
fn binaries() -> PathBuf {
    if let Some(folder) = std::env::var_os("HARKEN_BINS") {
        return folder.into();
    }
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().unwrap().parent().unwrap().to_owned();
    assert!(
        folder.join("webhook").is_file(),
        "the function binaries are not in {}: run `make test`, which builds them",
        folder.display()
    );
    folder
}

impl House {
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// A house of which some parameters of the template are others.
    pub async fn with(parameters: &[(&str, String)]) -> Self {
        let account = |platform, account: &str, id: &str| Account {
            platform,
            account: account.into(),
            id: id.into(),
            secret: secret_of(account),
            token: format!("{account}-token"),
            verify_token: Some(format!("{account}-verify")),
            name: None,
            redelivery: true,
            echo: true,
            quota: None,
            grant: None,
        };
        let accounts = CONNECTIONS.into_iter().map(|(name, platform, id)| account(platform, name, id)).collect();
        let known = Accounts { deliver_to: None, accounts };
        let simulator = Simulator::start(simulator::Options { accounts: known, ..Default::default() }).await.unwrap();
        let mut options = Options::new(project().join("infra/template.yaml"), binaries());
        options.parameters = BTreeMap::from([
            ("LineApi".into(), simulator.line_api()),
            ("LineDataApi".into(), simulator.line_api()),
            ("MetaApi".into(), simulator.meta_api()),
            ("XApi".into(), simulator.x_api()),
            ("TelegramApi".into(), simulator.telegram_api()),
            ("SinchApi".into(), simulator.sinch_api()),
            ("SinchLogin".into(), simulator.sinch_api()),
            ("LinkedInApi".into(), simulator.linkedin_api()),
            ("RedditApi".into(), simulator.reddit_api()),
            ("RedditLogin".into(), simulator.reddit_api()),
            ("LinkedInLogin".into(), simulator.linkedin_api()),
            // The pretend platforms' own files lie on this machine.
            ("PrivateHosts".into(), simulator.url().trim_start_matches("http://").to_owned()),
            ("MailSender".into(), "harken@example.com".into()),
        ]);
        // `make second-opinion`: the same journeys over another emulator.
        options.dynamodb = std::env::var("DYNAMO_URL").ok();
        options.parameters.extend(parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        let stack = Stack::start(options).await.unwrap();
        let platforms = simulator.client();
        platforms.deliver_to(&stack.endpoints().api).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().unwrap();
        let house = Self { stack, simulator, platforms, http };
        house.furnish().await;
        house
    }

    /// A small workspace: two queues, an English and a Japanese agent, a supervisor, topics, rules, canned responses.
    async fn furnish(&self) {
        for (name, group) in [("admin", "admin"), ("sora", "supervisor"), ("mina", "agent"), ("haruto", "agent")] {
            self.person(name, group).await;
        }
        let admin = self.sign_in("admin").await;
        let put = async |path: &str, body: Value| {
            admin.call("PUT", path, Some(&body)).await.ok();
        };
        put(
            "queues/care-en",
            json!({ "name": "English", "offer_seconds": 30, "wrap_up_codes": ["delivery", "other"], "code_required": true }),
        )
        .await;
        put(
            "queues/care-ja",
            json!({ "name": "日本語", "offer_seconds": 30, "wrap_up_codes": ["delivery", "other"], "code_required": true }),
        )
        .await;
        put("skills/delivery", json!({ "name": "Delivery" })).await;
        put("agents/admin", json!({ "name": "Admin", "queues": [], "skills": {}, "capacity": 1 })).await;
        put("agents/sora", json!({ "name": "Sora", "queues": ["care-en", "care-ja"], "skills": {}, "capacity": 5 })).await;
        put("agents/mina", json!({ "name": "Mina", "queues": ["care-en"], "skills": { "delivery": 4 }, "capacity": 3 })).await;
        put("agents/haruto", json!({ "name": "陽翔", "queues": ["care-ja"], "skills": { "delivery": 4 }, "capacity": 3 })).await;
        put(
            "topics/delivery",
            json!({ "name": "Delivery", "rules": [{ "id": "words", "query": "parcel OR delivery OR 배송 OR 荷物 OR 配送" }] }),
        )
        .await;
        put(
            "rules/japanese",
            json!({ "name": "Japanese", "number": 10, "condition": { "field": "language", "operator": "is", "value": "ja" },
                    "outcome": { "then": "escalate", "queue": "care-ja", "skills": ["delivery"], "priority": 5 }, "tags": ["ja"] }),
        )
        .await;
        put(
            "rules/angry",
            json!({ "name": "Angry in public", "number": 20, "condition": { "all": [
                        { "field": "visibility", "operator": "is", "value": "public" }, { "field": "sentiment", "operator": "is", "value": "negative" } ] },
                    "outcome": { "then": "escalate", "queue": "care-en" } }),
        )
        .await;
        put(
            "canned/late",
            json!({ "name": "Late", "shortcut": "late", "texts": {
                "en": "Hello {{customer.name}}, I am sorry that it is late. {{agent.name}}", "ja": "遅れまして申し訳ございません。{{agent.name}}" } }),
        )
        .await;
        for (id, platform, external) in CONNECTIONS {
            put(
                &format!("accounts/{id}"),
                json!({ "platform": platform.name(), "name": id, "external_id": external, "queue": "care-en",
                        "confirmed": confirmed(platform) }),
            )
            .await;
            let secrets =
                json!({ "signing": [secret_of(id)], "token": format!("{id}-token"), "verify_token": format!("{id}-verify") });
            put(&format!("accounts/{id}/secrets"), secrets).await;
        }
    }

    async fn person(&self, name: &str, group: &str) {
        let pool = &self.stack.outputs()["UserPoolId"];
        let attributes = json!([{ "Name": "sub", "Value": name }, { "Name": "email", "Value": format!("{name}@example.com") }]);
        self.aws(
            "AdminCreateUser",
            json!({ "UserPoolId": pool, "Username": format!("{name}@example.com"), "UserAttributes": attributes }),
        )
        .await;
        self.aws(
            "AdminSetUserPassword",
            json!({ "UserPoolId": pool, "Username": name, "Password": PASSWORD, "Permanent": true }),
        )
        .await;
        self.aws("AdminAddUserToGroup", json!({ "UserPoolId": pool, "Username": name, "GroupName": group })).await;
    }

    async fn aws(&self, operation: &str, body: Value) -> Value {
        let request = self
            .http
            .post(&self.stack.endpoints().aws)
            .header("x-amz-target", format!("AWSCognitoIdentityProviderService.{operation}"))
            .header("content-type", "application/x-amz-json-1.1")
            .body(body.to_string());
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{operation}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub async fn sign_in(&self, name: &str) -> Desk {
        let client = &self.stack.outputs()["UserPoolClientId"];
        let parameters = json!({ "USERNAME": name, "PASSWORD": PASSWORD });
        let ask = json!({ "AuthFlow": "USER_PASSWORD_AUTH", "ClientId": client, "AuthParameters": parameters });
        let answer = self.aws("InitiateAuth", ask).await;
        let token = answer["AuthenticationResult"]["AccessToken"].as_str().unwrap().to_owned();
        let endpoints = self.stack.endpoints();
        Desk::new(self.http.clone(), endpoints.api.clone(), endpoints.websocket.clone(), token)
    }

    /// Waits until nothing is under way any more.
    pub async fn quiet(&self) {
        if let Err(depths) = self.stack.idle(PATIENCE).await {
            panic!("still under way after {PATIENCE:?}: {depths:?}");
        }
    }

    /// Does something while killed functions' messages sleep out their visibility: time is moved on whenever nothing
    /// else happens, never while a function runs, whose messages would be given to another. Past five minutes SQS forgets its own de-duplication, too: what is left is ours.
    pub async fn passing_time<T>(&self, work: impl Future<Output = T>) -> T {
        let stalls = async {
            loop {
                if self.stack.idle(Duration::from_millis(1_500)).await.is_err() && !self.stack.works() {
                    self.stack.advance(Duration::from_secs(190));
                } else {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
        };
        tokio::select! {
            done = work => done,
            () = stalls => unreachable!("the stalls never end"),
        }
    }

    /// Invokes the clock, as the schedule would every minute.
    pub async fn minute(&self) {
        self.stack.tick("clock");
        self.quiet().await;
    }

    /// The messages of a dead-letter queue, by logical id.
    pub fn dead(&self, queue: &str) -> Vec<local::Message> {
        self.stack.messages(self.stack.name(queue).unwrap_or(queue))
    }

    /// The end of a test: nothing is under way, nothing was put aside, the product asked for nothing it should not.
    pub async fn finish(self) {
        self.quiet().await;
        self.nothing_dead();
        assert_eq!(self.platforms.failures().await.unwrap(), vec![], "requests the product should never make");
        self.stack.stop().await;
        self.simulator.stop().await;
    }

    pub fn nothing_dead(&self) {
        for (queue, depth) in self.stack.depths() {
            if queue.contains("DeadLetters") && depth.visible > 0 {
                panic!("{queue} holds {} messages: {:?}", depth.visible, self.stack.messages(&queue));
            }
        }
    }
}

/// Asks again until it holds, and says what was seen last if it never does.
pub async fn eventually<T: std::fmt::Debug>(what: &str, ask: impl AsyncFn() -> T, holds: impl Fn(&T) -> bool) -> T {
    let begun = Instant::now();
    loop {
        let seen = ask().await;
        if holds(&seen) {
            return seen;
        }
        assert!(begun.elapsed() < PATIENCE, "{what} did not happen within {PATIENCE:?}; last seen: {seen:#?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
