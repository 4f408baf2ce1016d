//! The machine formats agree with JSON in number and place.

use connlint::excerpt::visible;
use connlint::report::OutputFormat;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

use super::github::commands;
use super::{parsed, sample, written};

/// A place as every format can tell it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    path: String,
    start: (u64, u64),
    end: (u64, u64),
}

/// A finding: its rule, its severity in the words of JSON, its place, and the other places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    rule: String,
    severity: String,
    spot: Spot,
    related: Vec<Spot>,
}

fn text(value: &Value) -> String {
    value.as_str().expect("it is a string").to_owned()
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("it is a number")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn in_json() -> Vec<Told> {
    let spot = |at: &Value| Spot {
        path: text(&at["path"]),
        start: (number(&at["span"]["start_line"]), number(&at["span"]["start_column"])),
        end: (number(&at["span"]["end_line"]), number(&at["span"]["end_column"])),
    };
    let told = |found: &Value| Told {
        rule: text(&found["rule"]),
        severity: text(&found["severity"]),
        spot: spot(found),
        related: list(&found["related"]).iter().map(spot).collect(),
    };
    list(&parsed(&sample(), OutputFormat::Json)["diagnostics"]).iter().map(told).collect()
}

/// The text that a percent-encoded URI stands for.
fn decoded(uri: &str) -> String {
    assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)), "{uri}");
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits follow a percent sign"));
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).expect("the path is UTF-8")
}

#[test]
fn sarif() {
    let log = parsed(&sample(), OutputFormat::Sarif);
    let run = &log["runs"][0];
    let spot = |location: &Value| {
        let physical = &location["physicalLocation"];
        let region = &physical["region"];
        assert_eq!(physical["artifactLocation"]["uriBaseId"], "SRCROOT");
        Spot {
            path: decoded(&text(&physical["artifactLocation"]["uri"])),
            start: (number(&region["startLine"]), number(&region["startColumn"])),
            end: (number(&region["endLine"]), number(&region["endColumn"])),
        }
    };
    let told = |found: &Value| Told {
        rule: text(
            &run["tool"]["driver"]["rules"][usize::try_from(number(&found["ruleIndex"])).unwrap()]["id"],
        ),
        severity: text(&found["level"]),
        spot: spot(&found["locations"][0]),
        related: list(&found["relatedLocations"]).iter().map(spot).collect(),
    };
    let results = list(&run["results"]);
    assert_eq!(results.iter().map(told).collect::<Vec<_>>(), in_json());
    let json = parsed(&sample(), OutputFormat::Json);
    for (result, found) in results.iter().zip(list(&json["diagnostics"])) {
        let (region, span) = (&result["locations"][0]["physicalLocation"]["region"], &found["span"]);
        assert_eq!(number(&region["byteOffset"]), number(&span["start"]));
        assert_eq!(number(&region["byteLength"]), number(&span["end"]) - number(&span["start"]));
        assert_eq!(result["partialFingerprints"]["connlint/v1"], found["fingerprint"]);
        assert_eq!(result["ruleId"], found["rule"]);
        for name in ["breaks", "says", "field", "pointer"] {
            assert_eq!(result["properties"][name], found[name]);
        }
        let edits = list(&found["fix"]["edits"]);
        let replacements = list(&result["fixes"][0]["artifactChanges"][0]["replacements"]);
        assert_eq!(edits.len(), replacements.len());
        for (edit, replacement) in edits.iter().zip(replacements) {
            assert_eq!(replacement["deletedRegion"]["byteOffset"], edit["start"]);
            assert_eq!(replacement["insertedContent"]["text"], edit["replacement"]);
        }
    }
}

#[test]
fn gitlab() {
    let spot = |at: &Value| {
        let of = |position: &Value| (number(&position["line"]), number(&position["column"]));
        let positions = &at["positions"];
        Spot { path: text(&at["path"]), start: of(&positions["begin"]), end: of(&positions["end"]) }
    };
    let told = |issue: &Value| Told {
        rule: text(&issue["check_name"]),
        severity: match issue["severity"].as_str() {
            Some("critical") => "error".to_owned(),
            Some("minor") => "warning".to_owned(),
            _ => "note".to_owned(),
        },
        spot: spot(&issue["location"]),
        related: list(&issue["other_locations"]).iter().map(spot).collect(),
    };
    let issues = parsed(&sample(), OutputFormat::Gitlab);
    assert_eq!(list(&issues).iter().map(told).collect::<Vec<_>>(), in_json());
    let mut fingerprints: Vec<_> = list(&issues).iter().map(|issue| text(&issue["fingerprint"])).collect();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), list(&issues).len());
}

#[test]
fn github() {
    let mut commands = commands(&written(&sample(), OutputFormat::Github));
    let mut told = in_json();
    assert_eq!(commands.len(), told.len());
    told.sort();
    commands.sort_by_key(|command| command.title.clone());
    for (command, told) in commands.iter().zip(&told) {
        let Told { rule, severity, spot, .. } = told;
        assert_eq!(command.title, format!("connlint({rule})"));
        assert_eq!(command.level, severity.replace("note", "notice"));
        let path: Vec<_> = spot.path.split('\n').map(visible).collect();
        assert_eq!(command.file, path.join("\n"));
        assert_eq!((command.line, command.end_line), (spot.start.0, spot.end.0));
        let columns = (spot.start.0 == spot.end.0).then_some((spot.start.1, spot.end.1));
        assert_eq!(command.column.zip(command.end_column), columns);
        assert!(!command.message.is_empty());
    }
}

/// A case of a suite.
#[derive(Default)]
struct Case {
    file: String,
    line: String,
    failure: Option<String>,
    body: String,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).expect("attributes are well formed")?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).expect("its references are known").into_owned())
}

/// The cases of a document, and the sums that it tells of tests and failures.
fn cases(xml: &str) -> (Vec<Case>, [usize; 2]) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut cases, mut sums): (Vec<Case>, _) = (Vec::new(), [0, 0]);
    loop {
        match reader.read_event().expect("the document is well formed") {
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "testsuites" => {
                    sums = ["tests", "failures"].map(|name| {
                        attribute(&element, name).and_then(|sum| sum.parse().ok()).expect("there are sums")
                    });
                }
                "testcase" => cases.push(Case {
                    file: attribute(&element, "file").expect("a case has a file"),
                    line: attribute(&element, "line").unwrap_or_default(),
                    ..Case::default()
                }),
                "failure" => {
                    cases.last_mut().expect("it is in a case").failure = attribute(&element, "type");
                }
                _ => {}
            },
            Event::Text(text) => {
                if let Some(case) = cases.last_mut() {
                    case.body.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let plain = resolve_predefined_entity(&reference).expect("it is predefined");
                cases.last_mut().expect("it is in a case").body.push_str(plain);
            }
            Event::Eof => return (cases, sums),
            _ => {}
        }
    }
}

#[test]
fn junit() {
    let (cases, [tests, failures]) = cases(&written(&sample(), OutputFormat::Junit));
    assert_eq!(tests, cases.len());
    assert_eq!(failures, cases.iter().filter(|case| case.failure.is_some()).count());
    let found: Vec<_> = cases.iter().filter(|case| !case.line.is_empty()).collect();
    let told = in_json();
    assert_eq!(found.len(), told.len());
    for (case, told) in found.iter().zip(&told) {
        assert_eq!(case.file, visible(&told.spot.path));
        assert_eq!(case.line, told.spot.start.0.to_string());
        assert_eq!(case.failure.as_deref().unwrap_or("note"), told.severity);
        for spot in std::iter::once(&told.spot).chain(&told.related) {
            let place = format!("{}:{}:{}: ", visible(&spot.path), spot.start.0, spot.start.1);
            assert!(case.body.contains(&place), "{place} is not in {}", case.body);
        }
    }
    let without: Vec<_> = cases.iter().filter(|case| case.line.is_empty()).map(|case| &case.file).collect();
    assert_eq!(without, ["connectors/clean.toml", "connectors/secret.toml"]);
}

#[test]
fn concise() {
    let shown = written(&sample(), OutputFormat::Concise);
    let places = in_json().into_iter().map(|told| {
        let Spot { path, start: (line, column), .. } = told.spot;
        format!("{}:{line}:{column}: {}[{}] ", visible(&path), told.severity, told.rule)
    });
    for (line, place) in shown.lines().zip(places) {
        assert!(line.starts_with(&place), "{line}");
    }
    assert_eq!(shown.lines().count(), in_json().len() + 1);
}
