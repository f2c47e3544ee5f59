//! Everything the pretend platforms know: accounts, people, what was written, the clock.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::account::{Account, Platform};
use crate::fault::Fault;
use crate::grant::Grants;
use crate::ids::Ids;
use crate::line::LineMemory;
use crate::meta::MetaMemory;
use crate::record::{About, Failure, Journal, LogLine, Sent, Utterance};
use crate::refusal::Refusal;
use crate::schema::Document;
use crate::script::Accounts;

/// A person of one platform and account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonKey {
    /// Where.
    pub platform: Platform,
    /// With which account.
    pub account: String,
    /// The platform's id of the person.
    pub user_id: String,
}

/// What a platform knows of a person.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Display name.
    pub name: Option<String>,
    /// Instagram, WhatsApp: user name.
    pub username: Option<String>,
    /// The last thing the person did in private that opens the reply window.
    pub last_private_ms: Option<i64>,
    /// LINE: has the account as a friend.
    pub friend: bool,
    /// LINE: has blocked the account.
    pub blocked: bool,
    /// Ids of the private messages the person wrote, oldest first.
    pub wrote: Vec<String>,
}

/// A file a customer sent.
#[derive(Debug, Clone)]
pub struct StoredMedia {
    /// Whose webhook named it.
    pub account: String,
    /// Media type.
    pub content_type: String,
    /// Bytes.
    pub bytes: Vec<u8>,
    /// When the platform stops serving it.
    pub until_ms: i64,
}

/// What may be set from outside about how patient and how watchful the platforms are.
#[derive(Debug, Clone)]
pub struct Conduct {
    /// LINE's pauses before each redelivery, in milliseconds (only with the account's switch on).
    pub line_retry_ms: Vec<u64>,
    /// Meta's pauses before each redelivery, in milliseconds.
    pub meta_retry_ms: Vec<u64>,
    /// The Graph API version served.
    pub meta_version: String,
    /// After how long a second send with a refused token counts as a failure: calls under way do not.
    pub token_grace: Duration,
}

impl Default for Conduct {
    fn default() -> Self {
        Conduct {
            line_retry_ms: vec![500, 2_000, 5_000],
            meta_retry_ms: vec![100, 500, 2_000],
            meta_version: "v25.0".to_owned(),
            token_grace: Duration::from_secs(1),
        }
    }
}

/// The platforms' published schemas, read when first needed; absent where the files are.
#[derive(Default)]
pub struct Specifications {
    /// LINE's `messaging-api.yml`, if it was found.
    pub messaging_api: Option<PathBuf>,
    /// Meta's `business-messaging-api_v23.0.yaml` for WhatsApp, if it was found.
    pub business_messaging: Option<PathBuf>,
    line: OnceLock<Option<Document>>,
    whatsapp: OnceLock<Option<Document>>,
}

impl Specifications {
    /// Schemas from files.
    pub fn new(messaging_api: Option<PathBuf>, business_messaging: Option<PathBuf>) -> Specifications {
        Specifications { messaging_api, business_messaging, ..Specifications::default() }
    }

    /// LINE's Messaging API document.
    pub fn messaging_api(&self) -> Option<&Document> {
        self.line.get_or_init(|| load(self.messaging_api.as_ref()?)).as_ref()
    }

    /// Meta's Business Messaging document.
    pub fn business_messaging(&self) -> Option<&Document> {
        self.whatsapp.get_or_init(|| load(self.business_messaging.as_ref()?)).as_ref()
    }
}

fn load(path: &Path) -> Option<Document> {
    Document::load(path).inspect_err(|error| tracing::error!(%error, "the schema {} is not used: {error}", path.display())).ok()
}

/// The state of all pretend platforms.
pub struct World {
    /// Known accounts.
    pub accounts: Vec<Account>,
    /// Where the product listens.
    pub deliver_to: Option<String>,
    /// The simulator's own address, for media links.
    pub own_url: String,
    /// How the platforms behave.
    pub conduct: Conduct,
    /// Schemas to check calls against.
    pub specifications: Specifications,
    /// Ids.
    pub ids: Ids,
    /// Orders to misbehave, in the order given.
    pub faults: Vec<Fault>,
    /// The log.
    pub journal: Journal,
    /// What was accepted.
    pub sent: Vec<Sent>,
    /// What should never have come.
    pub failures: Vec<Failure>,
    /// What customers see.
    pub talk: Vec<Utterance>,
    /// Who is known where.
    pub people: HashMap<PersonKey, Person>,
    /// Files by id.
    pub media: HashMap<String, StoredMedia>,
    /// What only LINE remembers.
    pub line: LineMemory,
    /// What only Meta remembers.
    pub meta: MetaMemory,
    /// What only X remembers.
    pub x: crate::x::XMemory,
    /// What only LinkedIn remembers.
    pub linkedin: crate::linkedin::LinkedInMemory,
    /// What only Reddit remembers.
    pub reddit: crate::reddit::RedditMemory,
    /// Which tokens are good.
    pub grants: Grants,
    refused_tokens: HashMap<(Platform, String), Instant>,
    clock_offset_ms: i64,
}

impl World {
    /// A world without accounts.
    pub fn new(own_url: String, conduct: Conduct, specifications: Specifications, journal: Journal) -> World {
        World {
            accounts: Vec::new(),
            deliver_to: None,
            own_url,
            conduct,
            specifications,
            ids: Ids::new(),
            faults: Vec::new(),
            journal,
            sent: Vec::new(),
            failures: Vec::new(),
            talk: Vec::new(),
            people: HashMap::new(),
            media: HashMap::new(),
            line: LineMemory::default(),
            meta: MetaMemory::default(),
            x: crate::x::XMemory::default(),
            linkedin: Default::default(),
            reddit: Default::default(),
            grants: Grants::default(),
            refused_tokens: HashMap::new(),
            clock_offset_ms: 0,
        }
    }

    /// Forgets all that happened; accounts, address and conduct stay, log numbers and ids go on rising.
    pub fn reset(&mut self) {
        self.faults.clear();
        self.journal.forget();
        self.sent.clear();
        self.failures.clear();
        self.talk.clear();
        self.people.clear();
        self.media.clear();
        self.line = LineMemory::default();
        self.meta = MetaMemory::default();
        self.x = crate::x::XMemory::default();
        self.linkedin = Default::default();
        self.reddit = Default::default();
        self.refused_tokens.clear();
        self.clock_offset_ms = 0;
    }

    /// The platforms' clock, in milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        i64::try_from(real).unwrap_or(i64::MAX).saturating_add(self.clock_offset_ms)
    }

    /// Moves the platforms' clock; backwards too.
    pub fn advance(&mut self, ms: i64) {
        self.clock_offset_ms = self.clock_offset_ms.saturating_add(ms);
    }

    /// Adds or replaces accounts. A new token of an account makes the platform forget that an old one was refused.
    ///
    /// # Errors
    /// Names the first field a platform would never issue; nothing is changed then.
    pub fn know(&mut self, accounts: Accounts) -> Result<(), Refusal> {
        accounts.accounts.iter().try_for_each(Account::check)?;
        if let Some(address) = accounts.deliver_to {
            if !(address.starts_with("http://") || address.starts_with("https://")) {
                return Err(Refusal::invalid(format!("deliver_to: \"{address}\" must begin with http:// or https://")));
            }
            self.deliver_to = Some(address.trim_end_matches('/').to_owned());
        }
        for account in accounts.accounts {
            self.refused_tokens.remove(&(account.platform, account.token.clone()));
            self.accounts.retain(|known| (known.platform, &known.account) != (account.platform, &account.account));
            crate::grant::know(self, &account);
            self.accounts.push(account);
        }
        Ok(())
    }

    /// An account by its webhook segment.
    ///
    /// # Errors
    /// When there is none; names those there are.
    pub fn account(&self, platform: Platform, account: &str) -> Result<Account, Refusal> {
        let mine = || self.accounts.iter().filter(|known| known.platform == platform);
        mine().find(|known| known.account == account).cloned().ok_or_else(|| {
            let known: Vec<&str> = mine().map(|known| known.account.as_str()).collect();
            Refusal::unknown(format!(
                "no {platform} account \"{account}\"; known: {}. Add it with POST /_sim/accounts",
                if known.is_empty() { "none".to_owned() } else { known.join(", ") }
            ))
        })
    }

    /// An account by the token a caller shows.
    pub fn account_by_token(&self, platform: Platform, token: &str) -> Option<Account> {
        let good = |known: &&Account| crate::grant::is_good(self, known, token).unwrap_or(known.token == token);
        self.accounts.iter().filter(|known| known.platform == platform).find(good).cloned()
    }

    /// A person, made known if not yet.
    pub fn person(&mut self, platform: Platform, account: &str, user_id: &str) -> &mut Person {
        self.people.entry(PersonKey { platform, account: account.to_owned(), user_id: user_id.to_owned() }).or_default()
    }

    /// A person already known.
    pub fn known(&self, platform: Platform, account: &str, user_id: &str) -> Option<&Person> {
        self.people.get(&PersonKey { platform, account: account.to_owned(), user_id: user_id.to_owned() })
    }

    /// Notes that a token was refused just now; true if it was refused before, longer ago than the grace.
    pub fn token_refused(&mut self, platform: Platform, token: &str) -> bool {
        let first = self.refused_tokens.entry((platform, token.to_owned())).or_insert_with(Instant::now);
        first.elapsed() > self.conduct.token_grace
    }

    /// Whether a token was refused longer ago than the grace.
    pub fn was_refused(&self, platform: Platform, token: &str) -> bool {
        let first = self.refused_tokens.get(&(platform, token.to_owned()));
        first.is_some_and(|first| first.elapsed() > self.conduct.token_grace)
    }

    /// Makes every refused token of known accounts good again.
    pub fn forget_refused_tokens(&mut self) {
        self.refused_tokens.clear();
    }

    /// A log line with the time and nothing else.
    pub fn line_about(&self, about: About, operation: &str) -> LogLine {
        LogLine {
            seq: 0,
            at_ms: self.now_ms(),
            about,
            platform: None,
            account: None,
            operation: operation.to_owned(),
            request: String::new(),
            body: serde_json::Value::Null,
            retry_key: None,
            status: None,
            answer: serde_json::Value::Null,
            ms: 0,
            fault: None,
            note: None,
        }
    }

    /// Writes a remark for people into the log.
    pub fn note(&mut self, text: impl Into<String>) {
        let line = LogLine { note: Some(text.into()), ..self.line_about(About::Note, "note") };
        self.journal.add(line);
    }
}
