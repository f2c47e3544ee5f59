//! JSON as each platform writes it on the wire. Signatures cover these bytes, so the form matters.

use std::io;

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::Formatter;

use crate::account::Platform;

/// The bytes a platform would send for this value: LINE raw UTF-8; Meta escapes non-ASCII as `\uXXXX` (lower-case
/// hex, surrogate pairs) and `/` as `\/`.
pub fn encode(platform: Platform, value: &Value) -> Vec<u8> {
    match platform {
        Platform::Line
        | Platform::X
        | Platform::KakaoTalk
        | Platform::Sms
        | Platform::Telegram
        | Platform::LinkedIn
        | Platform::Reddit => value.to_string().into_bytes(),
        Platform::Instagram | Platform::Facebook | Platform::WhatsApp => {
            let mut bytes = Vec::new();
            let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Escaped);
            // A Value always serialises, and writing to memory does not fail.
            let _ = value.serialize(&mut serializer);
            bytes
        }
    }
}

struct Escaped;

impl Formatter for Escaped {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut units = [0u16; 2];
        for character in fragment.chars() {
            match character {
                '/' => writer.write_all(b"\\/")?,
                ' '..='~' => writer.write_all(&[character as u8])?,
                _ => {
                    for unit in character.encode_utf16(&mut units) {
                        write!(writer, "\\u{unit:04x}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    // proves I3: the digest is over the escaped form, so the escaped form has to be Meta's.
    #[test]
    fn meta_bodies_are_escaped_and_line_bodies_are_not() {
        let value = json!({"text": "café 🙂 a/b \"q\"\n", "url": "https://x"});
        assert_eq!(
            String::from_utf8_lossy(&encode(Platform::Instagram, &value)),
            r#"{"text":"caf\u00e9 \ud83d\ude42 a\/b \"q\"\n","url":"https:\/\/x"}"#
        );
        assert_eq!(encode(Platform::Line, &value), value.to_string().into_bytes());
        let back: Value = serde_json::from_slice(&encode(Platform::Instagram, &value)).unwrap_or_default();
        assert_eq!(back, value);
    }
}
