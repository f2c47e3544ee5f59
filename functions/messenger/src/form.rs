//! The plain form (CH-33): the messenger for browsers that do not run it. Everything goes by `POST`, so that the token of a
//! session stands in no address.

use std::collections::BTreeMap;

use channels::web::Said;
use domain::{account::Account, analysis::Language};
use http::{Method, header};
use runtime::Deps;

use crate::{
    door::{Answer, Failure, Knock},
    page::{Page, render},
    session, talk,
};

/// Shows it, after taking in what was written in it.
pub(crate) async fn show(knock: &Knock, account: &Account, deps: &Deps) -> Result<Answer, Failure> {
    let language = language(knock);
    if knock.method == Method::GET {
        return Ok(Answer::page(200, render(&Page::fresh(account, language))));
    }
    if knock.method != Method::POST {
        return Err(Failure::Nowhere);
    }
    // A form of another page may not write in the name of whoever has this one open.
    if knock.origin().is_some_and(|origin| origin.split_once("://").map(|(_, host)| host) != knock.header(header::HOST)) {
        return Err(Failure::Origin);
    }
    let fields: BTreeMap<String, String> = url::form_urlencoded::parse(&knock.body).into_owned().collect();
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let (token, session) = match session::of(Some(field("token")), account, deps).await {
        Ok((session, _)) => (field("token").to_owned(), session),
        Err(Failure::Unknown | Failure::Over) => session::create(account, None, None, deps).await?,
        Err(failure) => return Err(failure),
    };
    let mut trouble = None;
    if !field("text").trim().is_empty() {
        let said = Said { client_id: field("client_id").to_owned(), text: field("text").to_owned(), ..Said::default() };
        match talk::take_in(said, &token, &session, account, deps).await {
            Ok(()) => {}
            Err(Failure::Wrong(wrong)) => trouble = Some(wrong.to_string()),
            Err(failure) => return Err(failure),
        }
    }
    let (session, thread) = session::of(Some(&token), account, deps).await?;
    let rows = talk::everything(&session, &thread, account, deps).await?;
    let kept = if trouble.is_some() { field("text") } else { "" };
    let page = Page { rows: &rows, token: &token, kept, trouble, ..Page::fresh(account, language) };
    Ok(Answer::page(200, render(&page)))
}

/// The language asked for, or the browser's first that we speak.
fn language(knock: &Knock) -> Language {
    let accepted = knock.header(header::ACCEPT_LANGUAGE).unwrap_or_default();
    let wanted = knock.asked("lang").into_iter().chain(accepted.split(','));
    let known = wanted.filter_map(|tag| match tag.trim().to_lowercase().get(..2)? {
        "en" => Some(Language::En),
        "ko" => Some(Language::Ko),
        "ja" => Some(Language::Ja),
        _ => None,
    });
    known.into_iter().next().unwrap_or(Language::En)
}
