use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes as text, and the name of the encoding that they were read in.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte-order mark, otherwise as it stands in the file.
    pub text: String,
    /// Lower-case name: `utf-8`, `windows-1252`, `utf-16le`.
    pub encoding: &'static str,
}

/// Decodes the bytes of a text file: by byte-order mark, as UTF-8, else by the likeliest encoding. `None`: not text.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Option<Decoded> {
    if let Some(decoded) = by_mark(&bytes).or_else(|| wide_without_mark(&bytes).map(|wide| with(wide, &bytes))) {
        return Some(decoded);
    }
    if is_binary(&bytes) {
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(Decoded { text, encoding: "utf-8" }),
        Err(error) => Some(not_utf8(error.as_bytes())),
    }
}

/// Decodes bytes whose encoding is declared. What is valid UTF-8 is UTF-8 whatever was declared; a declaration of UTF-8
/// over bytes that are none, or of an unknown encoding, is disregarded.
pub(super) fn decode_declared(bytes: Vec<u8>, label: Option<&str>) -> Option<Decoded> {
    let declared = label.and_then(|l| Encoding::for_label(l.trim().as_bytes())).filter(|e| *e != UTF_8 && e.is_ascii_compatible());
    match declared {
        Some(encoding) if Encoding::for_bom(&bytes).is_none() && wide_without_mark(&bytes).is_none() && std::str::from_utf8(&bytes).is_err() => {
            (!is_binary(&bytes)).then(|| with(encoding, &bytes))
        }
        _ => decode(bytes),
    }
}

/// Decodes by the byte-order mark, if there is one.
fn by_mark(bytes: &[u8]) -> Option<Decoded> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return (!is_binary(rest)).then(|| match std::str::from_utf8(rest) {
            Ok(text) => Decoded { text: text.into(), encoding: "utf-8" },
            Err(_) => not_utf8(rest),
        });
    }
    // The mark of UTF-32 starts with that of UTF-16.
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE\0\0") {
        return Some(utf32(rest, u32::from_le_bytes, "utf-32le"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\0\0\xFE\xFF") {
        return Some(utf32(rest, u32::from_be_bytes, "utf-32be"));
    }
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    Some(with(encoding, bytes.get(mark..)?))
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32, encoding: &'static str) -> Decoded {
    let text = bytes.as_chunks::<4>().0.iter().map(|c| char::from_u32(read(*c)).unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Decoded { text, encoding }
}

/// UTF-16 without a mark: in Western text every second byte is zero.
pub(super) fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    memchr::memchr(0, head)?;
    let head = head.as_chunks::<2>().0;
    if head.len() < 4 {
        return None;
    }
    let zeros = |side: usize| head.iter().filter(|pair| pair[side] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let (most, few) = (head.len() * 4 / 5, head.len() / 20);
    if first >= most && second <= few {
        Some(UTF_16BE)
    } else if second >= most && first <= few {
        Some(UTF_16LE)
    } else {
        None
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: name(encoding) }
}

/// Names as users write them; the crate spells them in capitals.
fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        "ISO-8859-2" => "iso-8859-2",
        "Shift_JIS" => "shift_jis",
        "Big5" => "big5",
        "EUC-KR" => "euc-kr",
        "EUC-JP" => "euc-jp",
        "GBK" => "gbk",
        other => other,
    }
}

/// Control characters that no text has.
static CONTROL: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = matches!(b, 0..=8 | 11 | 14..=26 | 28..=31 | 127);
        b += 1;
    }
    table
};

/// More than one byte in twenty is a control character that no text has. A few stray ones (wire codes, lost zeros) are
/// borne.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or(bytes);
    let control: usize = head.iter().map(|b| usize::from(CONTROL[usize::from(*b)])).sum();
    control * 20 > head.len()
}

/// Bytes that are no valid UTF-8.
fn not_utf8(bytes: &[u8]) -> Decoded {
    let shape = Shape::of(bytes);
    // Cut in the middle of a character, or a file glued from two encodings: keep the good parts as they are.
    if shape.invalid == 0 || shape.multibyte * 10 >= shape.invalid && shape.multibyte > 1 {
        return Decoded { text: mixed(bytes).into_owned(), encoding: "utf-8" };
    }
    if shape.mac_quotes * 2 > shape.invalid {
        return with(MACINTOSH, bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    with(detector.guess(None, Utf8Detection::Deny), bytes)
}

/// What stands in bytes that are no valid UTF-8.
#[derive(Default)]
struct Shape {
    /// Valid characters of more than one byte.
    multibyte: usize,
    /// Bytes that belong to no valid character, a cut one at the end excepted.
    invalid: usize,
    /// Of these, the quotation marks and dashes of Mac OS Roman, which no detector looks for; in Western European text
    /// the same bytes are rare capitals.
    mac_quotes: usize,
}

impl Shape {
    fn of(bytes: &[u8]) -> Self {
        let mut shape = Self::default();
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            let valid = chunk.valid();
            shape.multibyte += valid.chars().count().saturating_sub(valid.bytes().filter(u8::is_ascii).count());
            let cut = chunks.peek().is_none() && chunk.invalid().len() > 1;
            if !cut {
                shape.invalid += chunk.invalid().len();
                shape.mac_quotes += chunk.invalid().iter().filter(|b| (0xD0..=0xD5).contains(*b)).count();
            }
        }
        shape
    }
}

/// UTF-8 with stray bytes, which are read as Windows-1252.
fn mixed(bytes: &[u8]) -> Cow<'_, str> {
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        if chunks.peek().is_none() && chunk.invalid().len() > 1 {
            text.push(char::REPLACEMENT_CHARACTER);
        } else {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes.to_vec()).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn marks_are_dropped() {
        assert_eq!(read(b"\xEF\xBB\xBFdate"), ("date".into(), "utf-8"));
        assert_eq!(read(b"\xFF\xFEd\0a\0"), ("da".into(), "utf-16le"));
        assert_eq!(read(b"\xFF\xFE\0\0d\0\0\0"), ("d".into(), "utf-32le"));
    }

    #[test]
    fn wide_text_without_mark() {
        let bytes: Vec<u8> = "The port reopened.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&bytes), ("The port reopened.".into(), "utf-16be"));
    }

    #[test]
    fn western_bytes() {
        let (text, encoding) = read(b"The minister\x92s \x93answer\x94 was short, and nobody in the caf\xE9 heard it.");
        assert_eq!(text, "The minister’s “answer” was short, and nobody in the café heard it.");
        assert_eq!(encoding, "windows-1252");
    }

    #[test]
    fn mac_quotes() {
        assert_eq!(read(b"The minister\xD5s \xD2answer\xD3 was short.").0, "The minister’s “answer” was short.");
    }

    #[test]
    fn glued_encodings_and_cut_ends() {
        assert_eq!(read("“One” – two".as_bytes()).0, "“One” – two");
        assert_eq!(read(b"\xE2\x80\x9COne\xE2\x80\x9D then \x93two\x94").0, "“One” then “two”");
        assert_eq!(read(b"The end\xE2\x80").0, "The end\u{fffd}");
    }

    #[test]
    fn binary_is_refused_and_stray_zeros_are_not() {
        assert!(decode((0..=255u8).cycle().take(4096).collect()).is_none());
        let mut text = "A ferry ran aground off the northern cape. ".repeat(20).into_bytes();
        text[30] = 0;
        assert!(decode(text).is_some());
    }
}
