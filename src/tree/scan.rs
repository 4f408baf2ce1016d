//! Scanning bytes eight at a time, for the readers of both formats.

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// Offset of the first byte from `at` on that is not a space.
#[inline]
pub(super) fn spaces_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let others = u64::from_le_bytes(*chunk) ^ (ONES * 0x20);
        let spaces = (others.trailing_zeros() / 8) as usize;
        at += spaces;
        if spaces < chunk.len() {
            return at;
        }
    }
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

/// Offset of the first byte from `at` on that is a control character below U+0020 or one of three; else the length.
#[inline]
pub(super) fn stop<const A: u8, const B: u8, const C: u8>(bytes: &[u8], mut at: usize) -> usize {
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*chunk);
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
        let is = |byte: u8| zeros(word ^ (ONES * u64::from(byte)));
        // A borrow may mark a byte wrongly, but only above one that is marked rightly: the lowest mark holds.
        let marks = is(A) | is(B) | is(C) | control;
        if marks != 0 {
            return at + (marks.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&byte| byte >= 0x20 && byte != A && byte != B && byte != C) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stops_at_the_first_special_byte_wherever_it_is() {
        for special in [b'"', b'\\', 0x7f, 0, b'\n', 0x1f] {
            for before in 0..20 {
                let mut bytes = vec![b'a'; before];
                bytes.extend([special, b'"', 0x7f, 0xc3, 0xbf, b' ', b'!', b'#', b'[', b']', b'"']);
                assert_eq!(stop::<b'"', b'\\', 0x7f>(&bytes, 0), before, "{special:#x} after {before}");
            }
        }
        let harmless: Vec<u8> = (0x20..=0xff).filter(|byte| !matches!(byte, b'"' | b'\\' | 0x7f)).collect();
        assert_eq!(stop::<b'"', b'\\', 0x7f>(&harmless, 0), harmless.len());
    }

    #[test]
    fn spaces_end_at_any_other_byte() {
        for before in 0..20 {
            let mut bytes = vec![b' '; before];
            assert_eq!(spaces_end(&bytes, 0), before);
            bytes.extend(b"!        ");
            assert_eq!(spaces_end(&bytes, 0), before);
        }
    }
}
