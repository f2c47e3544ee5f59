//! Training in two rounds, and the second again and again without a part of the posts: what models say of posts that they
//! have not learnt is what is to be expected of posts to come.

use analyser::model::{Model, Parts, PerClass};
use domain::analysis::Language;

use crate::{
    Places,
    corpus::{Example, Labelled, Target, examples},
    dials::Seen,
    learn::{Learner, Met},
    manifest::{Manifest, Recipe},
    patterns::Chance,
    sources::{self, Kind, fingerprint},
    work::Failure,
};

/// Into so many parts the posts are divided.
const PARTS: u64 = 5;

/// Everything to make one model of a language from, as far as it is the same whichever posts are left out.
pub struct Workshop<const C: usize> {
    recipe: Recipe,
    seed: u64,
    /// After the first round.
    base: Learner<C>,
    /// What its texts showed.
    met: Met,
    /// Texts of the first round to be repeated, and patterns.
    beside: Vec<Example>,
    /// Posts as written, one by one.
    pub posts: Vec<Labelled>,
    learnt: Vec<Example>,
}

impl<const C: usize> Workshop<C> {
    /// Reads the sources of a recipe and goes through the first round.
    pub fn new(places: &Places, manifest: &Manifest, language: Language, kind: &str) -> Result<Self, Failure> {
        let name = format!("{}.{kind}", language.as_str());
        let recipe =
            manifest.models.get(&name).ok_or_else(|| Failure::new(format!("manifest.json has no model {name}")))?.clone();
        Self::of(places, manifest, language, kind, recipe)
    }

    /// The same by another recipe than the manifest's.
    pub fn of(places: &Places, manifest: &Manifest, language: Language, kind: &str, recipe: Recipe) -> Result<Self, Failure> {
        let name = format!("{}.{kind}", language.as_str());
        // A seed of its own for each model, so that training one alone gives the same weights.
        let seed = manifest.seed + 100 * u64::from(kind == "intent") + analyser::place(language) as u64;
        let mut chance = Chance::new(seed);
        let target = |text: &Labelled| -> Option<Target> {
            if kind == "intent" { text.intent.or_else(|| sources::weak_intent(text)) } else { text.sentiment }
        };
        let mut base = Vec::new();
        for (name, &weight) in &recipe.base.weights {
            let texts = sources::training(name, language, (places, manifest), &mut chance)?;
            base.extend(examples(&texts, weight, language, target));
        }
        let (mut beside, mut posts, mut learnt) = (Vec::new(), Vec::new(), Vec::new());
        for (name, &weight) in &recipe.care.weights {
            let texts = sources::training(name, language, (places, manifest), &mut chance)?;
            if sources::is_posts(name) {
                learnt.extend(examples(&texts, weight, language, target));
                posts.extend(texts);
            } else {
                beside.extend(examples(&texts, weight, language, target));
            }
        }
        println!("{name}: {} texts, {} beside, {} posts", base.len(), beside.len(), posts.len());
        if learnt.len() != posts.len() {
            return Err(Failure::new(format!("{name}: a post without a label")));
        }
        let mut met = Met::default();
        met.add(&base);
        met.add(&beside);
        let mut learner = Learner::new(&recipe);
        learner.learn(&base.iter().collect::<Vec<_>>(), &met, &recipe.base, &mut chance);
        learner.begin_anew();
        beside.extend(base.into_iter().filter(|_| chance.once_in(recipe.again)));
        Ok(Self { recipe, seed, base: learner, met, beside, posts, learnt })
    }

    /// The model that has learnt all posts.
    pub fn all(&self) -> Parts {
        self.without(|_| false)
    }

    fn without(&self, out: impl Fn(usize) -> bool) -> Parts {
        let posts = self.learnt.iter().enumerate().filter(|(i, _)| !out(*i)).map(|(_, post)| post);
        let mut met = self.met.clone();
        met.add(posts.clone());
        let examples: Vec<&Example> = posts.chain(&self.beside).collect();
        let mut learner = self.base.clone();
        learner.learn(&examples, &met, &self.recipe.care, &mut Chance::new(self.seed + 7));
        learner.quantised()
    }

    /// What a model says of each post that it has not learnt.
    fn crossed(&self) -> Vec<PerClass> {
        let part = |i: usize| fingerprint(&self.posts[i].text) % PARTS;
        let mut said = vec![PerClass::default(); self.posts.len()];
        for now in 0..PARTS {
            let file = self.without(|i| part(i) == now).bytes();
            let Ok(model) = Model::read(&file) else { continue };
            for (i, said) in said.iter_mut().enumerate().filter(|(i, _)| part(*i) == now) {
                *said = model.logits_of(self.learnt[i].features.iter().copied(), &self.learnt[i].cues);
            }
        }
        said
    }
}

/// Every post as models see it that have not learnt it.
pub fn judged<const S: usize, const I: usize>(of_stance: &Workshop<S>, of_intent: &Workshop<I>) -> Vec<Seen> {
    let said = of_stance.crossed().into_iter().zip(of_intent.crossed());
    let posts = of_stance.posts.iter().zip(said);
    posts
        .map(|(post, (stance, intent))| Seen {
            text: post.text.clone(),
            of_stance: stance,
            of_intent: intent,
            stance: post.stance(),
            intent: post.wants(),
            kind: Kind::Care,
        })
        .collect()
}
