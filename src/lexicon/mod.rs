//! The knowledge, loaded once from `lexicon/` into one immutable [`Lexicon`] that is passed to every stage.
//!
//! Each sub-lexicon has its file format, its loader and its checks in one file of this folder; the engines that use
//! them live in the stages. A broken lexicon never loads: every error names file, line and remedy.

mod abbreviations;
mod actions;
mod actors;
mod boilerplate;
mod cameo;
mod confidence;
mod dates;
mod error;
mod examples;
pub mod import;
pub mod inflect;
mod places;
mod profiles;
mod reply;
mod sources;
mod speech;
mod stems;
mod table;
mod words;

pub use abbreviations::{AbbreviationClass, Abbreviations};
pub use actions::*;
pub use actors::*;
pub use boilerplate::*;
pub use cameo::{CameoCode, CameoTable, actor_country, actor_sector, is_verbal, is_violent, is_wish};
pub use confidence::{ConfidenceLexicon, ConfidenceWeights};
pub use dates::*;
pub use error::LexiconError;
pub use examples::ExampleResult;
pub use places::*;
pub use profiles::{ActorParts, CountryCodes, ProfileLexicon};
pub use reply::{ReplyCue, ReplyLexicon};
pub use sources::{Located, Sources};
pub use speech::*;
pub use stems::StemLexicon;
pub use words::{FixedWords, Tags, WordInfo, Words};

use crate::token::{Interner, Sym, Token, scan};

/// Everything that the program knows, frozen.
#[derive(Debug)]
pub struct Lexicon {
    /// All interned forms.
    pub interner: Interner,
    /// Word classes and lemmas.
    pub words: Words,
    /// Words that the grammar asks for by name.
    pub fixed: FixedWords,
    /// Abbreviations with a full stop.
    pub abbreviations: Abbreviations,
    /// Date phrases.
    pub dates: DateLexicon,
    /// Who is who.
    pub actors: ActorLexicon,
    /// What lies where.
    pub places: PlaceLexicon,
    /// Cues of speech.
    pub speech: SpeechLexicon,
    /// Acts and their status.
    pub actions: ActionLexicon,
    /// The codes of acts.
    pub cameo: CameoTable,
    /// Replies and references back to an act.
    pub reply: ReplyLexicon,
    /// How sure records are.
    pub confidence: ConfidenceLexicon,
    /// How rare words are.
    pub stems: StemLexicon,
    /// What is no part of a story.
    pub boilerplate: BoilerplateLexicon,
    /// Countries, sectors and groups in the codes of the event data sets.
    pub profiles: ProfileLexicon,
}

impl Lexicon {
    /// The lexicon that is compiled into the program.
    ///
    /// # Errors
    /// Never on a released build (the tests load it); the error names the file and line otherwise.
    pub fn builtin() -> Result<Self, LexiconError> {
        Self::load(&Sources::builtin())
    }

    /// Loads all files of `sources`; later layers win over earlier ones.
    ///
    /// # Errors
    /// The first broken file: its name, line, what is wrong and what to do.
    pub fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut interner = Interner::new();
        let stems = StemLexicon::load(sources, &mut interner)?;
        let fixed = FixedWords::new(&mut interner);
        let (profiles, cameo) = (ProfileLexicon::load(sources)?, CameoTable::load(sources)?);
        // The large lists are read and checked beside the rest; only their words wait for the interner.
        let ((actors, towns), small) = rayon::join(
            || (ActorRows::read(sources, &profiles), PlaceRows::read(sources, &profiles)),
            || {
                let mut words = Words::load(sources, &mut interner)?;
                let abbreviations = Abbreviations::load(sources, &mut interner)?;
                let dates = DateLexicon::load(sources, &mut interner, &mut words)?;
                let speech = SpeechLexicon::load(sources, &mut interner, &mut words)?;
                let actions = ActionLexicon::load(sources, &cameo, &mut interner, &mut words)?;
                Ok::<_, LexiconError>((words, abbreviations, dates, speech, actions))
            },
        );
        let (mut words, abbreviations, dates, speech, actions) = small?;
        let actors = ActorLexicon::load(sources, actors?, &mut interner, &mut words)?;
        let places = PlaceLexicon::load(towns?, &mut interner);
        let reply = ReplyLexicon::load(sources, &mut interner)?;
        let confidence = ConfidenceLexicon::load(sources)?;
        let boilerplate = BoilerplateLexicon::load(sources, &mut interner, &mut words)?;
        Ok(Self {
            words: words.freeze(&interner),
            fixed,
            abbreviations,
            dates,
            actors,
            places,
            speech,
            actions,
            cameo,
            reply,
            confidence,
            stems,
            boilerplate,
            profiles,
            interner,
        })
    }

    /// The tokens of `text` with their symbols, appended to `out`.
    pub fn tokenize(&self, text: &str, out: &mut Vec<Token>) {
        /// Looked up together: the reads of the tables do not wait for each other.
        const AT_ONCE: usize = 64;
        out.reserve(text.len() / 5);
        let mut key = String::new();
        let mut raw = Vec::with_capacity(AT_ONCE);
        let mut scanner = scan(text);
        loop {
            raw.clear();
            raw.extend(scanner.by_ref().take(AT_ONCE));
            if raw.is_empty() {
                break;
            }
            out.extend(raw.iter().map(|raw| Token::new(raw, self.interner.get_token(text, raw, &mut key))));
        }
    }

    /// The symbol of a form, [`Sym::UNKNOWN`] where no lexicon holds it.
    #[must_use]
    pub fn sym(&self, form: &str) -> Sym {
        self.interner.get(form)
    }
}
