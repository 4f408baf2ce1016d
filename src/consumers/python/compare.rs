//! Python's `==`, `<` and `>`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use super::{Exception, Int, Py};

/// What `==` looks at: two values are equal in Python exactly when their keys are. Numbers of all types share one
/// line. (NaN, which no configuration can hold, equals itself here.)
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Key<'p> {
    None,
    /// an integral number: an int, a bool or a double
    Whole(Cow<'p, str>),
    /// the bits of any other double
    Fraction(u64),
    Str(&'p str),
    List(Vec<Key<'p>>),
    Tuple(Vec<Key<'p>>),
    Dict(BTreeMap<&'p str, Key<'p>>),
}

impl<'p> Key<'p> {
    pub(super) fn of(value: &'p Py<'_>) -> Self {
        match value {
            Py::None => Self::None,
            Py::Bool(value) => Self::Whole(Cow::Borrowed(if *value { "1" } else { "0" })),
            Py::Int(int) => Self::Whole(Cow::Borrowed(int.text())),
            Py::Float(number) if number.fract() == 0.0 => {
                Self::Whole(Cow::Owned(Int::whole(*number).text().to_owned()))
            }
            Py::Float(number) => Self::Fraction(number.to_bits()),
            Py::Str(text) => Self::Str(text),
            Py::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Py::Tuple(items) => Self::Tuple(items.iter().map(Self::of).collect()),
            Py::Dict(members) => {
                Self::Dict(members.iter().map(|(key, value)| (&**key, Self::of(value))).collect())
            }
        }
    }
}

/// One of the two orderings that validations use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `<`
    Less,
    /// `>`
    Greater,
}

impl Operator {
    fn holds(self, ordering: Option<Ordering>) -> bool {
        match self {
            Self::Less => ordering == Some(Ordering::Less),
            Self::Greater => ordering == Some(Ordering::Greater),
        }
    }
}

/// As Python spells it.
impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Less => "<",
            Self::Greater => ">",
        })
    }
}

impl Py<'_> {
    /// `self == other`: `1`, `1.0` and `True` are equal, `1` and `"1"` are not, a list never equals a tuple, and the
    /// order of a dict's members is of no matter. Numbers are compared exactly.
    pub fn equals(&self, other: &Py<'_>) -> bool {
        Key::of(self) == Key::of(other)
    }

    /// `self < other` or `self > other`. Numbers (bools among them) by exact value, strings by code point, lists and
    /// tuples by the first pair that is not equal, else by length. `TypeError` for everything else, and for a first
    /// unequal pair that has no order.
    pub fn order(&self, operator: Operator, other: &Py<'_>) -> Result<bool, Exception> {
        match (self, other) {
            (Py::Str(left), Py::Str(right)) => Ok(operator.holds(Some(left.cmp(right)))),
            (Py::List(left), Py::List(right)) | (Py::Tuple(left), Py::Tuple(right)) => {
                match left.iter().zip(right).find(|(left, right)| !left.equals(right)) {
                    Some((left, right)) => left.order(operator, right),
                    None => Ok(operator.holds(Some(left.len().cmp(&right.len())))),
                }
            }
            _ => self.order_numbers(operator, other),
        }
    }

    fn order_numbers(&self, operator: Operator, other: &Py<'_>) -> Result<bool, Exception> {
        let ordering = match (Numeric::of(self), Numeric::of(other)) {
            (Some(Numeric::Int(left)), Some(Numeric::Int(right))) => Some(left.cmp(&right)),
            (Some(Numeric::Int(left)), Some(Numeric::Float(right))) => left.compare_float(right),
            (Some(Numeric::Float(left)), Some(Numeric::Int(right))) => {
                right.compare_float(left).map(Ordering::reverse)
            }
            (Some(Numeric::Float(left)), Some(Numeric::Float(right))) => left.partial_cmp(&right),
            _ => {
                return Err(Exception::of_type(format!(
                    "'{operator}' not supported between instances of '{}' and '{}'",
                    self.type_name(),
                    other.type_name()
                )));
            }
        };
        Ok(operator.holds(ordering))
    }
}

/// A number, whichever type it has.
enum Numeric<'p> {
    Int(Cow<'p, Int<'p>>),
    Float(f64),
}

impl<'p> Numeric<'p> {
    fn of(value: &'p Py<'_>) -> Option<Self> {
        match value {
            Py::Bool(value) => Some(Self::Int(Cow::Owned(Int::from(*value)))),
            Py::Int(int) => Some(Self::Int(Cow::Borrowed(int))),
            Py::Float(number) => Some(Self::Float(*number)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> Py<'_> {
        Py::Int(Int::written(text))
    }

    fn text(text: &str) -> Py<'_> {
        Py::Str(text.into())
    }

    fn pair<'t>(first: Py<'t>, second: Py<'t>) -> Py<'t> {
        Py::List(vec![first, second])
    }

    #[test]
    fn numbers_are_equal_across_types_and_exactly() {
        assert!(int("1").equals(&Py::Bool(true)) && Py::Float(1.0).equals(&Py::Bool(true)));
        assert!(Py::Float(-0.0).equals(&int("0")));
        assert!(!int("9007199254740993").equals(&Py::Float(9_007_199_254_740_992.0)));
        assert!(!int("1").equals(&text("1")) && !Py::None.equals(&Py::Bool(false)));
    }

    #[test]
    fn containers_are_equal_by_elements() {
        assert!(pair(int("1"), text("x")).equals(&pair(Py::Float(1.0), text("x"))));
        assert!(!Py::List(vec![]).equals(&Py::Tuple(vec![])));
        let one = Py::Dict(vec![("a".into(), int("1")), ("b".into(), Py::None)]);
        let other = Py::Dict(vec![("b".into(), Py::None), ("a".into(), Py::Bool(true))]);
        assert!(one.equals(&other));
    }

    #[test]
    fn order_is_pythons() {
        assert_eq!(text("5").order(Operator::Less, &text("10")), Ok(false));
        assert_eq!(text("\u{ffff}").order(Operator::Less, &text("\u{10000}")), Ok(true));
        assert_eq!(Py::Bool(true).order(Operator::Greater, &Py::Float(0.5)), Ok(true));
        assert_eq!(int("5").order(Operator::Less, &int("5")), Ok(false));
        assert_eq!(Py::List(vec![]).order(Operator::Less, &pair(int("1"), int("2"))), Ok(true));
    }

    #[test]
    fn the_first_unequal_pair_decides() {
        let (left, right) = (pair(int("1"), text("x")), pair(Py::Bool(true), int("2")));
        let message = "'>' not supported between instances of 'str' and 'int'";
        assert_eq!(left.order(Operator::Greater, &right), Err(Exception::of_type(message)));
        let message = "'<' not supported between instances of 'NoneType' and 'int'";
        assert_eq!(Py::None.order(Operator::Less, &int("1")), Err(Exception::of_type(message)));
        assert!(pair(int("1"), text("x")).order(Operator::Less, &pair(int("2"), int("2"))).is_ok());
    }
}
