//! redis: the address that it builds of four fields, and the files of mutual encryption.

use crate::consumers::Cause;
use crate::consumers::python::quoted;
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::certificate;
use crate::consumers::sources::fields::{Fields, is_everything};
use crate::consumers::sources::pem::{self, END_CERTIFICATE};
use crate::consumers::sources::steps::{Failure, Steps, Stop};

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.validate(|| if connects(fields)? { address(fields) } else { Ok(()) })?;
    steps.validate(|| if connects(fields)? { files(fields) } else { Ok(()) })
}

/// Whether the source connects while it validates.
fn connects(fields: &Fields<'_, '_>) -> Result<bool, Stop> {
    Ok(!is_everything(&fields.items("database")?))
}

fn address(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let shown = |name| -> Result<String, Stop> {
        fields.value(name)?.str().map(std::borrow::Cow::into_owned).map_err(|_| Stop::Undecided)
    };
    let login = format!("{}:{}", shown("username")?, shown("password")?);
    let whole = format!("{login}@{}:{}", shown("host")?, shown("port")?);
    let is_open = !whole.is_ascii()
        || whole.contains(|one: char| one.is_ascii_control())
        || whole.split_once('?').is_some_and(|(_, query)| query.contains('='))
        || whole.contains('[') && whole.contains(']');
    let authority = whole.split(['/', '?', '#']).next().unwrap_or_default();
    let is_cut_in_login = authority.len() <= login.len();
    // What the message shows may be a part of the password: then it is about the password, and masked with it.
    let fail = |text: Sentence, words: &'static str| {
        let order = if is_cut_in_login {
            ["password", "host", "port", "username"]
        } else {
            ["host", "password", "port", "username"]
        };
        let failure = Failure::new(Cause::InvalidAddress, order[0], "ValueError", text, words);
        Err(order.into_iter().fold(failure, Failure::and_alike).into())
    };
    if authority.contains('[') != authority.contains(']') {
        return fail(
            "Invalid IPv6 URL".into(),
            "is a part of the address that the source builds of user, password, host and port; it has half a pair of brackets",
        );
    }
    if is_open {
        return Err(Stop::Undecided);
    }
    let behind = authority.rsplit('@').next().unwrap_or_default();
    let port = behind.split_once(':').map_or("", |(_, after)| after);
    let digits = port.trim_start_matches('0');
    if port.bytes().any(|one| !one.is_ascii_digit()) {
        let text = Sentence::text("Port could not be cast to integer value as ").value(quoted(port));
        return fail(
            text,
            "is a part of the address that the source builds of user, password, host and port, and whose port is no number",
        );
    }
    if digits.len() > 5 || digits.parse::<u32>().is_ok_and(|port| port > 65535) {
        return fail(
            "Port out of range 0-65535".into(),
            "is a part of the address that the source builds of user, password, host and port, and whose port is beyond 65535",
        );
    }
    Ok(())
}

fn files(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if !fields.is_truthy("ssl_enabled")? || !fields.is_truthy("mutual_tls_enabled")? {
        return Ok(());
    }
    // What is in the blocks is not judged.
    let holds = |lines: &str, is_wanted: fn(&str) -> bool| {
        pem::blocks(lines).iter().any(|block| is_wanted(block.name))
    };
    let fail = |field, words: &'static str| {
        let failure = Failure::new(Cause::InvalidCertificate, field, "ConnectionError", "Error ", words);
        Err(failure.and("tls_certfile").and("tls_keyfile").into())
    };
    let certificate = fields.text("tls_certfile")?;
    if !holds(&pem::reflow(&certificate, END_CERTIFICATE), certificate::is_name) {
        return fail("tls_certfile", certificate::what_is(&certificate));
    }
    let key = pem::reflow(&fields.text("tls_keyfile")?, "-----END RSA PRIVATE KEY-----");
    if !holds(&key, |name| name.ends_with("PRIVATE KEY")) {
        return fail(
            "tls_keyfile",
            "holds no private key in PEM; on one line it must end with `-----END RSA PRIVATE KEY-----`",
        );
    }
    Err(Stop::Undecided)
}
