//! A template as rules see it: the same whether it is SAM as written or CloudFormation as expanded.

use std::path::Path;

use serde_json::{Map, Value, json};
use serde_yaml_ng::Value as Yaml;

pub struct Template {
    pub name: String,
    pub document: Value,
}

/// One Lambda function, its properties in Lambda's own names (`TracingConfig` and `Architectures`, not SAM's Globals).
pub struct Function {
    pub id: String,
    /// `ingest` for `IngestFunction`.
    pub package: String,
    pub properties: Value,
}

/// A queue that feeds a function.
pub struct Mapping {
    pub function: String,
    pub queue: String,
    pub properties: Value,
}

/// One route of the HTTP API.
pub struct Route {
    pub key: String,
    pub function: String,
    pub authorizer: Option<String>,
}

impl Template {
    /// Resolves every condition to `on`, so that rules see no `Fn::If`.
    pub fn new(name: String, document: &Value, on: bool) -> Self {
        let mut document = settle(document, on).unwrap_or(Value::Null);
        if let Some(resources) = document["Resources"].as_object_mut() {
            resources.retain(|_, resource| on || resource.get("Condition").is_none());
        }
        Template { name, document }
    }

    pub fn resources(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.document["Resources"].as_object().into_iter().flatten().map(|(id, resource)| (id.as_str(), resource))
    }

    /// Logical id and properties of each resource of a type.
    pub fn of_type<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.resources().filter(move |(_, resource)| resource["Type"] == kind).map(|(id, resource)| (id, &resource["Properties"]))
    }

    pub fn properties(&self, id: &str) -> &Value {
        &self.document["Resources"][id]["Properties"]
    }

    pub fn functions(&self) -> Vec<Function> {
        let globals = &self.document["Globals"]["Function"];
        let written = self.of_type("AWS::Serverless::Function").map(|(id, own)| (id, overlay(globals, own)));
        let expanded = self.of_type("AWS::Lambda::Function").map(|(id, own)| (id, own.clone()));
        written
            .chain(expanded)
            .map(|(id, properties)| Function {
                id: id.to_owned(),
                package: id.trim_end_matches("Function").to_lowercase(),
                properties,
            })
            .collect()
    }

    pub fn function(&self, id: &str) -> Option<Function> {
        self.functions().into_iter().find(|function| function.id == id)
    }

    /// Event of SAM functions of one type: function id, event id, properties.
    fn events<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a str, &'a Value)> {
        self.of_type("AWS::Serverless::Function").flat_map(move |(id, properties)| {
            properties["Events"]
                .as_object()
                .into_iter()
                .flatten()
                .filter(move |(_, event)| event["Type"] == kind)
                .map(move |(name, event)| (id, name.as_str(), &event["Properties"]))
        })
    }

    pub fn mappings(&self) -> Vec<Mapping> {
        let written = self.events("SQS").map(|(function, _, properties)| (function.to_owned(), &properties["Queue"], properties));
        let expanded = self
            .of_type("AWS::Lambda::EventSourceMapping")
            .map(|(_, properties)| (target(&properties["FunctionName"]), &properties["EventSourceArn"], properties));
        written
            .chain(expanded)
            .map(|(function, queue, properties)| Mapping { function, queue: target(queue), properties: properties.clone() })
            .collect()
    }

    /// Schedules and bus rules: id and its targets, each as the target object with `Arn`, `DeadLetterConfig`.
    pub fn targets(&self) -> Vec<(String, Value)> {
        let rules = self.of_type("AWS::Events::Rule").flat_map(|(id, properties)| {
            properties["Targets"].as_array().into_iter().flatten().map(move |target| (id.to_owned(), target.clone()))
        });
        let schedules = self.events("Schedule").map(|(function, event, properties)| {
            let mut target = properties.clone();
            target["Arn"] = json!({"Fn::GetAtt": [function, "Arn"]});
            (format!("{function}{event}"), target)
        });
        rules.chain(schedules).collect()
    }

    pub fn routes(&self) -> Vec<Route> {
        let default = |api: &Value| self.properties(&target(api))["Auth"]["DefaultAuthorizer"].as_str();
        let mut routes: Vec<Route> = self
            .events("HttpApi")
            .map(|(function, _, properties)| {
                let own = properties["Auth"]["Authorizer"].as_str();
                Route {
                    key: format!("{} {}", text(&properties["Method"]), text(&properties["Path"])),
                    function: function.to_owned(),
                    authorizer: own.or(default(&properties["ApiId"])).filter(|name| *name != "NONE").map(str::to_owned),
                }
            })
            .collect();
        let paths = |api| self.properties(api)["Body"]["paths"].as_object().into_iter().flatten();
        for (path, methods) in paths("HttpApi").chain(paths("WebApi")) {
            for (method, operation) in methods.as_object().into_iter().flatten() {
                let schemes = operation["security"][0].as_object();
                let uri = text(&operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]);
                let function = uri.split("${").last().and_then(|rest| rest.split(".Arn").next()).unwrap_or_default();
                routes.push(Route {
                    key: format!("{} {path}", method.to_uppercase()),
                    function: function.to_owned(),
                    authorizer: schemes.and_then(|s| s.keys().next()).filter(|name| *name != "NONE").cloned(),
                });
            }
        }
        routes
    }

    /// Alarms over one metric of one resource.
    pub fn alarms_on<'a>(&'a self, metric: &'a str, dimension: &'a Value) -> impl Iterator<Item = &'a Value> {
        self.of_type("AWS::CloudWatch::Alarm")
            .map(|(_, alarm)| alarm)
            .filter(move |alarm| alarm["MetricName"] == metric && alarm["Dimensions"] == json!([dimension]))
    }
}

/// The logical id a `Ref` or `GetAtt` points to; the text itself if it is neither.
pub fn target(value: &Value) -> String {
    match (value.get("Ref"), value["Fn::GetAtt"].get(0)) {
        (Some(id), _) | (_, Some(id)) => text(id).to_owned(),
        _ => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A list, or the one thing that stands where a list may stand.
pub fn many(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        one => vec![one],
    }
}

/// Globals under a function's own properties, maps merged at every depth, as SAM does.
fn overlay(under: &Value, over: &Value) -> Value {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            let mut merged = under.clone();
            for (key, value) in over {
                let value = under.get(key).map_or_else(|| value.clone(), |below| overlay(below, value));
                merged.insert(key.clone(), value);
            }
            Value::Object(merged)
        }
        (_, over) => over.clone(),
    }
}

/// Takes one branch of every `Fn::If`; nothing is left where `AWS::NoValue` stood.
fn settle(value: &Value, on: bool) -> Option<Value> {
    if value == &json!({"Ref": "AWS::NoValue"}) {
        return None;
    }
    if let Some(branches) = value.get("Fn::If").and_then(Value::as_array) {
        return settle(branches.get(if on { 1 } else { 2 })?, on);
    }
    Some(match value {
        Value::Object(map) => Value::Object(map.iter().filter_map(|(k, v)| Some((k.clone(), settle(v, on)?))).collect()),
        Value::Array(items) => Value::Array(items.iter().filter_map(|item| settle(item, on)).collect()),
        plain => plain.clone(),
    })
}

/// YAML with CloudFormation's short forms (`!Ref`, `!GetAtt`, `!Sub` ...) as JSON with the long ones.
pub fn read_yaml(path: &Path) -> Value {
    let source = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let yaml: Yaml = serde_yaml_ng::from_str(&source).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    to_json(&yaml)
}

fn to_json(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(flag) => json!(flag),
        Yaml::Number(number) => serde_json::to_value(number).expect("a number"),
        Yaml::String(string) => json!(string),
        Yaml::Sequence(items) => Value::Array(items.iter().map(to_json).collect()),
        Yaml::Mapping(map) => {
            let entry = |(key, value): (&Yaml, &Yaml)| (key.as_str().expect("keys are text").to_owned(), to_json(value));
            Value::Object(map.iter().map(entry).collect::<Map<_, _>>())
        }
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let value = to_json(&tagged.value);
            match tag.trim_start_matches('!') {
                "Ref" => json!({"Ref": value}),
                "Condition" => json!({"Condition": value}),
                "GetAtt" => match value.as_str().and_then(|dotted| dotted.split_once('.')) {
                    Some((id, attribute)) => json!({"Fn::GetAtt": [id, attribute]}),
                    None => json!({"Fn::GetAtt": value}),
                },
                function => json!({ format!("Fn::{function}"): value }),
            }
        }
    }
}
