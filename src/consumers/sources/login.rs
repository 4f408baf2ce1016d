//! A login by HTTP basic authentication.

use crate::consumers::Cause;
use crate::consumers::python::Py;
use crate::consumers::service::Knowledge;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Stop};

/// Builds the header of these two fields.
pub(super) fn check(fields: &Fields<'_, '_>, user: &'static str, password: &'static str) -> Result<(), Stop> {
    let fail = |field, text: &'static str, words: &'static str| {
        Err(Failure::new(Cause::InvalidLogin, field, "ValueError", text, words).into())
    };
    let login = fields.knowledge(user);
    if let Knowledge::Value(Py::None) = login {
        return fail(user, "None is not allowed as login value", "is null, and a login needs a name");
    }
    if fields.is_null(password) {
        return fail(
            password,
            "None is not allowed as password value",
            "is null, and a login needs a password",
        );
    }
    match login {
        Knowledge::Value(Py::Str(name)) if name.contains(':') => fail(
            user,
            "A \":\" is not allowed in login (RFC 1945#section-11.1)",
            "has a colon, which ends the name in a login: write the name alone",
        ),
        Knowledge::Value(Py::Str(_)) => Ok(()),
        _ => Err(Stop::Undecided),
    }
}
