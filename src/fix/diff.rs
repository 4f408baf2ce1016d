//! A unified diff of a file before and after, in which no secret can be read.

use std::fmt::Write as _;

use crate::excerpt::visible;
use crate::lines::{Line, hunks, lines};

/// One state of a file.
#[derive(Clone, Copy, Debug)]
pub struct State<'s> {
    /// Its text.
    pub text: &'s str,
    /// The same with masks; as many lines.
    pub masked: &'s str,
}

/// The unified diff of a file that reports call `path`; empty where nothing differs. What differs is found in the
/// texts, what is shown comes from their masked twins. Hidden characters are drawn.
pub fn unified(path: &str, before: State<'_>, after: State<'_>) -> String {
    let (old, new) = (lines(before.text), lines(after.text));
    let masked =
        |state: State<'_>| -> Vec<String> { state.masked.split_inclusive('\n').map(shown).collect() };
    let (masked_old, masked_new) = (masked(before), masked(after));
    let mut text = String::new();
    let path = visible(path);
    for (at, hunk) in hunks(&old, &new).into_iter().enumerate() {
        if at == 0 {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "--- {path}\n+++ {path}");
        }
        let _ = writeln!(text, "{}", hunk.header);
        for line in hunk.lines {
            let (sign, line, masked) = match line {
                Line::Same(at) => (' ', new.get(at), masked_new.get(at)),
                Line::Old(at) => ('-', old.get(at), masked_old.get(at)),
                Line::New(at) => ('+', new.get(at), masked_new.get(at)),
            };
            text.push(sign);
            text.push_str(masked.map_or("", String::as_str));
            if line.is_none_or(|line| !line.ends_with('\n')) {
                text.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    text
}

/// A line with pictures for what would not be seen, its end and its tabs aside.
fn shown(line: &str) -> String {
    let body = line.trim_end_matches(['\n', '\r']);
    let end = line.get(body.len()..).unwrap_or_default();
    let parts: Vec<_> = body.split('\t').map(visible).collect();
    parts.join("\t") + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_only_behind_a_mask_is_shown_masked() {
        let before = State { text: "a = 1\nb = \"x\"", masked: "a = 1\nb = **" };
        let after = State { text: "a = 1\nb = \"y\"", masked: "a = 1\nb = **" };
        let diff = unified("f.toml", before, after);
        assert_eq!(
            diff,
            "--- f.toml\n+++ f.toml\n@@ -1,2 +1,2 @@\n a = 1\n-b = **\n\\ No newline at end of file\n+b = **\n\\ No newline at end of file\n"
        );
        assert_eq!(unified("f.toml", before, before), "");
    }
}
