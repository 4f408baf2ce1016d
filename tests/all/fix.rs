//! `--fix`, `--unsafe-fixes` and `--diff` through the real binary.

mod properties;
mod syntax;

use std::fs;
use std::path::PathBuf;

use insta::assert_snapshot;
use tempfile::TempDir;

use crate::binary::{Output, Run};

/// A repository in which connlint is run.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::Builder::new().prefix("connlint").tempdir().unwrap());
        folder.write("connlint.toml", "");
        for (file, text) in files {
            folder.write(file, text);
        }
        folder
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        fs::write(self.path(file), text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    fn run(&self, arguments: &str) -> Output {
        Run::new(arguments.split_whitespace()).in_folder(self.0.path()).output()
    }
}

/// A file in which much is to be mended, with comments and odd spacing.
const TOML: &str = r#"service_type = "wiki" # which one

[configuration.host]   # the server
label    =   "Host"
type     =   'string'  # other systems say so
order    =   "1"       # first
required = true
# kept for older files
default_value = "localhost" # never used
value    = "wiki.example.org"

[configuration.spaces]
label = "Spaces"
type = "list"
order = 2
value = ["HR", "IT"]

[configuration.spaces.depends_on]
field = "host"
value = "wiki.example.org"

[configuration.ssl]
label = "TLS"
type = "bool"
order = 3
display = "textbox"
value = true
"#;

/// The same in JSON, with a comma too few and one too many.
const JSON: &str = r#"{
  "service_type": "wiki", // which one
  "configuration": {
    "host": { "label": "Host", "type": "string", "order": "1", "required": true, "value": "wiki",
      /* kept for older files */ "default_value": "localhost" },
    "spaces": {
      "label": "Spaces", "type": "list", "order": 2,
      "value": ["HR", "IT"],
      "depends_on": { "field": "host", "value": "wiki" },
    }
  }
}
"#;

#[test]
fn toml_keeps_its_comments_and_its_spacing() {
    let folder = Folder::with(&[("connectors/a.toml", TOML)]);
    let output = folder.run("check --fix");
    assert_snapshot!(output, @"
    checked 1 file: no findings
    fixed 6 findings in 1 file
    --- exit code 0
    ");
    assert_snapshot!(folder.read("connectors/a.toml"), @r#"
    service_type = "wiki" # which one

    [configuration.host]   # the server
    label    =   "Host"
    type     =   'str'  # other systems say so
    order    =   1       # first
    required = true
    # kept for older files
    # never used
    value    = "wiki.example.org"

    [configuration.spaces]
    label = "Spaces"
    type = "list"
    order = 2
    value = "HR, IT"

    [[configuration.spaces.depends_on]]
    field = "host"
    value = "wiki.example.org"

    [configuration.ssl]
    label = "TLS"
    type = "bool"
    order = 3
    display = "toggle"
    value = true
    "#);
    let again = folder.run("check --fix");
    assert_eq!(again.stdout, "checked 1 file: no findings\nfixed 0 findings in 0 files\n");
}

#[test]
fn json_gets_its_commas_and_then_the_rest() {
    let folder = Folder::with(&[("connectors/a.json", JSON)]);
    let output = folder.run("check --fix");
    assert_snapshot!(output, @"
    checked 1 file: no findings
    fixed 6 findings in 1 file
    --- exit code 0
    ");
    assert_snapshot!(folder.read("connectors/a.json"), @r#"
    {
      "service_type": "wiki", // which one
      "configuration": {
        "host": { "label": "Host", "type": "str", "order": 1, "required": true, "value": "wiki"
          /* kept for older files */ },
        "spaces": {
          "label": "Spaces", "type": "list", "order": 2,
          "value": "HR, IT",
          "depends_on": [{ "field": "host", "value": "wiki" }]
        }
      }
    }
    "#);
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let (toml, json) = (TOML.replace('\n', "\r\n"), format!("\u{feff}{}", JSON.replace('\n', "\r\n")));
    let folder = Folder::with(&[("connectors/a.toml", &toml), ("connectors/b.json", &json)]);
    let plain = Folder::with(&[("connectors/a.toml", TOML), ("connectors/b.json", JSON)]);
    folder.run("check --fix");
    plain.run("check --fix");
    assert_eq!(folder.read("connectors/a.toml"), plain.read("connectors/a.toml").replace('\n', "\r\n"));
    let json = plain.read("connectors/b.json").replace('\n', "\r\n");
    assert_eq!(folder.read("connectors/b.json"), format!("\u{feff}{json}"));
}

#[test]
fn a_diff_writes_nothing_and_fails() {
    let folder = Folder::with(&[("connectors/a.toml", TOML)]);
    assert_snapshot!(folder.run("check --diff"), @r#"
    --- connectors/a.toml
    +++ connectors/a.toml
    @@ -2,20 +2,20 @@
     
     [configuration.host]   # the server
     label    =   "Host"
    -type     =   'string'  # other systems say so
    -order    =   "1"       # first
    +type     =   'str'  # other systems say so
    +order    =   1       # first
     required = true
     # kept for older files
    -default_value = "localhost" # never used
    +# never used
     value    = "wiki.example.org"
     
     [configuration.spaces]
     label = "Spaces"
     type = "list"
     order = 2
    -value = ["HR", "IT"]
    +value = "HR, IT"
     
    -[configuration.spaces.depends_on]
    +[[configuration.spaces.depends_on]]
     field = "host"
     value = "wiki.example.org"
     
    @@ -23,5 +23,5 @@
     label = "TLS"
     type = "bool"
     order = 3
    -display = "textbox"
    +display = "toggle"
     value = true
    --- exit code 1
    "#);
    assert_eq!(folder.read("connectors/a.toml"), TOML);
    assert_eq!(folder.run("check --fix --diff --exit-zero").code, 0);
    assert_eq!(folder.read("connectors/a.toml"), TOML);
    folder.run("check --fix");
    let nothing = folder.run("check --diff");
    assert_eq!((nothing.code, &*nothing.stdout, &*nothing.stderr), (0, "", ""));
}

/// A file with two literal secrets, one of which is also of another type, and an order that stands twice.
const SECRETS: &str = r#"service_type = "wiki"

[configuration.token]
label = "Token"
sensitive = true
order = 1
value = "hunter2-hunter2"

[configuration.pin]
label = "Pin"
type = "int"
sensitive = true
order = 1
value = "493817"
default_value = "493817"
"#;

#[test]
fn a_secret_is_replaced_only_when_asked_and_shown_nowhere() {
    let folder = Folder::with(&[("connectors/a.toml", SECRETS)]);
    for arguments in
        ["--fix --output-format json", "--diff", "--unsafe-fixes --diff", "--output-format sarif"]
    {
        let output = folder.run(&format!("check {arguments}"));
        assert!(!output.to_string().contains("hunter2"), "{arguments}: {output}");
        assert!(!output.to_string().contains("493817"), "{arguments}: {output}");
    }
    assert_eq!(folder.read("connectors/a.toml"), SECRETS);
    assert_snapshot!(folder.run("check --unsafe-fixes --diff"), @r#"
    --- connectors/a.toml
    +++ connectors/a.toml
    @@ -4,12 +4,12 @@
     label = "Token"
     sensitive = true
     order = 1
    -value = ••••••••
    +value = "${env:A_TOKEN}"
     
     [configuration.pin]
     label = "Pin"
     type = "int"
     sensitive = true
    -order = 1
    -value = ••••••••
    -default_value = ••••••••
    +order = 2
    +value = "${env:A_PIN}"
    +default_value = "${env:A_PIN}"
    --- exit code 1
    "#);
    assert_snapshot!(folder.run("check --unsafe-fixes"), @"
    checked 1 file: no findings
    fixed 4 findings in 1 file
    --- exit code 0
    ");
    let fixed = folder.read("connectors/a.toml");
    assert!(fixed.contains("value = \"${env:A_TOKEN}\"") && fixed.contains("order = 2"), "{fixed}");
    assert!(!fixed.contains("hunter2") && !fixed.contains("493817"), "{fixed}");
}

#[test]
fn a_secret_of_several_lines_is_masked_line_by_line() {
    let text = "service_type = \"wiki\"\n\n[configuration.key]\nlabel = \"Key\"\norder = 1\nsensitive = \"true\"\n\
                value = \"\"\"\nfirst-part\nsecond-part\"\"\"\ndisplay = \"Textarea\"\n";
    let folder = Folder::with(&[("connectors/a.toml", text)]);
    assert_snapshot!(folder.run("check --diff"), @r#"
    --- connectors/a.toml
    +++ connectors/a.toml
    @@ -3,8 +3,8 @@
     [configuration.key]
     label = "Key"
     order = 1
    -sensitive = "true"
    +sensitive = true
     value = ••••••••
     ••••••••
     ••••••••
    -display = "Textarea"
    +display = "textarea"
    --- exit code 1
    "#);
}

#[test]
fn what_is_accepted_is_not_mended() {
    let text = "service_type = \"wiki\"\n\n[configuration.a]\nlabel = \"A\"\n\
                order = \"1\" # connlint: ignore[coerced-attribute] the template wants it\nvalue = \"\"\n";
    let other = text.replace(" # connlint: ignore[coerced-attribute] the template wants it", "");
    let folder = Folder::with(&[
        ("connectors/a.toml", text),
        ("connectors/b.toml", &other),
        ("connectors/c.toml", &other),
    ]);
    let table =
        "[[ignore]]\npath = \"connectors/b.toml\"\nrules = [\"coerced-attribute\"]\nreason = \"as above\"\n";
    folder.write("connlint.toml", table);
    folder.run("baseline connectors/c.toml");
    let output = folder.run("check --fix");
    assert_eq!(output.stdout, "checked 3 files: no findings, 3 suppressed\nfixed 0 findings in 0 files\n");
    assert_eq!(folder.read("connectors/a.toml"), text);
    assert_eq!(folder.read("connectors/b.toml"), other);
    folder.run("check --fix --ignore coerced-attribute --no-config");
    assert_eq!(folder.read("connectors/b.toml"), other);
}

#[test]
fn a_comment_that_has_become_idle_goes_too() {
    let text = "service_type = \"wiki\"\n\n[configuration.a]\nlabel = \"A\"\n\
                # connlint: ignore[coerced-attribute] the template wants it\norder = 1\nvalue = \"\"\n";
    let folder = Folder::with(&[("connectors/a.toml", text)]);
    folder.run("check --fix");
    let without = text.replace("# connlint: ignore[coerced-attribute] the template wants it\n", "");
    assert_eq!(folder.read("connectors/a.toml"), without);
}

#[test]
fn fixes_that_touch_each_other_are_done_one_after_the_other() {
    // The key is renamed, upon which its value is one that Elasticsearch coerces.
    let text = "service_type = \"wiki\"\n\n[configuration.a]\nlabel = \"A\"\nordr = \"3\"\nhelp = \"x\"\nhint = \"y\"\nvalue = \"\"\n";
    let folder = Folder::with(&[("connectors/a.toml", text)]);
    let output = folder.run("check --unsafe-fixes");
    assert_snapshot!(output, @r#"
    error[unknown-attribute]
      × `hint` is no key of a field definition: Elasticsearch drops it without a word
       ╭─[connectors/a.toml:7:1]
     6 │ tooltip = "x"
     7 │ hint = "y"
       · ────
     8 │ value = ""
       ╰────
      help: did you mean `tooltip`?

    checked 1 file: 1 error
    fixed 3 findings in 1 file
    --- exit code 1
    "#);
    assert_snapshot!(folder.read("connectors/a.toml"), @r#"
    service_type = "wiki"

    [configuration.a]
    label = "A"
    order = 3
    tooltip = "x"
    hint = "y"
    value = ""
    "#);
}

#[test]
fn a_judged_fix_that_would_add_an_error_is_left_out() {
    let text = "service_type = \"wiki\"\n\n[configuration.a]\nlabel = \"A\"\norder = 1\nrequird = \"perhaps\"\nvalue = \"\"\n";
    let folder = Folder::with(&[("connectors/a.toml", text)]);
    let output = folder.run("check --unsafe-fixes");
    assert_eq!(output.code, 1);
    assert!(output.stdout.contains("error[unknown-attribute]"), "{output}");
    assert!(output.stdout.ends_with("fixed 0 findings in 0 files\n"), "{output}");
    assert_eq!(folder.read("connectors/a.toml"), text);
}

#[test]
fn reports_tell_what_remains() {
    let folder = Folder::with(&[("connectors/a.toml", TOML), ("connectors/b.toml", SECRETS)]);
    let output = folder.run("check --fix --output-format json");
    let report: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(report["summary"]["fixable"], 0);
    assert_eq!(output.stderr, "connlint: fixed 6 findings in 1 file\n");
    assert_eq!(folder.run("check --fix --quiet --output-format json").stderr, "");
}

#[test]
fn a_type_that_was_mended_is_in_force_at_once() {
    let kind = "[configuration.port]\nlabel = \"Port\"\ntype = \"integer\"\norder = 1\nvalue = 1\n";
    let connector = "service_type = \"shop\"\n\n[values]\nport = \"80\"\n";
    let folder = Folder::with(&[("types/shop.toml", kind), ("connectors/a.toml", connector)]);
    folder.write("connlint.toml", "types = \"types\"\n");
    folder.run("check --fix . types/shop.toml");
    assert!(folder.read("types/shop.toml").contains("type = \"int\""));
    let output = folder.run("check --fix");
    assert_eq!(output.code, 0, "{output}");
    assert!(folder.read("connectors/a.toml").contains("port = 80"));
}

#[test]
fn what_cannot_be_mended_in_place_is_refused() {
    let folder = Folder::with(&[("connectors/a.toml", TOML)]);
    for options in ["--fix", "--unsafe-fixes", "--diff"] {
        let piped = folder.run(&format!("check {options} - --stdin-filename connectors/a.toml"));
        assert_eq!(piped.code, 2);
        assert_eq!(piped.stderr, "connlint: standard input cannot be fixed: name the file instead of `-`\n");
        assert_eq!(folder.run(&format!("check {options} --staged")).code, 2);
    }
    assert_eq!(folder.read("connectors/a.toml"), TOML);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(folder: &Folder, file: &str) -> u32 {
        fs::metadata(folder.path(file)).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn the_mode_stays_and_a_link_stays_one() {
        let folder = Folder::with(&[("elsewhere/real.toml", TOML)]);
        fs::create_dir_all(folder.path("connectors")).unwrap();
        symlink("../elsewhere/real.toml", folder.path("connectors/a.toml")).unwrap();
        let private = fs::Permissions::from_mode(0o666);
        fs::set_permissions(folder.path("elsewhere/real.toml"), private).unwrap();
        let output = folder.run("check --fix connectors/a.toml");
        assert_eq!(output.code, 0, "{output}");
        assert!(fs::symlink_metadata(folder.path("connectors/a.toml")).unwrap().is_symlink());
        assert!(folder.read("elsewhere/real.toml").contains("'str'"));
        assert_eq!(mode(&folder, "elsewhere/real.toml"), 0o666);
        let names: Vec<_> = fs::read_dir(folder.path("elsewhere")).unwrap().collect();
        assert_eq!(names.len(), 1, "a temporary file was left");
    }

    #[test]
    fn a_file_that_is_read_only_is_named() {
        let folder = Folder::with(&[("connectors/a.toml", TOML), ("connectors/b.toml", TOML)]);
        fs::set_permissions(folder.path("connectors/a.toml"), fs::Permissions::from_mode(0o444)).unwrap();
        let output = folder.run("check --fix");
        assert_eq!(output.code, 2);
        assert_eq!(output.stderr, "connlint: connectors/a.toml: cannot be written: it is read-only\n");
        assert_eq!(folder.read("connectors/a.toml"), TOML);
        assert!(output.stdout.ends_with("fixed 6 findings in 1 file\n"), "{output}");
    }
}
