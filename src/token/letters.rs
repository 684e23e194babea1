//! Words of ASCII letters, sixteen bytes at once.

use super::Shape;

/// The word at some place of a text.
pub(super) struct Letters {
    /// How many ASCII letters follow each other.
    pub len: usize,
    /// How they are capitalised; none for no letters.
    pub shape: Shape,
    /// The letters in lower case, the first in the lowest byte; 0 for sixteen and more.
    pub key: u128,
}

/// The highest bit of each byte.
const HIGH: u128 = u128::from_ne_bytes([0x80; 16]);
/// The bit that tells a small letter from a capital.
const SMALL: u128 = u128::from_ne_bytes([0x20; 16]);

/// Reads the letters from `from` on: eight bytes are enough for most words, sixteen for nearly all.
#[inline]
pub(super) fn word(bytes: &[u8], from: usize) -> Letters {
    let rest = bytes.get(from..).unwrap_or_default();
    let Some(chunk) = rest.first_chunk::<8>() else { return of_sixteen(padded(rest)) };
    let chunk = u64::from_le_bytes(*chunk);
    let others = !letters_of_eight(chunk) & HIGH as u64;
    if others == 0 {
        return long(rest);
    }
    let len = others.trailing_zeros() as usize / 8;
    let inside = (1u64 << (8 * len)) - 1;
    let capitals = !(chunk << 2) & HIGH as u64 & inside;
    Letters { len, shape: shape(u128::from(capitals), len), key: u128::from((chunk | SMALL as u64) & inside) }
}

/// The bytes from `from` to `end`, which are ASCII and hold no capitals, the first in the lowest byte; 0 for more than eight.
#[inline]
pub(super) fn short(bytes: &[u8], from: usize, end: usize) -> u128 {
    let len = end - from;
    let Some(chunk) = bytes.get(from..).and_then(<[u8]>::first_chunk::<8>).filter(|_| len < 8) else { return 0 };
    u128::from(u64::from_le_bytes(*chunk) & ((1 << (8 * len)) - 1))
}

/// [`word`] for words of eight letters and more.
fn long(rest: &[u8]) -> Letters {
    let chunk = rest.first_chunk::<16>().copied().unwrap_or_else(|| padded(rest));
    if letters(u128::from_le_bytes(chunk)) == HIGH { slow(rest) } else { of_sixteen(chunk) }
}

/// The last bytes of a text, with zeros behind them.
fn padded(rest: &[u8]) -> [u8; 16] {
    let mut chunk = [0; 16];
    let len = rest.len().min(16);
    chunk[..len].copy_from_slice(&rest[..len]);
    chunk
}

/// The letters at the head of sixteen bytes that are not all letters.
fn of_sixteen(chunk: [u8; 16]) -> Letters {
    let chunk = u128::from_le_bytes(chunk);
    let others = !letters(chunk) & HIGH;
    let len = others.trailing_zeros() as usize / 8;
    let inside = (1u128 << (8 * len.min(15))) - 1;
    let capitals = !(chunk << 2) & HIGH & inside;
    Letters { len, shape: shape(capitals, len), key: (chunk | SMALL) & inside }
}

/// The shape of a word of ASCII letters by the highest bit of each byte that is a capital.
#[inline]
fn shape(capitals: u128, len: usize) -> Shape {
    if capitals == 0 {
        return if len == 0 { Shape::None } else { Shape::Lower };
    }
    if capitals == 0x80 {
        return Shape::Capitalised;
    }
    if capitals == HIGH & ((1u128 << (8 * len)) - 1) { Shape::Upper } else { Shape::Mixed }
}

/// The highest bit of each byte that is an ASCII letter.
#[inline]
fn letters(chunk: u128) -> u128 {
    const FROM_A: u128 = u128::from_ne_bytes([0x80 - b'a'; 16]);
    const BEHIND_Z: u128 = u128::from_ne_bytes([0x7f - b'z'; 16]);
    // No sum goes over into the next byte: both summands are below 0x80.
    let small = (chunk | SMALL) & !HIGH;
    ((small + FROM_A) ^ (small + BEHIND_Z)) & HIGH & !chunk
}

/// [`letters`] for eight bytes.
#[inline]
fn letters_of_eight(chunk: u64) -> u64 {
    const FROM_A: u64 = u64::from_ne_bytes([0x80 - b'a'; 8]);
    const BEHIND_Z: u64 = u64::from_ne_bytes([0x7f - b'z'; 8]);
    let small = (chunk | SMALL as u64) & !HIGH as u64;
    ((small + FROM_A) ^ (small + BEHIND_Z)) & HIGH as u64 & !chunk
}

/// [`word`] for words of more than sixteen letters.
fn slow(rest: &[u8]) -> Letters {
    let (mut len, mut capitals) = (0, 0);
    for b in rest.iter().take_while(|b| b.is_ascii_alphabetic()) {
        len += 1;
        capitals += usize::from(b.is_ascii_uppercase());
    }
    let shape = match (rest.first().is_some_and(u8::is_ascii_uppercase), capitals) {
        (_, 0) if len == 0 => Shape::None,
        (_, 0) => Shape::Lower,
        (true, 1) => Shape::Capitalised,
        (_, n) if n == len => Shape::Upper,
        _ => Shape::Mixed,
    };
    Letters { len, shape, key: 0 }
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
            let (fast, slow) = (word(text.as_bytes(), from), slow(text.as_bytes().get(from..).unwrap_or_default()));
            prop_assert_eq!((fast.len, fast.shape), (slow.len, slow.shape));
            if fast.key != 0 {
                let small = text[from..from + fast.len].to_ascii_lowercase();
                prop_assert_eq!(&fast.key.to_le_bytes()[..fast.len], small.as_bytes());
            }
        }

        #[test]
        fn capitals_are_made_small(bytes in proptest::array::uniform16(0u8..128)) {
            prop_assert_eq!(lower(u128::from_le_bytes(bytes)).to_le_bytes(), bytes.map(|b| b.to_ascii_lowercase()));
        }
    }
}
