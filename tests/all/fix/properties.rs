//! What holds for every fix of every file: the files are those of the rules' pages, damaged and mixed at random.

use connlint::finding::Applicability;
use connlint::fix::{Mended, mend};
use connlint::lint::{File, Settings};
use connlint::report::{Diagnostic, Status};
use connlint::rules::RULES;
use connlint::suppress::{Accepted, Sieve};
use connlint::tree::{Arena, Format, Tree};
use proptest::prelude::*;
use proptest::sample::Index;

/// Every example of every page, in the format it is written in.
fn corpus() -> Vec<(Format, &'static str)> {
    let mut corpus = Vec::new();
    for rule in RULES {
        for block in rule.page.split("\n```").filter_map(|block| block.split_once('\n')) {
            match block.0.split_whitespace().next() {
                Some("toml") => corpus.push((Format::Toml, block.1)),
                Some("json") => corpus.push((Format::Json, block.1)),
                _ => {}
            }
        }
    }
    corpus
}

/// Words that make files odd: in the place of a word, or between two.
const WORDS: [&str; 28] = [
    "true",
    "\"true\"",
    "\"3\"",
    "3",
    "4.7",
    "[\"a\", \"b\"]",
    "[]",
    "{}",
    "null",
    "\"\"",
    "'lit'",
    "\"int\"",
    "\"list\"",
    "\"bool\"",
    "\"Textbox\"",
    "\"string\"",
    ",",
    "order",
    "\"order\"",
    "help",
    "default_value",
    "# note\n",
    "// note\n",
    "/* x */",
    "\r\n",
    "\u{e9}",
    "type",
    "\"sensitive\"",
];

/// A file with some of its words exchanged, doubled or taken away.
fn mutated() -> impl Strategy<Value = (Format, String)> {
    let change = (any::<Index>(), 0..3_u8, any::<Index>());
    (any::<Index>(), prop::collection::vec(change, 0..5)).prop_map(|(file, changes)| {
        let corpus = corpus();
        let (format, text) = corpus[file.index(corpus.len())];
        let mut words: Vec<String> =
            text.split_inclusive([' ', '\n', ',', '=', ':']).map(str::to_owned).collect();
        for (at, how, with) in changes {
            if words.is_empty() {
                break;
            }
            let at = at.index(words.len());
            let word = WORDS[with.index(WORDS.len())];
            match how {
                0 => drop(words.remove(at)),
                1 => words.insert(at, format!("{word} ")),
                _ => {
                    let end = words[at].trim_start_matches(|one: char| !" \n,=:".contains(one)).to_owned();
                    words[at] = format!("{word}{end}");
                }
            }
        }
        (format, words.concat())
    })
}

fn path(format: Format) -> &'static str {
    if format == Format::Toml { "connectors/a.toml" } else { "connectors/a.json" }
}

fn mended(format: Format, text: &str, allowed: Applicability) -> Mended {
    let mut sieve = Sieve::new(&Accepted::default());
    mend(&File::connector(path(format)), text.as_bytes(), &Settings::default(), &mut sieve, allowed)
}

fn found(format: Format, text: &str) -> (Vec<Diagnostic>, Status) {
    let mut linted = Settings::default().lint(path(format), text.as_bytes(), &mut Arena::default());
    let mut sieve = Sieve::new(&Accepted::default());
    sieve.settle(linted.told(), &Settings::default());
    (linted.diagnostics, linted.entry.status)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn fixes_are_idempotent_and_break_nothing((format, text) in mutated()) {
        let (before, status) = found(format, &text);
        for allowed in [Applicability::Safe, Applicability::Unsafe] {
            let once = mended(format, &text, allowed);
            prop_assert!(once.faults.is_empty(), "{:?}\n{text}", once.faults);
            let Some(after) = once.text else { continue };
            prop_assert!(mended(format, &after, allowed).text.is_none(), "not idempotent:\n{text}\n---\n{after}");
            let faults = |text: &str| Tree::parse(text, format).faults().len();
            prop_assert!(faults(&after) <= faults(&text), "{text}\n---\n{after}");
            let (left, now) = found(format, &after);
            prop_assert!(now != Status::PartlyChecked || status == Status::PartlyChecked);
            if allowed == Applicability::Safe {
                let still = left.iter().find(|one| one.is_fixable());
                prop_assert!(still.is_none(), "{still:?}\n{text}\n---\n{after}");
            }
        }
        // What is not in an edit stays, to the byte.
        if let [only] = &before.iter().filter_map(|one| one.fix.as_ref()).collect::<Vec<_>>()[..] {
            let after = mended(format, &text, Applicability::Unsafe);
            if after.fixed == 1 {
                let spliced = only.edits.iter().rev().fold(text.clone(), |mut text, edit| {
                    text.replace_range(edit.start as usize..edit.end as usize, &edit.replacement);
                    text
                });
                prop_assert_eq!(after.text, Some(spliced));
            }
        }
        // Every edit stays inside the file, in order, at characters.
        for one in before.iter().filter_map(|one| one.fix.as_ref()) {
            let mut at = 0;
            for edit in &one.edits {
                prop_assert!(at <= edit.start && edit.start <= edit.end);
                prop_assert!(text.get(edit.start as usize..edit.end as usize).is_some());
                at = edit.end;
            }
        }
    }

    #[test]
    fn no_comment_is_lost((format, text) in mutated()) {
        let tree = Tree::parse(&text, format);
        let after = mended(format, &text, Applicability::Unsafe).text.unwrap_or_else(|| text.clone());
        if tree.faults().is_empty() {
            for comment in tree.comments().iter().map(|span| tree.slice(*span).trim_end()) {
                prop_assert!(comment.contains("connlint:") || after.contains(comment), "{comment}\n{text}\n---\n{after}");
            }
        }
    }
}
