//! Sets of code points as the matcher asks them. Ignoring case is settled here: a set is closed over case once,
//! so that the text is compared as it is.

use super::ast::{Category, CategoryClass, Set, SetItemKind};
use super::unicode;

/// How letters are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Sensitive,
    /// ASCII letters only.
    IgnoreAscii,
    IgnoreUnicode,
}

/// What the flags in force mean for single characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) case: Case,
    /// `\w` and the like know ASCII only.
    pub(super) is_ascii: bool,
}

/// A set of code points.
#[derive(Debug)]
pub(super) struct CharSet {
    /// The answers for the 128 ASCII characters, negation included.
    ascii: u128,
    /// Sorted and apart.
    ranges: Vec<(u32, u32)>,
    categories: Vec<Category>,
    is_ascii: bool,
    negated: bool,
}

/// The last code point that Python closes over case exactly inside of sets of more than one member.
const LAST_EXACT: u32 = 0xFFFF;

impl CharSet {
    /// The set of members that a bracket, an escape or an alternation of single characters has.
    pub(super) fn new(items: &[SetItemKind], negated: bool, reading: Reading) -> Self {
        let mut set = Self {
            ascii: 0,
            ranges: Vec::new(),
            categories: Vec::new(),
            is_ascii: reading.is_ascii,
            negated,
        };
        let single = items.first().filter(|&first| items.iter().all(|item| item == first));
        if let Some(&SetItemKind::Literal(code)) = single {
            literal_variants(code, reading.case, |variant| set.ranges.push((variant, variant)));
        } else {
            for &item in items {
                set.add(item, reading.case);
            }
        }
        set.settle();
        set
    }

    /// The members of a written set.
    pub(super) fn of(set: &Set, reading: Reading) -> Self {
        let items: Vec<SetItemKind> = set.items.iter().map(|item| item.kind).collect();
        Self::new(&items, set.negated, reading)
    }

    /// Whether the set has the code point.
    pub(super) fn has(&self, code: u32) -> bool {
        match code {
            0..128 => self.ascii >> code & 1 == 1,
            _ => self.looks_up(code) != self.negated,
        }
    }

    fn looks_up(&self, code: u32) -> bool {
        let behind = self.ranges.partition_point(|&(first, _)| first <= code);
        let range = behind.checked_sub(1).and_then(|at| self.ranges.get(at));
        range.is_some_and(|&(_, last)| code <= last)
            || self.categories.iter().any(|&category| in_category(category, code, self.is_ascii))
    }

    fn add(&mut self, item: SetItemKind, case: Case) {
        match item {
            SetItemKind::Category(category) => self.categories.push(category),
            SetItemKind::Literal(code) if code <= LAST_EXACT => {
                literal_variants(code, case, |variant| self.ranges.push((variant, variant)));
            }
            SetItemKind::Literal(code) => self.add_far_literal(code, case),
            SetItemKind::Range(first, last) => self.add_range(first, last, case),
        }
    }

    /// Python compares the lower-case form of the text with such a member as written, so a capital beyond the
    /// basic plane matches nothing, not even itself.
    fn add_far_literal(&mut self, code: u32, case: Case) {
        if case != Case::IgnoreUnicode || unicode::lower(code) == code {
            self.ranges.push((code, code));
        }
        if case == Case::IgnoreUnicode {
            self.ranges.extend(unicode::uppers(code).map(|upper| (upper, upper)));
        }
    }

    fn add_range(&mut self, first: u32, last: u32, case: Case) {
        self.ranges.push((first, last));
        let letters = match case {
            Case::Sensitive => return,
            Case::IgnoreAscii => first..=last.min(127),
            Case::IgnoreUnicode => first..=last,
        };
        for code in unicode::cased_between(*letters.start(), *letters.end()) {
            literal_variants(code, case, |variant| self.ranges.push((variant, variant)));
        }
        if case == Case::IgnoreAscii {
            // The ASCII flag is forgotten for ranges beyond the basic plane, from capitals to small letters only.
            // A range from inside of the plane also draws in a few letters before it (`µ` by its capital); those
            // are left out here.
            let far = unicode::cased_between(first.max(LAST_EXACT + 1), last);
            self.ranges.extend(far.map(unicode::lower).map(|lower| (lower, lower)));
        }
    }

    fn settle(&mut self) {
        self.ranges.sort_unstable();
        let mut apart: Vec<(u32, u32)> = Vec::with_capacity(self.ranges.len());
        for &(first, last) in &self.ranges {
            match apart.last_mut() {
                Some((_, end)) if first <= *end => *end = last.max(*end),
                _ => apart.push((first, last)),
            }
        }
        self.ranges = apart;
        for code in 0..128 {
            if self.looks_up(code) != self.negated {
                self.ascii |= 1 << code;
            }
        }
    }
}

/// Calls `visit` with every code point that the literal matches.
pub(super) fn literal_variants(code: u32, case: Case, mut visit: impl FnMut(u32)) {
    match case {
        Case::Sensitive => visit(code),
        Case::IgnoreUnicode => unicode::case_variants(code, visit),
        Case::IgnoreAscii => {
            visit(code);
            if let Some(letter) = char::from_u32(code).filter(char::is_ascii_alphabetic) {
                visit(u32::from(letter) ^ 0x20);
            }
        }
    }
}

/// Whether the code point belongs to the category.
pub(super) fn in_category(category: Category, code: u32, is_ascii: bool) -> bool {
    let belongs = match u8::try_from(code) {
        Ok(byte) if byte.is_ascii() => match category.class {
            CategoryClass::Digit => byte.is_ascii_digit(),
            // The separators U+001C to U+001F are space unless the ASCII flag is set.
            CategoryClass::Space => matches!(byte, 9..=13 | b' ') || !is_ascii && matches!(byte, 28..=31),
            CategoryClass::Word => byte.is_ascii_alphanumeric() || byte == b'_',
        },
        _ if is_ascii => false,
        _ => match category.class {
            CategoryClass::Digit => unicode::is_digit(code),
            CategoryClass::Space => unicode::is_space(code),
            CategoryClass::Word => unicode::is_word(code),
        },
    };
    belongs != category.negated
}

/// Whether two code points are the same to a back reference; unlike literals it knows simple lower case only.
pub(super) fn same(left: u32, right: u32, case: Case) -> bool {
    left == right
        || match case {
            Case::Sensitive => false,
            Case::IgnoreAscii => unicode::ascii_lower(left) == unicode::ascii_lower(right),
            Case::IgnoreUnicode => unicode::lower(left) == unicode::lower(right),
        }
}
