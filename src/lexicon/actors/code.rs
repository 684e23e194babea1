use crate::lexicon::actor_country;
use crate::lexicon::cameo::is_region;

/// A CAMEO actor code (`GBRGOV`) held in place: groups of three capitals, at most five of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Code {
    len: u8,
    /// Begins with a country; worked out once, since it is asked for at every mention.
    national: bool,
    bytes: [u8; 15],
}

impl Code {
    /// The empty code: nothing is known.
    pub const NONE: Code = Code { len: 0, national: false, bytes: [0; 15] };

    /// Reads a code; `None` where it is not made of groups of three capital letters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Code> {
        if text.len() > 15 || !text.len().is_multiple_of(3) || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let mut code = Code { len: text.len() as u8, national: !actor_country(text).is_empty(), ..Code::NONE };
        code.bytes[..text.len()].copy_from_slice(text.as_bytes());
        Some(code)
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or("")
    }

    /// Nothing is known.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The country part, or the empty code.
    #[must_use]
    pub fn country(&self) -> Code {
        if self.national { self.part(0) } else { Code::NONE }
    }

    /// The group of three capitals at `from`.
    fn part(&self, from: usize) -> Code {
        let mut code = Code::NONE;
        if from + 3 <= usize::from(self.len) {
            code.bytes[..3].copy_from_slice(&self.bytes[from..from + 3]);
            code.len = 3;
            code.national = from == 0 && self.national;
        }
        code
    }

    /// The first sector, or the empty code.
    #[must_use]
    pub fn sector(&self) -> Code {
        self.part(if self.national { 3 } else { 0 })
    }

    /// A country and nothing else.
    #[must_use]
    pub fn is_bare_country(&self) -> bool {
        self.len == 3 && self.national
    }

    /// A region of the world and nothing else (`EUR`).
    #[must_use]
    pub fn is_bare_region(&self) -> bool {
        self.len == 3 && !self.national && is_region(self.as_str())
    }

    /// An international actor (`IGOUNO`, `NGOICR`): it has no country and is more than a sector.
    #[must_use]
    pub fn is_international(&self) -> bool {
        const PREFIXES: [&str; 6] = ["IGO", "NGO", "NGM", "MNC", "IMG", "INT"];
        !self.national && (PREFIXES.iter().any(|p| self.as_str().starts_with(p)) || is_region(self.part(0).as_str()))
    }

    /// This code with another behind it, as far as it fits.
    #[must_use]
    pub fn with(self, tail: Code) -> Code {
        let (have, more) = (usize::from(self.len), usize::from(tail.len));
        let mut joined = self;
        if have + more <= 15 {
            joined.bytes[have..have + more].copy_from_slice(&tail.bytes[..more]);
            joined.len = (have + more) as u8;
            joined.national = if have == 0 { tail.national } else { self.national };
        }
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
        assert!(code("GBR").is_bare_country() && !code("REB").is_bare_country() && code("IGOUNO").is_international());
    }
}
