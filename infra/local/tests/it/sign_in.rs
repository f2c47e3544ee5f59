use local::Stack;
use serde_json::{Value, json};

use crate::support::{call, stack};

const POOL: &str = "us-east-1_UserPool";

async fn cognito(stack: &Stack, operation: &str, body: Value) -> (u16, Value) {
    call(stack, &format!("AWSCognitoIdentityProviderService.{operation}"), body).await
}

async fn sign_in(stack: &Stack, user: &str, password: &str) -> (u16, Value) {
    let body = json!({
        "AuthFlow": "USER_PASSWORD_AUTH",
        "ClientId": "UserPoolClient",
        "AuthParameters": { "USERNAME": user, "PASSWORD": password },
    });
    cognito(stack, "InitiateAuth", body).await
}

/// Creates a user in groups and signs in; the tokens.
pub async fn signed_in(stack: &Stack, email: &str, groups: &[&str]) -> Value {
    let attributes = json!([{"Name": "name", "Value": "Ana"}, {"Name": "sub", "Value": "00000000-0000-4000-8000-000000000001"}]);
    let (status, created) =
        cognito(stack, "AdminCreateUser", json!({"UserPoolId": POOL, "Username": email, "UserAttributes": attributes})).await;
    assert_eq!(status, 200, "{created}");
    let password = json!({"UserPoolId": POOL, "Username": email, "Password": "Correct-Horse-1", "Permanent": true});
    assert_eq!(cognito(stack, "AdminSetUserPassword", password).await.0, 200);
    for group in groups {
        let body = json!({"UserPoolId": POOL, "Username": email, "GroupName": group});
        assert_eq!(cognito(stack, "AdminAddUserToGroup", body).await.0, 200);
    }
    let (status, answer) = sign_in(stack, email, "Correct-Horse-1").await;
    assert_eq!(status, 200, "{answer}");
    answer["AuthenticationResult"].clone()
}

fn claims(token: &Value) -> Value {
    use base64::Engine;
    let payload = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

#[tokio::test]
async fn a_user_signs_in_and_gets_tokens_with_the_claims_cognito_gives() {
    let stack = stack().await;
    let tokens = signed_in(&stack, "ana@example.org", &["agent"]).await;
    let identity = claims(&tokens["IdToken"]);
    assert_eq!(identity["aud"], "UserPoolClient");
    assert_eq!(identity["token_use"], "id");
    assert_eq!(identity["email"], "ana@example.org");
    assert_eq!(identity["name"], "Ana");
    assert_eq!(identity["sub"], "00000000-0000-4000-8000-000000000001");
    assert_eq!(identity["cognito:username"], identity["sub"], "who signs in by mail is named by sub");
    let access = claims(&tokens["AccessToken"]);
    assert_eq!(access["client_id"], "UserPoolClient");
    assert_eq!(access["token_use"], "access");
    assert_eq!(access["cognito:groups"], json!(["agent"]));
    assert_eq!(access["iss"], json!(format!("{}/{POOL}", stack.endpoints().aws)));
    let keys: Value =
        reqwest::get(format!("{}/{POOL}/.well-known/jwks.json", stack.endpoints().aws)).await.unwrap().json().await.unwrap();
    assert_eq!(keys["keys"][0]["kty"], "RSA");
    let (_, user) = cognito(&stack, "GetUser", json!({"AccessToken": tokens["AccessToken"]})).await;
    assert_eq!(user["Username"], identity["sub"]);
}

#[tokio::test]
async fn a_refresh_token_gives_new_tokens_until_it_is_revoked() {
    let stack = stack().await;
    let tokens = signed_in(&stack, "ana@example.org", &[]).await;
    let refresh = || {
        let parameters = json!({"REFRESH_TOKEN": tokens["RefreshToken"]});
        cognito(
            &stack,
            "InitiateAuth",
            json!({"AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": "UserPoolClient", "AuthParameters": parameters}),
        )
    };
    let (status, answer) = refresh().await;
    assert_eq!(status, 200);
    assert!(answer["AuthenticationResult"]["AccessToken"].is_string());
    assert!(answer["AuthenticationResult"].get("RefreshToken").is_none());
    cognito(&stack, "RevokeToken", json!({"ClientId": "UserPoolClient", "Token": tokens["RefreshToken"]})).await;
    assert_eq!(refresh().await.1["__type"], "NotAuthorizedException");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_look_the_same() {
    let stack = stack().await;
    signed_in(&stack, "ana@example.org", &[]).await;
    let wrong = sign_in(&stack, "ana@example.org", "Wrong-Horse-1").await;
    let unknown = sign_in(&stack, "eve@example.org", "Wrong-Horse-1").await;
    assert_eq!(wrong.0, 400);
    assert_eq!(wrong.1["__type"], "NotAuthorizedException");
    assert_eq!(wrong, unknown);
}

#[tokio::test]
async fn a_temporary_password_must_be_changed_at_the_first_sign_in() {
    let stack = stack().await;
    let body = json!({"UserPoolId": POOL, "Username": "bo@example.org", "TemporaryPassword": "Temporary-12345"});
    cognito(&stack, "AdminCreateUser", body.clone()).await;
    assert_eq!(cognito(&stack, "AdminCreateUser", body).await.1["__type"], "UsernameExistsException");
    let (_, challenge) = sign_in(&stack, "bo@example.org", "Temporary-12345").await;
    assert_eq!(challenge["ChallengeName"], "NEW_PASSWORD_REQUIRED");
    let respond = |password: &str| {
        let responses = json!({"USERNAME": "bo@example.org", "NEW_PASSWORD": password});
        let body = json!({
            "ClientId": "UserPoolClient",
            "ChallengeName": "NEW_PASSWORD_REQUIRED",
            "Session": challenge["Session"],
            "ChallengeResponses": responses,
        });
        cognito(&stack, "RespondToAuthChallenge", body)
    };
    assert_eq!(respond("short").await.1["__type"], "InvalidPasswordException");
    let (status, answer) = respond("Long-Enough-123").await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(sign_in(&stack, "bo@example.org", "Long-Enough-123").await.0, 200);
}

const BACK: &str = "http://127.0.0.1:9/back";

/// A browser at the pages of the pool: keeps cookies, follows nothing by itself.
struct Browser {
    http: reqwest::Client,
    pages: String,
    cookies: std::collections::BTreeMap<String, String>,
}

impl Browser {
    fn at(stack: &Stack) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { http, pages: stack.endpoints().aws.clone(), cookies: std::collections::BTreeMap::new() }
    }

    /// Status, `Location`, body.
    async fn ask(&mut self, path: &str, form: Option<&[(&str, &str)]>) -> (u16, String, String) {
        let place = format!("{}{path}", self.pages);
        let request = match form {
            Some(form) => {
                let body = reqwest::Url::parse_with_params("http://x/", form).unwrap().query().unwrap_or_default().to_owned();
                self.http.post(place).header("content-type", "application/x-www-form-urlencoded").body(body)
            }
            None => self.http.get(place),
        };
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header("cookie", cookies.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let place = answer.headers().get("location").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        (answer.status().as_u16(), place, answer.text().await.unwrap())
    }

    async fn submit(&mut self, place: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
        let secret = self.cookies["XSRF-TOKEN"].clone();
        let form: Vec<(&str, &str)> = fields.iter().copied().chain([("_csrf", secret.as_str())]).collect();
        self.ask(place, Some(&form)).await
    }

    async fn token(&mut self, fields: &[(&str, &str)]) -> (u16, Value) {
        let form: Vec<(&str, &str)> = fields.iter().copied().chain([("client_id", "UserPoolClient")]).collect();
        let (status, _, body) = self.ask("/oauth2/token", Some(&form)).await;
        (status, serde_json::from_str(&body).unwrap())
    }
}

// The example of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const AUTHORIZE: &str = "/oauth2/authorize?client_id=UserPoolClient&response_type=code&scope=openid+email&state=s1&nonce=n1\
                         &redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback&code_challenge_method=S256\
                         &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn code(place: &str) -> String {
    let place = reqwest::Url::parse(place).unwrap();
    assert!(
        place.as_str().starts_with(BACK) && place.query_pairs().any(|(name, value)| name == "state" && value == "s1"),
        "{place}"
    );
    place.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned()
}

#[tokio::test]
async fn a_browser_signs_in_on_the_page_and_its_code_buys_tokens_once() {
    let stack = stack().await;
    signed_in(&stack, "ana@example.org", &["agent"]).await;
    let mut browser = Browser::at(&stack);
    let (status, login, _) = browser.ask(AUTHORIZE, None).await;
    assert_eq!(status, 302);
    let (status, _, page) = browser.ask(&login, None).await;
    assert!(status == 200 && page.contains("name=\"password\""), "{page}");

    let (status, _, page) = browser.submit(&login, &[("username", "ana@example.org"), ("password", "Wrong-Horse-1")]).await;
    assert!(status == 400 && page.contains("role=\"alert\""), "{page}");
    let good = [("username", "ana@example.org"), ("password", "Correct-Horse-1")];
    let (status, _, _) = browser.ask(&login, Some(&good)).await;
    assert_eq!(status, 200, "a form without its secret only gets the form again");
    let (status, place, _) = browser.submit(&login, &good).await;
    assert_eq!(status, 302);

    let code = code(&place);
    let buy =
        [("grant_type", "authorization_code"), ("redirect_uri", BACK), ("code", code.as_str()), ("code_verifier", VERIFIER)];
    let (status, tokens) = browser.token(&buy).await;
    assert_eq!(status, 200, "{tokens}");
    assert_eq!(claims(&tokens["id_token"])["nonce"], "n1");
    assert_eq!(claims(&tokens["access_token"])["scope"], "openid email");
    assert_eq!(claims(&tokens["access_token"])["cognito:groups"], json!(["agent"]));
    assert_eq!(browser.token(&buy).await, (400, json!({"error": "invalid_grant"})));

    let again = [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().unwrap())];
    let (status, fresh) = browser.token(&again).await;
    assert!(status == 200 && fresh["access_token"].is_string() && fresh.get("refresh_token").is_none(), "{fresh}");
}

#[tokio::test]
async fn a_signed_in_browser_is_not_asked_again_until_it_signs_out() {
    let stack = stack().await;
    signed_in(&stack, "ana@example.org", &[]).await;
    let mut browser = Browser::at(&stack);
    let (_, login, _) = browser.ask(AUTHORIZE, None).await;
    browser.ask(&login, None).await;
    browser.submit(&login, &[("username", "ana@example.org"), ("password", "Correct-Horse-1")]).await;
    let stolen = code(&browser.ask(AUTHORIZE, None).await.1);
    let guess = [("grant_type", "authorization_code"), ("redirect_uri", BACK), ("code", &stolen), ("code_verifier", "guess")];
    assert_eq!(browser.token(&guess).await, (400, json!({"error": "invalid_grant"})));

    let out = "/logout?client_id=UserPoolClient&logout_uri=";
    let (status, place, _) = browser.ask(&format!("{out}http%3A%2F%2F127.0.0.1%3A9%2Fback"), None).await;
    assert_eq!((status, place.as_str()), (302, BACK));
    assert!(browser.ask(AUTHORIZE, None).await.1.starts_with("/login?"));
    assert_eq!(browser.ask(&format!("{out}https%3A%2F%2Fexample.com"), None).await.0, 400);
}

#[tokio::test]
async fn a_temporary_password_is_replaced_on_the_page() {
    let stack = stack().await;
    let body = json!({"UserPoolId": POOL, "Username": "bo@example.org", "TemporaryPassword": "Temporary-12345"});
    cognito(&stack, "AdminCreateUser", body).await;
    let mut browser = Browser::at(&stack);
    let (_, login, _) = browser.ask(AUTHORIZE, None).await;
    browser.ask(&login, None).await;
    let (_, _, page) = browser.submit(&login, &[("username", "bo@example.org"), ("password", "Temporary-12345")]).await;
    let session = page.split("name=\"session\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (status, _, page) = browser.submit(&login, &[("session", &session), ("new_password", "short")]).await;
    assert!(status == 400 && page.contains("new_password"), "{page}");
    let (status, place, _) = browser.submit(&login, &[("session", &session), ("new_password", "Long-Enough-123")]).await;
    assert_eq!(status, 302);
    code(&place);
    assert_eq!(sign_in(&stack, "bo@example.org", "Long-Enough-123").await.0, 200);
}

#[tokio::test]
async fn the_configuration_leads_to_the_pages() {
    let stack = stack().await;
    let aws = &stack.endpoints().aws;
    let answer = reqwest::get(format!("{aws}/{POOL}/.well-known/openid-configuration")).await.unwrap();
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    let page: Value = answer.json().await.unwrap();
    assert_eq!(page["authorization_endpoint"], json!(format!("{aws}/oauth2/authorize")));
    assert_eq!(page["token_endpoint"], json!(format!("{aws}/oauth2/token")));
}
