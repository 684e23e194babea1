//! What the dictionaries have in common: comments, names in capitals with underscores, codes in brackets.

/// The lines that say something, with their numbers: comments behind `;`, from `#` at the start of a line and between
/// `<!--` and `-->` are taken off.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let mut comment = false;
    text.lines().enumerate().filter_map(move |(i, raw)| {
        let mut line = raw.trim_start_matches('\u{feff}').trim();
        if comment || line.starts_with("<!--") {
            comment = !line.contains("-->");
            return None;
        }
        if line.starts_with('#') {
            return None;
        }
        line = line.split(';').next().unwrap_or("").trim();
        line = line.split("<!--").next().unwrap_or("").trim();
        (!line.is_empty()).then_some((i as u64 + 1, line))
    })
}

/// The text before the first bracket or brace, and what stands in each pair of brackets.
pub(super) fn bracketed(line: &str) -> Result<(&str, Vec<&str>), &'static str> {
    let head = line.find('[').map_or(line, |at| &line[..at]);
    let mut codes = Vec::new();
    let mut rest = &line[head.len()..];
    while let Some(open) = rest.find('[') {
        let close = rest[open..].find(']').ok_or("a bracket is not closed")? + open;
        codes.push(rest[open + 1..close].trim());
        rest = &rest[close + 1..];
    }
    Ok((head.trim(), codes))
}

/// The words of a name: parted by underscores or blanks.
pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(['_', ' ', '\t']).filter(|w| !w.is_empty())
}

/// A name as the press writes it: `UNITED_STATES_` is `United States`. A short word inside a name may be a small one
/// (`of`) and is written so, which matches any capitals; a short name alone is an acronym and keeps its capitals.
pub(super) fn name(raw: &str) -> String {
    const SHORT: usize = 3;
    let all: Vec<&str> = words(raw).collect();
    let one = |(i, word): (usize, &&str)| {
        let letters = word.chars().count();
        match () {
            () if word.contains('.') || letters <= SHORT && all.len() == 1 => (*word).to_owned(),
            () if letters <= SHORT && i > 0 && i + 1 < all.len() => word.to_lowercase(),
            () => word.split('-').map(capitalised).collect::<Vec<_>>().join("-"),
        }
    };
    all.iter().enumerate().map(one).collect::<Vec<_>>().join(" ")
}

fn capitalised(part: &str) -> String {
    let mut chars = part.chars();
    chars.next().map_or_else(String::new, |first| first.to_string() + &chars.as_str().to_lowercase())
}

/// A noun or verb: `PRIME_MINISTER` is `prime minister`.
pub(super) fn lower(raw: &str) -> String {
    words(raw).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
