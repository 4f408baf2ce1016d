//! PEM: how the sources bring a text into lines, and the blocks in it.

use crate::consumers::python::character::is_space;

/// The last line of a certificate.
pub const END_CERTIFICATE: &str = "-----END CERTIFICATE-----";

/// Brings a text of one line into lines, and cleans one of several (`get_pem_format`). `end` is the last line of a
/// block. A text of one line without any such end becomes empty.
pub fn reflow(text: &str, end: &str) -> String {
    let text = text.trim_matches(is_space);
    if text.contains('\n') {
        let lines = text.split(is_line_break).map(|line| line.trim_matches(is_space));
        return lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    }
    let words = end.matches(' ').count();
    let parts: Vec<&str> = text.split(end).collect();
    match parts.len() {
        2 => broken(text, words),
        count => {
            let mut out = String::new();
            for part in &parts[..count - 1] {
                out.push_str(&broken(&format!("{}\n{end}", part.trim_matches(is_space)), words));
                out.push('\n');
            }
            out
        }
    }
}

/// Every blank becomes a line break, but for so many at both ends.
fn broken(text: &str, kept: usize) -> String {
    let mut text = text.replace(' ', "\n");
    let first: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).take(kept).collect();
    let skip = |at: &usize| !first.contains(at);
    let last: Vec<usize> = text.rmatch_indices('\n').map(|(at, _)| at).filter(skip).take(kept).collect();
    for at in first.into_iter().chain(last) {
        text.replace_range(at..=at, " ");
    }
    text
}

/// Where `str.splitlines` splits.
fn is_line_break(character: char) -> bool {
    matches!(character, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A block of a text, or what should be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'t> {
    /// What the first line calls it.
    pub name: &'t str,
    /// What it holds; none where it has no end or is no base64.
    pub bytes: Option<Vec<u8>>,
}

/// The blocks in the lines of a text, as OpenSSL finds them.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().map(str::trim_end);
    while let Some(line) = lines.next() {
        let Some(name) = begun(line) else { continue };
        let mut body = String::new();
        let mut is_closed = false;
        for line in lines.by_ref() {
            if line.starts_with("-----END ") {
                is_closed =
                    line.strip_prefix("-----END ").and_then(|rest| rest.strip_suffix("-----")) == Some(name);
                break;
            }
            body.extend(line.split([' ', '\t', '\r'])); // blanks inside of a line do no harm
        }
        let bytes = if is_closed { base64(&body) } else { None };
        blocks.push(Block { name, bytes });
    }
    blocks
}

fn begun(line: &str) -> Option<&str> {
    line.strip_prefix("-----BEGIN ")?.strip_suffix("-----")
}

/// What padded base64 stands for; none where it is anything else, or nothing.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || !bytes.len().is_multiple_of(4) {
        return None;
    }
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    if padding > 2 {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    for group in bytes.chunks(4) {
        let mut bits = 0_u32;
        for &byte in group {
            bits = bits << 6 | u32::from(if byte == b'=' { 0 } else { digit(byte)? });
        }
        out.extend(bits.to_be_bytes().into_iter().skip(1));
    }
    // An equals sign that is no padding was read as a digit.
    if digits.contains('=') {
        return None;
    }
    out.truncate(out.len() - padding);
    Some(out)
}

fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_becomes_lines() {
        let one = " -----BEGIN CERTIFICATE----- YQ== Yg== -----END CERTIFICATE----- ";
        let lines = "-----BEGIN CERTIFICATE-----\nYQ==\nYg==\n-----END CERTIFICATE-----";
        assert_eq!(reflow(one, END_CERTIFICATE), lines);
        let chain = format!("{} {} rest", one.trim(), one.trim());
        assert_eq!(reflow(&chain, END_CERTIFICATE), format!("{lines}\n{lines}\n"));
        assert_eq!(reflow("YQ==", END_CERTIFICATE), "");
        let key = "-----BEGIN RSA PR1VATE KEY----- YQ== -----END RSA PR1VATE KEY-----"
            .replace("PR1VATE", "PRIVATE");
        let end = key.rsplit("YQ== ").next().unwrap();
        assert_eq!(reflow(&key, end), key.replace(" YQ== ", "\nYQ==\n"));
    }

    #[test]
    fn lines_are_cleaned() {
        assert_eq!(
            reflow("\r\n -----BEGIN X-----\r\n\r\n  YQ==\r\n-----END X-----", END_CERTIFICATE),
            "-----BEGIN X-----\nYQ==\n-----END X-----"
        );
    }

    #[test]
    fn blocks_need_their_end_and_base64() {
        let found = |text: &str| blocks(text).iter().map(|block| block.bytes.is_some()).collect::<Vec<_>>();
        assert_eq!(found("x\n-----BEGIN A-----\nYQ==\n-----END A-----\ny"), [true]);
        for bad in ["YQ", "", "Y=Q=", "YQ==YQ==", "====", "Y Q"] {
            assert_eq!(found(&format!("-----BEGIN A-----\n{bad}\n-----END A-----")), [false], "{bad}");
        }
        assert_eq!(found("-----BEGIN A-----\nYQ==\n-----END B-----"), [false]);
        assert_eq!(found("-----BEGIN A-----\nYQ=="), [false]);
        assert_eq!(found("-----BEGIN A-----"), [false]);
        assert_eq!(base64("TWFu"), Some(b"Man".to_vec()));
    }
}
