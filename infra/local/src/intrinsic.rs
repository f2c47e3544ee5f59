//! The intrinsic functions: from a template value to the plain value that the local cloud uses.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::aws::{ACCOUNT, REGION, arn};
use crate::error::Error;
use crate::template::{Template, plain};

/// Where the services of this stack listen, for names that hold an address.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `http://host:port` of the AWS endpoint.
    pub aws: String,
    /// `http://host:port` of the HTTP API.
    pub api: String,
    /// `ws://host:port` of the WebSocket API, without the stage.
    pub websocket: String,
    /// `http://host:port` of the console.
    pub console: String,
}

/// Resolves template values against parameters, conditions and the names of resources.
pub struct Resolver<'a> {
    template: &'a Template,
    conditions: BTreeMap<String, bool>,
    addresses: Addresses,
    /// Text that stands for an address on AWS, with what stands for it here.
    rewrites: Vec<(String, String)>,
}

/// What a value turned into.
enum Resolved {
    Value(Value),
    /// `AWS::NoValue`: the property is not there.
    Nothing,
}

const DEPTH: usize = 64;

impl<'a> Resolver<'a> {
    /// Settles the conditions and the address rewrites of a template.
    ///
    /// # Errors
    /// When a condition cannot be resolved.
    pub fn new(template: &'a Template, addresses: Addresses) -> Result<Self, Error> {
        let mut resolver = Self { template, conditions: BTreeMap::new(), addresses, rewrites: Vec::new() };
        for name in template.conditions.keys() {
            let holds = resolver.condition(name, 0)?;
            resolver.conditions.insert(name.clone(), holds);
        }
        resolver.rewrites = resolver.address_rewrites();
        Ok(resolver)
    }

    fn address_rewrites(&self) -> Vec<(String, String)> {
        let Addresses { aws, api, websocket, console } = &self.addresses;
        let mut rewrites = vec![(format!("https://cognito-idp.{REGION}.amazonaws.com"), aws.clone())];
        for (id, resource) in &self.template.resources {
            let host = format!("{}.execute-api.{REGION}.amazonaws.com", api_id(id));
            match resource.kind.as_str() {
                "AWS::Serverless::HttpApi" => rewrites.push((format!("https://{host}"), api.clone())),
                "AWS::ApiGatewayV2::Api" => {
                    rewrites.push((format!("wss://{host}"), websocket.clone()));
                    rewrites.push((format!("https://{host}"), aws.clone()));
                }
                "AWS::CloudFront::Distribution" => {
                    rewrites.push((format!("https://{}.cloudfront.net", api_id(id)), console.clone()));
                }
                _ => {}
            }
        }
        rewrites
    }

    /// Whether a resource exists under the conditions of this stack.
    ///
    /// # Errors
    /// When the condition is not known.
    pub fn exists(&self, id: &str) -> Result<bool, Error> {
        match self.template.resources.get(id).and_then(|r| r.condition.as_ref()) {
            None => Ok(true),
            Some(name) => self
                .conditions
                .get(name)
                .copied()
                .ok_or_else(|| Error::template(format!("{id}.Condition"), format!("there is no condition `{name}`"))),
        }
    }

    /// The properties of a resource, resolved.
    ///
    /// # Errors
    /// When an intrinsic function is wrong or not known.
    pub fn properties(&self, id: &str, properties: &Map<String, Value>) -> Result<Map<String, Value>, Error> {
        match self.value(id, &Value::Object(properties.clone()))? {
            Value::Object(map) => Ok(map),
            _ => Err(Error::template(id, "the properties must be a mapping")),
        }
    }

    /// Any value, resolved; `AWS::NoValue` at the top is null.
    ///
    /// # Errors
    /// When an intrinsic function is wrong or not known.
    pub fn value(&self, at: &str, value: &Value) -> Result<Value, Error> {
        match self.resolve(at, value, 0)? {
            Resolved::Value(value) => Ok(value),
            Resolved::Nothing => Ok(Value::Null),
        }
    }

    fn resolve(&self, at: &str, value: &Value, depth: usize) -> Result<Resolved, Error> {
        if depth > DEPTH {
            return Err(Error::template(at, "refers to itself"));
        }
        Ok(Resolved::Value(match value {
            Value::Object(map) => {
                if map.len() == 1
                    && let Some((name, argument)) = map.iter().next()
                    && (name == "Ref" || name == "Condition" && argument.is_string() || name.starts_with("Fn::"))
                {
                    return self.intrinsic(at, name, argument, depth + 1);
                }
                let mut resolved = Map::new();
                for (key, value) in map {
                    if let Resolved::Value(value) = self.resolve(&format!("{at}.{key}"), value, depth + 1)? {
                        resolved.insert(key.clone(), value);
                    }
                }
                Value::Object(resolved)
            }
            Value::Array(items) => {
                let mut resolved = Vec::with_capacity(items.len());
                for item in items {
                    if let Resolved::Value(value) = self.resolve(at, item, depth + 1)? {
                        resolved.push(value);
                    }
                }
                Value::Array(resolved)
            }
            Value::String(text) => Value::String(self.localise(text)),
            other => other.clone(),
        }))
    }

    fn intrinsic(&self, at: &str, name: &str, argument: &Value, depth: usize) -> Result<Resolved, Error> {
        let wrong = |what: &str| Error::template(at, format!("{name}: {what}"));
        let text = |value: &Value| -> Result<String, Error> {
            match self.resolve(at, value, depth)? {
                Resolved::Value(value @ (Value::String(_) | Value::Number(_) | Value::Bool(_))) => Ok(plain(&value)),
                Resolved::Value(_) => Err(wrong("needs text here")),
                Resolved::Nothing => Ok(String::new()),
            }
        };
        let list = |value: &Value| -> Result<Vec<Value>, Error> {
            match self.resolve(at, value, depth)? {
                Resolved::Value(Value::Array(items)) => Ok(items),
                _ => Err(wrong("needs a list")),
            }
        };
        let items: &[Value] = argument.as_array().map_or(&[], Vec::as_slice);
        let value = match (name, items) {
            ("Ref", _) => {
                let target = argument.as_str().ok_or_else(|| wrong("needs a name"))?;
                return self.reference(at, target, depth);
            }
            ("Fn::GetAtt", [id, attribute]) => {
                let id = id.as_str().ok_or_else(|| wrong("needs a logical id"))?;
                Value::String(self.attribute(at, id, &text(attribute)?, depth)?)
            }
            ("Fn::Sub", [template, variables]) => {
                let template = template.as_str().ok_or_else(|| wrong("needs text first"))?;
                let variables = variables.as_object().ok_or_else(|| wrong("needs a mapping second"))?;
                Value::String(self.substitute(at, template, variables, depth)?)
            }
            ("Fn::Sub", _) => {
                let template = argument.as_str().ok_or_else(|| wrong("needs text"))?;
                Value::String(self.substitute(at, template, &Map::new(), depth)?)
            }
            ("Fn::Join", [separator, parts]) => {
                let separator = text(separator)?;
                let parts: Vec<String> = list(parts)?.iter().map(plain).collect();
                Value::String(parts.join(&separator))
            }
            ("Fn::Split", [separator, whole]) => {
                let (separator, whole) = (text(separator)?, text(whole)?);
                Value::Array(whole.split(separator.as_str()).map(Value::from).collect())
            }
            ("Fn::Select", [index, parts]) => {
                let index: usize = text(index)?.parse().map_err(|_| wrong("needs a number first"))?;
                let mut parts = list(parts)?;
                if index >= parts.len() {
                    return Err(wrong("the list is shorter than that"));
                }
                parts.swap_remove(index)
            }
            ("Fn::If", [condition, then, otherwise]) => {
                let condition = condition.as_str().ok_or_else(|| wrong("needs the name of a condition"))?;
                let branch = if self.condition(condition, depth)? { then } else { otherwise };
                return self.resolve(at, branch, depth);
            }
            ("Fn::FindInMap", [map, first, second]) => {
                let (map, first, second) = (text(map)?, text(first)?, text(second)?);
                let found = self.template.mappings.get(&map).and_then(|m| m.get(&first)).and_then(|m| m.get(&second));
                found.cloned().ok_or_else(|| wrong(&format!("there is no {map}.{first}.{second}")))?
            }
            ("Fn::Equals" | "Fn::Not" | "Fn::And" | "Fn::Or" | "Condition", _) => {
                Value::Bool(self.truth(at, name, argument, depth)?)
            }
            _ => return Err(wrong("is not known, or has the wrong number of arguments")),
        };
        Ok(Resolved::Value(match value {
            Value::String(text) => Value::String(self.localise(&text)),
            other => other,
        }))
    }

    fn condition(&self, name: &str, depth: usize) -> Result<bool, Error> {
        if let Some(known) = self.conditions.get(name) {
            return Ok(*known);
        }
        let at = format!("Conditions.{name}");
        let expression = self.template.conditions.get(name);
        let expression = expression.ok_or_else(|| Error::template(&at, "there is no such condition"))?;
        match self.resolve(&at, expression, depth + 1)? {
            Resolved::Value(Value::Bool(holds)) => Ok(holds),
            _ => Err(Error::template(at, "must be Fn::Equals, Fn::Not, Fn::And, Fn::Or or Condition")),
        }
    }

    fn truth(&self, at: &str, name: &str, argument: &Value, depth: usize) -> Result<bool, Error> {
        if name == "Condition" {
            return self.condition(argument.as_str().unwrap_or_default(), depth);
        }
        let Resolved::Value(Value::Array(items)) = self.resolve(at, argument, depth)? else {
            return Err(Error::template(at, format!("{name}: needs a list")));
        };
        if name == "Fn::Equals" {
            return match items.as_slice() {
                [one, other] => Ok(plain(one) == plain(other)),
                _ => Err(Error::template(at, "Fn::Equals: needs two values")),
            };
        }
        let truths: Option<Vec<bool>> = items.iter().map(Value::as_bool).collect();
        match (name, truths.as_deref()) {
            ("Fn::Not", Some([one])) => Ok(!one),
            ("Fn::And", Some(all)) => Ok(all.iter().all(|one| *one)),
            ("Fn::Or", Some(all)) => Ok(all.iter().any(|one| *one)),
            _ => Err(Error::template(at, format!("{name}: needs conditions"))),
        }
    }

    /// `${Name}`, `${Name.Attribute}`, `${!literal}`.
    fn substitute(&self, at: &str, template: &str, variables: &Map<String, Value>, depth: usize) -> Result<String, Error> {
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        while let Some(start) = rest.find("${") {
            out.push_str(&rest[..start]);
            let after = &rest[start + 2..];
            let end = after.find('}').ok_or_else(|| Error::template(at, "Fn::Sub: `${` without `}`"))?;
            let name = after[..end].trim();
            rest = &after[end + 1..];
            if let Some(literal) = name.strip_prefix('!') {
                out.push_str("${");
                out.push_str(literal);
                out.push('}');
            } else if let Some(value) = variables.get(name) {
                if let Resolved::Value(value) = self.resolve(at, value, depth)? {
                    out.push_str(&plain(&value));
                }
            } else if let Some((id, attribute)) = name.split_once('.').filter(|_| !name.contains("::")) {
                out.push_str(&self.attribute(at, id, attribute, depth)?);
            } else if let Resolved::Value(value) = self.reference(at, name, depth)? {
                out.push_str(&plain(&value));
            }
        }
        out.push_str(rest);
        Ok(out)
    }

    fn localise(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (cloud, local) in &self.rewrites {
            if text.contains(cloud.as_str()) {
                text = text.replace(cloud.as_str(), local);
            }
        }
        text
    }

    fn reference(&self, at: &str, name: &str, depth: usize) -> Result<Resolved, Error> {
        let pseudo = match name {
            "AWS::NoValue" => return Ok(Resolved::Nothing),
            "AWS::Region" => Some(REGION),
            "AWS::AccountId" => Some(ACCOUNT),
            "AWS::Partition" => Some("aws"),
            "AWS::URLSuffix" => Some("amazonaws.com"),
            "AWS::StackName" => Some("local"),
            "AWS::StackId" => Some("arn:aws:cloudformation:us-east-1:000000000000:stack/local/0"),
            _ => None,
        };
        if let Some(value) = pseudo {
            return Ok(Resolved::Value(value.into()));
        }
        if let Some(value) = self.template.parameters.get(name) {
            return Ok(Resolved::Value(value.as_str().into()));
        }
        let kind = self.kind(at, name)?;
        let own = self.name(name, depth)?;
        Ok(Resolved::Value(Value::String(match kind {
            "AWS::SQS::Queue" => queue_url(&self.addresses.aws, &own),
            "AWS::SNS::Topic" => arn("sns", &own),
            _ => own,
        })))
    }

    fn kind(&self, at: &str, id: &str) -> Result<&'a str, Error> {
        let resource = self.template.resources.get(id);
        let resource = resource.ok_or_else(|| Error::template(at, format!("there is no resource or parameter `{id}`")))?;
        Ok(&resource.kind)
    }

    fn attribute(&self, at: &str, id: &str, attribute: &str, depth: usize) -> Result<String, Error> {
        let kind = self.kind(at, id)?;
        let own = self.name(id, depth)?;
        let aws = &self.addresses.aws;
        Ok(match (kind, attribute) {
            ("AWS::SQS::Queue", "Arn") => arn("sqs", &own),
            ("AWS::SQS::Queue", "QueueName") | ("AWS::Events::EventBus", "Name") => own,
            ("AWS::SQS::Queue", "QueueUrl") => queue_url(aws, &own),
            ("AWS::DynamoDB::Table", "Arn") => arn("dynamodb", &format!("table/{own}")),
            ("AWS::Serverless::Function", "Arn") => arn("lambda", &format!("function:{own}")),
            ("AWS::Events::EventBus", "Arn") => arn("events", &format!("event-bus/{own}")),
            ("AWS::Events::Rule", "Arn") => arn("events", &format!("rule/{own}")),
            ("AWS::Cognito::UserPool", "Arn") => arn("cognito-idp", &format!("userpool/{own}")),
            ("AWS::Cognito::UserPool", "UserPoolId") => own,
            ("AWS::Cognito::UserPool", "ProviderName") => format!("cognito-idp.{REGION}.amazonaws.com/{own}"),
            ("AWS::Cognito::UserPool", "ProviderURL") => format!("{aws}/{own}"),
            ("AWS::Cognito::UserPoolClient", "ClientId") => own,
            ("AWS::Serverless::HttpApi", "ApiEndpoint") => self.addresses.api.clone(),
            ("AWS::ApiGatewayV2::Api", "ApiEndpoint") => self.addresses.websocket.clone(),
            ("AWS::CloudFront::Distribution", "DomainName") => format!("{own}.cloudfront.net"),
            ("AWS::SNS::Topic", "TopicArn") => arn("sns", &own),
            ("AWS::IAM::Role", "Arn") => format!("arn:aws:iam::{ACCOUNT}:role/{own}"),
            ("AWS::S3::Bucket", "Arn") => format!("arn:aws:s3:::{own}"),
            ("AWS::S3::Bucket", "DomainName" | "RegionalDomainName") => format!("{own}.s3.{REGION}.amazonaws.com"),
            ("AWS::Logs::LogGroup", "Arn") => arn("logs", &format!("log-group:{own}")),
            // Of something that has no local meaning nobody reads a true value; a recognisable one will do.
            _ if crate::plan::ignored(kind) => format!("local:{own}:{attribute}"),
            _ => return Err(Error::template(at, format!("the attribute `{attribute}` of {kind} `{id}` is not known"))),
        })
    }

    /// The physical name of a resource: its name property, or its logical id.
    ///
    /// # Errors
    /// When the name property cannot be resolved.
    pub fn name(&self, id: &str, depth: usize) -> Result<String, Error> {
        let Some(resource) = self.template.resources.get(id) else {
            return Err(Error::template(id, "there is no such resource"));
        };
        let property = match resource.kind.as_str() {
            "AWS::SQS::Queue" => "QueueName",
            "AWS::DynamoDB::Table" => "TableName",
            "AWS::Serverless::Function" => "FunctionName",
            "AWS::Events::EventBus" | "AWS::Events::Rule" => "Name",
            "AWS::Logs::LogGroup" => "LogGroupName",
            "AWS::S3::Bucket" => "BucketName",
            "AWS::SNS::Topic" => "TopicName",
            "AWS::Cognito::UserPoolGroup" => "GroupName",
            "AWS::Cognito::UserPoolDomain" => "Domain",
            "AWS::ApiGatewayV2::Stage" => "StageName",
            "AWS::SecretsManager::Secret" => "Name",
            "AWS::Cognito::UserPool" => return Ok(format!("{REGION}_{id}")),
            "AWS::Serverless::HttpApi" | "AWS::ApiGatewayV2::Api" | "AWS::CloudFront::Distribution" => {
                return Ok(api_id(id));
            }
            _ => return Ok(id.to_owned()),
        };
        if let Some(value) = resource.properties.get(property)
            && let Resolved::Value(value) = self.resolve(&format!("{id}.{property}"), value, depth + 1)?
        {
            return Ok(plain(&value));
        }
        let fifo = resource.properties.get("FifoQueue").is_some_and(|fifo| plain(fifo) == "true");
        Ok(match resource.kind.as_str() {
            "AWS::SQS::Queue" if fifo => format!("{id}.fifo"),
            "AWS::S3::Bucket" => id.to_ascii_lowercase(),
            _ => id.to_owned(),
        })
    }
}

/// Host names are lower case, and so are the ids of APIs in them.
fn api_id(logical_id: &str) -> String {
    logical_id.to_ascii_lowercase()
}

/// The URL of a queue on our own endpoint, in the path form AWS uses.
pub fn queue_url(aws: &str, name: &str) -> String {
    format!("{aws}/{ACCOUNT}/{name}")
}
