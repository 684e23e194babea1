mod classes;
mod frames;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::{LexiconError, Sources, Tags, Words, inflect};
use crate::token::{Interner, PhraseTrie, Sym, TrieBuilder};
pub use classes::{ClassTable, WordClass};
pub use frames::{Frames, SpeechClass};

/// Cues of speech and their frames, from `speech.toml` or `speech/*.toml`.
#[derive(Debug, Default)]
pub struct SpeechLexicon {
    /// All rules, in the order of the files.
    pub rules: Vec<SpeechRule>,
    /// Cue verbs, and where those of a lemma stand.
    verbs: Vec<Vec<SpeechVerb>>,
    verb_slots: Slots,
    /// Rules of cue nouns by form.
    nouns: FxHashMap<Sym, u32>,
    phrases: Option<PhraseTrie<u32>>,
    /// Lemmas of forms that the general word list does not hold.
    forms: Vec<(Sym, Tags)>,
    form_slots: Slots,
    /// How often the attributions of a pattern are right, by the pattern's name.
    shares: FxHashMap<String, f32>,
    /// What each word can be.
    classes: ClassTable,
}

/// One rule: words that introduce speech in the same way.
#[derive(Debug)]
pub struct SpeechRule {
    /// Its id.
    pub id: String,
    /// What kind of speech act: `say`, `ask`, `call`, `think`, …
    pub class: String,
    /// How it ties speaker and words together.
    pub frames: Frames,
    /// Sentences that it must read right.
    pub accept: Vec<SpeechExample>,
    /// Sentences in which it must attribute nothing.
    pub reject: Vec<String>,
    /// Its file, as messages name it.
    pub file: Arc<str>,
    /// Its line, counted from 1.
    pub line: u64,
}

/// A cue verb with the words that belong to it (`point` + `out`).
#[derive(Debug)]
pub struct SpeechVerb {
    /// The words right behind the verb; empty for a single verb.
    pub particles: Vec<Sym>,
    /// Index into [`SpeechLexicon::rules`]: the first that has the verb.
    pub rule: u32,
    /// The frames of all rules that have it.
    pub frames: Frames,
    /// The class of the first rule that has it.
    pub class: SpeechClass,
}

impl SpeechVerb {
    /// It may report words without marks: it takes a clause, a question or an infinitive, or stands beside what was said.
    fn reports(&self) -> bool {
        let clause = Frames::THAT
            .or(Frames::BARE)
            .or(Frames::WHETHER)
            .or(Frames::INFINITIVE)
            .or(Frames::MATTER)
            .or(Frames::HEARSAY)
            .or(Frames::LISTENER)
            .or(Frames::NAMES)
            .or(Frames::SEEMS);
        let beside = self.class.says() || matches!(self.class, SpeechClass::Think | SpeechClass::Report);
        self.frames.any(clause) || beside && self.frames.any(Frames::QUOTE)
    }
}

/// An accepted example.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechExample {
    /// The sentence.
    pub text: String,
    /// The quoted or reported words.
    pub quote: String,
    /// The words that name the speaker.
    pub speaker: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<RawRule>,
    #[serde(default)]
    pattern: Vec<RawPattern>,
    #[serde(default)]
    list: Vec<RawList>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: Spanned<String>,
    class: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    frames: Vec<String>,
    #[serde(default)]
    accept: Vec<SpeechExample>,
    #[serde(default)]
    reject: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPattern {
    id: String,
    share: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawList {
    id: Spanned<String>,
    words: Vec<String>,
}

impl SpeechLexicon {
    pub(super) fn load(sources: &Sources, interner: &mut Interner, words: &mut Words) -> Result<Self, LexiconError> {
        let mut kept: Vec<(RawRule, Arc<str>, u64)> = Vec::new();
        let mut lexicon = SpeechLexicon::default();
        for (file, text, parsed) in sources.toml::<File>("speech")? {
            for rule in parsed.rule {
                let line = Sources::line_of(text, rule.id.span().start);
                check(&rule, &file, line)?;
                match kept.iter().position(|k| k.0.id.get_ref() == rule.id.get_ref()) {
                    // A later layer's rule replaces the earlier one.
                    Some(at) => kept[at] = (rule, file.clone(), line),
                    None => kept.push((rule, file.clone(), line)),
                }
            }
            lexicon.shares.extend(parsed.pattern.into_iter().map(|p| (p.id, p.share.clamp(0.0, 1.0))));
            for list in parsed.list {
                let class = WordClass::of_list(list.id.get_ref()).ok_or_else(|| {
                    let line = Sources::line_of(text, list.id.span().start);
                    LexiconError::at(&file, line, format!("unknown list `{}`", list.id.get_ref()), "use a list of the built-in file")
                })?;
                lexicon.classes.clear(class);
                list.words.iter().for_each(|w| lexicon.classes.set(interner.intern(w), class));
            }
        }
        let mut phrases = TrieBuilder::default();
        for (raw, file, line) in kept {
            lexicon.add(raw, &file, line, interner, words, &mut phrases)?;
        }
        lexicon.phrases = Some(phrases.build());
        lexicon.mark_verbs(interner, words);
        lexicon.mark_nouns();
        Ok(lexicon)
    }

    /// Marks all forms of the cue verbs.
    fn mark_verbs(&mut self, interner: &Interner, words: &Words) {
        for sym in interner.syms() {
            let lemma = words.info(sym).verb.or_else(|| self.form(sym).map(|f| f.0));
            let verbs = lemma.map_or(&[][..], |l| self.verbs(l));
            if verbs.is_empty() {
                continue;
            }
            let reports = verbs.iter().any(SpeechVerb::reports);
            self.classes.set(sym, if reports { WordClass::VERB.or(WordClass::REPORTING) } else { WordClass::VERB });
        }
    }

    /// Marks the nouns that report something.
    fn mark_nouns(&mut self) {
        let telling = |rule: &u32| self.rules.get(*rule as usize).is_some_and(|r| r.frames != Frames::default());
        let found: Vec<Sym> = self.nouns.iter().filter(|(_, rule)| telling(rule)).map(|(sym, _)| *sym).collect();
        found.into_iter().for_each(|sym| self.classes.set(sym, WordClass::TELLING));
    }

    fn add(
        &mut self,
        raw: RawRule,
        file: &Arc<str>,
        line: u64,
        interner: &mut Interner,
        words: &mut Words,
        phrases: &mut TrieBuilder<u32>,
    ) -> Result<(), LexiconError> {
        let frames = Frames::of_keys(&raw.frames, file, line)?;
        self.add_verbs(&raw, frames, interner, words);
        self.add_nouns(&raw.nouns, interner);
        self.add_phrases(&raw.phrases, interner, phrases);
        let RawRule { id, class, accept, reject, .. } = raw;
        self.rules.push(SpeechRule { id: id.into_inner(), class, frames, accept, reject, file: file.clone(), line });
        Ok(())
    }

    /// The verbs of the rule that comes next, with their particles.
    fn add_verbs(&mut self, raw: &RawRule, frames: Frames, interner: &mut Interner, words: &mut Words) {
        let (rule, class) = (self.rules.len() as u32, SpeechClass::of_key(&raw.class));
        for verb in &raw.verbs {
            let mut parts = verb.split_whitespace();
            let Some(lemma) = parts.next() else { continue };
            let sym = interner.intern(lemma);
            self.inflect(lemma, sym, interner, words);
            let particles: Vec<Sym> = parts.map(|p| interner.intern(p)).collect();
            let slot = self.verb_slots.get_or_set(sym, self.verbs.len());
            if slot == self.verbs.len() {
                self.verbs.push(Vec::new());
            }
            let entries = &mut self.verbs[slot];
            match entries.iter_mut().find(|v| v.particles == particles) {
                Some(verb) => verb.frames = verb.frames.or(frames),
                None => entries.push(SpeechVerb { particles, rule, frames, class }),
            }
            // Longer ones first: "make clear" before "make".
            entries.sort_by_key(|v| std::cmp::Reverse(v.particles.len()));
        }
    }

    /// The nouns of the rule that comes next, with their plurals.
    fn add_nouns(&mut self, nouns: &[String], interner: &mut Interner) {
        for noun in nouns {
            for form in [noun.clone(), inflect::plural(noun)] {
                let sym = interner.intern(&form);
                self.nouns.insert(sym, self.rules.len() as u32);
                self.classes.set(sym, WordClass::NOUN);
            }
        }
    }

    /// The phrases of the rule that comes next; their words are marked, so that most texts never ask the trie.
    fn add_phrases(&mut self, texts: &[String], interner: &mut Interner, phrases: &mut TrieBuilder<u32>) {
        for phrase in texts {
            phrases.insert(interner, phrase, self.rules.len() as u32);
            let mut parts = phrase.split_whitespace();
            let first = interner.intern(parts.next().unwrap_or_default());
            self.classes.set(first, WordClass::PHRASE);
            match (parts.next(), parts.next()) {
                (None, _) => self.classes.set(first, WordClass::PHRASE_ALONE),
                (Some(next), None) => self.classes.set(interner.intern(next), WordClass::PHRASE_PAIR),
                (Some(second), Some(third)) => {
                    self.classes.set(interner.intern(second), WordClass::PHRASE_SECOND);
                    self.classes.set(interner.intern(third), WordClass::PHRASE_THIRD);
                }
            }
        }
    }

    /// Adds the regular forms of a lemma that the general list of verbs lacks.
    fn inflect(&mut self, lemma: &str, sym: Sym, interner: &mut Interner, words: &mut Words) {
        if words.info(sym).verb == Some(sym) {
            return;
        }
        let past = inflect::past(lemma);
        let forms = [
            (lemma.to_owned(), Tags::V_BASE),
            (inflect::third(lemma), Tags::V_THIRD),
            (past, Tags::V_PAST.or(Tags::V_PART)),
            (inflect::gerund(lemma), Tags::V_GER),
        ];
        for (form, tags) in forms {
            let form = words.add(interner, &form, tags);
            let slot = self.form_slots.get_or_set(form, self.forms.len());
            if slot == self.forms.len() {
                self.forms.push((sym, tags));
            }
        }
    }

    /// The lemma and the verb classes of a form that only this lexicon holds.
    #[must_use]
    pub fn form(&self, sym: Sym) -> Option<(Sym, Tags)> {
        self.forms.get(self.form_slots.get(sym)?).copied()
    }

    /// The cue verbs of a lemma, those with most particles first.
    #[must_use]
    #[inline]
    pub fn verbs(&self, lemma: Sym) -> &[SpeechVerb] {
        self.verb_slots.get(lemma).and_then(|slot| self.verbs.get(slot)).map_or(&[], Vec::as_slice)
    }

    /// The rule of a cue noun.
    #[must_use]
    #[inline]
    pub fn noun(&self, form: Sym) -> Option<u32> {
        if self.is(form, WordClass::NOUN) { self.nouns.get(&form).copied() } else { None }
    }

    /// The longest cue phrase that starts at `tokens[0]`: its length in tokens and its rule.
    #[must_use]
    pub fn phrase(&self, tokens: &[crate::token::Token]) -> Option<(usize, u32)> {
        self.phrases.as_ref().filter(|_| tokens.first().is_some_and(|t| self.is(t.sym, WordClass::PHRASE)))?.longest(tokens, true).map(|h| (h.len, h.value))
    }

    /// A rule by its index.
    #[must_use]
    pub fn rule(&self, index: u32) -> Option<&SpeechRule> {
        self.rules.get(index as usize)
    }

    /// The frames of a rule.
    #[must_use]
    pub fn frames(&self, index: u32) -> Frames {
        self.rule(index).map(|r| r.frames).unwrap_or_default()
    }

    /// Share of right attributions of a pattern; a pattern without a figure is doubtful.
    #[must_use]
    pub fn share(&self, pattern: &str) -> f32 {
        self.shares.get(pattern).copied().unwrap_or(0.5)
    }

    /// What each word can be.
    #[must_use]
    #[inline]
    pub fn classes(&self) -> &ClassTable {
        &self.classes
    }

    /// The word is of one of the classes `class`.
    #[must_use]
    #[inline]
    pub fn is(&self, sym: Sym, class: WordClass) -> bool {
        self.classes.get(sym).any(class)
    }
}

/// A table by symbol: most words are no cue, and a read of it costs nothing.
#[derive(Debug, Default)]
struct Slots(Vec<u32>);

impl Slots {
    #[inline]
    fn get(&self, sym: Sym) -> Option<usize> {
        self.0.get(sym.index()).and_then(|slot| (*slot as usize).checked_sub(1))
    }

    /// The slot of `sym`, a new one numbered `next` where it has none.
    fn get_or_set(&mut self, sym: Sym, next: usize) -> usize {
        if self.0.len() <= sym.index() {
            self.0.resize(sym.index() + 1, 0);
        }
        match &mut self.0[sym.index()] {
            0 => {
                self.0[sym.index()] = next as u32 + 1;
                next
            }
            slot => *slot as usize - 1,
        }
    }
}

fn check(rule: &RawRule, file: &str, line: u64) -> Result<(), LexiconError> {
    let error = |message: String, remedy: &str| Err(LexiconError::at(file, line, message, remedy));
    let id = rule.id.get_ref();
    if rule.verbs.is_empty() && rule.nouns.is_empty() && rule.phrases.is_empty() {
        return error(format!("rule `{id}` has no verbs, nouns or phrases"), "list the words that it stands for");
    }
    if rule.accept.is_empty() || rule.reject.is_empty() {
        return error(
            format!("rule `{id}` lacks an accepted or a rejected example"),
            "give `accept = [{ text = \"…\", quote = \"…\", speaker = \"…\" }]` and `reject = [\"…\"]`",
        );
    }
    if let Some(bad) = rule.accept.iter().find(|e| !e.text.contains(&e.quote) || !e.text.contains(&e.speaker)) {
        return error(format!("rule `{id}`: quote or speaker is not in `{}`", bad.text), "copy both from the example's text");
    }
    Ok(())
}
