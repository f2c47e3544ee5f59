//! Training: from the manifest to the weights.

use std::{fmt, fs, path::Path};

use analyser::{
    judge::{INTENTS, STANCES},
    model::Parts,
};
use domain::analysis::Language;

use crate::{
    Places,
    corpus::{Example, Labelled, examples},
    dials,
    learn::learn,
    manifest::{Manifest, Recipe, contents, sha256},
    patterns::{self, Chance},
    sources,
};

/// What went wrong, said for whoever ran the command.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }

    pub fn of(path: &Path, error: impl fmt::Display) -> Self {
        Self(format!("{}: {error}", path.display()))
    }

    pub fn missing(path: &Path, error: impl fmt::Display) -> Self {
        Self(format!(
            "the data is missing: {} ({error}). The data sets are not part of the repository; set HARKEN_SHARED to the folder \
             that holds `datasets`",
            path.display()
        ))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What to do with new weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Write them, and their sums into the manifest.
    Write,
    /// Compare them with the committed ones.
    Compare,
}

/// Trains every model of the manifest.
pub fn train(places: &Places, keep: Keep) -> Result<(), Failure> {
    let path = places.own.join("manifest.json");
    let mut manifest = Manifest::read(&path)?;
    if keep == Keep::Write {
        manifest.own_files(&places.own)?;
    }
    let only = std::env::var("ONLY").ok();
    let mut different = Vec::new();
    for language in Language::ALL {
        if only.as_deref().is_some_and(|only| only != language.as_str()) {
            continue;
        }
        let files = language_models(places, &manifest, language)?;
        for (kind, bytes) in ["sentiment", "intent"].into_iter().zip(&files) {
            let name = format!("{language}.{kind}.bin", language = language.as_str());
            let sum = sha256(bytes);
            let committed = manifest.weights.insert(name.clone(), sum.clone());
            println!("{name}: {} bytes, sha256 {sum}", bytes.len());
            if committed.as_ref() != Some(&sum) {
                different.push(name.clone());
            }
            if keep == Keep::Write {
                let path = places.weights.join(&name);
                fs::write(&path, bytes).map_err(|e| Failure::of(&path, e))?;
            }
        }
    }
    match keep {
        Keep::Compare if different.is_empty() => {
            println!("bit for bit the committed weights");
            Ok(())
        }
        Keep::Compare => Err(Failure::new(format!("not the committed weights: {}", different.join(", ")))),
        Keep::Write => {
            let text = serde_json::to_string_pretty(&manifest).map_err(|e| Failure::of(&path, e))?;
            fs::write(&path, text + "\n").map_err(|e| Failure::of(&path, e))
        }
    }
}

/// Both models of a language, as files. Trained twice: first without one pattern in six, so that the dials can be turned on
/// sentences of a kind the models have not learnt; then on everything, with those dials.
fn language_models(places: &Places, manifest: &Manifest, language: Language) -> Result<[Vec<u8>; 2], Failure> {
    let (sentiment, intent) = pair(places, manifest, language, sources::Patterns::WithoutHeldOut)?;
    let mut development = sources::development(places, manifest, language)?;
    development.retain(|set| matches!(set.kind, sources::Kind::Stance | sources::Kind::Polarity));
    development.push(sources::held_out_patterns(places, manifest, language)?);
    let dials = dials::turn(&sentiment, &intent, &development, language)?;
    let (mut sentiment, mut intent) = pair(places, manifest, language, sources::Patterns::All)?;
    (sentiment.dials, intent.dials) = dials;
    Ok([sentiment.bytes(), intent.bytes()])
}

/// Both models of a language, their dials not turned yet.
fn pair(
    places: &Places,
    manifest: &Manifest,
    language: Language,
    patterns: sources::Patterns,
) -> Result<(Parts, Parts), Failure> {
    let recipe = |kind: &str| {
        let name = format!("{}.{kind}", language.as_str());
        manifest.models.get(&name).ok_or_else(|| Failure::new(format!("manifest.json has no model {name}")))
    };
    let (of_sentiment, of_intent) = (recipe("sentiment")?, recipe("intent")?);
    // A seed of its own for each language, so that training one alone gives the same weights.
    let mut chance = Chance::new(manifest.seed + analyser::place(language) as u64);
    let texts = training(places, manifest, language, of_sentiment, patterns, &mut chance)?;
    let learnt = examples(&texts, language, |text| text.sentiment, &mut chance);
    println!("{}: {} texts for sentiment", language.as_str(), learnt.len());
    let sentiment = learn::<{ STANCES.len() }>(&learnt, of_sentiment, &mut chance);
    let mut chance = Chance::new(manifest.seed + 100 + analyser::place(language) as u64);
    let texts = training(places, manifest, language, of_intent, patterns, &mut chance)?;
    let learnt: Vec<Example> = examples(&texts, language, |text| text.intent.or_else(|| sources::weak_intent(text)), &mut chance);
    println!("{}: {} texts for intent", language.as_str(), learnt.len());
    let intent = learn::<{ INTENTS.len() }>(&learnt, of_intent, &mut chance);
    Ok((sentiment, intent))
}

/// The training texts of a model, each source with its weight.
fn training(
    places: &Places,
    manifest: &Manifest,
    language: Language,
    recipe: &Recipe,
    patterns: sources::Patterns,
    chance: &mut Chance,
) -> Result<Vec<(f32, Vec<Labelled>)>, Failure> {
    let mut texts = Vec::new();
    for (name, &weight) in &recipe.weights {
        let source = sources::read(places, manifest, name)?;
        texts.push((weight, sources::training(name, &source, language, (places, manifest), patterns, chance)?));
    }
    Ok(texts)
}

/// Prints what the patterns of a language make, for a reader to look over.
pub fn show_patterns(places: &Places, language: &str) -> Result<(), Failure> {
    let read = |kind: &str| contents(&places.own.join(format!("data/{kind}/{language}.tsv")), "any");
    let slots = patterns::slots(&read("slots")?);
    for labelled in sources::from_patterns(&read("patterns")?, &slots, 3, &mut Chance::new(1), None, |_| true)? {
        println!("{:?}\t{:?}\t{}", labelled.stance(), labelled.wants(), labelled.text);
    }
    Ok(())
}
