//! The documented ways to deploy, against a server that answers as the API does.

mod server;

use std::fs;
use std::process::{Command, Stdio};

use super::{Ended, Repository, ended, simple};
use server::Server;

/// The code block of a page below a marker.
fn snippet(page: &str, name: &str) -> String {
    let page = fs::read_to_string(format!("{}/{page}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (_, rest) = page.split_once(&format!("<!-- deploy: {name} -->\n```")).unwrap();
    let (_, code) = rest.split_once('\n').unwrap();
    code.split("```").next().unwrap().to_owned()
}

fn is_there(program: &str) -> bool {
    let answer = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    answer.is_ok_and(|status| status.success())
}

fn repository() -> Repository {
    let values = "connector_id = \"b ü/1\"\nservice_type = \"mysql\"\npartial = true\n[values]\npassword = \"${env:DB}\"\n";
    Repository::with(&[("connectors/a.toml", &simple("h")), ("connectors/b.toml", values)])
}

/// The search path with connlint on it.
fn path() -> String {
    let connlint = std::path::Path::new(env!("CARGO_BIN_EXE_connlint")).parent().unwrap();
    format!("{}:{}", connlint.display(), std::env::var("PATH").unwrap())
}

fn with_curl(repository: &Repository, server: &Server) -> Ended {
    let variables =
        [("PATH", &*path()), ("ES_URL", &*server.url()), ("ES_API_KEY", "key"), ("DB", "hunter2")];
    ended(repository.command("bash", &variables).args(["-c", &snippet("README.md", "curl")]))
}

#[test]
fn curl_sends_every_payload() {
    if !is_there("curl") || !is_there("bash") {
        println!("skipped: there is no curl or no bash");
        return;
    }
    let server = Server::knowing(&["a", "b%20%C3%BC%2F1"]);
    let repository = repository();
    let sent = with_curl(&repository, &server);
    assert_eq!(sent.code, Some(0), "{}", sent.stderr);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].path, "/_connector/a/_configuration");
    assert_eq!(requests[0].body, repository.read("payloads/a.json"));
    assert_eq!(requests[0].authorization, "ApiKey key");
    assert_eq!(requests[1].path, "/_connector/b%20%C3%BC%2F1/_configuration");
    assert_eq!(requests[1].body, "{\n  \"values\": {\n    \"password\": \"hunter2\"\n  }\n}\n");
    // The connector must exist.
    let server = Server::knowing(&["a"]);
    let refused = with_curl(&repository, &server);
    assert_eq!(refused.code, Some(22), "{}", refused.stderr);
    assert!(refused.stdout.contains("document_missing_exception"), "{}", refused.stdout);
    // While there are errors nothing is sent.
    let server = Server::knowing(&["a"]);
    repository.write("connectors/c.toml", "broken");
    assert_eq!(with_curl(&repository, &server).code, Some(1));
    assert!(server.requests().is_empty());
}

/// As much of the client as the README uses, for machines without it.
const CLIENT: &str = r#"
import json, urllib.parse, urllib.request

class Elasticsearch:
    def __init__(self, url, api_key):
        self.url, self.api_key, self.connector = url, api_key, self

    def update_configuration(self, *, connector_id, configuration=None, values=None):
        body = {key: value for key, value in [("configuration", configuration), ("values", values)] if value is not None}
        path = "/_connector/" + urllib.parse.quote(connector_id, safe="") + "/_configuration"
        headers = {"Content-Type": "application/json", "Authorization": "ApiKey " + self.api_key}
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), headers, method="PUT")
        urllib.request.urlopen(request).read()
"#;

fn with_python(repository: &Repository, server: &Server, arguments: &str) -> Ended {
    repository.write("deploy.py", &snippet("docs/deploying.md", "python"));
    let stub = repository.at("stub");
    let stub = stub.to_str().unwrap();
    let mut variables =
        vec![("ES_URL", server.url()), ("ES_API_KEY", "key".to_owned()), ("DB", "hunter2".to_owned())];
    let has_client =
        ended(repository.command("python3", &[]).args(["-c", "import elasticsearch"])).code == Some(0);
    if !has_client {
        repository.write("stub/elasticsearch.py", CLIENT);
        variables.push(("PYTHONPATH", stub.to_owned()));
    }
    variables.push(("PATH", path()));
    variables.push(("NO_PROXY", "127.0.0.1".to_owned()));
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let line = format!("set -o pipefail; connlint emit {arguments} | python3 deploy.py");
    ended(repository.command("bash", &variables).args(["-c", &line]))
}

#[test]
fn the_client_for_python_sends_every_payload() {
    if !is_there("python3") || !is_there("bash") {
        println!("skipped: there is no python3 or no bash");
        return;
    }
    let repository = repository();
    let server = Server::knowing(&["a", "b%20%C3%BC%2F1"]);
    let sent = with_python(&repository, &server, "--resolve");
    assert_eq!(sent.code, Some(0), "{}", sent.stderr);
    let compiled = ended(repository.command("python3", &[]).args(["-m", "py_compile", "deploy.py"]));
    assert_eq!(compiled.code, Some(0), "{}", compiled.stderr);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].path, "/_connector/b%20%C3%BC%2F1/_configuration");
    let body: serde_json::Value = serde_json::from_str(&requests[1].body).unwrap();
    assert_eq!(body.to_string(), r#"{"values":{"password":"hunter2"}}"#);
    // A reference is never sent as a password.
    let server = Server::knowing(&["a", "b%20%C3%BC%2F1"]);
    let refused = with_python(&repository, &server, "");
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("b ü/1: still to be replaced: ['env:DB']"), "{}", refused.stderr);
    assert_eq!(server.requests().len(), 1);
    // The connector must exist.
    let server = Server::knowing(&[]);
    let refused = with_python(&repository, &server, "--resolve");
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("404"), "{}", refused.stderr);
}

#[test]
fn the_server_answers_as_the_api_does() {
    let server = Server::knowing(&["a"]);
    let address = server.url();
    let answer = |body: &str| server::put(&address, "/_connector/a/_configuration", body);
    assert_eq!(answer("{\"values\": {}}"), 200);
    assert_eq!(answer("{\"values\": {}, \"configuration\": {}}"), 400);
    assert_eq!(answer("{"), 400);
    assert_eq!(answer("{\"configuration\": {\"x\": {\"value\": 1}}}"), 400);
    assert_eq!(server::put(&address, "/_connector/b/_configuration", "{\"values\": {}}"), 404);
    let lines = repository().lines("", &[]);
    for line in lines {
        let path = line["path"].as_str().unwrap();
        let server = Server::knowing(&[path.split('/').nth(2).unwrap()]);
        assert_eq!(line["method"], "PUT");
        assert_eq!(server::put(&server.url(), path, &line["body"].to_string()), 200);
    }
}
