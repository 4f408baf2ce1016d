//! The shapes whose growth is counted: much of one thing each.

/// Paths and texts.
type Files = Vec<(String, String)>;

pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) arguments: &'static str,
    /// The smallest of four sizes.
    pub(super) least: usize,
    pub(super) make: fn(usize) -> Files,
}

fn field(name: &str, more: &str) -> String {
    format!("[configuration.{name}]\nlabel = \"Label of {name}\"\n{more}\n")
}

fn fields(count: usize, more: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| field(&format!("f{at}"), &format!("order = {}\n{}", at + 1, more(at)))).collect()
}

fn one(text: String) -> Files {
    vec![("connectors/a.toml".to_owned(), text)]
}

fn json(text: String) -> Files {
    vec![("connectors/a.json".to_owned(), text)]
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| line(at) + "\n").collect()
}

fn join(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

fn depends(on: usize) -> String {
    format!("depends_on = [{{ field = \"f{on}\", value = \"x\" }}]")
}

pub(super) const SHAPES: &[Shape] = &[
    Shape { name: "fields", arguments: "check", least: 500, make: |n| one(fields(n, |_| String::new())) },
    Shape {
        name: "a chain of dependencies",
        arguments: "check",
        least: 500,
        make: |n| one(fields(n, |at| if at == 0 { String::new() } else { depends(at - 1) })),
    },
    Shape {
        name: "a circle of dependencies",
        arguments: "check",
        least: 500,
        make: |n| one(fields(n, |at| depends((at + 1) % n))),
    },
    Shape {
        name: "a star of dependencies",
        arguments: "check",
        least: 500,
        make: |n| one(fields(n, |at| if at == 0 { String::new() } else { depends(0) })),
    },
    Shape {
        name: "a field that depends on all",
        arguments: "check",
        least: 500,
        make: |n| {
            let all = join(n, |at| format!("{{ field = \"f{at}\", value = \"x\" }}"));
            one(fields(n, |_| String::new()) + &field("last", &format!("depends_on = [{all}]")))
        },
    },
    Shape {
        name: "a chain, drawn",
        arguments: "graph",
        least: 500,
        make: |n| one(fields(n, |at| if at == 0 { String::new() } else { depends(at - 1) })),
    },
    Shape {
        name: "one key given again and again",
        arguments: "check",
        least: 1000,
        make: |n| {
            json(format!(
                "{{\"configuration\": {{\"a\": {{{}, \"label\": \"A\"}}}}}}",
                join(n, |at| format!("\"order\": {at}"))
            ))
        },
    },
    Shape {
        name: "one table given again and again",
        arguments: "check",
        least: 500,
        make: |n| one((0..n).map(|_| field("a", "order = 1")).collect()),
    },
    Shape {
        name: "findings",
        arguments: "check",
        least: 300,
        make: |n| one(fields(n, |_| "type = \"integer\"\nsensitive = 3".to_owned())),
    },
    Shape {
        name: "findings as SARIF",
        arguments: "check --output-format sarif",
        least: 300,
        make: |n| one(fields(n, |_| "type = \"integer\"".to_owned())),
    },
    Shape {
        name: "findings as JUnit",
        arguments: "check --output-format junit",
        least: 300,
        make: |n| one(fields(n, |_| "type = \"integer\"".to_owned())),
    },
    Shape {
        name: "findings on one line",
        arguments: "check",
        least: 300,
        make: |n| {
            json(format!(
                "{{\"configuration\": {{{}}}}}",
                join(n, |at| format!("\"f{at}\": {{\"label\": \"{at}\", \"type\": \"integer\"}}"))
            ))
        },
    },
    Shape {
        name: "fixes",
        arguments: "check --diff",
        least: 200,
        make: |n| one(fields(n, |_| "type = \"string\"".to_owned())),
    },
    Shape {
        name: "equal labels and orders",
        arguments: "check",
        least: 500,
        make: |n| one(lines(n, |at| format!("[configuration.f{at}]\nlabel = \"Same\"\norder = 1"))),
    },
    Shape {
        name: "comments",
        arguments: "check",
        least: 2000,
        make: |n| one("# note\n".repeat(n) + &fields(3, |_| String::new())),
    },
    Shape {
        name: "comments in JSON",
        arguments: "check",
        least: 2000,
        make: |n| json(format!("{{\"configuration\": {{{}}}}}", "/* note */ // more\n".repeat(n))),
    },
    Shape {
        name: "comments that ignore",
        arguments: "check",
        least: 300,
        make: |n| {
            one(lines(n, |at| {
                let field = field(&format!("f{at}"), "type = \"integer\"");
                format!("# connlint: ignore[unknown-type] reason\n{field}")
            }))
        },
    },
    Shape {
        name: "comments that ignore nothing",
        arguments: "check",
        least: 300,
        make: |n| one("# connlint: ignore[unknown-type] reason\n".repeat(n) + &fields(3, |_| String::new())),
    },
    Shape {
        name: "entries of connlint.toml that ignore",
        arguments: "check",
        least: 300,
        make: |n| {
            let entry = |at| {
                format!(
                    "[[ignore]]\nrules = [\"unknown-type\"]\npath = \"connectors/a.toml\"\npointer = \"/configuration/f{at}/type\"\nreason = \"r\"\n"
                )
            };
            vec![
                ("connlint.toml".to_owned(), (0..n).map(entry).collect()),
                ("connectors/a.toml".to_owned(), fields(n, |_| "type = \"integer\"".to_owned())),
            ]
        },
    },
    Shape {
        name: "nesting",
        arguments: "check",
        least: 15,
        make: |n| json(format!("{{\"values\": {}1{}}}", "{\"a\": [".repeat(n / 2), "]}".repeat(n / 2))),
    },
    Shape {
        name: "nesting beyond the limit",
        arguments: "check",
        least: 20_000,
        make: |n| json("[".repeat(n)),
    },
    Shape {
        name: "dotted keys",
        arguments: "check",
        least: 2000,
        make: |n| one(format!("{}a = 1", "a.".repeat(n))),
    },
    Shape {
        name: "a long string",
        arguments: "check",
        least: 50_000,
        make: |n| one(field("a", &format!("value = \"{}\"", "x".repeat(n)))),
    },
    Shape {
        name: "a long string with escapes",
        arguments: "check",
        least: 20_000,
        make: |n| {
            json(format!(
                "{{\"configuration\": {{\"a\": {{\"label\": \"A\", \"value\": \"{}\"}}}}}}",
                "\\u00e9\\n".repeat(n)
            ))
        },
    },
    Shape {
        name: "a secret of many lines",
        arguments: "check",
        least: 2000,
        make: |n| {
            one(field(
                "password",
                &format!("sensitive = true\nvalue = \"\"\"\n{}\"\"\"", "abcdefgh\n".repeat(n)),
            ))
        },
    },
    Shape {
        name: "secrets",
        arguments: "check",
        least: 300,
        make: |n| one(fields(n, |at| format!("sensitive = true\nvalue = \"hunter{at}\""))),
    },
    Shape {
        name: "options",
        arguments: "check",
        least: 500,
        make: |n| {
            one(field(
                "a",
                &format!(
                    "display = \"dropdown\"\nvalue = \"v0\"\noptions = [{}]",
                    join(n, |at| format!("{{ label = \"L{at}\", value = \"v{at}\" }}"))
                ),
            ))
        },
    },
    Shape {
        name: "equal options",
        arguments: "check",
        least: 300,
        make: |n| {
            one(field(
                "a",
                &format!(
                    "display = \"dropdown\"\nvalue = \"v\"\noptions = [{}]",
                    join(n, |_| "{ label = \"L\", value = \"v\" }".to_owned())
                ),
            ))
        },
    },
    Shape {
        name: "validations",
        arguments: "check",
        least: 300,
        make: |n| {
            one(field(
                "a",
                &format!(
                    "type = \"int\"\nvalue = 5\nvalidations = [{}]",
                    join(n, |at| format!("{{ type = \"less_than\", constraint = {} }}", at + 9))
                ),
            ))
        },
    },
    Shape {
        name: "choices of a validation",
        arguments: "check",
        least: 500,
        make: |n| {
            one(field(
                "a",
                &format!(
                    "value = \"none\"\nvalidations = [{{ type = \"included_in\", constraint = [{}] }}]",
                    join(n, |at| format!("\"v{at}\""))
                ),
            ))
        },
    },
    Shape {
        name: "items of a list",
        arguments: "check",
        least: 500,
        make: |n| {
            one(field(
                "a",
                &format!(
                    "type = \"list\"\nvalue = \"{}\"\nvalidations = [{{ type = \"included_in\", constraint = [{}] }}]",
                    join(n, |at| format!("v{at}")),
                    join(n, |at| format!("\"v{at}\""))
                ),
            ))
        },
    },
    Shape {
        name: "a long pattern",
        arguments: "check",
        least: 200,
        make: |n| {
            one(field(
                "a",
                &format!(
                    "value = \"x\"\nvalidations = [{{ type = \"regex\", constraint = '{}' }}]",
                    "(ab?|c{2,3}[d-f])x".repeat(n)
                ),
            ))
        },
    },
    Shape {
        name: "a long text for a pattern",
        arguments: "check",
        least: 500,
        make: |n| {
            one(field(
                "a",
                &format!(
                    "value = \"{}\"\nvalidations = [{{ type = \"regex\", constraint = '([a-z]+[0-9]?)*' }}]",
                    "ab1".repeat(n)
                ),
            ))
        },
    },
    Shape {
        name: "unknown values",
        arguments: "check",
        least: 300,
        make: |n| {
            one(format!("service_type = \"mysql\"\n[values]\n{}", lines(n, |at| format!("hots{at} = 1"))))
        },
    },
    Shape {
        name: "syntax errors",
        arguments: "check",
        least: 1000,
        make: |n| one("a b c\nx = [1 2\n".repeat(n)),
    },
    Shape {
        name: "syntax errors in JSON",
        arguments: "check",
        least: 1000,
        make: |n| json(format!("{{{}", "'a' 01,, \"b\n\": tru] ".repeat(n))),
    },
    Shape {
        name: "payloads",
        arguments: "emit",
        least: 500,
        make: |n| one(fields(n, |_| "value = \"x\"".to_owned())),
    },
    Shape {
        name: "files",
        arguments: "check --jobs 1",
        least: 60,
        make: |n| (0..n).map(|at| (format!("connectors/c{at}.toml"), fields(2, |_| String::new()))).collect(),
    },
    Shape {
        name: "files with one id",
        arguments: "check --jobs 1",
        least: 60,
        make: |n| {
            (0..n)
                .map(|at| {
                    (
                        format!("connectors/c{at}.toml"),
                        format!(
                            "connector_id = \"same\"\nindex_name = \"search-same\"\n{}",
                            fields(2, |_| String::new())
                        ),
                    )
                })
                .collect()
        },
    },
];
