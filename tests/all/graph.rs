//! The graph of dependencies: what the rules about it say of many fields, and what `connlint graph` draws.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use connlint::lint::Settings;
use connlint::report::Diagnostic;
use connlint::tree::Arena;
use serde_json::{Value, json};

fn lint(file: &str) -> Vec<Diagnostic> {
    Settings::default().lint("connectors/a.json", file.as_bytes(), &mut Arena::default()).diagnostics
}

/// The findings of the rules about dependencies, as `rule field pointer breaks`, sorted.
fn told(configuration: &Value) -> Vec<String> {
    let about = ["cycle", "depend", "hidden-field", "never-shown", "internal-error"];
    let mut lines: Vec<_> = lint(&json!({ "configuration": configuration }).to_string())
        .iter()
        .filter(|one| about.iter().any(|part| one.rule.contains(part)))
        .map(|one| {
            let breaks: Vec<_> = one.breaks.iter().map(|consumer| consumer.name()).collect();
            let field = one.field.as_deref().unwrap_or("-");
            format!(
                "{} {field} {} {}",
                one.rule,
                one.pointer.replace("/configuration/", ""),
                breaks.join("+")
            )
        })
        .collect();
    lines.sort();
    lines
}

/// A field that waits for these values; `attributes` says the rest.
fn on(dependencies: &[(&str, Value)], attributes: Value) -> Value {
    let mut field = json!({"label": "Label", "value": ""});
    let entries = dependencies.iter().map(|(name, value)| json!({"field": name, "value": value}));
    field["depends_on"] = entries.collect();
    let Value::Object(attributes) = attributes else { panic!("no attributes: {attributes}") };
    field.as_object_mut().unwrap().extend(attributes);
    field
}

/// So many fields that each depend on the next, and the last on `end`.
fn chain(count: usize, end: &str) -> String {
    let mut file = r#"{"configuration": {"start": {"label": "S", "order": 1, "value": ""}"#.to_owned();
    for at in 0..count {
        let next = if at + 1 == count { end.to_owned() } else { format!("f{}", at + 1) };
        let order = at + 2;
        write!(
            file,
            r#", "f{at}": {{"label": "F", "order": {order}, "value": "",
                "depends_on": [{{"field": "{next}", "value": "x"}}]}}"#
        )
        .unwrap();
    }
    file + "}}"
}

fn counted(file: &str) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for one in lint(file) {
        *counts.entry(one.rule).or_default() += 1;
    }
    counts
}

#[test]
fn many_fields_in_one_circle_or_chain_are_judged_at_once() {
    let start = Instant::now();
    let count = 20_000;
    assert_eq!(counted(&chain(count, "f0")), [("dependency-cycle", count)].into());
    assert_eq!(counted(&chain(count, "start")), [].into());
    let lost = [("never-shown", count - 1), ("unknown-dependency", 1)];
    assert_eq!(counted(&chain(count, "gone")), lost.into());
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn no_shape_of_a_graph_is_quadratic() {
    let start = Instant::now();
    let count = 10_000;
    let plain = |value: &str| json!({"label": "Label", "value": value});
    // Pairs that depend on each other, and fields that all wait for something else of one menu.
    let options: Vec<_> = (0..count).map(|at| json!({"label": "O", "value": format!("o{at}")})).collect();
    let mut fields =
        json!({"menu": {"label": "M", "value": "o1", "display": "dropdown", "options": options}});
    let table = fields.as_object_mut().unwrap();
    for at in 0..count {
        table.insert(format!("a{at}"), on(&[(&format!("b{at}"), json!("x"))], json!({"value": "x"})));
        table.insert(format!("b{at}"), on(&[(&format!("a{at}"), json!("x"))], json!({"value": "x"})));
        table.insert(format!("c{at}"), on(&[("menu", json!(format!("o{at}")))], json!({})));
        table.insert(format!("d{at}"), on(&[(&format!("gone{at}"), json!("x"))], json!({})));
        table.insert(format!("e{at}"), on(&[("menu", json!(format!("p{at}")))], json!({})));
    }
    let counts = counted(&json!({ "configuration": fields }).to_string());
    assert_eq!(counts.get("dependency-cycle"), Some(&count));
    assert_eq!(counts.get("unknown-dependency"), Some(&count));
    assert_eq!(counts.get("unreachable-dependency"), Some(&count));
    // Two values of each of many fields, at both ends of one long chain.
    let mut fields = json!({});
    let table = fields.as_object_mut().unwrap();
    for at in 0..count {
        table.insert(format!("p{at}"), plain("x"));
        let below = [(format!("p{at}"), "x"), (format!("q{}", at + 1), "x")];
        let above = [(format!("p{at}"), "y"), ("q0".to_owned(), "x")];
        let entries = |pair: &[(String, &str)]| {
            let entries: Vec<_> = pair.iter().map(|(name, value)| (&**name, json!(value))).collect();
            on(&entries, json!({}))
        };
        table.insert(format!("q{at}"), entries(&below));
        table.insert(format!("r{at}"), entries(&above));
    }
    table.insert(format!("q{count}"), plain("x"));
    let counts = counted(&json!({ "configuration": fields }).to_string());
    assert!(counts.get("contradictory-dependencies").is_some_and(|count| *count > 0), "{counts:?}");
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

#[test]
fn a_circle_is_one_finding_and_one_for_each_other_field_that_kibana_hides() {
    let fits = json!({
        "plain": {"label": "P", "value": ""},
        "a": on(&[("b", json!("x"))], json!({"value": "x"})),
        "b": on(&[("c", json!("x")), ("b", json!("x"))], json!({"value": "x"})),
        "c": on(&[("a", json!("x"))], json!({"value": "x"})),
    });
    assert_eq!(
        told(&fits),
        ["dependency-cycle a a/depends_on/0/field ", "dependency-cycle b b/depends_on/1/field "]
    );
    let mut unfit = fits;
    unfit["b"]["value"] = json!("y");
    unfit["behind"] = on(&[("a", json!("y"))], json!({}));
    // `c` is there already; the way back to `a` leads over `b`, which waits for itself.
    assert_eq!(
        told(&unfit),
        [
            "dependency-cycle a a/depends_on/0/field kibana",
            "dependency-cycle b b/depends_on/1/field kibana",
            "dependency-cycle behind behind/depends_on/0/field kibana",
        ]
    );
}

#[test]
fn every_way_to_contradict_is_found_once() {
    let mode = json!({"label": "M", "value": ""});
    let found = told(&json!({
        "mode": mode,
        "direct": on(&[("mode", json!("x")), ("mode", json!("x")), ("mode", json!("y"))], json!({})),
        "behind_direct": on(&[("direct", json!("1"))], json!({"value": "x"})),
        "on_x": on(&[("mode", json!("x"))], json!({"value": "1"})),
        "on_y": on(&[("mode", json!("y"))], json!({"value": "1"})),
        "far_y": on(&[("on_y", json!("1"))], json!({"value": "1"})),
        "both": on(&[("on_x", json!("1")), ("far_y", json!("1"))], json!({})),
        "behind_both": on(&[("both", json!("1")), ("on_x", json!("1"))], json!({})),
        "same": on(&[("on_x", json!("1")), ("mode", json!("x"))], json!({})),
    }));
    let found: Vec<_> = found.iter().filter(|line| line.starts_with("contra")).collect();
    assert_eq!(
        found,
        [
            "contradictory-dependencies behind_direct behind_direct/depends_on/0/field kibana",
            "contradictory-dependencies both both/depends_on/1/value ",
            "contradictory-dependencies direct direct/depends_on/2/value kibana",
        ]
    );
    // To the service 1 and true are one value, and 5 and 5.0 are everywhere.
    let number = json!({"label": "N", "type": "int", "value": 1});
    let twice = |one: Value, other: Value| {
        told(&json!({"number": number, "child": on(&[("number", one), ("number", other)], json!({}))}))
    };
    assert_eq!(twice(json!(5), json!(5.0)), [""; 0]);
    assert_eq!(
        twice(json!(1), json!(true)),
        [
            "contradictory-dependencies child child/depends_on/1/value kibana",
            "unreachable-dependency child child/depends_on/1/value ",
        ]
    );
}

/// All sets of up to two dependencies on the later ones of four fields.
fn choices(from: usize) -> Vec<Vec<(usize, &'static str)>> {
    let single: Vec<_> = (from + 1..4).flat_map(|to| [(to, "a"), (to, "b")]).collect();
    let pairs = single
        .iter()
        .enumerate()
        .flat_map(|(at, one)| single.iter().skip(at + 1).map(move |other| vec![*one, *other]));
    let mut all = vec![Vec::new()];
    all.extend(single.iter().map(|one| vec![*one]));
    all.extend(pairs);
    all
}

#[test]
fn a_contradiction_is_told_exactly_where_following_every_way_finds_one() {
    let name = |at: usize| format!("field_{at}");
    let mut contradictory = 0;
    for (first, second, third) in choices(0).iter().flat_map(|first| {
        choices(1)
            .into_iter()
            .flat_map(move |second| choices(2).into_iter().map(move |third| (first, second.clone(), third)))
    }) {
        let entries = [first.clone(), second, third, Vec::new()];
        // Of each field, last first, what it wants of others by all ways.
        let mut wants: Vec<BTreeSet<(usize, &str)>> = vec![BTreeSet::new(); 4];
        for at in (0..3).rev() {
            let behind: Vec<_> = entries[at].iter().flat_map(|(to, _)| wants[*to].clone()).collect();
            wants[at] = entries[at].iter().copied().chain(behind).collect();
        }
        let is_torn = |set: &BTreeSet<(usize, &str)>| {
            set.iter().any(|(to, _)| ["a", "b"].iter().all(|value| set.contains(&(*to, value))))
        };
        let expected = wants.iter().any(is_torn);
        let fields = entries.iter().enumerate().map(|(at, entries)| {
            let entries: Vec<_> =
                entries.iter().map(|(to, value)| json!({"field": name(*to), "value": value})).collect();
            (name(at), json!({"label": name(at), "order": at + 1, "value": "", "depends_on": entries}))
        });
        let configuration: Value = fields.collect::<serde_json::Map<_, _>>().into();
        let is_told = told(&configuration).iter().any(|line| line.starts_with("contradictory-dependencies"));
        assert_eq!(is_told, expected, "{configuration}");
        contradictory += usize::from(expected);
    }
    assert!(contradictory > 200, "{contradictory}");
}

#[test]
fn a_menu_is_called_what_it_looks_like() {
    for (count, control) in [(3, "radio buttons"), (4, "a selection")] {
        let options: Vec<_> =
            (0..count).map(|at| json!({"label": format!("L{at}"), "value": format!("v{at}")})).collect();
        let menu = json!({
            "label": "Menu", "type": "str", "display": "dropdown", "order": 1, "options": options, "value": "v0",
        });
        let child = on(&[("menu", json!(""))], json!({"order": 2}));
        let file = json!({"configuration": {"menu": menu, "child": child}}).to_string();
        let found = lint(&file);
        let one = found.iter().find(|one| one.rule == "unreachable-dependency").unwrap();
        assert!(one.message.contains(control), "{}", one.message);
    }
}

#[test]
fn values_that_are_held_are_never_unreachable() {
    let parent = |attributes: Value| on(&[], attributes);
    let unmet = |attributes: &Value, wanted: Value| {
        let child = on(&[("parent", wanted)], json!({}));
        let plain = json!({"label": "P", "value": ""});
        let lines = told(&json!({"plain": plain, "parent": parent(attributes.clone()), "child": child}));
        lines.iter().any(|line| line.starts_with("unreachable-dependency child"))
    };
    let bool = json!({"type": "bool", "value": false});
    let int = json!({"type": "int", "value": 3, "validations": [{"type": "less_than", "constraint": 10}]});
    let text = json!({"validations": [{"type": "regex", "constraint": "[ab]+"}], "value": "a"});
    let list = json!({"type": "list", "value": "a"});
    let menu = json!({"type": "int", "display": "dropdown", "value": 1, "options": [
        {"label": "One", "value": "1"}, {"label": "Two", "value": 2}]});
    for (attributes, wanted) in [
        (&bool, json!(true)),
        (&json!({"type": "bool", "value": 1}), json!(1)),
        (&int, json!(9)),
        (&int, json!(9.0)),
        (&int, json!(null)),
        (&text, json!("ba")),
        (&menu, json!(2)),
        (&json!({"value": "${env:X}"}), json!("x")),
        (
            &json!({"display": "dropdown", "value": "x", "options": [{"label": "Y", "value": "y"}]}),
            json!("x"),
        ),
    ] {
        assert!(!unmet(attributes, wanted.clone()), "{attributes} {wanted}");
    }
    for (attributes, wanted) in [
        (&bool, json!("false")),
        (&bool, json!(0)),
        (&bool, json!(2)),
        (&int, json!("9")),
        (&int, json!(10)),
        (&int, json!(true)),
        (&int, json!(9.5)),
        (&text, json!("c")),
        (&text, json!(true)),
        (&text, json!(null)),
        (&list, json!("a")),
        (&list, json!(null)),
        (&menu, json!(3)),
    ] {
        assert!(unmet(attributes, wanted.clone()), "{attributes} {wanted}");
    }
}

#[test]
fn a_secret_is_shown_by_no_finding_about_dependencies() {
    let configuration = json!({
        "plain": {"label": "P", "value": ""},
        "token": {"label": "T", "type": "int", "sensitive": true, "value": "${env:T}"},
        "child": on(&[("token", json!(41_424_344)), ("token", json!(4142)), ("token", json!("4142"))], json!({})),
    });
    let found = lint(&json!({ "configuration": configuration }).to_string());
    let rules: BTreeSet<_> = found.iter().map(|one| one.rule).collect();
    assert!(rules.is_superset(&["contradictory-dependencies", "unreachable-dependency"].into()), "{rules:?}");
    for one in &found {
        let related: String = one.related.iter().map(|other| &*other.message).collect();
        let text = format!("{} {:?} {related}", one.message, one.help);
        assert!(!text.contains("4142"), "{text}");
    }
}

fn graph(file: &str, format: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("connectors")).unwrap();
    std::fs::write(folder.path().join("connectors/a.json"), file).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_connlint"))
        .args(["graph", "--no-config", "--output-format", format])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Every kind of field and dependency, with names that mean something to each language.
const ALL: &str = r#"{
  "connector_id": "a\"];#",
  "configuration": {
    "end": {"label": "E", "value": "x"},
    "<b>|\"\\": {"label": "B", "value": "", "depends_on": [{"field": "end", "value": "%%{x}`\u202e\\"}]},
    "met": {"label": "M", "value": "", "depends_on": [{"field": "end", "value": "x"}]},
    "one": {"label": "1", "value": "", "depends_on": [{"field": "other", "value": 1.50}]},
    "other": {"label": "2", "value": "", "depends_on": [{"field": "one", "value": ""}, {"field": "gone", "value": "s"}]},
    "token": {"label": "T", "sensitive": true, "value": "${env:T}"},
    "child": {"label": "C", "value": "", "depends_on": [{"field": "token", "value": "hunter2"}]}
  }
}"#;

#[test]
fn mermaid_is_drawn_with_everything_escaped() {
    insta::assert_snapshot!(graph(ALL, "mermaid"), @r##"
    flowchart LR
      subgraph c0["a#quot;#93;#59;#35; (connectors/a.json)"]
        c0f0["end"]
        c0f1["#60;b#62;#124;#quot;#92;"]:::inactive
        c0f2["met"]
        c0f3["one"]:::circle
        c0f4["other"]:::circle
        c0f5["token"]
        c0f6["child"]:::undecided
        c0f7["gone"]:::missing
        c0f1 -.->|"#quot;#37;#37;#123;x#125;#96;⟨U#43;202E⟩#92;#quot;"| c0f0
        c0f2 -->|"#quot;x#quot;"| c0f0
        c0f3 -.->|"1.50"| c0f4
        c0f4 -->|"#quot;#quot;"| c0f3
        c0f4 -.->|"••••••••"| c0f7
        c0f6 -.->|"••••••••"| c0f5
      end
      classDef inactive stroke-dasharray:4
      classDef undecided stroke-dasharray:1
      classDef missing stroke:#d33,stroke-dasharray:4
      classDef circle stroke:#d33
      linkStyle 2 stroke:#d33
      linkStyle 3 stroke:#d33
    "##);
}

#[test]
fn dot_is_drawn_with_everything_escaped() {
    insta::assert_snapshot!(graph(ALL, "dot"), @r##"
    digraph connlint {
      rankdir=LR;
      node [shape=box];
      subgraph cluster_0 {
        label="a\"];# (connectors/a.json)";
        c0f0 [label="end"];
        c0f1 [label="<b>|\"\\", style=dashed];
        c0f2 [label="met"];
        c0f3 [label="one", style=dashed, color=red];
        c0f4 [label="other", style=dashed, color=red];
        c0f5 [label="token"];
        c0f6 [label="child", style=dotted];
        c0f7 [label="gone", style=dashed, color=red];
        c0f1 -> c0f0 [label="\"%%{x}`⟨U+202E⟩\\\"", style=dashed];
        c0f2 -> c0f0 [label="\"x\""];
        c0f3 -> c0f4 [label="1.50", style=dashed, color=red];
        c0f4 -> c0f3 [label="\"\"", color=red];
        c0f4 -> c0f7 [label="••••••••", style=dashed];
        c0f6 -> c0f5 [label="••••••••", style=dotted];
      }
    }
    "##);
}

#[test]
fn json_has_names_values_and_states() {
    let text = graph(ALL, "json");
    assert!(text.contains("1.50") && text.contains("\\u202e"), "numbers are exact, marks are spelled out");
    let graph: Value = serde_json::from_str(&text).unwrap();
    let expected = json!({
        "path": "connectors/a.json",
        "connector_id": "a\"];#",
        "fields": [
            {"name": "end", "active": true},
            {"name": "<b>|\"\\", "active": false},
            {"name": "met", "active": true},
            {"name": "one", "active": false},
            {"name": "other", "active": false},
            {"name": "token", "active": true},
            {"name": "child", "active": null},
        ],
        "edges": [
            {"from": "<b>|\"\\", "to": "end", "value": "%%{x}`\u{202e}\\", "met": false},
            {"from": "met", "to": "end", "value": "x", "met": true},
            {"from": "one", "to": "other", "value": 1.5, "met": false},
            {"from": "other", "to": "one", "value": "", "met": true},
            {"from": "other", "to": "gone", "value": "••••••••", "met": false},
            {"from": "child", "to": "token", "value": "••••••••", "met": null},
        ],
        "cycles": [["one", "other"]],
    });
    assert_eq!(graph["connectors"], json!([expected]));
}

#[test]
fn a_file_that_is_not_read_as_a_whole_shows_no_value() {
    let damaged = ALL.replace("\"label\": \"E\",", "\"label\" \"E\",");
    let text = graph(&damaged, "json");
    assert!(!text.contains("1.50") && !text.contains("hunter2") && text.contains("••••••••"), "{text}");
    assert_eq!(graph("{}", "json"), "{\n  \"connectors\": []\n}\n");
}
