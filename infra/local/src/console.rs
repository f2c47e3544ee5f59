//! The console's built files, with the address of this stack beside them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use http::StatusCode;
use serde_json::json;
use tower_http::services::{ServeDir, ServeFile};

use crate::aws::bytes_response;
use crate::control::Control;

/// Serves a folder, and further ones under paths of their own, which pages of other origins may load; a path that is no file gets `index.html`, for the console routes by itself. `/config.json` tells
/// the console where its stack is, as the deployed one is told by its deployment.
pub(crate) fn router(files: Option<&Path>, beside: &[(String, PathBuf)], control: &Arc<Control>) -> Router {
    let mut router = Router::new();
    for (path, files) in beside {
        router = router.nest_service(path, ServeDir::new(files));
    }
    let Some(files) = files else { return with_config(router, control) };
    let index = ServeFile::new(files.join("index.html"));
    let has_own = files.join("config.json").is_file();
    let router = router.fallback_service(ServeDir::new(files).fallback(index));
    if has_own { router } else { with_config(router, control) }
}

fn with_config(router: Router, control: &Arc<Control>) -> Router {
    let config = json!({ "endpoints": control.endpoints, "outputs": control.outputs });
    let config = config.to_string().into_bytes();
    let answer = move || {
        let config = config.clone();
        async move { bytes_response(StatusCode::OK, "application/json", config) }
    };
    router.route("/config.json", get(answer))
}
