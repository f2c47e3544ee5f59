//! Which uploaded files a channel takes from agents (AGT-09, CH-21), and which from customers (CH-14): what each kind may be, and how large. A platform fetches them at our link, and shows
//! them as they are; what it would not show is not taken in, so that nobody waits for an upload that cannot go out.

use domain::{platform::Platform, reply::FileKind};

use crate::{capabilities, kind};

/// What a channel takes of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Takes {
    /// The kind.
    pub kind: FileKind,
    /// Its media types.
    pub types: &'static [&'static str],
    /// The most bytes.
    pub largest: u64,
}

const MB: u64 = 1 << 20;
const PHOTOS: &[&str] = &["image/jpeg", "image/png"];
const PICTURES: &[&str] = &["image/jpeg", "image/png", "image/gif", "image/webp"];
const MP4: &[&str] = &["video/mp4"];
const SOUNDS: &[&str] = &["audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/ogg", "audio/wav"];
const PDF: &[&str] = &["application/pdf"];
const DOCUMENTS: &[&str] = &[
    "application/pdf",
    "text/plain",
    "text/csv",
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];

/// What the web messenger takes from customers: what it shows itself, and what telephones and browsers record.
pub(crate) const FROM_VISITORS: &[Takes] = &[
    takes(FileKind::Image, PICTURES, 25),
    takes(FileKind::Video, &["video/mp4", "video/quicktime", "video/webm"], 25),
    takes(FileKind::Audio, &["audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/ogg", "audio/wav", "audio/webm"], 25),
    takes(FileKind::File, DOCUMENTS, 25),
];

const fn takes(kind: FileKind, types: &'static [&'static str], megabytes: u64) -> Takes {
    Takes { kind, types, largest: megabytes * MB }
}

/// What a channel takes. Sizes are the platforms' own where they are below 25 MB, the most that we keep of any file.
pub fn of(platform: Platform) -> &'static [Takes] {
    use FileKind::{Audio, File, Image, Video};
    match platform {
        // The picture is its own preview, and a preview may have 1 MB.
        Platform::Line => const { &[takes(Image, PHOTOS, 1)] },
        Platform::Facebook => {
            const { &[takes(Image, PICTURES, 8), takes(Video, MP4, 25), takes(Audio, SOUNDS, 25), takes(File, DOCUMENTS, 25)] }
        }
        Platform::Instagram => {
            const { &[takes(Image, PHOTOS, 8), takes(Video, MP4, 25), takes(Audio, SOUNDS, 25), takes(File, PDF, 25)] }
        }
        Platform::WhatsApp => {
            const { &[takes(Image, PHOTOS, 5), takes(Video, MP4, 16), takes(Audio, SOUNDS, 16), takes(File, DOCUMENTS, 25)] }
        }
        // What Telegram fetches by an address is smaller than what it takes otherwise, and its documents are of two types.
        Platform::Telegram => {
            const {
                &[
                    takes(Image, PHOTOS, 5),
                    takes(Video, MP4, 20),
                    takes(Audio, &["audio/mpeg", "audio/mp4", "audio/x-m4a"], 20),
                    takes(File, &["application/pdf", "application/zip"], 20),
                ]
            }
        }
        Platform::Open | Platform::Web => {
            const { &[takes(Image, PICTURES, 25), takes(Video, MP4, 25), takes(Audio, SOUNDS, 25), takes(File, DOCUMENTS, 25)] }
        }
        Platform::KakaoTalk => const { &[takes(Image, &["image/jpeg", "image/png", "image/gif"], 5)] },
        Platform::X | Platform::LinkedIn | Platform::Reddit | Platform::Sms => &[],
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Untaken {
    /// The channel has no files of the kind.
    #[error("the channel shows no file of this kind")]
    Kind,
    /// It is of a type that the channel does not show, or is not what it was called.
    #[error("the channel does not show files of this type")]
    Type,
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It has too many bytes.
    #[error("the file has {counted} bytes and may have {allowed}")]
    TooLarge {
        /// So many.
        counted: u64,
        /// So many it may have.
        allowed: u64,
    },
    /// It may run: a program, a page, a script.
    #[error("the file could harm a computer")]
    Dangerous,
}

/// Whether a channel takes a file by what it is said to be.
///
/// # Errors
/// Why not.
pub fn said(platform: Platform, kind: FileKind, content_type: &str, size: u64) -> Result<(), Untaken> {
    let takes = of(platform).iter().find(|one| one.kind == kind).ok_or(Untaken::Kind)?;
    if !takes.types.contains(&content_type) {
        return Err(Untaken::Type);
    }
    match size {
        0 => Err(Untaken::Empty),
        counted if counted > takes.largest => Err(Untaken::TooLarge { counted, allowed: takes.largest }),
        _ => Ok(()),
    }
}

/// What kind of file a customer offers by our own protocol, if the channel takes it.
///
/// # Errors
/// Why not.
pub fn offered(platform: Platform, content_type: &str, size: u64) -> Result<FileKind, Untaken> {
    let all = capabilities(platform).map_or(&[][..], |declared| declared.uploads);
    let takes = all.iter().find(|one| one.types.contains(&content_type)).ok_or(Untaken::Type)?;
    match size {
        0 => Err(Untaken::Empty),
        counted if counted > takes.largest => Err(Untaken::TooLarge { counted, allowed: takes.largest }),
        _ => Ok(takes.kind),
    }
}

/// Whether its first [`kind::ENOUGH`] bytes are those of what it was said to be.
///
/// # Errors
/// Why not.
pub fn found(content_type: &str, beginning: &[u8]) -> Result<(), Untaken> {
    let found = kind::of(beginning).ok_or(Untaken::Dangerous)?;
    if agrees(content_type, found.split(';').next().unwrap_or(found)) { Ok(()) } else { Err(Untaken::Type) }
}

/// One container has several names.
fn agrees(said: &str, found: &str) -> bool {
    match said {
        "audio/mp4" | "audio/x-m4a" => matches!(found, "audio/mp4" | "audio/m4a" | "audio/x-m4a" | "video/mp4"),
        "audio/wav" => matches!(found, "audio/wav" | "audio/x-wav"),
        "audio/ogg" => matches!(found, "audio/ogg" | "video/ogg" | "audio/opus"),
        "audio/webm" => matches!(found, "audio/webm" | "video/webm" | "video/x-matroska"),
        "video/webm" => matches!(found, "video/webm" | "video/x-matroska"),
        "video/quicktime" => matches!(found, "video/quicktime" | "video/mp4" | "video/x-m4v"),
        "video/mp4" => matches!(found, "video/mp4" | "video/x-m4v" | "video/quicktime"),
        "text/csv" => found == "text/plain",
        office if office.starts_with("application/vnd.openxmlformats-") => found == office || found == "application/zip",
        _ => said == found,
    }
}

#[cfg(test)]
mod tests {
    use domain::{platform::Visibility, reply::ExtraKind};

    use super::*;
    use crate::shows;

    // proves AGT-09: what is offered is what the channel's adapter shows, and no more than is kept
    #[test]
    fn only_kinds_that_the_channel_shows_are_taken() {
        for platform in Platform::ALL {
            let shown = shows(platform, Visibility::Private, Visibility::Private);
            for takes in of(platform) {
                let kind = match takes.kind {
                    FileKind::Image => ExtraKind::Image,
                    FileKind::Video => ExtraKind::Video,
                    FileKind::Audio => ExtraKind::Audio,
                    FileKind::File => ExtraKind::File,
                };
                assert!(shown.kinds.contains(&kind) || shown.alone.contains(&kind), "{platform} {kind:?}");
                assert!(takes.largest <= domain::media::LARGEST as u64 && takes.largest > 0);
            }
        }
    }

    // proves CH-14: customers attach what the channel says it takes in, up to what is kept, and only where the protocol is ours
    #[test]
    fn customers_may_upload_what_the_web_messenger_declares() {
        let declared = capabilities(Platform::Web).unwrap();
        let kinds: Vec<_> = declared.uploads.iter().map(|takes| takes.kind.content()).collect();
        assert_eq!(kinds, declared.attachments_in);
        for takes in declared.uploads {
            let allowed = takes.largest;
            assert!(allowed <= domain::media::LARGEST as u64);
            for content_type in takes.types {
                assert_eq!(offered(Platform::Web, content_type, allowed), Ok(takes.kind), "{content_type}");
                let counted = allowed + 1;
                assert_eq!(offered(Platform::Web, content_type, counted), Err(Untaken::TooLarge { counted, allowed }));
                assert_eq!(offered(Platform::Web, content_type, 0), Err(Untaken::Empty));
            }
        }
        for content_type in ["text/html", "image/svg+xml", "application/x-msdownload", "", "IMAGE/PNG"] {
            assert_eq!(offered(Platform::Web, content_type, 1), Err(Untaken::Type), "{content_type}");
        }
        for platform in Platform::ALL.into_iter().filter(|&platform| platform != Platform::Web) {
            assert_eq!(
                offered(platform, "image/png", 1),
                Err(Untaken::Type),
                "{platform}: files come as the platform brings them"
            );
        }
    }

    // proves S4: a file is taken by what it is, not by what it is called
    #[test]
    fn a_file_is_what_its_bytes_say() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert_eq!(found("image/png", png), Ok(()));
        assert_eq!(found("image/jpeg", png), Err(Untaken::Type));
        assert_eq!(found("image/png", b"MZ\x90\0\x03\0\0\0"), Err(Untaken::Dangerous));
        assert_eq!(found("text/plain", b"<script>alert(1)</script>"), Err(Untaken::Dangerous));
        assert_eq!(found("text/csv", "주문,1042\n".as_bytes()), Ok(()));
        let webm = b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm";
        assert_eq!((found("audio/webm", webm), found("video/webm", webm)), (Ok(()), Ok(())));
        assert_eq!(found("video/quicktime", b"\0\0\0\x14ftypqt  \0\0\0\0qt  "), Ok(()));
        assert_eq!(found("audio/mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"), Ok(()));
        let long = format!("x{}", "가".repeat(kind::ENOUGH));
        assert_eq!(found("text/plain", &long.as_bytes()[..kind::ENOUGH]), Ok(()), "cut within a letter");
        assert_eq!(said(Platform::Line, FileKind::Image, "image/gif", 1), Err(Untaken::Type));
        assert_eq!(said(Platform::Line, FileKind::Video, "video/mp4", 1), Err(Untaken::Kind));
        assert_eq!(said(Platform::X, FileKind::Image, "image/png", 1), Err(Untaken::Kind));
        assert_eq!(said(Platform::WhatsApp, FileKind::Image, "image/png", 0), Err(Untaken::Empty));
        let allowed = 5 << 20;
        let counted = allowed + 1;
        assert_eq!(said(Platform::WhatsApp, FileKind::Image, "image/png", counted), Err(Untaken::TooLarge { counted, allowed }));
        assert_eq!(said(Platform::WhatsApp, FileKind::Image, "image/png", allowed), Ok(()));
    }
}
