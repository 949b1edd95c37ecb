//! Editors: the YAML language server, as it comes from npm, with our schemas.
//!
//! It must be installed first (`npm ci` in this folder), so a plain `cargo test` leaves these tests
//! out; `tests/run` installs it and asks for them.
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::pedantic
)]

#[path = "../suite/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use support::{Sandbox, files_below, project};

/// The language server, spoken to over its standard streams.
struct Server {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    asked: u64,
    /// The last diagnostics of each file.
    diagnostics: BTreeMap<String, Value>,
}

impl Server {
    fn start(root: &Path) -> Self {
        let program = project("tests/editor/node_modules/.bin/yaml-language-server");
        assert!(program.exists(), "run `npm ci` in tests/editor first");
        let mut child = Command::new(program)
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server = Server {
            child,
            input,
            messages,
            asked: 0,
            diagnostics: BTreeMap::new(),
        };
        let folder = json!([{"uri": uri(root), "name": "root"}]);
        server.ask(
            "initialize",
            json!({
                "processId": null, "rootUri": uri(root), "workspaceFolders": folder,
                "capabilities": {"textDocument": {"completion": {"completionItem":
                    {"documentationFormat": ["markdown", "plaintext"]}}}},
            }),
        );
        server.tell("initialized", &json!({}));
        let settings = json!({"yaml": {
            "validate": true, "completion": true, "hover": true, "schemaStore": {"enable": false},
        }});
        server.tell(
            "workspace/didChangeConfiguration",
            &json!({"settings": settings}),
        );
        server
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Asks and waits for the answer, answering what the server asks meanwhile.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.next();
            if message["id"] == id && message.get("method").is_none() {
                assert!(message.get("error").is_none(), "{message}");
                return message["result"].clone();
            }
        }
    }

    fn next(&mut self) -> Value {
        let message = self
            .messages
            .recv_timeout(Duration::from_secs(60))
            .expect("the language server answers");
        if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
            let id = id.clone();
            self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}));
        } else if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let file = params["uri"].as_str().unwrap().to_owned();
            self.diagnostics.insert(file, params["diagnostics"].clone());
        }
        message
    }

    /// Opens a file and waits for what the server says of it.
    fn open(&mut self, path: &Path, text: &str) -> Vec<Value> {
        let file = uri(path);
        self.diagnostics.remove(&file);
        let document = json!({"uri": file, "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", &json!({"textDocument": document}));
        while !self.diagnostics.contains_key(&file) {
            self.next();
        }
        self.diagnostics[&file].as_array().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have gone by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The example with the schemas installed.
fn installed() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.copy(&project("governance-example"), "");
    let run = sandbox.polity(&["schema", "--install"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    sandbox
}

#[test]
fn a_good_record_is_silent_in_an_editor() {
    let sandbox = installed();
    let root = sandbox.path().canonicalize().unwrap();
    let mut server = Server::start(&root);
    let records = files_below(&root).into_iter().filter(|path| {
        path.extension().is_some_and(|end| end == "yaml") && !path.starts_with(root.join(".git"))
    });
    let mut opened = 0;
    for path in records {
        let text = fs::read_to_string(&path).unwrap();
        let found = server.open(&path, &text);
        assert!(found.is_empty(), "{}: {found:?}", path.display());
        opened += 1;
    }
    assert!(opened > 40, "only {opened} records were found");
}

#[test]
fn a_broken_record_is_flagged_where_it_is_broken() {
    let sandbox = installed();
    let root = sandbox.path().canonicalize().unwrap();
    let mut server = Server::start(&root);
    let modeline = "# yaml-language-server: $schema=../.polity/schemas/role.schema.json\n";
    let mut number = 0;
    let mut flagged = |fields: &str| -> Vec<(String, u64, u64)> {
        number += 1;
        let path = root.join(format!("roles/new-{number}.yaml"));
        let found = server.open(&path, &format!("{modeline}{fields}"));
        found
            .iter()
            .map(|one| {
                let start = &one["range"]["start"];
                let message = one["message"].as_str().unwrap().to_owned();
                let number = |key: &str| start[key].as_u64().unwrap();
                (message, number("line"), number("character"))
            })
            .collect()
    };
    assert_eq!(flagged("name: New\nunit: assembly\n"), []);
    let unknown = flagged("name: New\nunit: assembly\npurpos: x\n");
    assert_eq!(unknown.len(), 1, "{unknown:?}");
    assert_eq!((unknown[0].1, unknown[0].2), (3, 0));
    assert!(unknown[0].0.contains("purpos"), "{unknown:?}");
    let status = flagged("name: New\nunit: assembly\nstatus: retird\n");
    assert_eq!(status.len(), 1, "{status:?}");
    assert_eq!((status[0].1, status[0].2), (3, 8));
    let missing = flagged("name: New\n");
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(missing[0].0.contains("unit"), "{missing:?}");
}

#[test]
fn an_editor_offers_our_fields_and_says_what_they_mean() {
    let sandbox = installed();
    let root = sandbox.path().canonicalize().unwrap();
    let mut server = Server::start(&root);
    let text = "# yaml-language-server: $schema=../.polity/schemas/role.schema.json\n\
                name: New\nunit: assembly\n\n";
    let path = root.join("roles/new.yaml");
    server.open(&path, text);
    let position = json!({"line": 3, "character": 0});
    let document = json!({"uri": uri(&path)});
    let offered = server.ask(
        "textDocument/completion",
        json!({"textDocument": document, "position": position}),
    );
    let items = offered["items"].as_array().unwrap();
    let schema: Value =
        serde_json::from_str(polity::schema::text(polity::model::Kind::Role)).unwrap();
    for field in ["purpose", "selection", "removal", "holders", "domains"] {
        let item = items
            .iter()
            .find(|item| item["label"] == field)
            .unwrap_or_else(|| panic!("`{field}` is not offered"));
        let words = item["documentation"].to_string();
        let due = schema["properties"][field]["description"].as_str().unwrap();
        assert!(words.contains(due), "{field}: {words}");
    }
}
