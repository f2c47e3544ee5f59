//! The closed sets of words and the text forms in the interface's description. The words themselves are read off the
//! domain's types, so that there is no second list of them.

use domain::{
    admission, agent, alert, analysis, checklist, correction, inbound, interaction, media, message, moderation, platform, reply,
    routing,
};
use schemars::JsonSchema;
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        KnownFormat, ObjectBuilder, RefOr, SchemaFormat, Type,
        schema::{ArrayBuilder, Schema},
    },
};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $domain:ty;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words_of::<$domain>())).into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

words! {
    /// A platform.
    Platform: platform::Platform;
    /// Public or private.
    Visibility: platform::Visibility;
    /// What an item is on its platform.
    ContentType: platform::ContentType;
    /// A language.
    Language: analysis::Language;
    /// A stance.
    Sentiment: analysis::Sentiment;
    /// What an author wants.
    Intent: analysis::Intent;
    /// How soon somebody must look.
    Urgency: analysis::Urgency;
    /// What kind of message it is.
    MessageClass: analysis::MessageClass;
    /// What may be wrong with an item besides.
    Flag: analysis::Flag;
    /// What a piece of evidence speaks for.
    Aspect: analysis::Aspect;
    /// Why an escalation should not have been one.
    Dismissal: interaction::Dismissal;
    /// What of a judgement is compared.
    Compared: correction::Compared;
    /// By what it is decided whether an engine counts.
    CriterionBy: admission::Measure;
    /// What decided for an agent.
    Because: routing::Because;
    /// Whether an agent takes work.
    Presence: agent::Presence;
    /// What may be done to public words.
    Moderation: moderation::Moderation;
    /// What a platform asks of a connection.
    Obligation: checklist::Obligation;
    /// How it is known whether something asked for is there.
    Proof: checklist::Proof;
    /// How far something asked for has come.
    Progress: checklist::Progress;
    /// Why a customer's file is not kept.
    Unkept: media::Unkept;
    /// A role.
    Role: agent::Role;
    /// What a message carries.
    ContentKind: inbound::ContentKind;
    /// Which mentions are counted.
    Counted: alert::Counted;
    /// How soon an alarm is raised.
    Sensitivity: alert::Sensitivity;
    /// What happened to an alert.
    AlertChange: alert::Change;
    /// What kind of spike it is.
    AlertClass: alert::Class;
    /// How far a message has come.
    DeliveryState: message::DeliveryState;
    /// What an answer can carry beside its words.
    ExtraKind: reply::ExtraKind;
    /// A kind of file.
    FileKind: reply::FileKind;
    /// Why a message was not sent.
    FailureReason: message::FailureReason;
}

/// The words of an enumeration without data, in their order.
fn words_of<T: JsonSchema>() -> Vec<String> {
    fn gather(schema: &Value, words: &mut Vec<String>) {
        words.extend(schema["const"].as_str().map(str::to_owned));
        words.extend(schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        for name in ["oneOf", "anyOf"] {
            schema[name].as_array().into_iter().flatten().for_each(|one| gather(one, words));
        }
    }
    let mut words = Vec::new();
    gather(&Value::from(schemars::schema_for!(T)), &mut words);
    words
}

/// A moment: RFC 3339 in UTC, with milliseconds.
pub(crate) struct Moment;

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("RFC 3339 in UTC, with milliseconds"))
            .into()
    }
}

impl ToSchema for Moment {}

/// The name a person gave a thing.
pub(crate) struct Slug;

impl PartialSchema for Slug {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[a-z0-9][a-z0-9._-]{0,63}$"))
            .description(Some("1 to 64 of a-z, 0-9, '.', '_', '-', beginning with a letter or digit"))
            .into()
    }
}

impl ToSchema for Slug {}

/// Several names.
pub(crate) struct Slugs;

impl PartialSchema for Slugs {
    fn schema() -> RefOr<Schema> {
        ArrayBuilder::new().items(Slug::schema()).into()
    }
}

impl ToSchema for Slugs {}

/// What an answer carries beside its words.
pub(crate) struct Extra;

impl PartialSchema for Extra {
    fn schema() -> RefOr<Schema> {
        described::<reply::Extra>()
    }
}

impl ToSchema for Extra {}

/// The schema of a domain type that goes in and out as it is.
fn described<T: JsonSchema>() -> RefOr<Schema> {
    /// A constant is a list of one for those who make types of the description.
    fn plain(value: &mut Value) {
        if let Value::Object(fields) = value {
            fields.remove("$schema");
            if let Some(only) = fields.remove("const") {
                fields.insert("enum".into(), vec![only].into());
            }
            fields.values_mut().for_each(plain);
        } else if let Value::Array(all) = value {
            all.iter_mut().for_each(plain);
        }
    }
    let settings = schemars::generate::SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = Value::from(settings.into_generator().into_root_schema_for::<T>());
    plain(&mut schema);
    // A schema that could not be read would be seen in the test of the description.
    serde_json::from_value(schema).unwrap_or_else(|_| ObjectBuilder::new().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_the_domain() {
        assert_eq!(words_of::<analysis::Language>(), ["en", "ko", "ja"]);
        assert_eq!(words_of::<agent::Role>(), ["agent", "supervisor", "admin"]);
        assert_eq!(words_of::<platform::Platform>().len(), platform::Platform::ALL.len());
        assert_eq!(words_of::<message::DeliveryState>().len(), 9);
    }

    #[test]
    fn what_an_answer_carries_is_described_kind_by_kind() {
        let schema = serde_json::to_value(Extra::schema()).unwrap();
        let kinds: Vec<_> =
            schema["oneOf"].as_array().unwrap().iter().map(|one| &one["properties"]["carries"]["enum"][0]).collect();
        assert_eq!(kinds, ["file", "upload", "choices", "cards", "links", "place", "sticker", "template"]);
        assert_eq!(
            schema["oneOf"][3]["properties"]["cards"]["items"]["required"],
            serde_json::json!(["title", "text", "buttons"])
        );
    }
}
