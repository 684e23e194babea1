use std::sync::Arc;

use crate::lexicon::LexiconError;

/// How a cue ties speaker and words together, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frames(u16);

impl Frames {
    /// Takes whole quotations: `X said: "…"`.
    pub const QUOTE: Frames = Frames(1);
    /// May stand before its speaker behind a quotation: `"…", said X`.
    pub const INVERTED: Frames = Frames(2);
    /// Takes a clause with `that`: `X announced that …`.
    pub const THAT: Frames = Frames(4);
    /// Takes a clause without `that` as well: `X said it would …`.
    pub const BARE: Frames = Frames(8);
    /// Takes an infinitive: `X vowed to …`.
    pub const INFINITIVE: Frames = Frames(16);
    /// Its object is the listener: `X told Y that …`.
    pub const LISTENER: Frames = Frames(32);
    /// Gives a thing a name or a judgement: `X called it "…"`, `dismissed as "…" by X`.
    pub const JUDGES: Frames = Frames(64);
    /// Takes a question: `X asked whether …`.
    pub const WHETHER: Frames = Frames(128);
    /// Names titles and nicknames rather than words said: `a book titled "…"`; tells what something is called: `X called it a wreck`.
    pub const NAMES: Frames = Frames(256);
    /// Its object is what it is about: `X criticised the plan`.
    pub const MATTER: Frames = Frames(512);
    /// In the passive it reports what nobody is named for: `X is expected to …`.
    pub const HEARSAY: Frames = Frames(1024);
    /// It reports how something seems to nobody who is named: `X seems to …`.
    pub const SEEMS: Frames = Frames(2048);
    /// What it is about counts behind an infinitive or a gerund too: `X came to discuss the plan`.
    pub const NONFINITE: Frames = Frames(4096);

    /// Shares a frame with `other`.
    #[must_use]
    #[inline]
    pub fn any(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    #[inline]
    pub const fn or(self, other: Frames) -> Frames {
        Frames(self.0 | other.0)
    }

    /// The frames that a rule names.
    pub(super) fn of_keys(keys: &[String], file: &Arc<str>, line: u64) -> Result<Frames, LexiconError> {
        let mut frames = Frames::default();
        for key in keys {
            let frame = Frames::of_key(key).ok_or_else(|| {
                LexiconError::at(
                    file,
                    line,
                    format!("unknown frame `{key}`"),
                    "use quote, inverted, that, bare, infinitive, whether, listener, judges, names, matter, nonfinite, hearsay or seems",
                )
            })?;
            frames = frames.or(frame);
        }
        Ok(frames)
    }

    /// The frame of a key, by the name that it has in the file.
    fn of_key(key: &str) -> Option<Frames> {
        Some(match key {
            "quote" => Self::QUOTE,
            "inverted" => Self::INVERTED,
            "that" => Self::THAT,
            "bare" => Self::BARE,
            "infinitive" => Self::INFINITIVE,
            "listener" => Self::LISTENER,
            "judges" => Self::JUDGES,
            "whether" => Self::WHETHER,
            "names" => Self::NAMES,
            "matter" => Self::MATTER,
            "hearsay" => Self::HEARSAY,
            "seems" => Self::SEEMS,
            "nonfinite" => Self::NONFINITE,
            _ => return None,
        })
    }
}

/// The kind of speech act that a rule is for, as far as the reader of quotations tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum SpeechClass {
    Say,
    Tell,
    Write,
    Ask,
    Think,
    Report,
    Demand,
    View,
    Call,
    #[default]
    Other,
}

impl SpeechClass {
    /// The class by the name that it has in the file.
    pub(super) fn of_key(key: &str) -> Self {
        match key {
            "say" => Self::Say,
            "tell" => Self::Tell,
            "write" => Self::Write,
            "ask" => Self::Ask,
            "think" => Self::Think,
            "report" => Self::Report,
            "demand" => Self::Demand,
            "view" => Self::View,
            "call" => Self::Call,
            _ => Self::Other,
        }
    }

    /// Reports words: says, tells or writes.
    #[must_use]
    #[inline]
    pub fn says(self) -> bool {
        matches!(self, Self::Say | Self::Tell | Self::Write)
    }
}
