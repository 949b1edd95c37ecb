//! `polity serve` from outside: a real server, driven byte by byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::support::{Sandbox, project};

/// How long anything may take before it counts as never.
const LONG: Duration = Duration::from_secs(60);

struct Server {
    child: Child,
    address: SocketAddr,
    lines: Receiver<String>,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    /// Starts a server and waits until it has built.
    fn start(folder: &Path) -> Self {
        let server = Server::begin(folder);
        server.hear("built ");
        server
    }

    /// Starts a server.
    fn begin(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_polity"))
            .args(["serve", "--port", "0"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (said, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let _ = said.send(line);
            }
        });
        let mut server = Server {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            lines,
        };
        let line = server.hear("serving http://");
        let port = line
            .split(['/', ':'])
            .find_map(|part| part.parse::<u16>().ok());
        server.address.set_port(port.unwrap());
        server
    }

    /// Waits for a line that holds these words.
    fn hear(&self, words: &str) -> String {
        let until = Instant::now() + LONG;
        let mut heard = Vec::new();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => heard.push(line),
                Err(_) => panic!("`{words}` was never said, but: {heard:#?}"),
            }
        }
    }

    /// Sends bytes and takes whatever comes back until the other side is done.
    fn send(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        // The server may have had enough before all is sent, and say so.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    fn ask(&self, method: &str, target: &str, host: &str) -> Answer {
        let request =
            format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answer = String::from_utf8(self.send(request.as_bytes())).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Answer {
            status: status.unwrap_or_else(|| panic!("{method} {target}: {answer}")),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "localhost")
    }

    /// Whether it still answers as it should.
    fn is_well(&self) -> bool {
        self.get("/").status == 200
    }

    /// Asks it to end, and tells its exit code.
    #[cfg(unix)]
    fn end(mut self, signal: nix::sys::signal::Signal) -> Option<i32> {
        let id = i32::try_from(self.child.id()).unwrap();
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(id), signal).unwrap();
        self.hear("ended");
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn organisation() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.copy(&project("tests/fixtures/shifts/widened/old"), "");
    // Where it will be published is not where it is served.
    let settings = "[handbook]\nbase-url = \"https://x.example/book/\"\n";
    sandbox.write("polity.toml", settings);
    sandbox.write("secret.txt", "the combination of the safe");
    sandbox.commit("Start");
    sandbox
}

/// The build that a page belongs to.
fn build(page: &str) -> &str {
    let (_, rest) = page.split_once("data-build=\"").unwrap();
    rest.split('"').next().unwrap()
}

#[test]
fn pages_are_served_as_they_are_built() {
    let sandbox = organisation();
    let server = Server::start(sandbox.path());
    let index = server.get("/");
    assert_eq!(index.status, 200);
    assert!(
        index
            .head
            .contains("content-type: text/html; charset=utf-8")
    );
    assert!(
        index.head.contains("cache-control: no-store"),
        "{}",
        index.head
    );
    assert!(index.body.contains("Tidepool"));
    assert_eq!(server.get("/index.html").body, index.body);
    assert_eq!(server.get("/?q=money#x").body, index.body);
    // The rules of the built site hold, and what is added keeps to them.
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'";
    assert!(index.body.contains(policy));
    assert_eq!(index.body.matches("<script").count(), 2);
    for (path, kind) in [
        ("/style.css", "text/css"),
        ("/handbook.js", "text/javascript"),
        ("/search-index.js", "text/javascript"),
        ("/_polity/reload.js", "text/javascript"),
        ("/units/release-team.html", "text/html"),
        ("/units/release%2Dteam.html", "text/html"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            answer.head.contains(&format!("content-type: {kind}")),
            "{path}: {}",
            answer.head
        );
        assert!(answer.head.contains("x-content-type-options: nosniff"));
        let head = server.ask("HEAD", path, "localhost");
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{path}");
        let length = format!("content-length: {}", answer.body.len());
        assert!(head.head.contains(&length), "{path}: {}", head.head);
    }
    // No page: the page for that, with links that hold where it is shown.
    for path in [
        "/nowhere",
        "/units/",
        "/units",
        "/deep/er/nowhere.html",
        "/index.html/",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("href=\"/style.css\""), "{path}");
    }
    let refused = server.ask("POST", "/", "localhost");
    assert_eq!(refused.status, 405);
    assert!(refused.head.contains("allow: get, head"));
}

#[test]
fn what_the_history_tells_of_policies_is_read_once() {
    let sandbox = organisation();
    let policy = |sum: u32| {
        let text = format!("The treasurer pays up to {sum} EUR for any one thing.\n");
        format!("---\nname: Spending\nadopted_by: assembly\ndomains: [money]\n---\n{text}")
    };
    sandbox.write("policies/spending.md", policy(500));
    sandbox.commit("Limit spending");
    let first = sandbox.git(&["rev-parse", "HEAD:policies/spending.md"]);
    sandbox.write("policies/spending.md", policy(900));
    sandbox.commit("Raise the limit");
    let server = Server::start(sandbox.path());
    let page = "/policies/spending/v/1.html";
    assert!(server.get(page).body.contains("500 EUR"));
    // Whoever wanted to read the text of then again could not.
    let (folder, file) = first.trim().split_at(2);
    let blob = sandbox.path().join(".git/objects").join(folder).join(file);
    std::fs::remove_file(blob).unwrap();
    // What is not committed is a version beside those of then.
    sandbox.write("policies/spending.md", policy(1200));
    server.hear("built ");
    assert!(server.get(page).body.contains("500 EUR"));
    let newest = server.get("/policies/spending/v/3.html").body;
    assert!(newest.contains("1200 EUR"), "{newest}");
    sandbox.write("policies/spending.md", policy(900));
    server.hear("built ");
    assert_eq!(server.get("/policies/spending/v/3.html").status, 404);
    // After another commit it is read again, as far as it can be.
    sandbox.write("policies/spending.md", policy(700));
    sandbox.commit("Lower the limit");
    while server.get(page).body.contains("500 EUR") {
        server.hear("built ");
    }
    assert!(server.get(page).body.contains("900 EUR"));
}

#[test]
fn nothing_outside_the_site_is_read() {
    let sandbox = organisation();
    let server = Server::start(sandbox.path());
    let absolute = sandbox.path().join("secret.txt");
    let absolute = absolute.to_str().unwrap();
    for path in [
        "/secret.txt",
        "/org.yaml",
        "/.git/HEAD",
        "/../secret.txt",
        "/units/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/....//secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/index.html%00",
        "/%00",
        "/%ff%fe",
        "/%",
        "/%zz",
        "/\u{202e}",
        absolute,
        &format!("/{absolute}"),
    ] {
        let bytes = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let answer = String::from_utf8_lossy(&server.send(bytes.as_bytes())).into_owned();
        let refused = ["HTTP/1.1 404", "HTTP/1.1 400"];
        assert!(
            refused.iter().any(|start| answer.starts_with(start)),
            "{path}: {answer}"
        );
        for secret in ["combination", "root:", "ref: refs"] {
            assert!(!answer.contains(secret), "{path}: {answer}");
        }
    }
    assert!(server.is_well());
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let sandbox = organisation();
    let server = Server::start(sandbox.path());
    let port = server.address.port();
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(server.ask("GET", "/", host).status, 200, "{host}");
        let host = format!("{host}:{port}");
        assert_eq!(server.ask("GET", "/", &host).status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "x@localhost",
        "",
    ] {
        for path in [
            "/",
            "/style.css",
            "/_polity/reload.js",
            "/_polity/changed.js?x",
        ] {
            let answer = server.ask("GET", path, host);
            assert!([400, 403].contains(&answer.status), "{host}{path}");
            assert!(!answer.body.contains("Tidepool"));
        }
    }
    for request in [
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ] {
        let answer = String::from_utf8(server.send(request.as_bytes())).unwrap();
        assert!(!answer.contains("Tidepool"), "{request}: {answer}");
        assert!(
            answer.starts_with("HTTP/1.") && answer[9..].starts_with('4'),
            "{answer}"
        );
    }
}

#[test]
fn hostile_requests_are_answered_or_dropped() {
    let sandbox = organisation();
    let server = Server::start(sandbox.path());
    let long = "a".repeat(1 << 20);
    for request in [
        format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}\r\n\r\n").into_bytes(),
        format!(
            "GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n",
            "X: y\r\n".repeat(10_000)
        )
        .into_bytes(),
        long.clone().into_bytes(),
        b"\0\0\0\0".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n"
            .to_vec(),
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_vec(),
        b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n".to_vec(),
        b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(),
        b"CONNECT evil.example:80 HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(),
        Vec::new(),
    ] {
        let answer = server.send(&request);
        let start = String::from_utf8_lossy(&request[..request.len().min(40)]).into_owned();
        let is_page = answer.starts_with(b"HTTP/1.1 200");
        // A body that makes no sense may come too late to matter.
        assert!(
            !is_page || start.starts_with("GET / HTTP/1.1\r\nHost: localhost"),
            "{start}"
        );
        assert!(server.is_well(), "{start}");
    }
    // Whoever says nothing keeps nobody waiting.
    let silent: Vec<TcpStream> = (0..100)
        .map(|_| TcpStream::connect(server.address).unwrap())
        .collect();
    assert!(server.is_well());
    drop(silent);
}

#[test]
fn a_change_is_built_and_open_pages_hear_of_it() {
    let sandbox = organisation();
    let server = Server::start(sandbox.path());
    let before = server.get("/units/release-team.html").body;
    let waiting = {
        let target = format!("/_polity/changed.js?{}", build(&before));
        let request =
            format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    };
    let file = "units/release-team.yaml";
    let text = std::fs::read_to_string(sandbox.path().join(file)).unwrap();
    let name = text.lines().find(|line| line.starts_with("name:")).unwrap();
    sandbox.write(file, text.replace(name, "name: The Launch Crew"));
    let line = server.hear("built ");
    assert!(line.contains(&format!("{file} changed")), "{line}");
    let mut answer = String::new();
    (&waiting).read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with("location.reload();\n"), "{answer}");
    let after = server.get("/units/release-team.html").body;
    assert!(after.contains("The Launch Crew") && !before.contains("The Launch Crew"));
    assert_ne!(build(&before), build(&after));
    // A page of an older build hears of the newer one at once.
    let late = server.get(&format!("/_polity/changed.js?{}", build(&before)));
    assert_eq!(late.body, "location.reload();\n");
    // A commit changes what the pages say they show.
    let commit = sandbox.commit("Rename the team");
    let line = server.hear("built ");
    assert!(line.contains("the current commit changed"), "{line}");
    assert!(server.get("/").body.contains(&commit[..7]));
    assert!(server.get("/power.html").status == 200);
}

#[test]
fn the_last_good_pages_stay_with_what_was_found() {
    let sandbox = organisation();
    let server = Server::start(sandbox.path());
    let file = "units/release-team.yaml";
    let good = std::fs::read_to_string(sandbox.path().join(file)).unwrap();
    let before = server.get("/units/release-team.html").body;
    sandbox.write(file, "name: [<b>\n");
    let line = server.hear("not built");
    assert!(
        line.contains(file) && line.contains("the last good pages stay"),
        "{line}"
    );
    let stale = server.get("/units/release-team.html");
    assert_eq!(stale.status, 200);
    let (_, banner) = stale.body.split_once("role=\"alert\"").unwrap();
    let (banner, rest) = banner.split_once("</div>").unwrap();
    assert!(banner.contains(&format!("{file}:1")), "{banner}");
    assert!(!banner.contains("<b>"), "{banner}");
    // A unit that is not there leads nowhere, but that is not what is wrong.
    assert!(!banner.contains("dangling-reference"), "{banner}");
    assert!(rest.contains("Release team"));
    assert!(stale.body.contains("href=\"/_polity/preview.css\""));
    let style = server.get("/_polity/preview.css");
    assert!(style.status == 200 && style.head.contains("content-type: text/css"));
    assert_eq!(server.get("/nowhere").status, 404);
    // Mended: as before.
    sandbox.write(file, good);
    server.hear("built ");
    let mended = server.get("/units/release-team.html").body;
    let same = |page: &str| page.replace(build(page), "");
    assert_eq!(same(&mended), same(&before));
}

#[test]
fn where_nothing_can_be_read_at_first_the_findings_are_the_page() {
    let sandbox = organisation();
    let file = "units/release-team.yaml";
    let good = std::fs::read_to_string(sandbox.path().join(file)).unwrap();
    sandbox.write(file, "name: [\n");
    let server = Server::begin(sandbox.path());
    server.hear("there are no pages yet");
    let page = server.get("/roles.html");
    assert_eq!(page.status, 503);
    assert!(page.body.contains(&format!("{file}:1")), "{}", page.body);
    assert_eq!(server.get("/style.css").status, 200);
    sandbox.write(file, good);
    server.hear("built ");
    assert!(server.is_well());
}

#[cfg(unix)]
#[test]
fn an_interruption_ends_it_cleanly() {
    use nix::sys::signal::Signal;
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let sandbox = organisation();
        let server = Server::start(sandbox.path());
        assert_eq!(server.end(signal), Some(0), "{signal}");
    }
}

#[test]
fn a_port_that_is_taken_is_told() {
    let sandbox = organisation();
    let server = Server::start(sandbox.path());
    let port = server.address.port().to_string();
    let run = sandbox.polity(&["serve", "--port", &port]);
    assert_eq!(run.code, 2, "{}", run.transcript());
    assert!(run.stderr.contains("--port 0"), "{}", run.stderr);
    assert!(server.is_well());
}
