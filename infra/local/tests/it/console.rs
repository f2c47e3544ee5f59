use local::Stack;
use serde_json::Value;

use crate::support::{Temporary, options};

#[tokio::test]
async fn console_files_are_served_and_unknown_paths_get_the_index() {
    let files = Temporary::new("console");
    std::fs::write(files.join("index.html"), "<p>index</p>").unwrap();
    std::fs::write(files.join("app.js"), "1").unwrap();
    let mut options = options();
    options.console = Some(files.to_path_buf());
    let beside = Temporary::new("beside");
    std::fs::write(beside.join("widget.js"), "2").unwrap();
    options.beside = vec![("/widget".to_owned(), beside.to_path_buf())];
    let stack = Stack::start(options).await.unwrap();
    let get = async |path: &str| {
        let response = reqwest::get(format!("{}{path}", stack.endpoints().console)).await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    assert_eq!(get("/app.js").await, (200, "1".to_owned()));
    assert_eq!(get("/widget/widget.js").await, (200, "2".to_owned()));
    assert_eq!(get("/widget/absent.js").await.0, 404);
    assert_eq!(get("/inbox/42").await, (200, "<p>index</p>".to_owned()));
    let config: Value = serde_json::from_str(&get("/config.json").await.1).unwrap();
    assert_eq!(config["endpoints"]["api"].as_str(), Some(stack.endpoints().api.as_str()));
}
