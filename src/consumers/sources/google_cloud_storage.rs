//! `google_cloud_storage`: the service account, twice.

use crate::consumers::Cause;
use crate::consumers::python::Py;
use crate::consumers::sources::account;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Steps, Stop};

const SERVICE: &str = "Google Cloud Storage";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.set_logger(|| set_logger(fields))?;
    steps.validate(|| account::with_known_keys(fields, SERVICE).map(drop))
}

fn set_logger(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let account = account::load(fields, SERVICE)?;
    let Py::Dict(members) = &account else {
        let text = format!("'{}' object has no attribute 'get'", account.type_name());
        return Err(account::no_object("AttributeError", text));
    };
    let key = members.iter().find(|(name, _)| name == "private_key").map(|(_, key)| key);
    key.filter(|key| key.is_truthy()).map_or(Ok(()), private_key)
}

/// The source looks for line breaks in the key, and strips it where there are none.
fn private_key(key: &Py<'_>) -> Result<(), Stop> {
    let is_break = |item: &Py<'_>| matches!(item, Py::Str(text) if text == "\n");
    let (kind, text) = match key {
        Py::Str(_) => return Ok(()),
        Py::List(items) if items.iter().any(is_break) => return Ok(()),
        Py::Dict(members) if members.iter().any(|(name, _)| name == "\n") => return Ok(()),
        Py::List(_) | Py::Dict(_) => {
            ("AttributeError", format!("'{}' object has no attribute 'strip'", key.type_name()))
        }
        _ => ("TypeError", format!("argument of type '{}' is not iterable", key.type_name())),
    };
    let words = "has a `private_key` that is no string";
    Err(Failure::new(Cause::InvalidServiceAccount, account::FIELD, kind, text, words).into())
}
