//! What a file is, by its bytes alone: what whoever sent it calls it is not believed.

use infer::MatcherType;

/// So many bytes from its beginning say what a file is.
pub const ENOUGH: usize = 8 << 10;

/// The media type, by its bytes or by the first [`ENOUGH`] of them; nothing for what may run: programs, pages, scripts.
pub fn of(bytes: &[u8]) -> Option<&'static str> {
    if let Some(kind) = infer::get(bytes) {
        return match kind.matcher_type() {
            MatcherType::App | MatcherType::Text => None,
            _ => Some(kind.mime_type()),
        };
    }
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    // A page, an SVG picture, a script: whatever begins so is opened by something that runs it.
    if head.starts_with(b"<") || head.starts_with(b"#!") {
        return None;
    }
    // The end may lie within a letter.
    let is_text = match std::str::from_utf8(bytes) {
        Ok(text) => !text.contains('\0'),
        Err(error) => bytes.len() == ENOUGH && error.error_len().is_none() && !bytes.contains(&0),
    };
    Some(if is_text && !bytes.is_empty() { "text/plain; charset=utf-8" } else { "application/octet-stream" })
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves ING-17, S4: the bytes decide, and nothing that runs is kept
    #[test]
    fn the_bytes_say_what_a_file_is() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some("image/jpeg")),
            (b"GIF89a\x01\0", Some("image/gif")),
            (b"%PDF-1.7\n", Some("application/pdf")),
            (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", Some("video/mp4")),
            (b"OggS\0\x02\0\0\0\0\0\0", Some("audio/ogg")),
            (b"PK\x03\x04\x14\0\0\0\x08\0", Some("application/zip")),
            ("주문 1042".as_bytes(), Some("text/plain; charset=utf-8")),
            (b"\x00\x01\x02\x03", Some("application/octet-stream")),
            (b"", Some("application/octet-stream")),
            (b"MZ\x90\0\x03\0\0\0", None),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", None),
            (b"<!DOCTYPE html><script>alert(1)</script>", None),
            (b"  \n<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", None),
            (b"\xef\xbb\xbf<?xml version='1.0'?><html/>", None),
            (b"#!/bin/sh\nrm -rf /", None),
        ] {
            assert_eq!(of(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
