//! Words of ASCII letters, sixteen bytes at once.

/// The word at some place of a text.
pub(super) struct Letters {
    /// How many ASCII letters follow each other.
    pub len: usize,
    /// How many of them are capitals.
    pub capitals: usize,
    /// The letters in lower case, the first in the lowest byte; 0 for more than sixteen, and at the very end of a text.
    pub key: u128,
}

/// The highest bit of each byte.
const HIGH: u128 = u128::from_ne_bytes([0x80; 16]);
/// The bit that tells a small letter from a capital.
const SMALL: u128 = u128::from_ne_bytes([0x20; 16]);

/// Reads the letters from `from` on.
#[inline]
pub(super) fn word(bytes: &[u8], from: usize) -> Letters {
    let chunk = bytes.get(from..from + 16).and_then(|c| <[u8; 16]>::try_from(c).ok());
    let Some(chunk) = chunk.map(u128::from_le_bytes) else { return slow(bytes, from) };
    let others = !letters(chunk) & HIGH;
    let len = others.trailing_zeros() as usize / 8;
    if len >= 16 {
        return slow(bytes, from);
    }
    let inside = (1u128 << (8 * len)) - 1;
    let capitals = !(chunk << 2) & HIGH & inside;
    Letters { len, capitals: capitals.count_ones() as usize, key: (chunk | SMALL) & inside }
}

/// The highest bit of each byte that is an ASCII letter.
fn letters(chunk: u128) -> u128 {
    const FROM_A: u128 = u128::from_ne_bytes([0x80 - b'a'; 16]);
    const BEHIND_Z: u128 = u128::from_ne_bytes([0x7f - b'z'; 16]);
    // No sum goes over into the next byte: both summands are below 0x80.
    let small = (chunk | SMALL) & !HIGH;
    ((small + FROM_A) ^ (small + BEHIND_Z)) & HIGH & !chunk
}

fn slow(bytes: &[u8], from: usize) -> Letters {
    let (mut len, mut capitals) = (0, 0);
    for b in bytes.iter().skip(from).take_while(|b| b.is_ascii_alphabetic()) {
        len += 1;
        capitals += usize::from(b.is_ascii_uppercase());
    }
    Letters { len, capitals, key: 0 }
}

/// The ASCII capitals among sixteen ASCII bytes made small, all at once.
pub(super) fn lower(packed: u128) -> u128 {
    let capitals = letters(packed) & !(packed << 2);
    packed | (capitals >> 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_read_the_same(text in "[a-zA-Z@\\[`{éz0 ]{0,40}", from in 0usize..8) {
            let (fast, slow) = (word(text.as_bytes(), from), slow(text.as_bytes(), from));
            prop_assert_eq!((fast.len, fast.capitals), (slow.len, slow.capitals));
            if fast.key != 0 {
                prop_assert_eq!(&fast.key.to_le_bytes()[..fast.len], text[from..from + fast.len].to_ascii_lowercase().as_bytes());
            }
        }

        #[test]
        fn capitals_are_made_small(bytes in proptest::array::uniform16(0u8..128)) {
            prop_assert_eq!(lower(u128::from_le_bytes(bytes)).to_le_bytes(), bytes.map(|b| b.to_ascii_lowercase()));
        }
    }
}
