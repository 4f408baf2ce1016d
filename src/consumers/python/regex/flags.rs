//! The flags that a pattern can switch by `(?…)` and `(?…:…)`.

/// A set of inline flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    /// No flag.
    pub const NONE: Self = Self(0);
    /// `a`.
    pub const ASCII: Self = Self(1);
    /// `i`.
    pub const IGNORE_CASE: Self = Self(2);
    /// `L`, never accepted in a text pattern.
    pub const LOCALE: Self = Self(4);
    /// `m`.
    pub const MULTILINE: Self = Self(8);
    /// `s`.
    pub const DOT_ALL: Self = Self(16);
    /// `t`, undocumented: disables repeats.
    pub const TEMPLATE: Self = Self(32);
    /// `u`.
    pub const UNICODE: Self = Self(64);
    /// `x`.
    pub const VERBOSE: Self = Self(128);

    const CHARACTER_TYPES: Self = Self(Self::ASCII.0 | Self::LOCALE.0 | Self::UNICODE.0);

    /// The flag of a letter.
    pub fn of_letter(letter: char) -> Option<Self> {
        Some(match letter {
            'a' => Self::ASCII,
            'i' => Self::IGNORE_CASE,
            'L' => Self::LOCALE,
            'm' => Self::MULTILINE,
            's' => Self::DOT_ALL,
            't' => Self::TEMPLATE,
            'u' => Self::UNICODE,
            'x' => Self::VERBOSE,
            _ => return None,
        })
    }

    /// Whether any of `other` is in the set.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The flags `a`, `L` and `u` of the set; only one of them can hold.
    #[must_use]
    pub fn character_types(self) -> Self {
        Self(self.0 & Self::CHARACTER_TYPES.0)
    }

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The flags in force inside of a scope that changes them.
    #[must_use]
    pub fn changed(self, change: FlagChange) -> Self {
        let replaced = if change.on.has(Self::CHARACTER_TYPES) { Self::CHARACTER_TYPES.0 } else { 0 };
        Self((self.0 & !replaced | change.on.0) & !change.off.0)
    }
}

/// The flags that a scope switches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlagChange {
    /// Switched on.
    pub on: Flags,
    /// Switched off.
    pub off: Flags,
}

impl FlagChange {
    /// Whether it switches nothing, as in `(?:…)`.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}
