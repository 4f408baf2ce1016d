//! Paths as URIs and bytes as Base64.

use std::fmt::Write as _;
use std::path::Path;

/// A file's name in a log.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Uri {
    /// With a scheme; for a path from the root of a machine, which only somebody who named it so has in a report.
    Absolute(String),
    /// Relative to the root of the run.
    Relative(String),
}

/// A path with `/` as a URI (RFC 3986): every byte but letters, digits, `-._~` and `/` as `%XX`, so that nothing in a
/// name is a scheme, a query or a fragment.
pub(super) fn uri(path: &str) -> Uri {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            // Writing into a string cannot fail.
            other => drop(write!(encoded, "%{other:02X}")),
        }
    }
    if !Path::new(path).is_absolute() {
        return Uri::Relative(encoded);
    }
    // A drive of Windows has no slash before it.
    let slash = if encoded.starts_with('/') { "" } else { "/" };
    Uri::Absolute(format!("file://{slash}{encoded}"))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes in Base64 with padding (RFC 4648).
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits =
            (0..3).fold(0_usize, |bits, at| bits << 8 | chunk.get(at).map_or(0, |byte| usize::from(*byte)));
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 0x3F;
            encoded.push(if digit > chunk.len() { '=' } else { char::from(DIGITS[value]) });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_has_a_meaning() {
        let relative = |path| match uri(path) {
            Uri::Relative(uri) => uri,
            Uri::Absolute(uri) => panic!("{uri}"),
        };
        assert_eq!(relative("connectors/a-b_c~1.toml"), "connectors/a-b_c~1.toml");
        assert_eq!(relative("a,b:c%0A.toml"), "a%2Cb%3Ac%250A.toml");
        assert_eq!(relative("x y#?[\u{1b}].json"), "x%20y%23%3F%5B%1B%5D.json");
        assert_eq!(relative("漢.toml"), "%E6%BC%A2.toml");
    }

    #[cfg(unix)]
    #[test]
    fn a_path_from_the_root_has_a_scheme() {
        assert_eq!(uri("/etc/a b.toml"), Uri::Absolute("file:///etc/a%20b.toml".to_owned()));
    }

    #[test]
    fn bytes_are_padded() {
        for (plain, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("漢", "5ryi")]
        {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
        assert_eq!(base64(&[0xFB, 0xFF, 0xBF]), "+/+/");
    }
}
