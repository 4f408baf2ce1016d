//! mongodb: the address with its options, the certificate, and the name of the database.

mod host;

use crate::consumers::Cause;
use crate::consumers::python::{Py, quoted};
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::certificate::{self, Loaded};
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::pem::{self, END_CERTIFICATE};
use crate::consumers::sources::steps::{Failure, Steps, Stop};
use host::Host;

const REFUSED: &str = "ConfigurableFieldValueError";
const HOST: &str = "host";
const DIRECT: &str = "direct_connection";
const CHOICES: [&str; 4] = ["DATETIME", "DATETIME_CLAMP", "DATETIME_MS", "DATETIME_AUTO"];

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.validate(|| datetime(fields))?;
    steps.validate(|| brackets(&fields.text(HOST)?))?;
    steps.validate(|| encryption(fields))?;
    steps.validate(|| login(fields))?;
    steps.validate(|| address(fields))?;
    steps.validate(|| authority(fields))?;
    steps.validate(|| database(fields))
}

fn wrong_host(kind: &'static str, text: impl Into<Sentence>, words: &'static str) -> Failure {
    Failure::new(Cause::InvalidAddress, HOST, kind, text, words)
}

fn datetime(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    const FIELD: &str = "datetime_conversion";
    let choice = fields.text(FIELD)?;
    if CHOICES.contains(&&*choice) {
        return Ok(());
    }
    let text = Sentence::text("Invalid 'Out-of-range date handling' value '")
        .value(choice)
        .then(format!("'. Must be one of: {}.", CHOICES.join(", ")));
    let words = "is none of DATETIME, DATETIME_CLAMP, DATETIME_MS and DATETIME_AUTO";
    Err(Failure::new(Cause::UnknownChoice, FIELD, REFUSED, text, words).into())
}

fn brackets(host: &str) -> Result<(), Stop> {
    let authority = host::authority(host);
    match (authority.contains('['), authority.contains(']')) {
        (false, false) if authority.is_ascii() => Ok(()),
        (false, false) | (true, true) => Err(Stop::Undecided),
        _ => Err(wrong_host("ValueError", "Invalid IPv6 URL", "has half a pair of brackets").into()),
    }
}

/// What the address says of encryption must be what the field says.
fn encryption(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let host = fields.text(HOST)?;
    for name in ["ssl", "tls"] {
        let Some(value) = host::option(&host, name) else { continue };
        let is_same = match (&*value, fields.value("ssl_enabled")?) {
            ("true", Py::Bool(enabled)) => enabled,
            ("false", Py::Bool(enabled)) => !enabled,
            ("true" | "false", Py::None) | (_, Py::Bool(_)) => false,
            (_, Py::None) => true,
            _ => return Err(Stop::Undecided),
        };
        if !is_same {
            let text = "The value of SSL/TLS must be the same in the hostname and configuration field.";
            let words = "says something else of encryption than the field `ssl_enabled`: set `ssl` or `tls` in it to the same";
            return Err(wrong_host(REFUSED, text, words).and("ssl_enabled").into());
        }
    }
    Ok(())
}

fn login(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    match ["user", "password"].into_iter().find(|name| fields.is_null(name)) {
        None => Ok(()),
        Some(field) => {
            let text = "object of type 'NoneType' has no len()";
            Err(Failure::new(
                Cause::InvalidLogin,
                field,
                "TypeError",
                text,
                "is null, where the source wants a string",
            )
            .into())
        }
    }
}

fn address(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let host = fields.text(HOST)?;
    if host.contains("://") && host::scheme(&host).is_none() {
        let text = "Invalid URI scheme: URI must begin with 'mongodb://' or 'mongodb+srv://'";
        let words = "begins with another scheme than mongodb:// or mongodb+srv://";
        return Err(wrong_host("InvalidURI", text, words).into());
    }
    let parsed = Host::parse(&host).ok_or(Stop::Undecided)?;
    let is_direct = fields.is_truthy(DIRECT)?;
    if parsed.is_service {
        return if parsed.is_plain_service() && !is_direct { Ok(()) } else { Err(Stop::Undecided) };
    }
    if let Some(port) = parsed.bad_port() {
        let text = Sentence::text("Port must be an integer between 0 and 65535: ").value(quoted(port));
        return Err(wrong_host("ValueError", text, "has a port that is no number from 1 to 65535").into());
    }
    if is_direct && parsed.hosts.len() > 1 {
        let text = "Cannot specify multiple hosts with directConnection=true";
        let words = "is on, though the address has several hosts";
        let failure = Failure::new(Cause::InvalidAddress, DIRECT, "ConfigurationError", text, words);
        return Err(failure.and(HOST).into());
    }
    Ok(())
}

fn authority(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if !fields.is_truthy("ssl_enabled")? || !fields.is_truthy(certificate::FIELD)? {
        return Ok(());
    }
    let text = fields.text(certificate::FIELD)?;
    let lines = pem::reflow(&text, END_CERTIFICATE);
    let blocks = pem::blocks(&lines);
    if blocks.iter().any(|block| !certificate::is_name(block.name)) {
        return Err(Stop::Undecided);
    }
    let fail = |message| Err(certificate::failure("SSLError", message, &text).into());
    match certificate::load(&lines) {
        Loaded::Whole => Ok(()),
        _ if blocks.is_empty() => {
            fail("[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found (_ssl.c:")
        }
        _ if blocks.len() > 1 => Err(Stop::Undecided),
        Loaded::Nothing => fail("[X509] PEM lib (_ssl.c:"),
        Loaded::Partly | Loaded::Undecided => Err(Stop::Undecided),
    }
}

fn database(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let name = fields.text("database")?;
    if fields.text(HOST)?.starts_with("mongodb+srv://") || name == "$external" {
        return Ok(());
    }
    let Some(mark) = [" ", ".", "$", "/", "\\", "\0", "\""].into_iter().find(|mark| name.contains(mark))
    else {
        return Ok(());
    };
    let text = Sentence::text("database names cannot contain the character ").value(quoted(mark));
    let words = "has a character that no name of a database has: ";
    let failure = Failure::new(Cause::InvalidAddress, "database", "InvalidName", text, words);
    Err(failure.inside(quoted(mark)).into())
}
