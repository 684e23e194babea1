//! English inflection from lemmas: the regular patterns. Irregular forms stand in `grammar/verbs.csv` and
//! `grammar/nouns.csv`; a multiword entry inflects its last word.

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

fn sibilant(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh"].iter().any(|e| word.ends_with(e))
}

fn consonant_y(word: &str) -> bool {
    word.ends_with('y') && !word[..word.len() - 1].ends_with(VOWELS)
}

fn consonant_o(word: &str) -> bool {
    word.ends_with('o') && !word[..word.len() - 1].ends_with(VOWELS)
}

/// Plural of a noun; of `spokesman` → `spokesmen`.
#[must_use]
pub fn plural(noun: &str) -> String {
    if consonant_y(noun) {
        format!("{}ies", &noun[..noun.len() - 1])
    } else if noun.ends_with("woman") || noun.ends_with("man") && !noun.ends_with("human") && !noun.ends_with("german") {
        format!("{}en", &noun[..noun.len() - 2])
    } else if sibilant(noun) {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

/// Third person singular of the present tense.
#[must_use]
pub fn third(verb: &str) -> String {
    if consonant_y(verb) {
        format!("{}ies", &verb[..verb.len() - 1])
    } else if sibilant(verb) || consonant_o(verb) {
        format!("{verb}es")
    } else {
        format!("{verb}s")
    }
}

/// Past tense and past participle. Doubled consonants are irregular here and stand in the table.
#[must_use]
pub fn past(verb: &str) -> String {
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if consonant_y(verb) {
        format!("{}ied", &verb[..verb.len() - 1])
    } else {
        format!("{verb}ed")
    }
}

/// Present participle and gerund.
#[must_use]
pub fn gerund(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        format!("{stem}ying")
    } else if verb.ends_with('e') && !verb.ends_with("ee") && !verb.ends_with("oe") && !verb.ends_with("ye") && verb.len() > 2 {
        format!("{}ing", &verb[..verb.len() - 1])
    } else {
        format!("{verb}ing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        assert_eq!(
            [plural("embassy"), plural("envoy"), plural("spokeswoman"), plural("crisis-hit bus")],
            ["embassies", "envoys", "spokeswomen", "crisis-hit buses"]
        );
        assert_eq!([third("deny"), third("veto"), third("expel"), third("push")], ["denies", "vetoes", "expels", "pushes"]);
        assert_eq!([past("accuse"), past("deny"), past("summon")], ["accused", "denied", "summoned"]);
        assert_eq!([gerund("strike"), gerund("die"), gerund("agree"), gerund("summon")], ["striking", "dying", "agreeing", "summoning"]);
    }
}
