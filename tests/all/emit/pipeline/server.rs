//! A small HTTP server with the one endpoint that payloads are sent to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) authorization: String,
    pub(crate) body: String,
}

/// The server; it lives as long as the tests do.
pub(crate) struct Server {
    url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// A server that has these connectors, by their percent-encoded ids.
    pub(crate) fn knowing(ids: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (ids, seen): (Vec<String>, _) =
            (ids.iter().map(|id| (*id).to_owned()).collect(), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let request = read(&stream);
                let (status, answer) = answer(&request, &ids);
                seen.lock().unwrap().push(request);
                let length = answer.len();
                write!(
                    stream,
                    "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nX-Elastic-Product: Elasticsearch\r\n\
                     Content-Length: {length}\r\nConnection: close\r\n\r\n{answer}"
                )
                .unwrap();
            }
        });
        Self { url, requests }
    }

    pub(crate) fn url(&self) -> String {
        self.url.clone()
    }

    /// What was sent so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn read(stream: &TcpStream) -> Request {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut words = line.split_whitespace().map(str::to_owned);
    let mut request =
        Request { method: words.next().unwrap(), path: words.next().unwrap(), ..Request::default() };
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => value.clone_into(&mut request.authorization),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    request.body = String::from_utf8(body).unwrap();
    request
}

/// The status line and the answer: 404 for a connector that does not exist, 400 for what cannot be read.
fn answer(request: &Request, ids: &[String]) -> (&'static str, &'static str) {
    let id = request.path.strip_prefix("/_connector/").and_then(|rest| rest.strip_suffix("/_configuration"));
    let body: Option<serde_json::Value> = serde_json::from_str(&request.body).ok();
    let has_labels = |fields: &serde_json::Value| {
        fields.as_object().is_some_and(|fields| fields.values().all(|field| field["label"].is_string()))
    };
    let is_readable = request.method == "PUT"
        && body.is_some_and(|body| match (body.get("configuration"), body.get("values")) {
            (Some(fields), None) => has_labels(fields),
            (None, Some(values)) => values.is_object(),
            _ => false,
        });
    if !is_readable {
        ("400 Bad Request", r#"{"error": {"type": "x_content_parse_exception"}, "status": 400}"#)
    } else if id.is_some_and(|id| ids.iter().any(|known| known == id)) {
        ("200 OK", r#"{"result": "updated"}"#)
    } else {
        ("404 Not Found", r#"{"error": {"type": "document_missing_exception"}, "status": 404}"#)
    }
}

/// Sends one request; the status of the answer.
pub(crate) fn put(url: &str, path: &str, body: &str) -> u16 {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    write!(stream, "PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split_whitespace().nth(1).unwrap().parse().unwrap()
}
