//! The events of a `AWS::Serverless::Function`: what starts it.

use serde_json::Value;

use super::dead_letters::DeadLetters;
use super::function::Mapping;
use super::http::{Access, Route};
use super::messaging::{Rule, Target, TargetKind};
use super::schedule::Schedule;
use super::{Builder, Properties, arn_name};
use crate::error::Error;
use crate::eventbridge::pattern::Pattern;

impl Builder<'_> {
    /// One entry of `Events`.
    pub(super) fn event(&mut self, at: &str, function: &str, value: Value) -> Result<(), Error> {
        let Value::Object(map) = value else {
            return Err(Error::template(at, "must be a mapping"));
        };
        let mut event = Properties::new(at, map);
        let kind = event.required("Type")?;
        let mut properties = event.inside("Properties")?.unwrap_or_else(|| Properties::new(at, Default::default()));
        event.finish()?;
        match kind.as_str() {
            "HttpApi" => self.http_event(function, &mut properties)?,
            "SQS" => {
                let queue = properties.required("Queue")?;
                let mapping = Mapping::read(at, function.to_owned(), &queue, &mut properties)?;
                self.plan.mappings.extend(mapping);
            }
            "Schedule" | "ScheduleV2" => self.schedule_event(at, function, &mut properties)?,
            "EventBridgeRule" | "CloudWatchEvent" => self.rule_event(at, function, &mut properties)?,
            _ => {
                return Err(Error::template(
                    format!("{at}.Type"),
                    format!("the local cloud does not know the event type {kind}; teach it in infra/local/src/plan/event.rs"),
                ));
            }
        }
        properties.finish()
    }

    fn http_event(&mut self, function: &str, properties: &mut Properties) -> Result<(), Error> {
        let method = properties.required("Method")?.to_ascii_uppercase();
        let path = properties.required("Path")?;
        let mut access = Access::Default;
        let mut scopes = Vec::new();
        if let Some(mut auth) = properties.inside("Auth")? {
            access = match auth.text("Authorizer")?.as_deref() {
                None => Access::Default,
                Some("NONE") => Access::Open,
                Some(name) => Access::Named(name.to_owned()),
            };
            scopes = auth.texts("AuthorizationScopes")?;
            auth.finish()?;
        }
        if properties.text("PayloadFormatVersion")?.is_some_and(|version| version != "2.0") {
            return Err(properties.wrong("PayloadFormatVersion", "only 2.0 is known"));
        }
        let timeout = properties.number("TimeoutInMillis")?;
        let api = properties.required("ApiId")?;
        properties.ignore(&["RouteSettings"]);
        let route =
            Route::new(&method, &path, function, access, scopes, timeout).map_err(|reason| properties.wrong("Path", reason))?;
        self.plan.http.entry(api).or_default().routes.push(route);
        Ok(())
    }

    fn schedule_event(&mut self, at: &str, function: &str, properties: &mut Properties) -> Result<(), Error> {
        let expression = match properties.text("Schedule")? {
            Some(expression) => expression,
            None => properties.required("ScheduleExpression")?,
        };
        let zone = properties.text("ScheduleExpressionTimezone")?;
        if zone.is_some_and(|zone| zone != "UTC") {
            return Err(properties.wrong("ScheduleExpressionTimezone", "only UTC is known"));
        }
        let name = properties.text("Name")?.unwrap_or_else(|| at.replace('.', "-"));
        let input = properties.text("Input")?;
        let enabled =
            properties.flag("Enabled")?.unwrap_or(true) && properties.text("State")?.is_none_or(|state| state != "DISABLED");
        properties.ignore(&[
            "Description",
            "DeadLetterConfig",
            "RetryPolicy",
            "RoleArn",
            "PermissionsBoundary",
            "FlexibleTimeWindow",
            "GroupName",
            "OmitName",
        ]);
        if enabled {
            self.plan.schedules.push(Schedule::new(at, &name, function.to_owned(), &expression, input)?);
        }
        Ok(())
    }

    fn rule_event(&mut self, at: &str, function: &str, properties: &mut Properties) -> Result<(), Error> {
        let pattern = properties.value("Pattern").unwrap_or_default();
        let pattern = Pattern::read(&pattern).map_err(|reason| properties.wrong("Pattern", reason))?;
        let bus = properties.text("EventBusName")?.map_or_else(|| "default".to_owned(), |bus| arn_name(&bus));
        let target = Target {
            kind: TargetKind::Function(function.to_owned()),
            input: properties.text("Input")?,
            input_path: properties.text("InputPath")?,
            dead_letters: DeadLetters::read(properties)?,
        };
        properties.ignore(&["RuleName", "RetryPolicy", "Target", "State"]);
        self.plan.rules.push(Rule { at: at.to_owned(), bus, pattern, targets: vec![target] });
        Ok(())
    }
}
