//! Every sample of `events/platforms`, and every recorded body where the shared fixtures are at hand.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use channels::{NormalForm, Parsed, parse, verify};
use domain::{id::AccountId, platform::Platform};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;

/// One file of `events/platforms`: a delivery as the platform sends it, and its normal form.
#[derive(Deserialize)]
pub struct Sample {
    #[serde(skip)]
    pub name: String,
    headers: std::collections::BTreeMap<String, String>,
    pub body: String,
    pub secret: String,
    pub expect: Value,
}

impl Sample {
    pub fn platform(&self) -> Platform {
        self.name.split('/').next().unwrap().parse().unwrap()
    }

    pub fn headers(&self) -> HeaderMap {
        let header =
            |(name, value): (&String, &String)| (name.parse::<HeaderName>().unwrap(), HeaderValue::try_from(value).unwrap());
        self.headers.iter().map(header).collect()
    }
}

pub fn account() -> AccountId {
    "demo".parse().unwrap()
}

pub fn read(platform: Platform, body: &str) -> Parsed {
    parse(platform, &account(), body.as_bytes()).unwrap()
}

pub fn normal(parsed: &Parsed) -> Value {
    serde_json::to_value(NormalForm::from_iter(&parsed.inbound)).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(directory).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// All samples of this repository.
pub static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let mut samples = Vec::new();
    for platform in Platform::ALL.into_iter().filter(|&platform| channels::capabilities(platform).is_some()) {
        for file in files(&root().join("events/platforms").join(platform.as_str())) {
            let mut sample: Sample = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            sample.name = format!("{platform}/{}", file.file_stem().unwrap().to_string_lossy());
            samples.push(sample);
        }
    }
    samples
});

pub fn sample(name: &str) -> &'static Sample {
    SAMPLES.iter().find(|sample| sample.name == name).unwrap_or_else(|| panic!("no sample {name}"))
}

/// The shared fixtures, or a line that says they were skipped.
pub fn fixtures(what: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("HARKEN_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = shared.join("fixtures").join(what);
    if !path.exists() {
        eprintln!("SKIPPED: no shared fixtures at {} (set HARKEN_SHARED)", path.display());
        return None;
    }
    Some(path)
}

// proves ING-19, CH-06, CH-07, CH-09, CH-23: one sample per kind comes out as its normal form, signed and whole
#[test]
fn every_sample_is_genuine_and_comes_out_as_expected() {
    assert!(SAMPLES.len() >= 497, "only {} samples found", SAMPLES.len());
    for sample in SAMPLES.iter() {
        // What is polled comes with the answer to a call of ours, and is signed by nobody.
        if channels::scheme(sample.platform()).is_some() {
            verify(sample.platform(), &sample.headers(), sample.body.as_bytes(), &[&sample.secret])
                .unwrap_or_else(|error| panic!("{}: {error}", sample.name));
        }
        let parsed = read(sample.platform(), &sample.body);
        assert_eq!(parsed.unreadable, [], "{}", sample.name);
        assert_eq!(normal(&parsed), sample.expect, "{}", sample.name);
    }
    for platform in Platform::ALL {
        let of = SAMPLES.iter().filter(|sample| sample.platform() == platform).count();
        println!("{platform}: {of} of {of} samples as expected");
    }
    println!("all channels: {0} of {0} samples as expected", SAMPLES.len());
}

// proves ING-19, CH-22: every recorded body of every adapter comes out in its normal form, and no file or folder is passed over
#[test]
fn every_recorded_body_comes_out_as_expected() {
    let Some(root) = fixtures("") else { return };
    let mut total = 0;
    for directory in files(&root).into_iter().filter(|path| path.is_dir() && !path.ends_with("LICENSES")) {
        let folder = directory.file_name().unwrap().to_str().unwrap();
        let platform: Platform = if folder == "open_messaging" { Platform::Open } else { folder.parse().unwrap() };
        let mut compared = 0;
        for file in files(&directory) {
            let name = file.to_str().unwrap();
            if name.ends_with(".expect.json") {
                continue;
            }
            let stem = name.strip_suffix(".json").unwrap_or_else(|| panic!("{name} is no body"));
            let expect =
                fs::read_to_string(format!("{stem}.expect.json")).unwrap_or_else(|_| panic!("{name} has no normal form"));
            let parsed = read(platform, &fs::read_to_string(&file).unwrap());
            assert_eq!(parsed.unreadable, [], "{stem}");
            assert_eq!(normal(&parsed), serde_json::from_str::<Value>(&expect).unwrap(), "{stem}");
            compared += 1;
        }
        assert_eq!(2 * compared, files(&directory).len(), "{folder}: a normal form without its body");
        println!("{platform}: {compared} of {compared} recorded bodies as expected");
        total += compared;
    }
    assert!(total >= 221, "only {total} bodies");
    println!("all channels: {total} of {total} recorded bodies as expected");
}

// proves that an escaped body and a raw one say the same
#[test]
fn a_body_means_the_same_however_its_characters_are_written() {
    for sample in SAMPLES.iter() {
        let value: Value = serde_json::from_str(&sample.body).unwrap();
        let raw = serde_json::to_string_pretty(&value).unwrap();
        let escaped = escape(&value.to_string());
        assert!(escaped.is_ascii());
        let expected = read(sample.platform(), &sample.body);
        assert_eq!(read(sample.platform(), &raw), expected, "{}", sample.name);
        assert_eq!(read(sample.platform(), &escaped), expected, "{}", sample.name);
        assert_eq!(read(sample.platform(), &format!("\u{feff}{raw}")), expected, "{} with a byte order mark", sample.name);
    }
}

/// Meta's own way of writing: lower-case `\uXXXX` for everything beyond ASCII, `\/` for a slash.
pub fn escape(json: &str) -> String {
    let mut escaped = String::new();
    for c in json.chars() {
        match c {
            '/' => escaped.push_str("\\/"),
            c if c.is_ascii() => escaped.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    escaped
}
