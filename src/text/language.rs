use whatlang::Lang;

use super::{Article, Surface};
use crate::lexicon::Tags;
use crate::token::TokenKind;

/// The language that is read.
pub const ENGLISH: &str = "en";

/// A shorter text is taken to be English: a few names tell nothing.
const LEAST_CHARACTERS: usize = 400;

/// Bytes and tokens that are looked at; the language of an article shows early.
const SAMPLE_BYTES: usize = 4096;
const SAMPLE_TOKENS: usize = 256;

/// The language of the article, ISO 639-1. English unless another language is clear: nearly every English text shows
/// itself by its little words, and only one without them is given to the trigram model.
#[must_use]
pub fn language(article: &Article, surface: &Surface) -> &'static str {
    let body = article.text.get(article.body_start() as usize..).unwrap_or("");
    if is_short(body) || has_english_words(surface) {
        return ENGLISH;
    }
    let sample = body.get(..boundary(body, SAMPLE_BYTES)).unwrap_or(body);
    whatlang::detect(sample).filter(whatlang::Info::is_reliable).map_or(ENGLISH, |info| code(info.lang()))
}

fn is_short(body: &str) -> bool {
    // A character takes four bytes at most.
    body.len() < LEAST_CHARACTERS * 4 && (body.len() < LEAST_CHARACTERS || body.chars().count() < LEAST_CHARACTERS)
}

/// One word in five belongs to the closed classes: determiners, prepositions, pronouns, auxiliaries. In English news it is
/// two in five; in other languages few forms are the same. Tables of figures have little words in no language, and tell
/// nothing.
fn has_english_words(surface: &Surface) -> bool {
    /// Tokens that are counted at once.
    const STEP: usize = 32;
    let sample = |length: usize| length.min(SAMPLE_TOKENS);
    let (tokens, known) = (&surface.tokens[..sample(surface.tokens.len())], &surface.words[..sample(surface.words.len())]);
    let (mut words, mut closed, mut numbers) = (0u32, 0u32, 0u32);
    for (step, (tokens, known)) in tokens.chunks(STEP).zip(known.chunks(STEP)).enumerate() {
        for (token, word) in tokens.iter().zip(known) {
            words += u32::from(token.is_word());
            closed += u32::from(token.is_word() && word.tags.any(Tags::CLOSED));
            numbers += u32::from(token.kind == TokenKind::Number);
        }
        // Though all that is left were words of another kind, these are enough.
        let left = surface.tokens.len().min(SAMPLE_TOKENS).saturating_sub((step + 1) * STEP);
        if closed * 5 >= words + left as u32 {
            return true;
        }
    }
    closed * 5 >= words || numbers * 10 > words
}

/// The last character boundary not behind `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// ISO 639-1, or 639-3 where there is no shorter code.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => ENGLISH,
        Lang::Spa => "es",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Bul => "bg",
        Lang::Mkd => "mk",
        Lang::Bel => "be",
        Lang::Ron => "ro",
        Lang::Hun => "hu",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Aze => "az",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Cat => "ca",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        Lang::Hye => "hy",
        Lang::Kat => "ka",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(text: &str) -> &'static str {
        let lexicon = Lexicon::builtin().unwrap();
        let article = Article { text: text.into(), ..Article::default() };
        let surface = super::super::surface(&article, &lexicon);
        language(&article, &surface)
    }

    #[test]
    fn other_languages_are_told_where_the_text_is_long_enough() {
        let spanish =
            "El puente se cerró el lunes después de que una grieta apareciera en el pilar del norte. Los vecinos piden que el gobierno pague las obras. ";
        assert_eq!(found(&spanish.repeat(4)), "es");
        assert_eq!(found(spanish), "en");
        let german = "Die Brücke wurde am Montag gesperrt, nachdem ein Riss im nördlichen Pfeiler entdeckt worden war. Die Anwohner fordern, dass die Regierung die Arbeiten bezahlt. ";
        assert_eq!(found(&german.repeat(4)), "de");
    }

    #[test]
    fn english_without_little_words_is_english() {
        assert_eq!(found(&"The bridge was closed on Monday after a crack appeared in its northern pier. ".repeat(8)), "en");
        assert_eq!(found(&"Shr loss 12 cts vs profit 31 cts. Net loss 1.2 mln vs profit 3.1 mln. Revs 22.4 mln vs 27.0 mln. ".repeat(6)), "en");
    }
}
