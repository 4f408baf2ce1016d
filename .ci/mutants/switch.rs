//! The switches of mutants: the one whose number the environment variable MUTANT has is on.

#![allow(missing_docs, clippy::all, clippy::pedantic)]

use std::ops::{Add, Sub};
use std::sync::LazyLock;

static ON: LazyLock<usize> =
    LazyLock::new(|| std::env::var("MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0));

#[inline]
pub fn is_on(number: usize) -> bool {
    *ON == number
}

/// A comparison with two mutants: its border moved, and its opposite.
macro_rules! comparison {
    ($name:ident, $right:tt, $moved:tt) => {
        #[inline]
        pub fn $name<T: PartialOrd + ?Sized>(number: usize, one: &T, other: &T) -> bool {
            if is_on(number) { one $moved other } else { is_on(number + 1) != (one $right other) }
        }
    };
}

comparison!(lt, <, <=);
comparison!(le, <=, <);
comparison!(gt, >, >=);
comparison!(ge, >=, >);

#[inline]
pub fn add<T: Add<Output = T> + Sub<Output = T>>(number: usize, one: T, other: T) -> T {
    if is_on(number) { one - other } else { one + other }
}

#[inline]
pub fn sub<T: Add<Output = T> + Sub<Output = T>>(number: usize, one: T, other: T) -> T {
    if is_on(number) { one + other } else { one - other }
}
