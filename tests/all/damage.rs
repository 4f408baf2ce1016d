//! Five hundred files that were good once: with bytes flipped, cut and spliced, nested and stretched beyond reason. Every
//! format tells of every one, and of the good one behind them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cli::{connlint, repository};

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// The examples of the rules' pages, as JSON or as TOML.
fn originals() -> Vec<(&'static str, &'static str)> {
    let blocks = connlint::rules::RULES.iter().flat_map(|rule| rule.page.split("\n```"));
    blocks
        .filter_map(|block| block.split_once('\n'))
        .filter_map(|(head, text)| match head.split_whitespace().next() {
            Some("toml") => Some(("toml", text)),
            Some("json") => Some(("json", text)),
            _ => None,
        })
        .collect()
}

/// A file with some of its bytes flipped, cut out, or with a part of another in their place.
fn damaged(text: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        let end = (at + chance.below(60)).min(bytes.len());
        match chance.below(4) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.truncate(at),
            _ => {
                let from = chance.below(other.len());
                let part = &other[from..(from + chance.below(90)).min(other.len())];
                drop(bytes.splice(at..end, part.iter().copied()));
            }
        }
    }
    bytes
}

/// Files that are too much of one thing.
fn excesses() -> Vec<(&'static str, String)> {
    let field = |name: &str, more: &str| format!("[configuration.{name}]\nlabel = \"{name}\"\n{more}\n");
    let cycle: String = (0..20_000)
        .map(|at| {
            let next = (at + 1) % 20_000;
            field(&format!("f{at}"), &format!("depends_on = [{{ field = \"f{next}\", value = true }}]"))
        })
        .collect();
    let digits = "7".repeat(100_000);
    let long = "x".repeat(300_000);
    vec![
        ("json", "[".repeat(100_000)),
        ("json", "{\"a\":".repeat(100_000)),
        ("json", format!("{{\"configuration\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000))),
        ("toml", format!("configuration = {}", "[".repeat(100_000))),
        ("toml", format!("{}a = 1", "a.".repeat(100_000))),
        ("json", format!("{{\"configuration\": {{\"a\": {{\"label\": \"{long}\"}}}}}}")),
        ("toml", field("a", &format!("tooltip = \"{long}\""))),
        ("toml", format!("# {long}\n{}", field("a", "type = 1"))),
        (
            "json",
            format!("{{\"configuration\": {{\"a\": {{{}\"label\": 1}}}}}}", "\"order\": 1, ".repeat(25_000)),
        ),
        ("toml", cycle),
        ("json", format!("{{\"configuration\": {{\"a\": {{\"label\": \"A\", \"order\": {digits}}}}}}}")),
        ("toml", field("a", &format!("order = {digits}"))),
        ("toml", field("a", &format!("type = \"int\"\nvalue = \"{digits}\""))),
        (
            "json",
            format!(
                "{{\"configuration\": {{\"a\": {{\"label\": \"A\", \"value\": -0.{digits}e-{digits}}}}}}}"
            ),
        ),
        ("toml", String::new()),
        ("json", String::new()),
        ("json", "\0".repeat(10_000)),
        ("toml", "\u{feff}".repeat(10_000)),
        ("toml", "\r".repeat(100_000)),
        ("json", "/*".repeat(50_000)),
    ]
}

/// The last file of all, and the only good one; what it tells has to be told behind all that.
const LAST: (&str, &str) = (
    "connectors/zzz.toml",
    "connector_id = \"zzz\"\n\n[configuration.host]\nlabel = \"Host\"\norder = 1\ntype = \"int\"\nvalue = \"many\"\n",
);

/// Fills a folder, and returns the paths of the files in their order.
fn fill(folder: &Path) -> Vec<String> {
    let originals = originals();
    assert!(originals.len() > 200, "{}", originals.len());
    let mut chance = Chance(11);
    let mut paths = Vec::new();
    let mut put = |name: String, bytes: &[u8]| {
        fs::write(folder.join(&name), bytes).unwrap();
        paths.push(name);
    };
    let excesses = excesses();
    for at in 0..500 - excesses.len() {
        let (ending, text) = originals[at % originals.len()];
        let other = originals[chance.below(originals.len())].1;
        let bytes = damaged(text.as_bytes(), other.as_bytes(), &mut chance);
        put(format!("connectors/d{at:03}.{ending}"), &bytes);
    }
    for (at, (ending, text)) in excesses.iter().enumerate() {
        put(format!("connectors/e{at:02}.{ending}"), text.as_bytes());
    }
    paths.push(LAST.0.to_owned());
    paths
}

#[test]
fn five_hundred_damaged_files_bring_nothing_down_in_any_format() {
    let folder = repository(&[LAST]);
    let paths = fill(folder.path());
    assert_eq!(paths.len(), 501);
    for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit"] {
        let output = connlint(folder.path(), &["check", "--output-format", format]);
        let told = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), errors.as_str()), (Some(1), ""), "{format}");
        assert!(!told.contains("internal-error"), "{format}");
        // GitHub shows a few annotations of a step; a notice counts the others.
        if format == "github" {
            assert!(told.contains("\n::notice title=connlint::Not shown here"), "{told}");
            continue;
        }
        let last = told.contains("connectors/zzz.toml") && told.contains("value-not-convertible");
        assert!(last, "{format} does not reach the last file");
        let accounted = accounted(format, &told);
        let mut missing = String::new();
        for path in &paths {
            if !accounted(path) {
                writeln!(missing, "{path}").unwrap();
            }
        }
        assert_eq!(missing, "", "{format}");
    }
    let (path, _) = LAST;
    let alone = connlint(folder.path(), &["check", "--output-format", "json", path]);
    let all = connlint(folder.path(), &["check", "--output-format", "json"]);
    assert_eq!(findings(&all.stdout, path), findings(&alone.stdout, path), "the last file's findings");
    assert_ne!(findings(&all.stdout, path), Vec::<Value>::new());
}

/// Whether a report accounts for a file: by its name, or where a format names only files with findings, by its count of
/// files or by a finding.
fn accounted<'t>(format: &str, told: &'t str) -> Box<dyn Fn(&str) -> bool + 't> {
    match format {
        "json" => {
            let report: Value = serde_json::from_str(told).unwrap();
            let files = report["files"].as_array().unwrap().iter();
            let files: std::collections::BTreeSet<String> =
                files.map(|file| file["path"].as_str().unwrap().to_owned()).collect();
            assert_eq!(report["summary"]["files"], 501);
            Box::new(move |path| files.contains(path))
        }
        "human" => {
            // "checked 484 files, 433 only in part, 17 not understood: …"
            let (covered, _) = told.lines().last().unwrap().split_once(": ").unwrap();
            let count = |words: &str| -> usize {
                let part = covered.split(", ").find(|part| part.contains(words)).unwrap();
                part.split(' ').find_map(|word| word.parse().ok()).unwrap()
            };
            assert_eq!(count("checked") + count("not understood"), 501, "{covered}");
            Box::new(|_| true)
        }
        "junit" => {
            assert_eq!(told.matches("<testsuite ").count(), 501);
            Box::new(move |path| told.contains(path))
        }
        _ => Box::new(|_| true),
    }
}

fn findings(report: &[u8], path: &str) -> Vec<Value> {
    let report: Value = serde_json::from_slice(report).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter();
    found.filter(|one| one["path"] == path).cloned().collect()
}
