//! Engines of AWS beside the embedded one: in its place where they are admitted, otherwise in its shadow, where they are compared and not
//! used. The embedded engine judges everything first; what the other cannot say, or does not say in time, stays as it was judged.

#[cfg(feature = "bedrock")]
mod bedrock;
#[cfg(feature = "comprehend")]
mod comprehend;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use domain::{
    admission::{Admission, SideBySide},
    analysis::{Analysis, Aspect, Evidence, Intent, Language, Sentiment, Urgency},
    correction::{Beside, Labels},
    language::Hint,
    time::Timestamp,
};
use runtime::{Deps, Error, Wire};
use store::shadow;

/// A customer waits for what is judged now.
const PATIENCE: Duration = Duration::from_secs(3);
/// As much of a text as is sent, in characters: what both engines are paid by.
const SENT: usize = 500;
/// Below this nobody should rely on it, whichever engine says it.
const CERTAIN: u8 = 45;

/// An engine of AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Engine {
    /// Amazon Comprehend: sentiment alone.
    Comprehend,
    /// A model of Amazon Bedrock, asked in words.
    Bedrock {
        /// Its id.
        model: String,
    },
}

/// What an engine says; what it leaves out is as it was judged.
#[derive(Debug, Clone, PartialEq)]
struct Opinion {
    sentiment: Sentiment,
    /// In hundredths.
    score: i8,
    confidence: u8,
    intent: Option<Intent>,
    urgency: Option<Urgency>,
    /// For and against at once.
    mixed: bool,
}

/// A text to judge, and in which language it is said to be.
struct Asked<'a> {
    text: &'a str,
    language: Option<Language>,
    tag: Option<&'a str>,
}

/// What the engines named in the configuration make of a judgement.
pub(crate) struct Second {
    pub analysis: Analysis,
    /// To be kept: what engines in the shadow say.
    compared: Vec<SideBySide>,
}

/// Who is asked of a text besides the embedded engine, each once.
#[derive(Debug, PartialEq, Eq)]
struct Asking {
    /// Whose judgement counts.
    counts: Option<Engine>,
    /// Who is compared, and not used.
    beside: Vec<Engine>,
}

impl Asking {
    /// `first` is to count and does where it is admitted; where it is not it is in the shadow, as `beside` is anyway.
    fn of(first: Option<Engine>, beside: Option<Engine>, admitted: bool) -> Self {
        let beside = beside.filter(|engine| first.as_ref() != Some(engine));
        let (counts, shadow) = if admitted { (first, None) } else { (None, first) };
        Self { counts, beside: shadow.into_iter().chain(beside).collect() }
    }
}

/// The judgement as it is used, and what the engines in the shadow say. `analysis` is the embedded engine's.
pub(crate) async fn judged(
    deps: &Deps,
    text: Option<&str>,
    hint: Hint<'_>,
    analysis: Analysis,
    at: Timestamp,
) -> Result<Second, Error> {
    let engine = |wire| Engine::named(deps.config.get(wire).unwrap_or_default(), deps.config.get(Wire::BedrockModel));
    let (first, beside) = (engine(Wire::Analyzer), engine(Wire::ShadowAnalyzer));
    let text = text.map(beginning).filter(|text| !text.trim().is_empty());
    let Some(text) = text.filter(|_| first.is_some() || beside.is_some()) else {
        return Ok(Second { analysis, compared: vec![] });
    };
    let admitted = match &first {
        Some(engine) => admitted(deps, engine, analysis.language).await?,
        None => false,
    };
    let asking = Asking::of(first, beside, admitted);
    let asked = Asked { text, language: analysis.language, tag: hint.tag };
    let embedded = analysis.clone();
    let analysis = match &asking.counts {
        Some(engine) => match engine.ask(deps, &asked).await {
            Ok(opinion) => opinion.over(analysis, text, engine.id()),
            Err(why) => {
                tracing::warn!(engine = engine.id(), "The engine {} did not judge: {why}; the embedded one did", engine.id());
                analysis
            }
        },
        None => analysis,
    };
    let mut compared = Vec::new();
    for engine in &asking.beside {
        match engine.ask(deps, &asked).await {
            Ok(opinion) => {
                let other = opinion.over(embedded.clone(), text, engine.id());
                compared.push(SideBySide {
                    at,
                    language: analysis.language,
                    used: (analysis.engine.clone(), Labels::from(&analysis)),
                    beside: (engine.id(), Labels::from(&other)),
                });
            }
            Err(why) => {
                tracing::warn!(engine = engine.id(), "The engine {} in the shadow did not judge: {why}", engine.id());
            }
        }
    }
    Ok(Second { analysis, compared })
}

/// Whether an engine's judgement counts in a language (ADV-10).
async fn admitted(deps: &Deps, engine: &Engine, language: Option<Language>) -> Result<bool, Error> {
    /// That an engine waits is said once, not of every message.
    static SAID: AtomicBool = AtomicBool::new(false);
    let id = engine.id();
    let admission = deps.settings.one::<Admission>(&deps.table, &id, deps.clock.now()).await?;
    let languages = admission.as_ref().map_or(&[][..], |saved| &saved.data.languages);
    if languages.is_empty() && !SAID.swap(true, Ordering::Relaxed) {
        tracing::warn!(
            engine = id,
            "The engine {id} is named by Analyzer and not admitted: it is asked and compared, and the embedded one judges. \
             GET /v1/engines shows what is missing; an administrator admits it with POST /v1/engines/admissions"
        );
    }
    Ok(admission.is_some_and(|saved| saved.data.admits(language)))
}

impl Second {
    /// Keeps what was compared; again is the same.
    pub async fn keep(&self, deps: &Deps, item: domain::id::EnvelopeId) -> Result<(), Error> {
        for compared in &self.compared {
            shadow::keep(&deps.table, item, compared).await?;
        }
        Ok(())
    }

    /// What the engines in the shadow say, for the mention.
    pub fn beside(&self) -> Vec<Beside> {
        let beside = |one: &SideBySide| Beside { engine: one.beside.0.clone(), labels: one.beside.1 };
        self.compared.iter().map(beside).collect()
    }
}

impl Engine {
    /// The engine that the template names; none for the embedded one, and for one that is not built in.
    fn named(name: &str, model: Option<&str>) -> Option<Self> {
        let engine = match name {
            "comprehend" => Engine::Comprehend,
            "bedrock" => Engine::Bedrock { model: model.filter(|model| *model != "none")?.to_owned() },
            _ => return None,
        };
        let built_in = match engine {
            Engine::Comprehend => cfg!(feature = "comprehend"),
            Engine::Bedrock { .. } => cfg!(feature = "bedrock"),
        };
        if !built_in {
            tracing::error!(
                "The engine {name} is not in this build: build `ingest` with --features {name}; the embedded one judges"
            );
        }
        built_in.then_some(engine)
    }

    /// As it is stored with each judgement.
    fn id(&self) -> String {
        match self {
            Engine::Comprehend => "comprehend/2017-11-27".into(),
            Engine::Bedrock { model } => format!("bedrock/{model}"),
        }
    }

    async fn ask(&self, deps: &Deps, asked: &Asked<'_>) -> Result<Opinion, String> {
        let answer = async {
            match self {
                #[cfg(feature = "comprehend")]
                Engine::Comprehend => comprehend::read(&answered(deps, comprehend::request(asked)?).await?),
                #[cfg(feature = "bedrock")]
                Engine::Bedrock { model } => bedrock::read(&answered(deps, bedrock::request(model, asked)).await?),
                #[allow(unreachable_patterns, reason = "with both features there is no other")]
                _ => Err("not in this build".to_owned()),
            }
        };
        tokio::time::timeout(PATIENCE, answer).await.unwrap_or_else(|_| Err(format!("no answer in {} s", PATIENCE.as_secs())))
    }
}

/// The body of a good answer.
#[cfg(any(feature = "comprehend", feature = "bedrock"))]
async fn answered(deps: &Deps, request: runtime::Request) -> Result<serde_json::Value, String> {
    let answer = deps.ask_aws(request).await?.map_err(|silence| silence.to_string())?;
    if !(200..300).contains(&answer.status) {
        return Err(format!("it answered {}", answer.status));
    }
    serde_json::from_slice(&answer.body).map_err(|e| format!("its answer is no JSON: {e}"))
}

impl Opinion {
    /// The judgement with this opinion in it.
    fn over(self, mut judged: Analysis, text: &str, engine: String) -> Analysis {
        let certain = self.confidence >= CERTAIN;
        judged.sentiment = if certain { self.sentiment } else { Sentiment::Unknown };
        (judged.score, judged.confidence) = (self.score, self.confidence);
        judged.intent = self.intent.unwrap_or(judged.intent);
        judged.urgency = self.urgency.unwrap_or(judged.urgency);
        // The words that spoke for another judgement do not speak for this one.
        judged.evidence.retain(|piece| match piece.of {
            Aspect::Sentiment => false,
            Aspect::Intent => self.intent.is_none(),
            _ => true,
        });
        if self.mixed {
            let whole = Evidence { start: 0, end: text.len() as u32, of: Aspect::Sentiment, says: "mixed".into() };
            judged.evidence.insert(0, whole);
        }
        judged.engine = engine;
        judged
    }
}

fn beginning(text: &str) -> &str {
    text.char_indices().nth(SENT).map_or(text, |(end, _)| &text[..end])
}
