//! A SAM template as data: sections, parameters and conditions, with the short tags (`!Ref`) in their long form.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

use crate::error::Error;

/// A template as it was written, intrinsic functions unresolved.
#[derive(Debug, Clone)]
pub struct Template {
    /// Parameter values: given ones over defaults, as strings.
    pub parameters: BTreeMap<String, String>,
    /// `Mappings`, for `Fn::FindInMap`.
    pub mappings: Value,
    /// `Conditions`, unresolved.
    pub conditions: Map<String, Value>,
    /// `Globals.Function` and `Globals.HttpApi`, by section name.
    pub globals: Map<String, Value>,
    /// Resources in the order of their logical ids.
    pub resources: BTreeMap<String, Resource>,
    /// `Outputs`: name to unresolved value.
    pub outputs: BTreeMap<String, Value>,
}

/// One resource as written.
#[derive(Debug, Clone)]
pub struct Resource {
    /// For example `AWS::SQS::Queue`.
    pub kind: String,
    /// Unresolved properties.
    pub properties: Map<String, Value>,
    /// Name of the condition under which it exists.
    pub condition: Option<String>,
}

const SECTIONS: [&str; 11] = [
    "AWSTemplateFormatVersion",
    "Transform",
    "Description",
    "Metadata",
    "Parameters",
    "Mappings",
    "Conditions",
    "Globals",
    "Resources",
    "Outputs",
    "Rules",
];

/// Attributes of a resource beside its type and properties. All but `Condition` only matter to CloudFormation.
const RESOURCE_ATTRIBUTES: [&str; 8] =
    ["Type", "Properties", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata", "UpdatePolicy"];

impl Template {
    /// Reads a template file and settles its parameters.
    ///
    /// # Errors
    /// When the file cannot be read, a section or attribute is not known, or a parameter has no value or one that the
    /// template does not allow.
    pub fn read(path: &Path, given: &BTreeMap<String, String>) -> Result<Self, Error> {
        let unreadable = |reason: String| Error::Unreadable { path: path.to_owned(), reason };
        let text = std::fs::read_to_string(path).map_err(|e| unreadable(e.to_string()))?;
        let yaml: serde_yaml_ng::Value = serde_yaml_ng::from_str(&text).map_err(|e| unreadable(e.to_string()))?;
        let document = long_form(yaml).map_err(unreadable)?;
        Self::from_document(document, given)
    }

    fn from_document(document: Value, given: &BTreeMap<String, String>) -> Result<Self, Error> {
        let mut document = into_object("template", document)?;
        if let Some(unknown) = document.keys().find(|key| !SECTIONS.contains(&key.as_str())) {
            return Err(Error::template(unknown, "this section is not known"));
        }
        let mut section = |name: &str| match document.remove(name) {
            Some(value) => into_object(name, value),
            None => Ok(Map::new()),
        };
        let parameters = parameters(&section("Parameters")?, given)?;
        let mappings = Value::Object(section("Mappings")?);
        let conditions = section("Conditions")?;
        let globals = section("Globals")?;
        if let Some(unknown) = globals.keys().find(|key| !matches!(key.as_str(), "Function" | "HttpApi")) {
            return Err(Error::template(format!("Globals.{unknown}"), "only Function and HttpApi are known"));
        }
        let mut outputs = BTreeMap::new();
        for (name, output) in section("Outputs")? {
            let value = output.get("Value").cloned();
            let value = value.ok_or_else(|| Error::template(format!("Outputs.{name}"), "has no Value"))?;
            outputs.insert(name, value);
        }
        let mut resources = BTreeMap::new();
        for (id, resource) in section("Resources")? {
            let resource = Resource::from_value(&id, resource)?;
            resources.insert(id, resource);
        }
        Ok(Self { parameters, mappings, conditions, globals, resources, outputs })
    }
}

impl Resource {
    fn from_value(id: &str, value: Value) -> Result<Self, Error> {
        let mut fields = into_object(id, value)?;
        if let Some(unknown) = fields.keys().find(|key| !RESOURCE_ATTRIBUTES.contains(&key.as_str())) {
            return Err(Error::template(format!("{id}.{unknown}"), "this resource attribute is not known"));
        }
        let Some(Value::String(kind)) = fields.remove("Type") else {
            return Err(Error::template(id, "has no Type"));
        };
        let properties = match fields.remove("Properties") {
            Some(value) => into_object(&format!("{id}.Properties"), value)?,
            None => Map::new(),
        };
        let condition = match fields.remove("Condition") {
            Some(Value::String(name)) => Some(name),
            Some(_) => return Err(Error::template(format!("{id}.Condition"), "must be the name of a condition")),
            None => None,
        };
        Ok(Self { kind, properties, condition })
    }
}

fn into_object(at: &str, value: Value) -> Result<Map<String, Value>, Error> {
    match value {
        Value::Object(map) => Ok(map),
        Value::Null => Ok(Map::new()),
        _ => Err(Error::template(at, "must be a mapping")),
    }
}

fn parameters(declared: &Map<String, Value>, given: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Error> {
    if let Some(unknown) = given.keys().find(|name| !declared.contains_key(*name)) {
        let reason = format!("the template has no such parameter; it has {:?}", declared.keys().collect::<Vec<_>>());
        return Err(Error::template(unknown, reason));
    }
    let mut parameters = BTreeMap::new();
    for (name, declaration) in declared {
        let default = declaration.get("Default").map(plain);
        let value = given.get(name).cloned().or(default);
        let value = value.ok_or_else(|| Error::template(name, "the parameter has no default and no value was given"))?;
        if let Some(Value::Array(allowed)) = declaration.get("AllowedValues")
            && !allowed.iter().any(|one| plain(one) == value)
        {
            return Err(Error::template(name, format!("`{value}` is not one of the allowed values {allowed:?}")));
        }
        parameters.insert(name.clone(), value);
    }
    Ok(parameters)
}

/// A scalar as CloudFormation passes it around: everything is a string in the end.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// YAML to JSON, with `!Sub x` written as `{"Fn::Sub": x}`.
fn long_form(yaml: serde_yaml_ng::Value) -> Result<Value, String> {
    use serde_yaml_ng::Value as Yaml;
    Ok(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => Value::Bool(value),
        Yaml::Number(number) => serde_json::to_value(&number).map_err(|_| format!("the number {number} cannot be used"))?,
        Yaml::String(text) => Value::String(text),
        Yaml::Sequence(items) => Value::Array(items.into_iter().map(long_form).collect::<Result<_, _>>()?),
        Yaml::Mapping(mapping) => {
            let mut map = Map::new();
            for (key, value) in mapping {
                let key = match key {
                    Yaml::String(text) => text,
                    Yaml::Number(number) => number.to_string(),
                    Yaml::Bool(value) => value.to_string(),
                    other => return Err(format!("a key must be text, not {other:?}")),
                };
                map.insert(key, long_form(value)?);
            }
            Value::Object(map)
        }
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let tag = tag.trim_start_matches('!');
            let name = match tag {
                "Ref" | "Condition" => tag.to_owned(),
                _ => format!("Fn::{tag}"),
            };
            let mut argument = long_form(tagged.value)?;
            if name == "Fn::GetAtt"
                && let Value::String(text) = &argument
            {
                let (id, attribute) =
                    text.split_once('.').ok_or_else(|| format!("!GetAtt {text}: must be <logical id>.<attribute>"))?;
                argument = serde_json::json!([id, attribute]);
            }
            let mut map = Map::new();
            map.insert(name, argument);
            Value::Object(map)
        }
    })
}
