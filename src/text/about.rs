//! What an article says about itself, who wrote it, and where its story begins.

use super::{Article, Surface};
use crate::lexicon::Lexicon;
use crate::token::{Token, TokenKind};

/// The class of boilerplate that names the writers.
const BYLINE: &str = "byline";
/// The class of boilerplate that tells when it was published and changed.
pub const TIMESTAMP: &str = "timestamp";

/// The writers by the record, else by the first byline of the text; several are joined by `; `.
#[must_use]
pub fn authors(article: &Article, surface: &Surface, lexicon: &Lexicon) -> Option<String> {
    if let Some(author) = &article.author {
        return Some(author.clone());
    }
    let line = surface.boilerplate.iter().find(|b| b.class == BYLINE)?;
    let tokens = &surface.tokens[surface.tokens_in(line.span)];
    let small = |t: &Token| t.is_word() && !t.shape.is_capital();
    // Behind the words that open it: `By`, `Words by`.
    let start = tokens.iter().skip(1).position(|t| t.is_word() && !small(t))? + 1;
    // `Ann Orme, Jo Bay and Tom Falk`: commas part names as long as an `and` is to come; `Ann Orme, Harbour Post` names one.
    let last_and = tokens.iter().rposition(|t| t.sym == lexicon.fixed.and).unwrap_or(0);
    let mut names: Vec<&[Token]> = Vec::new();
    let mut from = Some(start);
    for (i, token) in tokens.iter().enumerate().skip(start) {
        let parts = token.sym == lexicon.fixed.and || token.kind == TokenKind::Comma;
        if parts && i > last_and {
            break;
        }
        if parts {
            from = Some(i + 1);
        } else if small(token) {
            // `in Oslo`, `staff reporter`
            from = None;
        } else if let Some(from) = from {
            names.retain(|n| n.first().map(|t| t.span.start) != Some(tokens[from].span.start));
            names.push(&tokens[from..=i]);
        }
    }
    let text = |name: &[Token]| Some(article.text.get(name.first()?.span.start as usize..name.last()?.span.end as usize)?.to_string());
    let names: Vec<String> = names.into_iter().filter_map(text).collect();
    (!names.is_empty()).then(|| names.join("; "))
}

/// A paragraph of fewer tokens is a headline or a line about the article.
const LEAST_TOKENS: usize = 7;

impl Surface {
    /// The paragraphs that tell the story, by their place: no header, no boilerplate, no headline.
    pub fn story<'s>(&'s self, article: &Article) -> impl Iterator<Item = u32> + use<'s> {
        let body = article.body_start();
        let told = move |p: &super::Paragraph| p.span.end > body && !self.is_boilerplate(p.span.start) && p.tokens.len() >= LEAST_TOKENS;
        self.paragraphs.iter().enumerate().filter(move |(_, p)| told(p)).map(|(at, _)| at as u32)
    }

    /// The first token of the story, behind the header, a byline and a line that tells when it was published.
    #[must_use]
    pub fn opening(&self, article: &Article) -> usize {
        let body = article.body_start();
        let mut start = body;
        for line in self.boilerplate.iter().skip_while(|b| b.span.end <= body) {
            let opens = line.class == BYLINE || line.class == TIMESTAMP;
            if !opens || !article.text.get(start as usize..line.span.start as usize).is_some_and(|gap| gap.trim().is_empty()) {
                break;
            }
            start = line.span.end;
        }
        self.tokens.partition_point(|t| t.span.start < start)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::text;

    fn read(text: &str, lexicon: &Lexicon) -> (Option<String>, String) {
        let article = Article { text: text.into(), ..Article::default() };
        let surface = text::surface(&article, lexicon);
        let first = surface.tokens[surface.opening(&article)].span.slice(text).to_string();
        (authors(&article, &surface, lexicon), first)
    }

    #[test]
    fn bylines_name_the_writers() {
        let lexicon = Lexicon::builtin().unwrap();
        for (line, wanted) in [
            ("By Ann Orme and Tom Falk, Harbour Post", "Ann Orme; Tom Falk"),
            ("By Ann Orme in Oslo and Tom Falk in Bergen", "Ann Orme; Tom Falk"),
            ("By Ann Orme, Jo Bay and Tom Falk", "Ann Orme; Jo Bay; Tom Falk"),
            ("By ANN ORME, staff reporter", "ANN ORME"),
            ("Words by Ann Orme", "Ann Orme"),
        ] {
            assert_eq!(read(&format!("{line}\n\nThe bridge reopened on Friday."), &lexicon), (Some(wanted.into()), "The".into()), "{line}");
        }
        assert_eq!(read("The bridge reopened on Friday.", &lexicon), (None, "The".into()));
    }
}
