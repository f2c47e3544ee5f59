//! Sessions: a guest's, or a customer's whom the company's own page vouches for.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use channels::web::Visitor;
use domain::{
    account::Account,
    contact::Identity,
    event::{Envelope, Route},
    id::{EnvelopeId, TraceId},
    messenger::over,
    platform::Platform,
    thread::Thread,
    time::{MINUTE, SECOND, Timestamp},
};
use hmac::{Hmac, KeyInit, Mac};
use runtime::Deps;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{
    conversation::{self, Rows},
    messenger::{self, Session},
};

use crate::door::{Answer, Failure, Knock};

/// How long a word of the company's page on who somebody is may be good for, and how far clocks may be apart.
const VOUCHED: i64 = 5 * MINUTE;
const SKEW: i64 = 30 * SECOND;
/// The longest id and name of a customer that a page may give, in characters.
const LONGEST_NAME: usize = 128;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    /// A JWT (HS256) of the company's page: `sub`, `exp`, and perhaps `name`.
    #[serde(default)]
    identity: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: i64,
    #[serde(default)]
    name: Option<String>,
}

/// A new session.
pub(crate) async fn begin(knock: &Knock, account: &Account, deps: &Deps) -> Result<Answer, Failure> {
    let wanted: Begin = knock.json()?;
    let known = wanted.identity.is_some();
    let (token, _) = create(account, wanted.identity.as_deref(), knock.token(), deps).await?;
    Ok(Answer::told(201, &json!({ "token": token, "known": known })))
}

/// Customers a page vouches for, and guests: neither can be taken for the other.
const KNOWN: &str = "c-";
const GUEST: &str = "g-";

/// Begins a session, by the page's word on who it is if it gave one. With the token of the guest they have been until now, what they
/// wrote goes on.
pub(crate) async fn create(
    account: &Account,
    identity: Option<&str>,
    before: Option<&str>,
    deps: &Deps,
) -> Result<(String, Session), Failure> {
    let now = deps.clock.now();
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| runtime::Error::Retry(format!("the system gives no random bytes: {error}")))?;
    let token = URL_SAFE_NO_PAD.encode(bytes);
    let (visitor, name) = match identity {
        // Of a guest nothing is known but that they have the token; its hash names them and does not give it away.
        None => (format!("{GUEST}{}", &hex(&Sha256::digest(format!("visitor:{token}")))[..32]), None),
        Some(identity) => {
            let secret = deps.secrets.get(Platform::Web, &account.id, now).await?.unwrap_or_default();
            let claims = vouched(identity, secret.all("signing"), now).map_err(Failure::Identity)?;
            let known = format!("{KNOWN}{}", claims.sub);
            (goes_on_as(account, known, before, deps).await?, claims.name)
        }
    };
    let session = Session { account: account.id.clone(), visitor, name, used_at: now };
    messenger::begin(&deps.table, &token, &session).await?;
    if let (Some(_), Some(before)) = (identity, before) {
        // Whoever uses this browser next does not read on as the guest.
        messenger::left(&deps.table, before).await?;
    }
    Ok((token, session))
}

/// As whom a known customer goes on (IDN-03). What a guest wrote becomes theirs if nobody else has claimed it: a customer who has
/// never written goes on as that guest, on every device; one who has goes on with the guest's conversation for as long as it lasts,
/// and with their own after that. Either way the two are one person from now on.
async fn goes_on_as(account: &Account, known: String, before: Option<&str>, deps: &Deps) -> Result<String, Failure> {
    let table = &deps.table;
    let joined = messenger::joined(table, &account.id, &known).await?;
    let own = joined.clone().unwrap_or_else(|| known.clone());
    let thread = |visitor: &str| Thread::between(Platform::Web, &account.id, visitor, None);
    let guest = match before {
        Some(token) => messenger::session(table, token).await?,
        None => None,
    };
    let Some(guest) = guest.filter(|guest| guest.account == account.id && guest.visitor.starts_with(GUEST)) else {
        return Ok(own);
    };
    let Some(written) = conversation::of_thread(table, &thread(&guest.visitor)).await? else { return Ok(own) };
    if !messenger::claim(table, &account.id, &guest.visitor, &known).await? {
        return Ok(own);
    }
    let new = joined.is_none() && conversation::of_thread(table, &thread(&known)).await?.is_none();
    let own = if new { messenger::goes_on_as(table, &account.id, &known, &guest.visitor).await? } else { own };
    let named = |user: &str| Identity { platform: Platform::Web, account: account.id.clone(), user: user.to_owned() };
    let other = if own == guest.visitor { &known } else { &own };
    let join = Route::Join { guest: named(&guest.visitor), known: named(other) };
    let (begun, seed) = (written.conversation.opened_at, [guest.visitor.as_bytes(), other.as_bytes(), b"join"]);
    // A line of its own: what the guest wrote last may still be on its way to the thread's.
    let line = Thread::named(&format!("join:{}", thread(&guest.visitor)));
    let (id, trace) = (EnvelopeId::at(begun, &seed), TraceId::at(begun, &seed));
    deps.bus.publish(&[Envelope::begin(id, trace, deps.clock.now(), line, join.into())]).await?;
    let goes_on = written.conversation.ended().is_none();
    Ok(if goes_on { guest.visitor } else { own })
}

/// The session a request speaks for, with its thread.
pub(crate) async fn of(token: Option<&str>, account: &Account, deps: &Deps) -> Result<(Session, Thread), Failure> {
    let token = token.ok_or(Failure::Unknown)?;
    let session = messenger::session(&deps.table, token).await?;
    let session = session.filter(|session| session.account == account.id).ok_or(Failure::Unknown)?;
    let thread = Thread::between(Platform::Web, &account.id, &session.visitor, None);
    let now = deps.clock.now();
    if over(session.used_at, now) {
        // An answer of the company keeps it alive, too.
        let newest = conversation::messages(&deps.table, &thread, Rows::Newest(None), 1).await?;
        if newest.items.first().is_none_or(|row| over(row.at, now)) {
            return Err(Failure::Over);
        }
    }
    Ok((session, thread))
}

/// Who writes, as the adapter knows them.
pub(crate) fn visitor(session: &Session) -> Visitor {
    Visitor { id: session.visitor.clone(), name: session.name.clone() }
}

/// What a page's token says, if one of the deployment's secrets signed it.
fn vouched(token: &str, secrets: &[String], now: Timestamp) -> Result<Claims, &'static str> {
    let (signed, signature) = token.rsplit_once('.').ok_or("it has no signature")?;
    let (header, claims) = signed.split_once('.').ok_or("it has no claims")?;
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| "it is not base64url");
    let header: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| "its header is no JSON with an `alg`")?;
    if header.alg != "HS256" {
        return Err("its `alg` is not HS256");
    }
    let signature = decoded(signature)?;
    let by = |secret: &String| {
        Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .is_ok_and(|mac| mac.chain_update(signed.as_bytes()).verify_slice(&signature).is_ok())
    };
    if !secrets.iter().any(|secret| !secret.is_empty() && by(secret)) {
        return Err("no secret of the deployment signed it");
    }
    let claims: Claims = serde_json::from_slice(&decoded(claims)?).map_err(|_| "its claims lack `sub` or `exp`")?;
    let until = Timestamp::from_millis(claims.exp.saturating_mul(SECOND));
    if until < now.minus(SKEW) {
        return Err("it has expired");
    }
    if until > now.plus(VOUCHED + SKEW) {
        return Err("it is good for more than five minutes");
    }
    let fits =
        |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control);
    if !fits(&claims.sub) || !claims.name.as_deref().is_none_or(fits) {
        return Err("its `sub` or `name` is empty or longer than 128 characters");
    }
    Ok(claims)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn token(alg: &str, claims: &serde_json::Value, secret: &str) -> String {
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&json!({ "alg": alg, "typ": "JWT" })), part(claims));
        let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }

    // proves S2, CH-14: only what the deployment's secret signed, for at most five minutes, says who somebody is
    #[test]
    fn a_page_vouches_only_with_the_secret_and_not_for_long() {
        let now = Timestamp::from_millis(1_774_000_000_000);
        let secrets = ["new-secret".to_owned(), "old-secret".to_owned()];
        let claims = |after: i64| json!({ "sub": "customer-7", "exp": 1_774_000_000 + after, "name": "Mina" });
        for secret in &secrets {
            assert_eq!(vouched(&token("HS256", &claims(60), secret), &secrets, now).unwrap().sub, "customer-7");
        }
        let refused = |token: String| vouched(&token, &secrets, now).err();
        assert_eq!(refused(token("HS256", &claims(60), "wrong")), Some("no secret of the deployment signed it"));
        assert_eq!(refused(token("HS256", &claims(60), "")), Some("no secret of the deployment signed it"));
        assert_eq!(refused(token("none", &claims(60), &secrets[0])), Some("its `alg` is not HS256"));
        assert_eq!(refused(token("HS256", &claims(-31), &secrets[0])), Some("it has expired"));
        assert_eq!(refused(token("HS256", &claims(331), &secrets[0])), Some("it is good for more than five minutes"));
        assert_eq!(
            refused(token("HS256", &claims(i64::MAX - 1_774_000_000), &secrets[0])),
            Some("it is good for more than five minutes")
        );
        assert!(refused(token("HS256", &json!({ "sub": " ", "exp": 1_774_000_060 }), &secrets[0])).is_some());
        assert!(refused(token("HS256", &json!({ "sub": "a" }), &secrets[0])).is_some());
        for odd in ["", ".", "..", "a.b.c", "é.é.é"] {
            assert!(refused(odd.to_owned()).is_some(), "{odd}");
        }
        assert!(vouched(&token("HS256", &claims(60), &secrets[0]), &[], now).is_err());
    }
}
