//! Calls to AWS services that have no client of their own here: one signed request (Signature Version 4). Their clients would
//! weigh more in each zip than all that is said to them.

use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4,
};
use domain::time::Timestamp;
use http::{HeaderMap, HeaderValue, Method, header};

use crate::http::Ask;

/// Who calls, and from which region.
#[derive(Clone)]
pub(crate) struct Keys {
    pub(crate) region: String,
    pub(crate) credentials: Option<Credentials>,
}

impl Keys {
    /// What Lambda sets for every function.
    pub(crate) fn from_env() -> Self {
        let keys = variable("AWS_ACCESS_KEY_ID").zip(variable("AWS_SECRET_ACCESS_KEY"));
        let token = variable("AWS_SESSION_TOKEN");
        Self {
            region: variable("AWS_REGION").unwrap_or_else(|| "us-east-1".into()),
            credentials: keys.map(|(key, secret)| Credentials::new(key, secret, token, None, "environment")),
        }
    }

    /// The domain of the services of this region.
    pub(crate) fn domain(&self) -> &'static str {
        if self.region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" }
    }

    /// Signs a request to a service at `now`, where `settings` say.
    ///
    /// # Errors
    /// A sentence, where there are no keys or the request cannot be signed.
    pub(crate) fn sign(
        &self,
        service: &str,
        request: &mut http::Request<()>,
        body: SignableBody<'_>,
        settings: SigningSettings,
        now: Timestamp,
    ) -> Result<(), String> {
        let credentials = self.credentials.clone().ok_or("this function has no AWS keys in its environment")?;
        let identity = credentials.into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(service)
            .time(UNIX_EPOCH + Duration::from_millis(now.millis().unsigned_abs()))
            .settings(settings);
        let params = params.build().map_err(|e| e.to_string())?.into();
        let url = request.uri().to_string();
        let headers = request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let signable = SignableRequest::new(request.method().as_str(), url, headers, body).map_err(|e| e.to_string())?;
        let (instructions, _) = sign(signable, &params).map_err(|e| e.to_string())?.into_parts();
        instructions.apply_to_request_http1x(request);
        Ok(())
    }
}

/// A variable of the environment that says something.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Who calls, and where the services are.
#[derive(Clone)]
pub struct Signer {
    keys: Keys,
    /// The address of everything, on a laptop.
    endpoint: Option<String>,
}

/// A service that is asked without a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Mail.
    Ses,
    /// Judgement of texts.
    Comprehend,
    /// Models that answer in words.
    Bedrock,
}

impl Service {
    /// The name that is signed for.
    fn signed(self) -> &'static str {
        match self {
            Service::Ses => "ses",
            Service::Comprehend => "comprehend",
            Service::Bedrock => "bedrock",
        }
    }

    /// The name in the address.
    fn host(self) -> &'static str {
        match self {
            Service::Ses => "email",
            Service::Comprehend => "comprehend",
            Service::Bedrock => "bedrock-runtime",
        }
    }
}

/// A request to a service, before it is signed.
#[derive(Clone)]
pub struct Request {
    /// Whom to ask.
    pub service: Service,
    /// Path, encoded.
    pub path: String,
    /// Headers besides those of the signature.
    pub headers: HeaderMap,
    /// JSON.
    pub body: Vec<u8>,
}

impl Signer {
    /// What Lambda sets for every function.
    pub(crate) fn from_env() -> Self {
        Self { keys: Keys::from_env(), endpoint: variable("AWS_ENDPOINT_URL") }
    }

    /// Somebody in a test.
    #[cfg(feature = "memory")]
    pub(crate) fn memory() -> Self {
        let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None, None, "test");
        Self { keys: Keys { region: "us-east-1".into(), credentials: Some(credentials) }, endpoint: None }
    }

    /// The request as it goes out, signed at `now`.
    ///
    /// # Errors
    /// A sentence, where this function has no keys or an address cannot be signed.
    pub(crate) fn sign(&self, request: Request, now: Timestamp) -> Result<Ask, String> {
        let Request { service, path, mut headers, body } = request;
        let base = match &self.endpoint {
            Some(endpoint) => endpoint.trim_end_matches('/').to_owned(),
            None => format!("https://{}.{}.{}", service.host(), self.keys.region, self.keys.domain()),
        };
        let url = format!("{base}{path}");
        headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        let mut request = http::Request::post(&url).body(()).map_err(|e| e.to_string())?;
        *request.headers_mut() = headers;
        self.keys.sign(service.signed(), &mut request, SignableBody::Bytes(&body), SigningSettings::default(), now)?;
        let (head, ()) = request.into_parts();
        Ok(Ask { method: Method::POST, url, headers: head.headers, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // What AWS checks: the scope names day, region and service, and the signature follows from the body.
    #[test]
    fn a_request_is_signed_for_its_service_and_body() {
        let signer = Signer::memory();
        let request = |body: &[u8]| Request {
            service: Service::Ses,
            path: "/v2/email/outbound-emails".into(),
            headers: HeaderMap::new(),
            body: body.to_vec(),
        };
        let now = Timestamp::from_millis(1_770_000_000_000);
        let ask = signer.sign(request(b"{}"), now).unwrap();
        assert_eq!(ask.url, "https://email.us-east-1.amazonaws.com/v2/email/outbound-emails");
        let authorization = |ask: &Ask| ask.headers["authorization"].to_str().unwrap().to_owned();
        let said = authorization(&ask);
        assert!(said.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260202/us-east-1/ses/aws4_request"), "{said}");
        assert!(ask.headers.contains_key("x-amz-date"));
        assert_eq!(said, authorization(&signer.sign(request(b"{}"), now).unwrap()));
        assert_ne!(said, authorization(&signer.sign(request(b"{ }"), now).unwrap()));
    }
}
