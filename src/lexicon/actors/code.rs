use crate::lexicon::actor_country;
use crate::lexicon::cameo::is_region;

/// A CAMEO actor code (`GBRGOV`) held in place: groups of three capitals, at most five of them.
///
/// Fifteen letters and one byte for what is asked at every mention: the length and whether the code begins with a country
/// or is that of an international actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Code([u8; 16]);

/// Flags in the last byte, above the length.
const NATIONAL: u8 = 0x80;
const INTERNATIONAL: u8 = 0x40;
const LENGTH: u8 = 0x0f;

impl Code {
    /// The empty code: nothing is known.
    pub const NONE: Code = Code([0; 16]);

    /// The government of some state, without a country.
    pub const GOV: Code = Code::sector_of(*b"GOV");
    /// The people of some state.
    pub const CVL: Code = Code::sector_of(*b"CVL");
    /// The opposition of some state.
    pub const OPP: Code = Code::sector_of(*b"OPP");
    /// Armed forces.
    pub const MIL: Code = Code::sector_of(*b"MIL");
    /// Elites: who is known and holds no office.
    pub const ELI: Code = Code::sector_of(*b"ELI");
    /// Business.
    pub const BUS: Code = Code::sector_of(*b"BUS");
    /// Police.
    pub const COP: Code = Code::sector_of(*b"COP");
    /// The media.
    pub const MED: Code = Code::sector_of(*b"MED");

    const fn sector_of(letters: [u8; 3]) -> Code {
        let mut code = [0; 16];
        (code[0], code[1], code[2], code[15]) = (letters[0], letters[1], letters[2], 3);
        Code(code)
    }

    /// Reads a code; `None` where it is not made of groups of three capital letters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Code> {
        if text.len() > 15 || !text.len().is_multiple_of(3) || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        }
        const INTERNATIONAL_ACTORS: [&str; 6] = ["IGO", "NGO", "NGM", "MNC", "IMG", "INT"];
        let national = if actor_country(text).is_empty() { 0 } else { NATIONAL };
        let known = INTERNATIONAL_ACTORS.iter().any(|p| text.starts_with(p)) || text.get(..3).is_some_and(is_region);
        let international = if national == 0 && known { INTERNATIONAL } else { 0 };
        let mut code = [0; 16];
        code[..text.len()].copy_from_slice(text.as_bytes());
        code[15] = text.len() as u8 | national | international;
        Some(Code(code))
    }

    /// One of 64 bits: a code whose bit is not set in the bits of some codes together is none of them.
    #[must_use]
    #[inline]
    pub fn bit(self) -> u64 {
        let [a, b, c, d, ..] = self.0;
        1 << (u32::from_le_bytes([a, b, c, d]).wrapping_mul(0x9e37_79b1) >> 26)
    }

    fn len(self) -> usize {
        usize::from(self.0[15] & LENGTH)
    }

    fn is_national(self) -> bool {
        self.0[15] & NATIONAL != 0
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..self.len()]).unwrap_or("")
    }

    /// Nothing is known.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0[15] == 0
    }

    /// The country part, or the empty code.
    #[must_use]
    pub fn country(&self) -> Code {
        if self.is_national() { self.part(0) } else { Code::NONE }
    }

    /// Begins with a country.
    #[must_use]
    pub fn has_country(self) -> bool {
        self.is_national()
    }

    /// The group of three capitals at `from`.
    fn part(&self, from: usize) -> Code {
        if from + 3 > self.len() {
            return Code::NONE;
        }
        let mut code = Code::sector_of([self.0[from], self.0[from + 1], self.0[from + 2]]);
        if from == 0 {
            code.0[15] |= self.0[15] & !LENGTH;
        }
        code
    }

    /// The first sector, or the empty code.
    #[must_use]
    pub fn sector(&self) -> Code {
        self.part(if self.is_national() { 3 } else { 0 })
    }

    /// A country and nothing else.
    #[must_use]
    pub fn is_bare_country(&self) -> bool {
        self.0[15] == NATIONAL | 3
    }

    /// A region of the world and nothing else (`EUR`).
    #[must_use]
    pub fn is_bare_region(&self) -> bool {
        self.0[15] & (NATIONAL | LENGTH) == 3 && is_region(self.as_str())
    }

    /// An international actor (`IGOUNO`, `NGOICR`): it has no country and is more than a sector.
    #[must_use]
    pub fn is_international(&self) -> bool {
        self.0[15] & INTERNATIONAL != 0
    }

    /// The body that an international actor belongs to (of `IGOUNOREF`, `IGOUNO`), or the empty code.
    #[must_use]
    pub fn body(&self) -> Code {
        if self.is_international() { self.part(0).with(self.part(3)) } else { Code::NONE }
    }

    /// This code with another behind it, as far as it fits.
    #[must_use]
    pub fn with(self, tail: Code) -> Code {
        let (have, more) = (self.len(), tail.len());
        if have == 0 || have + more > 15 {
            return if have == 0 { tail } else { self };
        }
        let mut joined = self;
        joined.0[have..have + more].copy_from_slice(&tail.0[..more]);
        joined.0[15] = (have + more) as u8 | self.0[15] & !LENGTH;
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    #[test]
    fn codes_are_triples_of_capitals() {
        assert!(Code::parse("GBRGO").is_none() && Code::parse("gbr").is_none() && Code::parse("").is_some());
        assert_eq!(code("GBR").with(code("GOV")).as_str(), "GBRGOV");
        assert_eq!((code("GBRGOV").country().as_str(), code("IGOUNO").country().as_str(), code("GOV").country().as_str()), ("GBR", "", ""));
        assert_eq!((code("GBRGOV").sector().as_str(), code("IGOUNO").sector().as_str(), code("GBR").sector().as_str()), ("GOV", "IGO", ""));
        assert_eq!((code("IGOUNOREF").body(), code("IGO").body(), code("GBRGOV").body()), (code("IGOUNO"), code("IGO"), Code::NONE));
        assert!(code("GBR").is_bare_country() && !code("REB").is_bare_country() && code("IGOUNO").is_international());
    }
}
