//! The frame of DER: tags and lengths, as far as telling a certificate or a key from other data takes.

/// An element: its tag, and what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element<'b> {
    pub(super) tag: u8,
    pub(super) content: &'b [u8],
}

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;

/// The first element, and the bytes after it.
fn element(bytes: &[u8]) -> Option<(Element<'_>, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, mut rest) = rest.split_first()?;
    let mut length = usize::from(first);
    if first >= 0x80 {
        let count = usize::from(first & 0x7f);
        if !(1..=4).contains(&count) {
            return None;
        }
        let (digits, after) = rest.split_at_checked(count)?;
        length = digits.iter().fold(0, |length, &digit| length << 8 | usize::from(digit));
        rest = after;
    }
    let (content, rest) = rest.split_at_checked(length)?;
    Some((Element { tag, content }, rest))
}

/// The first element of these bytes.
pub(super) fn element_of(bytes: &[u8]) -> Option<Element<'_>> {
    element(bytes).map(|(element, _)| element)
}

/// The elements that these bytes consist of, up to so many; none where they are something else.
fn elements(mut bytes: &[u8], limit: usize) -> Option<Vec<Element<'_>>> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        if found.len() == limit {
            return None;
        }
        let (element, rest) = element(bytes)?;
        found.push(element);
        bytes = rest;
    }
    Some(found)
}

/// The elements of the one sequence that these bytes are.
pub(super) fn sequence(bytes: &[u8]) -> Option<Vec<Element<'_>>> {
    match element(bytes)? {
        (Element { tag: SEQUENCE, content }, []) => elements(content, 64),
        _ => None,
    }
}

/// Whether these bytes have the frame of a certificate, down to what has no parts.
pub(super) fn is_certificate(bytes: &[u8]) -> bool {
    let Some(parts) = sequence(bytes) else { return false };
    let tags: Vec<u8> = parts.iter().map(|part| part.tag).collect();
    tags == [SEQUENCE, SEQUENCE, BIT_STRING] && is_whole(parts)
}

/// Whether elements that have parts consist of whole ones.
fn is_whole(mut open: Vec<Element<'_>>) -> bool {
    while let Some(element) = open.pop() {
        if element.tag & CONSTRUCTED != 0 {
            let Some(parts) = elements(element.content, usize::MAX) else { return false };
            open.extend(parts);
        }
    }
    true
}

/// The bit of a tag that tells of parts.
const CONSTRUCTED: u8 = 0x20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_frame_is_a_certificate() {
        let whole = [0x30, 0x06, 0x30, 0x00, 0x30, 0x00, 0x03, 0x00];
        assert!(is_certificate(&whole));
        assert!(!is_certificate(&whole[..7]));
        assert!(!is_certificate(&[&whole[..], &[0]].concat()));
        assert!(!is_certificate(&[0x30, 0x04, 0x30, 0x00, 0x03, 0x00]));
    }

    #[test]
    fn long_lengths_are_read_and_wild_ones_refused() {
        let long = [&[0x30, 0x81, 0x83, 0x02, 0x81, 0x80][..], &[1; 0x80]].concat();
        assert_eq!(sequence(&long).map(|parts| parts.len()), Some(1));
        assert_eq!(sequence(&[0x30, 0x80, 0, 0]), None);
        assert_eq!(sequence(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), None);
        assert_eq!(sequence(&[]), None);
    }
}
