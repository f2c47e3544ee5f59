//! A message, and the checksums that clients verify.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A message at rest.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Message {
    /// What `MessageId` says.
    pub id: String,
    /// The text.
    pub body: String,
    /// Attributes of the sender's choosing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Attribute>,
    /// The system attribute `AWSTraceHeader`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
    /// Who sent it.
    pub sender: String,
    /// Message group: order for a FIFO queue, fairness for a standard one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// De-duplication id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduplication: Option<String>,
    /// When it was sent, in milliseconds since the Unix epoch.
    pub sent: u64,
    /// When it can first be received.
    pub due: u64,
    /// ARN of the queue it came from, for a dead letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its number, ascending over all queues.
    #[serde(skip)]
    pub sequence: u64,
    /// How often it was received.
    #[serde(skip)]
    pub received: u32,
    /// When first.
    #[serde(skip)]
    pub first: Option<u64>,
}

/// A message attribute.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attribute {
    /// `String`, `Number` or `Binary`, with an optional suffix.
    pub kind: String,
    /// Its text, for `String` and `Number`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its bytes as base64, for `Binary`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binary: Option<String>,
}

impl Message {
    /// Size as SQS counts it: body and attributes (names, types, values).
    pub fn size(&self) -> usize {
        let attributes: usize =
            self.attributes.iter().map(|(name, attribute)| name.len() + attribute.kind.len() + attribute.bytes().len()).sum();
        self.body.len() + attributes
    }
}

impl Attribute {
    fn bytes(&self) -> Vec<u8> {
        use base64::Engine;
        match (&self.text, &self.binary) {
            (Some(text), _) => text.as_bytes().to_vec(),
            (None, Some(binary)) => base64::engine::general_purpose::STANDARD.decode(binary).unwrap_or_default(),
            (None, None) => Vec::new(),
        }
    }
}

/// The MD5 of a text, in hexadecimal.
pub fn md5_of(text: &str) -> String {
    format!("{:x}", md5::compute(text))
}

/// The MD5 of attributes.
///
/// Source: Amazon SQS developer guide, "Calculating the MD5 message digest for message attributes".
pub fn md5_of_attributes<'a>(attributes: impl Iterator<Item = (&'a String, &'a Attribute)>) -> Option<String> {
    let mut bytes = Vec::new();
    let put = |bytes: &mut Vec<u8>, part: &[u8]| {
        bytes.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        bytes.extend(part);
    };
    for (name, attribute) in attributes {
        put(&mut bytes, name.as_bytes());
        put(&mut bytes, attribute.kind.as_bytes());
        // The transport type: 1 for text, 2 for bytes.
        bytes.push(if attribute.binary.is_some() { 2 } else { 1 });
        put(&mut bytes, &attribute.bytes());
    }
    (!bytes.is_empty()).then(|| format!("{:x}", md5::compute(bytes)))
}
