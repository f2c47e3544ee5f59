//! A WhatsApp message as it is written: its head, and the one key of its body that its `type` names.

use serde::{Deserialize, de::IgnoredAny};

use crate::wire::{Degrees, Id, Loose, Moment, Text};

#[derive(Deserialize)]
pub(super) struct Head<'a> {
    #[serde(borrow)]
    pub from: Option<Id<'a>>,
    pub from_user_id: Option<Id<'a>>,
    pub group_id: Option<Id<'a>>,
    pub id: Option<Id<'a>>,
    pub timestamp: Option<Moment>,
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
    pub context: Option<Loose<Named<'a>>>,
}

#[derive(Deserialize)]
pub(super) struct Named<'a> {
    #[serde(borrow)]
    pub id: Option<Id<'a>>,
}

#[derive(Deserialize, Default)]
pub(super) struct Body<'a> {
    #[serde(borrow)]
    pub text: Option<Words<'a>>,
    pub image: Option<Media<'a>>,
    pub video: Option<Media<'a>>,
    pub audio: Option<Media<'a>>,
    pub document: Option<Media<'a>>,
    pub sticker: Option<Media<'a>>,
    pub location: Option<Location<'a>>,
    pub contacts: Option<Vec<Loose<Card<'a>>>>,
    pub reaction: Option<Reaction<'a>>,
    pub button: Option<Button<'a>>,
    pub interactive: Option<Interactive<'a>>,
    pub order: Option<Order<'a>>,
    pub edit: Option<Edit<'a>>,
    pub revoke: Option<Revoke<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Words<'a> {
    #[serde(borrow)]
    pub body: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Media<'a> {
    #[serde(borrow)]
    pub id: Option<Id<'a>>,
    pub url: Option<Text<'a>>,
    pub caption: Option<Text<'a>>,
    pub filename: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Location<'a> {
    pub latitude: Option<Degrees>,
    pub longitude: Option<Degrees>,
    #[serde(borrow)]
    pub name: Option<Text<'a>>,
    pub address: Option<Text<'a>>,
    pub url: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Card<'a> {
    #[serde(borrow)]
    pub name: Option<Loose<CardName<'a>>>,
    pub phones: Option<Vec<Loose<Phone<'a>>>>,
}

#[derive(Deserialize)]
pub(super) struct CardName<'a> {
    #[serde(borrow)]
    pub formatted_name: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Phone<'a> {
    #[serde(borrow)]
    pub phone: Option<Id<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Reaction<'a> {
    #[serde(borrow)]
    pub message_id: Option<Id<'a>>,
    pub emoji: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Button<'a> {
    #[serde(borrow)]
    pub text: Option<Text<'a>>,
    pub payload: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Interactive<'a> {
    #[serde(borrow)]
    pub button_reply: Option<Tapped<'a>>,
    pub list_reply: Option<Tapped<'a>>,
    pub nfm_reply: Option<FlowReply<'a>>,
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
    pub body: Option<Loose<Caption<'a>>>,
    pub action: Option<Loose<Product<'a>>>,
    pub product: Option<Loose<Product<'a>>>,
    pub call_permission_reply: Option<IgnoredAny>,
}

/// The words beside a product.
#[derive(Deserialize)]
pub(super) struct Caption<'a> {
    #[serde(borrow)]
    pub text: Option<Text<'a>>,
}

/// A product of the company's catalogue that the customer has passed on.
#[derive(Deserialize)]
pub(super) struct Product<'a> {
    #[serde(borrow)]
    pub product_retailer_id: Option<Id<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Tapped<'a> {
    #[serde(borrow)]
    pub id: Option<Id<'a>>,
    pub title: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct FlowReply<'a> {
    #[serde(borrow)]
    pub body: Option<Text<'a>>,
    pub response_json: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Order<'a> {
    #[serde(borrow)]
    pub catalog_id: Option<Id<'a>>,
    pub text: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Edit<'a> {
    #[serde(borrow)]
    pub original_message_id: Option<Id<'a>>,
    pub message: Option<Edited<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Edited<'a> {
    #[serde(borrow)]
    pub text: Option<Words<'a>>,
    pub image: Option<Media<'a>>,
    pub video: Option<Media<'a>>,
    pub document: Option<Media<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Revoke<'a> {
    #[serde(borrow)]
    pub original_message_id: Option<Id<'a>>,
}
