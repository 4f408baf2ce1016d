//! A Google service account: the text of its key file, as the Google sources read it.

use crate::consumers::Cause;
use crate::consumers::python::Py;
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::document::{self, Fault};
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Stop};

/// The field that all Google sources have for it.
pub(super) const FIELD: &str = "service_account_credentials";

/// The keys that a service account may have.
const KEYS: [&str; 14] = [
    "type",
    "project_id",
    "private_key_id",
    "private_key",
    "client_email",
    "client_id",
    "auth_uri",
    "token_uri",
    "auth_provider_x509_cert_url",
    "client_x509_cert_url",
    "subject",
    "scopes",
    "additional_claims",
    "universe_domain",
];

const REFUSED: &str = "ConfigurableFieldValueError";

fn failure(kind: &'static str, text: impl Into<Sentence>, words: &'static str) -> Failure {
    Failure::new(Cause::InvalidServiceAccount, FIELD, kind, text, words)
}

/// The failure of a text that holds something else than an object.
pub(super) fn no_object(kind: &'static str, message: String) -> Stop {
    failure(kind, message, "is JSON, but no object: paste the whole key file of the service account").into()
}

/// Reads the service account of a connector; `service` is what messages call it. A string is read once more, whatever
/// comes out.
pub(super) fn load(fields: &Fields<'_, '_>, service: &str) -> Result<Py<'static>, Stop> {
    let text = fields.text(FIELD)?;
    let refused = |fault| refused(fault, service);
    match document::parse(&text).map_err(refused)? {
        Py::Str(text) => document::parse(&text).map_err(refused),
        object @ Py::Dict(_) => Ok(object),
        _ => Err(no_object(REFUSED, format!("{service} service account is not a valid JSON."))),
    }
}

fn refused(fault: Fault, service: &str) -> Stop {
    match fault {
        Fault::Undecided => Stop::Undecided,
        Fault::Refused { message, place } => {
            let start = format!("{service} service account is not a valid JSON. Exception: ");
            not_json(FIELD, start, &message, place).into()
        }
    }
}

/// The failure of a field that is no JSON. The place in it is masked with its value.
pub(super) fn not_json(field: &'static str, start: String, message: &str, place: Option<String>) -> Failure {
    let text = Sentence::text(start).then(message.to_owned());
    let words = format!("is not JSON that Python can read: {message}");
    match place {
        Some(place) => Failure::new(
            Cause::InvalidJson,
            field,
            REFUSED,
            text.then(": ").value(place.clone()),
            format!("{words}, at "),
        )
        .inside(place),
        None => Failure::new(Cause::InvalidJson, field, REFUSED, text, words),
    }
}

/// Reads a service account and refuses unexpected keys, the first one first.
pub(super) fn with_known_keys(fields: &Fields<'_, '_>, service: &str) -> Result<Py<'static>, Stop> {
    let account = load(fields, service)?;
    let Py::Dict(members) = &account else {
        let message = format!("'{}' object has no attribute 'keys'", account.type_name());
        return Err(no_object("AttributeError", message));
    };
    match members.iter().find(|(key, _)| !KEYS.contains(&&**key)) {
        None => Ok(account),
        Some((key, _)) => {
            let text =
                Sentence::text(format!("{service} service account JSON contains an unexpected key: '"))
                    .value(key.clone().into_owned())
                    .then("'. Allowed keys are: ");
            Err(failure(REFUSED, text, "has a key that no service account has: ")
                .inside(format!("`{key}`"))
                .into())
        }
    }
}

/// Makes credentials of an account, every key an argument.
pub(super) fn credentials(account: &Py<'_>) -> Result<(), Stop> {
    let Py::Dict(members) = account else { return Err(Stop::Undecided) };
    let has = |name: &str| members.iter().any(|(key, _)| key == name);
    let fail = |text: Sentence, words| Err(Stop::from(failure("TypeError", text, words)));
    if has("scopes") {
        let text =
            "aiogoogle.auth.creds.ServiceAccountCreds() got multiple values for keyword argument 'scopes'";
        return fail(text.into(), "has the key `scopes`, which the source gives itself: take it out");
    }
    if has("self") {
        let text = "ServiceAccountCreds.__init__() got multiple values for argument 'self'";
        return fail(text.into(), "has the key `self`, which no service account has: take it out");
    }
    match members.iter().find(|(key, _)| !KEYS.contains(&&**key)) {
        None => Ok(()),
        Some((key, _)) => {
            let text = Sentence::text("ServiceAccountCreds.__init__() got an unexpected keyword argument '")
                .value(key.clone().into_owned())
                .then("'");
            let words = "has a key that no service account has: ";
            Err(failure("TypeError", text, words).inside(format!("`{key}`")).into())
        }
    }
}
