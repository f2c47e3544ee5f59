//! The console's built files, with the address of this stack beside them.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use http::StatusCode;
use serde_json::json;
use tower_http::services::{ServeDir, ServeFile};

use crate::aws::bytes_response;
use crate::control::Control;

/// Serves a folder; a path that is no file gets `index.html`, for the console routes by itself. `/config.json` tells
/// the console where its stack is, as the deployed one is told by its deployment.
pub(crate) fn router(files: &Path, control: &Arc<Control>) -> Router {
    let index = ServeFile::new(files.join("index.html"));
    let config = json!({ "endpoints": control.endpoints, "outputs": control.outputs });
    let config = config.to_string().into_bytes();
    let answer = move || {
        let config = config.clone();
        async move { bytes_response(StatusCode::OK, "application/json", config) }
    };
    let has_own = files.join("config.json").is_file();
    let router = Router::new().fallback_service(ServeDir::new(files).fallback(index));
    if has_own { router } else { router.route("/config.json", get(answer)) }
}
