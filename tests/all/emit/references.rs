//! Secret references: kept, resolved, refused.

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt as _;

use super::Repository;

/// A connector with a reference in a field of each type, and an escape.
const CONNECTOR: &str = r#"
[configuration.port]
label = "Port"
type = "int"
order = 1
value = "${env:PORT}"
validations = [{ type = "less_than", constraint = 65536 }]
[configuration.password]
label = "Password"
sensitive = true
order = 2
value = "${file:secrets/pw}"
[configuration.tls]
label = "TLS"
type = "bool"
order = 3
value = "${env:TLS}"
[configuration.tags]
label = "Tags"
type = "list"
order = 4
value = "$${HOME}, b"
required = true
"#;

const SET: [(&str, &str); 2] = [("PORT", "0443"), ("TLS", "false")];

fn repository() -> Repository {
    Repository::with(&[("connectors/a.toml", CONNECTOR), ("secrets/pw", "hunt${env:PORT}er\n\n")])
}

#[test]
fn references_stay_and_are_named_and_counted() {
    let repository = repository();
    let ended = repository.emit_with("", &SET);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stdout.contains(r#""unresolved":["env:PORT","env:TLS","escape","file:secrets/pw"]"#));
    assert!(ended.stdout.contains(r#""value":"$${HOME}, b""#));
    let told = "connlint: 3 secret references are still to be replaced before these payloads are sent\n";
    assert_eq!(ended.stderr, told);
    assert_eq!(repository.emit("--quiet").stderr, "");
    let unjudged = "[values]\nkey = \"${env:KEY}\"\n";
    let config = "[rules]\nunknown-schema = \"off\"\n";
    let repository = Repository::with(&[("connectors/a.toml", unjudged), ("connlint.toml", config)]);
    assert_eq!(repository.lines("", &[])[0]["unresolved"][0], "env:KEY");
    let resolved = repository.lines("--resolve", &[("KEY", "v")]);
    assert_eq!(resolved[0]["body"]["values"]["key"], "v");
}

#[test]
fn resolved_values_have_the_type_of_their_field() {
    let lines = repository().lines("--resolve", &SET);
    let value = |field: &str| lines[0]["body"]["configuration"][field]["value"].to_string();
    assert_eq!(value("port"), "443");
    assert_eq!(value("tls"), "false");
    assert_eq!(value("tags"), "\"${HOME}, b\"");
    // One final newline is dropped, and what a secret holds is no reference.
    assert_eq!(value("password"), "\"hunt${env:PORT}er\\n\"");
    assert_eq!(lines[0]["unresolved"].to_string(), "[]");
}

#[test]
fn values_of_a_type_are_converted_too() {
    let text = "service_type = \"mysql\"\npartial = true\n[values]\nport = \"${env:PORT}\"\nssl_enabled = \"${env:TLS}\"\n";
    let repository = Repository::with(&[("connectors/a.toml", text)]);
    let lines = repository.lines("--resolve", &SET);
    assert_eq!(lines[0]["body"].to_string(), r#"{"values":{"port":443,"ssl_enabled":false}}"#);
}

#[test]
fn what_is_resolved_is_judged_and_never_shown() {
    let repository = repository();
    let ended = repository.emit_with("--resolve --out-dir out", &[("PORT", "77123"), ("TLS", "true")]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stderr.contains("error[less-than]"), "{}", ended.stderr);
    assert!(ended.stderr.contains("'Port' value '••••••••' should be less than 65536."), "{}", ended.stderr);
    for shown in ["77123", "hunt"] {
        assert!(!ended.stderr.contains(shown) && !ended.stdout.contains(shown), "{}", ended.stderr);
    }
    assert!(!repository.at("out").exists());
    let exposed =
        Repository::with(&[("connectors/a.toml", &CONNECTOR.replace("${file:secrets/pw}", "${env:PW}"))]);
    let token = format!("ghp_{}", "a1B2".repeat(9));
    let ended = exposed.emit_with("--resolve", &[SET[0], SET[1], ("PW", &token)]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
}

#[test]
fn no_rule_tells_what_a_reference_leads_to() {
    use connlint::diagnose::Detail;
    use connlint::lint::Settings;
    let field = |kind: &str, more: &str| {
        format!(
            "[configuration.x]\nlabel = \"X\"\norder = 1\ntype = \"{kind}\"\nvalue = \"${{env:X}}\"\n\
             default_value = \"${{env:X}}\"\n{more}\n[configuration.y]\nlabel = \"Y\"\norder = 2\nvalue = \"\"\n\
             depends_on = [{{ field = \"x\", value = \"other\" }}]\n\
             [configuration.plain]\nlabel = \"Plain\"\norder = 3\nvalue = \"v\"\n[values]\nplain = \"${{env:X}}\"\n"
        )
    };
    let checks = [
        "",
        "required = true",
        "validations = [{ type = \"less_than\", constraint = 3 }]",
        "validations = [{ type = \"greater_than\", constraint = 9000000000000000 }]",
        "validations = [{ type = \"regex\", constraint = \"[a-c]+\" }]",
        "validations = [{ type = \"included_in\", constraint = [\"a\", \"b\"] }]",
        "validations = [{ type = \"list_type\", constraint = \"int\" }]",
        "display = \"dropdown\"\noptions = [{ label = \"A\", value = \"a\" }]",
    ];
    let secrets = [
        "7712399",
        " 7712399 ",
        "<7712399>",
        "7712399,7712399",
        "${env:7712399",
        "${7712399}",
        "AKIA7712399712399XYZ",
    ];
    let mut found = 0;
    for secret in secrets {
        let resolved = [("env:X".to_owned(), secret.to_owned())].into_iter().collect();
        let settings = Settings {
            payloads: true,
            detail: Detail::Excerpts,
            resolved: Some(resolved),
            ..Settings::default()
        };
        for kind in ["str", "int", "bool", "list"] {
            for check in checks {
                let text = field(kind, check);
                let mut arena = connlint::tree::Arena::default();
                let linted = settings.lint("connectors/a.toml", text.as_bytes(), &mut arena);
                let told = format!("{:?}", linted.diagnostics);
                assert!(!told.contains("771239"), "{kind} {check}: {told}");
                assert!(linted.diagnostics.iter().all(|one| one.rule != "plaintext-secret"));
                found += linted.diagnostics.len();
            }
        }
    }
    assert!(found > 200, "only {found} findings");
}

#[test]
fn what_does_not_fit_its_field_is_named_and_nothing_is_written() {
    let cases = [
        (
            [("PORT", "x1y"), ("TLS", "true")],
            "`${env:PORT}` in `port` has to be a whole number for this int field",
        ),
        (
            [("PORT", "1"), ("TLS", "Wahr")],
            "`${env:TLS}` in `tls` has to be exactly true or false for this bool field",
        ),
    ];
    for (variables, told) in cases {
        let repository = repository();
        let ended = repository.emit_with("--resolve --out-dir out", &variables);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
        assert!(ended.stderr.contains(&format!("connlint: connectors/a.toml: {told}")), "{}", ended.stderr);
        assert!(!ended.stderr.contains("x1y") && !ended.stderr.contains("Wahr"));
        assert!(!repository.at("out").exists());
    }
}

#[test]
fn an_unset_variable_is_named_and_nothing_is_written() {
    let repository = repository();
    repository.write("connectors/b.toml", &super::simple("h"));
    let ended = repository.emit_with("--resolve --out-dir out", &[("PORT", "1")]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert_eq!(
        ended.stderr,
        "connlint: connectors/a.toml: `${env:TLS}` names a variable that is not set\n\
         connlint: nothing is written while a reference cannot be resolved\n"
    );
    assert!(!repository.at("out").exists());
    assert_eq!(repository.emit_with("--resolve", &[]).stdout, "");
    // A variable that is set to nothing is set.
    repository.write("connectors/a.toml", &super::simple("${env:EMPTY}"));
    let ended = repository.emit_with("--resolve", &[("EMPTY", "")]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
}

#[cfg(unix)]
#[test]
fn files_are_read_inside_the_repository_only() {
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), "secret of another").unwrap();
    let repository = Repository::with(&[("secrets/pw", "x"), ("secrets/latin", "")]);
    fs::write(repository.at("secrets/latin"), b"\xff\xfe").unwrap();
    fs::write(repository.at("secrets/large"), vec![b'x'; (1 << 20) + 1]).unwrap();
    std::os::unix::fs::symlink(outside.path(), repository.at("secrets/link")).unwrap();
    std::os::unix::fs::symlink("/etc", repository.at("secrets/etc")).unwrap();
    std::os::unix::fs::symlink("pw", repository.at("secrets/inner")).unwrap();
    let config = "[rules]\nmalformed-reference = \"off\"\n";
    repository.write("connlint.toml", config);
    let absolute = outside.path().display().to_string();
    let outside = "names a file that is not inside the repository";
    let cases = [
        ("secrets/none", "names a file that cannot be read: No such file or directory (os error 2)"),
        ("secrets/link", outside),
        ("secrets/etc/hostname", outside),
        ("../../../../../../etc/hostname", outside),
        (absolute.as_str(), outside),
        ("secrets", "names something that is no file"),
        ("secrets/latin", "leads to something that is not UTF-8 text"),
        ("secrets/large", "names a file that is larger than 1 MiB"),
    ];
    for (path, told) in cases {
        repository.write("connectors/a.toml", &super::simple(&format!("${{file:{path}}}")));
        let ended = repository.emit("--resolve --out-dir out");
        assert_eq!(ended.code, Some(2), "{path}: {}", ended.stderr);
        assert!(ended.stderr.contains(&format!("`${{file:{path}}}` {told}\n")), "{path}: {}", ended.stderr);
        assert!(!ended.stderr.contains("secret of another"));
        assert!(!repository.at("out").exists());
    }
    repository.write("connectors/a.toml", &super::simple("${file:./secrets/inner}"));
    assert_eq!(repository.lines("--resolve", &[])[0]["body"]["configuration"]["host"]["value"], "x");
}

#[test]
fn relative_paths_start_at_the_git_root() {
    let repository = repository();
    repository.write("sub/connlint.toml", "");
    repository.write("sub/connectors/b.toml", &super::simple("${file:secrets/pw}"));
    fs::create_dir(repository.at(".git")).unwrap();
    assert_eq!(repository.lines("sub --resolve", &[])[0]["connector_id"], "b");
}

#[cfg(unix)]
#[test]
fn only_payloads_with_secrets_are_private() {
    let repository = repository();
    let mode = |name: &str| fs::metadata(repository.at(name)).unwrap().permissions().mode() & 0o777;
    let expected = |mask: &str| if mask == "022" { 0o644 } else { 0o664 };
    for mask in ["022", "002"] {
        let line = format!("umask {mask}; exec {} emit --out-dir out", env!("CARGO_BIN_EXE_connlint"));
        assert_eq!(super::ended(repository.command("bash", &[]).args(["-c", &line])).code, Some(0));
        assert_eq!(mode("out/a.json"), expected(mask));
    }
    assert_eq!(repository.emit_with("--resolve --out-dir out", &SET).code, Some(0));
    assert_eq!(mode("out/a.json"), 0o600);
}

#[test]
fn a_folder_that_git_takes_up_is_warned_of() {
    let repository = repository();
    let warning = "connlint: warning: git does not ignore out, where there are secrets in clear text now; \
                   add it to .gitignore\n";
    assert_eq!(repository.emit_with("--resolve --out-dir out", &SET).stderr, "");
    let git = super::ended(repository.command("git", &[]).args(["init", "--quiet", "."]));
    assert_eq!(git.code, Some(0), "{}", git.stderr);
    assert_eq!(repository.emit_with("--resolve --out-dir out", &SET).stderr, warning);
    repository.write(".gitignore", "/out/\n");
    assert_eq!(repository.emit_with("--resolve --out-dir out", &SET).stderr, "");
}
