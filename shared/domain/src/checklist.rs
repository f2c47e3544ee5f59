//! What a platform asks of whoever connects to it, how far that has come, and who says so (CH-28).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    account::Account,
    health::{Finding, Health},
    id::AgentId,
    time::Timestamp,
};

/// One thing a platform asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Obligation {
    /// The page, account, channel or bot is the company's own, and its people may act for it.
    OwnAccount,
    /// The phone number is the company's own and used by no other service.
    OwnNumber,
    /// Who connects the page administers it.
    Administrator,
    /// The platform has verified the business behind the app.
    Business,
    /// The platform has approved the app for every permission the channel needs.
    Permissions,
    /// The platform's terms and rules of use, its rules against spam among them, are accepted.
    Terms,
    /// Customers are written to only after they agreed to it, as the platform's rules ask of brands.
    OptIn,
    /// The account lets connected tools read and answer its messages.
    MessagesAllowed,
    /// The platform's own automatic replies are off, so that nobody is answered twice.
    RepliesOff,
    /// Tokens and signing secrets were given.
    Secrets,
    /// The platform accepts the token.
    Token,
    /// The platform is set to deliver to the webhook address.
    Delivers,
    /// The pages that may show the messenger are named.
    Pages,
    /// A first message has come in.
    FirstMessage,
}

/// How it is known whether something asked for is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// A person says so; the connection does not take part before.
    Person,
    /// The platform was asked.
    Probe,
    /// The connection's own settings.
    Setting,
    /// Something came in.
    Delivery,
}

/// How far something has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// It is there.
    Done,
    /// It is not, or nobody knows yet.
    Open,
    /// It was found not to be.
    Failed,
}

impl Obligation {
    /// How it is known.
    pub fn proof(self) -> Proof {
        match self {
            Self::OwnAccount
            | Self::OwnNumber
            | Self::Administrator
            | Self::Business
            | Self::Permissions
            | Self::Terms
            | Self::OptIn
            | Self::MessagesAllowed
            | Self::RepliesOff => Proof::Person,
            Self::Secrets | Self::Token | Self::Delivers => Proof::Probe,
            Self::Pages => Proof::Setting,
            Self::FirstMessage => Proof::Delivery,
        }
    }

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::OwnAccount => "own_account",
            Self::OwnNumber => "own_number",
            Self::Administrator => "administrator",
            Self::Business => "business",
            Self::Permissions => "permissions",
            Self::Terms => "terms",
            Self::OptIn => "opt_in",
            Self::MessagesAllowed => "messages_allowed",
            Self::RepliesOff => "replies_off",
            Self::Secrets => "secrets",
            Self::Token => "token",
            Self::Delivers => "delivers",
            Self::Pages => "pages",
            Self::FirstMessage => "first_message",
        }
    }
}

/// What a person has confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Confirmed {
    /// What.
    pub obligation: Obligation,
    /// Who.
    pub by: AgentId,
    /// When.
    pub at: Timestamp,
}

/// What is known of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Its settings, with what people have confirmed.
    pub account: &'a Account,
    /// How it does, if its platform was ever asked.
    pub health: Option<&'a Health>,
    /// When the first item came in.
    pub heard: Option<Timestamp>,
}

/// Where one thing stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How far it has come.
    pub progress: Progress,
    /// Since when, as far as that is known.
    pub since: Option<Timestamp>,
    /// Who confirmed it.
    pub by: Option<AgentId>,
    /// The platform's code, or what is wrong.
    pub detail: Option<String>,
}

impl Evidence<'_> {
    /// Where `obligation` stands.
    pub fn standing(&self, obligation: Obligation) -> Standing {
        let plain = |progress, since| Standing { progress, since, by: None, detail: None };
        match obligation.proof() {
            Proof::Person => match self.account.confirmed.iter().find(|one| one.obligation == obligation) {
                Some(Confirmed { by, at, .. }) => Standing { by: Some(by.clone()), ..plain(Progress::Done, Some(*at)) },
                None => plain(Progress::Open, None),
            },
            Proof::Setting if self.account.origins.is_empty() => plain(Progress::Open, None),
            Proof::Setting => plain(Progress::Done, None),
            Proof::Delivery => match self.heard {
                Some(at) => plain(Progress::Done, Some(at)),
                None => plain(Progress::Open, None),
            },
            Proof::Probe => {
                let Some(health) = self.health else { return plain(Progress::Open, None) };
                let (progress, detail) = probed(obligation, &health.finding);
                Standing { detail, ..plain(progress, Some(health.since)) }
            }
        }
    }
}

/// What a look at the connection says of one thing.
fn probed(obligation: Obligation, finding: &Finding) -> (Progress, Option<String>) {
    match (obligation, finding) {
        (Obligation::Secrets, Finding::NoSecrets) => (Progress::Open, None),
        (Obligation::Secrets, _) | (_, Finding::Well) => (Progress::Done, None),
        (Obligation::Token, Finding::Token { code }) => (Progress::Failed, Some(code.clone())),
        (Obligation::Token, Finding::Unsubscribed | Finding::Silent { .. }) => (Progress::Done, None),
        (_, Finding::Unsubscribed) => (Progress::Failed, None),
        (_, Finding::Silent { missed }) => (Progress::Failed, Some(missed.to_string())),
        (_, Finding::Unreachable { why }) => (Progress::Open, Some(why.clone())),
        (_, Finding::NoSecrets | Finding::Token { .. }) => (Progress::Open, None),
    }
}

/// What a person must still confirm before a connection with these obligations may take part.
pub fn unconfirmed(obligations: &[Obligation], confirmed: &[Confirmed]) -> Vec<Obligation> {
    let by_person = obligations.iter().copied().filter(|one| one.proof() == Proof::Person);
    by_person.filter(|one| confirmed.iter().all(|known| known.obligation != *one)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{id::AccountId, platform::Platform};

    fn account(confirmed: &[Obligation]) -> Account {
        let confirm =
            |&obligation| Confirmed { obligation, by: "mina".parse().unwrap(), at: Timestamp::from_millis(1_795_167_000_000) };
        Account {
            id: "shop".parse().unwrap(),
            platform: Platform::X,
            name: "Shop".into(),
            external_id: "1".into(),
            handle: None,
            queue: "care".parse().unwrap(),
            language: None,
            threading_window_minutes: 60,
            origins: vec![],
            confirmed: confirmed.iter().map(confirm).collect(),
            active: false,
        }
    }

    fn looked(finding: Finding) -> Health {
        let shop: AccountId = "shop".parse().unwrap();
        Health::after(None, shop, finding, 0, Timestamp::from_millis(1_795_167_600_000))
    }

    // proves CH-28: each thing is known in its own way, and what a person said stands with name and time
    #[test]
    fn each_thing_is_known_in_its_own_way() {
        let account = account(&[Obligation::Terms]);
        let with =
            |health: Option<&Health>, heard, obligation| Evidence { account: &account, health, heard }.standing(obligation);
        let terms = with(None, None, Obligation::Terms);
        assert_eq!((terms.progress, terms.by), (Progress::Done, Some("mina".parse().unwrap())));
        assert_eq!(with(None, None, Obligation::OwnAccount).progress, Progress::Open);
        assert_eq!(with(None, None, Obligation::Token).progress, Progress::Open);
        assert_eq!(with(None, None, Obligation::FirstMessage).progress, Progress::Open);
        let first = with(None, Some(Timestamp::from_millis(7)), Obligation::FirstMessage);
        assert_eq!((first.progress, first.since), (Progress::Done, Some(Timestamp::from_millis(7))));
        let probed = |finding: Finding| {
            let health = looked(finding);
            [Obligation::Secrets, Obligation::Token, Obligation::Delivers].map(|one| with(Some(&health), None, one).progress)
        };
        use Progress::{Done, Failed, Open};
        assert_eq!(probed(Finding::Well), [Done, Done, Done]);
        assert_eq!(probed(Finding::NoSecrets), [Open, Open, Open]);
        assert_eq!(probed(Finding::Token { code: "190".into() }), [Done, Failed, Open]);
        assert_eq!(probed(Finding::Unsubscribed), [Done, Done, Failed]);
    }

    // proves CH-28: only what a person must confirm keeps a connection from taking part
    #[test]
    fn what_is_told_by_itself_holds_nobody_up() {
        let asked = [Obligation::OwnAccount, Obligation::Terms, Obligation::Token, Obligation::FirstMessage];
        assert_eq!(unconfirmed(&asked, &[]), [Obligation::OwnAccount, Obligation::Terms]);
        assert_eq!(unconfirmed(&asked, &account(&[Obligation::Terms]).confirmed), [Obligation::OwnAccount]);
        assert!(unconfirmed(&asked, &account(&[Obligation::Terms, Obligation::OwnAccount]).confirmed).is_empty());
    }
}
