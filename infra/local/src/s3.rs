//! S3, as far as whole objects go: put, get (from the beginning on), head, copy and delete in path style, links that are signed in their
//! query, and what pages of other origins may do. What signs a link is checked as S3 checks it, because whoever has a link is asked for
//! nothing else.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::hmac;
use axum::body::Bytes;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::aws::bytes_response;
use crate::clock::Clock;
use crate::error::Error;
use crate::plan::{Bucket, CorsRule};

/// The secret key of every caller here.
pub const SECRET: &str = "local";

/// The buckets; a cheap handle.
#[derive(Clone)]
pub struct Buckets {
    buckets: Arc<Vec<Bucket>>,
    home: Arc<Home>,
    clock: Clock,
}

enum Home {
    Memory(Mutex<BTreeMap<(String, String), (Kept, Bytes)>>),
    /// Each object is two files, called by the hash of its bucket and key.
    Folder(PathBuf),
}

/// What is kept beside an object's bytes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Kept {
    headers: Vec<(String, String)>,
}

/// A call of S3: which bucket, which object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
}

/// An error as S3 writes it.
struct Wrong(StatusCode, &'static str, String);

const KEPT: [&str; 3] = ["content-type", "content-disposition", "cache-control"];
const META: &str = "x-amz-meta-";
const SOURCE: &str = "x-amz-copy-source";
/// The longest that a link may live, in seconds.
const LONGEST: u64 = 604_800;

impl Buckets {
    /// These buckets, with their objects in a folder or in memory.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn new(buckets: Vec<Bucket>, folder: Option<PathBuf>, clock: Clock) -> Result<Self, Error> {
        let home = match folder {
            None => Home::Memory(Mutex::default()),
            Some(folder) => {
                let what = format!("make the folder {}", folder.display());
                std::fs::create_dir_all(&folder).map_err(|source| Error::Io { what, source })?;
                Home::Folder(folder)
            }
        };
        Ok(Self { buckets: Arc::new(buckets), home: Arc::new(home), clock })
    }

    /// Which object a request is about, if it is one of S3's.
    pub fn place(&self, uri: &Uri) -> Option<Place> {
        let (bucket, key) = uri.path().strip_prefix('/')?.split_once('/')?;
        let key = percent_decode_str(key).decode_utf8().ok()?.into_owned();
        (self.buckets.iter().any(|one| one.name == bucket) && !key.is_empty()).then(|| Place { bucket: bucket.to_owned(), key })
    }

    /// What S3 calls it.
    pub fn operation(method: &Method) -> &'static str {
        match *method {
            Method::PUT => "PutObject",
            Method::GET => "GetObject",
            Method::HEAD => "HeadObject",
            Method::DELETE => "DeleteObject",
            Method::OPTIONS => "Preflight",
            _ => "Unknown",
        }
    }

    /// Carries out one call.
    pub fn call(&self, method: &Method, uri: &Uri, headers: &HeaderMap, place: &Place, body: Bytes) -> Response {
        let mut response = self.carry_out(method, uri, headers, place, body);
        // For a preflight it is the method that is asked about.
        let wanted = match *method {
            Method::OPTIONS => headers.get(header::ACCESS_CONTROL_REQUEST_METHOD).and_then(|method| method.to_str().ok()),
            _ => Some(method.as_str()),
        };
        if let Some(rule) = self.rule(place, headers, wanted.unwrap_or_default()) {
            let answered = response.headers_mut();
            insert(answered, "access-control-allow-origin", "*");
            insert(answered, "access-control-allow-methods", &rule.methods.join(", "));
            insert(answered, "access-control-expose-headers", &rule.exposed.join(", "));
            if *method == Method::OPTIONS {
                insert(answered, "access-control-allow-headers", &rule.headers.join(", "));
                insert(answered, "access-control-max-age", &rule.max_age.to_string());
            }
        }
        response
    }

    /// The first rule of the bucket for other origins that fits.
    fn rule(&self, place: &Place, headers: &HeaderMap, method: &str) -> Option<&CorsRule> {
        let origin = headers.get(header::ORIGIN)?.to_str().ok()?;
        let asked = headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS).and_then(|names| names.to_str().ok()).unwrap_or_default();
        let bucket = self.buckets.iter().find(|one| one.name == place.bucket)?;
        bucket.cors.iter().find(|rule| {
            let headers = asked.split(',').map(str::trim).filter(|name| !name.is_empty());
            rule.origins.iter().any(|one| one == "*" || one == origin)
                && rule.methods.iter().any(|one| one == method)
                && headers.into_iter().all(|name| rule.headers.iter().any(|one| one == "*" || one.eq_ignore_ascii_case(name)))
        })
    }

    fn carry_out(&self, method: &Method, uri: &Uri, headers: &HeaderMap, place: &Place, body: Bytes) -> Response {
        if *method == Method::OPTIONS {
            let wanted = headers.get(header::ACCESS_CONTROL_REQUEST_METHOD).and_then(|method| method.to_str().ok());
            let status = match self.rule(place, headers, wanted.unwrap_or_default()) {
                Some(_) => StatusCode::OK,
                None => StatusCode::FORBIDDEN,
            };
            return bytes_response(status, "application/xml", vec![]);
        }
        self.answer(method, uri, headers, place, body).unwrap_or_else(|Wrong(status, code, message)| {
            let body = match *method {
                Method::HEAD => String::new(),
                _ => format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
                ),
            };
            bytes_response(status, "application/xml", body.into_bytes())
        })
    }

    fn answer(&self, method: &Method, uri: &Uri, headers: &HeaderMap, place: &Place, body: Bytes) -> Result<Response, Wrong> {
        let query = query(uri);
        let signed = query.iter().any(|(name, _)| name == "X-Amz-Signature");
        if signed {
            self.check(method, uri, headers, &query)?;
        } else if !headers.contains_key(header::AUTHORIZATION) {
            return Err(denied("Access Denied"));
        }
        match *method {
            Method::PUT if headers.contains_key(SOURCE) => self.copy(headers, place),
            Method::PUT => {
                let kept = headers.iter().filter_map(|(name, value)| {
                    let name = name.as_str();
                    let keep = KEPT.contains(&name) || name.starts_with(META);
                    Some((name.to_owned(), value.to_str().ok()?.to_owned())).filter(|_| keep)
                });
                self.put(place, Kept { headers: kept.collect() }, body)?;
                Ok(bytes_response(StatusCode::OK, "application/xml", vec![]))
            }
            Method::GET | Method::HEAD => {
                let Some((kept, bytes)) = self.get(place)? else {
                    return Err(Wrong(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist.".into()));
                };
                let range =
                    headers.get(header::RANGE).and_then(|range| range.to_str().ok()?.strip_prefix("bytes=0-")?.parse().ok());
                let etag = etag(&bytes);
                let (status, bytes) = match range {
                    Some(last) if *method == Method::GET => {
                        (StatusCode::PARTIAL_CONTENT, bytes.slice(..bytes.len().min(usize::saturating_add(last, 1))))
                    }
                    _ => (StatusCode::OK, bytes),
                };
                let size = bytes.len();
                let mut response = bytes_response(
                    status,
                    "binary/octet-stream",
                    match *method {
                        Method::HEAD => vec![],
                        _ => bytes.to_vec(),
                    },
                );
                let answered = response.headers_mut();
                answered.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
                insert(answered, "etag", &etag);
                for (name, value) in &kept.headers {
                    insert(answered, name, value);
                }
                for (name, value) in &query {
                    if let Some(name) = name.strip_prefix("response-").filter(|name| KEPT.contains(name)) {
                        insert(answered, name, value);
                    }
                }
                Ok(response)
            }
            Method::DELETE => {
                self.delete(place)?;
                Ok(bytes_response(StatusCode::NO_CONTENT, "application/xml", vec![]))
            }
            _ => {
                Err(Wrong(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "Only PUT, GET, HEAD and DELETE are known.".into()))
            }
        }
    }

    /// Signature Version 4 in a query (AWS, "Authenticating Requests: Using Query Parameters").
    fn check(&self, method: &Method, uri: &Uri, headers: &HeaderMap, query: &[(String, String)]) -> Result<(), Wrong> {
        let one = |name: &str| query.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
        let bad = || {
            Wrong(StatusCode::BAD_REQUEST, "AuthorizationQueryParametersError", "A parameter of the signature is missing.".into())
        };
        let (Some("AWS4-HMAC-SHA256"), Some(scope), Some(date), Some(lasts), Some(names), Some(signature)) = (
            one("X-Amz-Algorithm"),
            one("X-Amz-Credential"),
            one("X-Amz-Date"),
            one("X-Amz-Expires").and_then(|seconds| seconds.parse::<u64>().ok()),
            one("X-Amz-SignedHeaders"),
            one("X-Amz-Signature"),
        ) else {
            return Err(bad());
        };
        let made = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", date).ok();
        let made = made.and_then(|made| made.to_zoned(jiff::tz::TimeZone::UTC).ok()).ok_or_else(bad)?;
        let made = u64::try_from(made.timestamp().as_millisecond()).map_err(|_| bad())?;
        if lasts > LONGEST || self.clock.now() > made + lasts * 1_000 {
            return Err(denied("Request has expired"));
        }
        // The pairs as they came: whoever signed them encoded them.
        let mut pairs: Vec<&str> = uri.query().unwrap_or_default().split('&').collect();
        pairs.retain(|pair| !pair.starts_with("X-Amz-Signature="));
        pairs.sort_unstable();
        let mut canonical = format!("{method}\n{}\n{}\n", uri.path(), pairs.join("&"));
        // What S3 acts on must be signed, or whoever has the link could add it.
        let unsigned =
            |name: &&http::HeaderName| name.as_str().starts_with("x-amz-") && !names.split(';').any(|one| one == name.as_str());
        if headers.keys().any(|name| unsigned(&name)) {
            return Err(denied("There were headers present in the request which were not signed"));
        }
        for name in names.split(';') {
            let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
            canonical.push_str(&format!("{name}:{}\n", value.trim()));
        }
        canonical.push_str(&format!("\n{names}\nUNSIGNED-PAYLOAD"));
        let mut parts = scope.split('/').skip(1);
        let (Some(day), Some(region), Some(service), Some(end)) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(bad());
        };
        let to_sign = format!("AWS4-HMAC-SHA256\n{date}\n{day}/{region}/{service}/{end}\n{}", hex(&Sha256::digest(&canonical)));
        let seed = mac(format!("AWS4{SECRET}").as_bytes(), day);
        let key = [region, service, end].iter().fold(seed, |key, part| mac(&key, part));
        match hex(&mac(&key, &to_sign)) == signature {
            true => Ok(()),
            false => Err(Wrong(
                StatusCode::FORBIDDEN,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided.".into(),
            )),
        }
    }

    /// CopyObject within what is kept here.
    fn copy(&self, headers: &HeaderMap, place: &Place) -> Result<Response, Wrong> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let missing = || Wrong(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist.".into());
        let source = text(SOURCE).and_then(|source| source.trim_start_matches('/').split_once('/')).ok_or_else(missing)?;
        let key = percent_decode_str(source.1).decode_utf8_lossy().into_owned();
        let (kept, bytes) = self.get(&Place { bucket: source.0.to_owned(), key })?.ok_or_else(missing)?;
        let etag = etag(&bytes);
        if text("x-amz-copy-source-if-match").is_some_and(|wanted| wanted != etag) {
            let message = "At least one of the pre-conditions you specified did not hold";
            return Err(Wrong(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", message.into()));
        }
        self.put(place, kept, bytes)?;
        let body = format!("<CopyObjectResult><ETag>{etag}</ETag></CopyObjectResult>");
        Ok(bytes_response(StatusCode::OK, "application/xml", body.into_bytes()))
    }

    fn put(&self, place: &Place, kept: Kept, body: Bytes) -> Result<(), Wrong> {
        match &*self.home {
            Home::Memory(all) => {
                let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
                all.insert((place.bucket.clone(), place.key.clone()), (kept, body));
                Ok(())
            }
            Home::Folder(folder) => {
                let name = folder.join(file(place));
                let about = serde_json::to_vec(&kept).unwrap_or_default();
                std::fs::write(&name, body).and_then(|()| std::fs::write(name.with_extension("json"), about)).map_err(broken)
            }
        }
    }

    fn get(&self, place: &Place) -> Result<Option<(Kept, Bytes)>, Wrong> {
        match &*self.home {
            Home::Memory(all) => {
                let all = all.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(all.get(&(place.bucket.clone(), place.key.clone())).cloned())
            }
            Home::Folder(folder) => {
                let name = folder.join(file(place));
                // The second file is written last: without it there is no object yet.
                match std::fs::read(name.with_extension("json")) {
                    Ok(about) => {
                        let kept = serde_json::from_slice(&about).unwrap_or_default();
                        Ok(Some((kept, std::fs::read(name).map_err(broken)?.into())))
                    }
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(broken(error)),
                }
            }
        }
    }

    fn delete(&self, place: &Place) -> Result<(), Wrong> {
        match &*self.home {
            Home::Memory(all) => {
                all.lock().unwrap_or_else(PoisonError::into_inner).remove(&(place.bucket.clone(), place.key.clone()));
                Ok(())
            }
            Home::Folder(folder) => {
                let name = folder.join(file(place));
                for name in [name.with_extension("json"), name] {
                    match std::fs::remove_file(name) {
                        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(broken(error)),
                        _ => {}
                    }
                }
                Ok(())
            }
        }
    }
}

fn query(uri: &Uri) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    };
    uri.query().unwrap_or_default().split('&').filter(|one| !one.is_empty()).map(pair).collect()
}

fn insert(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (http::HeaderName::try_from(name), HeaderValue::try_from(value)) {
        headers.insert(name, value);
    }
}

fn etag(bytes: &[u8]) -> String {
    format!("\"{}\"", &hex(&Sha256::digest(bytes))[..32])
}

fn file(place: &Place) -> String {
    hex(&Sha256::digest(format!("{}/{}", place.bucket, place.key)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}

fn denied(message: &str) -> Wrong {
    Wrong(StatusCode::FORBIDDEN, "AccessDenied", message.to_owned())
}

fn broken(error: std::io::Error) -> Wrong {
    Wrong(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", error.to_string())
}
