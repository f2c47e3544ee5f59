//! When the judgement of another engine than the embedded one counts (ADV-10): first it runs in the shadow, and by what is known of
//! it then it is admitted, language by language. Why each number is what it is stands in analysis.md.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::Language,
    correction::{Agreement, Beside, Compared, Correction, Labels, between},
    id::{AgentId, MentionId},
    time::{DAY, Timestamp},
};

/// How far back evidence goes, in milliseconds: as long as comparisons are kept.
pub const WINDOW: i64 = 30 * DAY;
/// The fewest texts of a language that both engines judged. With so many the standard error of a kappa of 0.6 is about 0.05.
pub const LEAST_TEXTS: u64 = 200;
/// The fewest texts of a language on which people's word alone can speak for an engine.
pub const LEAST_WORDS: u64 = 60;
/// Of them, on how many people must have left the used engine's judgement as it was: people look rather at what seems wrong, and what
/// a new engine would break is only seen where the used one is right.
pub const LEAST_RIGHT: u64 = 30;
/// By how much of all texts an engine may at most be worse than the used one: one in twenty.
pub const MARGIN: f64 = 0.05;
/// The least kappa with the used engine where people's words decide nothing: "substantial" in the scale of Landis and Koch (1977).
pub const LEAST_KAPPA: f64 = 0.6;
/// The quantile of the normal distribution for bounds of 95 % on one side.
const Z: f64 = 1.645;

/// Two engines on one text: labels, and no word of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SideBySide {
    /// When it was said.
    pub at: Timestamp,
    /// Its language, if it could be told.
    pub language: Option<Language>,
    /// The engine that is used, and what it said.
    pub used: (String, Labels),
    /// The one in the shadow, and what it said.
    pub beside: (String, Labels),
}

/// An engine that counts, in some languages. With none it was withdrawn: who did that, and when, is kept as well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Admission {
    /// The engine, with its version: another version is another engine.
    pub engine: String,
    /// Who last admitted or withdrew it.
    pub by: AgentId,
    /// When.
    pub at: Timestamp,
    /// The languages in which it counts.
    pub languages: Vec<Admitted>,
}

/// A language in which an engine counts, and on what grounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Admitted {
    /// The language; none for texts whose language is not one we judge.
    pub language: Option<Language>,
    /// Who admitted it.
    pub by: AgentId,
    /// When.
    pub at: Timestamp,
    /// What was known of it then.
    pub evidence: Evidence,
}

/// What is known of an engine in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The engine it is compared with: the one that was used last.
    pub used: String,
    /// How many texts both judged.
    pub texts: u64,
    /// By what is judged: sentiment, intent, urgency.
    pub on: Vec<Figures>,
}

/// How two engines stand to each other, and to people, on one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// On what.
    pub on: Compared,
    /// On how many texts both said the same.
    pub agreed: u64,
    /// Cohen's kappa of both; none where both always said the same one thing.
    pub kappa: Option<f64>,
    /// What people say of the texts that both judged.
    pub people: People,
}

/// On how many texts that people looked at which engine was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// How many people looked at.
    pub of: u64,
    /// On how many the used engine was right.
    pub used_right: u64,
    /// On how many the other was right and the used one wrong.
    pub gained: u64,
    /// On how many the used engine was right and the other wrong.
    pub lost: u64,
}

/// The difference between two engines' shares of right judgements, and between which bounds it lies: 95 % on either side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// As it was seen; above 0 the new engine is better.
    pub seen: f64,
    /// It is hardly less than this.
    pub lower: f64,
    /// It is hardly more than this.
    pub upper: f64,
}

/// How an engine in the shadow stands in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Stand {
    /// The engine, with its version.
    pub engine: String,
    /// The language; none for texts whose language is not one we judge.
    pub language: Option<Language>,
    /// What is known of it there.
    pub evidence: Evidence,
}

/// By what it is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many texts both engines judged.
    Texts,
    /// By how much it is right more often than the used engine, as people say: the lower bound.
    People,
    /// Its kappa with the used engine, where people's words decide nothing.
    Agreement,
}

/// One thing that must hold before an engine counts in a language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Criterion {
    /// By what.
    pub by: Measure,
    /// On what; none for all of it.
    pub on: Option<Compared>,
    /// How it stands; none for a kappa where both engines always say the same one thing.
    pub is: Option<f64>,
    /// The least it must be.
    pub needs: f64,
    /// Whether it holds.
    pub met: bool,
}

/// Why an engine is not admitted: what does not hold, by language. Empty where it counts already wherever it was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct NotReady(pub Vec<(Option<Language>, Criterion)>);

impl Admission {
    /// Whether the engine counts in a language.
    pub fn admits(&self, language: Option<Language>) -> bool {
        self.languages.iter().any(|admitted| admitted.language == language)
    }

    /// Admits an engine wherever it stands well enough; where it counts already it goes on.
    ///
    /// # Errors
    /// Where nothing is added: what does not hold.
    pub fn decide(engine: &str, before: Option<&Self>, stands: &[Stand], by: &AgentId, at: Timestamp) -> Result<Self, NotReady> {
        let mut languages = before.map(|admission| admission.languages.clone()).unwrap_or_default();
        let known = languages.len();
        let mut unmet = Vec::new();
        for stand in stands.iter().filter(|stand| stand.engine == engine) {
            if before.is_some_and(|admission| admission.admits(stand.language)) {
                continue;
            }
            let lacking: Vec<_> = stand.criteria().into_iter().filter(|criterion| !criterion.met).collect();
            if lacking.is_empty() {
                let (language, evidence) = (stand.language, stand.evidence.clone());
                languages.push(Admitted { language, by: by.clone(), at, evidence });
            }
            unmet.extend(lacking.into_iter().map(|criterion| (stand.language, criterion)));
        }
        if languages.len() == known {
            return Err(NotReady(unmet));
        }
        Ok(Self { engine: engine.to_owned(), by: by.clone(), at, languages })
    }

    /// An engine that counts no longer.
    pub fn withdrawn(engine: &str, by: &AgentId, at: Timestamp) -> Self {
        Self { engine: engine.to_owned(), by: by.clone(), at, languages: vec![] }
    }
}

impl Stand {
    /// Everything that must hold, as it stands.
    pub fn criteria(&self) -> Vec<Criterion> {
        self.evidence.criteria(self.language)
    }

    /// Whether all of it holds.
    pub fn is_ready(&self) -> bool {
        self.criteria().iter().all(|criterion| criterion.met)
    }
}

impl Evidence {
    /// Everything that must hold, as it stands: enough texts, and then for each thing that is judged either people's word or
    /// agreement with the used engine.
    pub fn criteria(&self, language: Option<Language>) -> Vec<Criterion> {
        let (texts, needed) = (self.texts, LEAST_TEXTS);
        let first =
            Criterion { by: Measure::Texts, on: None, is: Some(texts as f64), needs: needed as f64, met: texts >= needed };
        std::iter::once(first).chain(self.on.iter().map(|figures| figures.criterion(language))).collect()
    }
}

impl Figures {
    /// People decide where their words decide it: enough of them, and it is no worse; or however few, and it is worse. Where that
    /// cannot be told from chance, agreement decides.
    fn criterion(&self, language: Option<Language>) -> Criterion {
        let on = Some(self.on);
        if let Some(difference) = self.people.difference() {
            let is = Some(difference.lower);
            let decides = Criterion { by: Measure::People, on, is, needs: -MARGIN, met: difference.lower >= -MARGIN };
            if decides.met && self.people.are_enough(language) {
                return decides;
            }
            if difference.upper < 0.0 {
                return Criterion { met: false, ..decides };
            }
        }
        // Without a kappa both always say the same one thing: nothing would change by it.
        let met = self.kappa.is_none_or(|kappa| kappa >= LEAST_KAPPA);
        Criterion { by: Measure::Agreement, on, is: self.kappa, needs: LEAST_KAPPA, met }
    }
}

impl People {
    fn saw(&mut self, used_right: bool, other_right: bool) {
        self.of += 1;
        self.used_right += u64::from(used_right);
        self.gained += u64::from(other_right && !used_right);
        self.lost += u64::from(used_right && !other_right);
    }

    /// On how many the other engine was right.
    pub fn other_right(&self) -> u64 {
        self.used_right + self.gained - self.lost
    }

    /// Where the used engine judges nothing, it is never right, and there is nothing to break.
    fn are_enough(&self, language: Option<Language>) -> bool {
        self.of >= LEAST_WORDS && (self.used_right >= LEAST_RIGHT || language.is_none())
    }

    /// By how much the other engine is right more often, on the same texts: the adjusted Wald interval for matched pairs of Agresti
    /// and Min (2005, "Simple improved confidence intervals for comparing matched proportions"), which adds half a text to each of
    /// the four cells, so that few texts make a wide interval and never one of width 0. None where nobody looked.
    pub fn difference(&self) -> Option<Difference> {
        if self.of == 0 {
            return None;
        }
        let (of, gained, lost) = (self.of as f64 + 2.0, self.gained as f64 + 0.5, self.lost as f64 + 0.5);
        let middle = (gained - lost) / of;
        let error = (gained + lost - (gained - lost).powi(2) / of).sqrt() / of;
        let seen = (self.gained as f64 - self.lost as f64) / self.of as f64;
        Some(Difference { seen, lower: middle - Z * error, upper: middle + Z * error })
    }
}

/// How every engine in the shadow stands, by language: against the engine that was used there last, since an older one may have been
/// worse, and by the newest word of people on each mention.
pub fn stands(compared: &[SideBySide], corrections: &[Correction]) -> Vec<Stand> {
    let mut groups: BTreeMap<(&str, Option<Language>), Vec<&SideBySide>> = BTreeMap::new();
    for one in compared.iter().filter(|one| one.used.0 != one.beside.0) {
        groups.entry((&one.beside.0, one.language)).or_default().push(one);
    }
    let mut words: BTreeMap<MentionId, &Correction> = BTreeMap::new();
    for one in corrections {
        words.entry(one.mention).and_modify(|newest| *newest = later(newest, one)).or_insert(one);
    }
    let stand = |((engine, language), texts): ((&str, Option<Language>), Vec<&SideBySide>)| {
        let used = texts.iter().max_by_key(|one| one.at).map(|one| build(&one.used.0))?;
        let texts: Vec<_> = texts.into_iter().filter(|one| build(&one.used.0) == used).collect();
        let agreements = between(texts.iter().map(|one| (engine.to_owned(), language, one.used.1, one.beside.1)));
        let words = words.values().filter(|one| one.language == language && build(&one.engine) == used);
        let words: Vec<_> =
            words.filter_map(|one| Some((*one, one.beside.iter().find(|beside| beside.engine == engine)?))).collect();
        let figures = |Agreement { on, agreed, kappa, .. }| Figures { on, agreed, kappa, people: people(on, &words) };
        let on = agreements.into_iter().map(figures).collect();
        let evidence = Evidence { used: used.to_owned(), texts: texts.len() as u64, on };
        Some(Stand { engine: engine.to_owned(), language, evidence })
    };
    groups.into_iter().filter_map(stand).collect()
}

fn people(on: Compared, words: &[(&Correction, &Beside)]) -> People {
    let mut people = People::default();
    for (correction, beside) in words {
        let right = |labels: Labels| labels.on(on) == correction.corrected.on(on);
        people.saw(right(correction.judged), right(beside.labels));
    }
    people
}

fn later<'a>(a: &'a Correction, b: &'a Correction) -> &'a Correction {
    if b.at >= a.at { b } else { a }
}

/// An engine without the company's own rules of urgency: whoever edits a rule need not compare anew.
fn build(engine: &str) -> &str {
    engine.split('+').next().unwrap_or(engine)
}
