//! `--- VERB [080] ---`, `VERB {FORMS} [080]` and below them patterns: `- * PROPOSAL [050]`, where `*` is the verb, `$` the
//! source, `+` the target, `%` both; `&SET` and the lines with `+` below it define words for patterns.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::lines::{bracketed, lines, lower};
use super::{Imported, Known};

type Sets = BTreeMap<String, Vec<String>>;

/// What a line says of the verbs of its block.
#[derive(Default)]
struct Pattern {
    /// Particle or preposition that goes with the verb.
    particle: String,
    object: Vec<String>,
    /// Preposition behind the target and its object.
    with: Option<(String, Vec<String>)>,
    mutual: bool,
}

pub(super) fn import(source: &str, text: &str, known: &dyn Known) -> Imported {
    let sets = sets(text);
    let mut reader = Reader { known, sets, done: Imported::default(), verbs: Vec::new(), code: None, in_set: false };
    let _ = writeln!(reader.done.content, "# Imported from {source}. Its rules carry no examples: see `imported` in CONTRIBUTING.md.");
    for (number, line) in lines(text) {
        if let Err(why) = reader.line(line) {
            reader.done.refuse(number, line, why);
        }
    }
    reader.done
}

/// The sets of words that patterns name.
fn sets(text: &str) -> Sets {
    let mut sets = Sets::new();
    let mut current = None;
    for (_, line) in lines(text) {
        if let Some(name) = line.strip_prefix('&') {
            current = Some(name.trim().to_owned());
        } else if let (Some(member), Some(name)) = (line.strip_prefix('+'), &current) {
            sets.entry(name.clone()).or_default().push(member.trim().to_owned());
        } else {
            current = None;
        }
    }
    sets
}

struct Reader<'t> {
    known: &'t dyn Known,
    sets: Sets,
    done: Imported,
    /// The verbs of the block.
    verbs: Vec<String>,
    /// The code of its header.
    code: Option<String>,
    in_set: bool,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.starts_with('&') {
            self.in_set = true;
            return Ok(());
        }
        if line.starts_with('+') && self.in_set {
            return Ok(());
        }
        self.in_set = false;
        let (head, codes) = bracketed(line)?;
        if let Some(name) = line.strip_prefix("---") {
            self.verbs.clear();
            self.code = codes.first().map(|c| (*c).to_owned());
            let name = bracketed(name)?.0.trim_matches(['-', ' ']);
            return if self.code.is_none() && name.is_empty() { Err("a header names its verb".into()) } else { Ok(()) };
        }
        if let Some(pattern) = head.strip_prefix('-') {
            let code = self.act(codes.first().copied())?;
            if self.verbs.is_empty() {
                return Err("a pattern without a verb before it that was taken".into());
            }
            let pattern = self.pattern(pattern)?;
            self.rule(&code, &pattern);
            return Ok(());
        }
        self.verb(head, codes.first().copied())
    }

    /// `ABANDON {ABANDONS ABANDONED} [080]`: forms are inflected here and need not be given.
    fn verb(&mut self, head: &str, code: Option<&str>) -> Result<(), String> {
        let verb = lower(head.split('{').next().unwrap_or(""));
        let lemma = verb.split(' ').next().unwrap_or("");
        if !self.known.is_verb(lemma) {
            return Err(format!("`{lemma}` is no verb that the grammar knows; add it to grammar/verbs.csv"));
        }
        self.verbs.push(verb.clone());
        let own = code.map(str::to_owned).or_else(|| self.code.clone());
        let Some(code) = own else { return Ok(()) };
        // A verb that is coded by its patterns alone has a null code.
        if code.starts_with("--") || code.is_empty() {
            return Ok(());
        }
        let code = self.act(Some(&code))?;
        let all = std::mem::replace(&mut self.verbs, vec![verb]);
        self.rule(&code, &Pattern::default());
        self.verbs = all;
        Ok(())
    }

    fn act(&self, code: Option<&str>) -> Result<String, String> {
        let code = code.ok_or("a code in brackets is wanted: [080]")?;
        if code.starts_with("--") {
            return Err("a null code: the pattern says what is no act; a rule's `reject` and `not_object` do that here".into());
        }
        if self.known.is_act(code) { Ok(code.to_owned()) } else { Err(format!("`{code}` is no code of an act in cameo.csv")) }
    }

    fn pattern(&self, text: &str) -> Result<Pattern, String> {
        if text.contains(['(', ')', '{', '}', '|', '?', '^', '~']) {
            return Err("phrase marks and alternatives of PETRARCH-2 are not read; write one pattern for each".into());
        }
        let (before, behind) = text.split_once('*').ok_or("the pattern has no `*` for the verb")?;
        let mut pattern = Pattern::default();
        for token in before.split_whitespace() {
            match token {
                "$" => {}
                "%" => pattern.mutual = true,
                _ => return Err(format!("`{token}` before the verb is not read; a rule's `subject` does that here")),
            }
        }
        let tokens: Vec<&str> = behind.split_whitespace().filter(|t| *t != "%").collect();
        pattern.mutual |= behind.contains('%');
        if tokens.contains(&"$") {
            return Err("the source behind the verb is not read; the passive is found by the grammar".into());
        }
        match tokens.iter().position(|t| *t == "+") {
            None => pattern.object = self.words(&tokens)?,
            // `* WITH +`
            Some(1) if tokens.len() == 2 => pattern.particle = lower(tokens[0]),
            Some(0) if tokens.len() == 1 => {}
            // `* + TO COURT`
            Some(0) if tokens.len() > 2 => pattern.with = Some((lower(tokens[1]), self.words(&tokens[2..])?)),
            Some(_) => return Err("words between verb and target, or one word behind it, are not read; write the rule by hand".into()),
        }
        Ok(pattern)
    }

    /// The words of a pattern as one phrase, or as the members of a set.
    fn words(&self, tokens: &[&str]) -> Result<Vec<String>, String> {
        match tokens {
            [] => Ok(Vec::new()),
            [set] if set.starts_with('&') => {
                let members = self.sets.get(set[1..].trim_end_matches('_')).ok_or_else(|| format!("the set {set} is not defined"))?;
                if let Some(inner) = members.iter().find(|m| m.starts_with('&')) {
                    return Err(format!("the set {set} holds the set {inner}; sets inside sets are not read"));
                }
                Ok(members.iter().map(|m| lower(m)).collect())
            }
            _ if tokens.iter().any(|t| t.starts_with('&')) => Err("a set beside other words is not read".into()),
            _ => Ok(vec![lower(&tokens.join(" "))]),
        }
    }

    fn rule(&mut self, code: &str, pattern: &Pattern) {
        let list = |words: &[String]| format!("[{}]", words.iter().map(|w| format!("{w:?}")).collect::<Vec<_>>().join(", "));
        let verbs: Vec<String> = self.verbs.iter().map(|v| if pattern.particle.is_empty() { v.clone() } else { format!("{v} {}", pattern.particle) }).collect();
        self.done.entries += 1;
        let label = pattern.object.first().map_or_else(|| verbs[0].clone(), |o| format!("{} {o}", verbs[0]));
        let out = &mut self.done.content;
        let _ = write!(out, "\n[[rule]]\nid = \"imported-{}\"\ncameo = {code:?}\nlabel = {label:?}\nverbs = {}\n", self.done.entries, list(&verbs));
        if !pattern.object.is_empty() {
            let _ = writeln!(out, "object = {}", list(&pattern.object));
        }
        if let Some((preposition, words)) = &pattern.with {
            let _ = writeln!(out, "with = {{ {preposition:?} = {} }}", list(words));
        }
        if pattern.mutual {
            out.push_str("mutual = true\n");
        }
        out.push_str("imported = true\n");
    }
}
