//! What people say against the analyser, or with it (ANL-13, ADV-10): each correction is kept beside what was judged, and together
//! they tell how far one may rely on it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::{Analysis, Intent, Language, Sentiment, Urgency},
    id::{AgentId, MentionId, TopicId},
    time::Timestamp,
};

/// What is said of a text: what may be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Labels {
    /// The stance.
    pub sentiment: Sentiment,
    /// What the author wants.
    pub intent: Intent,
    /// How soon somebody must look.
    pub urgency: Urgency,
}

impl From<&Analysis> for Labels {
    fn from(of: &Analysis) -> Self {
        Self { sentiment: of.sentiment, intent: of.intent, urgency: of.urgency }
    }
}

impl Labels {
    /// What is said of one thing, as it is named on the wire.
    pub fn on(&self, aspect: Compared) -> &'static str {
        match aspect {
            Compared::Sentiment => self.sentiment.as_str(),
            Compared::Intent => self.intent.as_str(),
            Compared::Urgency => self.urgency.as_str(),
        }
    }
}

/// What an engine in the shadow says of a text, beside the one that is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Beside {
    /// The engine, with its version.
    pub engine: String,
    /// What it says.
    pub labels: Labels,
}

/// A person's word on a judgement. Saying the same as the analyser is a correction too: it counts as agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// Of which mention.
    pub mention: MentionId,
    /// Who.
    pub by: AgentId,
    /// When.
    pub at: Timestamp,
    /// Which engine had judged, with its version.
    pub engine: String,
    /// In which language it was judged.
    pub language: Option<Language>,
    /// The topics that had caught it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicId>,
    /// What the engine had said.
    pub judged: Labels,
    /// What the person says.
    pub corrected: Labels,
    /// What engines in the shadow had said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// The stance.
    Sentiment,
    /// What the author wants.
    Intent,
    /// How soon somebody must look.
    Urgency,
}

impl Compared {
    /// Everything that is compared.
    pub const ALL: [Compared; 3] = [Compared::Sentiment, Compared::Intent, Compared::Urgency];
}

/// How far an engine and people agree on one thing in one language.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Agreement {
    /// The engine, with its version.
    pub engine: String,
    /// The language; none for what could not be told.
    pub language: Option<Language>,
    /// On what.
    pub on: Compared,
    /// How many judgements people looked at.
    pub of: u64,
    /// How many they left as they were.
    pub agreed: u64,
    /// Cohen's kappa: agreement beyond what two who label by chance with the same shares would reach. None where both gave only one
    /// label, and nothing can be said.
    pub kappa: Option<f64>,
}

/// How far engines and people agree, by engine, language and aspect.
///
/// People look rather at what seems wrong to them, so the figure is a lower bound of what a random sample would give.
pub fn agreement<'a>(corrections: impl IntoIterator<Item = &'a Correction>) -> Vec<Agreement> {
    between(corrections.into_iter().map(|one| (one.engine.clone(), one.language, one.judged, one.corrected)))
}

/// How far two judges of the same texts agree: whose figure it is, the language, what the one said and what the other.
pub fn between(said: impl IntoIterator<Item = (String, Option<Language>, Labels, Labels)>) -> Vec<Agreement> {
    /// The two words, side by side.
    type Pairs = Vec<(&'static str, &'static str)>;
    let mut pairs: BTreeMap<(String, Option<Language>, Compared), Pairs> = BTreeMap::new();
    for (engine, language, judged, corrected) in said {
        for on in Compared::ALL {
            pairs.entry((engine.clone(), language, on)).or_default().push((judged.on(on), corrected.on(on)));
        }
    }
    let of = |((engine, language, on), pairs): (_, Pairs)| Agreement {
        engine,
        language,
        on,
        of: pairs.len() as u64,
        agreed: pairs.iter().filter(|(a, b)| a == b).count() as u64,
        kappa: kappa(&pairs),
    };
    pairs.into_iter().map(of).collect()
}

/// Cohen's kappa (J. Cohen 1960, "A coefficient of agreement for nominal scales").
fn kappa(pairs: &[(&str, &str)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let mut shares: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (a, b) in pairs {
        shares.entry(a).or_default().0 += 1.0 / n;
        shares.entry(b).or_default().1 += 1.0 / n;
    }
    let observed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let by_chance: f64 = shares.values().map(|(a, b)| a * b).sum();
    (by_chance < 1.0 - 1e-9).then(|| (observed - by_chance) / (1.0 - by_chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves ANL-13, ADV-10: a worked example (Cohen 1960): 20 of both yes, 15 of both no, 5 and 10 otherwise: 0.4
    #[test]
    fn kappa_is_what_the_worked_example_says() {
        let of = |n: usize, pair| std::iter::repeat_n(pair, n);
        let pairs: Vec<_> =
            of(20, ("yes", "yes")).chain(of(5, ("yes", "no"))).chain(of(10, ("no", "yes"))).chain(of(15, ("no", "no"))).collect();
        assert!((kappa(&pairs).unwrap() - 0.4).abs() < 1e-9);
        assert_eq!(kappa(&[("yes", "yes")]), None, "one label only says nothing");
        assert!((kappa(&[("a", "b"), ("b", "a")]).unwrap() + 1.0).abs() < 1e-9);
    }

    // proves ANL-13: by engine, language and aspect
    #[test]
    fn agreement_is_told_by_engine_language_and_aspect() {
        let labels = |sentiment| Labels { sentiment, intent: Intent::Other, urgency: Urgency::Normal };
        let one = |engine: &str, language, judged, corrected| Correction {
            mention: MentionId::at(Timestamp::default(), &[b"m"]),
            by: "mina".parse().unwrap(),
            at: Timestamp::default(),
            engine: engine.into(),
            language,
            topics: vec![],
            judged: labels(judged),
            corrected: labels(corrected),
            beside: vec![],
        };
        use Sentiment::{Negative, Positive};
        let found = agreement(&[
            one("embedded/3", Some(Language::Ja), Negative, Negative),
            one("embedded/3", Some(Language::Ja), Positive, Negative),
            one("embedded/4", Some(Language::Ja), Negative, Negative),
            one("embedded/3", None, Negative, Negative),
        ]);
        let of = |engine: &str, language| {
            let one = found.iter().find(|a| a.engine == engine && a.language == language && a.on == Compared::Sentiment).unwrap();
            (one.of, one.agreed)
        };
        assert_eq!(of("embedded/3", Some(Language::Ja)), (2, 1));
        assert_eq!((of("embedded/4", Some(Language::Ja)), of("embedded/3", None)), ((1, 1), (1, 1)));
        assert_eq!(found.len(), 9);
    }
}
