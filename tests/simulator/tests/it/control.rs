//! The control surface, the page, the log file and the program.

use std::process::Stdio;

use serde_json::{Value, json};
use simulator::{About, Account, Accounts, LogLine, LogQuery, Options, Platform, Simulator, StartError, Write};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::bench::{bench, line_account};

// proves DEV-02: the log can be asked by platform, operation and since; a reset forgets and goes on counting.
#[tokio::test]
async fn the_log_answers_questions_and_a_reset_forgets() {
    let bench = bench().await;
    let note = bench.client.log(&LogQuery::default()).await.unwrap();
    assert_eq!((note.len(), note[0].about), (1, About::Note));
    let to = bench.client.write("mina", &Write::text(Platform::Line, "demo", "hello")).await.unwrap().user_id;
    bench.client.write("mina", &Write::text(Platform::Instagram, "demo", "hello")).await.unwrap();
    bench.push(&to, "answer", None).await;
    let of = |query: LogQuery| {
        let client = bench.client.clone();
        async move { client.log(&query).await.unwrap().into_iter().map(|line| line.operation).collect::<Vec<_>>() }
    };
    assert_eq!(of(LogQuery { platform: Some(Platform::Line), ..LogQuery::default() }).await, ["webhook", "push"]);
    assert_eq!(of(LogQuery { operation: Some("push".to_owned()), ..LogQuery::default() }).await, ["push"]);
    assert_eq!(of(LogQuery { since: Some(2), ..LogQuery::default() }).await, ["webhook", "push"]);
    let last = bench.client.log(&LogQuery::default()).await.unwrap().pop().unwrap();
    assert_eq!((last.seq, bench.client.sent().await.unwrap()[0].seq), (4, 4));
    bench.client.reset().await.unwrap();
    assert_eq!(bench.client.log(&LogQuery::default()).await.unwrap(), []);
    assert_eq!(bench.client.sent().await.unwrap(), []);
    assert_eq!(bench.push(&to, "who?", None).await.status, 400);
    assert_eq!(bench.client.log(&LogQuery::default()).await.unwrap()[0].seq, 5);
    assert_eq!(bench.client.status().await.unwrap().accounts.len(), 4);
}

// proves DEV-02: wrong configuration is refused with its field, before anything is changed; secrets are never shown.
#[tokio::test]
async fn accounts_are_checked_and_their_secrets_kept() {
    let bench = bench().await;
    let wrong = [
        Account { id: "U1".to_owned(), ..line_account() },
        Account { account: "a/b".to_owned(), ..line_account() },
        Account { secret: String::new(), ..line_account() },
        Account { platform: Platform::Instagram, id: "abc".to_owned(), ..line_account() },
    ];
    for account in wrong {
        let refused = bench.client.add_account(&account).await.unwrap_err().to_string();
        assert!(refused.contains("must be") || refused.contains("not empty"), "{refused}");
        let options = Options { accounts: Accounts { deliver_to: None, accounts: vec![account] }, ..Options::default() };
        assert!(matches!(Simulator::start(options).await, Err(StartError::Accounts(_))));
    }
    assert!(bench.client.deliver_to("ftp://x").await.is_err());
    let get = |path: &str| bench.http.get(format!("{}{path}", bench.client.url())).send();
    let shown = get("/_sim/accounts").await.unwrap().text().await.unwrap();
    assert!(shown.contains("demo") && !shown.contains("secret-7") && !shown.contains("token"), "{shown}");
    assert!(!format!("{:?}", line_account()).contains("secret-7"));
    let post = |body: Value| bench.http.post(format!("{}/_sim/accounts", bench.client.url())).json(&body).send();
    let unknown = post(json!({"accounts": [], "delivr_to": "x"})).await.unwrap();
    assert!(unknown.status().is_client_error());
    assert!(unknown.text().await.unwrap().contains("delivr_to"));
    assert_eq!(get("/_sim/nothing").await.unwrap().status(), 404);
    assert_eq!(get("/_sim/log?sinse=1").await.unwrap().status(), 400);
}

// proves DEV-02: the page is one file, runs only its own script and never writes text as markup.
#[tokio::test]
async fn the_page_is_guarded_and_escapes_everything() {
    let bench = bench().await;
    let page = bench.http.get(bench.client.url()).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("script-src 'sha256-"), "{policy}");
    let html = page.text().await.unwrap();
    for never in ["innerHTML", "insertAdjacentHTML", "document.write", "eval(", "http://", "https://"] {
        assert!(!html.contains(never), "the page holds {never}");
    }
    for needed in ["lang=\"en\"", "aria-live=\"polite\"", "label for=\"text\"", "배송이", "届きません"] {
        assert!(html.contains(needed), "the page lacks {needed}");
    }
}

// proves DEV-02: the log file has a JSON line for every line of the log; ports and files that cannot be had are named.
#[tokio::test]
async fn the_log_file_is_json_lines() {
    let directory = std::env::temp_dir().join(format!("harken-simulator-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("log.jsonl");
    let options = Options { log_file: Some(path.clone()), ..Options::default() };
    let simulator = Simulator::start(options).await.unwrap();
    let response = reqwest::get(format!("{}/v2/bot/nothing", simulator.line_api())).await.unwrap();
    assert_eq!(response.status(), 400);
    let lines: Vec<LogLine> =
        std::fs::read_to_string(&path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, simulator.client().log(&LogQuery::default()).await.unwrap());
    assert_eq!(lines.len(), 2);
    let port = simulator.url().rsplit(':').next().unwrap().parse().unwrap();
    let taken = Simulator::start(Options { port, ..Options::default() }).await.err().unwrap().to_string();
    assert!(taken.contains(&port.to_string()), "{taken}");
    let nowhere = Options { log_file: Some(directory.join("no/such/log")), ..Options::default() };
    assert!(matches!(Simulator::start(nowhere).await, Err(StartError::LogFile { .. })));
    let url = simulator.url().to_owned();
    simulator.stop().await;
    assert!(reqwest::get(url).await.is_err(), "still listening after stop");
    std::fs::remove_dir_all(directory).unwrap();
}

// proves DEV-02: the program serves, tells its settings, and its write command delivers.
#[tokio::test]
async fn the_program_serves_and_writes() {
    let bench = bench().await;
    let status = bench.client.status().await.unwrap();
    let config = json!({"deliver_to": status.deliver_to, "accounts": [line_account()]}).to_string();
    let program = env!("CARGO_BIN_EXE_harken-simulator");
    let mut server = Command::new(program)
        .args(["serve", "--port", "0", "--config", &config])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let url = lines.next_line().await.unwrap().unwrap().strip_prefix("simulator ").unwrap().to_owned();
    assert_eq!(lines.next_line().await.unwrap().unwrap(), format!("LINE_API={url}/line"));
    assert_eq!(lines.next_line().await.unwrap().unwrap(), format!("META_API={url}/meta/v25.0"));
    let write = |kind: &'static str| {
        let arguments = ["write", "--platform", "line", "--account", "demo", "--customer", "mina", "--text", "hallo"];
        Command::new(program).args(arguments).args(["--kind", kind, "--url", &url]).output()
    };
    let output = write("text").await.unwrap();
    let written: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.success(), &written["deliveries"][0]["status"]), (true, &json!(200)));
    assert_eq!(bench.product.seen()[0].json()["events"][0]["message"]["text"], json!("hallo"));
    assert!(!write("poem").await.unwrap().status.success());
    bench.product.will_answer(&[(500, 0)]);
    let refused = write("text").await.unwrap();
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("did not take it"));
    server.kill().await.unwrap();
}
