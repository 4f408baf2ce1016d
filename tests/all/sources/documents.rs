//! What is asked of documents: certificates, JSON, GraphQL.

use connlint::consumers::sources::document::{self, Fault};
use connlint::consumers::sources::graphql::parser::{self, Broken};
use connlint::consumers::sources::graphql::path::{self, Found, Wanted};
use connlint::report::Diagnostic;
use serde_json::{Value, json};

use super::{CA, KEY, certificate, of_fields, of_source, restored};

/// What Python's `json` makes of a text: the value as it is printed, or why there is none.
fn read(text: &str) -> String {
    match document::parse(text) {
        Ok(value) => value.repr().unwrap(),
        Err(Fault::Undecided) => "undecided".to_owned(),
        Err(Fault::Refused { message, place: Some(place) }) => format!("{message}: {place}"),
        Err(Fault::Refused { message, place: None }) => message,
    }
}

#[test]
fn numbers_end_where_python_ends_them() {
    for (text, expected) in [
        ("10.25", "10.25"),
        ("12.5e3", "12500.0"),
        ("1e+5", "100000.0"),
        ("1E-2", "0.01"),
        ("1e", "Extra data: line 1 column 2 (char 1)"),
        ("1e+", "Extra data: line 1 column 2 (char 1)"),
        ("1.e5", "Extra data: line 1 column 2 (char 1)"),
        ("00", "Extra data: line 1 column 2 (char 1)"),
        ("-a", "Expecting value: line 1 column 1 (char 0)"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    let longest = "9".repeat(4300);
    for number in [longest.clone(), format!("-{longest}")] {
        assert_eq!(read(&number), number);
        assert!(read(&format!("{number}9")).ends_with(
            "value has 4301 digits; use sys.set_int_max_str_digits() to \
                                                       increase the limit"
        ));
    }
}

#[test]
fn a_surrogate_is_half_of_a_pair_only_before_its_other_half() {
    for (text, expected) in [
        (r#""\ud83d\ude00""#, "'\u{1f600}'"),
        (r#""\u0041\udc00""#, "'A\u{fffd}'"),
        (r#""\ud800\u0041 ""#, "'\u{fffd}A '"),
        (r#""\ud800 zzzzzzzz""#, "'\u{fffd} zzzzzzzz'"),
        (r#""\ud800\u12""#, r"Invalid \uXXXX escape: line 1 column 9 (char 8)"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn queries_are_told_from_other_texts_as_graphql_core_tells_them() {
    for text in [
        "# c\n{ a }",
        "# c\r{ a }",
        "{ a # c\r\n}",
        "{ _a a1 }",
        "{\u{feff} a }",
        "{ a(b: [0 -0 10 0.0 1e+5 1E-5]) }",
        r#"{ a(b: ["\u{41}" "\u{0010FFFF}" "\ud800\udc00"]) }"#,
        r#"{ a(b: "\b\f\n\r\t\/\\\"") }"#,
        r#"{ a(b: """x \ y""") }"#,
        r#"{ a(b: """x " y "" z \""" .""") }"#,
        "interface I implements A { a: B }",
        "extend type T implements A & B",
        "extend schema { query: Q }",
        "extend union U = A",
        "extend scalar S @d",
        "{ a } { b } query { c }",
    ] {
        assert!(parser::parse(text).is_ok(), "{text}");
    }
    for text in [
        "{ .xyF }",
        "{ ..xF }",
        "{ a(b: -) }",
        "{ a(b: 1.) }",
        "{ a(b: 1e) }",
        "{ a(b: 00) }",
        "{ a(b: [1x]) }",
        "{ a(b: [1_]) }",
        "{ a(b: [1.5.5]) }",
        r#"{ a(b: "\u{}") }"#,
        r#"{ a(b: "\u{41"#,
        r#"{ a(b: "\u{000000041}") }"#,
        r#"{ a(b: "\u{D800}") }"#,
        r#"{ a(b: "\u{110000}") }"#,
        r#"{ a(b: "\udc00") }"#,
        r#"{ a(b: "\ud800\u0041") }"#,
        "scalar S implements A",
        "union U implements A = B",
        "enum E implements A { X }",
        "input I implements A { a: B }",
        "extend scalar S implements A",
        "extend scalar S",
        "extend union U",
        "extend schema",
        "extend foo @d",
        "query ($a: B = [$c]) { a }",
        "{ a } x",
    ] {
        assert_eq!(parser::parse(text), Err(Broken::Syntax), "{text}");
    }
}

#[test]
fn a_path_crashes_at_what_has_no_name_or_no_fields() {
    let spread = Found::Crash("'FragmentSpreadNode' object has no attribute 'selection_set'".to_owned());
    let inline = Found::Crash("'InlineFragmentNode' object has no attribute 'name'".to_owned());
    let id = Wanted::Id(Some("id"));
    for (query, steps, wanted, expected) in [
        ("{ ...F }", "F.x", Wanted::Field, &spread),
        ("{ ...F }", "F", id, &spread),
        ("{ ...F }", "G", id, &Found::Nothing),
        ("{ a { ...F } }", "a.F", Wanted::Field, &Found::Field),
        ("{ a { ...F } }", "a.F.b", Wanted::Field, &spread),
        ("{ a { ... { id } } }", "a.b", Wanted::Field, &inline),
        ("{ a { ... { id } } }", "a", id, &inline),
        ("{ a { ... { id } } }", "a", Wanted::Field, &Found::Field),
        ("{ a { id ... { b } } }", "a", id, &Found::Id),
        ("{ a { ...id } }", "a", id, &Found::Id),
        ("{ a { x } }", "a", id, &Found::Field),
        ("{ a: b { c } }", "b.c", Wanted::Field, &Found::Field),
        ("{ a: b { c } }", "a.c", Wanted::Field, &Found::Nothing),
    ] {
        let document = parser::parse(query).unwrap();
        assert_eq!(&path::find(&document, steps, wanted), expected, "{steps} in {query}");
    }
}

fn block(name: &str, body: &str) -> String {
    format!("-----BEGIN {name}-----\n{body}\n-----END {name}-----")
}

#[test]
fn what_is_given_in_place_of_a_certificate_is_named() {
    let path = "is the path of a file";
    let base64 = "is base64 without the lines";
    let damaged = "is a damaged certificate";
    let request = "is a request for a certificate";
    let letters = |count: usize| format!("/{}", "A".repeat(count));
    let key = restored(KEY);
    let not_der = block("CERTIFICATE", "YQ==");
    for (text, what) in [
        ("/etc/ssl/certs/authority", path),
        ("../authority", path),
        ("authority.crt", path),
        ("AUTHORITY.PEM", path),
        ("C:\\certs\\authority", path),
        (&letters(998), path),
        (&letters(999), base64),
        (&letters(1000), base64),
        (&format!("{}==", letters(38)), base64),
        ("A+B/A+B/A+B/A+B/A+B/\nA+B/A+B/A+B/A+B/A+B/", base64),
        ("/etc/ssl\n/authority", "holds no certificate"),
        ("authority\nauthority.pem", "holds no certificate"),
        ("a sentence - longer than thirty-two letters", "holds no certificate"),
        ("gr\u{f6}\u{df}er", "holds no certificate"),
        ("  ", "is empty"),
        ("YQ==\n-----END CERTIFICATE-----", "its `-----BEGIN CERTIFICATE-----` is missing"),
        ("-----BEGIN X509 CRL----- YQ== -----END X509 CRL-----", "is on one line"),
        (&block("X509 CRL", "YQ=="), damaged),
        (&not_der, damaged),
        (&not_der.replace('\n', " "), damaged),
        (&format!("{CA}{not_der}"), damaged),
        (&block("CERTIFICATE REQUEST", "YQ=="), request),
        (&block("NEW CERTIFICATE REQUEST", "YQ=="), request),
        (&key, "is a private key"),
        (&format!("{not_der}\n{key}"), damaged),
        (&format!("{}\n{key}", block("X509 CERTIFICATE", "YQ==")), damaged),
    ] {
        let (_, message) = certificate(text).unwrap_or_else(|| panic!("{text} passes"));
        assert!(message.contains(what), "{text}: {message}");
    }
}

#[test]
fn a_certificate_is_whole_down_to_its_last_part() {
    let zeros = "AAAA".repeat(40);
    for (body, is_loaded) in [
        ("MAYwADAAAwA=", true),
        // The first part has a part that is cut.
        ("MAgwAjABMAADAA==", false),
        // There are but two parts.
        ("MAQwAAMA", false),
        // 128 bytes behind a length in two bytes, and behind one that leaves the end open.
        (&format!("MIGAMAAwAAN6{zeros}AAA="), true),
        (&format!("MIAwADAAA3oA{zeros}AA=="), false),
    ] {
        let said = certificate(&block("CERTIFICATE", body)).map(|(says, _)| says);
        let refused = "SSLError: no start line: cadata does not contain a certificate (_ssl.c:".to_owned();
        assert_eq!(said, (!is_loaded).then_some(refused), "{body}");
    }
}

/// What is said first, with the field in front.
fn first(found: &[Diagnostic]) -> Option<String> {
    found.iter().find_map(|one| Some(format!("{}: {}", one.field.as_deref()?, one.says.as_deref()?)))
}

/// The same about fields.
fn told(service_type: &str, fields: &[(&str, &str, Value)]) -> Option<String> {
    first(&of_fields(service_type, fields))
}

/// A null stays one only where the file declares a number for a field that the service knows as text.
#[test]
fn a_null_is_missed_only_by_who_reads_it() {
    let github = |source: &str, kind: &str, host: Value| {
        let fields = [
            ("data_source", "str", json!(source)),
            ("auth_method", "str", json!("personal_access_token")),
            ("host", kind, host),
        ];
        told("github", &fields)
    };
    let rstrip = "host: AttributeError: 'NoneType' object has no attribute 'rstrip'";
    assert_eq!(github("github_server", "int", Value::Null), Some(rstrip.to_owned()));
    assert_eq!(github("github_cloud", "int", Value::Null), None);
    assert_eq!(github("github_server", "str", json!("https://git.example.org")), None);

    let (admin, shared) =
        ("google_workspace_admin_email_for_data_sync", "google_workspace_email_for_shared_drives_sync");
    let drive = |delegates: bool, null: &str| {
        let kind = |name: &str| if name == null { ("int", Value::Null) } else { ("str", json!("a@b.cd")) };
        let fields = [
            ("service_account_credentials", "str", json!(r#"{"type": "service_account"}"#)),
            ("use_domain_wide_delegation_for_sync", "bool", json!(delegates)),
            (admin, kind(admin).0, kind(admin).1),
            (shared, kind(shared).0, kind(shared).1),
        ];
        told("google_drive", &fields)
    };
    let split = "AttributeError: 'NoneType' object has no attribute 'split'";
    let empty = "Google Workspace admin email for shared drives sync cannot be empty when 'Use domain-wide \
                 delegation for data sync' is enabled.";
    assert_eq!(drive(true, admin), Some(format!("{admin}: {split}")));
    assert_eq!(drive(true, shared), Some(format!("{shared}: {empty}")));
    assert_eq!([drive(true, ""), drive(false, admin), drive(false, shared)], [None, None, None]);

    let outlook = [("ssl_enabled", "bool", json!(true)), ("ssl_ca", "int", Value::Null)];
    assert_eq!(told("outlook", &outlook), None);
}

#[test]
fn github_reads_repositories_as_its_method_does() {
    let github = |method: &str, repositories: Value, others: [&str; 3]| {
        let [private_key, repo_type, organization] = others;
        let fields = [
            ("data_source", "str", json!("github_cloud")),
            ("auth_method", "str", json!(method)),
            ("repositories", "list", repositories),
            ("private_key", "str", json!(private_key)),
            ("repo_type", "str", json!(repo_type)),
            ("org_name", "str", json!(organization)),
        ];
        told("github", &fields)
    };
    let unpack = "too many values to unpack (expected 2)";
    let no_key = "private_key: Could not parse the provided public key.";
    let no_token = "auth_method: ";
    for (method, repositories, others, expected) in [
        ("personal_access_token", json!("a/b/c"), ["key", "other", "acme"], None),
        ("github_app", json!("a/b, *"), ["key", "other", "acme"], None),
        ("github_app", json!("a/b"), ["key", "other", "acme"], Some(no_key.to_owned())),
        ("github_app", json!("a/b"), ["ssh-rsa AAAA", "other", "acme"], None),
        ("github_app", json!(0), ["key", "other", "acme"], Some(no_key.to_owned())),
        (
            "github_app",
            json!(5),
            ["key", "other", "acme"],
            Some("repositories: 'int' object has no attribute 'strip'".to_owned()),
        ),
        (
            "x",
            json!(1.5),
            ["key", "organization", "acme"],
            Some("repositories: argument of type 'float' is not iterable".to_owned()),
        ),
        ("x", json!(1.5), ["key", "other", "acme"], Some(no_token.to_owned())),
        ("x", json!({"a": 1}), ["key", "organization", "acme"], None),
        ("x", json!("a/b/c"), ["key", "organization", "acme"], Some(format!("repositories: {unpack}"))),
        ("x", json!("a, b/c"), ["key", "organization", "acme"], Some(no_token.to_owned())),
        ("x", json!("a, b/c"), ["key", "organization", "d/e"], Some(format!("org_name: {unpack}"))),
        ("x", json!("b/c"), ["key", "organization", "d/e"], Some(no_token.to_owned())),
    ] {
        assert_eq!(
            github(method, repositories.clone(), others),
            expected,
            "{method} {repositories} {others:?}"
        );
    }
}

#[test]
fn the_key_of_a_service_account_is_stripped_where_it_has_no_line_breaks() {
    for (key, expected) in [
        (json!("x"), None),
        (json!(["a", "\n"]), None),
        (json!({"\n": 1}), None),
        (json!([]), None),
        (json!({}), None),
        (json!(0), None),
        (json!(["a"]), Some("AttributeError: 'list' object has no attribute 'strip'")),
        (json!({"a": 1}), Some("AttributeError: 'dict' object has no attribute 'strip'")),
        (json!(5), Some("TypeError: argument of type 'int' is not iterable")),
        (json!(true), Some("TypeError: argument of type 'bool' is not iterable")),
    ] {
        let account = json!({ "private_key_id": [1], "private_key": key }).to_string();
        let values = json!({ "buckets": "*", "service_account_credentials": account });
        let expected = expected.map(|says| format!("service_account_credentials: {says}"));
        assert_eq!(first(&of_source("google_cloud_storage", &values)), expected, "{key}");
    }
}

#[test]
fn confluence_logs_in_with_the_fields_of_its_data_source() {
    let told_of = |source: &str, method: &str| {
        let names = ["account_email", "username", "data_center_username"];
        let mut fields = vec![
            ("data_source", "str", json!(source)),
            ("data_center_auth_method", "str", json!(method)),
            ("ssl_enabled", "bool", json!(false)),
        ];
        fields.extend(names.map(|name| (name, "str", json!("a:b"))));
        fields.extend(
            ["api_token", "password", "data_center_password"].map(|name| (name, "str", json!("secret"))),
        );
        told("confluence", &fields)
    };
    let colon =
        |field: &str| Some(format!("{field}: A \":\" is not allowed in login (RFC 1945#section-11.1)"));
    let unknown = "Unknown data center authentication method 'x' for Confluence connector";
    for (source, method, expected) in [
        ("confluence_cloud", "basic", colon("account_email")),
        ("confluence_server", "basic", colon("username")),
        ("confluence_data_center", "basic", colon("data_center_username")),
        ("confluence_data_center", "personal_access_token", None),
        ("confluence_data_center", "x", Some(format!("data_center_auth_method: {unknown}"))),
        ("x", "basic", Some("data_source: Unknown data source type 'x' for Confluence connector".to_owned())),
    ] {
        assert_eq!(told_of(source, method), expected, "{source} {method}");
    }
}
