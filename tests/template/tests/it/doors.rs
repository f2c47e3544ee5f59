//! What can be reached from outside: HTTP routes, sockets, the console.

use serde_json::{Value, json};

use crate::template::{Template, many, target, text};

/// The only routes without a token: platforms sign their bodies instead.
const WITHOUT_TOKEN: &[&str] = &["GET /in/{platform}/{account}", "POST /in/{platform}/{account}"];

/// The routes of customers on the company's pages, on an API of their own: a session's token is asked for by the function.
const CUSTOMERS: &[&str] = &[
    "GET /web/{deployment}/{what}",
    "OPTIONS /web/{deployment}/{what}",
    "POST /web/{deployment}/uploads",
    "POST /web/{deployment}/{what}",
];

const WITH_TOKEN: &[&str] =
    &["DELETE /v1/{proxy+}", "GET /v1/{proxy+}", "PATCH /v1/{proxy+}", "POST /v1/{proxy+}", "PUT /v1/{proxy+}", ANALYSES];

/// The one that needs the analyser's weights.
const ANALYSES: &str = "POST /v1/analyses";

pub fn tokens(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let routes = template.routes();
    for route in &routes {
        let key = route.key.as_str();
        if CUSTOMERS.contains(&key) {
            if route.authorizer.is_some() || route.function != "MessengerFunction" {
                problems.push(format!("{key} is not the messenger's, or asks its customers for a token of ours"));
            }
            continue;
        }
        match &route.authorizer {
            None if !WITHOUT_TOKEN.contains(&key) => problems.push(format!("{key} needs no token")),
            Some(_) if WITHOUT_TOKEN.contains(&key) => problems.push(format!("{key} asks platforms for a token")),
            Some(name) if name != "SignedIn" => problems.push(format!("{key} has an unknown authorizer {name}")),
            _ => {}
        }
        let function = match key {
            ANALYSES => "AnalyzeFunction",
            _ if key.contains(" /in/") => "WebhookFunction",
            _ => "ApiFunction",
        };
        if route.function != function {
            problems.push(format!("{key} runs {}, not {function}", route.function));
        }
        if !WITHOUT_TOKEN.contains(&key) && !WITH_TOKEN.contains(&key) {
            // ANY would match OPTIONS too, and the authorizer would refuse every browser's preflight.
            problems.push(format!("{key} is not in the list of routes"));
        }
    }
    for wanted in WITHOUT_TOKEN.iter().chain(WITH_TOKEN).chain(CUSTOMERS) {
        if !routes.iter().any(|route| route.key == *wanted) {
            problems.push(format!("{wanted} is missing"));
        }
    }
    let properties = template.properties("HttpApi");
    let written = &properties["Auth"]["Authorizers"]["SignedIn"]["JwtConfiguration"];
    let expanded =
        &properties["Body"]["components"]["securitySchemes"]["SignedIn"]["x-amazon-apigateway-authorizer"]["jwtConfiguration"];
    let checked = if written.is_null() { expanded } else { written };
    let issuer = "https://cognito-idp.${AWS::Region}.amazonaws.com/${UserPool}";
    if checked["issuer"]["Fn::Sub"] != issuer || checked["audience"] != json!([{"Ref": "UserPoolClient"}]) {
        problems.push("HttpApi does not check that a token is of our user pool and for our client".to_owned());
    }
    problems
}

/// The origins a browser may call from, and the rates of the default stage.
pub fn origins_and_rates(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let properties = template.properties("HttpApi");
    let (cors, stage) = if properties["Body"].is_null() {
        (&properties["CorsConfiguration"]["AllowOrigins"], properties)
    } else {
        (&properties["Body"]["x-amazon-apigateway-cors"]["allowOrigins"], template.properties("HttpApiApiGatewayDefaultStage"))
    };
    // SAM itself puts the parameter's value where the reference stood.
    let parameter = &template.document["Parameters"]["ConsoleOrigin"];
    let resolved = json!([parameter["Default"]]);
    if *cors != json!([{"Ref": "ConsoleOrigin"}]) && *cors != resolved {
        problems.push(format!("CORS allows {cors}, not ConsoleOrigin alone"));
    }
    if !text(&parameter["AllowedPattern"]).starts_with("^https?://[A-Za-z0-9.-]+") {
        problems.push("ConsoleOrigin could be *".to_owned());
    }
    let rates = std::iter::once(("the default route", &stage["DefaultRouteSettings"]))
        .chain(WITHOUT_TOKEN.iter().map(|key| (*key, &stage["RouteSettings"][*key])));
    for (route, settings) in rates {
        if !settings["ThrottlingRateLimit"].is_u64() || !settings["ThrottlingBurstLimit"].is_u64() {
            problems.push(format!("{route} has no rate limit"));
        }
    }
    let format = text(&stage["AccessLogSettings"]["Format"]);
    if target(&stage["AccessLogSettings"]["DestinationArn"]) != "HttpApiLogs" || !format.contains("$context.requestId") {
        problems.push("HttpApi has no access log".to_owned());
    }
    for personal in ["sourceIp", "userAgent", "querystring", "authorizer"] {
        if format.contains(personal) {
            problems.push(format!("the access log holds {personal}"));
        }
    }
    problems
}

/// The API of the web messenger: no origin of a browser is allowed for all deployments, and visitors are kept within rates.
pub fn customers(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let properties = template.properties("WebApi");
    let (cors, stage) = if properties["Body"].is_null() {
        (&properties["CorsConfiguration"], properties)
    } else {
        (&properties["Body"]["x-amazon-apigateway-cors"], template.properties("WebApiApiGatewayDefaultStage"))
    };
    if !cors.is_null() {
        problems.push("WebApi answers preflights itself: the origins of a deployment would not be asked".to_owned());
    }
    let of = |route: &str| &stage["RouteSettings"][format!("POST /web/{{deployment}}/{route}")];
    let rates = [&stage["DefaultRouteSettings"], of("{what}"), of("uploads")];
    if rates.iter().any(|rate| !rate["ThrottlingRateLimit"].is_u64() || !rate["ThrottlingBurstLimit"].is_u64()) {
        problems.push("WebApi has a route without a rate limit".to_owned());
    }
    let format = text(&stage["AccessLogSettings"]["Format"]);
    let personal = ["sourceIp", "userAgent", "querystring", "authorizer"];
    if target(&stage["AccessLogSettings"]["DestinationArn"]) != "WebApiLogs" || personal.iter().any(|what| format.contains(what))
    {
        problems.push("WebApi has no access log, or one that holds people".to_owned());
    }
    problems
}

pub fn sockets(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let socket_api = json!({"Ref": "SocketApi"});
    let mut keys: Vec<&str> = template.of_type("AWS::ApiGatewayV2::Route").map(|(_, route)| text(&route["RouteKey"])).collect();
    keys.sort_unstable();
    if keys != ["$connect", "$default", "$disconnect"] {
        problems.push(format!("SocketApi has the routes {keys:?}"));
    }
    for (id, route) in template.of_type("AWS::ApiGatewayV2::Route") {
        if route["ApiId"] != socket_api || route["Target"]["Fn::Sub"] != "integrations/${SocketIntegration}" {
            problems.push(format!("{id} leads nowhere"));
        }
    }
    let default = template.properties("SocketDefaultRoute");
    let answered = template
        .of_type("AWS::ApiGatewayV2::RouteResponse")
        .any(|(_, response)| target(&response["RouteId"]) == "SocketDefaultRoute");
    if default["RouteResponseSelectionExpression"] != "$default" || !answered {
        problems.push("an answer of the function would not reach the socket".to_owned());
    }
    let stage = template.properties("SocketStage");
    if stage["AutoDeploy"] != json!(true) || stage["StageName"] != json!({"Ref": "Stage"}) || stage["ApiId"] != socket_api {
        problems.push("SocketApi is not deployed by itself under the stage's name".to_owned());
    }
    if !stage["DefaultRouteSettings"]["ThrottlingRateLimit"].is_u64() {
        problems.push("SocketApi has no rate limit".to_owned());
    }
    let permission = template.properties("SocketPermission");
    let source = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${SocketApi}/${Stage}/*";
    if permission["Principal"] != "apigateway.amazonaws.com"
        || target(&permission["FunctionName"]) != "RealtimeFunction"
        || permission["SourceArn"]["Fn::Sub"] != source
    {
        problems.push("SocketApi may not invoke RealtimeFunction, or others may".to_owned());
    }
    problems
}

/// Nobody reads a bucket because it is public, and nobody over an open line.
pub fn buckets(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    for (id, bucket) in template.of_type("AWS::S3::Bucket") {
        for block in ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"] {
            if bucket["PublicAccessBlockConfiguration"][block] != json!(true) {
                problems.push(format!("{id}: {block} is off"));
            }
        }
        let statements = many(&template.properties(&format!("{id}Policy"))["PolicyDocument"]["Statement"]);
        let refuses_http = |s: &&Value| s["Effect"] == "Deny" && s["Condition"]["Bool"]["aws:SecureTransport"] == "false";
        if !statements.iter().any(refuses_http) {
            problems.push(format!("{id} answers plain HTTP"));
        }
    }
    let allowed = many(&template.properties("MediaBucketPolicy")["PolicyDocument"]["Statement"]);
    if allowed.iter().any(|statement| statement["Effect"] == "Allow") {
        problems.push("MediaBucket can be read by others than the functions".to_owned());
    }
    problems
}

pub fn console(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let statements = many(&template.properties("ConsoleBucketPolicy")["PolicyDocument"]["Statement"]);
    for allow in statements.iter().filter(|s| s["Effect"] == "Allow") {
        let source = text(&allow["Condition"]["StringEquals"]["aws:SourceArn"]["Fn::Sub"]);
        if allow["Principal"] != json!({"Service": "cloudfront.amazonaws.com"})
            || !source.ends_with("distribution/${ConsoleDistribution}")
        {
            problems.push("ConsoleBucket can be read by others than its distribution".to_owned());
        }
    }
    let distribution = &template.properties("ConsoleDistribution")["DistributionConfig"];
    let behavior = &distribution["DefaultCacheBehavior"];
    if behavior["ViewerProtocolPolicy"] != "redirect-to-https"
        || behavior["ResponseHeadersPolicyId"] != json!({"Ref": "ConsoleHeaders"})
    {
        problems.push("the console is served without HTTPS or without its headers".to_owned());
    }
    if target(&distribution["Origins"][0]["OriginAccessControlId"]) != "ConsoleAccess" {
        problems.push("CloudFront does not sign its reads".to_owned());
    }
    let headers = &template.properties("ConsoleHeaders")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"];
    for header in ["StrictTransportSecurity", "ContentTypeOptions", "FrameOptions", "ReferrerPolicy", "ContentSecurityPolicy"] {
        if headers[header]["Override"] != json!(true) {
            problems.push(format!("the console is served without {header}"));
        }
    }
    let policy = text(&headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]);
    for wanted in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        if !policy.contains(wanted) {
            problems.push(format!("the console's content policy lacks {wanted}"));
        }
    }
    for loose in ["unsafe-", "*", "http:"] {
        if policy.contains(loose) {
            problems.push(format!("the console's content policy allows {loose}"));
        }
    }
    problems
}
