//! `NOUN {PLURAL} [~GOV]`; `{}` has no plural; `!SET! = A, B, C` defines words that stand for `!SET!` in nouns.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::lines::{bracketed, lines, lower};
use super::{Imported, Known, actor_code};
use crate::lexicon::{Code, inflect};

const HEADER: [&str; 6] = ["agent", "plural", "sector", "kind", "gender", "source"];
/// How deep sets may stand inside each other.
const DEEPEST: usize = 8;
/// How many nouns one line may stand for.
const MOST: usize = 200;

type Sets = BTreeMap<String, Vec<String>>;

pub(super) fn import(source: &str, text: &str, known: &dyn Known) -> Imported {
    let mut done = Imported::default();
    let sets = sets(text, &mut done);
    let mut seen = FxHashSet::default();
    let mut rows = Vec::new();
    for (number, line) in lines(text).filter(|l| !is_definition(l.1)) {
        let taken = agent(line, &sets, known).map(|agents| {
            for (noun, plural, sector) in agents {
                if !seen.insert(noun.clone()) {
                    done.refuse(number, line, format!("`{noun}` stands in an earlier line"));
                    continue;
                }
                let kind = if plural == noun { "group" } else { "person" };
                let plural = if plural == inflect::plural(&noun) { String::new() } else { plural };
                rows.push(vec![noun, plural, sector.as_str().to_owned(), kind.into(), String::new(), source.into()]);
            }
        });
        if let Err(why) = taken {
            done.refuse(number, line, why);
        }
    }
    done.write_csv(&HEADER, &rows);
    done
}

fn is_definition(line: &str) -> bool {
    line.starts_with('!') && line.contains('=')
}

fn sets(text: &str, done: &mut Imported) -> Sets {
    let mut sets = Sets::new();
    for (number, line) in lines(text).filter(|l| is_definition(l.1)) {
        let Some((name, members)) = line.split_once('=') else { continue };
        let members: Vec<String> = members.split(',').map(|m| m.trim().to_owned()).filter(|m| !m.is_empty()).collect();
        if members.is_empty() {
            done.refuse(number, line, "the set has no members");
        } else if sets.insert(name.trim().to_owned(), members).is_some() {
            done.refuse(number, line, "the set is defined in an earlier line too; this one counts");
        }
    }
    sets
}

/// The nouns of a line with their plurals and the sector.
fn agent(line: &str, sets: &Sets, known: &dyn Known) -> Result<Vec<(String, String, Code)>, String> {
    let (head, codes) = bracketed(line)?;
    let [code] = codes.as_slice() else { return Err("one code in brackets is wanted: [~GOV]".into()) };
    let sector = code.strip_prefix('~').ok_or("a code that stands before that of the country has no place here; write it behind: [~GOV]")?;
    let sector = actor_code(sector, known)?;
    if sector.has_country() {
        return Err(format!("`{}` begins with no sector; write a code of profiles/sectors.csv, the country comes from the text", sector.as_str()));
    }
    let (noun, plural) = match head.split_once('{') {
        Some((noun, rest)) => (noun, Some(rest.split('}').next().unwrap_or("").trim())),
        None => (head, None),
    };
    let mut nouns = Vec::new();
    expand(noun.trim(), sets, 0, &mut nouns)?;
    let several = nouns.len() > 1;
    let with_plural = |noun: String| {
        let noun = lower(&noun);
        let plural = match plural {
            Some("") => noun.clone(),
            Some(plural) if !several => lower(plural),
            _ => inflect::plural(&noun),
        };
        (noun, plural, sector)
    };
    Ok(nouns.into_iter().map(with_plural).collect())
}

fn expand(noun: &str, sets: &Sets, depth: usize, out: &mut Vec<String>) -> Result<(), String> {
    if depth > DEEPEST {
        return Err("the sets hold each other; break the circle".into());
    }
    let Some(open) = noun.find('!') else {
        if noun.is_empty() {
            return Err("no noun stands before the code".into());
        }
        out.push(noun.to_owned());
        return if out.len() > MOST { Err(format!("it stands for more than {MOST} nouns")) } else { Ok(()) };
    };
    let close = noun[open + 1..].find('!').ok_or("an exclamation mark is not closed")? + open + 2;
    let set = &noun[open..close];
    let members = sets.get(set).ok_or_else(|| format!("the set {set} is not defined"))?;
    members.iter().try_for_each(|m| expand(&format!("{}{m}{}", &noun[..open], &noun[close..]), sets, depth + 1, out))
}
