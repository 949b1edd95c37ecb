//! Answers requests from memory. The only importer of the HTTP and asynchronous crates.
//!
//! What a request names is looked up among the files of the site, and nothing else is looked at: no
//! path reaches a disk. Pages of other sites cannot ask either: they would have to do it under a
//! name of their own (DNS rebinding), and only names of this machine are answered.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use percent_encoding::percent_decode_str;
use tokio::sync::{Semaphore, watch};

use crate::site::preview::{self, Trouble};

/// What is shown at present.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    /// The last site that could be made; none before the first.
    pub(super) files: Option<Arc<BTreeMap<String, Vec<u8>>>>,
    /// Its language.
    pub(super) language: String,
    /// What keeps it from being that of now.
    pub(super) trouble: Option<Trouble>,
    /// A name that no other build has.
    pub(super) build: String,
}

/// Where the builder puts what is to be shown.
pub(super) type Stage = watch::Sender<Arc<Shown>>;

type Audience = watch::Receiver<Arc<Shown>>;

/// How long a page waits for a newer build before it asks again.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// How long a client may take to say what it wants.
const LONGEST_REQUEST: Duration = Duration::from_secs(10);

/// How many clients are served at once.
const MOST_CLIENTS: usize = 256;

/// The largest head of a request, in bytes; the least that the crate allows.
const LARGEST_HEAD: usize = 8192;

/// Nothing to be shown yet.
pub(super) fn stage() -> Stage {
    watch::Sender::new(Arc::default())
}

/// Serves until somebody interrupts, which `stopped` is told.
///
/// # Errors
/// The system lacks what a server needs.
pub(super) fn serve(
    listener: TcpListener,
    audience: Audience,
    stopped: impl FnOnce() + Send + 'static,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::Builder::new()
        .name("serve".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, audience) => {}
                    () = interrupted() => {}
                }
            });
            stopped();
        })?;
    Ok(())
}

/// Waits for what ends a program: an interruption from the keyboard, or a polite request.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = end.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

async fn accept(listener: TcpListener, audience: Audience) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    let seats = Arc::new(Semaphore::new(MOST_CLIENTS));
    loop {
        let Ok(seat) = Arc::clone(&seats).acquire_owned().await else {
            return;
        };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, mostly: others may be given back.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let audience = audience.clone();
        tokio::spawn(async move {
            let answer = service_fn(|request| {
                let audience = audience.clone();
                async move { Ok::<_, Infallible>(answer(&request, audience).await) }
            });
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(LONGEST_REQUEST)
                .half_close(true)
                .max_buf_size(LARGEST_HEAD)
                .serve_connection(TokioIo::new(stream), answer);
            // Whoever goes away in the middle is no loss.
            let _ = served.await;
            drop(seat);
        });
    }
}

async fn answer(request: &Request<Incoming>, mut audience: Audience) -> Response<Full<Bytes>> {
    let wants_body = request.method() == Method::GET;
    if !wants_body && request.method() != Method::HEAD {
        let mut refused = plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
        let allowed = HeaderValue::from_static("GET, HEAD");
        refused.headers_mut().insert(header::ALLOW, allowed);
        return refused;
    }
    if !is_for_us(request) {
        let why = "This preview answers to localhost, 127.0.0.1 and [::1] only.\n";
        return plain(StatusCode::FORBIDDEN, why);
    }
    if wants_body && request.uri().path() == preview::CHANGED {
        let known = request.uri().query().unwrap_or_default();
        let newer = audience.wait_for(|shown| shown.build != known);
        let newer = tokio::time::timeout(LONGEST_WAIT, newer).await;
        let script = match newer {
            Ok(Ok(_)) => "location.reload();\n",
            _ => "",
        };
        return typed(StatusCode::OK, SCRIPT, script.as_bytes().to_vec());
    }
    let shown = Arc::clone(&audience.borrow());
    page(&shown, request.uri().path())
}

/// Whether a request is made to this machine by a name of its own.
fn is_for_us(request: &Request<Incoming>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let named = hosts.next().and_then(|host| host.to_str().ok());
    let target = request
        .uri()
        .authority()
        .map(hyper::http::uri::Authority::as_str);
    hosts.next().is_none() && named.is_some_and(is_ours) && target.is_none_or(is_ours)
}

/// Whether a host, with or without a port, is this machine.
fn is_ours(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let ours = ["localhost", "127.0.0.1", "[::1]"];
    ours.iter().any(|ours| name.eq_ignore_ascii_case(ours))
}

/// The page at a path of the site.
fn page(shown: &Shown, path: &str) -> Response<Full<Bytes>> {
    if path == preview::RELOAD {
        let script = preview::RELOAD_SCRIPT.as_bytes().to_vec();
        return typed(StatusCode::OK, SCRIPT, script);
    }
    let (banner, style) = preview::BANNER_STYLE;
    if path == banner {
        return typed(StatusCode::OK, kind_of(path), style.as_bytes().to_vec());
    }
    let path = percent_decode_str(path).decode_utf8().ok();
    let path = path.as_deref().and_then(|path| path.strip_prefix('/'));
    let path = match path {
        Some("") => Some("index.html"),
        other => other,
    };
    let Some(files) = &shown.files else {
        let (name, style) = preview::ALONE_STYLE;
        return match (path, &shown.trouble) {
            (Some(path), _) if path == name => {
                typed(StatusCode::OK, kind_of(path), style.as_bytes().to_vec())
            }
            (_, Some(trouble)) => {
                let page = preview::alone(trouble, &shown.build, &shown.language);
                typed(StatusCode::SERVICE_UNAVAILABLE, HTML, page)
            }
            (_, None) => plain(StatusCode::SERVICE_UNAVAILABLE, "Not built yet.\n"),
        };
    };
    let (status, path, file) = match path.and_then(|path| files.get_key_value(path)) {
        Some((path, file)) => (StatusCode::OK, path.as_str(), Some(file)),
        None => (StatusCode::NOT_FOUND, MISSING, files.get(MISSING)),
    };
    let Some(file) = file else {
        return plain(StatusCode::NOT_FOUND, "There is nothing here.\n");
    };
    let kind = kind_of(path);
    if kind != HTML {
        return typed(status, kind, file.clone());
    }
    let page = |file| preview::served(file, &shown.build, shown.trouble.as_ref(), &shown.language);
    let page = match status {
        StatusCode::NOT_FOUND => page(&preview::rooted(file)),
        _ => page(file),
    };
    typed(status, HTML, page)
}

/// The page for addresses that lead nowhere.
const MISSING: &str = "404.html";

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The type of a file, by the ending of its name.
fn kind_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => SCRIPT,
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn plain(status: StatusCode, text: &str) -> Response<Full<Bytes>> {
    typed(
        status,
        "text/plain; charset=utf-8",
        text.as_bytes().to_vec(),
    )
}

fn typed(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for ours in [
            "localhost",
            "LocalHost:3000",
            "127.0.0.1:3000",
            "[::1]:80",
            "[::1]",
        ] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "",
            "evil.example",
            "evil.example:3000",
            "localhost.evil.example",
            "localhost:3000:3000",
            "localhost:x",
            "127.0.0.1.nip.io",
            "user@localhost",
            "::1",
            "[::1",
            "0.0.0.0",
            "127.0.0.2",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }

    #[test]
    fn files_have_the_type_of_their_ending() {
        assert_eq!(kind_of("roles/a.b.html"), HTML);
        assert_eq!(kind_of("feeds/power.xml"), "application/xml; charset=utf-8");
        assert_eq!(kind_of("html"), "application/octet-stream");
    }
}
