//! Canned responses: ready texts with variables (AGT-07).

use std::collections::BTreeMap;

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    analysis::Language,
    canned::{Canned, Unready, fill},
    id::{CannedId, QueueId},
    invalid::Fault,
    queue::Queue,
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    page::{Page, Paging, of_named},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, LONGEST_NAME, MOST_NAMES, all_exist, at_most, placed, tagged, text},
    words,
};

/// The longest text of a canned response, in characters. What a channel takes may be less.
pub const LONGEST_TEXT: usize = 5_000;
/// The most variables of a text.
pub const MOST_VARIABLES: usize = 50;
/// The longest shortcut, in characters.
const LONGEST_SHORTCUT: usize = 40;
/// The longest name of a variable, in characters.
const LONGEST_VARIABLE: usize = 59;

/// A canned response.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CannedView {
    /// Its name.
    #[schema(value_type = words::Slug)]
    id: CannedId,
    #[serde(flatten)]
    canned: CannedBody,
}

/// A canned response as a supervisor writes it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CannedBody {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// What an agent types after `/` to find it.
    #[schema(min_length = 1, max_length = 40)]
    shortcut: String,
    /// The text in each language (`en`, `ko`, `ja`), with variables as `{{customer.name}}`.
    #[schema(value_type = BTreeMap<String, String>, example = json!({"en": "Hello {{customer.name}}"}))]
    texts: BTreeMap<Language, String>,
    /// The queues it is for; none means all.
    #[serde(default)]
    #[schema(value_type = words::Slugs, max_items = 100)]
    queues: Vec<QueueId>,
}

/// Which canned responses.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// For this queue, or for all.
    #[param(value_type = Option<words::Slug>)]
    queue: Option<QueueId>,
    /// With a text in this language.
    #[param(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// Words in its name, its shortcut or its texts.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

fn view(canned: Canned) -> CannedView {
    let (name, shortcut, texts, queues) = (canned.name, canned.shortcut, canned.texts, canned.queues);
    CannedView { id: canned.id, canned: CannedBody { name, shortcut, texts, queues } }
}

impl Wanted {
    fn wants(&self, canned: &Canned) -> bool {
        let queue = self.queue.as_ref().is_none_or(|queue| canned.queues.is_empty() || canned.queues.contains(queue));
        let language = self.language.is_none_or(|language| canned.texts.contains_key(&language));
        queue && language && self.q.as_deref().is_none_or(|words| holds(canned, words))
    }
}

/// Every word is somewhere in it, whatever the case and the width.
fn holds(canned: &Canned, words: &str) -> bool {
    let fold = |text: &str| text.nfkc().collect::<String>().to_lowercase();
    let everything = fold(
        &[canned.name.as_str(), canned.shortcut.as_str(), &canned.texts.values().cloned().collect::<Vec<_>>().join("\n")]
            .join("\n"),
    );
    fold(words).split_whitespace().all(|word| everything.contains(word))
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, save, remove))
}

/// The canned responses for the caller's queues, by name.
#[utoipa::path(get, path = "/v1/canned", tag = "canned", operation_id = "list_canned", params(Wanted), responses((status = 200, description = "A page of them.", body = Page<Kept<CannedView>>)))]
async fn list(caller: Caller, Asked(wanted): Asked<Wanted>) -> Result<Json<Page<Kept<CannedView>>>, Problem> {
    caller.may(Action::See, Object::Canned(&[]))?;
    if let Some(words) = &wanted.q {
        text("q", words, LONGEST_NAME)?;
    }
    let mut saved = store::settings::all::<Canned>(&caller.deps.table).await?;
    saved.retain(|saved| wanted.wants(&saved.data) && caller.sees(Object::Canned(&saved.data.queues)));
    let paging = Paging { cursor: wanted.cursor, limit: wanted.limit };
    let page = of_named("canned", &paging, saved, |saved| saved.data.id.as_str())?;
    Ok(Json(Page { items: page.items.into_iter().map(|saved| Kept::of(saved, view)).collect(), next: page.next }))
}

/// A canned response.
#[utoipa::path(get, path = "/v1/canned/{id}", tag = "canned", operation_id = "get_canned", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "It.", body = Kept<CannedView>)))]
async fn get(caller: Caller, Named(id): Named<CannedId>) -> Result<Response, Problem> {
    let saved = settings::one::<Canned>(&caller, id.as_str()).await?;
    caller.may_to(Action::See, Object::Canned(&saved.data.queues), "canned", &id)?;
    Ok(tagged(StatusCode::OK, &Kept::of(saved, view)))
}

/// Creates a canned response, or replaces it.
#[utoipa::path(put, path = "/v1/canned/{id}", tag = "canned", operation_id = "save_canned", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = CannedBody, responses((status = 200, description = "Replaced.", body = Kept<CannedView>), (status = 201, description = "Created.", body = Kept<CannedView>)))]
async fn save(caller: Caller, Named(id): Named<CannedId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Canned(&[]))?;
    let body: CannedBody = sent.read()?;
    text("name", &body.name, LONGEST_NAME)?;
    text("shortcut", &body.shortcut, LONGEST_SHORTCUT)?;
    if body.shortcut.chars().any(char::is_whitespace) {
        return Err(Problem::invalid("shortcut", "holds a blank", "write it in one word").because(Fault::BadForm));
    }
    at_most("queues", &body.queues, MOST_NAMES)?;
    if body.texts.is_empty() {
        return Err(Problem::invalid("texts", "is empty", "write the text in at least one language").because(Fault::Empty));
    }
    for (language, words) in &body.texts {
        let field = format!("texts.{}", language.as_str());
        text(&field, words, LONGEST_TEXT)?;
        variables(&field, words)?;
    }
    all_exist::<Queue>(&caller, placed("queues", body.queues.iter().map(QueueId::as_str))).await?;
    let stored = settings::find::<Canned>(&caller, id.as_str()).await?;
    let canned = Canned { id, name: body.name, shortcut: body.shortcut, texts: body.texts, queues: body.queues };
    settings::save(&caller, &sent, stored.as_ref(), canned, view).await
}

/// Deletes a canned response.
#[utoipa::path(delete, path = "/v1/canned/{id}", tag = "canned", operation_id = "delete_canned", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "Deleted.")))]
async fn remove(caller: Caller, Named(id): Named<CannedId>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Canned(&[]))?;
    settings::remove::<Canned>(&caller, &sent, id.as_str()).await
}

/// Refuses a text that could never be filled in: braces left open, or variables nobody can name.
fn variables(field: &str, text: &str) -> Result<(), Problem> {
    let mut values = BTreeMap::new();
    loop {
        match fill(text, &values) {
            Ok(_) => return Ok(()),
            Err(Unready::Missing(name)) if name.is_empty() => {
                return Err(Problem::invalid(field, "has a variable without a name", "write it as {{customer.name}}")
                    .because(Fault::BadForm));
            }
            Err(Unready::Missing(name)) if name.chars().count() > LONGEST_VARIABLE => {
                let message = format!("has a variable with more than {LONGEST_VARIABLE} characters");
                return Err(Problem::invalid(field, message, "shorten its name"));
            }
            Err(Unready::Missing(name)) => {
                if values.len() == MOST_VARIABLES {
                    return Err(Problem::invalid(field, format_args!("has more than {MOST_VARIABLES} variables"), "use fewer"));
                }
                values.insert(name, "…".to_owned());
            }
            Err(error @ (Unready::Unclosed(_) | Unready::Empty)) => {
                return Err(Problem::invalid(field, error, "close it with }}").because(Fault::BadForm));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves AGT-07: what could never be sent is not saved
    #[test]
    fn a_text_that_can_never_be_filled_in_is_refused() {
        assert!(variables("texts.en", "Hi {{customer.name}}, {{ order }} {{order}}").is_ok());
        assert!(variables("texts.en", "Hi {{customer.name").is_err());
        assert!(variables("texts.en", "Hi {{ }}").is_err());
        assert!(variables("texts.en", &format!("{{{{{}}}}}", "x".repeat(200))).is_err());
        let many: String = (0..60).map(|i| format!("{{{{v{i}}}}}")).collect();
        assert!(variables("texts.en", &many).is_err());
    }

    // proves I18-02
    #[test]
    fn words_are_found_in_any_width() {
        let texts = [(Language::Ja, "カード".to_owned())].into();
        let canned = Canned { id: "card".parse().unwrap(), name: "Card".into(), shortcut: "card".into(), texts, queues: vec![] };
        assert!(holds(&canned, "ｶｰﾄﾞ"));
        assert!(holds(&canned, "CARD カード"));
        assert!(!holds(&canned, "card 배송"));
    }
}
