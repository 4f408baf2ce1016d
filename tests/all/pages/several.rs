//! Examples of several files: written into a folder, and linted as a run does it.

use std::collections::BTreeSet;

use connlint::catalogue::Catalogue;
use connlint::config::{self, Known};
use connlint::diagnose::Detail;
use connlint::discover::{Candidate, Origin, Place, Role, Source};
use connlint::lint::Settings;
use connlint::report::{Report, Tool};
use connlint::repository::Clusters;
use connlint::rules::Rule;
use connlint::run;
use connlint::severity::Severity;
use connlint::tree::{Format, Tree};
use connlint::types::{self, Types};

use super::{Example, Expected, examples, marks, shown};
use crate::convert;

/// Checks the examples of a rule that have several files, in the formats they are written in and in the other ones.
pub(super) fn check(rule: &Rule, rendered: &mut String) {
    let examples = examples(rule);
    let named: Vec<_> = examples.iter().filter(|example| example.file.is_some()).collect();
    for example in named.chunk_by(|one, next| one.group == next.group) {
        let at = format!("{}.md:{}", rule.name, example[0].line);
        let files: Vec<_> = example.iter().map(|file| written(file)).collect();
        let report = lint(rule, &files);
        let lines: BTreeSet<_> = report
            .diagnostics
            .iter()
            .map(|one| (one.path.to_string(), one.region.start_line, one.rule.to_owned()))
            .collect();
        let marked = files.iter().flat_map(|(path, text)| {
            marks(text).into_iter().map(move |(line, name)| (path.clone(), line, name))
        });
        assert_eq!(lines, marked.collect(), "{at}\n{}", shown(&report));
        let is_bad = example.iter().any(|file| file.expected == Expected::Bad);
        assert_eq!(report.diagnostics.iter().any(|one| one.rule == rule.name), is_bad, "{at}: bad or good?");
        if is_bad {
            rendered.push_str(&shown(&report));
            rendered.push('\n');
        }
        let converted: Option<Vec<_>> = example.iter().map(|file| converted(file)).collect();
        if let Some(twin) = converted.map(|files| lint(rule, &files)) {
            assert_eq!(places(&twin), places(&report), "{at} in the other formats\n{}", shown(&twin));
        }
    }
}

fn places(report: &Report) -> BTreeSet<(String, &str, &str)> {
    let stem = |path: &str| path.trim_end_matches(".json").trim_end_matches(".toml").to_owned();
    report.diagnostics.iter().map(|one| (stem(&one.path), one.rule, &*one.pointer)).collect()
}

fn written(example: &Example) -> (String, String) {
    (example.file.clone().unwrap(), example.text.clone())
}

fn converted(example: &Example) -> Option<(String, String)> {
    let (path, text) = written(example);
    if path == "connlint.toml" {
        return Some((path, text));
    }
    let tree = Tree::parse(&text, example.format);
    assert_eq!(tree.faults(), [], "{path}");
    Some(match example.format {
        Format::Toml => (path.replace(".toml", ".json"), convert::json(tree.root())),
        Format::Json => (path.replace(".json", ".toml"), convert::toml(tree.root())?),
    })
}

fn lint(rule: &Rule, files: &[(String, String)]) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings { detail: Detail::Excerpts, ..Settings::default() };
    settings.levels.set(rule.name, Some(rule.severity.unwrap_or(Severity::Warning)));
    let mut candidates = Vec::new();
    for (path, text) in files {
        if path == "connlint.toml" {
            let (config, faults) = config::parse(text, Known { rules: &[], stacks: &[] });
            assert_eq!(faults, []);
            settings.clusters = Clusters::new(&config.clusters).unwrap();
            continue;
        }
        let absolute = folder.path().join(path);
        std::fs::create_dir_all(absolute.parent().unwrap()).unwrap();
        std::fs::write(&absolute, text).unwrap();
        let kind = if path.starts_with("types/") { Role::Type } else { Role::Connector };
        candidates.push(Candidate {
            path: path.clone(),
            place: Place::At(absolute),
            role: kind,
            source: Source::File,
        });
    }
    candidates.sort_by(|one, other| one.path.cmp(&other.path));
    let types = candidates.iter().filter(|candidate| candidate.role == Role::Type);
    let texts = types
        .map(|candidate| types::TypeText::new(&candidate.path, std::fs::read(candidate.location()).unwrap()));
    let texts: Vec<_> = texts.collect();
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    settings.types = Types::from(Catalogue::newest()).with_own(&own);
    let linted = run::lint_all(&candidates, &Origin::Disk(None), &settings, None);
    let (mut entries, mut diagnostics) = (Vec::new(), Vec::new());
    for one in linted {
        entries.push(one.entry);
        diagnostics.extend(one.diagnostics);
    }
    let tool = Tool { name: "connlint", version: "0.0.0", stack: "9.6".to_owned() };
    Report::new(tool, entries, diagnostics, 0, 0)
}
