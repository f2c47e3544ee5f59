//! The body of a request: bounded before it is parsed, and every complaint with its place.

use axum::extract::{FromRequest, Request};
use domain::{analysis::Language, invalid::Fault};
use http::{HeaderMap, Method, Uri, header};
use serde::de::DeserializeOwned;

use crate::{error::Problem, gateway::LARGEST_BODY};

/// The deepest nesting of a body (S8).
pub const DEEPEST: usize = 32;
/// The longest `Idempotency-Key`.
pub const LONGEST_KEY: usize = 200;

/// A body as it was sent. It is read once it is known that the caller may send it.
pub(crate) struct Sent {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

/// A body that says nothing: `{}`, or none at all.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let bytes =
            axum::body::to_bytes(body, LARGEST_BODY).await.map_err(|_| Problem::too_large(LARGEST_BODY + 1, LARGEST_BODY))?;
        Ok(Self { method: parts.method, uri: parts.uri, headers: parts.headers, bytes: bytes.to_vec() })
    }
}

impl Sent {
    /// The body as a `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.parse(true)
    }

    /// The same for a body of secrets: no complaint repeats any of it.
    pub fn read_secret<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.parse(false)
    }

    /// Makes sure that there is no body, or an empty one.
    pub fn nothing(&self) -> Result<(), Problem> {
        if self.bytes.is_empty() { Ok(()) } else { self.read::<Nothing>().map(|_| ()) }
    }

    fn parse<T: DeserializeOwned>(&self, repeat: bool) -> Result<T, Problem> {
        if self.bytes.is_empty() {
            return Err(Problem::invalid("", "the body is empty", "send a JSON object, as GET /v1/openapi.json describes it"));
        }
        if !is_json(&self.headers) {
            return Err(Problem::media_type());
        }
        shallow(&self.bytes)?;
        let mut reader = serde_json::Deserializer::from_slice(&self.bytes);
        let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = place(&error.path().to_string());
            // A word where a number stands is called bad syntax by the reader, though the JSON is whole.
            let whole = serde_json::from_slice::<serde::de::IgnoredAny>(&self.bytes).is_ok();
            if whole && !error.inner().is_data() {
                return field_problem(&path, "is not of the form expected", repeat);
            }
            complaint(&path, error.inner(), repeat)
        })?;
        reader.end().map_err(|error| complaint("", &error, repeat))?;
        Ok(read)
    }

    /// The name the client gave this request, so that sending it twice does it once.
    pub fn key(&self) -> Result<Option<String>, Problem> {
        let Some(value) = self.headers.get("idempotency-key") else { return Ok(None) };
        let text = value
            .to_str()
            .ok()
            .filter(|text| (1..=LONGEST_KEY).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_graphic()));
        match text {
            Some(text) => Ok(Some(text.to_owned())),
            None => Err(Problem::invalid(
                "Idempotency-Key",
                format_args!("is not 1 to {LONGEST_KEY} visible ASCII characters"),
                "make one up per request, such as a UUID",
            )),
        }
    }

    /// The version the client has read, if it says so: `If-Match: "3"`. 0 stands for "not there yet".
    pub fn version(&self) -> Result<Option<u64>, Problem> {
        let Some(value) = self.headers.get(header::IF_MATCH) else { return Ok(None) };
        let number = value.to_str().ok().and_then(|text| text.trim().trim_start_matches("W/").trim_matches('"').parse().ok());
        match number {
            Some(version) => Ok(Some(version)),
            None => Err(Problem::invalid("If-Match", "is not a version", "send the ETag of what you have read, such as \"3\"")),
        }
    }

    /// The language of whoever sent it, as its header says: the first of ours in `Accept-Language`, else English.
    pub fn language(&self) -> Language {
        let header = self.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let tags = header.split(',').map(|tag| tag.split([';', '-']).next().unwrap_or_default().trim().to_ascii_lowercase());
        tags.filter_map(|tag| tag.parse().ok()).next().unwrap_or(Language::En)
    }

    /// All that makes it this request.
    pub fn fingerprint(&self) -> String {
        let body = String::from_utf8_lossy(&self.bytes);
        format!("{} {}\n{body}", self.method, self.uri.path())
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let text = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Refuses nesting that only an attack needs, before anything recursive looks at it.
fn shallow(bytes: &[u8]) -> Result<(), Problem> {
    let (mut depth, mut text, mut escaped) = (0usize, false, false);
    for &byte in bytes {
        match (text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => text = !text,
            (false, b'{' | b'[') => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Problem::invalid("", format_args!("the body is nested more than {DEEPEST} deep"), "flatten it"));
                }
            }
            (false, b'}' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// The path as the API writes it; the root is no path, and a key that cannot be read (`?`) no part of one.
fn place(path: &str) -> String {
    path.trim_end_matches(".?").trim_start_matches('.').trim_start_matches('?').to_owned()
}

/// What serde says, with the field it names put into the path.
fn complaint(path: &str, error: &serde_json::Error, repeat: bool) -> Problem {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    if !error.is_data() {
        let place = format!("line {}, column {}", error.line(), error.column());
        return Problem::malformed(if repeat { format!("{said} at {place}") } else { format!("it cannot be read at {place}") });
    }
    field_problem(path, said, repeat)
}

/// A complaint about a field, from serde's words for it.
pub(crate) fn field_problem(path: &str, said: &str, repeat: bool) -> Problem {
    let named = |begin: &str| said.strip_prefix(begin).and_then(|rest| rest.split('`').next()).map(str::to_owned);
    let under = |name: String| match path {
        "" => name,
        path if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        path => format!("{path}.{name}"),
    };
    if let Some(name) = named("missing field `") {
        return Problem::invalid(under(name), "is missing", "send it").because(Fault::Missing);
    }
    if let Some(name) = named("unknown field `") {
        let known = said.split_once(", ").map_or("", |(_, known)| known);
        let short: String = name.chars().take(60).collect();
        return Problem::invalid(under(short), format_args!("is no field here ({known})"), "leave it out");
    }
    if repeat {
        Problem::invalid(path, said, "correct it, as GET /v1/openapi.json describes it")
    } else {
        Problem::invalid(path, "is not of the form expected", "correct it, as GET /v1/openapi.json describes it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves S8
    #[test]
    fn a_megabyte_of_brackets_is_refused_at_once() {
        let brackets = vec![b'['; LARGEST_BODY];
        let begun = std::time::Instant::now();
        assert!(shallow(&brackets).is_err());
        assert!(begun.elapsed().as_millis() < 10);
        assert!(shallow(&[b"[".repeat(32), b"]".repeat(32)].concat()).is_ok());
        assert!(shallow(format!("{{\"a\":\"{}\"}}", "[{\\\"".repeat(100)).as_bytes()).is_ok());
    }
}
