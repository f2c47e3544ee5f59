//! Figures: of listening, of queues, of interactions, of noise.

mod interactions;
mod mentions;
mod noise;
mod queues;
mod rules;
mod series;
mod shadow;
mod subject;
mod volumes;

use crate::routing::OpenApiRouter;

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .merge(mentions::routes())
        .merge(queues::routes())
        .merge(interactions::routes())
        .merge(noise::routes())
        .merge(rules::routes())
        .merge(volumes::routes())
        .merge(shadow::routes())
}
