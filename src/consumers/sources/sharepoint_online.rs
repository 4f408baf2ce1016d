//! `sharepoint_online`: the credentials that the chosen method wants, the tenant, and the certificate with its key.

use crate::consumers::Cause;
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::certificate;
use crate::consumers::sources::der;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::key::{self, Kind};
use crate::consumers::sources::steps::{Failure, Steps, Stop};

const SECRET: &str = "secret_value";
const CERTIFICATE: &str = "certificate";
const KEY: &str = "private_key";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.set_logger(|| credentials(fields))?;
    steps.validate(|| tenant(fields))?;
    steps.validate(|| key_pair(fields))
}

fn credentials(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let method = fields.text("auth_method")?;
    match &*method {
        "secret" if fields.is_truthy(SECRET)? => Ok(()),
        "secret" => Err(lacking(SECRET, "is empty, though the method is secret").into()),
        "certificate" => match (fields.is_truthy(CERTIFICATE)?, fields.is_truthy(KEY)?) {
            (true, true) => Ok(()),
            (true, false) => Err(lacking(KEY, LACKING).into()),
            (false, true) => Err(lacking(CERTIFICATE, LACKING).into()),
            (false, false) if fields.is_truthy(SECRET)? => Ok(()),
            (false, false) => Err(lacking(CERTIFICATE, LACKING).and_alike(KEY).into()),
        },
        _ => {
            let text = Sentence::text("Unexpected auth method: ").value(method);
            let words = "is neither secret nor certificate";
            Err(Failure::new(Cause::UnknownChoice, "auth_method", "Exception", text, words).into())
        }
    }
}

const LACKING: &str =
    "is empty, though the method is certificate, which wants both a certificate and a private key";

fn lacking(field: &'static str, words: &'static str) -> Failure {
    let text =
        "Unexpected authentication: either a client_secret or certificate+private_key should be provided";
    Failure::new(Cause::UnknownChoice, field, "Exception", text, words)
}

/// Whether a certificate is what the source logs in with.
fn uses_certificate(fields: &Fields<'_, '_>) -> Result<bool, Stop> {
    Ok(fields.text("auth_method")? == "certificate"
        && fields.is_truthy(CERTIFICATE)?
        && fields.is_truthy(KEY)?)
}

fn tenant(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let is_plain = |one: char| one.is_ascii_alphanumeric() || one == '.' || one == '-';
    if !uses_certificate(fields)? || fields.text("tenant_id")?.chars().all(is_plain) {
        return Ok(());
    }
    let text = "Invalid tenant ID provided. You can locate your tenant ID by following the instructions here: \
                https://learn.microsoft.com/partner-center/find-ids-and-domain-names";
    let words = "is no tenant: an id or a domain has only letters, digits, dots and hyphens";
    Err(Failure::new(Cause::InvalidAddress, "tenant_id", "ValueError", text, words).into())
}

fn key_pair(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if !uses_certificate(fields)? {
        return Ok(());
    }
    let text = format!("{}\n{}", fields.text(CERTIFICATE)?, fields.text(KEY)?);
    let about_certificate = |text: &'static str, words: &'static str| {
        Err(Failure::new(Cause::InvalidCertificate, CERTIFICATE, "ValueError", text, words).and(KEY).into())
    };
    let about_key = |kind, text: &'static str, words: &'static str| {
        Err(Failure::new(Cause::InvalidPrivateKey, KEY, kind, text, words).and(CERTIFICATE).into())
    };
    let kind = match key::kind(&text) {
        Kind::NoPem => {
            return about_certificate(
                "Failed to deserialize certificate in PEM or PKCS12 format",
                "is no PEM, and the private key is none either: both want the text of a file, `-----BEGIN` and \
                 `-----END` lines included",
            );
        }
        Kind::NoKey => {
            return about_key(
                "ValueError",
                "Valid PEM but no BEGIN/END delimiters for a private key found. Are you sure this is a private key?",
                "is no private key in PEM: it begins with `-----BEGIN PRIVATE KEY-----`",
            );
        }
        Kind::Encrypted => {
            return about_key(
                "TypeError",
                "Password was not given but private key is encrypted",
                "is encrypted with a password, which the source cannot be given",
            );
        }
        Kind::Undecided => return Err(Stop::Undecided),
        kind @ (Kind::Curve | Kind::Rsa) => kind,
    };
    let blocks = key::blocks(&text).ok_or(Stop::Undecided)?;
    let Some(block) = blocks.iter().find(|block| certificate::is_name(block.name)) else {
        return about_certificate(
            "Valid PEM but no BEGIN CERTIFICATE/END CERTIFICATE delimiters. Are you sure this is a certificate?",
            "is PEM, but no certificate: it begins with `-----BEGIN CERTIFICATE-----`",
        );
    };
    match kind {
        _ if !der::is_certificate(&block.bytes) => Err(Stop::Undecided),
        Kind::Curve => about_key(
            "ValueError",
            "The certificate must have an RSA private key because RS256 is used for signing",
            "is a key on an elliptic curve, and the login is signed with RSA",
        ),
        _ => Ok(()),
    }
}
