//! Which words of a row's sentence its cells came from.

/// Words that a cell came from; a row of the table of evidence.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub article: String,
    pub role: String,
    /// First code point in the article's text.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    pub text: String,
    pub rule: String,
}

/// Words to be marked: UTF-16 units of the sentence, as scripts of a page count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub start: u32,
    pub end: u32,
    pub role: String,
}

/// Roles of words that are shown in a sentence. Where two overlap the one named first is kept.
const SHOWN: [&str; 5] = ["action", "source", "target", "date", "place"];

/// Offsets are looked for at no more places than this: a word that a sentence holds more often does not tell them.
const MOST_PLACES: usize = 64;

/// The marks of `sentence`, in order, none over another. `act` is where the act is named, as code point of the article;
/// `words` are of the same article. A table tells where words stand in the article, but not where its sentence stands:
/// the sentence is laid so that most of the words fit.
pub(super) fn of(sentence: &str, act: u32, words: &[&Words]) -> Vec<Mark> {
    let characters: Vec<char> = sentence.chars().collect();
    let Some(first) = begin(&characters, act, words) else { return Vec::new() };
    let mut found: Vec<(usize, usize, usize)> = Vec::new(); // role, start, end
    for word in words {
        let role = SHOWN.iter().position(|r| *r == word.role);
        let inside = place(&characters, first, word);
        found.extend(role.zip(inside).map(|(role, (start, end))| (role, start, end)));
    }
    found.sort_unstable();
    let mut kept: Vec<(usize, usize, usize)> = Vec::new();
    for (role, start, end) in found {
        if kept.iter().all(|(s, e, _)| end <= *s || *e <= start) {
            kept.push((start, end, role));
        }
    }
    kept.sort_unstable();
    let units = utf16(&characters);
    kept.into_iter().map(|(start, end, role)| Mark { start: units[start], end: units[end], role: SHOWN[role].into() }).collect()
}

/// The code point of the article at which the sentence begins.
fn begin(sentence: &[char], act: u32, words: &[&Words]) -> Option<i64> {
    let own = words.iter().find(|w| w.role == "action" && w.start == act)?;
    let text: Vec<char> = own.text.chars().collect();
    let places = sentence.windows(text.len().max(1)).enumerate().filter(|(_, w)| *w == text).map(|(at, _)| i64::from(act) - at as i64);
    let fitting = |first: i64| words.iter().filter(|w| place(sentence, first, w).is_some()).count();
    // Of equals the first.
    places.take(MOST_PLACES).map(|first| (fitting(first), first)).max_by_key(|(count, first)| (*count, *first)).map(|(_, first)| first)
}

/// Where the words stand in a sentence that begins at `first`, if they do.
fn place(sentence: &[char], first: i64, word: &Words) -> Option<(usize, usize)> {
    let start = usize::try_from(i64::from(word.start) - first).ok()?;
    let end = usize::try_from(i64::from(word.end) - first).ok().filter(|end| *end > start)?;
    let inside = sentence.get(start..end)?;
    inside.iter().copied().eq(word.text.chars()).then_some((start, end))
}

/// For each code point, and the end, the UTF-16 units before it.
fn utf16(characters: &[char]) -> Vec<u32> {
    let mut units = 0;
    let mut all = Vec::with_capacity(characters.len() + 1);
    for character in characters {
        all.push(units);
        units += character.len_utf16() as u32;
    }
    all.push(units);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(role: &str, start: u32, text: &str) -> Words {
        let end = start + text.chars().count() as u32;
        Words { article: "a".into(), role: role.into(), start, end, text: text.into(), rule: String::new() }
    }

    /// The marked words with their roles, cut out as a script cuts them.
    fn marked(sentence: &str, act: u32, words: &[Words]) -> Vec<(String, String)> {
        let units: Vec<u16> = sentence.encode_utf16().collect();
        let words: Vec<_> = words.iter().collect();
        of(sentence, act, &words).into_iter().map(|m| (m.role, String::from_utf16(&units[m.start as usize..m.end as usize]).unwrap())).collect()
    }

    #[test]
    fn words_are_found_wherever_the_sentence_stands() {
        let sentence = "“😀” Norway expelled a Danish envoy on Monday.";
        let words = [word("source", 104, "Norway"), word("action", 111, "expelled"), word("target", 120, "a Danish envoy"), word("date", 138, "Monday")];
        let pairs: Vec<_> = marked(sentence, 111, &words);
        let wanted = [("source", "Norway"), ("action", "expelled"), ("target", "a Danish envoy"), ("date", "Monday")];
        assert_eq!(pairs, wanted.map(|(r, t)| (r.to_string(), t.to_string())));
    }

    #[test]
    fn a_repeated_word_is_told_by_the_others() {
        let sentence = "Oslo said no and Kiel said yes.";
        let words = [word("action", 222, "said"), word("source", 217, "Kiel")];
        assert_eq!(marked(sentence, 222, &words), [("source".to_string(), "Kiel".to_string()), ("action".into(), "said".into())]);
    }

    #[test]
    fn what_does_not_fit_is_not_marked() {
        let words = [word("action", 5, "met"), word("source", 90, "Oslo"), word("target", 1, "nothing")];
        assert_eq!(marked("They met.", 5, &words), [("action".to_string(), "met".to_string())]);
        assert!(marked("They left.", 5, &words).is_empty());
        assert!(marked("", 5, &words).is_empty());
    }

    #[test]
    fn marks_do_not_overlap() {
        let words = [word("action", 7, "visit"), word("source", 0, "Oslo's visit"), word("place", 0, "Oslo")];
        assert_eq!(marked("Oslo's visit", 7, &words), [("place".to_string(), "Oslo".to_string()), ("action".into(), "visit".into())]);
    }
}
