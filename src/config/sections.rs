//! What each key of `connlint.toml` means.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::reader::{Reader, shorten, span_of};
use super::{Cluster, Config, Ignore, KEYS, Known, Level, Placed};
use crate::discover;

const CLUSTER_KEYS: [&str; 2] = ["name", "include"];
const IGNORE_KEYS: [&str; 4] = ["path", "pointer", "rules", "reason"];

const INCLUDE_EXAMPLE: &str = r#"include = ["connectors/**/*.toml"]"#;
const EXCLUDE_EXAMPLE: &str = r#"exclude = ["connectors/legacy/**"]"#;
const TYPES_EXAMPLE: &str = r#"types = "types""#;
const CLUSTER_EXAMPLE: &str = "[[cluster]]";
const IGNORE_EXAMPLE: &str = "[[ignore]]";

pub(super) fn read(reader: &mut Reader, document: &Spanned<DeTable<'_>>, known: Known<'_>) -> Config {
    let mut config = Config::default();
    for (key, value) in Reader::entries(document.get_ref()) {
        match key.value {
            "include" => config.include = include(reader, value),
            "exclude" => {
                config.exclude = globs(reader, "`exclude`", value, EXCLUDE_EXAMPLE).unwrap_or_default();
            }
            "types" => config.types = types(reader, value),
            "stack" => config.stack = stack(reader, value, known.stacks),
            "rules" => config.rules = levels(reader, value, known.rules),
            "cluster" => config.clusters = clusters(reader, value),
            "ignore" => config.ignores = ignores(reader, value),
            other => reader.unknown(&key.span.range(), "key", other, &KEYS),
        }
    }
    config
}

fn include(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> Option<Vec<String>> {
    let globs = globs(reader, "`include`", value, INCLUDE_EXAMPLE)?;
    if value.get_ref().as_array().is_some_and(|items| items.is_empty()) {
        let help =
            "name what counts, or leave `include` out: files below a folder `connectors` count by default";
        reader.fault(&value.span(), "`include` is empty, so that no file counts", Some(help.to_owned()));
    }
    Some(globs)
}

/// A list of globs; those that cannot be used are left out.
fn globs(
    reader: &mut Reader,
    what: &str,
    value: &Spanned<DeValue<'_>>,
    example: &str,
) -> Option<Vec<String>> {
    let mut globs = reader.strings(what, value, example)?;
    globs.retain(|glob| match discover::check(&glob.value) {
        Ok(()) => true,
        Err(fault) => {
            let message = format!("the glob `{}` {}", shorten(&fault.glob), fault.why);
            reader.fault(&glob.span.range(), message, Some(format!("write it like `{example}`")));
            false
        }
    });
    Some(globs.into_iter().map(|glob| glob.value).collect())
}

fn types(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> Option<Placed<String>> {
    let folder = reader.string("`types`", value, TYPES_EXAMPLE)?;
    let parts = || folder.value.split('/').filter(|part| !part.is_empty());
    if folder.value.starts_with('/')
        || folder.value.contains('\\')
        || parts().any(|part| part == "..")
        || parts().all(|part| part == ".")
    {
        let help = format!(
            "write `{TYPES_EXAMPLE}`, relative to the folder of connlint.toml, with `/` between the parts"
        );
        reader.fault(&value.span(), "`types` names no folder below that of connlint.toml", Some(help));
        return None;
    }
    Some(Placed {
        value: parts().filter(|part| *part != ".").collect::<Vec<_>>().join("/"),
        span: folder.span,
    })
}

fn stack(reader: &mut Reader, value: &Spanned<DeValue<'_>>, stacks: &[&str]) -> Option<Placed<String>> {
    let example = match value.get_ref() {
        DeValue::Float(number) => format!("stack = \"{}\"", number.as_str()),
        _ => format!("stack = \"{}\"", stacks.last().copied().unwrap_or_default()),
    };
    let stack = reader.string("`stack`", value, &example)?;
    if stacks.contains(&stack.value.as_str()) {
        return Some(stack);
    }
    let minor = stack.value.match_indices('.').nth(1).and_then(|(end, _)| stack.value.get(..end));
    let help = match (minor.filter(|minor| stacks.contains(minor)), stacks.first(), stacks.last()) {
        (Some(minor), ..) => {
            Some(format!("write the minor version: `stack = \"{minor}\"` is its newest patch"))
        }
        (None, Some(oldest), Some(newest)) => Some(format!("known: {oldest} to {newest}")),
        _ => None,
    };
    reader.fault(&value.span(), format!("unknown version `{}` of the stack", shorten(&stack.value)), help);
    None
}

fn levels(reader: &mut Reader, value: &Spanned<DeValue<'_>>, rules: &[&str]) -> Vec<(Placed<String>, Level)> {
    let Some(table) = reader.table("`rules`", value, "[rules]") else { return Vec::new() };
    let names = Level::ALL.map(Level::name);
    let mut levels = Vec::new();
    for (rule, value) in Reader::entries(table) {
        let is_known = rules.contains(&rule.value);
        if !is_known {
            reader.unknown(&rule.span.range(), "rule", rule.value, rules);
        }
        let shown = shorten(rule.value);
        let example = format!("{shown} = \"warning\"");
        let Some(name) = reader.string(&format!("the level of `{shown}`"), value, &example) else { continue };
        match Level::from_name(&name.value) {
            Some(level) if is_known => {
                levels.push((Placed { value: rule.value.to_owned(), span: rule.span }, level));
            }
            Some(_) => {}
            None => reader.unknown(&value.span(), "level", &name.value, &names),
        }
    }
    levels
}

fn clusters(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> Vec<Cluster> {
    let mut clusters = Vec::new();
    let mut names = BTreeSet::new();
    for (table, span) in reader.tables("`cluster`", value, CLUSTER_EXAMPLE) {
        let (mut name, mut include) = (None, None);
        for (key, value) in Reader::entries(table) {
            match key.value {
                "name" => name = Some(reader.string("`name`", value, r#"name = "prod""#)),
                "include" => {
                    include = Some(globs(reader, "`include`", value, r#"include = ["connectors/prod/**"]"#));
                }
                other => reader.unknown(&key.span.range(), "key of [[cluster]]", other, &CLUSTER_KEYS),
            }
        }
        required(reader, &span, name.is_some(), "this cluster has no `name`", r#"add `name = "prod"`"#);
        let help = r#"add `include = ["connectors/prod/**"]`"#;
        required(reader, &span, include.is_some(), "this cluster has no `include`", help);
        let (Some(Some(name)), Some(Some(include))) = (name, include) else { continue };
        if name.value.trim().is_empty() {
            reader.fault(&name.span.range(), "the name of a cluster is empty", None);
        } else if !names.insert(name.value.clone()) {
            let message = format!("a second cluster is called `{}`", shorten(&name.value));
            reader.fault(&name.span.range(), message, Some("give each cluster a name of its own".to_owned()));
        }
        clusters.push(Cluster { name, include });
    }
    clusters
}

fn ignores(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> Vec<Ignore> {
    let mut ignores = Vec::new();
    for (table, span) in reader.tables("`ignore`", value, IGNORE_EXAMPLE) {
        let (mut path, mut pointer, mut rules, mut reason) = (None, None, None, None);
        for (key, value) in Reader::entries(table) {
            match key.value {
                "path" => path = Some(file(reader, value)),
                "pointer" => pointer = self::pointer(reader, value),
                "rules" => rules = Some(rule_names(reader, value)),
                "reason" => reason = reader.string("`reason`", value, r#"reason = "on purpose, because …""#),
                other => reader.unknown(&key.span.range(), "key of [[ignore]]", other, &IGNORE_KEYS),
            }
        }
        let help = r#"add `path = "connectors/a.json"`"#;
        required(reader, &span, path.is_some(), "this [[ignore]] has no `path`", help);
        required(
            reader,
            &span,
            rules.is_some(),
            "this [[ignore]] has no `rules`",
            r#"add `rules = ["duplicate-order"]`"#,
        );
        let (Some(Some(path)), Some(rules)) = (path, rules) else { continue };
        let reason = reason.map(|reason| reason.value).filter(|reason| !reason.trim().is_empty());
        ignores.push(Ignore {
            path,
            pointer: pointer.unwrap_or_default(),
            rules,
            reason,
            span: span_of(&span),
        });
    }
    ignores
}

/// The path of one file below the root, without `.` parts.
fn file(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> Option<Placed<String>> {
    let mut path = reader.string("`path`", value, r#"path = "connectors/a.json""#)?;
    let parts = || path.value.split('/').filter(|part| !matches!(*part, "" | "."));
    if path.value.starts_with('/') || parts().any(|part| part == "..") || parts().next().is_none() {
        let help = r#"write it like `path = "connectors/a.json"`, relative to the folder of connlint.toml"#;
        reader.fault(
            &value.span(),
            "`path` names no file below the folder of connlint.toml",
            Some(help.to_owned()),
        );
        return None;
    }
    path.value = parts().collect::<Vec<_>>().join("/");
    Some(path)
}

/// An RFC 6901 pointer: empty, or parts that each begin with `/`, in which `~` is written `~0` and `/` is written `~1`.
fn pointer(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> Option<String> {
    let pointer = reader.string("`pointer`", value, r#"pointer = "/configuration/port""#)?.value;
    let escaped = pointer.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    if escaped && (pointer.is_empty() || pointer.starts_with('/')) {
        return Some(pointer);
    }
    let help = r#"write it like `pointer = "/configuration/port"`; in a key, `~` is `~0` and `/` is `~1`"#;
    reader.fault(&value.span(), format!("`{}` is no JSON Pointer", shorten(&pointer)), Some(help.to_owned()));
    None
}

/// A list of rule names. One that no rule has is a finding, no mistake of the file.
fn rule_names(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> Vec<Placed<String>> {
    let Some(rules) = reader.strings("`rules`", value, r#"rules = ["duplicate-order"]"#) else {
        return Vec::new();
    };
    if value.get_ref().as_array().is_some_and(|items| items.is_empty()) {
        reader.fault(&value.span(), "`rules` is empty, so that nothing is ignored", None);
    }
    rules
}

fn required(reader: &mut Reader, span: &Range<usize>, is_there: bool, message: &str, help: &str) {
    if !is_there {
        reader.missing(span, message, help);
    }
}
