//! Codes and refresh tokens in, tokens out. Errors are OAuth's (RFC 6749, 5.2).

use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::super::Cognito;
use super::super::tokens::Wanted;
use super::asked::value;
use crate::aws::bytes_response;

/// What refreshed tokens are good for: which scopes the first ones had is not kept.
const REFRESHED: Wanted<'static> = Wanted { scope: "openid profile email", nonce: None };

impl Cognito {
    pub(super) async fn token(&self, sent: &[(String, String)]) -> Response {
        match self.tokens_for(sent).await {
            Ok(body) => answer(StatusCode::OK, &body),
            Err(error) => answer(StatusCode::BAD_REQUEST, &json!({ "error": error })),
        }
    }

    async fn tokens_for(&self, sent: &[(String, String)]) -> Result<Value, &'static str> {
        let field = |name: &str| value(sent, name);
        let (pool, client) = field("client_id").and_then(|id| self.application(id)).ok_or("invalid_client")?;
        let made = match field("grant_type") {
            Some("authorization_code") => {
                let code = field("code").ok_or("invalid_request")?;
                let redirect = field("redirect_uri").ok_or("invalid_request")?;
                let now = self.clock.now() / 1000;
                let grant = pool.visits().redeem(code, &client.id, redirect, field("code_verifier"), now);
                let grant = grant.ok_or("invalid_grant")?;
                let wanted = Wanted { scope: &grant.scope, nonce: grant.nonce.as_deref() };
                self.sign_in(pool, client, &grant.user, &wanted).await
            }
            Some("refresh_token") => {
                let token = field("refresh_token").ok_or("invalid_request")?;
                self.refresh(pool, client, token, &REFRESHED)
            }
            _ => return Err("unsupported_grant_type"),
        };
        let made = made.map_err(|_| "invalid_grant")?;
        let mut body = json!({
            "access_token": made["AccessToken"],
            "id_token": made["IdToken"],
            "token_type": "Bearer",
            "expires_in": made["ExpiresIn"],
        });
        if let Some(refresh) = made.get("RefreshToken") {
            body["refresh_token"] = refresh.clone();
        }
        Ok(body)
    }

    pub(super) async fn revoke(&self, sent: &[(String, String)]) -> Response {
        let field = |name: &str| value(sent, name).unwrap_or_default();
        let body = json!({ "ClientId": field("client_id"), "Token": field("token") });
        match self.revoke_token(&body).await {
            Ok(_) => answer(StatusCode::OK, &json!({})),
            Err(_) => answer(StatusCode::BAD_REQUEST, &json!({ "error": "invalid_client" })),
        }
    }
}

fn answer(status: StatusCode, body: &Value) -> Response {
    let mut response = bytes_response(status, "application/json", body.to_string().into_bytes());
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
