//! The published table of what each channel does.

use std::path::Path;

use channels::capability::{self, Reach};
use domain::{
    inbound::ContentKind,
    platform::{Platform, Visibility},
    reply::ExtraKind,
};

/// What the table stands between.
const BEGIN: &str = "<!-- made by `harken matrix` -->";
const END: &str = "<!-- end of what is made -->";

// proves CH-01, CH-29: the published table is the one the adapters make
#[test]
fn the_published_matrix_is_current() {
    let made = capability::markdown();
    let cell = |row: &str, platform: Platform| {
        let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        let column = cells(made.lines().next().unwrap()).iter().position(|name| name == platform.as_str()).unwrap();
        let line = made.lines().find(|line| line.starts_with(&format!("| {row} |"))).unwrap();
        cells(line)[column].clone()
    };
    for (platform, length, window) in [
        (Platform::X, "10000 UTF-16 units", "none"),
        (Platform::Instagram, "1000 bytes", "24 h; 7 days by hand"),
        (Platform::WhatsApp, "4096 UTF-16 units", "24 h"),
        (Platform::KakaoTalk, "1000 UTF-16 units", "30 days"),
        (Platform::LinkedIn, "–", "–"),
    ] {
        assert_eq!(cell("longest private text", platform), length, "{platform}");
        assert_eq!(cell("reply window (private)", platform), window, "{platform}");
    }
    assert!(!made.contains("No adapter yet"), "{made}");
    let columns: Vec<usize> =
        made.lines().take_while(|line| line.starts_with('|')).map(|line| line.matches('|').count()).collect();
    assert!(columns.len() > 20 && columns.iter().all(|&count| count == columns[0]), "{made}");

    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/channels.md");
    if std::env::var_os("UPDATE").is_some() {
        let text = std::fs::read_to_string(&page).unwrap();
        let (before, rest) = text.split_once(BEGIN).unwrap();
        let (_, after) = rest.split_once(END).unwrap();
        std::fs::write(&page, format!("{before}{BEGIN}\n{made}{END}{after}")).unwrap();
    }
    match std::fs::read_to_string(&page) {
        Ok(page) => assert!(page.contains(&made), "docs/channels.md is stale. The table must be:\n{made}"),
        Err(_) => eprintln!("SKIPPED: no {}; the table would be:\n{made}", page.display()),
    }
}

// proves AGT-09, CH-22: what the desk is told that a channel shows is what the published table says goes out
#[test]
fn what_a_channel_shows_is_what_the_table_says() {
    let out = |reach: Reach| matches!(reach, Reach::Out | Reach::Both);
    for platform in Platform::ALL {
        let Some(of) = channels::capabilities(platform).filter(|of| of.private.is_some()) else { continue };
        let shown = channels::shows(platform, Visibility::Private, Visibility::Private);
        let attached = |kind| of.attachments_out.contains(&kind);
        for (kind, expected) in [
            (ExtraKind::Image, attached(ContentKind::Image)),
            (ExtraKind::Video, attached(ContentKind::Video)),
            (ExtraKind::Audio, attached(ContentKind::Audio)),
            (ExtraKind::File, attached(ContentKind::File)),
            (ExtraKind::Place, attached(ContentKind::Location)),
            (ExtraKind::Sticker, attached(ContentKind::Sticker)),
            (ExtraKind::Choices, out(of.quick_replies)),
            // The desk's cards have a button that opens an address, and those of WhatsApp cannot.
            (ExtraKind::Card, out(of.cards) && platform != Platform::WhatsApp),
            (ExtraKind::Carousel, out(of.carousel)),
            (ExtraKind::Template, out(of.templates)),
        ] {
            let found = shown.kinds.contains(&kind) || shown.alone.contains(&kind);
            assert_eq!(found, expected, "{platform} {kind:?}: {shown:?}");
        }
        assert_eq!(channels::shows(platform, Visibility::Private, Visibility::Public), channels::Shown::default());
    }
    // Messenger and Instagram show a file or words, not both; under a comment of Instagram there are words alone.
    let messenger = channels::shows(Platform::Facebook, Visibility::Private, Visibility::Private);
    assert!(messenger.alone.contains(&ExtraKind::Image) && !messenger.kinds.contains(&ExtraKind::Image), "{messenger:?}");
    assert_eq!(channels::shows(Platform::Instagram, Visibility::Public, Visibility::Public), channels::Shown::default());
}
