//! `AWS::ApiGatewayV2::*`: the WebSocket API, written as its separate parts in a template.

use std::collections::BTreeMap;

use super::Properties;
use crate::error::Error;

/// The WebSocket API of a stack.
#[derive(Debug, Clone)]
pub struct SocketApi {
    /// Id, as it stands in events.
    pub id: String,
    /// Stage, the path of the address.
    pub stage: String,
    /// Path into a message's JSON that chooses the route: `action` for `$request.body.action`.
    pub selector: Vec<String>,
    /// Routes by key.
    pub routes: BTreeMap<String, SocketRoute>,
}

/// One route.
#[derive(Debug, Clone)]
pub struct SocketRoute {
    /// Name of the function.
    pub function: String,
    /// Whether the function's answer is sent to the client.
    pub answers: bool,
}

/// The resources that together are the API, as they are met.
#[derive(Default)]
pub(super) struct Parts {
    api: Option<(String, String)>,
    stage: Option<String>,
    integrations: BTreeMap<String, String>,
    /// Logical id of the route to key, integration and whether it selects responses.
    routes: BTreeMap<String, (String, String, bool)>,
    responses: Vec<String>,
}

impl Parts {
    pub(super) fn read(&mut self, id: &str, name: &str, kind: &str, properties: &mut Properties) -> Result<(), Error> {
        match kind {
            "AWS::ApiGatewayV2::Api" => {
                let protocol = properties.required("ProtocolType")?;
                if protocol != "WEBSOCKET" {
                    let reason = "only WEBSOCKET is known here; an HTTP API is an AWS::Serverless::HttpApi";
                    return Err(properties.wrong("ProtocolType", reason));
                }
                if self.api.is_some() {
                    return Err(properties.wrong("ProtocolType", "a second WebSocket API is not known"));
                }
                let selection = properties.required("RouteSelectionExpression")?;
                properties.ignore(&["Name", "Description", "Tags", "DisableExecuteApiEndpoint", "IpAddressType"]);
                self.api = Some((name.to_owned(), selection));
            }
            "AWS::ApiGatewayV2::Integration" => {
                let uri = properties.required("IntegrationUri")?;
                let kind = properties.required("IntegrationType")?;
                let function = uri
                    .split_once(":function:")
                    .map(|(_, rest)| rest.trim_end_matches("/invocations").to_owned())
                    .ok_or_else(|| properties.wrong("IntegrationUri", format!("`{uri}` names no function")))?;
                if kind != "AWS_PROXY" {
                    return Err(properties.wrong("IntegrationType", "only AWS_PROXY is known"));
                }
                properties.ignore(&[
                    "ApiId",
                    "IntegrationMethod",
                    "ContentHandlingStrategy",
                    "Description",
                    "TimeoutInMillis",
                    "PayloadFormatVersion",
                ]);
                self.integrations.insert(id.to_owned(), function);
            }
            "AWS::ApiGatewayV2::Route" => {
                let key = properties.required("RouteKey")?;
                let target = properties.required("Target")?;
                let target = target.trim_start_matches("integrations/").to_owned();
                let selects = properties.text("RouteResponseSelectionExpression")?.is_some();
                if properties.text("AuthorizationType")?.is_some_and(|kind| kind != "NONE") {
                    return Err(properties.wrong("AuthorizationType", "only NONE is known"));
                }
                properties.ignore(&["ApiId", "OperationName"]);
                self.routes.insert(id.to_owned(), (key, target, selects));
            }
            "AWS::ApiGatewayV2::RouteResponse" => {
                self.responses.push(properties.required("RouteId")?);
                properties.ignore(&["ApiId", "RouteResponseKey"]);
            }
            _ => {
                self.stage = Some(properties.required("StageName")?);
                properties.ignore(&[
                    "ApiId",
                    "AutoDeploy",
                    "DeploymentId",
                    "DefaultRouteSettings",
                    "RouteSettings",
                    "AccessLogSettings",
                    "Description",
                    "StageVariables",
                    "Tags",
                ]);
            }
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Option<SocketApi>, Error> {
        let Some((id, selection)) = self.api else {
            return Ok(None);
        };
        let Some(stage) = self.stage else {
            return Err(Error::template(&id, "a WebSocket API needs an AWS::ApiGatewayV2::Stage"));
        };
        let selector = selection
            .trim_matches(['$', '{', '}'])
            .strip_prefix("request.body.")
            .ok_or_else(|| Error::template(&id, format!("`{selection}`: only $request.body.<name> is known")))?
            .split('.')
            .map(str::to_owned)
            .collect();
        let mut routes = BTreeMap::new();
        for (logical, (key, integration, selects)) in &self.routes {
            let function = self.integrations.get(integration).cloned().ok_or_else(|| {
                Error::template(format!("{logical}.Target"), format!("there is no integration `{integration}`"))
            })?;
            let answers = *selects && self.responses.contains(logical);
            routes.insert(key.clone(), SocketRoute { function, answers });
        }
        Ok(Some(SocketApi { id, stage, selector, routes }))
    }
}
