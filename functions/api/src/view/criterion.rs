//! What must hold before an engine counts, and what of it does not.

use domain::{
    admission::{Criterion, Measure},
    analysis::Language,
    correction::Compared,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::words;

/// One thing that must hold before an engine counts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CriterionView {
    /// By what it is decided: the number of texts; what people say (the lower bound of the difference); or, where their words decide
    /// nothing, kappa with the used engine.
    #[schema(value_type = words::CriterionBy)]
    by: Measure,
    /// On what; nothing for all of it.
    #[schema(value_type = Option<words::Compared>)]
    on: Option<Compared>,
    /// How it stands; nothing for a kappa where both engines always say the same one thing.
    is: Option<f64>,
    /// The least it must be.
    needs: f64,
    /// Whether it holds.
    met: bool,
}

/// What does not hold, in which language.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct UnmetView {
    /// The language; nothing for texts whose language is not one that the embedded engine judges.
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// By what it is decided.
    #[schema(value_type = words::CriterionBy)]
    by: Measure,
    /// On what; nothing for all of it.
    #[schema(value_type = Option<words::Compared>)]
    on: Option<Compared>,
    /// How it stands.
    is: Option<f64>,
    /// The least it must be.
    needs: f64,
}

/// How it stands, as it is shown.
pub(crate) fn criterion(of: Criterion) -> CriterionView {
    let Criterion { by, on, is, needs, met } = of;
    CriterionView { by, on, is, needs, met }
}

/// What does not hold, as it is shown.
pub(crate) fn unmet((language, criterion): (Option<Language>, Criterion)) -> UnmetView {
    let Criterion { by, on, is, needs, .. } = criterion;
    UnmetView { language, by, on, is, needs }
}
