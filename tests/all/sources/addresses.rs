//! What is asked of addresses, keys and names.

use std::collections::BTreeMap;

use connlint::catalogue::Catalogue;
use connlint::connector::Connector;
use connlint::consumers::{service, sources};
use connlint::report::Diagnostic;
use connlint::request::{Completion, Request};
use connlint::stack::Stack;
use connlint::tree::{Format, Tree};
use serde_json::{Value, json};

use super::{CA, KEY, REQUEST, of_fields, of_source, restored};
use crate::cases::lint;

/// A certificate in form, but of a single byte.
const DAMAGED: &str = "-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----";

/// What the source says about these values, to the letter; nothing where it passes or is left open.
fn said(service_type: &str, values: &Value) -> Option<String> {
    of_source(service_type, values).into_iter().find_map(|one| one.says)
}

/// The same about fields.
fn said_of_fields(service_type: &str, fields: &[(&str, &str, Value)]) -> Option<String> {
    of_fields(service_type, fields).into_iter().find_map(|one| one.says)
}

/// These values, and over them others.
fn with(mut values: Value, others: Value) -> Value {
    let Value::Object(others) = others else { panic!("no values: {others}") };
    values.as_object_mut().unwrap().extend(others);
    values
}

#[test]
fn a_source_is_not_asked_before_every_value_is_converted() {
    let values = json!({ "url": "a", "username": "a", "password": "b", "services": "a" });
    assert_eq!(said("servicenow", &values).as_deref(), Some("URL should be absolute"));
    assert_eq!(said("servicenow", &with(values, json!({ "retry_count": "x" }))), None);
}

#[test]
fn an_address_of_servicenow_is_judged_only_in_its_plain_form() {
    let (path, port) = ("base_url must have a trailing '/'", "Port out of range 0-65535");
    for (url, expected) in [
        ("https://h/a", Some(path)),
        ("h2://h-1_a:65535/a/b", Some(path)),
        ("https://h:99999/a/", Some(port)),
        ("https://h:99999999999/", Some(port)),
        ("1https://h/a", None),
        ("h+t://h/a", None),
        ("https://h:/a", None),
        ("https://h/./a", None),
        ("https://h:99999/a//", None),
    ] {
        let values = json!({ "url": url, "username": "a", "password": "b", "services": "a" });
        assert_eq!(said("servicenow", &values).as_deref(), expected, "{url}");
    }
}

#[test]
fn jira_cannot_look_at_the_last_letter_of_nothing() {
    for (kind, expected) in [
        ("str", "IndexError: string index out of range"),
        ("int", "TypeError: 'NoneType' object is not subscriptable"),
        ("bool", "TypeError: 'NoneType' object is not subscriptable"),
    ] {
        let said = said_of_fields("jira", &[("jira_url", kind, Value::Null)]);
        assert_eq!(said.as_deref(), Some(expected), "{kind}");
    }
}

#[test]
fn a_host_of_mongodb_is_judged_as_far_as_it_is_plain() {
    let (port, brackets) = ("Port must be an integer between 0 and 65535: '0'", "Invalid IPv6 URL");
    for (host, expected) in [
        ("mongodb://u_a:p-w@h:0", Some(port)),
        ("mongodb://a.b:p@h:0", None),
        ("mongodb://:p@h:0", None),
        ("mongodb://a:p.w@h:0", None),
        ("mongodb://h:0/a_b?appName=c-d", Some(port)),
        ("mongodb://h:0/a.b", None),
        ("mongodb://h:0/?x=1", None),
        ("mongodb://:0", None),
        ("mongodb://h%41:0", None),
        ("mongodb://h:", None),
        ("mongodb://[::1", Some(brackets)),
        ("mongodb+srv://::1]", Some(brackets)),
        ("//[::1", Some(brackets)),
        ("mongodb://[::1]", None),
        ("mongodb://h\u{f6}", None),
    ] {
        let values = json!({ "host": host, "database": "d", "collection": "c" });
        assert_eq!(said("mongodb", &values).as_deref(), expected, "{host}");
    }
}

#[test]
fn what_mongodb_says_of_a_certificate_hangs_on_its_blocks_and_on_the_host() {
    let none = "[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found (_ssl.c:";
    let two = format!("{DAMAGED}\n{DAMAGED}");
    for (host, text, expected) in [
        ("h", DAMAGED, Some("[X509] PEM lib (_ssl.c:")),
        ("h", two.as_str(), None),
        ("h", "yes", Some(none)),
        ("mongodb+srv://a.b.c", "yes", Some(none)),
        // Hosts that cannot be looked up as a service fail before.
        ("mongodb+srv://h", "yes", None),
        ("mongodb+srv://a.b.c:1", "yes", None),
        ("mongodb+srv://a.b.c,d.e.f", "yes", None),
    ] {
        let values = json!({
            "host": host, "database": "d", "collection": "c", "ssl_enabled": true, "ssl_ca": text,
        });
        assert_eq!(said("mongodb", &values).as_deref(), expected, "{host} {text}");
    }
}

#[test]
fn mongodb_looks_at_the_name_of_a_database_only_where_it_reads_the_hosts_itself() {
    for (host, name, expected) in [
        ("mongodb://h", "a.b", Some("database names cannot contain the character '.'")),
        ("mongodb+srv://a.b.c", "a.b", None),
        ("mongodb://h", "$external", None),
    ] {
        let values = json!({ "host": host, "database": name, "collection": "c" });
        assert_eq!(said("mongodb", &values).as_deref(), expected, "{host} {name}");
    }
}

#[test]
fn what_the_host_says_of_encryption_is_decoded_and_compared_with_the_switch() {
    let port = Some("Port must be an integer between 0 and 65535: '0'");
    let differs = Some("The value of SSL/TLS must be the same in the hostname and configuration field.");
    let (on, off) = (json!(true), json!(false));
    for (host, switch, expected) in [
        ("h:0/?ssl=true", &on, port),
        ("h:0/?ssl=true", &off, differs),
        ("h:0/?ssl=true", &Value::Null, differs),
        // Neither the word nor a switch without a value says anything.
        ("h:0/?ssl=yes", &Value::Null, port),
        ("h:0/?ssl=yes", &on, differs),
        // Only a percent sign begins an escape; with one the options are not plain.
        ("h:0/?ssl=tru%65", &on, None),
        ("h:0/?ssl=tru%65", &off, differs),
        ("h:0/?ssl=a74ru%65", &on, differs),
        // Python refuses some hosts of other letters before.
        ("h\u{f6}/?ssl=true", &off, None),
    ] {
        let fields =
            [("host", "str", json!(format!("mongodb://{host}"))), ("ssl_enabled", "bool", switch.clone())];
        assert_eq!(said_of_fields("mongodb", &fields).as_deref(), expected, "{host} {switch}");
    }
}

#[test]
fn the_address_that_redis_builds_is_judged_as_far_as_it_is_plain() {
    let (word, beyond) = ("Port could not be cast to integer value as 'x'", "Port out of range 0-65535");
    for (host, port, expected) in [
        ("h", 65535, None),
        ("h", 65536, Some(beyond)),
        ("h:99999/", 6379, Some(beyond)),
        ("h:99999999999/", 6379, Some(beyond)),
        ("h:x/", 6379, Some(word)),
        // Brackets count only where the host is, and both are left open, as is a query with options.
        ("h:x/]", 6379, Some(word)),
        ("h:x/[", 6379, Some(word)),
        ("[h]:x", 6379, None),
        ("[::1]:x", 6379, None),
        ("h:x?a", 6379, Some(word)),
        ("h:x?a=b", 6379, None),
        ("h:99999?a=b", 6379, None),
        ("h\u{f6}:x/", 6379, None),
        ("h\t:x/", 6379, None),
    ] {
        let values = json!({
            "host": host, "port": port, "database": "0", "username": "a", "password": "b",
        });
        assert_eq!(said("redis", &values).as_deref(), expected, "{host}:{port}");
    }
}

/// What the service itself would log of notion's key, which connlint shows to nobody.
fn unmasked(key: &str, pages: &str) -> Option<String> {
    let values = json!({ "notion_secret_key": key, "pages": pages, "databases": "x" });
    let file = json!({ "service_type": "notion", "values": values }).to_string();
    let tree = Tree::parse(&file, Format::Json);
    let mut connector = Connector::read(&tree, "case.json").unwrap();
    let request = Request::new(&mut connector, Catalogue::newest().get("notion"), Completion::Standard);
    let (held, _) = service::judge(&request, Stack::newest());
    let events = sources::judge(&request, &held);
    let says = events.iter().find_map(|event| event.says.as_ref())?;
    Some(says.shown(None))
}

#[test]
fn the_letters_that_no_header_carries_are_named_with_their_places() {
    for (key, named) in [
        ("a\u{fc}b", r"character '\xfc' in position 8"),
        ("\u{ff}", r"character '\xff' in position 7"),
        ("a\u{100}", r"character '\u0100' in position 8"),
        ("a\u{1f600}b", r"character '\U0001f600' in position 8"),
        ("a\u{fc}\u{f6}b\u{fc}", "characters in position 8-9"),
        ("\u{fc}a\u{fc}", r"character '\xfc' in position 7"),
    ] {
        let expected = format!("'ascii' codec can't encode {named}: ordinal not in range(128)");
        // One asterisk of two is not everything.
        for pages in ["x", "*"] {
            assert_eq!(unmasked(key, pages).as_deref(), Some(expected.as_str()), "{key} {pages}");
        }
    }
    assert_eq!(unmasked("abc", "x"), None);
}

#[test]
fn a_certificate_and_its_key_are_judged_as_far_as_their_frames_are_known() {
    let rsa_only = "The certificate must have an RSA private key because RS256 is used for signing";
    let curve = restored("-----BEGIN EC PR1VATE KEY-----\nYQ==\n-----END EC PR1VATE KEY-----");
    let no_key =
        "Valid PEM but no BEGIN/END delimiters for a private key found. Are you sure this is a private key?";
    let login = json!({
        "auth_method": "certificate", "tenant_id": "a", "tenant_name": "t", "client_id": "c",
        "site_collections": "*",
    });
    for (certificate, key, expected) in [
        (CA, restored(KEY).as_str(), Some(rsa_only)),
        (CA, &curve, Some(rsa_only)),
        (DAMAGED, &curve, None),
        (CA, "key", Some(no_key)),
        (CA, "-----BEGIN -----\nYQ==\n-----END -----", None),
        (CA, "-----BEGIN A\nB-----\nYQ==\n-----END A\nB-----", None),
        (CA, "-----BEGIN A-B-----\nYQ==\n-----END A-B-----", None),
    ] {
        let values = with(login.clone(), json!({ "certificate": certificate, "private_key": key }));
        assert_eq!(said("sharepoint_online", &values).as_deref(), expected, "{certificate} {key}");
    }
    // A secret does instead of both, whatever the method is called.
    assert_eq!(said("sharepoint_online", &with(login.clone(), json!({ "secret_value": "x" }))), None);
    let lacking = "Exception: Unexpected authentication: either a client_secret or certificate+private_key \
                   should be provided";
    assert_eq!(said("sharepoint_online", &login).as_deref(), Some(lacking));
}

#[test]
fn outlook_loads_a_certificate_only_for_a_server_and_with_encryption() {
    let refused = "The provided SSL certificate is not valid. Provide a valid PEM-encoded certificate.";
    for (data_source, is_on, expected) in [
        ("outlook_server", true, Some(refused)),
        ("outlook_server", false, None),
        ("outlook_cloud", true, None),
    ] {
        let values = json!({ "data_source": data_source, "ssl_enabled": is_on, "ssl_ca": "yes" });
        assert_eq!(said("outlook", &values).as_deref(), expected, "{data_source} {is_on}");
    }
}

#[test]
fn an_empty_field_that_the_service_passes_over_fails_in_the_source() {
    let field = |kind: &str, value: Value| {
        json!({
            "label": "Label", "type": kind, "order": 1, "required": true, "default_value": null,
            "value": value,
        })
    };
    for (is_active, expected) in [(true, None), (false, Some("Empty certificate data"))] {
        let mut authority = field("str", json!(""));
        authority["depends_on"] = json!([{ "field": "other", "value": is_active }]);
        let configuration = json!({
            "ssl_enabled": field("bool", json!(true)), "other": field("bool", json!(true)),
            "ssl_ca": authority,
        });
        let file = json!({ "service_type": "mysql", "configuration": configuration }).to_string();
        let found = lint("connectors/case.json", &file);
        let said =
            found.iter().find(|one| one.rule == "invalid-certificate").and_then(|one| one.says.as_deref());
        assert_eq!(said, expected, "{is_active}");
        let is_missing =
            |one: &Diagnostic| one.rule == "missing-required-value" && one.field.as_deref() == Some("ssl_ca");
        assert_eq!(found.iter().any(is_missing), is_active);
    }
}

#[test]
fn a_fault_of_several_fields_is_told_of_each_in_its_own_words() {
    let messages = |service_type: &str, values: &Value| {
        let found = of_source(service_type, values).into_iter();
        found.map(|one| (one.field.unwrap_or_default(), one.message)).collect::<BTreeMap<_, _>>()
    };
    let shared = messages(
        "redis",
        &json!({ "host": "h", "port": 65536, "database": "0", "username": "a", "password": "b" }),
    );
    assert_eq!(shared.keys().collect::<Vec<_>>(), ["host", "password", "port", "username"]);
    for (name, message) in &shared {
        assert_eq!(
            *message,
            format!(
                "`{name}` is a part of the address that the source builds of user, password, host and port, \
                 and whose port is beyond 65535"
            )
        );
    }
    let switch = messages(
        "mongodb",
        &json!({ "host": "h?ssl=true", "database": "d", "collection": "c", "ssl_enabled": false }),
    );
    let other = "says something else of encryption than the field `ssl_enabled`: set `ssl` or `tls` in it \
                 to the same";
    assert_eq!(switch["host"], format!("`host` {other}"));
    assert_eq!(
        switch["ssl_enabled"],
        format!("`ssl_enabled` does not go together with `host`, which {other}")
    );
}

#[test]
fn redis_reads_the_files_of_mutual_encryption_one_after_the_other() {
    let (key, request) = (restored(KEY), restored(REQUEST));
    for (certificate, key, first) in [
        (CA, key.as_str(), None),
        (CA, CA, Some("tls_keyfile")),
        ("yes", &key, Some("tls_certfile")),
        (&request, "yes", Some("tls_certfile")),
    ] {
        let values = json!({
            "host": "h", "port": 6379, "database": "0", "username": "a", "password": "b", "ssl_enabled": true,
            "mutual_tls_enabled": true, "tls_certfile": certificate, "tls_keyfile": key,
        });
        let found = of_source("redis", &values);
        let fields: Vec<_> =
            found.iter().filter(|one| one.says.is_some()).map(|one| one.field.as_deref()).collect();
        assert_eq!(fields, first.map_or(vec![], |name| vec![Some(name)]), "{certificate} {key}");
    }
}
