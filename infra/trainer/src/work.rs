//! Training: from the manifest to the weights.

use std::{fmt, fs, path::Path};

use analyser::{
    judge::{INTENTS, STANCES},
    model::Parts,
};
use domain::analysis::Language;

use crate::{
    Places,
    crossed::{self, Workshop},
    dials::{self, Seen},
    manifest::{Crossed, Manifest, contents, sha256},
    patterns::{self, Chance},
    sources::{self, Kind},
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
        let trained = Trained::of(places, &manifest, language)?;
        manifest.crossed.insert(language.as_str().to_owned(), trained.crossed());
        let files = [trained.sentiment.bytes(), trained.intent.bytes()];
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

/// The models of a language, their dials turned on posts judged by models that had not learnt them.
struct Trained {
    sentiment: Parts,
    intent: Parts,
    posts: Vec<Seen>,
}

impl Trained {
    fn of(places: &Places, manifest: &Manifest, language: Language) -> Result<Self, Failure> {
        let of_stance = Workshop::<{ STANCES.len() }>::new(places, manifest, language, "sentiment")?;
        let of_intent = Workshop::<{ INTENTS.len() }>::new(places, manifest, language, "intent")?;
        let posts = crossed::judged(&of_stance, &of_intent);
        let (mut sentiment, mut intent) = (of_stance.all(), of_intent.all());
        let mut others = sources::development(places, manifest, language)?;
        others.retain(|set| matches!(set.kind, Kind::Stance | Kind::Polarity));
        let others = dials::seen(&sentiment, &intent, &others, language)?;
        (sentiment.dials, intent.dials) = dials::turn(&posts, &others, manifest.care.get(language.as_str()).copied());
        println!("{}: dials {:?} {:?}", language.as_str(), sentiment.dials, intent.dials);
        let trained = Self { sentiment, intent, posts };
        println!("{}: {:?}", language.as_str(), trained.crossed());
        Ok(trained)
    }

    fn crossed(&self) -> Crossed {
        Crossed::of(&self.posts, (self.sentiment.dials, self.intent.dials))
    }
}

/// Prints every post that is judged otherwise than labelled by models that have not learnt it.
pub fn show_crossed(places: &Places, language: &str) -> Result<(), Failure> {
    let mut manifest = Manifest::read(&places.own.join("manifest.json"))?;
    manifest.own_files(&places.own)?;
    let trained = Trained::of(places, &manifest, language.parse().map_err(Failure::new)?)?;
    for post in &trained.posts {
        let judged = post.judged((trained.sentiment.dials, trained.intent.dials));
        let wrong = [post.stance != Some(judged.sentiment), post.intent != Some(judged.intent)];
        if wrong.contains(&true) {
            println!(
                "{}{} {}/{} judged {}/{} ({}): {}",
                if wrong[0] { 'S' } else { '.' },
                if wrong[1] { 'I' } else { '.' },
                post.stance.map_or("-", |stance| stance.as_str()),
                post.intent.map_or("-", |intent| intent.as_str()),
                judged.sentiment.as_str(),
                judged.intent.as_str(),
                judged.confidence,
                post.text
            );
        }
    }
    Ok(())
}

/// Prints what the patterns of a language make, for a reader to look over.
pub fn show_patterns(places: &Places, language: &str) -> Result<(), Failure> {
    let read = |kind: &str| contents(&places.own.join(format!("data/{kind}/{language}.tsv")), "any");
    let slots = patterns::slots(&read("slots")?);
    for labelled in sources::from_patterns(&read("patterns")?, &slots, 3, &mut Chance::new(1), None)? {
        println!("{:?}\t{:?}\t{}", labelled.stance(), labelled.wants(), labelled.text);
    }
    Ok(())
}
