//! gmail: the service account, and the address of the administrator.

use std::sync::OnceLock;

use crate::consumers::Cause;
use crate::consumers::python::Py;
use crate::consumers::python::regex::{Pattern, Verdict};
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::account;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Steps, Stop};

const KEY: &str = "universe_domain";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.set_logger(|| set_logger(fields))?;
    steps.validate(|| subject(fields))
}

fn set_logger(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let account = account::load(fields, "GMail")?;
    if let Py::Dict(_) = account {
        return account::credentials(&account);
    }
    let (kind, text) = match &account {
        Py::Str(text) if text.contains(KEY) => {
            ("AttributeError", "'str' object has no attribute 'pop'".to_owned())
        }
        Py::Str(_) => ("TypeError", "'str' object does not support item assignment".to_owned()),
        Py::List(items) if items.iter().any(|item| matches!(item, Py::Str(text) if text == KEY)) => {
            ("TypeError", "'str' object cannot be interpreted as an integer".to_owned())
        }
        Py::List(_) => ("TypeError", "list indices must be integers or slices, not str".to_owned()),
        other => ("TypeError", format!("argument of type '{}' is not iterable", other.type_name())),
    };
    Err(account::no_object(kind, text))
}

fn subject(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let subject = fields.text("subject")?;
    match is_address(&subject) {
        Verdict::Match => Ok(()),
        Verdict::Undecided => Err(Stop::Undecided),
        Verdict::NoMatch => {
            let text = Sentence::text(
                "Google Workspace admin email field value needs to be a valid email address. '",
            )
            .value(subject)
            .then("' is invalid.");
            let words = "is no e-mail address";
            Err(Failure::new(Cause::InvalidAddress, "subject", "ConfigurableFieldValueError", text, words)
                .into())
        }
    }
}

/// Whether the Google sources take a text for an e-mail address.
pub(super) fn is_address(text: &str) -> Verdict {
    static PATTERN: OnceLock<Option<Pattern>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| Pattern::compile(r"^\S+@\S+\.\S+$").ok());
    pattern.as_ref().map_or(Verdict::Undecided, |pattern| pattern.fullmatch(text))
}
