//! Calls to AWS services that have no client of their own here: one signed request (Signature Version 4). Their clients would
//! weigh more in each zip than all that is said to them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_sqs::config::Credentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4,
};
use domain::time::Timestamp;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use crate::http::Ask;

/// Who calls, and where the services are.
#[derive(Clone)]
pub struct Signer {
    region: String,
    /// The address of everything, on a laptop.
    endpoint: Option<String>,
    credentials: Option<Credentials>,
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
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let keys = variable("AWS_ACCESS_KEY_ID").zip(variable("AWS_SECRET_ACCESS_KEY"));
        let token = variable("AWS_SESSION_TOKEN");
        Self {
            region: variable("AWS_REGION").unwrap_or_else(|| "us-east-1".into()),
            endpoint: variable("AWS_ENDPOINT_URL"),
            credentials: keys.map(|(key, secret)| Credentials::new(key, secret, token, None, "environment")),
        }
    }

    /// Somebody in a test.
    #[cfg(feature = "memory")]
    pub(crate) fn memory() -> Self {
        let credentials = Some(Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None, None, "test"));
        Self { region: "us-east-1".into(), endpoint: None, credentials }
    }

    /// The request as it goes out, signed at `now`.
    ///
    /// # Errors
    /// A sentence, where this function has no keys or an address cannot be signed.
    pub(crate) fn sign(&self, request: Request, now: Timestamp) -> Result<Ask, String> {
        let Request { service, path, mut headers, body } = request;
        let base = self
            .endpoint
            .as_ref()
            .map_or_else(|| self.address(service.host()), |endpoint| endpoint.trim_end_matches('/').to_owned());
        let url = format!("{base}{path}");
        let credentials = self.credentials.clone().ok_or("this function has no AWS keys in its environment")?;
        let identity = credentials.into();
        let settings = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(service.signed())
            .time(moment(now))
            .settings(SigningSettings::default());
        let settings = settings.build().map_err(|e| e.to_string())?.into();
        headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        let named = headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let signable =
            SignableRequest::new("POST", url.as_str(), named, SignableBody::Bytes(&body)).map_err(|e| e.to_string())?;
        let (signed, _) = sign(signable, &settings).map_err(|e| e.to_string())?.into_parts();
        for (name, value) in signed.headers() {
            let name = HeaderName::try_from(name).map_err(|e| e.to_string())?;
            headers.insert(name, HeaderValue::try_from(value).map_err(|e| e.to_string())?);
        }
        Ok(Ask { method: Method::POST, url, headers, body })
    }

    fn address(&self, host: &str) -> String {
        let domain = if self.region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        format!("https://{host}.{}.{domain}", self.region)
    }
}

fn moment(at: Timestamp) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(at.millis().unsigned_abs())
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
