//! Meta: what Facebook, Instagram and WhatsApp share, and what is each one's own.
//!
//! Sources: Meta for Developers "Webhooks: Getting Started", "Messenger Platform", "Instagram Platform", "WhatsApp Business
//! Platform" and the OpenAPI description "Business Messaging v23.0".

mod deliver;
mod direct;
mod envelope;
pub(crate) mod facebook;
pub(crate) mod gaps;
pub(crate) mod graph;
pub(crate) mod instagram;
pub(crate) mod whatsapp;
