//! Comments in the files themselves.

use insta::assert_snapshot;

use super::repository::{Repository, TWINS, TWINS_IN_JSON};

const IGNORE: &str = "connlint: ignore[duplicate-order] on purpose";

/// What is said of a file in which `old` was replaced by `new`.
fn check(file: &str, text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "{text}");
    Repository::with(&[(file, &text.replacen(old, new, 1))]).check("")
}

#[test]
fn a_comment_holds_on_its_line_the_line_below_and_the_table_below() {
    let toml = |old: &str, new: String| check("connectors/a.toml", TWINS, old, &new);
    for (old, new) in [
        ("order = 1\nvalue = 443", format!("order = 1 # {IGNORE}\nvalue = 443")),
        ("order = 1\nvalue = 443", format!("# {IGNORE}\norder = 1\nvalue = 443")),
        ("order = 1\nvalue = 443", format!("\t# {IGNORE}  \r\n# and another\norder = 1\nvalue = 443")),
        ("[configuration.port]", format!("# {IGNORE}\n[configuration.port]")),
        (
            "[configuration.port]",
            format!("# connlint: ignore[regex] on purpose\n# {IGNORE}\n[configuration.port]"),
        ),
        ("[configuration.host]", format!("# {IGNORE}\n[configuration]\n[configuration.host]")),
    ] {
        let said = toml(old, new.clone());
        assert!(said.ends_with("1 suppressed"), "{new}\n{said}");
    }
    for (old, new) in [
        ("order = 1\nvalue = 443", format!("# {IGNORE}\n\norder = 1\nvalue = 443")),
        ("[configuration.port]", format!("[configuration.port] # {IGNORE}")),
        ("[configuration.host]", format!("# {IGNORE}\n[configuration.host]")),
        ("value = 443", format!("value = 443 # {IGNORE}")),
        ("value = 443", format!("value = 443\n# {IGNORE}")),
        ("\"Port\"", format!("\"\"\"Port\n# {IGNORE}\"\"\"")),
    ] {
        let said = toml(old, new.clone());
        assert!(said.ends_with("0 suppressed"), "{new}\n{said}");
    }
}

#[test]
fn json_has_two_kinds_of_comments() {
    let json = |old: &str, new: String| check("connectors/a.json", TWINS_IN_JSON, old, &new);
    for (old, new) in [
        ("\"order\": 1,\n", format!("\"order\": 1, // {IGNORE}\n")),
        ("\"order\": 1,\n", format!("/* {IGNORE} */ \"order\": 1,\n")),
        ("\"order\": 1,\n", format!("/* {IGNORE}\n   for now */\n\"order\": 1,\n")),
        ("\"port\": {", format!("// {IGNORE}\n    \"port\": {{")),
        ("\"configuration\": {", format!("// {IGNORE}\n\n\"configuration\": {{")),
        ("\"configuration\": {", format!("// {IGNORE}\n\"configuration\": {{")),
    ] {
        let said = json(old, new.clone());
        let expected = if new.contains("\n\n") { "0 suppressed" } else { "1 suppressed" };
        assert!(said.ends_with(expected), "{new}\n{said}");
    }
    let said = json("{\n  \"service_type\"", format!("// {IGNORE}\n{{\n  \"service_type\""));
    assert!(said.ends_with("0 suppressed"), "the whole file is no member: {said}");
}

#[test]
fn a_comment_above_everything_is_about_the_file_as_a_whole() {
    let text = "# connlint: ignore[not-a-connector] only notes\n\nname = \"x\"\n";
    assert_eq!(Repository::with(&[("connectors/a.toml", text)]).check(""), "1 suppressed");
    let text = "name = \"x\"\n# connlint: ignore[not-a-connector] only notes\nlanguage = \"x\"\n";
    assert!(Repository::with(&[("connectors/a.toml", text)]).check("").ends_with("0 suppressed"));
}

#[test]
fn what_is_wrong_with_comments_is_said_where_it_is() {
    let text = TWINS.replace(
        "order = 1\nvalue = 443",
        "order = 1 # connlint: ignore[duplicate-ordr, regex, duplicate-order]\nvalue = \"443\" # connlint: disable",
    );
    assert_snapshot!(Repository::with(&[("connectors/a.toml", &text)]).check(""), @r#"
    connectors/a.toml:11:30 unknown-ignore | there is no rule `duplicate-ordr`, so nothing is ignored by it | did you mean `duplicate-order`?
    connectors/a.toml:11:46 unexplained-ignore | this comment does not say why `regex` is ignored here | write the reason behind the bracket, for whoever has to decide whether it still holds
    connectors/a.toml:11:46 unused-ignore | `regex` finds nothing here that this comment could ignore | remove `regex` from the list
    connectors/a.toml:12:9 value-converted | `port` is an int field, but its value "443" is a string, which the service converts | write 443
    connectors/a.toml:12:15 unknown-ignore | this comment ignores nothing, since it names no rule in brackets | write `# connlint: ignore[rule] reason`
    1 suppressed
    "#);
}

#[test]
fn rules_that_did_not_run_cannot_be_unused() {
    let text = TWINS.replace("value = 443", "value = 443 # connlint: ignore[value-converted] on purpose");
    let repository = Repository::with(&[("connectors/a.toml", &text)]);
    assert_snapshot!(repository.check("--ignore duplicate-order"), @"
    connectors/a.toml:12:32 unused-ignore | `value-converted` finds nothing here that this comment could ignore | remove the comment
    0 suppressed
    ");
    assert_eq!(repository.check("--ignore duplicate-order,value-converted"), "0 suppressed");
    assert_eq!(repository.check("--select duplicate-key,unused-ignore"), "0 suppressed");
    assert_eq!(repository.check("--ignore duplicate-order,unused-ignore"), "0 suppressed");
}

#[test]
fn what_could_not_be_read_stays_and_its_comments_are_not_judged() {
    let text = TWINS.replace("value = 443", "value = = 443 # connlint: ignore[syntax-error, regex]");
    assert_snapshot!(Repository::with(&[("connectors/a.toml", &text)]).check(""), @"
    connectors/a.toml:11:9 duplicate-order | `port` has the same order as `host` | write an order that is free, such as 2
    connectors/a.toml:12:9 syntax-error | one `=` is enough | remove this one
    0 suppressed
    ");
}

#[test]
fn comments_about_comments_cannot_be_ignored_by_comments() {
    let text = TWINS.replace(
        "order = 1\nvalue = 443",
        "# connlint: ignore[unexplained-ignore]\norder = 2 # connlint: ignore[unused-ignore, syntax-error] x\nvalue = 443",
    );
    assert_snapshot!(Repository::with(&[("connectors/a.toml", &text)]).check(""), @"
    connectors/a.toml:11:20 unexplained-ignore | this comment does not say why `unexplained-ignore` is ignored here | write the reason behind the bracket, for whoever has to decide whether it still holds
    connectors/a.toml:11:20 unused-ignore | no comment can ignore `unexplained-ignore` | remove the comment
    connectors/a.toml:12:30 unused-ignore | no comment can ignore `unused-ignore` | remove `unused-ignore` from the list
    connectors/a.toml:12:45 unused-ignore | no comment can ignore `syntax-error` | remove `syntax-error` from the list
    0 suppressed
    ");
}

#[test]
fn a_secret_beside_a_comment_stays_masked() {
    let text = "[configuration.password]\nlabel = \"Password\"\nsensitive = true\n\
                value = \"hunter2\" # connlint: ignore[plaintext-secret, regex]\n";
    let output = Repository::with(&[("connectors/a.toml", text)]).run("check");
    assert!(output.stdout.contains("unused-ignore") && !output.stdout.contains("hunter2"), "{output}");
}

#[test]
fn emission_honours_comments_but_not_against_elasticsearch() {
    let text = "service_type = \"wiki\"\n[configuration.host]\nlabel = \"Host\"\norder = 1\n\
                required = true\nvalue = \"\" # connlint: ignore[missing-required-value] set by hand\n";
    let repository = Repository::with(&[("connectors/a.toml", text)]);
    assert_eq!(repository.run("emit").code, 0);
    let text = text.replace("label = \"Host\"", "label = 5 # connlint: ignore[wrong-type] it worked in 8.11");
    repository.write("connectors/a.toml", &text);
    assert_eq!(repository.run("check").code, 0);
    assert_snapshot!(repository.run("emit"), @r#"
    --- stderr
    error[wrong-type]
      × `label` must be a string, but is 5
       ╭─[connectors/a.toml:3:9]
     2 │ [configuration.host]
     3 │ label = 5 # connlint: ignore[wrong-type] it worked in 8.11
       ·         ─
     4 │ order = 1
       ╰────
      breaks: Elasticsearch
      help: write it in quotes: "5"

    checked 1 file: 1 error, 1 suppressed
    connlint: nothing is written while a connector has errors
    --- exit code 1
    "#);
}

#[test]
fn very_many_comments_cost_little() {
    let mut text = "service_type = \"wiki\"\n".to_owned();
    text.push_str(&"# connlint: ignore[duplicate-order] on purpose\n".repeat(30_000));
    text.push_str("[configuration.host]\nlabel = \"Host\"\n");
    let in_line = format!(
        "{{ \"service_type\": \"wiki\", {} \"configuration\": {{}} }}",
        "/* connlint: ignore[duplicate-order] on purpose */ ".repeat(30_000)
    );
    let repository = Repository::with(&[("connectors/a.toml", &text), ("connectors/b.json", &in_line)]);
    let start = std::time::Instant::now();
    assert!(repository.run("check --output-format concise").stdout.contains("unused-ignore"));
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
