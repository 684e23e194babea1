use std::ops::Range;

/// A half-open range of **byte** offsets into one article's text.
///
/// Byte offsets are used everywhere inside the program; [`CodePoints`] turns them into the code-point offsets of the
/// output (contract: `text[start:end]` in Python is the span's text).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end` (bytes). An end before the start gives an empty span at `start`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The words of the span; empty where the span does not fit `text` (never panics).
    #[must_use]
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.end - self.start
    }

    /// Holds no byte.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// `other` lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The byte offset `at` lies inside.
    #[must_use]
    pub fn holds(&self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// Both share at least one byte.
    #[must_use]
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The least span that holds both.
    #[must_use]
    pub fn cover(&self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// As a range of byte offsets.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Turns byte offsets of one text into code-point offsets.
///
/// Built once an article; a look-up walks at most one block of 64 bytes. ASCII texts need no table.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each block of [`Self::BLOCK`] bytes; empty for ASCII.
    blocks: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    const BLOCK: usize = 64;

    /// Index `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut blocks = Vec::new();
        if !text.is_ascii() {
            let mut seen = 0u32;
            for (i, byte) in text.bytes().enumerate() {
                if i % Self::BLOCK == 0 {
                    blocks.push(seen);
                }
                // Continuation bytes (10xxxxxx) start no code point.
                seen += u32::from(byte & 0xC0 != 0x80);
            }
            blocks.push(seen);
        }
        Self { text, blocks }
    }

    /// The code-point offset of byte offset `byte`; offsets past the end count as the end.
    #[must_use]
    pub fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        if self.blocks.is_empty() {
            return byte as u32;
        }
        let block = byte / Self::BLOCK;
        let from = block * Self::BLOCK;
        let rest = &self.text.as_bytes()[from.min(byte)..byte];
        let within = rest.iter().filter(|b| **b & 0xC0 != 0x80).count() as u32;
        self.blocks.get(block).copied().unwrap_or_default() + within
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            for (i, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte as u32), i as u32);
            }
            prop_assert_eq!(points.at(text.len() as u32), text.chars().count() as u32);
        }
    }
}
