//! How engines are shown: where they count, what is known of them, what is missing.

use domain::{
    admission::{Admission, Admitted, Difference, Evidence, Figures, Stand},
    analysis::Language,
    correction::Compared,
    id::AgentId,
    time::Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    view::criterion::{CriterionView, criterion},
    words,
};

/// Engines other than the embedded one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EnginesView {
    /// Those that were compared within thirty days or count somewhere, by name.
    engines: Vec<EngineView>,
}

/// An engine other than the embedded one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EngineView {
    /// The engine, with its version.
    engine: String,
    /// The best of its languages.
    state: EngineState,
    /// Languages in which it was compared or counts.
    languages: Vec<EngineLanguageView>,
}

/// How an engine stands in one language.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EngineLanguageView {
    /// The language; nothing for texts whose language is not one that the embedded engine judges.
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// Whether it counts there, or could.
    state: EngineState,
    /// Who admitted it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Slug>)]
    by: Option<AgentId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    at: Option<Timestamp>,
    /// What is known of it there; of what counts, what was known when it was admitted.
    evidence: GroundsView,
    /// Everything that must hold, as it stands there.
    criteria: Vec<CriterionView>,
}

/// Whether an engine counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EngineState {
    /// It is compared, and not used.
    InShadow,
    /// It may be admitted.
    Ready,
    /// Its judgement counts, while `Analyzer` names it.
    Admitted,
}

/// What is known of an engine in one language.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroundsView {
    /// The engine it is compared with.
    used: String,
    /// How many texts both judged.
    texts: u64,
    /// By what is judged.
    on: Vec<GroundsOnView>,
}

/// What is known of an engine on one thing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroundsOnView {
    /// On what.
    #[schema(value_type = words::Compared)]
    on: Compared,
    /// On how many texts both engines agreed.
    agreed: u64,
    /// Cohen's kappa of both; nothing where both always said the same one thing.
    kappa: Option<f64>,
    /// How many of the texts people looked at.
    looked_at: u64,
    /// On how many of those the used engine was right.
    used_right: u64,
    /// On how many of those this one was right.
    right: u64,
    /// By how much this one is right more often, as a share of texts; nothing where nobody looked.
    difference: Option<f64>,
    /// It is hardly less than this: 95 % on this side.
    difference_lower: Option<f64>,
    /// It is hardly more than this: 95 % on this side.
    difference_upper: Option<f64>,
}

/// An admission or a withdrawal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdmissionView {
    /// The engine, with its version.
    engine: String,
    /// Who admitted or withdrew it.
    #[schema(value_type = words::Slug)]
    by: AgentId,
    /// When.
    #[schema(value_type = words::Moment)]
    at: Timestamp,
    /// Where it counts since; none after a withdrawal.
    languages: Vec<EngineLanguageView>,
}

/// The admission as it is shown.
pub(super) fn admission(of: Admission) -> AdmissionView {
    let Admission { engine, by, at, languages } = of;
    AdmissionView { engine, by, at, languages: languages.into_iter().map(admitted).collect() }
}

/// Every engine that was compared or counts, by name.
pub(super) fn engines(stands: Vec<Stand>, admissions: Vec<Admission>) -> EnginesView {
    let mut engines: Vec<EngineView> = Vec::new();
    let mut put = |engine: String, language: EngineLanguageView| match engines.iter_mut().find(|one| one.engine == engine) {
        Some(known) => {
            known.state = known.state.max(language.state);
            known.languages.push(language);
        }
        None => engines.push(EngineView { engine, state: language.state, languages: vec![language] }),
    };
    for stand in stands {
        if !admissions.iter().any(|one| one.engine == stand.engine && one.admits(stand.language)) {
            put(stand.engine.clone(), seen(stand));
        }
    }
    for Admission { engine, languages, .. } in admissions {
        languages.into_iter().for_each(|one| put(engine.clone(), admitted(one)));
    }
    engines.sort_by(|a, b| a.engine.cmp(&b.engine));
    // What has no language of ours stands last.
    engines.iter_mut().for_each(|one| one.languages.sort_by_key(|one| (one.language.is_none(), one.language)));
    EnginesView { engines }
}

fn seen(stand: Stand) -> EngineLanguageView {
    let state = if stand.is_ready() { EngineState::Ready } else { EngineState::InShadow };
    let criteria = stand.criteria().into_iter().map(criterion).collect();
    EngineLanguageView { language: stand.language, state, by: None, at: None, evidence: evidence(stand.evidence), criteria }
}

fn admitted(of: Admitted) -> EngineLanguageView {
    let Admitted { language, by, at, evidence: known } = of;
    let criteria = known.criteria(language).into_iter().map(criterion).collect();
    let (state, evidence) = (EngineState::Admitted, evidence(known));
    EngineLanguageView { language, state, by: Some(by), at: Some(at), evidence, criteria }
}

fn evidence(of: Evidence) -> GroundsView {
    let figures = |Figures { on, agreed, kappa, people }| {
        let difference = people.difference();
        let bound = |of: fn(Difference) -> f64| difference.map(of);
        GroundsOnView {
            on,
            agreed,
            kappa,
            looked_at: people.of,
            used_right: people.used_right,
            right: people.other_right(),
            difference: bound(|one| one.seen),
            difference_lower: bound(|one| one.lower),
            difference_upper: bound(|one| one.upper),
        }
    };
    GroundsView { used: of.used, texts: of.texts, on: of.on.into_iter().map(figures).collect() }
}
