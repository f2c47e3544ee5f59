//! What an address says: ids in its path, parameters in its query.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use domain::invalid::Fault;
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::{error::Problem, sent::field_problem};

/// The parameters of a query. One that nobody knows is a mistake, and so is one that cannot be read.
pub(crate) struct Asked<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        serde_path_to_error::deserialize(serde_html_form::Deserializer::from_bytes(query.as_bytes())).map(Self).map_err(|error| {
            let path = error.path().to_string();
            // A parameter given several times is a list of values: which of them is wrong, the value tells.
            let path = path.split('[').next().unwrap_or_default();
            field_problem(if path == "." { "" } else { path }, &error.inner().to_string(), true)
        })
    }
}

/// The id in a path.
pub(crate) struct Named<T>(pub T);

impl<S: Send + Sync, T: FromStr<Err: std::fmt::Display>> FromRequestParts<S> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| unreadable())?;
        read("id", &text).map(Self)
    }
}

/// The two ids in a path: of a thing, and of something that belongs to it.
pub(crate) struct NamedOf<T, U>(pub T, pub U);

impl<S, T, U> FromRequestParts<S> for NamedOf<T, U>
where
    S: Send + Sync,
    T: FromStr<Err: std::fmt::Display>,
    U: FromStr<Err: std::fmt::Display>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((first, second)) = Path::<(String, String)>::from_request_parts(parts, state).await.map_err(|_| unreadable())?;
        Ok(Self(read("id", &first)?, read("id of the second part", &second)?))
    }
}

fn read<T: FromStr<Err: std::fmt::Display>>(field: &str, text: &str) -> Result<T, Problem> {
    text.parse()
        .map_err(|error| Problem::invalid(field, error, "copy the id from where it was given to you").because(Fault::BadForm))
}

fn unreadable() -> Problem {
    Problem::invalid("id", "is not readable text", "percent-encode UTF-8")
}
