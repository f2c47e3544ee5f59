//! Files in the company's own bucket: put, looked at, copied, deleted, and opened for a browser by a link that ends; or put by a browser
//! at an address that ends, too.
//!
//! A few requests of S3's REST API, signed with the crate the SDKs sign with. The SDK of S3 would be a megabyte of every zip
//! that carries it (docs/decisions/0015).

use std::{sync::OnceLock, time::Duration};

#[cfg(feature = "memory")]
use std::{
    collections::BTreeMap,
    sync::{Arc as Shared, Mutex},
};

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignatureLocation, SigningSettings, UriPathNormalizationMode,
};
use domain::time::{Millis, Timestamp};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use crate::{
    error::Error,
    http::{Answer, Ask, Http},
    signed::{Keys, variable},
};

/// What is kept under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its media type, found out and not believed.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A word beside it: why there are no bytes, for example.
    pub note: Option<String>,
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Its media type.
    pub content_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The word beside it.
    pub note: Option<String>,
    /// Tells these bytes from what may take their place later.
    pub version: String,
}

/// A bucket, or none.
#[derive(Clone)]
pub struct Files(Arm);

#[derive(Clone)]
enum Arm {
    Bucket(std::sync::Arc<Bucket>),
    Nowhere,
    #[cfg(feature = "memory")]
    Memory(Shared<Mutex<BTreeMap<String, File>>>),
}

struct Bucket {
    name: String,
    /// The bucket's own address, without a slash at its end.
    address: String,
    keys: Keys,
    /// Built with the first call: who only makes links needs none.
    web: OnceLock<Http>,
}

const NOTE: &str = "x-amz-meta-note";
/// The name that is signed for.
const SERVICE: &str = "s3";

impl Files {
    /// A bucket by its name, with what Lambda sets for every function: a region, keys, and on a laptop the address of
    /// everything.
    pub(crate) fn bucket(name: &str) -> Self {
        let keys = Keys::from_env();
        let endpoint = variable("AWS_ENDPOINT_URL_S3").or_else(|| variable("AWS_ENDPOINT_URL"));
        let address = match endpoint {
            Some(endpoint) => format!("{}/{name}", endpoint.trim_end_matches('/')),
            None => format!("https://{name}.s3.{}.{}", keys.region, keys.domain()),
        };
        Self(Arm::Bucket(std::sync::Arc::new(Bucket { name: name.to_owned(), address, keys, web: OnceLock::new() })))
    }

    /// For a function that keeps none.
    pub fn nowhere() -> Self {
        Self(Arm::Nowhere)
    }

    /// Files in memory.
    #[cfg(feature = "memory")]
    pub fn memory() -> Self {
        Self(Arm::Memory(Shared::default()))
    }

    /// What lies in memory, by key.
    #[cfg(feature = "memory")]
    pub fn all(&self) -> BTreeMap<String, File> {
        match &self.0 {
            Arm::Memory(files) => files.lock().map(|files| files.clone()).unwrap_or_default(),
            _ => BTreeMap::new(),
        }
    }

    /// Keeps a file, in place of what was there. It is always served as something to be saved, never as a page.
    ///
    /// # Errors
    /// `Retry` when the bucket did not take it.
    pub async fn put(&self, key: &str, file: File, now: Timestamp) -> Result<(), Error> {
        match &self.0 {
            Arm::Nowhere => Err(nowhere()),
            Arm::Bucket(bucket) => {
                let mut headers = HeaderMap::new();
                headers.insert(header::CONTENT_TYPE, value(&file.content_type)?);
                headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
                if let Some(note) = &file.note {
                    headers.insert(HeaderName::from_static(NOTE), value(note)?);
                }
                bucket.call(Method::PUT, key, headers, file.bytes, now).await?;
                Ok(())
            }
            #[cfg(feature = "memory")]
            Arm::Memory(files) => {
                files.lock().map_err(|_| nowhere())?.insert(key.to_owned(), file);
                Ok(())
            }
        }
    }

    /// What is known of a file; nothing if there is none.
    ///
    /// # Errors
    /// `Retry` when the bucket does not say.
    pub async fn look(&self, key: &str, now: Timestamp) -> Result<Option<Looked>, Error> {
        match &self.0 {
            Arm::Nowhere => Err(nowhere()),
            Arm::Bucket(bucket) => {
                let Some(answer) = bucket.call(Method::HEAD, key, HeaderMap::new(), vec![], now).await? else { return Ok(None) };
                let text = |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
                Ok(Some(Looked {
                    content_type: text("content-type").unwrap_or_else(|| "application/octet-stream".into()),
                    size: text("content-length").and_then(|size| size.parse().ok()).unwrap_or_default(),
                    note: text(NOTE),
                    version: text("etag").unwrap_or_default(),
                }))
            }
            #[cfg(feature = "memory")]
            Arm::Memory(files) => Ok(files.lock().map_err(|_| nowhere())?.get(key).map(|file| Looked {
                content_type: file.content_type.clone(),
                size: file.bytes.len() as u64,
                note: file.note.clone(),
                version: version(&file.bytes),
            })),
        }
    }

    /// The first `most` bytes of a file; nothing if there is none.
    ///
    /// # Errors
    /// `Retry` when the bucket does not give them.
    pub async fn beginning(&self, key: &str, most: usize, now: Timestamp) -> Result<Option<Vec<u8>>, Error> {
        match &self.0 {
            Arm::Nowhere => Err(nowhere()),
            Arm::Bucket(bucket) => {
                let mut headers = HeaderMap::new();
                headers.insert(header::RANGE, value(&format!("bytes=0-{}", most.saturating_sub(1)))?);
                Ok(bucket.call(Method::GET, key, headers, vec![], now).await?.map(|answer| answer.body))
            }
            #[cfg(feature = "memory")]
            Arm::Memory(files) => {
                let files = files.lock().map_err(|_| nowhere())?;
                Ok(files.get(key).map(|file| file.bytes.iter().take(most).copied().collect()))
            }
        }
    }

    /// Copies a file, if it is still the one of `version`; otherwise, or if it is gone, nothing is done and the answer is no.
    ///
    /// # Errors
    /// `Retry` when the bucket did not do it.
    pub async fn copy(&self, from: &str, to: &str, version: &str, now: Timestamp) -> Result<bool, Error> {
        match &self.0 {
            Arm::Nowhere => Err(nowhere()),
            Arm::Bucket(bucket) => {
                let mut headers = HeaderMap::new();
                headers.insert(HeaderName::from_static("x-amz-copy-source"), value(&format!("/{}/{from}", bucket.name))?);
                headers.insert(HeaderName::from_static("x-amz-copy-source-if-match"), value(version)?);
                match bucket.call(Method::PUT, to, headers, vec![], now).await? {
                    // S3 may begin an answer before it knows how the copy ends, and then says so in its body.
                    Some(answer) if answer.body.windows(6).any(|part| part == b"<Error") => {
                        Err(Error::Retry(format!("the bucket could not copy {from}")))
                    }
                    copied => Ok(copied.is_some()),
                }
            }
            #[cfg(feature = "memory")]
            Arm::Memory(files) => {
                let mut files = files.lock().map_err(|_| nowhere())?;
                let Some(file) = files.get(from).filter(|file| self::version(&file.bytes) == version).cloned() else {
                    return Ok(false);
                };
                files.insert(to.to_owned(), file);
                Ok(true)
            }
        }
    }

    /// An address at which whoever has it may put a file of exactly this type and size, for so many milliseconds from `now`: type and size
    /// are headers that are signed, so the bucket takes nothing else.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn room(&self, key: &str, content_type: &str, size: u64, now: Timestamp, lasts: Millis) -> Result<String, Error> {
        match &self.0 {
            Arm::Nowhere => Err(nowhere()),
            Arm::Bucket(bucket) => bucket.room(key, content_type, size, now, lasts),
            #[cfg(feature = "memory")]
            Arm::Memory(_) => Ok(format!("memory:{key}?type={content_type}&size={size}&until={}", now.plus(lasts))),
        }
    }

    /// Deletes a file. One that is not there is deleted.
    ///
    /// # Errors
    /// `Retry` when the bucket did not do it.
    pub async fn delete(&self, key: &str, now: Timestamp) -> Result<(), Error> {
        match &self.0 {
            Arm::Nowhere => Err(nowhere()),
            Arm::Bucket(bucket) => bucket.call(Method::DELETE, key, HeaderMap::new(), vec![], now).await.map(|_| ()),
            #[cfg(feature = "memory")]
            Arm::Memory(files) => {
                files.lock().map_err(|_| nowhere())?.remove(key);
                Ok(())
            }
        }
    }

    /// An address that gives the file to whoever has it, for so many milliseconds from `now`, and saves it under `name`.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn link(&self, key: &str, name: &str, now: Timestamp, lasts: Millis) -> Result<String, Error> {
        match &self.0 {
            Arm::Nowhere => Err(nowhere()),
            Arm::Bucket(bucket) => bucket.link(key, name, now, lasts),
            #[cfg(feature = "memory")]
            Arm::Memory(_) => Ok(format!("memory:{key}?name={name}&until={}", now.plus(lasts))),
        }
    }
}

impl Bucket {
    async fn call(
        &self,
        method: Method,
        key: &str,
        headers: HeaderMap,
        body: Vec<u8>,
        now: Timestamp,
    ) -> Result<Option<Answer>, Error> {
        let web = match self.web.get() {
            Some(web) => web,
            None => {
                let web = Http::web(None);
                self.web.get_or_init(|| web)
            }
        };
        let url = format!("{}/{key}", self.address);
        let mut request = http::Request::builder().method(method).uri(&url).body(()).map_err(unsigned)?;
        *request.headers_mut() = headers;
        let settings = settings(SignatureLocation::Headers, None);
        self.keys.sign(SERVICE, &mut request, SignableBody::Bytes(&body), settings, now).map_err(unsigned)?;
        let (head, ()) = request.into_parts();
        let answer = web.ask(Ask { method: head.method.clone(), url, headers: head.headers, body }).await;
        let answer = answer.map_err(|silence| Error::Retry(format!("the bucket: {silence}")))?;
        match answer.status {
            200..=299 => Ok(Some(answer)),
            // Or it is not the version that was asked for.
            404 | 412 => Ok(None),
            status => Err(Error::Retry(format!("the bucket answered {status} to {} {key}", head.method))),
        }
    }

    fn link(&self, key: &str, name: &str, now: Timestamp, lasts: Millis) -> Result<String, Error> {
        let saved = format!("attachment; filename*=UTF-8''{}", encoded(name));
        let url = format!("{}/{key}?response-content-disposition={}", self.address, encoded(&saved));
        self.signed(http::Request::builder().method(Method::GET).uri(url), now, lasts)
    }

    fn room(&self, key: &str, content_type: &str, size: u64, now: Timestamp, lasts: Millis) -> Result<String, Error> {
        let put = http::Request::builder().method(Method::PUT).uri(format!("{}/{key}", self.address));
        self.signed(put.header(header::CONTENT_TYPE, value(content_type)?).header(header::CONTENT_LENGTH, size), now, lasts)
    }

    fn signed(&self, request: http::request::Builder, now: Timestamp, lasts: Millis) -> Result<String, Error> {
        let mut request = request.body(()).map_err(unsigned)?;
        let lasts = Duration::from_millis(u64::try_from(lasts).unwrap_or_default());
        let settings = settings(SignatureLocation::QueryParams, Some(lasts));
        self.keys.sign(SERVICE, &mut request, SignableBody::UnsignedPayload, settings, now).map_err(unsigned)?;
        Ok(request.uri().to_string())
    }
}

/// S3 takes a path as it is, and wants to know what the body hashes to.
fn settings(location: SignatureLocation, lasts: Option<Duration>) -> SigningSettings {
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    settings.signature_location = location;
    settings.expires_in = lasts;
    settings
}

/// What stands for the bytes of a file in memory.
#[cfg(feature = "memory")]
fn version(bytes: &[u8]) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hash = DefaultHasher::new();
    bytes.hash(&mut hash);
    format!("\"{:x}\"", hash.finish())
}

/// Every byte but letters, digits and `-._~` as `%XX`: what RFC 5987 and a signed query have in common.
fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    text.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn value(text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::try_from(text).map_err(|_| Error::Reject("a file's type or note holds what a header cannot".into()))
}

fn unsigned(error: impl std::fmt::Display) -> Error {
    Error::Reject(format!("a request of the bucket cannot be signed: {error}"))
}

fn nowhere() -> Error {
    Error::Reject("this function keeps no files".into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use aws_credential_types::Credentials;

    use super::*;

    // proves S4: the signature is the one AWS documents for a query ("Authenticating Requests: Using Query Parameters")
    #[test]
    fn a_link_is_signed_as_aws_documents() {
        let credentials =
            Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None, None, "documented");
        let bucket = Bucket {
            name: "examplebucket".into(),
            address: "https://examplebucket.s3.amazonaws.com".into(),
            keys: Keys { region: "us-east-1".into(), credentials: Some(credentials) },
            web: OnceLock::new(),
        };
        let now = "2013-05-24T00:00:00Z".parse().unwrap();
        let mut request = http::Request::get("https://examplebucket.s3.amazonaws.com/test.txt").body(()).unwrap();
        let lasts = Some(Duration::from_secs(86_400));
        let settings = settings(SignatureLocation::QueryParams, lasts);
        bucket.keys.sign(SERVICE, &mut request, SignableBody::UnsignedPayload, settings, now).unwrap();
        let signed = request.uri().to_string();
        assert!(signed.contains("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"), "{signed}");

        let link = bucket.link("media/msg_1/0", "영수증 1.png", now, 60_000).unwrap();
        assert!(link.starts_with("https://examplebucket.s3.amazonaws.com/media/msg_1/0?response-content-disposition=attachment"));
        assert!(link.contains("X-Amz-Expires=60") && !link.contains(' '), "{link}");

        let room = bucket.room("uploads/conv_1/upl_1", "image/png", 1_024, now, 600_000).unwrap();
        assert!(room.contains("X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost"), "{room}");
    }
}
