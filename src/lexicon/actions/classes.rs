use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::wordset::WordSet;
use crate::lexicon::{LexiconError, Sources};
use crate::token::Interner;

/// Classes within classes are followed this deep.
const DEEPEST: usize = 8;

/// The named classes of `actions/classes.toml`: nouns, verbs of complements, and verbs (with particles) that rules are bound to.
#[derive(Debug, Default)]
pub(super) struct Classes {
    by_name: BTreeMap<String, Class>,
}

#[derive(Debug)]
struct Class {
    members: Vec<String>,
    file: Arc<str>,
    line: u64,
    /// A rule, the status lexicon or another class names it.
    used: Cell<bool>,
    /// What it stands for, once a set has asked for it: hundreds of rules name the large ones.
    set: OnceCell<WordSet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    class: BTreeMap<String, Spanned<Vec<String>>>,
}

impl Classes {
    /// Reads all classes; a later one of the same name replaces the earlier one.
    pub(super) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut by_name = BTreeMap::new();
        for (file, text, parsed) in sources.toml::<File>("actions/classes")? {
            for (name, members) in parsed.class {
                let line = Sources::line_of(text, members.span().start);
                by_name.insert(name, Class { members: members.into_inner(), file: file.clone(), line, used: Cell::new(false), set: OnceCell::new() });
            }
        }
        Ok(Self { by_name })
    }

    /// The words that `names` stand for, in their order: each `@class` gives its members in its place.
    pub(super) fn words<'a>(&'a self, file: &Arc<str>, line: u64, names: &'a [String]) -> Result<Vec<&'a str>, LexiconError> {
        let mut words = Vec::with_capacity(names.len());
        self.expand(file, line, names, &mut words, 0)?;
        Ok(words)
    }

    /// The set that `names` stand for.
    pub(super) fn set(&self, interner: &mut Interner, file: &Arc<str>, line: u64, names: &[String]) -> Result<WordSet, LexiconError> {
        let mut set = WordSet::default();
        self.extend(&mut set, interner, file, line, names)?;
        Ok(set)
    }

    /// Adds what `names` stand for to a set.
    pub(super) fn extend(&self, set: &mut WordSet, interner: &mut Interner, file: &Arc<str>, line: u64, names: &[String]) -> Result<(), LexiconError> {
        for name in names {
            match name.strip_prefix('@').and_then(|class| self.by_name.get(class)) {
                Some(class) => set.join(self.set_of(class, interner, file, line, name)?),
                None => self.words(file, line, std::slice::from_ref(name))?.into_iter().for_each(|word| set.add(interner, word)),
            }
        }
        Ok(())
    }

    /// The set of a class, made when it is first asked for.
    fn set_of<'c>(&'c self, class: &'c Class, interner: &mut Interner, file: &Arc<str>, line: u64, name: &String) -> Result<&'c WordSet, LexiconError> {
        if class.set.get().is_none() {
            let mut set = WordSet::default();
            self.words(file, line, std::slice::from_ref(name))?.into_iter().for_each(|word| set.add(interner, word));
            return Ok(class.set.get_or_init(|| set));
        }
        Ok(class.set.get_or_init(WordSet::default))
    }

    /// Fails on a class that nothing has named: it is misspelt there, or left over. A class of a layer below may have lost the
    /// rules that named it to those laid over them.
    pub(super) fn check_used(&self, sources: &Sources) -> Result<(), LexiconError> {
        let unused = self.by_name.iter().find(|(_, class)| !class.used.get() && sources.is_topmost(&class.file));
        unused.map_or(Ok(()), |(name, class)| {
            let message = format!("no rule and no class names the class `{name}`");
            Err(LexiconError::at(&class.file, class.line, message, format!("name it in a rule as `@{name}`, or delete it")))
        })
    }

    fn expand<'a>(&'a self, file: &Arc<str>, line: u64, names: &'a [String], words: &mut Vec<&'a str>, depth: usize) -> Result<(), LexiconError> {
        if depth > DEEPEST {
            return Err(LexiconError::at(file, line, format!("the classes {names:?} hold each other"), "break the circle in actions/classes.toml"));
        }
        for name in names {
            let Some(class) = name.strip_prefix('@') else {
                words.push(name);
                continue;
            };
            let class = self.by_name.get(class).ok_or_else(|| {
                LexiconError::at(file, line, format!("unknown class `{name}`"), "define it in actions/classes.toml under [class], or correct the name")
            })?;
            class.used.set(true);
            self.expand(file, line, &class.members, words, depth + 1)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Words;

    const RULE: &str = r#"
[[rule]]
id = "plant-flag"
cameo = "150"
label = "plant a flag"
verbs = ["plant", "@hoist"]
nouns = ["@raising"]
object = ["flag"]
accept = [{ text = "Norway planted a flag." }]
reject = ["She planted a rose."]
"#;

    fn load(classes: &str, rule: &str) -> Result<Vec<String>, LexiconError> {
        load_over(classes, rule, None)
    }

    /// With a file of rules laid over the others.
    fn load_over(classes: &str, rule: &str, over: Option<&str>) -> Result<Vec<String>, LexiconError> {
        let mut sources = Sources::none();
        let rules = ("actions/15-flags.toml".to_owned(), rule.to_owned());
        let verbs = "lemma,past,participle,third,gerund,noun\nplant,,,,,\nhoist,,,,,\nput,put,put,,putting,\nrun,ran,run,,running,\n";
        sources.push_files("own", [("actions/classes.toml".to_owned(), classes.to_owned()), rules, ("grammar/verbs.csv".to_owned(), verbs.to_owned())]);
        if let Some(rule) = over {
            sources.push_files("over", [("actions/15-flags.toml".to_owned(), rule.to_owned())]);
        }
        let mut interner = Interner::new();
        let mut words = Words::load(&sources, &mut interner)?;
        let lexicon = super::super::ActionLexicon::load(&sources, &crate::lexicon::CameoTable::default(), &mut interner, &mut words)?;
        let rule = &lexicon.rules[0];
        let verbs = rule.verbs.iter().map(|v| [&[v.lemma], &*v.particles].concat());
        let all = verbs.chain(rule.nouns.iter().map(|n| n.to_vec()));
        Ok(all.map(|form| form.iter().map(|w| interner.name(*w)).collect::<Vec<_>>().join(" ")).collect())
    }

    fn fault(classes: &str) -> String {
        load(classes, RULE).expect_err("it must not load").to_string()
    }

    #[test]
    fn a_class_of_verbs_stands_for_its_members_with_their_particles() {
        let classes = "[class]\nhoist = [\"hoist\", \"@put\"]\nput = [\"put up\", \"run up\"]\nraising = [\"flag raising\"]\n";
        assert_eq!(load(classes, RULE).expect("it loads"), ["plant", "hoist", "put up", "run up", "flag raising"]);
    }

    #[test]
    fn an_unknown_class_of_verbs_is_named_with_its_rule() {
        let fault = fault("[class]\nraising = [\"raising\"]\n");
        assert!(fault.contains("15-flags.toml:3") && fault.contains("unknown class `@hoist`"), "{fault}");
    }

    #[test]
    fn classes_that_hold_each_other_do_not_load() {
        let fault = fault("[class]\nhoist = [\"@put\"]\nput = [\"@hoist\"]\nraising = [\"raising\"]\n");
        assert!(fault.contains("hold each other"), "{fault}");
    }

    #[test]
    fn a_class_that_nothing_names_does_not_load() {
        let fault = fault("[class]\nhoist = [\"hoist\"]\nraising = [\"raising\"]\nlowering = [\"haul down\"]\n");
        assert!(fault.contains("classes.toml:4") && fault.contains("`lowering`"), "{fault}");
    }

    #[test]
    fn a_class_may_lose_its_rule_to_one_that_is_laid_over_it() {
        let classes = "[class]\nhoist = [\"hoist\"]\nraising = [\"raising\"]\n";
        let over = RULE.replace("\"@hoist\"", "\"hoist\"").replace("@raising", "raising");
        assert_eq!(load_over(classes, RULE, Some(&over)).expect("it loads"), ["plant", "hoist", "raising"]);
    }

    #[test]
    fn a_noun_in_a_class_of_verbs_does_not_load() {
        let fault = fault("[class]\nhoist = [\"pennant\"]\nraising = [\"raising\"]\n");
        assert!(fault.contains("`pennant`"), "{fault}");
    }
}
