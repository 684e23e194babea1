use std::collections::BTreeSet;
use std::ops::Range;

use super::{Article, Paragraph, Surface, repeated};
use crate::lexicon::{BoilerplateRule, ExampleResult, Extent, Lexicon, Marker};
use crate::token::{Span, TokenKind};

/// Sentences without a marker that a run may hold between two that have one.
const GAP: usize = 3;

/// A stretch of text that is no part of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boilerplate {
    /// Byte offsets.
    pub span: Span,
    /// `donation`, `sign-up`, `read-more`, `copyright`, `caption`, …: the class of its rule; `repeated` where it was learned.
    pub class: String,
    /// It is read as story all the same: a correction.
    pub kept: bool,
}

/// In place of a rule, for paragraphs that were learned.
const LEARNED: usize = usize::MAX;

/// A marker where it stands.
struct Found {
    marker: Marker,
    span: Span,
    paragraph: usize,
    sentence: usize,
}

/// Marks boilerplate by the rules of `boilerplate.toml`. Spans are in order and do not overlap; the header is none.
pub(super) fn find(article: &Article, surface: &Surface, lexicon: &Lexicon) -> Vec<Boilerplate> {
    let found = markers(article, surface, lexicon);
    let mut marked: Vec<(Span, usize)> = Vec::new();
    // The markers of one rule in one paragraph are judged together.
    for group in found.chunk_by(|a, b| (a.marker.rule, a.paragraph) == (b.marker.rule, b.paragraph)) {
        let Some(first) = group.first() else { continue };
        if let Some(rule) = lexicon.boilerplate.rules.get(first.marker.rule) {
            let mut judge = Judge { article, surface, rule, rule_index: first.marker.rule, marked: &mut marked };
            judge.paragraph(first.paragraph, group);
        }
    }
    let learned = repeated::find(article, surface.paragraphs.iter().map(|p| p.span), lexicon);
    marked.extend(learned.into_iter().map(|span| (span, LEARNED)));
    merged(marked, &lexicon.boilerplate.rules)
}

/// All markers of the story, ordered by rule, then by place.
fn markers(article: &Article, surface: &Surface, lexicon: &Lexicon) -> Vec<Found> {
    let (rules, text, body) = (&lexicon.boilerplate, &article.text, article.body_start());
    let mut found = Vec::new();
    let mut add = |marker, span: Span| {
        let paragraph = surface.paragraphs.partition_point(|p| p.span.end <= span.start);
        let sentence = surface.sentences.partition_point(|s| s.span.end <= span.start);
        if surface.paragraphs.get(paragraph).is_some_and(|p| p.span.start < span.end) {
            found.push(Found { marker, span, paragraph, sentence });
        }
    };
    let first = if body == 0 { 0 } else { surface.tokens.partition_point(|t| t.span.start < body) };
    rules.anywhere().each(text, surface.tokens.get(first..).unwrap_or_default(), &mut add);
    let (alone, most) = rules.alone();
    for paragraph in surface.paragraphs.iter().filter(|p| p.span.start >= body) {
        let tokens = surface.tokens.get(paragraph.tokens.start as usize..paragraph.tokens.end as usize).unwrap_or_default();
        rules.opening().each(text, tokens.get(..1).unwrap_or_default(), &mut add);
        if tokens.len() <= most {
            alone.each(text, tokens, &mut add);
        }
    }
    found.sort_by_key(|f| (f.marker.rule, f.span.start, f.span.end));
    found
}

/// Stretches ordered and without overlap; of two that overlap the union has the class of the first.
fn merged(mut marked: Vec<(Span, usize)>, rules: &[BoilerplateRule]) -> Vec<Boilerplate> {
    marked.sort_unstable_by_key(|(span, rule)| (span.start, u32::MAX - span.end, *rule));
    let mut list: Vec<Boilerplate> = Vec::new();
    for (span, rule) in marked {
        let (class, kept) = rules.get(rule).map_or(("repeated", false), |r| (r.class.as_str(), r.kept));
        match list.last_mut().filter(|last| last.span.overlaps(span)) {
            Some(last) => {
                last.span = last.span.cover(span);
                last.kept &= kept;
            }
            None => list.push(Boilerplate { span, class: class.into(), kept }),
        }
    }
    list
}

/// Decides what one rule marks in one paragraph.
struct Judge<'a> {
    article: &'a Article,
    surface: &'a Surface,
    rule: &'a BoilerplateRule,
    rule_index: usize,
    marked: &'a mut Vec<(Span, usize)>,
}

impl Judge<'_> {
    fn paragraph(&mut self, index: usize, found: &[Found]) {
        let Some(paragraph) = self.surface.paragraphs.get(index) else { return };
        let (whole, length) = (paragraph.span, paragraph.tokens.len());
        let fits = match self.rule.extent {
            Extent::Run => return self.runs(whole, found),
            Extent::Sentence => return self.sentences(found),
            Extent::Paragraph => true,
            Extent::Start => found.iter().any(|f| f.span.start == whole.start),
            // A full stop may follow the credit.
            Extent::End => found.iter().any(|f| !self.words_between(f.span.end, whole.end)),
            Extent::Names => self.holds_names(paragraph, found),
            Extent::Whole => found.iter().any(|f| !f.marker.minor) && self.holds_only(whole, found),
        };
        if fits && length <= self.rule.most {
            self.mark(whole);
        }
    }

    fn mark(&mut self, span: Span) {
        self.marked.push((span, self.rule_index));
    }

    fn sentences(&mut self, found: &[Found]) {
        for f in found {
            if let Some(sentence) = self.surface.sentences.get(f.sentence).filter(|s| s.tokens.len() <= self.rule.most) {
                self.mark(sentence.span);
            }
        }
    }

    /// A letter or digit stands between the two offsets.
    fn words_between(&self, start: u32, end: u32) -> bool {
        Span::new(start, end).slice(&self.article.text).contains(char::is_alphanumeric)
    }

    /// Nothing but markers, and marks around them.
    fn holds_only(&self, whole: Span, found: &[Found]) -> bool {
        let mut done = whole.start;
        for f in found {
            if f.span.start > done && self.words_between(done, f.span.start) {
                return false;
            }
            done = done.max(f.span.end);
        }
        !self.words_between(done, whole.end)
    }

    /// Behind the marker at least two capitalised words, and no others but fillers. A full stop makes it a sentence.
    fn holds_names(&self, paragraph: &Paragraph, found: &[Found]) -> bool {
        let Some(end) = found.iter().map(|f| f.span.end).max() else { return false };
        let tokens = self.surface.tokens.get(paragraph.tokens.start as usize..paragraph.tokens.end as usize).unwrap_or_default();
        let mut names = 0;
        tokens.iter().filter(|t| t.span.start >= end).take(self.rule.most + 1).all(|token| match token.kind {
            TokenKind::Comma | TokenKind::Hyphen | TokenKind::Dash | TokenKind::Slash | TokenKind::Symbol => true,
            TokenKind::Word if self.rule.fillers.contains(&token.sym) => true,
            TokenKind::Word => {
                names += 1;
                token.shape.is_capital()
            }
            _ => false,
        }) && names >= 2
    }

    /// Runs of sentences with markers: one ends where more than [`GAP`] sentences without any follow.
    fn runs(&mut self, whole: Span, found: &[Found]) {
        for run in found.chunk_by(|a, b| b.sentence <= a.sentence + GAP + 1) {
            let different: BTreeSet<_> = run.iter().filter(|f| !f.marker.minor).map(|f| f.marker.number).collect();
            if different.len() >= self.rule.least {
                let opened = run.iter().position(|f| !f.marker.minor).unwrap_or(0);
                self.mark(self.run(whole, run.get(opened..).unwrap_or(run)));
            }
        }
    }

    /// From the first sentence with a marker to the last closer, else to the end of the last sentence with a marker.
    fn run(&self, whole: Span, run: &[Found]) -> Span {
        let sentence = |f: Option<&Found>| f.and_then(|f| self.surface.sentences.get(f.sentence)).map_or(whole, |s| s.span);
        let start = sentence(run.first()).start.max(whole.start);
        let last = run.iter().rev().find(|f| !f.marker.minor);
        let closer = run.iter().rev().find(|f| f.marker.minor).map(|f| f.span.end);
        let plain = sentence(last).end.min(whole.end);
        let end = match closer {
            // A closer inside the run does not cut it; one behind the last marker, or in its sentence, does.
            Some(closer) if last.is_none_or(|l| closer >= l.span.end) => closer,
            _ => plain,
        };
        Span::new(start, end)
    }
}

/// Runs the examples of the rules of boilerplate.
#[must_use]
pub fn run_boilerplate_examples(lexicon: &Lexicon) -> Vec<ExampleResult> {
    let mut results = Vec::new();
    for rule in &lexicon.boilerplate.rules {
        let mut add = |text: &str, accept, outcome| {
            let (id, file) = (rule.id.clone(), rule.file.clone());
            results.push(ExampleResult { rule: id, file, line: rule.line, text: text.into(), accept, outcome });
        };
        for example in &rule.accept {
            let found = marked_in(&example.text, lexicon);
            let holds = found.iter().any(|(range, class)| *class == rule.class && example.text.get(range.clone()) == Some(&example.marked));
            add(
                &example.text,
                true,
                if holds { Ok(()) } else { Err(format!("wanted {} \"{}\", found {}", rule.class, example.marked, list(&example.text, &found))) },
            );
        }
        for text in &rule.reject {
            let found = marked_in(text, lexicon);
            let holds = found.iter().all(|(_, class)| *class != rule.class);
            add(text, false, if holds { Ok(()) } else { Err(format!("must not mark {}, found {}", rule.class, list(text, &found))) });
        }
    }
    results
}

fn marked_in(text: &str, lexicon: &Lexicon) -> Vec<(Range<usize>, String)> {
    let article = Article { text: text.into(), ..Article::default() };
    super::surface(&article, lexicon).boilerplate.into_iter().map(|b| (b.span.range(), b.class)).collect()
}

fn list(text: &str, found: &[(Range<usize>, String)]) -> String {
    let all: Vec<_> = found.iter().map(|(range, class)| format!("{class} \"{}\"", text.get(range.clone()).unwrap_or(""))).collect();
    if all.is_empty() { "nothing".into() } else { all.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::super::Header;
    use super::*;

    #[test]
    fn all_examples_hold() {
        let lexicon = Lexicon::builtin().unwrap();
        let failed: Vec<_> = run_boilerplate_examples(&lexicon).into_iter().filter_map(|r| Some((r.rule, r.text, r.outcome.err()?))).collect();
        assert!(failed.is_empty(), "{failed:#?}");
    }

    #[test]
    fn the_header_is_none_and_the_story_stays() {
        let lexicon = Lexicon::builtin().unwrap();
        let head = " date 2024-05-02";
        let appeal = "Your gift helps us. Donate today and our reporting stays free. Read more";
        let text = format!("{head} {appeal}\n\nThe ferry sank on Monday.");
        let header = Some(Header { span: Span::new(1, head.len() as u32), date: None });
        let article = Article { text: text.clone(), header, ..Article::default() };
        let surface = super::super::surface(&article, &lexicon);
        let marked: Vec<_> = surface.boilerplate.iter().map(|b| b.span.slice(&text)).collect();
        assert_eq!(marked, [appeal]);
    }
}
