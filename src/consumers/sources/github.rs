//! github: the host, the certificate, then the repositories as the chosen method reads them.

use crate::consumers::Cause;
use crate::consumers::python::Py;
use crate::consumers::sources::certificate;
use crate::consumers::sources::fields::{Fields, first_non_string};
use crate::consumers::sources::key::{self, Kind};
use crate::consumers::sources::steps::{Failure, Steps, Stop};

const REPOSITORIES: &str = "repositories";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.construct(|| host(fields))?;
    steps.construct(|| certificate::if_enabled(fields))?;
    steps.validate(|| repositories(fields))
}

fn host(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if fields.text("data_source")? == "github_cloud" || !fields.is_null("host") {
        return Ok(());
    }
    let text = "'NoneType' object has no attribute 'rstrip'";
    let words = "is null, though a GitHub server of one's own needs an address";
    Err(Failure::new(Cause::InvalidAddress, "host", "AttributeError", text, words).into())
}

fn repositories(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let method = fields.text("auth_method")?;
    if method == "personal_access_token" {
        return Ok(());
    }
    let items = fields.items(REPOSITORIES)?;
    if items.iter().any(|item| matches!(item, Py::Str(name) if name == "*")) {
        return Ok(());
    }
    if method == "github_app" { app(fields, &items) } else { other(fields, &items) }
}

fn app(fields: &Fields<'_, '_>, items: &[Py<'_>]) -> Result<(), Stop> {
    if let Some(item) = items.iter().find(|item| item.is_truthy() && !item.is_str()) {
        let text = format!("'{}' object has no attribute 'strip'", item.type_name());
        return Err(Failure::new(Cause::UnusableItem, REPOSITORIES, "AttributeError", text, NO_NAME).into());
    }
    let text = fields.text("private_key")?;
    let fail = |kind, text: &'static str, words: &'static str| {
        Err(Failure::new(Cause::InvalidPrivateKey, "private_key", kind, text, words).into())
    };
    match key::kind(&text) {
        Kind::Rsa => Ok(()),
        Kind::NoPem if !text.starts_with("ssh-rsa") => fail(
            "InvalidKeyError",
            "Could not parse the provided public key.",
            "is no private key in PEM: its first line is `-----BEGIN RSA PRIVATE KEY-----` in the file from GitHub",
        ),
        Kind::Encrypted => fail(
            "TypeError",
            "Password was not given but private key is encrypted",
            "is encrypted with a password, which the source cannot be given",
        ),
        Kind::Curve => fail(
            "InvalidKeyError",
            "Expected one of <generator object",
            "is a key on an elliptic curve, and GitHub wants one of RSA",
        ),
        Kind::NoPem | Kind::NoKey | Kind::Undecided => Err(Stop::Undecided),
    }
}

const NO_NAME: &str = "has an item that is no string: the source wants names of repositories";

fn other(fields: &Fields<'_, '_>, items: &[Py<'_>]) -> Result<(), Stop> {
    if fields.text("repo_type")? != "other" {
        names(fields, items)?;
    }
    let words =
        "is none of the methods that the source knows, so that it asks for an app's token and has none";
    let kind = "NoInstallationAccessTokenException";
    Err(Failure::new(Cause::UnknownChoice, "auth_method", kind, "", words).into())
}

fn names(fields: &Fields<'_, '_>, items: &[Py<'_>]) -> Result<(), Stop> {
    if let Some((_, item)) = first_non_string(items) {
        if !matches!(item, Py::Bool(_) | Py::Int(_) | Py::Float(_)) {
            return Err(Stop::Undecided);
        }
        let text = format!("argument of type '{}' is not iterable", item.type_name());
        return Err(Failure::new(Cause::UnusableItem, REPOSITORIES, "TypeError", text, NO_NAME).into());
    }
    let slashes = |item: &Py<'_>| if let Py::Str(name) = item { name.matches('/').count() } else { 0 };
    let is_any = |test: fn(usize) -> bool| items.iter().any(|item| test(slashes(item)));
    let fail = |field, words: &'static str| {
        let text = "too many values to unpack (expected 2)";
        Err(Failure::new(Cause::UnusableItem, field, "ValueError", text, words).into())
    };
    if is_any(|count| count > 1) {
        return fail(
            REPOSITORIES,
            "has a name with more than one `/`: the source wants `owner/name` or `name`",
        );
    }
    if is_any(|count| count == 0) && fields.text("org_name")?.contains('/') {
        return fail("org_name", "has a `/`, though it is put before the names of repositories");
    }
    Ok(())
}
