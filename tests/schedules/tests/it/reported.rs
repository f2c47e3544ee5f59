//! Whether every failure that people report of other products has its test: the table of docs/proof.md against the tests, and
//! against the list of the quality specification where that is there.

use std::{collections::BTreeSet, fs, path::PathBuf};

/// A failure as it is reported, and where its test is.
struct Row {
    reported: String,
    test: String,
    file: PathBuf,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The table under "Failures that people report".
fn table() -> Vec<Row> {
    let page = fs::read_to_string(root().join("docs/proof.md")).unwrap();
    let (_, rest) = page.split_once("## Failures that people report").unwrap();
    let rows = rest.lines().skip_while(|line| !line.starts_with("|---")).skip(1).take_while(|line| line.starts_with('|'));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [reported, test, file] = cells[..] else { panic!("three cells: {line}") };
        let bare = |cell: &str| cell.trim_matches('`').to_owned();
        Row { reported: reported.to_owned(), test: bare(test), file: root().join(bare(file)) }
    })
    .collect()
}

/// Words of a name, as a function's name has them.
fn as_function(reported: &str) -> String {
    let words = reported.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

/// Whether a file has a test of this name that runs.
fn is_test(row: &Row) -> bool {
    let code = fs::read_to_string(&row.file).unwrap_or_default();
    let lines: Vec<&str> = code.lines().map(str::trim).collect();
    let place = lines.iter().position(|line| line.starts_with(&format!("fn {}()", row.test)));
    place.is_some_and(|place| place > 0 && lines[place - 1] == "#[test]")
}

// proves that no reported failure is without its test
#[test]
fn every_reported_failure_has_a_test_of_its_name() {
    let table = table();
    for row in &table {
        // A function's name cannot begin with a digit: those have a word before it.
        assert!(row.test.ends_with(&as_function(&row.reported)), "`{}` is not named after \"{}\"", row.test, row.reported);
        assert!(is_test(row), "`{}` is no test of {}", row.test, row.file.display());
    }
    let listed: BTreeSet<&str> = table.iter().map(|row| row.reported.as_str()).collect();
    assert_eq!(listed.len(), table.len(), "each once");
    assert!(listed.len() >= 18, "{} of at least 18", listed.len());
    let shared = std::env::var_os("HARKEN_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let Ok(specification) = fs::read_to_string(shared.join("specs/quality.md")) else {
        println!("SKIPPED: the quality specification is not here");
        return;
    };
    let (_, rest) = specification.split_once("Field failures that must each have a named test:").unwrap();
    let (names, _) = rest.split_once(".\n").unwrap();
    let wanted: BTreeSet<&str> = names.split(';').map(str::trim).collect();
    let missing: Vec<_> = wanted.difference(&listed).collect();
    assert!(missing.is_empty(), "without a test: {missing:?}");
}
