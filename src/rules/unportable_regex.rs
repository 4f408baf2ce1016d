//! `unportable-regex`: a part of a pattern that other engines know, and Python reads as something else.

use super::{Judge, Rule, Subject};
use crate::consumers::python::regex::{Ast, Node, NodeKind, SetItemKind, Warning, WarningKind};
use crate::consumers::service;
use crate::finding::{Finding, Place};
use crate::message;
use crate::severity::Severity;
use crate::tree::Span;

pub(super) const RULE: Rule = Rule {
    name: "unportable-regex",
    severity: Some(Severity::Warning),
    summary: "a part of a pattern means something else in Python than it looks",
    page: include_str!("unportable_regex.md"),
    judge: Judge::Connector(judge),
    ..Rule::PLAIN
};

fn judge<'r>(subject: &Subject<'r>, findings: &mut Vec<Finding<'r>>) {
    for (field, node, text) in subject.written_patterns() {
        let compiled = service::compiled(text);
        let Ok(pattern) = compiled.as_ref() else { continue };
        for surprise in surprises(pattern.ast(), text) {
            let before = text.get(..surprise.span.start as usize).unwrap_or_default();
            let part = text.get(surprise.span.range()).unwrap_or_default();
            let (meaning, help) = surprise.kind.words(part);
            let position = before.chars().count();
            let message = message![
                surprise.kind.noun(part),
                format!(" at position {position} in the pattern of `"),
                field.name,
                "` is ",
                meaning
            ];
            findings.push(Finding::new(Place::value(node), message).field(field.name).help(message![help]));
        }
    }
}

/// What looks like something that Python does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `[:alpha:]`, with what to write instead, inside of brackets; or alone, as a set of its own.
    PosixClass {
        members: &'static str,
        is_alone: bool,
    },
    NestedSet,
    Intersection,
    Difference,
    SymmetricDifference,
    Union,
    /// `{2, 5}`
    SpacedQuantifier,
    /// `/^…$/`
    Delimiter(char),
    Backspace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Surprise {
    kind: Kind,
    span: Span,
}

/// The names of POSIX classes, and what to write inside of brackets instead.
const CLASSES: [(&str, &str); 14] = [
    ("alnum", "A-Za-z0-9"),
    ("alpha", "A-Za-z"),
    ("ascii", r"\x00-\x7f"),
    ("blank", r" \t"),
    ("cntrl", r"\x00-\x1f\x7f"),
    ("digit", "0-9"),
    ("graph", "!-~"),
    ("lower", "a-z"),
    ("print", " -~"),
    ("punct", r"!-/:-@\[-`{-~"),
    ("space", r"\s"),
    ("upper", "A-Z"),
    ("word", r"\w"),
    ("xdigit", "0-9A-Fa-f"),
];

impl Kind {
    fn noun(self, part: &str) -> String {
        match self {
            Self::Backspace => r"the backspace".to_owned(),
            _ => format!("`{part}`"),
        }
    }

    /// What Python takes it for, as it follows "is"; and what to write instead.
    fn words(self, part: &str) -> (String, String) {
        let exclude = "exclude characters by a look-ahead, as in `(?![aeiou])[a-z]`";
        let (meaning, help) = match self {
            Self::PosixClass { members, is_alone } => {
                return (
                    "no class to Python, but a set of these very characters".to_owned(),
                    if is_alone {
                        format!("write `[{members}]`")
                    } else {
                        format!("write `{members}` in its place")
                    },
                );
            }
            Self::Delimiter(delimiter) => {
                return (
                    "no delimiter to Python, which looks for the character itself: the pattern matches nothing"
                        .to_owned(),
                    format!("remove the `{delimiter}` at both ends; flags are written as in `(?i)` at the start"),
                );
            }
            Self::SpacedQuantifier => {
                let tight: String = part.chars().filter(|character| *character != ' ').collect();
                return (
                    "no quantifier to Python, because of the space: it stands for itself".to_owned(),
                    format!("write `{tight}`"),
                );
            }
            Self::NestedSet => (
                "no set inside of a set to Python: the set ends at the first `]`, and the next one is a character",
                "write all members into one pair of brackets, and `\\[` for a bracket",
            ),
            Self::Intersection => {
                ("no intersection to Python, which takes the characters for members of the set", exclude)
            }
            Self::Difference => {
                ("no difference to Python, which takes the characters for members of the set", exclude)
            }
            Self::SymmetricDifference => (
                "no symmetric difference to Python, which takes the characters for members of the set",
                "write the members of the set out",
            ),
            Self::Union => (
                "no union to Python, which takes the characters for members of the set",
                "write the members one after the other, without `||`",
            ),
            Self::Backspace => (
                r"the character that `\b` is between double quotes in TOML and JSON, and no word boundary",
                r"write `\\b`, or put the pattern between single quotes where the file is TOML",
            ),
        };
        (meaning.to_owned(), help.to_owned())
    }
}

/// The surprises of a pattern in their order, of each kind the first.
fn surprises(ast: &Ast, text: &str) -> Vec<Surprise> {
    let mut found = Vec::new();
    found.extend(delimiter(text));
    if let Some(at) = text.find('\u{8}') {
        found.push(Surprise { kind: Kind::Backspace, span: Span::new(at, at + 1) });
    }
    let mut nodes = Nodes { text, found, ranges_to_hyphen: Vec::new(), stray_bracket: None };
    nodes.visit(&ast.root);
    let nested = ast.warnings.iter().filter_map(|warning| nodes.of_warning(warning)).collect::<Vec<_>>();
    let mut found = nodes.found;
    let has_posix = found.iter().any(|one| matches!(one.kind, Kind::PosixClass { .. }));
    found.extend(nested.into_iter().filter(|one| one.kind != Kind::NestedSet || !has_posix));
    found.sort_by_key(|surprise| surprise.span.start);
    let mut kinds = Vec::new();
    found.retain(|surprise| {
        let kind = std::mem::discriminant(&surprise.kind);
        let is_first = !kinds.contains(&kind);
        if is_first {
            kinds.push(kind);
        }
        is_first
    });
    found
}

/// The notation of JavaScript and Perl. An anchor inside of the delimiters tells it from a path.
fn delimiter(text: &str) -> Option<Surprise> {
    let delimiter = text.chars().next().filter(|first| matches!(first, '/' | '#' | '~'))?;
    let inner = text.strip_prefix(delimiter)?;
    let body = inner.trim_end_matches(|flag: char| "dgimsuvxy".contains(flag)).strip_suffix(delimiter);
    let ends_anchored = body.is_some_and(|body| body.ends_with('$') && !body.ends_with(r"\$"));
    let is_notation = ends_anchored || inner.starts_with('^');
    is_notation
        .then(|| Surprise { kind: Kind::Delimiter(delimiter), span: Span::new(0, delimiter.len_utf8()) })
}

struct Nodes<'t> {
    text: &'t str,
    found: Vec<Surprise>,
    /// Where ranges such as `+--` end: their hyphens are no operator.
    ranges_to_hyphen: Vec<u32>,
    /// The last `]` outside of sets.
    stray_bracket: Option<u32>,
}

impl Nodes<'_> {
    fn visit(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Sequence(nodes) | NodeKind::Alternation(nodes) => {
                for node in nodes {
                    self.visit(node);
                }
            }
            NodeKind::Repeat(repeat) => self.visit(&repeat.node),
            NodeKind::Capture(_, body)
            | NodeKind::Scope(_, body)
            | NodeKind::Atomic(body)
            | NodeKind::Look(_, body) => self.visit(body),
            NodeKind::Conditional(conditional) => {
                self.visit(&conditional.yes);
                conditional.no.iter().for_each(|no| self.visit(no));
            }
            NodeKind::Set(set) => {
                let hyphen = u32::from('-');
                let ranges = set
                    .items
                    .iter()
                    .filter(|item| matches!(item.kind, SetItemKind::Range(_, end) if end == hyphen));
                self.ranges_to_hyphen.extend(ranges.map(|item| item.span.end));
                self.found.extend(posix_class(self.text, node.span));
            }
            NodeKind::Literal(_) => self.literal(node.span),
            _ => {}
        }
    }

    fn literal(&mut self, span: Span) {
        match self.text.get(span.range()) {
            Some("]") => self.stray_bracket = Some(span.start),
            Some("{") => self.found.extend(spaced_quantifier(self.text, span.start as usize)),
            _ => {}
        }
    }

    /// What Python itself warns of, where it looks like an operator.
    fn of_warning(&self, warning: &Warning) -> Option<Surprise> {
        let (kind, span) = (warning.kind, warning.span);
        let kind = match kind {
            WarningKind::NestedSet if self.stray_bracket.is_some_and(|at| at > span.start) => Kind::NestedSet,
            // `[[]` is but a bracket.
            WarningKind::NestedSet => return None,
            WarningKind::Difference if self.ranges_to_hyphen.binary_search(&span.end).is_ok() => return None,
            WarningKind::Difference => Kind::Difference,
            WarningKind::Intersection => Kind::Intersection,
            WarningKind::SymmetricDifference => Kind::SymmetricDifference,
            WarningKind::Union => Kind::Union,
        };
        Some(Surprise { kind, span })
    }
}

/// A set that ends as `[:alpha:]` does.
fn posix_class(text: &str, set: Span) -> Option<Surprise> {
    let written = text.get(set.range())?;
    let at = written.rfind("[:")?;
    let name = written.get(at + 2..)?.strip_suffix(":]")?;
    let name = name.strip_prefix('^').unwrap_or(name);
    let (_, members) = *CLASSES.iter().find(|class| class.0 == name)?;
    let span = Span::new(set.start as usize + at, set.end as usize);
    Some(Surprise { kind: Kind::PosixClass { members, is_alone: at == 0 }, span })
}

/// `{2, 5}` behind something that could be repeated.
fn spaced_quantifier(text: &str, brace: usize) -> Option<Surprise> {
    /// Nobody writes longer ones, and a search for the end from each brace would take long.
    const LONGEST: usize = 24;
    let inside = text.get(brace + 1..)?;
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b'}')?;
    let (numbers, rest) = inside.split_at_checked(end)?;
    let is_quantifier = numbers.contains(' ')
        && numbers.starts_with(|first: char| first.is_ascii_digit() || first == ' ')
        && numbers.contains(|character: char| character.is_ascii_digit())
        && numbers.matches(',').count() <= 1
        && numbers.chars().all(|character| character.is_ascii_digit() || matches!(character, ',' | ' '));
    let before = text.get(..brace)?;
    let is_apart = before.is_empty() || before.ends_with(['{', '|', '(']) || rest.starts_with("}}");
    (is_quantifier && !is_apart)
        .then(|| Surprise { kind: Kind::SpacedQuantifier, span: Span::new(brace, brace + end + 2) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consumers::python::regex::Pattern;

    fn parts(text: &str) -> Vec<&str> {
        let pattern = Pattern::compile(text).unwrap();
        surprises(pattern.ast(), text).iter().map(|surprise| &text[surprise.span.range()]).collect()
    }

    #[test]
    fn classes_are_found_wherever_they_stand_in_a_set() {
        assert_eq!(parts("[[:alpha:]]+"), ["[:alpha:]"]);
        assert_eq!(parts("[a-f[:digit:]]"), ["[:digit:]"]);
        assert_eq!(parts("[[:^space:]]"), ["[:^space:]"]);
        assert_eq!(parts("x[:word:]"), ["[:word:]"]);
        assert_eq!(parts("[^[:lower:][:digit:]]"), ["[:lower:]"]);
        assert_eq!(parts("[:alp:]|[[:]|[a:b]|[[:x:]"), [""; 0]);
    }

    #[test]
    fn operators_of_sets_are_found_where_they_look_like_some() {
        assert_eq!(parts("[a-z&&[^x]]"), ["&&"]);
        assert_eq!(parts("[a-z--[x]]"), ["--"]);
        assert_eq!(parts("[[a-z][0-9]]"), ["["]);
        assert_eq!(parts(r"[[]|[[\]]|[+--]|[ --/]|[&|~-]|a&&b--c"), [""; 0]);
    }

    #[test]
    fn delimiters_are_told_from_paths_by_an_anchor() {
        for notation in ["/^a$/", "/^a/i", "/a+$/gi", "#^a#", "~a$~"] {
            assert_eq!(parts(notation), [&notation[..1]], "{notation}");
        }
        for path in ["/a/", "/a/b/gi", r"/a\$/", "/[^/]+", "/", "a/^", "#[0-9a-f]{6}"] {
            assert_eq!(parts(path), [""; 0], "{path}");
        }
    }

    #[test]
    fn a_space_makes_a_quantifier_a_text() {
        assert_eq!(parts("a{2, 5}"), ["{2, 5}"]);
        assert_eq!(parts("(ab){ 3 }"), ["{ 3 }"]);
        assert_eq!(parts(r"a{2,5}|a{,5}|a{2,}|{ 3 }|{{ 3 }}|\{ 3 \}|a{b, c}|a{ }|a{ ,}"), [""; 0]);
    }
}
