//! One fix in every syntax in which a file can say the thing.

use connlint::finding::Applicability;
use connlint::fix::mend;
use connlint::lint::{File, Settings};
use connlint::suppress::{Accepted, Sieve};

/// What all fixes make of a text; none where there is nothing to do.
fn mended(path: &str, text: &str) -> Option<String> {
    let mut sieve = Sieve::new(&Accepted::default());
    let mended = mend(
        &File::connector(path),
        text.as_bytes(),
        &Settings::default(),
        &mut sieve,
        Applicability::Unsafe,
    );
    assert!(mended.faults.is_empty(), "{:?}", mended.faults);
    mended.text
}

fn hold(path: &str, pairs: &[(&str, &str)]) {
    for (before, after) in pairs {
        let made = mended(path, before);
        assert_eq!(made.as_deref().unwrap_or(before), *after, "of {before}");
    }
}

#[test]
fn a_default_is_removed_with_its_comma_or_its_line() {
    let json = |body: &str| format!("{{\"configuration\": {{\"a\": {{{body}}}}}}}");
    for (before, after) in [
        (
            r#""label": "A", "default_value": 3, "required": true, "value": "x""#,
            r#""label": "A", "required": true, "value": "x""#,
        ),
        (
            r#""default_value": 3,"label": "A","required": true,"value": "x""#,
            r#""label": "A","required": true,"value": "x""#,
        ),
        (
            r#""label": "A", "required": true, "value": "x", "default_value": 3"#,
            r#""label": "A", "required": true, "value": "x""#,
        ),
        (
            "\n  \"label\": \"A\",\n  \"default_value\": 3,\n  \"required\": true, \"value\": \"x\"\n",
            "\n  \"label\": \"A\",\n  \"required\": true, \"value\": \"x\"\n",
        ),
        (
            "\n  \"label\": \"A\", \"required\": true, \"value\": \"x\" // x\n  , \"default_value\": 3 /* y */\n",
            "\n  \"label\": \"A\", \"required\": true, \"value\": \"x\" // x\n   /* y */\n",
        ),
        (
            "\"label\": \"A\", \"required\": true, \"value\": \"x\", \"default_value\": 3 /* y */, \"order\": 1",
            "\"label\": \"A\", \"required\": true, \"value\": \"x\",  /* y */ \"order\": 1",
        ),
    ] {
        let made = mended("a.json", &json(before));
        assert_eq!(made, Some(json(after)));
    }
    hold(
        "a.toml",
        &[
            (
                "[configuration.a]\nlabel = \"A\"\n\tdefault_value = \"\"\"\nx\"\"\"\nrequired = true\nvalue = \"x\"",
                "[configuration.a]\nlabel = \"A\"\nrequired = true\nvalue = \"x\"",
            ),
            (
                "[configuration.a]\nlabel = \"A\"\nrequired = true\nvalue = \"x\"\ndefault_value = 'y'",
                "[configuration.a]\nlabel = \"A\"\nrequired = true\nvalue = \"x\"\n",
            ),
            (
                "[configuration]\na.label = \"A\"\na . \"default_value\" = 'y' # why\na.required = true\na.value = \"x\"\n",
                "[configuration]\na.label = \"A\"\n# why\na.required = true\na.value = \"x\"\n",
            ),
            (
                "[configuration]\na = { label = \"A\", default_value = 'y', required = true, value = \"x\" }\n",
                "[configuration]\na = { label = \"A\", required = true, value = \"x\" }\n",
            ),
            (
                "[configuration]\na = { label = \"A\", required = true, value = \"x\", default_value = 'y' }\n",
                "[configuration]\na = { label = \"A\", required = true, value = \"x\" }\n",
            ),
        ],
    );
}

#[test]
fn values_are_quoted_as_the_format_wants_it() {
    hold(
        "a.toml",
        &[
            (
                "[configuration.a]\nlabel = \"A\"\ntype = \"list\"\nvalue = [ 'C:\\x', \"q\\\"q\" ]\n",
                "[configuration.a]\nlabel = \"A\"\ntype = \"list\"\nvalue = \"C:\\\\x, q\\\"q\"\n",
            ),
            // A comment in the list would be lost.
            (
                "[configuration.a]\nlabel = \"A\"\ntype = \"list\"\nvalue = [\n  'x', # the first\n]\n",
                "[configuration.a]\nlabel = \"A\"\ntype = \"list\"\nvalue = [\n  'x', # the first\n]\n",
            ),
            // Nor is an item with a comma, a blank or a reference one of a comma-separated string.
            (
                "[configuration.a]\nlabel = \"A\"\ntype = \"list\"\nvalue = ['x', 'a, b']\n",
                "[configuration.a]\nlabel = \"A\"\ntype = \"list\"\nvalue = ['x', 'a, b']\n",
            ),
            (
                "[configuration.a]\nlabel = \"A\"\ntype = \"list\"\nvalue = ['${env:X}', 'b']\n",
                "[configuration.a]\nlabel = \"A\"\ntype = \"list\"\nvalue = ['${env:X}', 'b']\n",
            ),
            // In a str field nobody splits it.
            (
                "[configuration.a]\nlabel = \"A\"\ntype = \"str\"\nvalue = ['x', 'y']\n",
                "[configuration.a]\nlabel = \"A\"\ntype = \"str\"\nvalue = ['x', 'y']\n",
            ),
            (
                "[configuration.a]\nlabel = \"A\"\n'type' = '''string'''\nvalue = 'x'\n",
                "[configuration.a]\nlabel = \"A\"\n'type' = \"str\"\nvalue = 'x'\n",
            ),
        ],
    );
    hold(
        "a.json",
        &[(
            r#"{"configuration": {"a": {"label": "A", "type": "list", "value": ["C:\\x", "é"]}}}"#,
            r#"{"configuration": {"a": {"label": "A", "type": "list", "value": "C:\\x, é"}}}"#,
        )],
    );
}

#[test]
fn a_lone_table_becomes_a_list_in_every_spelling() {
    let with = |dependency: &str| {
        format!(
            "[configuration.b]\nlabel = \"B\"\norder = 1\nvalue = \"v\"\n\n[configuration.a]\nlabel = \"A\"\norder = 2\nvalue = \"x\"\n{dependency}"
        )
    };
    for (before, after) in [
        (
            "depends_on = { field = \"b\", value = \"v\" }\n",
            Some("depends_on = [{ field = \"b\", value = \"v\" }]\n"),
        ),
        (
            "\n  [ configuration.a.\"depends_on\" ] # c\nfield = \"b\"\nvalue = \"v\"\n",
            Some("\n  [[ configuration.a.\"depends_on\" ]] # c\nfield = \"b\"\nvalue = \"v\"\n"),
        ),
        // Dotted keys have no brackets to double.
        ("depends_on.field = \"b\"\ndepends_on.value = \"v\"\n", None),
    ] {
        assert_eq!(mended("a.toml", &with(before)), after.map(with), "{before}");
    }
}

#[test]
fn a_comment_goes_with_its_line_or_its_blanks() {
    hold(
        "a.toml",
        &[
            (
                "[configuration.a]\r\nlabel = \"A\"\r\n  # connlint: ignore[regex] x\r\nvalue = \"x\"  # connlint: ignore[regex] y\r\n",
                "[configuration.a]\r\nlabel = \"A\"\r\nvalue = \"x\"\r\n",
            ),
            // One of several names: which words of the reason are about it nobody knows.
            (
                "[configuration.a]\nlabel = \"A\" # connlint: ignore[regex, less-than] x\nvalue = \"x\"\n",
                "[configuration.a]\nlabel = \"A\" # connlint: ignore[regex, less-than] x\nvalue = \"x\"\n",
            ),
        ],
    );
}
