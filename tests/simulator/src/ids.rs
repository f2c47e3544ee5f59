//! Ids in the platforms' own forms. They never repeat, not even after a restart, because the product keeps what it saw.

use std::hash::{BuildHasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Makes ids. Numbers rise with the microsecond clock; the rest comes from a seeded digest chain.
pub struct Ids {
    seed: [u8; 32],
    drawn: u64,
    last_number: u64,
}

impl Ids {
    /// Seeds the chain from the operating system (through the standard library's hash keys) and the time.
    pub fn new() -> Ids {
        let mut digest = Sha256::new();
        for _ in 0..4 {
            digest.update(RandomState::new().hash_one(std::process::id()).to_le_bytes());
        }
        digest.update(micros().to_le_bytes());
        Ids { seed: digest.finalize().into(), drawn: 0, last_number: 0 }
    }

    fn bytes(&mut self) -> [u8; 32] {
        self.drawn += 1;
        let mut digest = Sha256::new();
        digest.update(self.seed);
        digest.update(self.drawn.to_le_bytes());
        digest.finalize().into()
    }

    /// A rising 16-digit number: microseconds since 1970, moved on when two fall together.
    fn number(&mut self) -> u64 {
        self.last_number = micros().max(self.last_number + 1);
        self.last_number
    }

    /// A LINE message id: 18 digits.
    pub fn line_message(&mut self) -> String {
        format!("59{:016}", self.number())
    }

    /// An id of a Graph object (comment, post): 17 digits beginning with 18.
    pub fn graph_object(&mut self) -> String {
        (16_300_000_000_000_000 + self.number()).to_string()
    }

    /// An Instagram message id: long, base64-like, beginning `aWdf`.
    pub fn instagram_message(&mut self) -> String {
        format!("aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlE{}ZD", URL_SAFE_NO_PAD.encode(self.bytes()))
    }

    /// A Messenger message id: `m_` and a long text.
    pub fn messenger_message(&mut self) -> String {
        format!("m_{}{}", URL_SAFE_NO_PAD.encode(self.bytes()), URL_SAFE_NO_PAD.encode(self.bytes()))
    }

    /// A WhatsApp message id: `wamid.` and base64.
    pub fn whatsapp_message(&mut self) -> String {
        format!("wamid.HBgM{}", STANDARD.encode(&self.bytes()[..30]))
    }

    /// The second half of a page's comment id: 15 digits or more.
    pub fn comment(&mut self) -> String {
        self.number().to_string()
    }

    /// A random UUID (version 4 form).
    pub fn uuid(&mut self) -> String {
        let mut bytes = self.bytes();
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let hex = hex(&bytes[..16]);
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32])
    }

    /// A ULID for a moment, 26 characters: 48 bits of milliseconds, 80 random bits.
    pub fn ulid(&mut self, at_ms: i64) -> String {
        let random = self.bytes();
        let mut value = u128::from(u64::try_from(at_ms).unwrap_or(0) & 0xffff_ffff_ffff) << 80;
        for (index, byte) in random[..10].iter().enumerate() {
            value |= u128::from(*byte) << (8 * (9 - index));
        }
        (0..26).map(|index| char::from(CROCKFORD[((value >> (5 * (25 - index))) & 31) as usize])).collect()
    }

    /// An opaque token: `length` lower-case hex digits, 64 at most.
    pub fn token(&mut self, length: usize) -> String {
        let mut text = hex(&self.bytes());
        text.truncate(length);
        text
    }

    /// Sixteen hex digits as a number, for a seed nobody chose.
    pub fn seed(&mut self) -> u64 {
        let bytes = self.bytes();
        bytes[..8].iter().fold(0, |value, byte| (value << 8) | u64::from(*byte))
    }
}

impl Default for Ids {
    fn default() -> Self {
        Ids::new()
    }
}

/// A LINE user id for a made-up customer: the same customer of the same account always has the same one.
pub fn line_user(account: &str, customer: &str) -> String {
    let digest = Sha256::digest(format!("line\n{account}\n{customer}"));
    format!("U{}", hex(&digest[..16]))
}

/// An Instagram-scoped id for a made-up customer: 16 digits.
pub fn instagram_user(account: &str, customer: &str) -> String {
    let digest = Sha256::digest(format!("instagram\n{account}\n{customer}"));
    let number = digest[..8].iter().fold(0u64, |value, byte| (value << 8) | u64::from(*byte));
    (5_000_000_000_000_000 + number % 1_000_000_000_000_000).to_string()
}

/// A page-scoped id for a made-up customer: 17 digits.
pub fn facebook_user(account: &str, customer: &str) -> String {
    (24_000_000_000_000_000 + number_of("facebook", account, customer) % 1_000_000_000_000_000).to_string()
}

/// A phone number for a made-up customer: Korean, 12 digits.
pub fn whatsapp_user(account: &str, customer: &str) -> String {
    format!("8210{:08}", number_of("whatsapp", account, customer) % 100_000_000)
}

/// The number of a page's post that comments go to when a script names none; its id is `{page}_{number}`.
pub fn facebook_post(account: &str) -> String {
    (500_000_000_000_000 + number_of("post", account, "") % 99_000_000_000_000).to_string()
}

/// The same number for the same words, always.
pub(crate) fn number_of(what: &str, account: &str, customer: &str) -> u64 {
    let digest = Sha256::digest(format!("{what}\n{account}\n{customer}"));
    digest[..8].iter().fold(0u64, |value, byte| (value << 8) | u64::from(*byte))
}

/// The post of an account that comments go to when a script names none.
pub fn instagram_post(account: &str) -> String {
    let digest = Sha256::digest(format!("post\n{account}"));
    let number = digest[..8].iter().fold(0u64, |value, byte| (value << 8) | u64::from(*byte));
    (17_900_000_000_000_000 + number % 99_000_000_000_000).to_string()
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn micros() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_micros()).unwrap_or(u64::MAX)
}
