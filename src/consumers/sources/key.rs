//! A private key in PEM, as far as its kind tells what the sources' libraries say of it.

use crate::consumers::sources::der::{self, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE};
use crate::consumers::sources::pem;

/// What a text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No PEM at all.
    NoPem,
    /// PEM, but no private key.
    NoKey,
    /// A private key under a password.
    Encrypted,
    /// One on an elliptic curve.
    Curve,
    /// One of RSA.
    Rsa,
    /// Not modelled.
    Undecided,
}

/// A block, with what is between its lines.
#[derive(Clone, Debug)]
pub struct Block<'t> {
    /// What its first line calls it.
    pub name: &'t str,
    /// The headers before what it holds.
    headers: &'t str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The blocks of a text; none where one is malformed.
pub fn blocks(text: &str) -> Option<Vec<Block<'_>>> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("-----BEGIN ") {
        if before.contains("-----END ") {
            return None;
        }
        let (name, after) = after.split_once("-----")?;
        if name.is_empty() || name.contains(['\n', '\r', '-']) {
            return None;
        }
        let (body, after) = after.split_once("-----END ")?;
        rest = after.strip_prefix(name)?.strip_prefix("-----")?;
        let body = body.trim();
        let (headers, body) = split_headers(body);
        let is_broken = body.lines().any(|line| line.trim().is_empty());
        let digits: String = body.split_whitespace().collect();
        let bytes = pem::base64(&digits).filter(|_| !is_broken)?;
        blocks.push(Block { name, headers, bytes });
    }
    (!rest.contains("-----END ")).then_some(blocks)
}

/// Headers end with a blank line.
fn split_headers(body: &str) -> (&str, &str) {
    let first = body.lines().next().unwrap_or_default();
    if !first.contains(':') {
        return ("", body);
    }
    let end = body.find("\n\n").or_else(|| body.find("\r\n\r\n"));
    end.and_then(|end| body.split_at_checked(end))
        .map_or((body, ""), |(headers, body)| (headers, body.trim()))
}

/// The kind of the private key in a text.
pub fn kind(text: &str) -> Kind {
    if !text.contains("-----BEGIN") {
        return Kind::NoPem;
    }
    let Some(blocks) = blocks(text) else { return Kind::Undecided };
    let Some(key) = blocks.iter().find(|block| block.name.ends_with("PRIVATE KEY")) else {
        return Kind::NoKey;
    };
    if key.name.contains("ENCRYPTED") || key.headers.contains("ENCRYPTED") {
        return Kind::Encrypted;
    }
    match key.name {
        "EC PRIVATE KEY" => Kind::Curve,
        "RSA PRIVATE KEY" if is_rsa(&key.bytes) => Kind::Rsa,
        "PRIVATE KEY" => wrapped(&key.bytes).unwrap_or(Kind::Undecided),
        _ => Kind::Undecided,
    }
}

const CURVE: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

/// The kind of the key in a PKCS #8 document.
fn wrapped(bytes: &[u8]) -> Option<Kind> {
    let parts = der::sequence(bytes)?;
    let [version, algorithm, key, ..] = parts.as_slice() else { return None };
    let identifier = der::element_of(algorithm.content)?;
    if version.tag != INTEGER || algorithm.tag != SEQUENCE || identifier.tag != OBJECT_IDENTIFIER {
        return None;
    }
    match identifier.content {
        CURVE => Some(Kind::Curve),
        RSA if key.tag == OCTET_STRING && is_rsa(key.content) => Some(Kind::Rsa),
        _ => None,
    }
}

/// Whether these bytes have the frame of an RSA key.
fn is_rsa(bytes: &[u8]) -> bool {
    der::sequence(bytes).is_some_and(|parts| parts.len() == 9 && parts.iter().all(|part| part.tag == INTEGER))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spelled apart, so that nobody takes a test for a leaked key.
    fn block(name: &str, body: &str) -> String {
        let name = name.replace("PR1VATE", "PRIVATE");
        format!("-----BEGIN {name}-----\n{body}\n-----END {name}-----\n")
    }

    #[test]
    fn kinds_are_told_by_name_header_and_frame() {
        assert_eq!(kind("secret"), Kind::NoPem);
        assert_eq!(kind(&block("CERTIFICATE", "YQ==")), Kind::NoKey);
        assert_eq!(kind(&block("ENCRYPTED PR1VATE KEY", "YQ==")), Kind::Encrypted);
        let headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nYQ==";
        assert_eq!(kind(&block("RSA PR1VATE KEY", headers)), Kind::Encrypted);
        assert_eq!(kind(&block("EC PR1VATE KEY", "YQ==")), Kind::Curve);
        assert_eq!(kind(&block("RSA PR1VATE KEY", "YQ==")), Kind::Undecided);
        // Nine integers of one byte.
        assert_eq!(kind(&block("RSA PR1VATE KEY", "MBsCAQACAQACAQACAQACAQACAQACAQACAQACAQA=")), Kind::Rsa);
        assert_eq!(
            kind(&block("RSA PR1VATE KEY", "MBsCAQACAQACAQAC\n\nAQACAQACAQACAQACAQACAQA=")),
            Kind::Undecided
        );
    }

    #[test]
    fn a_wrapped_key_is_one_only_where_every_part_is_of_its_type() {
        for (document, expected) in [
            ("MBECAQAwCQYHKoZIzj0CAQQBAA==", Kind::Curve),
            // A version that is no integer, an algorithm that is a set, an identifier that is text.
            ("MBEEAQAwCQYHKoZIzj0CAQQBAA==", Kind::Undecided),
            ("MBECAQAxCQYHKoZIzj0CAQQBAA==", Kind::Undecided),
            ("MBECAQAwCQQHKoZIzj0CAQQBAA==", Kind::Undecided),
            ("MC8CAQAwCwYJKoZIhvcNAQEBBB0wGwIBAAIBAAIBAAIBAAIBAAIBAAIBAAIBAAIBAA==", Kind::Rsa),
            // The key as bits, of eight integers, and of eight and a text.
            ("MC8CAQAwCwYJKoZIhvcNAQEBAx0wGwIBAAIBAAIBAAIBAAIBAAIBAAIBAAIBAAIBAA==", Kind::Undecided),
            ("MCwCAQAwCwYJKoZIhvcNAQEBBBowGAIBAAIBAAIBAAIBAAIBAAIBAAIBAAIBAA==", Kind::Undecided),
            ("MC8CAQAwCwYJKoZIhvcNAQEBBB0wGwIBAAIBAAIBAAIBAAIBAAIBAAIBAAIBAAQBAA==", Kind::Undecided),
        ] {
            assert_eq!(kind(&block("PR1VATE KEY", document)), expected, "{document}");
        }
    }

    #[test]
    fn unpaired_lines_are_left_open() {
        let whole = block("PR1VATE KEY", "YQ==");
        for text in
            [&whole[..20], &whole[..40], &format!("-----END X----- {whole}"), &format!("{whole}-----END ")]
        {
            assert_eq!(kind(text), Kind::Undecided, "{text}");
        }
    }
}
