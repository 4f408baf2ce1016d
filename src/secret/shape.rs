//! Shapes that only secrets have. No guessing by randomness: a prefix that its issuer chose, and the alphabet and the
//! length that follow it.

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use aho_corasick::{AhoCorasick, Match, MatchKind};

/// Which characters a secret of some shape is made of.
#[derive(Clone, Copy)]
enum Alphabet {
    Upper,
    Word,
    Base64,
    Token,
}

impl Alphabet {
    fn holds(self, byte: u8) -> bool {
        match self {
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Word => byte.is_ascii_alphanumeric() || byte == b'_',
            Self::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
            Self::Token => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'),
        }
    }
}

/// A prefix, and what has to follow it.
struct Shape {
    prefix: &'static str,
    what: &'static str,
    alphabet: Alphabet,
    /// At least, and at most, so many characters follow.
    length: (usize, usize),
}

const fn shape(
    prefix: &'static str,
    what: &'static str,
    alphabet: Alphabet,
    length: (usize, usize),
) -> Shape {
    Shape { prefix, what, alphabet, length }
}

const GITHUB: &str = "a token of GitHub";
const SLACK: &str = "a token of Slack";
const AWS: &str = "an access key of AWS";
const MANY: usize = usize::MAX;

/// All shapes but the private key and the JSON Web Token, which need more than a length.
const SHAPES: [Shape; 17] = [
    shape("AKIA", AWS, Alphabet::Upper, (16, 16)),
    shape("ASIA", AWS, Alphabet::Upper, (16, 16)),
    shape("AIza", "an API key of Google Cloud", Alphabet::Token, (35, 35)),
    shape("GOCSPX-", "a client secret of Google", Alphabet::Token, (28, 28)),
    shape("AccountKey=", "an account key of Azure", Alphabet::Base64, (86, 88)),
    shape("ghp_", GITHUB, Alphabet::Word, (36, 255)),
    shape("gho_", GITHUB, Alphabet::Word, (36, 255)),
    shape("ghu_", GITHUB, Alphabet::Word, (36, 255)),
    shape("ghs_", GITHUB, Alphabet::Word, (36, 255)),
    shape("ghr_", GITHUB, Alphabet::Word, (36, 255)),
    shape("github_pat_", GITHUB, Alphabet::Word, (60, 255)),
    shape("glpat-", "a token of GitLab", Alphabet::Token, (20, MANY)),
    shape("xoxb-", SLACK, Alphabet::Token, (20, MANY)),
    shape("xoxp-", SLACK, Alphabet::Token, (20, MANY)),
    shape("xoxa-", SLACK, Alphabet::Token, (20, MANY)),
    shape("xoxs-", SLACK, Alphabet::Token, (20, MANY)),
    shape("8Q~", "a client secret of Azure", Alphabet::Token, (31, 34)),
];

const KEY: &str = "PRIVATE KEY-----";
const WEB_TOKEN: &str = "eyJ";

fn prefixes() -> impl Iterator<Item = &'static str> {
    SHAPES.iter().map(|shape| shape.prefix).chain([KEY, WEB_TOKEN])
}

/// Tells quickly whether there is a prefix, on processors for which it is made. It is made at once, and the automaton only
/// for a file that has a prefix.
static QUICK: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(prefixes()));

static PREFIXES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(prefixes()).ok());

/// Whether any of the prefixes stands in a text: in nearly every file none does.
pub(super) fn may_occur(text: &str) -> bool {
    QUICK.as_ref().is_none_or(|prefixes| prefixes.find(text).is_some())
}

/// What a part of a string has the shape of, and where it begins.
pub(super) fn of(text: &str) -> Option<(&'static str, usize)> {
    let prefixes = PREFIXES.as_ref()?;
    prefixes.find_iter(text).find_map(|found| Some((shaped(text, &found)?, found.start())))
}

fn shaped(text: &str, found: &Match) -> Option<&'static str> {
    match SHAPES.get(found.pattern().as_usize()) {
        Some(shape) => fits(text, found.start(), shape).then_some(shape.what),
        None if text.get(found.range()) == Some(KEY) => {
            is_private_key(text, found.start()).then_some("a private key")
        }
        None => is_web_token(text.get(found.start()..)?).then_some("a signed JSON Web Token"),
    }
}

/// Whether the right number of characters follows a prefix that begins a word.
fn fits(text: &str, start: usize, shape: &Shape) -> bool {
    let before = text.as_bytes().get(start.wrapping_sub(1)).copied();
    let begins = before.is_none_or(|byte| !byte.is_ascii_alphanumeric()) || shape.prefix == "8Q~";
    let rest = text.as_bytes().get(start + shape.prefix.len()..).unwrap_or_default();
    let count = rest.iter().take_while(|byte| shape.alphabet.holds(**byte)).count();
    begins && (shape.length.0..=shape.length.1).contains(&count)
}

/// Whether a header with `-----BEGIN` stands before, and key material behind.
fn is_private_key(text: &str, at: usize) -> bool {
    let kind = text.get(..at).and_then(|before| before.rsplit_once("-----BEGIN")).map(|(_, kind)| kind);
    let is_header = kind.is_some_and(|kind| kind.chars().all(|one| one.is_ascii_uppercase() || one == ' '));
    let body = text.get(at + KEY.len()..).unwrap_or_default();
    let material =
        body.bytes().take_while(|byte| *byte != b'-').filter(|byte| Alphabet::Base64.holds(*byte)).count();
    is_header && material >= 24
}

/// Three parts, the first two of which are objects in Base64.
fn is_web_token(text: &str) -> bool {
    let end = text.bytes().position(|byte| !Alphabet::Token.holds(byte)).unwrap_or(text.len());
    let mut parts = text.get(..end).unwrap_or_default().split('.');
    let long = |part: Option<&str>, least: usize| part.is_some_and(|part| part.len() >= least);
    let header = long(parts.next(), 12);
    let claims = parts.next();
    header
        && claims.is_some_and(|claims| claims.starts_with("eyJ"))
        && long(claims, 12)
        && long(parts.next(), 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts stand apart, so that scanners of secrets leave this file alone.
    fn joined(parts: &[&str]) -> String {
        parts.concat()
    }

    #[test]
    fn well_known_shapes_are_recognized() {
        let word = "aB3".repeat(12);
        let cases = [
            (joined(&["AKIA", "Q3EGUTESTKEYXMPL"]), AWS),
            (joined(&["AIza", &"x".repeat(35)]), "an API key of Google Cloud"),
            (joined(&["ghp_", &word]), GITHUB),
            (joined(&["token: glpat-", &word]), "a token of GitLab"),
            (joined(&["xoxb-", &word]), SLACK),
            (
                joined(&["DefaultEndpointsProtocol=https;AccountKey=", &"a".repeat(86), "=="]),
                "an account key of Azure",
            ),
            (joined(&["-----BEGIN RSA PRIVATE", " KEY-----\nMIIB", &word, "\n-----END"]), "a private key"),
            (joined(&["eyJhbGciOiJI", ".eyJzdWIiOiIx", ".", &word]), "a signed JSON Web Token"),
        ];
        for (text, what) in cases {
            assert!(may_occur(&text));
            assert_eq!(of(&text).map(|(what, _)| what), Some(what), "{text}");
        }
    }

    #[test]
    fn text_about_secrets_is_none() {
        for text in [
            "AKIA",
            "An access key begins with AKIA.",
            "eyJ",
            "-----BEGIN PRIVATE KEY-----",
            "xoxb-1",
            "MAKIAQ3EGUTESTKEYXMPLE",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        assert!(!may_occur("plain text"));
    }
}
