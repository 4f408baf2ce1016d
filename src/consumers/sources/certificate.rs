//! The certificate of an authority, given as text: what `ssl.create_default_context(cadata=…)` loads of it.

use crate::consumers::Cause;
use crate::consumers::sources::der;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::pem::{self, Block, END_CERTIFICATE};
use crate::consumers::sources::steps::{Failure, Stop};

/// What OpenSSL makes of the certificates in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// All are loaded.
    Whole,
    /// There is not one.
    Nothing,
    /// A bad one follows a good one.
    Partly,
    /// Not modelled.
    Undecided,
}

/// What is loaded of a text in lines.
pub fn load(lines: &str) -> Loaded {
    let blocks = pem::blocks(lines);
    let is_lonely = lines.matches("-----BEGIN ").nth(1).is_none();
    if blocks.iter().any(|block| block.bytes.is_none()) {
        return if is_lonely { Loaded::Nothing } else { Loaded::Undecided };
    }
    let mut loaded = Loaded::Nothing;
    for block in blocks.iter().filter(|block| is_name(block.name)) {
        match (is_whole(block), loaded) {
            (true, _) => loaded = Loaded::Whole,
            (false, Loaded::Whole) => return Loaded::Partly,
            (false, _) => return Loaded::Nothing,
        }
    }
    loaded
}

/// Whether blocks of this name are taken for certificates.
pub(super) fn is_name(name: &str) -> bool {
    matches!(name, "CERTIFICATE" | "X509 CERTIFICATE")
}

/// Whether it is one.
pub(super) fn is_whole(block: &Block<'_>) -> bool {
    block.bytes.as_deref().is_some_and(der::is_certificate)
}

/// The field that all sources have for it.
pub(super) const FIELD: &str = "ssl_ca";

/// Loads the certificate where encryption is on and there is one.
pub(super) fn if_enabled(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if fields.is_truthy("ssl_enabled")? && fields.is_truthy(FIELD)? {
        check(&fields.text(FIELD)?)?;
    }
    Ok(())
}

/// Loads a certificate from the text of its field.
pub(super) fn check(text: &str) -> Result<(), Stop> {
    let lines = pem::reflow(text, END_CERTIFICATE);
    let fail = |kind, message: &'static str| Stop::from(failure(kind, message, text));
    if lines.is_empty() {
        return Err(fail("ValueError", "Empty certificate data"));
    }
    if !lines.is_ascii() {
        return Err(fail("TypeError", NOT_ASCII));
    }
    match load(&lines) {
        Loaded::Whole => Ok(()),
        Loaded::Nothing => {
            Err(fail("SSLError", "no start line: cadata does not contain a certificate (_ssl.c:"))
        }
        Loaded::Partly => Err(fail("SSLError", "[")),
        Loaded::Undecided => Err(Stop::Undecided),
    }
}

/// What Python says of letters beyond ASCII.
pub(super) const NOT_ASCII: &str = "cadata should be an ASCII string or a bytes-like object";

/// The failure of a certificate's field.
pub(super) fn failure(kind: &'static str, message: &'static str, text: &str) -> Failure {
    Failure::new(Cause::InvalidCertificate, FIELD, kind, message, what_is(text))
}

/// What a text is instead of a certificate, in words that follow the name of the field.
pub(super) fn what_is(text: &str) -> &'static str {
    let text = text.trim();
    let is_pem = text.contains("-----BEGIN");
    let is_one_line = !text.contains('\n');
    if text.is_empty() {
        "is empty, but encryption is on"
    } else if text.contains("BEGIN CERTIFICATE REQUEST") || text.contains("BEGIN NEW CERTIFICATE REQUEST") {
        "is a request for a certificate, which the authority has yet to sign"
    } else if !text.contains("BEGIN CERTIFICATE")
        && !text.contains("BEGIN X509")
        && text.contains("PRIVATE KEY-----")
    {
        "is a private key; the field wants the certificate's text"
    } else if is_pem && !text.is_ascii() {
        "has a letter that is not ASCII, and a certificate has none"
    } else if is_pem && !text.contains("-----END") {
        "is cut: its `-----END CERTIFICATE-----` is missing"
    } else if is_pem && is_one_line && !text.contains(END_CERTIFICATE) {
        "is on one line, where the source looks for `-----END CERTIFICATE-----` and does not find it"
    } else if is_pem {
        "is a damaged certificate: what is between its first and last line is cut, altered or something else"
    } else if is_one_line && is_path(text) {
        "is the path of a file; the field wants the certificate's text"
    } else if text.contains("-----END") {
        "is cut: its `-----BEGIN CERTIFICATE-----` is missing"
    } else if text.len() >= 32
        && text.bytes().all(|one| one.is_ascii_alphanumeric() || b"+/= \r\n".contains(&one))
    {
        "is base64 without the lines `-----BEGIN CERTIFICATE-----` and `-----END CERTIFICATE-----` around it"
    } else {
        "holds no certificate"
    }
}

fn is_path(text: &str) -> bool {
    let endings = [".pem", ".crt", ".cer", ".der", ".ca", ".cert", ".p12", ".pfx"];
    let lower = text.to_ascii_lowercase();
    let is_absolute = ["/", "./", "../", "~/", "\\\\", "file:"].iter().any(|start| lower.starts_with(start));
    let is_drive = lower.as_bytes().get(1..3) == Some(b":\\");
    (is_absolute && text.len() < 1000 && !lower.contains("=="))
        || is_drive
        || endings.iter().any(|end| lower.ends_with(end))
}
