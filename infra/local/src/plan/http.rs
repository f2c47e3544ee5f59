//! `AWS::Serverless::HttpApi`: routes, authorizers, CORS.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Properties;
use crate::error::Error;

/// An HTTP API of a stack.
#[derive(Debug, Clone, Default)]
pub struct HttpApi {
    /// Id, as it stands in events.
    pub id: String,
    /// Routes of all functions.
    pub routes: Vec<Route>,
    /// Authorizers by name.
    pub authorizers: BTreeMap<String, Authorizer>,
    /// The authorizer of routes that name none.
    pub default_authorizer: Option<String>,
    /// What browsers on other origins may do.
    pub cors: Option<Cors>,
}

/// One route.
#[derive(Debug, Clone)]
pub struct Route {
    /// Method in capitals, or `ANY`.
    pub method: String,
    /// Path as written.
    pub path: String,
    /// The path's parts.
    pub segments: Vec<Segment>,
    /// Name of the function.
    pub function: String,
    /// Who may call.
    pub access: Access,
    /// Scopes of which a token needs one.
    pub scopes: Vec<String>,
    /// Milliseconds the integration may take; at most 30 s.
    pub timeout: u64,
}

/// A part of a route's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Exactly this.
    Literal(String),
    /// `{name}`: any one part.
    Parameter(String),
    /// `{name+}`: all that is left, at least one part.
    Greedy(String),
}

/// Who may call a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// As the API's default says.
    Default,
    /// Anybody.
    Open,
    /// Who the named authorizer lets in.
    Named(String),
}

/// A JWT authorizer.
#[derive(Debug, Clone)]
pub struct Authorizer {
    /// `iss` of the tokens; already the local one.
    pub issuer: String,
    /// `aud` or `client_id` of the tokens.
    pub audience: Vec<String>,
    /// Name of the header, lower case, or of the query parameter that holds the token.
    pub source: Source,
    /// Scopes of which a token needs one, for routes that name none.
    pub scopes: Vec<String>,
}

/// Where a token is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In this header, lower case.
    Header(String),
    /// In this query parameter.
    Query(String),
}

/// A CORS configuration.
#[derive(Debug, Clone, Default)]
pub struct Cors {
    /// Origins; `*` for all.
    pub origins: Vec<String>,
    /// Methods; `*` for all.
    pub methods: Vec<String>,
    /// Request headers; `*` for all.
    pub headers: Vec<String>,
    /// Response headers a script may read.
    pub expose: Vec<String>,
    /// Whether cookies may be sent.
    pub credentials: bool,
    /// Seconds a browser may keep the answer to a preflight.
    pub max_age: Option<u64>,
}

impl Route {
    pub(crate) fn new(
        method: &str,
        path: &str,
        function: &str,
        access: Access,
        scopes: Vec<String>,
        timeout: Option<u64>,
    ) -> Result<Self, String> {
        const METHODS: [&str; 8] = ["ANY", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
        if !METHODS.contains(&method) {
            return Err(format!("`{method}` is not an HTTP method or ANY"));
        }
        let rest = path.strip_prefix('/').ok_or_else(|| format!("`{path}` must begin with /"))?;
        let mut segments = Vec::new();
        for part in rest.split('/').filter(|part| !part.is_empty()) {
            if segments.last().is_some_and(|last| matches!(last, Segment::Greedy(_))) {
                return Err(format!("`{path}`: nothing may follow a greedy part"));
            }
            segments.push(match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                None => Segment::Literal(part.to_owned()),
                Some(name) => match name.strip_suffix('+') {
                    Some(name) => Segment::Greedy(name.to_owned()),
                    None => Segment::Parameter(name.to_owned()),
                },
            });
        }
        Ok(Self {
            method: method.to_owned(),
            path: path.to_owned(),
            segments,
            function: function.to_owned(),
            access,
            scopes,
            timeout: timeout.unwrap_or(30_000).min(30_000),
        })
    }

    /// The route key, for example `GET /v1/{proxy+}`.
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

impl HttpApi {
    pub(super) fn read(id: &str, name: &str, properties: &mut Properties, globals: Map<String, Value>) -> Result<Self, Error> {
        let mut globals = globals;
        for key in ["Auth", "CorsConfiguration"] {
            if let Some(own) = properties.value(key) {
                globals.insert(key.to_owned(), own);
            }
        }
        properties.extend(globals);
        let mut api = Self { id: name.to_owned(), ..Self::default() };
        if let Some(mut auth) = properties.inside("Auth")? {
            api.default_authorizer = auth.text("DefaultAuthorizer")?;
            for (name, value) in auth.entries("Authorizers")? {
                let at = format!("{id}.Auth.Authorizers.{name}");
                api.authorizers.insert(name, Authorizer::read(&at, value)?);
            }
            auth.finish()?;
        }
        api.cors = match properties.value("CorsConfiguration") {
            None | Some(Value::Bool(false)) => None,
            Some(Value::Bool(true)) => Some(Cors { origins: vec!["*".to_owned()], ..Cors::default() }),
            Some(Value::Object(map)) => Some(Cors::read(Properties::new(format!("{id}.CorsConfiguration"), map))?),
            Some(_) => return Err(properties.wrong("CorsConfiguration", "must be a mapping")),
        };
        if properties.text("StageName")?.is_some_and(|stage| stage != "$default") {
            return Err(properties.wrong("StageName", "only the $default stage is known"));
        }
        properties.ignore(&[
            "Name",
            "Description",
            "AccessLogSettings",
            "DefaultRouteSettings",
            "RouteSettings",
            "FailOnWarnings",
            "DisableExecuteApiEndpoint",
            "Domain",
            "Tags",
            "PropagateTags",
        ]);
        Ok(api)
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        if self.id.is_empty() {
            return Err(Error::template("Resources", "an HttpApi event names an ApiId that is no AWS::Serverless::HttpApi"));
        }
        let named = self.routes.iter().filter_map(|route| match &route.access {
            Access::Named(name) => Some(name),
            Access::Default | Access::Open => None,
        });
        for name in named.chain(&self.default_authorizer) {
            if !self.authorizers.contains_key(name) {
                return Err(Error::template(format!("{}.Auth", self.id), format!("there is no authorizer `{name}`")));
            }
        }
        Ok(())
    }
}

impl Authorizer {
    fn read(at: &str, value: Value) -> Result<Self, Error> {
        let Value::Object(map) = value else {
            return Err(Error::template(at, "must be a mapping"));
        };
        let mut properties = Properties::new(at, map);
        let source = properties.text("IdentitySource")?.unwrap_or_else(|| "$request.header.Authorization".to_owned());
        let source = match (source.strip_prefix("$request.header."), source.strip_prefix("$request.querystring.")) {
            (Some(name), _) => Source::Header(name.to_ascii_lowercase()),
            (None, Some(name)) => Source::Query(name.to_owned()),
            (None, None) => return Err(properties.wrong("IdentitySource", "must be a header or a query parameter")),
        };
        let scopes = properties.texts("AuthorizationScopes")?;
        let Some(mut jwt) = properties.inside("JwtConfiguration")? else {
            return Err(properties.wrong("JwtConfiguration", "only JWT authorizers are known"));
        };
        let authorizer = Self { issuer: jwt.required("issuer")?, audience: jwt.texts("audience")?, source, scopes };
        jwt.finish()?;
        properties.finish()?;
        Ok(authorizer)
    }
}

impl Cors {
    fn read(mut properties: Properties) -> Result<Self, Error> {
        let cors = Self {
            origins: properties.texts("AllowOrigins")?,
            methods: properties.texts("AllowMethods")?,
            headers: properties.texts("AllowHeaders")?.iter().map(|h| h.to_ascii_lowercase()).collect(),
            expose: properties.texts("ExposeHeaders")?,
            credentials: properties.flag("AllowCredentials")?.unwrap_or(false),
            max_age: properties.number("MaxAge")?,
        };
        properties.finish()?;
        Ok(cors)
    }
}
