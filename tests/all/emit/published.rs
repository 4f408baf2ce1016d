//! The bodies that the API's page shows.

use super::Repository;

const HEAD: &str =
    "connector_id = \"my-spo-connector\"\nservice_type = \"sharepoint_online\"\npartial = true\n\n[values]\n";

#[test]
fn the_second_example_is_emitted_as_it_is_published() {
    let fields = "tenant_id = \"my-tenant-id\"\ntenant_name = \"my-sharepoint-site\"\nclient_id = \"foo\"\n\
                  secret_value = \"bar\" # connlint: ignore[plaintext-secret] the page shows it\nsite_collections = \"*\"\n";
    let repository = Repository::with(&[("connectors/spo.toml", &format!("{HEAD}{fields}"))]);
    let ended = repository.emit("--out-dir out");
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let body = r#"{
  "values": {
    "client_id": "foo",
    "secret_value": "bar",
    "site_collections": "*",
    "tenant_id": "my-tenant-id",
    "tenant_name": "my-sharepoint-site"
  }
}
"#;
    assert_eq!(repository.read("out/my-spo-connector.json"), body);
}

#[test]
fn the_third_example_is_emitted_as_it_is_published() {
    let fields = "secret_value = \"foo-bar\" # connlint: ignore[plaintext-secret] the page shows it\n";
    let repository = Repository::with(&[("connectors/spo.toml", &format!("{HEAD}{fields}"))]);
    let lines = repository.lines("", &[]);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["path"], "/_connector/my-spo-connector/_configuration");
    assert_eq!(lines[0]["body"].to_string(), r#"{"values":{"secret_value":"foo-bar"}}"#);
}
