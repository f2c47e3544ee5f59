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
