//! What Python 3.11 (Unicode 14) says of single code points. The facts were recorded from Python 3.11.7 into
//! `unicode.txt`; ASCII is answered without them, and each table is read at its first use.

use std::sync::LazyLock;

type Ranges = LazyLock<Vec<(u32, u32)>>;

static TEXT: &str = include_str!("unicode.txt");
static WORD: Ranges = LazyLock::new(|| ranges("word"));
static SPACE: Ranges = LazyLock::new(|| ranges("space"));
static DIGIT: Ranges = LazyLock::new(|| ranges("digit"));
static ALPHA: Ranges = LazyLock::new(|| ranges("alpha"));
static IDENTIFIER_START: Ranges = LazyLock::new(|| ranges("identifier-start"));
static IDENTIFIER_CONTINUE: Ranges = LazyLock::new(|| ranges("identifier-continue"));
static CASES: LazyLock<Cases> = LazyLock::new(Cases::read);

/// Whether `\w` matches the code point without the ASCII flag.
pub(super) fn is_word(code: u32) -> bool {
    in_ranges(&WORD, code)
}

/// Whether `\s` matches the code point without the ASCII flag; also what `str.isspace` says.
pub(super) fn is_space(code: u32) -> bool {
    in_ranges(&SPACE, code)
}

/// Whether `\d` matches the code point without the ASCII flag.
pub(super) fn is_digit(code: u32) -> bool {
    in_ranges(&DIGIT, code)
}

/// What `str.isalpha` says of the character.
pub(super) fn is_alpha(character: char) -> bool {
    character.is_ascii_alphabetic() || is_beyond_ascii(&ALPHA, character)
}

/// What `str.isidentifier` says of the text.
pub(super) fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_identifier) && characters.all(continues_identifier)
}

fn starts_identifier(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_' || is_beyond_ascii(&IDENTIFIER_START, character)
}

fn continues_identifier(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || is_beyond_ascii(&IDENTIFIER_CONTINUE, character)
}

/// The lower-case form that `re` compares code points by.
pub(super) fn lower(code: u32) -> u32 {
    match u8::try_from(code) {
        Ok(byte) if byte.is_ascii() => byte.to_ascii_lowercase().into(),
        _ => CASES.lower(code),
    }
}

/// The lower-case form under the ASCII flag.
pub(super) fn ascii_lower(code: u32) -> u32 {
    u8::try_from(code).map_or(code, |byte| byte.to_ascii_lowercase().into())
}

/// Calls `visit` with every code point that a literal `code` matches when case is ignored, itself included.
pub(super) fn case_variants(code: u32, mut visit: impl FnMut(u32)) {
    let cases = &*CASES;
    let lower = cases.lower(code);
    let class = cases.folds.iter().find(|class| class.contains(&lower));
    let only = [lower];
    for &form in class.map_or(&only[..], Vec::as_slice) {
        visit(form);
        cases.uppers_of(form).for_each(&mut visit);
    }
}

/// The upper-case and title-case forms whose lower-case form is `code`.
pub(super) fn uppers(code: u32) -> impl Iterator<Item = u32> {
    CASES.uppers_of(code)
}

/// Every code point from `first` to `last` that has another form of case.
pub(super) fn cased_between(first: u32, last: u32) -> impl Iterator<Item = u32> {
    let cased = &CASES.cased;
    let from = cased.partition_point(|&code| code < first);
    cased.iter().skip(from).copied().take_while(move |&code| code <= last)
}

/// The table of simple case.
struct Cases {
    /// (code point, its lower-case form) where they differ, by code point.
    lower: Vec<(u32, u32)>,
    /// The same pairs turned around, by lower-case form.
    upper: Vec<(u32, u32)>,
    /// Lower-case forms that match one another although neither is the other's upper case.
    folds: Vec<Vec<u32>>,
    /// All code points named in the other fields, sorted.
    cased: Vec<u32>,
}

impl Cases {
    fn read() -> Self {
        let mut lower = Vec::new();
        for run in row("lower").split_ascii_whitespace() {
            read_case_run(run, &mut lower);
        }
        let folds: Vec<Vec<u32>> =
            row("fold").split_ascii_whitespace().map(|class| class.split(',').map(hex).collect()).collect();
        let mut upper: Vec<(u32, u32)> = lower.iter().map(|&(code, form)| (form, code)).collect();
        upper.sort_unstable();
        let pairs = lower.iter().flat_map(|&(code, form)| [code, form]);
        let mut cased: Vec<u32> = pairs.chain(folds.iter().flatten().copied()).collect();
        cased.sort_unstable();
        cased.dedup();
        Self { lower, upper, folds, cased }
    }

    fn lower(&self, code: u32) -> u32 {
        let found = self.lower.binary_search_by_key(&code, |&(from, _)| from);
        found.ok().and_then(|at| self.lower.get(at)).map_or(code, |&(_, form)| form)
    }

    fn uppers_of(&self, form: u32) -> impl Iterator<Item = u32> {
        let from = self.upper.partition_point(|&(lower, _)| lower < form);
        self.upper.iter().skip(from).take_while(move |&&(lower, _)| lower == form).map(|&(_, code)| code)
    }
}

/// Reads `first-last/step±distance`, all hexadecimal: a run of code points at one distance from their lower case.
fn read_case_run(run: &str, into: &mut Vec<(u32, u32)>) {
    let Some((first, rest)) = run.split_once('-') else { return };
    let Some((last, rest)) = rest.split_once('/') else { return };
    let (step, distance) = rest.split_at(rest.find(['+', '-']).unwrap_or(rest.len()));
    let (first, last, step) = (hex(first), hex(last), hex(step).max(1));
    let mut code = first;
    while code <= last {
        let size = hex(distance.get(1..).unwrap_or_default());
        let form = if distance.starts_with('-') { code.saturating_sub(size) } else { code + size };
        into.push((code, form));
        code += step;
    }
}

fn ranges(name: &str) -> Vec<(u32, u32)> {
    row(name)
        .split_ascii_whitespace()
        .map(|range| match range.split_once('-') {
            Some((first, last)) => (hex(first), hex(last)),
            None => (hex(range), hex(range)),
        })
        .collect()
}

fn row(name: &str) -> &'static str {
    let rows = TEXT.lines().filter_map(|line| line.split_once(' '));
    rows.into_iter().find(|&(title, _)| title == name).map_or("", |(_, row)| row)
}

fn hex(digits: &str) -> u32 {
    u32::from_str_radix(digits, 16).unwrap_or(0)
}

/// Whether a table holds the character; ASCII is left to the caller, so that it costs no reading of the table.
fn is_beyond_ascii(table: &Ranges, character: char) -> bool {
    !character.is_ascii() && in_ranges(table, u32::from(character))
}

fn in_ranges(ranges: &[(u32, u32)], code: u32) -> bool {
    let behind = ranges.partition_point(|&(first, _)| first <= code);
    behind.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|&(_, last)| code <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variants(code: u32) -> Vec<u32> {
        let mut all = Vec::new();
        case_variants(code, |variant| all.push(variant));
        all.sort_unstable();
        all
    }

    #[test]
    fn tables_are_whole() {
        let sizes = [&WORD, &SPACE, &DIGIT].map(|table| table.len());
        assert_eq!(sizes, [734, 10, 62]);
        assert_eq!((CASES.lower.len(), CASES.folds.len()), (1433, 24));
    }

    #[test]
    fn case_variants_cross_from_ascii() {
        assert_eq!(variants(0x69), [0x49, 0x69, 0x130, 0x131]);
        assert_eq!(variants(0x212A), [0x4B, 0x6B, 0x212A]);
        assert_eq!(variants(0x30), [0x30]);
    }
}
