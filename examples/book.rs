//! The rules as chapters of the book: a preprocessor for mdBook, which `docs/book.toml` names.
//!
//! mdBook gives `[context, book]` as JSON on standard input and takes the book from standard output. Each rule becomes a
//! chapter below `rules.md`, of what `connlint explain` prints; links that leave `docs` lead to the rule's chapter or to
//! the file in the repository.

use std::error::Error;
use std::io::{self, Write as _};

use connlint::rules::{self, RULES, Rule};
use serde_json::{Value, json};

/// The chapter that the rules stand below.
const INDEX: &str = "rules.md";

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() == Some("supports") {
        return Ok(());
    }
    let mut input: Value = serde_json::from_reader(io::stdin().lock())?;
    let repository = input
        .pointer("/0/config/output/html/git-repository-url")
        .and_then(Value::as_str)
        .ok_or("book.toml names no git-repository-url")?
        .to_owned();
    let book = input.get_mut(1).ok_or("no book on standard input")?;
    let items = book.get_mut("items").and_then(Value::as_array_mut).ok_or("a book without items")?;
    for item in items {
        if let Some(chapter) = item.get_mut("Chapter") {
            complete(chapter, &repository);
        }
    }
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, book)?;
    writeln!(out)?;
    Ok(())
}

/// Leads the links of a chapter and of those below it to their places, and adds the rules to theirs.
fn complete(chapter: &mut Value, repository: &str) {
    let is_index = chapter.get("path").and_then(Value::as_str) == Some(INDEX);
    if let Some(Value::String(content)) = chapter.get_mut("content") {
        *content = with_files(&with_links(content, repository));
        if is_index {
            *content = with_linked_rows(content);
        }
    }
    let numbers = chapter.get("number").and_then(Value::as_array).cloned().unwrap_or_default();
    let title = chapter.get("name").cloned().unwrap_or_default();
    let Some(inner) = chapter.get_mut("sub_items").and_then(Value::as_array_mut) else { return };
    for item in inner.iter_mut() {
        if let Some(chapter) = item.get_mut("Chapter") {
            complete(chapter, repository);
        }
    }
    if is_index {
        inner.extend((1..).zip(RULES).map(|(at, rule)| {
            let number: Vec<_> = numbers.iter().cloned().chain([json!(at)]).collect();
            json!({ "Chapter": {
                "name": rule.name,
                "content": chapter_of(rule),
                "number": number,
                "sub_items": [],
                "path": format!("rules/{}.md", rule.name),
                "source_path": null,
                "parent_names": [title],
            }})
        }));
    }
}

/// A rule's page with its examples under titles.
fn chapter_of(rule: &Rule) -> String {
    let mut text = String::new();
    for line in rules::page(rule).lines() {
        let words: Vec<_> = line.split(' ').collect();
        match words[..] {
            [fence, kind @ ("bad" | "good"), ref file @ ..] if fence.starts_with("```") => {
                let title = if kind == "bad" { "Bad" } else { "Good" };
                let file = file.first().and_then(|word| word.strip_prefix("file="));
                let file = file.map(|name| format!(", `{name}`")).unwrap_or_default();
                text.extend(["**", title, "**", &file, ":\n\n", fence, "\n"]);
            }
            _ => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}

/// Links out of `docs`, which stand in the pages as they hold in the repository.
fn with_links(content: &str, repository: &str) -> String {
    let mut parts = content.split("](../");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (target, rest) = part.split_once(')').unwrap_or((part, ""));
        let rule = target.strip_prefix("src/rules/").and_then(|file| file.strip_suffix(".md"));
        let place = match rule {
            Some(file) => format!("rules/{}.md", file.replace('_', "-")),
            None => format!("{repository}/blob/main/{target}"),
        };
        text.extend(["](", &place, ")", rest]);
    }
    text
}

/// The names of the files that blocks are, above them.
fn with_files(content: &str) -> String {
    let named = |line: &str| match line.strip_prefix("```").and_then(|info| info.split(' ').nth(1)) {
        Some(file) if file.contains(['.', '/']) => format!("<div class=\"file\">{file}</div>\n\n{line}\n"),
        _ => format!("{line}\n"),
    };
    content.lines().map(named).collect()
}

/// The table of rules, its names linked to their chapters.
fn with_linked_rows(content: &str) -> String {
    let linked = |line: &str| match line.strip_prefix("| `").and_then(|rest| rest.split_once('`')) {
        Some((name, rest)) if rules::find(name).is_some() => format!("| [`{name}`](rules/{name}.md){rest}\n"),
        _ => format!("{line}\n"),
    };
    content.lines().map(linked).collect()
}
