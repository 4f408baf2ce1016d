//! The pages, and the blocks of code in them.

use std::fs;
use std::path::Path;

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Markdown files of a folder, by name, as paths from the root.
pub(super) fn markdown(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let is_markdown = |name: &String| Path::new(name).extension().is_some_and(|extension| extension == "md");
    let mut paths: Vec<_> = names.filter(is_markdown).map(|name| format!("{folder}/{name}")).collect();
    paths.sort_unstable();
    paths
}

/// A page as it is written.
pub(super) struct Page {
    pub(super) path: String,
    pub(super) lines: Vec<String>,
}

/// A block of code.
#[derive(Debug)]
pub(super) struct Block {
    /// The words of its first fence.
    pub(super) words: Vec<String>,
    /// The line before the fence.
    pub(super) above: String,
    /// The index of its first line in the page.
    pub(super) start: usize,
    pub(super) lines: Vec<String>,
}

impl Page {
    pub(super) fn read(path: &str) -> Self {
        let text = fs::read_to_string(root().join(path)).unwrap();
        Self { path: path.to_owned(), lines: text.lines().map(str::to_owned).collect() }
    }

    /// All pages: those of the book, and the README.
    pub(super) fn all() -> Vec<Self> {
        let mut pages: Vec<_> = markdown("docs").iter().map(|path| Self::read(path)).collect();
        pages.push(Self::read("README.md"));
        pages
    }

    pub(super) fn write(&self) {
        fs::write(root().join(&self.path), self.lines.join("\n") + "\n").unwrap();
    }

    /// Its blocks, and those of what it includes between them.
    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut is_open = false;
        for (at, line) in self.lines.iter().enumerate() {
            let place = format!("{}:{}", self.path, at + 1);
            assert!(!line.trim_start().starts_with("```") || line.starts_with("```"), "{place}: indented");
            match line.strip_prefix("```") {
                Some("") if is_open => is_open = false,
                Some(info) => {
                    assert!(!is_open && !info.is_empty(), "{place}: a fence that names no language");
                    let words = info.split(' ').map(str::to_owned).collect();
                    let above = at.checked_sub(1).map_or_else(String::new, |above| self.lines[above].clone());
                    blocks.push(Block { words, above, start: at + 1, lines: Vec::new() });
                    is_open = true;
                }
                None if is_open => blocks.last_mut().unwrap().lines.push(line.clone()),
                None => {
                    let Some(target) = included(line) else { continue };
                    let lines = included_text(target).lines().map(str::to_owned).collect();
                    let inner = Self { path: target.to_owned(), lines }.blocks();
                    // What it prints could not be written back.
                    assert!(inner.iter().all(|block| block.language() != "console"), "{place}");
                    blocks.extend(inner.into_iter().map(|block| Block { start: at, ..block }));
                }
            }
        }
        assert!(!is_open, "{}: a block is not closed", self.path);
        blocks
    }
}

impl Block {
    pub(super) fn language(&self) -> &str {
        &self.words[0]
    }

    /// The file that the block is written to.
    pub(super) fn file(&self) -> Option<&str> {
        self.words.get(1).map(String::as_str).filter(|word| word.contains(['.', '/']))
    }

    pub(super) fn is(&self, mark: &str) -> bool {
        self.words[1..].iter().any(|word| word == mark)
    }

    /// Its text, with what it includes.
    pub(super) fn text(&self) -> String {
        let expanded =
            self.lines.iter().map(|line| included(line).map_or_else(|| format!("{line}\n"), included_text));
        expanded.collect()
    }
}

fn included(line: &str) -> Option<&str> {
    line.strip_prefix("{{#include ").and_then(|rest| rest.strip_suffix("}}"))
}

/// What mdBook puts in the place of `{{#include FILE}}`, `{{#include FILE:ANCHOR}}` and `{{#include FILE:LINE:}}`.
fn included_text(target: &str) -> String {
    let (path, part) = target.split_once(':').map_or((target, None), |(path, part)| (path, Some(part)));
    let file = root().join("docs").join(path);
    let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("nothing to include at {target}"));
    let line = part.and_then(|part| part.strip_suffix(':')).map(|line| line.parse::<usize>().unwrap());
    let text = match (part, line) {
        (None, _) => text,
        (_, Some(line)) => text.split_inclusive('\n').skip(line - 1).collect(),
        (Some(anchor), None) => {
            let inner =
                text.split_once(&format!("ANCHOR: {anchor} ")).and_then(|(_, rest)| rest.split_once('\n'));
            let inner = inner.and_then(|(_, rest)| rest.split_once(&format!("ANCHOR_END: {anchor} ")));
            let inner = inner.unwrap_or_else(|| panic!("no such part: {target}")).0;
            inner[..inner.rfind('\n').map_or(0, |at| at + 1)].to_owned()
        }
    };
    assert!(!text.trim().is_empty(), "{target} is empty");
    text
}
