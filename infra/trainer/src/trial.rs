//! A sentiment model by another recipe than the manifest's, measured and thrown away: how a recipe is found. Never measured on the blind posts.

use analyser::{judge::STANCES, model::Model};
use domain::analysis::{Language, Sentiment};
use serde_json::Value;

use crate::{
    Places,
    crossed::Workshop,
    figures::Figures,
    manifest::{Manifest, Recipe},
    report::{Weights, figures, one},
    sources::{self, Development, Kind},
    work::Failure,
};

/// Trains with the changes (`again=0.2`, `base.weights.ko-nsmc=1.5`) and prints what comes out, under several leanings to neutral.
pub fn run(places: &Places, language: &str, changes: &[&str]) -> Result<(), Failure> {
    let language: Language = language.parse().map_err(Failure::new)?;
    let mut manifest = Manifest::read(&places.own.join("manifest.json"))?;
    manifest.own_files(&places.own)?;
    let name = format!("{}.sentiment", language.as_str());
    let recipe = manifest.models.get(&name).ok_or_else(|| Failure::new(format!("manifest.json has no model {name}")))?;
    let workshop = Workshop::<{ STANCES.len() }>::of(places, &manifest, language, "sentiment", changed(recipe, changes)?)?;
    let mut parts = workshop.all();
    let mut weights = Weights::read(places)?;
    let place = 2 * analyser::place(language);
    let dials = Model::read(&weights.0[place]).map_err(|e| Failure::new(e.to_string()))?.dials();
    let mut sets = sources::development(places, &manifest, language)?;
    sets.retain(|set| !matches!(set.kind, Kind::Blind | Kind::Fresh));
    for lean in [-0.2, 0.0, 0.2, 0.4, 0.6, 0.8] {
        parts.dials = dials;
        parts.dials.neutral += lean;
        weights.0[place] = parts.bytes();
        println!("{changes:?}, neutral {:+.1}: {}", parts.dials.neutral, measured(&weights, &sets, language)?);
    }
    Ok(())
}

fn changed(recipe: &Recipe, changes: &[&str]) -> Result<Recipe, Failure> {
    let mut all = serde_json::to_value(recipe).map_err(|e| Failure::new(e.to_string()))?;
    for change in changes {
        let bad = || Failure::new(format!("{change}: write a place in a recipe and a value, as `care.epochs=8`"));
        let (path, value) = change.split_once('=').ok_or_else(bad)?;
        let value: Value = serde_json::from_str(value).map_err(|_| bad())?;
        *all.pointer_mut(&format!("/{}", path.replace('.', "/"))).ok_or_else(bad)? = value;
    }
    serde_json::from_value(all).map_err(|e| Failure::new(e.to_string()))
}

fn measured(weights: &Weights, sets: &[Development], language: Language) -> Result<String, Failure> {
    let judge = weights.judge()?;
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let mut mixed = Figures::default();
    let mut said = Vec::new();
    for set in sets {
        if matches!(set.kind, Kind::Stance | Kind::Polarity) {
            set.texts.iter().for_each(|text| mixed.add(text, &one(&judge, &text.text, language)));
        }
        let found = figures(&judge, set, language);
        said.push(format!("{} {} / {}", set.name, percent(found.accuracy()), percent(found.macro_f1())));
    }
    let recalls = Sentiment::ALL[..3].iter().map(|&of| percent(mixed.recall(of))).collect::<Vec<_>>().join(" ");
    Ok(format!("mixed {} (recalls {recalls}); {}", percent(mixed.macro_f1()), said.join(", ")))
}
