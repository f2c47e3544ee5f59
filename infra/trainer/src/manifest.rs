//! What the weights are made of: `manifest.json`.

use std::{collections::BTreeMap, fs, io::Read, path::Path};

use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::work::Failure;

/// The manifest.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Everything random begins here.
    pub seed: u64,
    /// How the models of each language are trained.
    pub models: BTreeMap<String, Recipe>,
    /// By language, what customers' posts count against other kinds of text when the dials are turned; 0.85 where nothing is said.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub care: BTreeMap<String, f32>,
    /// The files, by the name the recipes call them.
    pub sources: BTreeMap<String, Source>,
    /// How the models of each language judge posts that they have not learnt.
    #[serde(default)]
    pub crossed: BTreeMap<String, Crossed>,
    /// What comes out: file name to SHA-256.
    pub weights: BTreeMap<String, String>,
}

/// How one model is trained: first on texts of all kinds, then on what customers post.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// log2 of the number of buckets.
    pub bits: u32,
    /// What anybody says.
    pub base: Round,
    /// What customers say.
    pub care: Round,
    /// The share of the texts of the first round that the second repeats, lest they be forgotten.
    pub again: f32,
}

/// One round of training.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Times through the data.
    pub epochs: usize,
    /// AdaGrad's step.
    pub rate: f32,
    /// The share of features left out of each look at a text.
    pub dropout: f32,
    /// Classes are weighed by (N / k n)^this.
    pub balance: f32,
    /// Features seen fewer times than this are not learnt.
    pub least: u32,
    /// The share of a label that is spread over all classes.
    pub smooth: f32,
    /// What a step takes off a weight, times the rate.
    pub shrink: f32,
    /// What each source counts.
    pub weights: BTreeMap<String, f32>,
}

/// What cross-validation found: each post judged by models that had not learnt it. In per cent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crossed {
    /// Posts.
    pub posts: usize,
    /// Sentiment, with unknown counted as wrong.
    pub accuracy: f32,
    pub macro_f1: f32,
    pub negative_recall: f32,
    pub turned_round: f32,
    pub calibration_error: f32,
    pub unknown: f32,
    pub intent: f32,
    pub intent_macro_f1: f32,
}

/// A file of training or development data.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its path: under the folder of data sets, or under the trainer's own where it begins with `data/`.
    pub file: String,
    /// SHA-256 of the file as it lies there.
    pub sha256: String,
    /// Under which licence it may be used.
    pub licence: String,
    /// Whom to name for it.
    pub attribution: String,
}

impl Manifest {
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path).map_err(|e| Failure::of(path, e))?;
        serde_json::from_str(&text).map_err(|e| Failure::of(path, e))
    }

    /// Takes up the sums of the files written here as they are now: who trains means them. Those of others never change.
    pub fn own_files(&mut self, own: &Path) -> Result<(), Failure> {
        for source in self.sources.values_mut().filter(|source| source.file.starts_with("data/")) {
            let path = own.join(&source.file);
            source.sha256 = sha256(&fs::read(&path).map_err(|e| Failure::missing(&path, e))?);
        }
        Ok(())
    }
}

/// The bytes of a file, unpacked where it is packed, if they are those the manifest means.
pub fn contents(path: &Path, wanted: &str) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|e| Failure::missing(path, e))?;
    let found = sha256(&bytes);
    if wanted != "any" && found != wanted {
        return Err(Failure::new(format!(
            "{} is another file than the manifest means (sha256 {found}, not {wanted}): get the right one, or put its sum into \
             manifest.json and train anew",
            path.display()
        )));
    }
    let mut text = String::new();
    let unpacked = if path.extension().is_some_and(|e| e == "gz") {
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map(|_| text)
    } else {
        String::from_utf8(bytes).map_err(|e| std::io::Error::new(std::io::ErrorKind::InvalidData, e))
    };
    unpacked.map_err(|e| Failure::of(path, e))
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
