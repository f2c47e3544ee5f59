//! Meta: what Facebook, Instagram and WhatsApp share, and what is each one's own.
//!
//! Sources: Meta for Developers "Webhooks: Getting Started", "Messenger Platform", "Instagram Platform".

mod direct;
pub(crate) mod graph;
pub(crate) mod instagram;
