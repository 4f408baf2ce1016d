//! Numbers that stand for short texts, so that most comparisons of names are one of numbers.

/// A cheap mix of the length and of the first and last eight bytes: equal for equal texts, and nearly always different
/// for different ones.
#[inline]
pub(crate) fn tag(text: &[u8]) -> u32 {
    let ends = if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
    } else {
        text.iter().fold(0, |all, &byte| all << 8 | u64::from(byte))
    };
    let mixed = (ends ^ text.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u32::try_from(mixed >> 32).unwrap_or_default()
}

/// How many times a tag is among a few. Without an early end, so that several are compared at once.
#[inline]
pub(crate) fn times(tag: u32, tags: &[u32]) -> u32 {
    tags.iter().map(|&other| u32::from(other == tag)).sum()
}
