//! The published table of what each channel does.

use std::path::Path;

use channels::capability;

/// What the table stands between.
const BEGIN: &str = "<!-- made by `harken matrix` -->";
const END: &str = "<!-- end of what is made -->";

// proves CH-01, CH-29: the published table is the one the adapters make
#[test]
fn the_published_matrix_is_current() {
    let made = capability::markdown();
    assert!(
        made.contains("| 10000 UTF-16 units | 1000 bytes | 2000 UTF-16 units | 4096 UTF-16 units | 5000 UTF-16 units | 4096 UTF-16 units | – |"),
        "{made}"
    );
    assert!(
        made.contains(
            "| reply window (private) | none | none | 24 h; 7 days by hand | 24 h; 7 days by hand | 24 h | none | none | – | none |"
        ),
        "{made}"
    );
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
