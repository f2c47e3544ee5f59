//! From a template to a plan: what exists, fully resolved and typed. Nothing here does any I/O.

mod bucket;
mod cognito;
mod dead_letters;
mod event;
mod function;
mod http;
mod ignored;
mod messaging;
mod properties;
mod schedule;
mod socket;
mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use bucket::{Bucket, CorsRule};
pub use cognito::{Client, PasswordPolicy, Pool};
pub use function::{AsyncFailure, Function, Mapping};
pub use http::{Access, Authorizer, Cors, HttpApi, Route, Segment, Source};
pub use ignored::ignored;
#[cfg(test)]
pub use messaging::{Fifo, Redrive};
pub use messaging::{Queue, Rule, Target, TargetKind};
pub use schedule::Schedule;
pub use socket::SocketApi;
pub use table::Table;

use crate::error::Error;
use crate::intrinsic::{Addresses, Resolver};
use crate::template::Template;
use properties::Properties;

/// Everything a stack serves.
#[derive(Debug, Default)]
pub struct Plan {
    /// DynamoDB tables.
    pub tables: Vec<Table>,
    /// SQS queues, by name.
    pub queues: BTreeMap<String, Queue>,
    /// Buckets.
    pub buckets: Vec<Bucket>,
    /// Names of event buses; `default` always exists.
    pub buses: Vec<String>,
    /// Rules of all buses.
    pub rules: Vec<Rule>,
    /// Lambda functions.
    pub functions: Vec<Function>,
    /// Queues that feed functions.
    pub mappings: Vec<Mapping>,
    /// Scheduled invocations.
    pub schedules: Vec<Schedule>,
    /// The HTTP APIs, by the id that events name.
    pub http: BTreeMap<String, HttpApi>,
    /// The WebSocket API.
    pub socket: Option<SocketApi>,
    /// Cognito user pools.
    pub pools: Vec<Pool>,
    /// Outputs, resolved.
    pub outputs: BTreeMap<String, String>,
    /// Logical id to name, ARN and the rest, for other processes.
    pub resources: BTreeMap<String, Value>,
}

impl Plan {
    /// Makes the plan of a template. `folder` is the template's folder, `binaries` that of the function binaries.
    ///
    /// # Errors
    /// With logical id and property, when something is wrong or not known.
    pub fn make(template: &Template, addresses: &Addresses, binaries: &Path) -> Result<Self, Error> {
        let resolver = Resolver::new(template, addresses.clone())?;
        let mut builder = Builder {
            resolver: &resolver,
            template,
            binaries: binaries.to_owned(),
            plan: Plan { buses: vec!["default".to_owned()], ..Plan::default() },
            sockets: socket::Parts::default(),
            cognito: cognito::Parts::default(),
        };
        for (id, resource) in &template.resources {
            if resolver.exists(id)? {
                builder.resource(id, &resource.kind)?;
            }
        }
        let mut plan = builder.finish()?;
        for (name, value) in &template.outputs {
            let value = resolver.value(&format!("Outputs.{name}"), value)?;
            plan.outputs.insert(name.clone(), crate::template::plain(&value));
        }
        plan.check()?;
        Ok(plan)
    }

    /// How soon the work of a function is wanted.
    pub fn haste(&self, function: &str) -> Haste {
        let http = self.http.values().flat_map(|api| &api.routes).map(|route| route.function.as_str());
        let socket = self.socket.iter().flat_map(|api| api.routes.values()).map(|route| route.function.as_str());
        if http.chain(socket).any(|awaited| awaited == function) {
            return Haste::Awaited;
        }
        // What may lie for a while until a batch is full is in no hurry afterwards either.
        match self.mappings.iter().any(|mapping| mapping.function == function && mapping.window == 0) {
            true => Haste::Soon,
            false => Haste::Whenever,
        }
    }

    /// Looks for references that lead nowhere.
    fn check(&self) -> Result<(), Error> {
        for queue in self.queues.values() {
            if let Some(redrive) = &queue.redrive {
                let Some(dead) = self.queues.get(&redrive.queue) else {
                    return Err(Error::template(
                        format!("{}.RedrivePolicy", queue.id),
                        format!("there is no queue `{}`", redrive.queue),
                    ));
                };
                if dead.fifo.is_some() != queue.fifo.is_some() {
                    let reason = "a FIFO queue needs a FIFO dead-letter queue, a standard queue a standard one";
                    return Err(Error::template(format!("{}.RedrivePolicy", queue.id), reason));
                }
            }
        }
        for mapping in &self.mappings {
            if !self.queues.contains_key(&mapping.queue) {
                let reason = format!("there is no queue `{}`", mapping.queue);
                return Err(Error::template(&mapping.at, reason));
            }
        }
        for rule in &self.rules {
            if !self.buses.contains(&rule.bus) {
                return Err(Error::template(&rule.at, format!("there is no bus `{}`", rule.bus)));
            }
            for target in &rule.targets {
                let known = match &target.kind {
                    TargetKind::Queue { name, .. } => self.queues.contains_key(name),
                    TargetKind::Function(name) => self.functions.iter().any(|f| &f.name == name),
                };
                if !known {
                    return Err(Error::template(&rule.at, format!("the target {:?} does not exist", target.kind)));
                }
            }
        }
        Ok(())
    }
}

/// How soon the work of a function is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Haste {
    /// Somebody waits for its answers: it is behind an HTTP route or a socket.
    Awaited,
    /// A queue feeds it that hands on what comes at once.
    Soon,
    /// Only the clock starts it, or a queue that waits until a batch is full.
    Whenever,
}

/// The plan while it is made.
struct Builder<'a> {
    resolver: &'a Resolver<'a>,
    template: &'a Template,
    binaries: PathBuf,
    plan: Plan,
    sockets: socket::Parts,
    cognito: cognito::Parts,
}

impl Builder<'_> {
    fn resource(&mut self, id: &str, kind: &str) -> Result<(), Error> {
        if ignored(kind) {
            return Ok(());
        }
        let mut properties = self.properties(id)?;
        let name = self.resolver.name(id, 0)?;
        match kind {
            "AWS::DynamoDB::Table" => {
                let table = Table::read(&name, &mut properties)?;
                self.plan.tables.push(table);
            }
            "AWS::SQS::Queue" => {
                let queue = Queue::read(id, &name, &mut properties)?;
                self.plan.queues.insert(name.clone(), queue);
            }
            "AWS::Events::EventBus" => {
                properties.ignore(&[
                    "Name",
                    "Description",
                    "KmsKeyIdentifier",
                    "Policy",
                    "Tags",
                    "DeadLetterConfig",
                    "LogConfig",
                ]);
                self.plan.buses.push(name.clone());
            }
            "AWS::S3::Bucket" => {
                self.plan.buckets.push(Bucket::read(id, &name, &mut properties)?);
            }
            "AWS::Events::Rule" => self.rule(id, &name, &mut properties)?,
            "AWS::Serverless::Function" => self.function(id, &name, &mut properties)?,
            "AWS::Lambda::EventSourceMapping" => {
                let function = function::function_name(&properties.required("FunctionName")?);
                let queue = properties.required("EventSourceArn")?;
                let mapping = Mapping::read(id, function, &queue, &mut properties)?;
                self.plan.mappings.extend(mapping);
            }
            "AWS::Serverless::HttpApi" => {
                let globals = self.globals("HttpApi")?;
                let routes = self.plan.http.remove(&name).map(|api| api.routes);
                let mut api = HttpApi::read(id, &name, &mut properties, globals)?;
                api.routes = routes.unwrap_or_default();
                self.plan.http.insert(name.clone(), api);
            }
            "AWS::Cognito::UserPool" | "AWS::Cognito::UserPoolClient" | "AWS::Cognito::UserPoolGroup" => {
                self.cognito.read(id, &name, kind, &mut properties)?;
            }
            "AWS::ApiGatewayV2::Api"
            | "AWS::ApiGatewayV2::Integration"
            | "AWS::ApiGatewayV2::Route"
            | "AWS::ApiGatewayV2::RouteResponse"
            | "AWS::ApiGatewayV2::Stage" => self.sockets.read(id, &name, kind, &mut properties)?,
            _ => {
                return Err(Error::template(
                    format!("{id}.Type"),
                    format!(
                        "the local cloud does not know {kind}; teach it in infra/local/src/plan, or list it there as ignored"
                    ),
                ));
            }
        }
        properties.finish()?;
        self.describe(id, kind, &name)
    }

    fn properties(&self, id: &str) -> Result<Properties, Error> {
        let written = self.template.resources.get(id).map(|r| r.properties.clone()).unwrap_or_default();
        Ok(Properties::new(id, self.resolver.properties(id, &written)?))
    }

    fn globals(&self, section: &str) -> Result<serde_json::Map<String, Value>, Error> {
        let value = self.template.globals.get(section).cloned().unwrap_or_else(|| Value::Object(Default::default()));
        match self.resolver.value(&format!("Globals.{section}"), &value)? {
            Value::Object(map) => Ok(map),
            _ => Err(Error::template(format!("Globals.{section}"), "must be a mapping")),
        }
    }

    /// Notes what other processes may want to know of a resource.
    fn describe(&mut self, id: &str, kind: &str, name: &str) -> Result<(), Error> {
        let mut entry = serde_json::json!({ "type": kind, "name": name });
        let reference = self.resolver.value(id, &serde_json::json!({ "Ref": id }))?;
        if reference.as_str().is_some_and(|text| text != name) {
            entry["url"] = reference;
        }
        if let Ok(arn) = self.resolver.value(id, &serde_json::json!({ "Fn::GetAtt": [id, "Arn"] })) {
            entry["arn"] = arn;
        }
        self.plan.resources.insert(id.to_owned(), entry);
        Ok(())
    }

    fn finish(mut self) -> Result<Plan, Error> {
        self.plan.socket = self.sockets.finish()?;
        self.plan.pools = self.cognito.finish()?;
        self.plan.http.values().try_for_each(HttpApi::check)?;
        Ok(self.plan)
    }
}

/// The last part of an ARN such as `arn:aws:sqs:us-east-1:000000000000:Name`.
pub fn arn_name(arn: &str) -> String {
    let last = arn.rsplit(':').next().unwrap_or(arn);
    last.rsplit('/').next().unwrap_or(last).to_owned()
}
