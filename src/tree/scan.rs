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

/// Offset of the first byte from `at` on that is a control character below U+0020 or one of three ASCII characters; else
/// the length.
#[inline]
pub(super) fn stop<const A: u8, const B: u8, const C: u8>(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let marks = marks::<A, B, C>(u64::from_le_bytes(*chunk));
        if marks != 0 {
            return at + (marks.trailing_zeros() / 8) as usize;
        }
        at += chunk.len();
    }
    while bytes.get(at).is_some_and(|&byte| byte >= 0x20 && byte != A && byte != B && byte != C) {
        at += 1;
    }
    at
}

/// The highest bits of the bytes that [`stop`] looks for.
#[inline]
fn marks<const A: u8, const B: u8, const C: u8>(word: u64) -> u64 {
    let is = |byte: u8| (word ^ (ONES * u64::from(byte))).wrapping_sub(ONES);
    // To flip bits of the lower five mixes control characters among themselves; those that turn A into 0x20 bring it
    // next to them, so that one comparison finds both.
    let controls_and_a = if A & 0xe0 == 0x20 {
        (word ^ (ONES * u64::from(A ^ 0x20))).wrapping_sub(ONES * 0x21)
    } else {
        is(A) | word.wrapping_sub(ONES * 0x20)
    };
    // A borrow may mark a byte wrongly, but only above one that is marked rightly: the lowest mark holds.
    (controls_and_a | is(B) | is(C)) & !word & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stops_at_the_first_special_byte_wherever_it_is() {
        for special in (0..=0x1f).chain([b'"', b'\\', 0x7f]) {
            for before in 0..60 {
                let mut bytes = vec![b'a'; before];
                bytes.extend([special, b'"', 0x7f, 0xc3, 0xbf, b' ', b'!', b'#', b'[', b']', b'"']);
                assert_eq!(stop::<b'"', b'\\', 0x7f>(&bytes, 0), before, "{special:#x} after {before}");
            }
        }
        let harmless: Vec<u8> = (0x20..=0xff).filter(|byte| !matches!(byte, b'"' | b'\\' | 0x7f)).collect();
        assert_eq!(stop::<b'"', b'\\', 0x7f>(&harmless, 0), harmless.len());
        for at in 0..=u8::MAX {
            let one = [at; 8];
            assert_eq!(stop::<0x7f, 0x7f, 0x7f>(&one, 0) == 0, at < 0x20 || at == 0x7f, "{at:#x}");
            assert_eq!(
                stop::<b'\'', b'\'', 0x7f>(&one, 0) == 0,
                at < 0x20 || at == b'\'' || at == 0x7f,
                "{at:#x}"
            );
        }
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
