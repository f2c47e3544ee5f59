//! Where goes what could not be delivered.

use super::{Properties, arn_name};
use crate::error::Error;

/// Queue for what could not be delivered.
#[derive(Debug, Clone)]
pub struct DeadLetters {
    /// Name of the queue.
    pub queue: String,
}

impl DeadLetters {
    pub(super) fn read(properties: &mut Properties) -> Result<Option<Self>, Error> {
        let Some(mut config) = properties.inside("DeadLetterConfig")? else {
            return Ok(None);
        };
        let queue = arn_name(&config.required("Arn")?);
        config.finish()?;
        Ok(Some(Self { queue }))
    }
}
