//! jira: its address must not be empty, then the certificate.

use crate::consumers::Cause;
use crate::consumers::python::Py;
use crate::consumers::sources::certificate;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Steps, Stop};

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.construct(|| address(fields))?;
    steps.construct(|| certificate::if_enabled(fields))
}

fn address(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let (kind, text) = match fields.value("jira_url")? {
        Py::Str(text) if text.is_empty() => ("IndexError", "string index out of range"),
        Py::None => ("TypeError", "'NoneType' object is not subscriptable"),
        _ => return Ok(()),
    };
    let words = "is empty, though the source looks at its last letter, whatever its data source is";
    Err(Failure::new(Cause::InvalidAddress, "jira_url", kind, text, words).into())
}
